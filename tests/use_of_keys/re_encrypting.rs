//! ReEncrypt.

use kms_mrk::key::{EncryptionAlgorithm, KeyLastUsageTrackingOperation, KeyMetadata, KeySpec, KeyUsage};
use kms_mrk::model::{Change, Event};
use kms_mrk::operation::{Decrypt, DisableKey, Encrypt, ReEncrypt, ReEncryptOutput, rule};
use kms_mrk::verdict::Evidence::{Documented, Recorded};
use serde_json::json;

use crate::stage::{HOME, OTHER_ACCOUNT, Stage, administrator, judged, read, recorded};
use crate::{blob, context, key, plaintext, refused, sealed};

const OAEP: EncryptionAlgorithm = EncryptionAlgorithm::RsaesOaepSha256;

#[test]
fn what_one_key_sealed_is_sealed_by_another() {
    let mut stage = Stage::new();
    let [from, to] = [stage.primary(), stage.primary()];
    let bound = context(&[("team", "orders")]);
    let encrypt = Encrypt::new(from.key_id.into(), plaintext(3)).with_context(bound.clone());
    let request = ReEncrypt {
        source_encryption_context: bound.clone(),
        destination_encryption_context: context(&[("team", "billing")]),
        ..ReEncrypt::new(stage.accepts(&encrypt, HOME).ciphertext_blob, to.key_id.into())
    };
    let reply = stage.reply(&request, HOME);
    let expected = ReEncryptOutput {
        ciphertext_blob: reply.output.ciphertext_blob.clone(),
        source_key_id: from.arn.clone(),
        key_id: to.arn.clone(),
        source_encryption_algorithm: EncryptionAlgorithm::SymmetricDefault,
        destination_encryption_algorithm: EncryptionAlgorithm::SymmetricDefault,
        source_key_material_id: from.current_key_material_id,
        destination_key_material_id: to.current_key_material_id,
    };
    assert_eq!(reply.output, expected);
    let used = |key: &KeyMetadata| Event {
        subject: key.key_id.into(),
        region: read(HOME),
        at: stage.now,
        change: Change::KeyUsed { operation: KeyLastUsageTrackingOperation::ReEncrypt },
    };
    assert_eq!(reply.events, [used(&from), used(&to)], "each of them is used");
    assert_eq!(reply.records.len(), 1);
    assert_eq!(reply.records[0].event_name, "ReEncrypt");
    assert_eq!(reply.records[0].resources, [from.arn.clone(), to.arn.clone()]);
    assert_eq!(
        serde_json::to_value(&reply.output).unwrap(),
        json!({
            "CiphertextBlob": blob(&reply.output.ciphertext_blob),
            "SourceKeyId": from.arn,
            "KeyId": to.arn,
            "SourceEncryptionAlgorithm": "SYMMETRIC_DEFAULT",
            "DestinationEncryptionAlgorithm": "SYMMETRIC_DEFAULT",
            "SourceKeyMaterialId": from.current_key_material_id,
            "DestinationKeyMaterialId": to.current_key_material_id
        })
    );

    let decrypt = Decrypt::new(reply.output.ciphertext_blob);
    let opened = stage.accepts(&decrypt.clone().with_context(context(&[("team", "billing")])), HOME);
    assert_eq!((opened.key_id, opened.plaintext), (to.arn, plaintext(3)));
    recorded(&stage.refuses(&decrypt.with_context(bound), HOME), "InvalidCiphertextException", "");
}

#[test]
fn the_source_is_looked_at_as_decrypt_does_and_before_the_destination() {
    let mut stage = Stage::new();
    let [from, to, other] = [stage.primary(), stage.primary(), stage.primary()];
    let request = ReEncrypt::new(sealed(&mut stage, &from), to.key_id.into());
    stage.accepts(&DisableKey::new(to.key_id.into()), HOME);

    let wrong = ReEncrypt { source_key_id: Some(other.key_id.into()), ..request.clone() };
    refused(
        &stage.refuses(&wrong, HOME),
        &rule::SAME_KEY,
        "/SourceKeyId",
        Recorded,
        "IncorrectKeyException",
        "The key ID in the request does not identify a CMK that can perform this operation.",
    );
    let wrong = ReEncrypt { source_encryption_context: context(&[("a", "b")]), ..request.clone() };
    recorded(&stage.refuses(&wrong, HOME), "InvalidCiphertextException", "");
    let wrong = ReEncrypt { source_encryption_algorithm: OAEP, ..request.clone() };
    let refusal = stage.refuses(&wrong, HOME);
    let message = "a ciphertext of RSAES_OAEP_SHA_256 does not name its key, so the request must";
    judged(&refusal, &rule::KEY_NAMED_FOR_ASYMMETRIC, Documented, "ValidationException", message);
    assert_eq!(refusal.place().pointer, "/SourceKeyId");

    let message = format!("{} is disabled.", to.arn);
    let state = &rule::KEY_STATE_ALLOWS;
    let refusal = stage.refuses(&request, HOME);
    refused(&refusal, state, "/DestinationKeyId", Recorded, "DisabledException", &message);

    stage.accepts(&DisableKey::new(from.key_id.into()), HOME);
    let message = format!("{} is disabled.", from.arn);
    let refusal = stage.refuses(&request, HOME);
    refused(&refusal, state, "/CiphertextBlob", Recorded, "DisabledException", &message);
}

