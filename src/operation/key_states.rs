//! Which operation is possible in which key state: one table, which the code runs on.

use super::asked::{Asked, Known, OnKey, Target};
use super::name::OperationName;
use crate::identity::KeyArn;
use crate::key::KeyStateName as State;
use crate::verdict::{Answer, Broken, ErrorCode, Evidence, Place, Text};

/// What KMS does with an operation on a key in one state: a cell of the key-state table.
///
/// It is the table that the checks of the operations run on. What it says is about the state alone: KMS looks at the
/// origin, the key spec and the place of the key in its set besides.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html>
///
/// ```
/// use kms_mrk::key::KeyStateName;
/// use kms_mrk::operation::{KeyStateCell, OperationName};
///
/// // What can be done with a replica that KMS is still making, other than to look at it?
/// let possible: Vec<_> = KeyStateCell::all()
///     .filter(|cell| *cell.state == KeyStateName::Creating && cell.refusal().is_none())
///     .map(|cell| cell.operation.as_str())
///     .filter(|operation| !operation.starts_with("Describe") && !operation.starts_with("Get"))
///     .filter(|operation| !operation.starts_with("List"))
///     .collect();
/// assert_eq!(possible, [
///     "CreateAlias", "DeleteAlias", "PutKeyPolicy", "RetireGrant", "RevokeGrant", "ScheduleKeyDeletion",
///     "TagResource", "UntagResource", "UpdateAlias", "UpdateKeyDescription",
/// ]);
///
/// let cell = KeyStateCell::of(&OperationName::ReplicateKey, &KeyStateName::Disabled).unwrap();
/// let refusal = cell.refusal().unwrap();
/// assert_eq!((refusal.code.as_str(), refusal.clause), ("DisabledException", " is disabled."));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyStateCell {
    /// The operation.
    pub operation: &'static OperationName,
    /// The state of the key that it is asked for.
    pub state: &'static State,
    /// What KMS does.
    pub outcome: KeyStateOutcome,
}

/// What an operation does on a key in some state.
///
/// [`KeyStateCell`] shows where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum KeyStateOutcome {
    /// It is possible.
    Possible,
    /// KMS refuses it with the exception and the text of the state.
    Refused,
    /// KMS refuses it with the exception and the text of the state, but looks at the key's origin first.
    RefusedAfterOrigin,
    /// KMS refuses it because the key is not about to be deleted.
    NotPending,
}

/// How KMS refuses an operation because of the state of the key.
///
/// [`KeyStateCell`] shows one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyStateRefusal {
    /// The exception.
    pub code: ErrorCode,
    /// What its message says after the ARN of the key, from the space on.
    pub clause: &'static str,
    /// How well exception and clause are known.
    pub evidence: Evidence,
}

impl KeyStateCell {
    /// Every cell of the table, ordered by operation, then in the order of [`KeyStateName::ALL`](State::ALL).
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().flat_map(Row::cells)
    }

    /// The cell of this operation and this state; `None` for an unlisted state and for operations that do not work on
    /// a key.
    #[must_use]
    pub fn of(operation: &OperationName, state: &State) -> Option<Self> {
        let row = TABLE.get(TABLE.binary_search_by(|row| row.operation.cmp(operation)).ok()?)?;
        row.cells().find(|cell| cell.state == state)
    }

    /// How KMS refuses the operation; `None` if it is possible.
    #[must_use]
    pub fn refusal(&self) -> Option<KeyStateRefusal> {
        match self.outcome {
            Outcome::Possible => None,
            Outcome::Refused | Outcome::RefusedAfterOrigin => refusal(self.state),
            Outcome::NotPending => Some(NOT_PENDING),
        }
    }
}

use self::KeyStateOutcome as Outcome;
use Outcome::{NotPending as Npend, Possible as Okay, Refused as Error, RefusedAfterOrigin as Later};

/// Declares the table: operations in their order, each with the outcomes in the order of [`State::ALL`].
macro_rules! table {
    ($($Operation:ident: $outcomes:expr;)+) => {
        static TABLE: &[Row] =
            &[$(Row { operation: OperationName::$Operation, outcomes: $outcomes }),+];

        /// The outcomes of an operation. The one that asks is known when the crate is compiled, and so are its outcomes.
        const fn outcomes(operation: &OperationName) -> Option<&'static [Outcome; 8]> {
            match operation {
                $(OperationName::$Operation => Some(&$outcomes),)+
                _ => None,
            }
        }
    };
}

