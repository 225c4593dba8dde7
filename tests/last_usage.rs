//! When a key was last used, and for what.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyLastUsage.html>,
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyLastUsageData.html>

mod stage;

use kms_mrk::Kms;
use kms_mrk::identity::KeyId;
use kms_mrk::key::{
    KeyLastUsageTrackingOperation as Tracked, KeyMetadata, KeySpec, KeyState, KeyUsage, MacAlgorithm,
    PendingWindowInDays,
};
use kms_mrk::model::{Change, Event, KeyLastUsageData};
use kms_mrk::operation::{
    CancelKeyDeletion, CreateKey, Decrypt, DescribeKey, DisableKey, EnableKey, Encrypt, GenerateDataKey,
    GenerateMac, GetKeyLastUsage, GetKeyLastUsageOutput, Mac, Message, Plaintext, PutKeyPolicy, ReEncrypt,
    ScheduleKeyDeletion, SymbolicCiphertext, UpdatePrimaryRegion, VerifyMac, rule,
};
use kms_mrk::verdict::Evidence;
use serde_json::{json, to_value};
use stage::{
    ACCOUNT, HOME, KEY_ID, NOON, OTHER_ACCOUNT, Stage, administrator, key_arn, read, recorded, reference,
    said, set_in, shared_policy,
};

const EU: &str = "eu-west-1";

fn encrypt(key: KeyId) -> Encrypt {
    Encrypt::new(key.into(), Plaintext::new(*b"orders").unwrap())
}

#[track_caller]
fn sealed(stage: &mut Stage, key: KeyId) -> SymbolicCiphertext {
    stage.accepts(&encrypt(key), HOME).ciphertext_blob
}

#[track_caller]
fn output(stage: &mut Stage, key: KeyId, region: &str) -> GetKeyLastUsageOutput {
    stage.accepts(&GetKeyLastUsage::new(key.into()), region)
}

#[track_caller]
fn usage(stage: &mut Stage, key: KeyId, region: &str) -> Option<KeyLastUsageData> {
    let usage = output(stage, key, region).key_last_usage;
    assert_eq!(usage.as_ref(), stage.kms.world().last_usage(key, &read(region)));
    usage
}

fn used(operation: Tracked, at: &str) -> Option<KeyLastUsageData> {
    Some(KeyLastUsageData { operation, timestamp: read(at) })
}

/// A primary key at [`HOME`] with a replica in [`EU`], both Enabled; it is one o'clock.
fn related() -> (Stage, KeyId) {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    stage.replica(key, EU);
    stage.settle();
    (stage, key)
}

#[test]
fn a_key_tells_of_its_last_use() {
    let mut stage = Stage::new();
    let KeyMetadata { key_id: key, arn, .. } = stage.primary();
    let ask = GetKeyLastUsage::new(arn.clone().into());
    let unused = stage.reply(&ask, HOME);
    let expected = GetKeyLastUsageOutput {
        key_id: key,
        key_last_usage: None,
        tracking_start_date: read(NOON),
        key_creation_date: read(NOON),
    };
    assert_eq!(unused.output, expected);
    assert_eq!(unused.events, []);
    let records: Vec<_> =
        unused.records.iter().map(|record| (record.event_name, &record.resources)).collect();
    assert_eq!(records, [("GetKeyLastUsage", &vec![arn])]);
    assert_eq!(
        to_value(&unused.output).unwrap(),
        json!({"KeyId": key, "KeyLastUsage": {}, "TrackingStartDate": 1767614400.0, "KeyCreationDate": 1767614400.0})
    );

    stage.wait(10);
    let ciphertext = sealed(&mut stage, key);
    stage.wait(10);
    assert_eq!(usage(&mut stage, key, HOME), used(Tracked::Encrypt, "2026-01-05T12:00:10Z"));
    stage.now = read("2026-01-05T12:00:20.1239Z");
    stage.accepts(&Decrypt::new(ciphertext), HOME);
    stage.wait(3600);
    let last = used(Tracked::Decrypt, "2026-01-05T12:00:20.123Z");
    let later = stage.accepts(&ask, HOME);
    assert_eq!(later, GetKeyLastUsageOutput { key_last_usage: last, ..expected });
    assert_eq!(
        to_value(&later).unwrap()["KeyLastUsage"],
        json!({"Operation": "Decrypt", "Timestamp": 1767614420.123})
    );
}

