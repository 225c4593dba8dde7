//! The material of a set of related keys: its versions, and how one follows another.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::key_material::{generated, unnamed};
use crate::identity::KeyId;
use crate::key::{KeyMaterialDescription, KeyMaterialId, RotationPeriodInDays, RotationType};

/// The material that related keys share: the current version, those before it, one that may wait to follow it, and
/// how rotations come about.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html>
///
/// ```
/// use kms_mrk::model::SharedMaterial;
///
/// let id = "0f".repeat(32).parse()?;
/// let material = SharedMaterial::current(id);
/// assert_eq!(material.current_id(), Some(id));
/// assert_eq!(material.versions().count(), 1);
/// assert_eq!(material.automatic_rotation(), None);
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written")]
pub struct SharedMaterial {
    #[serde(skip_serializing_if = "Option::is_none")]
    current: Option<KeyMaterialId>,
    /// What most keys do not have. INVARIANT: never what it is by default.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    more: Option<Box<More>>,
}

clone_in_place!(SharedMaterial { current, more });

#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct More {
    #[serde(skip_serializing_if = "KeyMaterialDescription::is_empty")]
    description: KeyMaterialDescription,
    #[serde(skip_serializing_if = "Option::is_none")]
    rotation: Option<Rotation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    earlier: Vec<Earlier>, // the oldest first
    #[serde(skip_serializing_if = "Option::is_none")]
    pending: Option<PendingMaterial>,
    #[serde(skip_serializing_if = "Option::is_none")]
    automatic_rotation: Option<AutomaticRotation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on_demand_rotation: Option<OnDemandRotation>,
}

clone_in_place!(More { description, rotation, earlier, pending, automatic_rotation, on_demand_rotation });

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Earlier {
    id: KeyMaterialId,
    #[serde(default, skip_serializing_if = "KeyMaterialDescription::is_empty")]
    description: KeyMaterialDescription,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rotation: Option<Rotation>,
}

#[derive(Deserialize)]
struct Written {
    current: Option<KeyMaterialId>,
    #[serde(flatten)]
    more: More,
}

impl From<Written> for SharedMaterial {
    fn from(written: Written) -> Self {
        let mut material = Self { current: written.current, more: None };
        material.change(|more| *more = written.more);
        material
    }
}

/// One version of the material of a key: what is, or was, current.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaterialVersion<'a> {
    /// Its identifier.
    pub id: KeyMaterialId,
    /// Its description, for imported material that has one.
    pub description: Option<&'a KeyMaterialDescription>,
    /// The rotation that made it current; `None` for the first version.
    pub rotation: Option<&'a Rotation>,
}

/// A rotation that has happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rotation {
    /// When.
    pub date: Timestamp,
    /// By what.
    pub rotation_type: RotationType,
}

/// Imported material that waits for a rotation to make it current.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingMaterial {
    /// Its identifier.
    pub id: KeyMaterialId,
    /// Its description.
    #[serde(default, skip_serializing_if = "KeyMaterialDescription::is_empty")]
    pub description: KeyMaterialDescription,
}

/// The automatic rotation of a key, where it is enabled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AutomaticRotation {
    /// The time between two rotations.
    pub period: RotationPeriodInDays,
    /// When the next one is due; `None` if that is later than any date.
    pub next: Option<Timestamp>,
}

/// A rotation that RotateKeyOnDemand has begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnDemandRotation {
    /// When it began.
    pub start: Timestamp,
    /// When it is done.
    pub until: Timestamp,
}

impl SharedMaterial {
    /// Material with one version, which is current.
    #[must_use]
    pub const fn current(id: KeyMaterialId) -> Self {
        Self { current: Some(id), more: None }
    }

    /// Whether nothing is known of any material.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The material that KMS makes for a new key with this ID.
    pub(crate) fn generated(key_id: KeyId) -> Self {
        Self::current(generated(key_id, 1))
    }

    /// The identifier of the current version; `None` if there never was any, or none is known.
    #[must_use]
    pub const fn current_id(&self) -> Option<KeyMaterialId> {
        self.current
    }

