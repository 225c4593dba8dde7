//! A line of a condition, by what its key is about.

use super::ground::Ground;
use super::{regional_condition, security, via_service};
use crate::policy::condition::Condition;
use crate::policy::condition_subject::ConditionSubject;
use crate::policy::operator::{Comparison, ConditionOperator};
use crate::policy::setting::Setting;
use crate::policy::statement::Statement;
use crate::verdict::Report;

/// What is wrong with the values of a line, in a policy that stays where it is.
pub(super) fn check(
    subject: ConditionSubject,
    condition: Condition<'_>,
    operator: ConditionOperator,
    statement: Statement<'_>,
    setting: &Setting<'_>,
    report: &mut Report,
) {
    if operator.comparison == Comparison::Null {
        return; // the values say whether the key is missing, nothing about it
    }
    match subject {
        ConditionSubject::Other => return,
        ConditionSubject::ViaService => via_service::check(condition, statement, report),
        ConditionSubject::SourceIp => security::addresses(condition, statement, report),
        _ => {}
    }
    regional_condition::check(subject, condition, operator, statement, Ground::of(setting), report);
}
