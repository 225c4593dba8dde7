//! Whether a statement applies to a request, and why not.

use super::named::Standing;
use super::request::AccessRequest;
use super::template::{PolicyKind, Texts, Variables};
use super::truth::Truth;
use super::unknown::{Unknown, Unknowns};
use crate::policy::glob::{Case, Glob};
use crate::policy::{Condition, Document, Effect, Element, Statement};

/// Whether a statement applies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Applies<'d> {
    pub(super) standing: Standing,
    /// Why it does not, if it does not.
    pub(super) why_not: Option<WhyNot<'d>>,
}

/// The first reason for which a statement does not apply.
#[derive(Clone, Copy, Debug)]
pub(super) enum WhyNot<'d> {
    /// It neither allows nor denies.
    Effect,
    Action,
    Principal,
    Resource,
    Condition(Condition<'d>),
}

/// Matches the statements of one policy against a request.
#[derive(Clone, Copy, Debug)]
pub(super) struct Matcher<'r> {
    texts: Texts<'r>,
}

impl<'r> Matcher<'r> {
    pub(super) fn new(request: &'r AccessRequest<'r>, document: &Document<'_>, kind: PolicyKind) -> Self {
        let variables = match document.version() {
            Some("2012-10-17") => Variables::AreReplaced,
            _ => Variables::AreText,
        };
        Self { texts: Texts { request, variables, kind } }
    }

    /// Whether a statement applies to the request.
    ///
    /// What costs least and excludes most comes first. Unless unknowns are noted, nothing after the first "no" is
    /// looked at; if the answer is "no", what was noted does not matter.
    #[inline]
    pub(super) fn applies<'d>(self, statement: Statement<'d>, unknowns: &mut Unknowns) -> Applies<'d> {
        let no = |why_not| Applies { standing: Standing::NONE, why_not: Some(why_not) };
        let request = self.texts.request;
        let Some(effect) = statement.effect() else { return no(WhyNot::Effect) };
        if !is_about(statement, request) {
            return no(WhyNot::Action);
        }
        self.applies_to_action(statement, effect, unknowns)
    }

    fn applies_to_action<'d>(
        self,
        statement: Statement<'d>,
        effect: Effect,
        unknowns: &mut Unknowns,
    ) -> Applies<'d> {
        let no = |why_not| Applies { standing: Standing::NONE, why_not: Some(why_not) };
        let request = self.texts.request;
        let standing = match (self.texts.kind, effect) {
            (PolicyKind::Identity, _) => Standing::DIRECT,
            (PolicyKind::Key, Effect::Allow) => request.standing_to_allow(statement),
            (PolicyKind::Key, Effect::Deny) => request.standing_to_deny(statement),
        };
        if standing.any() == Truth::False {
            return no(WhyNot::Principal);
        }
        if standing.any() == Truth::Unknown || standing.direct == Truth::Unknown {
            unknowns.note(|| Unknown::SessionName);
        }
        let mut rest = self.texts.is_about_the_key(statement, unknowns);
        if rest == Truth::False {
            return no(WhyNot::Resource);
        }
        if !conditions_can_be_read(statement) {
            unknowns.note(|| Unknown::Meaning(statement.pointer().into_child(Element::Condition.as_str())));
            rest = Truth::Unknown;
        }
        let mut unreadable: &str = "";
        for condition in statement.conditions() {
            if std::ptr::eq(condition.operator, unreadable) {
                continue; // another line of the same operator, which is none: that is noted
            }
            let means = condition.means();
            if means.is_none() {
                unreadable = condition.operator;
            }
            rest = rest.and(self.texts.holds(condition, means, statement, unknowns));
            if rest == Truth::False {
                return no(WhyNot::Condition(condition));
            }
        }
        Applies { standing: standing.and(rest), why_not: None }
    }
}

/// Whether a statement is about the action.
fn is_about(statement: Statement<'_>, request: &AccessRequest<'_>) -> bool {
    if !request.actions().is_empty() {
        return !statement.actions().intersection(request.actions()).is_empty();
    }
    let name = request.action().as_str();
    let any = |element| statement.texts(element).any(|text| Glob::new(text, Case::Ignored).matches(name));
    if statement.has(Element::Action) {
        any(Element::Action)
    } else {
        statement.has(Element::NotAction) && !any(Element::NotAction)
    }
}

/// Whether everything in `Condition` is a condition; if not, nobody knows what KMS makes of it.
fn conditions_can_be_read(statement: Statement<'_>) -> bool {
    statement.element(Element::Condition).is_none_or(|condition| {
        condition
            .object()
            .is_some_and(|operators| operators.iter().all(|operator| operator.value.object().is_some()))
    })
}
