//! GenerateDataKey and GenerateDataKeyWithoutPlaintext: make a key to encrypt data with outside of KMS.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::asked::{Asked, Target};
use super::blob::Plaintext;
use super::contract::{Decision, Operation};
use super::dry_run::DryRun;
use super::name::OperationName;
use super::on_key::{self, Acting, KeyChecks};
use super::setting::Setting;
use super::symbolic_ciphertext::SymbolicCiphertext;
use super::uses_key::{self, UsesKey, listed, uses_key};
use super::{rule, sealing};
use crate::identity::{GrantToken, KeyArn, KeyReference};
use crate::key::{
    EncryptionAlgorithm, EncryptionContext, KeyLastUsageTrackingOperation, KeyMaterialId, KeySpec,
};
use crate::model::{Call, World};
use crate::policy::RequestContext;
use crate::verdict::check::Check;
use crate::verdict::{Broken, ErrorCode, Evidence, KmsError, Place, Pointer, Report};

wire_enum! {
    /// The kind of a symmetric data key, which says how long it is.
    ///
    /// ```
    /// use kms_mrk::operation::DataKeySpec;
    ///
    /// assert_eq!(DataKeySpec::from("AES_256"), DataKeySpec::Aes256);
    /// assert_eq!(DataKeySpec::from("SOMETHING_NEW").as_str(), "SOMETHING_NEW");
    /// ```
    pub enum DataKeySpec ["https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html#KMS-GenerateDataKey-request-KeySpec"] {
        /// A 256-bit AES key.
        Aes256 = "AES_256",
        /// A 128-bit AES key.
        Aes128 = "AES_128",
    }
}

listed!(DataKeySpec);

/// How many bytes a data key has: 1 to 1024.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html#KMS-GenerateDataKey-request-NumberOfBytes>
///
/// ```
/// use kms_mrk::operation::NumberOfBytes;
///
/// assert_eq!(NumberOfBytes::new(64)?.bytes(), 64);
/// let error = NumberOfBytes::new(1025).unwrap_err();
/// assert_eq!(error.to_string(), "1025 bytes are not between 1 and 1024");
/// # Ok::<(), kms_mrk::operation::InvalidNumberOfBytes>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct NumberOfBytes(u16); // INVARIANT: 1..=1024

/// A number of bytes that no data key has.
///
/// [`NumberOfBytes`] shows one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} bytes are not between 1 and 1024")]
pub struct InvalidNumberOfBytes(u64);

impl NumberOfBytes {
    /// One byte.
    pub const MIN: Self = Self(1);
    /// 1024 bytes.
    pub const MAX: Self = Self(1024);
    /// As many as a 128-bit AES key has.
    pub const OF_AES_128: Self = Self(16);
    /// As many as a 256-bit AES key has.
    pub const OF_AES_256: Self = Self(32);

    /// So many bytes.
    ///
    /// # Errors
    /// No byte, or more than 1024.
    pub const fn new(bytes: u64) -> Result<Self, InvalidNumberOfBytes> {
        match bytes {
            1..=1024 => Ok(Self(bytes as u16)),
            _ => Err(InvalidNumberOfBytes(bytes)),
        }
    }

    /// How many bytes it is.
    #[must_use]
    pub const fn bytes(self) -> usize {
        self.0 as usize
    }
}

impl TryFrom<u64> for NumberOfBytes {
    type Error = InvalidNumberOfBytes;

    fn try_from(bytes: u64) -> Result<Self, Self::Error> {
        Self::new(bytes)
    }
}

impl From<NumberOfBytes> for u64 {
    fn from(bytes: NumberOfBytes) -> Self {
        Self::from(bytes.0)
    }
}

impl fmt::Display for NumberOfBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A request for a data key.
pub(super) trait MakesDataKey: UsesKey<Algorithm = EncryptionAlgorithm> {
    fn key_spec(&self) -> Option<&DataKeySpec>;
    fn number_of_bytes(&self) -> Option<NumberOfBytes>;
    fn context(&self) -> &EncryptionContext;
}

