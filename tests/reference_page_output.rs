//! The output of ReplicateKey, member by member, in the order of AWS's reference page.

mod stage;

use expect_test::expect;
use kms_mrk::key::{
    Combination, EncryptionAlgorithm, ExpirationModel, KeyManager, KeyMetadata, KeySpec, KeyState,
    KeyStateName, KeyUsage, MultiRegionKeyType, Origin, PendingWindowInDays, SigningAlgorithm,
};
use kms_mrk::model::{RegionalKey, RelatedKeys, SharedProperties};
use kms_mrk::operation::CreateKey;
use serde_json::{Value, json};
use stage::{
    ACCOUNT, HOME, KEY_ID, NOON, Stage, UUID, imported, key_arn, lines, policy, policy_text, read, regional,
    replicate, set_in, shared, tags,
};

/// The rules that a key breaks after the change.
#[track_caller]
fn broken(mut key: KeyMetadata, change: impl FnOnce(&mut KeyMetadata)) -> Vec<&'static str> {
    assert_eq!(lines(&key.check()), [""; 0]);
    change(&mut key);
    key.check().iter().map(|finding| finding.rule.id()).collect()
}

/// A primary key in this state, with one replica that is Enabled.
#[track_caller]
fn primary_in(state: KeyState) -> KeyMetadata {
    set_in(state, &[("eu-west-1", KeyState::Enabled)]).describe(&read(HOME)).unwrap()
}

/// A replica key in this state.
#[track_caller]
fn replica_in(state: KeyState) -> KeyMetadata {
    set_in(KeyState::Enabled, &[("eu-west-1", state)]).describe(&read("eu-west-1")).unwrap()
}

/// A key that can be in this state.
#[track_caller]
fn key_in(state: KeyState) -> KeyMetadata {
    match state {
        KeyState::PendingReplicaDeletion { .. } => primary_in(state),
        KeyState::Updating { .. } => set_in(state, &[("eu-west-1", state)]).describe(&read(HOME)).unwrap(),
        _ => replica_in(state),
    }
}

/// A single-Region key of this origin.
#[track_caller]
fn single_of(origin: Origin) -> KeyMetadata {
    let shared = SharedProperties { key_id: read(UUID), ..shared(origin) };
    let set = RelatedKeys::new(shared, regional(HOME, KeyState::Enabled), vec![]).unwrap();
    set.describe(&read(HOME)).unwrap()
}

/// A single-Region key with imported material that expires at this time.
#[track_caller]
fn imported_until(valid_to: Option<&str>) -> KeyMetadata {
    let key = RegionalKey { imported_materials: imported(valid_to), ..regional(HOME, KeyState::Enabled) };
    let shared = SharedProperties { key_id: read(UUID), ..shared(Origin::External) };
    RelatedKeys::new(shared, key, vec![]).unwrap().describe(&read(HOME)).unwrap()
}

/// A new key of this spec and usage.
#[track_caller]
fn created(key_spec: KeySpec, key_usage: KeyUsage) -> KeyMetadata {
    Stage::new().accepts(&CreateKey { key_spec, key_usage: Some(key_usage), ..CreateKey::default() }, HOME)
}

fn states() -> [KeyState; 6] {
    [
        KeyState::Creating { ready_at: read(NOON) },
        KeyState::Enabled,
        KeyState::Disabled,
        KeyState::PendingDeletion { deletion_date: read(NOON) },
        KeyState::PendingReplicaDeletion { window: PendingWindowInDays::MIN },
        KeyState::Updating { until: read(NOON) },
    ]
}

