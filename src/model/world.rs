//! The world: every set of keys of every account, and what is around them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use jiff::Timestamp;
use serde::{Deserialize, Serialize, Serializer};

use super::aliases::{Alias, Aliases, AliasesByName};
use super::call::{Call, whole_milliseconds};
use super::custom_key_store::{ConnectionState, CustomKeyStore};
use super::custom_key_stores::CustomKeyStores;
use super::event::{Change, Event};
use super::grants::{Grants, GrantsByKey};
use super::key_sets::KeySets;
use super::last_usages::{KeyLastUsageData, LastUsages};
use super::packed_key_id::PackedKeyId;
use super::quotas::Quotas;
use super::related_keys::RelatedKeys;
use super::seed::Seed;
use super::subject::Subject;
use super::timing::Timing;
use super::world_last_usages::LastUsagesByKey;
use crate::identity::{AccountId, AliasName, CustomKeyStoreId, Geography, KeyId, Region, XksKeyId};

/// Every set of keys, and what is around them: aliases, grants, uses, custom key stores, geography, quotas, timing, the
/// time, and the source of new identifiers.
///
/// A world is data. It serializes and comes back equal, it changes by [events](Event) alone, and nothing that is
/// asked of one set costs more because there are others.
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::identity::Geography;
/// use kms_mrk::model::{Quotas, Seed, World};
///
/// let quotas = Quotas { keys_per_region: 3, ..Quotas::DEFAULT };
/// let world = World::new(Seed(7)).with_quotas(quotas).with_geography(Geography::new());
///
/// let written = serde_json::to_string(&world)?;
/// assert_eq!(serde_json::from_str::<World>(&written)?, world);
/// assert_eq!(Kms::from(world).next_deadline(), None);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "WorldData")]
pub struct World {
    now: Timestamp,
    pub(super) seed: Seed,
    keys_created: u64,
    pub(super) grant_tokens_issued: u64,
    timing: Timing,
    quotas: Quotas,
    geography: Geography,
    pub(super) usage_tracking_start_date: Timestamp,
    sets: KeySets,
    aliases: Aliases, // INVARIANT: each one's key is in `sets`, with that account and in that Region
    pub(super) grants: Grants, // INVARIANT: each one's key is in `sets`, in that Region
    pub(super) last_usages: LastUsages, // INVARIANT: each one's key is in `sets`, in that Region
    // INVARIANT: a key in one of these is Unavailable if it is disconnected, unless it waits for its deletion, and else not.
    custom_key_stores: CustomKeyStores,
    // INVARIANT: derived from `sets`: the next deadline of every set that has one, and the keys of every Region.
    deadlines: BTreeSet<Deadline>,
    keys_in: BTreeMap<AccountId, BTreeMap<Region, BTreeSet<PackedKeyId>>>,
}

/// When something next happens in a set by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Deadline {
    at: Timestamp,
    key_id: KeyId,
}

impl World {
    /// A world without keys, at the beginning of time.
    #[must_use]
    pub fn new(seed: Seed) -> Self {
        Self {
            now: Timestamp::MIN,
            seed,
            keys_created: 0,
            grant_tokens_issued: 0,
            timing: Timing::DEFAULT,
            quotas: Quotas::DEFAULT,
            geography: Geography::new(),
            usage_tracking_start_date: Timestamp::MIN,
            sets: KeySets::default(),
            aliases: Aliases::default(),
            grants: Grants::default(),
            last_usages: LastUsages::default(),
            custom_key_stores: CustomKeyStores::default(),
            deadlines: BTreeSet::new(),
            keys_in: BTreeMap::new(),
        }
    }

    /// The same world with another geography.
    #[must_use]
    pub fn with_geography(self, geography: Geography) -> Self {
        Self { geography, ..self }
    }

    /// The same world with other quotas.
    #[must_use]
    pub fn with_quotas(self, quotas: Quotas) -> Self {
        Self { quotas, ..self }
    }

    /// The same world with other durations; what is already under way keeps its deadline.
    #[must_use]
    pub fn with_timing(self, timing: Timing) -> Self {
        Self { timing, ..self }
    }

