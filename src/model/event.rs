//! What has happened: every change of a world is one of these.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::regional_key::RegionalKey;
use super::shared_properties::SharedProperties;
use crate::identity::{KeyId, Region};

/// A change of the world, in the past tense.
///
/// Events are all that a host needs to keep: a world that lets the same events happen becomes equal.
///
/// ```
/// use kms_mrk::model::Event;
///
/// let event: Event = serde_json::from_str(r#"{
///     "event": "ReplicaReady",
///     "key_id": "mrk-1234abcd12ab34cd56ef1234567890ab",
///     "region": "eu-west-1",
///     "at": "2026-01-05T13:05:55Z"
/// }"#)?;
/// assert_eq!(event.at(), "2026-01-05T13:05:55Z".parse::<jiff::Timestamp>().unwrap());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event")]
#[non_exhaustive]
pub enum Event {
    /// CreateKey made a single-Region key or the primary key of a new set.
    KeyCreated {
        /// What related keys will share.
        shared: Box<SharedProperties>,
        /// The key.
        key: Box<RegionalKey>,
    },
    /// ReplicateKey made a replica, which is in Creating.
    ReplicaCreated {
        /// The set.
        key_id: KeyId,
        /// The new replica.
        replica: Box<RegionalKey>,
    },
    /// KMS finished making a replica, which is now Enabled, or PendingImport if the set's material is imported.
    ReplicaReady {
        /// The set.
        key_id: KeyId,
        /// The replica's Region.
        region: Region,
        /// When.
        at: Timestamp,
    },
}

impl Event {
    /// The set of keys that changes.
    #[must_use]
    pub fn key_id(&self) -> KeyId {
        match self {
            Self::KeyCreated { shared, .. } => shared.key_id,
            Self::ReplicaCreated { key_id, .. } | Self::ReplicaReady { key_id, .. } => *key_id,
        }
    }

    /// The Region of the key that changes.
    #[must_use]
    pub fn region(&self) -> &Region {
        match self {
            Self::KeyCreated { key, .. } => &key.region,
            Self::ReplicaCreated { replica, .. } => &replica.region,
            Self::ReplicaReady { region, .. } => region,
        }
    }

    /// When it happened.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        match self {
            Self::KeyCreated { key, .. } => key.creation_date,
            Self::ReplicaCreated { replica, .. } => replica.creation_date,
            Self::ReplicaReady { at, .. } => *at,
        }
    }
}