#[test]
fn the_whole_output_of_a_request_with_everything() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    stage.wait(5);
    let request = replicate(primary.key_id, "eu-west-1")
        .with_policy(policy(""))
        .with_description(read("orders"))
        .with_tags(tags(&[("Team", "orders"), ("Stage", "")]));
    let output = serde_json::to_string_pretty(&stage.accepts(&request, HOME)).unwrap();
    expect![[r#"
        {
          "ReplicaKeyMetadata": {
            "AWSAccountId": "111122223333",
            "KeyId": "mrk-1234abcd12ab34cd56ef1234567890ab",
            "Arn": "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
            "CreationDate": 1767614405.0,
            "Enabled": false,
            "Description": "orders",
            "KeyUsage": "ENCRYPT_DECRYPT",
            "KeyState": "Creating",
            "Origin": "AWS_KMS",
            "KeyManager": "CUSTOMER",
            "CustomerMasterKeySpec": "SYMMETRIC_DEFAULT",
            "KeySpec": "SYMMETRIC_DEFAULT",
            "EncryptionAlgorithms": [
              "SYMMETRIC_DEFAULT"
            ],
            "MultiRegion": true,
            "MultiRegionConfiguration": {
              "MultiRegionKeyType": "REPLICA",
              "PrimaryKey": {
                "Arn": "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
                "Region": "us-east-1"
              },
              "ReplicaKeys": [
                {
                  "Arn": "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
                  "Region": "eu-west-1"
                }
              ]
            }
          },
          "ReplicaPolicy": "{\"Version\":\"2012-10-17\",\"Id\":\"\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"111122223333\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}",
          "ReplicaTags": [
            {
              "TagKey": "Team",
              "TagValue": "orders"
            },
            {
              "TagKey": "Stage",
              "TagValue": ""
            }
          ]
        }"#]]
    .assert_eq(&output.replace(primary.key_id.as_str(), KEY_ID));
}

// "ReplicaKeyMetadata"

#[test]
fn the_metadata_is_that_of_the_new_replica_and_names_its_primary_key_and_all_replicas() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    stage.replica(primary.key_id, "eu-west-1");
    stage.settle();
    let replica = stage.replica(primary.key_id, "eu-west-2").replica_key_metadata;
    assert_eq!(replica.arn, *key_arn("eu-west-2", primary.key_id));
    assert_eq!(replica.creation_date, stage.now);
    let configuration = replica.multi_region_configuration.as_ref().unwrap();
    assert_eq!(configuration.multi_region_key_type, MultiRegionKeyType::Replica);
    assert_eq!(configuration.primary_key, primary.arn.into());
    let replicas: Vec<_> = configuration.replica_keys.iter().map(|key| key.arn.to_string()).collect();
    assert_eq!(replicas, [key_arn("eu-west-1", primary.key_id), key_arn("eu-west-2", primary.key_id)]);
    assert_eq!(lines(&replica.check()), [""; 0]);
}

#[test]
fn aws_account_id_has_twelve_digits() {
    for (id, is_read) in
        [("111122223333", true), ("000000000000", true), ("11112222333", false), ("x", false)]
    {
        let text = serde_json::to_string(&single_of(Origin::AwsKms)).unwrap().replace(ACCOUNT, id);
        let reading = KeyMetadata::read_json(&text);
        assert_eq!(reading.value.is_some(), is_read, "{}", reading.report);
    }
}

#[test]
fn enabled_is_true_exactly_when_the_key_state_is_enabled() {
    for state in states() {
        let key = key_in(state);
        assert_eq!(key.enabled, state == KeyState::Enabled, "{}", key.key_state);
    }
    let rule = "key-metadata/enabled/only-when-enabled";
    assert_eq!(broken(replica_in(KeyState::Enabled), |key| key.enabled = false), [rule]);
    assert_eq!(broken(replica_in(KeyState::Disabled), |key| key.enabled = true), [rule]);
}

#[test]
fn deletion_date_is_there_only_in_pending_deletion() {
    for state in states() {
        let is_there = key_in(state).deletion_date.is_some();
        assert_eq!(is_there, matches!(state, KeyState::PendingDeletion { .. }), "{state:?}");
    }
    let rule = "key-metadata/deletion-date/only-when-pending";
    assert_eq!(broken(replica_in(KeyState::Enabled), |key| key.deletion_date = Some(read(NOON))), [rule]);
    let pending = KeyState::PendingDeletion { deletion_date: read(NOON) };
    assert_eq!(broken(replica_in(pending), |key| key.deletion_date = None), [rule]);
}

#[test]
fn a_scheduled_primary_key_with_replicas_shows_its_waiting_period_and_no_date() {
    let window = PendingWindowInDays::new(17).unwrap();
    let key = primary_in(KeyState::PendingReplicaDeletion { window });
    assert_eq!(key.key_state, KeyStateName::PendingReplicaDeletion);
    assert_eq!((key.pending_deletion_window_in_days, key.deletion_date), (Some(17), None));
    assert_eq!(lines(&key.check()), [""; 0]);
}

