//! Which Regions there are, and what is known about them.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;

use serde::{Deserialize, Serialize};

use super::account::AccountId;
use super::partition::Partition;
use super::region::Region;
use super::region_facts::{Availability, Enablement, OptIn, RegionFacts};

/// Which Regions exist, where KMS is, which Regions an account has enabled, and where multi-Region keys are offered.
///
/// It begins as the table of the listed Regions ([`Geography::new`], no allocation) and can be told more: a Region
/// that is newer than this version of the crate, the Regions an account has enabled, Regions without multi-Region
/// keys. Nothing is looked up anywhere, and what nobody has said is answered with `Unknown`, not with a guess.
///
/// With serde, only what was told is written, not the table: a geography that was saved may know more Regions when
/// a newer version of the crate reads it.
///
/// ```
/// use kms_mrk::identity::{AccountId, Availability, Enablement, Geography, OptIn, Partition, Region, RegionFacts};
///
/// let account: AccountId = "111122223333".parse()?;
/// let newer: Region = "eu-west-9".parse()?;
/// let facts = RegionFacts { partition: Partition::Aws, opt_in: OptIn::Required, kms: Availability::Available };
///
/// let geography =
///     Geography::new().with_region(newer.clone(), facts).with_enabled_regions(account, [Region::AF_SOUTH_1]);
/// assert_eq!(geography.enablement(&account, &Region::US_EAST_1), Enablement::Enabled);
/// assert_eq!(geography.enablement(&account, &Region::AF_SOUTH_1), Enablement::Enabled);
/// assert_eq!(geography.enablement(&account, &newer), Enablement::NotEnabled);
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Geography {
    /// Facts that are not in the table, or differ from it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    regions: BTreeMap<Region, RegionFacts>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    enabled_regions: BTreeMap<AccountId, BTreeSet<Region>>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    without_multi_region_keys: BTreeSet<Region>,
}

impl Geography {
    /// The geography of the listed Regions, with nothing added.
    pub const LISTED: &'static Self = &Self::new();

    /// The Regions that AWS's guide of April 2023 named as having no multi-Region keys.
    ///
    /// Today's guide has no such list as far as it could be seen, so a new geography excludes none; give these to
    /// [`without_multi_region_keys_in`](Self::without_multi_region_keys_in) to be as strict as it was then
    /// ([the guide's source](https://github.com/awsdocs/aws-kms-developer-guide)).
    pub const NO_MULTI_REGION_KEYS_IN_2023: [Region; 6] = [
        Region::AP_SOUTH_2,
        Region::CN_NORTH_1,
        Region::CN_NORTHWEST_1,
        Region::EU_SOUTH_2,
        Region::EU_CENTRAL_2,
        Region::ME_CENTRAL_1,
    ];

