//! The sets of a world, found by key ID.

#![expect(
    clippy::disallowed_types,
    reason = "sets are only ever found by key, never gone through, and the hasher has no random keys"
)]

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};

use super::related_keys::RelatedKeys;
use crate::identity::KeyId;

/// The sets of a world, found by key ID as fast among a hundred thousand as among ten.
///
/// There is no going through them: a map by hash has no order worth the name. What needs an order has an index of
/// its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct KeySets(HashMap<KeyId, RelatedKeys, BuildHasherDefault<DefaultHasher>>);

impl KeySets {
    pub(super) fn get(&self, key_id: KeyId) -> Option<&RelatedKeys> {
        self.0.get(&key_id)
    }

    pub(super) fn get_mut(&mut self, key_id: KeyId) -> Option<&mut RelatedKeys> {
        self.0.get_mut(&key_id)
    }

    pub(super) fn insert(&mut self, set: RelatedKeys) {
        self.0.insert(set.key_id(), set);
    }

    pub(super) fn remove(&mut self, key_id: KeyId) -> Option<RelatedKeys> {
        self.0.remove(&key_id)
    }
}
