//! What happens when: time passes when it is said, events tell what happened, and records who asked for it.

mod stage;

use std::time::Duration;

use jiff::Timestamp;
use kms_mrk::key::{KeyState, KeyStateName};
use kms_mrk::model::{Change, Event, Record, Timing};
use kms_mrk::operation::{CreateKey, DescribeKey};
use stage::{HOME, KEY_ID, NOON, Stage, read, replicate, set_in};

#[test]
fn each_replica_is_ready_at_its_own_time_and_in_that_order() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    let mut deadlines = vec![stage.kms.next_deadline()];
    for region in ["eu-west-2", "eu-west-1"] {
        stage.replica(primary.key_id, region);
        deadlines.push(stage.kms.next_deadline());
        stage.wait(10);
    }
    let ready: Timestamp = read("2026-01-05T12:01:00Z");
    assert_eq!(deadlines, [None, Some(ready), Some(ready)]);

    let events = stage.kms.advance(read("2026-01-05T12:01:09.999Z"));
    let ready_in = |region: &str, at: &str| Event {
        subject: primary.key_id.into(),
        region: read(region),
        at: read(at),
        change: Change::ReplicaReady,
    };
    assert_eq!(events, [ready_in("eu-west-2", "2026-01-05T12:01:00Z")]);
    assert_eq!(
        stage.kms.advance(read("2026-01-05T12:01:10Z")),
        [ready_in("eu-west-1", "2026-01-05T12:01:10Z")]
    );
    assert_eq!(stage.kms.next_deadline(), None);
    assert_eq!(stage.settle(), []);
}

#[test]
fn what_is_due_in_several_sets_happens_in_the_order_of_time() {
    let mut stage = Stage::new();
    let keys = [stage.primary(), stage.primary(), stage.primary()].map(|key| key.key_id);
    for index in [2, 0, 1] {
        stage.replica(keys[index], "eu-west-1");
        stage.wait(1);
    }
    let order: Vec<_> = stage.settle().iter().map(|event| event.subject.key_id().unwrap()).collect();
    assert_eq!(order, [keys[2], keys[0], keys[1]]);
}

#[test]
fn how_long_creating_takes_is_an_argument_and_does_not_change_what_is_under_way() {
    let slow = Timing { creating: Duration::from_secs(600), ..Timing::DEFAULT };
    let mut stage = Stage::new();
    let primary = stage.primary();
    stage.replica(primary.key_id, "eu-west-1");
    let mut stage = stage.with_world(|world| world.with_timing(slow));
    stage.replica(primary.key_id, "eu-west-2");
    stage.wait(60);
    let state = |stage: &mut Stage, region| stage.describe(primary.key_id, region).key_state;
    assert_eq!(state(&mut stage, "eu-west-1"), KeyStateName::Enabled);
    stage.wait(539);
    assert_eq!(state(&mut stage, "eu-west-2"), KeyStateName::Creating);
    stage.wait(1);
    assert_eq!(state(&mut stage, "eu-west-2"), KeyStateName::Enabled);
}

#[test]
fn a_clock_that_goes_backwards_changes_nothing() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    stage.replica(primary.key_id, "eu-west-1");
    stage.settle();
    let before = stage.kms.clone();

    stage.now = read("2020-01-01T00:00:00Z");
    assert_eq!(stage.kms.advance(stage.now), []);
    assert_eq!(stage.describe(primary.key_id, "eu-west-1").key_state, KeyStateName::Enabled);
    stage.refuses(&replicate(primary.key_id, "eu-west-1"), HOME);
    assert_eq!(stage.kms, before);

    // What is made then is made at the time that the world has reached.
    let reply = stage.reply(&replicate(primary.key_id, "eu-west-2"), HOME);
    let reached = before.world().now();
    assert_eq!(reply.output.replica_key_metadata.creation_date, reached);
    assert!(reply.records.iter().all(|record| record.event_time == reached));
    assert_eq!(stage.kms.next_deadline(), Some(reached + Duration::from_secs(60)));
}

#[test]
fn a_refused_call_lets_happen_what_was_due_and_nothing_else() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    stage.replica(primary.key_id, "eu-west-1");
    stage.wait(60);
    let call = stage.call(HOME);
    let mut only_time = stage.kms.clone();
    only_time.advance(stage.now);
    stage.kms.call(&replicate(primary.key_id, "eu-west-1"), &call).unwrap_err();
    assert_eq!(stage.kms, only_time);
    assert_eq!(stage.kms.next_deadline(), None);
}

