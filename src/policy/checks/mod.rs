//! What is checked of a key policy, by what it is about.
//!
//! Each file looks at one kind of thing: it gives every text one look, and what is wrong with it is a breach of one rule.

mod action;
mod by_subject;
pub(super) mod condition;
mod condition_key;
mod condition_value;
mod correction;
mod document;
pub(super) mod ground;
mod lockout;
pub(super) mod multi_region;
mod principal;
mod principal_text;
pub(super) mod regional_condition;
mod resource;
pub(super) mod security;
mod statement;
pub(super) mod text;
mod value_type;
mod variable;
mod via_service;
mod vocabulary;
pub(super) mod whom;

use super::document::Document;
use super::rule;
use super::setting::Setting;
use super::statement::Statement;
use crate::verdict::{Answer, Finding, Report, Severity};
use ground::Ground;
use whom::{Home, Whom};

/// What is looked at once in a policy.
pub(super) fn document(document: &Document<'_>, report: &mut Report) {
    security::document(document, report);
    document::check(document, report);
    if !document.knows_variables() {
        variable::in_old_version(document, report);
    }
}

/// What is looked at when everything else was.
///
/// KMS does not ask who can change a policy that it refuses for what is in it; what it takes without effect, it takes so
/// here too. What it does about a misspelt action or a principal of another partition is not known, but it allows nothing
/// by them. Of a policy with errors, it is enough to say whom it locks out.
pub(super) fn whole(document: &Document<'_>, setting: &Setting<'_>, report: &mut Report) {
    let may_be_taken = |finding: &Finding| match finding.answer {
        Answer::Accepts | Answer::AcceptsWithoutEffect => true,
        Answer::Unknown => {
            rule::action::ALL.contains(&finding.rule) || *finding.rule == rule::multi_region::PARTITION
        }
        _ => false,
    };
    if report.errors().next().is_none() {
        lockout::check(document, setting, report);
    } else if report.errors().all(may_be_taken) {
        let mut found = Report::new();
        lockout::check(document, setting, &mut found);
        report.extend(found.into_iter().filter(|finding| finding.severity == Severity::Error));
    }
}

/// What is looked at in each statement.
pub(super) fn statement(
    statement: Statement<'_>,
    home: &Home,
    document: &Document<'_>,
    setting: &Setting<'_>,
    report: &mut Report,
) {
    let whom = Whom::of(statement, home);
    security::statement(statement, whom, setting, report);
    multi_region::statement(statement, whom, document, Ground::of(setting), report);
    action::check(statement, whom, setting, report);
    if !statement.outline.has_plain_elements {
        resource::check(statement, document, setting, report);
    }
    condition::check(statement, document, setting, report);
    statement::check(statement, report);
    if !whom.is_plain || setting.knows_existing_principals() {
        principal::check(statement, setting, report);
    }
}
