//! Key states: their names on the wire, and with the data that belongs to them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::window::PendingWindowInDays;

wire_enum! {
    /// The name of a key state, as DescribeKey returns it in `KeyState`.
    ///
    /// ```
    /// use kms_mrk::key::KeyStateName;
    ///
    /// assert_eq!(KeyStateName::from("PendingReplicaDeletion"), KeyStateName::PendingReplicaDeletion);
    /// assert_eq!(KeyStateName::from("SOMETHING_NEW").as_str(), "SOMETHING_NEW");
    /// ```
    pub enum KeyStateName ["https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html"] {
        /// A new replica, for the first minutes.
        Creating = "Creating",
        /// Ready for use.
        Enabled = "Enabled",
        /// Turned off by its owner.
        Disabled = "Disabled",
        /// Without (all of) its imported material.
        PendingImport = "PendingImport",
        /// Scheduled for deletion, with a date.
        PendingDeletion = "PendingDeletion",
        /// A primary that is scheduled for deletion and waits for its replicas to go.
        PendingReplicaDeletion = "PendingReplicaDeletion",
        /// In a custom key store that is not connected.
        Unavailable = "Unavailable",
        /// A primary and a replica that are changing roles.
        Updating = "Updating",
    }
}

/// The state of a key in the model, with the data that this state has and no other has.
///
/// What KMS shows of it (`Enabled`, `DeletionDate`, `PendingDeletionWindowInDays`) is derived, so that it cannot
/// contradict the state.
///
/// ```
/// use kms_mrk::key::{KeyState, KeyStateName};
///
/// let state = KeyState::PendingDeletion { deletion_date: "2026-03-01T00:00:00Z".parse()? };
/// assert_eq!(state.name(), KeyStateName::PendingDeletion);
/// assert_eq!(state.deadline(), Some("2026-03-01T00:00:00Z".parse()?));
/// # Ok::<(), jiff::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum KeyState {
    /// A new replica that KMS is still making.
    Creating {
        /// When KMS is done: the key becomes Enabled, or PendingImport if its material is imported.
        ready_at: Timestamp,
    },
    /// Ready for use.
    Enabled,
    /// Turned off by its owner.
    Disabled,
    /// Without (all of) its imported material.
    PendingImport,
    /// Scheduled for deletion, with a date.
    PendingDeletion {
        /// When the waiting period is over.
        deletion_date: Timestamp,
    },
    /// A primary that is scheduled for deletion and waits for its replicas to go.
    PendingReplicaDeletion {
        /// The waiting period that starts when the last replica is gone.
        window: PendingWindowInDays,
    },
    /// In a custom key store that is not connected.
    Unavailable {
        /// What the key is as soon as the key store is connected again.
        otherwise: RequestedState,
    },
    /// Changing roles with a related key.
    Updating {
        /// When the change is done.
        until: Timestamp,
    },
}

impl KeyState {
    /// The state's name on the wire.
    #[must_use]
    pub const fn name(&self) -> KeyStateName {
        match self {
            Self::Creating { .. } => KeyStateName::Creating,
            Self::Enabled => KeyStateName::Enabled,
            Self::Disabled => KeyStateName::Disabled,
            Self::PendingImport => KeyStateName::PendingImport,
            Self::PendingDeletion { .. } => KeyStateName::PendingDeletion,
            Self::PendingReplicaDeletion { .. } => KeyStateName::PendingReplicaDeletion,
            Self::Unavailable { .. } => KeyStateName::Unavailable,
            Self::Updating { .. } => KeyStateName::Updating,
        }
    }

    /// When the state ends by itself, if it does.
    #[must_use]
    pub const fn deadline(&self) -> Option<Timestamp> {
        match *self {
            Self::Creating { ready_at: at }
            | Self::PendingDeletion { deletion_date: at }
            | Self::Updating { until: at } => Some(at),
            _ => None,
        }
    }

    /// What the key was last asked to be: Enabled or Disabled, whether it shows it or not; `None` in all other states.
    ///
    /// ```
    /// use kms_mrk::key::{KeyState, RequestedState};
    ///
    /// let hidden = KeyState::Unavailable { otherwise: RequestedState::Disabled };
    /// assert_eq!(hidden.requested(), Some(RequestedState::Disabled));
    /// assert_eq!(KeyState::Enabled.requested(), Some(RequestedState::Enabled));
    /// assert_eq!(KeyState::PendingImport.requested(), None);
    /// ```
    #[must_use]
    pub const fn requested(&self) -> Option<RequestedState> {
        match *self {
            Self::Enabled => Some(RequestedState::Enabled),
            Self::Disabled => Some(RequestedState::Disabled),
            Self::Unavailable { otherwise } => Some(otherwise),
            _ => None,
        }
    }
}

/// What was last asked for a key that cannot show it: by EnableKey or DisableKey, or by what the key was before.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html>, note 12 of the table
///
/// ```
/// use kms_mrk::key::{KeyState, KeyStateName, RequestedState};
///
/// let state = KeyState::Unavailable { otherwise: RequestedState::Disabled };
/// assert_eq!(state.name(), KeyStateName::Unavailable);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RequestedState {
    /// To be used.
    Enabled,
    /// Not to be used.
    Disabled,
}
