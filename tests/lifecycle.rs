//! The life of a key: enabled and disabled, promoted, scheduled for deletion, saved and deleted.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html>,
//! <https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-delete.html>,
//! <https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-manage.html>

mod stage;

use jiff::Timestamp;
use kms_mrk::identity::KeyId;
use kms_mrk::key::{KeyState, KeyStateName, MultiRegionKeyType, Origin, PendingWindowInDays, RequestedState};
use kms_mrk::model::{Change, RelatedKeys};
use kms_mrk::operation::{
    CancelKeyDeletion, CreateKey, DescribeKey, DisableKey, EnableKey, ReplicateKey, ScheduleKeyDeletion,
    UpdatePrimaryRegion, rule,
};
use kms_mrk::verdict::ErrorCode;
use stage::{HOME, KEY_ID, NOON, Stage, key_arn, read, reference, regional, set_in, shared};

const DAY: u64 = 24 * 3600;
const EU: &str = "eu-west-1";
const UK: &str = "eu-west-2";

/// A primary key at home with Enabled replicas in these Regions.
#[track_caller]
fn set_with_replicas(stage: &mut Stage, regions: &[&str]) -> KeyId {
    let key_id = stage.primary().key_id;
    for region in regions {
        stage.replica(key_id, region);
    }
    stage.settle();
    key_id
}

#[track_caller]
fn schedule(stage: &mut Stage, key_id: KeyId, region: &str) -> KeyStateName {
    let request = ScheduleKeyDeletion::new(key_id.into()).with_window(PendingWindowInDays::MIN);
    let output = stage.accepts(&request, region);
    assert_eq!(output.deletion_date, stage.describe(key_id, region).deletion_date);
    output.key_state
}

#[track_caller]
fn state(stage: &mut Stage, key_id: KeyId, region: &str) -> KeyStateName {
    stage.describe(key_id, region).key_state
}

#[track_caller]
fn is_gone(stage: &mut Stage, key_id: KeyId, region: &str) {
    let refusal = stage.refuses(&DescribeKey::new(key_id.into()), region);
    assert_eq!(refusal.message(), format!("Key '{}' does not exist", key_arn(region, key_id)));
}

#[test]
fn disabling_a_key_changes_this_key_alone() {
    let mut stage = Stage::new();
    let key = set_with_replicas(&mut stage, &[EU, UK]);
    stage.accepts(&DisableKey::new(key.into()), EU);
    let states = [HOME, EU, UK].map(|region| state(&mut stage, key, region));
    assert_eq!(states, [KeyStateName::Enabled, KeyStateName::Disabled, KeyStateName::Enabled]);
    assert!(!stage.describe(key, EU).enabled);

    stage.accepts(&EnableKey::new(key.into()), EU);
    assert_eq!(state(&mut stage, key, EU), KeyStateName::Enabled);
}

#[test]
fn enabling_an_enabled_key_and_disabling_a_disabled_one_succeed_and_change_nothing() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    assert_eq!(stage.reply(&EnableKey::new(key.into()), HOME).events, []);
    assert_eq!(stage.reply(&DisableKey::new(key.into()), HOME).events.len(), 1);
    assert_eq!(stage.reply(&DisableKey::new(key.into()), HOME).events, []);
}

#[test]
fn a_single_region_key_is_deleted_when_its_waiting_period_is_over() {
    let mut stage = Stage::new();
    let key = stage.accepts(&CreateKey::default(), HOME);
    let output = stage.accepts(&ScheduleKeyDeletion::new(key.key_id.into()), HOME);
    assert_eq!(output.key_id, key.arn);
    assert_eq!(output.key_state, KeyStateName::PendingDeletion);
    assert_eq!(output.pending_window.days(), 30);
    assert_eq!(output.deletion_date, Some(read("2026-02-04T12:00:00Z")));

    let described = stage.describe(key.key_id, HOME);
    assert_eq!((described.enabled, described.deletion_date), (false, output.deletion_date));
    assert_eq!(stage.kms.next_deadline(), output.deletion_date);

    stage.wait(30 * DAY - 1);
    assert_eq!(state(&mut stage, key.key_id, HOME), KeyStateName::PendingDeletion);
    stage.wait(1);
    let events = stage.kms.advance(stage.now);
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].change, Change::KeyDeleted);
    is_gone(&mut stage, key.key_id, HOME);
    assert_eq!(stage.kms.world().sets().count(), 0);
    assert_eq!(stage.kms.world().keys_in(read(stage::ACCOUNT), &read(HOME)), 0);
    assert_eq!(stage.kms.next_deadline(), None);
}

