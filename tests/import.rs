//! Importing material into one key: the first, the same again, one more; how it expires, is deleted and comes back.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys.html>,
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html>,
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteImportedKeyMaterial.html>

mod stage;

use kms_mrk::Kms;
use kms_mrk::identity::KeyId;
use kms_mrk::key::{ExpirationModel, ImportType, KeySpec, KeyState, KeyUsage, Origin, PendingWindowInDays};
use kms_mrk::model::{Change, RelatedKeys, Timing};
use kms_mrk::operation::{
    CancelKeyDeletion, CreateKey, DeleteImportedKeyMaterial, DisableKey, EnableKey, ImportKeyMaterial,
    ListKeyRotations, ScheduleKeyDeletion,
};
use serde_json::{json, to_value};
use stage::imports::{external, external_of, material, parameters};
use stage::{HOME, Stage, imported, key_arn, read, regional, shared};

const DAY: u64 = 24 * 3600;
const TOMORROW: &str = "2026-01-06T12:00:00Z";

#[track_caller]
fn schedule(stage: &mut Stage, key: KeyId) {
    stage.accepts(&ScheduleKeyDeletion::new(key.into()).with_window(PendingWindowInDays::MIN), HOME);
}

/// A key with the material `first`, which expires tomorrow.
#[track_caller]
fn expiring(stage: &mut Stage) -> KeyId {
    let key = stage.primary_to_import();
    let import = stage.import(key, HOME, "first").that_expires(read(TOMORROW));
    stage.accepts(&import, HOME);
    key
}

#[test]
fn the_first_material_is_current_at_once() {
    for create in [external(), CreateKey { origin: Origin::External, ..CreateKey::default() }] {
        let mut stage = Stage::new();
        let created = stage.accepts(&create, HOME);
        let told = (created.key_state.as_str(), created.current_key_material_id, created.expiration_model);
        assert_eq!(told, ("PendingImport", None, None));

        let key = created.key_id;
        let reply = stage.imports(key, HOME, "first");
        let id = material("first").id_in(key);
        let change = Change::KeyMaterialImported { key_material_id: id, valid_to: None, description: None };
        let changes: Vec<_> = reply.events.into_iter().map(|event| event.change).collect();
        assert_eq!(changes, [change]);
        assert_eq!((reply.records.len(), reply.records[0].event_name), (1, "ImportKeyMaterial"));
        assert_eq!(
            to_value(reply.output).unwrap(),
            json!({"KeyId": key_arn(HOME, key), "KeyMaterialId": id.to_string()})
        );
        let metadata = stage.describe(key, HOME);
        assert_eq!((metadata.key_state.as_str(), metadata.current_key_material_id), ("Enabled", Some(id)));
        let expiry = (metadata.expiration_model, metadata.valid_to);
        assert_eq!(expiry, (Some(ExpirationModel::KeyMaterialDoesNotExpire), None));
        assert_eq!(stage.kms.next_deadline(), None);
    }
}

#[test]
fn the_parameters_of_an_import_are_a_token_for_a_day() {
    let set = RelatedKeys::new(shared(Origin::External), regional(HOME, KeyState::PendingImport), Vec::new());
    let mut stage = Stage::new().with_set(set.unwrap());
    let reply = stage.reply(&parameters(read(stage::KEY_ID)), HOME);
    let token = format!("{} RSA_AES_KEY_WRAP_SHA_256 RSA_4096 1767700800000", key_arn(HOME, stage::KEY_ID));
    assert_eq!(reply.output.import_token.as_str(), token);
    assert_eq!(
        to_value(&reply.output).unwrap(),
        json!({
            "KeyId": key_arn(HOME, stage::KEY_ID),
            "ImportToken": "YXJuOmF3czprbXM6dXMtZWFzdC0xOjExMTEyMjIyMzMzMzprZXkvbXJrLTEyMzRhYmNkMTJhYjM0Y2Q1\
                             NmVmMTIzNDU2Nzg5MGFiIFJTQV9BRVNfS0VZX1dSQVBfU0hBXzI1NiBSU0FfNDA5NiAxNzY3NzAwODAw\
                             MDAw",
            "ParametersValidTo": 1_767_700_800.0,
        })
    );
    assert_eq!((reply.events.len(), reply.records[0].event_name), (0, "GetParametersForImport"));

    let key = stage.primary_to_import();
    let import = ImportKeyMaterial::new(key.into(), stage.token(key, HOME), material("first"));
    stage.wait(DAY);
    stage.accepts(&import.clone().that_never_expires(), HOME);
    stage.accepts(&import.that_expires(read("2026-02-01T12:00:00Z")), HOME);
}

