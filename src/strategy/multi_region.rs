//! Related keys as one of them sees them.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::json::other_members;
use super::key_arn::{any_key_arn, multi_region_key_arn};
use super::key_set::{Role, Wanted, key_set};
use super::name::any_multi_region_key_type;
use super::near_miss::NearMiss;
use super::region::{REGIONS, any_region};
use crate::identity::{KeyArn, KeyId, Region};
use crate::key::{MultiRegionConfiguration, MultiRegionKey, metadata_rule};
use crate::verdict::Rule;

/// A primary key with up to three replicas, as one of them sees it; nothing is wrong with it.
pub fn multi_region_configuration() -> impl Strategy<Value = MultiRegionConfiguration> {
    let from_primary =
        key_set(&Wanted::PRIMARY.with_replicas(0..=3)).prop_map(|set| set.configuration(Role::Primary));
    let from_replica = key_set(&Wanted::REPLICA).prop_map(|set| set.configuration(Role::Replica));
    prop_oneof![from_primary, from_replica].boxed()
}

/// One key of a set, with the Region that its ARN names.
pub fn multi_region_key() -> impl Strategy<Value = MultiRegionKey> {
    multi_region_key_arn().prop_map_into()
}

/// Any key of a set: its Region need not be the one that its ARN names.
pub fn any_multi_region_key() -> impl Strategy<Value = MultiRegionKey> {
    (any_key_arn(), proptest::option::of(any_region()), other_members()).prop_map(|(arn, region, other)| {
        MultiRegionKey { region: region.unwrap_or_else(|| arn.region().clone()), arn, other }
    })
}

/// Any configuration: keys of any sets in any Regions.
pub fn any_multi_region_configuration() -> impl Strategy<Value = MultiRegionConfiguration> {
    let strange = (
        any_multi_region_key_type(),
        any_multi_region_key(),
        vec(any_multi_region_key(), 0..4),
        other_members(),
    );
    let strange = strange.prop_map(|(multi_region_key_type, primary_key, replica_keys, other)| {
        MultiRegionConfiguration { multi_region_key_type, primary_key, replica_keys, other }
    });
    prop_oneof![1 => multi_region_configuration(), 2 => strange].boxed()
}

/// A configuration of which exactly one rule is broken: the primary among the replicas, a key that is not related, a
/// Region that is not the ARN's, two keys in one Region.
pub fn near_miss_multi_region_configuration() -> impl Strategy<Value = NearMiss<MultiRegionConfiguration>> {
    let configuration =
        key_set(&Wanted::PRIMARY.with_replicas(1..=3)).prop_map(|set| set.configuration(Role::Primary));
    (configuration, slip(), any::<Index>()).prop_map(|(mut configuration, slip, at)| {
        slip.apply(&mut configuration, at);
        NearMiss::new(configuration, slip.rule())
    })
}

/// What can be wrong with a configuration that lists a replica at least.
#[derive(Clone, Copy, Debug)]
pub(super) enum Slip {
    PrimaryAsReplica,
    OtherKeyId,
    OtherRegion,
    ReplicaTwice,
}

pub(super) fn slip() -> impl Strategy<Value = Slip> {
    select(vec![Slip::PrimaryAsReplica, Slip::OtherKeyId, Slip::OtherRegion, Slip::ReplicaTwice])
}

impl Slip {
    /// The rule that it breaks, and the only one.
    pub(super) const fn rule(self) -> &'static Rule {
        match self {
            Self::PrimaryAsReplica => &metadata_rule::PRIMARY_IS_NO_REPLICA,
            Self::OtherKeyId => &metadata_rule::RELATED,
            Self::OtherRegion => &metadata_rule::REGION_OF_ARN,
            Self::ReplicaTwice => &metadata_rule::ONE_PER_REGION,
        }
    }

    pub(super) fn apply(self, configuration: &mut MultiRegionConfiguration, at: Index) {
        let free = free_regions(configuration);
        let replicas = &mut configuration.replica_keys;
        let replica = at.get_mut(replicas);
        match self {
            Self::PrimaryAsReplica => {
                let place = at.index(replicas.len() + 1);
                replicas.insert(place, configuration.primary_key.clone());
            }
            Self::OtherKeyId => {
                let arn = &replica.arn;
                let other = KeyId::multi_region_from_bytes([0; 16]);
                replica.arn =
                    KeyArn::new(arn.partition().clone(), arn.region().clone(), arn.account(), other);
            }
            Self::OtherRegion => replica.region = at.get(&free).clone(),
            Self::ReplicaTwice => {
                let again = replica.clone();
                replicas.push(again);
            }
        }
    }
}

/// The Regions of the alphabet that the set has no key in.
pub(super) fn free_regions(configuration: &MultiRegionConfiguration) -> Vec<Region> {
    REGIONS.iter().filter(|region| !configuration.has_key_in(region)).cloned().collect()
}
