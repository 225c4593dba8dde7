//! What a request did not say.

use std::collections::BTreeSet;
use std::fmt;

use crate::verdict::Pointer;

/// Something that a decision depends on and the request did not say.
///
/// ```
/// use kms_mrk::policy::Unknown;
///
/// assert_eq!(Unknown::ConditionKey("aws:SourceIp".into()).to_string(), "the condition key `aws:SourceIp`");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Unknown {
    /// The value of a condition key, or that the request does not have it; the name is as the policy writes it.
    ConditionKey(Box<str>),
    /// The ARN of the key.
    KeyArn,
    /// The account of the key.
    KeyAccount,
    /// The name of the role session: the caller was given as a role, and a statement names one session of it.
    SessionName,
    /// What AWS makes of an element of the policy that no policy can have, as a condition operator that is not one.
    Meaning(Pointer),
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ConditionKey(key) => write!(f, "the condition key `{key}`"),
            Self::KeyArn => f.write_str("the ARN of the key"),
            Self::KeyAccount => f.write_str("the account of the key"),
            Self::SessionName => f.write_str("the name of the role session"),
            Self::Meaning(pointer) => write!(f, "what AWS makes of `{}`", pointer.as_str()),
        }
    }
}

impl Unknown {
    /// Whether it is the same thing; the case of a condition key does not matter.
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::ConditionKey(one), Self::ConditionKey(other)) => one.eq_ignore_ascii_case(other),
            _ => self == other,
        }
    }

    /// One text for all that is the same thing.
    fn folded(&self) -> Self {
        match self {
            Self::ConditionKey(key) => Self::ConditionKey(key.to_ascii_lowercase().into()),
            other => other.clone(),
        }
    }
}

/// Where it is noted what is not known, if anybody wants to know: most decisions depend on nothing.
#[derive(Debug)]
pub(super) struct Unknowns {
    noted: Option<Vec<Unknown>>,
    /// Of more than a few, those that were noted, to find them again.
    seen: BTreeSet<Unknown>,
}

/// So many are compared one by one.
const FEW: usize = 16;

impl Unknowns {
    /// Nothing is noted.
    pub(super) const fn ignored() -> Self {
        Self { noted: None, seen: BTreeSet::new() }
    }

    /// Everything is noted.
    pub(super) const fn noted() -> Self {
        Self { noted: Some(Vec::new()), seen: BTreeSet::new() }
    }

    pub(super) fn note(&mut self, unknown: impl FnOnce() -> Unknown) {
        let Some(noted) = &mut self.noted else { return };
        let unknown = unknown();
        let is_new = if noted.len() < FEW {
            !noted.iter().any(|other| other.is_same(&unknown))
        } else {
            if self.seen.is_empty() {
                self.seen.extend(noted.iter().map(Unknown::folded));
            }
            self.seen.insert(unknown.folded())
        };
        if is_new {
            noted.push(unknown);
        }
    }

    pub(super) fn note_each(&mut self, unknowns: Vec<Unknown>) {
        for unknown in unknowns {
            self.note(|| unknown);
        }
    }

    pub(super) fn note_key(&mut self, key: &str) {
        self.note(|| Unknown::ConditionKey(key.into()));
    }

    /// Everything that was noted, and nothing is noted any more.
    pub(super) fn take(&mut self) -> Vec<Unknown> {
        self.seen.clear();
        self.noted.as_mut().map(std::mem::take).unwrap_or_default()
    }
}