#[test]
fn of_two_uses_at_the_same_time_the_later_one_is_told() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    sealed(&mut stage, key);
    stage.accepts(&GenerateDataKey::aes_256(key.into()), HOME);
    assert_eq!(usage(&mut stage, key, HOME), used(Tracked::GenerateDataKey, NOON));
}

#[test]
fn related_keys_keep_account_of_their_own_uses_whichever_is_the_primary() {
    let (mut stage, key) = related();
    let ciphertext = sealed(&mut stage, key);
    let at_home = used(Tracked::Encrypt, "2026-01-05T13:00:00Z");
    assert_eq!((usage(&mut stage, key, HOME), usage(&mut stage, key, EU)), (at_home.clone(), None));

    stage.wait(60);
    stage.accepts(&Decrypt::new(ciphertext), EU);
    let in_eu = used(Tracked::Decrypt, "2026-01-05T13:01:00Z");
    assert_eq!((usage(&mut stage, key, HOME), usage(&mut stage, key, EU)), (at_home.clone(), in_eu.clone()));

    stage.accepts(&UpdatePrimaryRegion::new(key.into(), read(EU)), HOME);
    assert_eq!((usage(&mut stage, key, HOME), usage(&mut stage, key, EU)), (at_home.clone(), in_eu.clone()));
    stage.settle();
    assert_eq!(stage.kms.world().set(key).unwrap().primary().region, EU);
    assert_eq!((usage(&mut stage, key, HOME), usage(&mut stage, key, EU)), (at_home, in_eu));

    let replica = output(&mut stage, key, EU);
    assert_eq!((replica.tracking_start_date, replica.key_creation_date), (read(NOON), read(NOON)));
}

#[test]
fn a_replica_is_recorded_from_when_it_was_made() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    stage.wait(30);
    stage.replica(key, EU);
    let replica = output(&mut stage, key, EU);
    let made = read("2026-01-05T12:00:30Z");
    assert_eq!((replica.tracking_start_date, replica.key_creation_date), (made, made));
}

#[test]
fn to_encrypt_anew_uses_both_keys_and_a_key_that_is_both_once() {
    let mut stage = Stage::new();
    let [from, to] = [stage.primary().key_id, stage.primary().key_id];
    let ciphertext = sealed(&mut stage, from);
    stage.wait(10);
    let reply = stage.reply(&ReEncrypt::new(ciphertext, to.into()), HOME);
    let subjects: Vec<_> = reply.events.iter().map(|event| event.subject.key_id()).collect();
    assert_eq!(subjects, [Some(from), Some(to)]);
    let last = used(Tracked::ReEncrypt, "2026-01-05T12:00:10Z");
    assert_eq!((usage(&mut stage, from, HOME), usage(&mut stage, to, HOME)), (last.clone(), last));

    let once = stage.reply(&ReEncrypt::new(reply.output.ciphertext_blob, to.into()), HOME).events;
    let used = Change::KeyUsed { operation: Tracked::ReEncrypt };
    assert_eq!(once, [Event { subject: to.into(), region: read(HOME), at: stage.now, change: used }]);
}

