//! The exception that KMS answers a request with.

use std::borrow::Cow;
use std::fmt;
use std::iter::once;

use super::answer::{Answer, Refusal, RefusalText, counted};
use super::code::{ErrorCode, Retry};
use super::finding::Finding;
use super::place::Place;
use super::rule::{Evidence, Rule};
use super::text::{Text, Words};

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
    facts: Box<Facts>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Facts {
    code: ErrorCode,
    message: Text,
    evidence: Evidence,
    rule: &'static Rule,
    place: Place,
    help: Option<Cow<'static, str>>,
}

impl KmsError {
    /// The refusal that the first finding by which KMS refuses stands for. Breaches of constraints are counted
    /// together with those among the others.
    pub(super) fn of(first: Finding, others: impl Iterator<Item = Finding>) -> Option<Self> {
        let Finding { rule, answer, place, message, help, .. } = first;
        let Answer::Refuses(Refusal { code, text, evidence }) = answer else { return None };
        let (message, evidence) = match text {
            RefusalText::Whole(text) => (text, evidence),
            RefusalText::NotKnown => (message.say(), evidence),
            RefusalText::Clause(first) => {
                let clauses: Vec<_> = once(first).chain(others.filter_map(clause)).collect();
                // Messages that count more than one clause were never recorded.
                let evidence = if clauses.len() > 1 { Evidence::Inferred } else { evidence };
                (counted(&clauses).say(), evidence)
            }
        };
        Some(Self { facts: Box::new(Facts { code, message, evidence, rule, place, help }) })
    }

    /// The exception's name.
    #[must_use]
    pub fn code(&self) -> &ErrorCode {
        &self.facts.code
    }

    /// The exception's message; empty where KMS sends none.
    #[must_use]
    pub fn message(&self) -> &str {
        self.facts.message.as_str()
    }

    /// How well code and message are known.
    #[must_use]
    pub fn evidence(&self) -> Evidence {
        self.facts.evidence
    }

    /// The rule that the request breaks.
    #[must_use]
    pub fn rule(&self) -> &'static Rule {
        self.facts.rule
    }

    /// Where in the request.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.facts.place
    }

    /// What to do about it, where that can be said.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.facts.help.as_deref()
    }

    /// The HTTP status that the service was seen to answer with.
    #[must_use]
    pub fn http_status(&self) -> u16 {
        self.facts.code.http_status()
    }

    /// Whether sending the same request again can help.
    #[must_use]
    pub fn retry(&self) -> Retry {
        self.facts.code.retry()
    }
}

fn clause(finding: Finding) -> Option<String> {
    match finding.answer {
        Answer::Refuses(Refusal { text: RefusalText::Clause(clause), .. }) => Some(clause),
        _ => None,
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
