//! Keys in custom key stores: how they are made, and what becomes of them while their store is disconnected.

mod stage;

use std::fmt::Debug;

use kms_mrk::Kms;
use kms_mrk::key::{
    KeyMetadata, KeySpec, KeyState, KeyStateName, KeyUsage, Origin, PendingWindowInDays, RequestedState,
    WrappingAlgorithm, WrappingKeySpec,
};
use kms_mrk::model::{
    Change, ConnectionState, CustomKeyStore, Event, InvalidSet, NotASet, RegionalKey, RelatedKeys,
    SharedProperties, Subject, Timing, Transition, Trigger, World,
};
use kms_mrk::operation::{
    CancelKeyDeletion, ConnectCustomKeyStore, CreateAlias, CreateKey, DeleteAlias, DeleteImportedKeyMaterial,
    DisableKey, DisableKeyRotation, DisconnectCustomKeyStore, EnableKey, EnableKeyRotation, GetKeyPolicy,
    GetKeyRotationStatus, GetParametersForImport, ListKeyPolicies, ListKeyRotations, ListKeys,
    ListResourceTags, Operation, PutKeyPolicy, RotateKeyOnDemand, ScheduleKeyDeletion, Setting, TagResource,
    UntagResource, UpdateAlias, UpdateKeyDescription, UpdatePrimaryRegion, rule,
};
use kms_mrk::verdict::{ErrorCode, Evidence};
use serde_json::{Value, json};
use stage::{
    ACCOUNT, CLOUD_HSM, CLUSTER, EXTERNAL, HOME, NOON, OTHER_ACCOUNT, Stage, UUID, XKS_KEY, administrator,
    cloud_hsm_store, external_key, external_store, judged, key_arn, lines, policy, read, reference, regional,
    replicate, said, shared, tags,
};

const DAY: u64 = 24 * 3600;

/// A stage with a store of each type, both connected.
fn stage() -> Stage {
    Stage::new().with_world(|world| {
        world.with_custom_key_store(cloud_hsm_store()).with_custom_key_store(external_store())
    })
}

fn connect(id: &str) -> ConnectCustomKeyStore {
    ConnectCustomKeyStore::new(read(id))
}

fn disconnect(id: &str) -> DisconnectCustomKeyStore {
    DisconnectCustomKeyStore::new(read(id))
}

fn in_cloud_hsm() -> CreateKey {
    CreateKey {
        origin: Origin::AwsCloudHsm,
        custom_key_store_id: Some(read(CLOUD_HSM)),
        ..CreateKey::default()
    }
}

fn in_external_store() -> CreateKey {
    CreateKey {
        origin: Origin::ExternalKeyStore,
        custom_key_store_id: Some(read(EXTERNAL)),
        xks_key_id: Some(read(XKS_KEY)),
        ..CreateKey::default()
    }
}

/// A key in the external key store that this world has not made.
fn made_elsewhere(key_id: &str) -> RelatedKeys {
    let single = SharedProperties { key_id: read(key_id), ..shared(Origin::ExternalKeyStore) };
    let key =
        RegionalKey { custom_key_store: Some(Box::new(external_key())), ..regional(HOME, KeyState::Enabled) };
    RelatedKeys::new(single, key, vec![]).unwrap()
}

/// A key in the CloudHSM key store.
#[track_caller]
fn key(stage: &mut Stage) -> KeyMetadata {
    stage.accepts(&in_cloud_hsm(), HOME)
}

/// A key in the CloudHSM key store, which is disconnected.
#[track_caller]
fn key_in_disconnected_store(stage: &mut Stage) -> KeyMetadata {
    let key = key(stage);
    stage.accepts(&disconnect(CLOUD_HSM), HOME);
    key
}

#[track_caller]
fn is_in(stage: &mut Stage, key: &KeyMetadata, state: KeyStateName) {
    let described = stage.describe(key.key_id, HOME);
    assert_eq!(described.enabled, state == KeyStateName::Enabled);
    assert_eq!(described.check().len(), 0, "{}", described.check());
    assert_eq!(described.key_state, state);
}