/// Declares a request with the members of GenerateDataKey, which the two have in common.
macro_rules! making_data_keys {
    ($(#[$meta:meta])* $Request:ident, $Output:ident) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $Request {
            /// The key that is to encrypt the data key, a symmetric one: a key ID, key ARN, alias name or alias ARN.
            pub key_id: KeyReference,
            /// The kind of the data key; either this or the number of bytes is given.
            pub key_spec: Option<DataKeySpec>,
            /// The length of the data key; either this or its kind is given.
            pub number_of_bytes: Option<NumberOfBytes>,
            /// What to bind the encrypted data key to.
            pub encryption_context: EncryptionContext,
            /// Grant tokens; in the model a grant has its effect at once, so they add nothing.
            pub grant_tokens: Vec<GrantToken>,
            /// Whether this is a dry run.
            pub dry_run: DryRun,
        }

        impl $Request {
            /// A request for a 256-bit AES key, encrypted by this key.
            #[must_use]
            pub const fn aes_256(key_id: KeyReference) -> Self {
                Self {
                    key_id,
                    key_spec: Some(DataKeySpec::Aes256),
                    number_of_bytes: None,
                    encryption_context: EncryptionContext::new(),
                    grant_tokens: Vec::new(),
                    dry_run: DryRun::No,
                }
            }

            /// The same request for so many bytes.
            #[must_use]
            pub fn with_bytes(self, number_of_bytes: NumberOfBytes) -> Self {
                Self { key_spec: None, number_of_bytes: Some(number_of_bytes), ..self }
            }

            /// The same request for a data key of this kind.
            #[must_use]
            pub fn with_spec(self, key_spec: DataKeySpec) -> Self {
                Self { key_spec: Some(key_spec), number_of_bytes: None, ..self }
            }

            /// The same request with this encryption context.
            #[must_use]
            pub fn with_context(self, encryption_context: EncryptionContext) -> Self {
                Self { encryption_context, ..self }
            }
        }

        uses_key!($Request, EncryptDecrypt, EncryptionAlgorithm: |_request| &EncryptionAlgorithm::SymmetricDefault);

        impl MakesDataKey for $Request {
            fn key_spec(&self) -> Option<&DataKeySpec> {
                self.key_spec.as_ref()
            }

            fn number_of_bytes(&self) -> Option<NumberOfBytes> {
                self.number_of_bytes
            }

            fn context(&self) -> &EncryptionContext {
                &self.encryption_context
            }
        }

        impl KeyChecks for $Request {
            const BEFORE_THE_KEY: &'static [Check<Asked<'static, Self>>] =
                &[Check { rule: &rule::LISTED_CHOICE, test: spec_is_listed }];

            const OF_THE_KEY: &'static [Check<Asked<'static, Self>>] = Self::OF_ANY_ACCOUNTS_KEY;

            const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] = &[
                Check { rule: &rule::ONE_LENGTH, test: one_length },
                uses_key::state(),
                uses_key::material(),
                uses_key::usage(),
                Check { rule: &rule::SYMMETRIC_FOR_DATA_KEYS, test: is_symmetric },
            ];

            const AT_LAST: &'static [Check<Asked<'static, Self>>] = &[uses_key::dry_run()];

            fn encryption_context<'a>(asked: &Asked<'a, Self>) -> Option<&'a EncryptionContext> {
                Some(&asked.request.encryption_context)
            }

            fn conditions(asked: &Asked<'_, Self>, context: RequestContext) -> RequestContext {
                uses_key::conditions(asked.request, context)
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
                let output = $Output::from(make(self, &on, world));
                Ok(on.used(&KeyLastUsageTrackingOperation::$Request, output))
            }
        }
    };
}

making_data_keys! {
    /// A request for a data key, in plain and encrypted by a symmetric key.
    ///
    /// The bytes are no random ones: they follow from the world's seed, the key, its material and the time of the call, so
    /// the same calls give the same bytes, and two calls in the same millisecond do too. They are easy to foresee.
    /// The member `Recipient` is left out.
    ///
    /// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html>
    ///
    /// ```
    /// use kms_mrk::Kms;
    /// use kms_mrk::model::{Call, Caller};
    /// use kms_mrk::operation::{CreateKey, Decrypt, GenerateDataKey, NumberOfBytes};
    ///
    /// let mut kms = Kms::new(1);
    /// let caller = Caller::new("111122223333".parse()?).unwrap();
    /// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
    /// let key = kms.call(&CreateKey::default(), &call)?.output;
    ///
    /// let request = GenerateDataKey::aes_256(key.key_id.into()).with_bytes(NumberOfBytes::new(7)?);
    /// let data_key = kms.call(&request, &call)?.output;
    /// assert_eq!(data_key.plaintext.as_bytes().len(), 7);
    /// assert_eq!(data_key.key_material_id, key.current_key_material_id);
    /// let opened = kms.call(&Decrypt::new(data_key.ciphertext_blob), &call)?.output;
    /// assert_eq!(opened.plaintext, data_key.plaintext);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    GenerateDataKey, GenerateDataKeyOutput
}

