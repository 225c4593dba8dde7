//! Key policies: texts, documents, and the faults of every rule.

mod condition;
mod draft;
mod draw;
mod json;
mod kind;
mod layout;
mod near_miss;
mod situation;
mod slip;
mod slips;
mod statement;
mod text;
mod tree;

pub use json::any_policy_document_text;
pub use near_miss::{NearMissPolicy, near_miss_policy_document, near_miss_policy_document_of};
pub use situation::{PolicySituation, policy_document, policy_situation};
pub use text::{any_policy_text, near_miss_policy, near_miss_policy_text, policy_text};

pub(in crate::strategy) use text::{policy_of, policy_of_any_account};
