//! Imported material, and how keys are rotated.

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::built::built;
use super::near_miss::NearMissText;
use crate::key::{KeyMaterialDescription, RotationPeriodInDays};
use crate::model::KeyMaterial;
use crate::operation::ImportToken;

/// One of three materials, so that the same is imported again; it shrinks to the first.
pub fn key_material() -> impl Strategy<Value = KeyMaterial> {
    select(["orders", "invoices", "payroll"].as_slice()).prop_map(|bytes| KeyMaterial::of(bytes.as_bytes()))
}

/// Any material.
pub fn any_key_material() -> impl Strategy<Value = KeyMaterial> {
    let of_bytes = prop::collection::vec(any::<u8>(), 0..40).prop_map(|bytes| KeyMaterial::of(&bytes));
    prop_oneof![4 => key_material(), 1 => of_bytes, 1 => super::any_key_material_id().prop_map(KeyMaterial::with_id)]
}

/// A short description of imported material, empty at times.
pub fn key_material_description() -> impl Strategy<Value = KeyMaterialDescription> {
    select(["", "first", "vault:2026/01"].as_slice()).prop_map(built)
}

/// Any description of imported material.
pub fn any_key_material_description() -> impl Strategy<Value = KeyMaterialDescription> {
    prop_oneof![4 => key_material_description(), 1 => "[a-zA-Z0-9:/_ \\t\\n.-]{0,256}".prop_map(built)]
}

/// A text that one slip keeps from being a description of imported material: a character that is not allowed, or one
/// too many.
pub fn near_miss_key_material_description() -> impl Strategy<Value = NearMissText> {
    let replaced = (any::<Index>(), select(vec![',', ';', 'é', '\u{a0}', '\0']))
        .prop_map(|(at, by)| NearMissText::replaced(NOTED, at.index(NOTED.len()), by));
    let too_long =
        Just(()).prop_map(|()| NearMissText::too_long("", 'x', KeyMaterialDescription::MAX_LENGTH));
    prop_oneof![replaced, too_long].boxed()
}

const NOTED: &str = "vault:2026/01";

/// A rotation period; it shrinks to the shortest.
pub fn rotation_period() -> impl Strategy<Value = RotationPeriodInDays> {
    let (shortest, longest) = (RotationPeriodInDays::MIN.days(), RotationPeriodInDays::MAX.days());
    prop_oneof![
        1 => Just(RotationPeriodInDays::MIN),
        1 => Just(RotationPeriodInDays::DEFAULT),
        2 => (shortest..=longest)
            .prop_map(|days| RotationPeriodInDays::new(days.into()).unwrap_or_default()),
    ]
}

/// Any text that can be an import token, which is hardly ever one of a key.
pub fn any_import_token() -> impl Strategy<Value = ImportToken> {
    "(?s).{1,40}".prop_map(built)
}
