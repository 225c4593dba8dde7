//! The reference's world: flat maps, a clock, and what is due by itself.

use std::collections::{BTreeMap, BTreeSet};

use super::alphabet::{Account, Kind, Material, Name, Place, Policy, Slot, TagsOf, Time};
use super::ciphertext::Ciphertext;
use super::grant::{Grant, GrantName};
use super::store::Store;

/// Everything that is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct World {
    pub(crate) now: Time,
    /// How many sets were ever made.
    pub(crate) made: usize,
    pub(crate) sets: BTreeMap<Slot, Set>,
    pub(crate) keys: BTreeMap<(Slot, Place), Key>,
    pub(crate) aliases: BTreeMap<(Account, Place, Name), Alias>,
    pub(crate) tokens: Vec<ImportToken>,
    pub(crate) grants: BTreeMap<GrantName, Grant>,
    /// How many grants each key ever got.
    pub(crate) grants_made: BTreeMap<(Slot, Place), u32>,
    /// For which grant each token was given.
    pub(crate) grant_tokens: Vec<GrantName>,
    pub(crate) ciphertexts: Vec<Ciphertext>,
    /// The last use of each key that was used, by the name of the operation, and when that was.
    pub(crate) last_uses: BTreeMap<(Slot, Place), (&'static str, Time)>,
    pub(crate) disconnected: BTreeSet<Store>,
}

/// What related keys share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Set {
    pub(crate) account: Account,
    pub(crate) kind: Kind,
    pub(crate) multi_region: bool,
    pub(crate) primary: Place,
    /// Where the primary key is going to be.
    pub(crate) next_primary: Option<Place>,
    /// Every material that is or was current, the current one last.
    pub(crate) used: Vec<Material>,
    /// A material that was imported to become current.
    pub(crate) pending: Option<Material>,
    pub(crate) rotation: Option<Rotation>,
    /// When the rotation on demand that is under way started, and when it is done.
    pub(crate) on_demand: Option<(Time, Time)>,
    pub(crate) rotated: Vec<Rotated>,
}

/// Automatic rotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rotation {
    pub(crate) days: i64,
    pub(crate) next: Time,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rotated {
    pub(crate) material: Material,
    pub(crate) at: Time,
    pub(crate) on_demand: bool,
}

/// What a key has for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) created: Time,
    pub(crate) state: State,
    pub(crate) description: u8,
    pub(crate) policy: Policy,
    pub(crate) tags: TagsOf,
    /// The imported materials that are here, and until when.
    pub(crate) imported: BTreeMap<Material, Option<Time>>,
    pub(crate) ever_imported: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Creating(Time),
    Enabled,
    Disabled,
    PendingImport,
    PendingDeletion(Time),
    /// With the waiting period that is to come, in days.
    PendingReplicaDeletion(u8),
    Updating(Time),
    /// In a custom key store that is disconnected; Disabled or Enabled when it is connected.
    Unavailable {
        disabled: bool,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Alias {
    pub(crate) slot: Slot,
    pub(crate) created: Time,
    pub(crate) updated: Time,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ImportToken {
    pub(crate) slot: Slot,
    pub(crate) place: Place,
    pub(crate) valid_to: Time,
}

impl World {
    /// The slots of the sets that are there.
    pub(crate) fn slots(&self) -> Vec<Slot> {
        self.sets.keys().copied().collect()
    }

    pub(crate) fn places(&self, slot: Slot) -> Vec<Place> {
        self.keys.keys().filter(|(of, _)| *of == slot).map(|(_, place)| *place).collect()
    }

    pub(crate) fn replicas(&self, slot: Slot) -> Vec<Place> {
        let primary = self.sets[&slot].primary;
        self.places(slot).into_iter().filter(|place| *place != primary).collect()
    }

    pub(crate) fn is_primary(&self, slot: Slot, place: Place) -> bool {
        self.sets[&slot].multi_region && self.sets[&slot].primary == place
    }

    /// How many keys the account has in the Region, in whatever state.
    pub(crate) fn keys_in(&self, account: Account, place: Place) -> usize {
        self.keys.keys().filter(|(slot, at)| *at == place && self.sets[slot].account == account).count()
    }

    /// Whether every material that is or was current is in this key.
    pub(crate) fn is_usable(&self, slot: Slot, place: Place) -> bool {
        let (set, key) = (&self.sets[&slot], &self.keys[&(slot, place)]);
        match set.kind.is_imported() {
            true => !set.used.is_empty() && set.used.iter().all(|used| key.imported.contains_key(used)),
            false => true,
        }
    }

    /// Enabled, or PendingImport for want of material.
    pub(crate) fn ready(&self, slot: Slot, place: Place) -> State {
        if self.is_usable(slot, place) { State::Enabled } else { State::PendingImport }
    }

    /// The material that DescribeKey shows: symmetric keys have it once they are made.
    pub(crate) fn shown_material(&self, slot: Slot, place: Place) -> Option<Material> {
        let (set, key) = (&self.sets[&slot], &self.keys[&(slot, place)]);
        let shows = set.kind.is_symmetric() && !matches!(key.state, State::Creating(_));
        if shows { set.used.last().copied() } else { None }
    }
}
