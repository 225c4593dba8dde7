//! Every operation on a key, decided in worlds of 1 and 100,000 sets, each time for another key drawn at random, beside
//! what a host pays to find two keys, or two keys and an alias, in maps of its own.
//!
//! Most requests are accepted; what is refused (CancelKeyDeletion, the imports, RevokeGrant) is refused by the key that was
//! found.

mod inputs;

use std::collections::HashMap;

use divan::{AllocProfiler, Bencher, black_box};
use kms_mrk::identity::{KeyArn, Region};
use kms_mrk::key::{
    EncryptionAlgorithm, EncryptionContext, GrantOperation, Tag, WrappingAlgorithm, WrappingKeySpec,
};
use kms_mrk::model::KeyMaterial;
use kms_mrk::operation::*;

use inputs::crowd::{Crowd, Question};
use inputs::random::Random;

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// Declares a benchmark for each operation: its name, and a request for a key.
macro_rules! operations {
    ($($name:ident: $request:expr;)+) => {
        $(
            #[divan::bench(args = [1, 100_000], sample_count = 1_000, sample_size = 16)]
            fn $name(bencher: Bencher<'_, '_>, sets: usize) {
                decide(bencher, sets, |crowd, random| crowd.question(random, $request));
            }
        )+
    };
}

operations! {
    cancel_key_deletion: |arn| CancelKeyDeletion::new(arn.into());
    create_alias: |arn| CreateAlias::new("alias/new".parse().unwrap(), arn.into());
    create_grant: |arn: KeyArn| {
        let grantee = "arn:aws:iam::111122223333:role/worker".parse().unwrap();
        CreateGrant::new(arn.into(), grantee, vec![GrantOperation::Decrypt])
    };
    decrypt: |arn: KeyArn| Decrypt::new(sealed_by(&arn)).with_key(arn.into());
    delete_imported_key_material: |arn| DeleteImportedKeyMaterial::new(arn.into());
    describe_key: |arn| DescribeKey::new(arn.into());
    disable_key: |arn| DisableKey::new(arn.into());
    disable_key_rotation: |arn| DisableKeyRotation::new(arn.into());
    enable_key: |arn| EnableKey::new(arn.into());
    enable_key_rotation: |arn| EnableKeyRotation::new(arn.into());
    encrypt: |arn: KeyArn| Encrypt::new(arn.into(), Plaintext::new(*b"orders").unwrap());
    generate_data_key: |arn: KeyArn| GenerateDataKey::aes_256(arn.into());
    get_key_last_usage: |arn| GetKeyLastUsage::new(arn.into());
    get_key_policy: |arn| GetKeyPolicy::new(arn.into());
    get_key_rotation_status: |arn| GetKeyRotationStatus::new(arn.into());
    get_parameters_for_import: |arn: KeyArn| {
        let wrapping = (WrappingAlgorithm::RsaesOaepSha256, WrappingKeySpec::Rsa4096);
        GetParametersForImport::new(arn.into(), wrapping.0, wrapping.1)
    };
    import_key_material: |arn: KeyArn| {
        ImportKeyMaterial::new(arn.into(), "token".parse().unwrap(), KeyMaterial::of(b"orders")).that_never_expires()
    };
    list_grants: |arn| ListGrants::new(arn.into());
    list_key_policies: |arn| ListKeyPolicies::new(arn.into());
    list_key_rotations: |arn| ListKeyRotations::new(arn.into());
    list_resource_tags: |arn| ListResourceTags::new(arn.into());
    put_key_policy: |arn| PutKeyPolicy::new(arn.into(), "{}".parse().unwrap());
    re_encrypt: |arn: KeyArn| ReEncrypt::new(sealed_by(&arn), arn.into());
    replicate_key: |arn| ReplicateKey::new(arn.into(), Region::EU_CENTRAL_1);
    revoke_grant: |arn: KeyArn| RevokeGrant::new(arn.into(), "0f".repeat(32).parse().unwrap());
    rotate_key_on_demand: |arn| RotateKeyOnDemand::new(arn.into());
    schedule_key_deletion: |arn| ScheduleKeyDeletion::new(arn.into());
    tag_resource: |arn: KeyArn| {
        TagResource::new(arn.into(), vec![Tag::new("team".parse().unwrap(), "orders".parse().unwrap())])
    };
    untag_resource: |arn: KeyArn| UntagResource::new(arn.into(), vec!["team".parse().unwrap()]);
    update_key_description: |arn| UpdateKeyDescription::new(arn.into(), "orders".parse().unwrap());
    update_primary_region: |arn| UpdatePrimaryRegion::new(arn.into(), Region::EU_WEST_1);
}

