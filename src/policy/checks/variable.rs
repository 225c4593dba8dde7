//! What is checked of policy variables.

use std::ops::Range;

use crate::policy::document::Document;
use crate::policy::element::Element;
use crate::policy::one_or_many::OneOrMany;
use crate::policy::rule::variable::{
    CLOSED, ELEMENT, KNOWN_KEY, NO_SPACE, NOT_EMPTY, ONE_VALUE, OPERATOR, QUOTED, VERSION,
};
use crate::policy::setting::Setting;
use crate::policy::variable::{Part, Parts, VariableFault};
use crate::policy::{Cardinality, ConditionKey, ConditionOperator, ValueType};
use crate::verdict::{Answer, Place, Pointer, Report};

/// Whether a text has what begins a variable.
pub(super) fn begins_in(text: &str) -> bool {
    text.contains("${")
}

/// What is wrong with the variables in a text that may have some, at a value that is found only if something is.
#[cold]
pub(super) fn check(
    text: &str,
    pointer: impl Fn() -> Pointer,
    document: &Document<'_>,
    setting: &Setting<'_>,
    report: &mut Report,
) {
    if !document.knows_variables() {
        return; // that there is a variable is found once
    }
    for (range, part) in Parts::of(text) {
        match part {
            Part::Plain(_) | Part::Escaped(_) => {}
            Part::Faulty(fault) => faulty(fault, text, range, pointer(), report),
            Part::Variable { key, .. } => match VariableFault::of_key(key) {
                Some(fault) => faulty(fault, text, range, pointer(), report),
                None => known_key(key, range, &pointer, setting, report),
            },
        }
    }
}

/// The first variable in a policy whose version has none.
#[cold]
pub(super) fn in_old_version(document: &Document<'_>, report: &mut Report) {
    for statement in document.statements() {
        if let Some(values) = statement.values(Element::Resource) {
            let at = |index| values.pointer_to(index, statement.place(Element::Resource).pointer);
            if first_in(values, at, document, report) {
                return;
            }
        }
        for condition in statement.conditions().filter(|condition| condition.means().is_some()) {
            let element = || statement.place(Element::Condition).pointer;
            let at = |index| condition.pointer_to(index, &element());
            if first_in(condition.values, at, document, report) {
                return;
            }
        }
    }
}

/// Whether there is a variable in a list of values, of which the first is reported.
fn first_in(
    values: OneOrMany<'_>,
    at: impl Fn(usize) -> Pointer,
    document: &Document<'_>,
    report: &mut Report,
) -> bool {
    let is_variable = |part: &Part<'_>| match part {
        Part::Variable { key, .. } => VariableFault::of_key(key).is_none(),
        Part::Escaped(_) => true,
        Part::Plain(_) | Part::Faulty(_) => false,
    };
    let mut found = values.items.iter().enumerate().filter_map(|(index, item)| {
        let text = item.text().filter(|text| begins_in(text))?;
        let (range, _) = Parts::of(text).find(|(_, part)| is_variable(part))?;
        Some((index, text, range))
    });
    let Some((index, text, range)) = found.next() else { return false };
    old_version(text, range, at(index), document, report);
    true
}

fn old_version(
    text: &str,
    range: Range<usize>,
    pointer: Pointer,
    document: &Document<'_>,
    report: &mut Report,
) {
    let variable = text.get(range.clone()).unwrap_or_default();
    let version = document.version().unwrap_or("2008-10-17, which is what a policy without one has");
    let message = format_args!("`{variable}` is no variable in a policy of the version {version}");
    let place = Place::at(pointer).with_stretch(range);
    let mut broken = report.broken(&VERSION);
    let mut finding = broken.mistaken(Answer::AcceptsWithoutEffect, place, message);
    finding.help("give the policy the version 2012-10-17");
}

fn faulty(fault: VariableFault, text: &str, range: Range<usize>, pointer: Pointer, report: &mut Report) {
    let variable = text.get(range.clone()).unwrap_or_default();
    let (rule, wrong, help) = match fault {
        VariableFault::NotClosed => {
            (&CLOSED, "has no end", "end it with `}`; write `${$}` for the character `$`")
        }
        VariableFault::Empty => (
            &NOT_EMPTY,
            "names no condition key",
            "write the key between the braces, as in `${aws:username}`",
        ),
        VariableFault::Space => (&NO_SPACE, "has a space in its condition key", "leave the space out"),
        VariableFault::NotQuoted => {
            (&QUOTED, "has a default that does not stand between single quotes", "write `${key, 'default'}`")
        }
    };
    let message = format_args!("the variable `{variable}` {wrong}");
    let place = Place::at(pointer).with_stretch(range);
    report.broken(rule).mistaken(Answer::Unknown, place, message).help(help);
}

fn known_key(
    key: &str,
    range: Range<usize>,
    pointer: impl Fn() -> Pointer,
    setting: &Setting<'_>,
    report: &mut Report,
) {
    let vocabulary = setting.vocabulary();
    let place = || Place::at(pointer()).with_stretch(range.clone());
    match ConditionKey::named(key).or_else(|| vocabulary.key(key)) {
        Some(known) if known.cardinality() == Cardinality::Multivalued => {
            let message = format_args!("the condition key `{key}` has several values, a variable has one");
            report.broken(&ONE_VALUE).mistaken(Answer::Unknown, place(), message);
        }
        Some(_) => {}
        None => {
            let service = key.split_once(':').map(|(service, _)| service);
            if service.is_some_and(|service| vocabulary.has_service(service)) {
                return;
            }
            let Some(severity) = vocabulary.severity(None) else { return };
            let message = format_args!("no request to KMS has the condition key `{key}`");
            let mut broken = report.broken(&KNOWN_KEY);
            let mut finding = broken.found(severity, Answer::Unknown, place(), message);
            if service.is_none() {
                finding.help("it looks like a placeholder of a template that was not filled in");
            }
        }
    }
}

/// A variable where none has a meaning.
#[cold]
pub(super) fn in_wrong_element(text: &str, element: &str, place: Place, report: &mut Report) {
    let found = Parts::of(text).find(|(_, part)| !matches!(part, Part::Plain(_)));
    let range = found.map_or(0..text.len(), |(range, _)| range);
    let variable = text.get(range.clone()).unwrap_or_default();
    let message = format_args!("`{variable}` stands in `{element}`, where there are no variables");
    report.broken(&ELEMENT).mistaken(Answer::Unknown, place.with_stretch(range), message);
}

/// A variable in a value that is compared as something that has none.
#[cold]
pub(super) fn with_wrong_operator(
    text: &str,
    operator: ConditionOperator,
    document: &Document<'_>,
    pointer: Pointer,
    report: &mut Report,
) {
    let found = Parts::of(text).find(|(_, part)| !matches!(part, Part::Plain(_)));
    let Some((range, _)) = found.filter(|_| document.knows_variables()) else { return };
    let variable = text.get(range.clone()).unwrap_or_default();
    let comparison = operator.comparison.as_str();
    let message = format_args!("`{comparison}` does not know variables, but its value has `{variable}`");
    let place = Place::at(pointer).with_stretch(range);
    report.broken(&OPERATOR).mistaken(Answer::Unknown, place, message);
}

/// Whether values that are compared so may have variables.
pub(super) const fn are_known_to(operator: ConditionOperator) -> bool {
    matches!(operator.comparison.value_type(), Some(ValueType::String | ValueType::Arn | ValueType::Bool))
}
