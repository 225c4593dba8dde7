//! A command, once it is known which keys there are.

use super::alphabet::{Account, Kind, Name, Place, Slot, Time};
use super::command::{By, Command, Form, Request, Those, Wait, Where};
use super::grant::Named;
use super::principal::Principal;
use super::use_of_key::{Opener, Using};
use super::world::{State, World};

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
        let aim = &command.aim;
        let here = self.slots();
        let slot = match aim.set {
            Those::NeverMade => Slot::NEVER,
            Those::EverMade if self.made > 0 => Slot(aim.which % self.made),
            Those::Here if !here.is_empty() => here[aim.which % here.len()],
            Those::Suitable if !here.is_empty() => {
                let opened = command.request.pick().and_then(|pick| self.latest_for(pick));
                let suits = |slot: &Slot| self.suits(*slot, &command.request);
                let suitable: Vec<_> = here.iter().copied().filter(suits).collect();
                let from = if suitable.is_empty() { &here } else { &suitable };
                opened.unwrap_or(from[aim.which % from.len()])
            }
            _ => Slot::NEVER,
        };
        let mut request = command.request.clone();
        let of_alias = request.alias().and_then(|name| {
            let named = self.aliases.keys().find(|(_, _, of)| *of == name);
            named.map(|(owner, place, _)| (*owner, *place))
        });
        let token_to_retire = match &request {
            Request::RetireGrant { grant, .. } => self.token_to_retire(*grant),
            _ => None,
        };
        let set = self.sets.get(&slot);
        let home = match request.store() {
            Some(store) => Some(store.home()),
            None => of_alias.or(set.map(|set| (set.account, set.primary))),
        };
        let (owner, primary) = home.unwrap_or((Account::Ours, Place::Virginia));
        let of_token = token_to_retire.flatten().map(|token| self.grant_tokens[token].place);
        let place = match aim.place {
            Where::At(place) => place,
            _ if of_token.is_some() => of_token.unwrap(),
            _ if of_alias.is_some() => primary,
            Where::Primary => primary,
            Where::Replica(which) => match set.map(|_| self.replicas(slot)) {
                Some(replicas) if !replicas.is_empty() => replicas[which % replicas.len()],
                _ => primary,
            },
        };
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
        let grant_tokens = match (&request, token_to_retire) {
            (_, Some(token)) => vec![token],
            (Request::CreateGrant { tokens, .. } | Request::Use(Using { tokens, .. }), _) => {
                self.tokens_for(*tokens)
            }
            _ => Vec::new(),
        };
        let grant = request.grant().map(|which| self.grant_for(which, slot, place));
        let (mut ciphertext, mut opener) = (None, None);
        if let Request::Use(Using { how, .. }) = &mut request {
            ciphertext = how.pick().and_then(|pick| self.ciphertext_for(pick, slot));
            let made = ciphertext.map(|number| self.ciphertexts[number]);
            how.fit(set.map_or(Kind::Symmetric, |set| set.kind), made);
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

    /// Whether the request can come to something with a key of the set; what is not said here, with any.
    fn suits(&self, slot: Slot, request: &Request) -> bool {
        let set = &self.sets[&slot];
        let in_state = |state: fn(&State) -> bool| {
            self.keys.iter().any(|((of, _), key)| *of == slot && state(&key.state))
        };
        match request {
            Request::Use(using) => using.how.suits(set.kind),
            Request::GetParametersForImport
            | Request::ImportKeyMaterial(_)
            | Request::DeleteImportedKeyMaterial(_) => set.kind.is_imported(),
            Request::CreateGrant { terms, .. } => terms.operations.are_of(set.kind),
            Request::ReplicateKey { .. } => set.multi_region,
            Request::UpdatePrimaryRegion(_) => !self.replicas(slot).is_empty(),
            Request::CancelKeyDeletion => in_state(|state| {
                matches!(state, State::PendingDeletion(_) | State::PendingReplicaDeletion(_))
            }),
            Request::RotateKeyOnDemand | Request::ListKeyRotations(_) => set.kind.is_symmetric(),
            Request::EnableKeyRotation(_) | Request::DisableKeyRotation | Request::GetKeyRotationStatus => {
                set.kind == Kind::Symmetric
            }
            _ => true,
        }
    }
}
