//! Versions of the material: what an older one sealed stays open, and imported material opens where it is.

use jiff::SignedDuration;
use kms_mrk::identity::KeyId;
use kms_mrk::key::{
    KeySpec, KeyStateName, KeyUsage, MacAlgorithm, Origin, WrappingAlgorithm, WrappingKeySpec,
};
use kms_mrk::model::KeyMaterial;
use kms_mrk::operation::{
    CreateKey, DataKeyPairSpec, Decrypt, DeleteImportedKeyMaterial, DescribeKey, Encrypt, GenerateDataKey,
    GenerateDataKeyPair, GenerateMac, GetParametersForImport, GetPublicKey, ImportKeyMaterial, ReEncrypt,
    RotateKeyOnDemand, SymbolicCiphertext, UpdatePrimaryRegion, rule,
};
use kms_mrk::verdict::Evidence;

use crate::stage::imports::{external, external_of};
use crate::stage::{HOME, Stage, judged, key_arn, read, recorded};
use crate::{EU, message, plaintext, sealed};

/// Imports material that never expires into the key in a Region.
#[track_caller]
fn import(stage: &mut Stage, key: KeyId, region: &str, material: &[u8]) {
    let algorithm = WrappingAlgorithm::RsaesOaepSha256;
    let parameters = GetParametersForImport::new(key.into(), algorithm, WrappingKeySpec::Rsa4096);
    let token = stage.accepts(&parameters, region).import_token;
    let import = ImportKeyMaterial::new(key.into(), token, KeyMaterial::of(material)).that_never_expires();
    stage.accepts(&import, region);
}

#[track_caller]
fn sealed_in(stage: &mut Stage, key: KeyId, region: &str) -> SymbolicCiphertext {
    stage.accepts(&Encrypt::new(key.into(), plaintext(3)), region).ciphertext_blob
}

#[test]
fn what_was_sealed_before_a_rotation_opens_after_it_in_every_region() {
    let mut stage = Stage::new();
    let key = stage.primary();
    stage.replica(key.key_id, EU);
    stage.settle();
    let before = sealed(&mut stage, &key);
    stage.accepts(&RotateKeyOnDemand::new(key.key_id.into()), HOME);
    stage.settle();
    let current = stage.accepts(&DescribeKey::new(key.key_id.into()), EU).current_key_material_id;
    assert_ne!(current, key.current_key_material_id);
    let after = sealed_in(&mut stage, key.key_id, EU);
    assert_eq!(Some(after.key_material_id()), current, "a key seals with the current version");
    for region in [HOME, EU] {
        let opened = stage.accepts(&Decrypt::new(before.clone()), region);
        assert_eq!(
            opened.key_material_id, key.current_key_material_id,
            "the answer tells which version it was"
        );
        assert_eq!(stage.accepts(&Decrypt::new(after.clone()), region).key_material_id, current);
    }
}

#[test]
fn imported_material_opens_where_it_is() {
    let mut stage = Stage::new();
    let create = CreateKey { origin: Origin::External, ..CreateKey::multi_region() };
    let key = stage.accepts(&create, HOME).key_id;
    import(&mut stage, key, HOME, b"of 32 bytes");
    stage.replica(key, EU);
    stage.settle();
    let ciphertext = sealed_in(&mut stage, key, HOME);
    let decrypt = Decrypt::new(ciphertext);
    stage.accepts(&decrypt, HOME);
    let pending = format!("{} is pending import.", key_arn(EU, key));
    recorded(&stage.refuses(&decrypt, EU), "KMSInvalidStateException", &pending);

    import(&mut stage, key, EU, b"of 32 bytes");
    assert_eq!(stage.accepts(&decrypt, EU).key_id, key_arn(EU, key).as_str());
    assert_eq!(sealed_in(&mut stage, key, EU), decrypt.ciphertext_blob);

    stage.accepts(&DeleteImportedKeyMaterial { key_id: key.into(), key_material_id: None }, HOME);
    let pending = format!("{} is pending import.", key_arn(HOME, key));
    recorded(&stage.refuses(&decrypt, HOME), "KMSInvalidStateException", &pending);
    stage.accepts(&decrypt, EU);
}

/// Sets of these kinds, whose keys in [`EU`] lose their imported material while they become the primary keys.
#[track_caller]
fn lost_while_updating<const N: usize>(stage: &mut Stage, kinds: [CreateKey; N]) -> [KeyId; N] {
    let keys = kinds.map(|create| {
        let key = stage.accepts(&create, HOME).key_id;
        stage.imports(key, HOME, "first");
        stage.replica(key, EU);
        key
    });
    stage.settle();
    let expires = stage.now + SignedDuration::from_secs(5);
    for key in keys {
        let import = stage.import(key, EU, "first").that_expires(expires);
        stage.accepts(&import, EU);
        stage.accepts(&UpdatePrimaryRegion::new(key.into(), read(EU)), HOME);
    }
    stage.wait(5);
    for key in keys {
        assert_eq!(stage.describe(key, EU).key_state, KeyStateName::Updating);
    }
    keys
}

#[test]
fn a_key_is_of_no_use_without_its_material_though_it_is_updating() {
    let mut stage = Stage::new();
    let kinds = [
        external(),
        external_of(KeySpec::Hmac256, KeyUsage::GenerateVerifyMac),
        external_of(KeySpec::Rsa2048, KeyUsage::SignVerify),
    ];
    let [symmetric, hmac, rsa] = lost_while_updating(&mut stage, kinds);
    let decrypt = Decrypt::new(sealed_in(&mut stage, symmetric, HOME));
    stage.accepts(&decrypt, HOME);
    let other = stage.primary().key_id;
    stage.replica(other, EU);
    let mac = GenerateMac::new(hmac.into(), message(1), MacAlgorithm::HmacSha256);
    let pair = GenerateDataKeyPair::new(symmetric.into(), DataKeyPairSpec::EccNistP256);
    for (refusal, place) in [
        (stage.refuses(&Encrypt::new(symmetric.into(), plaintext(1)), EU), "/KeyId"),
        (stage.refuses(&decrypt, EU), "/CiphertextBlob"),
        (stage.refuses(&GenerateDataKey::aes_256(symmetric.into()), EU), "/KeyId"),
        (stage.refuses(&pair, EU), "/KeyId"),
        (stage.refuses(&mac, EU), "/KeyId"),
        (stage.refuses(&GetPublicKey::new(rsa.into()), EU), "/KeyId"),
    ] {
        let message = "the key lacks imported material in the Region `eu-west-1`";
        let (rule, code) = (&rule::MATERIAL_IS_THERE, "KMSInvalidStateException");
        judged(&refusal, rule, Evidence::Documented, code, message);
        assert_eq!(refusal.place().pointer.as_str(), place);
    }

    // The other key has it, and what it seals waits for the material.
    stage.settle();
    let sealed = sealed_in(&mut stage, other, EU);
    let to_it = ReEncrypt::new(sealed, symmetric.into());
    let pending = format!("{} is pending import.", key_arn(EU, symmetric));
    recorded(&stage.refuses(&to_it, EU), "KMSInvalidStateException", &pending);
    stage.imports(symmetric, EU, "first");
    stage.accepts(&decrypt, EU);
    stage.accepts(&to_it, EU);
}