#[test]
fn a_key_is_described_with_its_store_and_what_is_behind_it() {
    let mut stage = stage();
    let members = |key: &KeyMetadata| {
        let Value::Object(members) = serde_json::to_value(key).unwrap() else { panic!("no object") };
        let of_store =
            |name: &str| name.contains("Store") || name.contains("Cluster") || name.contains("Xks");
        let told =
            members.into_iter().filter(|(name, _)| name == "Origin" || name == "KeyState" || of_store(name));
        Value::Object(told.collect())
    };
    let key = key(&mut stage);
    assert_eq!(
        members(&key),
        json!({
            "KeyState": "Enabled", "Origin": "AWS_CLOUDHSM",
            "CustomKeyStoreId": CLOUD_HSM, "CloudHsmClusterId": CLUSTER,
        })
    );
    assert!(!key.key_id.is_multi_region() && key.check().is_empty());
    assert_eq!(stage.describe(key.key_id, HOME), key);

    let key = stage.accepts(&in_external_store(), HOME);
    assert_eq!(
        members(&key),
        json!({
            "KeyState": "Enabled", "Origin": "EXTERNAL_KEY_STORE",
            "CustomKeyStoreId": EXTERNAL, "XksKeyConfiguration": {"Id": XKS_KEY},
        })
    );
    assert_eq!(stage.describe(key.key_id, HOME), key);
}

#[test]
fn what_is_wrong_with_a_key_for_a_store_is_told_at_its_member() {
    let mut stage = stage();
    stage.accepts(&disconnect(EXTERNAL), HOME);
    let unsupported = "UnsupportedOperationException";
    for (create, rule, member, code, message) in [
        (
            CreateKey { custom_key_store_id: Some(read("cks-1")), ..in_cloud_hsm() },
            &rule::CUSTOM_KEY_STORE_EXISTS,
            "/CustomKeyStoreId",
            "CustomKeyStoreNotFoundException",
            "there is no custom key store `cks-1` in the account and the Region",
        ),
        (
            CreateKey { custom_key_store_id: None, ..in_cloud_hsm() },
            &rule::CUSTOM_KEY_STORE_EXISTS,
            "/CustomKeyStoreId",
            "ValidationException",
            "CustomKeyStoreId is missing for a key with Origin AWS_CLOUDHSM",
        ),
        (
            CreateKey { origin: Origin::AwsKms, ..in_cloud_hsm() },
            &rule::ORIGIN_OF_STORE,
            "/CustomKeyStoreId",
            unsupported,
            "CustomKeyStoreId is given for a key with Origin AWS_KMS",
        ),
        (
            CreateKey { custom_key_store_id: Some(read(EXTERNAL)), ..in_cloud_hsm() },
            &rule::CUSTOM_KEY_STORE_OF_TYPE,
            "/CustomKeyStoreId",
            unsupported,
            "the custom key store `cks-9876543210fedcba9` is of type EXTERNAL_KEY_STORE, the key of Origin \
             AWS_CLOUDHSM",
        ),
        (
            in_external_store(),
            &rule::CUSTOM_KEY_STORE_CONNECTED,
            "/CustomKeyStoreId",
            "CustomKeyStoreInvalidStateException",
            "the custom key store `cks-9876543210fedcba9` is disconnected",
        ),
        (
            CreateKey { xks_key_id: None, ..in_external_store() },
            &rule::XKS_KEY_OF_ORIGIN,
            "/XksKeyId",
            "ValidationException",
            "XksKeyId is missing for a key with Origin EXTERNAL_KEY_STORE",
        ),
        (
            CreateKey { xks_key_id: Some(read(XKS_KEY)), ..in_cloud_hsm() },
            &rule::XKS_KEY_OF_ORIGIN,
            "/XksKeyId",
            "ValidationException",
            "XksKeyId is given for a key with Origin AWS_CLOUDHSM",
        ),
        (
            CreateKey {
                key_spec: KeySpec::Hmac256,
                key_usage: Some(KeyUsage::GenerateVerifyMac),
                ..in_cloud_hsm()
            },
            &rule::SYMMETRIC_IN_STORE,
            "/KeySpec",
            unsupported,
            "a key of spec HMAC_256 cannot be made in a custom key store",
        ),
        (
            CreateKey { multi_region: kms_mrk::operation::MultiRegion::Yes, ..in_cloud_hsm() },
            &rule::CUSTOM_KEY_STORE_IS_REGIONAL,
            "/MultiRegion",
            unsupported,
            "a multi-Region key cannot be made in a custom key store",
        ),
    ] {
        let refusal = stage.refuses(&create, HOME);
        judged(&refusal, rule, Evidence::Documented, code, message);
        assert_eq!(refusal.place().pointer.as_str(), member);
    }
    let refusal = stage.refuses(&in_external_store(), HOME);
    assert_eq!(refusal.help(), Some("call ConnectCustomKeyStore first"));
}

