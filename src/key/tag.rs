//! A tag: its key and its value.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::identity::InvalidText;

/// The key of a tag: 1 to 128 characters; upper and lower case differ.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_Tag.html>
///
/// ```
/// use kms_mrk::key::TagKey;
///
/// assert_eq!("Cost Center".parse::<TagKey>()?.as_str(), "Cost Center");
/// let error = "".parse::<TagKey>().unwrap_err();
/// assert_eq!(error.to_string(), "invalid tag key: expected 1 to 128 characters, found the end at byte 0");
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TagKey(Box<str>); // INVARIANT: 1..=MAX_LENGTH characters

impl TagKey {
    /// The most characters that a tag key may have.
    pub const MAX_LENGTH: usize = 128;

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for TagKey {
    type Err = InvalidText;

    /// # Errors
    /// An empty text, or more than 128 characters.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const NOUN: &str = "tag key";
        if text.is_empty() {
            return Err(InvalidText::new(NOUN, "1 to 128 characters", text, 0));
        }
        if text.len() > Self::MAX_LENGTH && text.chars().count() > Self::MAX_LENGTH {
            return Err(InvalidText::too_long(NOUN, Self::MAX_LENGTH, text));
        }
        Ok(Self(text.into()))
    }
}

text_type!(TagKey, as_str);

/// The value of a tag: 0 to 256 characters.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_Tag.html>
///
/// ```
/// use kms_mrk::key::TagValue;
///
/// assert_eq!(TagValue::default(), "");
/// assert!("x".repeat(256).parse::<TagValue>().is_ok());
/// assert!("x".repeat(257).parse::<TagValue>().is_err());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TagValue(Box<str>); // INVARIANT: at most MAX_LENGTH characters

impl TagValue {
    /// The most characters that a tag value may have.
    pub const MAX_LENGTH: usize = 256;

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for TagValue {
    type Err = InvalidText;

    /// # Errors
    /// More than 256 characters.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() > Self::MAX_LENGTH && text.chars().count() > Self::MAX_LENGTH {
            return Err(InvalidText::too_long("tag value", Self::MAX_LENGTH, text));
        }
        Ok(Self(text.into()))
    }
}

text_type!(TagValue, as_str);

/// A tag: a key and a value, in AWS's wire form `{"TagKey": …, "TagValue": …}`.
///
/// ```
/// use kms_mrk::key::Tag;
///
/// let tag: Tag = serde_json::from_str(r#"{"TagKey": "Team", "TagValue": "orders"}"#)?;
/// assert_eq!(tag.key, "Team");
/// assert_eq!(serde_json::to_string(&tag)?, r#"{"TagKey":"Team","TagValue":"orders"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Tag {
    /// The tag key.
    #[serde(rename = "TagKey")]
    pub key: TagKey,
    /// The tag value.
    #[serde(rename = "TagValue")]
    pub value: TagValue,
}

impl Tag {
    /// A tag of this key and value.
    #[must_use]
    pub const fn new(key: TagKey, value: TagValue) -> Self {
        Self { key, value }
    }
}