    /// The same world with a custom key store, in place of one with the same ID. Keys that are in it follow it.
    ///
    /// [`CustomKeyStore`] shows it.
    #[must_use]
    pub fn with_custom_key_store(mut self, store: CustomKeyStore) -> Self {
        self.put_custom_key_store(store);
        self
    }

    /// The latest time that the world has reached.
    #[must_use]
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// Which Regions there are.
    #[must_use]
    pub const fn geography(&self) -> &Geography {
        &self.geography
    }

    /// What an account may have.
    #[must_use]
    pub const fn quotas(&self) -> &Quotas {
        &self.quotas
    }

    /// How long KMS takes for what it does by itself.
    #[must_use]
    pub const fn timing(&self) -> &Timing {
        &self.timing
    }

    /// The set with this key ID.
    #[must_use]
    pub fn set(&self, key_id: KeyId) -> Option<&RelatedKeys> {
        self.sets.get(key_id)
    }

    /// All sets, ordered by account, Region of the primary key, and key ID.
    pub fn sets(&self) -> impl Iterator<Item = &RelatedKeys> {
        self.keys_in.values().flatten().flat_map(|(region, key_ids)| {
            key_ids
                .iter()
                .filter_map(|key_id| self.set((*key_id).into()))
                .filter(move |set| set.primary().region == *region)
        })
    }

    /// How many keys an account has in a Region; primaries, replicas and single-Region keys all count.
    #[must_use]
    pub fn keys_in(&self, account: AccountId, region: &Region) -> u64 {
        self.keys_in.get(&account).and_then(|regions| regions.get(region)).map_or(0, |keys| keys.len() as u64)
    }