making_data_keys! {
    /// A request for a data key that is encrypted by a symmetric key and not shown; [`GenerateDataKey`] says what it is.
    ///
    /// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyWithoutPlaintext.html>
    GenerateDataKeyWithoutPlaintext, GenerateDataKeyWithoutPlaintextOutput
}

/// What KMS answers to [`GenerateDataKey`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GenerateDataKeyOutput {
    /// The ARN of the key, on the wire under the name `KeyId`.
    pub key_id: KeyArn,
    /// The data key.
    pub plaintext: Plaintext,
    /// The data key, encrypted.
    pub ciphertext_blob: SymbolicCiphertext,
    /// The version of the material that encrypted it.
    pub key_material_id: Option<KeyMaterialId>,
}

/// What KMS answers to [`GenerateDataKeyWithoutPlaintext`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GenerateDataKeyWithoutPlaintextOutput {
    /// The ARN of the key, on the wire under the name `KeyId`.
    pub key_id: KeyArn,
    /// The data key, encrypted.
    pub ciphertext_blob: SymbolicCiphertext,
    /// The version of the material that encrypted it.
    pub key_material_id: Option<KeyMaterialId>,
}

impl From<GenerateDataKeyOutput> for GenerateDataKeyWithoutPlaintextOutput {
    fn from(output: GenerateDataKeyOutput) -> Self {
        let GenerateDataKeyOutput { key_id, ciphertext_blob, key_material_id, .. } = output;
        Self { key_id, ciphertext_blob, key_material_id }
    }
}

/// Bytes that the model makes where KMS would draw them, and what the key makes of them.
pub(super) fn drawn(
    on: &Acting<'_>,
    world: &World,
    context: &EncryptionContext,
    length: NumberOfBytes,
) -> GenerateDataKeyOutput {
    let symmetric = &EncryptionAlgorithm::SymmetricDefault;
    let version = on.set.current_material();
    let bytes = world.seed().data_key(&on.arn(), version, on.now, length.bytes());
    #[expect(clippy::expect_used, reason = "INVARIANT: a data key has 1 to 1024 bytes")]
    let plaintext = Plaintext::new(bytes).expect("as many bytes as a plaintext may have");
    GenerateDataKeyOutput {
        key_id: on.arn(),
        ciphertext_blob: sealing::seal(on.set, symmetric, context, plaintext.clone()),
        plaintext,
        key_material_id: on.set.shown(version),
    }
}

fn make<O: MakesDataKey>(request: &O, on: &Acting<'_>, world: &World) -> GenerateDataKeyOutput {
    let length = match request.key_spec() {
        Some(DataKeySpec::Aes128) => NumberOfBytes::OF_AES_128,
        Some(_) => NumberOfBytes::OF_AES_256,
        None => request.number_of_bytes().unwrap_or(NumberOfBytes::OF_AES_256),
    };
    drawn(on, world, request.context(), length)
}

fn spec_is_listed<O: MakesDataKey>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    if let Some(spec) = asked.request.key_spec() {
        uses_key::chosen_from_list(spec, "keySpec", || Pointer::fixed("/KeySpec"), broken);
    }
}

/// Neither a kind nor a length, or both.
fn one_length<O: MakesDataKey>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    let (spec, bytes) = (asked.request.key_spec(), asked.request.number_of_bytes());
    if spec.is_some() != bytes.is_some() {
        return;
    }
    let text = "Please specify either number of bytes or key spec.";
    let message = match spec {
        Some(_) => "both KeySpec and NumberOfBytes are given",
        None => "neither KeySpec nor NumberOfBytes is given",
    };
    let place = Place::at(Pointer::fixed("/NumberOfBytes"));
    broken
        .refused(ErrorCode::Validation, text, Evidence::Inferred, place, message)
        .help("give one of the two");
}

/// A key that encrypts and decrypts, and is not a symmetric one.
pub(super) fn is_symmetric<O: UsesKey>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    let Target::Known(known) = asked.target else { return };
    let spec = known.key_spec();
    if *known.key_usage() == O::USAGE && *spec != KeySpec::SymmetricDefault && spec.is_listed() {
        let text = "You cannot generate a data key with an asymmetric CMK";
        broken.refused(
            ErrorCode::InvalidKeyUsage,
            text,
            Evidence::Inferred,
            asked.place(),
            format_args!("a key of spec {spec} does not encrypt data keys; a symmetric one does"),
        );
    }
}
