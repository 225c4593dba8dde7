//! The rules for key policies, by what they are about.
//!
//! The id of a rule begins with its group: `policy/grammar/…`, `policy/principal/…`.

pub mod action;
pub mod condition;
pub mod document;
pub mod grammar;
pub mod lockout;
pub mod multi_region;
pub mod principal;
pub mod resource;
pub mod security;
pub mod statement;
pub mod text;
pub mod variable;
pub mod via_service;

use crate::verdict::Rule;

/// The rules for key policies, group by group.
pub static ALL: &[&[&Rule]] = &[
    text::ALL,
    multi_region::ALL,
    security::ALL,
    via_service::ALL,
    action::ALL,
    resource::ALL,
    condition::ALL,
    variable::ALL,
    document::ALL,
    grammar::ALL,
    principal::ALL,
    statement::ALL,
    lockout::ALL,
];
