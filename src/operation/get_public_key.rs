//! GetPublicKey: what a public key is for.

use super::asked::{Asked, Target, names_key_by_key_id};
use super::contract::{Decision, Operation};
use super::name::OperationName;
use super::on_key::{self, KeyChecks};
use super::setting::Setting;
use super::{key_states, material_checks, rule};
use crate::identity::{GrantToken, KeyArn, KeyReference};
use crate::key::{Algorithms, KeySpec, KeyUsage};
use crate::model::{Call, World};
use crate::verdict::check::Check;
use crate::verdict::{Broken, ErrorCode, Evidence, KmsError, Report};

/// A request for the public key of an asymmetric key; the model makes no keys and tells only what the public key is for.
///
/// That it is refused for a key that is Disabled is what AWS documents; others have seen KMS answer.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_GetPublicKey.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::key::{KeySpec, KeyUsage};
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, GetPublicKey};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let usage = Some(KeyUsage::KeyAgreement);
/// let create = CreateKey { key_spec: KeySpec::EccNistP384, key_usage: usage, ..CreateKey::default() };
/// let key = kms.call(&create, &call)?.output;
///
/// let output = kms.call(&GetPublicKey::new(key.key_id.into()), &call)?.output;
/// assert_eq!(
///     serde_json::to_value(&output)?,
///     serde_json::json!({
///         "KeyId": key.arn,
///         "CustomerMasterKeySpec": "ECC_NIST_P384",
///         "KeySpec": "ECC_NIST_P384",
///         "KeyUsage": "KEY_AGREEMENT",
///         "KeyAgreementAlgorithms": ["ECDH"],
///     }),
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetPublicKey {
    /// The key: a key ID, key ARN, alias name or alias ARN.
    pub key_id: KeyReference,
    /// Grant tokens; in the model a grant has its effect at once, so they add nothing.
    pub grant_tokens: Vec<GrantToken>,
}

/// What KMS answers to [`GetPublicKey`], but for the public key itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetPublicKeyOutput {
    /// The ARN of the key, on the wire under the name `KeyId`.
    pub key_id: KeyArn,
    /// The type of key material.
    pub key_spec: KeySpec,
    /// What the key may be used for.
    pub key_usage: KeyUsage,
    /// The algorithms; `None` for a key spec that this version of the crate does not list.
    pub algorithms: Option<Algorithms>,
}

impl GetPublicKey {
    /// A request for the public key of this key.
    #[must_use]
    pub const fn new(key_id: KeyReference) -> Self {
        Self { key_id, grant_tokens: Vec::new() }
    }
}

names_key_by_key_id!(GetPublicKey, KeysAndAliases, grant_tokens);

impl KeyChecks for GetPublicKey {
    const OF_THE_KEY: &'static [Check<Asked<'static, Self>>] = Self::OF_ANY_ACCOUNTS_KEY;

    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] = &[
        Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows },
        Check { rule: &rule::MATERIAL_IS_THERE, test: material_checks::is_there },
        Check { rule: &rule::HAS_PUBLIC_KEY, test: has_public_key },
    ];
}

impl Operation for GetPublicKey {
    const NAME: OperationName = OperationName::GetPublicKey;
    type Output = GetPublicKeyOutput;

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<GetPublicKeyOutput>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let shared = on.set.shared();
        let output = GetPublicKeyOutput {
            key_id: on.arn(),
            key_spec: shared.key_spec.clone(),
            key_usage: shared.key_usage.clone(),
            algorithms: shared.key_spec.algorithms(&shared.key_usage).copied(),
        };
        Ok(on.decision("GetPublicKey", output, None))
    }
}

/// A key that has no public key.
fn has_public_key(asked: &Asked<'_, GetPublicKey>, broken: &mut Broken<'_>) {
    let Target::Known(known) = asked.target else { return };
    let spec = known.key_spec();
    if matches!(
        spec,
        KeySpec::SymmetricDefault | KeySpec::Hmac224 | KeySpec::Hmac256 | KeySpec::Hmac384 | KeySpec::Hmac512
    ) {
        broken.refused(
            ErrorCode::UnsupportedOperation,
            "",
            Evidence::Inferred,
            asked.place(),
            format_args!("a key of spec {spec} has no public key"),
        );
    }
}
