//! Key IDs.

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::near_miss::NearMissText;
use crate::identity::KeyId;

/// The bytes of AWS's sample key ID, with another end.
fn bytes(end: u8) -> [u8; 16] {
    [0x12, 0x34, 0xab, 0xcd, 0x12, 0xab, 0x34, 0xcd, 0x56, 0xef, 0x12, 0x34, 0x56, 0x78, 0x90, end]
}

/// One of three IDs of multi-Region keys.
pub fn multi_region_key_id() -> impl Strategy<Value = KeyId> {
    (0xab..=0xad_u8).prop_map(|end| KeyId::multi_region_from_bytes(bytes(end)))
}

/// One of three IDs of single-Region keys.
pub fn single_region_key_id() -> impl Strategy<Value = KeyId> {
    (0xab..=0xad_u8).prop_map(|end| KeyId::single_region_from_bytes(bytes(end)))
}

/// One of six key IDs, of a multi-Region or a single-Region key; it shrinks to
/// `mrk-1234abcd12ab34cd56ef1234567890ab`.
pub fn key_id() -> impl Strategy<Value = KeyId> {
    prop_oneof![2 => multi_region_key_id(), 1 => single_region_key_id()].boxed()
}

/// Any key ID, mostly of the small alphabet.
pub fn any_key_id() -> impl Strategy<Value = KeyId> {
    prop_oneof![
        4 => key_id(),
        1 => any::<[u8; 16]>().prop_map(KeyId::multi_region_from_bytes),
        1 => any::<[u8; 16]>().prop_map(KeyId::single_region_from_bytes),
    ]
    .boxed()
}

/// A text that one slip keeps from being a key ID: upper case, a dash missing or misplaced, a digit too few or too
/// many, the prefix `mrk-` in front of a UUID.
///
/// It is never empty, so it is a [`KeyReference`](crate::identity::KeyReference), if a malformed one.
pub fn near_miss_key_id() -> impl Strategy<Value = NearMissText> {
    let not_a_digit = (key_id(), any::<Index>(), select(vec!['g', 'A', '-', ' ', 'é']));
    let not_a_digit = not_a_digit.prop_map(|(key_id, index, by)| {
        let first = if key_id.is_multi_region() { 4 } else { 0 };
        let digits = key_id.as_str().char_indices().filter(|(at, c)| *at >= first && *c != '-');
        NearMissText::replaced(key_id.as_str(), index.get(&digits.collect::<Vec<_>>()).0, by)
    });
    let no_dash = (single_region_key_id(), select(vec![8_usize, 13, 18, 23]))
        .prop_map(|(key_id, at)| NearMissText::replaced(key_id.as_str(), at, '0'));
    let truncated =
        (key_id(), 4..KeyId::LENGTH).prop_map(|(key_id, at)| NearMissText::truncated(key_id.as_str(), at));
    let continued = (key_id(), select(["0", " ", "\n"].as_slice()))
        .prop_map(|(key_id, by)| NearMissText::continued(key_id.as_str(), by));
    let prefixed = single_region_key_id().prop_map(|key_id| NearMissText::new(format!("mrk-{key_id}"), 12));
    let other_prefix = multi_region_key_id()
        .prop_map(|key_id| NearMissText::new(key_id.as_str().replace("mrk-", "MRK-"), 0));
    prop_oneof![not_a_digit, no_dash, truncated, continued, prefixed, other_prefix].boxed()
}
