//! The time of the model: that of the machine, and what was let pass besides.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::{SignedDuration, Timestamp};

/// The clock of the machine, so much ahead.
#[derive(Clone, Copy, Default)]
pub(crate) struct Clock {
    ahead: SignedDuration,
}

impl Clock {
    pub(crate) fn now(self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = Timestamp::UNIX_EPOCH.saturating_add(since).unwrap_or(Timestamp::MAX);
        now.saturating_add(self.ahead).unwrap_or(Timestamp::MAX)
    }

    /// Lets so many seconds pass.
    pub(crate) fn advance(&mut self, seconds: u64) {
        let seconds = SignedDuration::from_secs(seconds.try_into().unwrap_or(i64::MAX));
        self.ahead = self.ahead.saturating_add(seconds);
    }
}