#[test]
fn valid_to_is_there_only_for_imported_material_that_expires() {
    let key = imported_until(Some(NOON));
    assert_eq!(key.expiration_model, Some(ExpirationModel::KeyMaterialExpires));
    assert_eq!(key.valid_to, Some(read(NOON)));
    let lasting = imported_until(None);
    assert_eq!(lasting.expiration_model, Some(ExpirationModel::KeyMaterialDoesNotExpire));
    assert_eq!(lasting.valid_to, None);

    let rule = "key-metadata/valid-to/only-when-expiring";
    assert_eq!(broken(lasting, |key| key.valid_to = Some(read(NOON))), [rule]);
    assert_eq!(broken(single_of(Origin::AwsKms), |key| key.valid_to = Some(read(NOON))), [rule]);
    assert_eq!(broken(key, |key| key.valid_to = None), [rule]);
}

#[test]
fn origin_says_where_the_material_comes_from() {
    let names: Vec<_> = Origin::ALL.iter().map(Origin::as_str).collect();
    assert_eq!(names, ["AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"]);
    let mut stage = Stage::new();
    for (origin, state) in
        [(Origin::AwsKms, KeyStateName::Enabled), (Origin::External, KeyStateName::PendingImport)]
    {
        let key = stage.accepts(&CreateKey { origin: origin.clone(), ..CreateKey::multi_region() }, HOME);
        assert_eq!((key.origin, key.key_state), (origin, state));
    }
}

#[test]
fn a_multi_region_key_is_in_no_custom_key_store() {
    let key = replica_in(KeyState::Enabled);
    assert_eq!((&key.custom_key_store_id, &key.cloud_hsm_cluster_id), (&None, &None));
    assert_eq!(
        broken(key.clone(), |key| key.custom_key_store_id = Some("cks-1".into())),
        ["key-metadata/custom-key-store/only-by-origin"]
    );
    assert_eq!(
        broken(key, |key| {
            key.origin = Origin::AwsCloudHsm;
            key.custom_key_store_id = Some("cks-1".into());
            key.cloud_hsm_cluster_id = Some("cluster-1".into());
        }),
        ["key-metadata/multi-region/origin"]
    );
}

#[test]
fn expiration_model_is_there_only_for_imported_material() {
    assert!(imported_until(None).expiration_model.is_some());
    let mut stage = Stage::new();
    let empty = stage.accepts(&CreateKey { origin: Origin::External, ..CreateKey::default() }, HOME);
    assert_eq!(empty.expiration_model, None, "nothing is imported yet");
    let expires_not = Some(ExpirationModel::KeyMaterialDoesNotExpire);
    assert_eq!(
        broken(single_of(Origin::AwsKms), |key| key.expiration_model = expires_not),
        ["key-metadata/expiration-model/only-imported"]
    );
}

#[test]
fn key_manager_is_the_customer_or_aws_and_always_the_customer_for_multi_region_keys() {
    assert_eq!(replica_in(KeyState::Enabled).key_manager, KeyManager::Customer);
    let aws = |key: &mut KeyMetadata| key.key_manager = KeyManager::Aws;
    assert_eq!(broken(replica_in(KeyState::Enabled), aws), ["key-metadata/multi-region/key-manager"]);
    assert_eq!(broken(single_of(Origin::AwsKms), aws), [""; 0]);
}

#[test]
fn customer_master_key_spec_has_the_same_value_as_key_spec() {
    for Combination { key_spec, key_usage, .. } in Combination::ALL {
        if key_spec.is_china_only() {
            continue;
        }
        let key = created(key_spec.clone(), key_usage.clone());
        // The old member has no names for the newest specs.
        let newest = ["ECC_NIST_EDWARDS25519", "ML_DSA_", "ML_KEM_"];
        let is_newest = newest.iter().any(|name| key_spec.as_str().starts_with(name));
        assert_eq!(key.customer_master_key_spec, (!is_newest).then(|| key_spec.clone()));
    }
    assert_eq!(
        broken(single_of(Origin::AwsKms), |key| key.customer_master_key_spec = Some(KeySpec::Hmac256)),
        ["key-metadata/customer-master-key-spec/equals-key-spec"]
    );
}

