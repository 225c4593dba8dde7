//! JSON that can be changed, with every member in its place.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Number;

/// A JSON value. Its objects have an order and may have a member twice, as those of `serde_json` may not.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
    List(Vec<Tree>),
    Object(Members),
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) value: Tree,
}

/// The members of an object, changed by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Members(pub(super) Vec<Member>);

impl Members {
    /// The value of the member of this name.
    pub(super) fn value_mut(&mut self, name: &str) -> Option<&mut Tree> {
        self.0.iter_mut().find(|member| member.name == name).map(|member| &mut member.value)
    }

    /// Gives the member of this name a value; the last of the object, if it is not there.
    pub(super) fn set(&mut self, name: &str, value: Tree) {
        match self.value_mut(name) {
            Some(place) => *place = value,
            None => self.add(name, value),
        }
    }

    /// One more member, even if one of the name is there.
    pub(super) fn add(&mut self, name: &str, value: Tree) {
        self.0.push(Member { name: name.to_owned(), value });
    }

    /// Takes the member of this name out.
    pub(super) fn remove(&mut self, name: &str) {
        self.0.retain(|member| member.name != name);
    }

    /// Gives the member of this name another one.
    pub(super) fn rename(&mut self, from: &str, to: &str) {
        if let Some(member) = self.0.iter_mut().find(|member| member.name == from) {
            to.clone_into(&mut member.name);
        }
    }

    /// The members of the object that stands under this name; an empty one, if there is none.
    pub(super) fn object_mut(&mut self, name: &str) -> Option<&mut Self> {
        if !matches!(self.value_mut(name), Some(Tree::Object(_))) {
            self.set(name, Tree::Object(Self::default()));
        }
        match self.value_mut(name) {
            Some(Tree::Object(members)) => Some(members),
            _ => None,
        }
    }
}

/// The compact text.
impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(number) => number.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.0.len()))?;
                for Member { name, value } in &members.0 {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Number(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Tree, E> {
        Ok(Number::from_f64(value).map_or(Tree::Null, Tree::Number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Tree::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Tree, A::Error> {
        let mut object = Vec::new();
        while let Some((name, value)) = members.next_entry()? {
            object.push(Member { name, value });
        }
        Ok(Tree::Object(Members(object)))
    }
}

/// The JSON value of a text that was built as JSON.
#[expect(clippy::expect_used, reason = "INVARIANT: the strategies of this folder build what they parse")]
pub(super) fn tree(text: &str) -> Tree {
    serde_json::from_str(text).expect("the text was built as JSON")
}
