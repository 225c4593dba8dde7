//! EnableKeyRotation and DisableKeyRotation: have a key rotated automatically, or not.

use super::asked::{Asked, names_key_by_key_id};
use super::contract::{Decision, Operation};
use super::name::OperationName;
use super::on_key::{self, KeyChecks};
use super::setting::Setting;
use super::{key_states, material_checks, rule};
use crate::identity::KeyReference;
use crate::key::RotationPeriodInDays;
use crate::model::{Call, Change, World};
use crate::policy::RequestContext;
use crate::verdict::check::Check;
use crate::verdict::{KmsError, Report};

/// A request to have a symmetric encryption key of KMS's own material rotated automatically.
///
/// The first rotation comes when the period is over, and so does each after it. Asked again, the period begins anew
/// (inferred). The rotation belongs to the whole set of related keys and is asked for at its primary key. While the
/// primary key is disabled or about to be deleted it is not rotated; a rotation that was due meanwhile comes when the
/// key is enabled again.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::key::RotationPeriodInDays;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, EnableKeyRotation, GetKeyRotationStatus, ReplicateKey};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let at = |region: &str, time: &str| Call::new(caller.clone(), region.parse().unwrap(), time.parse().unwrap());
/// let us = at("us-east-1", "2026-01-05T12:00:00Z");
/// let key = kms.call(&CreateKey::multi_region(), &us)?.output.key_id;
/// kms.call(&ReplicateKey::new(key.into(), "eu-west-1".parse()?), &us)?;
/// kms.call(&EnableKeyRotation::new(key.into()).with_period(RotationPeriodInDays::MIN), &us)?;
///
/// // Related keys are rotated together.
/// let status = kms.call(&GetKeyRotationStatus::new(key.into()), &at("eu-west-1", "2026-05-01T12:00:00Z"))?.output;
/// assert_eq!(status.next_rotation_date, Some("2026-07-04T12:00:00Z".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnableKeyRotation {
    /// The primary key of a set, or a single-Region key: a key ID or key ARN.
    pub key_id: KeyReference,
    /// The time between two rotations; 365 days if nothing is said.
    pub rotation_period: RotationPeriodInDays,
}

/// A request to rotate a key automatically no more. [`EnableKeyRotation`] tells of the opposite.
///
/// A key that is not rotated automatically stays so.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKeyRotation.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, DisableKeyRotation, EnableKeyRotation, GetKeyRotationStatus};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let key = kms.call(&CreateKey::default(), &call)?.output.key_id;
/// kms.call(&EnableKeyRotation::new(key.into()), &call)?;
/// kms.call(&DisableKeyRotation::new(key.into()), &call)?;
/// assert_eq!(kms.next_deadline(), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisableKeyRotation {
    /// The primary key of a set, or a single-Region key: a key ID or key ARN.
    pub key_id: KeyReference,
}

impl EnableKeyRotation {
    /// A request to have this key rotated every 365 days.
    #[must_use]
    pub const fn new(key_id: KeyReference) -> Self {
        Self { key_id, rotation_period: RotationPeriodInDays::DEFAULT }
    }

    /// The same request with another period.
    #[must_use]
    pub fn with_period(self, rotation_period: RotationPeriodInDays) -> Self {
        Self { rotation_period, ..self }
    }
}

impl DisableKeyRotation {
    /// A request to rotate this key automatically no more.
    #[must_use]
    pub const fn new(key_id: KeyReference) -> Self {
        Self { key_id }
    }
}

names_key_by_key_id!(EnableKeyRotation, Keys);
names_key_by_key_id!(DisableKeyRotation, Keys);

macro_rules! checks_of_rotation {
    ($Request:ident, |$asked:ident, $context:ident| $conditions:expr) => {
        impl KeyChecks for $Request {
            const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] = &[
                Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows },
                Check { rule: &rule::MADE_BY_KMS, test: material_checks::is_made_by_kms },
                Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows_after_origin },
                Check { rule: &rule::ROTATES_SYMMETRIC, test: material_checks::is_symmetric },
                Check { rule: &rule::ROTATES_AT_PRIMARY, test: material_checks::is_no_replica },
            ];

            fn conditions($asked: &Asked<'_, Self>, $context: RequestContext) -> RequestContext {
                $conditions
            }
        }
    };
}

checks_of_rotation!(EnableKeyRotation, |asked, context| {
    context.with("kms:RotationPeriodInDays", asked.request.rotation_period.days().to_string())
});
checks_of_rotation!(DisableKeyRotation, |_asked, context| context);

impl Operation for EnableKeyRotation {
    const NAME: OperationName = OperationName::EnableKeyRotation;
    type Output = ();

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<()>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let change = Change::KeyRotationEnabled { period: self.rotation_period };
        Ok(on.decision("EnableKeyRotation", (), Some(change)))
    }
}

impl Operation for DisableKeyRotation {
    const NAME: OperationName = OperationName::DisableKeyRotation;
    type Output = ();

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<()>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let is_enabled = on.set.shared().material.automatic_rotation().is_some();
        let change = is_enabled.then_some(Change::KeyRotationDisabled);
        Ok(on.decision("DisableKeyRotation", (), change))
    }
}
