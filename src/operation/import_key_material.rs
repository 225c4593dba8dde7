//! ImportKeyMaterial: import material into a key.

use jiff::Timestamp;

use super::asked::names_key_by_key_id;
use super::contract::{Decision, Operation};
use super::import_token::ImportToken;
use super::name::OperationName;
use super::on_key;
use super::setting::Setting;
use crate::identity::{KeyArn, KeyReference};
use crate::key::{ExpirationModel, ImportType, KeyMaterialDescription, KeyMaterialId};
use crate::model::{Call, Change, KeyMaterial, RelatedKeys, World, whole_milliseconds};
use crate::verdict::{KmsError, Report};

/// A request to import material into a key of origin EXTERNAL.
///
/// The first material of a key is current at once, and the key Enabled. Further material of a symmetric encryption key
/// is imported into the primary key first, waits until every replica has it too, and becomes current by
/// [`RotateKeyOnDemand`](super::RotateKeyOnDemand). A replica takes only material that its primary key has. Material
/// that a key lost is imported again, with any expiry: a key can be used when it has every material that is or was
/// current.
///
/// KMS is given the encrypted material. The model is given what tells the material from other material,
/// [`KeyMaterial`]: to decrypt is for the host.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::key::{Origin, WrappingAlgorithm, WrappingKeySpec};
/// use kms_mrk::model::{Call, Caller, KeyMaterial};
/// use kms_mrk::operation::{CreateKey, DescribeKey, GetParametersForImport, ImportKeyMaterial};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let key = kms.call(&CreateKey { origin: Origin::External, ..CreateKey::multi_region() }, &call)?.output.key_id;
/// let parameters =
///     GetParametersForImport::new(key.into(), WrappingAlgorithm::RsaesOaepSha256, WrappingKeySpec::Rsa4096);
/// let token = kms.call(&parameters, &call)?.output.import_token;
///
/// let import = ImportKeyMaterial::new(key.into(), token, KeyMaterial::of(b"of 32 bytes, made by the vault"));
/// assert_eq!(
///     kms.call(&import, &call).unwrap_err().message(),
///     "A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES",
/// );
/// let id = kms.call(&import.that_never_expires(), &call)?.output.key_material_id;
/// let metadata = kms.call(&DescribeKey::new(key.into()), &call)?.output;
/// assert_eq!((metadata.key_state.as_str(), metadata.current_key_material_id), ("Enabled", id));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportKeyMaterial {
    /// The key: a key ID or key ARN.
    pub key_id: KeyReference,
    /// The token that GetParametersForImport gave for this very key.
    pub import_token: ImportToken,
    /// The material, decrypted.
    pub key_material: KeyMaterial,
    /// Whether the material expires; KEY_MATERIAL_EXPIRES if nothing is said.
    pub expiration_model: Option<ExpirationModel>,
    /// When it expires, at most 365 days from now; whole milliseconds count.
    pub valid_to: Option<Timestamp>,
    /// Whether it is new to the key. If nothing is said: new if the key never had any, else not.
    pub import_type: Option<ImportType>,
    /// Its description; `None` leaves the one that it has.
    pub key_material_description: Option<KeyMaterialDescription>,
    /// Which of the key's materials it is, for material that is not new.
    pub key_material_id: Option<KeyMaterialId>,
}

/// What ImportKeyMaterial answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportKeyMaterialOutput {
    /// The ARN of the key, on the wire under the name `KeyId`.
    pub key_id: KeyArn,
    /// The identifier of the material; only for symmetric encryption keys.
    pub key_material_id: Option<KeyMaterialId>,
}

impl ImportKeyMaterial {
    /// A request to import this material. As AWS defines the defaults, it lacks `ValidTo`.
    #[must_use]
    pub const fn new(key_id: KeyReference, import_token: ImportToken, key_material: KeyMaterial) -> Self {
        Self {
            key_id,
            import_token,
            key_material,
            expiration_model: None,
            valid_to: None,
            import_type: None,
            key_material_description: None,
            key_material_id: None,
        }
    }

    /// The same request, for material that expires then.
    #[must_use]
    pub fn that_expires(self, valid_to: Timestamp) -> Self {
        Self { expiration_model: Some(ExpirationModel::KeyMaterialExpires), valid_to: Some(valid_to), ..self }
    }

    /// The same request, for material that stays until it is deleted.
    #[must_use]
    pub fn that_never_expires(self) -> Self {
        Self { expiration_model: Some(ExpirationModel::KeyMaterialDoesNotExpire), valid_to: None, ..self }
    }

    /// The same request, for material of this kind.
    #[must_use]
    pub fn with_import_type(self, import_type: ImportType) -> Self {
        Self { import_type: Some(import_type), ..self }
    }
}

impl ImportKeyMaterial {
    /// What kind of import is meant: material that is new to the key if it never had any and nothing is said.
    pub(super) fn import_type_in(&self, set: &RelatedKeys) -> ImportType {
        let never_had_any = set.shared().material.current_id().is_none();
        self.import_type.clone().unwrap_or(match never_had_any {
            true => ImportType::NewKeyMaterial,
            false => ImportType::ExistingKeyMaterial,
        })
    }

    /// The identifier that the material of the request has in the keys of this set.
    pub(super) fn material_id_in(&self, set: &RelatedKeys) -> KeyMaterialId {
        set.identify(self.key_material, &self.import_type_in(set))
    }
}

names_key_by_key_id!(ImportKeyMaterial, Keys);

impl Operation for ImportKeyMaterial {
    const NAME: OperationName = OperationName::ImportKeyMaterial;
    type Output = ImportKeyMaterialOutput;

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<Self::Output>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let id = self.material_id_in(on.set);
        let valid_to = self.valid_to.map(whole_milliseconds);
        let output = ImportKeyMaterialOutput { key_id: on.arn(), key_material_id: on.set.shown(id) };
        let is_as_before =
            on.key.imported_materials.get(id).is_some_and(|material| material.valid_to == valid_to)
                && self.key_material_description.is_none();
        let change = Change::KeyMaterialImported {
            key_material_id: id,
            valid_to,
            description: self.key_material_description.clone(),
        };
        Ok(on.decision("ImportKeyMaterial", output, (!is_as_before).then_some(change)))
    }
}
