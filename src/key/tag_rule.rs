//! The rules for a list of tags, in the order in which this crate checks them.

use std::collections::BTreeMap;

use super::tag::Tag;
use crate::verdict::documentation::{API_TAG, API_TAG_RESOURCE};
use crate::verdict::{Answer, Broken, ErrorCode, Evidence, Place, Pointer, rule::rules};

rules! {
    COUNT: Recorded, "tags/count", API_TAG_RESOURCE, "a key has at most 50 tags";
    RESERVED_PREFIX: Recorded, "tags/reserved-prefix", API_TAG, "no tag key begins with `aws:`, in any letter case";
    UNIQUE_KEYS: Recorded, "tags/unique-keys", API_TAG_RESOURCE, "no two tags of one request have the same key";
    USUAL_CHARACTERS: Inferred, "tags/usual-characters", API_TAG,
        "tag keys and values are made of letters, digits, spaces and `_ . : / = + - @`";
}

/// The most tags that a key may have.
pub(super) const MAX_COUNT: usize = 50;

/// More tags than a key may have, 50 if not said otherwise.
pub(crate) fn count(tags: &[Tag], most: usize, at: &Pointer, broken: &mut Broken<'_>) {
    if tags.len() > most {
        let message = format!("there are {} tags, a key may have {most}", tags.len());
        broken.refused(ErrorCode::Tag, "Too many tags", Evidence::Recorded, Place::at(at.clone()), message);
    }
}

/// A tag key that begins with `aws:`.
pub(crate) fn reserved_prefix(tags: &[Tag], at: &Pointer, broken: &mut Broken<'_>) {
    for (index, tag) in tags.iter().enumerate() {
        let Some(prefix) = tag.key.as_str().as_bytes().first_chunk::<4>() else { continue };
        if prefix.eq_ignore_ascii_case(b"aws:") {
            let place = Place::at(at.item(index).child("TagKey"));
            let text = "Tags beginning with aws: are reserved";
            let message = format!("the tag key `{}` begins with `aws:`, which only AWS may use", tag.key);
            broken.refused(ErrorCode::Tag, text, Evidence::Recorded, place, message);
        }
    }
}

/// A tag key that an earlier tag has too.
pub(crate) fn unique_keys(tags: &[Tag], at: &Pointer, broken: &mut Broken<'_>) {
    if are_unique(tags) {
        return;
    }
    let mut first_with = BTreeMap::new();
    for (index, tag) in tags.iter().enumerate() {
        let first = *first_with.entry(&tag.key).or_insert(index);
        if first != index {
            let place = Place::at(at.item(index).child("TagKey"));
            let message = format!("the tag key `{}` is that of tag {first} too", tag.key);
            // The text was recorded from TagResource; that requests which make keys get it too is a judgement.
            broken
                .refused(ErrorCode::Tag, "Duplicate tag keys", Evidence::Inferred, place, message)
                .help("keys differ in letter case: `Team` and `team` are two tags");
        }
    }
}

/// A character that AWS's general rules for tags do not name; what KMS does about it is not known.
pub(crate) fn usual_characters(tags: &[Tag], at: &Pointer, broken: &mut Broken<'_>) {
    for (index, tag) in tags.iter().enumerate() {
        for (member, text) in [("TagKey", tag.key.as_str()), ("TagValue", tag.value.as_str())] {
            if text.bytes().all(is_usual_ascii) {
                continue;
            }
            if let Some((offset, unusual)) = text.char_indices().find(|(_, c)| !is_usual(*c)) {
                let place = Place::at(at.item(index).child(member)).with_offset(offset);
                let message =
                    format!("the character `{}` is not one that AWS names for tags", unusual.escape_debug());
                broken
                    .warned(Answer::Unknown, place, message)
                    .help("use letters, digits, spaces and `_ . : / = + - @`");
            }
        }
    }
}

const fn is_usual_ascii(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b' ' | b'_' | b'.' | b':' | b'/' | b'=' | b'+' | b'-' | b'@')
}

fn is_usual(c: char) -> bool {
    match u8::try_from(c) {
        Ok(byte) if byte.is_ascii() => is_usual_ascii(byte),
        _ => c.is_alphanumeric() || c.is_whitespace(),
    }
}

/// How many slots the table of fingerprints has: a power of two, well above the most tags that a key may have.
const SLOTS: usize = 128;

/// Whether no key is there twice, without allocating: an open-addressed table of fingerprints on the stack, and
/// the texts compared only where two fingerprints meet.
fn are_unique(tags: &[Tag]) -> bool {
    if tags.len() < 2 {
        return true;
    }
    if tags.len() > MAX_COUNT {
        return false; // too many for the table: the caller looks closely
    }
    let mut slots = [None::<(u64, &str)>; SLOTS];
    for tag in tags {
        let key = tag.key.as_str();
        let print = fingerprint(key);
        let mut slot = print as usize % SLOTS;
        loop {
            #[expect(clippy::indexing_slicing, reason = "INVARIANT: a slot is below SLOTS")]
            match &mut slots[slot] {
                Some((other, text)) if *other == print && *text == key => return false,
                Some(_) => slot = (slot + 1) % SLOTS,
                free => {
                    *free = Some((print, key));
                    break;
                }
            }
        }
    }
    true
}

/// FNV-1a over eight bytes at a time; only equal texts must have equal fingerprints.
fn fingerprint(text: &str) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let (chunks, rest) = text.as_bytes().as_chunks::<8>();
    let mut print = 0xcbf2_9ce4_8422_2325 ^ text.len() as u64;
    for chunk in chunks {
        print = (print ^ u64::from_le_bytes(*chunk)).wrapping_mul(PRIME);
        print ^= print >> 32;
    }
    for byte in rest {
        print = (print ^ u64::from(*byte)).wrapping_mul(PRIME);
    }
    print ^ (print >> 29)
}
