//! The stage that the stories are played on: a KMS, the caller of one account, and a clock.

#![allow(dead_code, unreachable_pub, reason = "each story uses a part of the stage")]

pub mod imports;

use std::fmt::Debug;
use std::str::FromStr;
use std::time::Duration;

use jiff::Timestamp;
use kms_mrk::identity::{AccountId, KeyId, KeyReference, Partition, Region};
use kms_mrk::key::{
    Description, KeyMetadata, KeySpec, KeyState, KeyUsage, Origin, RequestedState, Tag, Tags,
};
use kms_mrk::model::{
    Call, Caller, ConnectionState, CustomKeyStore, CustomKeyStoreBacking, CustomKeyStoreKey, Event,
    ImportedMaterial, ImportedMaterials, RegionalKey, RelatedKeys, SharedMaterial, SharedProperties, World,
};
use kms_mrk::operation::{CreateKey, DescribeKey, Operation, ReplicateKey, ReplicateKeyOutput};
use kms_mrk::policy::PolicyText;
use kms_mrk::verdict::{Evidence, Finding, Retry, Rule};
use kms_mrk::{Kms, KmsError, Reply};
use serde_json::{Value, json};

pub const ACCOUNT: &str = "111122223333";
pub const OTHER_ACCOUNT: &str = "444455556666";
pub const NOON: &str = "2026-01-05T12:00:00Z";
pub const HOME: &str = "us-east-1";
pub const KEY_ID: &str = "mrk-1234abcd12ab34cd56ef1234567890ab";
pub const MATERIAL_ID: &str = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";
pub const UUID: &str = "1234abcd-12ab-34cd-56ef-1234567890ab";

/// A value out of a text that is one.
#[track_caller]
pub fn read<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().unwrap_or_else(|error| panic!("{text:?}: {error:?}"))
}

pub fn key_arn(region: &str, key_id: impl AsRef<str>) -> String {
    format!("arn:aws:kms:{region}:{ACCOUNT}:key/{}", key_id.as_ref())
}

#[track_caller]
pub fn tags(pairs: &[(&str, &str)]) -> Vec<Tag> {
    pairs.iter().map(|(key, value)| Tag::new(read(key), read(value))).collect()
}

/// A request to replicate `key` to `region`, everything else by default.
#[track_caller]
/// A key policy with this `Id` that lets the account decide.
pub fn policy(id: &str) -> PolicyText {
    read(&policy_text(id))
}

/// A key policy that leaves everything to each of the two accounts.
pub fn shared_policy() -> PolicyText {
    let both = format!(r#"["{ACCOUNT}","{OTHER_ACCOUNT}"]"#);
    read(&policy_text("shared").replacen(&format!("\"{ACCOUNT}\""), &both, 1))
}

pub fn policy_text(id: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Id":"{id}","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{ACCOUNT}"}},"Action":"kms:*","Resource":"*"}}]}}"#
    )
}

pub fn replicate(key: impl Into<KeyReference>, region: &str) -> ReplicateKey {
    ReplicateKey::new(key.into(), read(region))
}

#[track_caller]
pub fn reference(text: &str) -> KeyReference {
    read(text)
}

/// The administrator of an account.
pub fn administrator(account: &str) -> Caller {
    Caller::administrator(&Partition::Aws, read(account))
}

pub struct Stage {
    pub kms: Kms,
    pub caller: Caller,
    pub now: Timestamp,
}

impl Stage {
    /// No key yet; the administrator of [`ACCOUNT`] calls, and it is [`NOON`].
    pub fn new() -> Self {
        Self { kms: Kms::new(7), caller: administrator(ACCOUNT), now: read(NOON) }
    }

    /// The same stage in another world.
    pub fn with_world(self, change: impl FnOnce(World) -> World) -> Self {
        Self { kms: change(self.kms.into()).into(), ..self }
    }

    /// The stage with one set of keys on it, and the call of its account.
    pub fn with_set(mut self, set: RelatedKeys) -> Self {
        self.kms.adopt(set);
        self
    }

    pub fn called_by(self, caller: Caller) -> Self {
        Self { caller, ..self }
    }

