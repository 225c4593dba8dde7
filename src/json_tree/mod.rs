//! A JSON document that borrows from its text and keeps its order: one row of nodes, read in one go.

mod nodes;
mod read;
mod tree;

pub(crate) use nodes::Nodes;
pub(crate) use tree::{EachItem, EachMember, Items, Member, Members, Position, Tree, View};
