//! Decrypt.

use kms_mrk::identity::KeyReference;
use kms_mrk::key::{EncryptionAlgorithm, KeyMaterialId, KeySpec, KeyUsage};
use kms_mrk::operation::{
    CreateAlias, Decrypt, DecryptOutput, DisableKey, Encrypt, SymbolicCiphertext, rule,
};
use kms_mrk::verdict::Evidence::{Inferred, Recorded};
use serde_json::json;

use crate::stage::{
    ACCOUNT, HOME, OTHER_ACCOUNT, Stage, administrator, judged, key_arn, read, reference, shared_policy,
};
use crate::{EU, context, key, plaintext, refused, sealed};

const NOT_THERE: &str = "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or \
                         you are not allowed to access.";
const ANOTHER_KEY: &str =
    "The key ID in the request does not identify a CMK that can perform this operation.";
const OAEP: EncryptionAlgorithm = EncryptionAlgorithm::RsaesOaepSha256;

#[test]
fn a_ciphertext_names_its_key() {
    let mut stage = Stage::new();
    let key = stage.primary();
    let ciphertext = sealed(&mut stage, &key);
    let output = stage.accepts(&Decrypt::new(ciphertext.clone()), HOME);
    assert_eq!(
        output,
        DecryptOutput {
            key_id: key.arn.clone(),
            plaintext: ciphertext.plaintext().clone(),
            encryption_algorithm: EncryptionAlgorithm::SymmetricDefault,
            key_material_id: key.current_key_material_id,
        }
    );
    assert_eq!(
        serde_json::to_value(&output).unwrap(),
        json!({
            "KeyId": key.arn,
            "Plaintext": "aGVsbG8=",
            "EncryptionAlgorithm": "SYMMETRIC_DEFAULT",
            "KeyMaterialId": key.current_key_material_id
        })
    );
}

#[test]
fn every_name_of_the_key_opens_it() {
    let mut stage = Stage::new();
    let key = stage.primary();
    let ciphertext = sealed(&mut stage, &key);
    stage.accepts(&CreateAlias::new(read("alias/orders"), key.key_id.into()), HOME);
    let alias = format!("arn:aws:kms:{HOME}:{ACCOUNT}:alias/orders");
    for name in [key.key_id.to_string(), key.arn.to_string(), "alias/orders".into(), alias] {
        let output = stage.accepts(&Decrypt::new(ciphertext.clone()).with_key(read(&name)), HOME);
        assert_eq!(output.key_id, key.arn, "{name}");
    }
}

#[test]
fn another_key_is_the_wrong_one_whatever_it_is_for_and_whatever_its_state() {
    let mut stage = Stage::new();
    let sealing = stage.primary();
    let ciphertext = sealed(&mut stage, &sealing);
    let others = [
        stage.primary(),
        key(&mut stage, KeySpec::Rsa2048, KeyUsage::EncryptDecrypt),
        key(&mut stage, KeySpec::Hmac256, KeyUsage::GenerateVerifyMac),
    ];
    stage.accepts(&DisableKey::new(others[0].key_id.into()), HOME);
    for other in others {
        let refusal = stage.refuses(&Decrypt::new(ciphertext.clone()).with_key(other.key_id.into()), HOME);
        refused(&refusal, &rule::SAME_KEY, "/KeyId", Recorded, "IncorrectKeyException", ANOTHER_KEY);
    }
}

#[test]
fn a_key_that_is_named_and_not_there_is_not_found() {
    let mut stage = Stage::new();
    let key = stage.primary();
    let ciphertext = sealed(&mut stage, &key);
    let refusal = stage.refuses(&Decrypt::new(ciphertext.clone()).with_key(key.key_id.into()), EU);
    let message = format!("Key '{}' does not exist", key_arn(EU, key.key_id));
    refused(&refusal, &rule::EXISTS, "/KeyId", Recorded, "NotFoundException", &message);
    let refusal = stage.refuses(&Decrypt::new(ciphertext).with_key(key.arn.into()), EU);
    refused(&refusal, &rule::CALLED_REGION, "/KeyId", Recorded, "NotFoundException", "Invalid arn us-east-1");
}

#[test]
fn where_the_key_of_a_ciphertext_is_not_there_kms_does_not_say_so_plainly() {
    let mut stage = Stage::new();
    let key = stage.primary();
    let ciphertext = sealed(&mut stage, &key);
    let refusal = stage.refuses(&Decrypt::new(ciphertext), EU);
    let code = "AccessDeniedException";
    refused(&refusal, &rule::KEY_OF_CIPHERTEXT, "/CiphertextBlob", Recorded, code, NOT_THERE);
}