#[test]
fn what_is_refused_or_tried_or_needs_no_material_is_no_use() {
    let mut stage = Stage::new();
    let usage_of_macs = Some(KeyUsage::GenerateVerifyMac);
    let create = CreateKey { key_spec: KeySpec::Hmac256, key_usage: usage_of_macs, ..CreateKey::default() };
    let key = stage.accepts(&create, HOME).key_id;
    let mac = GenerateMac::new(key.into(), Message::new(*b"orders").unwrap(), MacAlgorithm::HmacSha256);
    assert_eq!(stage.refuses(&mac.clone().as_dry_run(), HOME).rule(), &rule::DRY_RUN);
    assert_eq!(stage.refuses(&encrypt(key), HOME).rule(), &rule::KEY_USAGE_ALLOWS);
    stage.kms.dry_run(&mac, &stage.call(HOME)).unwrap();
    stage.accepts(&DescribeKey::new(key.into()), HOME);
    stage.accepts(&DisableKey::new(key.into()), HOME);
    assert_eq!(stage.refuses(&mac, HOME).rule(), &rule::KEY_STATE_ALLOWS);
    assert_eq!(usage(&mut stage, key, HOME), None);

    stage.accepts(&EnableKey::new(key.into()), HOME);
    stage.accepts(&mac, HOME);
    assert_eq!(usage(&mut stage, key, HOME), used(Tracked::GenerateMac, NOON));
    let code = Mac::new([0; 32]).unwrap();
    stage.accepts(&VerifyMac::new(key.into(), mac.message, code, MacAlgorithm::HmacSha256), HOME);
    assert_eq!(usage(&mut stage, key, HOME), used(Tracked::VerifyMac, NOON));
}

#[test]
fn a_use_from_another_account_counts_and_only_the_owner_is_told() {
    let mut stage = Stage::new();
    let KeyMetadata { key_id: key, arn, .. } = stage.primary();
    stage.accepts(&PutKeyPolicy::new(key.into(), shared_policy()), HOME);
    stage = stage.called_by(administrator(OTHER_ACCOUNT));
    stage.accepts(&GenerateDataKey::aes_256(arn.clone().into()), HOME);
    let refusal = stage.refuses(&GetKeyLastUsage::new(arn.clone().into()), HOME);
    assert_eq!(refusal.rule(), &rule::OWN_ACCOUNT);
    let message = format!(
        "User: arn:aws:iam::{OTHER_ACCOUNT}:root is not authorized to perform: kms:GetKeyLastUsage on resource: {arn} \
         because no resource-based policy allows the kms:GetKeyLastUsage action"
    );
    said(&refusal, Evidence::Inferred, "AccessDeniedException", &message);
    stage = stage.called_by(administrator(ACCOUNT));
    assert_eq!(usage(&mut stage, key, HOME), used(Tracked::GenerateDataKey, NOON));
}

#[test]
fn a_key_is_asked_for_by_its_id_or_its_arn() {
    let mut stage = Stage::new();
    let ask = |name: &str| GetKeyLastUsage::new(reference(name));
    let alias = stage.refuses(&ask("alias/orders"), HOME);
    assert_eq!(alias.rule(), &rule::NOT_AN_ALIAS);
    recorded(&alias, "InvalidArnException", "Key Aliases are not supported for this operation.");
    recorded(&stage.refuses(&ask("1234"), HOME), "NotFoundException", "Invalid keyId '1234'");
    let missing = stage.refuses(&ask(KEY_ID), HOME);
    recorded(&missing, "NotFoundException", &format!("Key '{}' does not exist", key_arn(HOME, KEY_ID)));
}

#[test]
fn a_key_that_cannot_be_used_any_more_tells_of_its_last_use() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    sealed(&mut stage, key);
    let last = used(Tracked::Encrypt, NOON);
    stage.accepts(&DisableKey::new(key.into()), HOME);
    assert_eq!(usage(&mut stage, key, HOME), last);
    stage.accepts(&ScheduleKeyDeletion::new(key.into()), HOME);
    assert_eq!(usage(&mut stage, key, HOME), last);
    stage.accepts(&CancelKeyDeletion::new(key.into()), HOME);
    stage.accepts(&EnableKey::new(key.into()), HOME);
    assert_eq!(usage(&mut stage, key, HOME), last);
}

