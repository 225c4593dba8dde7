//! CreateKey: which keys there are, their defaults and their names.

mod stage;

use std::collections::BTreeSet;

use expect_test::expect;
use kms_mrk::Kms;
use kms_mrk::identity::Partition;
use kms_mrk::key::{KeySpec, KeyStateName, KeyUsage, Origin};
use kms_mrk::operation::{CreateKey, MultiRegion, Setting, rule};
use kms_mrk::policy::PolicyText;
use kms_mrk::verdict::{ErrorCode, Evidence};
use serde_json::json;
use stage::{ACCOUNT, HOME, Stage, UUID, judged, lines, read, recorded, tags};

/// Every key spec with its usages, and the member and the names of the algorithms, as the service model and the
/// recordings have them.
const SPECS: &str = "
SYMMETRIC_DEFAULT ENCRYPT_DECRYPT EncryptionAlgorithms SYMMETRIC_DEFAULT
RSA_2048 ENCRYPT_DECRYPT EncryptionAlgorithms RSAES_OAEP_SHA_1 RSAES_OAEP_SHA_256
RSA_2048 SIGN_VERIFY SigningAlgorithms RSASSA_PKCS1_V1_5_SHA_256 RSASSA_PKCS1_V1_5_SHA_384 RSASSA_PKCS1_V1_5_SHA_512 RSASSA_PSS_SHA_256 RSASSA_PSS_SHA_384 RSASSA_PSS_SHA_512
RSA_3072 ENCRYPT_DECRYPT EncryptionAlgorithms RSAES_OAEP_SHA_1 RSAES_OAEP_SHA_256
RSA_3072 SIGN_VERIFY SigningAlgorithms RSASSA_PKCS1_V1_5_SHA_256 RSASSA_PKCS1_V1_5_SHA_384 RSASSA_PKCS1_V1_5_SHA_512 RSASSA_PSS_SHA_256 RSASSA_PSS_SHA_384 RSASSA_PSS_SHA_512
RSA_4096 ENCRYPT_DECRYPT EncryptionAlgorithms RSAES_OAEP_SHA_1 RSAES_OAEP_SHA_256
RSA_4096 SIGN_VERIFY SigningAlgorithms RSASSA_PKCS1_V1_5_SHA_256 RSASSA_PKCS1_V1_5_SHA_384 RSASSA_PKCS1_V1_5_SHA_512 RSASSA_PSS_SHA_256 RSASSA_PSS_SHA_384 RSASSA_PSS_SHA_512
ECC_NIST_P256 SIGN_VERIFY SigningAlgorithms ECDSA_SHA_256
ECC_NIST_P256 KEY_AGREEMENT KeyAgreementAlgorithms ECDH
ECC_NIST_P384 SIGN_VERIFY SigningAlgorithms ECDSA_SHA_384
ECC_NIST_P384 KEY_AGREEMENT KeyAgreementAlgorithms ECDH
ECC_NIST_P521 SIGN_VERIFY SigningAlgorithms ECDSA_SHA_512
ECC_NIST_P521 KEY_AGREEMENT KeyAgreementAlgorithms ECDH
ECC_SECG_P256K1 SIGN_VERIFY SigningAlgorithms ECDSA_SHA_256
ECC_NIST_EDWARDS25519 SIGN_VERIFY SigningAlgorithms ED25519_SHA_512 ED25519_PH_SHA_512
HMAC_224 GENERATE_VERIFY_MAC MacAlgorithms HMAC_SHA_224
HMAC_256 GENERATE_VERIFY_MAC MacAlgorithms HMAC_SHA_256
HMAC_384 GENERATE_VERIFY_MAC MacAlgorithms HMAC_SHA_384
HMAC_512 GENERATE_VERIFY_MAC MacAlgorithms HMAC_SHA_512
ML_DSA_44 SIGN_VERIFY SigningAlgorithms ML_DSA_SHAKE_256
ML_DSA_65 SIGN_VERIFY SigningAlgorithms ML_DSA_SHAKE_256
ML_DSA_87 SIGN_VERIFY SigningAlgorithms ML_DSA_SHAKE_256
ML_KEM_512 ENCAPSULATE_DECAPSULATE EncapsulationAlgorithms ML_KEM
ML_KEM_768 ENCAPSULATE_DECAPSULATE EncapsulationAlgorithms ML_KEM
ML_KEM_1024 ENCAPSULATE_DECAPSULATE EncapsulationAlgorithms ML_KEM
SM2 ENCRYPT_DECRYPT EncryptionAlgorithms SM2PKE
SM2 SIGN_VERIFY SigningAlgorithms SM2DSA
SM2 KEY_AGREEMENT KeyAgreementAlgorithms ECDH
";