#[test]
fn a_dry_run_and_a_check_change_nothing_even_if_something_is_due() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    stage.replica(primary.key_id, "eu-west-1");
    stage.wait(60);
    let (before, call) = (stage.kms.clone(), stage.call("eu-west-1"));
    let request = DescribeKey::new(primary.key_id.into());
    let reply = stage.kms.dry_run(&request, &call).unwrap();
    assert_eq!(reply.output.key_state, KeyStateName::Enabled);
    assert_eq!(reply.events.len(), 1, "the end of Creating");
    assert!(stage.kms.check(&request, &call).is_empty());
    assert_eq!(stage.kms, before);
    assert_eq!(stage.kms.call(&request, &call).unwrap(), reply);
}

// Events and records.

#[test]
fn each_call_tells_what_happened_and_leaves_its_records() {
    let mut stage = Stage::new();
    let told = |reply: &[Event], records: &[Record]| {
        let events = reply.iter().map(|event| {
            let name = serde_json::to_value(event).unwrap()["event"].as_str().unwrap().to_owned();
            format!("{name} in {} at {}", event.region, event.at)
        });
        let records = records.iter().map(|record| {
            let region = record.resources[0].region();
            format!("record of {} in {} of the key in {region}", record.event_name, record.aws_region)
        });
        events.chain(records).collect::<Vec<_>>()
    };
    let reply = stage.reply(&CreateKey::multi_region(), HOME);
    let key_id = reply.output.key_id;
    assert_eq!(
        told(&reply.events, &reply.records),
        [
            "KeyCreated in us-east-1 at 2026-01-05T12:00:00Z",
            "record of CreateKey in us-east-1 of the key in us-east-1",
        ]
    );
    let reply = stage.reply(&replicate(key_id, "eu-west-1"), HOME);
    assert_eq!(
        told(&reply.events, &reply.records),
        [
            "ReplicaCreated in eu-west-1 at 2026-01-05T12:00:00Z",
            "record of ReplicateKey in us-east-1 of the key in us-east-1",
            "record of CreateKey in eu-west-1 of the key in eu-west-1",
        ]
    );
    stage.wait(100);
    let reply = stage.reply(&DescribeKey::new(key_id.into()), "eu-west-1");
    assert_eq!(
        told(&reply.events, &reply.records),
        [
            "ReplicaReady in eu-west-1 at 2026-01-05T12:01:00Z",
            "record of DescribeKey in eu-west-1 of the key in eu-west-1",
        ]
    );
}

#[test]
fn what_is_overdue_happens_first_and_holds_up_nothing() {
    let passed = KeyState::PendingDeletion { deletion_date: read(NOON) };
    let ready_at: Timestamp = read("2026-01-05T12:01:00Z");
    let mut stage = Stage::new().with_set(set_in(
        KeyState::Enabled,
        &[("eu-west-1", passed), ("eu-west-2", KeyState::Creating { ready_at })],
    ));
    assert_eq!(stage.kms.next_deadline(), Some(read(NOON)));

    stage.wait(60);
    assert_eq!(stage.describe(read(KEY_ID), "eu-west-2").key_state, "Enabled");
    stage.refuses(&DescribeKey::new(read(KEY_ID)), "eu-west-1");
    assert_eq!(stage.kms.next_deadline(), None);
}

#[test]
fn what_is_overdue_in_one_set_holds_up_no_other_set() {
    let updating = KeyState::Updating { until: read("2026-01-05T11:00:00Z") };
    let mut stage = Stage::new().with_set(set_in(updating, &[("eu-west-1", updating)]));
    let primary = stage.primary();
    stage.replica(primary.key_id, "eu-west-2");
    stage.wait(60);
    assert_eq!(stage.describe(primary.key_id, "eu-west-2").key_state, "Enabled");
    assert_eq!(stage.describe(read(KEY_ID), "eu-west-1").key_state, "Enabled");
}

#[test]
fn what_cannot_have_happened_changes_nothing() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    stage.replica(key, "eu-west-1");
    stage.settle();
    let before = stage.kms.clone();
    for change in [Change::KeyDeleted, Change::ReplicaReady, Change::DeletionCancelled] {
        for region in [HOME, "eu-west-1"] {
            let (region, change) = (read(region), change.clone());
            stage.kms.replay(&Event { subject: key.into(), region, at: stage.now, change });
            assert_eq!(stage.kms, before, "no key is about to be deleted, made or saved");
        }
    }
}
