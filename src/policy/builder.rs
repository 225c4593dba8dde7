//! Key policies that a program makes.

use std::borrow::Cow;

use super::action::Action;
use super::document::Document;
use super::effect::Effect;
use super::element::Element;
use super::operator::ConditionOperator;
use super::principals::PrincipalType;
use crate::identity::PrincipalArn;
use crate::identity::PrincipalKind;
use crate::json_tree::Nodes;

/// A key policy in the making.
///
/// ```
/// use kms_mrk::policy::{Action, Comparison, Document, DocumentBuilder, Setting, StatementBuilder};
///
/// let policy = DocumentBuilder::new()
///     .id("orders")
///     .statement(StatementBuilder::allow().principal(&"111122223333".parse()?).actions_matching("kms:*"))
///     .statement(
///         StatementBuilder::allow()
///             .sid("Queues decrypt")
///             .principal(&"arn:aws:iam::111122223333:role/orders".parse()?)
///             .action(Action::Decrypt)
///             .action(Action::GenerateDataKey)
///             .condition(Comparison::StringLike.into(), "kms:ViaService", ["sqs.*.amazonaws.com"]),
///     )
///     .build();
/// assert_eq!(
///     policy.statements().last().unwrap().sid(),
///     Some("Queues decrypt"),
/// );
/// assert!(policy.check(&Setting::new()).is_accepted());
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "`build` makes the policy"]
pub struct DocumentBuilder {
    id: Option<String>,
    statements: Vec<StatementBuilder>,
}

impl DocumentBuilder {
    /// A policy without statements, in the version `2012-10-17` of the policy language.
    pub const fn new() -> Self {
        Self { id: None, statements: Vec::new() }
    }

    /// The same policy, with a name of its own.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The same policy, with one more statement.
    pub fn statement(mut self, statement: StatementBuilder) -> Self {
        self.statements.push(statement);
        self
    }

    /// The policy.
    #[must_use]
    pub fn build(self) -> Document<'static> {
        let Self { id, statements } = self;
        let mut nodes = Nodes::new();
        nodes.object(|nodes| {
            nodes.text("Version");
            nodes.text("2012-10-17");
            if let Some(id) = id {
                nodes.text("Id");
                nodes.text(id);
            }
            nodes.text("Statement");
            nodes.list(|nodes| statements.into_iter().for_each(|statement| statement.add_to(nodes)));
        });
        Document::of_object(nodes)
    }
}

/// A statement in the making; its `Resource` is `*`, the key.
#[derive(Clone, Debug)]
#[must_use = "a statement belongs into a `DocumentBuilder`"]
pub struct StatementBuilder {
    sid: Option<String>,
    effect: Effect,
    principals: Vec<Named>,
    actions: Vec<Cow<'static, str>>,
    conditions: Vec<Line>,
}

#[derive(Clone, Debug)]
struct Named {
    kind: PrincipalType,
    text: String,
}

#[derive(Clone, Debug)]
struct Line {
    operator: ConditionOperator,
    key: String,
    values: Vec<String>,
}

impl StatementBuilder {
    /// A statement that allows.
    pub const fn allow() -> Self {
        Self::new(Effect::Allow)
    }

    /// A statement that denies.
    pub const fn deny() -> Self {
        Self::new(Effect::Deny)
    }

    const fn new(effect: Effect) -> Self {
        Self { sid: None, effect, principals: Vec::new(), actions: Vec::new(), conditions: Vec::new() }
    }

    /// The same statement, with a name; key policies allow spaces in it.
    pub fn sid(mut self, sid: impl Into<String>) -> Self {
        self.sid = Some(sid.into());
        self
    }

    /// The same statement, for one more principal.
    pub fn principal(mut self, principal: &PrincipalArn) -> Self {
        let kind = match principal.kind() {
            PrincipalKind::Service => PrincipalType::Service,
            _ => PrincipalType::Aws,
        };
        self.principals.push(Named { kind, text: principal.as_str().to_owned() });
        self
    }

    /// The same statement, for everybody.
    pub fn everybody(mut self) -> Self {
        self.principals.push(Named { kind: PrincipalType::Aws, text: "*".to_owned() });
        self
    }

    /// The same statement, for one more action.
    pub fn action(mut self, action: Action) -> Self {
        self.actions.push(Cow::Owned(action.as_str().to_owned()));
        self
    }

    /// The same statement, for the actions that a pattern matches: `kms:Describe*`.
    pub fn actions_matching(mut self, pattern: impl Into<Cow<'static, str>>) -> Self {
        self.actions.push(pattern.into());
        self
    }

    /// The same statement, under one more condition. Of an operator and key that are there already, these values are
    /// further ones.
    pub fn condition<V: Into<String>>(
        mut self,
        operator: ConditionOperator,
        key: impl Into<String>,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let key = key.into();
        let values = values.into_iter().map(Into::into);
        let is_there = |line: &&mut Line| line.operator == operator && line.key.eq_ignore_ascii_case(&key);
        match self.conditions.iter_mut().find(is_there) {
            Some(line) => line.values.extend(values),
            None => self.conditions.push(Line { operator, key, values: values.collect() }),
        }
        self
    }

    fn add_to(self, nodes: &mut Nodes<'static>) {
        let Self { sid, effect, principals, actions, conditions } = self;
        nodes.object(|nodes| {
            if let Some(sid) = sid {
                nodes.text(Element::Sid.as_str());
                nodes.text(sid);
            }
            nodes.text(Element::Effect.as_str());
            nodes.text(effect.as_str());
            nodes.text(Element::Principal.as_str());
            nodes.object(|nodes| add_by_kind(&principals, nodes));
            nodes.text(Element::Action.as_str());
            add_one_or_many(actions, nodes);
            nodes.text(Element::Resource.as_str());
            nodes.text("*");
            if !conditions.is_empty() {
                nodes.text(Element::Condition.as_str());
                nodes.object(|nodes| add_by_operator(conditions, nodes));
            }
        });
    }
}

fn add_by_kind(principals: &[Named], nodes: &mut Nodes<'static>) {
    for kind in PrincipalType::ALL {
        let of_kind = principals.iter().filter(|named| named.kind == kind);
        let texts: Vec<_> = of_kind.map(|named| Cow::Owned(named.text.clone())).collect();
        if !texts.is_empty() {
            nodes.text(kind.as_str());
            add_one_or_many(texts, nodes);
        }
    }
}

fn add_by_operator(mut lines: Vec<Line>, nodes: &mut Nodes<'static>) {
    while let Some(operator) = lines.first().map(|line| line.operator) {
        let (with_it, others) = lines.into_iter().partition(|line| line.operator == operator);
        lines = others;
        nodes.text(operator.to_string());
        nodes.object(|nodes| {
            let with_it: Vec<Line> = with_it;
            for Line { key, values, .. } in with_it {
                nodes.text(key);
                add_one_or_many(values.into_iter().map(Cow::Owned).collect(), nodes);
            }
        });
    }
}

fn add_one_or_many(mut texts: Vec<Cow<'static, str>>, nodes: &mut Nodes<'static>) {
    if texts.len() == 1
        && let Some(one) = texts.pop()
    {
        nodes.text(one);
    } else {
        nodes.list(|nodes| texts.into_iter().for_each(|text| nodes.text(text)));
    }
}
