//! Whom a statement names.

use super::correction::{json, replace};
use super::principal_text;
use super::value_type;
use super::vocabulary::{Meant, Vocabulary};
use crate::json_tree::{Items, Members, Tree, View};
use crate::policy::one_or_many::OneOrMany;
use crate::policy::rule::principal::{BARE_STAR, BARE_TEXT, DUPLICATE_TYPE, EMPTY, LIST, UNKNOWN_TYPE};
use crate::policy::{Element, PrincipalForm, PrincipalType, Setting, Statement};
use crate::verdict::{Answer, Applicability, Edit, ErrorCode, Evidence, Place, Pointer, Report, Severity};

static TYPES: Vocabulary = Vocabulary {
    names: &["AWS", "Service", "Federated", "CanonicalUser"],
    noun: "a type of principal",
    help: "the types of principals are `AWS`, `Service`, `Federated` and `CanonicalUser`",
    unknown: &UNKNOWN_TYPE,
    other_case: &UNKNOWN_TYPE,
    duplicate: &DUPLICATE_TYPE,
};

/// What is wrong with `Principal` and `NotPrincipal`, where they are there.
pub(in crate::policy) fn check(statement: Statement<'_>, setting: &Setting<'_>, report: &mut Report) {
    for element in [Element::Principal, Element::NotPrincipal] {
        if let Some(principal) = statement.element(element) {
            Look { statement, element, setting }.at_element(principal, report);
        }
    }
}

/// A look at `Principal` or `NotPrincipal`.
#[derive(Clone, Copy)]
struct Look<'l, 'd> {
    statement: Statement<'d>,
    element: Element,
    setting: &'l Setting<'l>,
}

impl Look<'_, '_> {
    fn at_element(self, principal: Tree<'_>, report: &mut Report) {
        match principal.view() {
            View::Object(members) => self.at_members(members, report),
            View::Text("*") => self.bare_star(report),
            View::Text(text) => self.bare_text(text, report),
            View::List(items) if items.is_empty() => self.nobody(report),
            View::List(items) => self.list(items, report),
            _ => {
                value_type::wrong(principal, self.element.as_str(), "an object or `*`", self.place(), report);
            }
        }
    }

    fn at_members(self, members: Members<'_>, report: &mut Report) {
        let mut types = [false; PrincipalType::ALL.len()];
        let mut has_values = false;
        for member in members {
            let Some(kind) = PrincipalType::of(member.name) else { continue };
            if let Some(is_there) = types.get_mut(kind as usize) {
                *is_there = true;
            }
            let values = OneOrMany::of(member.value);
            has_values |= !values.items.is_empty();
            for (index, value) in values.items.iter().enumerate() {
                let pointer = || values.pointer_to(index, self.pointer().into_child(kind.as_str()));
                match value.text() {
                    Some(text) => principal_text::check(kind, text, pointer, self.setting, report),
                    None => wrong_value(value, kind, values.is_list, pointer(), report),
                }
            }
        }
        let distinct = types.iter().filter(|is_there| **is_there).count();
        let are_plain = distinct == members.iter().count();
        let meant = if are_plain { Meant::default() } else { TYPES.check(members, &self.pointer(), report) };
        if !has_values && !meant.is_any() && are_plain {
            self.nobody(report);
        }
    }

    #[cold]
    fn nobody(self, report: &mut Report) {
        let message = format_args!("`{}` names nobody", self.element);
        report.broken(&EMPTY).refused(
            ErrorCode::MalformedPolicyDocument,
            "Policy contains a statement with no principal.",
            Evidence::Recorded,
            self.place(),
            message,
        );
    }

    #[cold]
    fn bare_star(self, report: &mut Report) {
        let message = "everybody is written without a type of principal";
        let mut broken = report.broken(&BARE_STAR);
        let mut finding = broken.found(Severity::Suggestion, Answer::Unknown, self.place(), message);
        finding.help("write `{\"AWS\": \"*\"}`: it means the same, and KMS is known to take it");
        finding.edit(self.replacement(r#"{"AWS": "*"}"#.to_owned()));
    }

    #[cold]
    fn bare_text(self, text: &str, report: &mut Report) {
        let message = format_args!("`{text}` stands in `{}` without a type of principal", self.element);
        let mut broken = report.broken(&BARE_TEXT);
        let mut finding = broken.mistaken(Answer::Unknown, self.place(), message);
        let kind = [PrincipalType::Aws, PrincipalType::Service]
            .into_iter()
            .find(|kind| !matches!(PrincipalForm::of(*kind, text), PrincipalForm::Faulty(_)));
        match kind {
            Some(kind) => {
                let object = format!("{{\"{}\": {}}}", kind.as_str(), json(text));
                finding.help(format!("write `{object}`"));
                finding.edit(self.replacement(object));
            }
            None => finding.help(TYPES.help),
        }
    }

    #[cold]
    fn list(self, items: Items<'_>, report: &mut Report) {
        let message = format_args!("`{}` is a list, not an object", self.element);
        let mut broken = report.broken(&LIST);
        let mut finding = broken.mistaken(Answer::Unknown, self.place(), message);
        finding.help("put the list into an object: `{\"AWS\": […]}`");
        let is_aws = |item: Tree<'_>| {
            let form = item.text().map(|text| PrincipalForm::of(PrincipalType::Aws, text));
            form.is_some_and(|form| !matches!(form, PrincipalForm::Faulty(_)))
        };
        if items.iter().all(is_aws) {
            let list = serde_json::Value::from_iter(items.iter().map(serde_json::Value::from));
            finding.edit(self.replacement(format!("{{\"AWS\": {list}}}")));
        }
    }

    fn replacement(self, object: String) -> Option<Box<Edit>> {
        replace(self.place(), object, Applicability::MachineApplicable)
    }

    fn place(self) -> Place {
        self.statement.place(self.element)
    }

    fn pointer(self) -> Pointer {
        self.statement.pointer().into_child(self.element.as_str())
    }
}

/// A principal that is no text.
#[cold]
fn wrong_value(value: Tree<'_>, kind: PrincipalType, is_in_list: bool, at: Pointer, report: &mut Report) {
    let place = Place::at(at);
    let wanted = if is_in_list { "a string" } else { "a string or a list of strings" };
    let edit = match value.view() {
        // An account ID without its quotes.
        View::Number(number) => {
            replace(place.clone(), json(&number.to_string()), Applicability::MaybeIncorrect)
        }
        _ => None,
    };
    value_type::wrong_with_edit(value, kind.as_str(), wanted, place, edit, report);
}