    /// The IDs of the keys that an account has in a Region, in order, beginning with the one after `after`.
    ///
    /// It costs what is taken of it, however many keys there are.
    ///
    /// ```
    /// use kms_mrk::Kms;
    /// use kms_mrk::identity::Region;
    /// use kms_mrk::model::{Call, Caller};
    /// use kms_mrk::operation::CreateKey;
    ///
    /// let mut kms = Kms::new(1);
    /// let caller = Caller::new("111122223333".parse()?).unwrap();
    /// let call = Call::new(caller, Region::US_EAST_1, "2026-01-05T12:00:00Z".parse()?);
    /// let key_id = kms.call(&CreateKey::default(), &call)?.output.key_id;
    ///
    /// let (world, account) = (kms.world(), call.caller().account());
    /// assert_eq!(world.key_ids_after(account, &Region::US_EAST_1, None).collect::<Vec<_>>(), [key_id]);
    /// assert_eq!(world.key_ids_after(account, &Region::US_EAST_1, Some(key_id)).count(), 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn key_ids_after(
        &self,
        account: AccountId,
        region: &Region,
        after: Option<KeyId>,
    ) -> impl Iterator<Item = KeyId> {
        let from = after.map_or(Bound::Unbounded, |after| Bound::Excluded(PackedKeyId::from(after)));
        let keys = self.keys_in.get(&account).and_then(|regions| regions.get(region));
        keys.into_iter()
            .flat_map(move |keys| keys.range((from, Bound::Unbounded)))
            .map(|key_id| KeyId::from(*key_id))
    }

    /// The alias with this name, of this account and in this Region.
    #[must_use]
    pub fn alias(&self, account: AccountId, region: &Region, name: &AliasName) -> Option<&Alias> {
        self.aliases.get(account, region, name)
    }

    /// The names of all aliases of an account in a Region, in order.
    pub fn aliases_in(&self, account: AccountId, region: &Region) -> impl Iterator<Item = &AliasName> {
        self.aliases.names_in(account, region)
    }

    /// The names of the aliases of an account in a Region, in order, beginning with the one after `after`.
    ///
    /// It costs what is taken of it, however many aliases there are.
    pub(crate) fn aliases_after(
        &self,
        account: AccountId,
        region: &Region,
        after: Option<&AliasName>,
    ) -> impl Iterator<Item = &AliasName> {
        self.aliases.names_after(account, region, after)
    }

    /// The names of the aliases of the key with this ID in a Region, in order; related keys have their own.
    pub fn aliases_of(&self, key_id: KeyId, region: &Region) -> impl ExactSizeIterator<Item = &AliasName> {
        self.aliases.names_of(key_id, region).map(BTreeSet::iter).unwrap_or_default()
    }

    /// The custom key store with this ID.
    #[must_use]
    pub fn custom_key_store(&self, id: &CustomKeyStoreId) -> Option<&CustomKeyStore> {
        self.custom_key_stores.get(id)
    }

    /// All custom key stores, ordered by ID.
    pub fn custom_key_stores(&self) -> impl Iterator<Item = &CustomKeyStore> {
        self.custom_key_stores.iter()
    }

    /// Whether a key in a custom key store has this external key.
    pub(crate) fn has_key_behind(&self, id: &CustomKeyStoreId, external: &XksKeyId) -> bool {
        self.custom_key_stores.has_key_behind(id, external)
    }

    /// When something next happens by itself.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Timestamp> {
        self.deadlines.first().map(|deadline| deadline.at)
    }

    /// What happens next by itself, if that is due at `now`.
    #[must_use]
    pub fn due(&self, now: Timestamp) -> Option<Event> {
        let deadline = self.deadlines.first().filter(|deadline| deadline.at <= now)?;
        self.set(deadline.key_id)?.due(now)
    }

    /// Where identifiers and data keys come from.
    pub(crate) const fn seed(&self) -> Seed {
        self.seed
    }

    /// The ID that the next key gets.
    pub(crate) fn next_key_id(&self, id: fn(Seed, u64) -> KeyId) -> KeyId {
        let mut index = self.keys_created;
        loop {
            let key_id = id(self.seed, index);
            if self.set(key_id).is_none() {
                return key_id;
            }
            index = index.wrapping_add(1);
        }
    }

    /// Lets an event happen. It never fails: an event of a set, a key, an alias or a custom key store that is not here
    /// changes nothing.
    pub fn evolve(&mut self, event: &Event) {
        self.reach(event.at);
        if let Change::KeyCreated { shared, key } = &event.change {
            self.keys_created = self.keys_created.wrapping_add(1);
            self.adopt(RelatedKeys::created((**shared).clone(), (**key).clone()));
            return;
        }
        let key_id = match &event.subject {
            Subject::Key(key_id) => *key_id,
            Subject::CustomKeyStore(id) => return self.change_custom_key_store(id, event),
        };
        if let Change::KeyUsed { operation } = &event.change {
            return self.use_key(key_id, event, operation); // most events are uses, and no set changes by them
        }
        let Some(set) = self.sets.get_mut(key_id) else { return };
        if event.change == Change::KeyDeleted && event.region == set.primary().region {
            if set.is_deletable(&event.region) {
                self.remove(key_id);
            }
            return;
        }
        let (account, before, had_key) =
            (set.shared().account, set.next_deadline(), set.key_in(&event.region).is_some());
        set.evolve(event);
        if let Some(store) = self.custom_key_stores.of(set) {
            set.follow(store.connection_state);
        }
        let (after, has_key) = (set.next_deadline(), set.key_in(&event.region).is_some());
        self.move_deadline(key_id, before, after);
        match (had_key, has_key) {
            (false, true) => self.enter(account, event.region.clone(), key_id),
            (true, false) => self.lose(account, &event.region, key_id),
            (true, true) => {
                self.change_alias(account, key_id, event);
                self.change_grant(key_id, event);
            }
            (false, false) => {}
        }
    }

    /// Lets an event of an alias happen, whose key is there.
    fn change_alias(&mut self, account: AccountId, key_id: KeyId, event: &Event) {
        let (region, at) = (&event.region, whole_milliseconds(event.at));
        let before = |alias| self.alias(account, region, alias).copied();
        match &event.change {
            Change::AliasCreated { alias } => {
                let new = Alias { key_id, creation_date: at, last_updated_date: at };
                self.aliases.insert(account, region, alias.clone(), new);
            }
            Change::AliasUpdated { alias } => {
                if let Some(before) = before(alias) {
                    let updated = Alias { key_id, last_updated_date: at, ..before };
                    self.aliases.insert(account, region, alias.clone(), updated);
                }
            }
            Change::AliasDeleted { alias } if before(alias).is_some_and(|before| before.key_id == key_id) => {
                self.aliases.remove(account, region, alias);
            }
            _ => {}
        }
    }

    /// Lets an event of a custom key store happen, and with it to all its keys.
    fn change_custom_key_store(&mut self, id: &CustomKeyStoreId, event: &Event) {
        let connection_state = match event.change {
            Change::CustomKeyStoreConnected => ConnectionState::Connected,
            Change::CustomKeyStoreDisconnected => ConnectionState::Disconnected,
            _ => return,
        };
        if let Some(store) = self.custom_key_store(id).cloned() {
            self.put_custom_key_store(CustomKeyStore { connection_state, ..store });
        }
    }

    /// Adds a custom key store, in place of one with the same ID; keys that are in it follow it.
    fn put_custom_key_store(&mut self, store: CustomKeyStore) {
        for key_id in self.custom_key_stores.keys_in(&store.custom_key_store_id) {
            if let Some(set) = self.sets.get_mut(key_id) {
                set.follow(store.connection_state);
            }
        }
        self.custom_key_stores.insert(store);
    }

    /// Time has come to `now`, unless it was there before: a clock that goes backwards changes nothing.
    pub(crate) fn reach(&mut self, now: Timestamp) {
        self.now = self.now.max(whole_milliseconds(now));
    }

    /// The time at which a call counts: its own, unless the world is further already.
    pub(crate) fn time_of(&self, call: &Call) -> Timestamp {
        self.now.max(call.now())
    }

    /// Adds a set of keys, in place of one with the same key ID. Aliases, grants and uses stay with the keys that stay, and a
    /// key in a custom key store of this world is Unavailable exactly if the store is disconnected, unless it waits for its
    /// deletion.
    pub fn adopt(&mut self, mut set: RelatedKeys) {
        let (key_id, account) = (set.key_id(), set.shared().account);
        if let Some(store) = self.custom_key_stores.of(&set) {
            set.follow(store.connection_state);
        }
        let before = self.sets.remove(key_id);
        if let Some(before) = &before {
            self.custom_key_stores.leave(before);
            let account = before.shared().account;
            for gone in before.keys().filter(|key| !set.has_key_in(account, &key.region)) {
                self.lose(account, &gone.region, key_id);
            }
        }
        self.custom_key_stores.enter(&set);
        let was_there = |region| before.as_ref().is_some_and(|before| before.has_key_in(account, region));
        for new in set.keys().filter(|key| !was_there(&key.region)) {
            self.enter(account, new.region.clone(), key_id);
        }
        self.move_deadline(key_id, before.and_then(|before| before.next_deadline()), set.next_deadline());
        self.sets.insert(set);
    }

    /// Adds an alias, if its key is there.
    fn adopt_alias(&mut self, account: AccountId, region: &Region, name: AliasName, alias: Alias) {
        if self.set(alias.key_id).is_some_and(|set| set.has_key_in(account, region)) {
            self.aliases.insert(account, region, name, alias);
        }
    }

    /// Removes a set with its aliases, grants and uses.
    fn remove(&mut self, key_id: KeyId) {
        let Some(set) = self.sets.remove(key_id) else { return };
        self.custom_key_stores.leave(&set);
        self.move_deadline(key_id, set.next_deadline(), None);
        for key in set.keys() {
            self.lose(set.shared().account, &key.region, key_id);
        }
    }

    /// A key is gone, and with it what is around it.
    fn lose(&mut self, account: AccountId, region: &Region, key_id: KeyId) {
        self.leave(account, region, key_id);
        self.aliases.forget(account, region, key_id);
        self.grants.forget(region, key_id);
        self.last_usages.forget(region, key_id);
    }

    fn enter(&mut self, account: AccountId, region: Region, key_id: KeyId) {
        self.keys_in.entry(account).or_default().entry(region).or_default().insert(key_id.into());
    }

    fn leave(&mut self, account: AccountId, region: &Region, key_id: KeyId) {
        let Some(regions) = self.keys_in.get_mut(&account) else { return };
        if let Some(keys) = regions.get_mut(region) {
            keys.remove(&key_id.into());
            if keys.is_empty() {
                regions.remove(region);
            }
        }
        if regions.is_empty() {
            self.keys_in.remove(&account);
        }
    }

    fn move_deadline(&mut self, key_id: KeyId, before: Option<Timestamp>, after: Option<Timestamp>) {
        if before == after {
            return;
        }
        if let Some(at) = before {
            self.deadlines.remove(&Deadline { at, key_id });
        }
        if let Some(at) = after {
            self.deadlines.insert(Deadline { at, key_id });
        }
    }
}

