//! AWS's table of what can be done with a key in which state, row by row, held against the model: a key is brought into
//! the state by calls and by time, and the operation is called on it.

mod matrix {
    pub(crate) mod management;
    pub(crate) mod material;
    pub(crate) mod names_and_grants;
    pub(crate) mod use_of_keys;
}
mod request;
mod row;
#[path = "../stage/mod.rs"]
mod stage;
mod subject;

use std::collections::BTreeSet;
use std::fmt::Display;

use kms_mrk::key::KeyStateName;
use kms_mrk::operation::{KeyStateCell, OperationName};

use matrix::{management, material, names_and_grants, use_of_keys};
use row::{Expected, Row};
use subject::Subject;

/// Every row there is.
fn rows() -> impl Iterator<Item = &'static Row> {
    [management::ROWS, material::ROWS, names_and_grants::ROWS, use_of_keys::ROWS].into_iter().flatten()
}

/// Holds these rows against the model, and tells of all that fail.
#[track_caller]
fn hold(rows: &[Row]) {
    let failures: Vec<_> = rows.iter().filter_map(failure).collect();
    assert!(failures.is_empty(), "{} rows fail:\n{}", failures.len(), failures.join("\n"));
}

/// What is wrong with the row, if something is.
fn failure(row: &Row) -> Option<String> {
    let failed = |answer: &dyn Display| Some(format!("{row}\n    but {answer}"));
    let mut subject = match (Subject::of(row), row.expected) {
        (Err(error), Expected::NotMade(rule)) if error.rule().id() == rule => return None,
        (Err(error), _) => return failed(&format_args!("the key is not made: {error}")),
        (Ok(_), Expected::NotMade(_)) => return failed(&"there is such a key"),
        (Ok(subject), _) => subject,
    };
    let answer = subject.ask(row.operation);
    if row.expected.is(&answer, &subject.arn.to_string(), subject.origin.as_str()) {
        return None;
    }
    match answer {
        Err(error) => failed(&error),
        Ok(()) => failed(&"KMS accepts"),
    }
}

#[test]
fn operations_that_keep_describe_and_delete_keys_are_possible_in_the_states_of_the_table() {
    hold(management::ROWS);
}

#[test]
fn operations_on_material_are_possible_in_the_states_of_the_table() {
    hold(material::ROWS);
}

#[test]
fn operations_on_aliases_and_grants_are_possible_in_the_states_of_the_table() {
    hold(names_and_grants::ROWS);
}

#[test]
fn operations_that_use_keys_are_possible_in_the_states_of_the_table() {
    hold(use_of_keys::ROWS);
}

#[test]
fn no_row_is_forgotten() {
    assert_eq!(rows().count(), 435);
}

#[test]
fn every_cell_of_the_table_that_the_model_runs_on_has_a_row() {
    let cells: BTreeSet<_> =
        KeyStateCell::all().map(|cell| (cell.operation.as_str(), cell.state.as_str())).collect();
    let rows: BTreeSet<_> = rows().map(|row| (row.operation, row.state)).collect();
    assert_eq!(rows, cells);
}

#[test]
fn a_cell_is_found_by_its_operation_and_its_state() {
    for cell in KeyStateCell::all() {
        assert_eq!(KeyStateCell::of(cell.operation, cell.state), Some(cell));
    }
    assert_eq!(
        KeyStateCell::of(&OperationName::CreateKey, &KeyStateName::Enabled),
        None,
        "it works on no key"
    );
    let unlisted = KeyStateName::from("Resting".to_owned());
    assert_eq!(KeyStateCell::of(&OperationName::DescribeKey, &unlisted), None);
}
