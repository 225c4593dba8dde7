//! What can be wrong with a document, a request or a call: the settings that show it.

use crate::stage::{
    ACCOUNT, CLOUD_HSM, EXTERNAL, HOME, KEY_ID, OTHER_ACCOUNT, Stage, XKS_KEY, administrator,
    cloud_hsm_store, external_store, read, set_in,
};
use jiff::SignedDuration;
use kms_mrk::identity::{Geography, GrantId, KeyId, Region};
use kms_mrk::key::{
    EncryptionAlgorithm, EncryptionContext, GrantConstraints, GrantOperation, ImportType, KeyMaterialId,
    KeySpec, KeyState, KeyUsage, Origin, RotationPeriodInDays, SigningAlgorithm, WrappingAlgorithm,
    WrappingKeySpec,
};
use kms_mrk::model::{Caller, ConnectionState, CustomKeyStore, KeyMaterial, Quotas};
use kms_mrk::operation::{
    CreateAlias, CreateGrant, CreateKey, EnableKeyRotation, Encrypt, GetParametersForImport,
    ImportKeyMaterial, ImportToken, Message, Operation, Plaintext, ReplicateKey, RotateKeyOnDemand, Setting,
    Sign, SymbolicCiphertext, UpdatePrimaryRegion,
};
use kms_mrk::policy::IdentityPolicies;
use kms_mrk::verdict::Report;
use serde_json::Value;

/// A report, and what it is a report on.
pub(crate) struct Example {
    pub(crate) on: &'static str,
    pub(crate) report: Report,
}

pub(crate) fn read_of(on: &'static str, body: Value) -> Example {
    Example { on, report: ReplicateKey::read_json(&body.to_string()).report }
}

/// A check of the request alone.
pub(crate) fn alone(on: &'static str, request: ReplicateKey) -> Example {
    Example { on, report: request.check(&Setting::new()) }
}

