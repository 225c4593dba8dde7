//! A set of related keys: what they share, and each of them.

use serde::{Deserialize, Serialize};

use super::invalid_set::InvalidSet;
use super::key_material::{KeyMaterial, unnamed};
use super::regional_key::RegionalKey;
use super::shared_properties::SharedProperties;
use crate::identity::{AccountId, CustomKeyStoreId, KeyArn, KeyId, Region};
use crate::key::{Combination, ImportType, KeyMaterialId, KeySpec, KeyState, MultiRegionKeyType, Origin};

/// A set of related keys: a primary key and its replicas, or one single-Region key.
///
/// The set is the unit of consistency: every operation on keys touches one set only, and what related keys share
/// is stored once, so that they cannot drift apart. By construction there is one primary, one key in a Region,
/// and one partition and account.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html>
///
/// ```
/// use kms_mrk::key::{KeySpec, KeyState, KeyStateName, KeyUsage, Origin};
/// use kms_mrk::model::{InvalidSet, RegionalKey, RelatedKeys, SharedProperties};
///
/// let shared = SharedProperties {
///     key_id: "mrk-1234abcd12ab34cd56ef1234567890ab".parse()?,
///     account: "111122223333".parse()?,
///     partition: "aws".into(),
///     key_spec: KeySpec::SymmetricDefault,
///     key_usage: KeyUsage::EncryptDecrypt,
///     origin: Origin::AwsKms,
///     material: Default::default(),
/// };
/// let primary = RegionalKey {
///     region: "us-east-1".parse()?,
///     creation_date: "2026-01-05T12:00:00Z".parse()?,
///     description: "orders".parse()?,
///     policy: None,
///     tags: Default::default(),
///     state: KeyState::Enabled,
///     imported_materials: Default::default(),
///     custom_key_store: None,
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
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct RelatedKeys {
    pub(super) shared: SharedProperties,
    pub(super) primary: RegionalKey,
    // INVARIANT: no Region twice, nor the primary's; empty for a single-Region key.
    pub(super) replicas: Box<[RegionalKey]>,
}

clone_in_place!(RelatedKeys { shared, primary, replicas });

