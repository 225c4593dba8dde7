//! The rules for the resource of a statement.

use crate::verdict::documentation::{ALIAS_AUTHORIZATION, KEY_POLICY_OVERVIEW};
use crate::verdict::rule::rules;

rules! {
    THIS_KEY: Documented, "policy/resource/this-key", KEY_POLICY_OVERVIEW, "the resource in a key policy is the key that the policy belongs to";
    REGION: Documented, "policy/resource/own-region", KEY_POLICY_OVERVIEW, "an ARN of a key names the Region of the key that the policy belongs to";
    ALIAS: Documented, "policy/resource/no-alias", ALIAS_AUTHORIZATION, "the resource in a key policy is not an alias, which would never be the key";
    KEY: Documented, "policy/resource/a-key", KEY_POLICY_OVERVIEW, "the resource in a key policy is a key";
    ASTERISK: Documented, "policy/resource/asterisk", KEY_POLICY_OVERVIEW, "the resource in a key policy is written `*`, which holds in every Region";
    NOT_RESOURCE: Inferred, "policy/resource/not-excepted", KEY_POLICY_OVERVIEW, "a key policy has no `NotResource`";
}