// The rows of the table, ordered by operation, each in the order of `State::ALL`.
//
// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html>. A cell that the page calls not
// applicable is written as an error. Where it depends on the origin of the key, the cell is what holds for the origin
// that the operation is for; the others are refused by their origin. Operations that are newer than the page's last
// edition whose table could be read (RotateKeyOnDemand, ListKeyRotations, DeriveSharedSecret, Encapsulate, Decapsulate,
// GetKeyLastUsage) are inferred from their likes.
table! {
    //                                     Crea-  Enab-  Dis-   Pend.  Pend.  Pend.  Unav-  Upda-
    //                                     ting   led    abled  import del.   rep.   ail.   ting
    CancelKeyDeletion:                    [Npend, Npend, Npend, Npend, Okay , Okay , Npend, Npend];
    CreateAlias:                          [Okay , Okay , Okay , Okay , Error, Error, Okay , Okay];
    CreateGrant:                          [Error, Okay , Error, Error, Error, Error, Okay , Okay];
    Decapsulate:                          [Error, Okay , Error, Error, Error, Error, Error, Okay];
    Decrypt:                              [Error, Okay , Error, Error, Error, Error, Error, Okay];
    DeleteAlias:                          [Okay , Okay , Okay , Okay , Okay , Okay , Okay , Okay];
    DeleteImportedKeyMaterial:            [Error, Okay , Okay , Okay , Okay , Okay , Okay , Error];
    DeriveSharedSecret:                   [Error, Okay , Error, Error, Error, Error, Error, Okay];
    DescribeKey:                          [Okay , Okay , Okay , Okay , Okay , Okay , Okay , Okay];
    DisableKey:                           [Error, Okay , Okay , Error, Error, Error, Okay , Error];
    DisableKeyRotation:                   [Error, Okay , Later, Okay , Later, Later, Okay , Okay];
    EnableKey:                            [Error, Okay , Okay , Error, Error, Error, Okay , Error];
    EnableKeyRotation:                    [Error, Okay , Later, Okay , Later, Later, Okay , Okay];
    Encapsulate:                          [Error, Okay , Error, Error, Error, Error, Error, Okay];
    Encrypt:                              [Error, Okay , Error, Error, Error, Error, Error, Okay];
    GenerateDataKey:                      [Error, Okay , Error, Error, Error, Error, Error, Okay];
    GenerateDataKeyPair:                  [Error, Okay , Error, Error, Error, Error, Error, Okay];
    GenerateDataKeyPairWithoutPlaintext:  [Error, Okay , Error, Error, Error, Error, Error, Okay];
    GenerateDataKeyWithoutPlaintext:      [Error, Okay , Error, Error, Error, Error, Error, Okay];
    GenerateMac:                          [Error, Okay , Error, Error, Error, Error, Error, Okay];
    GetKeyLastUsage:                      [Okay , Okay , Okay , Okay , Okay , Okay , Okay , Okay];
    GetKeyPolicy:                         [Okay , Okay , Okay , Okay , Okay , Okay , Okay , Okay];
    GetKeyRotationStatus:                 [Okay , Okay , Okay , Okay , Okay , Okay , Okay , Okay];
    GetParametersForImport:               [Error, Okay , Okay , Okay , Later, Later, Okay , Error];
    GetPublicKey:                         [Error, Okay , Error, Error, Error, Error, Error, Okay];
    ImportKeyMaterial:                    [Error, Okay , Okay , Okay , Later, Later, Okay , Okay];
    ListAliases:                          [Okay , Okay , Okay , Okay , Okay , Okay , Okay , Okay];
    ListGrants:                           [Okay , Okay , Okay , Okay , Okay , Okay , Okay , Okay];
    ListKeyPolicies:                      [Okay , Okay , Okay , Okay , Okay , Okay , Okay , Okay];
    ListKeyRotations:                     [Okay , Okay , Okay , Okay , Okay , Okay , Okay , Okay];
    ListResourceTags:                     [Okay , Okay , Okay , Okay , Okay , Okay , Okay , Okay];
    PutKeyPolicy:                         [Okay , Okay , Okay , Okay , Okay , Okay , Okay , Okay];
    ReEncrypt:                            [Error, Okay , Error, Error, Error, Error, Error, Okay];
    ReplicateKey:                         [Error, Okay , Error, Error, Error, Error, Error, Error];
    RetireGrant:                          [Okay , Okay , Okay , Okay , Okay , Okay , Okay , Okay];
    RevokeGrant:                          [Okay , Okay , Okay , Okay , Okay , Okay , Okay , Okay];
    RotateKeyOnDemand:                    [Error, Okay , Error, Error, Error, Error, Okay , Okay];
    ScheduleKeyDeletion:                  [Okay , Okay , Okay , Okay , Error, Error, Okay , Error];
    Sign:                                 [Error, Okay , Error, Error, Error, Error, Error, Okay];
    TagResource:                          [Okay , Okay , Okay , Okay , Error, Error, Okay , Okay];
    UntagResource:                        [Okay , Okay , Okay , Okay , Error, Error, Okay , Okay];
    // The state of the key that the alias is to stand for; that of the key that it stands for now does not matter.
    UpdateAlias:                          [Okay , Okay , Okay , Okay , Error, Error, Okay , Okay];
    UpdateKeyDescription:                 [Okay , Okay , Okay , Okay , Error, Error, Okay , Okay];
    UpdatePrimaryRegion:                  [Error, Okay , Error, Error, Error, Error, Error, Okay];
    Verify:                               [Error, Okay , Error, Error, Error, Error, Error, Okay];
    VerifyMac:                            [Error, Okay , Error, Error, Error, Error, Error, Okay];
}

