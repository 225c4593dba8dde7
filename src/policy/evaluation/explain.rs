//! Why the policies answer as they do, statement by statement.

use std::fmt;

use super::context::Known;
use super::decision::{DecidingPolicy, DecidingStatement, Decision, List};
use super::matching::{Matcher, WhyNot};
use super::request::AccessRequest;
use super::template::PolicyKind;
use super::truth::Truth;
use super::unknown::{Unknown, Unknowns};
use crate::policy::{Condition, Document, Effect, Statement};

/// Why the policies answer as they do: what becomes of each statement.
///
/// `Display` writes a line for each statement and one for the decision.
///
/// ```
/// use kms_mrk::policy::{AccessRequest, Action, Document};
///
/// let policy = Document::read(r#"{"Version": "2012-10-17", "Statement": [
///     {"Sid": "Account", "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"},
///     {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"}, "Action": "kms:Decrypt",
///      "Resource": "*", "Condition": {"StringLike": {"kms:ViaService": "s3.*.amazonaws.com"}}},
///     {"Effect": "Deny", "Principal": "*", "Action": "kms:ScheduleKeyDeletion", "Resource": "*"}
/// ]}"#).unwrap();
/// let app = "arn:aws:sts::111122223333:assumed-role/app/i-0abc".parse()?;
/// let request = AccessRequest::new(&app, Action::Decrypt).with_account("111122223333".parse()?);
/// assert_eq!(policy.explain(&request).to_string(), "\
/// statement 0 of the key policy, `Account` (Allow): applies to the account of the principal
/// statement 1 of the key policy (Allow): depends on the condition key `kms:ViaService`
/// statement 2 of the key policy (Deny): does not apply: it is not about `kms:Decrypt`
/// the request depends on the condition key `kms:ViaService`");
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Every statement of the key policy, and then of the IAM policies, in order.
    pub statements: Vec<StatementExplanation>,
    /// What follows.
    pub decision: Decision,
}

/// What becomes of one statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementExplanation {
    /// Which it is.
    pub statement: DecidingStatement,
    /// Its own name.
    pub sid: Option<String>,
    /// What it does if it applies.
    pub effect: Option<Effect>,
    /// Whether it does.
    pub outcome: Outcome,
}

/// Whether a statement applies to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It applies to the principal.
    Applies,
    /// It applies to the account of the principal: to allow, it leaves the decision to IAM policies.
    AppliesToAccount,
    /// It does not apply, for this reason.
    DoesNotApply(String),
    /// It applies or not, depending on what the request did not say.
    Depends(Vec<Unknown>),
}

impl Document<'_> {
    /// Why [`authorize`](Self::authorize) answers as it does.
    #[must_use]
    pub fn explain(&self, request: &AccessRequest<'_>) -> Explanation {
        let mut statements = Vec::new();
        statements.extend(explained(self, PolicyKind::Key, DecidingPolicy::Key, request));
        let policies = request.identity_policies().into_iter().flat_map(|policies| policies.documents());
        for (document, number) in policies.zip(0..) {
            statements.extend(explained(
                document,
                PolicyKind::Identity,
                DecidingPolicy::Identity(number),
                request,
            ));
        }
        Explanation { statements, decision: self.authorize(request) }
    }
}

fn explained(
    document: &Document<'_>,
    kind: PolicyKind,
    policy: DecidingPolicy,
    request: &AccessRequest<'_>,
) -> Vec<StatementExplanation> {
    let matcher = Matcher::new(request, document, kind);
    let explain = |(number, statement): (usize, Statement<'_>)| {
        let mut unknowns = Unknowns::noted();
        let applies = matcher.applies(statement, &mut unknowns);
        let outcome = match (applies.why_not, applies.standing.any(), applies.standing.direct) {
            (Some(why_not), ..) => Outcome::DoesNotApply(why_not.in_words(request, kind)),
            (None, Truth::True, Truth::True) => Outcome::Applies,
            (None, Truth::True, _) => Outcome::AppliesToAccount,
            (None, ..) => Outcome::Depends(unknowns.take()),
        };
        StatementExplanation {
            statement: DecidingStatement { policy, statement: number },
            sid: statement.sid().map(str::to_owned),
            effect: statement.effect(),
            outcome,
        }
    };
    document.statements().enumerate().map(explain).collect()
}

impl WhyNot<'_> {
    fn in_words(self, request: &AccessRequest<'_>, policy: PolicyKind) -> String {
        match self {
            Self::Effect => "it neither allows nor denies".to_owned(),
            Self::Action => format!("it is not about `{}`", request.action()),
            Self::Principal => match request.principal() {
                Some(principal) => format!("it is not about `{principal}`"),
                None => "it is not about requests that nobody signed".to_owned(),
            },
            Self::Resource => "it is not about the key".to_owned(),
            Self::Condition(condition) => {
                let Condition { operator, key, .. } = condition;
                let found = match request.known(key, policy) {
                    Known::Unsaid => "whatever the request has",
                    Known::Missing => "the request does not have it",
                    Known::One(value) => {
                        return format!("`{operator}` of `{key}` does not hold: the request has `{value}`");
                    }
                    Known::Many(values) => {
                        let values = values.join("`, `");
                        return format!("`{operator}` of `{key}` does not hold: the request has `{values}`");
                    }
                };
                format!("`{operator}` of `{key}` does not hold: {found}")
            }
        }
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for statement in &self.statements {
            writeln!(f, "{statement}")?;
        }
        match &self.decision {
            Decision::Depends { on } => write!(f, "the request depends on {}", List(on)),
            decision => write!(f, "the request is {decision}"),
        }
    }
}

impl fmt::Display for StatementExplanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { statement, sid, effect, outcome } = self;
        write!(f, "{statement}")?;
        if let Some(sid) = sid.as_deref().filter(|sid| !sid.is_empty()) {
            write!(f, ", `{}`", sid.escape_debug())?;
        }
        if let Some(effect) = effect {
            write!(f, " ({effect})")?;
        }
        write!(f, ": {outcome}")
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Applies => f.write_str("applies"),
            Self::AppliesToAccount => f.write_str("applies to the account of the principal"),
            Self::DoesNotApply(why) => write!(f, "does not apply: {why}"),
            Self::Depends(on) => write!(f, "depends on {}", List(on)),
        }
    }
}
