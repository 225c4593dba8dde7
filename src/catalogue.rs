//! Every rule of the crate in one list.

use crate::key::{metadata_rule, tag_rule};
use crate::operation::rule;
use crate::policy;
use crate::verdict::Rule;

/// Every rule that this crate checks, whichever room it belongs to.
///
/// Ids are unique and stable: they are what users write into their own configuration.
///
/// ```
/// let rule = kms_mrk::rules().find(|rule| rule.id() == "tags/count").unwrap();
/// assert_eq!(rule.sentence(), "a key has at most 50 tags");
/// ```
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    let policy = policy::rule::ALL.iter().copied().flatten();
    [rule::ALL, tag_rule::ALL].into_iter().flatten().chain(policy).chain(metadata_rule::ALL).copied()
}
