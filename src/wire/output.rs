//! Outputs as AWS writes them.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::time::EpochSeconds;
use crate::operation::{ReplicateKeyOutput, ScheduleKeyDeletionOutput};

impl Serialize for ReplicateKeyOutput {
    /// `ReplicaTags` is left out where there are none, as the service does.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("ReplicaKeyMetadata", &self.replica_key_metadata)?;
        map.serialize_entry("ReplicaPolicy", &self.replica_policy)?;
        if !self.replica_tags.is_empty() {
            map.serialize_entry("ReplicaTags", &self.replica_tags)?;
        }
        map.end()
    }
}

impl Serialize for ScheduleKeyDeletionOutput {
    /// `DeletionDate` is left out for a primary key that waits for its replicas.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("KeyId", &self.key_id)?;
        if let Some(date) = self.deletion_date {
            map.serialize_entry("DeletionDate", &EpochSeconds(date))?;
        }
        map.serialize_entry("KeyState", &self.key_state)?;
        map.serialize_entry("PendingWindowInDays", &self.pending_window)?;
        map.end()
    }
}
