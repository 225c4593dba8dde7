//! Imported material of related keys: the primary key gets it first, each replica for itself, and a rotation makes it
//! current for all.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-import.html>,
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html>,
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteImportedKeyMaterial.html>

mod stage;

use kms_mrk::Kms;
use kms_mrk::identity::KeyId;
use kms_mrk::key::{ImportType, KeySpec, KeyUsage, PendingWindowInDays};
use kms_mrk::model::World;
use kms_mrk::operation::{
    CancelKeyDeletion, DisableKey, RotateKeyOnDemand, ScheduleKeyDeletion, UpdatePrimaryRegion,
};
use stage::imports::{external_of, material, parameters};
use stage::{HOME, Stage, key_arn, read};

const DAY: u64 = 24 * 3600;
const EU: &str = "eu-west-1";
const UK: &str = "eu-west-2";

#[track_caller]
fn schedule(stage: &mut Stage, key: KeyId, region: &str) {
    stage.accepts(&ScheduleKeyDeletion::new(key.into()).with_window(PendingWindowInDays::MIN), region);
}

#[track_caller]
fn promote(stage: &mut Stage, key: KeyId, from: &str, to: &str) {
    stage.accepts(&UpdatePrimaryRegion::new(key.into(), read(to)), from);
}

/// Imports `second` into the primary key of a set at home.
#[track_caller]
fn second_waits(stage: &mut Stage, key: KeyId) {
    stage.imports_new(key, HOME, "second");
}

/// What tells that `second` waits for more than a rotation, and that it waits for a rotation alone.
const WAITS_FOR_REPLICAS: &str = "second PENDING_MULTI_REGION_IMPORT_AND_ROTATION";
const WAITS: &str = "second PENDING_ROTATION";

#[test]
fn a_replica_waits_for_the_material_of_its_primary() {
    let mut stage = Stage::new();
    let key = stage.imported_set(&[]);
    stage.replica(key, EU);
    assert_eq!(stage.shown(key, EU), ["Creating", "first CURRENT lost"]);
    let refusal = stage.refuses(&parameters(key), EU);
    assert_eq!(refusal.message(), format!("{} is creating.", key_arn(EU, key)));
    stage.settle();
    assert_eq!(stage.shown(key, EU), ["PendingImport", "first CURRENT lost"]);

    let other = stage.import(key, EU, "second");
    assert_eq!(stage.refuses(&other, EU).code().as_str(), "IncorrectKeyMaterialException");
    let expiring = stage.import(key, EU, "first").that_expires(read("2026-03-01T00:00:00Z"));
    let imported = stage.accepts(&expiring, EU);
    assert_eq!(imported.key_id, key_arn(EU, key).as_str());
    assert_eq!(imported.key_material_id, Some(material("first").id_in(key)), "the same as the primary's");
    assert_eq!(stage.shown(key, EU), ["Enabled", "first CURRENT until 2026-03-01T00:00:00Z"]);
    assert_eq!(stage.shown(key, HOME), ["Enabled", "first CURRENT"]);
}

#[test]
fn a_key_holds_what_was_imported_into_it_and_is_or_was_current() {
    let mut stage = Stage::new();
    let key = stage.imported_set(&[EU]);
    stage.replica(key, UK);
    let second = stage.imports_new(key, HOME, "second");
    stage.imports(key, EU, "second");
    let first = material("first").id_in(key);
    let held = |stage: &Stage| {
        let set = stage.kms.world().set(key).unwrap();
        let holds = |region| [first, second].map(|id| set.holds(set.key_in(&read(region)).unwrap(), id));
        [HOME, EU, UK].map(holds)
    };
    assert_eq!(held(&stage), [[true, false], [true, false], [false, false]]);
    stage.settle();
    stage.imports(key, UK, "second");
    assert_eq!(held(&stage), [[true, false], [true, false], [false, false]]);
    stage.rotates(key, HOME);
    assert_eq!(held(&stage), [[true, true], [true, true], [false, true]]);
}

#[test]
fn material_expires_and_is_deleted_in_one_region_alone() {
    let mut stage = Stage::new();
    let key = stage.imported_set(&[EU, UK]);
    let soon = stage.now + std::time::Duration::from_secs(60);
    let expiring = stage.import(key, EU, "first").that_expires(soon);
    stage.accepts(&expiring, EU);
    stage.wait(60);
    assert_eq!(stage.shown(key, EU), ["PendingImport", "first CURRENT lost"]);
    stage.deletes_material(key, HOME, "first");
    assert_eq!(stage.shown(key, HOME), ["PendingImport", "first CURRENT lost"]);
    assert_eq!(stage.shown(key, UK), ["Enabled", "first CURRENT"]);
    let refusal = stage.refuses(&stage::replicate(key, "eu-central-1"), HOME);
    assert_eq!(refusal.message(), format!("{} is pending import.", key_arn(HOME, key)));
    stage.imports(key, EU, "first");
    assert_eq!(stage.shown(key, EU), ["Enabled", "first CURRENT"], "its primary key is without");
}

