//! What is checked of the conditions of a statement.

use super::condition_key::Never;
use super::correction::{json, replace};
use super::{by_subject, condition_key, condition_value};
use crate::json_tree::{Member, Members, Tree};
use crate::policy::condition::Condition;
use crate::policy::document::Document;
use crate::policy::one_or_many::OneOrMany;
use crate::policy::operator::IF_EXISTS;
use crate::policy::rule::condition::{DISTINCT_KEYS, NULL_IF_EXISTS, OPERATOR, OPERATOR_LEVEL};
use crate::policy::setting::Setting;
use crate::policy::spelling::nearest;
use crate::policy::{Comparison, ConditionOperator, Element, SetOperator, Statement};
use crate::verdict::{Answer, Applicability, Place, Pointer, Report};

/// What is wrong with the conditions of a statement.
pub(in crate::policy) fn check(
    statement: Statement<'_>,
    document: &Document<'_>,
    setting: &Setting<'_>,
    report: &mut Report,
) {
    let Some(operators) = statement.element(Element::Condition).and_then(Tree::object) else { return };
    let mut never = Never::default();
    for member in operators {
        let Some(keys) = member.value.object() else {
            if !member.value.is_null() {
                no_keys(statement, member, report);
            }
            continue;
        };
        let operator = ConditionOperator::of(member.name);
        if operator.is_none() {
            unknown_operator(statement, member.name, report);
            if member.name.len() > LONG {
                continue;
            }
        }
        distinct_keys(statement, member.name, keys, report);
        for key in keys {
            let line = Line {
                statement,
                document,
                setting,
                operator_name: member.name,
                key: key.name,
                values: OneOrMany::of(key.value),
            };
            let known = condition_key::check(line, &mut never, report);
            let Some(operator) = operator.filter(|_| key.name.len() <= LONG) else { continue };
            condition_value::check(line, operator, known, report);
            if let Some(known) = known {
                let condition =
                    Condition { operator: line.operator_name, key: line.key, values: line.values };
                by_subject::check(known.subject(), condition, operator, statement, setting, report);
            }
        }
    }
}

/// A name of more bytes is none that a request has. Nothing more is said of what stands under it: each finding there would
/// repeat the name.
pub(in crate::policy) const LONG: usize = 1024;

/// One condition key under one operator.
#[derive(Clone, Copy)]
pub(super) struct Line<'c> {
    pub(super) statement: Statement<'c>,
    pub(super) document: &'c Document<'c>,
    pub(super) setting: &'c Setting<'c>,
    pub(super) operator_name: &'c str,
    pub(super) key: &'c str,
    pub(super) values: OneOrMany<'c>,
}

impl Line<'_> {
    pub(super) fn operator_pointer(self) -> Pointer {
        operator_pointer(self.statement, self.operator_name)
    }

    pub(super) fn pointer(self) -> Pointer {
        self.operator_pointer().into_child(self.key)
    }

    /// Where the value of this number stands.
    pub(super) fn value(self, index: usize) -> Pointer {
        self.values.pointer_to(index, self.pointer())
    }

    /// The name of the key.
    pub(super) fn key_place(self) -> Place {
        Place::at_name(self.pointer())
    }
}

fn operator_pointer(statement: Statement<'_>, operator: &str) -> Pointer {
    statement.pointer().into_child(Element::Condition.as_str()).into_child(operator)
}

/// No object where the keys of an operator belong.
#[cold]
fn no_keys(statement: Statement<'_>, Member { name, value }: Member<'_>, report: &mut Report) {
    let place = Place::at_name(operator_pointer(statement, name));
    let is_operator = ConditionOperator::of(name).is_some();
    let message = match is_operator {
        true => format!("the operator `{name}` holds {}, not an object of condition keys", value.kind()),
        false => format!("`{name}` stands where an operator belongs"),
    };
    let help = match is_operator {
        true => {
            "write a condition key and its value in braces, as in `{\"kms:CallerAccount\": \"111122223333\"}`"
        }
        false => {
            "put it into an operator, as in `{\"StringEquals\": {\"kms:CallerAccount\": \"111122223333\"}}`"
        }
    };
    report.broken(&OPERATOR_LEVEL).mistaken(Answer::Unknown, place, message).help(help);
}

