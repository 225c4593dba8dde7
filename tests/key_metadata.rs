//! What tools print of a key is read, kept and written again in KMS's wire form.

mod stage;

use expect_test::expect;
use jiff::Timestamp;
use kms_mrk::key::{
    KeyMaterialId, KeyMetadata, KeyStateName, MultiRegionConfiguration, MultiRegionKeyType, Origin,
    SigningAlgorithm, metadata_rule,
};
use serde_json::{Value, json};
use stage::{HOME, KEY_ID, UUID, key_arn, lines, read};

/// As the AWS CLI version 1 prints it, of a primary key with one replica.
const PRIMARY: &str = r#"{
    "KeyMetadata": {
        "AWSAccountId": "111122223333",
        "KeyId": "mrk-1234abcd12ab34cd56ef1234567890ab",
        "Arn": "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
        "CreationDate": 1767614695.123,
        "Enabled": true,
        "Description": "orders",
        "KeyUsage": "ENCRYPT_DECRYPT",
        "KeyState": "Enabled",
        "Origin": "AWS_KMS",
        "KeyManager": "CUSTOMER",
        "CustomerMasterKeySpec": "SYMMETRIC_DEFAULT",
        "KeySpec": "SYMMETRIC_DEFAULT",
        "EncryptionAlgorithms": [
            "SYMMETRIC_DEFAULT"
        ],
        "MultiRegion": true,
        "MultiRegionConfiguration": {
            "MultiRegionKeyType": "PRIMARY",
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
    }
}"#;

