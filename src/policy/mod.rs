//! Floor 2, policy: who may use a key.
//!
//! Today this is the text of a key policy: its constraints, its two size limits, whether it is one JSON object,
//! and the default key policy. What stands in the document is not looked at yet.

mod default;
pub mod policy_rule;
mod text;

pub use text::PolicyText;

pub(crate) use policy_rule::{json_object, size};
