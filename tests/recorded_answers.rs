//! The answers that AWS KMS was seen to give, letter by letter.

mod stage;

use kms_mrk::key::{KeySpec, KeyState, KeyUsage, Origin};
use kms_mrk::operation::{CreateKey, DescribeKey};
use serde_json::{Value, json};
use stage::{
    HOME, KEY_ID, Stage, UUID, answer_to, body, key_arn, read, recorded, reference, replicate, set_in, tags,
};

#[test]
fn a_second_replica_in_a_region_already_exists() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    stage.replica(primary.key_id, "eu-west-1");
    let refusal = stage.refuses(&replicate(primary.key_id, "eu-west-1"), HOME);
    let text = "You can create only one replica of each primary key in each AWS Region.";
    recorded(&refusal, "AlreadyExistsException", text);
}

#[test]
fn a_replica_that_is_still_creating_and_aimed_at_its_own_region_is_not_a_primary_key() {
    // The one recording that tells an order: the type of the key comes before its state and before the Region.
    let mut stage = Stage::new();
    let primary = stage.primary();
    let replica = stage.replica(primary.key_id, "eu-west-1").replica_key_metadata;
    assert_eq!(replica.key_state, "Creating");
    let refusal = stage.refuses(&replicate(primary.key_id, "eu-west-1"), "eu-west-1");
    let text = format!("{} is not a multi-region primary key.", replica.arn);
    recorded(&refusal, "UnsupportedOperationException", &text);
}

#[test]
fn a_disabled_primary_key_is_disabled() {
    let mut stage = Stage::new().with_set(set_in(KeyState::Disabled, &[]));
    let refusal = stage.refuses(&replicate(reference(KEY_ID), "eu-west-1"), HOME);
    recorded(&refusal, "DisabledException", &format!("{} is disabled.", key_arn(HOME, KEY_ID)));
}

#[test]
fn a_primary_key_without_its_material_is_pending_import() {
    let mut stage = Stage::new();
    let primary = stage.accepts(&CreateKey { origin: Origin::External, ..CreateKey::multi_region() }, HOME);
    let refusal = stage.refuses(&replicate(primary.key_id, "eu-west-1"), HOME);
    recorded(&refusal, "KMSInvalidStateException", &format!("{} is pending import.", primary.arn));
}

#[test]
fn a_well_formed_key_id_that_names_nothing_does_not_exist_in_the_callers_account_and_region() {
    let mut stage = Stage::new();
    for id in [UUID, KEY_ID] {
        let text = format!("Key '{}' does not exist", key_arn("eu-north-1", id));
        let refusal = stage.refuses(&DescribeKey::new(reference(id)), "eu-north-1");
        recorded(&refusal, "NotFoundException", &text);
        let refusal = stage.refuses(&replicate(reference(id), "eu-west-1"), "eu-north-1");
        recorded(&refusal, "NotFoundException", &text);
    }
}

#[test]
fn a_multi_region_key_does_not_exist_in_a_region_without_replica() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    stage.replica(primary.key_id, "eu-west-1");
    for reference in [primary.key_id.into(), primary.arn.related_in(read("eu-west-2")).unwrap().into()] {
        let refusal = stage.refuses(&DescribeKey::new(reference), "eu-west-2");
        let text = format!("Key '{}' does not exist", key_arn("eu-west-2", primary.key_id));
        recorded(&refusal, "NotFoundException", &text);
    }
}

#[test]
fn a_malformed_key_id_is_an_invalid_key_id() {
    let mut stage = Stage::new();
    for text in ["fake-key-id", "1234abcd12ab34cd56ef1234567890ab", "mrk-fake-key-id"] {
        let message = format!("Invalid keyId '{text}'");
        let refusal = stage.refuses(&DescribeKey::new(reference(text)), HOME);
        recorded(&refusal, "NotFoundException", &message);
        let refusal = stage.refuses(&replicate(reference(text), "eu-west-1"), HOME);
        recorded(&refusal, "NotFoundException", &message);
    }
}

#[test]
fn the_arn_of_another_region_is_invalid_even_if_its_key_exists() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    let refusal = stage.refuses(&DescribeKey::new(primary.arn.clone().into()), "eu-west-1");
    recorded(&refusal, "NotFoundException", "Invalid arn us-east-1");
    let refusal = stage.refuses(&replicate(primary.arn, "eu-west-2"), "eu-west-1");
    recorded(&refusal, "NotFoundException", "Invalid arn us-east-1");
}

