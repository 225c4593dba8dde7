//! What each related key has for itself and can be changed: its policy, its tags, its description.

mod stage;

use kms_mrk::identity::KeyId;
use kms_mrk::key::{KeyState, PendingWindowInDays};
use kms_mrk::model::Quotas;
use kms_mrk::operation::{
    CreateKey, GetKeyPolicy, LockoutSafetyCheck, PutKeyPolicy, TagResource, UntagResource,
    UpdateKeyDescription, rule,
};
use kms_mrk::verdict::{ErrorCode, Evidence};
use kms_mrk::{KmsError, key::tag_rule, policy::rule::text as policy_rule};
use stage::{
    HOME, KEY_ID, Stage, key_arn, lines, policy, policy_text, read, recorded, reference, replicate, said,
    set_in, tags,
};

const EU: &str = "eu-west-1";

#[track_caller]
fn a_primary_with_a_replica() -> (Stage, KeyId) {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    stage.replica(key, EU);
    (stage, key)
}

#[track_caller]
fn tags_of(stage: &Stage, key: KeyId, region: &str) -> Vec<(String, String)> {
    let set = stage.kms.world().set(key).unwrap();
    let tags = &set.key_in(&read(region)).unwrap().tags;
    tags.iter().map(|tag| (tag.key.to_string(), tag.value.to_string())).collect()
}

#[test]
fn a_policy_is_put_on_one_key_alone() {
    let (mut stage, key) = a_primary_with_a_replica();
    let default = stage.accepts(&GetKeyPolicy::new(key.into()), HOME);
    stage.accepts(&PutKeyPolicy::new(key.into(), policy("mine")), EU);
    assert_eq!(stage.accepts(&GetKeyPolicy::new(key.into()), EU), policy("mine"));
    assert_eq!(stage.accepts(&GetKeyPolicy::new(key.into()), HOME), default);
    let nowhere = stage.refuses(&GetKeyPolicy::new(key.into()), "eu-west-2");
    let message = format!("Key '{}' does not exist", key_arn("eu-west-2", key));
    recorded(&nowhere, "NotFoundException", &message);
}

#[test]
fn a_policy_that_is_put_keeps_the_rules_of_policies() {
    let (mut stage, key) = a_primary_with_a_replica();
    let list = stage.refuses(&PutKeyPolicy::new(key.into(), read("[]")), HOME);
    assert_eq!((list.code(), list.rule()), (&ErrorCode::MalformedPolicyDocument, &policy_rule::JSON_OBJECT));
    let long = policy_text(&"x".repeat(32_768));
    let long = stage.refuses(&PutKeyPolicy::new(key.into(), read(&long)), HOME);
    assert_eq!((long.code(), long.rule()), (&ErrorCode::LimitExceeded, &policy_rule::SIZE));

    let bypassed = PutKeyPolicy {
        lockout_safety_check: LockoutSafetyCheck::Bypassed,
        ..PutKeyPolicy::new(key.into(), policy(""))
    };
    let report = stage.kms.check(&bypassed, &stage.call(HOME));
    assert!(report.is_accepted() && report.breaks(&rule::LOCKOUT_CHECK_KEPT));
}

