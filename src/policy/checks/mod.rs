//! What is checked of a key policy, by what it is about.
//!
//! Each file looks at one kind of thing: it gives every text one look, and what is wrong with it is a breach of one rule.

mod action;
mod by_subject;
mod condition;
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

use super::document::Document;
use super::setting::Setting;
use super::statement::Statement;
use crate::verdict::Report;
use ground::Ground;

/// What is looked at once in a policy.
pub(super) fn document(document: &Document<'_>, report: &mut Report) {
    security::document(document, report);
    document::check(document, report);
}

/// What is looked at when everything else was: who can change a policy that has errors depends on how they are mended.
pub(super) fn whole(document: &Document<'_>, setting: &Setting<'_>, report: &mut Report) {
    if report.errors().next().is_none() {
        lockout::check(document, setting, report);
    }
}

/// What is looked at in each statement.
pub(super) fn statement(
    statement: Statement<'_>,
    document: &Document<'_>,
    setting: &Setting<'_>,
    report: &mut Report,
) {
    security::statement(statement, setting, report);
    multi_region::statement(statement, document, Ground::of(setting), report);
    action::check(statement, setting, report);
    resource::check(statement, document, setting, report);
    condition::check(statement, document, setting, report);
    statement::check(statement, report);
    principal::check(statement, setting, report);
}