#[test]
fn every_key_in_an_external_store_has_an_external_key_of_its_own() {
    let mut stage = stage();
    let key = stage.accepts(&in_external_store(), HOME);
    let is_refused = |stage: &mut Stage| {
        let refusal = stage.refuses(&in_external_store(), HOME);
        let message = "the external key `bb8562717f809024` is behind another key in the custom key store `cks-9876543210fedcba9`";
        let (rule, code) = (&rule::XKS_KEY_IS_FREE, "XksKeyAlreadyInUseException");
        judged(&refusal, rule, Evidence::Documented, code, message);
        assert_eq!(refusal.place().pointer.as_str(), "/XksKeyId");
    };
    is_refused(&mut stage);
    let other = CreateKey { xks_key_id: Some(read("another")), ..in_external_store() };
    stage.accepts(&other, HOME);

    let schedule = ScheduleKeyDeletion::new(key.key_id.into()).with_window(PendingWindowInDays::MIN);
    stage.accepts(&schedule, HOME);
    is_refused(&mut stage);
    let mut read_again = Stage {
        kms: serde_json::from_value(serde_json::to_value(&stage.kms).unwrap()).unwrap(),
        ..self::stage()
    };
    is_refused(&mut read_again);

    stage.wait(7 * DAY);
    stage.accepts(&in_external_store(), HOME);
    is_refused(&mut stage);
    assert_eq!(stage.refuses(&other, HOME).rule(), &rule::XKS_KEY_IS_FREE);
}

/// KMS makes no second key, but whoever takes keys over may have two.
#[test]
fn an_external_key_is_free_when_the_last_key_before_it_is_gone() {
    let mut stage = stage();
    let keys = [UUID, "ffffffff-0000-4000-8000-000000000000"].map(made_elsewhere);
    for set in &keys {
        stage.kms.adopt(set.clone());
    }
    for set in &keys {
        assert_eq!(stage.refuses(&in_external_store(), HOME).rule(), &rule::XKS_KEY_IS_FREE);
        let schedule = ScheduleKeyDeletion::new(set.key_id().into()).with_window(PendingWindowInDays::MIN);
        stage.accepts(&schedule, HOME);
        stage.wait(7 * DAY);
    }
    stage.accepts(&in_external_store(), HOME);
}

#[test]
fn two_stores_may_have_the_same_external_key() {
    let other = CustomKeyStore { custom_key_store_id: read("cks-2"), ..external_store() };
    let mut stage = stage().with_world(|world| world.with_custom_key_store(other));
    stage.accepts(&in_external_store(), HOME);
    let elsewhere = CreateKey { custom_key_store_id: Some(read("cks-2")), ..in_external_store() };
    stage.accepts(&elsewhere, HOME);
    assert_eq!(stage.refuses(&elsewhere, HOME).rule(), &rule::XKS_KEY_IS_FREE);
}

#[test]
fn what_a_request_for_a_key_in_a_store_lacks_is_told_without_a_world() {
    let bare = CreateKey { origin: Origin::ExternalKeyStore, ..CreateKey::default() };
    assert_eq!(
        lines(&bare.check(&Setting::new())),
        [
            "create-key/xks-key-id/origin at /XksKeyId: XksKeyId is missing for a key with Origin EXTERNAL_KEY_STORE",
            "create-key/custom-key-store/exists at /CustomKeyStoreId: CustomKeyStoreId is missing for a key with \
             Origin EXTERNAL_KEY_STORE",
        ]
    );
    assert!(in_external_store().check(&Setting::new()).is_empty(), "which stores there are is not known");
    assert!(disconnect(EXTERNAL).check(&Setting::new()).is_empty());
}

#[test]
fn a_store_is_that_of_its_account_and_region_alone() {
    let not_found = "there is no custom key store `cks-1234567890abcdef0` in the account and the Region";
    let refusals = |stage: &mut Stage, region: &str| {
        let found = &rule::CUSTOM_KEY_STORE_FOUND;
        for (refusal, rule) in [
            (stage.refuses(&in_cloud_hsm(), region), &rule::CUSTOM_KEY_STORE_EXISTS),
            (stage.refuses(&connect(CLOUD_HSM), region), found),
            (stage.refuses(&disconnect(CLOUD_HSM), region), found),
        ] {
            judged(&refusal, rule, Evidence::Documented, "CustomKeyStoreNotFoundException", not_found);
            assert_eq!(refusal.place().pointer.as_str(), "/CustomKeyStoreId");
        }
    };
    let mut stage = stage();
    refusals(&mut stage, "eu-west-1");
    refusals(&mut stage.called_by(administrator(OTHER_ACCOUNT)), HOME);
}

#[test]
fn a_store_is_called_by_any_name_in_messages_of_one_line() {
    let refusal = stage().refuses(&connect("two\nlines"), HOME);
    assert_eq!(refusal.message(), "there is no custom key store `two\\nlines` in the account and the Region");
}

