//! What holds for ciphertexts in every world that calls can lead to.

use kms_mrk::Kms;
use kms_mrk::identity::{KeyArn, KeyId};
use kms_mrk::key::{EncryptionContext, KeySpec, KeyState};
use kms_mrk::model::{Call, Caller, RelatedKeys, World};
use kms_mrk::operation::{
    CreateKey, Decrypt, Encrypt, GenerateDataKey, GetKeyPolicy, ReEncrypt, ReplicateKey, SymbolicCiphertext,
    rule,
};
use kms_mrk::strategy::{any_symbolic_ciphertext, encryption_context, plaintext, region};
use proptest::prelude::*;

use super::cases;
use super::world::{commands, kms, play, sealed_by};

/// Makes a symmetric key and replicas of it, as far as the world lets them be made, and waits until they are ready.
fn make_related(kms: &mut Kms, regions: &[kms_mrk::identity::Region]) -> Option<KeyId> {
    let owner = Caller::new("111122223333".parse().unwrap()).unwrap();
    let now = kms.world().now().max("2026-01-05T12:00:00Z".parse().unwrap());
    let call = Call::new(owner, regions[0].clone(), now);
    let key = kms.call(&CreateKey::multi_region(), &call).ok()?.output.key_id;
    for region in &regions[1..] {
        let _ = kms.call(&ReplicateKey::new(key.into(), region.clone()), &call);
    }
    while let Some(deadline) = kms.world().set(key).and_then(RelatedKeys::next_deadline) {
        kms.advance(deadline);
    }
    Some(key)
}

fn call_in(world: &World, set: &RelatedKeys, region: &kms_mrk::identity::Region) -> Call {
    let owner = Caller::administrator(&set.shared().partition, set.shared().account);
    Call::new(owner, region.clone(), world.now())
}

/// Whether the key policy shuts out even the account of the key: then nothing can be done with the key.
fn is_shut(kms: &Kms, arn: &KeyArn, call: &Call) -> bool {
    let refusal = kms.dry_run(&GetKeyPolicy::new(arn.clone().into()), call).err();
    refusal.is_some_and(|refusal| refusal.rule() == &rule::AUTHORIZED)
}

/// A request to open a ciphertext as it was sealed.
fn decrypt(ciphertext: &SymbolicCiphertext) -> Decrypt {
    Decrypt::new(ciphertext.clone())
        .with_algorithm(ciphertext.encryption_algorithm().clone())
        .with_context(ciphertext.encryption_context().clone())
}

fn regions() -> impl Strategy<Value = Vec<kms_mrk::identity::Region>> {
    prop::collection::vec(region(), 1..4)
}

