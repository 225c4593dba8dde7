//! What will happen to a set by itself, and when.

use jiff::Timestamp;

use super::event::{Change, Event};
use super::regional_key::RegionalKey;
use super::related_keys::RelatedKeys;
use crate::identity::Region;
use crate::key::{KeyMaterialId, KeyState, RotationType};

/// Something that happens by itself, of which no event was made yet.
#[derive(Clone, Copy)]
struct Upcoming<'a> {
    at: Timestamp,
    region: &'a Region,
    what: What,
}

#[derive(Clone, Copy)]
enum What {
    ReplicaReady,
    KeyDeleted,
    PrimaryRegionUpdated,
    KeyMaterialExpired(KeyMaterialId),
    RotatedOnDemand,
    RotatedAutomatically,
}

impl RelatedKeys {
    /// When something next happens to a key of the set by itself.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Timestamp> {
        self.all_upcoming().map(|upcoming| upcoming.at).min()
    }

    /// What happens next by itself, if that is due at `now`.
    ///
    /// Creating ends, a waiting period is over, a change of the primary is done, imported material expires, a rotation
    /// is due or done; the earliest comes first.
    #[must_use]
    pub fn due(&self, now: Timestamp) -> Option<Event> {
        let next = self.all_upcoming().min_by_key(|upcoming| upcoming.at);
        next.filter(|upcoming| upcoming.at <= now).map(|upcoming| self.event(upcoming))
    }

    /// Everything that happens by itself if nobody does anything, each at its time and in no order: the first of them
    /// may change what comes after.
    ///
    /// ```
    /// use kms_mrk::Kms;
    /// use kms_mrk::model::{Call, Caller, Change};
    /// use kms_mrk::operation::{CreateKey, ReplicateKey};
    ///
    /// let mut kms = Kms::new(1);
    /// let caller = Caller::new("111122223333".parse()?).unwrap();
    /// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
    /// let key = kms.call(&CreateKey::multi_region(), &call)?.output.key_id;
    /// kms.call(&ReplicateKey::new(key.into(), "eu-west-1".parse()?), &call)?;
    ///
    /// let upcoming: Vec<_> = kms.world().set(key).unwrap().upcoming().collect();
    /// assert_eq!(upcoming.len(), 1);
    /// assert_eq!((upcoming[0].region.as_str(), &upcoming[0].change), ("eu-west-1", &Change::ReplicaReady));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn upcoming(&self) -> impl Iterator<Item = Event> {
        self.all_upcoming().map(|upcoming| self.event(upcoming))
    }

    fn all_upcoming(&self) -> impl Iterator<Item = Upcoming<'_>> {
        self.keys().flat_map(|key| self.of_key(key)).chain(self.rotations())
    }

    fn of_key<'a>(&'a self, key: &'a RegionalKey) -> impl Iterator<Item = Upcoming<'a>> {
        let end_of_state = key.state.deadline().and_then(|at| {
            let (region, what) = match key.state {
                KeyState::Creating { .. } => (&key.region, What::ReplicaReady),
                KeyState::PendingDeletion { .. } => (&key.region, What::KeyDeleted),
                KeyState::Updating { .. } => (self.next_primary_region(), What::PrimaryRegionUpdated),
                _ => return None,
            };
            Some(Upcoming { at, region, what })
        });
        let expiries = key.imported_materials.iter().filter_map(|material| {
            let what = What::KeyMaterialExpired(material.id);
            material.valid_to.map(|at| Upcoming { at, region: &key.region, what })
        });
        end_of_state.into_iter().chain(expiries)
    }

    /// The rotation on demand that is under way, and the next automatic one. The latter waits while the primary key
    /// cannot be used.
    fn rotations(&self) -> impl Iterator<Item = Upcoming<'_>> {
        let (primary, material) = (&self.primary, &self.shared.material);
        let region = &primary.region;
        let on_demand = material.on_demand_rotation().map(|rotation| rotation.until);
        let is_usable = matches!(primary.state, KeyState::Enabled | KeyState::Updating { .. });
        let automatic =
            material.automatic_rotation().filter(|_| is_usable).and_then(|rotation| rotation.next);
        on_demand
            .map(|at| Upcoming { at, region, what: What::RotatedOnDemand })
            .into_iter()
            .chain(automatic.map(|at| Upcoming { at, region, what: What::RotatedAutomatically }))
    }

    fn event(&self, Upcoming { at, region, what }: Upcoming<'_>) -> Event {
        let rotated = |rotation_type| Change::KeyRotated {
            key_material_id: self.shared.material.next_id(self.key_id()),
            rotation_type,
        };
        let change = match what {
            What::ReplicaReady => Change::ReplicaReady,
            What::KeyDeleted => Change::KeyDeleted,
            What::PrimaryRegionUpdated => Change::PrimaryRegionUpdated,
            What::KeyMaterialExpired(key_material_id) => Change::KeyMaterialExpired { key_material_id },
            What::RotatedOnDemand => rotated(RotationType::OnDemand),
            What::RotatedAutomatically => rotated(RotationType::Automatic),
        };
        Event { subject: self.key_id().into(), region: region.clone(), at, change }
    }
}
