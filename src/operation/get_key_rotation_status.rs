//! GetKeyRotationStatus: tell how a key is rotated.

use jiff::Timestamp;

use super::asked::{Asked, names_key_by_key_id};
use super::contract::{Decision, Operation};
use super::name::OperationName;
use super::on_key::{self, KeyChecks};
use super::setting::Setting;
use super::{key_states, material_checks, rule};
use crate::identity::{KeyId, KeyReference};
use crate::key::{KeyState, RotationPeriodInDays};
use crate::model::{Call, World};
use crate::verdict::check::Check;
use crate::verdict::{KmsError, Report};

/// A request for how a symmetric encryption key of KMS's own material is rotated, possible in every key state and from
/// another account.
///
/// All related keys answer alike, except that a key whose deletion is scheduled says that it is not rotated.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, GetKeyRotationStatus, RotateKeyOnDemand};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let key = kms.call(&CreateKey::multi_region(), &call)?.output.key_id;
/// kms.call(&RotateKeyOnDemand::new(key.into()), &call)?;
///
/// let status = kms.call(&GetKeyRotationStatus::new(key.into()), &call)?.output;
/// assert_eq!((status.key_rotation_enabled, status.rotation_period), (false, None));
/// assert_eq!(status.on_demand_rotation_start_date, Some("2026-01-05T12:00:00Z".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetKeyRotationStatus {
    /// The key: a key ID or key ARN.
    pub key_id: KeyReference,
}

/// What GetKeyRotationStatus answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetKeyRotationStatusOutput {
    /// The key ID.
    pub key_id: KeyId,
    /// Whether the key is rotated automatically.
    pub key_rotation_enabled: bool,
    /// The time between two automatic rotations; `None` if there are none.
    pub rotation_period: Option<RotationPeriodInDays>,
    /// When the next automatic rotation is due; `None` if there is none.
    pub next_rotation_date: Option<Timestamp>,
    /// When a rotation on demand began that is under way.
    pub on_demand_rotation_start_date: Option<Timestamp>,
}

impl GetKeyRotationStatus {
    /// A request for how this key is rotated.
    #[must_use]
    pub const fn new(key_id: KeyReference) -> Self {
        Self { key_id }
    }
}

names_key_by_key_id!(GetKeyRotationStatus, Keys);

impl KeyChecks for GetKeyRotationStatus {
    const OF_THE_KEY: &'static [Check<Asked<'static, Self>>] = Self::OF_ANY_ACCOUNTS_KEY;

    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] = &[
        Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows },
        Check { rule: &rule::MADE_BY_KMS, test: material_checks::is_made_by_kms },
        Check { rule: &rule::ROTATES_SYMMETRIC, test: material_checks::is_symmetric },
    ];
}

impl Operation for GetKeyRotationStatus {
    const NAME: OperationName = OperationName::GetKeyRotationStatus;
    type Output = GetKeyRotationStatusOutput;

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<Self::Output>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let is_pending = matches!(
            on.key.state,
            KeyState::PendingDeletion { .. } | KeyState::PendingReplicaDeletion { .. }
        );
        let material = &on.set.shared().material;
        let automatic = material.automatic_rotation().filter(|_| !is_pending);
        let output = GetKeyRotationStatusOutput {
            key_id: on.set.key_id(),
            key_rotation_enabled: automatic.is_some(),
            rotation_period: automatic.map(|rotation| rotation.period),
            next_rotation_date: automatic.and_then(|rotation| rotation.next),
            on_demand_rotation_start_date: material.on_demand_rotation().map(|rotation| rotation.start),
        };
        Ok(on.decision("GetKeyRotationStatus", output, None))
    }
}
