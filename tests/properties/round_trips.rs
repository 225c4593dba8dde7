//! What was read is written again as it was.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::{Debug, Display};
use std::str::FromStr;

use expect_test::expect;
use kms_mrk::identity::{KeyReference, ReferenceForm};
use kms_mrk::key::{
    KeyMetadata, KeyState, MultiRegionConfiguration, MultiRegionKey, MultiRegionKeyType, OtherMembers,
};
use kms_mrk::operation::ReplicateKey;
use kms_mrk::strategy::*;
use proptest::prelude::*;
use proptest::strategy::Union;
use proptest::test_runner::TestRunner;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{cases, same_cases};

/// Every value is read again from the text that it is written as, from JSON too, and equals that text.
#[track_caller]
fn survives<T>(values: impl Strategy<Value = T>)
where
    T: FromStr<Err: Debug>
        + Display
        + Debug
        + PartialEq
        + PartialEq<str>
        + Serialize
        + DeserializeOwned
        + Clone,
{
    let run = TestRunner::new(cases(200)).run(&values, |value| {
        let text = value.to_string();
        prop_assert_eq!(&text.parse::<T>().expect("what was written can be read"), &value);
        prop_assert!(value == *text);
        let longer = format!("{text}x");
        prop_assert!(value != *longer);
        let json = serde_json::to_string(&value).unwrap();
        prop_assert_eq!(&json, &serde_json::to_string(&text).unwrap());
        prop_assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), &value);
        prop_assert_eq!(serde_json::from_value::<T>(Value::String(text)).unwrap(), value);
        Ok(())
    });
    run.unwrap();
}

/// The value comes back equal from its JSON, as a text and as a tree.
#[track_caller]
fn comes_back<T: Debug + PartialEq + Serialize + DeserializeOwned>(value: &T) {
    let json = serde_json::to_string(value).unwrap();
    assert_eq!(serde_json::from_str::<T>(&json).unwrap(), *value, "{json}");
    assert_eq!(serde_json::from_value::<T>(serde_json::to_value(value).unwrap()).unwrap(), *value, "{json}");
}

#[test]
fn every_name_survives() {
    survives(Union::new([listed_region().boxed(), any_region().boxed(), unlisted_region().boxed()]));
    survives(any_account_id());
    survives(any_key_id());
    survives(any_alias_name());
    survives(any_grant_name());
    survives(any_grant_token());
    survives(any_cloud_hsm_cluster_id());
    survives(any_custom_key_store_id());
    survives(any_xks_key_id());
    survives(any_principal_arn());
    survives(any_key_reference());
}

#[test]
fn every_arn_survives() {
    survives(any_key_arn());
    survives(any_alias_arn());
}

#[test]
fn every_text_of_a_key_survives() {
    survives(any_description());
    survives(any_tag_key());
    survives(any_tag_value());
    survives(any_policy_text());
}

#[test]
fn every_name_that_aws_lists_or_may_list_survives() {
    survives(any_partition());
    survives(any_key_spec());
    survives(any_key_usage());
    survives(any_origin());
    survives(any_key_manager());
    survives(any_expiration_model());
    survives(any_key_state_name());
    survives(any_multi_region_key_type());
    survives(any_encryption_algorithm());
    survives(any_signing_algorithm());
    survives(any_mac_algorithm());
    survives(any_key_agreement_algorithm());
    survives(any_encapsulation_algorithm());
    survives(any_grant_operation());
    survives(any_key_last_usage_tracking_operation());
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn every_part_of_a_grant_survives(
        id in any_grant_id(),
        reference in any_grant_reference(),
        constraints in any_grant_constraints(),
        context in any_encryption_context(),
    ) {
        comes_back(&id);
        comes_back(&reference);
        comes_back(&constraints);
        comes_back(&context);
        prop_assert_eq!(id.to_string().parse(), Ok(id));
        prop_assert_eq!(reference.to_string().parse(), Ok(reference));
    }
}

