//! The answers that nobody has seen AWS KMS give to these operations: what this crate takes them to be, and that it
//! says so.

mod stage;

use kms_mrk::identity::{AccountId, Availability, Geography, OptIn, Partition, Region, RegionFacts};
use kms_mrk::key::{KeyState, Origin, PendingWindowInDays, tag_rule};
use kms_mrk::model::{Caller, Quotas, RelatedKeys};
use kms_mrk::operation::{CreateKey, DescribeKey, Operation, ReplicateKey, Setting, rule};
use kms_mrk::policy::rule::text as policy_rule;
use kms_mrk::verdict::{ErrorCode, Evidence, Retry};
use serde_json::{Value, json};
use stage::{
    ACCOUNT, HOME, KEY_ID, OTHER_ACCOUNT, Stage, administrator, answer_to, body, judged, key_arn, policy,
    policy_text, read, recorded, reference, regional, replicate, said, set_in, shared, tags,
};

#[test]
fn constraints_are_counted_in_one_message_though_only_one_at_a_time_was_recorded() {
    let error = answer_to(&json!({"ReplicaRegion": "Frankfurt", "Tags": [{"TagKey": ""}]}));
    judged(
        &error,
        &rule::CONSTRAINTS,
        Evidence::Recorded,
        "ValidationException",
        "4 validation errors detected: \
         Value null at 'keyId' failed to satisfy constraint: Member must not be null; \
         Value 'Frankfurt' at 'replicaRegion' failed to satisfy constraint: \
         Member must satisfy regular expression pattern: ^([a-z]+-){2,3}\\d+$; \
         Value '' at 'tags.1.member.tagKey' failed to satisfy constraint: \
         Member must have length greater than or equal to 1; \
         Value null at 'tags.1.member.tagValue' failed to satisfy constraint: Member must not be null",
    );
    assert_eq!(error.place().pointer, "/KeyId");
}

#[test]
fn the_words_for_a_text_that_is_empty_or_breaks_a_pattern_are_inferred() {
    #[track_caller]
    fn one(members: Value, clause: &str) {
        let text = format!("1 validation error detected: {clause}");
        let error = answer_to(&body(members));
        judged(&error, &rule::CONSTRAINTS, Evidence::Recorded, "ValidationException", &text);
    }
    one(
        json!({"KeyId": ""}),
        "Value '' at 'keyId' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
    one(
        json!({"ReplicaRegion": "aws-global"}),
        "Value 'aws-global' at 'replicaRegion' failed to satisfy constraint: \
         Member must satisfy regular expression pattern: ^([a-z]+-){2,3}\\d+$",
    );
    one(
        json!({"Policy": "{“Version”}"}),
        "Value '{“Version”}' at 'policy' failed to satisfy constraint: \
         Member must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+",
    );
    one(
        json!({"Tags": [{"TagKey": "Team"}]}),
        "Value null at 'tags.1.member.tagValue' failed to satisfy constraint: Member must not be null",
    );
    let description = "d".repeat(8193);
    one(
        json!({"Description": description}),
        &format!(
            "Value '{description}' at 'description' failed to satisfy constraint: \
             Member must have length less than or equal to 8192"
        ),
    );
    let key_id = "k".repeat(2049);
    one(
        json!({"KeyId": key_id}),
        &format!(
            "Value '{key_id}' at 'keyId' failed to satisfy constraint: \
             Member must have length less than or equal to 2048"
        ),
    );
}

#[test]
fn the_status_that_the_service_model_declares_is_another_than_the_one_observed() {
    let statuses = |code: ErrorCode| (code.http_status(), code.documented_status());
    assert_eq!(statuses(ErrorCode::NotFound), (400, 404));
    for code in
        [ErrorCode::AlreadyExists, ErrorCode::Disabled, ErrorCode::KmsInvalidState, ErrorCode::Conflict]
    {
        assert_eq!(statuses(code), (400, 409));
    }
    for code in [
        ErrorCode::AccessDenied,
        ErrorCode::InvalidArn,
        ErrorCode::LimitExceeded,
        ErrorCode::MalformedPolicyDocument,
        ErrorCode::Tag,
        ErrorCode::Throttling,
        ErrorCode::UnsupportedOperation,
        ErrorCode::Validation,
    ] {
        assert_eq!(statuses(code), (400, 400));
    }
    assert_eq!(statuses(ErrorCode::DryRunOperation), (400, 412));
    for (code, status) in
        [(ErrorCode::KmsInternal, 500), (ErrorCode::KeyUnavailable, 500), (ErrorCode::DependencyTimeout, 503)]
    {
        assert_eq!(code.retry(), Retry::WithBackoff);
        assert_eq!(statuses(code), (status, status));
    }
}

#[test]
fn the_documented_words_for_states_that_end_by_themselves() {
    // No primary key is ever in Creating, but one can be described to the library.
    for (state, clause) in [("Creating", "is creating."), ("Updating", "is updating.")] {
        let mut key = set_in(KeyState::Enabled, &[]).describe(&read(HOME)).unwrap();
        key.key_state = state.into();
        let report = replicate(reference(KEY_ID), "eu-west-1").check(&Setting::new().with_key(&key));
        let text = format!("{} {clause}", key_arn(HOME, KEY_ID));
        said(&report.refusal().unwrap(), Evidence::Documented, "KMSInvalidStateException", &text);
    }
}

#[test]
fn a_primary_key_that_waits_for_its_deletion_is_in_an_invalid_state_and_not_disabled() {
    let waiting = KeyState::PendingReplicaDeletion { window: PendingWindowInDays::MIN };
    let replica = [("eu-west-2", KeyState::Enabled)];
    let deletion_date = read("2026-03-01T00:00:00Z");
    for (set, clause) in [
        (set_in(KeyState::PendingDeletion { deletion_date }, &[]), "is pending deletion."),
        (set_in(waiting, &replica), "is pending replica deletion."),
    ] {
        let mut stage = Stage::new().with_set(set);
        let refusal = stage.refuses(&replicate(reference(KEY_ID), "eu-west-1"), HOME);
        judged(
            &refusal,
            &rule::KEY_STATE_ALLOWS,
            Evidence::Documented,
            "KMSInvalidStateException",
            &format!("{} {clause}", key_arn(HOME, KEY_ID)),
        );
    }
}

#[test]
fn a_single_region_key_is_refused_in_the_words_for_a_replica() {
    let mut stage = Stage::new();
    let key = stage.accepts(&CreateKey::default(), HOME);
    let refusal = stage.refuses(&replicate(key.key_id, "eu-west-1"), HOME);
    judged(
        &refusal,
        &rule::PRIMARY,
        Evidence::Recorded,
        "UnsupportedOperationException",
        &format!("{} is not a multi-region primary key.", key.arn),
    );
}

#[test]
fn the_primary_keys_own_region_is_unsupported_and_not_taken() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    judged(
        &stage.refuses(&replicate(primary.key_id, HOME), HOME),
        &rule::OTHER_REGION,
        Evidence::Documented,
        "UnsupportedOperationException",
        "`us-east-1` is the primary key's own Region",
    );
}

