//! Encrypt: encrypt a few bytes.

use super::asked::{Asked, Target};
use super::blob::Plaintext;
use super::contract::{Decision, Operation};
use super::dry_run::DryRun;
use super::name::OperationName;
use super::on_key::{self, KeyChecks};
use super::setting::Setting;
use super::symbolic_ciphertext::SymbolicCiphertext;
use super::uses_key::{self, uses_key};
use super::{rule, sealing};
use crate::identity::{GrantToken, KeyArn, KeyReference};
use crate::key::{EncryptionAlgorithm, EncryptionContext, KeyLastUsageTrackingOperation};
use crate::model::{Call, World};
use crate::policy::RequestContext;
use crate::verdict::check::Check;
use crate::verdict::{Broken, KmsError, Place, Pointer, Report};

/// A request to encrypt up to 4096 bytes, which the model answers with a [`SymbolicCiphertext`].
///
/// Every related key of a symmetric key opens what one of them sealed.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, Decrypt, Encrypt, Plaintext, ReplicateKey};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let at = |region: &str, time: &str| Call::new(caller.clone(), region.parse().unwrap(), time.parse().unwrap());
/// let home = at("us-east-1", "2026-01-05T12:00:00Z");
/// let key = kms.call(&CreateKey::multi_region(), &home)?.output.key_id;
/// kms.call(&ReplicateKey::new(key.into(), "eu-west-1".parse()?), &home)?;
///
/// let sealed = kms.call(&Encrypt::new(key.into(), Plaintext::new(*b"hello")?), &home)?.output;
/// let later = at("eu-west-1", "2026-01-05T12:05:00Z");
/// let opened = kms.call(&Decrypt::new(sealed.ciphertext_blob), &later)?.output;
/// assert_eq!(opened.plaintext.as_bytes(), b"hello");
/// assert_eq!(opened.key_id.region(), "eu-west-1");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encrypt {
    /// The key: a key ID, key ARN, alias name or alias ARN.
    pub key_id: KeyReference,
    /// What to encrypt.
    pub plaintext: Plaintext,
    /// What to bind the ciphertext to; for symmetric keys only.
    pub encryption_context: EncryptionContext,
    /// The algorithm; a request that names none means SYMMETRIC_DEFAULT.
    pub encryption_algorithm: EncryptionAlgorithm,
    /// Grant tokens; in the model a grant has its effect at once, so they add nothing.
    pub grant_tokens: Vec<GrantToken>,
    /// Whether this is a dry run.
    pub dry_run: DryRun,
}

/// What KMS answers to [`Encrypt`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncryptOutput {
    /// The ARN of the key, on the wire under the name `KeyId`.
    pub key_id: KeyArn,
    /// The ciphertext.
    pub ciphertext_blob: SymbolicCiphertext,
    /// The algorithm.
    pub encryption_algorithm: EncryptionAlgorithm,
}

impl Encrypt {
    /// A request to encrypt this with a symmetric key.
    #[must_use]
    pub const fn new(key_id: KeyReference, plaintext: Plaintext) -> Self {
        Self {
            key_id,
            plaintext,
            encryption_context: EncryptionContext::new(),
            encryption_algorithm: EncryptionAlgorithm::SymmetricDefault,
            grant_tokens: Vec::new(),
            dry_run: DryRun::No,
        }
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

uses_key!(Encrypt, EncryptDecrypt, EncryptionAlgorithm: |request| &request.encryption_algorithm);

impl KeyChecks for Encrypt {
    const BEFORE_THE_KEY: &'static [Check<Asked<'static, Self>>] = &[uses_key::listed_algorithm()];

    const OF_THE_KEY: &'static [Check<Asked<'static, Self>>] = Self::OF_ANY_ACCOUNTS_KEY;

    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] = &[
        uses_key::state(),
        uses_key::material(),
        uses_key::usage(),
        uses_key::algorithm(),
        Check { rule: &rule::CONTEXT_FOR_SYMMETRIC_KEYS, test: context_fits },
        Check { rule: &rule::PLAINTEXT_FITS, test: plaintext_fits },
    ];

    const AT_LAST: &'static [Check<Asked<'static, Self>>] = &[uses_key::dry_run()];

    fn encryption_context<'a>(asked: &Asked<'a, Self>) -> Option<&'a EncryptionContext> {
        Some(&asked.request.encryption_context)
    }

    fn conditions(asked: &Asked<'_, Self>, context: RequestContext) -> RequestContext {
        uses_key::conditions(asked.request, context)
    }
}

impl Operation for Encrypt {
    const NAME: OperationName = OperationName::Encrypt;
    type Output = EncryptOutput;

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<EncryptOutput>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let algorithm = &self.encryption_algorithm;
        let output = EncryptOutput {
            key_id: on.arn(),
            ciphertext_blob: sealing::seal(
                on.set,
                algorithm,
                &self.encryption_context,
                self.plaintext.clone(),
            ),
            encryption_algorithm: algorithm.clone(),
        };
        Ok(on.used(&KeyLastUsageTrackingOperation::Encrypt, output))
    }
}

fn context_fits(asked: &Asked<'_, Encrypt>, broken: &mut Broken<'_>) {
    if let Target::Known(known) = asked.target {
        let place = || Place::at(Pointer::fixed("/EncryptionContext"));
        uses_key::context_fits(&asked.request.encryption_context, &known, place, broken);
    }
}

fn plaintext_fits(asked: &Asked<'_, Encrypt>, broken: &mut Broken<'_>) {
    if let Target::Known(known) = asked.target {
        let Encrypt { plaintext, encryption_algorithm, .. } = asked.request;
        let place = Place::at(Pointer::fixed("/Plaintext"));
        sealing::fits(plaintext, encryption_algorithm, &known, place, broken);
    }
}
