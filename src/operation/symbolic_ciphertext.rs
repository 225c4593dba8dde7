//! The ciphertext of the model.

use std::fmt;

use base64::display::Base64Display;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};

use super::blob::Plaintext;
use crate::identity::{AccountId, KeyId, KeyReference};
use crate::key::{EncryptionAlgorithm, EncryptionContext, KeyMaterialId};

/// A model of a ciphertext, not an encryption: everybody can read it, and anybody can make one.
///
/// It says what a real one would take to open: which key, whose, which version of the material, which algorithm, which
/// encryption context. It does not know the Region, as real ones do not: what one of the related keys sealed, each of
/// them opens that can be used in its Region and holds the version.
///
/// Real ciphertexts of asymmetric keys carry none of that, so [`Decrypt`](super::Decrypt) needs to be told the key, and
/// does not say which part did not fit.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html>
///
/// ```
/// use kms_mrk::key::{EncryptionAlgorithm, EncryptionContext, KeyMaterialId};
/// use kms_mrk::operation::{Plaintext, SymbolicCiphertext};
///
/// let ciphertext = SymbolicCiphertext::new(
///     "mrk-1234abcd12ab34cd56ef1234567890ab".parse()?,
///     "111122223333".parse()?,
///     KeyMaterialId::from_bytes([7; 32]),
///     EncryptionAlgorithm::SymmetricDefault,
///     EncryptionContext::from_iter([("team", "orders")]),
///     Plaintext::new(*b"hello")?,
/// );
/// assert_eq!(
///     ciphertext.to_string(),
///     format!(
///         "symbolic ciphertext of aGVsbG8= by mrk-1234abcd12ab34cd56ef1234567890ab of 111122223333 \
///          with material {}, SYMMETRIC_DEFAULT, context {{\"team\":\"orders\"}}",
///         "07".repeat(32),
///     ),
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Parts", into = "Parts")]
pub struct SymbolicCiphertext {
    // The key ID, as requests name keys: a ciphertext can stand in for the `KeyId` of a request.
    // INVARIANT: `KeyReference::KeyId` of `key_id`
    key: KeyReference,
    key_id: KeyId,
    account: AccountId,
    key_material_id: KeyMaterialId,
    encryption_algorithm: EncryptionAlgorithm,
    encryption_context: EncryptionContext,
    plaintext: Plaintext,
}

impl SymbolicCiphertext {
    /// What a key with this ID, of this account, makes of a plaintext with this version of its material.
    #[must_use]
    pub const fn new(
        key_id: KeyId,
        account: AccountId,
        key_material_id: KeyMaterialId,
        encryption_algorithm: EncryptionAlgorithm,
        encryption_context: EncryptionContext,
        plaintext: Plaintext,
    ) -> Self {
        let key = KeyReference::KeyId(key_id);
        Self { key, key_id, account, key_material_id, encryption_algorithm, encryption_context, plaintext }
    }

    /// The key ID of the key that sealed it and of all its related keys.
    #[must_use]
    pub const fn key_id(&self) -> KeyId {
        self.key_id
    }

    /// The account that owns the keys.
    #[must_use]
    pub const fn account(&self) -> AccountId {
        self.account
    }

    /// The version of the material that it was sealed with.
    #[must_use]
    pub const fn key_material_id(&self) -> KeyMaterialId {
        self.key_material_id
    }

    /// The algorithm that it was sealed with.
    #[must_use]
    pub const fn encryption_algorithm(&self) -> &EncryptionAlgorithm {
        &self.encryption_algorithm
    }

    /// The encryption context that it was sealed with.
    #[must_use]
    pub const fn encryption_context(&self) -> &EncryptionContext {
        &self.encryption_context
    }

    /// What is in it, in plain.
    #[must_use]
    pub const fn plaintext(&self) -> &Plaintext {
        &self.plaintext
    }

    /// The key, as a request names it.
    pub(super) const fn key(&self) -> &KeyReference {
        &self.key
    }

    /// Whether the ciphertext names its key: only that of a symmetric key does.
    pub(super) fn names_its_key(&self) -> bool {
        self.encryption_algorithm == EncryptionAlgorithm::SymmetricDefault
    }
}

impl fmt::Display for SymbolicCiphertext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "symbolic ciphertext of {} by {} of {} with material {}, {}, context {}",
            Base64Display::new(self.plaintext.as_bytes(), &BASE64_STANDARD),
            self.key_id,
            self.account,
            self.key_material_id,
            self.encryption_algorithm,
            serde_json::to_string(&self.encryption_context).unwrap_or_default(),
        )
    }
}

/// The ciphertext as it is written down.
#[derive(Serialize, Deserialize)]
struct Parts {
    key_id: KeyId,
    account: AccountId,
    key_material_id: KeyMaterialId,
    encryption_algorithm: EncryptionAlgorithm,
    #[serde(default, skip_serializing_if = "EncryptionContext::is_empty")]
    encryption_context: EncryptionContext,
    plaintext: Plaintext,
}

impl From<Parts> for SymbolicCiphertext {
    fn from(parts: Parts) -> Self {
        Self::new(
            parts.key_id,
            parts.account,
            parts.key_material_id,
            parts.encryption_algorithm,
            parts.encryption_context,
            parts.plaintext,
        )
    }
}

impl From<SymbolicCiphertext> for Parts {
    fn from(ciphertext: SymbolicCiphertext) -> Self {
        Self {
            key_id: ciphertext.key_id,
            account: ciphertext.account,
            key_material_id: ciphertext.key_material_id,
            encryption_algorithm: ciphertext.encryption_algorithm,
            encryption_context: ciphertext.encryption_context,
            plaintext: ciphertext.plaintext,
        }
    }
}
