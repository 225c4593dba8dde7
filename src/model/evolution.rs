//! How events change a set.

use jiff::Timestamp;

use super::custom_key_store::ConnectionState;
use super::event::{Change, Event};
use super::imported_materials::ImportedMaterial;
use super::regional_key::RegionalKey;
use super::related_keys::RelatedKeys;
use super::shared_material::{AutomaticRotation, OnDemandRotation, Rotation};
use super::subject::Subject;
use super::transition::{Condition, Transition, Trigger};
use crate::identity::Region;
use crate::key::{
    KeyMaterialDescription, KeyMaterialId, KeyState, KeyStateName, Origin, PendingWindowInDays,
    RequestedState, RotationType,
};

/// What a state that is entered may need to know.
#[derive(Clone, Copy)]
struct Entry {
    at: Timestamp,
    window: PendingWindowInDays,
    until: Timestamp,
    otherwise: RequestedState,
}

impl Entry {
    const fn at(at: Timestamp) -> Self {
        Self { at, window: PendingWindowInDays::DEFAULT, until: at, otherwise: RequestedState::Enabled }
    }

    /// The state of this name, entered like this; `None` for a state that is entered in other ways.
    fn state(self, name: &KeyStateName) -> Option<KeyState> {
        Some(match name {
            KeyStateName::Creating => KeyState::Creating { ready_at: self.until },
            KeyStateName::Enabled => KeyState::Enabled,
            KeyStateName::Disabled => KeyState::Disabled,
            KeyStateName::PendingImport => KeyState::PendingImport,
            KeyStateName::PendingDeletion => {
                KeyState::PendingDeletion { deletion_date: self.window.after(self.at) }
            }
            KeyStateName::PendingReplicaDeletion => KeyState::PendingReplicaDeletion { window: self.window },
            KeyStateName::Updating => KeyState::Updating { until: self.until },
            KeyStateName::Unavailable => KeyState::Unavailable { otherwise: self.otherwise },
            KeyStateName::Other(_) => return None,
        })
    }
}

/// The state of a key of this origin when it is made.
pub(crate) fn first_state(origin: &Origin) -> KeyState {
    let holds = |condition| match condition {
        Condition::LacksMaterial => *origin == Origin::External,
        _ => *origin != Origin::External,
    };
    let row = Transition::of(Trigger::CreateKey, None, holds);
    let to = row.and_then(|row| row.to.as_ref());
    to.and_then(|name| Entry::at(Timestamp::MIN).state(name)).unwrap_or(KeyState::Enabled)
}

impl RelatedKeys {
    /// Lets an event happen that concerns this set; any other event, and one that happened before, changes
    /// nothing.
    ///
    /// The key of the set follows its custom key store when that is connected or disconnected, but does not know whether
    /// it is: a [`World`](super::World) makes a key Unavailable whose deletion is cancelled while it is not.
    ///
    /// The deletion of a primary key is the end of its set, which is not for the set to tell: it changes nothing.
    pub fn evolve(&mut self, event: &Event) {
        match &event.subject {
            Subject::Key(key_id) if *key_id == self.shared.key_id => {}
            Subject::CustomKeyStore(id) if self.custom_key_store_id() == Some(id) => {
                return match event.change {
                    Change::CustomKeyStoreConnected => self.follow(ConnectionState::Connected),
                    Change::CustomKeyStoreDisconnected => self.follow(ConnectionState::Disconnected),
                    _ => {}
                };
            }
            _ => return,
        }
        let (region, at) = (&event.region, event.at);
        match &event.change {
            Change::ReplicaCreated { replica } => self.gain_replica(replica),
            Change::KeyDeleted => self.lose_replica(event),
            Change::PrimaryRegionUpdateStarted { until } => self.start_to_promote(region, at, *until),
            Change::PrimaryRegionUpdated => self.promote(region, at),
            Change::DeletionScheduled { window } => {
                self.enter(region, Trigger::ScheduleKeyDeletion, Entry { window: *window, ..Entry::at(at) });
            }
            Change::DeletionCancelled => self.pull(region, Trigger::CancelKeyDeletion, at),
            Change::ReplicaReady => self.pull(region, Trigger::ReplicaReady, at),
            Change::KeyEnabled => {
                self.pull(region, Trigger::EnableKey, at);
                self.catch_up_with_rotation(region, at);
            }
            Change::KeyDisabled => {
                let entry = Entry { otherwise: RequestedState::Disabled, ..Entry::at(at) };
                self.enter(region, Trigger::DisableKey, entry);
            }
            Change::KeyPolicyPut { policy } => self.change(region, |key| key.policy = Some(policy.clone())),
            Change::TagsChanged { tags } => self.change(region, |key| key.tags = tags.clone()),
            Change::DescriptionUpdated { description } => {
                self.change(region, |key| key.description = description.clone());
            }
            Change::KeyMaterialImported { key_material_id: id, valid_to, description } => {
                let material = ImportedMaterial { id: *id, valid_to: *valid_to };
                self.gain_material(region, material, description.as_ref(), at);
            }
            Change::KeyMaterialDeleted { key_material_id }
            | Change::KeyMaterialExpired { key_material_id } => {
                self.lose_material(region, *key_material_id, at);
            }
            Change::KeyRotationEnabled { period } => {
                let automatic = AutomaticRotation { period: *period, next: period.after(at) };
                self.shared.material.set_automatic_rotation(Some(automatic));
            }
            Change::KeyRotationDisabled => self.shared.material.set_automatic_rotation(None),
            Change::OnDemandRotationStarted { until } => {
                let rotation = OnDemandRotation { start: at, until: *until };
                self.shared.material.set_on_demand_rotation(Some(rotation));
            }
            Change::KeyRotated { key_material_id, rotation_type } => {
                self.rotate(*key_material_id, rotation_type, at);
            }
            Change::KeyCreated { .. }
            | Change::KeyUsed { .. }
            | Change::AliasCreated { .. }
            | Change::AliasUpdated { .. }
            | Change::AliasDeleted { .. }
            | Change::GrantCreated { .. }
            | Change::GrantTokenIssued { .. }
            | Change::GrantRetired { .. }
            | Change::GrantRevoked { .. }
            | Change::CustomKeyStoreConnected
            | Change::CustomKeyStoreDisconnected => {}
        }
    }