#[test]
fn a_store_is_connected_any_number_of_times_and_disconnected_once() {
    let mut stage = stage();
    let id = read(CLOUD_HSM);
    let event = |change| {
        let (region, at) = (read(HOME), read(NOON));
        Event { subject: Subject::CustomKeyStore(read(CLOUD_HSM)), region, at, change }
    };
    let reply = stage.reply(&connect(CLOUD_HSM), HOME);
    assert_eq!(reply.events, [], "it is connected");
    assert_eq!(
        reply.records.iter().map(|record| record.event_name).collect::<Vec<_>>(),
        ["ConnectCustomKeyStore"]
    );

    let reply = stage.reply(&disconnect(CLOUD_HSM), HOME);
    assert_eq!(reply.events, [event(Change::CustomKeyStoreDisconnected)]);
    let [record] = &*reply.records else { panic!("{:?}", reply.records) };
    assert_eq!((record.event_name, record.aws_region.as_str()), ("DisconnectCustomKeyStore", HOME));
    assert!(record.resources.is_empty(), "a custom key store has no ARN");
    let disconnected =
        CustomKeyStore { connection_state: ConnectionState::Disconnected, ..cloud_hsm_store() };
    assert_eq!(stage.kms.world().custom_key_store(&id), Some(&disconnected));
    assert_eq!(stage.kms.world().custom_key_stores().collect::<Vec<_>>(), [&disconnected, &external_store()]);

    let refusal = stage.refuses(&disconnect(CLOUD_HSM), HOME);
    judged(
        &refusal,
        &rule::CUSTOM_KEY_STORE_NOT_DISCONNECTED,
        Evidence::Documented,
        "CustomKeyStoreInvalidStateException",
        "the custom key store `cks-1234567890abcdef0` is disconnected",
    );
    assert_eq!(refusal.help(), None);

    let reply = stage.reply(&connect(CLOUD_HSM), HOME);
    assert_eq!(reply.events, [event(Change::CustomKeyStoreConnected)]);
    assert_eq!(stage.kms.world().custom_key_store(&id), Some(&cloud_hsm_store()));
}

#[test]
fn stores_are_connected_where_kms_is_known_to_be() {
    let mut stage = stage();
    let message = "`moon-north-1` is not a Region that is known to have KMS";
    for refusal in [
        stage.refuses(&connect(CLOUD_HSM), "moon-north-1"),
        stage.refuses(&disconnect(CLOUD_HSM), "moon-north-1"),
    ] {
        let code = "UnsupportedOperationException";
        judged(&refusal, &rule::ENDPOINT, Evidence::Inferred, code, message);
    }
}

#[test]
fn connecting_takes_a_permission_by_an_iam_policy_on_everything() {
    let region = read(HOME);
    let setting = Setting::new().with_region(&region);
    for (permissions, action) in [
        (connect(CLOUD_HSM).required_permissions(&setting), "kms:ConnectCustomKeyStore"),
        (disconnect(CLOUD_HSM).required_permissions(&setting), "kms:DisconnectCustomKeyStore"),
    ] {
        assert_eq!(
            serde_json::to_value(permissions).unwrap(),
            json!([{"action": action, "region": HOME, "resource": "*", "granted_by": "iam-policy"}])
        );
    }
}

#[test]
fn the_keys_of_a_store_and_no_others_are_unavailable_while_it_is_disconnected() {
    let mut stage = stage();
    let [enabled, disabled] = [key(&mut stage), key(&mut stage)];
    stage.accepts(&DisableKey::new(disabled.key_id.into()), HOME);
    let others = [stage.accepts(&in_external_store(), HOME), stage.primary()];

    stage.accepts(&disconnect(CLOUD_HSM), HOME);
    is_in(&mut stage, &enabled, KeyStateName::Unavailable);
    is_in(&mut stage, &disabled, KeyStateName::Unavailable);
    for other in &others {
        is_in(&mut stage, other, KeyStateName::Enabled);
    }
    stage.accepts(&connect(CLOUD_HSM), HOME);
    is_in(&mut stage, &enabled, KeyStateName::Enabled);
    is_in(&mut stage, &disabled, KeyStateName::Disabled);
}

#[test]
fn what_is_asked_of_an_unavailable_key_shows_when_its_store_is_connected() {
    let mut stage = stage();
    let key = key_in_disconnected_store(&mut stage);
    let reference = || key.key_id.into();

    assert_eq!(stage.reply(&EnableKey::new(reference()), HOME).events, [], "it is to be enabled already");
    assert_eq!(stage.reply(&DisableKey::new(reference()), HOME).events.len(), 1);
    assert_eq!(stage.reply(&DisableKey::new(reference()), HOME).events, []);
    is_in(&mut stage, &key, KeyStateName::Unavailable);
    stage.accepts(&connect(CLOUD_HSM), HOME);
    is_in(&mut stage, &key, KeyStateName::Disabled);

    stage.accepts(&disconnect(CLOUD_HSM), HOME);
    assert_eq!(stage.reply(&EnableKey::new(reference()), HOME).events.len(), 1);
    is_in(&mut stage, &key, KeyStateName::Unavailable);
    stage.accepts(&connect(CLOUD_HSM), HOME);
    is_in(&mut stage, &key, KeyStateName::Enabled);
}

