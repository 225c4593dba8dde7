//! What the keys of a set have in common.

use serde::{Deserialize, Serialize};

use super::shared_material::SharedMaterial;
use crate::identity::{AccountId, KeyId, Partition};
use crate::key::{KeySpec, KeyUsage, Origin};

/// What all keys of a set have in common, and KMS keeps in step.
///
/// [`RelatedKeys`](super::RelatedKeys) shows how a set is put together.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html>
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedProperties {
    /// The key ID.
    pub key_id: KeyId,
    /// The account that owns the keys.
    pub account: AccountId,
    /// The partition that they are in.
    pub partition: Partition,
    /// The type of key material.
    pub key_spec: KeySpec,
    /// What the keys may be used for.
    pub key_usage: KeyUsage,
    /// Where the material comes from.
    pub origin: Origin,
    /// The versions of the material, as far as they have identifiers: those of symmetric encryption keys, and imported
    /// material.
    #[serde(default, skip_serializing_if = "SharedMaterial::is_empty")]
    pub material: SharedMaterial,
}

clone_in_place!(SharedProperties { key_id, account, partition, key_spec, key_usage, origin, material });
