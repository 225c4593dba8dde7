//! The name of a grant.

use std::str::FromStr;

use super::invalid_text::InvalidText;

const NOUN: &str = "grant name";

/// The friendly name of a grant: 1 to 256 characters out of `a-zA-Z0-9:/_-`.
///
/// A name makes a request to create a grant repeatable: asked again with the same name and everything else the same,
/// KMS answers with the grant that is there.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html#KMS-CreateGrant-request-Name>
///
/// ```
/// use kms_mrk::identity::GrantName;
///
/// let name: GrantName = "orders/2026".parse()?;
/// assert_eq!(name, "orders/2026");
///
/// let error = "orders 2026".parse::<GrantName>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "invalid grant name: expected a letter, a digit or one of `:/_-`, found ` 2026` at byte 6",
/// );
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GrantName(Box<str>); // INVARIANT: 1..=MAX_LENGTH characters of the pattern

impl GrantName {
    /// The most characters that a name may have.
    pub const MAX_LENGTH: usize = 256;

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for GrantName {
    type Err = InvalidText;

    /// # Errors
    /// An empty text, more than 256 characters, and a character that no name has.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '/' | '_' | '-');
        let expected = "a letter, a digit or one of `:/_-`";
        if text.is_empty() {
            return Err(InvalidText::new(NOUN, expected, text, 0));
        }
        if let Some(at) = text.find(|c| !is_of_name(c)) {
            return Err(InvalidText::in_text(NOUN, expected, text, at));
        }
        if text.len() > Self::MAX_LENGTH {
            return Err(InvalidText::too_long(NOUN, Self::MAX_LENGTH, text));
        }
        Ok(Self(text.into()))
    }
}

text_type!(GrantName, as_str);
