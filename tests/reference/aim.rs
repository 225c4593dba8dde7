//! Which key a command is about, once it is known which keys there are: mostly one that the command can come to something
//! with.

use super::alphabet::{Account, Kind, Name, Place, Slot};
use super::command::{Aim, Request, Those, Where};
use super::grant::{GrantName, ToRetire};
use super::store::Store;
use super::use_of_key::Pick;
use super::world::{State, World};

/// A key that may be there.
pub(crate) struct Target {
    pub(crate) slot: Slot,
    pub(crate) owner: Account,
    pub(crate) place: Place,
}

impl World {
    pub(crate) fn target(&self, aim: &Aim, request: &Request) -> Target {
        if aim.set == Those::Suitable
            && let Some((slot, place)) = self.made_for(aim, request)
        {
            return Target { slot, owner: self.sets[&slot].account, place };
        }
        let here = self.slots();
        let slot = match aim.set {
            Those::NeverMade => Slot::NEVER,
            Those::EverMade if self.made > 0 => Slot(aim.which % self.made),
            Those::Here if !here.is_empty() => here[aim.which % here.len()],
            Those::Suitable if !here.is_empty() => {
                let suitable: Vec<_> =
                    here.iter().copied().filter(|slot| self.suits(*slot, request)).collect();
                let from = if suitable.is_empty() { &here } else { &suitable };
                from[aim.which % from.len()]
            }
            _ => Slot::NEVER,
        };
        let set = self.sets.get(&slot);
        let home = request.store().map(Store::home);
        let of_set = || set.map(|set| (set.account, set.primary));
        let (owner, primary) = home.or_else(of_set).unwrap_or((Account::Ours, Place::Virginia));
        let place = match aim.place {
            Where::At(place) => place,
            Where::Replica(which) if home.is_none() => match set.map(|_| self.replicas(slot)) {
                Some(replicas) if !replicas.is_empty() => replicas[which % replicas.len()],
                _ => primary,
            },
            Where::Primary | Where::Replica(_) => primary,
        };
        Target { slot, owner, place }
    }

    /// The key that a request is made for by what it brings: a token, a grant, a ciphertext; or by the state of the key.
    fn made_for(&self, aim: &Aim, request: &Request) -> Option<(Slot, Place)> {
        let grant = |grant: Option<&GrantName>| grant.map(|grant| (grant.slot, grant.place));
        let made_for = match request {
            Request::ImportKeyMaterial(_) => self.tokens.last().map(|token| (token.slot, token.place)),
            Request::RetireGrant { grant: ToRetire::Token(before), .. } => {
                grant(self.grant_tokens.iter().rev().nth(*before))
            }
            Request::RetireGrant { .. } | Request::RevokeGrant { .. } => grant(self.grants.keys().last()),
            Request::Use(using) => match using.how.pick() {
                Some(Pick::Latest(before)) => {
                    let slot = self.ciphertexts.iter().rev().nth(before)?.slot;
                    let places = self.sets.get(&slot).map(|_| self.places(slot))?;
                    places.get(aim.which % places.len()).map(|place| (slot, *place))
                }
                _ => None,
            },
            Request::DeleteAlias(name) | Request::UpdateAlias(name) => {
                let ((owner, place, _), alias) = self.aliases.iter().find(|((_, _, of), _)| of == name)?;
                let is_there = |key: &&(Slot, Place)| key.1 == *place && self.sets[&key.0].account == *owner;
                let there: Vec<_> = self.keys.keys().filter(is_there).collect();
                match request {
                    Request::DeleteAlias(_) => Some((alias.slot, *place)),
                    _ => there.get(aim.which % there.len()).copied().copied(),
                }
            }
            Request::CancelKeyDeletion => {
                let is_pending = |state: &State| {
                    matches!(state, State::PendingDeletion(_) | State::PendingReplicaDeletion(_))
                };
                let pending: Vec<_> =
                    self.keys.iter().filter(|(_, key)| is_pending(&key.state)).map(|(key, _)| *key).collect();
                pending.get(aim.which % pending.len().max(1)).copied()
            }
            _ => None,
        };
        made_for.filter(|key| self.keys.contains_key(key))
    }

    /// Whether the request can come to something with a key of the set; what is not said here, with any.
    fn suits(&self, slot: Slot, request: &Request) -> bool {
        let set = &self.sets[&slot];
        let (places, state) = (self.places(slot).len(), self.keys[&(slot, set.primary)].state);
        match request {
            Request::Use(using) => using.how.suits(set.kind),
            Request::GetParametersForImport
            | Request::ImportKeyMaterial(_)
            | Request::DeleteImportedKeyMaterial(_) => set.kind.is_imported(),
            Request::CreateGrant { terms, .. } => terms.operations.are_of(set.kind),
            Request::ReplicateKey { .. } => {
                set.multi_region && places < Place::ALL.len() && state == State::Enabled
            }
            Request::UpdatePrimaryRegion(_) => places > 1 && state == State::Enabled,
            Request::RotateKeyOnDemand | Request::ListKeyRotations(_) => set.kind.is_symmetric(),
            Request::EnableKeyRotation(_) | Request::DisableKeyRotation | Request::GetKeyRotationStatus => {
                set.kind == Kind::Symmetric
            }
            _ => true,
        }
    }

    /// Names an alias that is there in place of one that is not.
    pub(crate) fn fit_alias(&self, request: &mut Request) {
        let is_there = |name: Name| self.aliases.keys().any(|(_, _, of)| *of == name);
        if let Request::DeleteAlias(name) | Request::UpdateAlias(name) = request
            && *name != Name::Reserved
            && !is_there(*name)
        {
            *name = self.aliases.keys().last().map_or(*name, |(_, _, of)| *of);
        }
    }

    /// Names another Region where the one that is named is wrong for sure.
    pub(crate) fn fit_region(&self, slot: Slot, request: &mut Request) {
        let Some(set) = self.sets.get(&slot) else { return };
        let is_there = |place: &Place| self.keys.contains_key(&(slot, *place));
        match request {
            Request::ReplicateKey { to, .. } if is_there(to) => {
                *to = Place::ALL.into_iter().find(|place| !is_there(place)).unwrap_or(*to);
            }
            Request::UpdatePrimaryRegion(to) if !is_there(to) || *to == set.primary => {
                *to = self.replicas(slot).first().copied().unwrap_or(*to);
            }
            _ => {}
        }
    }
}