#[test]
fn a_key_waits_for_its_deletion_whether_its_store_is_connected_or_not() {
    let mut stage = stage();
    let [before, after] = [key(&mut stage), key(&mut stage)];
    let schedule =
        |key: &KeyMetadata| ScheduleKeyDeletion::new(key.key_id.into()).with_window(PendingWindowInDays::MIN);
    stage.accepts(&schedule(&before), HOME);
    stage.accepts(&disconnect(CLOUD_HSM), HOME);
    is_in(&mut stage, &before, KeyStateName::PendingDeletion);
    is_in(&mut stage, &after, KeyStateName::Unavailable);
    let output = stage.accepts(&schedule(&after), HOME);
    assert_eq!(output.key_state, KeyStateName::PendingDeletion);
    is_in(&mut stage, &after, KeyStateName::PendingDeletion);
    stage.accepts(&connect(CLOUD_HSM), HOME);
    is_in(&mut stage, &after, KeyStateName::PendingDeletion);
    stage.accepts(&disconnect(CLOUD_HSM), HOME);

    stage.wait(7 * DAY);
    let deleted: Vec<_> = stage.kms.advance(stage.now).iter().map(|event| event.subject.clone()).collect();
    assert_eq!(deleted.len(), 2);
    assert_eq!(stage.kms.world().sets().count(), 0);
    stage.accepts(&connect(CLOUD_HSM), HOME);
    assert_eq!(stage.kms.world().sets().count(), 0);
}

#[test]
fn a_key_that_is_kept_while_its_store_is_disconnected_is_unavailable_and_disabled_later() {
    let mut stage = stage();
    let key = key_in_disconnected_store(&mut stage);
    stage.accepts(&ScheduleKeyDeletion::new(key.key_id.into()), HOME);
    stage.accepts(&CancelKeyDeletion::new(key.key_id.into()), HOME);
    is_in(&mut stage, &key, KeyStateName::Unavailable);
    let disabled = KeyState::Unavailable { otherwise: RequestedState::Disabled };
    assert_eq!(stage.kms.world().set(key.key_id).unwrap().primary().state, disabled);
    stage.accepts(&connect(CLOUD_HSM), HOME);
    is_in(&mut stage, &key, KeyStateName::Disabled);

    stage.accepts(&ScheduleKeyDeletion::new(key.key_id.into()), HOME);
    stage.accepts(&CancelKeyDeletion::new(key.key_id.into()), HOME);
    is_in(&mut stage, &key, KeyStateName::Disabled);
}

