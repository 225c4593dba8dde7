//! GenerateDataKeyPair and GenerateDataKeyPairWithoutPlaintext: make a key pair to use outside of KMS.

use super::asked::Asked;
use super::blob::Plaintext;
use super::contract::{Decision, Operation};
use super::data_key::{self, NumberOfBytes};
use super::dry_run::DryRun;
use super::name::OperationName;
use super::on_key::{self, KeyChecks};
use super::setting::Setting;
use super::symbolic_ciphertext::SymbolicCiphertext;
use super::uses_key::{self, UsesKey, listed, uses_key};
use super::{material_checks, rule};
use crate::identity::{GrantToken, KeyArn, KeyReference, Partition};
use crate::key::{EncryptionAlgorithm, EncryptionContext, KeyLastUsageTrackingOperation, KeyMaterialId};
use crate::model::{Call, World};
use crate::policy::RequestContext;
use crate::verdict::check::Check;
use crate::verdict::{Broken, ErrorCode, KmsError, Place, Pointer, Report};

wire_enum! {
    /// The kind of a data key pair.
    ///
    /// ```
    /// use kms_mrk::operation::DataKeyPairSpec;
    ///
    /// assert_eq!(DataKeyPairSpec::from("ECC_NIST_P256"), DataKeyPairSpec::EccNistP256);
    /// assert_eq!(DataKeyPairSpec::from("SOMETHING_NEW").as_str(), "SOMETHING_NEW");
    /// ```
    pub enum DataKeyPairSpec ["https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyPair.html#KMS-GenerateDataKeyPair-request-KeyPairSpec"] {
        /// An RSA key pair of 2048 bits.
        Rsa2048 = "RSA_2048",
        /// An RSA key pair of 3072 bits.
        Rsa3072 = "RSA_3072",
        /// An RSA key pair of 4096 bits.
        Rsa4096 = "RSA_4096",
        /// An elliptic curve key pair on P-256.
        EccNistP256 = "ECC_NIST_P256",
        /// An elliptic curve key pair on P-384.
        EccNistP384 = "ECC_NIST_P384",
        /// An elliptic curve key pair on P-521.
        EccNistP521 = "ECC_NIST_P521",
        /// An elliptic curve key pair on secp256k1.
        EccSecgP256k1 = "ECC_SECG_P256K1",
        /// An SM2 key pair, in the China Regions.
        Sm2 = "SM2",
        /// An EdDSA key pair on edwards25519.
        EccNistEdwards25519 = "ECC_NIST_EDWARDS25519",
    }
}

listed!(DataKeyPairSpec);

/// A request for a data key pair.
trait MakesDataKeyPair: UsesKey {
    fn key_pair_spec(&self) -> &DataKeyPairSpec;
}

/// Declares a request with the members of GenerateDataKeyPair, which the two have in common.
macro_rules! making_data_key_pairs {
    ($(#[$meta:meta])* $Request:ident, $Output:ident) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $Request {
            /// The key that is to encrypt the private key, a symmetric one: a key ID, key ARN, alias name or alias ARN.
            pub key_id: KeyReference,
            /// The kind of the key pair.
            pub key_pair_spec: DataKeyPairSpec,
            /// What to bind the encrypted private key to.
            pub encryption_context: EncryptionContext,
            /// Grant tokens; in the model a grant has its effect at once, so they add nothing.
            pub grant_tokens: Vec<GrantToken>,
            /// Whether this is a dry run.
            pub dry_run: DryRun,
        }

        impl $Request {
            /// A request for a key pair of this kind, its private key encrypted by this key.
            #[must_use]
            pub const fn new(key_id: KeyReference, key_pair_spec: DataKeyPairSpec) -> Self {
                Self {
                    key_id,
                    key_pair_spec,
                    encryption_context: EncryptionContext::new(),
                    grant_tokens: Vec::new(),
                    dry_run: DryRun::No,
                }
            }

            /// The same request with this encryption context.
            #[must_use]
            pub fn with_context(self, encryption_context: EncryptionContext) -> Self {
                Self { encryption_context, ..self }
            }
        }

        uses_key!($Request, EncryptDecrypt, EncryptionAlgorithm: |_request| &EncryptionAlgorithm::SymmetricDefault);

        impl MakesDataKeyPair for $Request {
            fn key_pair_spec(&self) -> &DataKeyPairSpec {
                &self.key_pair_spec
            }
        }

        impl KeyChecks for $Request {
            const BEFORE_THE_KEY: &'static [Check<Asked<'static, Self>>] =
                &[Check { rule: &rule::LISTED_CHOICE, test: spec_is_listed }];

            const OF_THE_KEY: &'static [Check<Asked<'static, Self>>] = Self::OF_ANY_ACCOUNTS_KEY;

            const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] = &[
                uses_key::state(),
                uses_key::material(),
                uses_key::usage(),
                Check { rule: &rule::SYMMETRIC_FOR_DATA_KEYS, test: data_key::is_symmetric },
                Check { rule: &rule::KEY_PAIR_BY_KEY_OF_KMS, test: material_checks::is_not_in_a_store },
                Check { rule: &rule::KEY_PAIR_OF_THE_REGION, test: of_the_region },
            ];

            const AT_LAST: &'static [Check<Asked<'static, Self>>] = &[uses_key::dry_run()];

            fn encryption_context<'a>(asked: &Asked<'a, Self>) -> Option<&'a EncryptionContext> {
                Some(&asked.request.encryption_context)
            }

            fn conditions(asked: &Asked<'_, Self>, context: RequestContext) -> RequestContext {
                uses_key::conditions(asked.request, context)
                    .with("kms:DataKeyPairSpec", asked.request.key_pair_spec.as_str())
            }
        }

        impl Operation for $Request {
            const NAME: OperationName = OperationName::$Request;
            type Output = $Output;

            fn check(&self, setting: &Setting<'_>) -> Report {
                on_key::report(self, setting)
            }

            fn decide(&self, world: &World, call: &Call) -> Result<Decision<$Output>, KmsError> {
                let on = on_key::decide(self, world, call)?;
                let private_key = data_key::drawn(&on, world, &self.encryption_context, STAND_IN);
                let output = GenerateDataKeyPairOutput {
                    key_id: private_key.key_id,
                    key_pair_spec: self.key_pair_spec.clone(),
                    private_key_plaintext: private_key.plaintext,
                    private_key_ciphertext_blob: private_key.ciphertext_blob,
                    key_material_id: private_key.key_material_id,
                };
                Ok(on.used(&KeyLastUsageTrackingOperation::$Request, output.into()))
            }
        }
    };
}

