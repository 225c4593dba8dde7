//! Signatures, MACs, shared secrets and public keys: what is looked at, and that nothing is computed.

use kms_mrk::key::{KeySpec, KeyUsage, MacAlgorithm, SigningAlgorithm};
use kms_mrk::operation::{
    Decapsulate, DeriveSharedSecret, DisableKey, Encapsulate, EncapsulatedSecret, GenerateMac, GetPublicKey,
    Mac, MessageType, NotComputed, Operation, PublicKey, Setting, Sign, Signature, Verify, VerifyMac, rule,
};
use kms_mrk::verdict::Evidence::{Documented, Inferred, Recorded};
use serde_json::{Value, json};

use crate::stage::{HOME, Stage, judged, recorded};
use crate::{key, message, refused};

#[test]
fn a_signature_is_not_computed_and_the_answer_says_so() {
    let mut stage = Stage::new();
    let key = key(&mut stage, KeySpec::EccNistP256, KeyUsage::SignVerify);
    let algorithm = SigningAlgorithm::EcdsaSha256;
    let sign = Sign::new(key.key_id.into(), message(4096), algorithm.clone());
    let output = stage.accepts(&sign, HOME);
    let expected = |member| NotComputed { key_id: key.arn.clone(), algorithm: algorithm.clone(), member };
    assert_eq!(output, expected("Signature"));
    assert_eq!(
        serde_json::to_value(output).unwrap(),
        json!({"KeyId": key.arn, "SigningAlgorithm": "ECDSA_SHA_256", "NotComputed": "Signature"})
    );
    let signature = Signature::new([7; 64]).unwrap();
    let verify = Verify::new(key.key_id.into(), message(1), signature, algorithm.clone());
    assert_eq!(stage.accepts(&verify, HOME), expected("SignatureValid"));
}

#[test]
fn macs_and_shared_secrets_are_not_computed_either() {
    let mut stage = Stage::new();
    let hmac = key(&mut stage, KeySpec::Hmac224, KeyUsage::GenerateVerifyMac);
    let ecdh = key(&mut stage, KeySpec::EccNistP521, KeyUsage::KeyAgreement);
    let kem = key(&mut stage, KeySpec::MlKem512, KeyUsage::EncapsulateDecapsulate);
    let algorithm = MacAlgorithm::HmacSha224;
    let mac = Mac::new([7; 28]).unwrap();
    let verify = VerifyMac::new(hmac.key_id.into(), message(1), mac, algorithm.clone());
    let generate = GenerateMac::new(hmac.key_id.into(), message(1), algorithm);
    let derive = DeriveSharedSecret::new(ecdh.key_id.into(), PublicKey::new([1; 91]).unwrap());
    let secret = EncapsulatedSecret::new([7; 768]).unwrap();
    let decapsulate = Decapsulate::new(kem.key_id.into(), secret);
    let written: Vec<Value> = vec![
        serde_json::to_value(stage.accepts(&generate, HOME)).unwrap(),
        serde_json::to_value(stage.accepts(&verify, HOME)).unwrap(),
        serde_json::to_value(stage.accepts(&derive, HOME)).unwrap(),
        serde_json::to_value(stage.accepts(&Encapsulate::new(kem.key_id.into()), HOME)).unwrap(),
        serde_json::to_value(stage.accepts(&decapsulate, HOME)).unwrap(),
    ];
    let expected = [
        json!({"KeyId": hmac.arn, "MacAlgorithm": "HMAC_SHA_224", "NotComputed": "Mac"}),
        json!({"KeyId": hmac.arn, "MacAlgorithm": "HMAC_SHA_224", "NotComputed": "MacValid"}),
        json!({"KeyId": ecdh.arn, "KeyAgreementAlgorithm": "ECDH", "NotComputed": "SharedSecret"}),
        json!({"KeyId": kem.arn, "EncapsulationAlgorithm": "ML_KEM", "NotComputed": "SharedSecret"}),
        json!({"KeyId": kem.arn, "EncapsulationAlgorithm": "ML_KEM", "NotComputed": "SharedSecret"}),
    ];
    assert_eq!(written, expected);
}

#[test]
fn an_algorithm_must_be_one_of_the_key() {
    let mut stage = Stage::new();
    let hmac = key(&mut stage, KeySpec::Hmac256, KeyUsage::GenerateVerifyMac).key_id;
    let ecc = key(&mut stage, KeySpec::EccNistP256, KeyUsage::SignVerify).key_id;
    let generate = GenerateMac::new(hmac.into(), message(1), MacAlgorithm::HmacSha512);
    let text = "Algorithm HMAC_SHA_512 is incompatible with key spec HMAC_256.";
    let (rule, code) = (&rule::ALGORITHM_OF_KEY, "InvalidKeyUsageException");
    refused(&stage.refuses(&generate, HOME), rule, "/MacAlgorithm", Recorded, code, text);

    // The algorithm is seen before the length of the digest.
    let sign = Sign::new(ecc.into(), message(20), SigningAlgorithm::EcdsaSha384)
        .with_message_type(MessageType::Digest);
    let text = "Algorithm ECDSA_SHA_384 is incompatible with key spec ECC_NIST_P256.";
    refused(&stage.refuses(&sign, HOME), rule, "/SigningAlgorithm", Recorded, code, text);
}