/// The column of the key-state table for Unavailable, by calls.
#[test]
fn an_unavailable_key_allows_what_the_table_says() {
    #[track_caller]
    fn allows<O: Operation<Output: PartialEq + Debug>>(request: impl FnOnce(&KeyMetadata) -> O) {
        let mut stage = stage();
        let key = key(&mut stage);
        stage.accepts(&CreateAlias::new(read("alias/orders"), key.key_id.into()), HOME);
        let other = stage.accepts(&CreateKey::default(), HOME);
        stage.accepts(&CreateAlias::new(read("alias/other"), other.key_id.into()), HOME);
        stage.accepts(&disconnect(CLOUD_HSM), HOME);
        stage.accepts(&request(&key), HOME);
    }
    allows(|key| CreateAlias::new(read("alias/more"), key.key_id.into()));
    allows(|_| DeleteAlias::new(read("alias/orders")));
    allows(|key| kms_mrk::operation::DescribeKey::new(key.key_id.into()));
    allows(|key| DisableKey::new(key.key_id.into()));
    allows(|key| EnableKey::new(key.key_id.into()));
    allows(|key| GetKeyPolicy::new(key.key_id.into()));
    allows(|key| ListKeyPolicies::new(key.key_id.into()));
    allows(|_| ListKeys::new());
    allows(|key| ListResourceTags::new(key.key_id.into()));
    allows(|key| PutKeyPolicy::new(key.key_id.into(), policy("")));
    allows(|key| ScheduleKeyDeletion::new(key.key_id.into()));
    allows(|key| TagResource::new(key.key_id.into(), tags(&[("team", "orders")])));
    allows(|key| UntagResource::new(key.key_id.into(), vec![read("team")]));
    allows(|key| UpdateAlias::new(read("alias/other"), key.key_id.into()));
    allows(|key| UpdateKeyDescription::new(key.key_id.into(), read("orders")));

    let mut stage = stage();
    let key = key_in_disconnected_store(&mut stage);
    let refusal = stage.refuses(&CancelKeyDeletion::new(key.key_id.into()), HOME);
    let text = format!("{} is not pending deletion.", key.arn);
    said(&refusal, Evidence::Documented, "KMSInvalidStateException", &text);

    // What the operations on key material are not for is told by the origin, not by the state.
    #[track_caller]
    fn is_unsupported<O: Operation<Output: Debug>>(stage: &mut Stage, key: &KeyMetadata, request: &O) {
        let text = format!("{} origin is AWS_CLOUDHSM which is not valid for this operation.", key.arn);
        let refusal = stage.refuses(request, HOME);
        said(&refusal, Evidence::Inferred, "UnsupportedOperationException", &text);
    }
    let reference = || key.key_id.into();
    is_unsupported(&mut stage, &key, &DeleteImportedKeyMaterial::new(reference()));
    is_unsupported(&mut stage, &key, &DisableKeyRotation::new(reference()));
    is_unsupported(&mut stage, &key, &EnableKeyRotation::new(reference()));
    is_unsupported(&mut stage, &key, &GetKeyRotationStatus::new(reference()));
    let wrapping = (WrappingAlgorithm::RsaesOaepSha256, WrappingKeySpec::Rsa4096);
    is_unsupported(&mut stage, &key, &GetParametersForImport::new(reference(), wrapping.0, wrapping.1));
    is_unsupported(&mut stage, &key, &ListKeyRotations::new(reference()));
    is_unsupported(&mut stage, &key, &RotateKeyOnDemand::new(reference()));

    // The page calls these two not applicable: the key is no multi-Region key, which KMS looks at first.
    let text = format!("{} is not a multi-region primary key.", key.arn);
    let refusal = stage.refuses(&replicate(key.key_id, "eu-west-1"), HOME);
    assert_eq!(refusal.to_string(), format!("UnsupportedOperationException: {text}"));
    let refusal = stage.refuses(&UpdatePrimaryRegion::new(key.key_id.into(), read("eu-west-1")), HOME);
    assert_eq!(refusal.code(), &ErrorCode::UnsupportedOperation);
}

/// The rows of the table of transitions that have to do with custom key stores.
#[test]
fn the_table_of_transitions_has_a_row_for_all_that_becomes_of_an_unavailable_key() {
    let rows = Transition::ALL.iter().filter(|row| {
        let states = [row.from.as_ref(), row.to.as_ref()];
        states.contains(&Some(&KeyStateName::Unavailable))
            || matches!(row.trigger, Trigger::CustomKeyStoreConnected | Trigger::CustomKeyStoreDisconnected)
    });
    let rows: Vec<_> = rows
        .map(|row| {
            let [from, to] =
                [&row.from, &row.to].map(|state| state.as_ref().map_or("none", |name| name.as_str()));
            format!("{from}, {}, {}: {to}", row.trigger.as_str(), row.when.as_str())
        })
        .collect();
    assert_eq!(
        rows,
        [
            "Unavailable, EnableKey, : Unavailable",
            "Unavailable, DisableKey, : Unavailable",
            "Unavailable, ScheduleKeyDeletion, : PendingDeletion",
            "Enabled, custom key store disconnected, : Unavailable",
            "Disabled, custom key store disconnected, : Unavailable",
            "Unavailable, custom key store connected, last set to Enabled: Enabled",
            "Unavailable, custom key store connected, last set to Disabled: Disabled",
        ]
    );
}

#[test]
fn a_multi_region_key_is_never_unavailable() {
    let mut stage = stage();
    let primary = stage.primary();
    stage.replica(primary.key_id, "eu-west-1");
    stage.settle();
    stage.accepts(&disconnect(CLOUD_HSM), HOME);
    stage.accepts(&disconnect(EXTERNAL), HOME);
    is_in(&mut stage, &primary, KeyStateName::Enabled);
    assert_eq!(stage.describe(primary.key_id, "eu-west-1").key_state, KeyStateName::Enabled);
    assert_eq!(stage.kms.world().set(primary.key_id).unwrap().custom_key_store_id(), None);

    let unavailable = KeyState::Unavailable { otherwise: RequestedState::Enabled };
    let set = RelatedKeys::new(shared(Origin::AwsKms), regional(HOME, unavailable), vec![]);
    assert_eq!(set, Err(InvalidSet::State { region: read(HOME), state: KeyStateName::Unavailable }));
}

