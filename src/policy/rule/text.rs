//! The rules for the text of a key policy, before anything in it is looked at.

use crate::verdict::documentation::{API_REPLICATE_KEY, KEY_POLICY_OVERVIEW};
use crate::verdict::rule::rules;

rules! {
    CHARACTERS: Documented, "policy/characters", API_REPLICATE_KEY, "a key policy has tabs, line breaks and characters from U+0020 to U+00FF, and no others";
    LENGTH: Documented, "policy/length", API_REPLICATE_KEY, "a key policy has 1 to 131072 characters";
    SIZE: Documented, "policy/size", API_REPLICATE_KEY, "a key policy has at most 32768 bytes";
    JSON_OBJECT: Documented, "policy/json-object", KEY_POLICY_OVERVIEW, "a key policy is exactly one JSON object";
}