#[derive(Clone, Copy)]
struct Row<'a> {
    key_spec: &'a str,
    key_usage: &'a str,
    list: &'a str,
    algorithms: &'a str,
}

fn rows() -> impl Iterator<Item = Row<'static>> {
    SPECS.trim().lines().map(|line| {
        let mut fields = line.splitn(4, ' ');
        let mut next = || fields.next().unwrap();
        Row { key_spec: next(), key_usage: next(), list: next(), algorithms: next() }
    })
}

/// Where keys of the spec can be made.
fn home_of(key_spec: &str) -> &'static str {
    if key_spec == "SM2" { "cn-north-1" } else { HOME }
}

fn of(key_spec: &str, key_usage: Option<&str>) -> CreateKey {
    CreateKey { key_spec: key_spec.into(), key_usage: key_usage.map(KeyUsage::from), ..CreateKey::default() }
}

#[test]
fn a_key_of_every_spec_usage_and_origin_can_be_made_with_and_without_replicas() {
    let mut stage = Stage::new();
    for row in rows() {
        for multi_region in [MultiRegion::No, MultiRegion::Yes] {
            for origin in [Origin::AwsKms, Origin::External] {
                let request = CreateKey {
                    multi_region,
                    origin: origin.clone(),
                    ..of(row.key_spec, Some(row.key_usage))
                };
                let key = stage.accepts(&request, home_of(row.key_spec));
                assert_eq!(lines(&key.check()), [""; 0]);
                let json = serde_json::to_value(&key).unwrap();
                assert_eq!(
                    (&json["KeySpec"], &json["KeyUsage"]),
                    (&json!(row.key_spec), &json!(row.key_usage))
                );
                assert_eq!(json[row.list], json!(row.algorithms.split(' ').collect::<Vec<_>>()));
                let is_made = origin == Origin::AwsKms;
                let state = if is_made { KeyStateName::Enabled } else { KeyStateName::PendingImport };
                assert_eq!((&key.origin, &key.key_state, key.enabled), (&origin, &state, is_made));
                let shows_material = is_made && row.key_spec == "SYMMETRIC_DEFAULT";
                assert_eq!(key.current_key_material_id.is_some(), shows_material);
                assert_eq!(key.multi_region, multi_region == MultiRegion::Yes);
                assert_eq!(key.multi_region_configuration.is_some(), key.multi_region);
            }
        }
    }
}

#[test]
fn every_other_pair_of_spec_and_usage_is_refused() {
    let mut stage = Stage::new();
    let mut refused = 0;
    for spec in KeySpec::ALL {
        for usage in KeyUsage::ALL {
            if rows().any(|row| *spec == *row.key_spec && *usage == *row.key_usage) {
                continue;
            }
            let refusal = stage.refuses(&of(spec.as_str(), Some(usage.as_str())), home_of(spec.as_str()));
            recorded(
                &refusal,
                "ValidationException",
                &format!("KeyUsage {usage} is not compatible with KeySpec {spec}"),
            );
            refused += 1;
        }
    }
    assert_eq!(refused, 20 * 5 - 28);
}

