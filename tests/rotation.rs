//! Rotation: automatic over the years, on demand at once, and how both are told of.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html>,
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html>,
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_RotateKeyOnDemand.html>

mod stage;

use jiff::Timestamp;
use kms_mrk::Kms;
use kms_mrk::identity::KeyId;
use kms_mrk::key::{KeyMaterialId, PendingWindowInDays, RotationPeriodInDays};
use kms_mrk::model::{Change, Event, RelatedKeys, Timing, World};
use kms_mrk::operation::{
    CancelKeyDeletion, CreateKey, DescribeKey, DisableKey, DisableKeyRotation, EnableKey, EnableKeyRotation,
    GetKeyRotationStatus, GetKeyRotationStatusOutput, ListKeyRotations, RotateKeyOnDemand,
    ScheduleKeyDeletion, UpdatePrimaryRegion,
};
use serde_json::{json, to_value};
use stage::{HOME, Stage, key_arn, read};

const DAY: u64 = 24 * 3600;
const EU: &str = "eu-west-1";

fn days(days: u64) -> RotationPeriodInDays {
    RotationPeriodInDays::new(days).unwrap()
}

#[track_caller]
fn enable(stage: &mut Stage, key: KeyId, period: u64) {
    stage.accepts(&EnableKeyRotation::new(key.into()).with_period(days(period)), HOME);
}

#[track_caller]
fn status(stage: &mut Stage, key: KeyId, region: &str) -> GetKeyRotationStatusOutput {
    stage.accepts(&GetKeyRotationStatus::new(key.into()), region)
}

/// When the next automatic rotation is due; `None` if the status says that there is none.
#[track_caller]
fn next(stage: &mut Stage, key: KeyId, region: &str) -> Option<Timestamp> {
    let status = status(stage, key, region);
    assert_eq!(status.key_rotation_enabled, status.next_rotation_date.is_some());
    assert_eq!(status.key_rotation_enabled, status.rotation_period.is_some());
    status.next_rotation_date
}

/// The rotations that a key lists: when, and by what.
#[track_caller]
fn rotations(stage: &mut Stage, key: KeyId, region: &str) -> Vec<String> {
    let list = stage.accepts(&ListKeyRotations::new(key.into()), region);
    let told = |entry: kms_mrk::operation::RotationsListEntry| {
        format!("{} {}", entry.rotation_date.unwrap(), entry.rotation_type.unwrap())
    };
    list.items.into_iter().map(told).collect()
}

#[track_caller]
fn current(stage: &mut Stage, key: KeyId, region: &str) -> KeyMaterialId {
    stage.describe(key, region).current_key_material_id.unwrap()
}

fn rotated(events: &[Event]) -> Vec<&Event> {
    events.iter().filter(|event| matches!(event.change, Change::KeyRotated { .. })).collect()
}

#[test]
fn a_key_is_rotated_every_year_and_its_related_keys_with_it() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    let first = current(&mut stage, key, HOME);
    stage.replica(key, EU);
    stage.accepts(&EnableKeyRotation::new(key.into()), HOME);
    let reply = stage.reply(&GetKeyRotationStatus::new(key.into()), HOME);
    assert_eq!(
        to_value(reply.output).unwrap(),
        json!({
            "KeyId": key.as_str(),
            "KeyRotationEnabled": true,
            "RotationPeriodInDays": 365,
            "NextRotationDate": 1_799_150_400.0,
        })
    );
    stage.wait(3 * 365 * DAY);
    let events = stage.kms.clone().advance(stage.now);
    assert_eq!(rotated(&events).len(), 3);
    for region in [HOME, EU] {
        assert_eq!(
            rotations(&mut stage, key, region),
            [
                "2027-01-05T12:00:00Z AUTOMATIC",
                "2028-01-05T12:00:00Z AUTOMATIC",
                "2029-01-04T12:00:00Z AUTOMATIC"
            ]
        );
        assert_eq!(next(&mut stage, key, region), Some(read("2030-01-04T12:00:00Z")));
        assert_ne!(current(&mut stage, key, region), first);
    }
    assert_eq!(current(&mut stage, key, EU), current(&mut stage, key, HOME));
}

