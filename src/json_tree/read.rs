//! How serde reads a document.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

use super::nodes::{Node, Nodes};

impl<'a> Nodes<'a> {
    /// Reads a text that is one JSON value.
    pub(crate) fn read(text: &'a str) -> Result<Self, serde_json::Error> {
        let mut nodes = Self::with_room_for(text.len());
        let mut deserializer = serde_json::Deserializer::from_str(text);
        Value(&mut nodes).deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok(nodes)
    }
}

impl<'de> Deserialize<'de> for Nodes<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut nodes = Self::new();
        Value(&mut nodes).deserialize(deserializer)?;
        Ok(nodes)
    }
}

/// Adds the next value.
struct Value<'n, 'de>(&'n mut Nodes<'de>);

impl<'de> DeserializeSeed<'de> for Value<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.0.push(Node::Null);
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.0.push(Node::Bool(value));
        Ok(())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.0.push(Node::Number(value.into()));
        Ok(())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.0.push(Node::Number(value.into()));
        Ok(())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        let number = Number::from_f64(value).ok_or_else(|| E::custom("a number that JSON does not have"))?;
        self.0.push(Node::Number(number));
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        Name(self.0).visit_str(text)
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<(), E> {
        Name(self.0).visit_borrowed_str(text)
    }

    fn visit_string<E: Error>(self, text: String) -> Result<(), E> {
        Name(self.0).visit_string(text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Self(nodes) = self;
        let head = nodes.begin();
        while items.next_element_seed(Value(nodes))?.is_some() {}
        nodes.end(head, Node::List);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let Self(nodes) = self;
        let head = nodes.begin();
        while members.next_key_seed(Name(nodes))?.is_some() {
            members.next_value_seed(Value(nodes))?;
        }
        nodes.end(head, Node::Object);
        Ok(())
    }
}

/// Adds the name of the next member.
struct Name<'n, 'de>(&'n mut Nodes<'de>);

impl<'de> DeserializeSeed<'de> for Name<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.visit_string(text.to_owned())
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<(), E> {
        self.0.push(Node::Text(Cow::Borrowed(text)));
        Ok(())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<(), E> {
        self.0.push(Node::Text(Cow::Owned(text)));
        Ok(())
    }
}
