//! Changes to a document: one, and several at once.

use kms_mrk::verdict::{Applicability, Correction, Edit, Place, Pointer};

fn replace(place: Place, with: &str) -> Edit {
    Edit {
        place,
        correction: Correction::Replace(with.to_owned()),
        applicability: Applicability::MaybeIncorrect,
    }
}

fn add(pointer: Pointer, member: &str) -> Edit {
    Edit {
        place: Place::at(pointer),
        correction: Correction::AddMember(member.to_owned()),
        applicability: Applicability::MaybeIncorrect,
    }
}

#[track_caller]
fn assert_becomes(text: &str, edits: &[Edit], expected: Option<&str>) {
    assert_eq!(Edit::apply_all(edits, text).as_deref(), expected);
    assert_eq!(Edit::apply_all(edits.iter().rev(), text).as_deref(), expected, "in the other order");
}

#[test]
fn places_are_those_of_the_text_before_any_change() {
    let text = r#"{"a": "us-east-1", "b": ["us-east-1", "x.us-east-1.y"]}"#;
    let edits = [
        replace(Place::at(Pointer::to("b").item(1)).with_stretch(2..11), "eu-central-1"),
        replace(Place::at(Pointer::to("a")), r#""eu""#),
        replace(Place::at_name(Pointer::to("b")), r#""list""#),
    ];
    assert_becomes(text, &edits, Some(r#"{"a": "eu", "list": ["us-east-1", "x.eu-central-1.y"]}"#));
}

#[test]
fn a_member_is_added_after_the_last_and_the_layout_stays() {
    assert_becomes(
        "{\n  \"a\": 1\n}",
        &[add(Pointer::root(), r#""b": 2"#)],
        Some("{\n  \"a\": 1, \"b\": 2\n}"),
    );
    assert_becomes("{ }", &[add(Pointer::root(), r#""b": 2"#)], Some(r#"{"b": 2 }"#));
}

#[test]
fn members_that_are_added_to_one_object_stand_in_the_order_of_their_edits() {
    let edits = [add(Pointer::to("a"), r#""b": 1"#), add(Pointer::to("a"), r#""c": 2"#)];
    assert_eq!(Edit::apply_all(&edits, r#"{"a": {}}"#).as_deref(), Some(r#"{"a": {"b": 1, "c": 2}}"#));
    assert_eq!(
        Edit::apply_all(&edits, r#"{"a": {"x": 0}}"#).as_deref(),
        Some(r#"{"a": {"x": 0, "b": 1, "c": 2}}"#)
    );
}

#[test]
fn a_change_inside_of_an_object_goes_with_a_member_that_is_added_to_it() {
    let edits = [add(Pointer::root(), r#""b": 2"#), replace(Place::at(Pointer::to("a")), "[1]")];
    assert_becomes(r#"{"a": 1}"#, &edits, Some(r#"{"a": [1], "b": 2}"#));
}

#[test]
fn an_edit_that_is_given_twice_is_made_once() {
    let edit = replace(Place::at(Pointer::to("a")), "2");
    assert_becomes(r#"{"a": 1}"#, &[edit.clone(), edit], Some(r#"{"a": 2}"#));
    let edit = add(Pointer::root(), r#""b": 2"#);
    assert_becomes(r#"{"a": 1}"#, &[edit.clone(), edit], Some(r#"{"a": 1, "b": 2}"#));
}

#[test]
fn of_changes_that_contradict_each_other_none_is_made() {
    let text = r#"{"a": "one two"}"#;
    let a = || Place::at(Pointer::to("a"));
    assert_becomes(text, &[replace(a(), "1"), replace(a(), "2")], None);
    assert_becomes(text, &[replace(a(), "1"), replace(a().with_stretch(0..3), "2")], None);
    assert_becomes(text, &[replace(a().with_stretch(0..5), "1"), replace(a().with_stretch(3..7), "2")], None);
    assert_becomes(
        text,
        &[replace(a().with_stretch(0..3), "1"), replace(a().with_stretch(3..7), "2")],
        Some(r#"{"a": "12"}"#),
    );
}

#[test]
fn what_cannot_be_changed_is_not() {
    assert_becomes("not JSON", &[replace(Place::at(Pointer::to("a")), "1")], None);
    assert_becomes(r#"{"a": 1}"#, &[add(Pointer::to("a"), r#""b": 2"#)], None);
    assert_becomes(r#"{"a": 1}"#, &[], Some(r#"{"a": 1}"#));
}
