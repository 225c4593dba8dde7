//! The world that the golden pairs are made in: some keys of each kind, and what stands for them in a body.

use std::collections::BTreeMap;

use super::Client;
use crate::stage::{HOME, UUID, cloud_hsm_store, external_store, policy_text};
use kms_mrk::Kms;
use kms_mrk::model::World;
use serde_json::Value;

/// The Region of the replica.
pub(super) const EU: &str = "eu-west-1";

/// The keys, each made by a request at home.
const KEYS: &[(&str, &str)] = &[
    ("key", "{}"),
    ("other", "{}"),
    ("primary", r#"{"MultiRegion":true}"#),
    ("rsa", r#"{"KeySpec":"RSA_2048","KeyUsage":"ENCRYPT_DECRYPT"}"#),
    ("signing", r#"{"KeySpec":"ECC_NIST_P256","KeyUsage":"SIGN_VERIFY"}"#),
    ("hmac", r#"{"KeySpec":"HMAC_256","KeyUsage":"GENERATE_VERIFY_MAC"}"#),
    ("ecdh", r#"{"KeySpec":"ECC_NIST_P256","KeyUsage":"KEY_AGREEMENT"}"#),
    ("kem", r#"{"KeySpec":"ML_KEM_512","KeyUsage":"ENCAPSULATE_DECAPSULATE"}"#),
    ("waiting", r#"{"Origin":"EXTERNAL"}"#),
    ("imported", r#"{"Origin":"EXTERNAL","MultiRegion":true}"#),
    ("imported_rsa", r#"{"Origin":"EXTERNAL","KeySpec":"RSA_2048","KeyUsage":"SIGN_VERIFY"}"#),
    ("in_store", r#"{"Origin":"AWS_CLOUDHSM","CustomKeyStoreId":"cks-1234567890abcdef0"}"#),
    (
        "outside",
        r#"{"Origin":"EXTERNAL_KEY_STORE","CustomKeyStoreId":"cks-9876543210fedcba9","XksKeyId":"bb8562717f809024"}"#,
    ),
];

/// What is called once the keys are there: where, what and how, and the members of the answer that get a name.
type Step = (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str)]);

const STEPS: &[Step] = &[
    (HOME, "ReplicateKey", r#"{"KeyId":"$primary","ReplicaRegion":"eu-west-1"}"#, &[]),
    (HOME, "GetParametersForImport", PARAMETERS_OF_IMPORTED, &[("token", "ImportToken")]),
    (HOME, "ImportKeyMaterial", IMPORT, &[("material", "KeyMaterialId")]),
    (HOME, "ReplicateKey", r#"{"KeyId":"$imported","ReplicaRegion":"eu-west-1"}"#, &[]),
    (HOME, "CreateAlias", r#"{"AliasName":"alias/orders","TargetKeyId":"$key"}"#, &[]),
    (HOME, "TagResource", r#"{"KeyId":"$key","Tags":[{"TagKey":"team","TagValue":"orders"}]}"#, &[]),
    (
        HOME,
        "CreateGrant",
        r#"{"KeyId":"$key","GranteePrincipal":"$worker","Operations":["Decrypt"],"Name":"reading"}"#,
        &[("grant", "GrantId"), ("grant_token", "GrantToken")],
    ),
    (HOME, "Encrypt", r#"{"KeyId":"$key","Plaintext":"aGVsbG8="}"#, &[("sealed", "CiphertextBlob")]),
    (
        HOME,
        "Encrypt",
        r#"{"KeyId":"$rsa","Plaintext":"aGVsbG8=","EncryptionAlgorithm":"RSAES_OAEP_SHA_256"}"#,
        &[("sealed_by_rsa", "CiphertextBlob")],
    ),
    (HOME, "GetParametersForImport", PARAMETERS_OF_WAITING, &[("token_of_waiting", "ImportToken")]),
    (HOME, "GetParametersForImport", PARAMETERS_OF_RSA, &[("token_of_rsa", "ImportToken")]),
];

const PARAMETERS_OF_WAITING: &str =
    r#"{"KeyId":"$waiting","WrappingAlgorithm":"RSAES_OAEP_SHA_256","WrappingKeySpec":"RSA_4096"}"#;
const PARAMETERS_OF_RSA: &str = r#"{"KeyId":"$imported_rsa","WrappingAlgorithm":"RSA_AES_KEY_WRAP_SHA_256","WrappingKeySpec":"RSA_4096"}"#;
const PARAMETERS_OF_IMPORTED: &str =
    r#"{"KeyId":"$imported","WrappingAlgorithm":"RSAES_OAEP_SHA_256","WrappingKeySpec":"RSA_4096"}"#;
const IMPORT: &str = r#"{"KeyId":"$imported","ImportToken":"$token","EncryptedKeyMaterial":"b3JkZXJzIG1hdGVyaWFsIG9mIDMyIGJ5dGVzIQ==","ExpirationModel":"KEY_MATERIAL_DOES_NOT_EXPIRE"}"#;

/// After a minute, when the replicas are there.
const LATER: &[Step] =
    &[(EU, "GetParametersForImport", PARAMETERS_OF_IMPORTED, &[("token_of_replica", "ImportToken")])];

pub(super) struct GoldenWorld {
    pub(super) client: Client,
    names: BTreeMap<String, String>,
}

impl GoldenWorld {
    pub(super) fn new() -> Self {
        let mut world = Self { client: Client::new(), names: BTreeMap::new() };
        world.client.kms = World::from(world.client.kms.clone())
            .with_custom_key_store(cloud_hsm_store())
            .with_custom_key_store(external_store())
            .into();
        let locking = policy_text("locking").replace("\"kms:*\"", "\"kms:Encrypt\"");
        for (name, value) in [
            ("absent", UUID.to_owned()),
            ("elsewhere_arn", format!("arn:aws:kms:ap-south-1:111122223333:key/{UUID}")),
            ("worker", "arn:aws:iam::111122223333:role/worker".to_owned()),
            ("grant_of_none", "0".repeat(64)),
            ("encapsulated", "A".repeat(1024)), // of 768 bytes
            ("policy", escaped(&policy_text("orders"))),
            ("locking_policy", escaped(&locking)),
        ] {
            world.names.insert(name.to_owned(), value);
        }
        for (name, body) in KEYS {
            let created = world.call(HOME, "CreateKey", body);
            let member = |member: &str| created["KeyMetadata"][member].as_str().unwrap().to_owned();
            world.names.insert((*name).to_owned(), member("KeyId"));
            world.names.insert(format!("{name}_arn"), member("Arn"));
        }
        world.take(STEPS);
        world.client.wait(60);
        world.take(LATER);
        world
    }

    fn take(&mut self, steps: &[Step]) {
        for (region, operation, body, names) in steps {
            let answer = self.call(region, operation, body);
            for (name, member) in *names {
                self.names.insert((*name).to_owned(), answer[*member].as_str().unwrap().to_owned());
            }
        }
    }

    fn call(&mut self, region: &str, operation: &str, body: &str) -> Value {
        let body: Value = serde_json::from_str(&self.filled(body)).unwrap();
        self.client.accepts(region, operation, &body)
    }

    /// The same world, for one request.
    pub(super) fn kms(&self) -> Kms {
        self.client.kms.clone()
    }

    /// The body with what its names stand for.
    pub(super) fn filled(&self, body: &str) -> String {
        let mut parts = body.split('$');
        let mut filled = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let end =
                part.find(|letter: char| !letter.is_ascii_lowercase() && letter != '_').unwrap_or(part.len());
            let (name, rest) = part.split_at(end);
            filled += self.names.get(name).unwrap_or_else(|| panic!("nothing has the name ${name}: {body}"));
            filled += rest;
        }
        filled
    }
}

/// A text within a text of JSON.
fn escaped(text: &str) -> String {
    let quoted = serde_json::to_string(text).unwrap();
    quoted[1..quoted.len() - 1].to_owned()
}
