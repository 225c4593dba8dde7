//! The parameters of ReplicateKey, rule by rule, in the order of AWS's reference page.

mod stage;

use kms_mrk::identity::{Availability, Geography, OptIn, Partition, Region, RegionFacts};
use kms_mrk::key::{KeyState, MultiRegionKeyType, Tag, tag_rule};
use kms_mrk::operation::{CreateKey, LockoutSafetyCheck, Operation, ReplicateKey, Setting, rule};
use kms_mrk::policy::{PolicyText, rule::text as policy_rule};
use kms_mrk::verdict::{Answer, ErrorCode, Severity};
use kms_mrk::wire::{REPLICATE_KEY_SKELETON, tags_from_shorthand};
use serde_json::{Value, json};
use stage::{
    ACCOUNT, HOME, KEY_ID, Stage, UUID, answer_to, body, lines, policy, policy_text, read, reference,
    replicate, set_in, tags,
};

/// What KMS says of a body that is no request.
#[track_caller]
fn clause(body: &Value) -> String {
    let text = answer_to(body).to_string();
    text.strip_prefix("ValidationException: 1 validation error detected: ").unwrap().to_owned()
}

/// A request that is well formed, out of the required members and these.
#[track_caller]
fn request(members: Value) -> ReplicateKey {
    let body = body(members);
    serde_json::from_value(body).unwrap()
}

// "--key-id"

#[test]
fn key_id_is_required_and_has_1_to_2048_characters() {
    assert_eq!(
        clause(&json!({"ReplicaRegion": "eu-west-1"})),
        "Value null at 'keyId' failed to satisfy constraint: Member must not be null"
    );
    assert_eq!(
        clause(&body(json!({"KeyId": ""}))),
        "Value '' at 'keyId' failed to satisfy constraint: Member must have length greater than or equal to 1"
    );
    let longest = "ä".repeat(2048);
    assert_eq!(request(json!({"KeyId": longest})).key_id, *longest);
    let too_long = "ä".repeat(2049);
    assert_eq!(
        clause(&body(json!({"KeyId": too_long}))),
        format!(
            "Value '{too_long}' at 'keyId' failed to satisfy constraint: \
             Member must have length less than or equal to 2048"
        )
    );
}

#[test]
fn key_id_is_a_key_id_or_a_key_arn() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    stage.accepts(&replicate(primary.key_id, "eu-west-1"), HOME);
    stage.accepts(&replicate(primary.arn, "eu-west-2"), HOME);
    for alias in ["alias/orders", "arn:aws:kms:us-east-1:111122223333:alias/orders"] {
        let refusal = stage.refuses(&replicate(reference(alias), "eu-west-3"), HOME);
        assert_eq!((refusal.code(), refusal.rule()), (&ErrorCode::InvalidArn, &rule::NOT_AN_ALIAS));
    }
}

#[test]
fn key_id_names_a_key_that_exists_where_the_call_goes() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    stage.replica(primary.key_id, "eu-west-1");
    let rules = [
        stage.refuses(&replicate(reference("not-a-key-id"), "eu-west-2"), HOME).rule().id(),
        stage.refuses(&replicate(reference("arn:aws:s3:::orders"), "eu-west-2"), HOME).rule().id(),
        stage.refuses(&replicate(reference(UUID), "eu-west-2"), HOME).rule().id(),
        stage.refuses(&replicate(primary.key_id, "eu-west-2"), "eu-west-3").rule().id(),
        stage.refuses(&replicate(primary.arn, "eu-west-2"), "eu-west-1").rule().id(),
    ];
    assert_eq!(
        rules,
        [
            "key-id/well-formed",
            "key-id/well-formed-arn",
            "key-id/exists",
            "key-id/exists",
            "key-id/called-region",
        ]
    );
}

