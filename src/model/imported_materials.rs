//! The imported material that one key of a set has.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use thin_vec::ThinVec;

use crate::key::KeyMaterialId;

/// The imported material that one key has, each with its own expiry. Related keys have theirs each for itself.
///
/// ```
/// use kms_mrk::model::{ImportedMaterial, ImportedMaterials};
///
/// let id = "0f".repeat(32).parse()?;
/// let materials = ImportedMaterials::from_iter([ImportedMaterial { id, valid_to: None }]);
/// assert!(materials.holds(id));
/// assert_eq!(ImportedMaterials::default().len(), 0);
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<ImportedMaterial>")]
pub struct ImportedMaterials(ThinVec<ImportedMaterial>); // INVARIANT: no identifier twice

/// Imported material that a key has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedMaterial {
    /// Its identifier.
    pub id: KeyMaterialId,
    /// When it expires; `None` if it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Timestamp>,
}

impl Clone for ImportedMaterials {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }

    /// A `ThinVec` would be made anew.
    fn clone_from(&mut self, source: &Self) {
        self.0.clear();
        self.0.extend_from_slice(&source.0);
    }
}

impl ImportedMaterials {
    /// The materials, in the order in which they came.
    pub fn iter(&self) -> std::slice::Iter<'_, ImportedMaterial> {
        self.0.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The material with this identifier.
    #[must_use]
    pub fn get(&self, id: KeyMaterialId) -> Option<&ImportedMaterial> {
        self.iter().find(|material| material.id == id)
    }

    /// Whether the material with this identifier is there.
    #[must_use]
    pub fn holds(&self, id: KeyMaterialId) -> bool {
        self.get(id).is_some()
    }

    /// Adds a material, or gives one that is there another expiry.
    pub(super) fn insert(&mut self, material: ImportedMaterial) {
        match self.0.iter_mut().find(|before| before.id == material.id) {
            Some(before) => *before = material,
            None => self.0.push(material),
        }
    }

    pub(super) fn remove(&mut self, id: KeyMaterialId) {
        self.0.retain(|material| material.id != id);
    }
}

impl FromIterator<ImportedMaterial> for ImportedMaterials {
    /// Of materials with the same identifier, the last counts.
    fn from_iter<T: IntoIterator<Item = ImportedMaterial>>(materials: T) -> Self {
        let mut all = Self::default();
        materials.into_iter().for_each(|material| all.insert(material));
        all
    }
}

impl From<Vec<ImportedMaterial>> for ImportedMaterials {
    fn from(materials: Vec<ImportedMaterial>) -> Self {
        materials.into_iter().collect()
    }
}

impl<'a> IntoIterator for &'a ImportedMaterials {
    type Item = &'a ImportedMaterial;
    type IntoIter = std::slice::Iter<'a, ImportedMaterial>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