/// What serde reads of a [`World`]; the indexes are made anew, and aliases, grants and uses of keys that are not there are
/// left out.
#[derive(Deserialize)]
struct WorldData {
    now: Timestamp,
    seed: Seed,
    keys_created: u64,
    #[serde(default)]
    grant_tokens_issued: u64,
    timing: Timing,
    quotas: Quotas,
    geography: Geography,
    #[serde(default = "beginning_of_time")]
    usage_tracking_start_date: Timestamp,
    sets: Vec<RelatedKeys>,
    #[serde(default)]
    aliases: AliasesByName,
    #[serde(default)]
    grants: GrantsByKey,
    #[serde(default)]
    last_usages: LastUsagesByKey<KeyLastUsageData>,
    #[serde(default)]
    custom_key_stores: Vec<CustomKeyStore>,
}

const fn beginning_of_time() -> Timestamp {
    Timestamp::MIN
}

/// What serde writes of a [`World`]: what [`WorldData`] reads, and nothing of what there is none of.
#[derive(Serialize)]
#[serde(rename = "World")]
struct Written<'a> {
    now: Timestamp,
    seed: Seed,
    keys_created: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    grant_tokens_issued: Option<u64>,
    timing: Timing,
    quotas: Quotas,
    geography: &'a Geography,
    #[serde(skip_serializing_if = "Option::is_none")]
    usage_tracking_start_date: Option<Timestamp>,
    sets: Vec<&'a RelatedKeys>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    aliases: &'a AliasesByName,
    #[serde(skip_serializing_if = "Grants::is_empty")]
    grants: &'a Grants,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    last_usages: LastUsagesByKey<&'a KeyLastUsageData>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    custom_key_stores: Vec<&'a CustomKeyStore>,
}

