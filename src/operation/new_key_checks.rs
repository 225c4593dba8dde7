//! The checks of what a request says of the new key that it asks for, which CreateKey and ReplicateKey share.

use super::lockout::LockoutSafetyCheck;
use super::setting::Setting;
use crate::identity::{AccountId, Region};
use crate::key::{self, Tag};
use crate::policy::{self, PolicyText};
use crate::verdict::{Answer, Broken, ErrorCode, Place, Pointer};

const POLICY: Pointer = Pointer::fixed("/Policy");
const TAGS: Pointer = Pointer::fixed("/Tags");

/// A request for a new key.
pub(super) trait NewKey {
    fn policy(&self) -> Option<&PolicyText>;
    fn lockout_safety_check(&self) -> LockoutSafetyCheck;
    fn tags(&self) -> &[Tag];
}

pub(super) fn policy_size(new: &impl NewKey, setting: &Setting<'_>, broken: &mut Broken<'_>) {
    if let Some(policy) = new.policy() {
        policy::size(policy, setting.quotas().key_policy_bytes, POLICY, broken);
    }
}

pub(super) fn policy_is_json_object(new: &impl NewKey, broken: &mut Broken<'_>) {
    if let Some(policy) = new.policy() {
        policy::json_object(policy, POLICY, broken);
    }
}

/// The lockout safety check is bypassed.
pub(super) fn lockout_check_kept(new: &impl NewKey, broken: &mut Broken<'_>) {
    if new.lockout_safety_check() == LockoutSafetyCheck::Bypassed {
        let place = Place::at(Pointer::fixed("/BypassPolicyLockoutSafetyCheck"));
        let message = "the lockout safety check is bypassed: the key can become unmanageable";
        broken.warned(Answer::Accepts, place, message).help =
            Some("leave it out unless the caller must not be able to change the key policy".into());
    }
}

pub(super) fn tag_count(new: &impl NewKey, broken: &mut Broken<'_>) {
    key::count(new.tags(), &TAGS, broken);
}

pub(super) fn tag_prefix(new: &impl NewKey, broken: &mut Broken<'_>) {
    key::reserved_prefix(new.tags(), &TAGS, broken);
}

pub(super) fn tag_keys(new: &impl NewKey, broken: &mut Broken<'_>) {
    key::unique_keys(new.tags(), &TAGS, broken);
}

pub(super) fn tag_characters(new: &impl NewKey, broken: &mut Broken<'_>) {
    key::usual_characters(new.tags(), &TAGS, broken);
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
