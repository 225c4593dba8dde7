//! The aliases of a world, found by name and by key.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::hashed::Hashed;
use crate::identity::{AccountId, AliasName, KeyId, Region};

/// What an alias belongs to: the key in the alias's own account and Region that it stands for.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_AliasListEntry.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateAlias, CreateKey};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller.clone(), "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let key = kms.call(&CreateKey::default(), &call)?.output.key_id;
/// kms.call(&CreateAlias::new("alias/orders".parse()?, key.into()), &call)?;
///
/// let alias = kms.world().alias(caller.account(), call.region(), &"alias/orders".parse()?).unwrap();
/// assert_eq!((alias.key_id, alias.creation_date), (key, call.now()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alias {
    /// The key that the alias stands for.
    pub key_id: KeyId,
    /// When CreateAlias made it.
    pub creation_date: Timestamp,
    /// When CreateAlias or UpdateAlias last gave it a key.
    pub last_updated_date: Timestamp,
}

/// Every alias, by account, Region and name.
pub(super) type AliasesByName = BTreeMap<AccountId, BTreeMap<Region, BTreeMap<AliasName, Alias>>>;

/// The aliases of a world: a name has one key in an account and Region, a key any number of names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Aliases {
    by_name: AliasesByName, // in order
    // INVARIANT: derived from `by_name`: where each name is an alias. Most requests name one.
    places: Hashed<AliasName, BTreeMap<Place, Alias>>,
    // INVARIANT: derived from `by_name`. A key ID has one account in a world, so the account is not written again.
    of_key: Hashed<KeyId, BTreeMap<Region, BTreeSet<AliasName>>>,
}

/// Where a name is an alias.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    account: AccountId,
    region: Region,
}

impl Place {
    fn of(account: AccountId, region: &Region) -> Self {
        Self { account, region: region.clone() }
    }
}

impl Aliases {
    pub(super) const fn by_name(&self) -> &AliasesByName {
        &self.by_name
    }

    pub(super) fn get(&self, account: AccountId, region: &Region, name: &AliasName) -> Option<&Alias> {
        self.places.get(name)?.get(&Place::of(account, region))
    }

    pub(super) fn names_in(&self, account: AccountId, region: &Region) -> impl Iterator<Item = &AliasName> {
        let names = self.by_name.get(&account).and_then(|regions| regions.get(region));
        names.into_iter().flat_map(BTreeMap::keys)
    }

    /// The names that come after `after`.
    pub(super) fn names_after(
        &self,
        account: AccountId,
        region: &Region,
        after: Option<&AliasName>,
    ) -> impl Iterator<Item = &AliasName> {
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let names = self.by_name.get(&account).and_then(|regions| regions.get(region));
        names
            .into_iter()
            .flat_map(move |names| names.range::<AliasName, _>((from, Bound::Unbounded)))
            .map(|(name, _)| name)
    }

    pub(super) fn names_of(&self, key_id: KeyId, region: &Region) -> Option<&BTreeSet<AliasName>> {
        self.of_key.get(&key_id)?.get(region)
    }

    /// Adds an alias, in place of one with the same name.
    pub(super) fn insert(&mut self, account: AccountId, region: &Region, name: AliasName, alias: Alias) {
        self.remove(account, region, &name);
        let of_key = self.of_key.entry(alias.key_id).or_default();
        of_key.entry(region.clone()).or_default().insert(name.clone());
        self.places.entry(name.clone()).or_default().insert(Place::of(account, region), alias);
        let regions = self.by_name.entry(account).or_default();
        regions.entry(region.clone()).or_default().insert(name, alias);
    }

    pub(super) fn remove(&mut self, account: AccountId, region: &Region, name: &AliasName) {
        let Some(alias) = self.take(account, region, name) else { return };
        let Some(regions) = self.of_key.get_mut(&alias.key_id) else { return };
        if let Some(names) = regions.get_mut(region) {
            names.remove(name);
            if names.is_empty() {
                regions.remove(region);
            }
        }
        if regions.is_empty() {
            self.of_key.remove(&alias.key_id);
        }
    }

    /// Removes the aliases of a key that is gone from a Region.
    pub(super) fn forget(&mut self, account: AccountId, region: &Region, key_id: KeyId) {
        let Some(regions) = self.of_key.get_mut(&key_id) else { return };
        let names = regions.remove(region).unwrap_or_default();
        if regions.is_empty() {
            self.of_key.remove(&key_id);
        }
        for name in names {
            self.take(account, region, &name);
        }
    }

    fn take(&mut self, account: AccountId, region: &Region, name: &AliasName) -> Option<Alias> {
        let places = self.places.get_mut(name)?;
        places.remove(&Place::of(account, region));
        if places.is_empty() {
            self.places.remove(name);
        }
        let regions = self.by_name.get_mut(&account)?;
        let names = regions.get_mut(region)?;
        let alias = names.remove(name);
        if names.is_empty() {
            regions.remove(region);
        }
        if regions.is_empty() {
            self.by_name.remove(&account);
        }
        alias
    }
}
