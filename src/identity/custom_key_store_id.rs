//! The ID of a custom key store.

use std::str::FromStr;

use super::invalid_text::InvalidText;

const NOUN: &str = "custom key store ID";

/// The ID of a custom key store: 1 to 64 characters of any kind.
///
/// KMS makes IDs like `cks-1234567890abcdef0`, but declares no pattern for them.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_CustomKeyStoresListEntry.html#KMS-Type-CustomKeyStoresListEntry-CustomKeyStoreId>
///
/// ```
/// use kms_mrk::identity::CustomKeyStoreId;
///
/// let id: CustomKeyStoreId = "cks-1234567890abcdef0".parse()?;
/// assert_eq!(id, "cks-1234567890abcdef0");
///
/// let error = "".parse::<CustomKeyStoreId>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "invalid custom key store ID: expected at least one character, found the end at byte 0",
/// );
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CustomKeyStoreId(Box<str>); // INVARIANT: 1 to MAX_LENGTH characters

impl CustomKeyStoreId {
    /// The most characters that the ID may have.
    pub const MAX_LENGTH: usize = 64;

    /// The ID as KMS writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for CustomKeyStoreId {
    type Err = InvalidText;

    /// # Errors
    /// An empty text, or more than 64 characters.
    fn from_str(text: &str) -> Result<Self, InvalidText> {
        if text.is_empty() {
            return Err(InvalidText::new(NOUN, "at least one character", text, 0));
        }
        if text.chars().nth(Self::MAX_LENGTH).is_some() {
            return Err(InvalidText::too_long(NOUN, Self::MAX_LENGTH, text));
        }
        Ok(Self(text.into()))
    }
}

text_type!(CustomKeyStoreId, as_str);
