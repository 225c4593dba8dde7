//! Floor 4, operation: what can be asked of KMS. One file an operation, each with its request, its output, its
//! ordered list of checks and its decision.

mod alias;
mod alias_checks;
mod asked;
mod contract;
mod create_key;
mod delete_alias;
mod describe_key;
mod enable_key;
mod key_checks;
mod key_deletion;
mod key_policy;
mod key_states;
mod lockout;
mod member_checks;
mod name;
mod on_key;
mod permission;
mod region_checks;
mod replicate_key;
pub mod rule;
mod setting;
mod tag_resource;
mod update_key_description;
mod update_primary_region;

pub use alias::{CreateAlias, UpdateAlias};
pub use contract::{Decision, Operation};
pub use create_key::{CreateKey, MultiRegion};
pub use delete_alias::DeleteAlias;
pub use describe_key::DescribeKey;
pub use enable_key::{DisableKey, EnableKey};
pub use key_deletion::{CancelKeyDeletion, ScheduleKeyDeletion, ScheduleKeyDeletionOutput};
pub use key_policy::{GetKeyPolicy, PutKeyPolicy};
pub use lockout::LockoutSafetyCheck;
pub use name::OperationName;
pub use permission::{GrantedBy, Permission, Resource};
pub use replicate_key::{ReplicateKey, ReplicateKeyOutput};
pub use setting::Setting;
pub use tag_resource::{TagResource, UntagResource};
pub use update_key_description::UpdateKeyDescription;
pub use update_primary_region::UpdatePrimaryRegion;