    #[track_caller]
    pub fn call(&self, region: &str) -> Call {
        Call::new(self.caller.clone(), read(region), self.now)
    }

    pub fn wait(&mut self, seconds: u64) {
        self.now += Duration::from_secs(seconds);
    }

    /// The whole reply to a request that KMS accepts. A check and a dry run say the same beforehand.
    #[track_caller]
    pub fn reply<O: Operation<Output: PartialEq + Debug>>(
        &mut self,
        request: &O,
        region: &str,
    ) -> Reply<O::Output> {
        let call = self.call(region);
        let report = self.kms.check(request, &call);
        assert!(report.is_accepted(), "{report}");
        let dry = self.kms.dry_run(request, &call).unwrap();
        let reply = self.kms.call(request, &call).unwrap();
        assert_eq!(dry, reply);
        reply
    }

    #[track_caller]
    pub fn accepts<O: Operation<Output: PartialEq + Debug>>(
        &mut self,
        request: &O,
        region: &str,
    ) -> O::Output {
        self.reply(request, region).output
    }

    /// KMS's answer to a request that it refuses. Nothing changes by it, and a check and a dry run say the same.
    #[track_caller]
    pub fn refuses<O: Operation<Output: Debug>>(&mut self, request: &O, region: &str) -> KmsError {
        self.kms.advance(self.now);
        let call = self.call(region);
        let before = self.kms.clone();
        let error = self.kms.call(request, &call).unwrap_err();
        assert_eq!(self.kms, before, "a refused call changes nothing");
        assert_eq!(self.kms.dry_run(request, &call).unwrap_err(), error);
        assert_eq!(self.kms.check(request, &call).refusal().as_ref(), Some(&error));
        error
    }

    /// A new symmetric primary key at [`HOME`].
    #[track_caller]
    pub fn primary(&mut self) -> KeyMetadata {
        self.accepts(&CreateKey::multi_region(), HOME)
    }

    /// A replica of a primary key that is at [`HOME`], just made.
    #[track_caller]
    pub fn replica(&mut self, key_id: KeyId, region: &str) -> ReplicateKeyOutput {
        self.accepts(&replicate(key_id, region), HOME)
    }

    #[track_caller]
    pub fn describe(&mut self, key_id: KeyId, region: &str) -> KeyMetadata {
        self.accepts(&DescribeKey::new(key_id.into()), region)
    }

    /// Lets everything that is due in the next hour happen.
    pub fn settle(&mut self) -> Vec<Event> {
        self.wait(3600);
        self.kms.advance(self.now)
    }
}

/// The material of an imported set, as one of its keys has it.
#[track_caller]
pub fn imported(valid_to: Option<&str>) -> ImportedMaterials {
    ImportedMaterials::from_iter([ImportedMaterial { id: read(MATERIAL_ID), valid_to: valid_to.map(read) }])
}

/// What the keys of a symmetric set with the ID [`KEY_ID`] share; where it is imported, it is [`MATERIAL_ID`].
pub fn shared(origin: Origin) -> SharedProperties {
    SharedProperties {
        key_id: read(KEY_ID),
        account: read::<AccountId>(ACCOUNT),
        partition: Partition::Aws,
        key_spec: KeySpec::SymmetricDefault,
        key_usage: KeyUsage::EncryptDecrypt,
        material: match origin {
            Origin::External => SharedMaterial::current(read(MATERIAL_ID)),
            _ => SharedMaterial::default(),
        },
        origin,
    }
}

/// A key with nothing but a state.
#[track_caller]
pub fn regional(region: &str, state: KeyState) -> RegionalKey {
    RegionalKey {
        region: read::<Region>(region),
        creation_date: read(NOON),
        description: Description::default(),
        policy: None,
        tags: Tags::new(),
        state,
        imported_materials: ImportedMaterials::default(),
        custom_key_store: None,
    }
}

/// The ID of [`cloud_hsm_store`].
pub const CLOUD_HSM: &str = "cks-1234567890abcdef0";
/// The ID of [`external_store`].
pub const EXTERNAL: &str = "cks-9876543210fedcba9";
pub const CLUSTER: &str = "cluster-2a34b5cdefg";
pub const XKS_KEY: &str = "bb8562717f809024";

