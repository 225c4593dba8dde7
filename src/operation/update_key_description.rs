//! UpdateKeyDescription: replace the description of a key.

use super::asked::{Asked, names_key_by_key_id};
use super::contract::{Decision, Operation};
use super::name::OperationName;
use super::on_key::{self, KeyChecks};
use super::setting::Setting;
use super::{key_states, rule};
use crate::identity::KeyReference;
use crate::key::Description;
use crate::model::{Call, Change, World};
use crate::verdict::check::Check;
use crate::verdict::{KmsError, Report};

/// A request to replace the description of a key.
///
/// It concerns this key alone: KMS does not synchronize descriptions.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateKeyDescription.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, DescribeKey, UpdateKeyDescription};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let key = kms.call(&CreateKey::multi_region(), &call)?.output.key_id;
///
/// kms.call(&UpdateKeyDescription::new(key.into(), "orders".parse()?), &call)?;
/// assert_eq!(kms.call(&DescribeKey::new(key.into()), &call)?.output.description, "orders");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpdateKeyDescription {
    /// The key: a key ID or key ARN.
    pub key_id: KeyReference,
    /// The new description; it may be empty.
    pub description: Description,
}

impl UpdateKeyDescription {
    /// A request to give this key this description.
    #[must_use]
    pub const fn new(key_id: KeyReference, description: Description) -> Self {
        Self { key_id, description }
    }
}

names_key_by_key_id!(UpdateKeyDescription, Keys);

impl KeyChecks for UpdateKeyDescription {
    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] =
        &[Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows }];
}

impl Operation for UpdateKeyDescription {
    const NAME: OperationName = OperationName::UpdateKeyDescription;
    type Output = ();

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<()>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let is_new = on.key.description != self.description;
        let change = is_new.then(|| Change::DescriptionUpdated { description: self.description.clone() });
        Ok(on.decision("UpdateKeyDescription", (), change))
    }
}
