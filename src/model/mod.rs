//! Floor 3, model: what is. Sets of related keys, the world around them, events, and time.

mod aliases;
mod call;
mod describe;
mod event;
mod key_sets;
mod observed;
mod quotas;
mod record;
mod regional_key;
mod related_keys;
mod seed;
mod shared_properties;
mod timing;
mod world;

pub use aliases::Alias;
pub use call::{Call, Caller, NoAccount};
pub use event::{Change, Event};
pub use observed::NotASet;
pub use quotas::Quotas;
pub use record::Record;
pub use regional_key::{ImportedMaterial, RegionalKey};
pub use related_keys::{InvalidSet, RelatedKeys};
pub use seed::Seed;
pub use shared_properties::SharedProperties;
pub use timing::Timing;
pub use world::World;

pub(crate) use call::whole_milliseconds;
pub(crate) use seed::key_material_id;
pub(crate) use timing::after;
