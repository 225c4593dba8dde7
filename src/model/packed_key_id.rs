//! A key ID in half the space.

use crate::identity::KeyId;

/// A key ID without its text, in the order of the texts: for indexes of many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct PackedKeyId {
    // Every digit of a single-Region key's ID comes before the `m` of `mrk-`.
    is_multi_region: bool,
    bytes: [u8; 16],
}

impl From<KeyId> for PackedKeyId {
    fn from(key_id: KeyId) -> Self {
        Self { is_multi_region: key_id.is_multi_region(), bytes: key_id.bytes() }
    }
}

impl From<PackedKeyId> for KeyId {
    fn from(PackedKeyId { is_multi_region, bytes }: PackedKeyId) -> Self {
        match is_multi_region {
            true => Self::multi_region_from_bytes(bytes),
            false => Self::single_region_from_bytes(bytes),
        }
    }
}