#[test]
fn a_region_where_no_replica_can_be_is_unsupported() {
    let account: AccountId = read(ACCOUNT);
    let geography = Geography::new()
        .with_enabled_regions(account, [])
        .without_multi_region_keys_in(Geography::NO_MULTI_REGION_KEYS_IN_2023)
        .with_region(
            read("eu-west-9"),
            RegionFacts {
                partition: Partition::Aws,
                opt_in: OptIn::NotRequired,
                kms: Availability::NotAvailable,
            },
        );
    let mut stage = Stage::new().with_world(|world| world.with_geography(geography));
    let primary = stage.primary();
    for (region, rule, message) in [
        (
            "cn-north-1",
            &rule::SAME_PARTITION,
            "the Region `cn-north-1` is in the partition `aws-cn`, the primary key in `aws`",
        ),
        ("eu-west-9", &rule::KMS_AVAILABLE, "KMS is not available in the Region `eu-west-9`"),
        (
            "eu-moon-1",
            &rule::KMS_AVAILABLE,
            "`eu-moon-1` is not a Region that this version of the library knows",
        ),
        (
            "eu-central-2",
            &rule::MULTI_REGION_OFFERED,
            "multi-Region keys are not offered in the Region `eu-central-2`",
        ),
        ("af-south-1", &rule::REGION_ENABLED, "the account has not enabled the opt-in Region `af-south-1`"),
    ] {
        let refusal = stage.refuses(&replicate(primary.key_id, region), HOME);
        judged(&refusal, rule, Evidence::Documented, "UnsupportedOperationException", message);
    }
}

#[test]
fn a_policy_above_its_quota_reaches_a_limit_and_above_its_constraint_is_not_valid() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    let policy_of = |length: usize| policy_text(&"x".repeat(length - policy_text("").len()));

    let request = replicate(primary.key_id, "eu-west-1").with_policy(read(&policy_of(32_769)));
    judged(
        &stage.refuses(&request, HOME),
        &policy_rule::SIZE,
        Evidence::Documented,
        "LimitExceededException",
        "the key policy has 32769 bytes, the quota is 32768",
    );
    stage.accepts(&replicate(primary.key_id, "eu-west-1").with_policy(read(&policy_of(32_768))), HOME);

    // Latin letters beyond ASCII count two bytes each.
    let latin = policy_text(&"é".repeat(16_400));
    let request = replicate(primary.key_id, "eu-west-2").with_policy(read(&latin));
    assert_eq!(stage.refuses(&request, HOME).code(), &ErrorCode::LimitExceeded);

    let longest = body(json!({"Policy": policy_of(131_072)})).to_string();
    assert_eq!(ReplicateKey::from_json(&longest).unwrap().policy.unwrap().as_str().len(), 131_072);
    let too_long = policy_of(131_073);
    judged(
        &answer_to(&body(json!({"Policy": too_long}))),
        &rule::CONSTRAINTS,
        Evidence::Recorded,
        "ValidationException",
        &format!(
            "1 validation error detected: Value '{too_long}' at 'policy' failed to satisfy constraint: \
             Member must have length less than or equal to 131072"
        ),
    );
}

