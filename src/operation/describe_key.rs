//! DescribeKey: what KMS tells of a key.

use super::asked::{Asked, names_key_by_key_id};
use super::contract::{Decision, Operation};
use super::name::OperationName;
use super::on_key::{self, KeyChecks};
use super::setting::Setting;
use super::{key_states, rule};
use crate::identity::KeyReference;
use crate::key::KeyMetadata;
use crate::model::{Call, World};
use crate::verdict::check::Check;
use crate::verdict::{KmsError, Report};

/// A request for the description of a key, possible in every key state.
///
/// An alias name means the alias of the caller's account in the Region that is called;
/// [`CreateAlias`](super::CreateAlias) shows it. A key of another account can be described by key ARN or alias ARN if
/// its key policy or a grant lets the caller in.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::DescribeKey;
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let refusal = kms.call(&DescribeKey::new("1234abcd-12ab-34cd-56ef-1234567890ab".parse()?), &call).unwrap_err();
/// assert_eq!(
///     refusal.message(),
///     "Key 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' does not exist",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescribeKey {
    /// The key: a key ID, key ARN, alias name or alias ARN.
    pub key_id: KeyReference,
}

impl DescribeKey {
    /// A request for the description of this key.
    #[must_use]
    pub const fn new(key_id: KeyReference) -> Self {
        Self { key_id }
    }
}

names_key_by_key_id!(DescribeKey, KeysAndAliases);

impl KeyChecks for DescribeKey {
    const OF_THE_KEY: &'static [Check<Asked<'static, Self>>] = Self::OF_ANY_ACCOUNTS_KEY;

    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] =
        &[Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows }];
}

impl Operation for DescribeKey {
    const NAME: OperationName = OperationName::DescribeKey;
    type Output = KeyMetadata;

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<KeyMetadata>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        Ok(on.decision("DescribeKey", on.set.metadata_of(on.key), None))
    }
}