proptest! {
    #![proptest_config(cases(200))]

    /// Whatever happens between sealing and opening: promotions, disabling, deletions, other keys.
    #[test]
    fn what_a_related_key_seals_every_usable_related_key_opens(
        (mut kms, before, after, regions) in (kms(), commands(), commands(), regions()),
        (plaintext, context) in (plaintext(), encryption_context()),
    ) {
        play(&mut kms, &before);
        let Some(key) = make_related(&mut kms, &regions) else { return Ok(()) };
        let set = kms.world().set(key).unwrap();
        let encrypt = Encrypt::new(key.into(), plaintext.clone()).with_context(context.clone());
        let sealed: Vec<_> = set
            .keys()
            .map(|key| kms.dry_run(&encrypt, &call_in(kms.world(), set, &key.region)).unwrap().output.ciphertext_blob)
            .collect();
        play(&mut kms, &after);
        kms.advance(kms.world().now());
        let Some(set) = kms.world().set(key) else { return Ok(()) };
        for (ciphertext, key) in sealed.iter().flat_map(|sealed| set.keys().map(move |key| (sealed, key))) {
            let arn = set.arn_in(&key.region);
            let call = call_in(kms.world(), set, &key.region);
            if is_shut(&kms, &arn, &call) {
                continue;
            }
            let is_usable = matches!(key.state, KeyState::Enabled | KeyState::Updating { .. });
            for decrypt in [decrypt(ciphertext), decrypt(ciphertext).with_key(arn.clone().into())] {
                let answer = kms.dry_run(&decrypt, &call);
                prop_assert_eq!(answer.is_ok(), is_usable, "{} {:?}", arn, answer);
                match answer {
                    Ok(reply) => {
                        prop_assert_eq!(&reply.output.plaintext, &plaintext);
                        prop_assert_eq!(&reply.output.key_id, &arn);
                    }
                    Err(refusal) => prop_assert_eq!(refusal.rule(), &rule::KEY_STATE_ALLOWS),
                }
            }
        }
    }

    #[test]
    fn no_unrelated_key_ever_opens_it((mut kms, commands, regions) in (kms(), commands(), regions())) {
        make_related(&mut kms, &regions);
        play(&mut kms, &commands);
        make_related(&mut kms, &regions);
        let world = kms.world();
        for set in world.sets() {
            let Some(ciphertext) = sealed_by(&kms, set, &EncryptionContext::new(), world.now()) else { continue };
            for other in world.sets().filter(|other| other.key_id() != set.key_id()) {
                for key in other.keys() {
                    let decrypt = decrypt(&ciphertext).with_key(other.arn_in(&key.region).into());
                    prop_assert!(kms.dry_run(&decrypt, &call_in(world, other, &key.region)).is_err());
                }
            }
        }
    }

    #[test]
    fn another_context_never_opens_it(
        (mut kms, commands, regions) in (kms(), commands(), regions()),
        (context, other) in (encryption_context(), encryption_context()),
    ) {
        play(&mut kms, &commands);
        make_related(&mut kms, &regions);
        let world = kms.world();
        for set in world.sets().filter(|set| set.shared().key_spec == KeySpec::SymmetricDefault) {
            let Some(ciphertext) = sealed_by(&kms, set, &context, world.now()) else { continue };
            for key in set.keys() {
                let decrypt = Decrypt::new(ciphertext.clone()).with_context(other.clone());
                let call = call_in(world, set, &key.region);
                if is_shut(&kms, &set.arn_in(&key.region), &call) {
                    continue;
                }
                let answer = kms.dry_run(&decrypt, &call);
                prop_assert!(context == other || answer.is_err());
                if let (true, Err(refusal)) = (context != other, answer) {
                    let is_usable = matches!(key.state, KeyState::Enabled | KeyState::Updating { .. });
                    prop_assert_eq!(refusal.code().as_str() == "InvalidCiphertextException", is_usable);
                }
            }
        }
    }

    #[test]
    fn data_keys_and_what_is_sealed_anew_open_as_the_same_bytes(
        (mut kms, commands, regions) in (kms(), commands(), regions()),
    ) {
        play(&mut kms, &commands);
        let Some(key) = make_related(&mut kms, &regions) else { return Ok(()) };
        let Some(to) = make_related(&mut kms, &regions) else { return Ok(()) };
        let set = kms.world().set(key).unwrap();
        let call = call_in(kms.world(), set, &regions[0]);
        let data_key = kms.dry_run(&GenerateDataKey::aes_256(key.into()), &call).unwrap().output;
        let opened = kms.dry_run(&decrypt(&data_key.ciphertext_blob), &call).unwrap().output;
        prop_assert_eq!(&opened.plaintext, &data_key.plaintext);
        let anew = kms.dry_run(&ReEncrypt::new(data_key.ciphertext_blob, to.into()), &call).unwrap().output;
        prop_assert_eq!(anew.ciphertext_blob.key_id(), to);
        let opened = kms.dry_run(&decrypt(&anew.ciphertext_blob), &call).unwrap().output;
        prop_assert_eq!(&opened.plaintext, &data_key.plaintext);
    }

    #[test]
    fn a_ciphertext_comes_back_from_json_equal(ciphertext in any_symbolic_ciphertext()) {
        let json = serde_json::to_string(&ciphertext).unwrap();
        prop_assert_eq!(&serde_json::from_str::<SymbolicCiphertext>(&json).unwrap(), &ciphertext);
        prop_assert!(ciphertext.to_string().starts_with("symbolic ciphertext of "));
    }
}
