//! GetParametersForImport, ImportKeyMaterial, DeleteImportedKeyMaterial.

use super::FromMembers;
use crate::identity::KeyReference;
use crate::key::{ExpirationModel, ImportType, KeyMaterialDescription, KeyMaterialId};
use crate::model::KeyMaterial;
use crate::operation::{DeleteImportedKeyMaterial, GetParametersForImport, ImportKeyMaterial, ImportToken};
use crate::wire::members::{Found, Members};
use crate::wire::text;

impl FromMembers for GetParametersForImport {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let key_id = m.key_id(f);
        let (algorithm, spec) =
            (m.required_name("WrappingAlgorithm", f), m.required_name("WrappingKeySpec", f));
        Some(Self::new(key_id?, algorithm?, spec?))
    }
}

impl FromMembers for DeleteImportedKeyMaterial {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let key_id = m.key_id(f);
        let key_material_id = m.constrained("KeyMaterialId", &text::KEY_MATERIAL_ID, f);
        Some(Self { key_id: key_id?, key_material_id })
    }
}

/// ImportKeyMaterial, before a host has unwrapped the material.
pub(in crate::wire) struct WrappedImport {
    pub(in crate::wire) key_id: KeyReference,
    pub(in crate::wire) import_token: ImportToken,
    pub(in crate::wire) encrypted_key_material: Vec<u8>,
    pub(in crate::wire) expiration_model: Option<ExpirationModel>,
    pub(in crate::wire) valid_to: Option<jiff::Timestamp>,
    pub(in crate::wire) import_type: Option<ImportType>,
    pub(in crate::wire) key_material_description: Option<KeyMaterialDescription>,
    pub(in crate::wire) key_material_id: Option<KeyMaterialId>,
}

impl FromMembers for WrappedImport {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let key_id = m.key_id(f);
        let import_token = m.required_blob("ImportToken", 1, ImportToken::MAX_LENGTH, f);
        let encrypted_key_material = m.required_blob("EncryptedKeyMaterial", 1, 6144, f);
        // Every member is read before one that is missing ends it, so that all that is wrong is said.
        let expiration_model = m.name("ExpirationModel", f);
        let valid_to = m.time("ValidTo", f);
        let import_type = m.name("ImportType", f);
        let key_material_description =
            m.constrained("KeyMaterialDescription", &text::MATERIAL_DESCRIPTION, f);
        let key_material_id = m.constrained("KeyMaterialId", &text::KEY_MATERIAL_ID, f);
        Some(Self {
            key_id: key_id?,
            import_token: String::from_utf8_lossy(&import_token?).parse().ok()?,
            encrypted_key_material: encrypted_key_material?,
            expiration_model,
            valid_to,
            import_type,
            key_material_description,
            key_material_id,
        })
    }
}

impl WrappedImport {
    /// The request, once the material is unwrapped.
    pub(in crate::wire) fn with_material(self, key_material: KeyMaterial) -> ImportKeyMaterial {
        ImportKeyMaterial {
            expiration_model: self.expiration_model,
            valid_to: self.valid_to,
            import_type: self.import_type,
            key_material_description: self.key_material_description,
            key_material_id: self.key_material_id,
            ..ImportKeyMaterial::new(self.key_id, self.import_token, key_material)
        }
    }
}