impl Serialize for World {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let written = Written {
            now: self.now,
            seed: self.seed,
            keys_created: self.keys_created,
            grant_tokens_issued: Some(self.grant_tokens_issued).filter(|issued| *issued != 0),
            timing: self.timing,
            quotas: self.quotas,
            geography: &self.geography,
            usage_tracking_start_date: Some(self.usage_tracking_start_date)
                .filter(|date| *date != Timestamp::MIN),
            sets: self.sets().collect(),
            aliases: self.aliases.by_name(),
            grants: &self.grants,
            last_usages: self.last_usages_by_key(),
            custom_key_stores: self.custom_key_stores().collect(),
        };
        written.serialize(serializer)
    }
}

impl From<WorldData> for World {
    fn from(data: WorldData) -> Self {
        let mut world = Self::new(data.seed)
            .with_timing(data.timing)
            .with_quotas(data.quotas)
            .with_geography(data.geography)
            .with_usage_tracking_start_date(data.usage_tracking_start_date);
        world.keys_created = data.keys_created;
        world.grant_tokens_issued = data.grant_tokens_issued;
        world.reach(data.now);
        for store in data.custom_key_stores {
            world.custom_key_stores.insert(store);
        }
        for set in data.sets {
            world.adopt(set);
        }
        for (account, regions) in data.aliases {
            for (region, aliases) in regions {
                for (name, alias) in aliases {
                    world.adopt_alias(account, &region, name, alias);
                }
            }
        }
        for (key_id, regions) in data.grants {
            for (region, grants) in regions {
                for grant in grants {
                    world.adopt_grant(key_id, &region, grant);
                }
            }
        }
        for (key_id, regions) in data.last_usages {
            for (region, usage) in regions {
                world.adopt_last_usage(key_id, &region, usage);
            }
        }
        world
    }
}