#[test]
fn material_expires_and_the_very_same_brings_the_key_back() {
    let mut stage = Stage::new();
    let key = expiring(&mut stage);
    let id = material("first").id_in(key);
    let metadata = stage.describe(key, HOME);
    let expiry = (metadata.expiration_model, metadata.valid_to);
    assert_eq!(expiry, (Some(ExpirationModel::KeyMaterialExpires), Some(read(TOMORROW))));
    assert_eq!(stage.kms.next_deadline(), Some(read(TOMORROW)));

    stage.wait(DAY - 1);
    assert_eq!(stage.describe(key, HOME).key_state, "Enabled");
    stage.wait(1);
    let events = stage.kms.clone().advance(stage.now);
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].change, Change::KeyMaterialExpired { key_material_id: id });

    let metadata = stage.describe(key, HOME);
    assert_eq!((metadata.key_state.as_str(), metadata.current_key_material_id), ("PendingImport", Some(id)));
    assert_eq!((metadata.expiration_model, metadata.valid_to), (None, None));

    let other = stage.import(key, HOME, "second");
    assert_eq!(stage.refuses(&other, HOME).code().as_str(), "IncorrectKeyMaterialException");
    stage.imports(key, HOME, "first");
    assert_eq!(stage.shown(key, HOME), ["Enabled", "first CURRENT"]);
}

#[test]
fn what_expires_is_deleted_by_kms_itself() {
    let mut stage = Stage::new();
    let key = expiring(&mut stage);
    stage.wait(DAY + 5);
    let reply = stage.reply(&ListKeyRotations::new(key.into()), HOME);
    assert_eq!(
        to_value(&reply.records[0]).unwrap(),
        json!({
            "eventSource": "kms.amazonaws.com",
            "eventName": "DeleteExpiredKeyMaterial",
            "eventTime": TOMORROW,
            "awsRegion": HOME,
            "userIdentity": {"accountId": "111122223333", "invokedBy": "AWS Internal"},
            "resources": [{"accountId": "111122223333", "type": "AWS::KMS::Key", "ARN": key_arn(HOME, key)}],
        })
    );
    assert_eq!((reply.records.len(), reply.records[1].event_name), (2, "ListKeyRotations"));
}

#[test]
fn an_import_of_the_same_material_gives_it_another_expiry() {
    let mut stage = Stage::new();
    let key = expiring(&mut stage);
    let import = stage.import(key, HOME, "first");
    assert_eq!(stage.reply(&import, HOME).events.len(), 1);
    assert_eq!(stage.shown(key, HOME), ["Enabled", "first CURRENT"]);
    assert_eq!(stage.reply(&import, HOME).events, [], "nothing changes");
    assert_eq!(stage.kms.next_deadline(), None);

    let later = import.that_expires(read("2026-01-07T12:00:00.0009Z"));
    stage.accepts(&later, HOME);
    assert_eq!(stage.shown(key, HOME), ["Enabled", "first CURRENT until 2026-01-07T12:00:00Z"]);
    assert_eq!(stage.reply(&later, HOME).events, [], "whole milliseconds count");
}

