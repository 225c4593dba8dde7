//! A set of related keys: what they share, and each of them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::regional_key::RegionalKey;
use super::shared_properties::SharedProperties;
use crate::identity::{KeyArn, KeyId, Region};
use crate::key::{Combination, KeySpec, KeyState, KeyUsage, MultiRegionKeyType, Origin};

/// A set of related keys: a primary key and its replicas, or one single-Region key.
///
/// The set is the unit of consistency: every operation on keys touches one set only, and what related keys share
/// is stored once, so that they cannot drift apart. By construction there is one primary, one key in a Region,
/// and one partition and account.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html>
///
/// ```
/// use kms_mrk::key::{KeySpec, KeyState, KeyUsage, Origin};
/// use kms_mrk::model::{InvalidSet, RegionalKey, RelatedKeys, SharedProperties};
///
/// let shared = SharedProperties {
///     key_id: "mrk-1234abcd12ab34cd56ef1234567890ab".parse()?,
///     account: "111122223333".parse()?,
///     partition: "aws".into(),
///     key_spec: KeySpec::SymmetricDefault,
///     key_usage: KeyUsage::EncryptDecrypt,
///     origin: Origin::AwsKms,
///     current_key_material_id: None,
/// };
/// let primary = RegionalKey {
///     region: "us-east-1".parse()?,
///     creation_date: "2026-01-05T12:00:00Z".parse()?,
///     description: "orders".parse()?,
///     policy: None,
///     tags: Default::default(),
///     state: KeyState::Enabled,
///     imported_material: None,
/// };
/// let replica = RegionalKey { region: "eu-west-1".parse()?, ..primary.clone() };
///
/// let set = RelatedKeys::new(shared.clone(), primary.clone(), vec![replica])?;
/// assert_eq!(set.keys().count(), 2);
/// assert!(set.arn_in(&"eu-west-1".parse()?).is_related_to(&set.arn_in(&"us-east-1".parse()?)));
///
/// // A set has one key in a Region.
/// let refused = RelatedKeys::new(shared, primary.clone(), vec![primary]);
/// assert_eq!(refused, Err(InvalidSet::Region("us-east-1".parse()?)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct RelatedKeys {
    shared: SharedProperties,
    primary: RegionalKey,
    replicas: Vec<RegionalKey>, // INVARIANT: no Region twice, nor the primary's; empty for a single-Region key
}

impl RelatedKeys {
    /// A set of these keys.
    ///
    /// # Errors
    /// Two keys in one Region, replicas of a single-Region key, a key spec without that usage, or a custom key
    /// store's origin for a multi-Region key.
    pub fn new(
        shared: SharedProperties,
        primary: RegionalKey,
        replicas: Vec<RegionalKey>,
    ) -> Result<Self, InvalidSet> {
        let is_multi_region = shared.key_id.is_multi_region();
        if !is_multi_region && !replicas.is_empty() {
            return Err(InvalidSet::ReplicasOfSingleRegionKey(shared.key_id));
        }
        if is_multi_region && !shared.origin.can_be_multi_region() {
            return Err(InvalidSet::Origin(shared.origin));
        }
        if Combination::of(&shared.key_spec, &shared.key_usage).is_none() {
            return Err(InvalidSet::Usage(shared.key_spec, shared.key_usage));
        }
        let set = Self { shared, primary, replicas };
        let mut regions: Vec<_> = set.keys().map(|key| &key.region).collect();
        regions.sort_unstable();
        if let Some(region) =
            regions.iter().zip(regions.iter().skip(1)).find_map(|(one, next)| (one == next).then_some(*one))
        {
            return Err(InvalidSet::Region(region.clone()));
        }
        Ok(set)
    }

    /// A new single-Region key, or the primary of a new set.
    pub(crate) fn created(shared: SharedProperties, primary: RegionalKey) -> Self {
        Self { shared, primary, replicas: Vec::new() }
    }

    /// What the keys share.
    #[must_use]
    pub const fn shared(&self) -> &SharedProperties {
        &self.shared
    }

    /// The key ID of all keys of the set.
    #[must_use]
    pub const fn key_id(&self) -> KeyId {
        self.shared.key_id
    }

    /// The primary key; the key itself if it is a single-Region key.
    #[must_use]
    pub const fn primary(&self) -> &RegionalKey {
        &self.primary
    }

    /// The replica keys, in the order in which they were created.
    #[must_use]
    pub fn replicas(&self) -> &[RegionalKey] {
        &self.replicas
    }

