//! The elements of a statement.

use super::condition::LONG;
use super::correction::{add, json, replace};
use super::value_type;
use super::vocabulary::{Meant, Vocabulary, no_duplicates};
use crate::json_tree::View;
use crate::policy::one_or_many::OneOrMany;
use crate::policy::rule::grammar::{DUPLICATE_MEMBER, ELEMENT_CASE};
use crate::policy::rule::principal::MISSING as PRINCIPAL_MISSING;
use crate::policy::rule::statement::{
    ACTION_MISSING, ACTION_PREFIX, EFFECT, EFFECT_MISSING, EMPTY_CONDITION, EMPTY_LIST, EMPTY_SID,
    RESOURCE_MISSING, TWO_ACTIONS, TWO_PRINCIPALS, TWO_RESOURCES, UNKNOWN_ELEMENT,
};
use crate::policy::{ActionSet, Effect, Element, Statement};
use crate::verdict::{Answer, Applicability, ErrorCode, Evidence, Place, Pointer, Report, Rule, Severity};

static ELEMENTS: Vocabulary = Vocabulary {
    names: &NAMES,
    noun: "an element of a statement",
    help: "conditions on the request belong into `Condition`",
    unknown: &UNKNOWN_ELEMENT,
    other_case: &ELEMENT_CASE,
    duplicate: &DUPLICATE_MEMBER,
};

const NAMES: [&str; Element::ALL.len()] = names();

#[expect(
    clippy::indexing_slicing,
    reason = "INVARIANT: computed at compile time, where a wrong index is an error"
)]
const fn names() -> [&'static str; Element::ALL.len()] {
    let mut names = [""; Element::ALL.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = Element::ALL[at].as_str();
        at += 1;
    }
    names
}

/// What is wrong with the elements of a statement, but for whom it names.
pub(in crate::policy) fn check(statement: Statement<'_>, report: &mut Report) {
    if !statement.outline.has_plain_elements {
        elements(statement, report);
    }
    condition(statement, report);
}

fn elements(statement: Statement<'_>, report: &mut Report) {
    let meant = if statement.outline.has_plain_members {
        Meant::default()
    } else {
        ELEMENTS.check(statement.members(), &statement.pointer(), report)
    };
    sid(statement, report);
    effect(statement, meant, report);
    for pair in &PAIRS {
        one_of(statement, pair, meant, report);
    }
    for element in [Element::Action, Element::NotAction, Element::Resource, Element::NotResource] {
        texts(statement, element, report);
    }
}

fn sid(statement: Statement<'_>, report: &mut Report) {
    let Some(sid) = statement.element(Element::Sid) else { return };
    match sid.text() {
        Some("") => {
            report
                .broken(&EMPTY_SID)
                .suggested(statement.place(Element::Sid), "the `Sid` is empty")
                .help("leave it out, or say what the statement is for");
        }
        Some(_) => {}
        None => {
            value_type::wrong(sid, "Sid", "a string", statement.place(Element::Sid), report);
        }
    }
}

fn effect(statement: Statement<'_>, meant: Meant, report: &mut Report) {
    if statement.effect().is_some() {
        return;
    }
    let place = statement.place(Element::Effect);
    let element = statement.element(Element::Effect);
    match element.map(|element| (element, element.text())) {
        None if meant.has(Element::Effect as usize) => {}
        None => {
            let message = "the statement has no `Effect`";
            report
                .broken(&EFFECT_MISSING)
                .mistaken(Answer::Unknown, place, message)
                .help("write `\"Effect\": \"Allow\"` or `\"Effect\": \"Deny\"`");
        }
        Some((_, Some(word))) => {
            let message = format_args!("there is no effect `{word}`");
            let mut broken = report.broken(&EFFECT);
            let mut finding = broken.mistaken(Answer::Unknown, place.clone(), message);
            finding.help("an effect is `Allow` or `Deny`, in this case");
            let effects = [Effect::Allow, Effect::Deny];
            if let Some(effect) =
                effects.into_iter().find(|effect| effect.as_str().eq_ignore_ascii_case(word))
            {
                finding.edit(replace(place, json(effect.as_str()), Applicability::MachineApplicable));
            }
        }
        Some((other, None)) => {
            value_type::wrong(other, "Effect", "`Allow` or `Deny`", place, report);
        }
    }
}

