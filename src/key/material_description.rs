//! The description of imported key material.

use std::str::FromStr;

use crate::identity::InvalidText;

/// The description of imported key material: 0 to 256 characters out of letters, digits, `:/_.-` and white space; the
/// default is empty.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html#KMS-ImportKeyMaterial-request-KeyMaterialDescription>
///
/// ```
/// use kms_mrk::key::KeyMaterialDescription;
///
/// let description: KeyMaterialDescription = "from the vault, 2026".replace(',', ":").parse()?;
/// assert_eq!(description.as_str(), "from the vault: 2026");
/// let error = "a;b".parse::<KeyMaterialDescription>().unwrap_err();
/// assert_eq!(error.at_byte(), 1);
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyMaterialDescription(Box<str>); // INVARIANT: at most MAX_LENGTH characters, each of them allowed

impl KeyMaterialDescription {
    /// The most characters that a description may have.
    pub const MAX_LENGTH: usize = 256;

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is no description.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromStr for KeyMaterialDescription {
    type Err = InvalidText;

    /// # Errors
    /// More than 256 characters, or one that is not allowed.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const NOUN: &str = "key material description";
        let is_allowed = |c: char| c.is_ascii_alphanumeric() || ":/_.-".contains(c) || is_white_space(c);
        if let Some(at) = text.find(|c| !is_allowed(c)) {
            return Err(InvalidText::in_text(
                NOUN,
                "a letter, a digit, white space or one of `:/_.-`",
                text,
                at,
            ));
        }
        if text.len() > Self::MAX_LENGTH {
            return Err(InvalidText::too_long(NOUN, Self::MAX_LENGTH, text));
        }
        Ok(Self(text.into()))
    }
}

/// What `\s` means in the pattern of AWS's service model.
const fn is_white_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\u{b}' | '\u{c}' | '\r')
}

text_type!(KeyMaterialDescription, as_str);
