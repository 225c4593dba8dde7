//! Input at the ends of what can be said: an answer, never a panic, and never a world that is not one.

mod stage;

use jiff::Timestamp;
use kms_mrk::Kms;
use kms_mrk::identity::{KeyId, KeyReference};
use kms_mrk::key::{
    KeyMetadata, KeyStateName, Origin, PendingWindowInDays, RotationPeriodInDays, WrappingAlgorithm,
    WrappingKeySpec,
};
use kms_mrk::model::KeyMaterial;
use kms_mrk::operation::{
    CancelKeyDeletion, CreateAlias, CreateKey, DescribeKey, EnableKeyRotation, GetKeyRotationStatus,
    GetParametersForImport, ImportKeyMaterial, Limit, ListKeyRotations, ListKeys, RotateKeyOnDemand,
    ScheduleKeyDeletion, UpdateAlias, UpdatePrimaryRegion,
};
use stage::{HOME, Stage, key_arn, read, reference, replicate};

const REPLICA: &str = "eu-west-1";

fn at(now: Timestamp) -> Stage {
    Stage { now, ..Stage::new() }
}

/// Every set that is there can be described, is written down and comes back, and has no deadline in the past.
#[track_caller]
fn is_sound(stage: &mut Stage) {
    stage.kms.advance(stage.now);
    let world = stage.kms.world();
    for set in world.sets() {
        let keys: Vec<_> = set.keys().map(|key| set.describe(&key.region).unwrap()).collect();
        assert!(KeyMetadata::check_together(&keys).is_empty());
    }
    assert!(stage.kms.next_deadline().is_none_or(|deadline| deadline > world.now()));
    let read: Kms = serde_json::from_str(&serde_json::to_string(&stage.kms).unwrap()).unwrap();
    assert_eq!(read, stage.kms);
}

fn parameters(key: KeyId) -> GetParametersForImport {
    GetParametersForImport::new(key.into(), WrappingAlgorithm::RsaesOaepSha256, WrappingKeySpec::Rsa4096)
}

/// A primary key of imported material that has none yet, and a token to import some.
#[track_caller]
fn import(stage: &mut Stage) -> ImportKeyMaterial {
    let create = CreateKey { origin: Origin::External, ..CreateKey::multi_region() };
    let key = stage.accepts(&create, HOME).key_id;
    let token = stage.accepts(&parameters(key), HOME).import_token;
    ImportKeyMaterial::new(key.into(), token, KeyMaterial::of(b"orders"))
}

#[test]
fn at_the_beginning_of_time_everything_can_be_asked() {
    let mut stage = at(Timestamp::MIN);
    let key = stage.primary().key_id;
    stage.replica(key, REPLICA);
    stage.wait(60);
    stage.accepts(&EnableKeyRotation::new(key.into()).with_period(RotationPeriodInDays::MAX), HOME);
    stage.accepts(&RotateKeyOnDemand::new(key.into()), HOME);
    stage.accepts(&UpdatePrimaryRegion::new(key.into(), read(REPLICA)), HOME);
    is_sound(&mut stage);
    stage.settle();
    let deletion = stage.accepts(&ScheduleKeyDeletion::new(key.into()), HOME);
    assert_eq!(deletion.deletion_date, Some(PendingWindowInDays::MAX.after(stage.now)));
    is_sound(&mut stage);
    assert_eq!(stage.describe(key, HOME).key_state, KeyStateName::PendingDeletion);
}

#[test]
fn at_the_end_of_time_what_lasts_longer_ends_with_it() {
    let mut stage = at(Timestamp::MAX);
    let key = stage.primary().key_id;
    stage.accepts(&EnableKeyRotation::new(key.into()), HOME);
    let status = stage.accepts(&GetKeyRotationStatus::new(key.into()), HOME);
    assert_eq!((status.key_rotation_enabled, status.next_rotation_date), (true, None));
    let creating = stage.replica(key, REPLICA).replica_key_metadata;
    assert_eq!(creating.key_state, KeyStateName::Creating);
    is_sound(&mut stage);
    let deletion = stage.accepts(&ScheduleKeyDeletion::new(key.into()), REPLICA);
    assert_eq!(deletion.deletion_date, Some(Timestamp::MAX));
    is_sound(&mut stage);
}

#[test]
fn everything_that_is_under_way_is_done_when_time_ends() {
    let mut stage = Stage::new();
    let (old, kept) = (stage.primary().key_id, stage.primary().key_id);
    stage.replica(old, REPLICA);
    stage.replica(kept, REPLICA);
    stage.accepts(&EnableKeyRotation::new(kept.into()).with_period(RotationPeriodInDays::MAX), HOME);
    stage.wait(60);
    stage.accepts(&ScheduleKeyDeletion::new(old.into()), HOME);
    stage.accepts(&ScheduleKeyDeletion::new(old.into()), REPLICA);
    stage.now = Timestamp::MAX;
    is_sound(&mut stage);
    assert_eq!(stage.kms.world().sets().count(), 1);
    assert_eq!(stage.describe(kept, REPLICA).key_state, KeyStateName::Enabled);

    // From the beginning of 2026 to the end of 9999, every 2560 days.
    let list = ListKeyRotations::new(kept.into()).with_limit(Limit::new(1000).unwrap());
    let first = stage.accepts(&list, HOME);
    let rest = stage.accepts(&list.with_marker(first.next_marker.unwrap()), HOME);
    let rotations = first.items.len() + rest.items.len();
    let days = Timestamp::MAX.duration_since(read(stage::NOON)).as_hours() / 24;
    assert_eq!(i64::try_from(rotations).unwrap(), days / 2560);
}