/// A check in a world with one multi-Region key at home, with a replica in eu-west-1, in that state.
pub(crate) fn in_world<O: Operation>(
    on: &'static str,
    state: KeyState,
    request: &O,
    region: &str,
) -> Example {
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

/// A check by somebody to whom IAM policies allow nothing, in a world without keys.
pub(crate) fn without_iam_policies<O: Operation>(on: &'static str, request: &O) -> Example {
    let ops = Caller::new(read("arn:aws:iam::111122223333:user/ops")).unwrap();
    let stage = Stage::new().called_by(ops.with_identity_policies(IdentityPolicies::new()));
    Example { on, report: stage.kms.check(request, &stage.call(HOME)) }
}

/// A check in a world with a symmetric key, an RSA key to encrypt with and one to sign with; the first and the last have
/// an alias, and may have no more.
pub(crate) fn with_alias<O: Operation>(on: &'static str, request: impl FnOnce(&[KeyId]) -> O) -> Example {
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
pub(crate) fn with_grant<O: Operation>(
    on: &'static str,
    request: impl FnOnce(&[KeyId], GrantId) -> O,
) -> Example {
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

pub(crate) fn grant_of(key: KeyId, operations: &[GrantOperation]) -> CreateGrant {
    CreateGrant::new(key.into(), read("arn:aws:iam::111122223333:role/worker"), operations.to_vec())
}

/// The same with constraints of so many pairs.
pub(crate) fn constrained(key: KeyId, subset: usize, equals: usize) -> CreateGrant {
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
pub(crate) struct Imported {
    pub(crate) primary: KeyId,
    pub(crate) rsa: KeyId,
    pub(crate) own: KeyId,
    pub(crate) token: ImportToken,
    pub(crate) rsa_token: ImportToken,
}

pub(crate) fn imported<O: Operation>(
    on: &'static str,
    region: &str,
    request: impl FnOnce(&Imported) -> O,
) -> Example {
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
    pub(crate) fn import(&self, material: &[u8]) -> ImportKeyMaterial {
        ImportKeyMaterial::new(self.primary.into(), self.token.clone(), KeyMaterial::of(material))
    }

    pub(crate) fn import_new(&self, material: &[u8]) -> ImportKeyMaterial {
        self.import(material).that_never_expires().with_import_type(ImportType::NewKeyMaterial)
    }

    pub(crate) fn parameters(&self, algorithm: WrappingAlgorithm) -> GetParametersForImport {
        GetParametersForImport::new(self.rsa.into(), algorithm, WrappingKeySpec::Rsa4096)
    }
}

pub(crate) const OAEP: EncryptionAlgorithm = EncryptionAlgorithm::RsaesOaepSha256;

/// Keys to use, and what they have sealed.
pub(crate) struct Keys {
    pub(crate) symmetric: KeyId,
    pub(crate) rsa: KeyId,
    pub(crate) signing: KeyId,
    pub(crate) kem: KeyId,
    pub(crate) material: KeyMaterialId,
}

impl Keys {
    pub(crate) fn ciphertext(
        key: KeyId,
        material: KeyMaterialId,
        algorithm: EncryptionAlgorithm,
    ) -> SymbolicCiphertext {
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

    pub(crate) fn sealed(&self) -> SymbolicCiphertext {
        Self::ciphertext(self.symmetric, self.material, EncryptionAlgorithm::SymmetricDefault)
    }

    pub(crate) fn sealed_by_rsa(&self) -> SymbolicCiphertext {
        Self::ciphertext(self.rsa, self.material, OAEP)
    }

    pub(crate) fn sealed_elsewhere(&self) -> SymbolicCiphertext {
        Self::ciphertext(read(KEY_ID), self.material, EncryptionAlgorithm::SymmetricDefault)
    }

    pub(crate) fn sealed_with_other_material(&self) -> SymbolicCiphertext {
        let material = KeyMaterialId::from_bytes([7; 32]);
        Self::ciphertext(self.symmetric, material, EncryptionAlgorithm::SymmetricDefault)
    }
}

/// A check in a world with keys to use.
pub(crate) fn using<O: Operation>(on: &'static str, request: impl FnOnce(&Keys) -> O) -> Example {
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

pub(crate) fn encrypt(key: KeyId) -> Encrypt {
    Encrypt::new(key.into(), Plaintext::new([7]).unwrap())
}

pub(crate) fn sign(key: KeyId) -> Sign {
    Sign::new(key.into(), Message::new([7]).unwrap(), SigningAlgorithm::RsassaPssSha256)
}

/// A check in a world with a CloudHSM key store that is connected and an external key store that is not.
pub(crate) fn with_stores<O: Operation>(on: &'static str, request: &O) -> Example {
    let external = CustomKeyStore { connection_state: ConnectionState::Disconnected, ..external_store() };
    let stage = Stage::new()
        .with_world(|world| world.with_custom_key_store(cloud_hsm_store()).with_custom_key_store(external));
    Example { on, report: stage.kms.check(request, &stage.call(HOME)) }
}

/// A check of a key in a CloudHSM key store.
pub(crate) fn in_store<O: Operation>(on: &'static str, request: impl FnOnce(KeyId) -> O) -> Example {
    let mut stage = Stage::new().with_world(|world| world.with_custom_key_store(cloud_hsm_store()));
    let create = CreateKey {
        origin: Origin::AwsCloudHsm,
        custom_key_store_id: Some(read(CLOUD_HSM)),
        ..CreateKey::default()
    };
    let key = stage.accepts(&create, HOME).key_id;
    Example { on, report: stage.kms.check(&request(key), &stage.call(HOME)) }
}

/// A check of a key that lost its imported material while it becomes the primary key.
pub(crate) fn while_updating<O: Operation>(on: &'static str, request: impl FnOnce(KeyId) -> O) -> Example {
    const EU: &str = "eu-west-1";
    let mut stage = Stage::new();
    let key = stage.imported_set(&[]);
    stage.replica(key, EU);
    stage.settle();
    let expires = stage.now + SignedDuration::from_secs(5);
    let import = stage.import(key, EU, "first").that_expires(expires);
    stage.accepts(&import, EU);
    stage.accepts(&UpdatePrimaryRegion::new(key.into(), read(EU)), HOME);
    stage.wait(5);
    stage.kms.advance(stage.now);
    Example { on, report: stage.kms.check(&request(key), &stage.call(EU)) }
}

/// A check beside the key that this request made in an external key store.
pub(crate) fn in_external_store<O: Operation>(
    on: &'static str,
    request: impl FnOnce(&CreateKey) -> O,
) -> Example {
    let mut stage = Stage::new().with_world(|world| world.with_custom_key_store(external_store()));
    let create = CreateKey {
        origin: Origin::ExternalKeyStore,
        custom_key_store_id: Some(read(EXTERNAL)),
        xks_key_id: Some(read(XKS_KEY)),
        ..CreateKey::default()
    };
    stage.accepts(&create, HOME);
    Example { on, report: stage.kms.check(&request(&create), &stage.call(HOME)) }
}

pub(crate) fn stranger<O: Operation>(on: &'static str, request: &O) -> Example {
    let stage = Stage::new().with_set(set_in(KeyState::Enabled, &[])).called_by(administrator(OTHER_ACCOUNT));
    Example { on, report: stage.kms.check(request, &stage.call(HOME)) }
}
