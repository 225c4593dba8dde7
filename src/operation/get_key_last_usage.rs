//! GetKeyLastUsage: tell when a key was last used, and for what.

use jiff::Timestamp;

use super::asked::{Asked, names_key_by_key_id};
use super::contract::{Decision, Operation};
use super::name::OperationName;
use super::on_key::{self, KeyChecks};
use super::setting::Setting;
use super::{key_states, rule};
use crate::identity::{KeyId, KeyReference};
use crate::model::{Call, KeyLastUsageData, World};
use crate::verdict::check::Check;
use crate::verdict::{KmsError, Report};

/// A request for the last successful use of a key, possible in every key state.
///
/// Each related key tells of its own uses alone, and keeps them when another one becomes the primary key. What is refused
/// is no use, nor is a dry run; ReEncrypt uses two keys. A use is seen at once; the real service may take an hour. Keys of
/// another account do not tell.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyLastUsage.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, Encrypt, GetKeyLastUsage, Plaintext, ReplicateKey};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let at = |region: &str, time: &str| Call::new(caller.clone(), region.parse().unwrap(), time.parse().unwrap());
/// let home = at("us-east-1", "2026-01-05T12:00:00Z");
/// let key = kms.call(&CreateKey::multi_region(), &home)?.output.key_id;
/// kms.call(&ReplicateKey::new(key.into(), "eu-west-1".parse()?), &home)?;
/// kms.call(&Encrypt::new(key.into(), Plaintext::new(*b"hello")?), &at("us-east-1", "2026-01-05T12:05:00Z"))?;
///
/// let ask = GetKeyLastUsage::new(key.into());
/// let usage = kms.call(&ask, &at("us-east-1", "2026-01-05T13:00:00Z"))?.output.key_last_usage.unwrap();
/// assert_eq!((usage.operation.as_str(), usage.timestamp), ("Encrypt", "2026-01-05T12:05:00Z".parse()?));
///
/// let replica = kms.call(&ask, &at("eu-west-1", "2026-01-05T13:00:00Z"))?.output;
/// assert_eq!(replica.key_last_usage, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetKeyLastUsage {
    /// The key: a key ID or key ARN.
    pub key_id: KeyReference,
}

/// What GetKeyLastUsage answers.
///
/// A key without a use was not used since `tracking_start_date`. If it was made before that, it may have been used before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetKeyLastUsageOutput {
    /// The key ID.
    pub key_id: KeyId,
    /// The last use of the key; `None`, on the wire an empty object, if there is no record of any.
    pub key_last_usage: Option<KeyLastUsageData>,
    /// Since when the uses of the key are recorded; not before it was made.
    pub tracking_start_date: Timestamp,
    /// When the key was made.
    pub key_creation_date: Timestamp,
}

impl GetKeyLastUsage {
    /// A request for the last use of this key.
    #[must_use]
    pub const fn new(key_id: KeyReference) -> Self {
        Self { key_id }
    }
}

names_key_by_key_id!(GetKeyLastUsage, Keys);

impl KeyChecks for GetKeyLastUsage {
    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] =
        &[Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows }];
}

impl Operation for GetKeyLastUsage {
    const NAME: OperationName = OperationName::GetKeyLastUsage;
    type Output = GetKeyLastUsageOutput;

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<GetKeyLastUsageOutput>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let (key_id, key_creation_date) = (on.set.key_id(), on.key.creation_date);
        let output = GetKeyLastUsageOutput {
            key_id,
            key_last_usage: world.last_usage(key_id, &on.key.region).cloned(),
            tracking_start_date: world.usage_tracking_start_date().max(key_creation_date),
            key_creation_date,
        };
        Ok(on.decision("GetKeyLastUsage", output, None))
    }
}
