//! The quotas of an account, as data.

use serde::{Deserialize, Serialize};

use crate::key::Tags;

/// What an account may have; AWS's defaults, which a caller can change.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html>
///
/// ```
/// use kms_mrk::model::Quotas;
///
/// assert_eq!(Quotas::DEFAULT.keys_per_region, 100_000);
/// assert_eq!(Quotas::DEFAULT.key_policy_bytes, 32_768);
/// assert_eq!(Quotas::DEFAULT.aliases_per_key, 50);
/// assert_eq!(Quotas::DEFAULT.grants_per_key, 50_000);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quotas {
    /// KMS keys of an account in one Region, in any state; every primary and every replica counts.
    pub keys_per_region: u64,
    /// Bytes of a key policy.
    pub key_policy_bytes: usize,
    /// Aliases of one key in one Region; those of related keys are counted apart.
    #[serde(default = "aliases_per_key")]
    pub aliases_per_key: usize,
    /// Rotations on demand of one key, or of one set of related keys.
    #[serde(default = "on_demand_rotations_per_key")]
    pub on_demand_rotations_per_key: usize,
    /// Tags of one key. AWS's own number is the most that the crate's [`Tags`](crate::key::Tags) hold, so a larger one
    /// counts as that.
    #[serde(default = "tags_per_key")]
    pub tags_per_key: usize,
    /// Grants of one key in one Region; those of related keys are counted apart.
    #[serde(default = "grants_per_key")]
    pub grants_per_key: usize,
}

impl Quotas {
    /// AWS's defaults.
    pub const DEFAULT: Self = Self {
        keys_per_region: 100_000,
        key_policy_bytes: 32_768,
        aliases_per_key: 50,
        on_demand_rotations_per_key: 25,
        tags_per_key: Tags::MAX_COUNT,
        grants_per_key: 50_000,
    };

    /// The most tags that a key may have.
    pub(crate) const fn most_tags(&self) -> usize {
        if self.tags_per_key < Tags::MAX_COUNT { self.tags_per_key } else { Tags::MAX_COUNT }
    }
}

impl Default for Quotas {
    fn default() -> Self {
        Self::DEFAULT
    }
}

const fn aliases_per_key() -> usize {
    Quotas::DEFAULT.aliases_per_key
}

const fn on_demand_rotations_per_key() -> usize {
    Quotas::DEFAULT.on_demand_rotations_per_key
}

const fn tags_per_key() -> usize {
    Quotas::DEFAULT.tags_per_key
}

const fn grants_per_key() -> usize {
    Quotas::DEFAULT.grants_per_key
}