#[test]
fn a_clock_at_the_beginning_of_time_changes_nothing_later() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    stage.replica(key, REPLICA);
    let before = stage.kms.clone();
    stage.now = Timestamp::MIN;
    assert_eq!(stage.describe(key, REPLICA).key_state, KeyStateName::Creating);
    assert_eq!(stage.kms, before);
}

#[test]
fn material_expires_within_a_year_whatever_date_is_given() {
    for now in [Timestamp::MIN, read(stage::NOON), Timestamp::MAX] {
        let mut stage = at(now);
        let import = import(&mut stage);
        for valid_to in [Timestamp::MIN, Timestamp::MAX, now] {
            let refusal = stage.refuses(&import.clone().that_expires(valid_to), HOME);
            assert_eq!(refusal.code().as_str(), "ValidationException", "{now} {valid_to}");
        }
        let answer = stage.kms.call(&import.that_never_expires(), &stage.call(HOME));
        assert!(answer.is_ok(), "{now}: {answer:?}");
        is_sound(&mut stage);
    }
}

#[test]
fn windows_and_periods_outside_of_their_ranges_are_no_values() {
    for days in [0, 1, 6, 31, 255, 256, 263, 4_000_000_000, u64::from(u32::MAX) + 8, u64::MAX] {
        assert!(PendingWindowInDays::new(days).is_err(), "{days}");
        assert!(serde_json::from_str::<PendingWindowInDays>(&days.to_string()).is_err(), "{days}");
    }
    for days in [0, 89, 2561, 65_536 + 90, 4_000_000_000, u64::from(u32::MAX) + 91, u64::MAX] {
        assert!(RotationPeriodInDays::new(days).is_err(), "{days}");
        assert!(serde_json::from_str::<RotationPeriodInDays>(&days.to_string()).is_err(), "{days}");
    }
    for text in ["-7", "7.5", "\"7\"", "null", "[]", "1e1", "99999999999999999999999"] {
        assert!(serde_json::from_str::<PendingWindowInDays>(text).is_err(), "{text}");
        assert!(serde_json::from_str::<RotationPeriodInDays>(text).is_err(), "{text}");
    }
}

#[test]
fn limits_at_their_ends_and_beyond() {
    for items in [0, 1001, 65_536, 65_537, u64::from(u32::MAX) + 2, u64::MAX] {
        assert!(Limit::<1000, 100>::new(items).is_err(), "{items}");
    }
    assert_eq!([Limit::<1000, 100>::MIN, Limit::MAX].map(|limit| limit.to_string()), ["1", "1000"]);
    let mut stage = Stage::new();
    for _ in 0..2500 {
        stage.kms.call(&CreateKey::default(), &stage.call(HOME)).unwrap();
    }
    let list = ListKeys::new().with_limit(Limit::new(1000).unwrap());
    let first = stage.accepts(&list, HOME);
    let second = stage.accepts(&list.clone().with_marker(first.next_marker.unwrap()), HOME);
    let third = stage.accepts(&list.clone().with_marker(second.next_marker.unwrap()), HOME);
    assert_eq!([first.items.len(), second.items.len(), third.items.len()], [1000, 1000, 500]);
    assert_eq!(third.next_marker, None);
    let one = stage.accepts(&ListKeys::new().with_limit(Limit::new(1).unwrap()), HOME);
    assert_eq!((one.items.as_slice(), one.truncated()), (&first.items[..1], true));
}

#[test]
fn an_alias_has_no_alias() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    stage.accepts(&CreateAlias::new(read("alias/orders"), key.into()), HOME);
    for alias in ["alias/orders", "arn:aws:kms:us-east-1:111122223333:alias/orders", "alias/none"] {
        for refusal in [
            stage.refuses(&CreateAlias::new(read("alias/again"), reference(alias)), HOME),
            stage.refuses(&UpdateAlias::new(read("alias/orders"), reference(alias)), HOME),
        ] {
            assert_eq!(
                refusal.to_string(),
                "InvalidArnException: Key Aliases are not supported for this operation."
            );
        }
    }
    assert_eq!(stage.accepts(&DescribeKey::new(reference("alias/orders")), HOME).key_id, key);
}

#[test]
fn a_replica_of_a_replica_of_a_deleted_key_is_no_key() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    stage.replica(key, REPLICA);
    stage.settle();
    let of_the_replica = replicate(key, "ap-southeast-2");
    assert_eq!(
        stage.refuses(&of_the_replica, REPLICA).message(),
        format!("{} is not a multi-region primary key.", key_arn(REPLICA, key))
    );
    for region in [HOME, REPLICA] {
        stage.accepts(&ScheduleKeyDeletion::new(key.into()), region);
    }
    stage.now = read("2026-12-31T00:00:00Z");
    for region in [HOME, REPLICA, "ap-southeast-2"] {
        let named: [KeyReference; 2] = [key.into(), read(&key_arn(region, key))];
        for name in named {
            assert_eq!(
                stage.refuses(&replicate(name, "ap-southeast-2"), region).to_string(),
                format!("NotFoundException: Key '{}' does not exist", key_arn(region, key))
            );
        }
    }
    assert_eq!(stage.refuses(&CancelKeyDeletion::new(key.into()), HOME).code().as_str(), "NotFoundException");
    assert_eq!(stage.kms.world().sets().count(), 0);
}
