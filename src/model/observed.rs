//! From what KMS says of a key to a set of the model.

use jiff::Timestamp;

use super::call::whole_milliseconds;
use super::custom_key_store::CustomKeyStoreKey;
use super::imported_materials::{ImportedMaterial, ImportedMaterials};
use super::invalid_set::InvalidSet;
use super::key_material::unnamed;
use super::regional_key::RegionalKey;
use super::related_keys::RelatedKeys;
use super::shared_material::SharedMaterial;
use super::shared_properties::SharedProperties;
use super::timing::{Timing, after};
use crate::identity::{KeyArn, Region, Unlisted};
use crate::key::{
    KeyMaterialId, KeyMetadata, KeySpec, KeyState, KeyStateName, KeyUsage, MultiRegionConfiguration, Origin,
    PendingWindowInDays, RequestedState, Tags,
};
use crate::verdict::Report;

impl RelatedKeys {
    /// The set that the metadata of its keys describes.
    ///
    /// `keys` are the descriptions of one or more keys of one set, from DescribeKey in their Regions at about
    /// `now`. Related keys that are listed in them but not described themselves are taken to be as they come out
    /// of ReplicateKey: Enabled (PendingImport if the material is imported), created with the first described
    /// key, without description. Metadata tells neither policy nor tags: every key gets the default policy and
    /// no tags. A key in Creating is taken to need the whole of [`Timing::creating`] from `now` on, and keys in
    /// Updating the whole of [`Timing::updating`]. A key that is Unavailable is taken to be Enabled otherwise.
    ///
    /// # Errors
    /// No description at all; descriptions that KMS would never give (see
    /// [`KeyMetadata::check_together`]); states and names that this crate does not know; a key that AWS manages; a key in
    /// a custom key store whose metadata does not name the store and what is behind the key; a key in Updating, unless the other key that changes roles with it is described
    /// too.
    ///
    /// ```
    /// use kms_mrk::{Kms, model::{Call, Caller, RelatedKeys, Timing}, operation::CreateKey};
    ///
    /// let mut kms = Kms::new(1);
    /// let caller = Caller::new("111122223333".parse()?).unwrap();
    /// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
    /// let metadata = kms.call(&CreateKey::multi_region(), &call)?.output;
    ///
    /// let set = RelatedKeys::observed(&[metadata.clone()], Timing::default(), call.now())?;
    /// assert_eq!(set.describe(metadata.arn.region()), Some(metadata));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn observed(keys: &[KeyMetadata], timing: Timing, now: Timestamp) -> Result<Self, NotASet> {
        let first = keys.first().ok_or(NotASet::Empty)?;
        let report = KeyMetadata::check_together(keys);
        if !report.is_accepted() {
            return Err(NotASet::Implausible(report));
        }
        if first.key_manager != crate::key::KeyManager::Customer {
            return Err(NotASet::NotModelled(first.arn.clone()));
        }
        if let Some(unlisted) = unlisted(first) {
            return Err(unlisted);
        }
        let shared = SharedProperties {
            key_id: first.key_id,
            account: first.aws_account_id,
            partition: first.arn.partition().clone(),
            key_spec: first.key_spec.clone(),
            key_usage: first.key_usage.clone(),
            origin: first.origin.clone(),
            material: material(first, keys),
        };
        let current = shared.material.current_id();
        let described = |region: &Region| match keys.iter().find(|key| key.arn.region() == region) {
            Some(key) => regional(key, current, timing, now),
            None => Ok(assumed(region, first)),
        };
        let Some(configuration) = &first.multi_region_configuration else {
            return Ok(Self::new(shared, described(first.arn.region())?, Vec::new())?);
        };
        let primary = &configuration.primary_key.region;
        let replicas = regions_besides(primary, keys).into_iter().map(described);
        Ok(Self::new(shared, described(primary)?, replicas.collect::<Result<_, _>>()?)?)
    }
}

/// The current material, as far as the descriptions name it. Imported material without a name is there all the same.
fn material(first: &KeyMetadata, keys: &[KeyMetadata]) -> SharedMaterial {
    let is_imported = || keys.iter().any(|key| key.expiration_model.is_some());
    let named = keys.iter().find_map(|key| key.current_key_material_id);
    let id = named.or_else(|| is_imported().then(|| unnamed(first.key_id)));
    id.map_or_else(SharedMaterial::default, SharedMaterial::current)
}

/// The first name that the model cannot do without and that nobody knows.
fn unlisted(key: &KeyMetadata) -> Option<NotASet> {
    let (member, name) = match key {
        KeyMetadata { key_spec: KeySpec::Other(name), .. } => ("KeySpec", name),
        KeyMetadata { key_usage: KeyUsage::Other(name), .. } => ("KeyUsage", name),
        KeyMetadata { origin: Origin::Other(name), .. } => ("Origin", name),
        _ => return None,
    };
    Some(NotASet::Unlisted { member, name: name.clone() })
}