#[test]
fn the_quota_of_a_policy_can_be_another() {
    let request = replicate(reference(KEY_ID), "eu-west-1").with_policy(policy("x"));
    let quotas = Quotas { key_policy_bytes: 10, ..Quotas::DEFAULT };
    assert!(request.check(&Setting::new()).is_accepted());
    let refusal = request.check(&Setting::new().with_quotas(&quotas)).refusal().unwrap();
    assert_eq!(
        refusal.message(),
        format!("the key policy has {} bytes, the quota is 10", policy_text("x").len())
    );
}

#[test]
fn a_policy_that_is_not_one_json_object_is_malformed_without_a_message() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    for (policy, evidence) in [
        ("nonsense", Evidence::Recorded),
        (r#"{"Version": }"#, Evidence::Recorded),
        ("{} {}", Evidence::Recorded),
        ("[]", Evidence::Inferred),
        (r#""{}""#, Evidence::Inferred),
    ] {
        let request = replicate(primary.key_id, "eu-west-1").with_policy(read(policy));
        let refusal = stage.refuses(&request, HOME);
        assert_eq!(refusal.to_string(), "MalformedPolicyDocumentException", "{policy}");
        assert_eq!((refusal.message(), refusal.http_status()), ("", 400));
        assert_eq!((refusal.evidence(), refusal.retry()), (evidence, Retry::Never), "{policy}");
        assert_eq!(refusal.rule(), &policy_rule::JSON_OBJECT);
    }
}

#[test]
fn one_tag_key_twice_in_a_request_is_an_error_as_recorded_from_tag_resource() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    let twice = tags(&[("Team", "a"), ("team", "a"), ("Team", "b")]);
    for refusal in [
        stage.refuses(&replicate(primary.key_id, "eu-west-1").with_tags(twice.clone()), HOME),
        stage.refuses(&CreateKey { tags: twice, ..CreateKey::default() }, HOME),
    ] {
        let rule = &tag_rule::UNIQUE_KEYS;
        judged(&refusal, rule, Evidence::Recorded, "TagException", "Duplicate tag keys");
        assert_eq!(refusal.place().pointer, "/Tags/2/TagKey");
    }
}

#[test]
fn a_broken_arn_is_an_invalid_arn_in_words_that_are_not_known() {
    let mut stage = Stage::new();
    let text = "arn:aws:kms:us-east-1:111122223333:key/fake-key-id";
    for refusal in [
        stage.refuses(&replicate(reference(text), "eu-west-1"), HOME),
        stage.refuses(&DescribeKey::new(reference(text)), HOME),
    ] {
        judged(
            &refusal,
            &rule::WELL_FORMED_ARN,
            Evidence::Documented,
            "InvalidArnException",
            "invalid key ARN: expected a lower-case hexadecimal digit in the key ID, \
             found `ke-key-id` at byte 41",
        );
    }
}

#[test]
fn a_key_of_another_account_is_no_key_to_replicate_before_anything_else_is_asked() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    let stranger = "arn:aws:iam::444455556666:user/ops";
    let mut stage = Stage { caller: Caller::new(read(stranger)).unwrap(), ..stage };
    let denied = |arn: &str| {
        format!(
            "User: {stranger} is not authorized to perform: kms:ReplicateKey on resource: {arn} because no \
             resource-based policy allows the kms:ReplicateKey action"
        )
    };
    // Not even whether the key exists, or whether the ARN is of the Region that is called.
    let unknown = key_arn("eu-west-1", KEY_ID);
    for arn in [primary.arn.to_string(), unknown] {
        let refusal = stage.refuses(&replicate(reference(&arn), HOME), HOME);
        judged(&refusal, &rule::OWN_ACCOUNT, Evidence::Documented, "AccessDeniedException", &denied(&arn));
    }
    // A key ID means the caller's own account.
    let refusal = stage.refuses(&replicate(primary.key_id, "eu-west-1"), HOME);
    let own = primary.arn.to_string().replace(ACCOUNT, OTHER_ACCOUNT);
    recorded(&refusal, "NotFoundException", &format!("Key '{own}' does not exist"));
}

