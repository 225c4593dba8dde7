//! The rules for the elements of a statement.

use crate::verdict::documentation::{
    ACCESS_ANALYZER_CHECKS, API_CREATE_KEY, ELEMENTS_ACTION, ELEMENTS_EFFECT, ELEMENTS_SID, POLICY_GRAMMAR,
};
use crate::verdict::rule::rules;

rules! {
    UNKNOWN_ELEMENT: Documented, "policy/statement/unknown-element", POLICY_GRAMMAR, "a statement of a key policy has no elements but those of the grammar";
    EFFECT: Documented, "policy/statement/effect", ELEMENTS_EFFECT, "the effect of a statement is `Allow` or `Deny`";
    EFFECT_MISSING: Documented, "policy/statement/effect-missing", ELEMENTS_EFFECT, "a statement says whether it allows or denies";
    TWO_PRINCIPALS: Documented, "policy/statement/two-principals", POLICY_GRAMMAR, "a statement has `Principal` or `NotPrincipal`, not both";
    TWO_ACTIONS: Documented, "policy/statement/two-actions", POLICY_GRAMMAR, "a statement has `Action` or `NotAction`, not both";
    TWO_RESOURCES: Documented, "policy/statement/two-resources", POLICY_GRAMMAR, "a statement has `Resource` or `NotResource`, not both";
    ACTION_MISSING: Documented, "policy/statement/action-missing", API_CREATE_KEY, "a statement says which actions it is about";
    ACTION_PREFIX: Documented, "policy/statement/action-prefix", ELEMENTS_ACTION, "an action is `*`, or the prefix of a service, a colon and a name";
    RESOURCE_MISSING: Documented, "policy/statement/resource-missing", API_CREATE_KEY, "a statement says which resources it is about, in a key policy `*`";
    EMPTY_LIST: Documented, "policy/statement/empty-list", ACCESS_ANALYZER_CHECKS, "a list of actions, resources or condition values is not empty";
    EMPTY_CONDITION: Documented, "policy/statement/empty-condition", ACCESS_ANALYZER_CHECKS, "a `Condition` and its operators are not empty";
    EMPTY_SID: Documented, "policy/statement/empty-sid", ELEMENTS_SID, "the `Sid` of a statement is not empty";
}
