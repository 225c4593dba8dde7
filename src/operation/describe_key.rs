//! DescribeKey: what KMS tells of a key.

use super::asked::{Asked, OnKey};
use super::contract::{Decision, Operation};
use super::name::OperationName;
use super::setting::Setting;
use super::{key_checks, key_states, rule};
use crate::identity::{AcceptedForms, KeyReference};
use crate::key::KeyMetadata;
use crate::model::{Call, Record, World};
use crate::verdict::check::{self, Check};
use crate::verdict::{KmsError, Report};

/// A request for the description of a key, possible in every key state.
///
/// A key of another account can be described by ARN if its key policy lets the caller in; which callers a policy
/// that was given lets in is not evaluated yet, so every such policy does.
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
    /// Which forms of `KeyId` the operation takes.
    pub const ACCEPTED_FORMS: AcceptedForms = AcceptedForms::KeysAndAliases;

    /// A request for the description of this key.
    #[must_use]
    pub const fn new(key_id: KeyReference) -> Self {
        Self { key_id }
    }
}

impl OnKey for DescribeKey {
    const ACCEPTED_FORMS: AcceptedForms = Self::ACCEPTED_FORMS;

    fn key_reference(&self) -> &KeyReference {
        &self.key_id
    }
}

#[rustfmt::skip]
static CHECKS: &[Check<Asked<'static, DescribeKey>>] = &[
    Check { rule: &rule::NOT_AN_ALIAS, test: key_checks::not_an_alias },
    Check { rule: &rule::WELL_FORMED_ARN, test: key_checks::well_formed_arn },
    Check { rule: &rule::WELL_FORMED, test: key_checks::well_formed },
    Check { rule: &rule::CALLED_REGION, test: key_checks::called_region },
    Check { rule: &rule::EXISTS, test: key_checks::exists },
    Check { rule: &rule::DESCRIBED_KEY, test: key_checks::described_key },
    Check { rule: &rule::SHARED_WITH_CALLER, test: |asked, broken| key_checks::shared_with_caller(&DescribeKey::NAME, asked, broken) },
    Check { rule: &rule::KEY_STATE_ALLOWS, test: |asked, broken| key_states::allows(&DescribeKey::NAME, asked, broken) },
];

impl Operation for DescribeKey {
    const NAME: OperationName = OperationName::DescribeKey;
    type Output = KeyMetadata;

    fn check(&self, setting: &Setting<'_>) -> Report {
        check::report(CHECKS, &Asked::new(self, setting))
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<KeyMetadata>, KmsError> {
        let setting = Setting::of(world, call);
        let asked = Asked::new(self, &setting);
        check::decide(CHECKS, &asked)?;
        #[expect(clippy::expect_used, reason = "INVARIANT: the check EXISTS has passed in this world")]
        let (set, key) = asked.modelled().expect("the key is in the world");
        let record = Record::of(call, "DescribeKey", set.arn_in(&key.region), world.time_of(call));
        Ok(Decision { output: set.metadata_of(key), events: Vec::new(), records: vec![record] })
    }
}
