//! What a statement does.

use std::fmt;

/// Whether a statement allows or denies.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// The statement allows.
    Allow,
    /// The statement denies, and no other statement can undo that.
    Deny,
}

impl Effect {
    /// The word as a policy has it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "Allow",
            Self::Deny => "Deny",
        }
    }

    /// The effect that a policy's word means; its case counts.
    pub(super) fn of(word: &str) -> Option<Self> {
        match word {
            "Allow" => Some(Self::Allow),
            "Deny" => Some(Self::Deny),
            _ => None,
        }
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
