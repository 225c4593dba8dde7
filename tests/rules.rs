//! The rules themselves: how they are named, and that none of them is dead.

mod stage;

use std::collections::BTreeSet;

use kms_mrk::identity::{Geography, GrantId, KeyId, Region};
use kms_mrk::key::{
    EncryptionAlgorithm, EncryptionContext, GrantConstraints, GrantOperation, ImportType, KeyMaterialId,
    KeySpec, KeyState, KeyUsage, Origin, RotationPeriodInDays, SigningAlgorithm, WrappingAlgorithm,
    WrappingKeySpec, metadata_rule, tag_rule,
};
use kms_mrk::model::{Caller, ConnectionState, CustomKeyStore, KeyMaterial, Quotas};
use kms_mrk::operation::{
    ConnectCustomKeyStore, CreateAlias, CreateGrant, CreateKey, DataKeyPairSpec, Decapsulate, Decrypt,
    DeleteAlias, DeleteImportedKeyMaterial, DescribeKey, DisconnectCustomKeyStore, DryRun, EnableKeyRotation,
    EncapsulatedSecret, Encrypt, GenerateDataKey, GenerateDataKeyPair, GetParametersForImport, GetPublicKey,
    ImportKeyMaterial, ImportToken, ListKeyRotations, ListKeys, ListRetirableGrants, LockoutSafetyCheck,
    Message, MessageType, Operation, Plaintext, ReplicateKey, RetireGrant, RevokeGrant, RotateKeyOnDemand,
    Setting, Sign, SymbolicCiphertext, UpdateAlias, UpdatePrimaryRegion, rule,
};
use kms_mrk::policy::policy_rule;
use kms_mrk::verdict::{Evidence, Report};
use serde_json::{Value, json};
use stage::{
    ACCOUNT, CLOUD_HSM, EXTERNAL, HOME, KEY_ID, MATERIAL_ID, NOON, OTHER_ACCOUNT, Stage, UUID, administrator,
    cloud_hsm_store, external_store, key_arn, read, reference, replicate, set_in, tags,
};

/// A report, and what it is a report on.
struct Example {
    on: &'static str,
    report: Report,
}

fn read_of(on: &'static str, body: Value) -> Example {
    Example { on, report: ReplicateKey::read_json(&body.to_string()).report }
}

/// A check of the request alone.
fn alone(on: &'static str, request: ReplicateKey) -> Example {
    Example { on, report: request.check(&Setting::new()) }
}

/// A check in a world with one multi-Region key at home, with a replica in eu-west-1, in that state.
fn in_world<O: Operation>(on: &'static str, state: KeyState, request: &O, region: &str) -> Example {
    let stage =
        Stage::new().with_set(set_in(state, &[("eu-west-1", KeyState::Enabled)])).with_world(|world| {
            world
                .with_quotas(Quotas {
                    keys_per_region: 1,
                    key_policy_bytes: 100,
                    aliases_per_key: 1,
                    ..Quotas::DEFAULT
                })
                .with_geography(
                    Geography::new()
                        .with_enabled_regions(read(ACCOUNT), [])
                        .without_multi_region_keys_in([Region::EU_SOUTH_2, Region::EU_NORTH_1]),
                )
        });
    Example { on, report: stage.kms.check(request, &stage.call(region)) }
}

/// A check in a world with a symmetric key, an RSA key to encrypt with and one to sign with; the first and the last have
/// an alias, and may have no more.
fn with_alias<O: Operation>(on: &'static str, request: impl FnOnce(&[KeyId]) -> O) -> Example {
    let mut stage =
        Stage::new().with_world(|world| world.with_quotas(Quotas { aliases_per_key: 1, ..Quotas::DEFAULT }));
    let usage = |spec, usage| CreateKey { key_spec: spec, key_usage: Some(usage), ..CreateKey::default() };
    let keys = [
        CreateKey::default(),
        usage(KeySpec::Rsa2048, KeyUsage::EncryptDecrypt),
        usage(KeySpec::Rsa2048, KeyUsage::SignVerify),
    ]
    .map(|create| stage.accepts(&create, HOME).key_id);
    for (name, key) in [("alias/orders", keys[0]), ("alias/signing", keys[2])] {
        stage.accepts(&CreateAlias::new(read(name), key.into()), HOME);
    }
    Example { on, report: stage.kms.check(&request(&keys), &stage.call(HOME)) }
}

