//! The types of values.

use crate::json_tree::Tree;
use crate::policy::rule::grammar::{NULL, VALUE_TYPE};
use crate::verdict::{Answer, Edit, Place, Report};

/// Says that a value has not the type that it ought to have. `name` is what holds the value, `wanted` is what it may
/// hold: `a string`.
#[cold]
pub(super) fn wrong(value: Tree<'_>, name: &str, wanted: &str, place: Place, report: &mut Report) {
    wrong_with_edit(value, name, wanted, place, None, report);
}

/// The same, with a change that makes it the right type.
#[cold]
pub(super) fn wrong_with_edit(
    value: Tree<'_>,
    name: &str,
    wanted: &str,
    place: Place,
    edit: Option<Box<Edit>>,
    report: &mut Report,
) {
    let rule = if value.is_null() { &NULL } else { &VALUE_TYPE };
    let message = format_args!("`{name}` holds {}, not {wanted}", value.kind());
    report.broken(rule).mistaken(Answer::Unknown, place, message).edit(edit);
}