#[test]
fn an_existing_tag_gets_the_new_value_and_a_new_one_comes_last() {
    let (mut stage, key) = a_primary_with_a_replica();
    stage.accepts(&TagResource::new(key.into(), tags(&[("Team", "orders"), ("team", "x")])), HOME);
    stage.accepts(&TagResource::new(key.into(), tags(&[("Cost", "1"), ("Team", "billing")])), HOME);
    let expected = [("Team", "billing"), ("team", "x"), ("Cost", "1")];
    assert_eq!(tags_of(&stage, key, HOME), expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
    assert_eq!(tags_of(&stage, key, EU), [], "tags are not synchronized");

    let again = TagResource::new(key.into(), tags(&[("Cost", "1")]));
    assert_eq!(stage.reply(&again, HOME).events, [], "nothing changes");
}

#[test]
fn taking_off_a_tag_that_is_not_there_succeeds() {
    let (mut stage, key) = a_primary_with_a_replica();
    stage.accepts(&TagResource::new(key.into(), tags(&[("a", ""), ("b", "")])), EU);
    stage.accepts(&UntagResource::new(key.into(), vec![read("b"), read("A")]), EU);
    assert_eq!(tags_of(&stage, key, EU), [("a".to_owned(), String::new())]);
    assert_eq!(stage.reply(&UntagResource::new(key.into(), vec![read("b")]), EU).events, []);
}

#[test]
fn a_key_has_at_most_fifty_tags_counting_those_that_it_has() {
    let (mut stage, key) = a_primary_with_a_replica();
    let names: Vec<_> = (0..50).map(|index| format!("key{index}")).collect();
    let many: Vec<_> = names.iter().map(|name| (name.as_str(), "")).collect();
    stage.accepts(&TagResource::new(key.into(), tags(&many)), HOME);
    stage.accepts(&TagResource::new(key.into(), tags(&[("key7", "new value")])), HOME);

    let refusal = stage.refuses(&TagResource::new(key.into(), tags(&[("one more", "")])), HOME);
    assert_eq!((refusal.code(), refusal.rule()), (&ErrorCode::Tag, &tag_rule::COUNT));
    assert_eq!(refusal.evidence(), Evidence::Inferred);

    let mut all: Vec<_> = many.clone();
    all.push(("one more", ""));
    let refusal = stage.refuses(&TagResource::new(key.into(), tags(&all)), EU);
    assert_eq!(refusal.to_string(), "TagException: Too many tags");
    let report = stage.kms.check(&TagResource::new(key.into(), tags(&all)), &stage.call(HOME));
    assert_eq!(lines(&report), ["tags/count at /Tags: there are 51 tags, a key may have 50"], "said once");
}

#[test]
fn a_key_has_as_many_tags_as_its_quota_says_but_never_more_than_fifty() {
    let stage_of = |tags_per_key| {
        let quotas = Quotas { tags_per_key, ..Quotas::DEFAULT };
        Stage::new().with_world(|world| world.with_quotas(quotas))
    };
    let mut stage = stage_of(2);
    let tagged = |pairs: &[(&str, &str)]| CreateKey { tags: tags(pairs), ..CreateKey::multi_region() };
    let three = tags(&[("a", ""), ("b", ""), ("c", "")]);
    let key = stage.accepts(&tagged(&[("a", "")]), HOME).key_id;
    let refusals = [
        stage.refuses(&tagged(&[("a", ""), ("b", ""), ("c", "")]), HOME),
        stage.refuses(&TagResource::new(key.into(), three.clone()), HOME),
        stage.refuses(&replicate(key, EU).with_tags(three), HOME),
    ];
    for refusal in refusals {
        said(&refusal, Evidence::Recorded, "TagException", "Too many tags");
        assert_eq!((refusal.rule(), refusal.place().pointer.as_str()), (&tag_rule::COUNT, "/Tags"));
    }
    let more = TagResource::new(key.into(), tags(&[("b", ""), ("c", "")]));
    let refusal = stage.refuses(&more, HOME);
    said(&refusal, Evidence::Inferred, "TagException", "the key would have 3 tags, it may have 2");
    stage.accepts(&TagResource::new(key.into(), tags(&[("b", "")])), HOME);

    // What a key had before its quota was lowered it keeps, and can be changed.
    let quotas = Quotas { tags_per_key: 1, ..Quotas::DEFAULT };
    let mut stage = stage.with_world(|world| world.with_quotas(quotas));
    stage.accepts(&TagResource::new(key.into(), tags(&[("a", "new value")])), HOME);
    let refusal = stage.refuses(&TagResource::new(key.into(), tags(&[("c", "")])), HOME);
    assert_eq!(refusal.message(), "the key would have 3 tags, it may have 1");

    let mut stage = stage_of(1000);
    let names: Vec<_> = (0..51).map(|index| format!("key{index}")).collect();
    let many: Vec<_> = names.iter().map(|name| (name.as_str(), "")).collect();
    let key = stage.accepts(&tagged(&many[..50]), HOME).key_id;
    let refusal = stage.refuses(&TagResource::new(key.into(), tags(&many[50..])), HOME);
    assert_eq!(refusal.message(), "the key would have 51 tags, it may have 50");
    let refusal = stage.refuses(&tagged(&many), HOME);
    assert_eq!(refusal.message(), "Too many tags");
}

#[test]
fn tags_that_are_given_keep_the_rules_of_tags() {
    let (mut stage, key) = a_primary_with_a_replica();
    let refusal = stage.refuses(&TagResource::new(key.into(), tags(&[("a", ""), ("AWS:b", "")])), HOME);
    assert_eq!(refusal.to_string(), "TagException: Tags beginning with aws: are reserved");
    assert_eq!(refusal.place().pointer, "/Tags/1/TagKey");
    let refusal = stage.refuses(&TagResource::new(key.into(), tags(&[("a", ""), ("a", "")])), HOME);
    assert_eq!(refusal.to_string(), "TagException: Duplicate tag keys");
}

#[test]
fn a_description_is_replaced_on_one_key_alone_and_may_be_empty() {
    let (mut stage, key) = a_primary_with_a_replica();
    stage.accepts(&UpdateKeyDescription::new(key.into(), read("orders")), EU);
    assert_eq!(stage.describe(key, EU).description, "orders");
    assert_eq!(stage.describe(key, HOME).description, "");
    stage.accepts(&UpdateKeyDescription::new(key.into(), read("")), EU);
    assert_eq!(stage.describe(key, EU).description, "");
}

#[test]
fn a_key_that_waits_for_its_deletion_keeps_its_tags_and_its_description_but_not_its_policy() {
    let deletion_date = read("2026-03-01T00:00:00Z");
    let waiting = KeyState::PendingReplicaDeletion { window: PendingWindowInDays::MIN };
    for (set, words) in [
        (set_in(KeyState::PendingDeletion { deletion_date }, &[]), "is pending deletion."),
        (set_in(waiting, &[(EU, KeyState::Enabled)]), "is pending replica deletion."),
    ] {
        let mut stage = Stage::new().with_set(set);
        let key = || reference(KEY_ID);
        let refused = |refusal: KmsError| {
            let text = format!("{} {words}", key_arn(HOME, KEY_ID));
            said(&refusal, Evidence::Inferred, "KMSInvalidStateException", &text);
        };
        refused(stage.refuses(&TagResource::new(key(), tags(&[("a", "")])), HOME));
        refused(stage.refuses(&UntagResource::new(key(), vec![read("a")]), HOME));
        refused(stage.refuses(&UpdateKeyDescription::new(key(), read("x")), HOME));
        stage.accepts(&PutKeyPolicy::new(key(), policy("")), HOME);
        assert_eq!(stage.accepts(&GetKeyPolicy::new(key()), HOME), policy(""));
    }
}

#[test]
fn a_key_that_is_creating_or_updating_can_be_managed() {
    let until = read("2026-01-05T12:01:00Z");
    let (creating, updating) = (KeyState::Creating { ready_at: until }, KeyState::Updating { until });
    for set in [set_in(KeyState::Enabled, &[(EU, creating)]), set_in(updating, &[(EU, updating)])] {
        let mut stage = Stage::new().with_set(set);
        let key = || reference(KEY_ID);
        stage.accepts(&TagResource::new(key(), tags(&[("a", "")])), EU);
        stage.accepts(&UntagResource::new(key(), vec![read("a")]), EU);
        stage.accepts(&UpdateKeyDescription::new(key(), read("x")), EU);
        stage.accepts(&PutKeyPolicy::new(key(), policy("")), EU);
        stage.accepts(&GetKeyPolicy::new(key()), EU);
    }
}
