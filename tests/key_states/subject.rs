//! A key in a state, brought there by calls and by time.

use kms_mrk::KmsError;
use kms_mrk::identity::{GrantId, KeyArn, KeyId, KeyReference};
use kms_mrk::key::{KeySpec, KeyUsage, Origin, RotationPeriodInDays, WrappingAlgorithm, WrappingKeySpec};
use kms_mrk::model::KeyMaterial;
use kms_mrk::operation::{
    CreateAlias, CreateKey, DeleteImportedKeyMaterial, DisableKey, DisconnectCustomKeyStore,
    EnableKeyRotation, Encrypt, GetParametersForImport, ImportKeyMaterial, ImportToken, MultiRegion,
    Plaintext, RotateKeyOnDemand, ScheduleKeyDeletion, SymbolicCiphertext, UpdatePrimaryRegion,
};

use crate::request::grant;
use crate::row::{Kind, Row};
use crate::stage::{CLOUD_HSM, HOME, Stage, cloud_hsm_store, read};

pub(crate) const ELSEWHERE: &str = "eu-west-1";
/// An alias that stands for the key, unless the key is to take its place from another one.
pub(crate) const ALIAS: &str = "alias/orders";

/// The key that a row is about, in the state that it is about, and what requests need to know of it.
pub(crate) struct Subject {
    pub(crate) stage: Stage,
    pub(crate) arn: KeyArn,
    pub(crate) origin: Origin,
    pub(crate) token: ImportToken,
    /// Another key of the same kind, in the same Region, that is Enabled.
    pub(crate) other: KeyArn,
    /// What the key has encrypted, and what the other one has, where the row is about something encrypted.
    pub(crate) ciphertext: Option<SymbolicCiphertext>,
    pub(crate) other_ciphertext: Option<SymbolicCiphertext>,
    /// A grant for the key, where the row is about one.
    pub(crate) grant: Option<GrantId>,
}

impl Subject {
    /// The key of this row.
    ///
    /// # Errors
    /// KMS's, if it does not make such a key.
    pub(crate) fn of(row: &Row) -> Result<Self, KmsError> {
        let mut stage = Stage::new().with_world(|world| world.with_custom_key_store(cloud_hsm_store()));
        let create = kind_of_key(row);
        let is_imported = create.origin == Origin::External;
        let is_replica = row.kind == Kind::Replica || row.state == "Creating";
        let call = stage.call(if is_replica { ELSEWHERE } else { HOME });
        let other = CreateKey { origin: Origin::AwsKms, custom_key_store_id: None, ..create.clone() };
        let other = stage.kms.call(&other, &call)?.output;
        let key = stage.kms.call(&create, &stage.call(HOME))?.output;
        let mut subject = Self {
            arn: key.arn.clone(),
            origin: create.origin,
            token: read("no token"),
            other: other.arn.clone(),
            ciphertext: None,
            other_ciphertext: None,
            grant: None,
            stage,
        };
        if is_imported {
            subject.import();
        }
        if needs_replica(row) {
            subject.replicate(is_imported && row.state != "Creating", row.state == "Creating");
        }
        if is_replica {
            subject.arn = key.arn.related_in(read(ELSEWHERE)).unwrap();
        }
        subject.give_alias(row);
        if matches!(row.operation, "Decrypt" | "ReEncrypt") {
            subject.encrypt();
        }
        if matches!(row.operation, "RetireGrant" | "RevokeGrant") {
            subject.give_grant();
        }
        subject.go_to(row);
        assert_eq!(subject.state(), row.state, "{row}");
        Ok(subject)
    }

    pub(crate) fn region(&self) -> &str {
        self.arn.region().as_str()
    }

    pub(crate) fn key(&self) -> KeyReference {
        self.arn.clone().into()
    }

    pub(crate) fn state(&mut self) -> String {
        let region = self.region().to_owned();
        self.stage.describe(self.arn.key_id(), &region).key_state.to_string()
    }

    /// Imports the material of the key, and keeps the token.
    fn import(&mut self) {
        let region = self.region().to_owned();
        self.token = token(&mut self.stage, self.arn.key_id(), &region);
        let import = ImportKeyMaterial::new(self.key(), self.token.clone(), material()).that_never_expires();
        self.stage.accepts(&import, &region);
    }

    fn replicate(&mut self, is_imported: bool, is_creating: bool) {
        self.stage.replica(self.arn.key_id(), ELSEWHERE);
        if is_creating {
            return;
        }
        self.stage.settle();
        if is_imported {
            let key_id = self.arn.key_id();
            let token = token(&mut self.stage, key_id, ELSEWHERE);
            let import = ImportKeyMaterial::new(key_id.into(), token, material()).that_never_expires();
            self.stage.accepts(&import, ELSEWHERE);
        }
    }

    /// The alias of the key, or of the other one that it is to be taken from.
    fn give_alias(&mut self, row: &Row) {
        let is_taken = row.operation == "UpdateAlias" && row.kind != Kind::OfAlias;
        let key = if is_taken { self.other.clone() } else { self.arn.clone() };
        let region = self.region().to_owned();
        self.stage.accepts(&CreateAlias::new(read(ALIAS), key.into()), &region);
    }

