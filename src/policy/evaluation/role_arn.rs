//! What can be said of `aws:PrincipalArn` in a request of a role session: its ARN does not have the path of the role.

use super::condition::values;
use super::request::AccessRequest;
use super::template::{ArnParts, Texts, Variables};
use super::truth::Truth;
use crate::identity::PrincipalKind;
use crate::policy::glob::{Case, Glob};
use crate::policy::{Comparison, Condition, ConditionOperator, ValueType};

/// The ARN of a role, but for its path.
struct RoleArn<'r> {
    partition: &'r str,
    account: &'r str,
    name: &'r str,
}

impl Texts<'_> {
    /// Whether a condition on `aws:PrincipalArn` holds, whatever the path of the session's role; `None` if it is not
    /// such a condition.
    pub(super) fn holds_for_the_role(
        self,
        operator: ConditionOperator,
        condition: Condition<'_>,
    ) -> Option<Truth> {
        let role = condition.is_about("aws:PrincipalArn").then(|| RoleArn::of_session(self.request))??;
        let matches = |text: &str| match operator.comparison.value_type() {
            None => Truth::from(text.eq_ignore_ascii_case("false")),
            _ if self.has_variables(text) => Truth::Unknown,
            Some(ValueType::Arn) => role.is_like(text),
            Some(ValueType::String) => match operator.comparison {
                Comparison::StringLike | Comparison::StringNotLike => role.is_like_text(text),
                Comparison::StringEquals | Comparison::StringNotEquals if text.contains(['*', '?']) => {
                    Truth::False
                }
                Comparison::StringEquals | Comparison::StringNotEquals => role.is_like_text(text),
                _ => Truth::Unknown,
            },
            Some(_) => Truth::False,
        };
        let texts = values(condition);
        let any = texts.fold(Truth::False, |any, value| any.or(value.text().map_or(Truth::False, matches)));
        Some(any.negated_if(operator.comparison.is_negated()))
    }
}

impl<'r> RoleArn<'r> {
    fn of_session(request: &'r AccessRequest<'_>) -> Option<Self> {
        let session =
            request.principal().filter(|principal| principal.kind() == PrincipalKind::RoleSession)?;
        Some(Self {
            partition: session.partition()?.as_str(),
            account: request.principal_account()?.as_str(),
            name: session.role_name()?,
        })
    }

    /// Whether a pattern matches it, component by component.
    fn is_like(&self, pattern: &str) -> Truth {
        let mut parts = ArnParts::of(pattern, Variables::AreText);
        for expected in ["arn", self.partition, "iam", "", self.account] {
            let matches = |part| Glob::new(part, Case::Counts).matches(expected);
            if !parts.next().is_some_and(matches) {
                return Truth::False;
            }
        }
        parts.next().map_or(Truth::False, |resource| self.is_between("role/", resource))
    }

    /// Whether a pattern matches its whole text.
    fn is_like_text(&self, pattern: &str) -> Truth {
        let Self { partition, account, .. } = self;
        self.is_between(&format!("arn:{partition}:iam::{account}:role/"), pattern)
    }

    /// Whether a pattern matches what begins with `head` and ends with the name of the role.
    fn is_between(&self, head: &str, pattern: &str) -> Truth {
        let is_wildcard = |c: char| matches!(c, '*' | '?');
        let start = pattern.split(is_wildcard).next().unwrap_or_default();
        let end = pattern.rsplit(is_wildcard).next().unwrap_or_default();
        let begins = head.starts_with(start) || start.starts_with(head);
        let ends = self.name.ends_with(end) || end.rsplit('/').next() == Some(self.name);
        if !begins || !ends {
            return Truth::False;
        }
        let is_one_star = pattern.len() == start.len() + 1 + end.len() && pattern.contains('*');
        if is_one_star && head.starts_with(start) && self.name.ends_with(end) {
            return Truth::True;
        }
        Truth::Unknown
    }
}
