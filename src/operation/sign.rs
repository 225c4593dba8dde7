//! Sign and Verify: signatures of asymmetric keys.

use super::asked::{Asked, Target};
use super::blob::{Message, Signature};
use super::contract::{Decision, Operation};
use super::dry_run::DryRun;
use super::name::OperationName;
use super::not_computed::NotComputed;
use super::rule;
use super::setting::Setting;
use super::uses_key::{self, Algorithm, UsesKey, computes_nothing, listed, uses_key};
use crate::identity::{GrantToken, KeyReference};
use crate::key::SigningAlgorithm;
use crate::model::{Call, World};
use crate::policy::RequestContext;
use crate::verdict::check::Check;
use crate::verdict::{Broken, ErrorCode, Evidence, KmsError, Place, Pointer, Report};

wire_enum! {
    /// What the message of a request is: the message itself, or what was made of it outside of KMS.
    ///
    /// ```
    /// use kms_mrk::operation::MessageType;
    ///
    /// assert_eq!(MessageType::from("DIGEST"), MessageType::Digest);
    /// assert_eq!(MessageType::from("SOMETHING_NEW").as_str(), "SOMETHING_NEW");
    /// ```
    pub enum MessageType ["https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html#KMS-Sign-request-MessageType"] {
        /// The message itself.
        Raw = "RAW",
        /// The digest of the message.
        Digest = "DIGEST",
        /// The representative μ of the message, which ML-DSA signs: 64 bytes.
        ExternalMu = "EXTERNAL_MU",
    }
}

listed!(MessageType);

/// A request to sign a message, or what was made of it; the model computes no signature.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::key::{KeySpec, KeyUsage, SigningAlgorithm};
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, Message, MessageType, Sign};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let usage = Some(KeyUsage::SignVerify);
/// let create = CreateKey { key_spec: KeySpec::EccNistP256, key_usage: usage, ..CreateKey::default() };
/// let key = kms.call(&create, &call)?.output.key_id;
///
/// let sign = Sign::new(key.into(), Message::new(*b"hello")?, SigningAlgorithm::EcdsaSha256);
/// assert_eq!(kms.call(&sign, &call)?.output.member, "Signature");
/// let refusal = kms.call(&sign.with_message_type(MessageType::Digest), &call).unwrap_err();
/// assert_eq!(refusal.message(), "Digest is invalid length for algorithm ECDSA_SHA_256.");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// The key: a key ID, key ARN, alias name or alias ARN.
    pub key_id: KeyReference,
    /// What to sign.
    pub message: Message,
    /// What that is; a request that does not say means RAW.
    pub message_type: MessageType,
    /// The algorithm.
    pub signing_algorithm: SigningAlgorithm,
    /// Grant tokens; in the model a grant has its effect at once, so they add nothing.
    pub grant_tokens: Vec<GrantToken>,
    /// Whether this is a dry run.
    pub dry_run: DryRun,
}

/// A request to verify the signature of a message; the model does not compute whether it is valid. [`Sign`] shows what is
/// checked.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_Verify.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verify {
    /// The key: a key ID, key ARN, alias name or alias ARN.
    pub key_id: KeyReference,
    /// What was signed.
    pub message: Message,
    /// What that is; a request that does not say means RAW.
    pub message_type: MessageType,
    /// The signature.
    pub signature: Signature,
    /// The algorithm.
    pub signing_algorithm: SigningAlgorithm,
    /// Grant tokens; in the model a grant has its effect at once, so they add nothing.
    pub grant_tokens: Vec<GrantToken>,
    /// Whether this is a dry run.
    pub dry_run: DryRun,
}

impl Sign {
    /// A request to sign this message.
    #[must_use]
    pub const fn new(key_id: KeyReference, message: Message, signing_algorithm: SigningAlgorithm) -> Self {
        Self {
            key_id,
            message,
            message_type: MessageType::Raw,
            signing_algorithm,
            grant_tokens: Vec::new(),
            dry_run: DryRun::No,
        }
    }

    /// The same request, with the message being that.
    #[must_use]
    pub fn with_message_type(self, message_type: MessageType) -> Self {
        Self { message_type, ..self }
    }
}

impl Verify {
    /// A request to verify this signature of this message.
    #[must_use]
    pub const fn new(
        key_id: KeyReference,
        message: Message,
        signature: Signature,
        signing_algorithm: SigningAlgorithm,
    ) -> Self {
        Self {
            key_id,
            message,
            message_type: MessageType::Raw,
            signature,
            signing_algorithm,
            grant_tokens: Vec::new(),
            dry_run: DryRun::No,
        }
    }

    /// The same request, with the message being that.
    #[must_use]
    pub fn with_message_type(self, message_type: MessageType) -> Self {
        Self { message_type, ..self }
    }
}

/// A request about a signature.
trait OfSignature: UsesKey<Algorithm = SigningAlgorithm> {
    fn message(&self) -> &Message;
    fn message_type(&self) -> &MessageType;
}

