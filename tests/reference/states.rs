//! What a key state says to an operation that it refuses.

use super::alphabet::{Place, Slot};
use super::answer::{Refusal, arn};
use super::world::{State, World};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StateName {
    Creating,
    Enabled,
    Disabled,
    PendingImport,
    PendingDeletion,
    PendingReplicaDeletion,
    Updating,
    Unavailable,
}

impl StateName {
    pub(crate) const fn of(state: &State) -> Self {
        match state {
            State::Creating(_) => Self::Creating,
            State::Enabled => Self::Enabled,
            State::Disabled => Self::Disabled,
            State::PendingImport => Self::PendingImport,
            State::PendingDeletion(_) => Self::PendingDeletion,
            State::PendingReplicaDeletion(_) => Self::PendingReplicaDeletion,
            State::Updating(_) => Self::Updating,
            State::Unavailable { .. } => Self::Unavailable,
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Creating => "creating",
            Self::Enabled => "enabled",
            Self::Disabled => "disabled",
            Self::PendingImport => "pending import",
            Self::PendingDeletion => "pending deletion",
            Self::PendingReplicaDeletion => "pending replica deletion",
            Self::Updating => "updating",
            Self::Unavailable => "unavailable",
        }
    }
}

impl World {
    pub(crate) fn state_name(&self, slot: Slot, place: Place) -> StateName {
        StateName::of(&self.keys[&(slot, place)].state)
    }

    pub(crate) fn arn(&self, slot: Slot, place: Place) -> String {
        arn(slot, self.sets[&slot].account, place)
    }

    /// The refusal that a key gives in one of these states.
    pub(crate) fn refuse_in(&self, states: &[StateName], slot: Slot, place: Place) -> Result<(), Refusal> {
        let state = self.state_name(slot, place);
        if !states.contains(&state) {
            return Ok(());
        }
        let code = match state {
            StateName::Disabled => "DisabledException",
            _ => "KMSInvalidStateException",
        };
        Err(Refusal::said(code, format!("{} is {}.", self.arn(slot, place), state.words())))
    }
}