impl RelatedKeys {
    /// A set of these keys.
    ///
    /// # Errors
    /// Two keys in one Region, replicas of a single-Region key, a key spec without that usage, a custom key store's
    /// origin for a multi-Region key, a custom key store that does not go with the origin, or a key in a state that its place in the set or its origin rules out: a
    /// primary key in Creating, a replica in PendingReplicaDeletion, a primary key in PendingDeletion that has
    /// replicas or in PendingReplicaDeletion that has none, PendingImport without origin EXTERNAL, Unavailable
    /// outside of a custom key store, and Updating unless the primary key and one replica both are.
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
        let set = Self { shared, primary, replicas: replicas.into() };
        let of_store = Some(&set.shared.origin).filter(|origin| origin.is_custom_key_store());
        let fits =
            |key: &RegionalKey| key.custom_key_store.as_ref().map(|key| key.origin()).as_ref() == of_store;
        if !set.keys().all(fits) {
            return Err(InvalidSet::CustomKeyStore(set.shared.origin));
        }
        let mut regions: Vec<_> = set.keys().map(|key| &key.region).collect();
        regions.sort_unstable();
        if let Some(region) =
            regions.iter().zip(regions.iter().skip(1)).find_map(|(one, next)| (one == next).then_some(*one))
        {
            return Err(InvalidSet::Region(region.clone()));
        }
        if let Some(key) = set.keys().find(|key| !set.allows(key)) {
            return Err(InvalidSet::State { region: key.region.clone(), state: key.state.name() });
        }
        Ok(set)
    }

    /// Whether a key with this place in the set can be in the state that it is in.
    fn allows(&self, key: &RegionalKey) -> bool {
        let is_primary = key.region == self.primary.region;
        let is_updating = |key: &RegionalKey| matches!(key.state, KeyState::Updating { .. });
        match key.state {
            KeyState::Creating { .. } => !is_primary,
            KeyState::PendingImport => self.shared.origin == Origin::External,
            KeyState::PendingDeletion { .. } => !is_primary || self.replicas.is_empty(),
            KeyState::PendingReplicaDeletion { .. } => is_primary && !self.replicas.is_empty(),
            KeyState::Unavailable { .. } => self.shared.origin.is_custom_key_store(),
            KeyState::Updating { .. } => {
                is_updating(&self.primary)
                    && self.replicas.iter().filter(|replica| is_updating(replica)).count() == 1
            }
            KeyState::Enabled | KeyState::Disabled => true,
        }
    }

    /// A new single-Region key, or the primary of a new set.
    pub(crate) fn created(shared: SharedProperties, primary: RegionalKey) -> Self {
        Self { shared, primary, replicas: Box::default() }
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

    /// The custom key store that the key is in; a multi-Region key is in none.
    #[must_use]
    pub fn custom_key_store_id(&self) -> Option<&CustomKeyStoreId> {
        self.primary.custom_key_store.as_ref().map(|key| key.custom_key_store_id())
    }

    /// All keys: the primary, then the replicas.
    pub fn keys(&self) -> impl Iterator<Item = &RegionalKey> {
        std::iter::once(&self.primary).chain(&*self.replicas)
    }

    /// The key in this Region.
    #[must_use]
    pub fn key_in(&self, region: &Region) -> Option<&RegionalKey> {
        self.keys().find(|key| key.region == *region)
    }

    /// Whether the set is this account's and has a key in this Region.
    pub(super) fn has_key_in(&self, account: AccountId, region: &Region) -> bool {
        self.shared.account == account && self.key_in(region).is_some()
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

    /// The Region of the replica that is becoming the primary key; the primary key's own if none is.
    #[must_use]
    pub fn next_primary_region(&self) -> &Region {
        let is_updating = |key: &&RegionalKey| matches!(key.state, KeyState::Updating { .. });
        self.replicas.iter().find(is_updating).map_or(&self.primary.region, |replica| &replica.region)
    }

    /// Whether a key has all the material that it needs: KMS's own, or every imported material that is or was current.
    #[must_use]
    pub fn has_material(&self, key: &RegionalKey) -> bool {
        if self.shared.origin != Origin::External {
            return true;
        }
        let mut versions = self.shared.material.versions().peekable();
        versions.peek().is_some() && versions.all(|version| key.imported_materials.holds(version.id))
    }

    /// The version of the material that the keys encrypt with now.
    ///
    /// Keys whose material has no identifier that KMS shows have one of the model's own.
    #[must_use]
    pub fn current_material(&self) -> KeyMaterialId {
        self.shared.material.current_id().unwrap_or_else(|| unnamed(self.shared.key_id))
    }

    /// Whether a key has this version of the material, now or from before the last rotations.
    #[must_use]
    pub fn holds(&self, key: &RegionalKey, id: KeyMaterialId) -> bool {
        match self.shared.origin {
            Origin::External => self.shared.material.has_version(id) && key.imported_materials.holds(id),
            _ => self.shared.material.has_version(id) || id == self.current_material(),
        }
    }

    /// The identifier of this material in the keys of the set, imported as this.
    pub(crate) fn identify(&self, material: KeyMaterial, import_type: &ImportType) -> KeyMaterialId {
        let id = material.id_in(self.shared.key_id);
        match import_type {
            ImportType::NewKeyMaterial => id,
            _ => self.known_material(id).unwrap_or(id),
        }
    }

    /// The material of the set that this identifier stands for.
    ///
    /// A set that was taken over may have material of which only that it is there is known: an identifier that is none
    /// of the others is taken to be its.
    pub(crate) fn known_material(&self, id: KeyMaterialId) -> Option<KeyMaterialId> {
        let material = &self.shared.material;
        let is_known = |id: &KeyMaterialId| material.has_version(*id) || material.is_pending(*id);
        Some(id).filter(is_known).or_else(|| Some(unnamed(self.shared.key_id)).filter(is_known))
    }

    /// The identifier as KMS shows it: for symmetric encryption keys only, and if it is one that KMS gave.
    pub(crate) fn shown(&self, id: KeyMaterialId) -> Option<KeyMaterialId> {
        let is_symmetric = self.shared.key_spec == KeySpec::SymmetricDefault;
        Some(id).filter(|id| is_symmetric && *id != unnamed(self.shared.key_id))
    }

    /// Whether imported material waits for more than a rotation: a related key does not have it yet.
    #[must_use]
    pub fn lacks_pending_material(&self) -> bool {
        let pending = self.shared.material.pending();
        pending.is_some_and(|pending| self.keys().any(|key| !key.imported_materials.holds(pending.id)))
    }
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
        Self { shared, primary, replicas: replicas.into() }
    }
}