#[test]
fn the_algorithms_are_in_the_one_list_that_belongs_to_the_key_usage() {
    for Combination { key_spec, key_usage, .. } in Combination::ALL {
        if key_spec.is_china_only() {
            continue;
        }
        let json = serde_json::to_value(created(key_spec.clone(), key_usage.clone())).unwrap();
        let lists: Vec<_> =
            json.as_object().unwrap().keys().filter(|name| name.ends_with("Algorithms")).collect();
        let list = match key_usage.as_str() {
            "ENCRYPT_DECRYPT" => "EncryptionAlgorithms",
            "SIGN_VERIFY" => "SigningAlgorithms",
            "GENERATE_VERIFY_MAC" => "MacAlgorithms",
            "KEY_AGREEMENT" => "KeyAgreementAlgorithms",
            "ENCAPSULATE_DECAPSULATE" => "EncapsulationAlgorithms",
            usage => panic!("{usage}"),
        };
        assert_eq!(lists, [list], "{key_spec}");
    }
    let signing = created(KeySpec::EccNistP384, KeyUsage::SignVerify);
    assert_eq!(signing.signing_algorithms, [SigningAlgorithm::EcdsaSha384]);
    assert_eq!(
        broken(signing, |key| key.encryption_algorithms = vec![EncryptionAlgorithm::SymmetricDefault]),
        ["key-metadata/algorithms/by-usage"]
    );
}

#[test]
fn multi_region_is_true_for_primary_keys_and_replicas_and_false_otherwise() {
    let shown = |key: KeyMetadata| serde_json::to_value(key).unwrap()["MultiRegion"].clone();
    assert_eq!(shown(primary_in(KeyState::Enabled)), true);
    assert_eq!(shown(replica_in(KeyState::Enabled)), true);
    assert_eq!(shown(single_of(Origin::AwsKms)), false);
}

#[test]
fn multi_region_configuration_is_there_only_when_multi_region_is_true() {
    assert!(primary_in(KeyState::Enabled).multi_region_configuration.is_some());
    assert_eq!(single_of(Origin::AwsKms).multi_region_configuration, None);
    let rule = "key-metadata/multi-region-configuration/only-multi-region";
    assert_eq!(broken(replica_in(KeyState::Enabled), |key| key.multi_region_configuration = None), [rule]);
}

#[test]
fn primary_key_names_the_primary_key_even_if_it_is_the_key_itself() {
    let named = |key: KeyMetadata| key.multi_region_configuration.unwrap().primary_key.arn;
    assert_eq!(named(primary_in(KeyState::Enabled)), *key_arn(HOME, KEY_ID));
    assert_eq!(named(replica_in(KeyState::Enabled)), *key_arn(HOME, KEY_ID));
    assert_eq!(
        broken(replica_in(KeyState::Enabled), |key| {
            let configuration = key.multi_region_configuration.as_mut().unwrap();
            configuration.multi_region_key_type = MultiRegionKeyType::Primary;
        }),
        ["key-metadata/multi-region-configuration/primary-is-itself"]
    );
}

