//! A command, once it is known which keys there are.

use super::aim::Target;
use super::alphabet::{Account, Kind, Name, Place, Slot, Time};
use super::command::{By, Command, Form, Request, Those, Wait, Where};
use super::grant::Named;
use super::principal::Principal;
use super::use_of_key::{Opener, Using};
use super::world::World;

/// What somebody asks.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) now: Time,
    pub(crate) principal: Principal,
    /// The Region that is called.
    pub(crate) place: Place,
    pub(crate) key: KeyName,
    /// Which of the import tokens that were given is brought.
    pub(crate) token: Option<usize>,
    /// Which of the grant tokens that were given are brought; `None` for a text that was never given.
    pub(crate) grant_tokens: Vec<Option<usize>>,
    /// The grant that is named by its ID.
    pub(crate) grant: Option<Named>,
    /// Which of the ciphertexts that were made is to be opened.
    pub(crate) ciphertext: Option<usize>,
    /// How the key that opens it is named.
    pub(crate) opener: Option<KeyName>,
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
    pub(crate) const fn caller(&self) -> Account {
        self.principal.account()
    }

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
        let (aim, mut request) = (&command.aim, command.request.clone());
        if aim.set == Those::Suitable {
            self.fit_alias(&mut request);
        }
        let Target { slot, owner, place } = self.target(aim, &request);
        if aim.set == Those::Suitable && matches!(aim.place, Where::Primary) {
            self.fit_region(slot, &mut request);
        }
        let principal = match aim.caller {
            By::Owner => Principal::Account(owner),
            By::Principal(principal) => principal,
        };
        let key = match aim.form {
            Form::KeyId => KeyName::KeyId(slot),
            Form::Arn => KeyName::Arn(slot, owner, place),
            Form::ArnOf(elsewhere) => KeyName::Arn(slot, owner, elsewhere),
            Form::Alias(name) => KeyName::Alias(name),
            Form::AliasArn(name) => KeyName::AliasArn(owner, place, name),
        };
        let token = match &request {
            Request::ImportKeyMaterial(import) => self.token_for(import.token, slot, place),
            _ => None,
        };
        let grant_tokens = match &request {
            Request::RetireGrant { grant, .. } => self.token_to_retire(*grant).into_iter().collect(),
            Request::CreateGrant { tokens, .. } | Request::Use(Using { tokens, .. }) => {
                self.tokens_for(*tokens)
            }
            _ => Vec::new(),
        };
        let grant = request.grant().map(|which| self.grant_for(which, slot, place));
        let (mut ciphertext, mut opener) = (None, None);
        if let Request::Use(Using { how, .. }) = &mut request {
            ciphertext = how.pick().and_then(|pick| self.ciphertext_for(pick, slot));
            let made = ciphertext.map(|number| self.ciphertexts[number]);
            how.fit(self.sets.get(&slot).map_or(Kind::Symmetric, |set| set.kind), made);
            opener = match (how.opener(), made) {
                (Some(Opener::TheKey), _) => Some(key),
                (Some(Opener::OfCiphertext), Some(made)) if made.owner == principal.account() => {
                    Some(KeyName::KeyId(made.slot))
                }
                (Some(Opener::OfCiphertext), Some(made)) => Some(KeyName::Arn(made.slot, made.owner, place)),
                _ => None,
            };
        }
        Asked { now, principal, place, key, token, grant_tokens, grant, ciphertext, opener, request }
    }
}
