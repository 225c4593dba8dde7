//! A row of AWS's table of key states.

use std::fmt;

use kms_mrk::KmsError;

/// What KMS does with an operation on such a key in such a state, and where that stands.
///
/// `key-state` is <https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html>, `[n]` the number of the note
/// below its table; `API_…` is the operation's page in <https://docs.aws.amazon.com/kms/latest/APIReference/>. What was
/// recorded is an answer of the real service.
pub(crate) struct Row {
    pub(crate) operation: &'static str,
    pub(crate) state: &'static str,
    pub(crate) kind: Kind,
    pub(crate) expected: Expected,
    pub(crate) source: &'static str,
}

pub(crate) const fn row(
    operation: &'static str,
    state: &'static str,
    kind: Kind,
    expected: Expected,
    source: &'static str,
) -> Row {
    Row { operation, state, kind, expected, source }
}

/// The key that is asked for, besides its state.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    /// The primary key of a set, of KMS's own material and of a spec that the operation is for; the replica where only
    /// a replica can be in the state.
    Usual,
    /// The same, of imported material.
    Imported,
    /// A replica.
    Replica,
    /// A pair of RSA keys to sign with.
    KeyPair,
    /// The same, of imported material.
    ImportedKeyPair,
    /// In a custom key store.
    InStore,
    /// A primary key in a custom key store.
    PrimaryInStore,
    /// The key that an alias stands for until another one takes its place.
    OfAlias,
    /// All its rotations on demand are used up.
    UsedUp,
    /// Its automatic rotation is due in ten minutes.
    DueSoon,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Expected {
    Accepted,
    /// The exception and its message; `<ARN>` and `<ORIGIN>` are the key's.
    Refused(&'static str, &'static str),
    /// The exception: nobody has written down its message.
    RefusedSomehow(&'static str),
    /// There is no such key: KMS does not make it, because of the rule with this ID.
    NotMade(&'static str),
}

const INVALID_STATE: &str = "KMSInvalidStateException";

pub(crate) const CREATING: Expected = Expected::Refused(INVALID_STATE, "<ARN> is creating.");
pub(crate) const DISABLED: Expected = Expected::Refused("DisabledException", "<ARN> is disabled.");
pub(crate) const PENDING_IMPORT: Expected = Expected::Refused(INVALID_STATE, "<ARN> is pending import.");
pub(crate) const PENDING_DELETION: Expected = Expected::Refused(INVALID_STATE, "<ARN> is pending deletion.");
pub(crate) const PENDING_REPLICA_DELETION: Expected =
    Expected::Refused(INVALID_STATE, "<ARN> is pending replica deletion.");
pub(crate) const UNAVAILABLE: Expected = Expected::Refused(INVALID_STATE, "<ARN> is unavailable.");
pub(crate) const UPDATING: Expected = Expected::Refused(INVALID_STATE, "<ARN> is updating.");
pub(crate) const NOT_PENDING: Expected = Expected::Refused(INVALID_STATE, "<ARN> is not pending deletion.");
pub(crate) const NOTHING_WAITS: Expected =
    Expected::Refused(INVALID_STATE, "No available key material pending rotation for the key: <ARN>.");
pub(crate) const ORIGIN: Expected = Expected::Refused(
    "UnsupportedOperationException",
    "<ARN> origin is <ORIGIN> which is not valid for this operation.",
);
pub(crate) const WORDLESS: Expected = Expected::Refused("UnsupportedOperationException", "");
pub(crate) const UNSUPPORTED: Expected = Expected::RefusedSomehow("UnsupportedOperationException");
pub(crate) const LIMIT_EXCEEDED: Expected = Expected::RefusedSomehow("LimitExceededException");
pub(crate) const CONFLICT: Expected = Expected::RefusedSomehow("ConflictException");

/// A custom key store holds symmetric encryption keys alone.
pub(crate) const NOT_IN_STORE: Expected = Expected::NotMade("create-key/custom-key-store/key-spec");
/// A custom key store holds no multi-Region keys.
pub(crate) const NO_PRIMARY_IN_STORE: Expected =
    Expected::NotMade("create-key/multi-region/no-custom-key-store");

impl Expected {
    /// Whether this answer, about the key of this ARN and this origin, is the one that is expected.
    pub(crate) fn is(&self, answer: &Result<(), KmsError>, arn: &str, origin: &str) -> bool {
        match (self, answer) {
            (Self::Accepted, Ok(())) => true,
            (Self::Refused(code, message), Err(error)) => {
                let message = message.replace("<ARN>", arn).replace("<ORIGIN>", origin);
                error.code() == code && error.message() == message
            }
            (Self::RefusedSomehow(code), Err(error)) => error.code() == code,
            _ => false,
        }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, state, kind, expected, source } = self;
        write!(f, "{operation} in {state}, {kind:?}: {expected:?} ({source})")
    }
}