#[test]
fn a_key_without_its_material_waits_for_it_unless_it_is_to_be_deleted() {
    let mut stage = Stage::new();
    let key = stage.imported_set(&[]);
    let delete = DeleteImportedKeyMaterial::new(key.into());
    let reply = stage.reply(&delete, HOME);
    let id = material("first").id_in(key);
    assert_eq!(
        to_value(reply.output).unwrap(),
        json!({"KeyId": key_arn(HOME, key), "KeyMaterialId": id.to_string()})
    );
    assert_eq!((reply.events.len(), reply.records[0].event_name), (1, "DeleteImportedKeyMaterial"));
    assert_eq!(stage.shown(key, HOME), ["PendingImport", "first CURRENT lost"]);
    assert_eq!(stage.reply(&delete, HOME).events, [], "what is gone is not deleted again");
    assert_eq!(stage.describe(key, HOME).current_key_material_id, Some(id));

    stage.imports(key, HOME, "first");
    stage.accepts(&DisableKey::new(key.into()), HOME);
    stage.imports(key, HOME, "first");
    assert_eq!(stage.shown(key, HOME), ["Disabled", "first CURRENT"]);
    stage.accepts(&delete, HOME);
    assert_eq!(stage.shown(key, HOME), ["PendingImport", "first CURRENT lost"]);
    stage.imports(key, HOME, "first");
    assert_eq!(stage.shown(key, HOME), ["Enabled", "first CURRENT"]);

    schedule(&mut stage, key);
    stage.accepts(&delete, HOME);
    assert_eq!(stage.shown(key, HOME), ["PendingDeletion", "first CURRENT lost"]);
    stage.accepts(&CancelKeyDeletion::new(key.into()), HOME);
    assert_eq!(stage.shown(key, HOME), ["PendingImport", "first CURRENT lost"]);
    stage.imports(key, HOME, "first");
    assert_eq!(stage.shown(key, HOME), ["Enabled", "first CURRENT"]);
}

#[test]
fn material_expires_in_a_key_that_is_disabled_or_about_to_be_deleted() {
    let mut stage = Stage::new();
    let [disabled, scheduled] = [expiring(&mut stage), expiring(&mut stage)];
    stage.accepts(&DisableKey::new(disabled.into()), HOME);
    schedule(&mut stage, scheduled);
    stage.wait(DAY);
    assert_eq!(stage.shown(disabled, HOME), ["PendingImport", "first CURRENT lost"]);
    assert_eq!(stage.shown(scheduled, HOME), ["PendingDeletion", "first CURRENT lost"]);
    stage.accepts(&CancelKeyDeletion::new(scheduled.into()), HOME);
    assert_eq!(stage.shown(scheduled, HOME), ["PendingImport", "first CURRENT lost"]);
    let refusal = stage.refuses(&EnableKey::new(scheduled.into()), HOME);
    assert_eq!(refusal.message(), format!("{} is pending import.", key_arn(HOME, scheduled)));
}

#[test]
fn a_second_material_waits_for_a_rotation_and_the_first_is_needed_ever_after() {
    let mut stage = Stage::new();
    let key = stage.imported_set(&[]);
    let second = stage.imports_new(key, HOME, "second");
    assert_eq!(stage.shown(key, HOME), ["Enabled", "first CURRENT", "second PENDING_ROTATION"]);
    assert_eq!(stage.describe(key, HOME).current_key_material_id, Some(material("first").id_in(key)));

    stage.rotates(key, HOME);
    assert_eq!(stage.shown(key, HOME), ["Enabled", "first NON_CURRENT", "second CURRENT"]);
    assert_eq!(stage.describe(key, HOME).current_key_material_id, Some(second));

    stage.deletes_material(key, HOME, "first");
    assert_eq!(stage.shown(key, HOME), ["PendingImport", "first NON_CURRENT lost", "second CURRENT"]);
    assert!(stage.describe(key, HOME).expiration_model.is_some(), "some material is there");
    stage.accepts(&DeleteImportedKeyMaterial::new(key.into()), HOME);
    assert_eq!(stage.shown(key, HOME), ["PendingImport", "first NON_CURRENT lost", "second CURRENT lost"]);
    assert_eq!(stage.describe(key, HOME).expiration_model, None);

    stage.imports(key, HOME, "second");
    assert_eq!(stage.shown(key, HOME), ["PendingImport", "first NON_CURRENT lost", "second CURRENT"]);
    stage.imports(key, HOME, "first");
    assert_eq!(stage.shown(key, HOME), ["Enabled", "first NON_CURRENT", "second CURRENT"]);
}

