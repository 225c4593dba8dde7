//! Floor 3, model: what is. Sets of related keys, the world around them, events, and time.

mod aliases;
mod call;
mod caller;
mod custom_key_store;
mod custom_key_stores;
mod describe;
mod event;
mod evolution;
mod grant;
mod grants;
mod hashed;
mod imported_materials;
mod invalid_set;
mod key_material;
mod key_sets;
mod last_usages;
mod observed;
mod packed_key_id;
mod quotas;
mod record;
mod regional_key;
mod regional_key_id;
mod related_keys;
mod seed;
mod shared_material;
mod shared_properties;
mod subject;
mod timing;
mod trail;
mod transition;
mod upcoming;
mod world;
mod world_grants;
mod world_last_usages;

pub use aliases::Alias;
pub use call::Call;
pub use caller::{Caller, NoAccount};
pub use custom_key_store::{
    ConnectionState, CustomKeyStore, CustomKeyStoreBacking, CustomKeyStoreKey, CustomKeyStoreType,
};
pub use event::{Change, Event};
pub use grant::Grant;
pub use imported_materials::{ImportedMaterial, ImportedMaterials};
pub use invalid_set::InvalidSet;
pub use key_material::KeyMaterial;
pub use last_usages::KeyLastUsageData;
pub use observed::NotASet;
pub use quotas::Quotas;
pub use record::{Record, UserIdentity};
pub use regional_key::RegionalKey;
pub use related_keys::RelatedKeys;
pub use seed::Seed;
pub use shared_material::{
    AutomaticRotation, MaterialVersion, OnDemandRotation, PendingMaterial, Rotation, SharedMaterial,
};
pub use shared_properties::SharedProperties;
pub use subject::Subject;
pub use timing::Timing;
pub use trail::Trail;
pub use transition::{Condition, Transition, Trigger};
pub use world::World;

pub(crate) use call::whole_milliseconds;
pub(crate) use evolution::first_state;
pub(crate) use grants::GrantPlace;
pub(crate) use timing::after;