#[test]
fn deleting_a_primary_waits_for_its_replicas() {
    let mut stage = Stage::new();
    let key = set_with_replicas(&mut stage, &[EU, UK]);
    assert_eq!(schedule(&mut stage, key, HOME), KeyStateName::PendingReplicaDeletion);
    let waiting = stage.describe(key, HOME);
    assert_eq!((waiting.deletion_date, waiting.pending_deletion_window_in_days), (None, Some(7)));
    assert_eq!(stage.kms.next_deadline(), None, "it can wait for ever");
    stage.wait(400 * DAY);
    let states = [HOME, EU, UK].map(|region| state(&mut stage, key, region));
    assert_eq!(
        states,
        [KeyStateName::PendingReplicaDeletion, KeyStateName::Enabled, KeyStateName::Enabled],
        "its replicas stay usable"
    );

    assert_eq!(schedule(&mut stage, key, EU), KeyStateName::PendingDeletion);
    stage.wait(7 * DAY);
    is_gone(&mut stage, key, EU);
    let waiting = stage.describe(key, HOME);
    assert_eq!(waiting.key_state, KeyStateName::PendingReplicaDeletion, "one replica is left");
    assert_eq!(waiting.multi_region_configuration.unwrap().replica_keys.len(), 1);

    schedule(&mut stage, key, UK);
    let last_gone = stage.now + std::time::Duration::from_secs(7 * DAY);
    stage.wait(9 * DAY);
    let going = stage.describe(key, HOME);
    assert_eq!(going.key_state, KeyStateName::PendingDeletion);
    assert_eq!(going.deletion_date, Some(PendingWindowInDays::MIN.after(last_gone)), "the clock starts then");
    assert_eq!(going.pending_deletion_window_in_days, None);
    assert_eq!(going.check().to_string(), "");

    stage.wait(5 * DAY);
    is_gone(&mut stage, key, HOME);
}

#[test]
fn one_leap_in_time_deletes_the_whole_set_in_order() {
    let mut stage = Stage::new();
    let key = set_with_replicas(&mut stage, &[EU]);
    let mut in_steps = stage.kms.clone();
    schedule(&mut stage, key, EU);
    schedule(&mut stage, key, HOME);
    in_steps.clone_from(&stage.kms);

    stage.wait(60 * DAY);
    let events = stage.kms.advance(stage.now);
    let told: Vec<_> = events.iter().map(|event| (event.region.as_str(), event.change.clone())).collect();
    assert_eq!(told, [(EU, Change::KeyDeleted), (HOME, Change::KeyDeleted)]);

    let mut steps = Vec::new();
    while let Some(deadline) = in_steps.next_deadline() {
        steps.extend(in_steps.advance(deadline));
    }
    in_steps.advance(stage.now);
    assert_eq!(steps, events);
    assert_eq!(in_steps, stage.kms);
}

#[test]
fn a_primary_whose_replicas_are_all_pending_deletion_waits_all_the_same() {
    let mut stage = Stage::new();
    let key = set_with_replicas(&mut stage, &[EU]);
    schedule(&mut stage, key, EU);
    assert_eq!(schedule(&mut stage, key, HOME), KeyStateName::PendingReplicaDeletion);
}

#[test]
fn a_primary_that_is_not_scheduled_stays_when_its_last_replica_goes() {
    let mut stage = Stage::new();
    let key = set_with_replicas(&mut stage, &[EU]);
    schedule(&mut stage, key, EU);
    stage.wait(7 * DAY);
    let primary = stage.describe(key, HOME);
    assert_eq!(primary.key_state, KeyStateName::Enabled);
    assert_eq!(primary.multi_region_configuration.unwrap().replica_keys, []);
}

