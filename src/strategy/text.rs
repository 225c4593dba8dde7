//! Texts: descriptions, identifiers of key material, anything.

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::built::built;
use super::near_miss::NearMissText;
use crate::key::{Description, KeyMaterialId};

/// Any text, short, of any characters: what a parser must not stumble over.
pub fn any_text() -> impl Strategy<Value = String> {
    prop_oneof!["[ -~]{0,12}", "(?s).{0,12}", "\\PC{0,40}"].boxed()
}

/// A description of a key; it shrinks to the empty one.
pub fn description() -> impl Strategy<Value = Description> {
    select(["", "orders", "orders, Frankfurt"].as_slice()).prop_map(built)
}

/// Any description, up to the longest and of any characters.
pub fn any_description() -> impl Strategy<Value = Description> {
    let longest = select(vec!["x", "é", "🔑"]).prop_map(|c| built(c.repeat(Description::MAX_LENGTH)));
    prop_oneof![8 => description(), 8 => any_text().prop_map(built::<Description>), 1 => longest].boxed()
}

/// A text with one character too many for a description.
pub fn near_miss_description() -> impl Strategy<Value = NearMissText> {
    too_long(Description::MAX_LENGTH)
}

/// A text with one character more than `most`.
pub(super) fn too_long(most: usize) -> impl Strategy<Value = NearMissText> {
    select(vec!['x', 'é', '🔑']).prop_map(move |c| NearMissText::too_long("", c, most))
}

/// One of three identifiers of key material.
pub fn key_material_id() -> impl Strategy<Value = KeyMaterialId> {
    (0..3_u8).prop_map(|byte| KeyMaterialId::from_bytes([byte; 32]))
}

/// Any identifier of key material.
pub fn any_key_material_id() -> impl Strategy<Value = KeyMaterialId> {
    prop_oneof![key_material_id(), any::<[u8; 32]>().prop_map(KeyMaterialId::from_bytes)].boxed()
}

/// A text that one slip keeps from being the identifier of key material: a digit too few or too many, upper case.
pub fn near_miss_key_material_id() -> impl Strategy<Value = NearMissText> {
    let replaced = (key_material_id(), any::<Index>(), select(vec!['A', 'g', '-', 'é', ' ']))
        .prop_map(|(id, at, by)| NearMissText::replaced(&id.to_string(), at.index(64), by));
    let truncated =
        (key_material_id(), 0..64_usize).prop_map(|(id, at)| NearMissText::truncated(&id.to_string(), at));
    let continued = key_material_id().prop_map(|id| NearMissText::continued(&id.to_string(), "0"));
    prop_oneof![replaced, truncated, continued].boxed()
}
