//! Aliases: names of keys, unique in an account and Region, which come and go with their key.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html>,
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateAlias.html>,
//! <https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html>

mod stage;

use jiff::Timestamp;
use kms_mrk::Kms;
use kms_mrk::identity::{AliasName, KeyId, KeyReference};
use kms_mrk::key::{KeySpec, KeyState, KeyUsage, Origin, PendingWindowInDays};
use kms_mrk::model::{Alias, Change, Quotas, RelatedKeys, World};
use kms_mrk::operation::{
    CreateAlias, CreateKey, DeleteAlias, DescribeKey, Operation, ScheduleKeyDeletion, Setting, UpdateAlias,
    UpdatePrimaryRegion, rule,
};
use kms_mrk::verdict::Evidence;
use serde_json::{Value, json};
use stage::{
    ACCOUNT, HOME, KEY_ID, OTHER_ACCOUNT, Stage, administrator, judged, key_arn, read, recorded, reference,
    regional, set_in, shared,
};

const DAY: u64 = 24 * 3600;
const EU: &str = "eu-west-1";
const ORDERS: &str = "alias/orders";

fn create(name: &str, key: impl Into<KeyReference>) -> CreateAlias {
    CreateAlias::new(read(name), key.into())
}

fn update(name: &str, key: impl Into<KeyReference>) -> UpdateAlias {
    UpdateAlias::new(read(name), key.into())
}

fn delete(name: &str) -> DeleteAlias {
    DeleteAlias::new(read(name))
}

fn describe(name: &str) -> DescribeKey {
    DescribeKey::new(reference(name))
}

fn arn(region: &str, name: &str) -> String {
    format!("arn:aws:kms:{region}:{ACCOUNT}:{name}")
}

#[track_caller]
fn key(stage: &mut Stage, key_spec: KeySpec, usage: KeyUsage) -> KeyId {
    let create = CreateKey { key_spec, key_usage: Some(usage), ..CreateKey::default() };
    stage.accepts(&create, HOME).key_id
}

#[track_caller]
fn delete_key(stage: &mut Stage, key_id: KeyId, region: &str) {
    let schedule = ScheduleKeyDeletion::new(key_id.into()).with_window(PendingWindowInDays::MIN);
    stage.accepts(&schedule, region);
    stage.wait(7 * DAY);
    stage.kms.advance(stage.now);
}

fn names(world: &World, region: &str) -> Vec<String> {
    world.aliases_in(read(ACCOUNT), &read(region)).map(ToString::to_string).collect()
}

#[test]
fn a_key_is_described_by_the_name_and_the_arn_of_its_alias() {
    let mut stage = Stage::new();
    let key = stage.primary();
    stage.accepts(&create(ORDERS, key.key_id), HOME);
    stage.accepts(&create("alias/orders/2026", key.arn.clone()), HOME);
    for alias in [ORDERS, "alias/orders/2026", &arn(HOME, ORDERS)] {
        assert_eq!(stage.accepts(&describe(alias), HOME), key, "{alias}");
    }
    let aliases: Vec<_> =
        stage.kms.world().aliases_of(key.key_id, key.arn.region()).map(AliasName::as_str).collect();
    assert_eq!(aliases, [ORDERS, "alias/orders/2026"]);
}

#[test]
fn an_alias_that_is_not_there_is_not_found_by_anybody() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    let message = format!("Alias {} is not found.", arn(HOME, ORDERS));
    recorded(&stage.refuses(&describe(ORDERS), HOME), "NotFoundException", &message);
    recorded(&stage.refuses(&describe(&arn(HOME, ORDERS)), HOME), "NotFoundException", &message);
    recorded(&stage.refuses(&delete(ORDERS), HOME), "NotFoundException", &message);
    let elsewhere = format!("arn:aws:kms:{HOME}:{OTHER_ACCOUNT}:{ORDERS}");
    let message_of_other = format!("Alias {elsewhere} is not found.");
    recorded(&stage.refuses(&describe(&elsewhere), HOME), "NotFoundException", &message_of_other);
    let refusal = stage.refuses(&update(ORDERS, key), HOME);
    recorded(&refusal, "NotFoundException", &message);
    assert_eq!(refusal.rule(), &rule::ALIAS_EXISTS);
    assert_eq!(refusal.place().pointer.as_str(), "/AliasName");
}

