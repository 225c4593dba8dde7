//! Floor 2, policy: who may use a key.
//!
//! A [`PolicyText`] is a text that KMS's service model takes as a policy. A [`Document`] is what such a text says, with
//! its faults; [`Document::check`] reports them, as far as its [`Setting`] knows.

mod action;
mod action_set;
mod action_text;
mod arn;
mod builder;
mod check;
mod checks;
mod condition;
mod condition_key;
mod condition_key_table;
mod condition_subject;
mod default;
mod document;
mod effect;
mod element;
mod equivalence;
mod evaluation;
mod glob;
mod levels;
mod names;
mod one_or_many;
mod operator;
mod order;
mod portability;
mod principal_fault;
mod principal_form;
mod principals;
mod print;
mod region_in_text;
pub mod rule;
mod setting;
mod spelling;
mod statement;
mod text;
mod variable;
mod via_service;
mod vocabulary;

pub use action::{Action, Reach};
pub use action_set::ActionSet;
pub use builder::{DocumentBuilder, StatementBuilder};
pub use check::check;
pub use condition::{Condition, Conditions};
pub use condition_key::{Cardinality, ConditionKey, PolicySupport, RegionRisk};
pub use document::Document;
pub use effect::Effect;
pub use element::Element;
pub use evaluation::{
    AccessRequest, Administration, DecidingPolicy, DecidingStatement, Decision, Explanation,
    IdentityPolicies, Lockout, Outcome, RequestContext, StatementExplanation, Unknown,
};
pub use levels::{Level, Levels};
pub use operator::{Comparison, ConditionOperator, MissingKey, SetOperator, ValueType};
pub use portability::{Portability, portability};
pub use principal_fault::{PrincipalFault, PrincipalFaultKind};
pub use principal_form::{IdentityForm, PrincipalForm, ServiceForm};
pub use principals::{NamedPrincipal, PrincipalType, Principals};
pub use setting::{KeyKind, Setting};
pub use statement::Statement;
pub use text::PolicyText;
pub use vocabulary::Vocabulary;

pub(crate) use check::check_member;
