//! The grants of a world, found by key and by who may retire them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use serde::ser::{Serialize, Serializer};

use super::grant::Grant;
use crate::identity::{GrantId, GrantName, KeyId, PrincipalArn, Region};

/// The grants of a world: each belongs to one key in one Region.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Grants {
    of_key: BTreeMap<KeyId, BTreeMap<Region, GrantsOfKey>>, // INVARIANT: no map is empty
    // INVARIANT: derived from `of_key`.
    retirable: BTreeMap<PrincipalArn, BTreeMap<Region, BTreeSet<GrantPlace>>>,
}

/// Every grant as data, by key and Region.
pub(super) type GrantsByKey = BTreeMap<KeyId, BTreeMap<Region, Vec<Grant>>>;

/// Which grant of a Region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct GrantPlace {
    pub(crate) key_id: KeyId,
    pub(crate) grant_id: GrantId,
}

/// The grants of one key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct GrantsOfKey {
    by_id: BTreeMap<GrantId, Grant>, // INVARIANT: each with its own ID
    // INVARIANT: derived from `by_id`.
    named: Index<GrantName>,
    of_grantee: Index<PrincipalArn>,
}

impl GrantsOfKey {
    pub(super) fn len(&self) -> usize {
        self.by_id.len()
    }

    pub(super) fn get(&self, grant_id: GrantId) -> Option<&Grant> {
        self.by_id.get(&grant_id)
    }

    /// The grants whose IDs come after `after`.
    pub(super) fn after(&self, after: Option<GrantId>) -> impl Iterator<Item = &Grant> {
        self.by_id.range((beginning(after), Bound::Unbounded)).map(|(_, grant)| grant)
    }

    pub(super) fn named(&self, name: &GrantName) -> impl Iterator<Item = &Grant> {
        self.named.after(name, None).filter_map(|id| self.get(id))
    }

    /// The grants to a principal whose IDs come after `after`.
    pub(super) fn of_grantee(
        &self,
        principal: &PrincipalArn,
        after: Option<GrantId>,
    ) -> impl Iterator<Item = &Grant> {
        self.of_grantee.after(principal, after).filter_map(|id| self.get(id))
    }
}

impl Grants {
    pub(super) fn is_empty(&self) -> bool {
        self.of_key.is_empty()
    }

    pub(super) fn of(&self, key_id: KeyId, region: &Region) -> Option<&GrantsOfKey> {
        self.of_key.get(&key_id)?.get(region)
    }

    /// The grants in a Region that a principal may retire by name, after one of them.
    pub(super) fn retirable_after(
        &self,
        principal: &PrincipalArn,
        region: &Region,
        after: Option<GrantPlace>,
    ) -> impl Iterator<Item = GrantPlace> {
        let places = self.retirable.get(principal).and_then(|regions| regions.get(region));
        places.into_iter().flat_map(move |places| places.range((beginning(after), Bound::Unbounded))).copied()
    }

    /// Adds a grant, in place of one with the same ID.
    pub(super) fn insert(&mut self, key_id: KeyId, region: &Region, grant: Grant) {
        let grant_id = grant.grant_id;
        self.remove(key_id, region, grant_id);
        if let Some(principal) = &grant.retiring_principal {
            let regions = self.retirable.entry(principal.clone()).or_default();
            regions.entry(region.clone()).or_default().insert(GrantPlace { key_id, grant_id });
        }
        let grants = self.of_key.entry(key_id).or_default().entry(region.clone()).or_default();
        if let Some(name) = &grant.name {
            grants.named.insert(name, grant_id);
        }
        grants.of_grantee.insert(&grant.grantee_principal, grant_id);
        grants.by_id.insert(grant_id, grant);
    }

    pub(super) fn remove(&mut self, key_id: KeyId, region: &Region, grant_id: GrantId) {
        let Some(regions) = self.of_key.get_mut(&key_id) else { return };
        let Some(grants) = regions.get_mut(region) else { return };
        let Some(grant) = grants.by_id.remove(&grant_id) else { return };
        if let Some(name) = &grant.name {
            grants.named.remove(name, grant_id);
        }
        grants.of_grantee.remove(&grant.grantee_principal, grant_id);
        if grants.by_id.is_empty() {
            regions.remove(region);
        }
        if regions.is_empty() {
            self.of_key.remove(&key_id);
        }
        self.leave_retirable(key_id, region, &grant);
    }

    /// Removes the grants of a key that is gone from a Region.
    pub(super) fn forget(&mut self, region: &Region, key_id: KeyId) {
        let Some(regions) = self.of_key.get_mut(&key_id) else { return };
        let grants = regions.remove(region).unwrap_or_default();
        if regions.is_empty() {
            self.of_key.remove(&key_id);
        }
        for grant in grants.by_id.values() {
            self.leave_retirable(key_id, region, grant);
        }
    }

    fn leave_retirable(&mut self, key_id: KeyId, region: &Region, grant: &Grant) {
        let Some(principal) = &grant.retiring_principal else { return };
        let Some(regions) = self.retirable.get_mut(principal) else { return };
        if let Some(places) = regions.get_mut(region) {
            places.remove(&GrantPlace { key_id, grant_id: grant.grant_id });
            if places.is_empty() {
                regions.remove(region);
            }
        }
        if regions.is_empty() {
            self.retirable.remove(principal);
        }
    }
}

impl Serialize for Grants {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(&self.of_key)
    }
}

impl Serialize for GrantsOfKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.by_id.values())
    }
}

/// The IDs of the grants of a key that have something in common.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Index<K>(BTreeMap<K, BTreeSet<GrantId>>); // INVARIANT: no set is empty

impl<K> Default for Index<K> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord + Clone> Index<K> {
    fn after(&self, key: &K, after: Option<GrantId>) -> impl Iterator<Item = GrantId> {
        let ids = self.0.get(key);
        ids.into_iter().flat_map(move |ids| ids.range((beginning(after), Bound::Unbounded))).copied()
    }

    fn insert(&mut self, key: &K, grant_id: GrantId) {
        match self.0.get_mut(key) {
            Some(ids) => {
                ids.insert(grant_id);
            }
            None => {
                self.0.insert(key.clone(), BTreeSet::from([grant_id]));
            }
        }
    }

    fn remove(&mut self, key: &K, grant_id: GrantId) {
        if let Some(ids) = self.0.get_mut(key) {
            ids.remove(&grant_id);
            if ids.is_empty() {
                self.0.remove(key);
            }
        }
    }
}

fn beginning<T>(after: Option<T>) -> Bound<T> {
    after.map_or(Bound::Unbounded, Bound::Excluded)
}
