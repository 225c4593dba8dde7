//! Floor 1, key: what a KMS key is, as KMS describes it.
//!
//! [`KeyMetadata`] is the description that DescribeKey, CreateKey and ReplicateKey return; the rest of the room
//! is the vocabulary that it is made of.

mod algorithm;
mod description;
mod encryption_context;
mod grant_constraints;
mod grant_operation;
mod last_usage;
mod material;
mod material_description;
mod metadata;
mod metadata_checks;
pub mod metadata_rule;
mod multi_region;
mod origin;
mod other_members;
mod related_checks;
mod rotation;
mod spec;
mod state;
mod tag;
pub mod tag_rule;
mod tags;
mod window;
mod wrapping;

pub use algorithm::{
    Algorithms, EncapsulationAlgorithm, EncryptionAlgorithm, KeyAgreementAlgorithm, MacAlgorithm,
    SigningAlgorithm,
};
pub use description::Description;
pub use encryption_context::EncryptionContext;
pub use grant_constraints::GrantConstraints;
pub use grant_operation::GrantOperation;
pub use last_usage::KeyLastUsageTrackingOperation;
pub use material::{ExpirationModel, ImportState, ImportType, KeyMaterialId, KeyMaterialState};
pub use material_description::KeyMaterialDescription;
pub use metadata::{KeyMetadata, XksKeyConfiguration};
pub use multi_region::{MultiRegionConfiguration, MultiRegionKey, MultiRegionKeyType};
pub use origin::{KeyManager, Origin};
pub use other_members::OtherMembers;
pub use rotation::{IncludeKeyMaterial, InvalidRotationPeriod, RotationPeriodInDays, RotationType};
pub use spec::{Combination, KeySpec, KeyUsage};
pub use state::{KeyState, KeyStateName, RequestedState};
pub use tag::{Tag, TagKey, TagValue};
pub use tags::Tags;
pub use window::{InvalidWindow, PendingWindowInDays};
pub use wrapping::{WrappingAlgorithm, WrappingKeySpec};

pub(crate) use tag_rule::{count, reserved_prefix, unique_keys, usual_characters};
