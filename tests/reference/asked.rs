//! A command, once it is known which keys there are.

use super::alphabet::{Account, Name, Place, Slot, Time};
use super::command::{By, Command, Form, Request, Those, Wait, Where};
use super::world::World;

/// What somebody asks.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) now: Time,
    pub(crate) caller: Account,
    /// The Region that is called.
    pub(crate) place: Place,
    pub(crate) key: KeyName,
    /// Which of the import tokens that were given is brought.
    pub(crate) token: Option<usize>,
    pub(crate) request: Request,
}

/// How a request names its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyName {
    KeyId(Slot),
    Arn(Slot, Account, Place),
    Alias(Name),
    AliasArn(Account, Place, Name),
}

impl Asked {
    /// The set of the key, if it is not named by an alias.
    pub(crate) fn slot(&self) -> Option<Slot> {
        match self.key {
            KeyName::KeyId(slot) | KeyName::Arn(slot, _, _) => Some(slot),
            KeyName::Alias(_) | KeyName::AliasArn(..) => None,
        }
    }
}

impl World {
    /// The command as it reads in this world, once time has reached it.
    pub(crate) fn ask(&mut self, command: &Command) -> Asked {
        let now = match command.wait {
            Wait::No => self.now,
            Wait::For(time) => self.now + time,
            Wait::Due(off) => self.next_deadline().map_or(self.now, |deadline| deadline + off),
        };
        self.reach(now);
        let aim = &command.aim;
        let here = self.slots();
        let slot = match aim.set {
            Those::NeverMade => Slot::NEVER,
            Those::EverMade if self.made > 0 => Slot(aim.which % self.made),
            Those::Here if !here.is_empty() => here[aim.which % here.len()],
            _ => Slot::NEVER,
        };
        let set = self.sets.get(&slot);
        let owner = set.map_or(Account::Ours, |set| set.account);
        let primary = set.map_or(Place::Virginia, |set| set.primary);
        let place = match aim.place {
            Where::Primary => primary,
            Where::At(place) => place,
            Where::Replica(which) => match set.map(|_| self.replicas(slot)) {
                Some(replicas) if !replicas.is_empty() => replicas[which % replicas.len()],
                _ => primary,
            },
        };
        let caller = match aim.caller {
            By::Owner => owner,
            By::Account(account) => account,
        };
        let key = match aim.form {
            Form::KeyId => KeyName::KeyId(slot),
            Form::Arn => KeyName::Arn(slot, owner, place),
            Form::ArnOf(elsewhere) => KeyName::Arn(slot, owner, elsewhere),
            Form::Alias(name) => KeyName::Alias(name),
            Form::AliasArn(name) => KeyName::AliasArn(owner, place, name),
        };
        let token = match &command.request {
            Request::ImportKeyMaterial(import) => self.token_for(import.token, slot, place),
            _ => None,
        };
        Asked { now, caller, place, key, token, request: command.request.clone() }
    }
}
