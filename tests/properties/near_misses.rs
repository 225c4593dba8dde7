//! One slip is refused by the one rule that it breaks, at the byte where it is.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::str::FromStr;

use kms_mrk::Kms;
use kms_mrk::identity::{
    AccountId, AliasArn, AliasName, CloudHsmClusterId, CustomKeyStoreId, GrantId, GrantName, InvalidText,
    KeyArn, KeyId, KeyReference, PrincipalArn, Region, XksKeyId,
};
use kms_mrk::key::{
    Description, KeyMaterialDescription, KeyMaterialId, KeyMetadata, KeyStateName, PendingWindowInDays,
    TagKey, TagValue, Tags, metadata_rule,
};
use kms_mrk::model::{Call, NotASet, RelatedKeys, Seed, Timing, World};
use kms_mrk::operation::{CreateKey, Operation, ReplicateKey, Setting};
use kms_mrk::policy::PolicyText;
use kms_mrk::strategy::*;
use proptest::prelude::*;
use proptest::test_runner::{TestCaseResult, TestRunner};
use serde::de::DeserializeOwned;

use super::{breaks_only, cases, messages_are_lines, places_are_in, same_cases};

/// Every text is refused at the byte where the slip is, as a text and as JSON.
#[track_caller]
fn are_refused_at_the_slip<T>(misses: impl Strategy<Value = NearMissText>)
where
    T: FromStr<Err = InvalidText> + DeserializeOwned + Debug,
{
    let run = TestRunner::new(cases(300)).run(&misses, |NearMissText { text, at_byte }| {
        let error = text.parse::<T>().expect_err("the text has a slip");
        prop_assert_eq!(error.at_byte(), at_byte, "{}", error);
        prop_assert!(text.is_char_boundary(at_byte));
        prop_assert!(!error.to_string().contains('\n'), "{:?}", error.to_string());
        prop_assert!(serde_json::from_str::<T>(&serde_json::to_string(&text).unwrap()).is_err());
        Ok(())
    });
    run.unwrap();
}

#[test]
fn a_slip_in_a_name_is_refused_where_it_is() {
    are_refused_at_the_slip::<Region>(near_miss_region());
    are_refused_at_the_slip::<AccountId>(near_miss_account_id());
    are_refused_at_the_slip::<KeyId>(near_miss_key_id());
    are_refused_at_the_slip::<KeyMaterialId>(near_miss_key_material_id());
    are_refused_at_the_slip::<KeyMaterialDescription>(near_miss_key_material_description());
    are_refused_at_the_slip::<AliasName>(near_miss_alias_name());
    are_refused_at_the_slip::<GrantId>(near_miss_grant_id());
    are_refused_at_the_slip::<GrantName>(near_miss_grant_name());
    are_refused_at_the_slip::<CloudHsmClusterId>(near_miss_cloud_hsm_cluster_id());
    are_refused_at_the_slip::<CustomKeyStoreId>(near_miss_custom_key_store_id());
    are_refused_at_the_slip::<XksKeyId>(near_miss_xks_key_id());
    are_refused_at_the_slip::<PrincipalArn>(near_miss_principal_arn());
}

#[test]
fn a_slip_in_an_arn_is_refused_where_it_is() {
    are_refused_at_the_slip::<KeyArn>(near_miss_key_arn());
    are_refused_at_the_slip::<AliasArn>(near_miss_alias_arn());
}

