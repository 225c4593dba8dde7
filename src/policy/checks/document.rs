//! What a key policy has around its statements.

use super::correction::{add, replace};
use super::value_type;
use super::vocabulary::{Meant, Vocabulary};
use crate::json_tree::{Tree, View};
use crate::policy::rule::document::{
    STATEMENT_MISSING, STATEMENT_TYPE, UNKNOWN_ELEMENT, VERSION, VERSION_MISSING,
};
use crate::policy::rule::grammar::{DUPLICATE_MEMBER, ELEMENT_CASE, NULL};
use crate::policy::{Document, Element};
use crate::verdict::{Answer, Applicability, ErrorCode, Place, Pointer, Report};

static ELEMENTS: Vocabulary = Vocabulary {
    names: &["Version", "Id", "Statement"],
    noun: "an element of a key policy",
    help: "a key policy has the elements `Version`, `Id` and `Statement`",
    unknown: &UNKNOWN_ELEMENT,
    other_case: &ELEMENT_CASE,
    duplicate: &DUPLICATE_MEMBER,
};

const VERSION_ELEMENT: usize = 0;
const STATEMENT_ELEMENT: usize = 2;

/// What is wrong with a key policy outside of its statements.
pub(in crate::policy) fn check(document: &Document<'_>, report: &mut Report) {
    let members = document.members();
    let [version, id, statement] = members.last_of_each(["Version", "Id", "Statement"]);
    let known = [version, id, statement].iter().flatten().count();
    let mut meant = Meant::default();
    if known != members.iter().count() {
        let mut names = members.iter().map(|member| member.name);
        if statement.is_none() && names.any(|name| Element::of(name).is_some()) {
            return statement_alone(report);
        }
        meant = ELEMENTS.check(members, &Pointer::root(), report);
    }
    match version {
        Some(version) if matches!(version.text(), Some("2012-10-17" | "2008-10-17")) => {}
        Some(version) => wrong_version(version, report),
        None if meant.has(VERSION_ELEMENT) => {}
        None => version_missing(report),
    }
    if let Some(id) = id
        && id.text().is_none()
    {
        value_type::wrong(id, "Id", "a string", Place::at(Pointer::to("Id")), report);
    }
    match statement.map(|statement| (statement, statement.view())) {
        Some((_, View::Object(_))) => {}
        Some((_, View::List(items))) if !items.is_empty() => {
            for (index, item) in items.iter().enumerate() {
                if item.object().is_none() {
                    wrong_statement(item, Place::at(Pointer::to("Statement").item(index)), report);
                }
            }
        }
        Some((_, View::List(_))) => no_statement("`Statement` is empty", report),
        Some((other, _)) => wrong_statement(other, Place::at(Pointer::to("Statement")), report),
        None if meant.has(STATEMENT_ELEMENT) => {}
        None => no_statement("the key policy has no `Statement`", report),
    }
}

#[cold]
fn wrong_version(version: Tree<'_>, report: &mut Report) {
    let place = Place::at(Pointer::to("Version"));
    let edit = replace(place.clone(), r#""2012-10-17""#, Applicability::MaybeIncorrect);
    let Some(text) = version.text() else {
        return value_type::wrong_with_edit(version, "Version", "a string", place, edit, report);
    };
    let mut broken = report.broken(&VERSION);
    let message = format_args!("there is no version `{text}` of the policy language");
    let mut finding = broken.mistaken(Answer::Unknown, place, message);
    finding.help("the version is that of the language, not of the policy: write `2012-10-17`");
    finding.edit(edit);
}

#[cold]
fn version_missing(report: &mut Report) {
    let message =
        "the key policy does not say its version: variables as `${aws:username}` are taken literally";
    let place = Place::at(Pointer::to("Version"));
    report.broken(&VERSION_MISSING).warned(Answer::Unknown, place, message).edit(add(
        Place::at(Pointer::root()),
        r#""Version": "2012-10-17""#,
        Applicability::MaybeIncorrect,
    ));
}

#[cold]
fn no_statement(message: &'static str, report: &mut Report) {
    let place = Place::at(Pointer::to("Statement"));
    // What has no statement also locks everybody out.
    report.broken(&STATEMENT_MISSING).refused_in_unknown_words(
        ErrorCode::MalformedPolicyDocument,
        place,
        message,
    );
}

/// The members are those of a statement: one is missing around them.
#[cold]
fn statement_alone(report: &mut Report) {
    let message = "this is a statement, not a key policy";
    report
        .broken(&STATEMENT_MISSING)
        .refused_in_unknown_words(ErrorCode::MalformedPolicyDocument, Place::at(Pointer::root()), message)
        .help("put it into a key policy: `{\"Version\": \"2012-10-17\", \"Statement\": […]}`");
}

#[cold]
fn wrong_statement(statement: Tree<'_>, place: Place, report: &mut Report) {
    if statement.is_null() {
        report.broken(&NULL).mistaken(Answer::Unknown, place, "a statement is null");
        return;
    }
    let message = format_args!("a statement is {}, not an object", statement.kind());
    report.broken(&STATEMENT_TYPE).mistaken(Answer::Unknown, place, message);
}
