//! Encrypt.

use kms_mrk::key::{EncryptionAlgorithm, KeySpec, KeyUsage};
use kms_mrk::operation::{CreateKey, Encrypt, EncryptOutput, SymbolicCiphertext, rule};
use kms_mrk::verdict::Evidence::{Inferred, Recorded};
use serde_json::json;

use crate::stage::{ACCOUNT, HOME, Stage, read, reference};
use crate::{blob, context, key, plaintext, refused};

const OAEP: [EncryptionAlgorithm; 2] =
    [EncryptionAlgorithm::RsaesOaepSha1, EncryptionAlgorithm::RsaesOaepSha256];

#[test]
fn a_ciphertext_tells_what_it_takes_to_open_it_and_nothing_of_the_region() {
    let mut stage = Stage::new();
    let key = stage.primary();
    let bound = context(&[("team", "orders")]);
    let request = Encrypt::new(key.key_id.into(), plaintext(3)).with_context(bound.clone());
    let output = stage.accepts(&request, HOME);
    let expected = SymbolicCiphertext::new(
        key.key_id,
        read(ACCOUNT),
        key.current_key_material_id.unwrap(),
        EncryptionAlgorithm::SymmetricDefault,
        bound,
        plaintext(3),
    );
    assert_eq!(
        output,
        EncryptOutput {
            key_id: key.arn.clone(),
            ciphertext_blob: expected,
            encryption_algorithm: EncryptionAlgorithm::SymmetricDefault,
        }
    );
    assert_eq!(
        serde_json::to_value(&output.ciphertext_blob).unwrap(),
        json!({
            "key_id": key.key_id,
            "account": ACCOUNT,
            "key_material_id": key.current_key_material_id,
            "encryption_algorithm": "SYMMETRIC_DEFAULT",
            "encryption_context": {"team": "orders"},
            "plaintext": "eHh4"
        })
    );
    assert_eq!(
        serde_json::to_value(&output).unwrap(),
        json!({
            "CiphertextBlob": blob(&output.ciphertext_blob),
            "KeyId": key.arn,
            "EncryptionAlgorithm": "SYMMETRIC_DEFAULT"
        })
    );
}

#[test]
fn a_symmetric_key_encrypts_4096_bytes() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    stage.accepts(&Encrypt::new(key.into(), plaintext(4096)), HOME);
}

#[test]
fn an_rsa_key_encrypts_as_many_bytes_as_the_algorithm_leaves_room_for() {
    let mut stage = Stage::new();
    for (spec, most) in
        [(KeySpec::Rsa2048, [214, 190]), (KeySpec::Rsa3072, [342, 318]), (KeySpec::Rsa4096, [470, 446])]
    {
        let key = key(&mut stage, spec.clone(), KeyUsage::EncryptDecrypt).key_id;
        for (algorithm, most) in OAEP.iter().zip(most) {
            let encrypt =
                |bytes| Encrypt::new(key.into(), plaintext(bytes)).with_algorithm(algorithm.clone());
            let output = stage.accepts(&encrypt(most), HOME);
            assert_eq!(output.encryption_algorithm, *algorithm);
            refused(
                &stage.refuses(&encrypt(most + 1), HOME),
                &rule::PLAINTEXT_FITS,
                "/Plaintext",
                Recorded,
                "ValidationException",
                &format!(
                    "Algorithm {algorithm} and key spec {spec} cannot encrypt data larger than {most} bytes."
                ),
            );
        }
    }
}

#[test]
fn an_sm2_key_encrypts_1024_bytes() {
    let mut stage = Stage::new();
    let create = CreateKey {
        key_spec: KeySpec::Sm2,
        key_usage: Some(KeyUsage::EncryptDecrypt),
        ..CreateKey::default()
    };
    let beijing = "cn-north-1";
    let key = stage.accepts(&create, beijing).key_id;
    let encrypt =
        |bytes| Encrypt::new(key.into(), plaintext(bytes)).with_algorithm(EncryptionAlgorithm::Sm2Pke);
    stage.accepts(&encrypt(1024), beijing);
    let message = "Algorithm SM2PKE and key spec SM2 cannot encrypt data larger than 1024 bytes.";
    let refusal = stage.refuses(&encrypt(1025), beijing);
    refused(&refusal, &rule::PLAINTEXT_FITS, "/Plaintext", Recorded, "ValidationException", message);
}

/// A key of another usage has no algorithm of the kind: that it lacks the one that was asked for says nothing.
#[test]
fn of_a_key_of_another_usage_the_algorithm_is_not_judged() {
    let mut stage = Stage::new();
    let signing = key(&mut stage, KeySpec::Rsa2048, KeyUsage::SignVerify).key_id;
    let report = stage.kms.check(&Encrypt::new(signing.into(), plaintext(1)), &stage.call(HOME));
    assert_eq!(report.iter().map(|finding| finding.rule).collect::<Vec<_>>(), [&rule::KEY_USAGE_ALLOWS]);
}

#[test]
fn an_algorithm_must_be_one_of_the_key() {
    let mut stage = Stage::new();
    let symmetric = stage.primary().key_id;
    let rsa = key(&mut stage, KeySpec::Rsa2048, KeyUsage::EncryptDecrypt).key_id;
    let wrong = [
        (symmetric, OAEP[1].clone(), KeySpec::SymmetricDefault),
        (rsa, EncryptionAlgorithm::SymmetricDefault, KeySpec::Rsa2048),
        (rsa, EncryptionAlgorithm::Sm2Pke, KeySpec::Rsa2048),
    ];
    for (key, algorithm, spec) in wrong {
        let request = Encrypt::new(key.into(), plaintext(1)).with_algorithm(algorithm.clone());
        let refusal = stage.refuses(&request, HOME);
        refused(
            &refusal,
            &rule::ALGORITHM_OF_KEY,
            "/EncryptionAlgorithm",
            Recorded,
            "InvalidKeyUsageException",
            &format!("Algorithm {algorithm} is incompatible with key spec {spec}."),
        );
        assert!(refusal.help().unwrap().starts_with("the algorithms of the key are "));
    }
}

#[test]
fn a_name_that_is_no_algorithm_is_refused_before_the_key_is_looked_for() {
    let mut stage = Stage::new();
    let request = Encrypt::new(reference("nothing"), plaintext(1)).with_algorithm("ROT13".into());
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

#[test]
fn an_asymmetric_key_takes_no_encryption_context() {
    let mut stage = Stage::new();
    let rsa = key(&mut stage, KeySpec::Rsa2048, KeyUsage::EncryptDecrypt).key_id;
    let request = Encrypt::new(rsa.into(), plaintext(1)).with_algorithm(OAEP[0].clone());
    stage.accepts(&request.clone().with_context(context(&[])), HOME);
    refused(
        &stage.refuses(&request.with_context(context(&[("a", "b")])), HOME),
        &rule::CONTEXT_FOR_SYMMETRIC_KEYS,
        "/EncryptionContext",
        Recorded,
        "ValidationException",
        "EncryptionContext is not supported when encrypting/decrypting with asymmetric CMKs.",
    );
}
