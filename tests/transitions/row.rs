//! A row of the table of state transitions.

use kms_mrk::KmsError;

use crate::story::Story;

/// What moves a key from one state to another, or leaves it where it is, and where that stands.
///
/// The pages are those of <https://docs.aws.amazon.com/kms/latest/developerguide/>, `[n]` is the number of a note below
/// the table of key-state; `API_…` is the operation's page in <https://docs.aws.amazon.com/kms/latest/APIReference/>.
/// What was recorded is an answer of the real service.
pub(crate) struct Row {
    pub(crate) from: &'static str,
    pub(crate) trigger: &'static str,
    pub(crate) to: &'static str,
    pub(crate) source: &'static str,
    /// The keys that it holds for.
    pub(crate) starts: &'static [fn() -> Story],
    /// What is tried on each of them.
    pub(crate) acts: &'static [Act],
    pub(crate) others: Others,
}

/// What becomes of the related keys.
#[derive(Clone, Copy)]
pub(crate) enum Others {
    /// They keep their states.
    Stay,
    /// Those in these Regions are in these states afterwards, and there are no others.
    Become(&'static [(&'static str, &'static str)]),
}

/// A call, or time that passes, and how KMS answers.
#[derive(Clone, Copy)]
pub(crate) struct Act {
    pub(crate) call: fn(&mut Story) -> Answer,
    /// The exception and its message after the ARN of the key; `None` where the message, or the key that it names, is
    /// not known.
    pub(crate) refusal: Option<(&'static str, Option<&'static str>)>,
}

pub(crate) type Answer = Result<(), KmsError>;

pub(crate) const fn accepted(call: fn(&mut Story) -> Answer) -> Act {
    Act { call, refusal: None }
}

/// Refused because of the state.
pub(crate) const fn invalid(clause: &'static str, call: fn(&mut Story) -> Answer) -> Act {
    Act { call, refusal: Some(("KMSInvalidStateException", Some(clause))) }
}

pub(crate) const fn disabled(call: fn(&mut Story) -> Answer) -> Act {
    Act { call, refusal: Some(("DisabledException", Some("is disabled."))) }
}

/// Refused in words that nobody has written down.
pub(crate) const fn refused(code: &'static str, call: fn(&mut Story) -> Answer) -> Act {
    Act { call, refusal: Some((code, None)) }
}

pub(crate) const CREATING: &str = "is creating.";
pub(crate) const PENDING_IMPORT: &str = "is pending import.";
pub(crate) const PENDING_DELETION: &str = "is pending deletion.";
pub(crate) const PENDING_REPLICA_DELETION: &str = "is pending replica deletion.";
pub(crate) const UPDATING: &str = "is updating.";
pub(crate) const NOT_PENDING: &str = "is not pending deletion.";