#[test]
fn an_alias_arn_is_of_the_region_that_is_called() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    stage.accepts(&create(ORDERS, key), HOME);
    let refusal = stage.refuses(&describe(&arn(HOME, ORDERS)), EU);
    recorded(&refusal, "NotFoundException", "Invalid arn us-east-1");
}

#[test]
fn a_name_is_taken_once_in_an_account_and_region() {
    let mut stage = Stage::new();
    let [one, other] = [stage.primary().key_id, stage.primary().key_id];
    stage.accepts(&create(ORDERS, one), HOME);
    for key in [one, other] {
        let refusal = stage.refuses(&create(ORDERS, key), HOME);
        let message = format!("An alias with the name {} already exists", arn(HOME, ORDERS));
        recorded(&refusal, "AlreadyExistsException", &message);
        assert_eq!(refusal.rule(), &rule::ALIAS_IS_NEW);
        assert_eq!(refusal.help(), Some("call UpdateAlias to give it this key"));
    }
    stage.accepts(&create("alias/Orders", other), HOME);

    let mut stage = stage.called_by(administrator(OTHER_ACCOUNT));
    let theirs = stage.accepts(&CreateKey::default(), HOME);
    stage.accepts(&create(ORDERS, theirs.key_id), HOME);
    assert_eq!(stage.accepts(&describe(ORDERS), HOME), theirs, "the caller's account");
    let refusal = stage.refuses(&describe(&arn(HOME, ORDERS)), HOME);
    assert_eq!(refusal.code().as_str(), "AccessDeniedException");
}

#[test]
fn related_keys_have_aliases_of_their_own() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    stage.accepts(&create(ORDERS, key), HOME);
    stage.replica(key, EU);
    stage.settle();
    assert_eq!(names(stage.kms.world(), EU), [""; 0], "a replica starts without aliases");

    let other = stage.accepts(&CreateKey::default(), EU).key_id;
    stage.accepts(&create(ORDERS, other), EU);
    assert_eq!(stage.accepts(&describe(ORDERS), EU).key_id, other);
    assert_eq!(stage.accepts(&describe(ORDERS), HOME).key_id, key);

    stage.accepts(&update(ORDERS, key), EU);
    assert_eq!(stage.accepts(&describe(ORDERS), EU).arn, key_arn(EU, key).as_str());
    stage.accepts(&delete(ORDERS), HOME);
    assert_eq!(names(stage.kms.world(), EU), [ORDERS]);

    stage.accepts(&UpdatePrimaryRegion::new(key.into(), read(EU)), HOME);
    stage.settle();
    assert_eq!(
        stage.accepts(&describe(ORDERS), EU).arn,
        key_arn(EU, key).as_str(),
        "aliases stay where they are"
    );
}

#[test]
fn aliases_are_deleted_with_their_key_and_no_other() {
    let mut stage = Stage::new();
    let [key, other] = [stage.primary().key_id, stage.primary().key_id];
    stage.replica(key, EU);
    stage.settle();
    stage.accepts(&create(ORDERS, key), HOME);
    stage.accepts(&create("alias/other", other), HOME);
    stage.accepts(&create(ORDERS, key), EU);
    stage.accepts(&create("alias/more", key), EU);

    delete_key(&mut stage, key, EU);
    assert_eq!(names(stage.kms.world(), EU), [""; 0]);
    assert_eq!(stage.kms.world().aliases_of(key, &read(EU)).len(), 0);
    assert_eq!(names(stage.kms.world(), HOME), [ORDERS, "alias/other"]);

    delete_key(&mut stage, key, HOME);
    assert_eq!(names(stage.kms.world(), HOME), ["alias/other"]);
    stage.accepts(&create(ORDERS, other), HOME);
    assert_eq!(stage.accepts(&describe(ORDERS), HOME).key_id, other);
}

