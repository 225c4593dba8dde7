//! From a text that was built to be well formed to its value.

use std::fmt::Debug;
use std::str::FromStr;

/// The value of a text that was built well formed from its parts.
#[expect(clippy::expect_used, reason = "INVARIANT: the strategies of this folder build what they parse")]
pub(super) fn built<T: FromStr<Err: Debug>>(text: impl AsRef<str>) -> T {
    text.as_ref().parse().expect("the text was built well formed")
}