#[test]
fn describe_key_tells_whether_a_key_is_a_primary_key() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    stage.replica(primary.key_id, "eu-west-1");
    let single = stage.accepts(&CreateKey::default(), HOME);
    let mut key_type = |key_id, region| stage.describe(key_id, region).multi_region_key_type().cloned();
    assert_eq!(key_type(primary.key_id, HOME), Some(MultiRegionKeyType::Primary));
    assert_eq!(key_type(primary.key_id, "eu-west-1"), Some(MultiRegionKeyType::Replica));
    assert_eq!(key_type(single.key_id, HOME), None);
}

// "--replica-region"

#[test]
fn replica_region_is_required_and_is_a_region_id() {
    assert_eq!(
        clause(&json!({"KeyId": KEY_ID})),
        "Value null at 'replicaRegion' failed to satisfy constraint: Member must not be null"
    );
    for region in ["Frankfurt", "aws-global", "us-east-1-fips", "ProdFips", "EU-WEST-1", "eu-west-1 "] {
        assert_eq!(
            clause(&body(json!({"ReplicaRegion": region}))),
            format!(
                "Value '{region}' at 'replicaRegion' failed to satisfy constraint: \
                 Member must satisfy regular expression pattern: ^([a-z]+-){{2,3}}\\d+$"
            )
        );
    }
    let too_long = "us-abcdefghijklmnopqrstuvwxyzab-1";
    assert_eq!(too_long.len(), 33);
    assert_eq!(
        clause(&body(json!({"ReplicaRegion": too_long}))),
        format!(
            "Value '{too_long}' at 'replicaRegion' failed to satisfy constraint: \
             Member must have length less than or equal to 32"
        )
    );
    for region in ["us-east-1", "ap-southeast-2", "us-gov-west-1"] {
        assert_eq!(request(json!({"ReplicaRegion": region})).replica_region, region);
    }
}

#[test]
fn the_replica_is_in_another_region_than_its_primary_key() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    let refusal = stage.refuses(&replicate(primary.key_id, HOME), HOME);
    assert_eq!((refusal.code(), refusal.rule()), (&ErrorCode::UnsupportedOperation, &rule::OTHER_REGION));
    // An ARN says it without anything else being known.
    let report = replicate(primary.arn, HOME).check(&Setting::new());
    assert_eq!(
        lines(&report),
        ["replicate-key/replica-region/not-the-primarys at /ReplicaRegion: \
          `us-east-1` is the primary key's own Region"]
    );
}

#[test]
fn the_replica_is_in_another_region_than_every_other_replica_even_one_that_is_going() {
    let deletion_date = read("2026-02-01T00:00:00Z");
    for state in [
        KeyState::Enabled,
        KeyState::Disabled,
        KeyState::Creating { ready_at: deletion_date },
        KeyState::PendingDeletion { deletion_date },
    ] {
        let mut stage = Stage::new().with_set(set_in(KeyState::Enabled, &[("eu-west-1", state)]));
        let refusal = stage.refuses(&replicate(reference(KEY_ID), "eu-west-1"), HOME);
        assert_eq!((refusal.code(), refusal.rule()), (&ErrorCode::AlreadyExists, &rule::ONE_REPLICA));
        stage.accepts(&replicate(reference(KEY_ID), "eu-west-2"), HOME);
    }
}

#[test]
fn the_replica_is_in_the_same_partition() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    for region in ["cn-north-1", "us-gov-east-1", "us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1"] {
        let refusal = stage.refuses(&replicate(primary.key_id, region), HOME);
        assert_eq!(
            (refusal.code(), refusal.rule()),
            (&ErrorCode::UnsupportedOperation, &rule::SAME_PARTITION)
        );
    }
}

#[test]
fn a_partition_of_one_region_has_no_replicas() {
    let mut stage = Stage::new();
    for home in ["eu-isoe-west-1", "eusc-de-east-1"] {
        let primary = stage.accepts(&CreateKey::multi_region(), home);
        let accepted: Vec<_> = Region::ALL
            .iter()
            .filter(|region| {
                stage.kms.dry_run(&replicate(primary.key_id, region.as_str()), &stage.call(home)).is_ok()
            })
            .collect();
        assert_eq!(accepted, [&Region::US_EAST_1; 0]);
    }
}

