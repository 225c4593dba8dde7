//! A counterexample is as boring as it can be.

use std::fmt::Debug;

use kms_mrk::identity::Region;
use kms_mrk::key::{KeySpec, KeyStateName, MultiRegionKeyType};
use kms_mrk::operation::ReplicateKey;
use kms_mrk::strategy::*;
use proptest::prelude::*;
use proptest::test_runner::TestError;

use super::same_cases;

/// The smallest value for which the property fails.
#[track_caller]
fn smallest<T: Debug>(values: impl Strategy<Value = T>, fails: impl Fn(&T) -> bool) -> T {
    let run = same_cases(500).run(&values, |value| {
        prop_assert!(!fails(&value));
        Ok(())
    });
    match run.expect_err("some value makes it fail") {
        TestError::Fail(_, value) => value,
        aborted @ TestError::Abort(_) => panic!("{aborted}"),
    }
}

#[test]
fn a_key_shrinks_to_an_enabled_symmetric_single_region_key_in_us_east_1() {
    let key = smallest(key_metadata(), |_| true);
    assert_eq!(key.multi_region_configuration, None);
    assert_eq!(key.key_state, KeyStateName::Enabled);
    assert_eq!(key.key_spec, KeySpec::SymmetricDefault);
    assert_eq!(
        key.arn.to_string(),
        "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    );
    assert!(key.description.is_empty());
}

#[test]
fn what_does_not_matter_shrinks_away() {
    let key =
        smallest(key_metadata(), |key| key.multi_region_key_type() == Some(&MultiRegionKeyType::Replica));
    let configuration = key.multi_region_configuration.unwrap();
    assert_eq!(configuration.replica_keys.len(), 1);
    assert_eq!(key.key_state, KeyStateName::Enabled);

    let tags = smallest(tags(), |tags| !tags.is_empty());
    assert_eq!(serde_json::to_string(&tags).unwrap(), r#"[{"TagKey":"Team","TagValue":""}]"#);
}

#[test]
fn a_situation_shrinks_to_the_smallest_request() {
    let situation = smallest(situation(), |_| true);
    let smallest = ReplicateKey::new(situation.key.key_id.into(), Region::EU_WEST_1);
    assert_eq!(situation.request, smallest);
    assert_eq!(situation.region, Region::US_EAST_1);
    assert_eq!(situation.caller.principal(), &"arn:aws:iam::111122223333:root");
}

#[test]
fn what_is_arbitrary_shrinks_to_what_is_listed() {
    assert_eq!(smallest(any_region(), |_| true), Region::US_EAST_1);
    assert_eq!(smallest(any_key_id(), |_| true), "mrk-1234abcd12ab34cd56ef1234567890ab");
    assert_eq!(smallest(any_key_spec(), |_| true), KeySpec::SymmetricDefault);
    assert_eq!(smallest(any_json_text(), |_| true), "null");
}