#[test]
fn a_deleted_replica_can_be_made_again_and_one_that_is_going_cannot() {
    let mut stage = Stage::new();
    let key = set_with_replicas(&mut stage, &[EU]);
    schedule(&mut stage, key, EU);
    let again = ReplicateKey::new(key.into(), read(EU));
    assert_eq!(stage.refuses(&again, HOME).code(), &ErrorCode::AlreadyExists);
    stage.wait(7 * DAY);
    stage.accepts(&again, HOME);
    assert_eq!(state(&mut stage, key, EU), KeyStateName::Creating);
}

#[test]
fn a_key_that_is_saved_from_deletion_is_disabled() {
    let mut stage = Stage::new();
    let key = set_with_replicas(&mut stage, &[EU]);
    for region in [EU, HOME] {
        schedule(&mut stage, key, region);
        let arn = stage.accepts(&CancelKeyDeletion::new(key.into()), region);
        assert_eq!(arn, *key_arn(region, key));
        let saved = stage.describe(key, region);
        assert_eq!(saved.key_state, KeyStateName::Disabled);
        assert_eq!((saved.deletion_date, saved.pending_deletion_window_in_days), (None, None));
    }
    assert_eq!(stage.kms.next_deadline(), None);
}

#[test]
fn saving_a_replica_leaves_its_primary_waiting() {
    let mut stage = Stage::new();
    let key = set_with_replicas(&mut stage, &[EU]);
    schedule(&mut stage, key, HOME);
    schedule(&mut stage, key, EU);
    stage.accepts(&CancelKeyDeletion::new(key.into()), EU);
    let states = [HOME, EU].map(|region| state(&mut stage, key, region));
    assert_eq!(states, [KeyStateName::PendingReplicaDeletion, KeyStateName::Disabled]);
}

#[test]
fn a_key_that_is_saved_without_its_imported_material_is_pending_import() {
    let mut stage = Stage::new();
    let key =
        stage.accepts(&CreateKey { origin: Origin::External, ..CreateKey::multi_region() }, HOME).key_id;
    schedule(&mut stage, key, HOME);
    stage.accepts(&CancelKeyDeletion::new(key.into()), HOME);
    assert_eq!(state(&mut stage, key, HOME), KeyStateName::PendingImport);
}

#[test]
fn a_replica_that_is_being_made_can_be_scheduled_for_deletion() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    stage.replica(key, EU);
    assert_eq!(schedule(&mut stage, key, EU), KeyStateName::PendingDeletion);
    stage.settle();
    assert_eq!(state(&mut stage, key, EU), KeyStateName::PendingDeletion, "it is not ready after all");
}

#[test]
fn the_waiting_period_is_counted_to_the_end_of_time_at_most() {
    let mut stage = Stage::new();
    stage.now = Timestamp::MAX;
    let key = stage.primary().key_id;
    let output = stage.accepts(&ScheduleKeyDeletion::new(key.into()), HOME);
    assert_eq!(output.deletion_date, Some(Timestamp::MAX));
}

#[test]
fn a_replica_becomes_the_primary_and_the_primary_a_replica() {
    let mut stage = Stage::new();
    let key = set_with_replicas(&mut stage, &[EU, UK]);
    let reply = stage.reply(&UpdatePrimaryRegion::new(key.into(), read(EU)), HOME);
    let recorded: Vec<_> =
        reply.records.iter().map(|record| (record.event_name, record.aws_region.as_str())).collect();
    assert_eq!(recorded, [("UpdatePrimaryRegion", HOME), ("UpdatePrimaryRegion", EU)]);

    let states = [HOME, EU, UK].map(|region| state(&mut stage, key, region));
    assert_eq!(states, [KeyStateName::Updating, KeyStateName::Updating, KeyStateName::Enabled]);

    stage.settle();
    for region in [HOME, EU, UK] {
        let described = stage.describe(key, region);
        assert_eq!(described.key_state, KeyStateName::Enabled);
        assert_eq!(described.check().to_string(), "");
        let configuration = described.multi_region_configuration.unwrap();
        assert_eq!(configuration.primary_key.region, EU);
        let replicas: Vec<_> = configuration.replica_keys.iter().map(|key| key.region.as_str()).collect();
        assert_eq!(replicas, [HOME, UK]);
        let is_primary = configuration.multi_region_key_type == MultiRegionKeyType::Primary;
        assert_eq!(is_primary, region == EU);
    }

    // The roles have really changed.
    stage.accepts(&ReplicateKey::new(key.into(), read("us-west-2")), EU);
    let refusal = stage.refuses(&ReplicateKey::new(key.into(), read("us-west-1")), HOME);
    assert_eq!(refusal.rule(), &rule::PRIMARY);
}

