//! When each key of a world was last used, and for what.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::hashed::Hashed;
use super::regional_key_id::RegionalKeyId;
use crate::identity::{KeyId, Region};
use crate::key::KeyLastUsageTrackingOperation;

/// The last successful use of a key.
///
/// The identifiers of the CloudTrail event and of the request are left out, as [`Record`](super::Record) leaves them out.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyLastUsageData.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, GenerateDataKey};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let key = kms.call(&CreateKey::multi_region(), &call)?.output.key_id;
/// assert_eq!(kms.world().last_usage(key, call.region()), None);
///
/// kms.call(&GenerateDataKey::aes_256(key.into()), &call)?;
/// let usage = kms.world().last_usage(key, call.region()).unwrap();
/// assert_eq!((usage.operation.as_str(), usage.timestamp), ("GenerateDataKey", call.now()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyLastUsageData {
    /// What the key was used for.
    pub operation: KeyLastUsageTrackingOperation,
    /// When.
    pub timestamp: Timestamp,
}

/// The last use of each key that was used: others cost nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LastUsages(Hashed<RegionalKeyId, KeyLastUsageData>);

impl LastUsages {
    pub(super) fn get(&self, key_id: KeyId, region: &Region) -> Option<&KeyLastUsageData> {
        self.0.get(&RegionalKeyId::new(key_id, region))
    }

    /// Adds a use of a key, which is its last one unless there was a later one.
    pub(super) fn insert(&mut self, key_id: KeyId, region: &Region, usage: KeyLastUsageData) {
        let last = self.0.entry(RegionalKeyId::new(key_id, region)).or_insert_with(|| usage.clone());
        if last.timestamp <= usage.timestamp {
            *last = usage;
        }
    }

    /// Removes what there is of a key that is gone from a Region.
    pub(super) fn forget(&mut self, region: &Region, key_id: KeyId) {
        self.0.remove(&RegionalKeyId::new(key_id, region));
    }
}