/// How many bytes stand in for a private key.
const STAND_IN: NumberOfBytes = NumberOfBytes::OF_AES_256;

making_data_key_pairs! {
    /// A request for a data key pair, its private key in plain and encrypted by a symmetric key.
    ///
    /// The model makes no key pairs. In place of the private key there are 32 bytes that belong to no algorithm and are
    /// easy to foresee, as those of [`GenerateDataKey`](super::GenerateDataKey) are; what is encrypted opens as the
    /// same bytes. A public key is not given. The member `Recipient` is left out.
    ///
    /// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyPair.html>
    ///
    /// ```
    /// use kms_mrk::Kms;
    /// use kms_mrk::model::{Call, Caller};
    /// use kms_mrk::operation::{CreateKey, DataKeyPairSpec, Decrypt, GenerateDataKeyPair};
    ///
    /// let mut kms = Kms::new(1);
    /// let caller = Caller::new("111122223333".parse()?).unwrap();
    /// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
    /// let key = kms.call(&CreateKey::default(), &call)?.output.key_id;
    ///
    /// let request = GenerateDataKeyPair::new(key.into(), DataKeyPairSpec::EccNistP256);
    /// let pair = kms.call(&request, &call)?.output;
    /// let opened = kms.call(&Decrypt::new(pair.private_key_ciphertext_blob), &call)?.output;
    /// assert_eq!(opened.plaintext, pair.private_key_plaintext);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    GenerateDataKeyPair, GenerateDataKeyPairOutput
}

making_data_key_pairs! {
    /// A request for a data key pair whose private key is encrypted by a symmetric key and not shown;
    /// [`GenerateDataKeyPair`] says what the model makes of it.
    ///
    /// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyPairWithoutPlaintext.html>
    GenerateDataKeyPairWithoutPlaintext, GenerateDataKeyPairWithoutPlaintextOutput
}

/// What KMS answers to [`GenerateDataKeyPair`], but for the public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GenerateDataKeyPairOutput {
    /// The ARN of the key, on the wire under the name `KeyId`.
    pub key_id: KeyArn,
    /// The kind of the key pair.
    pub key_pair_spec: DataKeyPairSpec,
    /// What stands in for the private key.
    pub private_key_plaintext: Plaintext,
    /// The same, encrypted.
    pub private_key_ciphertext_blob: SymbolicCiphertext,
    /// The version of the material that encrypted it.
    pub key_material_id: Option<KeyMaterialId>,
}

/// What KMS answers to [`GenerateDataKeyPairWithoutPlaintext`], but for the public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GenerateDataKeyPairWithoutPlaintextOutput {
    /// The ARN of the key, on the wire under the name `KeyId`.
    pub key_id: KeyArn,
    /// The kind of the key pair.
    pub key_pair_spec: DataKeyPairSpec,
    /// What stands in for the private key, encrypted.
    pub private_key_ciphertext_blob: SymbolicCiphertext,
    /// The version of the material that encrypted it.
    pub key_material_id: Option<KeyMaterialId>,
}

impl From<GenerateDataKeyPairOutput> for GenerateDataKeyPairWithoutPlaintextOutput {
    fn from(output: GenerateDataKeyPairOutput) -> Self {
        let GenerateDataKeyPairOutput {
            key_id,
            key_pair_spec,
            private_key_ciphertext_blob,
            key_material_id,
            ..
        } = output;
        Self { key_id, key_pair_spec, private_key_ciphertext_blob, key_material_id }
    }
}

const SPEC: Pointer = Pointer::fixed("/KeyPairSpec");

fn spec_is_listed<O: MakesDataKeyPair>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    uses_key::chosen_from_list(asked.request.key_pair_spec(), "keyPairSpec", || SPEC, broken);
}

/// A key pair of the China Regions elsewhere.
fn of_the_region<O: MakesDataKeyPair>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    let Some(region) = asked.setting.region() else { return };
    if *asked.request.key_pair_spec() == DataKeyPairSpec::Sm2
        && asked.setting.geography().partition(region) != Some(Partition::AwsCn)
    {
        broken.refused_in_unknown_words(
            ErrorCode::UnsupportedOperation,
            Place::at(SPEC),
            format_args!("key pairs of spec SM2 are made in the China Regions only, not in `{region}`"),
        );
    }
}
