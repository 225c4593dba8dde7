//! A value of a document, and what is in it.

use serde_json::{Number, Value};

use super::nodes::Node;

/// A value of a document, with all that is in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Tree<'d> {
    nodes: &'d [Node<'d>], // INVARIANT: the node of the value and those in it, no others
}

/// What a value is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum View<'d> {
    Null,
    Bool(bool),
    Number(&'d Number),
    Text(&'d str),
    List(Items<'d>),
    Object(Members<'d>),
}

impl<'d> Tree<'d> {
    pub(super) const fn of(nodes: &'d [Node<'d>]) -> Self {
        Self { nodes }
    }

    /// The value with which the nodes begin, and those after it.
    fn first_of(nodes: &'d [Node<'d>]) -> Option<(Self, &'d [Node<'d>])> {
        let (nodes, rest) = nodes.split_at_checked(1 + nodes.first()?.inside())?;
        Some((Self { nodes }, rest))
    }

    pub(crate) fn view(self) -> View<'d> {
        let Some((head, inside)) = self.nodes.split_first() else { return View::Null };
        match head {
            Node::Null => View::Null,
            Node::Bool(value) => View::Bool(*value),
            Node::Number(number) => View::Number(number),
            Node::Text(text) => View::Text(text),
            Node::List(_) => View::List(Items { nodes: inside }),
            Node::Object(_) => View::Object(Members { nodes: inside }),
        }
    }

    pub(crate) fn text(self) -> Option<&'d str> {
        match self.nodes.first() {
            Some(Node::Text(text)) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn list(self) -> Option<Items<'d>> {
        match self.nodes.split_first() {
            Some((Node::List(_), nodes)) => Some(Items { nodes }),
            _ => None,
        }
    }

    pub(crate) fn object(self) -> Option<Members<'d>> {
        match self.nodes.split_first() {
            Some((Node::Object(_), nodes)) => Some(Members { nodes }),
            _ => None,
        }
    }

    /// Whether there is a null in it, an object without members or a list without items; or whether it is one.
    pub(crate) fn has_gaps(self) -> bool {
        self.nodes.iter().any(|node| matches!(node, Node::Null | Node::List(0) | Node::Object(0)))
    }

    pub(crate) fn is_null(self) -> bool {
        matches!(self.nodes.first(), Some(Node::Null))
    }

    /// The value as the one item of a list.
    pub(crate) const fn alone(self) -> Items<'d> {
        Items { nodes: self.nodes }
    }

    /// The value at a position in the document, of which this is the whole.
    pub(crate) fn at(self, Position(position): Position) -> Option<Self> {
        Some(Self::first_of(self.nodes.get(position..)?)?.0)
    }

    /// Where a value stands that is in this one.
    pub(crate) fn position_of(self, inner: Self) -> Position {
        let bytes = inner.nodes.as_ptr().addr().saturating_sub(self.nodes.as_ptr().addr());
        Position(bytes / size_of::<Node<'_>>())
    }

    /// What kind of JSON value it is, in words.
    pub(crate) fn kind(self) -> &'static str {
        match self.view() {
            View::Null => "null",
            View::Bool(_) => "a boolean",
            View::Number(_) => "a number",
            View::Text(_) => "a string",
            View::List(_) => "a list",
            View::Object(_) => "an object",
        }
    }
}

/// Where a value stands in its document. Values compare as they follow each other in the text; what holds others comes
/// before them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position(usize);

impl Position {
    /// Whether it is that of the whole document.
    pub(crate) const fn is_first(self) -> bool {
        self.0 == 0
    }
}

/// The items of a list, in order.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Items<'d> {
    nodes: &'d [Node<'d>],
}

impl<'d> Items<'d> {
    pub(crate) const fn is_empty(self) -> bool {
        self.nodes.is_empty()
    }

    pub(crate) const fn iter(self) -> EachItem<'d> {
        EachItem { rest: self.nodes }
    }
}

/// The members of an object, in order.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Members<'d> {
    nodes: &'d [Node<'d>],
}

/// A member of an object.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member<'d> {
    pub(crate) name: &'d str,
    pub(crate) value: Tree<'d>,
}

impl<'d> Members<'d> {
    pub(crate) const fn is_empty(self) -> bool {
        self.nodes.is_empty()
    }

    pub(crate) const fn iter(self) -> EachMember<'d> {
        EachMember { rest: self.nodes }
    }

    /// The value of the last member of this name.
    pub(crate) fn last_named(self, name: &str) -> Option<Tree<'d>> {
        let [value] = self.last_of_each([name]);
        value
    }

    /// For each name, the value of the last member that has it.
    pub(crate) fn last_of_each<const N: usize>(self, names: [&str; N]) -> [Option<Tree<'d>>; N] {
        let mut values = [None; N];
        for member in self {
            if let Some((_, value)) = names.iter().zip(&mut values).find(|(name, _)| **name == member.name) {
                *value = Some(member.value);
            }
        }
        values
    }
}

/// One item of a list after the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct EachItem<'d> {
    rest: &'d [Node<'d>],
}

impl<'d> Iterator for EachItem<'d> {
    type Item = Tree<'d>;

    #[inline]
    fn next(&mut self) -> Option<Tree<'d>> {
        let (item, rest) = Tree::first_of(self.rest)?;
        self.rest = rest;
        Some(item)
    }
}

/// One member of an object after the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct EachMember<'d> {
    rest: &'d [Node<'d>],
}

impl<'d> Iterator for EachMember<'d> {
    type Item = Member<'d>;

    #[inline]
    fn next(&mut self) -> Option<Member<'d>> {
        let (Node::Text(name), rest) = self.rest.split_first()? else { return None };
        let (value, rest) = Tree::first_of(rest)?;
        self.rest = rest;
        Some(Member { name, value })
    }
}

impl<'d> IntoIterator for Items<'d> {
    type Item = Tree<'d>;
    type IntoIter = EachItem<'d>;

    fn into_iter(self) -> EachItem<'d> {
        self.iter()
    }
}

impl<'d> IntoIterator for Members<'d> {
    type Item = Member<'d>;
    type IntoIter = EachMember<'d>;

    fn into_iter(self) -> EachMember<'d> {
        self.iter()
    }
}

impl From<Tree<'_>> for Value {
    fn from(tree: Tree<'_>) -> Self {
        match tree.view() {
            View::Null => Self::Null,
            View::Bool(value) => Self::Bool(value),
            View::Number(number) => Self::Number(number.clone()),
            View::Text(text) => Self::String(text.to_owned()),
            View::List(items) => Self::Array(items.iter().map(Self::from).collect()),
            View::Object(members) => Self::Object(
                members.iter().map(|Member { name, value }| (name.to_owned(), value.into())).collect(),
            ),
        }
    }
}
