//! Key states with their data, and waiting periods.

use proptest::prelude::*;
use proptest::sample::select;

use super::time::{any_time, time};
use crate::key::{KeyState, PendingWindowInDays, RequestedState};

/// A key state with data of its own; it shrinks to Enabled.
pub fn key_state() -> impl Strategy<Value = KeyState> {
    state(time)
}

/// A key state with any time that there is.
pub fn any_key_state() -> impl Strategy<Value = KeyState> {
    state(any_time)
}

fn state<T: Strategy<Value = jiff::Timestamp> + 'static>(time: fn() -> T) -> impl Strategy<Value = KeyState> {
    prop_oneof![
        2 => Just(KeyState::Enabled),
        1 => Just(KeyState::Disabled),
        1 => Just(KeyState::PendingImport),
        1 => requested_state().prop_map(|otherwise| KeyState::Unavailable { otherwise }),
        1 => time().prop_map(|ready_at| KeyState::Creating { ready_at }),
        1 => time().prop_map(|until| KeyState::Updating { until }),
        1 => time().prop_map(|deletion_date| KeyState::PendingDeletion { deletion_date }),
        1 => pending_window().prop_map(|window| KeyState::PendingReplicaDeletion { window }),
    ]
    .boxed()
}

/// What was last asked for a key that is Unavailable; it shrinks to Enabled.
pub fn requested_state() -> impl Strategy<Value = RequestedState> {
    select([RequestedState::Enabled, RequestedState::Disabled].as_slice())
}

/// A waiting period of 7 to 30 days.
pub fn pending_window() -> impl Strategy<Value = PendingWindowInDays> {
    (7..=30_u64).prop_map(|days| PendingWindowInDays::new(days).unwrap_or_default())
}

/// A number of days that is no waiting period: fewer than 7 or more than 30.
///
/// ```
/// use kms_mrk::key::PendingWindowInDays;
/// use kms_mrk::strategy::near_miss_pending_window;
/// use proptest::prelude::*;
///
/// proptest!(|(days in near_miss_pending_window())| {
///     prop_assert!(PendingWindowInDays::new(days).is_err());
/// });
/// ```
pub fn near_miss_pending_window() -> impl Strategy<Value = u64> {
    prop_oneof![Just(6), Just(31), 0..=6_u64, 31..=u64::MAX].boxed()
}
