//! The ID of a grant, and what a `GrantId` parameter may hold.

use std::fmt;
use std::str::FromStr;

use super::digits;
use super::invalid_text::InvalidText;

const NOUN: &str = "grant ID";

/// The ID of a grant: 64 lower-case hexadecimal digits.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html#KMS-CreateGrant-response-GrantId>
///
/// ```
/// use kms_mrk::identity::GrantId;
///
/// let id: GrantId = "0f".repeat(32).parse()?;
/// assert_eq!(id.bytes(), [0x0f; 32]);
/// assert_eq!(id.to_string(), "0f".repeat(32));
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GrantId([u8; 32]);

impl GrantId {
    /// The ID that is written with these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes of the ID.
    #[must_use]
    pub const fn bytes(&self) -> [u8; 32] {
        self.0
    }
}

impl FromStr for GrantId {
    type Err = InvalidText;

    /// # Errors
    /// Anything but exactly 64 characters out of `0123456789abcdef`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        digits::read(NOUN, text).map(Self)
    }
}

impl fmt::Display for GrantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(str::from_utf8(&digits::written(self.0)).unwrap_or_default())
    }
}

impl fmt::Debug for GrantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GrantId({self})")
    }
}

text_type!(GrantId);

/// What a `GrantId` parameter may hold: any text of 1 to [128](Self::MAX_LENGTH) characters.
///
/// KMS puts no pattern on the parameter, so a text that is no grant ID is a value here too.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_RevokeGrant.html#KMS-RevokeGrant-request-GrantId>
///
/// ```
/// use kms_mrk::identity::GrantReference;
///
/// let reference: GrantReference = "0f".repeat(32).parse()?;
/// assert!(reference.grant_id().is_some());
///
/// let GrantReference::Malformed(malformed) = "0f0f".parse()? else { panic!() };
/// assert_eq!(
///     malformed.reason().to_string(),
///     "invalid grant ID: expected 64 lower-case hexadecimal digits, found the end at byte 4",
/// );
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GrantReference {
    /// The ID of a grant.
    GrantId(GrantId),
    /// A text that is no grant ID.
    Malformed(MalformedGrantId),
}

impl GrantReference {
    /// How many characters the parameter may have.
    pub const MAX_LENGTH: usize = 128;

    /// The grant ID, if the text is one.
    #[must_use]
    pub const fn grant_id(&self) -> Option<GrantId> {
        match self {
            Self::GrantId(id) => Some(*id),
            Self::Malformed(_) => None,
        }
    }
}

impl From<GrantId> for GrantReference {
    fn from(id: GrantId) -> Self {
        Self::GrantId(id)
    }
}

impl FromStr for GrantReference {
    type Err = InvalidText;

    /// # Errors
    /// An empty text, and one of more than 128 characters.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() {
            return Err(InvalidText::new(NOUN, "at least 1 character", text, 0));
        }
        if text.len() > Self::MAX_LENGTH && text.chars().count() > Self::MAX_LENGTH {
            return Err(InvalidText::too_long(NOUN, Self::MAX_LENGTH, text));
        }
        Ok(text.parse().map_or_else(|_| Self::Malformed(MalformedGrantId(text.into())), Self::GrantId))
    }
}

impl fmt::Display for GrantReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::GrantId(id) => id.fmt(f),
            Self::Malformed(malformed) => f.pad(malformed.as_str()),
        }
    }
}

text_type!(GrantReference);

/// A text that stands where a grant ID should, and is none.
///
/// [`GrantReference`] shows one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MalformedGrantId(Box<str>); // INVARIANT: 1 to 128 characters, and no grant ID

impl MalformedGrantId {
    /// The text as it was read.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Why it is no grant ID.
    #[must_use]
    #[expect(clippy::expect_used, reason = "INVARIANT: the text is no grant ID")]
    pub fn reason(&self) -> InvalidText {
        self.0.parse::<GrantId>().expect_err("the text is no grant ID")
    }
}
