//! The rules for policy variables.

use crate::verdict::documentation::{ACCESS_ANALYZER_CHECKS, POLICY_VARIABLES};
use crate::verdict::rule::rules;

rules! {
    VERSION: Documented, "policy/variable/version", POLICY_VARIABLES, "a policy with variables has the version 2012-10-17";
    ELEMENT: Documented, "policy/variable/element", POLICY_VARIABLES, "variables stand in resources and in the values of conditions";
    OPERATOR: Documented, "policy/variable/operator", POLICY_VARIABLES, "variables stand in values that are compared as strings, ARNs or booleans";
    CLOSED: Documented, "policy/variable/closed", ACCESS_ANALYZER_CHECKS, "a variable ends with `}`";
    NOT_EMPTY: Documented, "policy/variable/not-empty", ACCESS_ANALYZER_CHECKS, "there is a condition key in a variable";
    NO_SPACE: Documented, "policy/variable/no-space", ACCESS_ANALYZER_CHECKS, "there is no space in the condition key of a variable";
    QUOTED: Documented, "policy/variable/quoted-default", ACCESS_ANALYZER_CHECKS, "the default of a variable stands between single quotes";
    KNOWN_KEY: Documented, "policy/variable/known-key", POLICY_VARIABLES, "the condition key in a variable is one that a request to KMS can have";
    ONE_VALUE: Documented, "policy/variable/one-value", POLICY_VARIABLES, "the condition key in a variable has one value";
}