#[test]
fn a_name_that_is_reserved_for_aws_is_refused_before_anything_else() {
    let mut stage = Stage::new();
    let message = "the name `alias/aws/s3` begins with `alias/aws/`, which is reserved for AWS";
    let name = "alias/aws/s3";
    let refusals = [
        stage.refuses(&create(name, reference("no key")), HOME),
        stage.refuses(&update(name, reference(KEY_ID)), HOME),
        stage.refuses(&delete(name), HOME),
    ];
    for refusal in &refusals {
        judged(refusal, &rule::ALIAS_NOT_RESERVED, Evidence::Documented, "NotAuthorizedException", message);
    }
    let key = stage.primary().key_id;
    stage.accepts(&create("alias/awsome", key), HOME);
}

#[test]
fn the_target_is_named_by_key_id_or_key_arn_of_the_account_and_region() {
    let mut stage = Stage::new();
    let key = stage.primary();
    stage.accepts(&create(ORDERS, key.key_id), HOME);
    let more = "alias/more";
    let of_alias = "Key Aliases are not supported for this operation.";
    for alias in [ORDERS, &arn(HOME, ORDERS)] {
        recorded(&stage.refuses(&create(more, reference(alias)), HOME), "InvalidArnException", of_alias);
        recorded(&stage.refuses(&update(ORDERS, reference(alias)), HOME), "InvalidArnException", of_alias);
    }
    let refusal = stage.refuses(&create(more, reference("orders")), HOME);
    recorded(&refusal, "NotFoundException", "Invalid keyId 'orders'");
    assert_eq!(refusal.place().pointer.as_str(), "/TargetKeyId");
    let refusal = stage.refuses(&update(ORDERS, reference(KEY_ID)), HOME);
    let message = format!("Key '{}' does not exist", key_arn(HOME, KEY_ID));
    recorded(&refusal, "NotFoundException", &message);
    let refusal = stage.refuses(&create(more, key.arn.clone()), EU);
    recorded(&refusal, "NotFoundException", "Invalid arn us-east-1");

    let mut stage = stage.called_by(administrator(OTHER_ACCOUNT));
    let refusal = stage.refuses(&create(more, key.arn), HOME);
    assert_eq!(refusal.code().as_str(), "AccessDeniedException");
    assert_eq!(refusal.rule(), &rule::OWN_ACCOUNT);
}

#[test]
fn a_key_has_as_many_aliases_as_the_quota_allows() {
    let mut stage = Stage::new();
    let [key, other] = [stage.primary().key_id, stage.primary().key_id];
    stage.replica(key, EU);
    stage.settle();
    for index in 0..50 {
        stage.accepts(&create(&format!("alias/{index}"), key), HOME);
    }
    stage.accepts(&create(ORDERS, other), HOME);
    let message = "the key has 50 aliases, the quota is 50";
    let refusals =
        [stage.refuses(&create("alias/more", key), HOME), stage.refuses(&update(ORDERS, key), HOME)];
    for refusal in &refusals {
        judged(refusal, &rule::ALIASES_PER_KEY, Evidence::Documented, "LimitExceededException", message);
    }
    stage.accepts(&update("alias/0", key), HOME);
    stage.accepts(&create("alias/more", key), EU);
    stage.accepts(&delete("alias/0"), HOME);
    stage.accepts(&update(ORDERS, key), HOME);
}

#[test]
fn an_alias_moves_between_keys_of_one_class_and_usage_only() {
    use KeySpec::{EccNistP256, Hmac256, Hmac512, MlDsa44, Rsa2048, Rsa4096, SymmetricDefault};
    use KeyUsage::{EncryptDecrypt, GenerateVerifyMac, KeyAgreement, SignVerify};
    let class = &rule::SAME_KEY_CLASS;
    let usage = &rule::SAME_KEY_USAGE;
    for (from, to, broken) in [
        ((SymmetricDefault, EncryptDecrypt), (SymmetricDefault, EncryptDecrypt), None),
        ((Rsa2048, EncryptDecrypt), (Rsa4096, EncryptDecrypt), None),
        ((Rsa2048, SignVerify), (EccNistP256, SignVerify), None),
        ((EccNistP256, SignVerify), (MlDsa44, SignVerify), None),
        ((Hmac256, GenerateVerifyMac), (Hmac512, GenerateVerifyMac), None),
        ((SymmetricDefault, EncryptDecrypt), (Rsa2048, EncryptDecrypt), Some(class)),
        ((SymmetricDefault, EncryptDecrypt), (Hmac256, GenerateVerifyMac), Some(class)),
        ((Hmac256, GenerateVerifyMac), (EccNistP256, SignVerify), Some(class)),
        ((Rsa2048, EncryptDecrypt), (Rsa2048, SignVerify), Some(usage)),
        ((EccNistP256, KeyAgreement), (EccNistP256, SignVerify), Some(usage)),
    ] {
        let mut stage = Stage::new();
        let context = format!("{from:?} to {to:?}");
        let [old, new] = [from, to].map(|(spec, usage)| key(&mut stage, spec, usage));
        stage.accepts(&create(ORDERS, old), HOME);
        match broken {
            None => {
                stage.accepts(&update(ORDERS, new), HOME);
                assert_eq!(stage.accepts(&describe(ORDERS), HOME).key_id, new, "{context}");
            }
            Some(rule) => {
                let refusal = stage.refuses(&update(ORDERS, new), HOME);
                assert_eq!(refusal.rule(), rule, "{context}");
                assert_eq!(refusal.code().as_str(), "ValidationException", "{context}");
                assert_eq!(refusal.evidence(), Evidence::Inferred);
            }
        }
    }
}

