//! A value that may stand for a list of one.

use crate::json_tree::{Items, Tree};
use crate::verdict::Pointer;

/// One value, or a list of values: wherever a policy takes a list, it takes a single value without brackets too.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>
#[derive(Clone, Copy, Debug)]
pub(super) struct OneOrMany<'d> {
    pub(super) items: Items<'d>,
    pub(super) is_list: bool,
}

impl<'d> OneOrMany<'d> {
    pub(super) fn of(tree: Tree<'d>) -> Self {
        match tree.list() {
            Some(items) => Self { items, is_list: true },
            None => Self { items: tree.alone(), is_list: false },
        }
    }

    /// Those of the values that are texts.
    pub(super) fn texts(self) -> impl Iterator<Item = &'d str> {
        self.items.iter().filter_map(Tree::text)
    }

    /// Where the value of this number stands, if the whole stands at `whole`.
    pub(super) fn pointer_to(self, index: usize, whole: Pointer) -> Pointer {
        if self.is_list { whole.into_item(index) } else { whole }
    }
}
