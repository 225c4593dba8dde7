//! DeriveSharedSecret, Encapsulate and Decapsulate: secrets that two sides share.

use super::asked::{Asked, Target};
use super::blob::{EncapsulatedSecret, PublicKey};
use super::contract::{Decision, Operation};
use super::dry_run::DryRun;
use super::name::OperationName;
use super::not_computed::NotComputed;
use super::rule;
use super::setting::Setting;
use super::uses_key::{self, computes_nothing, uses_key};
use crate::identity::{GrantToken, KeyReference};
use crate::key::{EncapsulationAlgorithm, KeyAgreementAlgorithm, KeySpec};
use crate::model::{Call, World};
use crate::verdict::check::Check;
use crate::verdict::{Broken, ErrorCode, Evidence, KmsError, Place, Pointer, Report};

/// A request for the secret that a key shares with the owner of a public key; the model computes none, and does not look
/// whether the public key is on the key's curve. The member `Recipient` is left out.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_DeriveSharedSecret.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeriveSharedSecret {
    /// The key: a key ID, key ARN, alias name or alias ARN.
    pub key_id: KeyReference,
    /// The algorithm.
    pub key_agreement_algorithm: KeyAgreementAlgorithm,
    /// The public key of the other side.
    pub public_key: PublicKey,
    /// Grant tokens; in the model a grant has its effect at once, so they add nothing.
    pub grant_tokens: Vec<GrantToken>,
    /// Whether this is a dry run.
    pub dry_run: DryRun,
}

/// A request for a new secret and its encapsulated form; the model computes neither.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_Encapsulate.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encapsulate {
    /// The key: a key ID, key ARN, alias name or alias ARN.
    pub key_id: KeyReference,
    /// The algorithm.
    pub encapsulation_algorithm: EncapsulationAlgorithm,
    /// Grant tokens; in the model a grant has its effect at once, so they add nothing.
    pub grant_tokens: Vec<GrantToken>,
    /// Whether this is a dry run.
    pub dry_run: DryRun,
}

/// A request for the secret that was encapsulated; the model computes none.
///
/// KMS looks at the length of what it is given and at nothing else: any bytes of the right length give some secret.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_Decapsulate.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::key::{KeySpec, KeyUsage};
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, Decapsulate, EncapsulatedSecret};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let usage = Some(KeyUsage::EncapsulateDecapsulate);
/// let create = CreateKey { key_spec: KeySpec::MlKem768, key_usage: usage, ..CreateKey::default() };
/// let key = kms.call(&create, &call)?.output.key_id;
///
/// let of = |bytes: usize| Decapsulate::new(key.into(), EncapsulatedSecret::new(vec![0; bytes]).unwrap());
/// assert_eq!(kms.call(&of(1088), &call)?.output.member, "SharedSecret");
/// assert_eq!(kms.call(&of(768), &call).unwrap_err().code().as_str(), "InvalidCiphertextException");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decapsulate {
    /// The key: a key ID, key ARN, alias name or alias ARN.
    pub key_id: KeyReference,
    /// The algorithm.
    pub encapsulation_algorithm: EncapsulationAlgorithm,
    /// The encapsulated secret.
    pub shared_secret_ciphertext_blob: EncapsulatedSecret,
    /// Grant tokens; in the model a grant has its effect at once, so they add nothing.
    pub grant_tokens: Vec<GrantToken>,
    /// Whether this is a dry run.
    pub dry_run: DryRun,
}

impl DeriveSharedSecret {
    /// A request for the secret that the key shares with the owner of this public key, by ECDH.
    #[must_use]
    pub const fn new(key_id: KeyReference, public_key: PublicKey) -> Self {
        let key_agreement_algorithm = KeyAgreementAlgorithm::Ecdh;
        Self { key_id, key_agreement_algorithm, public_key, grant_tokens: Vec::new(), dry_run: DryRun::No }
    }
}

impl Encapsulate {
    /// A request for a new secret, by ML-KEM.
    #[must_use]
    pub const fn new(key_id: KeyReference) -> Self {
        let encapsulation_algorithm = EncapsulationAlgorithm::MlKem;
        Self { key_id, encapsulation_algorithm, grant_tokens: Vec::new(), dry_run: DryRun::No }
    }
}

impl Decapsulate {
    /// A request for the secret in this, by ML-KEM.
    #[must_use]
    pub const fn new(key_id: KeyReference, shared_secret_ciphertext_blob: EncapsulatedSecret) -> Self {
        Self {
            key_id,
            encapsulation_algorithm: EncapsulationAlgorithm::MlKem,
            shared_secret_ciphertext_blob,
            grant_tokens: Vec::new(),
            dry_run: DryRun::No,
        }
    }
}

uses_key!(DeriveSharedSecret, KeyAgreement, KeyAgreementAlgorithm: |request| &request.key_agreement_algorithm);
uses_key!(Encapsulate, EncapsulateDecapsulate, EncapsulationAlgorithm: |request| &request.encapsulation_algorithm);
uses_key!(Decapsulate, EncapsulateDecapsulate, EncapsulationAlgorithm: |request| &request.encapsulation_algorithm);
computes_nothing!(
    DeriveSharedSecret,
    KeyAgreementAlgorithm,
    "SharedSecret",
    uses_key::conditions,
    uses_key::listed_algorithm()
);
computes_nothing!(
    Encapsulate,
    EncapsulationAlgorithm,
    "SharedSecret",
    uses_key::conditions,
    uses_key::listed_algorithm()
);
computes_nothing!(
    Decapsulate,
    EncapsulationAlgorithm,
    "SharedSecret",
    uses_key::conditions,
    uses_key::listed_algorithm(),
    Check { rule: &rule::SECRET_LENGTH, test: secret_length }
);

/// An encapsulated secret of another length than those of the key.
fn secret_length(asked: &Asked<'_, Decapsulate>, broken: &mut Broken<'_>) {
    let Target::Known(known) = asked.target else { return };
    let bytes = asked.request.shared_secret_ciphertext_blob.as_bytes().len();
    let length = match known.key_spec() {
        KeySpec::MlKem512 => 768,
        KeySpec::MlKem768 => 1088,
        KeySpec::MlKem1024 => 1568,
        _ => return,
    };
    if bytes != length {
        let place = Place::at(Pointer::fixed("/SharedSecretCiphertextBlob"));
        broken.refused(
            ErrorCode::InvalidCiphertext,
            "",
            Evidence::Inferred,
            place,
            format_args!(
                "an encapsulated secret of {} has {length} bytes, these are {bytes}",
                known.key_spec()
            ),
        );
    }
}