struct Row {
    operation: OperationName,
    outcomes: [Outcome; 8],
}

impl Row {
    fn cells(&'static self) -> impl Iterator<Item = KeyStateCell> {
        let cell = |(state, outcome)| KeyStateCell { operation: &self.operation, state, outcome };
        State::ALL.iter().zip(self.outcomes).map(cell)
    }
}

/// What the table says; `None` for an unlisted state and for operations that do not work on a key.
fn outcome(operation: &OperationName, state: &State) -> Option<Outcome> {
    let column = match state {
        State::Creating => 0,
        State::Enabled => 1,
        State::Disabled => 2,
        State::PendingImport => 3,
        State::PendingDeletion => 4,
        State::PendingReplicaDeletion => 5,
        State::Unavailable => 6,
        State::Updating => 7,
        State::Other(_) => return None,
    };
    outcomes(operation)?.get(column).copied()
}

/// The exception and the text that tell of a state.
///
/// For a key that waits for its deletion, the documentation of ReplicateKey leaves open which of two exceptions it
/// is, and "pending replica deletion" was never seen on the wire.
fn refusal(state: &State) -> Option<KeyStateRefusal> {
    let (code, clause, evidence) = match state {
        State::Creating => (ErrorCode::KmsInvalidState, " is creating.", Evidence::Documented),
        State::Disabled => (ErrorCode::Disabled, " is disabled.", Evidence::Recorded),
        State::PendingImport => (ErrorCode::KmsInvalidState, " is pending import.", Evidence::Recorded),
        State::PendingDeletion => (ErrorCode::KmsInvalidState, " is pending deletion.", Evidence::Inferred),
        State::PendingReplicaDeletion => {
            (ErrorCode::KmsInvalidState, " is pending replica deletion.", Evidence::Inferred)
        }
        State::Unavailable => (ErrorCode::KmsInvalidState, " is unavailable.", Evidence::Documented),
        State::Updating => (ErrorCode::KmsInvalidState, " is updating.", Evidence::Documented),
        State::Enabled | State::Other(_) => return None,
    };
    Some(KeyStateRefusal { code, clause, evidence })
}

/// How KMS refuses to take back a deletion that was not scheduled.
const NOT_PENDING: KeyStateRefusal = KeyStateRefusal {
    code: ErrorCode::KmsInvalidState,
    clause: " is not pending deletion.",
    evidence: Evidence::Documented,
};

/// The state of the key does not allow the operation.
pub(super) fn allows<O: OnKey>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    if let Target::Known(known) = asked.target {
        allows_on(&O::NAME, &known, || asked.place(), broken);
    }
}

/// The state of this key does not allow the operation.
pub(super) fn allows_on(
    operation: &OperationName,
    known: &Known<'_>,
    place: impl FnOnce() -> Place,
    broken: &mut Broken<'_>,
) {
    let state = known.state();
    match outcome(operation, &state) {
        Some(Outcome::Possible | Outcome::RefusedAfterOrigin) => {}
        Some(Outcome::Refused) => refuse(operation, &state, known.arn(), place(), broken),
        Some(Outcome::NotPending) => {
            broken.refused(
                NOT_PENDING.code,
                Text::quoting("", known.arn(), NOT_PENDING.clause),
                NOT_PENDING.evidence,
                place(),
                format_args!("{operation} is not possible in the key state {state}"),
            );
        }
        None => {
            let message = format!("what KMS does in the key state `{state}` is not known");
            broken.warned(Answer::Unknown, place(), message);
        }
    }
}

/// The state of the key does not allow the operation, which is seen after the key's origin.
pub(super) fn allows_after_origin<O: OnKey>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    let Target::Known(known) = asked.target else { return };
    let state = known.state();
    if outcome(&O::NAME, &state) == Some(Outcome::RefusedAfterOrigin) {
        refuse(&O::NAME, &state, known.arn(), asked.place(), broken);
    }
}

/// Refuses an operation because of the state of a key.
pub(super) fn refuse(
    operation: &OperationName,
    state: &State,
    arn: KeyArn,
    place: Place,
    broken: &mut Broken<'_>,
) {
    if let Some(refusal) = refusal(state) {
        let mut noted = broken.refused(
            refusal.code,
            Text::quoting("", arn, refusal.clause),
            refusal.evidence,
            place,
            format_args!("{operation} is not possible in the key state {state}"),
        );
        noted.help_if_known(help(state));
    }
}

fn help(state: &State) -> Option<&'static str> {
    match state {
        State::Creating | State::Updating => Some("the state ends by itself: ask DescribeKey and try again"),
        State::Disabled => Some("call EnableKey first"),
        State::PendingImport => Some("call ImportKeyMaterial first"),
        State::PendingDeletion | State::PendingReplicaDeletion => {
            Some("call CancelKeyDeletion and EnableKey first")
        }
        State::Unavailable => Some("call ConnectCustomKeyStore first"),
        _ => None,
    }
}
