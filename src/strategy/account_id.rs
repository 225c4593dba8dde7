//! Account IDs.

use proptest::prelude::*;
use proptest::sample::select;

use super::built::built;
use super::near_miss::NearMissText;
use crate::identity::AccountId;

/// One of two accounts; it shrinks to `111122223333`.
///
/// Two accounts meet often enough to try what one does to the other's keys.
pub fn account_id() -> impl Strategy<Value = AccountId> {
    select(["111122223333", "444455556666"].as_slice()).prop_map(built)
}

/// The other one of the two accounts.
pub(super) fn other_account(than: AccountId) -> AccountId {
    built(if than == "111122223333" { "444455556666" } else { "111122223333" })
}

/// Any account ID, mostly of the small alphabet.
pub fn any_account_id() -> impl Strategy<Value = AccountId> {
    prop_oneof![4 => account_id(), 1 => "[0-9]{12}".prop_map(built::<AccountId>)].boxed()
}

/// A text that one slip keeps from being an account ID: a digit too few or too many, or something else than a digit.
pub fn near_miss_account_id() -> impl Strategy<Value = NearMissText> {
    let replaced = (account_id(), 0..AccountId::LENGTH, select(vec!['-', ' ', 'a', '٣']))
        .prop_map(|(account, at, by)| NearMissText::replaced(account.as_str(), at, by));
    let truncated = (account_id(), 0..AccountId::LENGTH)
        .prop_map(|(account, at)| NearMissText::truncated(account.as_str(), at));
    let continued = (account_id(), select(["0", " ", "\n"].as_slice()))
        .prop_map(|(account, by)| NearMissText::continued(account.as_str(), by));
    prop_oneof![replaced, truncated, continued].boxed()
}
