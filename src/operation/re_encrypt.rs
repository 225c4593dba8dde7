//! ReEncrypt: open a ciphertext and seal it anew, with another key or in another way.

use super::asked::{Asked, NamedKey, OnKey, Target};
use super::contract::{Decision, Operation};
use super::dry_run::DryRun;
use super::name::OperationName;
use super::on_key::{self, Acting, KeyChecks};
use super::opening::{self, Opening, Opens};
use super::setting::Setting;
use super::symbolic_ciphertext::SymbolicCiphertext;
use super::uses_key::{self, uses_key};
use super::{request_context, rule, sealing};
use crate::identity::{AcceptedForms, GrantToken, KeyArn, KeyReference};
use crate::key::{EncryptionAlgorithm, EncryptionContext, KeyLastUsageTrackingOperation, KeyMaterialId};
use crate::model::{Call, Change, Record, World};
use crate::policy::RequestContext;
use crate::verdict::check::{self, Check};
use crate::verdict::{Broken, KmsError, Place, Pointer, Report};

/// A request to open a ciphertext with one key and seal what is in it with another, or with the same in another way.
///
/// Everything is first looked at for the source, as [`Decrypt`](super::Decrypt) does, then for the destination, as
/// [`Encrypt`](super::Encrypt) does (inferred: AWS does not tell the order). Both keys are in the Region that is called.
/// The record names both, and both are used by it.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, Encrypt, Plaintext, ReEncrypt};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let from = kms.call(&CreateKey::default(), &call)?.output;
/// let to = kms.call(&CreateKey::multi_region(), &call)?.output;
///
/// let sealed = kms.call(&Encrypt::new(from.key_id.into(), Plaintext::new(*b"hello")?), &call)?.output;
/// let reply = kms.call(&ReEncrypt::new(sealed.ciphertext_blob, to.key_id.into()), &call)?;
/// assert_eq!(reply.output.ciphertext_blob.key_id(), to.key_id);
/// assert_eq!(reply.records[0].resources, [from.arn, to.arn]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReEncrypt {
    /// The ciphertext.
    pub ciphertext_blob: SymbolicCiphertext,
    /// The key to open it with: a key ID, key ARN, alias name or alias ARN; `None` for the key that it names.
    pub source_key_id: Option<KeyReference>,
    /// What the ciphertext is bound to.
    pub source_encryption_context: EncryptionContext,
    /// The algorithm to open it with; a request that names none means SYMMETRIC_DEFAULT.
    pub source_encryption_algorithm: EncryptionAlgorithm,
    /// The key to seal it with: a key ID, key ARN, alias name or alias ARN.
    pub destination_key_id: KeyReference,
    /// What to bind the new ciphertext to; for symmetric keys only.
    pub destination_encryption_context: EncryptionContext,
    /// The algorithm to seal it with; a request that names none means SYMMETRIC_DEFAULT.
    pub destination_encryption_algorithm: EncryptionAlgorithm,
    /// Grant tokens; in the model a grant has its effect at once, so they add nothing.
    pub grant_tokens: Vec<GrantToken>,
    /// Whether this is a dry run.
    pub dry_run: DryRun,
}

/// What KMS answers to [`ReEncrypt`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReEncryptOutput {
    /// The new ciphertext.
    pub ciphertext_blob: SymbolicCiphertext,
    /// The ARN of the key that opened the old one.
    pub source_key_id: KeyArn,
    /// The ARN of the key that sealed the new one, on the wire under the name `KeyId`.
    pub key_id: KeyArn,
    /// The algorithm of the old one.
    pub source_encryption_algorithm: EncryptionAlgorithm,
    /// The algorithm of the new one.
    pub destination_encryption_algorithm: EncryptionAlgorithm,
    /// The version of the material that opened the old one; `None` for asymmetric keys.
    pub source_key_material_id: Option<KeyMaterialId>,
    /// The version of the material that sealed the new one; `None` for asymmetric keys.
    pub destination_key_material_id: Option<KeyMaterialId>,
}