#[test]
fn what_waits_for_a_rotation_was_never_used_and_is_not_needed() {
    let mut stage = Stage::new();
    let key = stage.imported_set(&[]);
    stage.imports_new(key, HOME, "second");
    stage.deletes_material(key, HOME, "second");
    assert_eq!(stage.shown(key, HOME), ["Enabled", "first CURRENT"]);

    let soon = stage.now + std::time::Duration::from_secs(60);
    let import = stage.import(key, HOME, "third").with_import_type(ImportType::NewKeyMaterial);
    stage.accepts(&import.that_expires(soon), HOME);
    assert_eq!(stage.describe(key, HOME).valid_to, None, "of the material in use");
    stage.wait(60);
    assert_eq!(stage.shown(key, HOME), ["Enabled", "first CURRENT"]);

    stage.deletes_material(key, HOME, "first");
    stage.imports_new(key, HOME, "second");
    assert_eq!(stage.shown(key, HOME), ["PendingImport", "first CURRENT lost", "second PENDING_ROTATION"]);
}

#[test]
fn the_date_that_is_shown_is_that_of_the_material_that_expires_first() {
    let mut stage = Stage::new();
    let key = expiring(&mut stage);
    let new = stage.import(key, HOME, "second").with_import_type(ImportType::NewKeyMaterial);
    stage.accepts(&new.that_expires(read("2026-01-05T18:00:00Z")), HOME);
    assert_eq!(stage.describe(key, HOME).valid_to, Some(read(TOMORROW)));
    stage.rotates(key, HOME);
    assert_eq!(stage.describe(key, HOME).valid_to, Some(read("2026-01-05T18:00:00Z")));
    stage.imports(key, HOME, "second");
    assert_eq!(stage.describe(key, HOME).valid_to, Some(read(TOMORROW)));
    assert_eq!(
        stage.shown(key, HOME),
        ["Enabled", "first NON_CURRENT until 2026-01-06T12:00:00Z", "second CURRENT"]
    );
}

#[test]
fn a_rotation_that_is_under_way_ends_with_the_material_that_it_was_for() {
    let mut stage = Stage::new();
    let key = stage.imported_set(&[]);
    stage.imports_new(key, HOME, "second");
    stage.accepts(&kms_mrk::operation::RotateKeyOnDemand::new(key.into()), HOME);
    stage.deletes_material(key, HOME, "second");
    assert_eq!(stage.kms.next_deadline(), None);
    stage.settle();
    assert_eq!(stage.shown(key, HOME), ["Enabled", "first CURRENT"]);
}

#[test]
fn keys_that_do_not_encrypt_symmetrically_have_one_material_for_life() {
    for (spec, usage) in
        [(KeySpec::Rsa2048, KeyUsage::SignVerify), (KeySpec::Hmac256, KeyUsage::GenerateVerifyMac)]
    {
        let mut stage = Stage::new();
        let key = stage.accepts(&external_of(spec, usage), HOME).key_id;
        let imported = stage.imports(key, HOME, "first").output;
        assert_eq!(to_value(imported).unwrap(), json!({"KeyId": key_arn(HOME, key)}));
        assert_eq!(stage.describe(key, HOME).current_key_material_id, None);

        let deleted = stage.accepts(&DeleteImportedKeyMaterial::new(key.into()), HOME);
        assert_eq!(to_value(deleted).unwrap(), json!({"KeyId": key_arn(HOME, key)}));
        assert_eq!(stage.describe(key, HOME).key_state, "PendingImport");
        let other = stage.import(key, HOME, "second");
        assert_eq!(stage.refuses(&other, HOME).code().as_str(), "IncorrectKeyMaterialException");
        stage.imports(key, HOME, "first");
        assert_eq!(stage.describe(key, HOME).key_state, "Enabled");
    }
}

