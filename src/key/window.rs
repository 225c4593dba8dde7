//! The waiting period before a key is deleted.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// The waiting period before a key is deleted: 7 to 30 days.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html>
///
/// ```
/// use kms_mrk::key::PendingWindowInDays;
///
/// assert_eq!(PendingWindowInDays::DEFAULT.days(), 30);
/// assert_eq!(PendingWindowInDays::new(7)?.days(), 7);
/// let error = PendingWindowInDays::new(1).unwrap_err();
/// assert_eq!(error.to_string(), "a waiting period of 1 days is not between 7 and 30");
/// # Ok::<(), kms_mrk::key::InvalidWindow>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct PendingWindowInDays(u8); // INVARIANT: 7..=30

impl PendingWindowInDays {
    /// The shortest waiting period, 7 days.
    pub const MIN: Self = Self(7);
    /// The longest waiting period, 30 days.
    pub const MAX: Self = Self(30);
    /// What a request that names none gets, 30 days.
    pub const DEFAULT: Self = Self::MAX;

    /// A waiting period of so many days.
    ///
    /// # Errors
    /// Fewer than 7 or more than 30 days.
    pub const fn new(days: u64) -> Result<Self, InvalidWindow> {
        match days {
            7..=30 => Ok(Self(days as u8)),
            _ => Err(InvalidWindow { days }),
        }
    }

    /// When the waiting period is over that begins at `start`; the end of time if that is later than any date.
    ///
    /// ```
    /// use kms_mrk::key::PendingWindowInDays;
    ///
    /// let over = PendingWindowInDays::MIN.after("2026-01-05T12:00:00Z".parse()?);
    /// assert_eq!(over, "2026-01-12T12:00:00Z".parse()?);
    /// # Ok::<(), jiff::Error>(())
    /// ```
    #[must_use]
    pub fn after(self, start: Timestamp) -> Timestamp {
        let window = SignedDuration::from_hours(24 * i64::from(self.0));
        start.checked_add(window).unwrap_or(Timestamp::MAX)
    }

    /// The number of days.
    #[must_use]
    pub const fn days(self) -> u8 {
        self.0
    }
}

impl Default for PendingWindowInDays {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl TryFrom<u64> for PendingWindowInDays {
    type Error = InvalidWindow;

    fn try_from(days: u64) -> Result<Self, Self::Error> {
        Self::new(days)
    }
}

impl From<PendingWindowInDays> for u64 {
    fn from(window: PendingWindowInDays) -> Self {
        Self::from(window.0)
    }
}

impl fmt::Display for PendingWindowInDays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} days", self.0)
    }
}

/// A number of days that is no waiting period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a waiting period of {days} days is not between 7 and 30")]
pub struct InvalidWindow {
    days: u64,
}
