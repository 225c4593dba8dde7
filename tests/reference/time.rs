//! What happens by itself, one thing after the other.

use super::alphabet::{DAY, Material, Place, Slot, Time};
use super::world::{Rotated, State, World};

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    Created(Slot, Place),
    Moved(Slot, Place),
    Deleted(Slot, Place),
    Expired(Slot, Place, Material),
    Rotated(Slot),
    RotatedOnDemand(Slot),
}

impl World {
    /// When something happens next.
    pub(crate) fn next_deadline(&self) -> Option<Time> {
        self.all_due().into_iter().map(|(at, _)| at).min()
    }

    /// Lets time pass until then; not if that is in the past.
    pub(crate) fn reach(&mut self, now: Time) {
        let now = now.max(self.now);
        while let Some((at, due)) = self.all_due().into_iter().min() {
            if at > now {
                break;
            }
            self.now = self.now.max(at);
            self.happen(due);
        }
        self.now = now;
    }

    fn all_due(&self) -> Vec<(Time, Due)> {
        let mut all = Vec::new();
        for (&(slot, place), key) in &self.keys {
            match key.state {
                State::Creating(at) => all.push((at, Due::Created(slot, place))),
                State::Updating(at) => all.push((at, Due::Moved(slot, place))),
                State::PendingDeletion(at) => all.push((at, Due::Deleted(slot, place))),
                _ => {}
            }
            for (&material, expiry) in &key.imported {
                all.extend(expiry.map(|at| (at, Due::Expired(slot, place, material))));
            }
        }
        for (&slot, set) in &self.sets {
            let primary = self.keys[&(slot, set.primary)].state;
            if let (Some(rotation), State::Enabled | State::Updating(_)) = (set.rotation, primary) {
                all.push((rotation.next.max(self.now), Due::Rotated(slot)));
            }
            all.extend(set.on_demand.map(|(_, done)| (done, Due::RotatedOnDemand(slot))));
        }
        all
    }

    fn happen(&mut self, due: Due) {
        match due {
            Due::Created(slot, place) => {
                let ready = self.ready(slot, place);
                self.set_state(slot, place, ready);
            }
            Due::Moved(slot, place) => {
                let ready = self.ready(slot, place);
                self.set_state(slot, place, ready);
                let set = self.sets.get_mut(&slot).unwrap();
                if let Some(next) = set.next_primary.take() {
                    set.primary = next;
                }
            }
            Due::Deleted(slot, place) => self.delete(slot, place),
            Due::Expired(slot, place, material) => self.lose(slot, place, material),
            Due::Rotated(slot) => self.rotate(slot),
            Due::RotatedOnDemand(slot) => self.finish_rotation(slot),
        }
    }

    pub(crate) fn set_state(&mut self, slot: Slot, place: Place, state: State) {
        self.keys.get_mut(&(slot, place)).unwrap().state = state;
    }

    /// A key is gone, with its aliases and grants; the primary key may have waited for that.
    fn delete(&mut self, slot: Slot, place: Place) {
        self.keys.remove(&(slot, place));
        let (account, primary) = (self.sets[&slot].account, self.sets[&slot].primary);
        self.aliases.retain(|(of, at, _), alias| !(*of == account && *at == place && alias.slot == slot));
        self.last_uses.remove(&(slot, place));
        self.grants.retain(|grant, _| (grant.slot, grant.place) != (slot, place));
        if place == primary {
            assert!(self.places(slot).is_empty(), "a primary key goes last");
            self.sets.remove(&slot);
        } else if self.replicas(slot).is_empty()
            && let State::PendingReplicaDeletion(days) = self.keys[&(slot, primary)].state
        {
            self.set_state(slot, primary, State::PendingDeletion(self.now + i64::from(days) * DAY));
        }
    }

    /// A key has an imported material no more.
    pub(crate) fn lose(&mut self, slot: Slot, place: Place, material: Material) {
        self.keys.get_mut(&(slot, place)).unwrap().imported.remove(&material);
        let set = self.sets.get_mut(&slot).unwrap();
        if set.pending == Some(material) && set.primary == place {
            set.pending = None;
            for other in self.places(slot) {
                self.keys.get_mut(&(slot, other)).unwrap().imported.remove(&material);
            }
        }
        let state = self.keys[&(slot, place)].state;
        if matches!(state, State::Enabled | State::Disabled) && !self.is_usable(slot, place) {
            self.set_state(slot, place, State::PendingImport);
        }
    }

    /// KMS makes new material by itself.
    fn rotate(&mut self, slot: Slot) {
        let now = self.now;
        let set = self.sets.get_mut(&slot).unwrap();
        let material = Material::Made(u32::try_from(set.used.len()).unwrap());
        set.used.push(material);
        set.rotated.push(Rotated { material, at: now, on_demand: false });
        let rotation = set.rotation.as_mut().unwrap();
        rotation.next = now + rotation.days * DAY;
    }

    /// The rotation that was asked for is done.
    fn finish_rotation(&mut self, slot: Slot) {
        let now = self.now;
        let set = self.sets.get_mut(&slot).unwrap();
        set.on_demand = None;
        let material = match set.kind.is_imported() {
            true => set.pending.take(),
            false => Some(Material::Made(u32::try_from(set.used.len()).unwrap())),
        };
        let Some(material) = material else { return };
        set.used.push(material);
        set.rotated.push(Rotated { material, at: now, on_demand: true });
        for place in self.places(slot) {
            let state = self.keys[&(slot, place)].state;
            if matches!(state, State::Enabled | State::Disabled) && !self.is_usable(slot, place) {
                self.set_state(slot, place, State::PendingImport);
            }
        }
    }
}
