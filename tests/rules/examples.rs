//! One thing or another that is wrong, for every rule of requests, tags and policies.

use crate::stage::{
    CLOUD_HSM, EXTERNAL, HOME, KEY_ID, MATERIAL_ID, NOON, OTHER_ACCOUNT, Stage, UUID, key_arn, policy, read,
    reference, replicate, set_in, tags,
};
use kms_mrk::key::{GrantOperation, KeySpec, KeyState, KeyUsage, Origin, WrappingAlgorithm};
use kms_mrk::operation::{
    ConnectCustomKeyStore, CreateAlias, CreateGrant, CreateKey, DataKeyPairSpec, Decapsulate, Decrypt,
    DeleteAlias, DeleteImportedKeyMaterial, DescribeKey, DisconnectCustomKeyStore, DryRun, EnableKeyRotation,
    EncapsulatedSecret, Encrypt, GenerateDataKey, GenerateDataKeyPair, GetPublicKey, ImportKeyMaterial,
    ListKeyRotations, ListKeys, ListRetirableGrants, LockoutSafetyCheck, MessageType, Operation, Plaintext,
    ReplicateKey, RetireGrant, RevokeGrant, RotateKeyOnDemand, Setting, UpdateAlias, UpdatePrimaryRegion,
};
use serde_json::json;

use crate::example::*;

