//! The order in which places stand in a key policy.

use std::collections::BTreeMap;

use super::document::Document;
use crate::json_tree::{Position, Tree, View};
use crate::verdict::Pointer;

/// Finds where places stand in a policy.
pub(super) struct Order<'d> {
    whole: Tree<'d>,
    /// What is in objects and lists that have much in them.
    large: BTreeMap<Position, Inside<'d>>,
}

/// What is in an object or a list.
enum Inside<'d> {
    /// The last member of each name.
    Members(BTreeMap<&'d str, Tree<'d>>),
    Items(Vec<Tree<'d>>),
}

/// The most members or items that are gone through one by one.
const FEW: usize = 12;

impl<'d> Order<'d> {
    pub(super) fn of(document: &'d Document<'_>) -> Self {
        Self { whole: document.tree(), large: BTreeMap::new() }
    }

    /// Where the value is that a pointer names; of one that is missing, what is around it.
    pub(super) fn position(&mut self, pointer: &Pointer) -> Position {
        let mut value = self.whole;
        for token in pointer.tokens() {
            match self.inside(value, &token) {
                Some(inner) => value = inner,
                None => break,
            }
        }
        self.whole.position_of(value)
    }

    /// The last member of this name, or the item of this number.
    fn inside(&mut self, value: Tree<'d>, token: &str) -> Option<Tree<'d>> {
        match value.view() {
            View::Object(members) => {
                let mut found = None;
                for (number, member) in members.iter().enumerate() {
                    if number == FEW {
                        return self.inside_of_many(value, token);
                    }
                    if member.name == token {
                        found = Some(member.value);
                    }
                }
                found
            }
            View::List(items) => {
                let number = token.parse().ok()?;
                if number < FEW { items.iter().nth(number) } else { self.inside_of_many(value, token) }
            }
            _ => None,
        }
    }

    fn inside_of_many(&mut self, value: Tree<'d>, token: &str) -> Option<Tree<'d>> {
        let position = self.whole.position_of(value);
        let inside = self.large.entry(position).or_insert_with(|| Inside::of(value));
        match inside {
            Inside::Members(members) => members.get(token).copied(),
            Inside::Items(items) => items.get(token.parse::<usize>().ok()?).copied(),
        }
    }
}

impl<'d> Inside<'d> {
    fn of(value: Tree<'d>) -> Self {
        match value.object() {
            Some(members) => {
                Self::Members(members.iter().map(|member| (member.name, member.value)).collect())
            }
            None => Self::Items(value.list().unwrap_or_default().iter().collect()),
        }
    }
}
