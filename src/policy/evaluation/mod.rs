//! What a key policy answers to a request: whether it allows, denies, or leaves it to IAM policies.

mod comparison;
mod condition;
mod context;
mod decision;
mod derived;
mod explain;
mod identity_policies;
mod lockout;
mod matching;
mod named;
mod request;
mod resource;
mod role_arn;
mod tally;
mod template;
mod truth;
mod unknown;

pub use context::RequestContext;
pub use decision::{DecidingPolicy, DecidingStatement, Decision};
pub use explain::{Explanation, Outcome, StatementExplanation};
pub use identity_policies::IdentityPolicies;
pub use lockout::{Administration, Lockout};
pub use request::AccessRequest;
pub use unknown::Unknown;
