//! The exception that KMS answers a request with.

use std::fmt;

use super::answer::counted;
use super::code::{ErrorCode, Retry};
use super::place::Place;
use super::rule::{Evidence, Rule};
use super::text::Text;

/// A refusal by AWS KMS: the exception, its message, the rule it rests on, and the place in the request.
///
/// The message is AWS's own where it is known and this library's where it is not; [`evidence`](Self::evidence)
/// tells which. `Display` writes `Code: message`, or the code alone where KMS sends an empty message.
///
/// ```
/// use kms_mrk::operation::{Operation, ReplicateKey, Setting};
/// use kms_mrk::verdict::{ErrorCode, Evidence, Retry};
///
/// let request = ReplicateKey::new("mrk-fake-key-id".parse()?, "us-east-1".parse()?);
/// let error = request.check(&Setting::new()).refusal().unwrap();
///
/// assert_eq!(error.code(), &ErrorCode::NotFound);
/// assert_eq!(error.message(), "Invalid keyId 'mrk-fake-key-id'");
/// assert_eq!(error.evidence(), Evidence::Recorded);
/// assert_eq!(error.http_status(), 400);
/// assert_eq!(error.retry(), Retry::Never);
/// assert_eq!(error.place().pointer.as_str(), "/KeyId");
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KmsError {
    // Not in a box: whoever tries requests sees as many refusals as answers, and reads none of them.
    pub(super) code: ErrorCode,
    pub(super) message: Text,
    pub(super) evidence: Evidence,
    pub(super) rule: &'static Rule,
    pub(super) place: Place,
    pub(super) help: Option<Text>,
}

impl KmsError {
    /// Says how many breaches of constraints KMS counts, and which.
    pub(super) fn count(&mut self, clauses: &[String]) {
        self.message = counted(clauses).into();
        if clauses.len() > 1 {
            // Messages that count more than one clause were never recorded.
            self.evidence = Evidence::Inferred;
        }
    }

    /// The exception's name.
    #[must_use]
    pub fn code(&self) -> &ErrorCode {
        &self.code
    }

    /// The exception's message; empty where KMS sends none.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// How well code and message are known.
    #[must_use]
    pub fn evidence(&self) -> Evidence {
        self.evidence
    }

    /// The rule that the request breaks.
    #[must_use]
    pub fn rule(&self) -> &'static Rule {
        self.rule
    }

    /// Where in the request.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// What to do about it, where that can be said.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// The HTTP status that the service was seen to answer with.
    #[must_use]
    pub fn http_status(&self) -> u16 {
        self.code.http_status()
    }

    /// Whether sending the same request again can help.
    #[must_use]
    pub fn retry(&self) -> Retry {
        self.code.retry()
    }
}

impl fmt::Display for KmsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.message() {
            "" => write!(f, "{}", self.code()),
            message => write!(f, "{}: {message}", self.code()),
        }
    }
}

impl std::error::Error for KmsError {}
