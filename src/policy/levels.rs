//! How serious a breach is taken to be.

use crate::verdict::{Rule, Severity};

/// What is made of the findings of a rule, or of a group of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// They are not reported.
    Allow,
    /// They are suggestions.
    Suggest,
    /// They are warnings.
    Warn,
    /// They are errors.
    Deny,
}

/// How serious the breaches of rules are taken to be, where that is not what the rule itself says.
///
/// ```
/// use kms_mrk::policy::{Document, Level, Levels, Setting};
///
/// let policy = Document::read(r#"{"Version": "2012-10-17", "Statement": {
///     "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:*", "Resource": "*"
/// }}"#).unwrap();
/// // That everybody may do everything is a warning, unless somebody says otherwise.
/// assert!(policy.check(&Setting::new()).is_accepted());
///
/// let strict = Levels::new().with("policy/security", Level::Deny);
/// assert!(!policy.check(&Setting::new().with_levels(&strict)).is_accepted());
/// let silent = strict.with("policy", Level::Allow);
/// assert!(policy.check(&Setting::new().with_levels(&silent)).is_empty());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    said: Vec<Said>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Said {
    rules: String,
    level: Level,
}

impl Levels {
    /// Every rule as it says itself.
    #[must_use]
    pub const fn new() -> Self {
        Self { said: Vec::new() }
    }

    /// The same levels, with another for a rule, named by its id, or for a group, named by what the ids of its rules
    /// begin with up to a slash. Of several that fit a rule, the last counts.
    #[must_use]
    pub fn with(mut self, rules: impl Into<String>, level: Level) -> Self {
        self.said.push(Said { rules: rules.into(), level });
        self
    }

    /// What was said for a rule.
    pub(super) fn of(&self, rule: &Rule) -> Option<Level> {
        let fits = |said: &&Said| {
            let rest = rule.id().strip_prefix(said.rules.trim_end_matches('/'));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.said.iter().rfind(fits).map(|said| said.level)
    }
}

impl Level {
    /// The severity that it makes of a finding; `None` if the finding is not reported.
    pub(super) const fn severity(self) -> Option<Severity> {
        match self {
            Self::Allow => None,
            Self::Suggest => Some(Severity::Suggestion),
            Self::Warn => Some(Severity::Warning),
            Self::Deny => Some(Severity::Error),
        }
    }
}
