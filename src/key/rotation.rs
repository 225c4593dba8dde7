//! The rotation of key material: its period, its kinds, and what a list of rotations shows.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// The time between two automatic rotations: 90 to 2560 days.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html#KMS-EnableKeyRotation-request-RotationPeriodInDays>
///
/// ```
/// use kms_mrk::key::RotationPeriodInDays;
///
/// assert_eq!(RotationPeriodInDays::DEFAULT.days(), 365);
/// assert_eq!(RotationPeriodInDays::new(90)?, RotationPeriodInDays::MIN);
/// let error = RotationPeriodInDays::new(89).unwrap_err();
/// assert_eq!(error.to_string(), "a rotation period of 89 days is not between 90 and 2560");
/// # Ok::<(), kms_mrk::key::InvalidRotationPeriod>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct RotationPeriodInDays(u16); // INVARIANT: 90..=2560

impl RotationPeriodInDays {
    /// The shortest period, 90 days.
    pub const MIN: Self = Self(90);
    /// The longest period, 2560 days.
    pub const MAX: Self = Self(2560);
    /// What a request that names none gets, 365 days.
    pub const DEFAULT: Self = Self(365);

    /// A period of so many days.
    ///
    /// # Errors
    /// Fewer than 90 or more than 2560 days.
    pub const fn new(days: u64) -> Result<Self, InvalidRotationPeriod> {
        match days {
            90..=2560 => Ok(Self(days as u16)),
            _ => Err(InvalidRotationPeriod { days }),
        }
    }

    /// When the period is over that begins at `start`; `None` if that is later than any date.
    ///
    /// ```
    /// use kms_mrk::key::RotationPeriodInDays;
    ///
    /// let over = RotationPeriodInDays::MIN.after("2026-01-05T12:00:00Z".parse()?);
    /// assert_eq!(over, Some("2026-04-05T12:00:00Z".parse()?));
    /// # Ok::<(), jiff::Error>(())
    /// ```
    #[must_use]
    pub fn after(self, start: Timestamp) -> Option<Timestamp> {
        start.checked_add(SignedDuration::from_hours(24 * i64::from(self.0))).ok()
    }

    /// The number of days.
    #[must_use]
    pub const fn days(self) -> u16 {
        self.0
    }
}

impl Default for RotationPeriodInDays {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl TryFrom<u64> for RotationPeriodInDays {
    type Error = InvalidRotationPeriod;

    fn try_from(days: u64) -> Result<Self, Self::Error> {
        Self::new(days)
    }
}

impl From<RotationPeriodInDays> for u64 {
    fn from(period: RotationPeriodInDays) -> Self {
        Self::from(period.0)
    }
}

impl fmt::Display for RotationPeriodInDays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} days", self.0)
    }
}

/// A number of days that is no rotation period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a rotation period of {days} days is not between 90 and 2560")]
pub struct InvalidRotationPeriod {
    days: u64,
}

wire_enum! {
    /// What made KMS rotate a key.
    ///
    /// ```
    /// use kms_mrk::key::RotationType;
    ///
    /// assert_eq!(RotationType::from("ON_DEMAND"), RotationType::OnDemand);
    /// assert_eq!(RotationType::from("SOMETHING_NEW").as_str(), "SOMETHING_NEW");
    /// ```
    pub enum RotationType ["https://docs.aws.amazon.com/kms/latest/APIReference/API_RotationsListEntry.html#KMS-Type-RotationsListEntry-RotationType"] {
        /// The rotation period was over.
        Automatic = "AUTOMATIC",
        /// RotateKeyOnDemand was called.
        OnDemand = "ON_DEMAND",
    }
}

wire_enum! {
    /// What ListKeyRotations lists.
    ///
    /// ```
    /// use kms_mrk::key::IncludeKeyMaterial;
    ///
    /// assert_eq!(IncludeKeyMaterial::from("ALL_KEY_MATERIAL"), IncludeKeyMaterial::AllKeyMaterial);
    /// assert_eq!(IncludeKeyMaterial::from("SOMETHING_NEW").as_str(), "SOMETHING_NEW");
    /// ```
    pub enum IncludeKeyMaterial ["https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyRotations.html#KMS-ListKeyRotations-request-IncludeKeyMaterial"] {
        /// Every material of the key: the first one, those that came by rotation, and one that waits for it.
        AllKeyMaterial = "ALL_KEY_MATERIAL",
        /// The materials that came by rotation.
        RotationsOnly = "ROTATIONS_ONLY",
    }
}
