//! GenerateDataKey and GenerateDataKeyPair, with and without plaintext.

use kms_mrk::Kms;
use kms_mrk::key::{KeySpec, KeyUsage, Origin};
use kms_mrk::operation::{
    CreateKey, DataKeyPairSpec, DataKeySpec, Decrypt, DisableKey, GenerateDataKey, GenerateDataKeyPair,
    GenerateDataKeyPairWithoutPlaintext, GenerateDataKeyWithoutPlaintext, NumberOfBytes, rule,
};
use kms_mrk::verdict::Evidence::{Documented, Inferred};
use serde_json::json;

use crate::stage::{CLOUD_HSM, HOME, Stage, cloud_hsm_store, judged, read, reference};
use crate::{blob, context, key, refused};

#[test]
fn a_data_key_is_as_long_as_asked_for_and_its_ciphertext_opens_as_the_same_bytes() {
    let mut stage = Stage::new();
    let key = stage.primary();
    let request = GenerateDataKey::aes_256(key.key_id.into());
    let bytes = |bytes| request.clone().with_bytes(NumberOfBytes::new(bytes).unwrap());
    let asked = [
        (request.clone(), 32),
        (request.clone().with_spec(DataKeySpec::Aes128), 16),
        (bytes(1), 1),
        (bytes(7), 7),
        (bytes(1024), 1024),
    ];
    for (request, length) in asked {
        let bound = context(&[("for", "disk")]);
        let output = stage.accepts(&request.with_context(bound.clone()), HOME);
        assert_eq!(output.plaintext.as_bytes().len(), length);
        assert_eq!(output.key_material_id, key.current_key_material_id);
        let decrypt = Decrypt::new(output.ciphertext_blob).with_context(bound);
        assert_eq!(stage.accepts(&decrypt, HOME).plaintext, output.plaintext);
    }
}

#[test]
fn the_bytes_follow_from_the_seed_the_key_and_the_time() {
    let mut stage = Stage::new();
    let [key, other] = [stage.primary().key_id, stage.primary().key_id];
    let request = |key: kms_mrk::identity::KeyId| GenerateDataKey::aes_256(key.into());
    let first = stage.accepts(&request(key), HOME).plaintext;
    assert_eq!(stage.accepts(&request(key), HOME).plaintext, first);
    assert_ne!(stage.accepts(&request(other), HOME).plaintext, first);
    stage.wait(1);
    assert_ne!(stage.accepts(&request(key), HOME).plaintext, first);

    let mut elsewhere = Stage { kms: Kms::new(8), ..Stage::new() };
    elsewhere.kms.adopt(stage.kms.world().set(key).unwrap().clone());
    assert_ne!(elsewhere.accepts(&request(key), HOME).plaintext, first);
}

#[test]
fn without_plaintext_the_same_is_given_but_for_the_plaintext() {
    let mut stage = Stage::new();
    let key = stage.primary();
    let with = stage.accepts(&GenerateDataKey::aes_256(key.key_id.into()), HOME);
    let without = stage.accepts(&GenerateDataKeyWithoutPlaintext::aes_256(key.key_id.into()), HOME);
    assert_eq!(without.ciphertext_blob, with.ciphertext_blob);
    let members = json!({
        "CiphertextBlob": blob(&with.ciphertext_blob),
        "KeyId": key.arn,
        "KeyMaterialId": key.current_key_material_id
    });
    assert_eq!(serde_json::to_value(without).unwrap(), members);
    let mut members = members;
    members["Plaintext"] = serde_json::to_value(&with.plaintext).unwrap();
    assert_eq!(serde_json::to_value(with).unwrap(), members);
}

#[test]
fn the_length_is_given_once_which_is_seen_before_the_state_of_the_key() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    stage.accepts(&DisableKey::new(key.into()), HOME);
    let request = GenerateDataKey::aes_256(key.into());
    let both = GenerateDataKey { number_of_bytes: Some(NumberOfBytes::MIN), ..request.clone() };
    let neither = GenerateDataKey { key_spec: None, ..request };
    for request in [both, neither] {
        refused(
            &stage.refuses(&request, HOME),
            &rule::ONE_LENGTH,
            "/NumberOfBytes",
            Inferred,
            "ValidationException",
            "Please specify either number of bytes or key spec.",
        );
    }
}

#[test]
fn names_that_are_not_listed_are_refused_before_the_key_is_looked_for() {
    let mut stage = Stage::new();
    let request = GenerateDataKey::aes_256(reference("nothing")).with_spec("RSA_2048".into());
    refused(
        &stage.refuses(&request, HOME),
        &rule::LISTED_CHOICE,
        "/KeySpec",
        Inferred,
        "ValidationException",
        "1 validation error detected: Value 'RSA_2048' at 'keySpec' failed to satisfy constraint: Member must satisfy \
         enum value set: [AES_256, AES_128]",
    );
    let request = GenerateDataKeyPair::new(reference("nothing"), "AES_256".into());
    let refusal = stage.refuses(&request, HOME);
    assert_eq!((refusal.rule(), refusal.place().pointer.as_str()), (&rule::LISTED_CHOICE, "/KeyPairSpec"));
    assert!(refusal.message().starts_with("1 validation error detected: Value 'AES_256' at 'keyPairSpec'"));
}

