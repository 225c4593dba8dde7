//! ReplicateKey requests that break exactly one rule in their situation.

use proptest::prelude::*;
use proptest::sample::Index;

use super::account_id::other_account;
use super::alias::alias_name;
use super::key_reference::{malformed_arn, malformed_id};
use super::key_set::{IMPORTED, Wanted, described};
use super::near_miss::NearMiss;
use super::policy::near_miss_policy;
use super::principal::caller_of;
use super::region::{REGIONS, new_region, opt_in_region, region_elsewhere};
use super::situation::{Situation, situation, situation_of};
use super::tag::near_miss_tags;
use crate::identity::{AliasArn, Geography, Partition, Region};
use crate::key::KeyStateName as State;
use crate::operation::{ReplicateKey, rule};
use crate::verdict::Rule;

/// A situation in which exactly one rule is broken: KMS would make the replica but for that.
///
/// Broken are the rules that can be told from the request, the description of the key, the geography and the caller.
/// What needs a whole world (that the key exists, how many keys there are) is not among them.
///
/// ```
/// use kms_mrk::operation::Operation;
/// use kms_mrk::strategy::near_miss_replicate_key;
/// use proptest::prelude::*;
///
/// proptest!(|(miss in near_miss_replicate_key())| {
///     let report = miss.value.request.check(&miss.value.setting());
///     prop_assert!(report.errors().all(|finding| finding.rule == miss.rule), "{report}");
///     prop_assert_eq!(report.refusal().unwrap().rule(), miss.rule);
/// });
/// ```
pub fn near_miss_replicate_key() -> impl Strategy<Value = NearMiss<Situation>> {
    prop_oneof![5 => wrong_reference(), 3 => wrong_key(), 6 => wrong_region(), 3 => wrong_member()].boxed()
}

/// The reference does not name a key that the caller can replicate there.
fn wrong_reference() -> impl Strategy<Value = NearMiss<Situation>> {
    let alias = (situation(), alias_name(), any::<bool>()).prop_map(|(situation, name, is_arn)| {
        let Situation { key, region, .. } = &situation;
        let arn = AliasArn::new(Partition::Aws, region.clone(), key.aws_account_id, name.clone());
        let reference = if is_arn { arn.into() } else { name.into() };
        asks(situation, &rule::NOT_AN_ALIAS, |request| request.key_id = reference)
    });
    let malformed = (situation(), malformed_id())
        .prop_map(|(situation, id)| asks(situation, &rule::WELL_FORMED, |request| request.key_id = id));
    let malformed_arn = (situation(), malformed_arn())
        .prop_map(|(situation, arn)| asks(situation, &rule::WELL_FORMED_ARN, |request| request.key_id = arn));
    let foreign = (situation(), any::<Index>()).prop_map(|(situation, who)| {
        let other = other_account(situation.key.aws_account_id);
        NearMiss::new(Situation { caller: caller_of(other, who), ..by_arn(situation) }, &rule::OWN_ACCOUNT)
    });
    let elsewhere = (situation(), any::<Index>()).prop_map(|(situation, which)| {
        let others: Vec<_> = REGIONS.iter().filter(|region| **region != situation.region).collect();
        let region = which.get::<&Region>(&others);
        NearMiss::new(Situation { region: (*region).clone(), ..by_arn(situation) }, &rule::CALLED_REGION)
    });
    prop_oneof![alias, malformed, malformed_arn, foreign, elsewhere].boxed()
}

/// The key is no primary key, or in a state that does not allow it.
fn wrong_key() -> impl Strategy<Value = NearMiss<Situation>> {
    let replica = situation_of(described(Wanted::REPLICA.in_states(&[State::Enabled])))
        .prop_map(|situation| NearMiss::new(situation, &rule::PRIMARY));
    let single = situation_of(described(Wanted::SINGLE_REGION.in_states(&[State::Enabled])))
        .prop_map(|situation| NearMiss::new(situation, &rule::PRIMARY));
    let primary = Wanted::PRIMARY;
    let state = prop_oneof![
        described(primary.clone().in_states(&[State::Disabled])),
        described(primary.clone().of_origins(IMPORTED).in_states(&[State::PendingImport])),
        described(primary.clone().in_states(&[State::PendingDeletion, State::PendingReplicaDeletion])),
        described(primary.with_replicas(1..=2).in_states(&[State::Updating])),
    ];
    let state = situation_of(state).prop_map(|situation| NearMiss::new(situation, &rule::KEY_STATE_ALLOWS));
    prop_oneof![1 => replica, 1 => single, 2 => state].boxed()
}

/// The replica cannot be in that Region.
fn wrong_region() -> impl Strategy<Value = NearMiss<Situation>> {
    let own = situation().prop_map(|situation| {
        let own = situation.region.clone();
        asks(situation, &rule::OTHER_REGION, |request| request.replica_region = own)
    });
    let partition = (situation(), region_elsewhere()).prop_map(|(situation, region)| {
        asks(situation, &rule::SAME_PARTITION, |request| request.replica_region = region)
    });
    let unknown = (situation(), new_region()).prop_map(|(situation, region)| {
        asks(situation, &rule::KMS_AVAILABLE, |request| request.replica_region = region)
    });
    let not_offered = situation().prop_map(|situation| {
        let without = [situation.request.replica_region.clone()];
        let geography = situation.geography.clone().without_multi_region_keys_in(without);
        NearMiss::new(Situation { geography, ..situation }, &rule::MULTI_REGION_OFFERED)
    });
    let not_enabled = (situation(), opt_in_region()).prop_map(|(situation, region)| {
        let geography = Geography::new().with_enabled_regions(situation.key.aws_account_id, []);
        let situation = Situation { geography, ..situation };
        asks(situation, &rule::REGION_ENABLED, |request| request.replica_region = region)
    });
    let has_replicas = Wanted::PRIMARY.with_replicas(1..=3).in_states(&[State::Enabled]);
    let taken = (situation_of(described(has_replicas)), any::<Index>()).prop_map(|(situation, at)| {
        let configuration = situation.key.multi_region_configuration.as_ref();
        let replicas =
            configuration.map(|configuration| configuration.replica_keys.clone()).unwrap_or_default();
        let taken = at.get(&replicas).region.clone();
        asks(situation, &rule::ONE_REPLICA, |request| request.replica_region = taken)
    });
    prop_oneof![own, partition, unknown, not_offered, not_enabled, taken].boxed()
}

/// The policy or the tags are not acceptable.
fn wrong_member() -> impl Strategy<Value = NearMiss<Situation>> {
    let policy = (situation(), near_miss_policy()).prop_map(|(situation, miss)| {
        asks(situation, miss.rule, |request| request.policy = Some(miss.value))
    });
    let tags = (situation(), near_miss_tags())
        .prop_map(|(situation, miss)| asks(situation, miss.rule, |request| request.tags = miss.value));
    prop_oneof![policy, tags].boxed()
}

fn asks(
    situation: Situation,
    rule: &'static Rule,
    slip: impl FnOnce(&mut ReplicateKey),
) -> NearMiss<Situation> {
    let mut situation = situation;
    slip(&mut situation.request);
    NearMiss::new(situation, rule)
}

/// The same situation, with the key named by its ARN.
fn by_arn(mut situation: Situation) -> Situation {
    situation.request.key_id = situation.key.arn.clone().into();
    situation
}