#[test]
fn what_keeps_an_alias_from_moving_is_said_in_full() {
    let mut stage = Stage::new();
    let symmetric = stage.primary().key_id;
    let [encrypting, signing] = [KeyUsage::EncryptDecrypt, KeyUsage::SignVerify]
        .map(|usage| key(&mut stage, KeySpec::Rsa2048, usage));
    stage.accepts(&create(ORDERS, symmetric), HOME);
    assert_eq!(
        stage.refuses(&update(ORDERS, encrypting), HOME).message(),
        "the alias belongs to a key of spec SYMMETRIC_DEFAULT (symmetric encryption), the target is one of spec \
         RSA_2048 (asymmetric)"
    );
    stage.accepts(&create("alias/rsa", encrypting), HOME);
    assert_eq!(
        stage.refuses(&update("alias/rsa", signing), HOME).message(),
        "the alias belongs to a key for ENCRYPT_DECRYPT, the target is one for SIGN_VERIFY"
    );
}

/// The columns of AWS's key-state table for the operations of this file, each cell by a call: `ok`, or the words that the
/// refusal ends with. For UpdateAlias, the key in the state is the one that the alias is to belong to, then the one that
/// it belongs to.
#[test]
fn every_cell_of_the_key_state_table_holds() {
    let ready_at: Timestamp = read("2026-01-05T12:01:00Z");
    let deletion_date: Timestamp = read("2026-03-01T00:00:00Z");
    let window = PendingWindowInDays::MIN;
    let updating = KeyState::Updating { until: ready_at };
    let imported = |state| RelatedKeys::new(shared(Origin::External), regional(HOME, state), vec![]).unwrap();
    let deleted = KeyState::PendingDeletion { deletion_date };
    let waiting = KeyState::PendingReplicaDeletion { window };
    for (region, set, expected) in [
        (EU, set_in(KeyState::Enabled, &[(EU, KeyState::Creating { ready_at })]), "ok"),
        (HOME, set_in(KeyState::Enabled, &[]), "ok"),
        (HOME, set_in(KeyState::Disabled, &[]), "ok"),
        (HOME, imported(KeyState::PendingImport), "ok"),
        (HOME, set_in(updating, &[(EU, updating)]), "ok"),
        (HOME, set_in(deleted, &[]), "is pending deletion."),
        (HOME, set_in(waiting, &[(EU, KeyState::Enabled)]), "is pending replica deletion."),
    ] {
        let context = format!("{:?}", set.key_in(&read(region)).unwrap().state);
        let mut stage = Stage::new();
        let other = stage.accepts(&CreateKey::default(), region).key_id;
        stage.accepts(&create("alias/other", other), region);
        // The alias was there before the key came into its state.
        stage.kms.adopt(set_in(KeyState::Enabled, &[(EU, KeyState::Enabled)]));
        stage.accepts(&create(ORDERS, reference(KEY_ID)), region);
        stage.kms.adopt(set);
        let call = stage.call(region);
        let words = |refused: Result<(), kms_mrk::KmsError>| match refused {
            Ok(()) => "ok".to_owned(),
            Err(error) => {
                assert_eq!(error.code().as_str(), "KMSInvalidStateException");
                let prefix = format!("{} ", key_arn(region, KEY_ID));
                error.message().strip_prefix(&prefix).unwrap().to_owned()
            }
        };
        let mut kms = stage.kms.clone();
        let of = || reference(KEY_ID);
        assert_eq!(words(kms.call(&create("alias/new", of()), &call).map(|_| ())), expected, "{context}");
        assert_eq!(words(kms.call(&update("alias/other", of()), &call).map(|_| ())), expected, "{context}");
        kms.call(&describe(ORDERS), &call).unwrap();
        kms.call(&update(ORDERS, other), &call).unwrap();
        stage.kms.call(&delete(ORDERS), &call).unwrap();
    }
}