#[test]
fn what_an_algorithm_cannot_open_is_not_looked_for() {
    let mut stage = Stage::new();
    let key = stage.primary();
    let request = Decrypt::new(sealed(&mut stage, &key)).with_algorithm(EncryptionAlgorithm::RsaesOaepSha256);
    let report = stage.kms.check(&request, &stage.call(EU));
    let rules: Vec<_> = report.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, [&rule::KEY_NAMED_FOR_ASYMMETRIC, &rule::CIPHERTEXT_OPENS]);
}

#[test]
fn a_ciphertext_names_the_account_too() {
    let mut stage = Stage::new();
    let policy = Some(shared_policy());
    let create = kms_mrk::operation::CreateKey { policy, ..Default::default() };
    let [shared, own] = [stage.accepts(&create, HOME), stage.primary()];
    let [of_shared, of_own] = [sealed(&mut stage, &shared), sealed(&mut stage, &own)];

    let mut stage = stage.called_by(administrator(OTHER_ACCOUNT));
    assert_eq!(stage.accepts(&Decrypt::new(of_shared), HOME).key_id, shared.arn);
    let refusal = stage.refuses(&Decrypt::new(of_own.clone()), HOME);
    let code = "AccessDeniedException";
    refused(&refusal, &rule::KEY_OF_CIPHERTEXT, "/CiphertextBlob", Recorded, code, NOT_THERE);

    let refusal = stage.refuses(&Decrypt::new(of_own).with_key(own.arn.clone().into()), HOME);
    let message = format!(
        "User: arn:aws:iam::{OTHER_ACCOUNT}:root is not authorized to perform: kms:Decrypt on resource: {} because no \
         resource-based policy allows the kms:Decrypt action",
        own.arn
    );
    refused(&refusal, &rule::AUTHORIZED, "/KeyId", Recorded, code, &message);
}

#[test]
fn a_ciphertext_opens_with_its_encryption_context_only() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    let bound = context(&[("team", "orders"), ("stage", "test")]);
    let encrypt = Encrypt::new(key.into(), plaintext(3)).with_context(bound.clone());
    let ciphertext = stage.accepts(&encrypt, HOME).ciphertext_blob;
    stage.accepts(&Decrypt::new(ciphertext.clone()).with_context(bound), HOME);
    let wrong = [
        context(&[]),
        context(&[("team", "orders")]),
        context(&[("team", "Orders"), ("stage", "test")]),
        context(&[("team", "orders"), ("stage", "test"), ("more", "")]),
    ];
    for wrong in wrong {
        let refusal = stage.refuses(&Decrypt::new(ciphertext.clone()).with_context(wrong), HOME);
        let code = "InvalidCiphertextException";
        refused(&refusal, &rule::CIPHERTEXT_OPENS, "/CiphertextBlob", Recorded, code, "");
    }
}

#[test]
fn a_symmetric_key_has_no_other_algorithm() {
    let mut stage = Stage::new();
    let key = stage.primary();
    let ciphertext = sealed(&mut stage, &key);
    let decrypt = Decrypt::new(ciphertext).with_key(key.key_id.into()).with_algorithm(OAEP);
    let message = "Algorithm RSAES_OAEP_SHA_256 is incompatible with key spec SYMMETRIC_DEFAULT.";
    let (place, code) = ("/EncryptionAlgorithm", "InvalidKeyUsageException");
    refused(&stage.refuses(&decrypt, HOME), &rule::ALGORITHM_OF_KEY, place, Recorded, code, message);
}

/// A ciphertext of an RSA key, sealed with [`OAEP`], and the key.
fn of_rsa(stage: &mut Stage) -> (SymbolicCiphertext, KeyReference) {
    let key = key(stage, KeySpec::Rsa2048, KeyUsage::EncryptDecrypt).key_id;
    let encrypt = Encrypt::new(key.into(), plaintext(3)).with_algorithm(OAEP);
    (stage.accepts(&encrypt, HOME).ciphertext_blob, key.into())
}

