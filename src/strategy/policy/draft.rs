//! A key policy in the making: valid, and then perhaps changed.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

use super::draw::{Draw, draw};
use super::kind::{ACCOUNT, Kind, Negated};
use super::situation::{Language, PolicySituation, Wanted};
use super::statement::statement;
use super::tree::tree;
use super::tree::{Member, Members, Tree};
use crate::policy::{Document, DocumentBuilder, Element, PrincipalType};
use crate::verdict::Pointer;

/// A key policy as a tree that can be changed, its situation, and the statement that a fault is planted into.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) situation: PolicySituation,
    pub(super) members: Members,
    target: usize,
}

/// Valid policies with the statement for the account, one of the kinds `target`, and up to six others beside them.
pub(super) fn drafts(
    wanted: Wanted,
    target: &'static [&'static Kind],
    beside: &'static [&'static Kind],
) -> impl Strategy<Value = Draft> {
    (wanted.situation(), draw(), draw(), vec(draw(), 0..=6), draw()).prop_map(
        move |(situation, account, of_target, others, mut order)| {
            let fits = |kind: &&&Kind| kind.keys.contains(&situation.key);
            let beside: Vec<_> = beside.iter().filter(fits).copied().collect();
            let mut statements: Vec<(&Kind, Draw)> = others
                .into_iter()
                .filter_map(|mut draw| draw.one(&beside).copied().map(|kind| (kind, draw)))
                .collect();
            let mut insert = |kind, draw| {
                let at = order.below(statements.len() + 1);
                statements.insert(at, (kind, draw));
                at
            };
            let mut at = insert(&ACCOUNT, account);
            let target: Vec<_> = target.iter().filter(fits).copied().collect();
            let mut of_target = of_target;
            match of_target.one(&target).copied() {
                Some(kind) if !std::ptr::eq(kind, &ACCOUNT) => at = insert(kind, of_target),
                _ => {}
            }
            let language = match wanted.language {
                Language::Any if order.once_in(2) => Language::WithoutVariables,
                Language::Any => Language::WithVariables,
                language => language,
            };
            Draft::new(situation, statements, at, language, &mut order)
        },
    )
}

impl Draft {
    fn new(
        situation: PolicySituation,
        statements: Vec<(&'static Kind, Draw)>,
        target: usize,
        language: Language,
        shape: &mut Draw,
    ) -> Self {
        let (kinds, draws): (Vec<_>, Vec<_>) = statements.into_iter().unzip();
        let document = kinds.iter().zip(draws).enumerate().fold(
            DocumentBuilder::new(),
            |document, (number, (kind, mut draw))| {
                document.statement(statement(kind, number, &situation, language, &mut draw))
            },
        );
        let document = match shape.below(3) {
            0 => document,
            1 => document.id("key-default-1"),
            _ => document.id("für alle"),
        };
        let Tree::Object(members) = tree(&document.build().to_string()) else {
            return Self::empty(situation);
        };
        let mut draft = Self { situation, members, target };
        for (kind, members) in kinds.iter().zip(draft.statements_mut()) {
            let (from, to) = match kind.negated {
                Negated::Nothing => continue,
                Negated::Principal => (Element::Principal, Element::NotPrincipal),
                Negated::Action => (Element::Action, Element::NotAction),
            };
            members.rename(from.as_str(), to.as_str());
        }
        draft.reshape(language, shape);
        draft
    }

    fn empty(situation: PolicySituation) -> Self {
        Self { situation, members: Members::default(), target: 0 }
    }

    /// The same policy, written in another of the ways that mean the same.
    fn reshape(&mut self, language: Language, shape: &mut Draw) {
        let alone = shape.once_in(2);
        if language == Language::WithoutVariables && shape.once_in(2) {
            self.set_top("Version", r#""2008-10-17""#);
        }
        for members in self.statements_mut() {
            for member in members.0.iter_mut() {
                let is_text = matches!(member.value, Tree::Text(_));
                let may_be_list = matches!(&*member.name, "Action" | "NotAction" | "Resource");
                if is_text && may_be_list && shape.once_in(4) {
                    let value = std::mem::replace(&mut member.value, Tree::Null);
                    member.value = Tree::List(vec![value]);
                }
            }
            if shape.once_in(4) {
                let middle = shape.below(members.0.len());
                members.0.rotate_left(middle);
            }
        }
        if shape.once_in(4) {
            self.members.0.reverse();
        }
        if let Some(statement) = self.members.value_mut("Statement")
            && let Tree::List(items) = statement
            && items.len() == 1
            && alone
            && let Some(item) = items.pop()
        {
            *statement = item;
        }
    }

    /// The compact text of the policy.
    pub(super) fn compact(&self) -> String {
        serde_json::to_string(&Tree::Object(self.members.clone())).unwrap_or_default()
    }

    pub(super) fn document(&self) -> Document<'static> {
        let text = self.compact();
        Document::read(&text).map(Document::into_owned).unwrap_or_else(|_| DocumentBuilder::new().build())
    }

    /// The members of each statement.
    pub(super) fn statements_mut(&mut self) -> impl Iterator<Item = &mut Members> {
        let items = match self.members.value_mut("Statement") {
            Some(Tree::List(items)) => items.iter_mut(),
            Some(alone) => std::slice::from_mut(alone).iter_mut(),
            None => [].iter_mut(),
        };
        items.filter_map(|item| match item {
            Tree::Object(members) => Some(members),
            _ => None,
        })
    }
}

/// How a fault is planted.
impl Draft {
    /// Where the statement stands that gets the fault.
    pub(super) fn pointer(&self) -> Pointer {
        self.pointer_to(self.target)
    }

