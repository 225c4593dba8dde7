//! One key of a set: what it has for itself, in its Region.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::custom_key_store::CustomKeyStoreKey;
use super::imported_materials::ImportedMaterials;
use crate::identity::Region;
use crate::key::{Description, KeyState, Tags};
use crate::policy::PolicyText;

/// One key of a set of related keys, with everything that the others do not share: the primary, a replica, or a
/// single-Region key.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html>
///
/// [`RelatedKeys`](super::RelatedKeys) shows how a set is put together.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegionalKey {
    /// The Region that the key is in.
    pub region: Region,
    /// When this key was created; a replica's own date, not its primary's.
    pub creation_date: Timestamp,
    /// The description.
    #[serde(default, skip_serializing_if = "Description::is_empty")]
    pub description: Description,
    /// The key policy; `None` is the default key policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<PolicyText>,
    /// The tags.
    #[serde(default, skip_serializing_if = "Tags::is_empty")]
    pub tags: Tags,
    /// The key state.
    pub state: KeyState,
    /// The imported material that the key has, for a key of origin EXTERNAL.
    #[serde(default, skip_serializing_if = "ImportedMaterials::is_empty")]
    pub imported_materials: ImportedMaterials,
    /// The custom key store, for a key that is in one. It is boxed because hardly any key is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom_key_store: Option<Box<CustomKeyStoreKey>>,
}

clone_in_place!(RegionalKey {
    region,
    creation_date,
    description,
    policy,
    tags,
    state,
    imported_materials,
    custom_key_store,
});