/// Two elements of which a statement has one.
struct Pair {
    plain: Element,
    negated: Element,
    /// The rule that having both breaks.
    both: &'static Rule,
    /// What is said if the statement has neither.
    neither: fn(Statement<'_>, &mut Report),
}

static PAIRS: [Pair; 3] = [
    Pair {
        plain: Element::Principal,
        negated: Element::NotPrincipal,
        both: &TWO_PRINCIPALS,
        neither: principal_missing,
    },
    Pair { plain: Element::Action, negated: Element::NotAction, both: &TWO_ACTIONS, neither: action_missing },
    Pair {
        plain: Element::Resource,
        negated: Element::NotResource,
        both: &TWO_RESOURCES,
        neither: resource_missing,
    },
];

fn one_of(statement: Statement<'_>, pair: &Pair, meant: Meant, report: &mut Report) {
    let Pair { plain, negated, .. } = *pair;
    match (statement.has(plain), statement.has(negated)) {
        (true, false) | (false, true) => {}
        (true, true) => {
            let message = format_args!("the statement has both `{plain}` and `{negated}`");
            let place = Place::at_name(statement.pointer().into_child(negated.as_str()));
            report
                .broken(pair.both)
                .mistaken(Answer::Unknown, place, message)
                .help("make two statements of it, or keep one of the elements");
        }
        (false, false) if meant.has(plain as usize) || meant.has(negated as usize) => {}
        (false, false) => (pair.neither)(statement, report),
    }
}

fn principal_missing(statement: Statement<'_>, report: &mut Report) {
    let message = "the statement names no principal";
    report
        .broken(&PRINCIPAL_MISSING)
        .refused(
            ErrorCode::MalformedPolicyDocument,
            "Policy contains a statement with no principal.",
            Evidence::Recorded,
            statement.place(Element::Principal),
            message,
        )
        .help("say whom the statement is for: in a key policy, unlike an IAM policy, it must be said");
}

fn action_missing(statement: Statement<'_>, report: &mut Report) {
    let place = statement.place(Element::Action);
    let message = "the statement has no `Action`, so it has no effect";
    report.broken(&ACTION_MISSING).mistaken(Answer::AcceptsWithoutEffect, place, message);
}

fn resource_missing(statement: Statement<'_>, report: &mut Report) {
    let place = statement.place(Element::Resource);
    let message = "the statement has no `Resource`, so it has no effect";
    let mut broken = report.broken(&RESOURCE_MISSING);
    let mut finding = broken.mistaken(Answer::AcceptsWithoutEffect, place, message);
    finding.help("in a key policy, `\"Resource\": \"*\"` means the key");
    finding.edit(add(Place::at(statement.pointer()), r#""Resource": "*""#, Applicability::MachineApplicable));
}

/// The texts of an element that has one or a list of them.
fn texts(statement: Statement<'_>, element: Element, report: &mut Report) {
    let Some(values) = statement.values(element) else { return };
    let may_lack_prefix =
        matches!(element, Element::Action | Element::NotAction) && !statement.outline.has_plain_actions;
    if values.items.is_empty() {
        return empty_list(element.as_str(), statement.place(element), report);
    }
    for (index, item) in values.items.iter().enumerate() {
        let pointer = || values.pointer_to(index, statement.pointer().into_child(element.as_str()));
        match item.text() {
            Some(action) if may_lack_prefix && !has_prefix(action) => no_prefix(action, pointer(), report),
            Some(_) => {}
            None => {
                let wanted = if values.is_list { "a string" } else { "a string or a list of strings" };
                value_type::wrong(item, element.as_str(), wanted, Place::at(pointer()), report);
            }
        }
    }
}

#[cold]
fn empty_list(name: &str, place: Place, report: &mut Report) {
    let message = format_args!("the list of `{name}` is empty, so the statement has no effect");
    report.broken(&EMPTY_LIST).warned(Answer::Unknown, place, message);
}

/// Whether an action is `*`, or begins with the prefix of a service.
fn has_prefix(action: &str) -> bool {
    action.starts_with("kms:")
        || action.bytes().position(|byte| byte == b':').is_some_and(|at| at > 0)
        || (!action.is_empty() && action.bytes().all(|byte| byte == b'*'))
}

#[cold]
fn no_prefix(action: &str, pointer: Pointer, report: &mut Report) {
    let message = format_args!("the action `{action}` says no service");
    let place = Place::at(pointer);
    let mut broken = report.broken(&ACTION_PREFIX);
    let mut finding = broken.mistaken(Answer::Unknown, place.clone(), message);
    let name = action.strip_prefix("kms").unwrap_or(action).trim_start_matches([':', '.', '/', '-', '_']);
    let full = format!("kms:{name}");
    if !name.is_empty() && !ActionSet::matching(&full).is_empty() {
        finding.help(format!("write `{full}`"));
        finding.edit(replace(place, json(&full), Applicability::MaybeIncorrect));
    } else {
        finding.help("the actions of KMS begin with `kms:`");
    }
}

fn condition(statement: Statement<'_>, report: &mut Report) {
    let Some(condition) = statement.element(Element::Condition) else { return };
    let Some(operators) = condition.object() else {
        let place = statement.place(Element::Condition);
        return value_type::wrong(condition, "Condition", "an object", place, report);
    };
    let at = || statement.pointer().into_child(Element::Condition.as_str());
    if operators.is_empty() {
        empty_condition("the `Condition` is empty", Place::at(at()), report);
    }
    no_duplicates(operators, at, report);
    let has_gaps = condition.has_gaps();
    for operator in operators.iter().filter(|operator| operator.name.len() <= LONG) {
        let at = || at().into_child(operator.name);
        match operator.value.view() {
            View::Object(keys) => {
                if keys.is_empty() {
                    empty_condition("the operator compares nothing", Place::at(at()), report);
                }
                no_duplicates(keys, at, report);
                for key in keys.iter().take_while(|_| has_gaps).filter(|key| key.name.len() <= LONG) {
                    no_null(OneOrMany::of(key.value), key.name, || at().into_child(key.name), report);
                }
            }
            View::Null => {
                value_type::wrong(operator.value, operator.name, "an object", Place::at(at()), report);
            }
            _ => {} // no operator level: what stands here is a condition key
        }
    }
}

/// Null among the values of a condition key, or no value at all.
fn no_null(values: OneOrMany<'_>, key: &str, at: impl Fn() -> Pointer, report: &mut Report) {
    if values.items.is_empty() {
        let message = format_args!("`{key}` is compared with nothing");
        report.broken(&EMPTY_LIST).warned(Answer::Unknown, Place::at(at()), message);
    }
    for (index, value) in values.items.iter().enumerate() {
        if value.is_null() {
            let place = Place::at(values.pointer_to(index, at()));
            value_type::wrong(value, key, "a string, a number or a boolean", place, report);
        }
    }
}

#[cold]
fn empty_condition(message: &'static str, place: Place, report: &mut Report) {
    let mut broken = report.broken(&EMPTY_CONDITION);
    let mut finding = broken.found(Severity::Suggestion, Answer::Unknown, place, message);
    finding.help("leave it out: the statement applies as if it were not there");
}