/// Documents, requests and calls with one thing or another wrong.
pub(crate) fn examples() -> Vec<Example> {
    let to = |region: &str| replicate(reference(KEY_ID), region);
    let describe = |text: &str| DescribeKey::new(reference(text));
    let create = CreateKey::default;
    let promote = |region: &str| UpdatePrimaryRegion::new(reference(KEY_ID), read(region));
    let stage = Stage::new().with_set(set_in(KeyState::Enabled, &[("eu-west-1", KeyState::Disabled)]));
    let (disabled_replica, call) = (&stage.kms, stage.call(HOME));
    let enabled = KeyState::Enabled;
    let keys: Vec<_> = (0..51).map(|index| format!("key{index}")).collect();
    let many: Vec<_> = keys.iter().map(|key| (key.as_str(), "")).collect();
    let primary = set_in(enabled, &[]).describe(&read(HOME)).unwrap();
    let other = Setting::new().with_key(&primary);
    let arn = key_arn(HOME, KEY_ID);
    vec![
        read_of("a list as a request", json!([])),
        read_of("a number as KeyId", json!({"KeyId": 1, "ReplicaRegion": "eu-west-1"})),
        read_of("no KeyId", json!({"ReplicaRegion": "eu-west-1"})),
        read_of("a misspelt member", json!({"KeyId": KEY_ID, "ReplicaRegion": "eu-west-1", "Tag": []})),
        alone("an alias", replicate(reference("alias/orders"), "eu-west-1")),
        alone("the ARN of a bucket", replicate(reference("arn:aws:s3:::orders"), "eu-west-1")),
        alone("no key ID", replicate(reference("orders"), "eu-west-1")),
        alone("the key's own Region", replicate(reference(&arn), HOME)),
        alone("a Region of China", replicate(reference(&arn), "cn-north-1")),
        alone("a Region that is not listed", to("eu-moon-1")),
        alone("an opt-in Region", to("af-south-1")),
        alone("a policy that is a list", to("eu-west-1").with_policy(read("[]"))),
        alone("a policy that is too long", to("eu-west-1").with_policy(policy(&"x".repeat(32_768)))),
        alone(
            "a bypassed check",
            ReplicateKey { lockout_safety_check: LockoutSafetyCheck::Bypassed, ..to("eu-west-1") },
        ),
        alone("51 tags", to("eu-west-1").with_tags(tags(&many))),
        alone("a reserved tag", to("eu-west-1").with_tags(tags(&[("aws:a", "")]))),
        alone("a tag twice", to("eu-west-1").with_tags(tags(&[("a", ""), ("a", "")]))),
        alone("an unusual tag", to("eu-west-1").with_tags(tags(&[("a!", "")]))),
        Example {
            on: "the description of another key",
            report: replicate(reference(UUID), "eu-west-1").check(&other),
        },
        in_world("a key elsewhere", enabled, &to("eu-west-1"), "eu-west-3"),
        in_world("the ARN of another Region", enabled, &describe(&arn), "eu-west-1"),
        in_world("a replica", enabled, &to("eu-west-2"), "eu-west-1"),
        in_world("a disabled key", KeyState::Disabled, &to("eu-west-2"), HOME),
        in_world("a Region that is taken", enabled, &to("eu-west-1"), HOME),
        in_world("a Region without multi-Region keys", enabled, &to("eu-south-2"), HOME),
        in_world("a Region that is not enabled", enabled, &to("af-south-1"), HOME),
        stranger("another account's key to replicate", &replicate(reference(&arn), "eu-west-1")),
        stranger("another account's key to describe", &describe(&arn)),
        without_iam_policies("a key without permission to create one", &create()),
        in_world("a key too many", enabled, &create(), HOME),
        in_world("a marker from elsewhere", enabled, &ListKeys::new().with_marker(read("100")), HOME),
        in_world("an endpoint that nobody knows", enabled, &create(), "moon-north-1"),
        in_world(
            "a spec that is not listed",
            enabled,
            &CreateKey { key_spec: "AES_512".into(), ..create() },
            HOME,
        ),
        in_world("no usage", enabled, &CreateKey { key_spec: KeySpec::Hmac256, ..create() }, HOME),
        in_world(
            "the wrong usage",
            enabled,
            &CreateKey { key_usage: Some(KeyUsage::SignVerify), ..create() },
            HOME,
        ),
        in_world(
            "SM2 outside of China",
            enabled,
            &CreateKey { key_spec: KeySpec::Sm2, key_usage: Some(KeyUsage::SignVerify), ..create() },
            HOME,
        ),
        in_world(
            "a multi-Region key in a store",
            enabled,
            &CreateKey { origin: Origin::AwsCloudHsm, ..CreateKey::multi_region() },
            HOME,
        ),
        in_world(
            "a store that is not there",
            enabled,
            &CreateKey { origin: Origin::AwsCloudHsm, custom_key_store_id: Some(read("cks-1")), ..create() },
            HOME,
        ),
        in_world(
            "a store for a key of KMS",
            enabled,
            &CreateKey { custom_key_store_id: Some(read("cks-1")), ..create() },
            HOME,
        ),
        in_world("the role of a replica", enabled, &promote("eu-west-2"), "eu-west-1"),
        in_world("the role of the primary for itself", enabled, &promote(HOME), HOME),
        in_world("the role for a Region without a key", enabled, &promote("eu-west-2"), HOME),
        Example {
            on: "the role for a disabled replica",
            report: disabled_replica.check(&promote("eu-west-1"), &call),
        },
        with_stores(
            "an external key for a key of KMS",
            &CreateKey { xks_key_id: Some(read("orders")), ..create() },
        ),
        with_stores(
            "a key pair in a store",
            &CreateKey {
                key_spec: KeySpec::Rsa2048,
                key_usage: Some(KeyUsage::SignVerify),
                origin: Origin::AwsCloudHsm,
                custom_key_store_id: Some(read(CLOUD_HSM)),
                ..create()
            },
        ),
        with_stores(
            "a store that is disconnected, and of another type",
            &CreateKey { origin: Origin::AwsCloudHsm, custom_key_store_id: Some(read(EXTERNAL)), ..create() },
        ),
        with_stores("a store to connect that is not there", &ConnectCustomKeyStore::new(read("cks-1"))),
        with_stores("a store to disconnect that is not there", &DisconnectCustomKeyStore::new(read("cks-1"))),
        with_stores("a store that is disconnected already", &DisconnectCustomKeyStore::new(read(EXTERNAL))),
        with_alias("a reserved alias", |keys| CreateAlias::new(read("alias/aws/s3"), keys[1].into())),
        with_alias("an alias that is there", |keys| CreateAlias::new(read("alias/orders"), keys[1].into())),
        with_alias("an alias too many", |keys| CreateAlias::new(read("alias/more"), keys[0].into())),
        with_alias("an alias that is not there", |_| DeleteAlias::new(read("alias/nothing"))),
        with_alias("an alias for another class", |keys| {
            UpdateAlias::new(read("alias/orders"), keys[1].into())
        }),
        with_alias("an alias for another usage", |keys| {
            UpdateAlias::new(read("alias/signing"), keys[1].into())
        }),
        with_grant("a grant too many", |keys, _| grant_of(keys[0], &[GrantOperation::Encrypt])),
        with_grant("a grant of an operation that nobody knows", |keys, _| {
            grant_of(keys[1], &["Shred".into()])
        }),
        with_grant("a grant to create grants", |keys, _| grant_of(keys[1], &[GrantOperation::CreateGrant])),
        with_grant("a grant of what the key cannot do", |keys, _| grant_of(keys[1], &[GrantOperation::Sign])),
        with_grant("two constraints", |keys, _| constrained(keys[0], 1, 1)),
        with_grant("a constraint of nine pairs", |keys, _| constrained(keys[0], 9, 0)),
        with_grant("a constraint for an HMAC key", |keys, _| constrained(keys[1], 0, 1)),
        with_grant("eleven grant tokens", |keys, _| CreateGrant {
            grant_tokens: vec![read("token"); 11],
            ..grant_of(keys[1], &[GrantOperation::DescribeKey])
        }),
        with_grant("a grant that is not the caller's to retire", |keys, grant| {
            RetireGrant::by_id(keys[0].into(), grant.into())
        }),
        with_grant("a grant of another key", |keys, grant| RevokeGrant::new(keys[1].into(), grant.into())),
        with_grant("no grant ID", |keys, _| RevokeGrant::new(keys[1].into(), read("grant"))),
        with_grant("a dry run", |keys, grant| RevokeGrant {
            dry_run: DryRun::Yes,
            ..RevokeGrant::new(keys[0].into(), grant.into())
        }),
        with_grant("another account's principal", |_, _| ListRetirableGrants::new(read(OTHER_ACCOUNT))),
        using("a name that is no algorithm", |keys| encrypt(keys.symmetric).with_algorithm("ROT13".into())),
        while_updating("a key whose material expired", encrypt),
        using("a key that signs", |keys| encrypt(keys.signing)),
        using("an algorithm of other keys", |keys| encrypt(keys.rsa)),
        using("a context for an RSA key", |keys| {
            encrypt(keys.rsa).with_algorithm(OAEP).with_context([("a", "b")].into_iter().collect())
        }),
        using("too much for an RSA key", |keys| Encrypt {
            plaintext: Plaintext::new([0; 191]).unwrap(),
            ..encrypt(keys.rsa).with_algorithm(OAEP)
        }),
        using("a dry run", |keys| encrypt(keys.symmetric).as_dry_run()),
        using("a ciphertext that names no key", |keys| Decrypt::new(keys.sealed()).with_algorithm(OAEP)),
        using("a ciphertext of an RSA key as another's", |keys| Decrypt::new(keys.sealed_by_rsa())),
        using("a ciphertext of another world", |keys| Decrypt::new(keys.sealed_elsewhere())),
        using("a ciphertext of another key", |keys| {
            Decrypt::new(keys.sealed()).with_key(keys.signing.into())
        }),
        using("another encryption context", |keys| {
            Decrypt::new(keys.sealed()).with_context([("a", "b")].into_iter().collect())
        }),
        using("material that is not there", |keys| Decrypt::new(keys.sealed_with_other_material())),
        using("a data key of no length", |keys| GenerateDataKey {
            key_spec: None,
            ..GenerateDataKey::aes_256(keys.symmetric.into())
        }),
        using("a data key of an RSA key", |keys| GenerateDataKey::aes_256(keys.rsa.into())),
        using("a key pair of China", |keys| {
            GenerateDataKeyPair::new(keys.symmetric.into(), DataKeyPairSpec::Sm2)
        }),
        using("a μ for an RSA key", |keys| sign(keys.signing).with_message_type(MessageType::ExternalMu)),
        using("a short digest", |keys| sign(keys.signing).with_message_type(MessageType::Digest)),
        using("a short secret", |keys| {
            Decapsulate::new(keys.kem.into(), EncapsulatedSecret::new([0]).unwrap())
        }),
        using("the public key of a symmetric key", |keys| GetPublicKey::new(keys.symmetric.into())),
        imported("a key of KMS's own material", HOME, |keys| DeleteImportedKeyMaterial::new(keys.own.into())),
        imported("a key of imported material", HOME, |keys| EnableKeyRotation::new(keys.primary.into())),
        in_store("a key in a custom key store", |key| RotateKeyOnDemand::new(key.into())),
        in_store("a key pair by a key in a custom key store", |key| {
            GenerateDataKeyPair::new(key.into(), DataKeyPairSpec::EccNistP256)
        }),
        in_external_store("an external key that has a KMS key", |create| create.clone()),
        imported("a key pair", HOME, |keys| RotateKeyOnDemand::new(keys.rsa.into())),
        imported("a replica", "eu-west-1", |keys| RotateKeyOnDemand::new(keys.primary.into())),
        imported("material that a replica lacks", HOME, |keys| RotateKeyOnDemand::new(keys.primary.into())),
        imported("a second rotation", HOME, |keys| RotateKeyOnDemand::new(keys.own.into())),
        imported("no list of rotations", HOME, |keys| ListKeyRotations {
            include_key_material: "SOMETHING".into(),
            ..ListKeyRotations::new(keys.own.into())
        }),
        imported("no wrapping algorithm", HOME, |keys| keys.parameters("ROT13".into())),
        imported("an old wrapping algorithm", HOME, |keys| keys.parameters(WrappingAlgorithm::RsaesPkcs1V15)),
        imported("a small wrapping algorithm", HOME, |keys| {
            keys.parameters(WrappingAlgorithm::RsaesOaepSha256)
        }),
        imported("no expiration model", HOME, |keys| ImportKeyMaterial {
            expiration_model: Some("SOMETIMES".into()),
            ..keys.import(b"first")
        }),
        imported("no date", HOME, |keys| keys.import(b"first")),
        imported("a date for nothing", HOME, |keys| ImportKeyMaterial {
            valid_to: Some(read("2026-06-01T00:00:00Z")),
            ..keys.import(b"first").that_never_expires()
        }),
        imported("a date that has passed", HOME, |keys| keys.import(b"first").that_expires(read(NOON))),
        imported("an identifier for new material", HOME, |keys| ImportKeyMaterial {
            key_material_id: Some(read(MATERIAL_ID)),
            ..keys.import_new(b"third")
        }),
        imported("another key's token", HOME, |keys| ImportKeyMaterial {
            import_token: keys.rsa_token.clone(),
            ..keys.import(b"first").that_never_expires()
        }),
        imported("an old token", HOME, |keys| ImportKeyMaterial {
            import_token: read(&format!("{} 0", keys.token.as_str().rsplit_once(' ').unwrap().0)),
            ..keys.import(b"first").that_never_expires()
        }),
        imported("a kind of import for a key pair", HOME, |keys| ImportKeyMaterial {
            key_id: keys.rsa.into(),
            import_token: keys.rsa_token.clone(),
            ..keys.import_new(b"first")
        }),
        imported("new material for a replica", "eu-west-1", |keys| keys.import_new(b"third")),
        imported("more new material", HOME, |keys| keys.import_new(b"third")),
        imported("other material", HOME, |keys| keys.import(b"third").that_never_expires()),
        imported("material that never was", HOME, |keys| {
            DeleteImportedKeyMaterial::new(keys.primary.into()).of(read(MATERIAL_ID))
        }),
        in_world("a Region without new multi-Region keys", enabled, &CreateKey::multi_region(), "eu-north-1"),
    ]
}
