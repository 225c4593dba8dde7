//! How far a walk goes.

use kms_mrk::Kms;
use kms_mrk::identity::Region;
use kms_mrk::key::{KeyMaterialId, Origin};
use kms_mrk::model::{KeyMaterial, Quotas, RegionalKey, RelatedKeys, Seed, World};
use kms_mrk::operation::CreateKey;

use super::code::Code;
use super::steps::call;

/// How far a walk goes, and where it begins.
pub struct Bounds {
    /// Where keys can be; the first is where the set begins.
    pub regions: &'static [Region],
    /// The primary key, just created.
    pub begin: RelatedKeys,
    /// The identifiers of the materials that can be imported, in the order in which they come.
    pub materials: [KeyMaterialId; MATERIALS],
    pub expiry: Expiry,
}

/// Whether material that is imported may expire.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Expiry {
    /// It never does.
    Never,
    /// It does or does not, whichever is asked for.
    Either,
}

/// How many materials there are to import: the first, and one that waits for a rotation.
pub const MATERIALS: usize = 2;

/// How often a key is rotated on demand, and how often automatically, where nothing else ends it.
pub const ROTATIONS: usize = 1;

/// The Regions of walks, of which each takes some.
static REGIONS: [Region; Code::MAX_REGIONS] = [
    Region::US_EAST_1,
    Region::EU_WEST_1,
    Region::EU_WEST_2,
    Region::EU_CENTRAL_1,
    Region::US_WEST_2,
    Region::CA_CENTRAL_1,
    Region::SA_EAST_1,
    Region::AP_NORTHEAST_1,
];

impl Bounds {
    /// A walk from a new key of this origin, in as many Regions, of which there are 8.
    pub fn new(origin: Origin, regions: usize, expiry: Expiry) -> Self {
        let regions = &REGIONS[..regions];
        let create = CreateKey { origin, ..CreateKey::multi_region() };
        let mut kms = Kms::new(7);
        let key = kms.call(&create, &call(&regions[0])).unwrap().output.key_id;
        let begin = kms.world().set(key).unwrap().clone();
        let materials = [0, 1].map(|index| material(index).id_in(key));
        Self { regions, begin, materials, expiry }
    }

    /// A world without keys, in which a key is not rotated on demand more than [`ROTATIONS`] times.
    pub fn world(&self) -> World {
        let quotas = Quotas { on_demand_rotations_per_key: ROTATIONS, ..Quotas::DEFAULT };
        World::new(Seed(7)).with_quotas(quotas)
    }

    /// The set with a key in every Region, that waits for material if it is imported.
    pub fn everywhere(&self) -> RelatedKeys {
        let key = |region: &Region| RegionalKey { region: region.clone(), ..self.begin.primary().clone() };
        let replicas = self.regions[1..].iter().map(key).collect();
        RelatedKeys::new(self.begin.shared().clone(), self.begin.primary().clone(), replicas).unwrap()
    }

    /// Which of the Regions this is.
    pub fn index(&self, region: &Region) -> usize {
        self.regions.iter().position(|other| other == region).expect("a Region of the walk")
    }
}

/// The material with this number.
pub fn material(index: usize) -> KeyMaterial {
    KeyMaterial::of(&[index as u8])
}