impl ReEncrypt {
    /// Which forms of `SourceKeyId` and `DestinationKeyId` the operation takes.
    pub const ACCEPTED_FORMS: AcceptedForms = AcceptedForms::KeysAndAliases;

    /// A request to open this with the key that it names, and to seal it with that one.
    #[must_use]
    pub const fn new(ciphertext_blob: SymbolicCiphertext, destination_key_id: KeyReference) -> Self {
        Self {
            ciphertext_blob,
            source_key_id: None,
            source_encryption_context: EncryptionContext::new(),
            source_encryption_algorithm: EncryptionAlgorithm::SymmetricDefault,
            destination_key_id,
            destination_encryption_context: EncryptionContext::new(),
            destination_encryption_algorithm: EncryptionAlgorithm::SymmetricDefault,
            grant_tokens: Vec::new(),
            dry_run: DryRun::No,
        }
    }
}

/// The destination.
impl OnKey for ReEncrypt {
    const ACCEPTED_FORMS: AcceptedForms = Self::ACCEPTED_FORMS;
    const MEMBER: Pointer = Pointer::fixed("/DestinationKeyId");

    fn key_reference(&self) -> &KeyReference {
        &self.destination_key_id
    }

    fn grant_tokens(&self) -> &[GrantToken] {
        &self.grant_tokens
    }

    fn named_key(&self) -> NamedKey<'_> {
        let reference = self.key_reference();
        NamedKey { reference, member: Self::MEMBER, owner: None, action: Some("kms:ReEncryptTo") }
    }
}

uses_key!(@with ReEncrypt, EncryptDecrypt, EncryptionAlgorithm: |request| &request.destination_encryption_algorithm);

impl Opens for ReEncrypt {
    const KEY: Pointer = Pointer::fixed("/SourceKeyId");
    const CONTEXT: Pointer = Pointer::fixed("/SourceEncryptionContext");
    const ALGORITHM: Pointer = Pointer::fixed("/SourceEncryptionAlgorithm");
    const KEY_MISSING: Option<&'static str> = None;
    const PERMISSION: Option<&'static str> = Some("kms:ReEncryptFrom");

    fn opening(&self) -> Opening<'_> {
        Opening {
            ciphertext: &self.ciphertext_blob,
            key: self.source_key_id.as_ref(),
            context: &self.source_encryption_context,
            algorithm: &self.source_encryption_algorithm,
        }
    }

    fn algorithms_are_listed(&self, broken: &mut Broken<'_>) {
        let [source, destination] = ["sourceEncryptionAlgorithm", "destinationEncryptionAlgorithm"];
        uses_key::chosen_from_list(&self.source_encryption_algorithm, source, || Self::ALGORITHM, broken);
        let place = || DESTINATION_ALGORITHM;
        uses_key::chosen_from_list(&self.destination_encryption_algorithm, destination, place, broken);
    }
}

const DESTINATION_ALGORITHM: Pointer = Pointer::fixed("/DestinationEncryptionAlgorithm");

/// What is looked at for the destination.
impl KeyChecks for ReEncrypt {
    const OF_THE_KEY: &'static [Check<Asked<'static, Self>>] = Self::OF_ANY_ACCOUNTS_KEY;

    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] = &[
        uses_key::state(),
        uses_key::material(),
        uses_key::usage(),
        Check { rule: &rule::ALGORITHM_OF_KEY, test: algorithm_of_key },
        Check { rule: &rule::CONTEXT_FOR_SYMMETRIC_KEYS, test: context_fits },
        Check { rule: &rule::PLAINTEXT_FITS, test: plaintext_fits },
    ];

    const AT_LAST: &'static [Check<Asked<'static, Self>>] = &[uses_key::dry_run()];

    fn encryption_context<'a>(asked: &Asked<'a, Self>) -> Option<&'a EncryptionContext> {
        Some(match asked.key.action == Self::PERMISSION {
            true => &asked.request.source_encryption_context,
            false => &asked.request.destination_encryption_context,
        })
    }

    fn conditions(asked: &Asked<'_, Self>, context: RequestContext) -> RequestContext {
        let request = asked.request;
        let algorithm = match asked.key.action == Self::PERMISSION {
            true => &request.source_encryption_algorithm,
            false => &request.destination_encryption_algorithm,
        };
        let source = Asked::about(request, request.opening_key(), &asked.setting).arn();
        let is_same_key = source == Asked::new(request, &asked.setting).arn();
        context
            .with("kms:EncryptionAlgorithm", algorithm.as_str())
            .with("kms:ReEncryptOnSameKey", request_context::truth(is_same_key))
    }
}