    /// Where the statement of this number stands.
    pub(super) fn pointer_to(&self, number: usize) -> Pointer {
        let statement = Pointer::to("Statement");
        let is_list = |member: &Member| member.name == "Statement" && matches!(member.value, Tree::List(_));
        if self.members.0.iter().any(is_list) { statement.item(number) } else { statement }
    }

    /// The number of the statement that gets the fault.
    pub(super) const fn target(&self) -> usize {
        self.target
    }

    /// The members of the statement that gets the fault.
    pub(super) fn statement(&mut self) -> Option<&mut Members> {
        let target = self.target;
        self.statements_mut().nth(target)
    }

    /// Gives an element of the policy a value, written as JSON.
    pub(super) fn set_top(&mut self, name: &str, json: &str) -> Pointer {
        self.members.set(name, tree(json));
        Pointer::to(name)
    }

    /// Gives an element of the statement a value, written as JSON.
    pub(super) fn set(&mut self, name: &str, json: &str) -> Pointer {
        let value = tree(&self.situation.filled(json));
        if let Some(members) = self.statement() {
            members.set(name, value);
        }
        self.pointer().child(name)
    }

    /// Gives the statement one more member, even if it has one of that name.
    pub(super) fn add(&mut self, name: &str, json: &str) -> Pointer {
        let value = tree(&self.situation.filled(json));
        if let Some(members) = self.statement() {
            members.add(name, value);
        }
        self.pointer().child(name)
    }

    /// Takes an element out of the statement.
    pub(super) fn remove(&mut self, name: &str) {
        if let Some(members) = self.statement() {
            members.remove(name);
        }
    }

    /// Gives an element of the statement another name.
    pub(super) fn rename(&mut self, from: &str, to: &str) -> Pointer {
        if let Some(members) = self.statement() {
            members.rename(from, to);
        }
        self.pointer().child(to)
    }

    /// Has the statement name somebody, alone or beside somebody of whom there is nothing to say.
    pub(super) fn name_principal(&mut self, kind: PrincipalType, text: &str, draw: &mut Draw) -> Pointer {
        let good = match kind {
            PrincipalType::Service => Some("sns.amazonaws.com"),
            PrincipalType::Aws => Some("arn:{partition}:iam::{account}:role/app"),
            PrincipalType::Federated | PrincipalType::CanonicalUser => None,
        };
        let text = Value::from(text).to_string();
        let good = good.map(|good| Value::from(self.situation.filled(good)).to_string());
        let (value, item) = one_or_among(&text, good.as_deref(), draw);
        let principal = self.set("Principal", &format!(r#"{{"{}": {value}}}"#, kind.as_str()));
        at_item(principal.child(kind.as_str()), item)
    }

    /// Makes the statement one about this action, alone or beside another.
    pub(super) fn act(&mut self, action: &str, draw: &mut Draw) -> Pointer {
        let (value, item) = one_or_among(&format!("\"{action}\""), Some(r#""kms:Verify""#), draw);
        let element = self.set("Action", &value);
        at_item(element, item)
    }

    /// Gives the statement one more line of its condition, or another value in a line that is there.
    pub(super) fn compare(&mut self, operator: &str, key: &str, value: Tree) -> Pointer {
        if let Some(keys) = self
            .statement()
            .and_then(|members| members.object_mut("Condition"))
            .and_then(|operators| operators.object_mut(operator))
        {
            keys.set(key, value);
        }
        self.pointer().child("Condition").child(operator).child(key)
    }
}

/// A value alone or in a list, perhaps with a good one, and its number in the list.
fn one_or_among(value: &str, good: Option<&str>, draw: &mut Draw) -> (String, Option<usize>) {
    match (draw.below(4), good) {
        (0, _) => (value.to_owned(), None),
        (1, Some(good)) => (format!("[{value}, {good}]"), Some(0)),
        (2, Some(good)) => (format!("[{good}, {value}]"), Some(1)),
        _ => (format!("[{value}]"), Some(0)),
    }
}

fn at_item(list: Pointer, item: Option<usize>) -> Pointer {
    match item {
        Some(item) => list.item(item),
        None => list,
    }
}
