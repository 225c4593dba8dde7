//! What is checked of the key policy that a request puts on a key.

use super::lockout::LockoutSafetyCheck;
use super::setting::Setting;
use crate::identity::AccountId;
use crate::model::Caller;
use crate::policy::{self, Level, Levels, PolicyText};
use crate::verdict::{Broken, Pointer};

const POLICY: Pointer = Pointer::fixed("/Policy");

/// The key policy of a request, for a key of this account, of which this is known; without an account, it is the caller's.
///
/// KMS refuses by what it refuses every key policy by, and unless the caller bypasses it by the lockout safety check;
/// what else is wrong with the policy is reported.
pub(super) fn policy(
    policy: Option<&PolicyText>,
    lockout: LockoutSafetyCheck,
    key: policy::Setting<'_>,
    account: Option<AccountId>,
    setting: &Setting<'_>,
    broken: &mut Broken<'_>,
) {
    let Some(policy) = policy else { return };
    let mut known =
        key.with_geography(setting.geography()).with_most_bytes(setting.quotas().key_policy_bytes);
    let account = account.or_else(|| setting.caller().map(Caller::account));
    if let Some(account) = account {
        known = known.with_account(account);
    }
    // Whoever is of another account cannot put the policy at all, and is refused for that.
    if let Some(caller) = setting.caller().filter(|caller| Some(caller.account()) == account) {
        known = known.with_caller(caller.principal());
    }
    let levels;
    if lockout == LockoutSafetyCheck::Bypassed {
        levels = bypassed();
        known = known.with_levels(&levels);
    }
    policy::check_member(policy, &POLICY, &known, broken);
}

/// The levels at which nothing is said about who can change the policy.
fn bypassed() -> Levels {
    Levels::new().with("policy/lockout", Level::Allow)
}