/// The Regions, other than the primary's, of every key that one of the descriptions lists: some may be older than
/// the newest replica.
fn regions_besides<'a>(primary: &Region, keys: &'a [KeyMetadata]) -> Vec<&'a Region> {
    let configurations = keys.iter().filter_map(|key| key.multi_region_configuration.as_ref());
    let mut regions = Vec::new();
    for listed in configurations.flat_map(MultiRegionConfiguration::keys) {
        if listed.region != *primary && !regions.contains(&&listed.region) {
            regions.push(&listed.region);
        }
    }
    regions
}

fn regional(
    key: &KeyMetadata,
    material: Option<KeyMaterialId>,
    timing: Timing,
    now: Timestamp,
) -> Result<RegionalKey, NotASet> {
    let unknown = || NotASet::State { arn: key.arn.clone(), state: key.key_state.clone() };
    let state = match &key.key_state {
        KeyStateName::Creating => {
            KeyState::Creating { ready_at: whole_milliseconds(after(now, timing.creating)) }
        }
        KeyStateName::Enabled => KeyState::Enabled,
        KeyStateName::Disabled => KeyState::Disabled,
        KeyStateName::PendingImport => KeyState::PendingImport,
        KeyStateName::PendingDeletion => {
            KeyState::PendingDeletion { deletion_date: key.deletion_date.ok_or_else(unknown)? }
        }
        KeyStateName::PendingReplicaDeletion => {
            let days = key.pending_deletion_window_in_days.ok_or_else(unknown)?;
            let window = PendingWindowInDays::new(days.into()).map_err(|_| unknown())?;
            KeyState::PendingReplicaDeletion { window }
        }
        KeyStateName::Updating => {
            KeyState::Updating { until: whole_milliseconds(after(now, timing.updating)) }
        }
        KeyStateName::Unavailable => KeyState::Unavailable { otherwise: RequestedState::Enabled },
        KeyStateName::Other(_) => return Err(unknown()),
    };
    Ok(RegionalKey {
        region: key.arn.region().clone(),
        creation_date: key.creation_date,
        description: key.description.clone(),
        policy: None,
        tags: Tags::new(),
        state,
        imported_materials: material
            .filter(|_| key.expiration_model.is_some())
            .map(|id| ImportedMaterial { id, valid_to: key.valid_to })
            .into_iter()
            .collect(),
        custom_key_store: match key.origin.is_custom_key_store() {
            true => {
                let missing = || NotASet::CustomKeyStore(key.arn.clone());
                Some(Box::new(custom_key_store(key).ok_or_else(missing)?))
            }
            false => None,
        },
    })
}

/// The custom key store that a key is in, if its description says enough of it.
fn custom_key_store(key: &KeyMetadata) -> Option<CustomKeyStoreKey> {
    let custom_key_store_id = key.custom_key_store_id.as_ref()?.parse().ok()?;
    match key.origin {
        Origin::AwsCloudHsm => Some(CustomKeyStoreKey::AwsCloudHsm {
            custom_key_store_id,
            cloud_hsm_cluster_id: key.cloud_hsm_cluster_id.as_ref()?.parse().ok()?,
        }),
        Origin::ExternalKeyStore => Some(CustomKeyStoreKey::ExternalKeyStore {
            custom_key_store_id,
            xks_key_id: key.xks_key_configuration.as_ref()?.id.parse().ok()?,
        }),
        _ => None,
    }
}

fn assumed(region: &Region, first: &KeyMetadata) -> RegionalKey {
    RegionalKey {
        region: region.clone(),
        creation_date: first.creation_date,
        description: Default::default(),
        policy: None,
        tags: Tags::new(),
        state: match first.origin {
            Origin::External => KeyState::PendingImport,
            _ => KeyState::Enabled,
        },
        imported_materials: ImportedMaterials::default(),
        custom_key_store: None,
    }
}

/// Metadata that no set of the model can be made from.
///
/// ```
/// use kms_mrk::model::{NotASet, RelatedKeys, Timing};
///
/// let now = "2026-01-05T12:00:00Z".parse().unwrap();
/// assert_eq!(RelatedKeys::observed(&[], Timing::default(), now), Err(NotASet::Empty));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotASet {
    /// There is no metadata at all.
    #[error("there is no metadata")]
    Empty,
    /// KMS would never have said this.
    #[error("KMS never returns such metadata: {0}")]
    Implausible(Report),
    /// The key is of a kind that the model does not hold.
    #[error("`{0}` is managed by AWS, and the model does not hold such keys")]
    NotModelled(KeyArn),
    /// The key is in a custom key store, and the metadata does not say enough of it.
    #[error(
        "`{0}` is in a custom key store, but the metadata does not name the store and what is behind the key"
    )]
    CustomKeyStore(KeyArn),
    /// The key has a spec, a usage or an origin that this version of the crate does not know.
    #[error("the {member} `{}` is not one that this version of the library knows", .name.as_str())]
    Unlisted {
        /// The member of the metadata.
        member: &'static str,
        /// What it says.
        name: Unlisted,
    },
    /// What follows the state of a key is not known.
    #[error("`{arn}` is in the state `{state}`, from which the model cannot go on")]
    State {
        /// The key.
        arn: KeyArn,
        /// Its state.
        state: KeyStateName,
    },
    /// The keys are not a set.
    #[error(transparent)]
    Set(#[from] InvalidSet),
}