#[test]
fn the_primary_region_is_updated_only_to_another_region_with_an_enabled_replica() {
    let mut stage = Stage::new();
    let key = set_with_replicas(&mut stage, &[EU, UK]);
    let to = |region: &str| UpdatePrimaryRegion::new(key.into(), read(region));

    let refusal = stage.refuses(&to(HOME), HOME);
    assert_eq!(
        (refusal.code(), refusal.rule()),
        (&ErrorCode::UnsupportedOperation, &rule::OTHER_PRIMARY_REGION)
    );
    let refusal = stage.refuses(&to("us-west-2"), HOME);
    assert_eq!((refusal.code(), refusal.rule()), (&ErrorCode::NotFound, &rule::REPLICA_THERE));
    assert_eq!(refusal.place().pointer, "/PrimaryRegion");
    let refusal = stage.refuses(&to(UK), EU);
    assert_eq!(refusal.message(), format!("{} is not a multi-Region primary key.", key_arn(EU, key)));

    stage.accepts(&DisableKey::new(key.into()), UK);
    let refusal = stage.refuses(&to(UK), HOME);
    assert_eq!(refusal.to_string(), format!("DisabledException: {} is disabled.", key_arn(UK, key)));
    assert_eq!(refusal.rule(), &rule::REPLICA_STATE_ALLOWS);

    stage.accepts(&DisableKey::new(key.into()), HOME);
    let refusal = stage.refuses(&to(EU), HOME);
    assert_eq!(refusal.to_string(), format!("DisabledException: {} is disabled.", key_arn(HOME, key)));
}

#[test]
fn a_second_update_of_the_primary_region_is_accepted_for_the_same_region_only() {
    let mut stage = Stage::new();
    let key = set_with_replicas(&mut stage, &[EU, UK]);
    let to = |region: &str| UpdatePrimaryRegion::new(key.into(), read(region));
    stage.accepts(&to(EU), HOME);
    let deadline = stage.kms.next_deadline();
    stage.wait(1);
    assert_eq!(stage.reply(&to(EU), HOME).events, []);
    assert_eq!(stage.kms.next_deadline(), deadline);
    let refusal = stage.refuses(&to(UK), HOME);
    assert_eq!(refusal.message(), format!("{} is updating.", key_arn(HOME, key)));
}

#[test]
fn a_scheduled_primary_cannot_hand_on_its_role_until_it_is_saved_and_enabled() {
    let mut stage = Stage::new();
    let key = set_with_replicas(&mut stage, &[EU]);
    schedule(&mut stage, key, HOME);
    let promote = UpdatePrimaryRegion::new(key.into(), read(EU));
    assert_eq!(stage.refuses(&promote, HOME).code(), &ErrorCode::KmsInvalidState);
    stage.accepts(&CancelKeyDeletion::new(key.into()), HOME);
    assert_eq!(stage.refuses(&promote, HOME).code(), &ErrorCode::Disabled);
    stage.accepts(&EnableKey::new(key.into()), HOME);
    stage.accepts(&promote, HOME);
}

#[test]
fn a_primary_is_deleted_without_its_replicas_only_after_it_handed_on_its_role() {
    let mut stage = Stage::new();
    let key = set_with_replicas(&mut stage, &[EU]);
    stage.accepts(&UpdatePrimaryRegion::new(key.into(), read(EU)), HOME);
    stage.settle();
    assert_eq!(schedule(&mut stage, key, HOME), KeyStateName::PendingDeletion);
    stage.wait(7 * DAY);
    is_gone(&mut stage, key, HOME);
    assert_eq!(state(&mut stage, key, EU), KeyStateName::Enabled);
}

