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
use crate::json_tree::{Member, Tree};

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
        let mut members = vec![member("Version", text("2012-10-17"))];
        members.extend(self.id.map(|id| member("Id", text(id))));
        let statements = self.statements.into_iter().map(|statement| Tree::Object(statement.members()));
        members.push(member("Statement", Tree::List(statements.collect())));
        Document::of(members)
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

    fn members(self) -> Vec<Member<'static>> {
        let Self { sid, effect, principals, actions, conditions } = self;
        let mut members = Vec::with_capacity(6);
        members.extend(sid.map(|sid| element(Element::Sid, text(sid))));
        members.push(element(Element::Effect, text(effect.as_str())));
        members.push(element(Element::Principal, Tree::Object(by_kind(&principals))));
        members.push(element(Element::Action, one_or_many(actions.into_iter().map(Tree::Text))));
        members.push(element(Element::Resource, text("*")));
        if !conditions.is_empty() {
            members.push(element(Element::Condition, Tree::Object(by_operator(conditions))));
        }
        members
    }
}

fn by_kind(principals: &[Named]) -> Vec<Member<'static>> {
    let of = |kind| principals.iter().filter(move |named| named.kind == kind);
    let kinds = PrincipalType::ALL.into_iter().filter(|kind| of(*kind).next().is_some());
    kinds
        .map(|kind| member(kind.as_str(), one_or_many(of(kind).map(|named| text(named.text.clone())))))
        .collect()
}

fn by_operator(lines: Vec<Line>) -> Vec<Member<'static>> {
    let mut operators: Vec<Member<'static>> = Vec::new();
    for Line { operator, key, values } in lines {
        let line = Member { name: key.into(), value: one_or_many(values.into_iter().map(text)) };
        let operator = operator.to_string();
        match operators.iter_mut().find(|member| member.name == operator) {
            Some(Member { value: Tree::Object(keys), .. }) => keys.push(line),
            _ => operators.push(Member { name: operator.into(), value: Tree::Object(vec![line]) }),
        }
    }
    operators
}

fn one_or_many(values: impl Iterator<Item = Tree<'static>>) -> Tree<'static> {
    let mut values: Vec<_> = values.collect();
    if values.len() == 1
        && let Some(one) = values.pop()
    {
        return one;
    }
    Tree::List(values)
}

fn element(element: Element, value: Tree<'static>) -> Member<'static> {
    member(element.as_str(), value)
}

fn member(name: &'static str, value: Tree<'static>) -> Member<'static> {
    Member { name: Cow::Borrowed(name), value }
}

fn text(text: impl Into<Cow<'static, str>>) -> Tree<'static> {
    Tree::Text(text.into())
}
