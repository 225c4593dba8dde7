//! How long the steps take that KMS does by itself.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How long KMS takes for what it does in the background.
///
/// Real KMS promises nothing: the documentation says seconds, about a minute was recorded, and users report up to
/// ten.
///
/// ```
/// use kms_mrk::model::Timing;
///
/// assert_eq!(Timing::default().creating.as_secs(), 60);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timing {
    /// From ReplicateKey to the end of the new replica's state Creating.
    pub creating: Duration,
    /// From UpdatePrimaryRegion to the end of the state Updating of the two keys.
    pub updating: Duration,
    /// From RotateKeyOnDemand to the new current material.
    #[serde(default = "rotating")]
    pub rotating: Duration,
    /// How long the import token and the public key of GetParametersForImport can be used.
    #[serde(default = "import_parameters")]
    pub import_parameters: Duration,
}

impl Timing {
    /// About what was recorded or reported from the real service, a minute each; 24 hours, as documented, for the
    /// parameters of an import.
    pub const DEFAULT: Self = Self {
        creating: Duration::from_secs(60),
        updating: Duration::from_secs(60),
        rotating: Duration::from_secs(60),
        import_parameters: Duration::from_secs(24 * 3600),
    };
}

impl Default for Timing {
    fn default() -> Self {
        Self::DEFAULT
    }
}

const fn rotating() -> Duration {
    Timing::DEFAULT.rotating
}

const fn import_parameters() -> Duration {
    Timing::DEFAULT.import_parameters
}

/// `time` plus `duration`, or the end of time.
pub(crate) fn after(time: Timestamp, duration: Duration) -> Timestamp {
    time.checked_add(duration).unwrap_or(Timestamp::MAX)
}
