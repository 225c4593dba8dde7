//! How key states follow one another, row by row, held against the model: a key is brought into the state before by
//! calls and by time, and what happens then leads to the state after.

mod in_store;
mod row;
mod rows;
#[path = "../stage/mod.rs"]
mod stage;
mod story;

use std::collections::{BTreeMap, BTreeSet};

use kms_mrk::key::KeyStateName;
use kms_mrk::model::Transition;
use row::{Act, Others, Row};
use rows::ROWS;
use story::Story;

/// What is wrong with a row on one of its keys, if something is.
fn failure(row: &Row, start: fn() -> Story, act: &Act) -> Option<String> {
    let failed = |what: String| {
        let Row { from, trigger, to, source, .. } = row;
        Some(format!("{from} -- {trigger} --> {to} ({source}): {what}"))
    };
    let mut story = start();
    if let Some(trouble) = &story.trouble {
        return failed(format!("cannot begin: {trouble}"));
    }
    if story.state() != row.from.replace("(deleted)", "(none)") {
        return failed(format!("begins in {}", story.state()));
    }
    let others = story.others();
    let answer = (act.call)(&mut story);
    let is_expected = match (&answer, act.refusal) {
        (Ok(()), None) => true,
        (Err(error), Some((code, clause))) => {
            let message = clause.map(|clause| format!("{} {clause}", story.arn()));
            error.code() == code && message.is_none_or(|message| error.message() == message)
        }
        _ => false,
    };
    if !is_expected {
        return failed(format!(
            "KMS answers {}",
            answer.map_or_else(|error| error.to_string(), |()| "yes".into())
        ));
    }
    if story.state() != row.to.replace("(deleted)", "(none)") {
        return failed(format!("ends in {}", story.state()));
    }
    let expected = match row.others {
        Others::Stay => others,
        Others::Become(states) => states
            .iter()
            .map(|(region, state)| (region.to_string(), state.to_string()))
            .collect::<BTreeMap<_, _>>(),
    };
    if story.others() != expected {
        return failed(format!("related keys are {:?}, not {expected:?}", story.others()));
    }
    None
}

#[test]
fn key_states_follow_one_another_as_in_the_table() {
    let mut failures = Vec::new();
    for row in ROWS {
        for start in row.starts {
            failures.extend(row.acts.iter().filter_map(|act| failure(row, *start, act)));
        }
    }
    assert!(failures.is_empty(), "{} fail:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn no_row_is_forgotten_and_none_is_empty() {
    assert_eq!(ROWS.len(), 73);
    assert!(ROWS.iter().all(|row| !row.starts.is_empty() && !row.acts.is_empty()));
}

#[test]
fn the_rows_and_the_table_that_the_model_runs_on_have_the_same_changes_of_state() {
    let rows: BTreeSet<_> = ROWS
        .iter()
        .filter(|row| row.from != row.to)
        .map(|row| (row.from.replace("(deleted)", "(none)"), row.to.replace("(deleted)", "(none)")))
        .collect();
    let name =
        |state: &Option<KeyStateName>| state.as_ref().map_or("(none)", KeyStateName::as_str).to_owned();
    let mut table: BTreeSet<_> = Transition::ALL
        .iter()
        .map(|row| (name(&row.from), name(&row.to)))
        .filter(|(from, to)| from != to)
        .collect();
    // Nobody writes of material that expires while the roles change.
    assert!(table.remove(&("Updating".into(), "PendingImport".into())));
    assert_eq!(rows, table);
}

#[test]
fn a_key_whose_material_expires_while_the_roles_change_is_pending_import_afterwards() {
    let mut story = Story::imported_pair().after(Story::import_for_a_minute).after(Story::promote);
    story.wait(59).unwrap();
    assert_eq!(story.state(), "Updating");
    story.wait(1).unwrap();
    assert_eq!(story.state(), "PendingImport");
    assert_eq!(story.others(), BTreeMap::from([(story::EU.to_owned(), "Enabled".to_owned())]));
}
