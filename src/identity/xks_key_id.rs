//! The ID of a key outside of AWS.

use std::str::FromStr;

use super::invalid_text::InvalidText;

const NOUN: &str = "external key ID";

/// The ID by which an external key store knows the key outside of AWS that backs a KMS key: 1 to 128 letters, digits,
/// `-`, `_` and `.`.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html#KMS-CreateKey-request-XksKeyId>
///
/// ```
/// use kms_mrk::identity::XksKeyId;
///
/// let id: XksKeyId = "bb8562717f809024".parse()?;
/// assert_eq!(id, "bb8562717f809024");
///
/// let error = "a key".parse::<XksKeyId>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "invalid external key ID: expected a letter, a digit, `-`, `_` or `.`, found ` key` at byte 1",
/// );
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct XksKeyId(Box<str>); // INVARIANT: 1 to MAX_LENGTH characters of PATTERN

impl XksKeyId {
    /// The pattern of an external key ID, as the KMS API has it.
    pub const PATTERN: &'static str = "^[a-zA-Z0-9-_.]+$";

    /// The most characters that the ID may have.
    pub const MAX_LENGTH: usize = 128;

    /// The ID as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for XksKeyId {
    type Err = InvalidText;

    /// # Errors
    /// An empty text, more than 128 characters, or a character that [`XksKeyId::PATTERN`] does not allow.
    fn from_str(text: &str) -> Result<Self, InvalidText> {
        if text.is_empty() {
            return Err(InvalidText::new(NOUN, "at least one character", text, 0));
        }
        if text.chars().nth(Self::MAX_LENGTH).is_some() {
            return Err(InvalidText::too_long(NOUN, Self::MAX_LENGTH, text));
        }
        let is_right = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        match text.find(|c| !is_right(c)) {
            Some(at) => Err(InvalidText::in_text(NOUN, "a letter, a digit, `-`, `_` or `.`", text, at)),
            None => Ok(Self(text.into())),
        }
    }
}

text_type!(XksKeyId, as_str);
