//! The aliases of a world, found by name and by key.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::hashed::Hashed;
use super::regional_key_id::RegionalKeyId;
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
    places: Hashed<AliasName, Places>,
    // INVARIANT: derived from `by_name`. A key ID has one account in a world, so the account is not written again.
    of_key: Hashed<RegionalKeyId, BTreeSet<AliasName>>,
}

/// Where a name is an alias. Most are in one place, which is found without another step.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Places {
    One(Place, Alias),
    // INVARIANT: not one, so that equal aliases are equal values.
    Several(BTreeMap<Place, Alias>),
}

impl Places {
    fn get(&self, place: &Place) -> Option<&Alias> {
        match self {
            Self::One(one, alias) => (one == place).then_some(alias),
            Self::Several(places) => places.get(place),
        }
    }

    /// The same with another place.
    fn with(self, place: Place, alias: Alias) -> Self {
        let mut places = match self {
            Self::One(one, other) => BTreeMap::from([(one, other)]),
            Self::Several(places) => places,
        };
        places.insert(place, alias);
        Self::Several(places)
    }

    /// What is left without a place; `None` if nothing is.
    fn without(self, place: &Place) -> Option<Self> {
        match self {
            Self::One(one, alias) => (one != *place).then_some(Self::One(one, alias)),
            Self::Several(mut places) => {
                places.remove(place);
                if places.len() > 1 {
                    return Some(Self::Several(places));
                }
                places.pop_first().map(|(one, alias)| Self::One(one, alias))
            }
        }
    }
}

/// The account and the Region of an alias.
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
        self.of_key.get(&RegionalKeyId::new(key_id, region))
    }

    /// Adds an alias, in place of one with the same name.
    pub(super) fn insert(&mut self, account: AccountId, region: &Region, name: AliasName, alias: Alias) {
        self.remove(account, region, &name);
        let of_key = self.of_key.entry(RegionalKeyId::new(alias.key_id, region)).or_default();
        of_key.insert(name.clone());
        let place = Place::of(account, region);
        let places = match self.places.remove(&name) {
            Some(places) => places.with(place, alias),
            None => Places::One(place, alias),
        };
        self.places.insert(name.clone(), places);
        let regions = self.by_name.entry(account).or_default();
        regions.entry(region.clone()).or_default().insert(name, alias);
    }

    pub(super) fn remove(&mut self, account: AccountId, region: &Region, name: &AliasName) {
        let Some(alias) = self.take(account, region, name) else { return };
        let key = RegionalKeyId::new(alias.key_id, region);
        let Some(names) = self.of_key.get_mut(&key) else { return };
        names.remove(name);
        if names.is_empty() {
            self.of_key.remove(&key);
        }
    }

    /// Removes the aliases of a key that is gone from a Region.
    pub(super) fn forget(&mut self, account: AccountId, region: &Region, key_id: KeyId) {
        let names = self.of_key.remove(&RegionalKeyId::new(key_id, region)).unwrap_or_default();
        for name in names {
            self.take(account, region, &name);
        }
    }

    fn take(&mut self, account: AccountId, region: &Region, name: &AliasName) -> Option<Alias> {
        let (name_of_it, places) = self.places.remove_entry(name)?;
        if let Some(left) = places.without(&Place::of(account, region)) {
            self.places.insert(name_of_it, left);
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