#[test]
fn a_rotation_leaves_a_record_in_the_region_of_each_related_key() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    stage.replica(key, EU);
    stage.settle();
    let started = stage.reply(&RotateKeyOnDemand::new(key.into()), HOME);
    assert_eq!(started.output, key_arn(HOME, key).as_str());
    assert_eq!((started.records.len(), started.records[0].event_name), (1, "RotateKeyOnDemand"));
    stage.wait(61);
    let reply = stage.reply(&DescribeKey::new(key.into()), EU);
    let told: Vec<_> = reply
        .records
        .iter()
        .map(|r| format!("{} {} {}", r.event_name, r.event_time, r.resources[0]))
        .collect();
    let record = |name: &str, time: &str, region| format!("{name} {time} {}", key_arn(region, key));
    assert_eq!(
        told,
        [
            record("RotateKey", "2026-01-05T13:01:00Z", HOME),
            record("RotateKey", "2026-01-05T13:01:00Z", EU),
            record("DescribeKey", "2026-01-05T13:01:01Z", EU),
        ]
    );
    assert_eq!(reply.records[1].aws_region, EU);
    assert_eq!(
        to_value(&reply.records[0].user_identity).unwrap(),
        json!({"accountId": stage::ACCOUNT, "invokedBy": "AWS Internal"})
    );
}

#[test]
fn a_deletion_leaves_a_record_of_the_key_that_is_gone() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    stage.accepts(&ScheduleKeyDeletion::new(key.into()).with_window(PendingWindowInDays::MIN), HOME);
    stage.wait(7 * DAY);
    let reply = stage.reply(&CreateKey::default(), HOME);
    let told: Vec<_> = reply.records.iter().map(|record| record.event_name).collect();
    assert_eq!(told, ["DeleteKey", "CreateKey"]);
    assert_eq!(reply.records[0].resources, [key_arn(HOME, key).as_str()]);

    // One who only lets time pass asks for the records of each event before it happens.
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    stage.replica(key, EU);
    stage.settle();
    stage.accepts(&ScheduleKeyDeletion::new(key.into()).with_window(PendingWindowInDays::MIN), EU);
    stage.wait(7 * DAY);
    let mut told = Vec::new();
    while let Some(event) = stage.kms.world().due(stage.now) {
        told.extend(stage.kms.world().set(event.subject.key_id().unwrap()).unwrap().records_of(&event));
        stage.kms.replay(&event);
    }
    assert_eq!((told.len(), told[0].event_name, told[0].aws_region.as_str()), (1, "DeleteKey", EU));
}

#[test]
fn another_period_begins_when_it_is_asked_for() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    enable(&mut stage, key, 365);
    stage.wait(100 * DAY);
    enable(&mut stage, key, 90);
    assert_eq!(next(&mut stage, key, HOME), Some(read("2026-07-14T12:00:00Z")));
    assert_eq!(status(&mut stage, key, HOME).rotation_period, Some(RotationPeriodInDays::MIN));

    stage.accepts(&DisableKeyRotation::new(key.into()), HOME);
    let off = stage.reply(&GetKeyRotationStatus::new(key.into()), HOME).output;
    assert_eq!(to_value(off).unwrap(), json!({"KeyId": key.as_str(), "KeyRotationEnabled": false}));
    assert_eq!(stage.reply(&DisableKeyRotation::new(key.into()), HOME).events, [], "it stays so");
    assert_eq!(stage.kms.next_deadline(), None);

    enable(&mut stage, key, 2560);
    assert_eq!(next(&mut stage, key, HOME), Some(read("2033-04-18T12:00:00Z")));
}

#[test]
fn a_disabled_key_is_rotated_when_it_is_enabled_again() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    enable(&mut stage, key, 90);
    stage.accepts(&DisableKey::new(key.into()), HOME);
    assert_eq!(stage.kms.next_deadline(), None);
    stage.wait(400 * DAY);
    assert_eq!(stage.kms.advance(stage.now), []);
    assert_eq!(next(&mut stage, key, HOME), Some(read("2026-04-05T12:00:00Z")), "the status is kept");

    stage.accepts(&EnableKey::new(key.into()), HOME);
    assert_eq!(rotations(&mut stage, key, HOME), ["2027-02-09T12:00:00Z AUTOMATIC"], "once, not four times");
    assert_eq!(next(&mut stage, key, HOME), Some(read("2027-05-10T12:00:00Z")));

    // Nothing was due meanwhile: the schedule goes on.
    stage.accepts(&DisableKey::new(key.into()), HOME);
    stage.wait(10 * DAY);
    stage.accepts(&EnableKey::new(key.into()), HOME);
    assert_eq!(next(&mut stage, key, HOME), Some(read("2027-05-10T12:00:00Z")));
}