    /// Every version that is or was current, the oldest first.
    pub fn versions(&self) -> impl DoubleEndedIterator<Item = MaterialVersion<'_>> {
        let given = |description| Some(description).filter(|text: &&KeyMaterialDescription| !text.is_empty());
        let more = self.more.as_deref();
        let earlier =
            more.map_or(&[][..], |more| &*more.earlier).iter().map(move |earlier| MaterialVersion {
                id: earlier.id,
                description: given(&earlier.description),
                rotation: earlier.rotation.as_ref(),
            });
        let current = self.current.map(|id| MaterialVersion {
            id,
            description: more.and_then(|more| given(&more.description)),
            rotation: more.and_then(|more| more.rotation.as_ref()),
        });
        earlier.chain(current)
    }

    /// Whether this material is or was current.
    #[must_use]
    pub fn has_version(&self, id: KeyMaterialId) -> bool {
        self.current == Some(id)
            || self.more.as_ref().is_some_and(|more| more.earlier.iter().any(|earlier| earlier.id == id))
    }

    /// The imported material that waits for a rotation.
    #[must_use]
    pub fn pending(&self) -> Option<&PendingMaterial> {
        self.more.as_ref()?.pending.as_ref()
    }

    /// Whether this material waits for a rotation.
    #[must_use]
    pub fn is_pending(&self, id: KeyMaterialId) -> bool {
        self.pending().is_some_and(|pending| pending.id == id)
    }

    /// The automatic rotation, if it is enabled.
    #[must_use]
    pub fn automatic_rotation(&self) -> Option<AutomaticRotation> {
        self.more.as_ref()?.automatic_rotation
    }

    /// The rotation on demand that is under way.
    #[must_use]
    pub fn on_demand_rotation(&self) -> Option<OnDemandRotation> {
        self.more.as_ref()?.on_demand_rotation
    }

    /// How many rotations on demand the material has seen.
    #[must_use]
    pub fn on_demand_rotations(&self) -> usize {
        let is_on_demand = |version: &MaterialVersion<'_>| {
            version.rotation.is_some_and(|rotation| rotation.rotation_type == RotationType::OnDemand)
        };
        self.versions().filter(is_on_demand).count()
    }

    /// The identifier of the version that the next rotation makes current: what waits for it, or what KMS will make.
    pub(super) fn next_id(&self, key_id: KeyId) -> KeyMaterialId {
        if let Some(pending) = self.pending() {
            return pending.id;
        }
        let earlier = self.more.as_ref().map_or(0, |more| more.earlier.len()) as u64;
        let next = generated(key_id, earlier + 2);
        // A set that was taken over may have the name already.
        if self.current == Some(next) { generated(key_id, earlier + 3) } else { next }
    }

    /// Changes what most keys do not have.
    fn change(&mut self, change: impl FnOnce(&mut More)) {
        let mut more = self.more.take().unwrap_or_default();
        change(&mut more);
        self.more = (*more != More::default()).then_some(more);
    }

    pub(super) fn set_automatic_rotation(&mut self, automatic: Option<AutomaticRotation>) {
        if self.automatic_rotation() != automatic {
            self.change(|more| more.automatic_rotation = automatic);
        }
    }

    pub(super) fn set_on_demand_rotation(&mut self, on_demand: Option<OnDemandRotation>) {
        if self.on_demand_rotation() != on_demand {
            self.change(|more| more.on_demand_rotation = on_demand);
        }
    }

    /// Material has come: the first version, one that waits for a rotation, or one that is known, which may get another
    /// description.
    pub(super) fn learn(&mut self, id: KeyMaterialId, description: Option<&KeyMaterialDescription>) {
        let is_first = self.current.is_none();
        let is_new = !is_first && !self.has_version(id) && self.pending().is_none();
        if is_first {
            self.current = Some(id);
        }
        if is_new {
            self.change(|more| more.pending = Some(PendingMaterial { id, description: Default::default() }));
        }
        let (Some(description), current) = (description, self.current) else { return };
        self.change(|more| {
            if current == Some(id) {
                more.description = description.clone();
            }
            for earlier in more.earlier.iter_mut().filter(|earlier| earlier.id == id) {
                earlier.description = description.clone();
            }
            for pending in more.pending.iter_mut().filter(|pending| pending.id == id) {
                pending.description = description.clone();
            }
        });
    }

    /// What waits for a rotation is no more, and a rotation that was to make it current is not either.
    pub(super) fn drop_pending(&mut self) {
        self.change(|more| {
            more.pending = None;
            more.on_demand_rotation = None;
        });
    }

    /// Another version is current, if it is one that there was not before.
    pub(super) fn rotate(&mut self, key_id: KeyId, id: KeyMaterialId, rotation: Rotation) {
        if self.has_version(id) {
            return;
        }
        let before = self.current.replace(id).unwrap_or_else(|| unnamed(key_id));
        self.change(|more| {
            let pending = more.pending.take_if(|pending| pending.id == id);
            let description = pending.map(|pending| pending.description).unwrap_or_default();
            more.earlier.push(Earlier {
                id: before,
                description: std::mem::replace(&mut more.description, description),
                rotation: more.rotation.replace(rotation),
            });
        });
    }
}
