//! ReplicateKey requests.

use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use super::json::{any_object_of, near_miss_document};
use super::key_reference::any_key_reference;
use super::key_reference::near_miss_key_reference;
use super::near_miss::{NearMiss, NearMissText};
use super::policy::{any_policy_text, near_miss_policy_text};
use super::region::{any_region, near_miss_region};
use super::situation::situation;
use super::tag::{any_tags, near_miss_tag_key, near_miss_tag_value};
use super::text::{any_description, near_miss_description};
use crate::operation::{LockoutSafetyCheck, ReplicateKey, rule};

/// A request with which nothing is wrong, as far as can be told from it alone.
///
/// [`situation`](super::situation()) has the key, the caller and the geography too.
pub fn replicate_key() -> impl Strategy<Value = ReplicateKey> {
    situation().prop_map(|situation| situation.request)
}

/// Any request: whatever key, Region, policy and tags; every member is well formed, as its type demands.
pub fn any_replicate_key() -> impl Strategy<Value = ReplicateKey> {
    let check = select([LockoutSafetyCheck::Made, LockoutSafetyCheck::Bypassed].as_slice());
    (any_key_reference(), any_region(), of(any_policy_text()), check, any_description(), any_tags()).prop_map(
        |(key_id, replica_region, policy, lockout_safety_check, description, tags)| ReplicateKey {
            key_id,
            replica_region,
            policy,
            lockout_safety_check,
            description,
            tags,
        },
    )
}

/// The JSON of a request that breaks exactly one of the two rules that KMS has before it looks at any key: the types
/// of the members, or their constraints.
///
/// ```
/// use kms_mrk::operation::ReplicateKey;
/// use kms_mrk::strategy::near_miss_replicate_key_json;
/// use proptest::prelude::*;
///
/// proptest!(|(miss in near_miss_replicate_key_json())| {
///     let report = ReplicateKey::from_json(&miss.value).unwrap_err();
///     prop_assert!(report.errors().all(|finding| finding.rule == miss.rule), "{report}");
/// });
/// ```
pub fn near_miss_replicate_key_json() -> impl Strategy<Value = NearMiss<String>> {
    let required = select(["KeyId", "ReplicaRegion"].as_slice());
    let wrong = select(
        [
            ("KeyId", "7"),
            ("KeyId", r#"["mrk-1234abcd12ab34cd56ef1234567890ab"]"#),
            ("ReplicaRegion", r#"{"Region": "eu-west-1"}"#),
            ("Policy", r#"{"Version": "2012-10-17", "Statement": []}"#),
            ("BypassPolicyLockoutSafetyCheck", r#""true""#),
            ("Description", "false"),
            ("Tags", r#"{"Team": "orders"}"#),
            ("Tags", r#"["Team"]"#),
            ("Tags", r#"[{"TagKey": "Team", "TagValue": 7}]"#),
        ]
        .as_slice(),
    );
    let in_types = near_miss_document(replicate_key(), required, wrong, &rule::CONSTRAINTS, &rule::TYPES);
    prop_oneof![1 => in_types, 1 => out_of_constraint()].boxed()
}

/// A member of the right type that breaks its constraint.
fn out_of_constraint() -> impl Strategy<Value = NearMiss<String>> {
    let text = |name: &'static str, miss: BoxedStrategy<NearMissText>| {
        miss.prop_map(move |miss| (name, serde_json::Value::from(miss.text))).boxed()
    };
    let tag = |key: serde_json::Value, value: serde_json::Value| {
        ("Tags", serde_json::json!([{"TagKey": "Team", "TagValue": ""}, {"TagKey": key, "TagValue": value}]))
    };
    let member = prop_oneof![
        2 => text("KeyId", near_miss_key_reference().boxed()),
        4 => text("ReplicaRegion", near_miss_region().boxed()),
        2 => text("Policy", near_miss_policy_text().boxed()),
        1 => text("Description", near_miss_description().boxed()),
        2 => near_miss_tag_key().prop_map(move |miss| tag(miss.text.into(), "".into())),
        1 => near_miss_tag_value().prop_map(move |miss| tag("Stage".into(), miss.text.into())),
        1 => Just(()).prop_map(move |()| tag(serde_json::Value::Null, "orders".into())),
    ];
    (replicate_key(), member).prop_map(|(request, (name, value))| {
        let mut document = serde_json::to_value(request).unwrap_or_default();
        if let Some(members) = document.as_object_mut() {
            members.insert(name.into(), value);
        }
        NearMiss::new(document.to_string(), &rule::CONSTRAINTS)
    })
}

/// The text of an object with the members of a request: some of them, in any order, some twice, with any values.
pub fn any_replicate_key_json() -> impl Strategy<Value = String> {
    let near_miss = near_miss_replicate_key_json().prop_map(|miss| miss.value);
    let object = any_object_of(
        &[
            "KeyId",
            "ReplicaRegion",
            "Policy",
            "BypassPolicyLockoutSafetyCheck",
            "Description",
            "Tags",
            "keyId",
            "é",
        ],
        &[
            r#""mrk-1234abcd12ab34cd56ef1234567890ab""#,
            r#""arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890a""#,
            r#""eu-west-1""#,
            r#""\u00e9\ud83d\ude00""#,
            r#""{\"Statement\":[]""#,
            "true",
            r#"[{"TagKey": "Team", "TagValue": null, "TagValue": "x"}]"#,
            r#"[{"TagKey": "aws:é", "TagValue": "\n", "Other": 1}, 7]"#,
        ],
    );
    prop_oneof![1 => near_miss, 4 => object].boxed()
}