/// What is looked at for the source, in order.
const SOURCE: [&[Check<Asked<'static, ReEncrypt>>]; 3] =
    [ReEncrypt::BEFORE_ITS_KEY, ReEncrypt::OF_ITS_KEY, ReEncrypt::BY_ITS_KEY];

impl Operation for ReEncrypt {
    const NAME: OperationName = OperationName::ReEncrypt;
    type Output = ReEncryptOutput;

    fn check(&self, setting: &Setting<'_>) -> Report {
        let source = Asked::about(self, self.opening_key(), setting);
        let mut report = check::report(SOURCE.into_iter().flatten(), &source);
        report.extend(on_key::report(self, setting));
        report
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<ReEncryptOutput>, KmsError> {
        let source = Asked::about(self, self.opening_key(), &Setting::of(world, call));
        check::decide(SOURCE.into_iter().flatten(), &source)?;
        let on = on_key::decide(self, world, call)?;
        #[expect(clippy::expect_used, reason = "INVARIANT: the checks of the source's key have passed")]
        let (set, key) = source.modelled().expect("the source's key is in the world");
        let source = Acting { set, key, ..on };
        let algorithm = &self.destination_encryption_algorithm;
        let ciphertext =
            sealing::seal(on.set, algorithm, &self.destination_encryption_context, opening::opened(self));
        let version = self.ciphertext_blob.key_material_id();
        let output = ReEncryptOutput {
            source_key_id: source.arn(),
            key_id: on.arn(),
            source_encryption_algorithm: self.source_encryption_algorithm.clone(),
            destination_encryption_algorithm: algorithm.clone(),
            source_key_material_id: source.set.shown(version),
            destination_key_material_id: on.set.shown(ciphertext.key_material_id()),
            ciphertext_blob: ciphertext,
        };
        let operation = &KeyLastUsageTrackingOperation::ReEncrypt;
        let mut decision = on.used(operation, output);
        if source.arn() != on.arn() {
            decision.events.insert(0, source.event(Change::KeyUsed { operation: operation.clone() }));
        }
        let mut record = Record::of(call, "ReEncrypt", on.arn(), on.now);
        record.resources.insert(0, source.arn());
        Ok(Decision { trail: vec![record].into(), ..decision })
    }
}

fn algorithm_of_key(asked: &Asked<'_, ReEncrypt>, broken: &mut Broken<'_>) {
    if let Target::Known(known) = asked.target {
        let algorithm = &asked.request.destination_encryption_algorithm;
        let usage = &<ReEncrypt as uses_key::UsesKey>::USAGE;
        uses_key::algorithm_of(algorithm, usage, &known, || Place::at(DESTINATION_ALGORITHM), broken);
    }
}

fn context_fits(asked: &Asked<'_, ReEncrypt>, broken: &mut Broken<'_>) {
    if let Target::Known(known) = asked.target {
        let place = || Place::at(Pointer::fixed("/DestinationEncryptionContext"));
        uses_key::context_fits(&asked.request.destination_encryption_context, &known, place, broken);
    }
}

/// More bytes in the ciphertext than the destination can encrypt.
fn plaintext_fits(asked: &Asked<'_, ReEncrypt>, broken: &mut Broken<'_>) {
    if let Target::Known(known) = asked.target {
        let ReEncrypt { ciphertext_blob, destination_encryption_algorithm, .. } = asked.request;
        let place = Place::at(Pointer::fixed("/CiphertextBlob"));
        sealing::fits(ciphertext_blob.plaintext(), destination_encryption_algorithm, &known, place, broken);
    }
}