#[test]
fn the_destination_is_looked_at_as_encrypt_does() {
    let mut stage = Stage::new();
    let from = stage.primary();
    let rsa = key(&mut stage, KeySpec::Rsa2048, KeyUsage::EncryptDecrypt);
    let signing = key(&mut stage, KeySpec::Rsa2048, KeyUsage::SignVerify);
    let sealed_bytes = |stage: &mut Stage, bytes| {
        stage.accepts(&Encrypt::new(from.key_id.into(), plaintext(bytes)), HOME).ciphertext_blob
    };
    let small = sealed_bytes(&mut stage, 190);
    let to_rsa = ReEncrypt {
        destination_encryption_algorithm: OAEP,
        ..ReEncrypt::new(small.clone(), rsa.key_id.into())
    };
    let output = stage.accepts(&to_rsa, HOME);
    assert_eq!((output.destination_key_material_id, output.ciphertext_blob.key_id()), (None, rsa.key_id));

    let symmetric = ReEncrypt {
        destination_encryption_algorithm: EncryptionAlgorithm::SymmetricDefault,
        ..to_rsa.clone()
    };
    let message = "Algorithm SYMMETRIC_DEFAULT is incompatible with key spec RSA_2048.";
    let (place, code) = ("/DestinationEncryptionAlgorithm", "InvalidKeyUsageException");
    refused(&stage.refuses(&symmetric, HOME), &rule::ALGORITHM_OF_KEY, place, Recorded, code, message);

    let bound = ReEncrypt { destination_encryption_context: context(&[("a", "b")]), ..to_rsa.clone() };
    let refusal = stage.refuses(&bound, HOME);
    assert_eq!(refusal.rule(), &rule::CONTEXT_FOR_SYMMETRIC_KEYS);
    assert_eq!(refusal.place().pointer, "/DestinationEncryptionContext");

    let large = ReEncrypt { ciphertext_blob: sealed_bytes(&mut stage, 191), ..to_rsa };
    let message =
        "Algorithm RSAES_OAEP_SHA_256 and key spec RSA_2048 cannot encrypt data larger than 190 bytes.";
    let (rule, code) = (&rule::PLAINTEXT_FITS, "ValidationException");
    refused(&stage.refuses(&large, HOME), rule, "/CiphertextBlob", Recorded, code, message);

    let to_signing = ReEncrypt::new(small, signing.key_id.into());
    let message = format!("{} key usage is SIGN_VERIFY which is not valid for ReEncrypt.", signing.arn);
    let (rule, code) = (&rule::KEY_USAGE_ALLOWS, "InvalidKeyUsageException");
    refused(&stage.refuses(&to_signing, HOME), rule, "/DestinationKeyId", Recorded, code, &message);
}

#[test]
fn both_algorithms_must_be_listed_and_are_counted_together() {
    let mut stage = Stage::new();
    let key = stage.primary();
    let request = ReEncrypt {
        source_encryption_algorithm: "ROT13".into(),
        destination_encryption_algorithm: "ROT26".into(),
        ..ReEncrypt::new(sealed(&mut stage, &key), key.key_id.into())
    };
    let refusal = stage.refuses(&request, HOME);
    assert!(refusal.message().starts_with("2 validation errors detected: "), "{refusal}");
}

#[test]
fn the_permissions_on_the_two_keys_have_names_of_their_own() {
    let mut stage = Stage::new();
    let key = stage.primary();
    let ciphertext = sealed(&mut stage, &key);
    let mut stage = stage.called_by(administrator(OTHER_ACCOUNT));
    let own = stage.primary();
    let arn = || key.arn.clone().into();
    let from = ReEncrypt { source_key_id: Some(arn()), ..ReEncrypt::new(ciphertext, own.key_id.into()) };
    let to = ReEncrypt::new(sealed(&mut stage, &own), arn());
    for (request, action) in [(from, "kms:ReEncryptFrom"), (to, "kms:ReEncryptTo")] {
        let refusal = stage.refuses(&request, HOME);
        assert_eq!(refusal.rule(), &rule::AUTHORIZED);
        assert!(
            refusal.message().contains(&format!("is not authorized to perform: {action} on")),
            "{refusal}"
        );
    }
}