#[test]
fn the_uses_of_a_key_go_with_it() {
    let (mut stage, key) = related();
    stage.accepts(&encrypt(key), HOME);
    stage.accepts(&encrypt(key), EU);
    let schedule = ScheduleKeyDeletion::new(key.into()).with_window(PendingWindowInDays::MIN);
    stage.accepts(&schedule, EU);
    stage.wait(7 * 24 * 3600);
    stage.kms.advance(stage.now);
    assert_eq!(stage.kms.world().last_usage(key, &read(EU)), None);
    assert_eq!(usage(&mut stage, key, HOME), used(Tracked::Encrypt, "2026-01-05T13:00:00Z"));

    // A new replica in its place was never used.
    stage.replica(key, EU);
    stage.settle();
    assert_eq!(usage(&mut stage, key, EU), None);
    stage.accepts(&encrypt(key), EU);
    stage.accepts(&schedule, EU);
    stage.accepts(&schedule, HOME);
    stage.wait(15 * 24 * 3600);
    stage.kms.advance(stage.now);
    assert_eq!(stage.kms.world().sets().count(), 0);
    assert_eq!(to_value(&stage.kms).unwrap().get("last_usages"), None);
}

#[test]
fn uses_stay_with_the_keys_that_stay_when_a_set_is_taken_over_anew() {
    let mut stage = Stage::new().with_set(set_in(KeyState::Enabled, &[(EU, KeyState::Enabled)]));
    let key = read(KEY_ID);
    stage.accepts(&encrypt(key), HOME);
    stage.accepts(&encrypt(key), EU);
    stage = stage.with_set(set_in(KeyState::Disabled, &[]));
    assert_eq!(usage(&mut stage, key, HOME), used(Tracked::Encrypt, NOON));
    stage = stage.with_set(set_in(KeyState::Disabled, &[(EU, KeyState::Enabled)]));
    assert_eq!(usage(&mut stage, key, EU), None);
}

#[test]
fn a_use_does_not_go_back_in_time() {
    let (mut stage, key) = related();
    let use_at = |at: &str, operation| Event {
        subject: key.into(),
        region: read(HOME),
        at: read(at),
        change: Change::KeyUsed { operation },
    };
    // A call with a clock that is late counts at the time that the world has reached.
    stage.now = read(NOON);
    sealed(&mut stage, key);
    let last = used(Tracked::Encrypt, "2026-01-05T13:00:00Z");
    assert_eq!(usage(&mut stage, key, HOME), last);

    let before = stage.kms.clone();
    stage.kms.replay(&use_at("2026-01-05T12:59:59.999Z", Tracked::Sign));
    assert_eq!(stage.kms, before, "an event that comes late");
    stage.kms.replay(&use_at("2026-01-05T13:00:00.0009Z", Tracked::Sign));
    assert_eq!(usage(&mut stage, key, HOME), used(Tracked::Sign, "2026-01-05T13:00:00Z"));
}

#[test]
fn kms_tells_of_no_use_before_it_began_to_record_them() {
    let began = "2026-01-05T12:00:00Z";
    let mut stage = Stage::new().with_world(|world| {
        let world = world.with_usage_tracking_start_date(read("2026-01-05T12:00:00.0009Z"));
        assert_eq!(world.usage_tracking_start_date(), read(began), "whole milliseconds count");
        world
    });
    stage.now = read("2026-01-05T11:00:00Z");
    let key = stage.primary().key_id;
    stage.now = read("2026-01-05T11:59:59.999Z");
    sealed(&mut stage, key);
    let expected = GetKeyLastUsageOutput {
        key_id: key,
        key_last_usage: None,
        tracking_start_date: read(began),
        key_creation_date: read("2026-01-05T11:00:00Z"),
    };
    assert_eq!(output(&mut stage, key, HOME), expected);
    stage.now = read(began);
    sealed(&mut stage, key);
    let key_last_usage = used(Tracked::Encrypt, began);
    assert_eq!(output(&mut stage, key, HOME), GetKeyLastUsageOutput { key_last_usage, ..expected });

    stage.now = read("2026-01-05T12:00:01Z");
    let newer = stage.primary().key_id;
    assert_eq!(output(&mut stage, newer, HOME).tracking_start_date, stage.now, "not before the key was made");

    let json = to_value(&stage.kms).unwrap();
    assert_eq!(json["usage_tracking_start_date"], json!(began));
    assert_eq!(serde_json::from_value::<Kms>(json).unwrap(), stage.kms);
}