#[test]
fn a_disabled_replica_is_rotated_with_the_others() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    stage.replica(key, EU);
    stage.settle();
    enable(&mut stage, key, 90);
    stage.accepts(&DisableKey::new(key.into()), EU);
    stage.wait(90 * DAY);
    assert_eq!(current(&mut stage, key, EU), current(&mut stage, key, HOME));
    assert_eq!(rotations(&mut stage, key, EU), ["2026-04-05T13:00:00Z AUTOMATIC"]);
}

#[test]
fn a_key_that_is_to_be_deleted_is_not_rotated_and_says_so() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    enable(&mut stage, key, 90);
    stage.wait(80 * DAY);
    stage.accepts(&ScheduleKeyDeletion::new(key.into()), HOME);
    assert_eq!(next(&mut stage, key, HOME), None);
    stage.wait(20 * DAY);
    stage.accepts(&CancelKeyDeletion::new(key.into()), HOME);
    let restored = status(&mut stage, key, HOME);
    assert_eq!((restored.key_rotation_enabled, restored.rotation_period), (true, Some(days(90))));
    assert!(rotations(&mut stage, key, HOME).is_empty(), "it is disabled");
    stage.accepts(&EnableKey::new(key.into()), HOME);
    assert_eq!(rotations(&mut stage, key, HOME), ["2026-04-15T12:00:00Z AUTOMATIC"]);
}

#[test]
fn a_key_that_waits_for_its_replicas_is_not_rotated_though_they_say_so() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    stage.replica(key, EU);
    stage.settle();
    enable(&mut stage, key, 90);
    stage.accepts(&ScheduleKeyDeletion::new(key.into()), HOME);
    assert_eq!(next(&mut stage, key, HOME), None);
    assert_eq!(next(&mut stage, key, EU), Some(read("2026-04-05T13:00:00Z")));
    stage.wait(100 * DAY);
    assert!(rotations(&mut stage, key, EU).is_empty());
}

#[test]
fn rotation_goes_on_under_a_new_primary_and_is_asked_for_there() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    stage.replica(key, EU);
    stage.settle();
    enable(&mut stage, key, 90);
    stage.wait(90 * DAY - 30);
    stage.accepts(&UpdatePrimaryRegion::new(key.into(), read(EU)), HOME);
    stage.wait(30);
    assert_eq!(rotations(&mut stage, key, EU), ["2026-04-05T13:00:00Z AUTOMATIC"], "keys are used meanwhile");
    stage.settle();
    stage.accepts(&DisableKey::new(key.into()), HOME);
    stage.wait(90 * DAY);
    assert_eq!(rotations(&mut stage, key, HOME).len(), 2, "the former primary key is a replica");

    stage.accepts(&DisableKeyRotation::new(key.into()), EU);
    let refusal = stage.refuses(&DisableKeyRotation::new(key.into()), HOME);
    assert_eq!(refusal.code().as_str(), "DisabledException");
    assert_eq!(next(&mut stage, key, HOME), None);
}

#[test]
fn a_rotation_that_would_be_later_than_any_date_never_comes() {
    let mut stage = Stage::new();
    stage.now = read("9990-01-01T00:00:00Z");
    let key = stage.primary().key_id;
    enable(&mut stage, key, 2560);
    stage.now = Timestamp::MAX;
    let events = stage.kms.advance(stage.now);
    assert_eq!(rotated(&events).len(), 1);
    let status = status(&mut stage, key, HOME);
    assert_eq!((status.key_rotation_enabled, status.next_rotation_date), (true, None));
    assert_eq!(stage.kms.next_deadline(), None);
}

