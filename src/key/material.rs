//! Key material: its identifier and whether it expires.

use std::fmt;
use std::str::FromStr;

use crate::identity::{InvalidText, read_digits, written_digits};

/// The identifier of one version of a key's material: 32 bytes, written as 64 lower-case hexadecimal digits.
///
/// Only symmetric encryption keys show one.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html#KMS-Type-KeyMetadata-CurrentKeyMaterialId>
///
/// ```
/// use kms_mrk::key::KeyMaterialId;
///
/// let id: KeyMaterialId = "0f".repeat(32).parse()?;
/// assert_eq!(id.bytes(), [0x0f; 32]);
/// assert_eq!(id.to_string(), "0f".repeat(32));
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyMaterialId([u8; 32]);

impl KeyMaterialId {
    /// The identifier made of these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes of the identifier.
    #[must_use]
    pub const fn bytes(&self) -> [u8; 32] {
        self.0
    }
}

impl FromStr for KeyMaterialId {
    type Err = InvalidText;

    /// # Errors
    /// Anything but exactly 64 characters out of `0123456789abcdef`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        read_digits("key material ID", text).map(Self)
    }
}

impl fmt::Display for KeyMaterialId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(str::from_utf8(&written_digits(self.0)).unwrap_or_default())
    }
}

impl fmt::Debug for KeyMaterialId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyMaterialId({self})")
    }
}

text_type!(KeyMaterialId);

wire_enum! {
    /// Whether imported key material expires.
    ///
    /// ```
    /// use kms_mrk::key::ExpirationModel;
    ///
    /// assert_eq!(ExpirationModel::from("KEY_MATERIAL_EXPIRES"), ExpirationModel::KeyMaterialExpires);
    /// assert_eq!(ExpirationModel::from("SOMETHING_NEW").as_str(), "SOMETHING_NEW");
    /// ```
    pub enum ExpirationModel ["https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html#KMS-Type-KeyMetadata-ExpirationModel"] {
        /// The material expires at `ValidTo`.
        KeyMaterialExpires = "KEY_MATERIAL_EXPIRES",
        /// The material stays until it is deleted.
        KeyMaterialDoesNotExpire = "KEY_MATERIAL_DOES_NOT_EXPIRE",
    }
}

wire_enum! {
    /// Which import a request means: of material that the key never had, or of material that belongs to it already.
    ///
    /// ```
    /// use kms_mrk::key::ImportType;
    ///
    /// assert_eq!(ImportType::from("NEW_KEY_MATERIAL"), ImportType::NewKeyMaterial);
    /// assert_eq!(ImportType::from("SOMETHING_NEW").as_str(), "SOMETHING_NEW");
    /// ```
    pub enum ImportType ["https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html#KMS-ImportKeyMaterial-request-ImportType"] {
        /// Material that the key never had.
        NewKeyMaterial = "NEW_KEY_MATERIAL",
        /// Material that belongs to the key already: it comes back, or gets another expiry.
        ExistingKeyMaterial = "EXISTING_KEY_MATERIAL",
    }
}

wire_enum! {
    /// Whether a key has one of its imported materials.
    ///
    /// ```
    /// use kms_mrk::key::ImportState;
    ///
    /// assert_eq!(ImportState::from("PENDING_IMPORT"), ImportState::PendingImport);
    /// assert_eq!(ImportState::from("SOMETHING_NEW").as_str(), "SOMETHING_NEW");
    /// ```
    pub enum ImportState ["https://docs.aws.amazon.com/kms/latest/APIReference/API_RotationsListEntry.html#KMS-Type-RotationsListEntry-ImportState"] {
        /// The material is there.
        Imported = "IMPORTED",
        /// The material was deleted, has expired, or was never imported into this key.
        PendingImport = "PENDING_IMPORT",
    }
}

wire_enum! {
    /// What a material is to the keys that it belongs to.
    ///
    /// ```
    /// use kms_mrk::key::KeyMaterialState;
    ///
    /// assert_eq!(KeyMaterialState::from("NON_CURRENT"), KeyMaterialState::NonCurrent);
    /// assert_eq!(KeyMaterialState::from("SOMETHING_NEW").as_str(), "SOMETHING_NEW");
    /// ```
    pub enum KeyMaterialState ["https://docs.aws.amazon.com/kms/latest/APIReference/API_RotationsListEntry.html#KMS-Type-RotationsListEntry-KeyMaterialState"] {
        /// What was encrypted with it can be decrypted; nothing is encrypted with it any more.
        NonCurrent = "NON_CURRENT",
        /// It encrypts and decrypts.
        Current = "CURRENT",
        /// The next rotation makes it current.
        PendingRotation = "PENDING_ROTATION",
        /// Not all related keys have it yet; then the next rotation makes it current.
        PendingMultiRegionImportAndRotation = "PENDING_MULTI_REGION_IMPORT_AND_ROTATION",
    }
}