#[test]
fn an_alias_remembers_when_it_was_made_and_last_updated() {
    let mut stage = Stage::new();
    let [one, other] = [stage.primary().key_id, stage.primary().key_id];
    let alias = |kms: &Kms| *kms.world().alias(read(ACCOUNT), &read(HOME), &read(ORDERS)).unwrap();
    let made = stage.now;
    stage.accepts(&create(ORDERS, one), HOME);
    assert_eq!(alias(&stage.kms), Alias { key_id: one, creation_date: made, last_updated_date: made });
    stage.wait(5);
    stage.accepts(&update(ORDERS, other), HOME);
    assert_eq!(alias(&stage.kms), Alias { key_id: other, creation_date: made, last_updated_date: stage.now });
}

#[test]
fn every_change_of_an_alias_is_one_event_and_one_record_of_its_key() {
    let mut stage = Stage::new();
    let [one, other] = [stage.primary().arn, stage.primary().arn];
    let alias: AliasName = read(ORDERS);
    let made = stage.reply(&create(ORDERS, one.clone()), HOME);
    let moved = stage.reply(&update(ORDERS, other.clone()), HOME);
    let gone = stage.reply(&delete(ORDERS), HOME);
    for (reply, name, key, change) in [
        (made, "CreateAlias", &one, Change::AliasCreated { alias: alias.clone() }),
        (moved, "UpdateAlias", &other, Change::AliasUpdated { alias: alias.clone() }),
        (gone, "DeleteAlias", &other, Change::AliasDeleted { alias: alias.clone() }),
    ] {
        let event = &reply.events[0];
        assert_eq!(
            (reply.events.len(), event.subject.key_id(), &event.change),
            (1, Some(key.key_id()), &change)
        );
        let record = &reply.records[0];
        assert_eq!((reply.records.len(), record.event_name), (1, name));
        assert_eq!(record.resources, std::slice::from_ref(key));
    }
}

#[test]
fn events_of_aliases_that_are_not_there_change_nothing() {
    let mut stage = Stage::new();
    let [one, other] = [stage.primary().key_id, stage.primary().key_id];
    let made = stage.reply(&create(ORDERS, one), HOME).events.remove(0);
    let before = stage.kms.clone();
    for (key_id, region, change) in [
        (other, HOME, Change::AliasDeleted { alias: read(ORDERS) }),
        (one, HOME, Change::AliasDeleted { alias: read("alias/nothing") }),
        (one, HOME, Change::AliasUpdated { alias: read("alias/nothing") }),
        (one, EU, Change::AliasCreated { alias: read(ORDERS) }),
    ] {
        let event =
            kms_mrk::model::Event { subject: key_id.into(), region: read(region), change, ..made.clone() };
        stage.kms.replay(&event);
        assert_eq!(stage.kms, before, "{event:?}");
    }
}

