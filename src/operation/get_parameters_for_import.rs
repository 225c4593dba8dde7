//! GetParametersForImport: get what is needed to import material.

use jiff::Timestamp;

use super::asked::{Asked, Target, names_key_by_key_id};
use super::contract::{Decision, Operation};
use super::import_token::{ImportParameters, ImportToken};
use super::name::OperationName;
use super::on_key::{self, KeyChecks};
use super::setting::Setting;
use super::{key_states, material_checks, member_checks, rule};
use crate::identity::{KeyArn, KeyReference, Partition};
use crate::key::{KeySpec, WrappingAlgorithm, WrappingKeySpec};
use crate::model::{Call, World, after};
use crate::policy::RequestContext;
use crate::verdict::check::Check;
use crate::verdict::{Broken, ErrorCode, KmsError, Place, Pointer, Report};

/// A request for the import token and the public key to import material into a key of origin EXTERNAL.
///
/// They belong to this key alone, not to its related keys, and can be used for 24 hours
/// ([`Timing::import_parameters`](crate::model::Timing::import_parameters)), as often as one likes. The model makes no
/// public key: that is for the host that unwraps the material.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_GetParametersForImport.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::key::{Origin, WrappingAlgorithm, WrappingKeySpec};
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, GetParametersForImport};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let wrapping = (WrappingAlgorithm::RsaesOaepSha256, WrappingKeySpec::Rsa4096);
/// let parameters = |key: kms_mrk::identity::KeyId| {
///     GetParametersForImport::new(key.into(), wrapping.0.clone(), wrapping.1.clone())
/// };
///
/// let key = kms.call(&CreateKey { origin: Origin::External, ..CreateKey::multi_region() }, &call)?.output.key_id;
/// let output = kms.call(&parameters(key), &call)?.output;
/// assert_eq!(output.parameters_valid_to, "2026-01-06T12:00:00Z".parse()?);
///
/// let other = kms.call(&CreateKey::multi_region(), &call)?.output;
/// assert_eq!(
///     kms.call(&parameters(other.key_id), &call).unwrap_err().message(),
///     format!("{} origin is AWS_KMS which is not valid for this operation.", other.arn),
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetParametersForImport {
    /// The key: a key ID or key ARN.
    pub key_id: KeyReference,
    /// How the material will be encrypted.
    pub wrapping_algorithm: WrappingAlgorithm,
    /// The type of the public key that it will be encrypted with.
    pub wrapping_key_spec: WrappingKeySpec,
}

/// What GetParametersForImport answers, but for the public key, which the model does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetParametersForImportOutput {
    /// The ARN of the key, on the wire under the name `KeyId`.
    pub key_id: KeyArn,
    /// The token to hand in with the material.
    pub import_token: ImportToken,
    /// Until when token and public key can be used.
    pub parameters_valid_to: Timestamp,
}

impl GetParametersForImport {
    /// A request for the parameters of an import into this key.
    #[must_use]
    pub const fn new(
        key_id: KeyReference,
        wrapping_algorithm: WrappingAlgorithm,
        wrapping_key_spec: WrappingKeySpec,
    ) -> Self {
        Self { key_id, wrapping_algorithm, wrapping_key_spec }
    }
}

names_key_by_key_id!(GetParametersForImport, Keys);

impl KeyChecks for GetParametersForImport {
    const BEFORE_THE_KEY: &'static [Check<Asked<'static, Self>>] =
        &[Check { rule: &rule::LISTED_WRAPPING, test: listed_wrapping }];

    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] = &[
        Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows },
        Check { rule: &rule::IMPORTED, test: material_checks::is_imported },
        Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows_after_origin },
        Check { rule: &rule::WRAPPING_SUPPORTED, test: wrapping_supported },
        Check { rule: &rule::WRAPPING_HOLDS_KEY, test: wrapping_holds_key },
    ];

    fn conditions(asked: &Asked<'_, Self>, context: RequestContext) -> RequestContext {
        let request = asked.request;
        context
            .with("kms:WrappingAlgorithm", request.wrapping_algorithm.as_str())
            .with("kms:WrappingKeySpec", request.wrapping_key_spec.as_str())
    }
}