/// A check by somebody of the account who is not the account, in a world with a symmetric key that has a grant and may
/// have no more, and an HMAC key.
fn with_grant<O: Operation>(on: &'static str, request: impl FnOnce(&[KeyId], GrantId) -> O) -> Example {
    let mut stage =
        Stage::new().with_world(|world| world.with_quotas(Quotas { grants_per_key: 1, ..Quotas::DEFAULT }));
    let mac = CreateKey {
        key_spec: KeySpec::Hmac256,
        key_usage: Some(KeyUsage::GenerateVerifyMac),
        ..CreateKey::default()
    };
    let keys = [CreateKey::default(), mac].map(|create| stage.accepts(&create, HOME).key_id);
    let grant = stage.accepts(&grant_of(keys[0], &[GrantOperation::Decrypt]), HOME).grant_id;
    let stage = stage.called_by(Caller::new(read("arn:aws:iam::111122223333:user/ops")).unwrap());
    Example { on, report: stage.kms.check(&request(&keys, grant), &stage.call(HOME)) }
}

fn grant_of(key: KeyId, operations: &[GrantOperation]) -> CreateGrant {
    CreateGrant::new(key.into(), read("arn:aws:iam::111122223333:role/worker"), operations.to_vec())
}

/// The same with constraints of so many pairs.
fn constrained(key: KeyId, subset: usize, equals: usize) -> CreateGrant {
    let context = |pairs: usize| {
        (pairs > 0).then(|| (0..pairs).map(|index| (format!("key{index}"), "value")).collect())
    };
    let constraints = GrantConstraints {
        encryption_context_subset: context(subset),
        encryption_context_equals: context(equals),
    };
    CreateGrant { constraints, ..grant_of(key, &[GrantOperation::DescribeKey]) }
}

/// A check in a world with imported symmetric keys: a primary key with a replica, and material that waits for a rotation
/// and is not in the replica yet; beside it an imported RSA key and a symmetric one of KMS's own material, which was
/// rotated on demand, may not be again, and is to be rotated automatically in ten minutes.
struct Imported {
    primary: KeyId,
    rsa: KeyId,
    own: KeyId,
    token: ImportToken,
    rsa_token: ImportToken,
}

fn imported<O: Operation>(on: &'static str, region: &str, request: impl FnOnce(&Imported) -> O) -> Example {
    let mut stage = Stage::new()
        .with_world(|world| world.with_quotas(Quotas { on_demand_rotations_per_key: 1, ..Quotas::DEFAULT }));
    let external = CreateKey { origin: Origin::External, ..CreateKey::multi_region() };
    let rsa = CreateKey {
        key_spec: KeySpec::Rsa2048,
        key_usage: Some(KeyUsage::SignVerify),
        origin: Origin::External,
        ..CreateKey::default()
    };
    let own = stage.accepts(&CreateKey::default(), HOME).key_id;
    stage.accepts(&EnableKeyRotation::new(own.into()).with_period(RotationPeriodInDays::MIN), HOME);
    stage.accepts(&RotateKeyOnDemand::new(own.into()), HOME);
    stage.wait(90 * 24 * 3600 - 600);
    let keys = [external, rsa].map(|create| stage.accepts(&create, HOME).key_id);
    let [token, rsa_token] = [keys[0], keys[1]].map(|key| {
        let algorithm = WrappingAlgorithm::RsaAesKeyWrapSha256;
        let parameters = GetParametersForImport::new(key.into(), algorithm, WrappingKeySpec::Rsa4096);
        stage.accepts(&parameters, HOME).import_token
    });
    let keys = Imported { primary: keys[0], rsa: keys[1], own, token, rsa_token };
    stage.accepts(&keys.import(b"first").that_never_expires(), HOME);
    stage.replica(keys.primary, "eu-west-1");
    stage.accepts(&keys.import_new(b"second"), HOME);
    Example { on, report: stage.kms.check(&request(&keys), &stage.call(region)) }
}

impl Imported {
    fn import(&self, material: &[u8]) -> ImportKeyMaterial {
        ImportKeyMaterial::new(self.primary.into(), self.token.clone(), KeyMaterial::of(material))
    }

    fn import_new(&self, material: &[u8]) -> ImportKeyMaterial {
        self.import(material).that_never_expires().with_import_type(ImportType::NewKeyMaterial)
    }

    fn parameters(&self, algorithm: WrappingAlgorithm) -> GetParametersForImport {
        GetParametersForImport::new(self.rsa.into(), algorithm, WrappingKeySpec::Rsa4096)
    }
}

const OAEP: EncryptionAlgorithm = EncryptionAlgorithm::RsaesOaepSha256;