    /// Whether the waiting period of the key in this Region ends with its deletion.
    pub(super) fn is_deletable(&self, region: &Region) -> bool {
        let key = self.key_in(region);
        key.and_then(|key| self.transition(key, Trigger::WaitingPeriodOver)).is_some()
    }

    /// The state of a key whose deletion is scheduled at `now`: the clock of a primary with replicas does not start.
    pub(crate) fn state_when_scheduled(
        &self,
        key: &RegionalKey,
        window: PendingWindowInDays,
        now: Timestamp,
    ) -> KeyState {
        let entry = Entry { window, ..Entry::at(now) };
        self.next_state(key, Trigger::ScheduleKeyDeletion, entry).unwrap_or(key.state)
    }

    fn transition(&self, key: &RegionalKey, trigger: Trigger) -> Option<&'static Transition> {
        let has_replicas = || key.region == self.primary.region && !self.replicas.is_empty();
        Transition::of(trigger, Some(&key.state.name()), |condition| match condition {
            Condition::Always => true,
            Condition::HasMaterial => self.has_material(key),
            Condition::LacksMaterial => !self.has_material(key),
            Condition::HasReplicas => has_replicas(),
            Condition::HasNoReplicas => !has_replicas(),
            Condition::ToBeEnabled => key.state.requested() == Some(RequestedState::Enabled),
            Condition::ToBeDisabled => key.state.requested() == Some(RequestedState::Disabled),
        })
    }

    fn next_state(&self, key: &RegionalKey, trigger: Trigger, entry: Entry) -> Option<KeyState> {
        entry.state(self.transition(key, trigger)?.to.as_ref()?)
    }

    /// Moves the key in a Region, if the table says that it moves.
    fn enter(&mut self, region: &Region, trigger: Trigger, entry: Entry) {
        let key = self.key_in(region);
        if let Some(state) = key.and_then(|key| self.next_state(key, trigger, entry)) {
            self.change(region, |key| key.state = state);
        }
    }

    /// Moves the key in a Region to a state that needs to know nothing.
    fn pull(&mut self, region: &Region, trigger: Trigger, at: Timestamp) {
        self.enter(region, trigger, Entry::at(at));
    }

    /// The custom key store of the key is connected, or is not.
    pub(super) fn follow(&mut self, connection_state: ConnectionState) {
        let trigger = match connection_state {
            ConnectionState::Connected => Trigger::CustomKeyStoreConnected,
            ConnectionState::Disconnected => Trigger::CustomKeyStoreDisconnected,
        };
        let otherwise = self.primary.state.requested().unwrap_or(RequestedState::Enabled);
        let entry = Entry { otherwise, ..Entry::at(Timestamp::MIN) };
        if let Some(state) = self.next_state(&self.primary, trigger, entry) {
            self.primary.state = state;
        }
    }

    /// Changes the key in a Region, if there is one.
    fn change(&mut self, region: &Region, change: impl FnOnce(&mut RegionalKey)) {
        if let Some(key) = self.keys_mut().find(|key| key.region == *region) {
            change(key);
        }
    }

    fn keys_mut(&mut self) -> impl Iterator<Item = &mut RegionalKey> {
        std::iter::once(&mut self.primary).chain(&mut *self.replicas)
    }

    fn regions(&self) -> Vec<Region> {
        self.keys().map(|key| key.region.clone()).collect()
    }

    /// A replica is made. Sets are many and replicas few, so there is room for no more than there are.
    fn gain_replica(&mut self, replica: &RegionalKey) {
        if self.key_in(&replica.region).is_some() {
            return;
        }
        let mut replicas = std::mem::take(&mut self.replicas).into_vec();
        replicas.reserve_exact(1);
        replicas.push(replica.clone());
        self.replicas = replicas.into();
    }

    /// A replica is deleted. If it was the last, the clock of a primary that waits for it starts.
    fn lose_replica(&mut self, event: &Event) {
        if !self.is_deletable(&event.region) || event.region == self.primary.region {
            return;
        }
        let mut replicas = std::mem::take(&mut self.replicas).into_vec();
        replicas.retain(|replica| replica.region != event.region);
        self.replicas = replicas.into();
        if let KeyState::PendingReplicaDeletion { window } = self.primary.state
            && self.replicas.is_empty()
        {
            let region = self.primary.region.clone();
            self.enter(&region, Trigger::LoseLastReplica, Entry { window, ..Entry::at(event.at) });
        }
    }

    /// The primary and the replica in a Region begin to change places.
    fn start_to_promote(&mut self, region: &Region, at: Timestamp, until: Timestamp) {
        if !self.replicas.iter().any(|replica| replica.region == *region) {
            return;
        }
        for region in [self.primary.region.clone(), region.clone()] {
            self.enter(&region, Trigger::UpdatePrimaryRegion, Entry { until, ..Entry::at(at) });
        }
    }

    /// The replica in a Region and the primary change places, and nothing is Updating any more.
    fn promote(&mut self, region: &Region, at: Timestamp) {
        if let Some(replica) = self.replicas.iter_mut().find(|replica| replica.region == *region) {
            std::mem::swap(&mut self.primary, replica);
        }
        for region in self.regions() {
            self.pull(&region, Trigger::PrimaryRegionUpdated, at);
        }
    }

    /// Material is imported into the key in a Region.
    fn gain_material(
        &mut self,
        region: &Region,
        material: ImportedMaterial,
        description: Option<&KeyMaterialDescription>,
        at: Timestamp,
    ) {
        if self.key_in(region).is_none() {
            return;
        }
        self.shared.material.learn(material.id, description);
        self.change(region, |key| key.imported_materials.insert(material));
        self.pull(region, Trigger::ImportKeyMaterial, at);
    }

    /// Material is gone from the key in a Region. If the primary loses what waits for a rotation, its replicas do too.
    fn lose_material(&mut self, region: &Region, id: KeyMaterialId, at: Timestamp) {
        if self.shared.material.is_pending(id) && *region == self.primary.region {
            self.shared.material.drop_pending();
            self.keys_mut().for_each(|key| key.imported_materials.remove(id));
            return;
        }
        self.change(region, |key| key.imported_materials.remove(id));
        self.pull(region, Trigger::LoseKeyMaterial, at);
    }

    /// Another version of the material is current, for every related key. A key without it cannot be used.
    fn rotate(&mut self, id: KeyMaterialId, rotation_type: &RotationType, at: Timestamp) {
        let key_id = self.shared.key_id;
        let material = &mut self.shared.material;
        material.rotate(key_id, id, Rotation { date: at, rotation_type: rotation_type.clone() });
        match rotation_type {
            RotationType::Automatic => {
                let next = |rotation: AutomaticRotation| AutomaticRotation {
                    next: rotation.period.after(at),
                    ..rotation
                };
                material.set_automatic_rotation(material.automatic_rotation().map(next));
            }
            _ => material.set_on_demand_rotation(None),
        }
        if self.shared.origin == Origin::External {
            for region in self.regions() {
                self.pull(&region, Trigger::LoseKeyMaterial, at);
            }
        }
    }

    /// A rotation that was due while the primary key could not be used is due now.
    fn catch_up_with_rotation(&mut self, region: &Region, at: Timestamp) {
        let material = &mut self.shared.material;
        let automatic = material.automatic_rotation();
        if *region == self.primary.region
            && let Some(AutomaticRotation { period, next: Some(next) }) = automatic
            && next < at
        {
            material.set_automatic_rotation(Some(AutomaticRotation { period, next: Some(at) }));
        }
    }
}