#[test]
fn a_world_with_aliases_is_written_as_json_and_comes_back_equal_and_goes_on_the_same() {
    let mut stage = Stage::new();
    let empty = serde_json::to_value(&stage.kms).unwrap();
    assert_eq!(empty.get("aliases"), None);
    let key = stage.primary().key_id;
    stage.replica(key, EU);
    stage.settle();
    stage.accepts(&create(ORDERS, key), EU);

    let mut json = serde_json::to_value(&stage.kms).unwrap();
    let alias = json!({
        "key_id": key,
        "creation_date": "2026-01-05T13:00:00Z",
        "last_updated_date": "2026-01-05T13:00:00Z"
    });
    assert_eq!(json["aliases"], json!({ACCOUNT: {EU: {ORDERS: alias.clone()}}}));
    let mut back: Kms = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(back, stage.kms);

    // Aliases without a key of their account and Region are left out.
    json["aliases"][ACCOUNT][HOME]["alias/lost"] = json!({"key_id": KEY_ID, "creation_date": alias["creation_date"],
        "last_updated_date": alias["creation_date"]});
    json["aliases"][ACCOUNT]["eu-west-2"][ORDERS] = alias.clone();
    json["aliases"][OTHER_ACCOUNT][EU][ORDERS] = alias;
    assert_eq!(serde_json::from_value::<Kms>(json.clone()).unwrap(), stage.kms);

    // A document from before there were aliases.
    json.as_object_mut().unwrap().remove("aliases");
    json["quotas"].as_object_mut().unwrap().remove("aliases_per_key");
    let old: Kms = serde_json::from_value(json).unwrap();
    assert_eq!(names(old.world(), EU), [""; 0]);
    assert_eq!(*old.world().quotas(), Quotas::DEFAULT);

    delete_key(&mut stage, key, EU);
    let schedule = ScheduleKeyDeletion::new(key.into()).with_window(PendingWindowInDays::MIN);
    back.call(&schedule, &stage::Stage { now: read("2026-01-05T13:00:00Z"), ..Stage::new() }.call(EU))
        .unwrap();
    back.advance(stage.now);
    assert_eq!(back, stage.kms);
}

#[test]
fn a_set_that_is_adopted_again_keeps_the_aliases_of_the_keys_that_stay() {
    let mut stage = Stage::new().with_set(set_in(KeyState::Enabled, &[(EU, KeyState::Enabled)]));
    for region in [HOME, EU] {
        stage.accepts(&create(ORDERS, reference(KEY_ID)), region);
    }
    stage.kms.adopt(set_in(KeyState::Disabled, &[]));
    assert_eq!(names(stage.kms.world(), HOME), [ORDERS]);
    assert_eq!(names(stage.kms.world(), EU), [""; 0]);
}

#[test]
fn what_is_not_known_of_aliases_is_not_guessed() {
    let requests = (create(ORDERS, reference(KEY_ID)), update(ORDERS, reference(KEY_ID)), delete(ORDERS));
    let nothing = Setting::new();
    assert!(requests.0.check(&nothing).is_empty());
    assert!(requests.1.check(&nothing).is_empty());
    assert!(requests.2.check(&nothing).is_empty());
}

#[test]
fn the_caller_needs_the_permission_on_the_alias_and_on_every_key_that_is_concerned() {
    let mut stage = Stage::new();
    let [one, other] = [stage.primary().arn, stage.primary().arn];
    stage.accepts(&create(ORDERS, one.clone()), HOME);
    let call = stage.call(HOME);
    let world = stage.kms.world();
    let setting = Setting::of(world, &call);
    let needed = |permissions: Vec<kms_mrk::operation::Permission>| -> Vec<Value> {
        permissions
            .iter()
            .map(|permission| json!([permission.action, permission.resource, permission.granted_by]))
            .collect()
    };
    let alias = arn(HOME, ORDERS);
    assert_eq!(
        needed(create(ORDERS, one.clone()).required_permissions(&setting)),
        [json!(["kms:CreateAlias", alias, "iam-policy"]), json!(["kms:CreateAlias", one, "key-policy"])]
    );
    assert_eq!(
        needed(update(ORDERS, other.key_id()).required_permissions(&setting)),
        [
            json!(["kms:UpdateAlias", alias, "iam-policy"]),
            json!(["kms:UpdateAlias", other, "key-policy"]),
            json!(["kms:UpdateAlias", one, "key-policy"]),
        ]
    );
    assert_eq!(needed(update(ORDERS, one.key_id()).required_permissions(&setting)).len(), 2);
    assert_eq!(
        needed(delete(ORDERS).required_permissions(&setting)),
        [json!(["kms:DeleteAlias", alias, "iam-policy"]), json!(["kms:DeleteAlias", one, "key-policy"])]
    );
    assert_eq!(
        needed(delete(ORDERS).required_permissions(&Setting::new())),
        [json!(["kms:DeleteAlias", "arn:*:kms:*:*:alias/orders", "iam-policy"])]
    );
}