/// Keys to use, and what they have sealed.
struct Keys {
    symmetric: KeyId,
    rsa: KeyId,
    signing: KeyId,
    kem: KeyId,
    material: KeyMaterialId,
}

impl Keys {
    fn ciphertext(key: KeyId, material: KeyMaterialId, algorithm: EncryptionAlgorithm) -> SymbolicCiphertext {
        let context = EncryptionContext::new();
        SymbolicCiphertext::new(
            key,
            read(ACCOUNT),
            material,
            algorithm,
            context,
            Plaintext::new([7]).unwrap(),
        )
    }

    fn sealed(&self) -> SymbolicCiphertext {
        Self::ciphertext(self.symmetric, self.material, EncryptionAlgorithm::SymmetricDefault)
    }

    fn sealed_by_rsa(&self) -> SymbolicCiphertext {
        Self::ciphertext(self.rsa, self.material, OAEP)
    }

    fn sealed_elsewhere(&self) -> SymbolicCiphertext {
        Self::ciphertext(read(KEY_ID), self.material, EncryptionAlgorithm::SymmetricDefault)
    }

    fn sealed_with_other_material(&self) -> SymbolicCiphertext {
        let material = KeyMaterialId::from_bytes([7; 32]);
        Self::ciphertext(self.symmetric, material, EncryptionAlgorithm::SymmetricDefault)
    }
}

/// A check in a world with keys to use.
fn using<O: Operation>(on: &'static str, request: impl FnOnce(&Keys) -> O) -> Example {
    let mut stage = Stage::new();
    let mut key = |spec, usage| {
        stage.accepts(&CreateKey { key_spec: spec, key_usage: Some(usage), ..CreateKey::default() }, HOME)
    };
    let symmetric = key(KeySpec::SymmetricDefault, KeyUsage::EncryptDecrypt);
    let keys = Keys {
        symmetric: symmetric.key_id,
        rsa: key(KeySpec::Rsa2048, KeyUsage::EncryptDecrypt).key_id,
        signing: key(KeySpec::Rsa2048, KeyUsage::SignVerify).key_id,
        kem: key(KeySpec::MlKem512, KeyUsage::EncapsulateDecapsulate).key_id,
        material: symmetric.current_key_material_id.unwrap(),
    };
    Example { on, report: stage.kms.check(&request(&keys), &stage.call(HOME)) }
}

fn encrypt(key: KeyId) -> Encrypt {
    Encrypt::new(key.into(), Plaintext::new([7]).unwrap())
}

fn sign(key: KeyId) -> Sign {
    Sign::new(key.into(), Message::new([7]).unwrap(), SigningAlgorithm::RsassaPssSha256)
}

/// A check in a world with a CloudHSM key store that is connected and an external key store that is not.
fn with_stores<O: Operation>(on: &'static str, request: &O) -> Example {
    let external = CustomKeyStore { connection_state: ConnectionState::Disconnected, ..external_store() };
    let stage = Stage::new()
        .with_world(|world| world.with_custom_key_store(cloud_hsm_store()).with_custom_key_store(external));
    Example { on, report: stage.kms.check(request, &stage.call(HOME)) }
}

/// A check of a key in a CloudHSM key store.
fn in_store<O: Operation>(on: &'static str, request: impl FnOnce(KeyId) -> O) -> Example {
    let mut stage = Stage::new().with_world(|world| world.with_custom_key_store(cloud_hsm_store()));
    let create = CreateKey {
        origin: Origin::AwsCloudHsm,
        custom_key_store_id: Some(read(CLOUD_HSM)),
        ..CreateKey::default()
    };
    let key = stage.accepts(&create, HOME).key_id;
    Example { on, report: stage.kms.check(&request(key), &stage.call(HOME)) }
}

fn stranger<O: Operation>(on: &'static str, request: &O) -> Example {
    let stage = Stage::new().with_set(set_in(KeyState::Enabled, &[])).called_by(administrator(OTHER_ACCOUNT));
    Example { on, report: stage.kms.check(request, &stage.call(HOME)) }
}