#[test]
fn a_text_that_is_too_short_or_too_long_is_refused_where_it_ends() {
    are_refused_at_the_slip::<TagKey>(near_miss_tag_key());
    are_refused_at_the_slip::<TagValue>(near_miss_tag_value());
    are_refused_at_the_slip::<KeyReference>(near_miss_key_reference());
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn a_long_text_is_refused_where_it_ends(description in near_miss_description(), policy in near_miss_policy_text()) {
        let error = description.text.parse::<Description>().unwrap_err();
        prop_assert_eq!(error.at_byte(), description.at_byte);
        let error = policy.text.parse::<PolicyText>().unwrap_err();
        prop_assert_eq!(error.at_byte(), policy.at_byte);
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_number_of_days_outside_of_the_limits_is_refused(days in near_miss_pending_window()) {
        prop_assert!(PendingWindowInDays::new(days).is_err());
        prop_assert!(serde_json::from_str::<PendingWindowInDays>(&days.to_string()).is_err());
    }

    #[test]
    fn tags_are_refused_by_the_one_rule_that_they_break(miss in near_miss_tags()) {
        let request = CreateKey { tags: miss.value.clone(), ..CreateKey::default() };
        breaks_only(&request.check(&Setting::new()), miss.rule)?;
        prop_assert_eq!(Tags::try_from(miss.value).unwrap_err().rule(), miss.rule);
    }

    #[test]
    fn a_policy_is_refused_by_the_one_rule_that_it_breaks(miss in near_miss_policy()) {
        let request = CreateKey { policy: Some(miss.value), ..CreateKey::default() };
        breaks_only(&request.check(&Setting::new()), miss.rule)?;
    }

    #[test]
    fn a_configuration_breaks_one_rule(miss in near_miss_multi_region_configuration()) {
        breaks_only(&miss.value.check(), miss.rule)?;
    }

    #[test]
    fn related_keys_break_one_rule_together(miss in near_miss_related_key_metadata()) {
        prop_assert!(miss.value.iter().all(|key| key.check().is_empty()));
        breaks_only(&KeyMetadata::check_together(&miss.value), miss.rule)?;
    }

    #[test]
    fn a_description_that_cannot_be_read_breaks_one_rule(miss in near_miss_key_metadata_json()) {
        let report = KeyMetadata::from_json(&miss.value).unwrap_err();
        breaks_only(&report, miss.rule)?;
        places_are_in(&report, &miss.value)?;
        messages_are_lines(&report)?;
        prop_assert!(serde_json::from_str::<KeyMetadata>(&miss.value).is_err());
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn a_request_that_cannot_be_read_breaks_one_rule(miss in near_miss_replicate_key_json()) {
        let report = ReplicateKey::from_json(&miss.value).unwrap_err();
        breaks_only(&report, miss.rule)?;
        places_are_in(&report, &miss.value)?;
        messages_are_lines(&report)?;
        prop_assert_eq!(report.refusal().unwrap().rule(), miss.rule);
        prop_assert!(serde_json::from_str::<ReplicateKey>(&miss.value).is_err());
    }
}

/// Runs a check on many values and tells which rules were broken by them.
#[track_caller]
fn rules_broken_by<T: Debug>(
    count: u32,
    misses: impl Strategy<Value = NearMiss<T>>,
    check: impl Fn(&NearMiss<T>) -> TestCaseResult,
) -> BTreeSet<&'static str> {
    let rules = RefCell::new(BTreeSet::new());
    let run = same_cases(count).run(&misses, |miss| {
        rules.borrow_mut().insert(miss.rule.id());
        check(&miss)
    });
    run.unwrap();
    rules.into_inner()
}

#[test]
fn every_rule_of_a_description_is_broken_alone_by_some_near_miss() {
    let broken = rules_broken_by(3000, near_miss_key_metadata(), |miss| {
        let report = miss.value.check();
        breaks_only(&report, miss.rule)?;
        places_are_in(&report, &serde_json::to_string(&miss.value).unwrap())
    });
    // The first is about reading, the second only warns, the last three are about several descriptions.
    let elsewhere = [
        &metadata_rule::READABLE,
        &metadata_rule::LISTED_NAMES,
        &metadata_rule::SAME_SHARED_PROPERTIES,
        &metadata_rule::ONE_PRIMARY,
        &metadata_rule::SAME_REPLICAS,
    ];
    let all = metadata_rule::ALL.iter().filter(|rule| !elsewhere.contains(*rule)).map(|rule| rule.id());
    assert_eq!(broken, all.collect::<BTreeSet<_>>());
}

/// The world in which there is nothing but the key of the situation, and the call.
fn world_of(situation: &Situation) -> (Result<Kms, NotASet>, Call) {
    let call = Call::new(situation.caller.clone(), situation.region.clone(), situation.key.creation_date);
    let set = RelatedKeys::observed(std::slice::from_ref(&situation.key), Timing::default(), call.now());
    let kms = set.map(|set| {
        let mut world = World::new(Seed(1)).with_geography(situation.geography.clone());
        world.adopt(set);
        Kms::from(world)
    });
    (kms, call)
}

#[test]
fn every_rule_that_a_situation_shows_refuses_the_request_in_the_check_and_in_the_call() {
    let broken = rules_broken_by(2000, near_miss_replicate_key(), |miss| {
        let situation = &miss.value;
        let report = situation.request.check(&situation.setting());
        breaks_only(&report, miss.rule)?;
        places_are_in(&report, &serde_json::to_string(&situation.request).unwrap())?;
        messages_are_lines(&report)?;

        let (kms, call) = world_of(situation);
        let Ok(mut kms) = kms else {
            // Of all those keys, only one in Updating cannot be taken over into a world.
            prop_assert_eq!(&situation.key.key_state, &KeyStateName::Updating, "{:?}", kms.unwrap_err());
            return Ok(());
        };
        let refusal = kms.call(&situation.request, &call).unwrap_err();
        prop_assert_eq!(Some(refusal), report.refusal());
        Ok(())
    });
    let expected = [
        "key-id/called-region",
        "key-id/not-an-alias",
        "key-id/own-account",
        "key-id/well-formed",
        "key-id/well-formed-arn",
        "key-state/allows-operation",
        "policy/json-object",
        "policy/size",
        "replicate-key/key/is-primary",
        "replicate-key/replica-region/enabled",
        "replicate-key/replica-region/kms-available",
        "replicate-key/replica-region/multi-region-keys-offered",
        "replicate-key/replica-region/not-the-primarys",
        "replicate-key/replica-region/one-replica",
        "replicate-key/replica-region/same-partition",
        "tags/count",
        "tags/reserved-prefix",
        "tags/unique-keys",
    ];
    assert_eq!(broken, BTreeSet::from(expected));
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn a_valid_situation_becomes_a_replica(situation in situation()) {
        let (kms, call) = world_of(&situation);
        let reply = kms.unwrap().call(&situation.request, &call).unwrap();
        let replica = reply.output.replica_key_metadata;
        prop_assert!(replica.check().is_empty(), "{}", replica.check());
        prop_assert_eq!(replica.arn.region(), &situation.request.replica_region);
        prop_assert_eq!(replica.arn, situation.key.arn.related_in(situation.request.replica_region.clone()).unwrap());
        prop_assert_eq!(Vec::from(reply.output.replica_tags), situation.request.tags);
    }
}