/// As the AWS CLI version 1 prints the output of ReplicateKey.
const REPLICATED: &str = r#"{
    "ReplicaKeyMetadata": {
        "AWSAccountId": "111122223333",
        "KeyId": "mrk-1234abcd12ab34cd56ef1234567890ab",
        "Arn": "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
        "CreationDate": 1767614755.0,
        "Enabled": false,
        "Description": "",
        "KeyUsage": "SIGN_VERIFY",
        "KeyState": "Creating",
        "Origin": "AWS_KMS",
        "KeyManager": "CUSTOMER",
        "CustomerMasterKeySpec": "ECC_NIST_P256",
        "KeySpec": "ECC_NIST_P256",
        "SigningAlgorithms": [
            "ECDSA_SHA_256"
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
    "ReplicaPolicy": "{\n  \"Version\" : \"2012-10-17\"\n}",
    "ReplicaTags": []
}"#;

fn plausible(text: &str) -> KeyMetadata {
    let metadata = KeyMetadata::from_json(text).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(lines(&metadata.check()), [""; 0]);
    metadata
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The metadata in the output, without the object around it.
fn bare(text: &str) -> Value {
    let Value::Object(members) = value(text) else { panic!("{text} is no object") };
    members.into_iter().find(|(name, _)| name.ends_with("KeyMetadata")).unwrap().1
}

#[test]
fn describe_key_as_the_first_cli_prints_it_is_read() {
    let key = plausible(PRIMARY);
    assert_eq!(key.arn, *key_arn(HOME, KEY_ID));
    assert_eq!(key.creation_date, read::<Timestamp>("2026-01-05T12:04:55.123Z"));
    assert_eq!((key.enabled, key.key_state), (true, KeyStateName::Enabled));
    assert_eq!(key.description, "orders");
    let configuration = key.multi_region_configuration.unwrap();
    assert_eq!(configuration.multi_region_key_type, MultiRegionKeyType::Primary);
    assert_eq!(configuration.primary_key.region, HOME);
    assert_eq!(configuration.replica_keys.len(), 1);
    assert_eq!(configuration.replica_keys[0].arn, *key_arn("eu-west-1", KEY_ID));
}

#[test]
fn replicate_key_as_the_first_cli_prints_it_is_read() {
    let key = plausible(REPLICATED);
    assert_eq!(key.creation_date, read::<Timestamp>("2026-01-05T12:05:55Z"));
    assert_eq!((key.enabled, key.key_state), (false, KeyStateName::Creating));
    assert_eq!(key.signing_algorithms, [SigningAlgorithm::EcdsaSha256]);
    assert!(key.encryption_algorithms.is_empty());
}

#[test]
fn every_way_in_which_tools_write_a_time_is_the_same_time() {
    let key = plausible(PRIMARY);
    for time in [
        r#""2026-01-05T13:04:55.123000+01:00""#, // the AWS CLI version 2
        r#""2026-01-05T12:04:55.123000+00:00""#,
        r#""2026-01-05T12:04:55.123Z""#, // JSON.stringify of the JavaScript SDK
        r#""2026-01-05 12:04:55.123000+00:00""#, // str() of boto3's datetime
        "1767614695.123",
        "1767614695.1234567",
        "1.767614695123e9",
    ] {
        assert_eq!(plausible(&PRIMARY.replace("1767614695.123", time)), key, "{time}");
    }
    for time in [r#""yesterday""#, r#""2026-01-05T12:04:55""#, "true", "1e300"] {
        let report = KeyMetadata::from_json(&PRIMARY.replace("1767614695.123", time)).unwrap_err();
        assert_eq!(
            lines(&report),
            ["key-metadata/readable at /KeyMetadata/CreationDate: CreationDate must be a time: \
              epoch seconds, or ISO 8601 with an offset"],
            "{time}"
        );
    }
}

#[test]
fn metadata_is_read_with_and_without_the_object_around_it() {
    for text in [PRIMARY, REPLICATED] {
        let bare = bare(text).to_string();
        assert_eq!(plausible(&bare), plausible(text));
        assert_eq!(serde_json::from_str::<KeyMetadata>(text).unwrap(), plausible(text));
        assert_eq!(serde_json::from_value::<KeyMetadata>(value(text)).unwrap(), plausible(text));
    }
    // What boto3 adds does not disturb.
    let mut response = value(PRIMARY);
    response["ResponseMetadata"] = json!({"HTTPStatusCode": 200});
    assert_eq!(plausible(&response.to_string()), plausible(PRIMARY));
}

#[test]
fn what_was_read_is_written_in_the_same_wire_form() {
    for text in [PRIMARY, REPLICATED] {
        assert_eq!(serde_json::to_value(plausible(text)).unwrap(), bare(text));
    }
}

#[test]
fn the_members_are_written_in_the_order_of_kms() {
    let mut key = plausible(PRIMARY);
    key.description = read("");
    key.key_state = KeyStateName::PendingReplicaDeletion;
    key.enabled = false;
    key.pending_deletion_window_in_days = Some(7);
    key.current_key_material_id = Some(KeyMaterialId::from_bytes([0xab; 32]));
    expect![[r#"
        {
          "AWSAccountId": "111122223333",
          "KeyId": "mrk-1234abcd12ab34cd56ef1234567890ab",
          "Arn": "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
          "CreationDate": 1767614695.123,
          "Enabled": false,
          "Description": "",
          "KeyUsage": "ENCRYPT_DECRYPT",
          "KeyState": "PendingReplicaDeletion",
          "Origin": "AWS_KMS",
          "KeyManager": "CUSTOMER",
          "CustomerMasterKeySpec": "SYMMETRIC_DEFAULT",
          "KeySpec": "SYMMETRIC_DEFAULT",
          "EncryptionAlgorithms": [
            "SYMMETRIC_DEFAULT"
          ],
          "MultiRegion": true,
          "MultiRegionConfiguration": {
            "MultiRegionKeyType": "PRIMARY",
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
          },
          "PendingDeletionWindowInDays": 7,
          "CurrentKeyMaterialId": "abababababababababababababababababababababababababababababababab"
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&key).unwrap());
}

#[test]
fn create_key_output_of_an_imported_key_is_read() {
    let key = plausible(
        r#"{"KeyMetadata": {
            "AWSAccountId": "111122223333", "KeyId": "1234abcd-12ab-34cd-56ef-1234567890ab",
            "Arn": "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
            "CreationDate": "2026-01-05T13:04:55+01:00", "Enabled": false, "Description": "",
            "KeyUsage": "ENCRYPT_DECRYPT", "KeyState": "PendingImport", "Origin": "EXTERNAL",
            "KeyManager": "CUSTOMER", "CustomerMasterKeySpec": "SYMMETRIC_DEFAULT",
            "KeySpec": "SYMMETRIC_DEFAULT", "EncryptionAlgorithms": ["SYMMETRIC_DEFAULT"], "MultiRegion": false
        }}"#,
    );
    assert_eq!((key.origin, key.expiration_model, key.valid_to), (Origin::External, None, None));
    assert_eq!((key.multi_region, key.multi_region_configuration), (false, None));
}

#[test]
fn a_key_in_a_custom_key_store_is_read() {
    let mut single = bare(PRIMARY);
    single["KeyId"] = json!(UUID);
    single["Arn"] = json!(key_arn(HOME, UUID));
    single["MultiRegion"] = json!(false);
    single.as_object_mut().unwrap().remove("MultiRegionConfiguration");
    let mut in_hsm = single.clone();
    in_hsm["Origin"] = json!("AWS_CLOUDHSM");
    in_hsm["CustomKeyStoreId"] = json!("cks-1234567890abcdef0");
    in_hsm["CloudHsmClusterId"] = json!("cluster-1a23b4cdefg");
    let mut outside = single;
    outside["Origin"] = json!("EXTERNAL_KEY_STORE");
    outside["CustomKeyStoreId"] = json!("cks-1234567890abcdef0");
    outside["XksKeyConfiguration"] = json!({"Id": "bb8562717f809024", "Provider": {"Vendor": "x"}});
    for key in [in_hsm, outside] {
        assert_eq!(serde_json::to_value(plausible(&key.to_string())).unwrap(), key);
    }
}

#[test]
fn an_emulator_that_writes_null_for_what_is_not_there_is_read() {
    let mut members = bare(PRIMARY);
    members["SigningAlgorithms"] = Value::Null;
    members["DeletionDate"] = Value::Null;
    members["MacAlgorithms"] = json!([]);
    assert_eq!(plausible(&json!({"KeyMetadata": members}).to_string()), plausible(PRIMARY));
}

#[test]
fn what_an_emulator_gets_wrong_is_said() {
    // A replica that is ready at once, without the configuration, in an account of zeros.
    let mut key = bare(PRIMARY);
    key["AWSAccountId"] = json!("000000000000");
    key["Arn"] = json!("arn:aws:kms:eu-west-1:000000000000:key/mrk-1234abcd12ab34cd56ef1234567890ab");
    key["Enabled"] = json!(false);
    key.as_object_mut().unwrap().remove("MultiRegionConfiguration");
    key["ExpirationModel"] = json!("KEY_MATERIAL_DOES_NOT_EXPIRE");
    assert_eq!(
        lines(&KeyMetadata::from_json(&key.to_string()).unwrap().check()),
        [
            "key-metadata/enabled/only-when-enabled at /Enabled: Enabled is false in the state Enabled",
            "key-metadata/expiration-model/only-imported at /ExpirationModel: \
             ExpirationModel is there for a key with Origin AWS_KMS",
            "key-metadata/multi-region-configuration/only-multi-region at /MultiRegionConfiguration: \
             MultiRegionConfiguration is missing for a multi-Region key",
        ]
    );
}

#[test]
fn members_that_nobody_knows_survive_wherever_they_stand() {
    let mut key = bare(PRIMARY);
    key["PostQuantum"] = json!({"Level": 5, "Since": [1.5, null, "x", -3, true]});
    key["MultiRegionConfiguration"]["Synchronized"] = json!(true);
    key["MultiRegionConfiguration"]["PrimaryKey"]["Zone"] = json!("use1-az1");
    key["MultiRegionConfiguration"]["ReplicaKeys"][0]["Zone"] = json!("euw1-az1");
    let read = plausible(&key.to_string());
    assert_eq!(read.other.0["PostQuantum"]["Level"], 5);
    assert_eq!(serde_json::to_value(&read).unwrap(), key);

    let configuration = &key["MultiRegionConfiguration"];
    let read: MultiRegionConfiguration = serde_json::from_value(configuration.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), *configuration);
}

