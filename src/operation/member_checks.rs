//! The checks of members that several requests have: policies, tags, and the quota of keys.

use super::lockout::LockoutSafetyCheck;
use super::setting::Setting;
use crate::identity::{AccountId, Region};
use crate::key::{self, Tag};
use crate::policy::{self, PolicyText};
use crate::verdict::{Answer, Broken, ErrorCode, Place, Pointer};

const POLICY: Pointer = Pointer::fixed("/Policy");
const TAGS: Pointer = Pointer::fixed("/Tags");

pub(super) fn policy_size(policy: Option<&PolicyText>, setting: &Setting<'_>, broken: &mut Broken<'_>) {
    if let Some(policy) = policy {
        policy::size(policy, setting.quotas().key_policy_bytes, POLICY, broken);
    }
}

pub(super) fn policy_is_json_object(policy: Option<&PolicyText>, broken: &mut Broken<'_>) {
    if let Some(policy) = policy {
        policy::json_object(policy, POLICY, broken);
    }
}

/// The lockout safety check is bypassed.
pub(super) fn lockout_check_kept(check: LockoutSafetyCheck, broken: &mut Broken<'_>) {
    if check == LockoutSafetyCheck::Bypassed {
        let place = Place::at(Pointer::fixed("/BypassPolicyLockoutSafetyCheck"));
        let message = "the lockout safety check is bypassed: the key can become unmanageable";
        broken.warned(Answer::Accepts, place, message).help =
            Some("leave it out unless the caller must not be able to change the key policy".into());
    }
}

pub(super) fn tag_count(tags: &[Tag], broken: &mut Broken<'_>) {
    key::count(tags, &TAGS, broken);
}

pub(super) fn tag_prefix(tags: &[Tag], broken: &mut Broken<'_>) {
    key::reserved_prefix(tags, &TAGS, broken);
}

pub(super) fn tag_keys(tags: &[Tag], broken: &mut Broken<'_>) {
    key::unique_keys(tags, &TAGS, broken);
}

pub(super) fn tag_characters(tags: &[Tag], broken: &mut Broken<'_>) {
    key::usual_characters(tags, &TAGS, broken);
}

/// The account has as many keys in the Region as its quota allows.
pub(super) fn keys_per_region(
    setting: &Setting<'_>,
    account: AccountId,
    region: &Region,
    place: Place,
    broken: &mut Broken<'_>,
) {
    let most = setting.quotas().keys_per_region;
    if setting.keys_in(account, region).is_some_and(|keys| keys >= most) {
        let message = format!("the account has {most} keys in the Region `{region}`, its quota");
        broken.refused_in_unknown_words(ErrorCode::LimitExceeded, place, message);
    }
}
