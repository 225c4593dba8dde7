//! Values of this crate as the SDK's, and back.

use aws_sdk_kms::types as sdk;
use kms_mrk::key::{
    KeyMetadata, KeySpec, KeyStateName, KeyUsage, MultiRegionConfiguration, MultiRegionKey, Origin, Tag,
};
use kms_mrk::model::{Call, Caller};
use kms_mrk::operation::{CreateKey, ReplicateKey, ScheduleKeyDeletion};

use super::*;

/// Metadata of keys that differ in every member.
fn metadata() -> Vec<KeyMetadata> {
    let mut kms = Kms::new(7);
    let call = |time: &str| {
        let caller: Caller = caller("111122223333");
        Call::new(caller, "us-east-1".parse().unwrap(), time.parse().unwrap())
    };
    let noon = call("2026-01-05T12:00:00.123456789Z");
    let mut all = Vec::new();
    let primary = kms.call(&CreateKey::multi_region(), &noon).unwrap().output;
    let replicate = ReplicateKey::new(primary.key_id.into(), "eu-west-1".parse().unwrap());
    all.push(kms.call(&replicate, &noon).unwrap().output.replica_key_metadata);
    let later = call("2026-01-05T12:01:00.123456789Z");
    kms.call(&ScheduleKeyDeletion::new(primary.key_id.into()), &later).unwrap();
    all.push(
        kms.world().set(primary.key_id).unwrap().describe(call("2026-01-05T12:01:00Z").region()).unwrap(),
    );
    all.push(primary);
    for (key_spec, key_usage) in [
        (KeySpec::Rsa2048, KeyUsage::SignVerify),
        (KeySpec::Hmac256, KeyUsage::GenerateVerifyMac),
        (KeySpec::EccNistP256, KeyUsage::KeyAgreement),
    ] {
        let create = CreateKey { key_spec, key_usage: Some(key_usage), ..CreateKey::default() };
        all.push(kms.call(&create, &noon).unwrap().output);
    }
    let create = CreateKey { origin: Origin::External, ..CreateKey::default() };
    all.push(kms.call(&create, &noon).unwrap().output);
    all
}

#[test]
fn metadata_comes_back_as_it_was() {
    for ours in metadata() {
        let theirs = sdk::KeyMetadata::from(ours.clone());
        assert_eq!(theirs.arn(), Some(ours.arn.to_string().as_str()));
        assert_eq!(theirs.enabled(), ours.enabled);
        assert_eq!(KeyMetadata::try_from(theirs).unwrap(), ours);
    }
}

#[test]
fn metadata_that_is_none_says_everything_that_is_wrong() {
    let theirs = sdk::KeyMetadata::builder().key_id("mrk-no").arn("arn:aws:kms").build().unwrap();
    let error = KeyMetadata::try_from(theirs).unwrap_err();
    let messages: Vec<_> = error.report().iter().map(|finding| finding.message.as_str()).collect();
    for member in ["AWSAccountId", "CreationDate", "KeyState", "Origin"] {
        assert!(messages.contains(&format!("{member} is missing").as_str()), "{messages:?}");
    }
    let places: Vec<_> = error.report().iter().map(|finding| finding.place.pointer.to_string()).collect();
    assert!(places.contains(&"/Arn".to_owned()), "{places:?}");
}

#[test]
fn the_related_keys_come_back_as_they_were() {
    let replica = metadata().swap_remove(0);
    let ours = replica.multi_region_configuration.unwrap();
    let theirs = sdk::MultiRegionConfiguration::from(ours.clone());
    assert_eq!(theirs.replica_keys().len(), 1);
    assert_eq!(MultiRegionConfiguration::try_from(theirs).unwrap(), ours);
    let key = sdk::MultiRegionKey::from(ours.primary_key.clone());
    assert_eq!(MultiRegionKey::try_from(key).unwrap(), ours.primary_key);
    assert!(MultiRegionConfiguration::try_from(sdk::MultiRegionConfiguration::builder().build()).is_err());
    assert!(MultiRegionKey::try_from(sdk::MultiRegionKey::builder().build()).is_err());
}

#[test]
fn names_are_kept_whether_they_are_known_or_not() {
    for ours in KeyStateName::ALL.iter().cloned().chain(["Hibernating".into()]) {
        assert_eq!(KeyStateName::from(sdk::KeyState::from(ours.clone())), ours);
    }
    for ours in KeySpec::ALL.iter().cloned().chain(["RSA_8192".into()]) {
        assert_eq!(KeySpec::from(sdk::KeySpec::from(ours.clone())), ours);
    }
    for ours in KeyUsage::ALL {
        assert_eq!(KeyUsage::from(sdk::KeyUsageType::from(ours.clone())), *ours);
    }
}

#[test]
fn tags_are_checked_on_the_way_in() {
    let theirs = |key: &str, value: &str| sdk::Tag::builder().tag_key(key).tag_value(value).build().unwrap();
    let ours = Tag::try_from(theirs("Team", "")).unwrap();
    assert_eq!(sdk::Tag::from(ours), theirs("Team", ""));
    assert!(Tag::try_from(theirs(&"x".repeat(129), "")).is_err());
    assert!(Tag::try_from(theirs("Team", &"x".repeat(257))).is_err());
}