#[test]
fn new_material_waits_until_every_replica_has_it_and_is_then_current_everywhere() {
    let mut stage = Stage::new();
    let key = stage.imported_set(&[EU, UK]);
    second_waits(&mut stage, key);
    assert_eq!(stage.shown(key, HOME), ["Enabled", "first CURRENT", WAITS_FOR_REPLICAS]);
    for region in [EU, UK] {
        let lost = format!("{WAITS_FOR_REPLICAS} lost");
        assert_eq!(stage.shown(key, region), ["Enabled", "first CURRENT", &lost], "not needed yet");
        let refusal = stage.refuses(&RotateKeyOnDemand::new(key.into()), HOME);
        let text = "No available key material pending rotation for the key: ";
        assert_eq!(refusal.message(), format!("{text}{}.", key_arn(HOME, key)));
        stage.imports(key, region, "second");
    }
    for region in [HOME, EU, UK] {
        assert_eq!(stage.shown(key, region), ["Enabled", "first CURRENT", WAITS]);
    }
    stage.accepts(&DisableKey::new(key.into()), UK);
    stage.rotates(key, HOME);
    for (region, state) in [(HOME, "Enabled"), (EU, "Enabled"), (UK, "Disabled")] {
        assert_eq!(stage.shown(key, region), [state, "first NON_CURRENT", "second CURRENT"]);
        let current = stage.describe(key, region).current_key_material_id;
        assert_eq!(current, Some(material("second").id_in(key)));
    }
}

#[test]
fn the_last_replica_without_it_may_also_be_deleted() {
    let mut stage = Stage::new();
    let key = stage.imported_set(&[EU, UK]);
    second_waits(&mut stage, key);
    stage.imports(key, EU, "second");
    schedule(&mut stage, key, UK);
    stage.wait(7 * DAY - 1);
    assert_eq!(stage.shown(key, HOME)[2], WAITS_FOR_REPLICAS, "a key that is to be deleted still counts");
    stage.wait(1);
    assert_eq!(stage.shown(key, HOME), ["Enabled", "first CURRENT", WAITS]);
    stage.rotates(key, HOME);
    assert_eq!(stage.shown(key, EU), ["Enabled", "first NON_CURRENT", "second CURRENT"]);
}

#[test]
fn a_replica_that_is_made_meanwhile_is_waited_for_too() {
    let mut stage = Stage::new();
    let key = stage.imported_set(&[]);
    second_waits(&mut stage, key);
    assert_eq!(stage.shown(key, HOME)[2], WAITS);
    stage.replica(key, EU);
    assert_eq!(stage.shown(key, HOME)[2], WAITS_FOR_REPLICAS);
    stage.settle();
    stage.imports(key, EU, "second");
    assert_eq!(stage.shown(key, EU), ["PendingImport", "first CURRENT lost", WAITS]);
    stage.imports(key, EU, "first");
    assert_eq!(stage.shown(key, EU), ["Enabled", "first CURRENT", WAITS]);
}

#[test]
fn a_replica_that_is_made_later_needs_every_material_that_ever_was_current() {
    let mut stage = Stage::new();
    let key = stage.imported_set(&[]);
    second_waits(&mut stage, key);
    stage.rotates(key, HOME);
    stage.replica(key, EU);
    stage.settle();
    assert_eq!(stage.shown(key, EU), ["PendingImport", "first NON_CURRENT lost", "second CURRENT lost"]);
    stage.imports(key, EU, "second");
    assert_eq!(stage.shown(key, EU), ["PendingImport", "first NON_CURRENT lost", "second CURRENT"]);
    stage.imports(key, EU, "first");
    assert_eq!(stage.shown(key, EU), ["Enabled", "first NON_CURRENT", "second CURRENT"]);
}

