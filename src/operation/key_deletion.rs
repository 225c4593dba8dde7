//! ScheduleKeyDeletion and CancelKeyDeletion: have a key deleted after a waiting period, or not.

use jiff::Timestamp;

use super::asked::{Asked, names_key_by_key_id};
use super::contract::{Decision, Operation};
use super::name::OperationName;
use super::on_key::{self, KeyChecks};
use super::setting::Setting;
use super::{key_states, request_context, rule};
use crate::identity::{KeyArn, KeyReference};
use crate::key::{KeyState, KeyStateName, PendingWindowInDays};
use crate::model::{Call, Change, World};
use crate::policy::RequestContext;
use crate::verdict::check::Check;
use crate::verdict::{KmsError, Report};

/// A request to have a key deleted when a waiting period is over.
///
/// The waiting period of a single-Region key, of a replica, and of a primary key without replicas begins at once
/// (PendingDeletion). That of a primary key with replicas begins when the last of them is really deleted; until
/// then it is in PendingReplicaDeletion. Related keys are not changed.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html>,
/// <https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-delete.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::key::PendingWindowInDays;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, DescribeKey, ReplicateKey, ScheduleKeyDeletion};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let at = |region: &str, time: &str| Call::new(caller.clone(), region.parse().unwrap(), time.parse().unwrap());
/// let us = at("us-east-1", "2026-01-05T12:00:00Z");
/// let eu = at("eu-west-1", "2026-01-05T12:00:00Z");
/// let key = kms.call(&CreateKey::multi_region(), &us)?.output.key_id;
/// kms.call(&ReplicateKey::new(key.into(), "eu-west-1".parse()?), &us)?;
///
/// let delete = ScheduleKeyDeletion::new(key.into()).with_window(PendingWindowInDays::MIN);
/// assert_eq!(kms.call(&delete, &us)?.output.key_state, "PendingReplicaDeletion");
/// assert_eq!(kms.call(&delete, &eu)?.output.deletion_date, Some("2026-01-12T12:00:00Z".parse()?));
///
/// // A week later the replica is gone, and the primary key's week begins.
/// let metadata = kms.call(&DescribeKey::new(key.into()), &at("us-east-1", "2026-01-13T00:00:00Z"))?.output;
/// assert_eq!(metadata.key_state, "PendingDeletion");
/// assert_eq!(metadata.deletion_date, Some("2026-01-19T12:00:00Z".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduleKeyDeletion {
    /// The key: a key ID or key ARN.
    pub key_id: KeyReference,
    /// The waiting period, 7 to 30 days; 30 if nothing is said.
    pub pending_window: PendingWindowInDays,
}

/// What ScheduleKeyDeletion answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduleKeyDeletionOutput {
    /// The ARN of the key, on the wire under the name `KeyId`.
    pub key_id: KeyArn,
    /// When the waiting period is over; `None` if it has not begun, for a primary key with replicas.
    pub deletion_date: Option<Timestamp>,
    /// PendingDeletion, or PendingReplicaDeletion for a primary key with replicas.
    pub key_state: KeyStateName,
    /// The waiting period.
    pub pending_window: PendingWindowInDays,
}

/// A request to keep a key that is scheduled for deletion.
///
/// The key is Disabled then, whatever it was before. A key whose custom key store is disconnected is Unavailable, and
/// Disabled when that is connected again (inferred: AWS says that a key that waits for its deletion goes on doing so while
/// its store is disconnected, but not what becomes of it when it is kept). A key whose imported material is not there is in PendingImport
/// (inferred: AWS says Disabled without exception, but such a key could then be enabled without material). Related
/// keys are not changed.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_CancelKeyDeletion.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CancelKeyDeletion, CreateKey};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let arn = kms.call(&CreateKey::multi_region(), &call)?.output.arn;
///
/// let refusal = kms.call(&CancelKeyDeletion::new(arn.clone().into()), &call).unwrap_err();
/// assert_eq!(refusal.message(), format!("{arn} is not pending deletion."));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CancelKeyDeletion {
    /// The key: a key ID or key ARN.
    pub key_id: KeyReference,
}

impl ScheduleKeyDeletion {
    /// A request to have this key deleted after 30 days.
    #[must_use]
    pub const fn new(key_id: KeyReference) -> Self {
        Self { key_id, pending_window: PendingWindowInDays::DEFAULT }
    }

    /// The same request with another waiting period.
    #[must_use]
    pub fn with_window(self, pending_window: PendingWindowInDays) -> Self {
        Self { pending_window, ..self }
    }
}

impl CancelKeyDeletion {
    /// A request to keep this key.
    #[must_use]
    pub const fn new(key_id: KeyReference) -> Self {
        Self { key_id }
    }
}

names_key_by_key_id!(ScheduleKeyDeletion, Keys);

names_key_by_key_id!(CancelKeyDeletion, Keys);

impl KeyChecks for ScheduleKeyDeletion {
    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] =
        &[Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows }];

    fn conditions(asked: &Asked<'_, Self>, context: RequestContext) -> RequestContext {
        request_context::with_days_unused(asked, context).with(
            "kms:ScheduleKeyDeletionPendingWindowInDays",
            asked.request.pending_window.days().to_string(),
        )
    }
}

impl KeyChecks for CancelKeyDeletion {
    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] =
        &[Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows }];
}

impl Operation for ScheduleKeyDeletion {
    const NAME: OperationName = OperationName::ScheduleKeyDeletion;
    type Output = ScheduleKeyDeletionOutput;

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<ScheduleKeyDeletionOutput>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let state = on.set.state_when_scheduled(on.key, self.pending_window, on.now);
        let output = ScheduleKeyDeletionOutput {
            key_id: on.arn(),
            deletion_date: match state {
                KeyState::PendingDeletion { deletion_date } => Some(deletion_date),
                _ => None,
            },
            key_state: state.name(),
            pending_window: self.pending_window,
        };
        let change = Change::DeletionScheduled { window: self.pending_window };
        Ok(on.decision("ScheduleKeyDeletion", output, Some(change)))
    }
}

impl Operation for CancelKeyDeletion {
    const NAME: OperationName = OperationName::CancelKeyDeletion;
    /// The ARN of the key, on the wire under the name `KeyId`.
    type Output = KeyArn;

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<KeyArn>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        Ok(on.decision("CancelKeyDeletion", on.arn(), Some(Change::DeletionCancelled)))
    }
}