#[test]
fn kms_is_available_in_the_replica_region() {
    let without_kms = RegionFacts {
        partition: Partition::Aws,
        opt_in: OptIn::NotRequired,
        kms: Availability::NotAvailable,
    };
    let with_kms = RegionFacts { kms: Availability::Available, ..without_kms.clone() };
    let geography =
        Geography::new().with_region(read("eu-west-8"), without_kms).with_region(read("eu-west-9"), with_kms);
    let mut stage = Stage::new().with_world(|world| world.with_geography(geography));
    let primary = stage.primary();
    for region in ["eu-west-8", "eu-west-7"] {
        let refusal = stage.refuses(&replicate(primary.key_id, region), HOME);
        assert_eq!(
            (refusal.code(), refusal.rule()),
            (&ErrorCode::UnsupportedOperation, &rule::KMS_AVAILABLE)
        );
    }
    stage.accepts(&replicate(primary.key_id, "eu-west-9"), HOME);
}

#[test]
fn a_region_that_is_not_enabled_by_default_must_be_enabled_for_the_account() {
    let geography = Geography::new().with_enabled_regions(read(ACCOUNT), [Region::AF_SOUTH_1]);
    let mut stage = Stage::new().with_world(|world| world.with_geography(geography));
    let primary = stage.primary();
    stage.accepts(&replicate(primary.key_id, "af-south-1"), HOME);
    stage.accepts(&replicate(primary.key_id, "ap-northeast-3"), HOME);
    let refusal = stage.refuses(&replicate(primary.key_id, "me-south-1"), HOME);
    assert_eq!((refusal.code(), refusal.rule()), (&ErrorCode::UnsupportedOperation, &rule::REGION_ENABLED));

    // Where nobody said what the account has enabled, it may have.
    let mut stage = Stage::new();
    let primary = stage.primary();
    let report = stage.kms.check(&replicate(primary.key_id, "me-south-1"), &stage.call(HOME));
    assert_eq!((report.len(), report.findings()[0].severity), (1, Severity::Warning));
    assert_eq!(report.findings()[0].rule, &rule::REGION_ENABLED);
    stage.accepts(&replicate(primary.key_id, "me-south-1"), HOME);
}

// "--policy"

#[test]
fn policy_is_optional_and_its_default_is_the_default_key_policy() {
    assert_eq!(request(json!({})).policy, None);
    let mut stage = Stage::new();
    let primary = stage.primary();
    let policy = stage.replica(primary.key_id, "eu-west-1").replica_policy;
    assert_eq!(policy, PolicyText::default_of(&Partition::Aws, read(ACCOUNT)));
}

#[test]
fn the_policy_of_the_replica_is_its_own() {
    let mut stage = Stage::new();
    let given: PolicyText = policy("given");
    let primary =
        stage.accepts(&CreateKey { policy: Some(given.clone()), ..CreateKey::multi_region() }, HOME);
    let default = stage.replica(primary.key_id, "eu-west-1").replica_policy;
    assert_eq!(default, PolicyText::default_of(&Partition::Aws, read(ACCOUNT)));
    let own: PolicyText = policy("own");
    let request = replicate(primary.key_id, "eu-west-2").with_policy(own.clone());
    assert_eq!(stage.accepts(&request, HOME).replica_policy, own);
    let set = stage.kms.world().set(primary.key_id).unwrap();
    let policies: Vec<_> = set.keys().map(|key| set.policy_of(key)).collect();
    assert_eq!(policies, [given, default, own]);
}

