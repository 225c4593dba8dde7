//! Whether anybody can change a key policy again.

use crate::identity::PrincipalArn;
use crate::policy::evaluation::{AccessRequest, Administration, DecidingStatement, Lockout};
use crate::policy::rule::lockout::{ACCOUNT, ALLOWED, NOT_DENIED, UNCONDITIONAL};
use crate::policy::statement::STATEMENT;
use crate::policy::{Action, Document, Effect, Element, PrincipalType, Setting, Statement};
use crate::verdict::{Answer, ErrorCode, Evidence, Place, Report};

/// The exception's message, whatever the reason for which the caller would be locked out.
const LOCKED_OUT: &str = "The new key policy will not allow you to update the key policy in the future.";

/// What the lockout safety check would say; without a caller, what it would say to any caller of the account.
pub(in crate::policy) fn check(document: &Document<'_>, setting: &Setting<'_>, report: &mut Report) {
    let is_of_account = document.plainly_leaves_administration(setting.account());
    if is_of_account && setting.caller().is_none_or(|caller| caller.account() == setting.account()) {
        return;
    }
    // What a statement would do that is not one is not known, and it has findings of its own.
    if document.statements().next().is_none() || document.statements().any(may_be_meant_to_allow) {
        return;
    }
    let refused = match setting.caller() {
        Some(caller) => {
            let request = AccessRequest::new(caller, Action::PutKeyPolicy);
            let request = match setting.account() {
                Some(account) => request.with_account(account),
                None => request,
            };
            match document.lockout(&request) {
                Lockout::Refused { by } => Some(Refused { whom: format!("`{caller}`"), by }),
                Lockout::Depends { on } => {
                    conditional(document, &Lockout::Depends { on }.to_string(), report);
                    return;
                }
                Lockout::Passes { .. } | Lockout::PassesThroughIamPolicies { .. } => None,
            }
        }
        None => None,
    };
    let administration = document.administration(setting.account());
    match (refused, administration) {
        (Some(refused), _) => refused.report(document, report),
        (None, Administration::Nobody) => {
            let whom = "any principal of the key's account".to_owned();
            Refused { whom, by: document.denies_administration() }.report(document, report);
        }
        (None, Administration::Conditional) => {
            conditional(document, "depends on conditions for every principal", report);
        }
        (None, Administration::Named) => {
            let message = "nobody can change the key policy but principals that it names, not the account";
            report
                .broken(&ACCOUNT)
                .warned(Answer::Accepts, Place::at(STATEMENT), message)
                .help("allow `kms:*` to `arn:aws:iam::ACCOUNT:root`, as the default key policy does");
        }
        (None, Administration::Account) => {}
    }
}

/// A caller that KMS would refuse the policy from.
struct Refused {
    whom: String,
    by: Option<DecidingStatement>,
}

impl Refused {
    fn report(self, document: &Document<'_>, report: &mut Report) {
        let Self { whom, by } = self;
        let denying = by.and_then(|by| document.statements().nth(by.statement));
        let code = ErrorCode::MalformedPolicyDocument;
        let help =
            "allow it to who puts the policy or to the account, or set `BypassPolicyLockoutSafetyCheck`";
        let mut broken = report.broken(if denying.is_some() { &NOT_DENIED } else { &ALLOWED });
        let mut finding = match denying {
            Some(statement) => {
                let message = format_args!("the statement denies `kms:PutKeyPolicy` to {whom}");
                broken.refused(
                    code,
                    LOCKED_OUT,
                    Evidence::Inferred,
                    statement.place(Element::Effect),
                    message,
                )
            }
            None => {
                let message = format_args!("no statement allows `kms:PutKeyPolicy` to {whom}");
                broken.refused(code, LOCKED_OUT, Evidence::Recorded, Place::at(STATEMENT), message)
            }
        };
        finding.help(help);
    }
}

fn conditional(document: &Document<'_>, how: &str, report: &mut Report) {
    let is_conditional = |statement: &Statement<'_>| {
        statement.effect().is_some() && statement.is_administration() && statement.has(Element::Condition)
    };
    let place = document
        .statements()
        .find(is_conditional)
        .map_or(Place::at(STATEMENT), |statement| statement.place(Element::Condition));
    let message = format_args!("the lockout safety check {how}");
    report
        .broken(&UNCONDITIONAL)
        .warned(Answer::Unknown, place, message)
        .help("allow `kms:PutKeyPolicy` in a statement without conditions");
}

/// Whether a statement may be meant to allow `kms:PutKeyPolicy`, and is not one.
fn may_be_meant_to_allow(statement: Statement<'_>) -> bool {
    let has_one_of = |one, other| statement.has(one) || statement.has(other);
    match statement.effect() {
        Some(Effect::Deny) => false,
        None => true,
        Some(Effect::Allow) => {
            !has_one_of(Element::Action, Element::NotAction)
                || statement.is_administration()
                    && !(has_one_of(Element::Resource, Element::NotResource) && names_somebody(statement))
        }
    }
}

/// Whether everybody whom a statement names can be somebody.
fn names_somebody(statement: Statement<'_>) -> bool {
    let mut named = statement.principals().chain(statement.not_principals()).peekable();
    named.peek().is_some()
        && named.all(|named| {
            named.kind != PrincipalType::Aws
                || named.text == "*"
                || named.text.parse::<PrincipalArn>().is_ok()
        })
}
