//! Where the identifiers of new keys and grants come from: entropy that the caller gives.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::identity::{GrantId, KeyArn, KeyId};
use crate::key::KeyMaterialId;

/// The entropy of a world: the same seed and the same calls give the same identifiers.
///
/// The numbers are spread by SplitMix64. They are well distributed and easy to foresee: right for a model, wrong
/// for anything that must be secret.
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Seed, World};
///
/// assert_eq!(Kms::new(7), Kms::from(World::new(Seed(7))));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seed(pub u64);

impl Seed {
    /// The `index`th ID of a single-Region key, laid out as a version 4 UUID.
    pub(crate) fn single_region_key_id(self, index: u64) -> KeyId {
        let mut bytes: [u8; 16] = self.bytes(Kind::SingleRegionKeyId, index);
        let [.., version, _, variant, _, _, _, _, _, _, _] = &mut bytes;
        *version = *version & 0x0f | 0x40;
        *variant = *variant & 0x3f | 0x80;
        KeyId::single_region_from_bytes(bytes)
    }

    /// The `index`th ID of a multi-Region key.
    pub(crate) fn multi_region_key_id(self, index: u64) -> KeyId {
        KeyId::multi_region_from_bytes(self.bytes(Kind::MultiRegionKeyId, index))
    }

    /// The `index`th ID of a grant.
    pub(crate) fn grant_id(self, index: u64) -> GrantId {
        GrantId::from_bytes(self.bytes(Kind::GrantId, index))
    }

    /// What makes the `index`th grant token different from all others.
    pub(crate) fn grant_token_serial(self, index: u64) -> u128 {
        u128::from_be_bytes(self.bytes(Kind::GrantToken, index))
    }

    /// Up to four words.
    fn bytes<const N: usize>(self, kind: Kind, index: u64) -> [u8; N] {
        let mut bytes = [0; N];
        let stream = spread(self.0 ^ spread(kind as u64));
        for (word, salt) in bytes.chunks_exact_mut(8).zip([0, 1 << 63, 1 << 62, 3 << 62]) {
            word.copy_from_slice(&spread(stream.wrapping_add(index).wrapping_add(salt)).to_be_bytes());
        }
        bytes
    }

    /// The bytes of a data key that a key makes with this version of its material at this time.
    pub(crate) fn data_key(
        self,
        key: &KeyArn,
        material: KeyMaterialId,
        at: Timestamp,
        length: usize,
    ) -> Vec<u8> {
        let region = key.region().as_str().bytes().map(u64::from);
        let ids = key.key_id().bytes().into_iter().chain(material.bytes()).map(u64::from);
        let time = at.as_millisecond().cast_unsigned();
        let stream = spread(self.0 ^ spread(Kind::DataKey as u64));
        let state = region.chain(ids).chain([time]).fold(stream, |state, next| spread(state ^ next));
        (0..).flat_map(|index| spread(state.wrapping_add(index)).to_be_bytes()).take(length).collect()
    }
}

/// What a number is drawn for, so that two kinds of identifiers never share their digits.
#[derive(Clone, Copy)]
enum Kind {
    SingleRegionKeyId = 1,
    MultiRegionKeyId = 2,
    GrantId = 3,
    GrantToken = 4,
    DataKey = 5,
}

/// One step of SplitMix64.
pub(super) const fn spread(number: u64) -> u64 {
    let z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