    /// The geography of the listed Regions, of which nothing else is known.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            regions: BTreeMap::new(),
            enabled_regions: BTreeMap::new(),
            without_multi_region_keys: BTreeSet::new(),
        }
    }

    /// Adds a Region, or replaces what is known about one.
    #[must_use]
    pub fn with_region(mut self, region: Region, facts: RegionFacts) -> Self {
        // What the table says already is not kept, so that geographies that say the same are equal.
        if region.listed_facts() == Some(&facts) {
            self.regions.remove(&region);
        } else {
            self.regions.insert(region, facts);
        }
        self
    }

    /// Says which opt-in Regions the account has enabled: exactly these, whatever was said before.
    ///
    /// Default Regions are on for every account and need not be named.
    #[must_use]
    pub fn with_enabled_regions(
        mut self,
        account: AccountId,
        regions: impl IntoIterator<Item = Region>,
    ) -> Self {
        self.enabled_regions.insert(account, regions.into_iter().collect());
        self
    }

    /// Says that KMS offers no multi-Region keys in these Regions; earlier ones stay excluded.
    ///
    /// ```
    /// use kms_mrk::identity::{Geography, Region};
    ///
    /// assert!(Geography::new().offers_multi_region_keys(&Region::EU_CENTRAL_2));
    /// let strict = Geography::new().without_multi_region_keys_in(Geography::NO_MULTI_REGION_KEYS_IN_2023);
    /// assert!(!strict.offers_multi_region_keys(&Region::EU_CENTRAL_2));
    /// ```
    #[must_use]
    pub fn without_multi_region_keys_in(mut self, regions: impl IntoIterator<Item = Region>) -> Self {
        self.without_multi_region_keys.extend(regions);
        self
    }

    /// What is known about a Region; `None` if it is neither listed nor was added.
    #[must_use]
    pub fn facts(&self, region: &Region) -> Option<RegionFacts> {
        self.known(region).cloned()
    }

    /// Whether the Region is listed or was added.
    #[must_use]
    pub fn is_known(&self, region: &Region) -> bool {
        self.known(region).is_some()
    }

    /// The partition the Region belongs to; for a Region that is not known, its name decides
    /// ([`Region::partition`]).
    ///
    /// ```
    /// use kms_mrk::identity::{Geography, Partition};
    ///
    /// let unlisted = "eu-west-9".parse()?;
    /// assert_eq!(Geography::LISTED.partition(&unlisted), Some(Partition::Aws));
    /// assert!(!Geography::LISTED.is_known(&unlisted));
    /// # Ok::<(), kms_mrk::identity::InvalidText>(())
    /// ```
    #[must_use]
    pub fn partition(&self, region: &Region) -> Option<Partition> {
        self.known(region).map_or_else(|| region.partition(), |facts| Some(facts.partition.clone()))
    }

    /// Whether KMS has an endpoint in the Region; unknown if the Region is neither listed nor was added.
    #[must_use]
    pub fn kms(&self, region: &Region) -> Availability {
        self.known(region).map_or(Availability::Unknown, |facts| facts.kms)
    }

    /// Whether the Region is enabled for the account.
    ///
    /// | Region | nothing said of the account | after [`with_enabled_regions`](Self::with_enabled_regions) |
    /// |---|---|---|
    /// | default | enabled | enabled |
    /// | opt-in, or opt-in status unknown, or Region unknown | unknown | enabled if named, else not enabled |
    #[must_use]
    pub fn enablement(&self, account: &AccountId, region: &Region) -> Enablement {
        match self.enabled_regions.get(account) {
            _ if self.enablement_by_default(region) == Enablement::Enabled => Enablement::Enabled,
            None => Enablement::Unknown,
            Some(regions) if regions.contains(region) => Enablement::Enabled,
            Some(_) => Enablement::NotEnabled,
        }
    }

    /// Whether the Region is enabled for an account of which nothing is known: enabled if it is for every account,
    /// unknown otherwise.
    #[must_use]
    pub fn enablement_by_default(&self, region: &Region) -> Enablement {
        match self.known(region).map(|facts| facts.opt_in) {
            Some(OptIn::NotRequired) => Enablement::Enabled,
            _ => Enablement::Unknown,
        }
    }

    /// Whether KMS offers multi-Region keys where it is in the Region: yes, unless it was said that it does not.
    ///
    /// It does not ask whether KMS is there at all; [`kms`](Self::kms) does.
    #[must_use]
    pub fn offers_multi_region_keys(&self, region: &Region) -> bool {
        !self.without_multi_region_keys.contains(region)
    }

    /// Every known Region, in the order of the names.
    ///
    /// ```
    /// use kms_mrk::identity::{Geography, Region};
    ///
    /// assert!(Geography::LISTED.regions().eq(Region::ALL.iter().cloned()));
    /// ```
    pub fn regions(&self) -> impl Iterator<Item = Region> + use<'_> {
        let mut listed = Region::ALL.iter().peekable();
        let mut added = self.regions.keys().filter(|region| !region.is_listed()).peekable();
        iter::from_fn(move || match (listed.peek(), added.peek()) {
            (Some(next_listed), Some(next_added)) if next_added < next_listed => added.next().cloned(),
            (Some(_), _) => listed.next().cloned(),
            (None, _) => added.next().cloned(),
        })
    }

    /// Every known Region of a partition, in the order of the names.
    ///
    /// ```
    /// use kms_mrk::identity::{Geography, Partition, Region};
    ///
    /// let china = Geography::LISTED.regions_of(&Partition::AwsCn).collect::<Vec<_>>();
    /// assert_eq!(china, [Region::CN_NORTH_1, Region::CN_NORTHWEST_1]);
    /// ```
    pub fn regions_of<'a>(&'a self, partition: &'a Partition) -> impl Iterator<Item = Region> + use<'a> {
        self.regions().filter(|region| self.partition(region).as_ref() == Some(partition))
    }

    fn known(&self, region: &Region) -> Option<&RegionFacts> {
        self.regions.get(region).or_else(|| region.listed_facts())
    }
}
