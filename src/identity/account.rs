//! The ID of an AWS account.

use std::fmt;
use std::str::FromStr;

use super::invalid_text::InvalidText;

const NOUN: &str = "account ID";

/// The ID of an AWS account: twelve digits, leading zeros included.
///
/// Source: [account identifiers](https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html).
/// It is kept as text, because `012345678901` is not a number.
///
/// ```
/// use kms_mrk::identity::AccountId;
///
/// let account: AccountId = "012345678901".parse()?;
/// assert_eq!(account, "012345678901");
///
/// let error = "1234-5678-9012".parse::<AccountId>().unwrap_err();
/// assert_eq!(error.to_string(), "invalid account ID: expected a digit, found `-5678-9012` at byte 4");
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
// INVARIANT: ASCII digits.
pub struct AccountId([u8; Self::LENGTH]);

impl AccountId {
    /// How many digits an account ID has.
    pub const LENGTH: usize = 12;

    /// The twelve digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for AccountId {
    type Err = InvalidText;

    /// Reads an account ID.
    ///
    /// # Errors
    ///
    /// An [`InvalidText`] if the text is anything but twelve ASCII digits.
    fn from_str(text: &str) -> Result<Self, InvalidText> {
        match <[u8; Self::LENGTH]>::try_from(text.as_bytes()) {
            Ok(digits) if are_digits(digits) => Ok(Self(digits)),
            _ => Err(mistake(text)),
        }
    }
}

text_type!(AccountId, as_str);

impl fmt::Debug for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccountId({:?})", self.as_str())
    }
}

/// Without a branch for each: nearly every text that has the length of an account ID is one.
fn are_digits(digits: [u8; AccountId::LENGTH]) -> bool {
    digits.iter().fold(true, |are, digit| are & digit.is_ascii_digit())
}

/// Why `text` is not an account ID.
#[cold]
fn mistake(text: &str) -> InvalidText {
    let at = text.bytes().take(AccountId::LENGTH).take_while(u8::is_ascii_digit).count();
    let expected = if at == AccountId::LENGTH { "no more than 12 digits" } else { "a digit" };
    InvalidText::in_text(NOUN, expected, text, at)
}
