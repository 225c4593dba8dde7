//! Floor 4, operation: what can be asked of KMS. One file an operation, each with its request, its output, its
//! ordered list of checks and its decision.

mod asked;
mod contract;
mod create_key;
mod describe_key;
mod enable_key;
mod key_checks;
mod key_deletion;
mod key_states;
mod lockout;
mod name;
mod new_key_checks;
mod on_key;
mod permission;
mod region_checks;
mod replicate_key;
pub mod rule;
mod setting;
mod update_primary_region;

pub use contract::{Decision, Operation};
pub use create_key::{CreateKey, MultiRegion};
pub use describe_key::DescribeKey;
pub use enable_key::{DisableKey, EnableKey};
pub use key_deletion::{CancelKeyDeletion, ScheduleKeyDeletion, ScheduleKeyDeletionOutput};
pub use lockout::LockoutSafetyCheck;
pub use name::OperationName;
pub use permission::{GrantedBy, Permission, Resource};
pub use replicate_key::{ReplicateKey, ReplicateKeyOutput};
pub use setting::Setting;
pub use update_primary_region::UpdatePrimaryRegion;
