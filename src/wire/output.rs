//! Outputs as AWS writes them.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::operation::ReplicateKeyOutput;

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
