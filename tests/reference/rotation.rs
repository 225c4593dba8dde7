//! Rotation: automatic and on demand.

use super::alphabet::{DAY, MINUTE, Material, Place, ROTATING, ROTATIONS, Slot};
use super::answer::{Answer, Entry, MaterialState, Output, Refusal};
use super::command::Materials;
use super::states::StateName::{self, *};
use super::world::{Rotation, World};

const UNSUPPORTED: Refusal = Refusal::somehow("UnsupportedOperationException");

impl World {
    pub(crate) fn enable_key_rotation(&mut self, slot: Slot, place: Place, days: i64) -> Answer {
        self.check_rotation_switch(slot, place)?;
        let next = self.now + days * DAY;
        self.sets.get_mut(&slot).unwrap().rotation = Some(Rotation { days, next });
        Ok(Output::Nothing)
    }

    pub(crate) fn disable_key_rotation(&mut self, slot: Slot, place: Place) -> Answer {
        self.check_rotation_switch(slot, place)?;
        self.sets.get_mut(&slot).unwrap().rotation = None;
        Ok(Output::Nothing)
    }

    fn check_rotation_switch(&self, slot: Slot, place: Place) -> Result<(), Refusal> {
        self.refuse_in(&[Creating], slot, place)?;
        self.check_made_by_kms(slot, place)?;
        self.refuse_in(&[Disabled, PendingDeletion, PendingReplicaDeletion], slot, place)?;
        self.check_primary(slot, place)?;
        self.check_rotates_by_itself(slot, place)
    }

    /// Rotation is set on the primary key; its replicas follow.
    fn check_primary(&self, slot: Slot, place: Place) -> Result<(), Refusal> {
        if self.sets[&slot].primary == place { Ok(()) } else { Err(UNSUPPORTED) }
    }

    fn check_rotates_by_itself(&self, slot: Slot, place: Place) -> Result<(), Refusal> {
        match self.sets[&slot].kind.is_symmetric() {
            true => self.check_made_by_kms(slot, place),
            false => Err(UNSUPPORTED),
        }
    }

    fn check_made_by_kms(&self, slot: Slot, place: Place) -> Result<(), Refusal> {
        let kind = self.sets[&slot].kind;
        match kind.is_imported() {
            true => Err(self.origin_refusal(slot, place)),
            // The words were recorded of imported material alone.
            false if kind.store().is_some() => Err(UNSUPPORTED),
            false => Ok(()),
        }
    }

    pub(crate) fn origin_refusal(&self, slot: Slot, place: Place) -> Refusal {
        let origin = self.sets[&slot].kind.origin();
        let words =
            format!("{} origin is {origin} which is not valid for this operation.", self.arn(slot, place));
        Refusal::said("UnsupportedOperationException", words)
    }

    pub(crate) fn get_key_rotation_status(&mut self, slot: Slot, place: Place) -> Answer {
        self.check_rotates_by_itself(slot, place)?;
        let going = matches!(self.state_name(slot, place), PendingDeletion | PendingReplicaDeletion);
        let set = &self.sets[&slot];
        Ok(Output::RotationStatus {
            slot,
            rotation: set.rotation.filter(|_| !going),
            on_demand: set.on_demand.map(|(start, _)| start),
        })
    }

    pub(crate) fn rotate_key_on_demand(&mut self, slot: Slot, place: Place) -> Answer {
        const NEVER: &[StateName] =
            &[Disabled, PendingDeletion, PendingReplicaDeletion, PendingImport, Creating];
        self.refuse_in(NEVER, slot, place)?;
        self.check_primary(slot, place)?;
        let set = &self.sets[&slot];
        if !set.kind.is_symmetric() || set.kind.store().is_some() {
            return Err(UNSUPPORTED);
        }
        let soon = set.rotation.is_some_and(|rotation| rotation.next - self.now <= 20 * MINUTE);
        let mut refusals = Vec::new();
        if set.on_demand.is_some() || soon {
            refusals.push(Refusal::somehow("ConflictException"));
        }
        if set.kind.is_imported() && !self.is_everywhere(slot) {
            let words =
                format!("No available key material pending rotation for the key: {}.", self.arn(slot, place));
            refusals.push(Refusal::said("KMSInvalidStateException", words));
        }
        let on_demand = set.rotated.iter().filter(|rotated| rotated.on_demand).count();
        if on_demand + usize::from(set.on_demand.is_some()) >= ROTATIONS {
            let words = format!(
                "The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: {}",
                self.arn(slot, place)
            );
            refusals.push(Refusal::said("LimitExceededException", words));
        }
        Refusal::any_of(refusals)?;
        let now = self.now;
        self.sets.get_mut(&slot).unwrap().on_demand = Some((now, now + ROTATING));
        Ok(Output::Arn(slot, place))
    }

    /// Whether there is a material that waits to become current, and every key of the set has it.
    pub(crate) fn is_everywhere(&self, slot: Slot) -> bool {
        self.sets[&slot].pending.is_some_and(|pending| {
            self.places(slot).iter().all(|place| self.keys[&(slot, *place)].imported.contains_key(&pending))
        })
    }

    pub(crate) fn list_key_rotations(&mut self, slot: Slot, place: Place, which: Materials) -> Answer {
        let (set, key) = (&self.sets[&slot], &self.keys[&(slot, place)]);
        if !set.kind.is_symmetric() || set.kind.store().is_some() {
            return Err(UNSUPPORTED);
        }
        let entry = |material: Material, state| Entry {
            material,
            state,
            is_here: set.kind.is_imported().then(|| key.imported.contains_key(&material)),
            expires: key.imported.get(&material).map(|until| (until.is_some(), *until)),
            rotated: set
                .rotated
                .iter()
                .find(|rotated| rotated.material == material)
                .map(|rotated| (rotated.at, rotated.on_demand)),
        };
        let mut entries = Vec::new();
        for &material in &set.used {
            let is_current = set.used.last() == Some(&material);
            let state = if is_current { MaterialState::Current } else { MaterialState::NonCurrent };
            entries.push(entry(material, state));
        }
        let waiting = match self.is_everywhere(slot) {
            true => MaterialState::PendingRotation,
            false => MaterialState::PendingImportElsewhere,
        };
        entries.extend(set.pending.map(|material| entry(material, waiting)));
        if which == Materials::Rotated {
            entries.retain(|entry| entry.rotated.is_some());
        }
        entries.sort_by_key(|entry| entry.material);
        Ok(Output::Rotations(entries))
    }
}