#[cold]
fn unknown_operator(statement: Statement<'_>, name: &str, report: &mut Report) {
    let place = Place::at_name(operator_pointer(statement, name));
    let (prefix, rest) = match name.split_once(':') {
        Some((prefix, rest)) => (Some(prefix), rest),
        None => (None, name),
    };
    if rest.eq_ignore_ascii_case("NullIfExists") {
        let message = format_args!("there is no operator `{name}`: `Null` asks whether the key exists");
        let mut broken = report.broken(&NULL_IF_EXISTS);
        let mut finding = broken.mistaken(Answer::Unknown, place.clone(), message);
        finding.help("write `Null`");
        finding.edit(replace(place, r#""Null""#, Applicability::MaybeIncorrect));
        return;
    }
    let message = format_args!("there is no operator `{name}`");
    let mut broken = report.broken(&OPERATOR);
    let mut finding = broken.mistaken(Answer::Unknown, place.clone(), message);
    if let Some(known) = nearest_operator(prefix, rest) {
        finding.help(format!("did you mean `{known}`?"));
        finding.edit(replace(place, json(&known), Applicability::MaybeIncorrect));
    }
}

fn nearest_operator(prefix: Option<&str>, rest: &str) -> Option<String> {
    let set = match prefix {
        None => String::new(),
        Some(prefix) => {
            let near = nearest(prefix, SetOperator::ALL.map(SetOperator::as_str))?;
            format!("{near}:")
        }
    };
    let names = Comparison::ALL.map(Comparison::as_str);
    let plain = nearest(rest, names);
    if let Some(plain) = plain {
        return Some(format!("{set}{plain}"));
    }
    let with_suffix: Vec<_> = names
        .into_iter()
        .filter(|name| *name != Comparison::Null.as_str())
        .map(|name| format!("{name}{IF_EXISTS}"))
        .collect();
    nearest(rest, with_suffix.iter().map(String::as_str)).map(|known| format!("{set}{known}"))
}

/// Keys of one operator that differ in upper and lower case alone.
fn distinct_keys(statement: Statement<'_>, operator: &str, keys: Members<'_>, report: &mut Report) {
    let is_same = |one: &str, other: &str| one != other && one.eq_ignore_ascii_case(other);
    let names = keys.iter().map(|key| key.name);
    if names.clone().nth(1).is_none() {
        return;
    }
    if names.clone().nth(FEW).is_none() {
        for (index, key) in names.clone().enumerate().skip(1) {
            if let Some(other) = names.clone().take(index).find(|other| is_same(key, other)) {
                same_key(statement, operator, key, other, report);
            }
        }
        return;
    }
    let mut sorted: Vec<_> = names.map(|key| (key.to_ascii_lowercase(), key)).collect();
    sorted.sort_by(|(one, _), (other, _)| one.cmp(other)); // stable: what stands first comes first
    for same in sorted.chunk_by(|(one, _), (other, _)| one == other) {
        let Some(((_, first), others)) = same.split_first() else { continue };
        for (_, key) in others.iter().filter(|(_, key)| is_same(key, first)) {
            same_key(statement, operator, key, first, report);
        }
    }
}

/// So many keys are compared each with each.
const FEW: usize = 8;

#[cold]
fn same_key(statement: Statement<'_>, operator: &str, key: &str, other: &str, report: &mut Report) {
    let place = Place::at_name(operator_pointer(statement, operator).into_child(key));
    let message = format_args!("`{key}` and `{other}` are one condition key");
    report
        .broken(&DISTINCT_KEYS)
        .mistaken(Answer::Unknown, place, message)
        .help("put their values into one list");
}
