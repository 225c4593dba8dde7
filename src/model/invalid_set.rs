//! Why keys cannot be a set.

use crate::identity::{KeyId, Region};
use crate::key::{KeySpec, KeyStateName, KeyUsage, Origin};

/// Keys that cannot be a set.
///
/// [`RelatedKeys`](super::RelatedKeys) shows one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidSet {
    /// A single-Region key has no replicas.
    #[error("the single-Region key `{0}` cannot have replicas")]
    ReplicasOfSingleRegionKey(KeyId),
    /// A set has one key in a Region.
    #[error("the set has more than one key in the Region `{0}`")]
    Region(Region),
    /// Multi-Region keys are not in custom key stores.
    #[error("a key with Origin {0} cannot be a multi-Region key")]
    Origin(Origin),
    /// A key is in a custom key store, of the type of its origin, exactly if its origin is that of one.
    #[error(
        "the custom key store of a key with Origin {0} is missing, of another type or none that it can have"
    )]
    CustomKeyStore(Origin),
    /// A key at this place of its set cannot be in this state.
    #[error(
        "the key in the Region `{region}` cannot be in the state {state}, by its place in the set or its origin"
    )]
    State {
        /// The key's Region.
        region: Region,
        /// The state.
        state: KeyStateName,
    },
    /// There are no such keys.
    #[error("a key of spec {0} cannot have the usage {1}")]
    Usage(KeySpec, KeyUsage),
}