/// A CloudHSM key store of [`ACCOUNT`] at [`HOME`], connected.
pub fn cloud_hsm_store() -> CustomKeyStore {
    CustomKeyStore {
        custom_key_store_id: read(CLOUD_HSM),
        account: read(ACCOUNT),
        region: read(HOME),
        backing: CustomKeyStoreBacking::AwsCloudHsm { cloud_hsm_cluster_id: read(CLUSTER) },
        connection_state: ConnectionState::Connected,
    }
}

/// An external key store of [`ACCOUNT`] at [`HOME`], connected.
pub fn external_store() -> CustomKeyStore {
    CustomKeyStore {
        custom_key_store_id: read(EXTERNAL),
        backing: CustomKeyStoreBacking::ExternalKeyStore,
        ..cloud_hsm_store()
    }
}

/// What a key in [`external_store`] says of it.
pub fn external_key() -> CustomKeyStoreKey {
    CustomKeyStoreKey::ExternalKeyStore { custom_key_store_id: read(EXTERNAL), xks_key_id: read(XKS_KEY) }
}

/// A single-Region key with the ID [`UUID`] in [`external_store`], Unavailable.
#[track_caller]
pub fn unavailable_key() -> RelatedKeys {
    let single = SharedProperties { key_id: read(UUID), ..shared(Origin::ExternalKeyStore) };
    let unavailable = KeyState::Unavailable { otherwise: RequestedState::Enabled };
    let key = RegionalKey { custom_key_store: Some(Box::new(external_key())), ..regional(HOME, unavailable) };
    RelatedKeys::new(single, key, vec![]).unwrap()
}

/// A set with its primary key at [`HOME`], in these states.
#[track_caller]
pub fn set_in(primary: KeyState, replicas: &[(&str, KeyState)]) -> RelatedKeys {
    let replicas = replicas.iter().map(|(region, state)| regional(region, *state)).collect();
    RelatedKeys::new(shared(Origin::AwsKms), regional(HOME, primary), replicas).unwrap()
}

/// The findings, one a line, as `id at pointer: message`.
pub fn lines<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Vec<String> {
    let line =
        |finding: &Finding| format!("{} at {}: {}", finding.rule, finding.place.pointer, finding.message);
    findings.into_iter().map(line).collect()
}

/// An exception as the wire and the retry advice show it: everything of it but the place.
#[track_caller]
pub fn said(error: &KmsError, evidence: Evidence, code: &str, message: &str) {
    let shown = if message.is_empty() { code.to_owned() } else { format!("{code}: {message}") };
    assert_eq!(error.to_string(), shown);
    assert_eq!((error.code().as_str(), error.message()), (code, message));
    assert_eq!(error.http_status(), 400, "every refusal that was recorded came with 400");
    assert_eq!(error.evidence(), evidence);
    let retry = match code {
        "KMSInvalidStateException" => Retry::AfterStateChange,
        "ConflictException" => Retry::WithBackoff,
        _ => Retry::Never,
    };
    assert_eq!(error.retry(), retry);
}

#[track_caller]
pub fn recorded(error: &KmsError, code: &str, message: &str) {
    said(error, Evidence::Recorded, code, message);
}

/// The exception is a judgement: its grade says so, whatever that of the rule.
#[track_caller]
pub fn judged(error: &KmsError, rule: &Rule, grade: Evidence, code: &str, message: &str) {
    assert_eq!((error.rule(), rule.evidence()), (rule, grade));
    said(error, Evidence::Inferred, code, message);
}

/// KMS's answer to a body that cannot be a ReplicateKey request.
#[track_caller]
pub fn answer_to(body: &Value) -> KmsError {
    ReplicateKey::from_json(&body.to_string()).unwrap_err().refusal().unwrap()
}

/// A body with everything that is required, and `members` besides or instead.
pub fn body(members: Value) -> Value {
    let mut body = json!({"KeyId": KEY_ID, "ReplicaRegion": "eu-west-1"});
    let Value::Object(members) = members else { panic!("{members} is no object") };
    body.as_object_mut().unwrap().extend(members);
    body
}
