//! What the stories about imported material share: tokens, imports, and how materials are shown.

use kms_mrk::Reply;
use kms_mrk::identity::{KeyId, Region};
use kms_mrk::key::{
    ExpirationModel, ImportState, ImportType, IncludeKeyMaterial, KeyMaterialId, KeySpec, KeyUsage, Origin,
    WrappingAlgorithm, WrappingKeySpec,
};
use kms_mrk::model::KeyMaterial;
use kms_mrk::operation::{
    CreateKey, DeleteImportedKeyMaterial, GetParametersForImport, ImportKeyMaterial, ImportKeyMaterialOutput,
    ImportToken, ListKeyRotations, RotateKeyOnDemand,
};

use super::{HOME, Stage, read};

/// The materials of the stories.
const MATERIALS: [&str; 3] = ["first", "second", "third"];

pub fn material(name: &str) -> KeyMaterial {
    KeyMaterial::of(name.as_bytes())
}

/// A request for a symmetric multi-Region key whose material is to be imported.
pub fn external() -> CreateKey {
    CreateKey { origin: Origin::External, ..CreateKey::multi_region() }
}

/// The same for a key of this spec and usage.
pub fn external_of(key_spec: KeySpec, usage: KeyUsage) -> CreateKey {
    CreateKey { key_spec, key_usage: Some(usage), ..external() }
}

/// A request for the parameters of an import that suits every kind of key.
pub fn parameters(key: KeyId) -> GetParametersForImport {
    GetParametersForImport::new(key.into(), WrappingAlgorithm::RsaAesKeyWrapSha256, WrappingKeySpec::Rsa4096)
}

impl Stage {
    /// A new primary key at home that waits for its first material.
    #[track_caller]
    pub fn primary_to_import(&mut self) -> KeyId {
        self.accepts(&external(), HOME).key_id
    }

    /// A primary key at home with the material `first`, and replicas that have it too.
    #[track_caller]
    pub fn imported_set(&mut self, replicas: &[&str]) -> KeyId {
        let key = self.primary_to_import();
        self.imports(key, HOME, "first");
        for region in replicas {
            self.replica(key, region);
        }
        self.settle();
        for region in replicas {
            self.imports(key, region, "first");
        }
        key
    }

    #[track_caller]
    pub fn token(&mut self, key: KeyId, region: &str) -> ImportToken {
        self.accepts(&parameters(key), region).import_token
    }

    /// A request to import this material, which never expires.
    #[track_caller]
    pub fn import(&mut self, key: KeyId, region: &str, name: &str) -> ImportKeyMaterial {
        let token = self.token(key, region);
        ImportKeyMaterial::new(key.into(), token, material(name)).that_never_expires()
    }

    #[track_caller]
    pub fn imports(&mut self, key: KeyId, region: &str, name: &str) -> Reply<ImportKeyMaterialOutput> {
        let import = self.import(key, region, name);
        self.reply(&import, region)
    }

    #[track_caller]
    pub fn imports_new(&mut self, key: KeyId, region: &str, name: &str) -> KeyMaterialId {
        let import = self.import(key, region, name).with_import_type(ImportType::NewKeyMaterial);
        self.accepts(&import, region).key_material_id.unwrap()
    }

    #[track_caller]
    pub fn deletes_material(&mut self, key: KeyId, region: &str, name: &str) {
        let delete = DeleteImportedKeyMaterial::new(key.into()).of(material(name).id_in(key));
        self.accepts(&delete, region);
    }

    /// Rotates the key whose primary is in this Region, and waits until that is done.
    #[track_caller]
    pub fn rotates(&mut self, key: KeyId, region: &str) {
        self.accepts(&RotateKeyOnDemand::new(key.into()), region);
        self.wait(60);
        self.kms.advance(self.now);
    }

    /// The state of the key and its materials: `Enabled`, `first CURRENT`, or `first CURRENT lost` where it is not there.
    #[track_caller]
    pub fn shown(&mut self, key: KeyId, region: &str) -> Vec<String> {
        let list = ListKeyRotations {
            include_key_material: IncludeKeyMaterial::AllKeyMaterial,
            ..ListKeyRotations::new(key.into())
        };
        let entries = self.accepts(&list, region).items.into_iter().map(|entry| {
            let name = MATERIALS.iter().find(|name| material(name).id_in(key) == entry.key_material_id);
            let expiry = match (entry.import_state, entry.expiration_model, entry.valid_to) {
                (Some(ImportState::Imported), Some(ExpirationModel::KeyMaterialDoesNotExpire), None) => {
                    String::new()
                }
                (Some(ImportState::Imported), Some(ExpirationModel::KeyMaterialExpires), Some(date)) => {
                    format!(" until {date}")
                }
                (Some(ImportState::PendingImport), None, None) => " lost".into(),
                other => panic!("{other:?}"),
            };
            format!("{} {}{expiry}", name.unwrap_or(&"?"), entry.key_material_state)
        });
        let entries: Vec<_> = entries.collect();
        let region: Region = read(region);
        let state = self.kms.world().set(key).unwrap().key_in(&region).unwrap().state.name();
        std::iter::once(state.to_string()).chain(entries).collect()
    }
}