#[test]
fn names_that_nobody_knows_survive_and_are_warned_of_only() {
    let mut key = bare(PRIMARY);
    for (member, name) in [
        ("KeyState", json!("Frozen")),
        ("KeySpec", json!("AES_512")),
        ("CustomerMasterKeySpec", json!("AES_512")),
        ("KeyUsage", json!("WRAP_UNWRAP")),
        ("Origin", json!("QUANTUM")),
        ("KeyManager", json!("NOBODY")),
        ("ExpirationModel", json!("KEY_MATERIAL_FADES")),
        ("EncryptionAlgorithms", json!(["AES_512_GCM"])),
        ("SigningAlgorithms", json!(["SLH_DSA"])),
        ("KeyAgreementAlgorithms", json!(["X448"])),
        ("MacAlgorithms", json!(["KMAC"])),
        ("EncapsulationAlgorithms", json!(["HQC"])),
    ] {
        key[member] = name;
    }
    key["MultiRegionConfiguration"]["MultiRegionKeyType"] = json!("WITNESS");
    let read = KeyMetadata::from_json(&key.to_string()).unwrap();
    let report = read.check();
    assert!(report.is_accepted());
    let places: Vec<_> = report.iter().map(|finding| finding.place.pointer.as_str()).collect();
    assert_eq!(
        places,
        [
            "/KeyState",
            "/KeySpec",
            "/KeyUsage",
            "/Origin",
            "/KeyManager",
            "/ExpirationModel",
            "/MultiRegionConfiguration/MultiRegionKeyType",
        ]
    );
    assert!(report.iter().all(|finding| finding.rule == &metadata_rule::LISTED_NAMES));
    assert!(!read.key_state.is_listed());
    assert_eq!(read.key_state, "Frozen");
    assert_eq!(serde_json::to_value(&read).unwrap(), key);
}