#[test]
fn events_of_uses_are_written_as_json_and_replay_to_the_same_world() {
    let (mut stage, key) = related();
    let mut replayed = stage.kms.clone();
    let mut events = stage.reply(&encrypt(key), HOME).events;
    assert_eq!(
        to_value(&events).unwrap(),
        json!([{
            "key_id": key, "region": HOME, "at": "2026-01-05T13:00:00Z",
            "event": "KeyUsed", "operation": "Encrypt"
        }])
    );
    stage.wait(1);
    events.extend(stage.reply(&GenerateDataKey::aes_256(key.into()), EU).events);
    stage.wait(1);
    events.extend(stage.reply(&GenerateDataKey::aes_256(key.into()), HOME).events);
    for event in &events {
        replayed.replay(&serde_json::from_str(&serde_json::to_string(event).unwrap()).unwrap());
    }
    assert_eq!(replayed, stage.kms);
}

#[test]
fn a_log_of_events_may_keep_the_last_use_of_each_key_alone() {
    let (mut stage, key) = related();
    let mut replayed = stage.kms.clone();
    stage.accepts(&encrypt(key), HOME);
    stage.wait(1);
    let last = stage.reply(&GenerateDataKey::aes_256(key.into()), HOME).events;
    last.iter().for_each(|event| replayed.replay(event));
    assert_eq!(replayed, stage.kms);
}

#[test]
fn uses_of_different_keys_commute() {
    let (mut stage, key) = related();
    let other = stage.primary().key_id;
    let uses = [(encrypt(key), HOME), (encrypt(key), EU), (encrypt(other), HOME)];
    let mut swapped = stage.kms.clone();
    for (request, region) in &uses {
        stage.accepts(request, region);
    }
    for (request, region) in uses.iter().rev() {
        swapped.call(request, &stage.call(region)).unwrap();
    }
    assert_eq!(swapped, stage.kms);
    assert_eq!(serde_json::to_string(&swapped).unwrap(), serde_json::to_string(&stage.kms).unwrap());
}

#[test]
fn uses_of_keys_that_are_not_there_change_nothing() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    let made = stage.reply(&encrypt(key), HOME).events.remove(0);
    let before = stage.kms.clone();
    for (key_id, region) in [(key, EU), (read(KEY_ID), HOME)] {
        stage.kms.replay(&Event { subject: key_id.into(), region: read(region), ..made.clone() });
        assert_eq!(stage.kms, before);
    }
}

#[test]
fn a_world_with_used_keys_is_written_as_json_and_comes_back_equal_and_goes_on_the_same() {
    let (mut stage, key) = related();
    assert_eq!(to_value(&stage.kms).unwrap().get("last_usages"), None, "keys that were not used");
    assert_eq!(to_value(&stage.kms).unwrap().get("usage_tracking_start_date"), None);
    stage.accepts(&encrypt(key), EU);

    let mut json = to_value(&stage.kms).unwrap();
    let last = json!({"operation": "Encrypt", "timestamp": "2026-01-05T13:00:00Z"});
    assert_eq!(json["last_usages"], json!({key.as_str(): {EU: last}}));
    let mut back: Kms = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(back, stage.kms);

    // Uses of keys that are not there are left out.
    json["last_usages"][KEY_ID] = json!({HOME: last});
    json["last_usages"][key.as_str()]["eu-west-2"] = last;
    assert_eq!(serde_json::from_value::<Kms>(json.clone()).unwrap(), stage.kms);

    // A document from before the uses of keys were recorded.
    json.as_object_mut().unwrap().remove("last_usages");
    let old: Kms = serde_json::from_value(json).unwrap();
    assert_eq!(old.world().last_usage(key, &read(EU)), None);

    stage.wait(1);
    let next = stage.reply(&encrypt(key), EU);
    assert_eq!(back.call(&encrypt(key), &stage.call(EU)).unwrap(), next);
    assert_eq!(back, stage.kms);
}
