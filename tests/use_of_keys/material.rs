//! Versions of the material: what an older one sealed stays open, and imported material opens where it is.

use kms_mrk::identity::KeyId;
use kms_mrk::key::{Origin, WrappingAlgorithm, WrappingKeySpec};
use kms_mrk::model::KeyMaterial;
use kms_mrk::operation::{
    CreateKey, Decrypt, DeleteImportedKeyMaterial, DescribeKey, Encrypt, GetParametersForImport,
    ImportKeyMaterial, RotateKeyOnDemand, SymbolicCiphertext,
};

use crate::stage::{HOME, Stage, key_arn, recorded};
use crate::{EU, plaintext, sealed};

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