/// The columns of AWS's key-state table for the operations of this file, each cell by a call to a key in the state:
/// `ok`, or the words that the refusal ends with.
#[test]
fn every_cell_of_the_key_state_table_holds() {
    let ready_at: Timestamp = read("2026-01-05T12:01:00Z");
    let deletion_date: Timestamp = read("2026-03-01T00:00:00Z");
    let window = PendingWindowInDays::MIN;
    let updating = KeyState::Updating { until: ready_at };
    let imported = |state| RelatedKeys::new(shared(Origin::External), regional(HOME, state), vec![]).unwrap();
    let ok = "ok";
    #[rustfmt::skip]
    let table = [
        // the key's Region and its set;                                                       Cancel                  Schedule                       Enable                         Disable
        (EU,   set_in(KeyState::Enabled, &[(EU, KeyState::Creating { ready_at })]),            ["is not pending deletion.", ok,                            "is creating.",                 "is creating."]),
        (HOME, set_in(KeyState::Enabled, &[]),                                                 ["is not pending deletion.", ok,                            ok,                             ok]),
        (HOME, set_in(KeyState::Disabled, &[]),                                                ["is not pending deletion.", ok,                            ok,                             ok]),
        (HOME, imported(KeyState::PendingImport),                                              ["is not pending deletion.", ok,                            "is pending import.",           "is pending import."]),
        (HOME, set_in(KeyState::PendingDeletion { deletion_date }, &[]),                       [ok,                         "is pending deletion.",        "is pending deletion.",         "is pending deletion."]),
        (HOME, set_in(KeyState::PendingReplicaDeletion { window }, &[(EU, KeyState::Enabled)]), [ok,                        "is pending replica deletion.", "is pending replica deletion.", "is pending replica deletion."]),
        (HOME, set_in(updating, &[(EU, updating)]),                                            ["is not pending deletion.", "is updating.",                "is updating.",                 "is updating."]),
    ];
    for (region, set, expected) in table {
        let key = || reference(KEY_ID);
        let stage = || Stage::new().with_set(set.clone());
        let call = stage().call(region);
        let words = |refused: Result<(), kms_mrk::KmsError>| match refused {
            Ok(()) => ok.to_owned(),
            Err(error) => {
                assert_eq!(error.code(), &ErrorCode::KmsInvalidState);
                let prefix = format!("{} ", key_arn(region, KEY_ID));
                error.message().strip_prefix(&prefix).unwrap().to_owned()
            }
        };
        let found = [
            words(stage().kms.call(&CancelKeyDeletion::new(key()), &call).map(|_| ())),
            words(stage().kms.call(&ScheduleKeyDeletion::new(key()), &call).map(|_| ())),
            words(stage().kms.call(&EnableKey::new(key()), &call).map(|_| ())),
            words(stage().kms.call(&DisableKey::new(key()), &call).map(|_| ())),
        ];
        assert_eq!(found, expected, "{:?}", set.key_in(&read(region)).unwrap().state);
    }
}

#[test]
fn a_set_whose_states_cannot_be_is_none() {
    let deletion_date: Timestamp = read(NOON);
    let window = PendingWindowInDays::MIN;
    let updating = KeyState::Updating { until: deletion_date };
    for (primary, replicas) in [
        (KeyState::Creating { ready_at: deletion_date }, vec![]),
        (KeyState::PendingImport, vec![]),
        (KeyState::Unavailable { otherwise: RequestedState::Enabled }, vec![]),
        (KeyState::PendingReplicaDeletion { window }, vec![]),
        (KeyState::PendingDeletion { deletion_date }, vec![KeyState::Enabled]),
        (KeyState::Enabled, vec![KeyState::PendingReplicaDeletion { window }]),
        (KeyState::Enabled, vec![updating]),
        (updating, vec![KeyState::Enabled]),
        (updating, vec![updating, updating]),
    ] {
        let replicas: Vec<_> =
            replicas.into_iter().zip([EU, UK]).map(|(state, region)| regional(region, state)).collect();
        let set = RelatedKeys::new(shared(Origin::AwsKms), regional(HOME, primary), replicas);
        let message = set.unwrap_err().to_string();
        assert!(message.ends_with("by its place in the set or its origin"), "{message}");
    }
}
