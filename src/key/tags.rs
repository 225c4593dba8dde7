//! The tags of one key.

use serde::{Deserialize, Serialize};
use thin_vec::ThinVec;

use super::tag::{Tag, TagKey, TagValue};
use super::tag_rule;
use crate::verdict::check::{Check, Subject, decide};
use crate::verdict::{Broken, KmsError, Pointer};

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
pub struct Tags(ThinVec<Tag>); // INVARIANT: every rule of `tag_rule` that KMS refuses by holds

impl Tags {
    /// The most tags that a key may have.
    pub const MAX_COUNT: usize = tag_rule::MAX_COUNT;

    /// No tags.
    #[must_use]
    pub const fn new() -> Self {
        Self(ThinVec::new())
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

    /// The tags without those that have one of these keys.
    pub(crate) fn without(&self, keys: &[TagKey]) -> Self {
        Self(self.0.iter().filter(|tag| !keys.contains(&tag.key)).cloned().collect())
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
        Ok(Self(tags.into()))
    }
}

impl From<Tags> for Vec<Tag> {
    fn from(tags: Tags) -> Self {
        tags.0.into()
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
        test: |tags: &&[Tag], broken: &mut Broken| {
            tag_rule::count(tags, Tags::MAX_COUNT, &Pointer::root(), broken)
        },
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
