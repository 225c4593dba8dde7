//! The row of nodes that a document is.

use std::borrow::Cow;

use serde_json::Number;

use super::tree::Tree;

/// A JSON value, whatever it is; texts without escapes are borrowed.
///
/// All of it stands in one row, in the order of the text: an object before its members, a name before its value. So a
/// document is one allocation, and walking through it is walking through memory.
#[derive(Clone, Debug, PartialEq)]
// INVARIANT: of a document that was read, one value with all that is in it.
pub(crate) struct Nodes<'a>(Vec<Node<'a>>);

/// A value without what is in it, or the name of a member.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node<'a> {
    Null,
    Bool(bool),
    Number(Number),
    Text(Cow<'a, str>),
    /// A list, of which so many nodes follow.
    List(usize),
    /// An object, of which so many nodes follow.
    Object(usize),
}

/// The most nodes that are made room for before they are there.
const MOST_AT_ONCE: usize = 4096;

/// Texts have few nodes with less than so many bytes each.
const BYTES_OF_A_NODE: usize = 12;

impl<'a> Nodes<'a> {
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    /// Nodes with room for those of a text of so many bytes.
    pub(super) fn with_room_for(bytes: usize) -> Self {
        Self(Vec::with_capacity((bytes / BYTES_OF_A_NODE + 8).min(MOST_AT_ONCE)))
    }

    /// The value that the document is.
    pub(crate) fn tree(&self) -> Tree<'_> {
        Tree::of(&self.0)
    }

    /// The same document, which borrows nothing.
    pub(crate) fn into_owned(self) -> Nodes<'static> {
        Nodes(self.0.into_iter().map(Node::into_owned).collect())
    }

    pub(super) fn push(&mut self, node: Node<'a>) {
        self.0.push(node);
    }

    /// One more text: a value, or the name of the member whose value comes next.
    pub(crate) fn text(&mut self, text: impl Into<Cow<'a, str>>) {
        self.push(Node::Text(text.into()));
    }

    /// One more list, with the items that are added by `fill`.
    pub(crate) fn list(&mut self, fill: impl FnOnce(&mut Self)) {
        let head = self.begin();
        fill(self);
        self.end(head, Node::List);
    }

    /// One more object, with the names and values that are added by `fill`.
    pub(crate) fn object(&mut self, fill: impl FnOnce(&mut Self)) {
        let head = self.begin();
        fill(self);
        self.end(head, Node::Object);
    }

    /// Begins a list or an object.
    pub(super) fn begin(&mut self) -> Head {
        self.push(Node::Null);
        Head(self.0.len())
    }

    /// Ends the list or object that was begun last and not ended.
    pub(super) fn end(&mut self, Head(first): Head, node: fn(usize) -> Node<'a>) {
        let inside = self.0.len().saturating_sub(first);
        if let Some(head) = first.checked_sub(1).and_then(|head| self.0.get_mut(head)) {
            *head = node(inside);
        }
    }
}

/// Where a list or object begins that is not ended yet: the number of its first node.
pub(super) struct Head(usize);

impl Node<'_> {
    fn into_owned(self) -> Node<'static> {
        match self {
            Self::Null => Node::Null,
            Self::Bool(value) => Node::Bool(value),
            Self::Number(number) => Node::Number(number),
            Self::Text(text) => Node::Text(Cow::Owned(text.into_owned())),
            Self::List(inside) => Node::List(inside),
            Self::Object(inside) => Node::Object(inside),
        }
    }

    /// How many nodes follow that belong to the value.
    pub(super) const fn inside(&self) -> usize {
        match self {
            Self::List(inside) | Self::Object(inside) => *inside,
            _ => 0,
        }
    }
}