#[test]
fn only_a_symmetric_encryption_key_has_a_default_usage() {
    let mut stage = Stage::new();
    for spec in KeySpec::ALL {
        let request = of(spec.as_str(), None);
        if *spec == KeySpec::SymmetricDefault {
            assert_eq!(stage.accepts(&request, HOME).key_usage, KeyUsage::EncryptDecrypt);
        } else {
            let refusal = stage.refuses(&request, home_of(spec.as_str()));
            let text =
                "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.";
            recorded(&refusal, "ValidationException", text);
        }
    }
    for request in [of("RSA_2048", None), of("RSA_2048", Some("KEY_AGREEMENT"))] {
        let help = "the usages of RSA_2048 are ENCRYPT_DECRYPT, SIGN_VERIFY";
        assert_eq!(stage.refuses(&request, HOME).help(), Some(help));
    }
}

#[test]
fn sm2_keys_are_made_in_the_china_regions_only() {
    let mut stage = Stage::new();
    for region in [HOME, "us-gov-east-1", "eusc-de-east-1"] {
        judged(
            &stage.refuses(&of("SM2", Some("SIGN_VERIFY")), region),
            &rule::CHINA_ONLY,
            Evidence::Documented,
            "UnsupportedOperationException",
            &format!("keys of spec SM2 are made in the China Regions only, not in `{region}`"),
        );
    }
    stage.accepts(&of("SM2", Some("SIGN_VERIFY")), "cn-northwest-1");
}

