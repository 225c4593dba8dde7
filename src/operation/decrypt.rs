//! Decrypt: open what a key sealed.

use super::asked::{Asked, NamedKey, OnKey};
use super::blob::Plaintext;
use super::contract::{Decision, Operation};
use super::dry_run::DryRun;
use super::name::OperationName;
use super::on_key::{self, KeyChecks};
use super::opening::{self, Opening, Opens};
use super::setting::Setting;
use super::symbolic_ciphertext::SymbolicCiphertext;
use super::uses_key::{self, uses_key};
use super::{grant_checks, rule};
use crate::identity::{AcceptedForms, GrantToken, KeyArn, KeyReference};
use crate::key::{EncryptionAlgorithm, EncryptionContext, KeyLastUsageTrackingOperation, KeyMaterialId};
use crate::model::{Call, World};
use crate::policy::RequestContext;
use crate::verdict::check::Check;
use crate::verdict::{Broken, KmsError, Pointer, Report};

/// A request to open a ciphertext.
///
/// Without `KeyId` the key is the one that the ciphertext names, in the Region that is called: any related key that is
/// there opens it. Ciphertexts of asymmetric keys name none, so for them the request must name the key and the algorithm.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, Decrypt, GenerateDataKey};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller.clone(), "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let key = kms.call(&CreateKey::multi_region(), &call)?.output.key_id;
/// let data_key = kms.call(&GenerateDataKey::aes_256(key.into()), &call)?.output;
///
/// let decrypt = Decrypt::new(data_key.ciphertext_blob);
/// assert_eq!(kms.call(&decrypt, &call)?.output.plaintext, data_key.plaintext);
///
/// // There is no related key in Ireland, and KMS does not say so plainly.
/// let elsewhere = Call::new(caller, "eu-west-1".parse()?, call.now());
/// assert_eq!(kms.call(&decrypt, &elsewhere).unwrap_err().code().as_str(), "AccessDeniedException");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decrypt {
    /// The ciphertext.
    pub ciphertext_blob: SymbolicCiphertext,
    /// The key: a key ID, key ARN, alias name or alias ARN; `None` for the key that the ciphertext names.
    pub key_id: Option<KeyReference>,
    /// What the ciphertext is bound to.
    pub encryption_context: EncryptionContext,
    /// The algorithm; a request that names none means SYMMETRIC_DEFAULT.
    pub encryption_algorithm: EncryptionAlgorithm,
    /// Grant tokens; in the model a grant has its effect at once, so they add nothing.
    pub grant_tokens: Vec<GrantToken>,
    /// Whether this is a dry run.
    pub dry_run: DryRun,
}

/// What KMS answers to [`Decrypt`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecryptOutput {
    /// The ARN of the key that opened it, on the wire under the name `KeyId`.
    pub key_id: KeyArn,
    /// What was in it.
    pub plaintext: Plaintext,
    /// The algorithm.
    pub encryption_algorithm: EncryptionAlgorithm,
    /// The version of the material; `None` for asymmetric keys.
    pub key_material_id: Option<KeyMaterialId>,
}

impl Decrypt {
    /// Which forms of `KeyId` the operation takes.
    pub const ACCEPTED_FORMS: AcceptedForms = AcceptedForms::KeysAndAliases;

    /// A request to open this with the key that it names.
    #[must_use]
    pub const fn new(ciphertext_blob: SymbolicCiphertext) -> Self {
        Self {
            ciphertext_blob,
            key_id: None,
            encryption_context: EncryptionContext::new(),
            encryption_algorithm: EncryptionAlgorithm::SymmetricDefault,
            grant_tokens: Vec::new(),
            dry_run: DryRun::No,
        }
    }

    /// The same request, to open it with this key and no other.
    #[must_use]
    pub fn with_key(self, key_id: KeyReference) -> Self {
        Self { key_id: Some(key_id), ..self }
    }

    /// The same request with this encryption context.
    #[must_use]
    pub fn with_context(self, encryption_context: EncryptionContext) -> Self {
        Self { encryption_context, ..self }
    }

    /// The same request with this algorithm.
    #[must_use]
    pub fn with_algorithm(self, encryption_algorithm: EncryptionAlgorithm) -> Self {
        Self { encryption_algorithm, ..self }
    }
}

impl OnKey for Decrypt {
    const ACCEPTED_FORMS: AcceptedForms = Self::ACCEPTED_FORMS;

    fn key_reference(&self) -> &KeyReference {
        self.opening_key().reference
    }

    fn grant_tokens(&self) -> &[GrantToken] {
        &self.grant_tokens
    }

    fn named_key(&self) -> NamedKey<'_> {
        self.opening_key()
    }
}

uses_key!(@with Decrypt, EncryptDecrypt, EncryptionAlgorithm: |request| &request.encryption_algorithm);

impl Opens for Decrypt {
    const KEY: Pointer = Pointer::fixed("/KeyId");
    const CONTEXT: Pointer = Pointer::fixed("/EncryptionContext");
    const ALGORITHM: Pointer = Pointer::fixed("/EncryptionAlgorithm");
    const KEY_MISSING: Option<&'static str> = Some("KeyId must not be null");
    const PERMISSION: Option<&'static str> = None;

    fn opening(&self) -> Opening<'_> {
        Opening {
            ciphertext: &self.ciphertext_blob,
            key: self.key_id.as_ref(),
            context: &self.encryption_context,
            algorithm: &self.encryption_algorithm,
        }
    }

    fn algorithms_are_listed(&self, broken: &mut Broken<'_>) {
        let path = "encryptionAlgorithm";
        uses_key::chosen_from_list(&self.encryption_algorithm, path, || Self::ALGORITHM, broken);
    }
}

impl KeyChecks for Decrypt {
    const BEFORE_THE_KEY: &'static [Check<Asked<'static, Self>>] = Self::BEFORE_ITS_KEY;

    const OF_THE_KEY: &'static [Check<Asked<'static, Self>>] = Self::OF_ITS_KEY;

    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] = Self::BY_ITS_KEY;

    const AT_LAST: &'static [Check<Asked<'static, Self>>] = &[
        Check { rule: &rule::GRANT_TOKEN_COUNT, test: grant_checks::token_count },
        Check { rule: &rule::GRANT_TOKEN_GIVEN, test: grant_checks::tokens_given },
        uses_key::dry_run(),
    ];

    fn encryption_context<'a>(asked: &Asked<'a, Self>) -> Option<&'a EncryptionContext> {
        Some(&asked.request.encryption_context)
    }

    fn conditions(asked: &Asked<'_, Self>, context: RequestContext) -> RequestContext {
        uses_key::conditions(asked.request, context)
    }
}

impl Operation for Decrypt {
    const NAME: OperationName = OperationName::Decrypt;
    type Output = DecryptOutput;

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<DecryptOutput>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let output = DecryptOutput {
            key_id: on.arn(),
            plaintext: opening::opened(self),
            encryption_algorithm: self.encryption_algorithm.clone(),
            key_material_id: on.set.shown(self.ciphertext_blob.key_material_id()),
        };
        Ok(on.used(&KeyLastUsageTrackingOperation::Decrypt, output))
    }
}