#[test]
fn a_policy_has_at_most_32768_bytes() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    let policy_of = |bytes: usize| policy(&"x".repeat(bytes - policy_text("").len()));
    let too_long = replicate(primary.key_id, "eu-west-1").with_policy(policy_of(32_769));
    let refusal = stage.refuses(&too_long, HOME);
    assert_eq!((refusal.code(), refusal.rule()), (&ErrorCode::LimitExceeded, &policy_rule::SIZE));
    stage.accepts(&replicate(primary.key_id, "eu-west-1").with_policy(policy_of(32_768)), HOME);
}

#[test]
fn a_policy_has_printable_characters_up_to_u_00ff_and_line_breaks() {
    for text in ["{}", "{\t\n\r}", "{\"Id\":\"\u{7f}\u{9f}\u{a0}ÿ\"}"] {
        assert_eq!(request(json!({"Policy": text})).policy.unwrap(), *text);
    }
    for text in ["{\u{0}}", "{\u{1f}}", "{\u{b}}", "{\u{100}}", "{“}", "{😀}"] {
        assert_eq!(
            clause(&body(json!({"Policy": text}))),
            format!(
                "Value '{text}' at 'policy' failed to satisfy constraint: Member must satisfy regular expression \
                 pattern: [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+"
            )
        );
    }
}

