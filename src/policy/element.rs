//! The elements of a statement.

use std::fmt;

/// An element that a statement may have.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Element {
    /// The statement's own name.
    Sid,
    /// `Allow` or `Deny`.
    Effect,
    /// Whom the statement is about.
    Principal,
    /// Whom the statement is not about: it is about everybody else.
    NotPrincipal,
    /// The actions that the statement is about.
    Action,
    /// The actions that the statement is not about: it is about all others.
    NotAction,
    /// What the statement is about; in a key policy `*`, which is the key.
    Resource,
    /// What the statement is not about.
    NotResource,
    /// When the statement applies.
    Condition,
}

impl Element {
    /// Every element.
    pub const ALL: [Self; 9] = [
        Self::Sid,
        Self::Effect,
        Self::Principal,
        Self::NotPrincipal,
        Self::Action,
        Self::NotAction,
        Self::Resource,
        Self::NotResource,
        Self::Condition,
    ];

    /// The name as a policy has it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sid => "Sid",
            Self::Effect => "Effect",
            Self::Principal => "Principal",
            Self::NotPrincipal => "NotPrincipal",
            Self::Action => "Action",
            Self::NotAction => "NotAction",
            Self::Resource => "Resource",
            Self::NotResource => "NotResource",
            Self::Condition => "Condition",
        }
    }

    /// The element of this name; its case counts.
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "Sid" => Self::Sid,
            "Effect" => Self::Effect,
            "Principal" => Self::Principal,
            "NotPrincipal" => Self::NotPrincipal,
            "Action" => Self::Action,
            "NotAction" => Self::NotAction,
            "Resource" => Self::Resource,
            "NotResource" => Self::NotResource,
            "Condition" => Self::Condition,
            _ => return None,
        })
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
