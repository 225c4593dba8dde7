//! What becomes of the keys: creation, replication, description, time, quotas, accounts, and the world as data.

mod stage;

use jiff::Timestamp;
use kms_mrk::Kms;
use kms_mrk::key::{KeyMetadata, KeyState, Origin};
use kms_mrk::model::{RelatedKeys, Timing};
use kms_mrk::operation::DescribeKey;
use kms_mrk::verdict::ErrorCode;
use stage::{HOME, KEY_ID, NOON, OTHER_ACCOUNT, Stage, read, regional, replicate, set_in, shared};

#[test]
fn a_key_that_waits_for_its_deletion_holds_up_no_replica() {
    // What comes after a deletion date is not modelled yet, so such a date is nothing that happens by itself.
    let passed = KeyState::PendingDeletion { deletion_date: read(NOON) };
    let ready_at: Timestamp = read("2026-01-05T12:01:00Z");
    let mut stage = Stage::new().with_set(set_in(
        KeyState::Enabled,
        &[("eu-west-1", passed), ("eu-west-2", KeyState::Creating { ready_at })],
    ));
    assert_eq!(stage.kms.next_deadline(), Some(ready_at));

    stage.wait(60);
    assert_eq!(stage.describe(read(KEY_ID), "eu-west-2").key_state, "Enabled");
    assert_eq!(stage.describe(read(KEY_ID), "eu-west-1").key_state, "PendingDeletion");
    assert_eq!(stage.kms.next_deadline(), None);
}

#[test]
fn a_key_that_waits_for_its_deletion_holds_up_no_other_set() {
    let updating = KeyState::Updating { until: read("2026-01-05T11:00:00Z") };
    let mut stage = Stage::new().with_set(set_in(updating, &[("eu-west-1", updating)]));
    let primary = stage.primary();
    stage.replica(primary.key_id, "eu-west-2");
    stage.wait(60);
    assert_eq!(stage.describe(primary.key_id, "eu-west-2").key_state, "Enabled");
}

#[test]
fn a_call_to_a_region_that_nobody_knows_finds_no_key() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    let nowhere = "moon-north-1";
    let describe = stage.refuses(&DescribeKey::new(primary.key_id.into()), nowhere);
    let replicate = stage.refuses(&replicate(primary.key_id, "eu-west-1"), nowhere);
    for refusal in [describe, replicate] {
        assert_eq!(refusal.code(), &ErrorCode::NotFound);
        assert_eq!(
            refusal.message(),
            format!("there is no key `{}` in the Region `{nowhere}`", primary.key_id)
        );
    }
}

#[test]
fn a_set_adopted_in_place_of_another_leaves_no_trace_of_it() {
    let set_of = |account| {
        let shared = kms_mrk::model::SharedProperties { account: read(account), ..shared(Origin::AwsKms) };
        RelatedKeys::new(shared, regional(HOME, KeyState::Enabled), vec![]).unwrap()
    };
    let mut once = Kms::new(1);
    once.adopt(set_of(OTHER_ACCOUNT));
    let mut twice = Kms::new(1);
    twice.adopt(set_of(stage::ACCOUNT));
    twice.adopt(set_of(OTHER_ACCOUNT));
    assert_eq!(once, twice);
    assert_eq!(once.world().keys_in(read(OTHER_ACCOUNT), &read(HOME)), 1);
    assert_eq!(once.world().keys_in(read(stage::ACCOUNT), &read(HOME)), 0);
}

#[test]
fn every_key_that_was_described_is_in_the_observed_set() {
    let mut stage = Stage::new();
    // The primary was described before its replicas were made.
    let primary = stage.primary();
    stage.replica(primary.key_id, "eu-west-1");
    stage.replica(primary.key_id, "eu-west-2");
    stage.settle();
    let replica = stage.describe(primary.key_id, "eu-west-1");

    let mut regions = Vec::new();
    for keys in [[primary.clone(), replica.clone()], [replica, primary.clone()]] {
        let set = RelatedKeys::observed(&keys, Timing::DEFAULT, stage.now).unwrap();
        regions.push(set.keys().map(|key| key.region.to_string()).collect::<Vec<_>>());
    }
    assert_eq!(regions, [[HOME, "eu-west-1", "eu-west-2"]; 2]);
}

#[test]
fn a_key_with_names_that_nobody_knows_is_not_observed() {
    let mut stage = Stage::new();
    let described = stage.primary();
    let reason = |change: fn(&mut KeyMetadata)| {
        let mut key = described.clone();
        change(&mut key);
        RelatedKeys::observed(&[key], Timing::DEFAULT, read(NOON)).unwrap_err().to_string()
    };
    assert_eq!(
        reason(|key| {
            key.key_spec = "RSA_9000".into();
            key.customer_master_key_spec = None;
        }),
        "the KeySpec `RSA_9000` is not one that this version of the library knows",
    );
    assert_eq!(
        reason(|key| key.origin = "MOON".into()),
        "the Origin `MOON` is not one that this version of the library knows",
    );
    assert_eq!(
        reason(|key| key.key_state = "Frozen".into()),
        format!("`{}` is in the state `Frozen`, from which the model cannot go on", described.arn),
    );
}

#[test]
fn a_primary_key_that_claims_to_be_creating_does_not_stop_the_clock() {
    // KMS knows no such key, but a world is data, and data may say so.
    let creating = KeyState::Creating { ready_at: read(NOON) };
    let mut stage = Stage::new().with_set(set_in(creating, &[("eu-west-1", creating)]));
    let events = stage.settle();
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].region, "eu-west-1");
}