macro_rules! of_signature {
    ($Request:ident, $member:literal) => {
        uses_key!($Request, SignVerify, SigningAlgorithm: |request| &request.signing_algorithm);

        impl OfSignature for $Request {
            fn message(&self) -> &Message {
                &self.message
            }

            fn message_type(&self) -> &MessageType {
                &self.message_type
            }
        }

        computes_nothing!(
            $Request,
            SigningAlgorithm,
            $member,
            conditions,
            Check { rule: &rule::LISTED_CHOICE, test: choices_are_listed },
            Check { rule: &rule::MESSAGE_TYPE_OF_ALGORITHM, test: type_of_algorithm },
            Check { rule: &rule::DIGEST_LENGTH, test: digest_length }
        );
    };
}

of_signature!(Sign, "Signature");
of_signature!(Verify, "SignatureValid");

const MESSAGE_TYPE: Pointer = Pointer::fixed("/MessageType");

fn conditions<O: OfSignature>(request: &O, context: RequestContext) -> RequestContext {
    uses_key::conditions(request, context).with("kms:MessageType", request.message_type().as_str())
}

fn choices_are_listed<O: OfSignature>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    let (path, member) = (SigningAlgorithm::PATH, || SigningAlgorithm::MEMBER);
    uses_key::chosen_from_list(asked.request.algorithm(), path, member, broken);
    uses_key::chosen_from_list(asked.request.message_type(), "messageType", || MESSAGE_TYPE, broken);
}

/// Which types of message an algorithm signs; `None` for one that is not listed.
fn types_of(algorithm: &SigningAlgorithm) -> Option<&'static [MessageType]> {
    Some(match algorithm {
        SigningAlgorithm::Ed25519Sha512 => &[MessageType::Raw],
        SigningAlgorithm::Ed25519PhSha512 => &[MessageType::Digest],
        SigningAlgorithm::MlDsaShake256 => &[MessageType::Raw, MessageType::ExternalMu],
        SigningAlgorithm::Other(_) => return None,
        _ => &[MessageType::Raw, MessageType::Digest],
    })
}

/// A type of message that the algorithm does not sign. It is looked at when the key has the algorithm.
fn type_of_algorithm<O: OfSignature>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    let (algorithm, given) = (asked.request.algorithm(), asked.request.message_type());
    let Some(types) = types_of(algorithm).filter(|types| given.is_listed() && !types.contains(given)) else {
        return;
    };
    let place = Place::at(MESSAGE_TYPE);
    let taken = types.iter().map(MessageType::as_str).collect::<Vec<_>>().join(" or ");
    let message = format!("{algorithm} takes messages of type {taken}, this one is {given}");
    let text = match (algorithm, asked.target) {
        (_, _) if *given == MessageType::ExternalMu => None,
        (SigningAlgorithm::MlDsaShake256, Target::Known(known)) => {
            Some(format!("Message type {given} is incompatible with key spec {}.", known.key_spec()))
        }
        (SigningAlgorithm::MlDsaShake256, _) => None,
        _ => Some(format!("Message type {given} is incompatible with algorithm {algorithm}.")),
    };
    match text {
        Some(text) => broken.refused(ErrorCode::Validation, text, Evidence::Inferred, place, message),
        None => broken.refused_in_unknown_words(ErrorCode::Validation, place, message),
    };
}

/// How many bytes the digest of an algorithm has.
const fn digest_bytes(algorithm: &SigningAlgorithm) -> Option<usize> {
    match algorithm {
        SigningAlgorithm::RsassaPssSha256
        | SigningAlgorithm::RsassaPkcs1V15Sha256
        | SigningAlgorithm::EcdsaSha256
        | SigningAlgorithm::Sm2Dsa => Some(32),
        SigningAlgorithm::RsassaPssSha384
        | SigningAlgorithm::RsassaPkcs1V15Sha384
        | SigningAlgorithm::EcdsaSha384 => Some(48),
        SigningAlgorithm::RsassaPssSha512
        | SigningAlgorithm::RsassaPkcs1V15Sha512
        | SigningAlgorithm::EcdsaSha512
        | SigningAlgorithm::Ed25519PhSha512 => Some(64),
        _ => None,
    }
}

/// A digest that is not as long as those of the algorithm.
fn digest_length<O: OfSignature>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    let (algorithm, bytes) = (asked.request.algorithm(), asked.request.message().as_bytes().len());
    let (length, noun, evidence) = match (asked.request.message_type(), algorithm) {
        (MessageType::Digest, _) => (digest_bytes(algorithm), "Digest", Evidence::Recorded),
        (MessageType::ExternalMu, SigningAlgorithm::MlDsaShake256) => {
            (Some(64), "External Mu", Evidence::Inferred)
        }
        _ => return,
    };
    let Some(length) = length.filter(|length| *length != bytes) else { return };
    broken.refused(
        ErrorCode::Validation,
        format_args!("{noun} is invalid length for algorithm {algorithm}."),
        evidence,
        Place::at(Pointer::fixed("/Message")),
        format_args!("{algorithm} takes {length} bytes here, these are {bytes}"),
    );
}