#[test]
fn a_replica_made_while_the_key_is_rotated_cannot_be_used_before_it_has_both() {
    let mut stage = Stage::new();
    let key = stage.imported_set(&[EU]);
    second_waits(&mut stage, key);
    stage.imports(key, EU, "second");
    stage.accepts(&RotateKeyOnDemand::new(key.into()), HOME);
    stage.replica(key, UK);
    stage.deletes_material(key, EU, "second");
    assert_eq!(stage.shown(key, EU)[0], "Enabled", "it is not needed yet");
    stage.settle();
    assert_eq!(stage.shown(key, EU), ["PendingImport", "first NON_CURRENT", "second CURRENT lost"]);
    assert_eq!(stage.shown(key, UK), ["PendingImport", "first NON_CURRENT lost", "second CURRENT lost"]);
    assert_eq!(stage.shown(key, HOME), ["Enabled", "first NON_CURRENT", "second CURRENT"]);
}

#[test]
fn what_waits_is_gone_from_the_replicas_when_the_primary_loses_it() {
    let lose: [fn(&mut Stage, KeyId); 2] = [
        |stage, key| stage.deletes_material(key, HOME, "second"),
        |stage, key| {
            let soon = stage.now + std::time::Duration::from_secs(60);
            let expiring = stage.import(key, HOME, "second").that_expires(soon);
            stage.accepts(&expiring, HOME);
            stage.wait(60);
        },
    ];
    for lose in lose {
        let mut stage = Stage::new();
        let key = stage.imported_set(&[EU, UK]);
        second_waits(&mut stage, key);
        stage.imports(key, EU, "second");
        lose(&mut stage, key);
        for region in [HOME, EU, UK] {
            assert_eq!(stage.shown(key, region), ["Enabled", "first CURRENT"]);
        }
        let existing = stage.import(key, EU, "second");
        assert_eq!(stage.refuses(&existing, EU).code().as_str(), "IncorrectKeyMaterialException");
        stage.imports_new(key, HOME, "third");
    }
}

#[test]
fn what_waits_is_gone_from_one_replica_alone_when_that_loses_it() {
    let mut stage = Stage::new();
    let key = stage.imported_set(&[EU, UK]);
    second_waits(&mut stage, key);
    stage.imports(key, EU, "second");
    let soon = stage.now + std::time::Duration::from_secs(60);
    let expiring = stage.import(key, UK, "second").that_expires(soon);
    stage.accepts(&expiring, UK);
    assert_eq!(stage.shown(key, HOME)[2], WAITS);

    stage.wait(60);
    let lost = format!("{WAITS_FOR_REPLICAS} lost");
    assert_eq!(stage.shown(key, UK), ["Enabled", "first CURRENT", &lost]);
    assert_eq!(stage.shown(key, HOME), ["Enabled", "first CURRENT", WAITS_FOR_REPLICAS]);
    stage.imports(key, UK, "second");
    stage.deletes_material(key, EU, "second");
    assert_eq!(stage.shown(key, EU), ["Enabled", "first CURRENT", &lost]);
    assert_eq!(stage.shown(key, UK), ["Enabled", "first CURRENT", WAITS_FOR_REPLICAS]);
}

#[test]
fn a_primary_that_waits_for_its_replicas_loses_material_and_stays() {
    let mut stage = Stage::new();
    let key = stage.imported_set(&[EU]);
    let soon = stage.now + std::time::Duration::from_secs(DAY);
    let expiring = stage.import(key, HOME, "first").that_expires(soon);
    stage.accepts(&expiring, HOME);
    second_waits(&mut stage, key);
    schedule(&mut stage, key, HOME);
    stage.deletes_material(key, HOME, "second");
    assert_eq!(stage.shown(key, EU), ["Enabled", "first CURRENT"]);
    stage.wait(DAY);
    assert_eq!(stage.shown(key, HOME), ["PendingReplicaDeletion", "first CURRENT lost"]);
    assert_eq!(stage.shown(key, EU), ["Enabled", "first CURRENT"]);
    stage.accepts(&CancelKeyDeletion::new(key.into()), HOME);
    assert_eq!(stage.shown(key, HOME), ["PendingImport", "first CURRENT lost"]);
}

#[test]
fn keys_that_change_places_keep_their_material_and_take_it_but_cannot_lose_it_by_a_call() {
    let mut stage = Stage::new();
    let key = stage.imported_set(&[EU, UK]);
    let soon = stage.now + std::time::Duration::from_secs(30);
    for region in [HOME, EU] {
        let expiring = stage.import(key, region, "first").that_expires(soon);
        stage.accepts(&expiring, region);
    }
    let again = stage.import(key, EU, "first");
    promote(&mut stage, key, HOME, EU);
    for region in [HOME, EU] {
        let delete = kms_mrk::operation::DeleteImportedKeyMaterial::new(key.into());
        let updating = format!("{} is updating.", key_arn(region, key));
        assert_eq!(stage.refuses(&delete, region).message(), updating);
        assert_eq!(stage.refuses(&parameters(key), region).message(), updating);
    }
    stage.wait(30);
    assert_eq!(stage.shown(key, HOME), ["Updating", "first CURRENT lost"]);
    assert_eq!(stage.shown(key, EU), ["Updating", "first CURRENT lost"]);
    stage.accepts(&again, EU);
    assert_eq!(stage.shown(key, EU), ["Updating", "first CURRENT"]);
    stage.wait(30);
    assert_eq!(stage.shown(key, HOME), ["PendingImport", "first CURRENT lost"]);
    assert_eq!(stage.shown(key, EU), ["Enabled", "first CURRENT"]);
    assert_eq!(stage.shown(key, UK), ["Enabled", "first CURRENT"]);
}

