//! A state in one word.

use std::hash::{BuildHasherDefault, Hasher};

use kms_mrk::key::{KeyMaterialId, KeyState};
use kms_mrk::model::{RegionalKey, RelatedKeys, SharedMaterial};

use super::bounds::Bounds;

/// What tells two states of a set apart, in one word; it is zero when the set is gone.
///
/// From the lowest bit on: what each Region's key is in and has, [`KEY`] bits each; where the primary key is; what the
/// keys share.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Code(u128);

/// How many bits a key has: four for its state, two for each material.
const KEY: usize = 8;

impl Code {
    /// How many Regions have room in a code.
    pub const MAX_REGIONS: usize = 8;

    pub fn of(set: Option<&RelatedKeys>, bounds: &Bounds) -> Self {
        let Some(set) = set else { return Self(0) };
        let primary = bounds.index(&set.primary().region) as u128;
        let shared = shared(&set.shared().material) << 4 | primary;
        let keys = set.keys().map(|key| bits(key, &bounds.materials) << (KEY * bounds.index(&key.region)));
        Self(keys.fold(shared << (KEY * Self::MAX_REGIONS), |code, key| code | key))
    }
}

/// The state of a key, from 1 on (0 is where no key is), and which materials it has.
fn bits(key: &RegionalKey, materials: &[KeyMaterialId]) -> u128 {
    let state = match key.state {
        KeyState::Creating { .. } => 1,
        KeyState::Enabled => 2,
        KeyState::Disabled => 3,
        KeyState::PendingImport => 4,
        KeyState::PendingDeletion { .. } => 5,
        KeyState::PendingReplicaDeletion { .. } => 6,
        KeyState::Unavailable { .. } => 7,
        KeyState::Updating { .. } => 8,
    };
    if key.imported_materials.is_empty() {
        return state;
    }
    materials.iter().zip([4, 6]).fold(state, |bits, (id, shift)| {
        bits | match key.imported_materials.get(*id).map(|material| material.valid_to) {
            None => 0,
            Some(None) => 1 << shift,
            Some(Some(_)) => 2 << shift,
        }
    })
}

/// How often the set was rotated, how often of these on demand, and what is to come.
fn shared(material: &SharedMaterial) -> u128 {
    let numbers = [
        material.versions().count(),
        material.on_demand_rotations(),
        usize::from(material.pending().is_some()),
        usize::from(material.on_demand_rotation().is_some()),
        usize::from(material.automatic_rotation().is_some()),
    ];
    numbers.iter().fold(0, |bits, number| bits << 4 | *number as u128)
}

/// Mixes the bits of a code: to hash it as other keys are hashed takes longer than all else that a state costs.
#[derive(Default)]
pub struct CodeHasher(u64);

impl Hasher for CodeHasher {
    fn write(&mut self, _: &[u8]) {
        unreachable!("a code is one word");
    }

    fn write_u128(&mut self, word: u128) {
        for half in [word as u64, (word >> 64) as u64] {
            let product = u128::from(self.0 ^ half ^ 0x243f_6a88_85a3_08d3) * 0x9e37_79b9_7f4a_7c15_u128;
            self.0 = (product >> 64) as u64 ^ product as u64;
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

pub type BuildCodeHasher = BuildHasherDefault<CodeHasher>;
