//! Times on the wire: epoch seconds with milliseconds, or ISO 8601 as some tools print them.

use jiff::Timestamp;
use serde::Serializer;

use crate::json_tree::{Tree, View};
use crate::model::whole_milliseconds;

/// The time that a JSON value says: a number of epoch seconds, or an ISO 8601 text with an offset. Milliseconds
/// are kept.
pub(super) fn read(value: Tree<'_>) -> Option<Timestamp> {
    let milliseconds = match value.view() {
        View::Number(number) => (number.as_f64()? * 1000.0).round(),
        View::Text(text) => return text.parse::<Timestamp>().ok().map(whole_milliseconds),
        _ => return None,
    };
    // INVARIANT: the range of a Timestamp is far inside that of i64, and `as` saturates outside of it.
    Timestamp::from_millisecond(milliseconds as i64).ok()
}

/// A time that serde writes as epoch seconds.
pub(super) struct EpochSeconds(pub(super) Timestamp);

impl serde::Serialize for EpochSeconds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0.as_millisecond() as f64 / 1000.0)
    }
}
