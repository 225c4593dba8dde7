//! The sets of a world, found by key ID.

#![expect(
    clippy::disallowed_types,
    reason = "sets are only ever found by key, never gone through, and the hasher has no random keys"
)]

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::related_keys::RelatedKeys;
use crate::identity::KeyId;

/// The sets of a world, found by key ID as fast among a hundred thousand as among ten.
///
/// There is no going through them: a map by hash has no order worth the name. What needs an order has an index of
/// its own. A place in the map that is free costs memory too, so places are small: the sixteen bytes of a key ID, with
/// a map for each of its forms, and a set behind a pointer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct KeySets {
    multi_region: Sets,
    single_region: Sets,
}

type Sets = HashMap<[u8; 16], Box<RelatedKeys>, BuildHasherDefault<KeyIdHasher>>;

/// Mixes the bytes of a key ID, which are random as KMS makes them. Every question begins with it.
#[derive(Clone, Copy, Default)]
struct KeyIdHasher(u64);

impl Hasher for KeyIdHasher {
    fn write(&mut self, bytes: &[u8]) {
        for half in bytes.as_chunks::<8>().0 {
            let product = u128::from(self.0 ^ u64::from_be_bytes(*half) ^ 0x243f_6a88_85a3_08d3)
                * 0x9e37_79b9_7f4a_7c15_u128;
            self.0 = (product >> 64) as u64 ^ product as u64;
        }
    }

    fn write_usize(&mut self, _length: usize) {}

    fn finish(&self) -> u64 {
        self.0
    }
}

impl KeySets {
    pub(super) fn get(&self, key_id: KeyId) -> Option<&RelatedKeys> {
        let sets = if key_id.is_multi_region() { &self.multi_region } else { &self.single_region };
        sets.get(&key_id.bytes()).map(Box::as_ref)
    }

    pub(super) fn get_mut(&mut self, key_id: KeyId) -> Option<&mut RelatedKeys> {
        self.like(key_id).get_mut(&key_id.bytes()).map(Box::as_mut)
    }

    pub(super) fn insert(&mut self, set: RelatedKeys) {
        let key_id = set.key_id();
        self.like(key_id).insert(key_id.bytes(), Box::new(set));
    }

    pub(super) fn remove(&mut self, key_id: KeyId) -> Option<RelatedKeys> {
        self.like(key_id).remove(&key_id.bytes()).map(|set| *set)
    }

    fn like(&mut self, key_id: KeyId) -> &mut Sets {
        if key_id.is_multi_region() { &mut self.multi_region } else { &mut self.single_region }
    }
}