#[test]
fn a_request_for_nothing_in_particular_gets_all_the_defaults() {
    let mut stage = Stage::new();
    let key = stage.accepts(&CreateKey::default(), HOME);
    let json = serde_json::to_string_pretty(&key).unwrap();
    let material = key.current_key_material_id.unwrap().to_string();
    expect![[r#"
        {
          "AWSAccountId": "111122223333",
          "KeyId": "1234abcd-12ab-34cd-56ef-1234567890ab",
          "Arn": "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
          "CreationDate": 1767614400.0,
          "Enabled": true,
          "Description": "",
          "KeyUsage": "ENCRYPT_DECRYPT",
          "KeyState": "Enabled",
          "Origin": "AWS_KMS",
          "KeyManager": "CUSTOMER",
          "CustomerMasterKeySpec": "SYMMETRIC_DEFAULT",
          "KeySpec": "SYMMETRIC_DEFAULT",
          "EncryptionAlgorithms": [
            "SYMMETRIC_DEFAULT"
          ],
          "MultiRegion": false,
          "CurrentKeyMaterialId": "MATERIAL"
        }"#]]
    .assert_eq(&json.replace(key.key_id.as_str(), UUID).replace(&material, "MATERIAL"));
    let set = stage.kms.world().set(key.key_id).unwrap();
    assert_eq!(set.policy_of(set.primary()), PolicyText::default_of(&Partition::Aws, read(ACCOUNT)));
    assert!(set.primary().tags.is_empty());
    assert!(set.replicas().is_empty());
}

#[test]
fn names_that_kms_does_not_list_are_counted_together() {
    let mut stage = Stage::new();
    let request = CreateKey { origin: "QUANTUM".into(), ..of("AES_512", Some("WRAP_UNWRAP")) };
    let refusal = stage.refuses(&request, HOME);
    assert_eq!(refusal.code(), &ErrorCode::Validation);
    // The lists grow with time, so they are not compared.
    let clauses: Vec<_> = refusal.message().split(" failed to satisfy constraint: Member must ").collect();
    assert_eq!(clauses[0], "3 validation errors detected: Value 'AES_512' at 'keySpec'");
    assert!(clauses[1].starts_with("satisfy enum value set: ["), "{}", clauses[1]);
    assert!(clauses[1].ends_with("]; Value 'WRAP_UNWRAP' at 'keyUsage'"), "{}", clauses[1]);
    assert!(clauses[2].ends_with("]; Value 'QUANTUM' at 'origin'"), "{}", clauses[2]);
    assert_eq!(refusal.evidence(), Evidence::Inferred);
}

#[test]
fn a_multi_region_key_id_is_mrk_and_32_digits_and_any_other_a_uuid_of_version_4() {
    let mut stage = Stage::new();
    let mut ids = BTreeSet::new();
    for _ in 0..200 {
        let multi_region = stage.primary().key_id;
        let digits = multi_region.as_str().strip_prefix("mrk-").unwrap();
        assert_eq!(digits.len(), 32);
        assert!(digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')), "{digits}");
        let single = stage.accepts(&CreateKey::default(), HOME).key_id;
        let groups: Vec<_> = single.as_str().split('-').collect();
        assert_eq!(groups.iter().map(|group| group.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        assert!(groups[2].starts_with('4'), "version: {single}");
        assert!(groups[3].starts_with(['8', '9', 'a', 'b']), "variant: {single}");
        ids.extend([multi_region, single]);
    }
    assert_eq!(ids.len(), 400);
}

#[test]
fn the_same_seed_and_calls_give_the_same_keys_and_another_seed_gives_others() {
    let keys = |seed| {
        let mut kms = Kms::new(seed);
        let call = Stage::new().call(HOME);
        let requests = [CreateKey::default(), CreateKey::multi_region(), CreateKey::multi_region()];
        requests.map(|request| kms.call(&request, &call).unwrap().output)
    };
    assert_eq!(keys(1), keys(1));
    for (one, other) in keys(1).iter().zip(&keys(2)) {
        assert_ne!(one.key_id, other.key_id);
        assert_ne!(one.current_key_material_id, other.current_key_material_id);
    }
}

#[test]
fn a_new_key_never_takes_the_place_of_a_key_that_was_adopted() {
    let mut twin = Stage::new();
    let made_elsewhere: Vec<_> = (0..3).map(|_| twin.primary().key_id).collect();
    let mut stage = Stage::new();
    for key_id in &made_elsewhere {
        stage.kms.adopt(twin.kms.world().set(*key_id).unwrap().clone());
    }
    for _ in 0..3 {
        let key_id = stage.primary().key_id;
        assert!(!made_elsewhere.contains(&key_id));
    }
    assert_eq!(stage.kms.world().sets().count(), 6);
}

#[test]
fn a_key_cannot_be_made_where_kms_is_not_known_to_be() {
    let mut stage = Stage::new();
    let refusal = stage.refuses(&CreateKey::default(), "moon-north-1");
    assert_eq!((refusal.code(), refusal.rule()), (&ErrorCode::UnsupportedOperation, &rule::ENDPOINT));
    assert_eq!(refusal.message(), "`moon-north-1` is not a Region that is known to have KMS");
}

#[test]
fn the_permissions_are_listed_with_the_service_linked_role_of_multi_region_keys() {
    let region = read(HOME);
    let setting = Setting::new().with_region(&region);
    let actions = |request: CreateKey| {
        let permissions = request.required_permissions(&setting);
        permissions
            .iter()
            .map(|permission| {
                format!(
                    "{} on {} in {} by {}",
                    permission.action,
                    permission.resource,
                    permission.region.as_ref().unwrap(),
                    permission.granted_by.as_str()
                )
            })
            .collect::<Vec<_>>()
    };
    let create = "kms:CreateKey on * in us-east-1 by IAM policy";
    assert_eq!(actions(CreateKey::default()), [create]);
    let tagged = CreateKey { tags: tags(&[("Team", "orders")]), ..CreateKey::multi_region() };
    assert_eq!(
        actions(tagged),
        [
            create,
            "iam:CreateServiceLinkedRole on * in us-east-1 by IAM policy",
            "kms:TagResource on * in us-east-1 by IAM policy",
        ]
    );
}
