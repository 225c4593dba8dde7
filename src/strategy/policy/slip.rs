//! What it takes to break one rule for key policies in a valid policy.

use super::draft::Draft;
use super::draw::Draw;
use super::kind::{EXTENSIBLE, KINDS, Kind, PLAIN_ONE};
use super::situation::Wanted;
use super::tree::Tree;
use super::tree::tree;
use crate::policy::{Element, PrincipalType};
use crate::verdict::{Pointer, Rule};

/// A rule, the policies in which it can be broken alone, and how.
pub(super) struct Slip {
    pub(super) rule: &'static Rule,
    pub(super) wanted: Wanted,
    /// The statement that gets the fault is of one of these kinds.
    pub(super) into: &'static [&'static Kind],
    /// The kinds of the other statements.
    pub(super) beside: &'static [&'static Kind],
    pub(super) plant: Plant,
}

/// How a fault is planted, and so where it is found.
pub(super) enum Plant {
    /// The statement has not the element.
    Without(Element),
    /// The element has one of these values, written as JSON.
    Element(Element, &'static [&'static str]),
    /// The statement has one of these members more, and it is found at its name.
    Member(&'static str, &'static [&'static str]),
    /// The statement names somebody so, alone or with others.
    Principal(PrincipalType, &'static [&'static str]),
    /// The statement is about this action, alone or among others.
    Action(&'static [&'static str]),
    /// The statement has one of these values, written as JSON, for a condition key.
    Value { operator: &'static str, key: &'static str, values: &'static [&'static str] },
    /// The statement has one of these condition keys, and the fault is at the name.
    Key { operator: &'static str, keys: &'static [&'static str], value: &'static str },
    /// The statement has one of these operators, and the fault is at the name.
    Operator { operators: &'static [&'static str], key: &'static str, value: &'static str },
    /// Something else is changed in the policy; where it is found is returned.
    Policy(fn(&mut Draft, &mut Draw) -> Pointer),
    /// Something is changed in the text of the policy.
    Text(fn(String, &mut Draw) -> String),
}

impl Slip {
    /// A fault in a plain statement that allows, whatever else there is.
    pub(super) const fn new(rule: &'static Rule, plant: Plant) -> Self {
        Self { rule, wanted: Wanted::ANY, into: &PLAIN_ONE, beside: &KINDS, plant }
    }

    /// A condition key with one of these values, written as JSON, in a statement that can have any condition.
    pub(super) const fn value(
        rule: &'static Rule,
        operator: &'static str,
        key: &'static str,
        values: &'static [&'static str],
    ) -> Self {
        Self::new(rule, Plant::Value { operator, key, values }).into(&EXTENSIBLE)
    }

    pub(super) const fn into(self, into: &'static [&'static Kind]) -> Self {
        Self { into, ..self }
    }

    pub(super) const fn beside(self, beside: &'static [&'static Kind]) -> Self {
        Self { beside, ..self }
    }

    pub(super) const fn wanted(self, wanted: Wanted) -> Self {
        Self { wanted, ..self }
    }
}

impl Plant {
    /// Plants the fault into the statement, and says where.
    pub(super) fn plant_into(&self, draft: &mut Draft, draw: &mut Draw) -> Pointer {
        match *self {
            Self::Without(element) => {
                draft.remove(element.as_str());
                draft.pointer().child(element.as_str())
            }
            Self::Element(element, values) => draft.set(element.as_str(), draw.text(values)),
            Self::Member(name, values) => draft.add(name, draw.text(values)),
            Self::Principal(kind, texts) => {
                let text = draft.situation.filled(draw.text(texts));
                draft.name_principal(kind, &text, draw)
            }
            Self::Action(actions) => {
                let action = draw.text(actions);
                draft.act(action, draw)
            }
            Self::Value { operator, key, values } => {
                let value = draft.situation.filled(draw.text(values));
                let value = tree(&value);
                let line = draft.compare(operator, key, value.clone());
                if !matches!(value, Tree::List(_)) && draw.once_in(2) {
                    draft.compare(operator, key, Tree::List(vec![value]));
                    return line.item(0);
                }
                line
            }
            Self::Key { operator, keys, value } => draft.compare(operator, draw.text(keys), tree(value)),
            Self::Operator { operators, key, value } => {
                let operator = draw.text(operators);
                draft.compare(operator, key, tree(value));
                draft.pointer().child("Condition").child(operator)
            }
            Self::Policy(plant) => plant(draft, draw),
            Self::Text(_) => Pointer::root(),
        }
    }
}
