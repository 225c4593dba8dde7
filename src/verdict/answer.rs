//! What AWS does about a breach of a rule.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::code::ErrorCode;
use super::rule::Evidence;
use super::text::Text;

/// What AWS KMS does about the breach of a rule.
///
/// Serialized as an object whose `kind` is `refuses`, `accepts`, `accepts-without-effect`, `never-returns` or
/// `unknown`; a refusal also has `code`, `message` (`null` where AWS's text is not known) and `evidence`.
///
/// ```
/// use kms_mrk::operation::{Operation, ReplicateKey, Setting};
///
/// let request = ReplicateKey::new("alias/backup".parse()?, "us-east-1".parse()?);
/// let report = request.check(&Setting::new());
/// let answer = serde_json::to_value(&report.findings()[0].answer).unwrap();
/// assert_eq!(answer["kind"], "refuses");
/// assert_eq!(answer["code"], "InvalidArnException");
/// assert_eq!(answer["message"], "Key Aliases are not supported for this operation.");
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// KMS refuses the request with this exception.
    Refuses(Refusal),
    /// KMS accepts the request and what was found has its effect.
    Accepts,
    /// KMS accepts the request and what was found has no effect.
    AcceptsWithoutEffect,
    /// KMS itself never returns such a document: whoever made it was not KMS, or has changed it.
    NeverReturns,
    /// Not known, or it depends on something that the check was not told.
    Unknown,
}

impl Answer {
    /// The refusal, if KMS refuses.
    #[must_use]
    pub const fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refuses(refusal) => Some(refusal),
            _ => None,
        }
    }
}

impl Answer {
    /// The clause that KMS counts in its message, if it counts one.
    pub(crate) fn clause(&self) -> Option<&str> {
        match self.refusal().map(|refusal| &refusal.text) {
            Some(RefusalText::Clause(clause)) => Some(clause),
            _ => None,
        }
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::Refuses(refusal) => {
                map.serialize_entry("kind", "refuses")?;
                map.serialize_entry("code", &refusal.code)?;
                map.serialize_entry("message", &refusal.text.alone())?;
                map.serialize_entry("evidence", &refusal.evidence)?;
            }
            Self::Accepts => map.serialize_entry("kind", "accepts")?,
            Self::AcceptsWithoutEffect => map.serialize_entry("kind", "accepts-without-effect")?,
            Self::NeverReturns => map.serialize_entry("kind", "never-returns")?,
            Self::Unknown => map.serialize_entry("kind", "unknown")?,
        }
        map.end()
    }
}

/// The exception that KMS answers a breach with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The exception's name.
    pub code: ErrorCode,
    /// The exception's message.
    pub text: RefusalText,
    /// How well exception and message are known: `Recorded` and `Documented` hold for both, to the letter.
    pub evidence: Evidence,
}

/// The message of an exception, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefusalText {
    /// The whole message; an empty one is what KMS sends for some exceptions.
    Whole(Text),
    /// One clause of a `ValidationException`: KMS counts all clauses of a request in one message.
    Clause(String),
    /// Nobody has written down what KMS says.
    NotKnown,
}

impl RefusalText {
    /// The message that KMS would send if this were the only breach; `None` where it is not known.
    #[must_use]
    pub fn alone(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Whole(text) => Some(Cow::Borrowed(text.as_str())),
            Self::Clause(clause) => Some(Cow::Owned(counted(std::slice::from_ref(clause)))),
            Self::NotKnown => None,
        }
    }
}

/// The message of a `ValidationException` that counts its clauses.
pub(super) fn counted(clauses: &[String]) -> String {
    let count = clauses.len();
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} validation error{plural} detected: {}", clauses.join("; "))
}