#[test]
fn everything_that_makes_a_document_no_metadata_is_said_at_once() {
    let mut key = bare(PRIMARY);
    for (member, wrong) in [
        ("AWSAccountId", json!("1111")),
        ("Arn", json!("arn:aws:kms:us-east-1:111122223333:alias/x")),
        ("Enabled", json!("true")),
        ("Description", Value::Null),
        ("KeyState", json!(1)),
        ("EncryptionAlgorithms", json!(["SYMMETRIC_DEFAULT", 7])),
        ("SigningAlgorithms", json!("ECDSA_SHA_256")),
        ("PendingDeletionWindowInDays", json!(-1)),
    ] {
        key[member] = wrong;
    }
    key["MultiRegionConfiguration"]["ReplicaKeys"] = json!([{"Arn": key_arn("eu-west-1", KEY_ID)}, 3]);
    key.as_object_mut().unwrap().remove("KeyId");
    let report = KeyMetadata::from_json(&json!({"KeyMetadata": key}).to_string()).unwrap_err();
    expect![[r#"
        key-metadata/readable at /KeyMetadata/Enabled: Enabled must be true or false, found a string
        key-metadata/readable at /KeyMetadata/KeyState: KeyState must be a string, found a number
        key-metadata/readable at /KeyMetadata/EncryptionAlgorithms/1: a name must be a string, found a number
        key-metadata/readable at /KeyMetadata/SigningAlgorithms: SigningAlgorithms must be a list, found a string
        key-metadata/readable at /KeyMetadata/MultiRegionConfiguration/ReplicaKeys/1: a member of ReplicaKeys must be an object, found a number
        key-metadata/readable at /KeyMetadata/PendingDeletionWindowInDays: PendingDeletionWindowInDays must be a whole number up to 4294967295, found a number
        key-metadata/readable at /KeyMetadata/AWSAccountId: invalid account ID: expected a digit, found the end at byte 4
        key-metadata/readable at /KeyMetadata/KeyId: KeyId is missing
        key-metadata/readable at /KeyMetadata/Arn: invalid key ARN: expected `key/`, found `alias/x` at byte 35
        key-metadata/readable at /KeyMetadata/Description: Description is missing
        key-metadata/readable at /KeyMetadata/MultiRegionConfiguration/ReplicaKeys/0/Region: Region is missing"#]].assert_eq(&lines(&report).join("\n"));
    assert_eq!(report.refusal(), None, "it is no request, so KMS refuses nothing");
}

#[test]
fn another_tools_output_is_said_to_be_none_of_a_key() {
    for (text, message) in [
        ("", "the document is empty"),
        ("[]", "the document must be an object, found a list"),
        (r#"{"KeyMetadata": 7}"#, "KeyMetadata must be an object, found a number"),
    ] {
        let report = KeyMetadata::from_json(text).unwrap_err();
        assert_eq!(report.findings()[0].message, message);
        assert_eq!(report.findings()[0].rule, &metadata_rule::READABLE);
        assert_eq!(report.len(), 1);
    }
}