#[test]
fn a_digest_is_as_long_as_those_of_the_algorithm() {
    let lengths = [
        (KeySpec::Rsa2048, SigningAlgorithm::RsassaPssSha256, 32),
        (KeySpec::Rsa2048, SigningAlgorithm::RsassaPkcs1V15Sha256, 32),
        (KeySpec::Rsa3072, SigningAlgorithm::RsassaPssSha384, 48),
        (KeySpec::Rsa3072, SigningAlgorithm::RsassaPkcs1V15Sha384, 48),
        (KeySpec::Rsa4096, SigningAlgorithm::RsassaPssSha512, 64),
        (KeySpec::Rsa4096, SigningAlgorithm::RsassaPkcs1V15Sha512, 64),
        (KeySpec::EccNistP256, SigningAlgorithm::EcdsaSha256, 32),
        (KeySpec::EccNistP384, SigningAlgorithm::EcdsaSha384, 48),
        (KeySpec::EccNistP521, SigningAlgorithm::EcdsaSha512, 64),
        (KeySpec::EccNistEdwards25519, SigningAlgorithm::Ed25519PhSha512, 64),
    ];
    let mut stage = Stage::new();
    for (spec, algorithm, length) in lengths {
        let key = key(&mut stage, spec, KeyUsage::SignVerify).key_id;
        let sign = |bytes| {
            Sign::new(key.into(), message(bytes), algorithm.clone()).with_message_type(MessageType::Digest)
        };
        stage.accepts(&sign(length), HOME);
        for wrong in [1, length - 1, length + 1, 4096] {
            let text = format!("Digest is invalid length for algorithm {algorithm}.");
            let (rule, code) = (&rule::DIGEST_LENGTH, "ValidationException");
            refused(&stage.refuses(&sign(wrong), HOME), rule, "/Message", Recorded, code, &text);
        }
        let signature = Signature::new([7]).unwrap();
        let verify = Verify::new(key.into(), message(1), signature, algorithm.clone());
        let refusal = stage.refuses(&verify.with_message_type(MessageType::Digest), HOME);
        assert_eq!(refusal.rule(), &rule::DIGEST_LENGTH);
    }
}

#[test]
fn edwards_and_ml_dsa_keys_take_some_types_of_messages_only() {
    let mut stage = Stage::new();
    let edwards = key(&mut stage, KeySpec::EccNistEdwards25519, KeyUsage::SignVerify).key_id;
    let ml_dsa = key(&mut stage, KeySpec::MlDsa65, KeyUsage::SignVerify).key_id;
    let ecc = key(&mut stage, KeySpec::EccNistP256, KeyUsage::SignVerify).key_id;
    let pure = Sign::new(edwards.into(), message(64), SigningAlgorithm::Ed25519Sha512);
    let prehash = Sign::new(edwards.into(), message(64), SigningAlgorithm::Ed25519PhSha512);
    let lattice = Sign::new(ml_dsa.into(), message(64), SigningAlgorithm::MlDsaShake256);
    let curve = Sign::new(ecc.into(), message(32), SigningAlgorithm::EcdsaSha256);
    stage.accepts(&pure, HOME);
    stage.accepts(&prehash.clone().with_message_type(MessageType::Digest), HOME);
    stage.accepts(&lattice, HOME);
    stage.accepts(&lattice.clone().with_message_type(MessageType::ExternalMu), HOME);

    let (code, rule) = ("ValidationException", &rule::MESSAGE_TYPE_OF_ALGORITHM);
    for (sign, text) in [
        (
            pure.with_message_type(MessageType::Digest),
            "Message type DIGEST is incompatible with algorithm ED25519_SHA_512.",
        ),
        (prehash, "Message type RAW is incompatible with algorithm ED25519_PH_SHA_512."),
        (
            lattice.clone().with_message_type(MessageType::Digest),
            "Message type DIGEST is incompatible with key spec ML_DSA_65.",
        ),
    ] {
        refused(&stage.refuses(&sign, HOME), rule, "/MessageType", Inferred, code, text);
    }
    // What KMS would say names the spec of the key, which not everybody who checks knows.
    let unknown = lattice.clone().with_message_type(MessageType::Digest).check(&Setting::new());
    let text = "ML_DSA_SHAKE_256 takes messages of type RAW or EXTERNAL_MU, this one is DIGEST";
    judged(&unknown.refusal().unwrap(), rule, Documented, code, text);

    let refusal = stage.refuses(&curve.with_message_type(MessageType::ExternalMu), HOME);
    let text = "ECDSA_SHA_256 takes messages of type RAW or DIGEST, this one is EXTERNAL_MU";
    judged(&refusal, rule, Documented, code, text);

    let short = Sign { message: message(63), ..lattice.with_message_type(MessageType::ExternalMu) };
    let text = "External Mu is invalid length for algorithm ML_DSA_SHAKE_256.";
    refused(&stage.refuses(&short, HOME), &rule::DIGEST_LENGTH, "/Message", Inferred, code, text);
}

