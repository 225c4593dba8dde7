//! The checks that several requests have: the endpoint, policies, tags, and the quota of keys.

use super::lockout::LockoutSafetyCheck;
use super::setting::Setting;
use crate::identity::{AccountId, Availability, Region};
use crate::key::{self, Tag};
use crate::verdict::{Answer, Broken, ErrorCode, Evidence, Place, Pointer};

const TAGS: Pointer = Pointer::fixed("/Tags");

/// A call to an endpoint that cannot exist.
pub(super) fn endpoint(setting: &Setting<'_>, broken: &mut Broken<'_>) {
    let Some(region) = setting.region() else { return };
    if setting.geography().kms(region) != Availability::Available {
        let message = format!("`{region}` is not a Region that is known to have KMS");
        broken
            .refused_in_unknown_words(ErrorCode::UnsupportedOperation, Place::at(Pointer::root()), message)
            .help("a Region that is newer than the library can be added to its geography");
    }
}

/// A name that KMS does not list for a member.
pub(super) fn not_listed<T: AsRef<str>>(member: &str, value: &str, listed: &[T], broken: &mut Broken<'_>) {
    let listed = listed.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
    let path = member.chars().enumerate().map(|(at, c)| if at == 0 { c.to_ascii_lowercase() } else { c });
    let path: String = path.collect();
    let clause = format!(
        "Value '{value}' at '{path}' failed to satisfy constraint: Member must satisfy enum value set: [{listed}]"
    );
    let message = format!("`{value}` is not among the values of {member} that KMS lists");
    broken.counted(clause, Evidence::Inferred, Place::at(Pointer::to(member)), message);
}

/// The lockout safety check is bypassed.
pub(super) fn lockout_check_kept(check: LockoutSafetyCheck, broken: &mut Broken<'_>) {
    if check == LockoutSafetyCheck::Bypassed {
        let place = Place::at(Pointer::fixed("/BypassPolicyLockoutSafetyCheck"));
        let message = "the lockout safety check is bypassed: the key can become unmanageable";
        broken
            .warned(Answer::Accepts, place, message)
            .help("leave it out unless the caller must not be able to change the key policy");
    }
}

pub(super) fn tag_count(tags: &[Tag], setting: &Setting<'_>, broken: &mut Broken<'_>) {
    key::count(tags, setting.quotas().most_tags(), &TAGS, broken);
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
