//! DeleteImportedKeyMaterial: delete imported material of a key.

use super::asked::{Asked, names_key_by_key_id};
use super::contract::{Decision, Operation};
use super::name::OperationName;
use super::on_key::{self, KeyChecks};
use super::setting::Setting;
use super::{key_states, material_checks, rule};
use crate::identity::{KeyArn, KeyReference};
use crate::key::KeyMaterialId;
use crate::model::{Call, Change, World};
use crate::verdict::check::Check;
use crate::verdict::{Broken, ErrorCode, KmsError, Place, Pointer, Report, Text};

/// A request to delete imported material of a key at once.
///
/// A key without material that is or was current is in PendingImport until the very same material is imported again;
/// one whose deletion is scheduled stays as it is. What waits for a rotation was never used, so that the key goes on
/// without it; deleted from the primary key it is gone from the replicas too. All other material is deleted from this
/// key alone. Material that is not there is not deleted again, which is accepted.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteImportedKeyMaterial.html>,
/// <https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-delete-key-material.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::key::{Origin, WrappingAlgorithm, WrappingKeySpec};
/// use kms_mrk::model::{Call, Caller, KeyMaterial};
/// use kms_mrk::operation::{
///     CreateKey, DeleteImportedKeyMaterial, DescribeKey, GetParametersForImport, ImportKeyMaterial,
/// };
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let key = kms.call(&CreateKey { origin: Origin::External, ..CreateKey::multi_region() }, &call)?.output.key_id;
/// let parameters =
///     GetParametersForImport::new(key.into(), WrappingAlgorithm::RsaesOaepSha256, WrappingKeySpec::Rsa4096);
/// let token = kms.call(&parameters, &call)?.output.import_token;
/// let import = ImportKeyMaterial::new(key.into(), token, KeyMaterial::of(b"orders")).that_never_expires();
/// let imported = kms.call(&import, &call)?.output;
///
/// let deleted = kms.call(&DeleteImportedKeyMaterial::new(key.into()), &call)?.output;
/// assert_eq!(deleted.key_material_id, imported.key_material_id);
/// let metadata = kms.call(&DescribeKey::new(key.into()), &call)?.output;
/// assert_eq!((metadata.key_state.as_str(), metadata.expiration_model), ("PendingImport", None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeleteImportedKeyMaterial {
    /// The key: a key ID or key ARN.
    pub key_id: KeyReference,
    /// The material; the current one if nothing is said.
    pub key_material_id: Option<KeyMaterialId>,
}

/// What DeleteImportedKeyMaterial answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeleteImportedKeyMaterialOutput {
    /// The ARN of the key, on the wire under the name `KeyId`.
    pub key_id: KeyArn,
    /// The identifier of the material; only for symmetric encryption keys that have or had any.
    pub key_material_id: Option<KeyMaterialId>,
}

impl DeleteImportedKeyMaterial {
    /// A request to delete the current material of this key.
    #[must_use]
    pub const fn new(key_id: KeyReference) -> Self {
        Self { key_id, key_material_id: None }
    }

    /// The same request for another material of the key.
    #[must_use]
    pub fn of(self, key_material_id: KeyMaterialId) -> Self {
        Self { key_material_id: Some(key_material_id), ..self }
    }
}

names_key_by_key_id!(DeleteImportedKeyMaterial, Keys);

impl KeyChecks for DeleteImportedKeyMaterial {
    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] = &[
        Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows },
        Check { rule: &rule::IMPORTED, test: material_checks::is_imported },
        Check { rule: &rule::MATERIAL_EXISTS, test: material_exists },
    ];
}

impl Operation for DeleteImportedKeyMaterial {
    const NAME: OperationName = OperationName::DeleteImportedKeyMaterial;
    type Output = DeleteImportedKeyMaterialOutput;

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<Self::Output>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let shared = on.set.shared();
        let named = self.key_material_id.and_then(|id| on.set.known_material(id));
        let id = named.or(shared.material.current_id());
        // What waits for a rotation waits for the set, even if a new primary key does not have it.
        let is_primary = on.key.region == on.set.primary().region;
        let is_there = |id: &KeyMaterialId| {
            on.key.imported_materials.holds(*id) || (is_primary && shared.material.is_pending(*id))
        };
        let change =
            id.filter(is_there).map(|key_material_id| Change::KeyMaterialDeleted { key_material_id });
        let output = DeleteImportedKeyMaterialOutput {
            key_id: on.arn(),
            key_material_id: id.and_then(|id| on.set.shown(id)),
        };
        Ok(on.decision("DeleteImportedKeyMaterial", output, change))
    }
}

/// Material that never was the key's.
fn material_exists(asked: &Asked<'_, DeleteImportedKeyMaterial>, broken: &mut Broken<'_>) {
    let (Some((set, _)), Some(id)) = (asked.modelled(), asked.request.key_material_id) else { return };
    if set.known_material(id).is_none() {
        let message = Text::later(move || format!("the key has no material `{id}`"));
        let place = Place::at(Pointer::fixed("/KeyMaterialId"));
        broken.refused_in_unknown_words(ErrorCode::NotFound, place, message);
    }
}
