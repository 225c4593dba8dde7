//! The custom key stores of a world, and the keys in each.

use std::collections::{BTreeMap, BTreeSet};

use super::custom_key_store::CustomKeyStore;
use super::related_keys::RelatedKeys;
use crate::identity::{CustomKeyStoreId, KeyId};

/// The custom key stores of a world, found by ID, and the keys in each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CustomKeyStores {
    by_id: BTreeMap<CustomKeyStoreId, CustomKeyStore>,
    // INVARIANT: derived from the sets of the world, those in a store that is not in `by_id` among them.
    keys_in: BTreeMap<CustomKeyStoreId, BTreeSet<KeyId>>,
}

impl CustomKeyStores {
    pub(super) fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    pub(super) fn get(&self, id: &CustomKeyStoreId) -> Option<&CustomKeyStore> {
        self.by_id.get(id)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &CustomKeyStore> {
        self.by_id.values()
    }

    pub(super) fn keys_in(&self, id: &CustomKeyStoreId) -> impl Iterator<Item = KeyId> {
        self.keys_in.get(id).into_iter().flatten().copied()
    }

    /// The store that the key of a set is in, if it is here.
    pub(super) fn of(&self, set: &RelatedKeys) -> Option<&CustomKeyStore> {
        self.get(set.custom_key_store_id()?)
    }

    /// Adds a store, in place of one with the same ID.
    pub(super) fn insert(&mut self, store: CustomKeyStore) {
        self.by_id.insert(store.custom_key_store_id.clone(), store);
    }

    pub(super) fn enter(&mut self, set: &RelatedKeys) {
        if let Some(id) = set.custom_key_store_id() {
            self.keys_in.entry(id.clone()).or_default().insert(set.key_id());
        }
    }

    pub(super) fn leave(&mut self, set: &RelatedKeys) {
        let Some(id) = set.custom_key_store_id() else { return };
        let Some(keys) = self.keys_in.get_mut(id) else { return };
        keys.remove(&set.key_id());
        if keys.is_empty() {
            self.keys_in.remove(id);
        }
    }
}
