//! A statement of some kind.

use super::condition::condition;
use super::draw::Draw;
use super::kind::{Conditions, Kind, Negated};
use super::situation::{Language, PolicySituation};
use crate::identity::PrincipalArn;
use crate::policy::{ActionSet, ConditionOperator, Effect, StatementBuilder};
use crate::strategy::built::built;

/// A statement of this kind, which breaks no rule in the situation; `number` makes its name its own.
pub(super) fn statement(
    kind: &Kind,
    number: usize,
    situation: &PolicySituation,
    language: Language,
    draw: &mut Draw,
) -> StatementBuilder {
    let statement = match kind.effect {
        Effect::Allow => StatementBuilder::allow(),
        Effect::Deny => StatementBuilder::deny(),
    };
    let principals = draw.some(kind.principals);
    let statement = principals.into_iter().fold(statement, |statement, principal| match principal {
        "*" => statement.everybody(),
        template => statement.principal(&built::<PrincipalArn>(situation.filled(template))),
    });
    let actions = draw.some(kind.actions);
    let meant = actions.iter().map(|action| ActionSet::matching(action));
    let meant = meant.fold(ActionSet::EMPTY, ActionSet::union);
    let meant = if kind.negated == Negated::Action { ActionSet::ALL.difference(meant) } else { meant };
    let mut statement = actions.into_iter().fold(statement, StatementBuilder::actions_matching);
    statement = match draw.below(3) {
        0 => statement,
        1 => statement.sid(format!("{} {number}", kind.sid)),
        _ => statement.sid(format!("Sid{number}")),
    };
    if let Some(guard) = draw.one(kind.guards)
        && let Some(operator) = ConditionOperator::of(guard.operator)
    {
        let values = draw.some(guard.values).into_iter().map(|value| situation.filled(value));
        statement = statement.condition(operator, guard.key, values);
    }
    let more = match kind.more {
        Conditions::None => 0,
        Conditions::Any => draw.below(4),
    };
    (0..more).fold(statement, |statement, _| {
        let condition = condition(meant, situation, language, draw);
        statement.condition(condition.operator, condition.key, condition.values)
    })
}
