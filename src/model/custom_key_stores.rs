//! The custom key stores of a world, and the keys in each.

use std::collections::{BTreeMap, BTreeSet};

use super::custom_key_store::{CustomKeyStore, CustomKeyStoreKey};
use super::related_keys::RelatedKeys;
use crate::identity::{CustomKeyStoreId, KeyId, XksKeyId};

/// The custom key stores of a world, found by ID, and the keys in each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CustomKeyStores {
    by_id: BTreeMap<CustomKeyStoreId, CustomKeyStore>,
    // INVARIANT: derived from the sets of the world, those in a store that is not in `by_id` among them.
    keys_in: BTreeMap<CustomKeyStoreId, BTreeSet<KeyId>>,
    // INVARIANT: derived likewise: how many keys are behind each external key, at least one. More than one only where keys
    // that KMS would not have made were taken over.
    keys_behind: BTreeMap<CustomKeyStoreId, BTreeMap<XksKeyId, usize>>,
}

impl CustomKeyStores {
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

    /// Whether a key in this store has this external key.
    pub(super) fn has_key_behind(&self, id: &CustomKeyStoreId, external: &XksKeyId) -> bool {
        self.keys_behind.get(id).is_some_and(|keys| keys.contains_key(external))
    }

    /// Adds a store, in place of one with the same ID.
    pub(super) fn insert(&mut self, store: CustomKeyStore) {
        self.by_id.insert(store.custom_key_store_id.clone(), store);
    }

    pub(super) fn enter(&mut self, set: &RelatedKeys) {
        let Some(id) = set.custom_key_store_id() else { return };
        self.keys_in.entry(id.clone()).or_default().insert(set.key_id());
        if let Some(external) = external_key(set) {
            *self.keys_behind.entry(id.clone()).or_default().entry(external.clone()).or_default() += 1;
        }
    }

    pub(super) fn leave(&mut self, set: &RelatedKeys) {
        let Some(id) = set.custom_key_store_id() else { return };
        let Some(keys) = self.keys_in.get_mut(id) else { return };
        keys.remove(&set.key_id());
        if keys.is_empty() {
            self.keys_in.remove(id);
        }
        let (Some(external), Some(behind)) = (external_key(set), self.keys_behind.get_mut(id)) else {
            return;
        };
        match behind.get_mut(external) {
            Some(keys) if *keys > 1 => *keys -= 1,
            _ => drop(behind.remove(external)),
        }
        if behind.is_empty() {
            self.keys_behind.remove(id);
        }
    }
}

/// The external key of the key of a set.
fn external_key(set: &RelatedKeys) -> Option<&XksKeyId> {
    match set.primary().custom_key_store.as_deref()? {
        CustomKeyStoreKey::ExternalKeyStore { xks_key_id, .. } => Some(xks_key_id),
        CustomKeyStoreKey::AwsCloudHsm { .. } => None,
    }
}
