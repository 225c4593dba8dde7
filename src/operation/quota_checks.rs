//! The checks of an account's quotas, which operations share.

use super::setting::Setting;
use crate::identity::{AccountId, Region};
use crate::verdict::{Broken, ErrorCode, Place};

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