/// Documents, requests and calls with one thing or another wrong.
fn examples() -> Vec<Example> {
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
        alone(
            "a policy that is too long",
            to("eu-west-1").with_policy(read(&format!("{{}}{}", " ".repeat(32_767)))),
        ),
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

#[test]
fn every_rule_for_requests_tags_and_policies_is_broken_by_an_example() {
    let examples = examples();
    let dead: Vec<_> = [rule::ALL, tag_rule::ALL, policy_rule::ALL]
        .into_iter()
        .flatten()
        .filter(|rule| !examples.iter().any(|example| example.report.breaks(rule)))
        .map(|rule| rule.id())
        .collect();
    assert_eq!(dead, [""; 0]);
}

#[test]
fn every_example_breaks_a_rule() {
    for example in examples() {
        assert!(!example.report.is_empty(), "{}", example.on);
    }
}

#[test]
fn ids_are_unique_words_of_lower_case_between_slashes() {
    let mut seen = BTreeSet::new();
    for rule in kms_mrk::rules() {
        let is_word = |word: &str| {
            !word.is_empty()
                && word.starts_with(|c: char| c.is_ascii_lowercase())
                && !word.ends_with('-')
                && !word.contains("--")
                && word.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        };
        let words: Vec<_> = rule.id().split('/').collect();
        assert!((2..=3).contains(&words.len()) && words.into_iter().all(is_word), "{rule}");
        assert!(seen.insert(rule.id()), "{rule} is there twice");
    }
    let count: usize =
        [rule::ALL, tag_rule::ALL, policy_rule::ALL, metadata_rule::ALL].map(<[_]>::len).into_iter().sum();
    assert_eq!(seen.len(), count);
}

#[test]
fn a_rule_is_one_sentence_without_full_stop_with_the_address_of_a_page_of_aws() {
    for rule in kms_mrk::rules() {
        let sentence = rule.sentence();
        assert!(sentence.split(' ').count() > 3 && !sentence.ends_with('.'), "{rule}: {sentence}");
        let prose: String = sentence.split('`').step_by(2).collect();
        assert!(!prose.contains(". ") && !prose.contains(['\n', ';']), "{rule}: {sentence}");
        let page = rule.documentation().strip_prefix("https://docs.aws.amazon.com/");
        assert!(page.is_some_and(|page| page.ends_with(".html") || page.contains(".html#")), "{rule}");
    }
}

#[test]
fn a_rule_is_found_by_its_id_and_equal_to_itself_only() {
    for rule in kms_mrk::rules() {
        assert_eq!(kms_mrk::rules().filter(|other| *other == rule).count(), 1);
        assert_eq!(rule.to_string(), rule.id());
        let json = serde_json::to_value(rule).unwrap();
        assert_eq!(
            json,
            json!({
                "id": rule.id(),
                "sentence": rule.sentence(),
                "documentation": rule.documentation(),
                "evidence": rule.evidence().as_str()
            })
        );
    }
}

#[test]
fn a_message_is_one_line_without_full_stop_and_so_is_the_help() {
    for Example { report, .. } in examples() {
        for finding in &report {
            for text in [Some(finding.message.as_str()), finding.help.as_deref()].into_iter().flatten() {
                assert!(!text.is_empty() && !text.ends_with('.') && !text.contains('\n'), "{text}");
            }
        }
    }
}

#[test]
fn a_finding_is_written_with_everything_that_a_tool_needs() {
    let report =
        replicate(reference(KEY_ID), "eu-west-1").with_tags(tags(&[("AWS:a", "")])).check(&Setting::new());
    let expected = json!([{
        "rule": {
            "id": "tags/reserved-prefix",
            "sentence": "no tag key begins with `aws:`, in any letter case",
            "documentation": "https://docs.aws.amazon.com/kms/latest/APIReference/API_Tag.html",
            "evidence": "recorded"
        },
        "severity": "error",
        "answer": {
            "kind": "refuses",
            "code": "TagException",
            "message": "Tags beginning with aws: are reserved",
            "evidence": "recorded"
        },
        "pointer": "/Tags/0/TagKey",
        "message": "the tag key `AWS:a` begins with `aws:`, which only AWS may use",
        "help": null
    }]);
    assert_eq!(serde_json::to_value(&report).unwrap(), expected);
}

#[test]
fn the_strict_subset_leaves_out_what_is_only_inferred() {
    let request = replicate(reference(KEY_ID), "eu-moon-1").with_tags(tags(&[("aws:a", "?")]));
    let ids = |grade| {
        let report = request.check(&Setting::new()).supported_by(grade);
        report.iter().map(|finding| finding.rule.id()).collect::<Vec<_>>()
    };
    let available = "replicate-key/replica-region/kms-available";
    assert_eq!(ids(Evidence::Inferred), [available, "tags/reserved-prefix", "tags/usual-characters"]);
    assert_eq!(ids(Evidence::Documented), [available, "tags/reserved-prefix"]);
    assert_eq!(ids(Evidence::Recorded), ["tags/reserved-prefix"]);
}