#[test]
fn a_policy_is_one_json_object() {
    let setting = Setting::new();
    for text in [policy_text(""), format!("\n{}\n", policy_text(""))] {
        let report = request(json!({"Policy": text})).check(&setting);
        assert!(report.is_accepted(), "{report}");
    }
    for (text, message) in [
        ("x", "the key policy is not JSON: expected a value"),
        ("{", "the key policy is not JSON: it ends inside an object"),
        (r#"{"Version": "2012-10-17",}"#, "the key policy is not JSON: trailing comma"),
        ("{}{}", "the key policy is not JSON: trailing characters"),
        ("[{}]", "the key policy is a JSON array, not an object"),
        (r#""{}""#, "the key policy is a JSON string, not an object: it was encoded twice"),
        ("null", "the key policy is a JSON value, but not an object"),
    ] {
        let report = request(json!({"Policy": text})).check(&setting);
        assert_eq!(lines(&report), [format!("policy/json-object at /Policy: {message}")]);
        assert_eq!(report.refusal().unwrap().code(), &ErrorCode::MalformedPolicyDocument);
    }
}

// "--bypass-policy-lockout-safety-check"

#[test]
fn the_lockout_safety_check_is_made_unless_it_is_bypassed() {
    assert_eq!(request(json!({})).lockout_safety_check, LockoutSafetyCheck::Made);
    for (bypass, check) in [(false, LockoutSafetyCheck::Made), (true, LockoutSafetyCheck::Bypassed)] {
        let request = request(json!({"BypassPolicyLockoutSafetyCheck": bypass}));
        assert_eq!(request.lockout_safety_check, check);
    }
    let report =
        ReplicateKey::from_json(&body(json!({"BypassPolicyLockoutSafetyCheck": "true"})).to_string());
    assert_eq!(
        lines(&report.unwrap_err()),
        ["request/types at /BypassPolicyLockoutSafetyCheck: \
          BypassPolicyLockoutSafetyCheck must be true or false, found a string"]
    );
}

#[test]
fn bypassing_the_lockout_safety_check_is_a_risk_and_spares_no_other_check() {
    let bypassed = request(json!({"BypassPolicyLockoutSafetyCheck": true, "Policy": "[]"}));
    let report = bypassed.check(&Setting::new());
    assert_eq!(
        lines(&report),
        [
            "policy/json-object at /Policy: the key policy is a JSON array, not an object",
            "policy/lockout-safety-check/kept at /BypassPolicyLockoutSafetyCheck: \
             the lockout safety check is bypassed: the key can become unmanageable",
        ]
    );
    assert_eq!(report.findings()[1].severity, Severity::Warning);
    assert_eq!(report.findings()[1].answer, Answer::Accepts);
}

// "--description"

#[test]
fn description_is_optional_and_empty_by_default_and_has_at_most_8192_characters() {
    assert_eq!(request(json!({})).description, "");
    assert_eq!(request(json!({"Description": ""})).description, "");
    let longest = "ß".repeat(8192);
    assert_eq!(request(json!({"Description": longest})).description, *longest);
    let too_long = "x".repeat(8193);
    assert_eq!(
        clause(&body(json!({"Description": too_long}))),
        format!(
            "Value '{too_long}' at 'description' failed to satisfy constraint: \
             Member must have length less than or equal to 8192"
        )
    );
}

#[test]
fn the_description_of_the_replica_is_its_own() {
    let mut stage = Stage::new();
    let request = CreateKey { description: read("at home"), ..CreateKey::multi_region() };
    let primary = stage.accepts(&request, HOME);
    stage.replica(primary.key_id, "eu-west-1");
    stage.accepts(&replicate(primary.key_id, "eu-west-2").with_description(read("abroad")), HOME);
    stage.settle();
    let descriptions = [HOME, "eu-west-1", "eu-west-2"]
        .map(|region| stage.describe(primary.key_id, region).description.to_string());
    assert_eq!(descriptions, ["at home", "", "abroad"]);
}

// "--tags"

#[test]
fn tags_are_optional_and_none_by_default() {
    for members in [json!({}), json!({"Tags": []}), json!({"Tags": null})] {
        assert_eq!(request(members).tags, []);
    }
    let mut stage = Stage::new();
    let tagged = CreateKey { tags: tags(&[("Team", "orders")]), ..CreateKey::multi_region() };
    let primary = stage.accepts(&tagged, HOME);
    assert!(stage.replica(primary.key_id, "eu-west-1").replica_tags.is_empty());
}

#[test]
fn the_tags_of_the_replica_are_its_own() {
    let mut stage = Stage::new();
    let tagged = CreateKey { tags: tags(&[("Team", "orders")]), ..CreateKey::multi_region() };
    let primary = stage.accepts(&tagged, HOME);
    let own = tags(&[("Team", "billing"), ("Stage", "")]);
    let output = stage.accepts(&replicate(primary.key_id, "eu-west-1").with_tags(own.clone()), HOME);
    assert_eq!(output.replica_tags.as_slice(), own);
    let set = stage.kms.world().set(primary.key_id).unwrap();
    assert_eq!(set.primary().tags.as_slice(), tags(&[("Team", "orders")]));
}

#[test]
fn a_tag_has_a_key_and_a_value_and_the_value_may_be_empty() {
    assert_eq!(request(json!({"Tags": [{"TagKey": "a", "TagValue": ""}]})).tags, tags(&[("a", "")]));
    assert_eq!(
        clause(&body(json!({"Tags": [{"TagValue": "x"}]}))),
        "Value null at 'tags.1.member.tagKey' failed to satisfy constraint: Member must not be null"
    );
    assert_eq!(
        clause(&body(json!({"Tags": [{"TagKey": "a", "TagValue": "x"}, {"TagKey": "b"}]}))),
        "Value null at 'tags.2.member.tagValue' failed to satisfy constraint: Member must not be null"
    );
    assert_eq!(
        clause(&body(json!({"Tags": [{"TagKey": "", "TagValue": ""}]}))),
        "Value '' at 'tags.1.member.tagKey' failed to satisfy constraint: \
         Member must have length greater than or equal to 1"
    );
    let (key, value) = ("ö".repeat(128), "ö".repeat(256));
    assert_eq!(request(json!({"Tags": [{"TagKey": key, "TagValue": value}]})).tags, tags(&[(&key, &value)]));
}

#[test]
fn no_two_tags_of_a_request_have_the_same_key() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    let request = replicate(primary.key_id, "eu-west-1");
    let twice = request.clone().with_tags(tags(&[("Team", "a"), ("Stage", "x"), ("Team", "a")]));
    let refusal = stage.refuses(&twice, HOME);
    assert_eq!((refusal.code(), refusal.rule()), (&ErrorCode::Tag, &tag_rule::UNIQUE_KEYS));
    assert_eq!(refusal.place().pointer, "/Tags/2/TagKey");
    stage.accepts(&request.with_tags(tags(&[("Team", "a"), ("team", "a")])), HOME);
}

#[test]
fn the_general_restrictions_on_tags_apply() {
    let request = replicate(reference(KEY_ID), "eu-west-1");
    let check = |tags: Vec<Tag>| request.clone().with_tags(tags).check(&Setting::new());
    let keys: Vec<_> = (0..51).map(|index| format!("key{index}")).collect();
    let many: Vec<_> = keys.iter().map(|key| (key.as_str(), "x")).collect();
    assert_eq!(lines(&check(tags(&many))), ["tags/count at /Tags: there are 51 tags, a key may have 50"]);
    assert!(check(tags(&many[1..])).is_empty());
    assert_eq!(
        lines(&check(tags(&[("Aws:Team", "aws:x")]))),
        ["tags/reserved-prefix at /Tags/0/TagKey: \
          the tag key `Aws:Team` begins with `aws:`, which only AWS may use"]
    );
    assert!(check(tags(&[("a Z0_.:/=+-@ß", "名 前")])).is_empty());
    // What KMS does about other characters is not known.
    let unusual = check(tags(&[("a#b", "x"), ("c", "?")]));
    assert!(unusual.is_accepted());
    assert_eq!(
        lines(&unusual),
        [
            "tags/usual-characters at /Tags/0/TagKey: the character `#` is not one that AWS names for tags",
            "tags/usual-characters at /Tags/1/TagValue: the character `?` is not one that AWS names for tags",
        ]
    );
}

#[test]
fn tags_are_read_in_the_shorthand_of_the_command_line() {
    let read = tags_from_shorthand(["TagKey=Team,TagValue=orders", "TagKey=Stage,TagValue="]).unwrap();
    assert_eq!(read, tags(&[("Team", "orders"), ("Stage", "")]));
    let error = tags_from_shorthand(["TagKey=Team,TagValue=orders", "TagValue=x"]).unwrap_err();
    assert_eq!(error.index(), 1);
}

// "--cli-input-json" and "--generate-cli-skeleton"

#[test]
fn the_skeleton_has_every_member_and_is_to_be_filled_in() {
    let skeleton: Value = serde_json::from_str(REPLICATE_KEY_SKELETON).unwrap();
    assert_eq!(
        skeleton,
        json!({
            "KeyId": "",
            "ReplicaRegion": "",
            "Policy": "",
            "BypassPolicyLockoutSafetyCheck": true,
            "Description": "",
            "Tags": [{"TagKey": "", "TagValue": ""}]
        })
    );
    let refusal = ReplicateKey::from_json(REPLICATE_KEY_SKELETON).unwrap_err().refusal().unwrap();
    let count = refusal.message().split(' ').next().unwrap();
    assert_eq!(count, "6", "each empty text is too short, and two of them break a pattern: {refusal}");
    let filled_in = request(json!({
        "KeyId": KEY_ID,
        "ReplicaRegion": "eu-west-1",
        "Policy": policy(""),
        "BypassPolicyLockoutSafetyCheck": true,
        "Description": "orders",
        "Tags": [{"TagKey": "Team", "TagValue": "orders"}]
    }));
    let expected = ReplicateKey {
        lockout_safety_check: LockoutSafetyCheck::Bypassed,
        ..replicate(reference(KEY_ID), "eu-west-1")
            .with_policy(policy(""))
            .with_description(read("orders"))
            .with_tags(tags(&[("Team", "orders")]))
    };
    assert_eq!(filled_in, expected);
    assert_eq!(
        serde_json::from_value::<ReplicateKey>(serde_json::to_value(&expected).unwrap()).unwrap(),
        expected
    );
}