#[test]
fn a_key_is_in_a_store_of_its_origin_or_in_none() {
    let of_origin = |origin| SharedProperties { key_id: read(UUID), ..shared(origin) };
    let enabled = || regional(HOME, KeyState::Enabled);
    let external = || RegionalKey { custom_key_store: Some(Box::new(external_key())), ..enabled() };
    for (origin, key) in [
        (Origin::ExternalKeyStore, enabled()),
        (Origin::AwsCloudHsm, external()),
        (Origin::AwsKms, external()),
        (Origin::External, external()),
    ] {
        let refused = RelatedKeys::new(of_origin(origin.clone()), key, vec![]).unwrap_err();
        assert_eq!(
            refused.to_string(),
            format!(
                "the custom key store of a key with Origin {origin} is missing, of another type or none that it can \
                 have"
            )
        );
        assert_eq!(refused, InvalidSet::CustomKeyStore(origin));
    }
    let set = RelatedKeys::new(of_origin(Origin::ExternalKeyStore), external(), vec![]).unwrap();
    assert_eq!(set.custom_key_store_id(), Some(&read(EXTERNAL)));
}

#[test]
fn a_key_that_is_taken_over_follows_its_store() {
    let set = made_elsewhere(UUID);
    let state = |world: &World| world.set(read(UUID)).unwrap().primary().state;
    let unavailable = KeyState::Unavailable { otherwise: RequestedState::Enabled };
    let disconnected = CustomKeyStore { connection_state: ConnectionState::Disconnected, ..external_store() };

    let mut kms = Kms::from(Stage::new().kms.world().clone().with_custom_key_store(disconnected.clone()));
    kms.adopt(set.clone());
    assert_eq!(state(kms.world()), unavailable);
    assert_eq!(state(&World::from(kms).with_custom_key_store(external_store())), KeyState::Enabled);

    let mut kms = Kms::new(7);
    kms.adopt(set.clone());
    assert_eq!(state(kms.world()), KeyState::Enabled, "its store is not known");
    let event = |change| Event { subject: read_subject(), region: read(HOME), at: read(NOON), change };
    kms.replay(&event(Change::CustomKeyStoreDisconnected));
    assert_eq!(state(kms.world()), KeyState::Enabled, "an event of a store that is not here");
    assert_eq!(state(&World::from(kms).with_custom_key_store(disconnected)), unavailable);

    let mut alone = set.clone();
    alone.evolve(&event(Change::CustomKeyStoreDisconnected));
    assert_eq!(alone.primary().state, unavailable);
    alone.evolve(&event(Change::KeyDisabled));
    alone.evolve(&event(Change::CustomKeyStoreConnected));
    assert_eq!(alone, set, "only an event of the key disables it");
    alone.evolve(&Event {
        subject: Subject::CustomKeyStore(read(CLOUD_HSM)),
        ..event(Change::CustomKeyStoreDisconnected)
    });
    assert_eq!(alone, set, "an event of another store");
}

fn read_subject() -> Subject {
    Subject::CustomKeyStore(read(EXTERNAL))
}

#[test]
fn a_key_in_a_store_is_taken_over_from_its_description() {
    let mut stage = stage();
    let [hsm, external] = [key(&mut stage), stage.accepts(&in_external_store(), HOME)];
    stage.accepts(&disconnect(CLOUD_HSM), HOME);
    for key in [&hsm, &external] {
        let described = stage.describe(key.key_id, HOME);
        let set = RelatedKeys::observed(&[described], Timing::default(), stage.now).unwrap();
        assert_eq!(Some(&set), stage.kms.world().set(key.key_id));
    }
    let nameless = KeyMetadata { custom_key_store_id: Some(String::new()), ..hsm.clone() };
    let other_cluster = KeyMetadata { cloud_hsm_cluster_id: Some("cluster-1".into()), ..hsm.clone() };
    for vague in [nameless, other_cluster] {
        let refused = RelatedKeys::observed(&[vague], Timing::default(), stage.now).unwrap_err();
        assert_eq!(refused, NotASet::CustomKeyStore(hsm.arn.clone()));
        assert_eq!(
            refused.to_string(),
            format!(
                "`{}` is in a custom key store, but the metadata does not name the store and what is behind the key",
                hsm.arn
            )
        );
    }
}