#[test]
fn an_asymmetric_key_encrypts_no_data_keys() {
    let mut stage = Stage::new();
    let rsa = || reference("alias/rsa");
    let key = key(&mut stage, KeySpec::Rsa2048, KeyUsage::EncryptDecrypt).key_id;
    stage.accepts(&kms_mrk::operation::CreateAlias::new("alias/rsa".parse().unwrap(), key.into()), HOME);
    let pair = DataKeyPairSpec::Rsa2048;
    let refusals = [
        stage.refuses(&GenerateDataKey::aes_256(rsa()), HOME),
        stage.refuses(&GenerateDataKeyWithoutPlaintext::aes_256(rsa()), HOME),
        stage.refuses(&GenerateDataKeyPair::new(rsa(), pair.clone()), HOME),
        stage.refuses(&GenerateDataKeyPairWithoutPlaintext::new(rsa(), pair), HOME),
    ];
    for refusal in refusals {
        refused(
            &refusal,
            &rule::SYMMETRIC_FOR_DATA_KEYS,
            "/KeyId",
            Inferred,
            "InvalidKeyUsageException",
            "You cannot generate a data key with an asymmetric CMK",
        );
    }
}

#[test]
fn a_key_in_a_custom_key_store_encrypts_data_keys_and_no_key_pairs() {
    let mut stage = Stage::new().with_world(|world| world.with_custom_key_store(cloud_hsm_store()));
    let create = CreateKey {
        origin: Origin::AwsCloudHsm,
        custom_key_store_id: Some(read(CLOUD_HSM)),
        ..CreateKey::default()
    };
    let key = stage.accepts(&create, HOME);
    stage.accepts(&GenerateDataKey::aes_256(key.key_id.into()), HOME);
    let pair = GenerateDataKeyPair::new(key.key_id.into(), DataKeyPairSpec::EccNistP256);
    let without = GenerateDataKeyPairWithoutPlaintext::new(key.key_id.into(), DataKeyPairSpec::EccNistP256);
    for refusal in [stage.refuses(&pair, HOME), stage.refuses(&without, HOME)] {
        let message = format!("{} origin is AWS_CLOUDHSM which is not valid for this operation.", key.arn);
        let (rule, code) = (&rule::KEY_PAIR_BY_KEY_OF_KMS, "UnsupportedOperationException");
        refused(&refusal, rule, "/KeyId", Inferred, code, &message);
    }
    stage.accepts(&DisableKey::new(key.key_id.into()), HOME);
    assert_eq!(stage.refuses(&pair, HOME).rule(), &rule::KEY_STATE_ALLOWS, "the state is seen before");
}

#[test]
fn of_a_key_pair_there_is_a_stand_in_for_the_private_key() {
    let mut stage = Stage::new();
    let key = stage.primary();
    let spec = DataKeyPairSpec::EccNistP256;
    let bound = context(&[("for", "tls")]);
    let request = GenerateDataKeyPair::new(key.key_id.into(), spec.clone()).with_context(bound.clone());
    let pair = stage.accepts(&request, HOME);
    let without = GenerateDataKeyPairWithoutPlaintext::new(key.key_id.into(), spec);
    let without = stage.accepts(&without.with_context(bound.clone()), HOME);
    assert_eq!(without.private_key_ciphertext_blob, pair.private_key_ciphertext_blob);
    let decrypt = Decrypt::new(pair.private_key_ciphertext_blob.clone()).with_context(bound);
    assert_eq!(stage.accepts(&decrypt, HOME).plaintext, pair.private_key_plaintext);
    let members = json!({
        "PrivateKeyCiphertextBlob": blob(&pair.private_key_ciphertext_blob),
        "KeyId": key.arn,
        "KeyPairSpec": "ECC_NIST_P256",
        "KeyMaterialId": key.current_key_material_id
    });
    assert_eq!(serde_json::to_value(without).unwrap(), members);
    let mut members = members;
    members["PrivateKeyPlaintext"] = serde_json::to_value(&pair.private_key_plaintext).unwrap();
    assert_eq!(serde_json::to_value(pair).unwrap(), members);
}

#[test]
fn sm2_key_pairs_are_made_in_the_china_regions_only() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    let refusal = stage.refuses(&GenerateDataKeyPair::new(key.into(), DataKeyPairSpec::Sm2), HOME);
    let message = "key pairs of spec SM2 are made in the China Regions only, not in `us-east-1`";
    judged(&refusal, &rule::KEY_PAIR_OF_THE_REGION, Documented, "UnsupportedOperationException", message);

    let china = "cn-north-1";
    let key = stage.accepts(&kms_mrk::operation::CreateKey::default(), china).key_id;
    stage.accepts(&GenerateDataKeyPair::new(key.into(), DataKeyPairSpec::Sm2), china);
}
