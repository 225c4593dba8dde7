//! Tags and lists of tags.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::built::built;
use super::near_miss::{NearMiss, NearMissText};
use super::text::{any_text, too_long};
use crate::key::{Tag, TagKey, TagValue, Tags, tag_rule};

/// A tag key of usual characters, of a small alphabet; it shrinks to `Team`.
pub fn tag_key() -> impl Strategy<Value = TagKey> {
    prop_oneof![
        4 => select(["Team", "team", "Cost Center", "env", "a:b/c=d+e-f@g_h.i"].as_slice()).prop_map(built::<TagKey>),
        1 => "[A-Z]{1,2}".prop_map(built::<TagKey>),
    ].boxed()
}

/// A tag value of usual characters, of a small alphabet; it shrinks to the empty one.
pub fn tag_value() -> impl Strategy<Value = TagValue> {
    select(["", "orders", "4 2", "https://example.com/a=b"].as_slice()).prop_map(built)
}

/// A tag, of small alphabets.
pub fn tag() -> impl Strategy<Value = Tag> {
    (tag_key(), tag_value()).prop_map(|(key, value)| Tag { key, value })
}

/// The tags of one key: up to 50 with different keys, mostly a few; they shrink to none.
pub fn tags() -> impl Strategy<Value = Tags> {
    list().prop_map(trusted)
}

#[expect(
    clippy::expect_used,
    reason = "INVARIANT: a list of few usual tags with different keys breaks no rule"
)]
fn trusted(tags: Vec<Tag>) -> Tags {
    Tags::try_from(tags).expect("the tags keep the rules")
}

/// A list that is right for a key.
pub(super) fn list() -> impl Strategy<Value = Vec<Tag>> {
    let few = btree_map(tag_key(), tag_value(), 0..4)
        .prop_map(|tags| tags.into_iter().map(|(key, value)| Tag { key, value }).collect());
    prop_oneof![9 => few, 1 => numbered(Tags::MAX_COUNT..=Tags::MAX_COUNT)].boxed()
}

/// So many tags with different keys.
fn numbered(count: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = Vec<Tag>> {
    (count, tag_value()).prop_map(|(count, value)| {
        let tag = |number| Tag { key: built(format!("tag {number}")), value: value.clone() };
        (1..=count).map(tag).collect()
    })
}

/// A list of tags of which exactly one rule is broken: 51 tags, a key that only AWS may use, a key that is there
/// twice.
///
/// ```
/// use kms_mrk::operation::{CreateKey, Operation, Setting};
/// use kms_mrk::strategy::near_miss_tags;
/// use proptest::prelude::*;
///
/// proptest!(|(miss in near_miss_tags())| {
///     let request = CreateKey { tags: miss.value, ..CreateKey::default() };
///     prop_assert!(request.check(&Setting::new()).errors().all(|finding| finding.rule == miss.rule));
/// });
/// ```
pub fn near_miss_tags() -> impl Strategy<Value = NearMiss<Vec<Tag>>> {
    let reserved = select(["aws:team", "AWS:team", "aWs:", "aws:cloudformation:stack-name"].as_slice());
    let reserved = (few(), any::<Index>(), reserved, tag_value()).prop_map(|(mut tags, at, key, value)| {
        tags.insert(at.index(tags.len() + 1), Tag { key: built(key), value });
        NearMiss::new(tags, &tag_rule::RESERVED_PREFIX)
    });
    let twice =
        (few(), tag(), any::<[Index; 2]>(), tag_value()).prop_map(|(mut tags, tag, [one, two], value)| {
            tags.retain(|other| other.key != tag.key);
            tags.insert(one.index(tags.len() + 1), Tag { key: tag.key.clone(), value });
            tags.insert(two.index(tags.len() + 1), tag);
            NearMiss::new(tags, &tag_rule::UNIQUE_KEYS)
        });
    let too_many = numbered(Tags::MAX_COUNT + 1..=Tags::MAX_COUNT + 9)
        .prop_map(|tags| NearMiss::new(tags, &tag_rule::COUNT));
    prop_oneof![reserved, twice, too_many].boxed()
}

fn few() -> impl Strategy<Value = Vec<Tag>> {
    btree_map(tag_key(), tag_value(), 0..4)
        .prop_map(|tags| tags.into_iter().map(|(key, value)| Tag { key, value }).collect())
}

/// Any tag key, of any characters, up to the longest.
pub fn any_tag_key() -> impl Strategy<Value = TagKey> {
    let strange = any_text().prop_map(|text| built(if text.is_empty() { "aws:" } else { &text }));
    let longest = select(vec!["x", "é"]).prop_map(|c| built(c.repeat(TagKey::MAX_LENGTH)));
    prop_oneof![8 => tag_key(), 4 => strange, 1 => longest].boxed()
}

/// Any tag value, of any characters, up to the longest.
pub fn any_tag_value() -> impl Strategy<Value = TagValue> {
    let longest = select(vec!["x", "é"]).prop_map(|c| built(c.repeat(TagValue::MAX_LENGTH)));
    prop_oneof![8 => tag_value(), 4 => any_text().prop_map(built::<TagValue>), 1 => longest].boxed()
}

/// Any tag.
pub fn any_tag() -> impl Strategy<Value = Tag> {
    (any_tag_key(), any_tag_value()).prop_map(|(key, value)| Tag { key, value })
}

/// Any list of tags, whatever it breaks: what a request may carry.
pub fn any_tags() -> impl Strategy<Value = Vec<Tag>> {
    prop_oneof![2 => list(), 2 => vec(any_tag(), 0..5), 1 => near_miss_tags().prop_map(|miss| miss.value)]
        .boxed()
}

/// A text that is too short or too long for a tag key.
pub fn near_miss_tag_key() -> impl Strategy<Value = NearMissText> {
    prop_oneof![Just(()).prop_map(|()| NearMissText::new("", 0)), too_long(TagKey::MAX_LENGTH)].boxed()
}

/// A text with one character too many for a tag value.
pub fn near_miss_tag_value() -> impl Strategy<Value = NearMissText> {
    too_long(TagValue::MAX_LENGTH)
}