#[test]
fn stores_and_their_keys_are_written_down_and_read_again() {
    let mut stage = stage();
    let key = key_in_disconnected_store(&mut stage);
    stage.accepts(&in_external_store(), HOME);
    let written = serde_json::to_value(&stage.kms).unwrap();
    assert_eq!(
        written["custom_key_stores"],
        json!([
            {
                "custom_key_store_id": CLOUD_HSM, "account": ACCOUNT, "region": HOME,
                "custom_key_store_type": "AWS_CLOUDHSM", "cloud_hsm_cluster_id": CLUSTER,
                "connection_state": "DISCONNECTED",
            },
            {
                "custom_key_store_id": EXTERNAL, "account": ACCOUNT, "region": HOME,
                "custom_key_store_type": "EXTERNAL_KEY_STORE", "connection_state": "CONNECTED",
            },
        ])
    );
    let set = serde_json::to_value(stage.kms.world().set(key.key_id).unwrap()).unwrap();
    assert_eq!(set["primary"]["state"], json!({"Unavailable": {"otherwise": "Enabled"}}));
    assert_eq!(
        set["primary"]["custom_key_store"],
        json!({
            "custom_key_store_type": "AWS_CLOUDHSM",
            "custom_key_store_id": CLOUD_HSM, "cloud_hsm_cluster_id": CLUSTER,
        })
    );
    let read: Kms = serde_json::from_value(written).unwrap();
    assert_eq!(read, stage.kms);
    assert!(
        !serde_json::to_string(&Kms::new(7)).unwrap().contains("custom_key_store"),
        "nothing is written of none"
    );
}

#[test]
fn the_same_events_lead_to_the_same_world() {
    let mut stage = stage();
    let mut replayed = stage.kms.clone();
    let mut events = Vec::new();
    let reply = stage.reply(&in_cloud_hsm(), HOME);
    let key_id = reply.output.key_id;
    events.extend(reply.events);
    events.extend(stage.reply(&disconnect(CLOUD_HSM), HOME).events);
    events.extend(stage.reply(&ScheduleKeyDeletion::new(key_id.into()), HOME).events);
    events.extend(stage.reply(&CancelKeyDeletion::new(key_id.into()), HOME).events);
    events.extend(stage.reply(&EnableKey::new(key_id.into()), HOME).events);
    events.extend(stage.reply(&connect(CLOUD_HSM), HOME).events);
    events.extend(stage.reply(&disconnect(CLOUD_HSM), HOME).events);
    assert_eq!(events.len(), 7, "one a call");
    for event in &events {
        let written = serde_json::to_string(event).unwrap();
        let read: Event = serde_json::from_str(&written).unwrap();
        assert_eq!(*event, read);
        replayed.replay(&read);
    }
    assert_eq!(replayed, stage.kms);
}

#[test]
fn an_event_says_of_what_it_is() {
    let event = |subject: Subject| Event {
        subject,
        region: read(HOME),
        at: read(NOON),
        change: Change::CustomKeyStoreDisconnected,
    };
    // A custom key store may have an ID that looks like a key ID.
    let store = event(Subject::CustomKeyStore(read(UUID)));
    let written = json!({
        "custom_key_store_id": UUID, "region": HOME, "at": NOON, "event": "CustomKeyStoreDisconnected",
    });
    assert_eq!(serde_json::to_value(&store).unwrap(), written);
    assert_eq!(serde_json::from_value::<Event>(written).unwrap(), store);

    let key = Event { change: Change::KeyEnabled, ..event(Subject::Key(read(UUID))) };
    let written = json!({"key_id": UUID, "region": HOME, "at": NOON, "event": "KeyEnabled"});
    assert_eq!(serde_json::to_value(&key).unwrap(), written);
    assert_eq!(serde_json::from_value::<Event>(written).unwrap(), key);
    assert!(
        serde_json::from_value::<Event>(json!({"region": HOME, "at": NOON, "event": "KeyEnabled"})).is_err()
    );
}

#[test]
fn a_key_that_is_deleted_is_gone_from_its_store() {
    let mut stage = stage();
    let keys: Vec<_> = (0..3).map(|_| key(&mut stage)).collect();
    for _ in 0..3 {
        stage.primary();
    }
    stage.accepts(
        &ScheduleKeyDeletion::new(keys[0].key_id.into()).with_window(PendingWindowInDays::MIN),
        HOME,
    );
    stage.wait(7 * DAY);
    stage.accepts(&disconnect(CLOUD_HSM), HOME);
    let states: Vec<_> = stage.kms.world().sets().map(|set| set.primary().state.name()).collect();
    assert_eq!(states.iter().filter(|state| **state == KeyStateName::Unavailable).count(), 2);
    assert_eq!(states.iter().filter(|state| **state == KeyStateName::Enabled).count(), 3);
    let refusal = stage.refuses(&EnableKey::new(reference(keys[0].key_id.as_str())), HOME);
    let text = format!("Key '{}' does not exist", key_arn(HOME, keys[0].key_id));
    said(&refusal, Evidence::Recorded, "NotFoundException", &text);
    let written = serde_json::to_value(&stage.kms).unwrap();
    assert_eq!(serde_json::from_value::<Kms>(written).unwrap(), stage.kms, "the store has forgotten it");
}