#[test]
fn replicating_by_alias_is_not_supported() {
    let mut stage = Stage::new();
    for alias in ["alias/orders", "arn:aws:kms:us-east-1:111122223333:alias/orders"] {
        let refusal = stage.refuses(&replicate(reference(alias), "eu-west-1"), HOME);
        recorded(&refusal, "InvalidArnException", "Key Aliases are not supported for this operation.");
    }
}

#[test]
fn a_key_spec_without_default_needs_a_key_usage() {
    let mut stage = Stage::new();
    let request = CreateKey { key_spec: KeySpec::Rsa2048, ..CreateKey::default() };
    let text = "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.";
    recorded(&stage.refuses(&request, HOME), "ValidationException", text);
}

#[test]
fn a_key_usage_that_the_key_spec_does_not_have_is_not_compatible() {
    let mut stage = Stage::new();
    let request = CreateKey {
        key_spec: KeySpec::Rsa2048,
        key_usage: Some(KeyUsage::KeyAgreement),
        ..CreateKey::default()
    };
    let text = "KeyUsage KEY_AGREEMENT is not compatible with KeySpec RSA_2048";
    recorded(&stage.refuses(&request, HOME), "ValidationException", text);
}

#[test]
fn fifty_one_tags_are_too_many() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    let pairs: Vec<_> = (0..51).map(|index| format!("tag{index}")).collect();
    let pairs: Vec<_> = pairs.iter().map(|key| (key.as_str(), "")).collect();
    let (too_many, most) = (tags(&pairs), tags(&pairs[..50]));

    let request = CreateKey { tags: too_many.clone(), ..CreateKey::default() };
    recorded(&stage.refuses(&request, HOME), "TagException", "Too many tags");
    let request = replicate(primary.key_id, "eu-west-1").with_tags(too_many);
    recorded(&stage.refuses(&request, HOME), "TagException", "Too many tags");

    stage.accepts(&CreateKey { tags: most.clone(), ..CreateKey::default() }, HOME);
    stage.accepts(&replicate(primary.key_id, "eu-west-1").with_tags(most), HOME);
}

#[test]
fn tags_beginning_with_aws_are_reserved_in_any_letter_case() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    for key in ["aws:team", "AWS:team", "aWs:"] {
        let text = "Tags beginning with aws: are reserved";
        let request = CreateKey { tags: tags(&[("team", "x"), (key, "x")]), ..CreateKey::default() };
        recorded(&stage.refuses(&request, HOME), "TagException", text);
        let request = replicate(primary.key_id, "eu-west-1").with_tags(tags(&[("team", "x"), (key, "x")]));
        let refusal = stage.refuses(&request, HOME);
        recorded(&refusal, "TagException", text);
        assert_eq!(refusal.place().pointer, "/Tags/1/TagKey");
    }
    let values_and_other_prefixes = tags(&[("aws", "aws:x"), ("awsome:", "x"), ("x-aws:", "x")]);
    stage.accepts(&replicate(primary.key_id, "eu-west-1").with_tags(values_and_other_prefixes), HOME);
}

#[test]
fn tag_keys_and_tag_values_that_are_too_long_are_named_with_their_number() {
    let (key, value) = ("k".repeat(129), "v".repeat(257));
    recorded(
        &answer_to(&body(json!({"Tags": [{"TagKey": key, "TagValue": ""}]}))),
        "ValidationException",
        &format!(
            "1 validation error detected: Value '{key}' at 'tags.1.member.tagKey' failed to satisfy \
             constraint: Member must have length less than or equal to 128"
        ),
    );
    recorded(
        &answer_to(&body(
            json!({"Tags": [{"TagKey": "a", "TagValue": ""}, {"TagKey": "b", "TagValue": value}]}),
        )),
        "ValidationException",
        &format!(
            "1 validation error detected: Value '{value}' at 'tags.2.member.tagValue' failed to satisfy \
             constraint: Member must have length less than or equal to 256"
        ),
    );
}

#[test]
fn a_missing_key_id_is_null() {
    for body in [json!({"ReplicaRegion": "eu-west-1"}), body(json!({"KeyId": null}))] {
        let text = "1 validation error detected: Value null at 'keyId' failed to satisfy constraint: \
                    Member must not be null";
        recorded(&answer_to(&body), "ValidationException", text);
    }
}

#[test]
fn the_default_key_policy_is_the_recorded_one() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    let output = stage.replica(primary.key_id, "eu-west-1");
    let policy: Value = serde_json::from_str(output.replica_policy.as_str()).unwrap();
    let recorded = json!({
        "Version": "2012-10-17",
        "Id": "key-default-1",
        "Statement": [{
            "Sid": "Enable IAM User Permissions",
            "Effect": "Allow",
            "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
            "Action": "kms:*",
            "Resource": "*"
        }]
    });
    assert_eq!(policy, recorded);
}
