//! The rules for key policies as JSON, wherever in them something stands.

use crate::verdict::documentation::{POLICY_DATA_TYPES, POLICY_GRAMMAR};
use crate::verdict::rule::rules;

rules! {
    DUPLICATE_MEMBER: Documented, "policy/grammar/duplicate-member", POLICY_GRAMMAR, "no object in a key policy has a member twice";
    ELEMENT_CASE: Documented, "policy/grammar/element-case", POLICY_GRAMMAR, "the names of the elements of a key policy are written in their own case";
    NULL: Documented, "policy/grammar/null", POLICY_DATA_TYPES, "nothing in a key policy is null";
    VALUE_TYPE: Documented, "policy/grammar/value-type", POLICY_GRAMMAR, "each element of a key policy has a value of the type that the grammar gives it";
}
