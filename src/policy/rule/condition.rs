//! The rules for the conditions of a statement.

use crate::verdict::documentation::{
    ACCESS_ANALYZER_CHECKS, CONDITION_KEYS, CONDITION_OPERATORS, CONDITIONS_KMS, ELEMENTS_CONDITION,
    KMS_ACTIONS, MULTIVALUED_KEYS, TAG_AUTHORIZATION,
};
use crate::verdict::rule::rules;

rules! {
    OPERATOR_LEVEL: Documented, "policy/condition/operator-level", ELEMENTS_CONDITION, "a condition is an object of operators, each of which is an object of condition keys";
    OPERATOR: Documented, "policy/condition/known-operator", CONDITION_OPERATORS, "a condition operator is one that IAM has";
    NULL_IF_EXISTS: Documented, "policy/condition/null-if-exists", CONDITION_OPERATORS, "`Null` has no suffix `IfExists`";
    VALUE: Documented, "policy/condition/plain-value", ELEMENTS_CONDITION, "the value of a condition key is a string, a number, a boolean or a list of them";
    DISTINCT_KEYS: Documented, "policy/condition/distinct-keys", ACCESS_ANALYZER_CHECKS, "no two condition keys of an operator differ only in upper and lower case";
    KEY_PREFIX: Documented, "policy/condition/key-prefix", ACCESS_ANALYZER_CHECKS, "a condition key begins with its service and a colon";
    KMS_KEY: Documented, "policy/condition/kms-key", CONDITIONS_KMS, "a condition key of KMS is one that KMS has";
    GLOBAL_KEY: Documented, "policy/condition/global-key", CONDITION_KEYS, "a global condition key is one that AWS has";
    KEY_OF_KMS: Documented, "policy/condition/own-key", KMS_ACTIONS, "the condition keys in a key policy are those of KMS and the global ones";
    KEY_OF_ACTION: Documented, "policy/condition/key-of-action", KMS_ACTIONS, "requests for the actions of a statement have its condition keys";
    IAM_ONLY: Documented, "policy/condition/iam-only", TAG_AUTHORIZATION, "a key policy has no condition key that KMS looks at in IAM policies alone";
    TYPE: Documented, "policy/condition/operator-type", CONDITION_OPERATORS, "an operator compares values of the type that the condition key has";
    SET_OPERATOR: Documented, "policy/condition/set-operator", MULTIVALUED_KEYS, "a condition key with several values has an operator with `ForAllValues` or `ForAnyValue`";
    FOR_ALL_VALUES: Documented, "policy/condition/for-all-values", MULTIVALUED_KEYS, "what allows has no `ForAllValues` on a condition key with one value";
    LISTED_VALUE: Documented, "policy/condition/listed-value", CONDITIONS_KMS, "the value of a condition key is one that the key can have";
    WILDCARD: Documented, "policy/condition/wildcard-operator", CONDITION_OPERATORS, "wildcards stand in values of operators that know them";
    VALUE_FORM: Documented, "policy/condition/value-form", CONDITION_OPERATORS, "a value has the form that its operator compares";
}
