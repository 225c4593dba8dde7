//! The rules for who can change a key policy again.

use crate::verdict::documentation::{API_PUT_KEY_POLICY, KEY_POLICY_DEFAULT};
use crate::verdict::rule::rules;

rules! {
    ALLOWED: Recorded, "policy/lockout/allowed", API_PUT_KEY_POLICY, "unless the lockout safety check is bypassed, a key policy allows `kms:PutKeyPolicy` to who puts it, or to its account";
    NOT_DENIED: Documented, "policy/lockout/not-denied", API_PUT_KEY_POLICY, "unless the lockout safety check is bypassed, a key policy does not deny `kms:PutKeyPolicy` to who puts it";
    ACCOUNT: Documented, "policy/lockout/account", KEY_POLICY_DEFAULT, "a key policy leaves `kms:PutKeyPolicy` to the account too, so that the key can be managed when those it names are gone";
    UNCONDITIONAL: Inferred, "policy/lockout/unconditional", API_PUT_KEY_POLICY, "whether a key policy allows `kms:PutKeyPolicy` to who puts it does not depend on conditions that the lockout safety check may see otherwise";
}
