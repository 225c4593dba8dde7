//! The grants of a world: how they are found, and how events change them.

use super::event::{Change, Event};
use super::grant::Grant;
use super::grants::{GrantPlace, GrantsOfKey};
use super::world::World;
use crate::identity::{GrantId, GrantName, KeyId, PrincipalArn, Region};

impl World {
    /// The grant with this ID, of the key with this ID in a Region.
    #[must_use]
    pub fn grant(&self, key_id: KeyId, region: &Region, grant_id: GrantId) -> Option<&Grant> {
        self.grants.of(key_id, region)?.get(grant_id)
    }

    /// The grants of the key with this ID in a Region, in the order of their IDs, beginning with the one after `after`;
    /// related keys have their own.
    ///
    /// It costs what is taken of it, however many grants there are.
    pub fn grants_after(
        &self,
        key_id: KeyId,
        region: &Region,
        after: Option<GrantId>,
    ) -> impl Iterator<Item = &Grant> {
        self.grants.of(key_id, region).into_iter().flat_map(move |grants| grants.after(after))
    }

    /// How many grants the key with this ID has in a Region.
    #[must_use]
    pub fn grants_of(&self, key_id: KeyId, region: &Region) -> usize {
        self.grants.of(key_id, region).map_or(0, GrantsOfKey::len)
    }

    /// The grants of a key to a principal, after one of them.
    pub(crate) fn grants_to(
        &self,
        grantee: &PrincipalArn,
        key_id: KeyId,
        region: &Region,
        after: Option<GrantId>,
    ) -> impl Iterator<Item = &Grant> {
        self.grants.of(key_id, region).into_iter().flat_map(move |grants| grants.of_grantee(grantee, after))
    }

    /// The grants of a key with this name.
    pub(crate) fn grants_named(
        &self,
        name: &GrantName,
        key_id: KeyId,
        region: &Region,
    ) -> impl Iterator<Item = &Grant> {
        self.grants.of(key_id, region).into_iter().flat_map(move |grants| grants.named(name))
    }

    /// The grants in a Region, of whatever account's keys, whose retiring principal this is, after one of them.
    pub(crate) fn retirable_after(
        &self,
        principal: &PrincipalArn,
        region: &Region,
        after: Option<GrantPlace>,
    ) -> impl Iterator<Item = GrantPlace> {
        self.grants.retirable_after(principal, region, after)
    }

    /// The ID that the next grant of a key gets.
    pub(crate) fn next_grant_id(&self, key_id: KeyId, region: &Region) -> GrantId {
        let mut index = self.grant_tokens_issued;
        loop {
            let grant_id = self.seed.grant_id(index);
            if self.grant(key_id, region, grant_id).is_none() {
                return grant_id;
            }
            index = index.wrapping_add(1);
        }
    }

    /// What makes the next grant token different from all others.
    pub(crate) fn next_grant_token_serial(&self) -> u128 {
        self.seed.grant_token_serial(self.grant_tokens_issued)
    }

    /// Lets an event of a grant happen, whose key is there.
    pub(super) fn change_grant(&mut self, key_id: KeyId, event: &Event) {
        let region = &event.region;
        match &event.change {
            Change::GrantCreated { grant } => {
                self.grant_tokens_issued = self.grant_tokens_issued.wrapping_add(1);
                self.grants.insert(key_id, region, (**grant).clone());
            }
            Change::GrantTokenIssued { grant_id } if self.grant(key_id, region, *grant_id).is_some() => {
                self.grant_tokens_issued = self.grant_tokens_issued.wrapping_add(1);
            }
            Change::GrantRetired { grant_id } | Change::GrantRevoked { grant_id } => {
                self.grants.remove(key_id, region, *grant_id);
            }
            _ => {}
        }
    }

    /// Adds a grant, if its key is there.
    pub(super) fn adopt_grant(&mut self, key_id: KeyId, region: &Region, grant: Grant) {
        if self.set(key_id).is_some_and(|set| set.key_in(region).is_some()) {
            self.grants.insert(key_id, region, grant);
        }
    }
}