#[test]
fn a_ciphertext_of_an_asymmetric_key_opens_with_the_key_and_the_algorithm_that_sealed_it() {
    let mut stage = Stage::new();
    let (ciphertext, key) = of_rsa(&mut stage);
    let decrypt = Decrypt::new(ciphertext).with_key(key).with_algorithm(OAEP);
    let output = stage.accepts(&decrypt, HOME);
    assert_eq!(output.plaintext, plaintext(3));
    assert_eq!(output.key_material_id, None, "asymmetric keys show none");
    assert_eq!(serde_json::to_value(output).unwrap().as_object().unwrap().len(), 3);

    let refusal = stage.refuses(&Decrypt { key_id: None, ..decrypt.clone() }, HOME);
    let code = "ValidationException";
    let missing = "KeyId must not be null";
    refused(&refusal, &rule::KEY_NAMED_FOR_ASYMMETRIC, "/KeyId", Recorded, code, missing);

    let refusal = stage.refuses(&decrypt.with_context(context(&[("a", "b")])), HOME);
    let message = "EncryptionContext is not supported when encrypting/decrypting with asymmetric CMKs.";
    let rule = &rule::CONTEXT_FOR_SYMMETRIC_KEYS;
    refused(&refusal, rule, "/EncryptionContext", Recorded, code, message);
}

#[test]
fn kms_does_not_say_why_a_ciphertext_of_an_asymmetric_key_does_not_open() {
    let mut stage = Stage::new();
    let (ciphertext, key) = of_rsa(&mut stage);
    let (_, other) = of_rsa(&mut stage);
    let symmetric = stage.primary();
    let of_symmetric = sealed(&mut stage, &symmetric);
    let decrypt = Decrypt::new(ciphertext).with_algorithm(OAEP);
    let opens = &rule::CIPHERTEXT_OPENS;
    let readable = &rule::CIPHERTEXT_READABLE;
    let wrong = [
        (opens, decrypt.clone().with_key(other)),
        (opens, decrypt.clone().with_key(key.clone()).with_algorithm(EncryptionAlgorithm::RsaesOaepSha1)),
        (opens, Decrypt::new(of_symmetric).with_key(key.clone()).with_algorithm(OAEP)),
        (readable, decrypt.clone().with_key(key).with_algorithm(EncryptionAlgorithm::SymmetricDefault)),
        (readable, decrypt.with_algorithm(EncryptionAlgorithm::SymmetricDefault)),
    ];
    for (rule, decrypt) in wrong {
        let refusal = stage.refuses(&decrypt, HOME);
        refused(&refusal, rule, "/CiphertextBlob", Recorded, "InvalidCiphertextException", "");
    }
}

#[test]
fn material_that_the_key_does_not_hold_does_not_open_what_it_sealed() {
    let mut stage = Stage::new();
    let key = stage.primary();
    let ciphertext = sealed(&mut stage, &key);
    let foreign = SymbolicCiphertext::new(
        key.key_id,
        ciphertext.account(),
        KeyMaterialId::from_bytes([7; 32]),
        ciphertext.encryption_algorithm().clone(),
        ciphertext.encryption_context().clone(),
        ciphertext.plaintext().clone(),
    );
    let refusal = stage.refuses(&Decrypt::new(foreign), HOME);
    let message =
        format!("the key does not hold the material `{}` in the Region `us-east-1`", "07".repeat(32));
    judged(
        &refusal,
        &rule::MATERIAL_HELD,
        kms_mrk::verdict::Evidence::Documented,
        "KMSInvalidStateException",
        &message,
    );
    assert_eq!(refusal.place().pointer, "/CiphertextBlob");
}

#[test]
fn names_that_are_no_names_of_keys_are_refused_as_everywhere() {
    let mut stage = Stage::new();
    let key = stage.primary();
    let decrypt = Decrypt::new(sealed(&mut stage, &key));
    let refusal = stage.refuses(&decrypt.clone().with_key(reference("nothing")), HOME);
    refused(&refusal, &rule::WELL_FORMED, "/KeyId", Recorded, "NotFoundException", "Invalid keyId 'nothing'");
    let refusal = stage.refuses(&decrypt.with_key(reference("arn:aws:s3:::orders")), HOME);
    let message = "invalid key ARN: expected the service `kms`, found `s3` at byte 8";
    refused(&refusal, &rule::WELL_FORMED_ARN, "/KeyId", Inferred, "InvalidArnException", message);
}

#[test]
fn a_name_that_is_no_algorithm_opens_nothing() {
    let mut stage = Stage::new();
    let key = key(&mut stage, KeySpec::SymmetricDefault, KeyUsage::EncryptDecrypt);
    let request = Decrypt::new(sealed(&mut stage, &key)).with_algorithm("ROT13".into());
    refused(
        &stage.refuses(&request, HOME),
        &rule::LISTED_CHOICE,
        "/EncryptionAlgorithm",
        Inferred,
        "ValidationException",
        "1 validation error detected: Value 'ROT13' at 'encryptionAlgorithm' failed to satisfy constraint: Member must \
         satisfy enum value set: [SYMMETRIC_DEFAULT, RSAES_OAEP_SHA_1, RSAES_OAEP_SHA_256, SM2PKE]",
    );
}
