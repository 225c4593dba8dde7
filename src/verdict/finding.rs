//! One breach of one rule, at one place.

use std::fmt;

use serde::Serialize;

use super::answer::Answer;
use super::edit::Edit;
use super::place::Place;
use super::rule::Rule;
use super::text::Text;

/// How serious a finding is, from the most serious on.
///
/// ```
/// use kms_mrk::verdict::Severity;
///
/// assert!(Severity::Error < Severity::Warning);
/// assert_eq!(Severity::Suggestion.as_str(), "suggestion");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// KMS refuses, or would never have said so.
    Error,
    /// It works, but is risky, without effect, or depends on what the check was not told.
    Warning,
    /// It works and could be better.
    Suggestion,
}

impl Severity {
    /// The severity in lower case: `error`, `warning` or `suggestion`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Suggestion => "suggestion",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A breach of a rule: which rule, how serious, what AWS does about it, where, and what to do.
///
/// `Display` writes one line: severity, rule id, pointer and message.
///
/// ```
/// use kms_mrk::operation::{Operation, ReplicateKey, Setting};
///
/// let request = ReplicateKey::new(
///     "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab".parse()?,
///     "cn-north-1".parse()?,
/// );
/// let report = request.check(&Setting::new());
/// assert_eq!(
///     report.findings()[0].to_string(),
///     "error[replicate-key/replica-region/same-partition] at /ReplicaRegion: \
///      the Region `cn-north-1` is in the partition `aws-cn`, the primary key in `aws`",
/// );
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule that is broken.
    pub rule: &'static Rule,
    /// How serious it is.
    pub severity: Severity,
    /// What AWS does about it.
    pub answer: Answer,
    /// Where in the document it stands.
    #[serde(flatten)]
    pub place: Place,
    /// What is wrong: lower case, one line, no full stop, user input in backticks.
    pub message: Text,
    /// What to do about it, where that can be said.
    pub help: Option<Text>,
    /// A change to the document that does it, where a program can make it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edit: Option<Box<Edit>>,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pointer = self.place.pointer.as_str();
        let pointer = if pointer.is_empty() { "the document" } else { pointer };
        write!(f, "{}[{}] at {pointer}: {}", self.severity, self.rule, self.message)
    }
}
