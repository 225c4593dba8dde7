//! Changes that mend what a check has found.

use serde_json::Value;

use crate::verdict::{Applicability, Correction, Edit, Place};

/// What stands at the place is replaced: by JSON, or by characters where the place is a stretch of a text.
pub(super) fn replace(
    place: Place,
    with: impl Into<String>,
    applicability: Applicability,
) -> Option<Box<Edit>> {
    Some(Box::new(Edit { place, correction: Correction::Replace(with.into()), applicability }))
}

/// The object at the place gets one more member.
pub(super) fn add(place: Place, member: &str, applicability: Applicability) -> Option<Box<Edit>> {
    Some(Box::new(Edit { place, correction: Correction::AddMember(member.to_owned()), applicability }))
}

/// A text as JSON writes it.
pub(super) fn json(text: &str) -> String {
    Value::from(text).to_string()
}
