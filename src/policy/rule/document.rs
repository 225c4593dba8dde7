//! The rules for what a key policy has around its statements.

use crate::verdict::documentation::{
    ELEMENTS_STATEMENT, ELEMENTS_VERSION, KEY_POLICY_OVERVIEW, POLICY_GRAMMAR,
};
use crate::verdict::rule::rules;

rules! {
    UNKNOWN_ELEMENT: Documented, "policy/document/unknown-element", POLICY_GRAMMAR, "a key policy has the elements `Version`, `Id` and `Statement`, and no others";
    VERSION: Documented, "policy/document/version", ELEMENTS_VERSION, "the version of a key policy is `2012-10-17` or `2008-10-17`";
    VERSION_MISSING: Documented, "policy/document/version-missing", KEY_POLICY_OVERVIEW, "a key policy says its version";
    STATEMENT_MISSING: Documented, "policy/document/statement-missing", KEY_POLICY_OVERVIEW, "a key policy has at least one statement";
    STATEMENT_TYPE: Documented, "policy/document/statement-type", ELEMENTS_STATEMENT, "a statement of a key policy is an object";
}
