//! Custom key stores: each is connected or not, and so are its keys.

use super::alphabet::{Account, Place};
use super::answer::{Answer, Output, Refusal};
use super::asked::Asked;
use super::world::{State, World};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Store {
    /// A CloudHSM key store of ours in Virginia.
    CloudHsm,
    /// An external key store of theirs in Ireland.
    External,
    /// One that never was.
    NeverMade,
}

impl Store {
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::CloudHsm => "cks-1234567890abcdef0",
            Self::External => "cks-9876543210fedcba9",
            Self::NeverMade => "cks-0",
        }
    }

    /// Whose it is, and where.
    pub(crate) const fn home(self) -> (Account, Place) {
        match self {
            Self::CloudHsm | Self::NeverMade => (Account::Ours, Place::Virginia),
            Self::External => (Account::Theirs, Place::Ireland),
        }
    }
}

impl World {
    /// The store is one of the caller's account in the Region that is called.
    pub(crate) fn check_store(store: Store, asked: &Asked) -> Result<(), Refusal> {
        let is_there = store != Store::NeverMade && store.home() == (asked.caller(), asked.place);
        if is_there { Ok(()) } else { Err(Refusal::somehow("CustomKeyStoreNotFoundException")) }
    }

    pub(crate) fn check_connected(&self, store: Store) -> Result<(), Refusal> {
        match self.disconnected.contains(&store) {
            true => Err(Refusal::somehow("CustomKeyStoreInvalidStateException")),
            false => Ok(()),
        }
    }

    pub(crate) fn connect(&mut self, store: Store, asked: &Asked) -> Answer {
        Self::check_store(store, asked)?;
        self.disconnected.remove(&store);
        self.change_keys_in(store, |state| match state {
            State::Unavailable { disabled: true } => State::Disabled,
            State::Unavailable { disabled: false } => State::Enabled,
            other => other,
        });
        Ok(Output::Nothing)
    }

    pub(crate) fn disconnect(&mut self, store: Store, asked: &Asked) -> Answer {
        Self::check_store(store, asked)?;
        self.check_connected(store)?;
        self.disconnected.insert(store);
        self.change_keys_in(store, |state| match state {
            State::Disabled => State::Unavailable { disabled: true },
            State::Enabled => State::Unavailable { disabled: false },
            other => other,
        });
        Ok(Output::Nothing)
    }

    fn change_keys_in(&mut self, store: Store, change: impl Fn(State) -> State) {
        for ((slot, _), key) in &mut self.keys {
            if self.sets[slot].kind.store() == Some(store) {
                key.state = change(key.state);
            }
        }
    }
}
