//! The world as it is written down: what cannot be derived.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::quotas::Quotas;
use super::related_keys::RelatedKeys;
use super::seed::Seed;
use super::timing::Timing;
use super::world::World;
use crate::identity::Geography;

/// What serde reads and writes of a [`World`]; the indexes are made anew.
#[derive(Serialize, Deserialize)]
pub(super) struct WorldData {
    now: Timestamp,
    seed: Seed,
    keys_created: u64,
    timing: Timing,
    quotas: Quotas,
    geography: Geography,
    sets: Vec<RelatedKeys>,
}

impl From<World> for WorldData {
    fn from(world: World) -> Self {
        Self {
            now: world.now,
            seed: world.seed,
            keys_created: world.keys_created,
            timing: world.timing,
            quotas: world.quotas,
            geography: world.geography,
            sets: world.sets.into_values().collect(),
        }
    }
}

impl From<WorldData> for World {
    fn from(data: WorldData) -> Self {
        let mut world = Self::new(data.seed)
            .with_timing(data.timing)
            .with_quotas(data.quotas)
            .with_geography(data.geography);
        world.keys_created = data.keys_created;
        world.reach(data.now);
        for set in data.sets {
            world.adopt(set);
        }
        world
    }
}
