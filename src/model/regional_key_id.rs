//! What one key of a set of related keys is found by.

use super::packed_key_id::PackedKeyId;
use crate::identity::{KeyId, Region};

/// A key, apart from its related keys.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct RegionalKeyId {
    key_id: PackedKeyId,
    region: Region,
}

impl RegionalKeyId {
    pub(super) fn new(key_id: KeyId, region: &Region) -> Self {
        Self { key_id: key_id.into(), region: region.clone() }
    }
}
