//! How a key of the model is described to those who ask: the metadata that KMS returns.

use jiff::Timestamp;

use super::custom_key_store::CustomKeyStoreKey;
use super::imported_materials::ImportedMaterial;
use super::regional_key::RegionalKey;
use super::related_keys::RelatedKeys;
use crate::identity::Region;
use crate::key::{
    ExpirationModel, KeyManager, KeyMaterialId, KeyMetadata, KeySpec, KeyState, KeyStateName,
    MultiRegionConfiguration, MultiRegionKeyType, OtherMembers, XksKeyConfiguration,
};
use crate::policy::PolicyText;

impl RelatedKeys {
    /// What DescribeKey returns for the key in this Region; `None` if the set has no key there.
    ///
    /// ```
    /// use kms_mrk::{Kms, model::{Call, Caller}, operation::CreateKey};
    ///
    /// let mut kms = Kms::new(1);
    /// let caller = Caller::new("111122223333".parse()?).unwrap();
    /// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
    /// let created = kms.call(&CreateKey::multi_region(), &call)?.output;
    ///
    /// let set = kms.world().set(created.key_id).unwrap();
    /// assert_eq!(set.describe(&"us-east-1".parse()?), Some(created));
    /// assert_eq!(set.describe(&"eu-west-1".parse()?), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn describe(&self, region: &Region) -> Option<KeyMetadata> {
        self.key_in(region).map(|key| self.metadata_of(key))
    }

    /// The policy of a key of the set, as GetKeyPolicy and ReplicateKey return it.
    #[must_use]
    pub fn policy_of(&self, key: &RegionalKey) -> PolicyText {
        let default = || PolicyText::default_of(&self.shared().partition, self.shared().account);
        key.policy.clone().unwrap_or_else(default)
    }

    /// The metadata of a key of the set, or of one that is about to join it as a replica.
    pub(crate) fn metadata_of(&self, key: &RegionalKey) -> KeyMetadata {
        let shared = self.shared();
        let state = key.state.name();
        let store = key.custom_key_store.as_deref();
        KeyMetadata {
            aws_account_id: shared.account,
            key_id: shared.key_id,
            arn: self.arn_in(&key.region),
            creation_date: key.creation_date,
            enabled: state == KeyStateName::Enabled,
            description: key.description.clone(),
            key_usage: shared.key_usage.clone(),
            deletion_date: match key.state {
                KeyState::PendingDeletion { deletion_date } => Some(deletion_date),
                _ => None,
            },
            pending_deletion_window_in_days: match key.state {
                KeyState::PendingReplicaDeletion { window } => Some(window.days().into()),
                _ => None,
            },
            current_key_material_id: self.shown_current_id().filter(|_| state != KeyStateName::Creating),
            key_state: state,
            valid_to: self.valid_to(key),
            expiration_model: self.expiration_model(key),
            origin: shared.origin.clone(),
            custom_key_store_id: store.map(|key| key.custom_key_store_id().to_string()),
            cloud_hsm_cluster_id: match store {
                Some(CustomKeyStoreKey::AwsCloudHsm { cloud_hsm_cluster_id: id, .. }) => Some(id.to_string()),
                _ => None,
            },
            key_manager: KeyManager::Customer,
            customer_master_key_spec: Some(&shared.key_spec)
                .filter(|spec| KeySpec::has_customer_master_key_spec(spec))
                .cloned(),
            key_spec: shared.key_spec.clone(),
            encryption_algorithms: Vec::new(),
            signing_algorithms: Vec::new(),
            key_agreement_algorithms: Vec::new(),
            mac_algorithms: Vec::new(),
            encapsulation_algorithms: Vec::new(),
            multi_region: shared.key_id.is_multi_region(),
            multi_region_configuration: self.configuration_of(key),
            xks_key_configuration: match store {
                Some(CustomKeyStoreKey::ExternalKeyStore { xks_key_id, .. }) => {
                    Some(XksKeyConfiguration { id: xks_key_id.to_string(), other: OtherMembers::default() })
                }
                _ => None,
            },
            other: OtherMembers::default(),
        }
        .with_algorithms(shared.key_spec.algorithms(&shared.key_usage))
    }

    /// The identifier of the current material, which KMS shows for symmetric encryption keys only.
    fn shown_current_id(&self) -> Option<KeyMaterialId> {
        self.shown(self.shared().material.current_id()?)
    }

    /// The imported material of a key that is or was current.
    fn imported_versions<'a>(&'a self, key: &'a RegionalKey) -> impl Iterator<Item = &'a ImportedMaterial> {
        let material = &self.shared().material;
        key.imported_materials.iter().filter(|imported| material.has_version(imported.id))
    }

    /// When the first of the materials expires that are or were current.
    fn valid_to(&self, key: &RegionalKey) -> Option<Timestamp> {
        self.imported_versions(key).filter_map(|imported| imported.valid_to).min()
    }

    /// Shown while there is material.
    fn expiration_model(&self, key: &RegionalKey) -> Option<ExpirationModel> {
        self.imported_versions(key).next()?;
        Some(match self.valid_to(key) {
            Some(_) => ExpirationModel::KeyMaterialExpires,
            None => ExpirationModel::KeyMaterialDoesNotExpire,
        })
    }

    /// Changes are visible on every related key at once; the real service takes a moment for the others.
    fn configuration_of(&self, key: &RegionalKey) -> Option<MultiRegionConfiguration> {
        if !self.shared().key_id.is_multi_region() {
            return None;
        }
        let is_primary = self.primary().region == key.region;
        let joins = !is_primary && self.key_in(&key.region).is_none();
        let replicas = self.replicas().iter().map(|replica| &replica.region);
        Some(MultiRegionConfiguration {
            multi_region_key_type: match is_primary {
                true => MultiRegionKeyType::Primary,
                false => MultiRegionKeyType::Replica,
            },
            primary_key: self.arn_in(&self.primary().region).into(),
            replica_keys: replicas
                .chain(joins.then_some(&key.region))
                .map(|region| self.arn_in(region).into())
                .collect(),
            other: OtherMembers::default(),
        })
    }
}
