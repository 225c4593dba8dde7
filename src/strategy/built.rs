//! From a text that was built to be well formed to its value.

use std::fmt::Debug;
use std::str::FromStr;

use crate::json_tree::Tree;

/// The value of a text that was built well formed from its parts.
#[expect(clippy::expect_used, reason = "INVARIANT: the strategies of this folder build what they parse")]
pub(super) fn built<T: FromStr<Err: Debug>>(text: impl AsRef<str>) -> T {
    text.as_ref().parse().expect("the text was built well formed")
}

/// The JSON value of a text that was built as JSON.
#[expect(clippy::expect_used, reason = "INVARIANT: the strategies of this folder build what they parse")]
pub(super) fn tree(text: &str) -> Tree<'static> {
    serde_json::from_str::<Tree<'_>>(text).expect("the text was built as JSON").into_owned()
}