#[test]
fn a_rotation_on_demand_takes_a_moment_and_leaves_the_schedule() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    let before = current(&mut stage, key, HOME);
    enable(&mut stage, key, 90);
    stage.accepts(&RotateKeyOnDemand::new(key.into()), HOME);
    stage.wait(59);
    assert_eq!(current(&mut stage, key, HOME), before);
    let under_way = status(&mut stage, key, HOME);
    assert_eq!(under_way.on_demand_rotation_start_date, Some(read(stage::NOON)));
    assert_eq!(
        to_value(under_way).unwrap()["OnDemandRotationStartDate"],
        json!(read::<Timestamp>(stage::NOON).as_second() as f64)
    );
    stage.wait(1);
    assert_ne!(current(&mut stage, key, HOME), before);
    assert_eq!(status(&mut stage, key, HOME).on_demand_rotation_start_date, None);
    assert_eq!(next(&mut stage, key, HOME), Some(read("2026-04-05T12:00:00Z")));
    assert_eq!(rotations(&mut stage, key, HOME), ["2026-01-05T12:01:00Z ON_DEMAND"]);
}

#[test]
fn a_rotation_that_was_begun_is_done_whatever_becomes_of_the_key() {
    let mut stage = Stage::new();
    let [disabled, scheduled] = [stage.primary().key_id, stage.primary().key_id];
    for key in [disabled, scheduled] {
        stage.accepts(&RotateKeyOnDemand::new(key.into()), HOME);
    }
    stage.accepts(&DisableKey::new(disabled.into()), HOME);
    stage.accepts(&ScheduleKeyDeletion::new(scheduled.into()), HOME);
    stage.wait(60);
    for key in [disabled, scheduled] {
        assert_eq!(rotations(&mut stage, key, HOME), ["2026-01-05T12:01:00Z ON_DEMAND"]);
    }
}

#[test]
fn every_version_of_the_material_stays_and_has_a_name_of_its_own() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    let mut names = vec![current(&mut stage, key, HOME)];
    for _ in 0..3 {
        stage.rotates(key, HOME);
        names.push(current(&mut stage, key, HOME));
    }
    let set = stage.kms.world().set(key).unwrap();
    let versions: Vec<_> = set.shared().material.versions().map(|version| version.id).collect();
    assert_eq!(versions, names);
    assert!(names.iter().all(|id| set.holds(set.primary(), *id)));
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 4);
}

#[test]
fn a_set_that_was_taken_over_is_rotated_from_what_is_known_of_it() {
    for forget in [false, true] {
        let mut stage = Stage::new();
        let mut metadata = stage.primary();
        let key = metadata.key_id;
        stage.rotates(key, HOME);
        // The model would give the next version the name that the current one has.
        metadata.current_key_material_id = Some(current(&mut stage, key, HOME)).filter(|_| !forget);
        stage.kms = Kms::new(9);
        let set = RelatedKeys::observed(&[metadata.clone()], Timing::DEFAULT, stage.now).unwrap();
        stage.kms.adopt(set);
        assert_eq!(stage.describe(key, HOME), metadata);
        stage.rotates(key, HOME);
        let after = stage.describe(key, HOME).current_key_material_id;
        assert!(after.is_some() && after != metadata.current_key_material_id);
        assert_eq!(rotations(&mut stage, key, HOME).len(), 1);
        assert_eq!(stage.kms.next_deadline(), None);
    }
}

#[test]
fn a_story_of_rotations_is_replayed_and_written_down() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    let mut replayed = stage.kms.clone();
    let mut log = Vec::new();
    let enable = EnableKeyRotation::new(key.into()).with_period(days(90));
    log.extend(stage.reply(&enable, HOME).events);
    log.extend(stage.reply(&RotateKeyOnDemand::new(key.into()), HOME).events);
    let written = serde_json::to_string(stage.kms.world()).unwrap();
    let read_back: World = serde_json::from_str(&written).unwrap();
    assert_eq!(&read_back, stage.kms.world());
    stage.wait(200 * DAY);
    log.extend(stage.kms.advance(stage.now));
    assert_eq!(rotated(&log).len(), 3);

    let mut read_back = Kms::from(read_back);
    read_back.advance(stage.now);
    assert_eq!(read_back, stage.kms);
    for event in &log {
        let written = serde_json::to_string(event).unwrap();
        replayed.replay(&serde_json::from_str(&written).unwrap());
        let once = replayed.clone();
        replayed.replay(event);
        assert_eq!(replayed, once, "{event:?} again");
    }
    replayed.advance(stage.now);
    assert_eq!(replayed, stage.kms);
}
