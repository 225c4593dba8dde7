//! Geographies.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::account_id::{account_id, any_account_id};
use super::region::{OPT_IN, any_region, opt_in_region, unlisted_region};
use crate::identity::{Availability, Geography, OptIn, Partition, Region, RegionFacts};

/// A geography of the listed Regions, in which perhaps an account has enabled some opt-in Regions.
///
/// It never takes anything away: replicas can be in every [`region`](super::region()).
pub fn geography() -> impl Strategy<Value = Geography> {
    let enabled = (account_id(), subsequence(OPT_IN.to_vec(), 0..=OPT_IN.len()));
    proptest::option::of(enabled).prop_map(|enabled| match enabled {
        None => Geography::new(),
        Some((account, regions)) => Geography::new().with_enabled_regions(account, regions),
    })
}

/// Any geography: Regions that are new or known to lack KMS or multi-Region keys, accounts with some Regions enabled.
///
/// Only the partition of a Region is never made up: it is what the Region's name says, where it says anything.
pub fn any_geography() -> impl Strategy<Value = Geography> {
    let enabled = vec((any_account_id(), vec(prop_oneof![opt_in_region(), any_region()], 0..3)), 0..3);
    let added = vec((prop_oneof![unlisted_region(), any_region()], region_facts()), 0..3);
    (enabled, added, vec(any_region(), 0..2)).prop_map(|(enabled, added, without)| {
        let geography = Geography::new().without_multi_region_keys_in(without);
        let geography = enabled.into_iter().fold(geography, |geography, (account, regions)| {
            geography.with_enabled_regions(account, regions)
        });
        added.into_iter().fold(geography, |geography, (region, facts)| {
            let partition = partition_of(&region);
            geography.with_region(region, RegionFacts { partition, ..facts })
        })
    })
}

fn partition_of(region: &Region) -> Partition {
    region.partition().unwrap_or_else(|| Partition::from("aws-moon"))
}

fn region_facts() -> impl Strategy<Value = RegionFacts> {
    let opt_in = select(vec![OptIn::NotRequired, OptIn::Required, OptIn::Unknown]);
    let kms = select(vec![Availability::Available, Availability::NotAvailable, Availability::Unknown]);
    (opt_in, kms).prop_map(|(opt_in, kms)| RegionFacts { partition: Partition::Aws, opt_in, kms })
}
