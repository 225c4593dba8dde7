//! Times.

use jiff::Timestamp;
use proptest::prelude::*;

/// 2026-01-05T12:00:00Z, in milliseconds.
const BEGINNING: i64 = 1_767_614_400_000;
const DAY: i64 = 86_400_000;

/// A time within three days from 2026-01-05T12:00:00Z on, in whole milliseconds, as on the wire; it shrinks to the
/// earliest.
///
/// Half of the times are whole half minutes within the first five, so that they meet each other and the deadlines
/// of replicas.
pub fn time() -> impl Strategy<Value = Timestamp> {
    prop_oneof![(0..10_i64).prop_map(|halves| halves * 30_000), 0..3 * DAY]
        .prop_map(|after| at(BEGINNING + after))
}

/// Any time that a timestamp can hold, in whole milliseconds.
pub fn any_time() -> impl Strategy<Value = Timestamp> {
    let (first, last) = (Timestamp::MIN.as_millisecond(), Timestamp::MAX.as_millisecond());
    prop_oneof![4 => time(), 1 => (first..=last).prop_map(at), 1 => Just(at(first)), 1 => Just(at(last))]
        .boxed()
}

fn at(millisecond: i64) -> Timestamp {
    Timestamp::from_millisecond(millisecond).unwrap_or(Timestamp::UNIX_EPOCH)
}
