//! What one related key seals, the others open.

use kms_mrk::identity::KeyId;
use kms_mrk::key::{EncryptionAlgorithm, KeyMetadata, KeySpec, KeyUsage, PendingWindowInDays};
use kms_mrk::operation::{
    CancelKeyDeletion, CreateKey, Decrypt, DisableKey, EnableKey, Encrypt, GenerateDataKey, MultiRegion,
    ReEncrypt, ScheduleKeyDeletion, SymbolicCiphertext, UpdatePrimaryRegion,
};

use crate::stage::{HOME, Stage, key_arn, read, recorded};
use crate::{EU, plaintext, sealed};

const REGIONS: [&str; 3] = [HOME, EU, "ap-northeast-1"];

/// A stage with a primary key at [`HOME`] and replicas in the other [`REGIONS`], ready.
fn related() -> (Stage, KeyMetadata) {
    let mut stage = Stage::new();
    let key = stage.primary();
    for region in &REGIONS[1..] {
        stage.replica(key.key_id, region);
    }
    stage.settle();
    (stage, key)
}

#[track_caller]
fn sealed_in(stage: &mut Stage, key: KeyId, region: &str) -> SymbolicCiphertext {
    stage.accepts(&Encrypt::new(key.into(), plaintext(3)), region).ciphertext_blob
}

/// The Regions in which the ciphertext opens, and that it opens there with the key of the Region.
#[track_caller]
fn opens_in(stage: &mut Stage, ciphertext: &SymbolicCiphertext) -> Vec<&'static str> {
    let decrypt = Decrypt::new(ciphertext.clone());
    let opens = |region: &&str| match stage.kms.dry_run(&decrypt, &stage.call(region)) {
        Ok(reply) => {
            assert_eq!(reply.output.key_id, key_arn(region, ciphertext.key_id()).as_str());
            assert_eq!(reply.output.plaintext, *ciphertext.plaintext());
            true
        }
        Err(_) => false,
    };
    REGIONS.into_iter().filter(opens).collect()
}

#[test]
fn what_is_sealed_in_one_region_opens_in_every_other() {
    let (mut stage, key) = related();
    let sealed = REGIONS.map(|region| sealed_in(&mut stage, key.key_id, region));
    assert!(
        sealed.iter().all(|ciphertext| *ciphertext == sealed[0]),
        "a ciphertext does not know its Region"
    );
    assert_eq!(opens_in(&mut stage, &sealed[0]), REGIONS);
    let data_key = stage.accepts(&GenerateDataKey::aes_256(key.key_id.into()), EU);
    assert_eq!(opens_in(&mut stage, &data_key.ciphertext_blob), REGIONS);
}

#[test]
fn a_replica_that_is_being_made_opens_nothing_yet() {
    let mut stage = Stage::new();
    let key = stage.primary();
    let ciphertext = sealed(&mut stage, &key);
    assert_eq!(opens_in(&mut stage, &ciphertext), [HOME]);
    stage.replica(key.key_id, EU);
    let refusal = stage.refuses(&Decrypt::new(ciphertext.clone()), EU);
    assert_eq!(refusal.message(), format!("{} is creating.", key_arn(EU, key.key_id)));
    stage.settle();
    assert_eq!(opens_in(&mut stage, &ciphertext), [HOME, EU]);
}

#[test]
fn each_key_is_usable_by_its_own_state() {
    let (mut stage, key) = related();
    let ciphertext = sealed(&mut stage, &key);
    stage.accepts(&DisableKey::new(key.key_id.into()), HOME);
    assert_eq!(opens_in(&mut stage, &ciphertext), REGIONS[1..]);
    stage.accepts(&EnableKey::new(key.key_id.into()), HOME);
    stage.accepts(&ScheduleKeyDeletion::new(key.key_id.into()), EU);
    assert_eq!(opens_in(&mut stage, &ciphertext), [HOME, "ap-northeast-1"]);
    stage.accepts(&CancelKeyDeletion::new(key.key_id.into()), EU);
    stage.accepts(&EnableKey::new(key.key_id.into()), EU);
    assert_eq!(opens_in(&mut stage, &ciphertext), REGIONS);
}

#[test]
fn ciphertexts_open_before_during_and_after_a_change_of_the_primary() {
    let (mut stage, key) = related();
    let before = sealed(&mut stage, &key);
    stage.accepts(&UpdatePrimaryRegion::new(key.key_id.into(), read(EU)), HOME);
    let during = sealed_in(&mut stage, key.key_id, EU);
    for ciphertext in [&before, &during] {
        assert_eq!(opens_in(&mut stage, ciphertext), REGIONS);
    }
    stage.settle();
    let after = sealed_in(&mut stage, key.key_id, HOME);
    for ciphertext in [&before, &during, &after] {
        assert_eq!(opens_in(&mut stage, ciphertext), REGIONS);
    }
}

#[test]
fn what_a_deleted_replica_sealed_opens_with_the_others() {
    let (mut stage, key) = related();
    let ciphertext = sealed_in(&mut stage, key.key_id, EU);
    let schedule = ScheduleKeyDeletion::new(key.key_id.into()).with_window(PendingWindowInDays::MIN);
    stage.accepts(&schedule, EU);
    stage.wait(7 * 24 * 3600);
    stage.kms.advance(stage.now);
    assert_eq!(opens_in(&mut stage, &ciphertext), [HOME, "ap-northeast-1"]);
}

#[test]
fn re_encrypting_in_another_region_uses_the_key_that_is_there() {
    let (mut stage, key) = related();
    let ciphertext = sealed(&mut stage, &key);
    let own = stage.accepts(&CreateKey::default(), EU);
    let output = stage.accepts(&ReEncrypt::new(ciphertext, own.key_id.into()), EU);
    assert_eq!(output.source_key_id, key_arn(EU, key.key_id).as_str());
    assert_eq!(opens_in(&mut stage, &output.ciphertext_blob), [EU]);
}

#[test]
fn related_asymmetric_keys_open_each_others_ciphertexts_too() {
    let mut stage = Stage::new();
    let create = CreateKey {
        key_spec: KeySpec::Rsa2048,
        key_usage: Some(KeyUsage::EncryptDecrypt),
        multi_region: MultiRegion::Yes,
        ..CreateKey::default()
    };
    let key = stage.accepts(&create, HOME).key_id;
    stage.replica(key, EU);
    stage.settle();
    let oaep = EncryptionAlgorithm::RsaesOaepSha1;
    let encrypt = Encrypt::new(key.into(), plaintext(3)).with_algorithm(oaep.clone());
    let ciphertext = stage.accepts(&encrypt, HOME).ciphertext_blob;
    let decrypt = Decrypt::new(ciphertext).with_key(key.into()).with_algorithm(oaep);
    assert_eq!(stage.accepts(&decrypt, EU).key_id, key_arn(EU, key).as_str());
}

#[test]
fn single_region_keys_have_no_relatives() {
    let mut stage = Stage::new();
    let key = stage.accepts(&CreateKey::default(), HOME);
    let ciphertext = sealed(&mut stage, &key);
    assert_eq!(opens_in(&mut stage, &ciphertext), [HOME]);
    stage.accepts(&DisableKey::new(key.key_id.into()), HOME);
    let refusal = stage.refuses(&Decrypt::new(ciphertext), HOME);
    recorded(&refusal, "DisabledException", &format!("{} is disabled.", key.arn));
}