#[test]
fn replica_keys_lists_every_replica_also_the_key_itself_and_never_the_primary_key() {
    let listed = |key: KeyMetadata| {
        let replicas = key.multi_region_configuration.unwrap().replica_keys;
        replicas.iter().map(|replica| replica.region.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(listed(primary_in(KeyState::Enabled)), ["eu-west-1"]);
    assert_eq!(listed(replica_in(KeyState::Enabled)), ["eu-west-1"]);
    assert_eq!(
        broken(replica_in(KeyState::Enabled), |key| {
            key.multi_region_configuration.as_mut().unwrap().replica_keys.clear();
        }),
        ["key-metadata/multi-region-configuration/replica-is-listed"]
    );
    assert_eq!(
        broken(primary_in(KeyState::Enabled), |key| {
            let itself = key.arn.clone().into();
            key.multi_region_configuration.as_mut().unwrap().replica_keys.push(itself);
        }),
        ["multi-region-configuration/primary-is-no-replica"]
    );
}

#[test]
fn pending_deletion_window_in_days_is_there_only_in_pending_replica_deletion() {
    for state in states() {
        let is_there = key_in(state).pending_deletion_window_in_days.is_some();
        assert_eq!(is_there, matches!(state, KeyState::PendingReplicaDeletion { .. }), "{state:?}");
    }
    let rule = "key-metadata/pending-window/only-when-waiting-for-replicas";
    let window = Some(7);
    assert_eq!(
        broken(primary_in(KeyState::Enabled), |key| key.pending_deletion_window_in_days = window),
        [rule]
    );
}

#[test]
fn the_waiting_period_of_a_primary_key_does_not_begin_while_it_has_replicas() {
    // A date would say that it has begun: such a primary key is never shown.
    assert_eq!(
        broken(primary_in(KeyState::Disabled), |key| {
            key.key_state = KeyStateName::PendingDeletion;
            key.deletion_date = Some(read(NOON));
        }),
        ["key-metadata/key-state/primary-deleted-last"]
    );
    // Time alone changes nothing about it.
    let window = PendingWindowInDays::MIN;
    let waiting = set_in(KeyState::PendingReplicaDeletion { window }, &[("eu-west-1", KeyState::Enabled)]);
    let mut stage = Stage::new().with_set(waiting);
    stage.wait(40 * 24 * 3600);
    assert_eq!(stage.describe(read(KEY_ID), HOME).pending_deletion_window_in_days, Some(7));
}

#[test]
fn a_primary_key_without_replicas_is_pending_deletion_and_never_waits_for_any() {
    let deletion_date = read(NOON);
    let alone = set_in(KeyState::PendingDeletion { deletion_date }, &[]).describe(&read(HOME)).unwrap();
    assert_eq!(alone.deletion_date, Some(deletion_date));
    assert_eq!(
        broken(alone, |key| {
            key.key_state = KeyStateName::PendingReplicaDeletion;
            key.deletion_date = None;
            key.pending_deletion_window_in_days = Some(7);
        }),
        ["key-metadata/key-state/waits-only-with-replicas"]
    );
}

#[test]
fn a_replica_that_is_scheduled_for_deletion_shows_its_date() {
    let deletion_date = read(NOON);
    let replica = replica_in(KeyState::PendingDeletion { deletion_date });
    assert_eq!((replica.deletion_date, replica.pending_deletion_window_in_days), (Some(deletion_date), None));
    assert_eq!(lines(&replica.check()), [""; 0]);
    assert_eq!(
        broken(replica, |key| {
            key.key_state = KeyStateName::PendingReplicaDeletion;
            key.deletion_date = None;
            key.pending_deletion_window_in_days = Some(7);
        }),
        ["key-metadata/key-state/waits-only-with-replicas"]
    );
}

// "ReplicaPolicy"

#[test]
fn replica_policy_is_the_policy_as_json_text() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    let policy_of =
        |output: &Value| serde_json::from_str::<Value>(output["ReplicaPolicy"].as_str().unwrap()).unwrap();
    let request = replicate(primary.key_id, "eu-west-1")
        .with_policy(read(&policy_text("given").replace(',', ",\r\n\t")));
    let output = serde_json::to_value(stage.accepts(&request, HOME)).unwrap();
    assert_eq!(policy_of(&output)["Id"], "given");

    let output = serde_json::to_value(stage.replica(primary.key_id, "eu-west-2")).unwrap();
    let principal = &policy_of(&output)["Statement"][0]["Principal"];
    assert_eq!(*principal, json!({"AWS": "arn:aws:iam::111122223333:root"}));
}

// "ReplicaTags"

#[test]
fn replica_tags_is_the_list_of_tags_and_absent_if_there_are_none() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    let request = replicate(primary.key_id, "eu-west-1").with_tags(tags(&[("b", "1"), ("a", "")]));
    let output = serde_json::to_value(stage.accepts(&request, HOME)).unwrap();
    let expected = json!([{"TagKey": "b", "TagValue": "1"}, {"TagKey": "a", "TagValue": ""}]);
    assert_eq!(output["ReplicaTags"], expected);

    let output = serde_json::to_value(stage.replica(primary.key_id, "eu-west-2")).unwrap();
    let members: Vec<_> = output.as_object().unwrap().keys().collect();
    assert_eq!(members, ["ReplicaKeyMetadata", "ReplicaPolicy"]);
}
