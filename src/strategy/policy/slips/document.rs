//! What a policy has around its statements.

use crate::policy::rule::document::{
    STATEMENT_MISSING, STATEMENT_TYPE, UNKNOWN_ELEMENT, VERSION, VERSION_MISSING,
};
use crate::policy::rule::grammar::{DUPLICATE_MEMBER, ELEMENT_CASE, NULL, VALUE_TYPE};
use crate::strategy::policy::draft::Draft;
use crate::strategy::policy::draw::Draw;
use crate::strategy::policy::situation::{Language, Wanted};
use crate::strategy::policy::slip::{Plant, Slip};
use crate::strategy::policy::tree::Tree;
use crate::strategy::policy::tree::tree;
use crate::verdict::Pointer;

const WITHOUT_VARIABLES: Wanted = Wanted::ANY.language(Language::WithoutVariables);

#[rustfmt::skip]
pub(super) static SLIPS: &[Slip] = &[
    Slip::new(&UNKNOWN_ELEMENT, Plant::Policy(|draft, draw| draft.set_top(draw.text(&["Description", "Versions", "Idd", "Statements "]), r#""x""#))),
    Slip::new(&UNKNOWN_ELEMENT, Plant::Policy(|draft, draw| renamed(draft, "Version", draw.text(&["Versoin", "Verson"])))),
    Slip::new(&ELEMENT_CASE, Plant::Policy(|draft, draw| renamed(draft, "Version", draw.text(&["version", "VERSION"])))),
    Slip::new(&ELEMENT_CASE, Plant::Policy(|draft, _| renamed(draft, "Statement", "statement"))),
    Slip::new(&VERSION, Plant::Policy(|draft, draw| draft.set_top("Version", draw.text(&[r#""2012-10-18""#, r#""""#, r#""1.0""#])))),
    Slip::new(&VALUE_TYPE, Plant::Policy(|draft, draw| draft.set_top("Version", draw.text(&["20121017", "[]", "true", r#"["2012-10-17"]"#])))),
    Slip::new(&VALUE_TYPE, Plant::Policy(|draft, draw| draft.set_top("Id", draw.text(&["1", "{}", r#"["x"]"#])))),
    Slip::new(&VERSION_MISSING, Plant::Policy(without_version)).wanted(WITHOUT_VARIABLES),
    Slip::new(&STATEMENT_MISSING, Plant::Policy(without_statement)),
    Slip::new(&STATEMENT_MISSING, Plant::Policy(|draft, _| draft.set_top("Statement", "[]"))),
    Slip::new(&STATEMENT_MISSING, Plant::Policy(statement_alone)),
    Slip::new(&STATEMENT_TYPE, Plant::Policy(|draft, draw| draft.set_top("Statement", draw.text(&[r#""x""#, "7", "false"])))),
    Slip::new(&STATEMENT_TYPE, Plant::Policy(|draft, draw| one_more(draft, draw.text(&[r#""x""#, "7", "[]", r#"[{"Effect": "Allow"}]"#])))),
    Slip::new(&NULL, Plant::Policy(|draft, _| one_more(draft, "null"))),
    Slip::new(&NULL, Plant::Policy(|draft, draw| draft.set_top(draw.text(&["Version", "Id", "Statement"]), "null"))),
    Slip::new(&DUPLICATE_MEMBER, Plant::Policy(|draft, draw| twice(draft, draw.text(&["Version", "Statement"])))),
];

fn renamed(draft: &mut Draft, from: &str, to: &str) -> Pointer {
    draft.members.rename(from, to);
    Pointer::to(to)
}

fn without_version(draft: &mut Draft, _: &mut Draw) -> Pointer {
    draft.members.0.retain(|member| member.name != "Version");
    Pointer::to("Version")
}

fn without_statement(draft: &mut Draft, _: &mut Draw) -> Pointer {
    draft.members.0.retain(|member| member.name != "Statement");
    Pointer::to("Statement")
}

/// The statement stands where the policy belongs.
fn statement_alone(draft: &mut Draft, _: &mut Draw) -> Pointer {
    draft.members = draft.statement().map(std::mem::take).unwrap_or_default();
    Pointer::root()
}

/// Something more stands in the list of statements.
fn one_more(draft: &mut Draft, json: &str) -> Pointer {
    let Some(statement) = draft.members.value_mut("Statement") else { return Pointer::root() };
    let number = match statement {
        Tree::List(items) => {
            items.push(tree(json));
            items.len() - 1
        }
        alone => {
            *alone = Tree::List(vec![alone.clone(), tree(json)]);
            1
        }
    };
    Pointer::to("Statement").item(number)
}

fn twice(draft: &mut Draft, name: &str) -> Pointer {
    let again = draft.members.0.iter().find(|member| member.name == name).cloned();
    draft.members.0.extend(again);
    Pointer::to(name)
}
