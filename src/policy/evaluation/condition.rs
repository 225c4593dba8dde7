//! Whether the conditions of a statement hold.

use std::fmt::Write;

use super::comparison;
use super::context::Known;
use super::template::{ArnParts, Texts, Wildcards};
use super::truth::Truth;
use super::unknown::{Unknown, Unknowns};
use crate::json_tree::View;
use crate::policy::glob::Case;
use crate::policy::{Comparison, Condition, ConditionOperator, Element, SetOperator, Statement};

impl Texts<'_> {
    /// Whether a condition holds, whose operator means this, if there is such an operator.
    ///
    /// Without a set operator, one value of several is enough, and a negated comparison holds if none matches.
    ///
    /// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html>
    pub(super) fn holds(
        self,
        condition: Condition<'_>,
        operator: Option<ConditionOperator>,
        statement: Statement<'_>,
        unknowns: &mut Unknowns,
    ) -> Truth {
        let Some(operator) = operator else {
            unknowns.note(|| {
                let element = statement.pointer().into_child(Element::Condition.as_str());
                Unknown::Meaning(element.into_child(condition.operator))
            });
            return Truth::Unknown;
        };
        let known = self.request.known(condition.key, self.kind);
        if let Known::Unsaid = known {
            let holds = self.holds_for_the_role(operator, condition).unwrap_or(Truth::Unknown);
            if holds == Truth::Unknown {
                unknowns.note_key(condition.key);
            }
            return holds;
        }
        if operator.comparison == Comparison::Null {
            let wanted = if let Known::Missing = known { "true" } else { "false" };
            return Truth::from(values(condition).any(|value| value.is(wanted)));
        }
        if let Known::Missing = known {
            return Truth::from(operator.passes_without_key());
        }
        let is_negated = operator.comparison.is_negated();
        let mut matches = |found| self.matches_any(operator, found, condition, unknowns);
        match operator.set {
            None => {
                let any = known.values().fold(Truth::False, |any, found| any.or(matches(found)));
                any.negated_if(is_negated)
            }
            Some(SetOperator::ForAnyValue) => {
                known.values().fold(Truth::False, |any, found| any.or(matches(found).negated_if(is_negated)))
            }
            Some(SetOperator::ForAllValues) => {
                known.values().fold(Truth::True, |all, found| all.and(matches(found).negated_if(is_negated)))
            }
        }
    }

    /// Whether a value of the request matches one of the policy's, whether or not the comparison is negated.
    fn matches_any(
        self,
        operator: ConditionOperator,
        found: &str,
        condition: Condition<'_>,
        unknowns: &mut Unknowns,
    ) -> Truth {
        let mut any = Truth::False;
        for value in values(condition) {
            let Some(text) = value.text() else { continue };
            any = any.or(self.compare(operator.comparison, found, text, unknowns));
            if any == Truth::True {
                break;
            }
        }
        any
    }

    fn compare(self, comparison: Comparison, found: &str, policy: &str, unknowns: &mut Unknowns) -> Truth {
        use Comparison as C;
        let (wildcards, case) = match comparison {
            C::StringEquals | C::StringNotEquals => (Wildcards::AreText, Case::Counts),
            C::StringEqualsIgnoreCase | C::StringNotEqualsIgnoreCase => (Wildcards::AreText, Case::Ignored),
            C::StringLike | C::StringNotLike => (Wildcards::Match, Case::Counts),
            C::ArnEquals | C::ArnLike | C::ArnNotEquals | C::ArnNotLike => {
                return self.is_arn_like(found, policy, unknowns);
            }
            // A variable may stand for a truth value.
            C::Bool if self.has_variables(policy) => (Wildcards::AreText, Case::Ignored),
            _ => return comparison::holds(comparison, found, policy).into(),
        };
        self.matches(policy, found, wildcards, case, unknowns)
    }

    /// Whether an ARN matches a pattern, each of its six components for itself.
    fn is_arn_like(self, found: &str, pattern: &str, unknowns: &mut Unknowns) -> Truth {
        let mut found = found.splitn(6, ':');
        let mut all = Truth::True;
        let mut count = 0;
        for part in ArnParts::of(pattern, self.variables) {
            count += 1;
            let Some(found) = found.next() else { return Truth::False };
            all = all.and(self.matches(part, found, Wildcards::Match, Case::Counts, unknowns));
            if all == Truth::False {
                return all;
            }
        }
        if count == 6 { all } else { Truth::False }
    }
}

/// A value in a condition: `true` and `7` are the same as `"true"` and `"7"`.
pub(super) enum Value<'p> {
    Text(&'p str),
    Number(NumberText),
    /// Something that no condition can be compared with.
    Other,
}

pub(super) fn values<'p>(condition: Condition<'p>) -> impl Iterator<Item = Value<'p>> {
    condition.values.items.iter().map(|value| match value.view() {
        View::Text(text) => Value::Text(text),
        View::Bool(true) => Value::Text("true"),
        View::Bool(false) => Value::Text("false"),
        View::Number(number) => {
            let mut text = NumberText { bytes: [0; 40], length: 0 };
            if write!(text, "{number}").is_ok() { Value::Number(text) } else { Value::Other }
        }
        View::Null | View::List(_) | View::Object(_) => Value::Other,
    })
}

impl Value<'_> {
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number(number) => number.text(),
            Self::Other => None,
        }
    }

    fn is(&self, word: &str) -> bool {
        self.text().is_some_and(|text| text.eq_ignore_ascii_case(word))
    }
}

/// A number as text, which is short.
pub(super) struct NumberText {
    bytes: [u8; 40],
    length: usize,
}

impl NumberText {
    fn text(&self) -> Option<&str> {
        str::from_utf8(self.bytes.get(..self.length)?).ok()
    }
}

impl Write for NumberText {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        let end = self.length + text.len();
        let free = self.bytes.get_mut(self.length..end).ok_or(std::fmt::Error)?;
        free.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}