#[test]
fn choices_that_are_not_listed_are_counted_together() {
    let mut stage = Stage::new();
    let key = key(&mut stage, KeySpec::EccNistP256, KeyUsage::SignVerify).key_id;
    let sign = Sign::new(key.into(), message(1), "ROT13".into()).with_message_type("LETTER".into());
    let refusal = stage.refuses(&sign, HOME);
    assert_eq!(refusal.rule(), &rule::LISTED_CHOICE);
    assert!(
        refusal.message().starts_with("2 validation errors detected: Value 'ROT13' at 'signingAlgorithm'")
    );
    // What an algorithm signs that nobody knows, nobody knows.
    let sign = sign.with_message_type(MessageType::ExternalMu);
    let report = stage.kms.check(&sign, &stage.call(HOME));
    assert_eq!(report.iter().map(|finding| finding.rule).collect::<Vec<_>>(), [&rule::LISTED_CHOICE]);
    assert!(refusal.message().contains(
        "; Value 'LETTER' at 'messageType' failed to satisfy constraint: Member must \
                                        satisfy enum value set: [RAW, DIGEST, EXTERNAL_MU]"
    ));
}

#[test]
fn an_encapsulated_secret_is_as_long_as_those_of_the_key() {
    let mut stage = Stage::new();
    let lengths = [(KeySpec::MlKem512, 768), (KeySpec::MlKem768, 1088), (KeySpec::MlKem1024, 1568)];
    for (spec, length) in lengths {
        let key = key(&mut stage, spec, KeyUsage::EncapsulateDecapsulate).key_id;
        let of =
            |bytes: usize| Decapsulate::new(key.into(), EncapsulatedSecret::new(vec![7; bytes]).unwrap());
        stage.accepts(&of(length), HOME);
        for wrong in [length - 1, length + 1] {
            let place = "/SharedSecretCiphertextBlob";
            let (rule, code) = (&rule::SECRET_LENGTH, "InvalidCiphertextException");
            refused(&stage.refuses(&of(wrong), HOME), rule, place, Inferred, code, "");
        }
    }
}

#[test]
fn a_public_key_is_described_by_what_it_is_for() {
    let mut stage = Stage::new();
    for (spec, usage, member, algorithms) in [
        (
            KeySpec::Rsa2048,
            KeyUsage::EncryptDecrypt,
            "EncryptionAlgorithms",
            json!(["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"]),
        ),
        (KeySpec::EccNistP256, KeyUsage::SignVerify, "SigningAlgorithms", json!(["ECDSA_SHA_256"])),
        (KeySpec::EccNistP256, KeyUsage::KeyAgreement, "KeyAgreementAlgorithms", json!(["ECDH"])),
    ] {
        let key = key(&mut stage, spec.clone(), usage.clone());
        let output = stage.accepts(&GetPublicKey::new(key.key_id.into()), HOME);
        assert_eq!(output.key_id, key.arn);
        let expected = json!({
            "KeyId": key.arn,
            "CustomerMasterKeySpec": spec,
            "KeySpec": spec,
            "KeyUsage": usage,
            member: algorithms
        });
        assert_eq!(serde_json::to_value(output).unwrap(), expected);
    }
    let kem = key(&mut stage, KeySpec::MlKem512, KeyUsage::EncapsulateDecapsulate);
    let output = stage.accepts(&GetPublicKey::new(kem.key_id.into()), HOME);
    let expected = json!({
        "KeyId": kem.arn,
        "KeySpec": "ML_KEM_512",
        "KeyUsage": "ENCAPSULATE_DECAPSULATE",
        "EncapsulationAlgorithms": ["ML_KEM"]
    });
    assert_eq!(serde_json::to_value(output).unwrap(), expected);
}

#[test]
fn symmetric_and_hmac_keys_have_no_public_key_which_is_seen_after_the_state() {
    let mut stage = Stage::new();
    let symmetric = stage.primary();
    let hmac = key(&mut stage, KeySpec::Hmac512, KeyUsage::GenerateVerifyMac);
    for key in [symmetric, hmac] {
        let request = GetPublicKey::new(key.key_id.into());
        let refusal = stage.refuses(&request, HOME);
        let code = "UnsupportedOperationException";
        refused(&refusal, &rule::HAS_PUBLIC_KEY, "/KeyId", Inferred, code, "");
        stage.accepts(&DisableKey::new(key.key_id.into()), HOME);
        let text = format!("{} is disabled.", key.arn);
        recorded(&stage.refuses(&request, HOME), "DisabledException", &text);
    }
}