    /// Encrypts something by the key, or by its primary key if it cannot be used yet, and by the other one.
    fn encrypt(&mut self) {
        let (key_id, region) = (self.arn.key_id(), self.region().to_owned());
        let able = if self.state() == "Creating" { HOME } else { &region };
        let plaintext = Plaintext::new(*b"orders").unwrap();
        let encrypt = Encrypt::new(key_id.into(), plaintext.clone());
        self.ciphertext = Some(self.stage.accepts(&encrypt, able).ciphertext_blob);
        let encrypt = Encrypt::new(self.other.clone().into(), plaintext);
        self.other_ciphertext = Some(self.stage.accepts(&encrypt, &region).ciphertext_blob);
    }

    /// A grant for the key. No call makes one for a replica in Creating, so it gets one of its primary's.
    fn give_grant(&mut self) {
        let is_creating = self.state() == "Creating";
        let (key, region) = match is_creating {
            true => (self.arn.key_id().into(), HOME.to_owned()),
            false => (self.key(), self.region().to_owned()),
        };
        let mut reply = self.stage.reply(&grant(key), &region);
        self.grant = Some(reply.output.grant_id);
        if is_creating {
            let mut event = reply.events.remove(0);
            event.region = self.arn.region().clone();
            self.stage.kms.replay(&event);
        }
    }

    /// The last step into the state.
    fn go_to(&mut self, row: &Row) {
        let (key, region) = (self.key(), self.region().to_owned());
        match row.state {
            "Disabled" => self.stage.accepts(&DisableKey::new(key), &region),
            "PendingImport" => {
                self.stage.accepts(&DeleteImportedKeyMaterial::new(key), &region);
            }
            "PendingDeletion" | "PendingReplicaDeletion" => {
                self.stage.accepts(&ScheduleKeyDeletion::new(key), &region);
            }
            "Unavailable" => {
                self.stage.accepts(&DisconnectCustomKeyStore::new(read(CLOUD_HSM)), HOME);
            }
            "Updating" => {
                let key_id = self.arn.key_id().into();
                self.stage.accepts(&UpdatePrimaryRegion::new(key_id, read(ELSEWHERE)), HOME);
            }
            _ => {}
        }
        match row.kind {
            Kind::UsedUp => {
                for _ in 0..25 {
                    self.stage.accepts(&RotateKeyOnDemand::new(self.key()), HOME);
                    self.stage.settle();
                }
            }
            Kind::DueSoon => {
                let period = RotationPeriodInDays::MIN;
                self.stage.accepts(&EnableKeyRotation::new(self.key()).with_period(period), HOME);
                self.stage.wait(90 * 24 * 3600 - 600);
            }
            _ => {}
        }
    }
}

fn material() -> KeyMaterial {
    KeyMaterial::of(b"orders")
}

#[track_caller]
fn token(stage: &mut Stage, key: KeyId, region: &str) -> ImportToken {
    let (algorithm, spec) = (WrappingAlgorithm::RsaAesKeyWrapSha256, WrappingKeySpec::Rsa4096);
    stage.accepts(&GetParametersForImport::new(key.into(), algorithm, spec), region).import_token
}

/// What to create for the row.
fn kind_of_key(row: &Row) -> CreateKey {
    let origin = match row.kind {
        Kind::Imported | Kind::ImportedKeyPair => Origin::External,
        Kind::InStore | Kind::PrimaryInStore => Origin::AwsCloudHsm,
        _ => Origin::AwsKms,
    };
    let (key_spec, usage) = match row.operation {
        _ if matches!(row.kind, Kind::KeyPair | Kind::ImportedKeyPair) => {
            (KeySpec::Rsa4096, KeyUsage::SignVerify)
        }
        "GenerateMac" | "VerifyMac" => (KeySpec::Hmac256, KeyUsage::GenerateVerifyMac),
        "GetPublicKey" | "Sign" | "Verify" => (KeySpec::EccNistP256, KeyUsage::SignVerify),
        "DeriveSharedSecret" => (KeySpec::EccNistP256, KeyUsage::KeyAgreement),
        "Decapsulate" | "Encapsulate" => (KeySpec::MlKem768, KeyUsage::EncapsulateDecapsulate),
        _ => (KeySpec::SymmetricDefault, KeyUsage::EncryptDecrypt),
    };
    let multi_region = if row.kind == Kind::InStore { MultiRegion::No } else { MultiRegion::Yes };
    let custom_key_store_id = origin.is_custom_key_store().then(|| read(CLOUD_HSM));
    CreateKey {
        key_spec,
        key_usage: Some(usage),
        origin,
        multi_region,
        custom_key_store_id,
        ..CreateKey::default()
    }
}

/// Whether the row is about a replica, or about a primary key that has one.
fn needs_replica(row: &Row) -> bool {
    let is_promoting = row.operation == "UpdatePrimaryRegion" && row.state != "PendingDeletion";
    let is_of_set = matches!(row.state, "Creating" | "PendingReplicaDeletion" | "Updating");
    row.kind == Kind::Replica || is_of_set || (is_promoting && row.state != "Unavailable")
}