/// The same times as AWS CLI v2 prints them.
fn with_iso_times(mut document: Value, metadata: &KeyMetadata) -> Value {
    let times = [
        ("CreationDate", Some(metadata.creation_date)),
        ("DeletionDate", metadata.deletion_date),
        ("ValidTo", metadata.valid_to),
    ];
    for (name, time) in times {
        if let Some(time) = time {
            document[name] = Value::String(time.to_string());
        }
    }
    document
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn every_description_of_a_key_survives(metadata in any_key_metadata()) {
        comes_back(&metadata);
    }

    #[test]
    fn a_description_is_read_from_whatever_tools_print(metadata in any_key_metadata(), beside in any_text()) {
        let bare = serde_json::to_value(&metadata).unwrap();
        let iso = with_iso_times(bare.clone(), &metadata);
        for document in [bare.clone(), iso.clone(), json!({ "KeyMetadata": iso })] {
            prop_assert_eq!(&KeyMetadata::from_json(&document.to_string()).unwrap(), &metadata);
        }
        let output = json!({ "ReplicaKeyMetadata": bare, "ReplicaPolicy": beside });
        prop_assert_eq!(serde_json::from_value::<KeyMetadata>(output).unwrap(), metadata);
    }

    #[test]
    fn members_that_nobody_knows_survive(metadata in key_metadata(), value in any_json()) {
        let mut document = serde_json::to_value(&metadata).unwrap();
        document["KeyRotationStatus"] = value.clone();
        let read = KeyMetadata::from_json(&document.to_string()).unwrap();
        prop_assert_eq!(&read.other.0["KeyRotationStatus"], &value);
        prop_assert_eq!(&KeyMetadata { other: OtherMembers::default(), ..read.clone() }, &metadata);
        prop_assert_eq!(serde_json::to_value(&read).unwrap(), document);
    }

    #[test]
    fn parts_of_a_description_survive(
        configuration in any_multi_region_configuration(),
        key in any_multi_region_key(),
        state in any_key_state(),
        window in pending_window(),
        material in any_key_material_id(),
    ) {
        comes_back::<MultiRegionConfiguration>(&configuration);
        comes_back::<MultiRegionKey>(&key);
        comes_back::<KeyState>(&state);
        comes_back(&window);
        comes_back(&material);
        prop_assert_eq!(material.to_string().parse(), Ok(material));
    }

    #[test]
    fn tags_and_geographies_and_callers_survive(tags in tags(), geography in any_geography(), caller in any_caller()) {
        comes_back(&tags);
        comes_back(&geography);
        comes_back(&caller);
        prop_assert_eq!(tags.iter().map(|tag| tags.get(tag.key.as_str())).collect::<Vec<_>>(),
            tags.iter().map(|tag| Some(&tag.value)).collect::<Vec<_>>());
    }

    #[test]
    fn every_request_survives(request in any_replicate_key()) {
        comes_back(&request);
        let json = serde_json::to_string(&request).unwrap();
        let reading = ReplicateKey::read_json(&json);
        prop_assert_eq!(reading.value, Some(request));
        prop_assert!(reading.report.is_empty());
    }

    #[test]
    fn nothing_is_wrong_with_what_is_valid(
        metadata in key_metadata(),
        related in related_key_metadata(),
        configuration in multi_region_configuration(),
        situation in situation(),
    ) {
        prop_assert!(metadata.check().is_empty(), "{}", metadata.check());
        prop_assert!(KeyMetadata::check_together(&related).is_empty(), "{}", KeyMetadata::check_together(&related));
        prop_assert!(configuration.check().is_empty(), "{}", configuration.check());
        let report = kms_mrk::operation::Operation::check(&situation.request, &situation.setting());
        prop_assert!(report.is_empty(), "{}", report);
    }

    #[test]
    fn a_malformed_reference_keeps_its_text(reference in malformed_key_reference()) {
        prop_assert_eq!(reference.form(), ReferenceForm::Malformed);
        let KeyReference::Malformed(malformed) = &reference else { unreachable!() };
        prop_assert!(malformed.reason().at_byte() <= malformed.as_str().len());
        prop_assert!(malformed.as_str().is_char_boundary(malformed.reason().at_byte()));
    }
}

/// The strategy leaves no role out and no state that fits.
#[test]
fn valid_descriptions_are_of_every_role_in_every_state_that_fits() {
    let seen = RefCell::new(BTreeSet::new());
    let run = same_cases(3000).run(&key_metadata(), |key| {
        let role = key.multi_region_key_type().map_or("single-Region", MultiRegionKeyType::as_str);
        seen.borrow_mut().insert(format!("{role} {}\n", key.key_state));
        Ok(())
    });
    run.unwrap();
    expect![[r#"
        PRIMARY Disabled
        PRIMARY Enabled
        PRIMARY PendingDeletion
        PRIMARY PendingImport
        PRIMARY PendingReplicaDeletion
        PRIMARY Updating
        REPLICA Creating
        REPLICA Disabled
        REPLICA Enabled
        REPLICA PendingDeletion
        REPLICA PendingImport
        REPLICA Updating
        single-Region Disabled
        single-Region Enabled
        single-Region PendingDeletion
        single-Region PendingImport
        single-Region Unavailable
    "#]]
    .assert_eq(&seen.into_inner().into_iter().collect::<String>());
}