#[test]
fn the_default_policy_of_a_key_keeps_other_accounts_from_describing_it() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    let mut stage = Stage { caller: administrator(OTHER_ACCOUNT), ..stage };
    let text = format!(
        "User: arn:aws:iam::444455556666:root is not authorized to perform: kms:DescribeKey on resource: {} \
         because no resource-based policy allows the kms:DescribeKey action",
        primary.arn
    );
    recorded(&stage.refuses(&DescribeKey::new(primary.arn.into()), HOME), "AccessDeniedException", &text);
}

#[test]
fn a_multi_region_key_in_a_custom_key_store_is_unsupported() {
    let mut stage = Stage::new();
    for origin in [Origin::AwsCloudHsm, Origin::ExternalKeyStore] {
        let request = CreateKey {
            origin,
            custom_key_store_id: Some(read("cks-1234567890abcdef0")),
            ..CreateKey::multi_region()
        };
        judged(
            &stage.refuses(&request, HOME),
            &rule::CUSTOM_KEY_STORE_IS_REGIONAL,
            Evidence::Documented,
            "UnsupportedOperationException",
            "a multi-Region key cannot be made in a custom key store",
        );
    }
    let set = RelatedKeys::new(shared(Origin::AwsCloudHsm), regional(HOME, KeyState::Enabled), vec![]);
    assert_eq!(set.unwrap_err().to_string(), "a key with Origin AWS_CLOUDHSM cannot be a multi-Region key");
}

#[test]
fn the_quota_of_keys_is_a_limit_in_the_replicas_region() {
    let quotas = Quotas { keys_per_region: 2, ..Quotas::DEFAULT };
    let mut stage = Stage::new().with_world(|world| world.with_quotas(quotas));
    let primary = stage.primary();
    stage.accepts(&CreateKey::default(), "eu-west-1");
    stage.accepts(&CreateKey::default(), "eu-west-1");
    judged(
        &stage.refuses(&replicate(primary.key_id, "eu-west-1"), HOME),
        &rule::KEYS_PER_REGION,
        Evidence::Documented,
        "LimitExceededException",
        "the account has 2 keys in the Region `eu-west-1`, its quota",
    );
    stage.accepts(&replicate(primary.key_id, "eu-west-2"), HOME);
}

#[test]
fn an_alias_that_names_nothing_is_not_found_even_where_no_arn_can_be_said() {
    let mut stage = Stage::new();
    judged(
        &stage.refuses(&DescribeKey::new(reference("alias/orders")), "moon-north-1"),
        &rule::EXISTS,
        Evidence::Recorded,
        "NotFoundException",
        "there is no alias `alias/orders` in the account and the Region",
    );
}

#[test]
fn where_multi_region_keys_are_offered_is_data_and_everywhere_by_default() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    let china = stage.accepts(&CreateKey::multi_region(), "cn-north-1");
    stage.accepts(&replicate(china.key_id, "cn-northwest-1"), "cn-north-1");
    for region in [Region::AP_SOUTH_2, Region::EU_SOUTH_2, Region::EU_CENTRAL_2, Region::ME_CENTRAL_1] {
        stage.accepts(&replicate(primary.key_id, region.as_str()), HOME);
    }
}

#[test]
fn what_is_refused_is_the_first_in_the_order_of_the_checks() {
    // Everything is wrong with this request; one thing after the other is put right.
    let mut stage = Stage::new();
    stage.kms.adopt(set_in(KeyState::Disabled, &[]));
    let key = stage.accepts(&CreateKey::default(), HOME);

    let wrong = replicate(key.key_id, HOME)
        .with_policy(read("[]"))
        .with_tags(tags(&[("aws:x", "a"), ("aws:x", "b")]));
    let mut rules = vec![stage.refuses(&wrong, HOME).rule().id()];
    let request = ReplicateKey { key_id: reference(KEY_ID), ..wrong };
    rules.push(stage.refuses(&request, HOME).rule().id());
    stage.kms.adopt(set_in(KeyState::Enabled, &[]));
    rules.push(stage.refuses(&request, HOME).rule().id());
    let request = ReplicateKey { replica_region: read("eu-west-1"), ..request };
    rules.push(stage.refuses(&request, HOME).rule().id());
    let request = request.with_policy(policy(""));
    rules.push(stage.refuses(&request, HOME).rule().id());
    let request = request.with_tags(tags(&[("x", "a"), ("x", "b")]));
    rules.push(stage.refuses(&request, HOME).rule().id());
    assert_eq!(
        rules,
        [
            "replicate-key/key/is-primary",
            "key-state/allows-operation",
            "replicate-key/replica-region/not-the-primarys",
            "policy/json-object",
            "tags/reserved-prefix",
            "tags/unique-keys",
        ]
    );
    stage.accepts(&request.with_tags(tags(&[("x", "a"), ("X", "b")])), HOME);
}