#[test]
fn what_waits_waits_on_under_a_new_primary_and_can_be_taken_back_there() {
    let mut stage = Stage::new();
    let key = stage.imported_set(&[EU]);
    second_waits(&mut stage, key);
    promote(&mut stage, key, HOME, EU);
    stage.settle();
    assert_eq!(stage.shown(key, HOME), ["Enabled", "first CURRENT", WAITS_FOR_REPLICAS]);

    // The key that has it is a replica now: it loses it for itself, and the primary key can still take it back.
    stage.deletes_material(key, HOME, "second");
    let lost = format!("{WAITS_FOR_REPLICAS} lost");
    for region in [HOME, EU] {
        assert_eq!(stage.shown(key, region), ["Enabled", "first CURRENT", &lost]);
    }
    stage.deletes_material(key, EU, "second");
    for region in [HOME, EU] {
        assert_eq!(stage.shown(key, region), ["Enabled", "first CURRENT"]);
    }
    let third = stage.import(key, HOME, "third").with_import_type(ImportType::NewKeyMaterial);
    assert_eq!(stage.refuses(&third, HOME).rule(), &kms_mrk::operation::rule::NEW_INTO_PRIMARY);
    stage.imports_new(key, EU, "third");
    stage.imports(key, HOME, "third");
    stage.rotates(key, EU);
    assert_eq!(stage.shown(key, HOME), ["Enabled", "first NON_CURRENT", "third CURRENT"]);
}

#[test]
fn related_keys_that_do_not_encrypt_symmetrically_share_one_material_too() {
    let mut stage = Stage::new();
    let key = stage.accepts(&external_of(KeySpec::EccNistP256, KeyUsage::SignVerify), HOME).key_id;
    stage.imports(key, HOME, "first");
    stage.replica(key, EU);
    stage.settle();
    let other = stage.import(key, EU, "second");
    assert_eq!(stage.refuses(&other, EU).code().as_str(), "IncorrectKeyMaterialException");
    stage.imports(key, EU, "first");
    assert_eq!(stage.describe(key, EU).key_state, "Enabled");
}

#[test]
fn a_story_told_by_its_events_or_written_down_in_the_middle_ends_the_same() {
    let mut stage = Stage::new();
    let mut replayed: Kms = stage.kms.clone();
    let mut log = Vec::new();
    let key = stage.primary_to_import();
    let created = stage.kms.world().set(key).unwrap().clone();
    replayed.adopt(created);

    let import = stage.import(key, HOME, "first").that_expires(read("2026-03-01T00:00:00Z"));
    log.extend(stage.reply(&import, HOME).events);
    log.extend(stage.reply(&stage::replicate(key, EU), HOME).events);
    log.extend(stage.settle());
    log.extend(stage.imports(key, EU, "first").events);
    let new = stage.import(key, HOME, "second").with_import_type(ImportType::NewKeyMaterial);
    log.extend(stage.reply(&new, HOME).events);
    log.extend(stage.imports(key, EU, "second").events);
    log.extend(stage.reply(&RotateKeyOnDemand::new(key.into()), HOME).events);

    let written = serde_json::to_string(stage.kms.world()).unwrap();
    let read_back: World = serde_json::from_str(&written).unwrap();
    assert_eq!(&read_back, stage.kms.world());
    log.extend(stage.settle());
    stage.wait(60 * DAY);
    log.extend(stage.kms.advance(stage.now));
    assert_eq!(stage.shown(key, HOME), ["PendingImport", "first NON_CURRENT lost", "second CURRENT"]);

    let mut read_back = Kms::from(read_back);
    read_back.advance(stage.now);
    assert_eq!(read_back, stage.kms);
    for event in &log {
        replayed.replay(event);
        let once = replayed.clone();
        replayed.replay(event);
        assert_eq!(replayed, once, "{event:?} again");
    }
    assert_eq!(replayed.world().set(key), stage.kms.world().set(key));
}