/// What a key of the crowd seals.
fn sealed_by(arn: &KeyArn) -> SymbolicCiphertext {
    SymbolicCiphertext::new(
        arn.key_id(),
        arn.account(),
        inputs::crowd::MATERIAL,
        EncryptionAlgorithm::SymmetricDefault,
        EncryptionContext::new(),
        Plaintext::new(*b"orders").unwrap(),
    )
}

/// Operations that resolve an alias.
mod by_alias {
    use super::*;

    #[divan::bench(args = [1, 100_000], sample_count = 1_000, sample_size = 16)]
    fn delete_alias(bencher: Bencher<'_, '_>, sets: usize) {
        decide(bencher, sets, |crowd, random| {
            crowd.question_with_alias(random, |alias, _| DeleteAlias::new(alias))
        });
    }

    #[divan::bench(args = [1, 100_000], sample_count = 1_000, sample_size = 16)]
    fn describe_key(bencher: Bencher<'_, '_>, sets: usize) {
        decide(bencher, sets, Crowd::describe_key_by_alias);
    }

    #[divan::bench(args = [1, 100_000], sample_count = 1_000, sample_size = 16)]
    fn update_alias(bencher: Bencher<'_, '_>, sets: usize) {
        decide(bencher, sets, |crowd, random| {
            crowd.question_with_alias(random, |alias, arn| UpdateAlias::new(alias, arn.into()))
        });
    }
}

/// Whole calls: decided, and what happens of it in the world.
mod called {
    use super::*;

    #[divan::bench(args = [1, 100_000], sample_count = 1_000, sample_size = 16)]
    fn encrypt(bencher: Bencher<'_, '_>, sets: usize) {
        call(bencher, sets, |arn: KeyArn| Encrypt::new(arn.into(), Plaintext::new(*b"orders").unwrap()));
    }

    #[divan::bench(args = [1, 100_000], sample_count = 1_000, sample_size = 16)]
    fn decrypt(bencher: Bencher<'_, '_>, sets: usize) {
        call(bencher, sets, |arn: KeyArn| Decrypt::new(sealed_by(&arn)).with_key(arn.into()));
    }

    fn call<O: Operation>(bencher: Bencher<'_, '_>, sets: usize, request: impl Fn(KeyArn) -> O) {
        let crowd = Crowd::of_everything(sets);
        let mut random = Random(1);
        let mut kms = crowd.kms.clone();
        bencher
            .with_inputs(|| crowd.question(&mut random, &request))
            .bench_local_refs(|question| kms.call(&question.request, &question.call));
    }
}

/// What a host pays to find so many keys by their ARNs in a map of its own, and nothing else.
#[divan::bench(args = [1, 2, 3], sample_count = 1_000, sample_size = 16)]
fn lookups_in_a_hash_map_of_100000(bencher: Bencher<'_, '_>, lookups: usize) {
    let crowd = Crowd::of_everything(100_000);
    let map: HashMap<String, _> = crowd.records_by_arn();
    let mut random = Random(2);
    bencher
        .with_inputs(|| (0..lookups).map(|_| crowd.arn(&mut random)).collect::<Vec<_>>())
        .bench_local_refs(|arns| {
            for arn in arns {
                black_box(map.get(arn.as_str()));
            }
        });
}

fn decide<O: Operation>(
    bencher: Bencher<'_, '_>,
    sets: usize,
    question: impl Fn(&Crowd, &mut Random) -> Question<O>,
) {
    let crowd = Crowd::of_everything(sets);
    let mut random = Random(1);
    bencher
        .with_inputs(|| question(crowd, &mut random))
        .bench_local_refs(|question| question.request.decide(crowd.kms.world(), &question.call));
}
