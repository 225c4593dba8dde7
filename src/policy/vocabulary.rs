//! Names that this version of the crate does not know.

use super::action::Reach;
use super::condition_key::{Cardinality, ConditionKey};
use super::glob::{Case, Glob};
use super::levels::Level;
use super::operator::ValueType;
use crate::verdict::Severity;

/// Names that a policy may use besides the listed ones, and what is made of those that nobody knows.
///
/// AWS adds actions and condition keys every month. Who knows of one that this version of the crate does not list says
/// so here; for all others, an unknown name is a warning, and an error if it misspells a known one.
///
/// ```
/// use kms_mrk::policy::{self, Cardinality, Level, Reach, Setting, ValueType, Vocabulary};
///
/// let text = r#"{"Version": "2012-10-17", "Statement": {
///     "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": ["kms:*", "kms:PolishKey"], "Resource": "*",
///     "Condition": {"NumericLessThan": {"kms:PolishGrade": "7"}}
/// }}"#;
/// let unknown = policy::check(text, &Setting::new());
/// assert!(unknown.breaks(&policy::rule::action::KNOWN_NAME));
/// assert!(unknown.breaks(&policy::rule::condition::KMS_KEY));
///
/// let vocabulary = Vocabulary::new()
///     .with_action("kms:PolishKey", Reach::OwnAccount)
///     .with_condition_key("kms:PolishGrade", ValueType::Numeric, Cardinality::SingleValued);
/// let setting = Setting::new().with_vocabulary(&vocabulary);
/// let known = policy::check(text, &setting);
/// assert!(!known.breaks(&policy::rule::action::KNOWN_NAME));
/// assert!(!known.breaks(&policy::rule::condition::KMS_KEY));
///
/// let silent = Vocabulary::new().with_unknown(Level::Allow);
/// let known = policy::check(text, &Setting::new().with_vocabulary(&silent));
/// assert!(!known.breaks(&policy::rule::action::KNOWN_NAME));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vocabulary {
    unknown: Level,
    actions: Vec<NewAction>,
    keys: Vec<NewKey>,
    services: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct NewAction {
    name: String,
    reach: Reach,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct NewKey {
    name: String,
    key: ConditionKey,
}

impl Vocabulary {
    /// The listed names; others are warned of.
    #[must_use]
    pub const fn new() -> Self {
        Self { unknown: Level::Warn, actions: Vec::new(), keys: Vec::new(), services: Vec::new() }
    }

    /// The same vocabulary, with what is made of a name that is in neither list.
    ///
    /// [`Level::Warn`] warns, and makes an error of a name that misspells a known one; every other level is the same
    /// for both.
    #[must_use]
    pub fn with_unknown(self, unknown: Level) -> Self {
        Self { unknown, ..self }
    }

    /// The same vocabulary, with one more action, and whom a key policy can allow it.
    #[must_use]
    pub fn with_action(mut self, name: impl Into<String>, reach: Reach) -> Self {
        self.actions.push(NewAction { name: name.into(), reach });
        self
    }

    /// The same vocabulary, with one more condition key, which requests for every action may have.
    #[must_use]
    pub fn with_condition_key(
        mut self,
        name: impl Into<String>,
        value_type: ValueType,
        cardinality: Cardinality,
    ) -> Self {
        self.keys.push(NewKey { name: name.into(), key: ConditionKey::added(value_type, cardinality) });
        self
    }

    /// The same vocabulary, with one more service whose actions and condition keys may stand in key policies, named by
    /// what they begin with up to the colon.
    #[must_use]
    pub fn with_service(mut self, prefix: impl Into<String>) -> Self {
        self.services.push(prefix.into());
        self
    }

    /// Whom an added action can be allowed that a text in `Action` means; of several, anybody whom one can.
    pub(super) fn reach(&self, text: &str) -> Option<Reach> {
        let pattern = Glob::new(text, Case::Ignored);
        let meant = self.actions.iter().filter(|action| pattern.matches(&action.name));
        meant.map(|action| action.reach).max()
    }

    /// The added condition key of this name.
    pub(super) fn key(&self, name: &str) -> Option<&ConditionKey> {
        self.keys.iter().find(|key| key.name.eq_ignore_ascii_case(name)).map(|key| &key.key)
    }

    pub(super) fn has_service(&self, prefix: &str) -> bool {
        self.services.iter().any(|service| service.eq_ignore_ascii_case(prefix))
    }

    pub(super) fn action_names(&self) -> impl Iterator<Item = &str> {
        self.actions.iter().map(|action| action.name.as_str())
    }

    pub(super) fn key_names(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(|key| key.name.as_str())
    }

    /// How serious an unknown name is that misspells `known`, or nothing.
    pub(super) fn severity(&self, known: Option<&str>) -> Option<Severity> {
        match (self.unknown, known) {
            (Level::Warn, Some(_)) => Some(Severity::Error),
            (level, _) => level.severity(),
        }
    }
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self::new()
    }
}