    /// All keys: the primary, then the replicas.
    pub fn keys(&self) -> impl Iterator<Item = &RegionalKey> {
        std::iter::once(&self.primary).chain(&self.replicas)
    }

    /// The key in this Region.
    #[must_use]
    pub fn key_in(&self, region: &Region) -> Option<&RegionalKey> {
        self.keys().find(|key| key.region == *region)
    }

    /// Whether the key in this Region is the primary or a replica; `None` for a single-Region key and where there
    /// is none.
    #[must_use]
    pub fn multi_region_key_type(&self, region: &Region) -> Option<MultiRegionKeyType> {
        if !self.shared.key_id.is_multi_region() {
            return None;
        }
        let is_primary = self.primary.region == *region;
        self.key_in(region)?;
        Some(if is_primary { MultiRegionKeyType::Primary } else { MultiRegionKeyType::Replica })
    }

    /// The ARN that a key of the set has, or would have, in this Region.
    #[must_use]
    pub fn arn_in(&self, region: &Region) -> KeyArn {
        let shared = &self.shared;
        KeyArn::new(shared.partition.clone(), region.clone(), shared.account, shared.key_id)
    }

    /// When something next happens to a key of the set by itself.
    ///
    /// Today that is the end of Creating; what follows a deletion date and the end of Updating is not modelled yet.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Timestamp> {
        self.replicas.iter().filter_map(ready_at).min()
    }

    /// What happens next by itself, if that is due at `now`.
    #[must_use]
    pub fn due(&self, now: Timestamp) -> Option<Event> {
        let at = self.next_deadline().filter(|deadline| *deadline <= now)?;
        let replica = self.replicas.iter().find(|replica| ready_at(replica) == Some(at))?;
        Some(Event::ReplicaReady { key_id: self.key_id(), region: replica.region.clone(), at })
    }

    /// Lets an event happen that concerns this set; any other event, and one that happened before, changes
    /// nothing.
    pub fn evolve(&mut self, event: &Event) {
        if event.key_id() != self.key_id() {
            return;
        }
        match event {
            Event::ReplicaCreated { replica, .. } if self.key_in(&replica.region).is_none() => {
                self.replicas.push((**replica).clone());
            }
            Event::ReplicaReady { region, .. } => {
                let settled = self.state_after_creating();
                for replica in self.replicas.iter_mut().filter(|replica| replica.region == *region) {
                    if matches!(replica.state, KeyState::Creating { .. }) {
                        replica.state = settled;
                    }
                }
            }
            Event::KeyCreated { .. } | Event::ReplicaCreated { .. } => {}
        }
    }

    /// A new replica has all material that KMS made, and none that was imported.
    fn state_after_creating(&self) -> KeyState {
        match self.shared.origin {
            Origin::External => KeyState::PendingImport,
            _ => KeyState::Enabled,
        }
    }
}

/// When KMS is done making a replica.
const fn ready_at(replica: &RegionalKey) -> Option<Timestamp> {
    match replica.state {
        KeyState::Creating { ready_at } => Some(ready_at),
        _ => None,
    }
}

/// Keys that cannot be a set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidSet {
    /// A single-Region key has no replicas.
    #[error("the single-Region key `{0}` cannot have replicas")]
    ReplicasOfSingleRegionKey(KeyId),
    /// A set has one key in a Region.
    #[error("the set has more than one key in the Region `{0}`")]
    Region(Region),
    /// Multi-Region keys are not in custom key stores.
    #[error("a key with Origin {0} cannot be a multi-Region key")]
    Origin(Origin),
    /// There are no such keys.
    #[error("a key of spec {0} cannot have the usage {1}")]
    Usage(KeySpec, KeyUsage),
}

/// The set as it is written down, before it was looked at.
#[derive(Serialize, Deserialize)]
struct Parts {
    #[serde(flatten)]
    shared: SharedProperties,
    primary: RegionalKey,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    replicas: Vec<RegionalKey>,
}

impl TryFrom<Parts> for RelatedKeys {
    type Error = InvalidSet;

    fn try_from(Parts { shared, primary, replicas }: Parts) -> Result<Self, Self::Error> {
        Self::new(shared, primary, replicas)
    }
}

impl From<RelatedKeys> for Parts {
    fn from(RelatedKeys { shared, primary, replicas }: RelatedKeys) -> Self {
        Self { shared, primary, replicas }
    }
}
