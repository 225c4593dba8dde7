//! Tags: key, value, and the set of them on one key.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::tag_rule;
use crate::identity::InvalidText;
use crate::verdict::check::{Check, Subject, decide};
use crate::verdict::{Broken, KmsError, Pointer};

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

/// The tags of one key: at most 50, no key twice, no key that begins with `aws:`.
///
/// Tags are kept in the order in which they were given. They are not a shared property: each related key has its
/// own.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_TagResource.html>
///
/// ```
/// use kms_mrk::key::{Tag, Tags};
///
/// let tag = |key: &str| Ok::<_, kms_mrk::identity::InvalidText>(Tag::new(key.parse()?, "x".parse()?));
/// let tags = Tags::try_from(vec![tag("Team")?, tag("team")?]).unwrap();
/// assert_eq!(tags.get("Team").unwrap().as_str(), "x");
///
/// let refusal = Tags::try_from(vec![tag("Team")?, tag("Team")?]).unwrap_err();
/// assert_eq!(refusal.to_string(), "TagException: Duplicate tag keys");
/// assert_eq!(refusal.place().pointer.as_str(), "/1/TagKey");
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Tag>")]
pub struct Tags(Vec<Tag>); // INVARIANT: every rule of `tag_rule` that KMS refuses by holds

impl Tags {
    /// The most tags that a key may have.
    pub const MAX_COUNT: usize = 50;

    /// No tags.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The tags, in order.
    #[must_use]
    pub fn as_slice(&self) -> &[Tag] {
        &self.0
    }

    /// The tags, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Tag> {
        self.0.iter()
    }

    /// How many tags there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no tag.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of the tag with this key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&TagValue> {
        self.0.iter().find(|tag| tag.key == *key).map(|tag| &tag.value)
    }
}

impl TryFrom<Vec<Tag>> for Tags {
    type Error = KmsError;

    /// # Errors
    /// A `TagException`, as KMS gives it: more than 50 tags, a key that begins with `aws:` in any letter case, a
    /// key that is there twice. The pointer of the place counts from the list.
    fn try_from(tags: Vec<Tag>) -> Result<Self, Self::Error> {
        decide::<TagList>(&CHECKS, &tags.as_slice())?;
        Ok(Self(tags))
    }
}

impl From<Tags> for Vec<Tag> {
    fn from(tags: Tags) -> Self {
        tags.0
    }
}

impl<'a> IntoIterator for &'a Tags {
    type Item = &'a Tag;
    type IntoIter = std::slice::Iter<'a, Tag>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

struct TagList;

impl Subject for TagList {
    type In<'a> = &'a [Tag];
}

static CHECKS: [Check<TagList>; 3] = [
    Check {
        rule: &tag_rule::COUNT,
        test: |tags: &&[Tag], broken: &mut Broken| tag_rule::count(tags, &Pointer::root(), broken),
    },
    Check {
        rule: &tag_rule::RESERVED_PREFIX,
        test: |tags, broken| tag_rule::reserved_prefix(tags, &Pointer::root(), broken),
    },
    Check {
        rule: &tag_rule::UNIQUE_KEYS,
        test: |tags, broken| tag_rule::unique_keys(tags, &Pointer::root(), broken),
    },
];
