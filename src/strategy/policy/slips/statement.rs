//! The elements of a statement.

use crate::policy::Element::{Action, Condition, Effect, NotAction, Principal, Resource, Sid};
use crate::policy::rule::grammar::{DUPLICATE_MEMBER, ELEMENT_CASE, NULL, VALUE_TYPE};
use crate::policy::rule::principal;
use crate::policy::rule::statement::{
    ACTION_MISSING, ACTION_PREFIX, EFFECT, EFFECT_MISSING, EMPTY_CONDITION, EMPTY_LIST, EMPTY_SID,
    RESOURCE_MISSING, TWO_ACTIONS, TWO_PRINCIPALS, TWO_RESOURCES, UNKNOWN_ELEMENT,
};
use crate::strategy::policy::draft::Draft;
use crate::strategy::policy::draw::Draw;
use crate::strategy::policy::kind::{DENYING, DENYING_MORE, EVERY_KIND, GUARDED, WITH_PRINCIPAL_AND_ACTION};
use crate::strategy::policy::slip::{Plant, Slip};
use crate::verdict::Pointer;

#[rustfmt::skip]
pub(super) static SLIPS: &[Slip] = &[
    Slip::new(&EFFECT, Plant::Element(Effect, &[r#""allow""#, r#""DENY""#, r#""Permit""#, r#""""#])).into(&EVERY_KIND),
    Slip::new(&EFFECT_MISSING, Plant::Without(Effect)).into(&EVERY_KIND),
    Slip::new(&UNKNOWN_ELEMENT, Plant::Member("Comment", &[r#""x""#, "null", "[7]"])).into(&EVERY_KIND),
    Slip::new(&UNKNOWN_ELEMENT, Plant::Member("Actions", &[r#""kms:*""#])).into(&EVERY_KIND),
    Slip::new(&UNKNOWN_ELEMENT, Plant::Policy(|draft, draw| draft.rename("Resource", draw.text(&["Resources", "Resuorce", "Ressource"])))).into(&EVERY_KIND),
    Slip::new(&UNKNOWN_ELEMENT, Plant::Policy(|draft, draw| draft.rename("Condition", draw.text(&["Conditions", "Conditon"])))).into(&GUARDED),
    Slip::new(&ELEMENT_CASE, Plant::Policy(|draft, _| draft.rename("Condition", "condition"))).into(&GUARDED),
    Slip::new(&ELEMENT_CASE, Plant::Policy(|draft, draw| draft.rename("Resource", draw.text(&["resource", "RESOURCE"])))).into(&EVERY_KIND),
    Slip::new(&ELEMENT_CASE, Plant::Policy(|draft, draw| draft.rename("Effect", draw.text(&["effect", "EFFECT"])))).into(&EVERY_KIND),
    Slip::new(&ELEMENT_CASE, Plant::Policy(|draft, _| draft.rename("Principal", "principal"))).into(&WITH_PRINCIPAL_AND_ACTION),
    Slip::new(&ELEMENT_CASE, Plant::Policy(|draft, _| draft.rename("Action", "action"))).into(&WITH_PRINCIPAL_AND_ACTION),
    Slip::new(&DUPLICATE_MEMBER, Plant::Policy(twice)).into(&EVERY_KIND),
    Slip::new(&DUPLICATE_MEMBER, Plant::Policy(operator_twice)),
    Slip::new(&DUPLICATE_MEMBER, Plant::Policy(key_twice)),
    Slip::new(&TWO_PRINCIPALS, Plant::Member("NotPrincipal", &[r#"{"AWS": "{account}"}"#])).into(&DENYING),
    Slip::new(&TWO_ACTIONS, Plant::Member("NotAction", &[r#""kms:Decrypt""#, r#"["kms:Sign", "kms:Put*"]"#])).into(&DENYING),
    Slip::new(&TWO_RESOURCES, Plant::Member("NotResource", &[r#""*""#, r#"["arn:aws:s3:::orders"]"#])).into(&DENYING),
    Slip::new(&principal::MISSING, Plant::Without(Principal)).into(&WITH_PRINCIPAL_AND_ACTION),
    Slip::new(&ACTION_MISSING, Plant::Without(Action)).into(&WITH_PRINCIPAL_AND_ACTION),
    Slip::new(&RESOURCE_MISSING, Plant::Without(Resource)).into(&EVERY_KIND),
    Slip::new(&ACTION_PREFIX, Plant::Action(&["Decrypt", "kms.Decrypt", ":Decrypt", "", "KMS"])),
    Slip::new(&ACTION_PREFIX, Plant::Element(NotAction, &[r#""Decrypt""#])).into(&DENYING_MORE),
    Slip::new(&EMPTY_LIST, Plant::Element(Action, &["[]"])),
    Slip::new(&EMPTY_LIST, Plant::Element(Resource, &["[]"])),
    Slip::new(&EMPTY_LIST, Plant::Value { operator: "StringEquals", key: "kms:CallerAccount", values: &["[]"] }),
    Slip::new(&EMPTY_CONDITION, Plant::Element(Condition, &["{}"])),
    Slip::new(&EMPTY_CONDITION, Plant::Policy(|draft, draw| {
        let operator = draw.text(&["Bool", "StringEquals", "ForAllValues:StringLike"]);
        draft.set("Condition", &format!(r#"{{"{operator}": {{}}}}"#)).child(operator)
    })),
    Slip::new(&EMPTY_SID, Plant::Element(Sid, &[r#""""#])).into(&EVERY_KIND),
    Slip::new(&NULL, Plant::Policy(|draft, draw| draft.set(draw.text(&["Sid", "Effect", "Condition", "Resource"]), "null"))).into(&EVERY_KIND),
    Slip::new(&NULL, Plant::Policy(|draft, draw| draft.set(draw.text(&["Principal", "Action"]), "null"))).into(&WITH_PRINCIPAL_AND_ACTION),
    Slip::new(&NULL, Plant::Policy(|draft, draw| {
        let list = draft.set(draw.text(&["Action", "Resource"]), r#"["kms:Sign", null]"#);
        if list == draft.pointer().child("Resource") { draft.set("Resource", r#"["*", null]"#).item(1) } else { list.item(1) }
    })),
    Slip::new(&NULL, Plant::Value { operator: "StringLike", key: "aws:UserAgent", values: &["null"] }),
    Slip::new(&VALUE_TYPE, Plant::Element(Sid, &["1", "true", r#"["a"]"#, "{}"])).into(&EVERY_KIND),
    Slip::new(&VALUE_TYPE, Plant::Element(Effect, &["1", "true", r#"["Allow"]"#, "{}"])).into(&EVERY_KIND),
    Slip::new(&VALUE_TYPE, Plant::Element(Condition, &[r#""kms:ViaService""#, "[]", "7"])).into(&GUARDED),
    Slip::new(&VALUE_TYPE, Plant::Policy(element_of_wrong_type)),
];

/// An element that takes one or more texts has something else.
fn element_of_wrong_type(draft: &mut Draft, draw: &mut Draw) -> Pointer {
    let wrong = draw.text(&["7", "true", "{}", r#"{"kms": "Decrypt"}"#]);
    let (element, good) = match draw.below(2) {
        0 => (Action, r#""kms:Decrypt""#),
        _ => (Resource, r#""*""#),
    };
    match draw.below(3) {
        0 => draft.set(element.as_str(), wrong),
        1 => draft.set(element.as_str(), &format!("[{good}, {wrong}]")).item(1),
        _ => draft.set(element.as_str(), &format!("[{good}, [{good}]]")).item(1),
    }
}

/// An element stands twice, with one value.
fn twice(draft: &mut Draft, draw: &mut Draw) -> Pointer {
    let Some(members) = draft.statement() else { return Pointer::root() };
    let Some(again) = draw.one(&members.0).cloned() else { return Pointer::root() };
    let name = again.name.to_string();
    let at = draw.below(members.0.len() + 1);
    members.0.insert(at, again);
    draft.pointer().child(&name)
}

fn operator_twice(draft: &mut Draft, _: &mut Draw) -> Pointer {
    let keys = r#"{"aws:UserAgent": "a"}"#;
    draft.set("Condition", &format!(r#"{{"StringLike": {keys}, "StringLike": {keys}}}"#)).child("StringLike")
}

fn key_twice(draft: &mut Draft, _: &mut Draw) -> Pointer {
    let line = r#""aws:UserAgent": ["a", "b"]"#;
    let condition = draft.set("Condition", &format!(r#"{{"StringLike": {{{line}, {line}}}}}"#));
    condition.child("StringLike").child("aws:UserAgent")
}
