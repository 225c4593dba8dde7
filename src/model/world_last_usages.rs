//! The uses of the keys of a world: how the last one is found, and how events change it.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::call::whole_milliseconds;
use super::event::Event;
use super::last_usages::KeyLastUsageData;
use super::world::World;
use crate::identity::{KeyId, Region};
use crate::key::KeyLastUsageTrackingOperation;

/// The last uses of keys as data, by key and Region.
pub(super) type LastUsagesByKey<U> = BTreeMap<KeyId, BTreeMap<Region, U>>;

impl World {
    /// The last use of the key with this ID in a Region of which KMS has a record; related keys have their own.
    #[must_use]
    pub fn last_usage(&self, key_id: KeyId, region: &Region) -> Option<&KeyLastUsageData> {
        let usage = self.last_usages.get(key_id, region)?;
        Some(usage).filter(|usage| self.usage_tracking_start_date <= usage.timestamp)
    }

    /// The same world in which KMS began to record the use of keys at this time: it tells of no use before.
    ///
    /// In a new world it does from the beginning of time on. When real KMS began is not known; a host that mirrors keys made
    /// elsewhere may say when it began to mirror them.
    ///
    /// ```
    /// use kms_mrk::Kms;
    /// use kms_mrk::model::{Call, Caller, Seed, World};
    /// use kms_mrk::operation::{CreateKey, Encrypt, GetKeyLastUsage, Plaintext};
    ///
    /// let mut kms = Kms::from(World::new(Seed(1)).with_usage_tracking_start_date("2026-04-27T00:00:00Z".parse()?));
    /// let caller = Caller::new("111122223333".parse()?).unwrap();
    /// let at = |time: &str| Call::new(caller.clone(), "us-east-1".parse().unwrap(), time.parse().unwrap());
    /// let january = at("2026-01-05T12:00:00Z");
    /// let key = kms.call(&CreateKey::default(), &january)?.output.key_id;
    /// kms.call(&Encrypt::new(key.into(), Plaintext::new(*b"hello")?), &january)?;
    ///
    /// // The key looks as if it was never used. It was made before that could be known.
    /// let usage = kms.call(&GetKeyLastUsage::new(key.into()), &at("2026-05-05T12:00:00Z"))?.output;
    /// assert_eq!(usage.key_last_usage, None);
    /// assert!(usage.key_creation_date < usage.tracking_start_date);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_usage_tracking_start_date(mut self, at: Timestamp) -> Self {
        self.usage_tracking_start_date = whole_milliseconds(at);
        self
    }

    /// When KMS began to record the use of keys.
    #[must_use]
    pub const fn usage_tracking_start_date(&self) -> Timestamp {
        self.usage_tracking_start_date
    }

    /// Lets the use of a key happen, if the key is there.
    pub(super) fn use_key(
        &mut self,
        key_id: KeyId,
        event: &Event,
        operation: &KeyLastUsageTrackingOperation,
    ) {
        let timestamp = whole_milliseconds(event.at);
        self.adopt_last_usage(
            key_id,
            &event.region,
            KeyLastUsageData { operation: operation.clone(), timestamp },
        );
    }

    /// Every last use, in order.
    pub(super) fn last_usages_by_key(&self) -> LastUsagesByKey<&KeyLastUsageData> {
        let mut by_key = LastUsagesByKey::new();
        for set in self.sets() {
            let key_id = set.key_id();
            for key in set.keys() {
                if let Some(usage) = self.last_usages.get(key_id, &key.region) {
                    by_key.entry(key_id).or_default().insert(key.region.clone(), usage);
                }
            }
        }
        by_key
    }

    /// Adds the last use of a key, if the key is there.
    pub(super) fn adopt_last_usage(&mut self, key_id: KeyId, region: &Region, usage: KeyLastUsageData) {
        if self.set(key_id).is_some_and(|set| set.key_in(region).is_some()) {
            self.last_usages.insert(key_id, region, usage);
        }
    }
}
