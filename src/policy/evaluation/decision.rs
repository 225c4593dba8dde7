//! What the policies answer to a request.

use std::fmt;

use super::unknown::Unknown;

/// What a key policy, perhaps with IAM policies of the caller, answers to a request.
///
/// Grants, service control policies, permissions boundaries and VPC endpoint policies are not looked at.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html>
///
/// ```
/// use kms_mrk::policy::{AccessRequest, Action, Decision, DecidingStatement, Document};
///
/// let policy = Document::read(r#"{"Version": "2012-10-17", "Statement": {
///     "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"
/// }}"#).unwrap();
/// let user = "arn:aws:iam::111122223333:user/ops".parse()?;
/// let request = AccessRequest::new(&user, Action::Decrypt).with_account("111122223333".parse()?);
/// let decision = policy.authorize(&request);
/// assert_eq!(decision, Decision::Delegated { by: DecidingStatement::of_key_policy(0) });
/// assert_eq!(decision.to_string(), "left to IAM policies by statement 0 of the key policy");
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Decision {
    /// The request is allowed.
    Allowed {
        /// The first statement that allows it.
        by: DecidingStatement,
    },
    /// The key policy leaves the decision to the IAM policies of the caller, which were not given.
    Delegated {
        /// The first statement that does.
        by: DecidingStatement,
    },
    /// A statement denies the request, whatever others say.
    DeniedExplicitly {
        /// The first statement that does.
        by: DecidingStatement,
    },
    /// No statement allows the request.
    DeniedImplicitly,
    /// It depends on what the request did not say.
    ///
    /// What is not known is taken to be able to be anything: a policy that allows a request with a condition and
    /// allows it without the same condition still depends on it.
    Depends {
        /// Everything that can change the answer, in the order of the policies.
        on: Vec<Unknown>,
    },
}

/// The statement that decides a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DecidingStatement {
    /// In which policy it stands.
    pub policy: DecidingPolicy,
    /// Its number there, counted from 0, as [`Document::statements`](crate::policy::Document::statements) has it.
    pub statement: usize,
}

/// The policy in which a statement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DecidingPolicy {
    /// The key policy.
    Key,
    /// The IAM policy of this number, counted from 0.
    Identity(usize),
}

impl Decision {
    /// Whether the request is allowed, as far as is known.
    #[must_use]
    pub const fn is_allowed(&self) -> bool {
        matches!(self, Self::Allowed { .. })
    }

    /// Whether the request is denied, as far as is known.
    #[must_use]
    pub const fn is_denied(&self) -> bool {
        matches!(self, Self::DeniedExplicitly { .. } | Self::DeniedImplicitly)
    }
}

impl DecidingStatement {
    /// The statement of this number in the key policy.
    #[must_use]
    pub const fn of_key_policy(statement: usize) -> Self {
        Self { policy: DecidingPolicy::Key, statement }
    }

    /// The statement of this number in the IAM policy of that number.
    #[must_use]
    pub const fn of_identity_policy(policy: usize, statement: usize) -> Self {
        Self { policy: DecidingPolicy::Identity(policy), statement }
    }
}

impl fmt::Display for DecidingStatement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { policy, statement } = self;
        write!(f, "statement {statement} of {policy}")
    }
}

impl fmt::Display for DecidingPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key => f.write_str("the key policy"),
            Self::Identity(number) => write!(f, "IAM policy {number}"),
        }
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Allowed { by } => write!(f, "allowed by {by}"),
            Self::Delegated { by } => write!(f, "left to IAM policies by {by}"),
            Self::DeniedExplicitly { by } => write!(f, "denied by {by}"),
            Self::DeniedImplicitly => f.write_str("denied, because no statement allows it"),
            Self::Depends { on } => write!(f, "depends on {}", List(on)),
        }
    }
}

/// Things in one line.
pub(super) struct List<'l>(pub(super) &'l [Unknown]);

impl fmt::Display for List<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, unknown) in self.0.iter().enumerate() {
            let separator = match number {
                0 => "",
                _ if number + 1 == self.0.len() => " and ",
                _ => ", ",
            };
            write!(f, "{separator}{unknown}")?;
        }
        Ok(())
    }
}
