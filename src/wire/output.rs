//! Outputs as AWS writes them.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::time::EpochSeconds;
use crate::key::Tag;
use crate::operation::{KeyListEntry, Page, PolicyName, ReplicateKeyOutput, ScheduleKeyDeletionOutput};

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

impl Serialize for KeyListEntry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("KeyId", &self.key_id)?;
        map.serialize_entry("KeyArn", &self.key_arn)?;
        map.end()
    }
}

impl Serialize for Page<KeyListEntry> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        page("Keys", self, serializer)
    }
}

impl Serialize for Page<Tag> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        page("Tags", self, serializer)
    }
}

impl Serialize for Page<PolicyName> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        page("PolicyNames", self, serializer)
    }
}

/// `NextMarker` is left out on the last page.
fn page<T: Serialize, S: Serializer>(
    items: &'static str,
    page: &Page<T>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    map.serialize_entry(items, &page.items)?;
    if let Some(marker) = &page.next_marker {
        map.serialize_entry("NextMarker", marker)?;
    }
    map.serialize_entry("Truncated", &page.truncated())?;
    map.end()
}