impl Operation for GetParametersForImport {
    const NAME: OperationName = OperationName::GetParametersForImport;
    type Output = GetParametersForImportOutput;

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<Self::Output>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let valid_to = after(on.now, world.timing().import_parameters);
        let parameters = ImportParameters {
            key: on.arn(),
            wrapping_algorithm: self.wrapping_algorithm.clone(),
            wrapping_key_spec: self.wrapping_key_spec.clone(),
            valid_to,
        };
        let output = GetParametersForImportOutput {
            key_id: on.arn(),
            import_token: parameters.into(),
            parameters_valid_to: valid_to,
        };
        Ok(on.decision("GetParametersForImport", output, None))
    }
}

const ALGORITHM: &str = "WrappingAlgorithm";
const SPEC: &str = "WrappingKeySpec";

/// A name that KMS does not list.
fn listed_wrapping(asked: &Asked<'_, GetParametersForImport>, broken: &mut Broken<'_>) {
    let GetParametersForImport { wrapping_algorithm, wrapping_key_spec, .. } = asked.request;
    if !wrapping_algorithm.is_listed() {
        member_checks::not_listed(ALGORITHM, wrapping_algorithm.as_str(), WrappingAlgorithm::ALL, broken);
    }
    if !wrapping_key_spec.is_listed() {
        member_checks::not_listed(SPEC, wrapping_key_spec.as_str(), WrappingKeySpec::ALL, broken);
    }
}

/// An algorithm that KMS takes no more or not in this Region, or that does not go with the public key.
fn wrapping_supported(asked: &Asked<'_, GetParametersForImport>, broken: &mut Broken<'_>) {
    let GetParametersForImport { wrapping_algorithm, wrapping_key_spec, .. } = asked.request;
    let is_sm2 =
        (*wrapping_algorithm == WrappingAlgorithm::Sm2Pke, *wrapping_key_spec == WrappingKeySpec::Sm2);
    let partition = asked.region().and_then(|region| asked.setting.geography().partition(region));
    let (member, message) = match (wrapping_algorithm, is_sm2) {
        (WrappingAlgorithm::RsaesPkcs1V15, _) => {
            (ALGORITHM, format!("KMS does not take {wrapping_algorithm} any more"))
        }
        (_, (true, true)) if partition.is_some_and(|partition| partition != Partition::AwsCn) => {
            (ALGORITHM, format!("KMS takes {wrapping_algorithm} in the China Regions only"))
        }
        (_, (true, false) | (false, true)) => {
            (SPEC, format!("{wrapping_algorithm} does not go with a public key of {wrapping_key_spec}"))
        }
        _ => return,
    };
    let place = Place::at(Pointer::to(member));
    broken
        .refused_in_unknown_words(ErrorCode::UnsupportedOperation, place, message)
        .help("use RSAES_OAEP_SHA_256 for symmetric keys, RSA_AES_KEY_WRAP_SHA_256 for RSA key pairs");
}

/// An algorithm that cannot encrypt as much as a private key of RSA has, or of P-521 with the shortest public key.
fn wrapping_holds_key(asked: &Asked<'_, GetParametersForImport>, broken: &mut Broken<'_>) {
    let GetParametersForImport { wrapping_algorithm, wrapping_key_spec, .. } = asked.request;
    let Target::Known(known) = asked.target else { return };
    let spec = known.key_spec();
    let is_oaep =
        matches!(wrapping_algorithm, WrappingAlgorithm::RsaesOaepSha1 | WrappingAlgorithm::RsaesOaepSha256);
    let is_too_much = match spec {
        KeySpec::Rsa2048 | KeySpec::Rsa3072 | KeySpec::Rsa4096 => is_oaep,
        KeySpec::EccNistP521 => {
            *wrapping_algorithm == WrappingAlgorithm::RsaesOaepSha256
                && *wrapping_key_spec == WrappingKeySpec::Rsa2048
        }
        _ => false,
    };
    if is_too_much {
        let message =
            format!("{wrapping_algorithm} with {wrapping_key_spec} cannot encrypt the material of {spec}");
        let place = Place::at(Pointer::to(ALGORITHM));
        broken
            .refused_in_unknown_words(ErrorCode::UnsupportedOperation, place, message)
            .help("use RSA_AES_KEY_WRAP_SHA_256");
    }
}
