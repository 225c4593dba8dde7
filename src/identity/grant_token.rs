//! Grant tokens.

use std::str::FromStr;

use super::grant_id::GrantId;
use super::invalid_text::InvalidText;
use super::key_arn::KeyArn;

/// A grant token: 1 to 8192 characters that CreateGrant gives, to be handed back as they are.
///
/// A token names its grant, for those who cannot wait until KMS knows of the grant everywhere. What stands in it is not
/// for callers, a token of the model means nothing to KMS, and it is no secret.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/grants.html#grant_token>
///
/// ```
/// use kms_mrk::identity::GrantToken;
///
/// assert!("AQpAM2RhZTk1MGMyNTk2ZmZmMzEyYWVhOWViN2I1MWM4Mzc0".parse::<GrantToken>().is_ok());
/// assert!("".parse::<GrantToken>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GrantToken(Box<str>); // INVARIANT: 1..=MAX_LENGTH characters

/// The grant that a token of the model names.
pub(crate) struct TokenContent {
    pub(crate) key: KeyArn,
    pub(crate) grant_id: GrantId,
}

/// How many digits make the tokens of one grant different from each other.
const SERIAL_DIGITS: usize = 32;

impl GrantToken {
    /// The most characters that a token may have.
    pub const MAX_LENGTH: usize = 8192;

    /// The token of the model for this grant with this serial number.
    pub(crate) fn of(key: &KeyArn, grant_id: GrantId, serial: u128) -> Self {
        Self(format!("{key}/{grant_id}/{serial:0width$x}", width = SERIAL_DIGITS).into())
    }

    /// What the token names, if it is one of the model.
    pub(crate) fn content(&self) -> Option<TokenContent> {
        let mut parts = self.0.rsplitn(3, '/');
        let (serial, grant_id, key) = (parts.next()?, parts.next()?, parts.next()?);
        let is_digit = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let is_serial = serial.len() == SERIAL_DIGITS && serial.bytes().all(is_digit);
        is_serial.then_some(TokenContent { key: key.parse().ok()?, grant_id: grant_id.parse().ok()? })
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for GrantToken {
    type Err = InvalidText;

    /// # Errors
    /// An empty text, and one of more than 8192 characters.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const NOUN: &str = "grant token";
        if text.is_empty() {
            return Err(InvalidText::new(NOUN, "at least 1 character", text, 0));
        }
        if text.len() > Self::MAX_LENGTH && text.chars().count() > Self::MAX_LENGTH {
            return Err(InvalidText::too_long(NOUN, Self::MAX_LENGTH, text));
        }
        Ok(Self(text.into()))
    }
}

text_type!(GrantToken, as_str);
