//! ListKeyRotations: the versions of a key's material.

use jiff::Timestamp;

use super::asked::{Asked, names_key_by_key_id};
use super::contract::{Decision, Operation};
use super::name::OperationName;
use super::on_key::{self, KeyChecks};
use super::page::{self, Limit, Marker, Page};
use super::setting::Setting;
use super::{key_states, material_checks, member_checks, rule};
use crate::identity::{KeyId, KeyReference};
use crate::key::{
    ExpirationModel, ImportState, IncludeKeyMaterial, KeyMaterialDescription, KeyMaterialId,
    KeyMaterialState, Origin, RotationType,
};
use crate::model::{Call, MaterialVersion, RegionalKey, RelatedKeys, World};
use crate::verdict::check::Check;
use crate::verdict::{Broken, ErrorCode, KmsError, Report};

/// A request for the rotations of a symmetric encryption key, possible in every key state.
///
/// The versions are listed from the oldest on (KMS promises no order), and then what waits for a rotation. Versions are
/// shared by related keys; whether imported material is there, and when it expires, is told of this key alone.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyRotations.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::key::{IncludeKeyMaterial, KeyMaterialState, RotationType};
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, ListKeyRotations, RotateKeyOnDemand};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let at = |time: &str| Call::new(caller.clone(), "us-east-1".parse().unwrap(), time.parse().unwrap());
/// let key = kms.call(&CreateKey::multi_region(), &at("2026-01-05T12:00:00Z"))?.output.key_id;
/// kms.call(&RotateKeyOnDemand::new(key.into()), &at("2026-01-05T12:00:00Z"))?;
///
/// let list = ListKeyRotations::new(key.into());
/// let rotations = kms.call(&list, &at("2026-01-05T12:05:00Z"))?.output.items;
/// assert_eq!(rotations.len(), 1);
/// assert_eq!(rotations[0].rotation_type, Some(RotationType::OnDemand));
/// assert_eq!(rotations[0].rotation_date, Some("2026-01-05T12:01:00Z".parse()?));
///
/// let all = ListKeyRotations { include_key_material: IncludeKeyMaterial::AllKeyMaterial, ..list };
/// let materials = kms.call(&all, &at("2026-01-05T12:05:00Z"))?.output.items;
/// let states: Vec<_> = materials.iter().map(|entry| &entry.key_material_state).collect();
/// assert_eq!(states, [&KeyMaterialState::NonCurrent, &KeyMaterialState::Current]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListKeyRotations {
    /// The key: a key ID or key ARN.
    pub key_id: KeyReference,
    /// What is listed; the rotations if nothing is said.
    pub include_key_material: IncludeKeyMaterial,
    /// How many entries a page may have.
    pub limit: Limit<1000, 100>,
    /// Where the list goes on; `None` for the first page.
    pub marker: Option<Marker>,
}

/// One material in the answer of ListKeyRotations: AWS's `RotationsListEntry`.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_RotationsListEntry.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RotationsListEntry {
    /// The key ID.
    pub key_id: KeyId,
    /// The material.
    pub key_material_id: KeyMaterialId,
    /// Its description, for imported material that has one.
    pub key_material_description: Option<KeyMaterialDescription>,
    /// Whether this key has the material; only for imported material.
    pub import_state: Option<ImportState>,
    /// What the material is to the key.
    pub key_material_state: KeyMaterialState,
    /// Whether the material expires in this key; only for imported material that is there.
    pub expiration_model: Option<ExpirationModel>,
    /// When it expires.
    pub valid_to: Option<Timestamp>,
    /// When a rotation made it current; `None` for the first material, and for one that waits.
    pub rotation_date: Option<Timestamp>,
    /// What made that rotation.
    pub rotation_type: Option<RotationType>,
}

impl ListKeyRotations {
    /// A request for the first rotations of this key, at most 100.
    #[must_use]
    pub const fn new(key_id: KeyReference) -> Self {
        Self {
            key_id,
            include_key_material: IncludeKeyMaterial::RotationsOnly,
            limit: Limit::DEFAULT,
            marker: None,
        }
    }

    /// The same request, for so many entries a page.
    #[must_use]
    pub fn with_limit(self, limit: Limit<1000, 100>) -> Self {
        Self { limit, ..self }
    }

    /// The same request, for the page that this marker begins.
    #[must_use]
    pub fn with_marker(self, marker: Marker) -> Self {
        Self { marker: Some(marker), ..self }
    }
}

names_key_by_key_id!(ListKeyRotations, Keys);