#[test]
fn a_description_stays_until_another_is_given() {
    let mut stage = Stage::new();
    let key = stage.primary_to_import();
    let describe = |import: ImportKeyMaterial, text: &str| ImportKeyMaterial {
        key_material_description: Some(read(text)),
        ..import
    };
    let descriptions = |stage: &mut Stage| {
        let list = ListKeyRotations {
            include_key_material: kms_mrk::key::IncludeKeyMaterial::AllKeyMaterial,
            ..ListKeyRotations::new(key.into())
        };
        let entries = stage.accepts(&list, HOME).items.into_iter();
        entries.map(|entry| entry.key_material_description.map(|text| text.to_string())).collect::<Vec<_>>()
    };
    let first = stage.import(key, HOME, "first");
    stage.accepts(&describe(first.clone(), "vault: 2026"), HOME);
    stage.accepts(&first, HOME);
    assert_eq!(descriptions(&mut stage), [Some("vault: 2026".into())]);

    let second = stage.import(key, HOME, "second");
    let new = second.clone().with_import_type(ImportType::NewKeyMaterial);
    stage.accepts(&new, HOME);
    assert_eq!(descriptions(&mut stage), [Some("vault: 2026".into()), None], "none is not an empty one");
    stage.accepts(&describe(second.clone(), "two"), HOME);
    assert_eq!(descriptions(&mut stage), [Some("vault: 2026".into()), Some("two".into())]);
    stage.rotates(key, HOME);
    assert_eq!(descriptions(&mut stage), [Some("vault: 2026".into()), Some("two".into())]);
    stage.accepts(&describe(first, "one"), HOME);
    stage.accepts(&describe(second, ""), HOME);
    assert_eq!(descriptions(&mut stage), [Some("one".into()), None]);
}

#[test]
fn material_that_was_taken_over_without_a_name_is_what_is_imported_again() {
    let mut stage = Stage::new();
    let key = stage.imported_set(&[]);
    let mut metadata = stage.describe(key, HOME);
    metadata.current_key_material_id = None;
    stage.kms = Kms::new(8);
    stage.kms.adopt(RelatedKeys::observed(&[metadata.clone()], Timing::DEFAULT, stage.now).unwrap());
    assert_eq!(stage.describe(key, HOME), metadata);

    // New material is told from it, and has a name.
    let second = stage.imports_new(key, HOME, "second");
    stage.rotates(key, HOME);
    assert_eq!(stage.describe(key, HOME).current_key_material_id, Some(second));
    assert_eq!(stage.shown(key, HOME), ["Enabled", "? NON_CURRENT", "second CURRENT"]);

    // The one without a name comes back, whatever it was, and has no name that KMS gave.
    stage.deletes_material(key, HOME, "first");
    assert_eq!(stage.shown(key, HOME), ["PendingImport", "? NON_CURRENT lost", "second CURRENT"]);
    let mut again = stage.import(key, HOME, "first");
    again.key_material_id = Some(material("first").id_in(key));
    assert_eq!(stage.accepts(&again, HOME).key_material_id, None);
    assert_eq!(stage.shown(key, HOME), ["Enabled", "? NON_CURRENT", "second CURRENT"]);
}

#[test]
fn material_that_was_taken_over_by_name_is_imported_again_by_name() {
    let mut key = regional(HOME, KeyState::Enabled);
    key.imported_materials = imported(Some(TOMORROW));
    let set = RelatedKeys::new(shared(Origin::External), key, Vec::new()).unwrap();
    let id = set.shared().material.current_id().unwrap();
    let mut stage = Stage::new().with_set(set);
    stage.wait(DAY);
    let key = read(stage::KEY_ID);
    assert_eq!(stage.describe(key, HOME).key_state, "PendingImport");
    let unknown = stage.import(key, HOME, "first");
    assert_eq!(stage.refuses(&unknown, HOME).code().as_str(), "IncorrectKeyMaterialException");
    let named = ImportKeyMaterial { key_material: kms_mrk::model::KeyMaterial::with_id(id), ..unknown };
    assert_eq!(stage.accepts(&named, HOME).key_material_id, Some(id));
    assert_eq!(stage.describe(key, HOME).key_state, "Enabled");
}
