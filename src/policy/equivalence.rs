//! Whether two key policies say the same.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::document::Document;
use super::element::Element;
use super::one_or_many::OneOrMany;
use super::operator::ConditionOperator;
use super::principals::Principals;
use super::statement::Statement;
use crate::identity::{Partition, PrincipalArn, PrincipalKind};
use crate::json_tree::{Member, Tree};

impl Document<'_> {
    /// Whether both policies allow and deny the same, as far as that can be seen without evaluating them.
    ///
    /// KMS does not return a policy as it was put: it reorders it, drops white space and turns account IDs into ARNs. So
    /// the same are: statements, elements and list entries in another order or twice; a value and the list of it; an
    /// account ID and the ARN of that account (in the partition that the ARNs of the two policies name, `aws` if they
    /// name none); `"*"` and `{"AWS": "*"}`; actions, operators and condition keys in another case; `true` and `"true"`;
    /// no `Version` and `2008-10-17`. Names say nothing: `Id` and `Sid` may differ.
    ///
    /// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_policies.html>
    ///
    /// ```
    /// use kms_mrk::policy::Document;
    ///
    /// let put = r#"{"Version": "2012-10-17", "Statement": {
    ///     "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"
    /// }}"#;
    /// let got = r#"{"Version": "2012-10-17", "Statement": [ {
    ///     "Sid": "", "Effect": "Allow", "Action": ["KMS:*"], "Resource": ["*"],
    ///     "Principal": {"AWS": ["arn:aws:iam::111122223333:root"]}
    /// } ]}"#;
    /// let (put, got) = (Document::read(put).unwrap(), Document::read(got).unwrap());
    /// assert!(put.is_equivalent_to(&got));
    /// ```
    #[must_use]
    pub fn is_equivalent_to(&self, other: &Document<'_>) -> bool {
        let partition = self.partition().or_else(|| other.partition()).unwrap_or(Partition::Aws);
        Meaning::of(self, &partition) == Meaning::of(other, &partition)
    }

    /// The partition that the first ARN among the principals names.
    fn partition(&self) -> Option<Partition> {
        let named = |statement: Statement<'_>| {
            let principals = statement.principals().chain(statement.not_principals());
            let mut arns = principals.filter_map(|entry| entry.text.parse::<PrincipalArn>().ok());
            arns.find_map(|arn| arn.partition().cloned())
        };
        self.statements().find_map(named)
    }
}

/// What a policy says, whatever the way it says it.
#[derive(PartialEq)]
struct Meaning<'d> {
    version: &'d str,
    statements: BTreeSet<StatementMeaning<'d>>,
    /// What is no statement, and the elements that no policy has.
    others: BTreeSet<String>,
}

/// What a statement says.
#[derive(Default, PartialEq, Eq, PartialOrd, Ord)]
struct StatementMeaning<'d> {
    elements: BTreeMap<Said<'d>, BTreeSet<String>>,
    /// The keys under each operator, and the values of each.
    conditions: BTreeMap<Cow<'d, str>, BTreeMap<String, BTreeSet<String>>>,
}

/// One thing that a statement says something about.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Said<'d> {
    Element(Element),
    Principals(Element, &'d str),
    Other(&'d str),
}

impl<'d> Meaning<'d> {
    fn of(document: &'d Document<'_>, partition: &Partition) -> Self {
        let is_known = |member: &Member<'_>| matches!(member.name, "Version" | "Id" | "Statement");
        let others = document
            .members()
            .iter()
            .filter(|member| !is_known(member))
            .map(|Member { name, value }| format!("{name}:{}", json(value)));
        let strays = document.strays().map(json);
        Self {
            version: document.version().unwrap_or("2008-10-17"),
            statements: document.statements().map(|statement| said(statement, partition)).collect(),
            others: others.chain(strays).collect(),
        }
    }
}

fn said<'d>(statement: Statement<'d>, partition: &Partition) -> StatementMeaning<'d> {
    let mut meaning = StatementMeaning::default();
    let said = &mut meaning.elements;
    for Member { name, value } in statement.members() {
        let Some(element) = Element::of(name) else {
            said.entry(Said::Other(name)).or_default().insert(json(value));
            continue;
        };
        let is_readable = match element {
            Element::Sid => true,
            Element::Principal | Element::NotPrincipal => {
                let mut entries = Principals::of(Some(value)).peekable();
                let is_readable = entries.peek().is_some();
                for entry in entries {
                    let text = spelled_out(entry.text, partition);
                    said.entry(Said::Principals(element, entry.kind.as_str())).or_default().insert(text);
                }
                is_readable
            }
            Element::Action | Element::NotAction => {
                let actions = values(OneOrMany::of(value)).map(|action| action.to_ascii_lowercase());
                said.entry(Said::Element(element)).or_default().extend(actions);
                true
            }
            Element::Effect | Element::Resource | Element::NotResource => {
                said.entry(Said::Element(element)).or_default().extend(values(OneOrMany::of(value)));
                true
            }
            Element::Condition => {
                let operators = value.object();
                for operator in operators.into_iter().flatten() {
                    add_keys(operator, &mut meaning.conditions);
                }
                operators.is_some()
            }
        };
        if !is_readable {
            said.entry(Said::Other(name)).or_default().insert(json(value));
        }
    }
    meaning
}

/// Adds what stands under an operator; an operator without keys says nothing.
fn add_keys<'d>(
    Member { name, value }: Member<'d>,
    conditions: &mut BTreeMap<Cow<'d, str>, BTreeMap<String, BTreeSet<String>>>,
) {
    let keys = value.object();
    if keys.is_some_and(|keys| keys.is_empty()) {
        return;
    }
    let operator = ConditionOperator::of(name).map_or(name.into(), |operator| operator.to_string().into());
    let said = conditions.entry(operator).or_default();
    match keys {
        Some(keys) => {
            for Member { name, value } in keys {
                said.entry(name.to_ascii_lowercase()).or_default().extend(values(OneOrMany::of(value)));
            }
        }
        None => {
            said.entry(String::new()).or_default().insert(json(value));
        }
    }
}

/// The texts of values, of which a boolean or a number is one too.
fn values<'d>(values: OneOrMany<'d>) -> impl Iterator<Item = String> + 'd {
    values.items.iter().map(|value| value.text().map_or_else(|| json(value), str::to_owned))
}

/// A principal as KMS writes it down.
fn spelled_out(text: &str, partition: &Partition) -> String {
    match text.parse::<PrincipalArn>() {
        Ok(principal) if principal.kind() == PrincipalKind::Account => {
            principal.spelled_out(partition).as_str().to_owned()
        }
        _ => text.to_owned(),
    }
}

fn json(value: Tree<'_>) -> String {
    serde_json::to_string(&value).unwrap_or_default()
}