impl KeyChecks for ListKeyRotations {
    const BEFORE_THE_KEY: &'static [Check<Asked<'static, Self>>] =
        &[Check { rule: &rule::LISTED_MATERIAL, test: listed_material }];

    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] = &[
        Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows },
        Check { rule: &rule::NOT_IN_A_STORE, test: material_checks::is_not_in_a_store },
        Check { rule: &rule::ROTATES_SYMMETRIC, test: material_checks::is_symmetric },
        Check { rule: &rule::MARKER_OF_THIS_LIST, test: marker_of_this_list },
    ];
}

impl Operation for ListKeyRotations {
    const NAME: OperationName = OperationName::ListKeyRotations;
    type Output = Page<RotationsListEntry>;

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<Self::Output>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let after = self.marker.as_ref().and_then(|marker| position(marker, on.set, on.key));
        let shows_all = self.include_key_material == IncludeKeyMaterial::AllKeyMaterial;
        let entries = entries(on.set, on.key)
            .skip_while(|entry| after.is_some_and(|after| entry.key_material_id != after))
            .skip(usize::from(after.is_some()))
            .filter(|entry| shows_all || entry.rotation_date.is_some());
        let output = Page::of(entries, self.limit, |last| {
            Marker::after(&list_of(on.set, on.key), last.key_material_id)
        });
        Ok(on.decision("ListKeyRotations", output, None))
    }
}

/// Everything that could be listed of a key.
fn entries<'a>(set: &'a RelatedKeys, key: &'a RegionalKey) -> impl Iterator<Item = RotationsListEntry> + 'a {
    let material = &set.shared().material;
    let current = material.current_id();
    let versions = material.versions().map(move |version| {
        let state = match Some(version.id) == current {
            true => KeyMaterialState::Current,
            false => KeyMaterialState::NonCurrent,
        };
        entry(set, key, version, state)
    });
    let pending = material.pending().map(move |pending| {
        let state = match set.lacks_pending_material() {
            true => KeyMaterialState::PendingMultiRegionImportAndRotation,
            false => KeyMaterialState::PendingRotation,
        };
        let description = Some(&pending.description).filter(|text| !text.is_empty());
        entry(set, key, MaterialVersion { id: pending.id, description, rotation: None }, state)
    });
    versions.chain(pending)
}

fn entry(
    set: &RelatedKeys,
    key: &RegionalKey,
    version: MaterialVersion<'_>,
    key_material_state: KeyMaterialState,
) -> RotationsListEntry {
    let imported = key.imported_materials.get(version.id);
    let is_imported = set.shared().origin == Origin::External;
    RotationsListEntry {
        key_id: set.key_id(),
        key_material_id: version.id,
        key_material_description: version.description.cloned(),
        import_state: is_imported.then_some(match imported {
            Some(_) => ImportState::Imported,
            None => ImportState::PendingImport,
        }),
        key_material_state,
        expiration_model: imported.map(|imported| match imported.valid_to {
            Some(_) => ExpirationModel::KeyMaterialExpires,
            None => ExpirationModel::KeyMaterialDoesNotExpire,
        }),
        valid_to: imported.and_then(|imported| imported.valid_to),
        rotation_date: version.rotation.map(|rotation| rotation.date),
        rotation_type: version.rotation.map(|rotation| rotation.rotation_type.clone()),
    }
}

/// What stands in the markers of the list of the materials of this key.
fn list_of(set: &RelatedKeys, key: &RegionalKey) -> String {
    format!("ListKeyRotations/{}/{}/{}", set.shared().account, key.region, set.key_id())
}

/// The material after which the marker's page begins, if it is a marker of this list.
fn position(marker: &Marker, set: &RelatedKeys, key: &RegionalKey) -> Option<KeyMaterialId> {
    let id = marker.position_in(&list_of(set, key))?.parse().ok()?;
    entries(set, key).any(|entry| entry.key_material_id == id).then_some(id)
}

/// A name that KMS does not list.
fn listed_material(asked: &Asked<'_, ListKeyRotations>, broken: &mut Broken<'_>) {
    let include = &asked.request.include_key_material;
    if !include.is_listed() {
        member_checks::not_listed("IncludeKeyMaterial", include.as_str(), IncludeKeyMaterial::ALL, broken);
    }
}

/// A marker of another list. What KMS's own markers look like is not known, so only the model can tell.
fn marker_of_this_list(asked: &Asked<'_, ListKeyRotations>, broken: &mut Broken<'_>) {
    let (Some(marker), Some((set, key))) = (&asked.request.marker, asked.modelled()) else { return };
    if position(marker, set, key).is_none() {
        let list = format!("the rotations of `{}`", set.arn_in(&key.region));
        page::refuse_marker(ErrorCode::InvalidMarker, &list, broken);
    }
}
