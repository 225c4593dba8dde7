//! Aliases: each belongs to one key of its account and Region.

use super::alphabet::{ALIASES_PER_KEY, Account, Kind, Name, Place, Slot};
use super::answer::{Answer, Output, Refusal};
use super::asked::Asked;
use super::states::StateName::{PendingDeletion, PendingReplicaDeletion};
use super::world::{Alias, World};

impl World {
    pub(crate) fn alias_in(&self, owner: Account, place: Place, name: Name) -> Result<Alias, Refusal> {
        self.aliases.get(&(owner, place, name)).copied().ok_or_else(|| {
            let arn = format!("arn:aws:kms:{}:{}:{}", place.as_str(), owner.as_str(), name.as_str());
            Refusal::said("NotFoundException", format!("Alias {arn} is not found."))
        })
    }

    pub(crate) fn create_alias(&mut self, slot: Slot, asked: &Asked, name: Name) -> Answer {
        self.refuse_in(&[PendingDeletion, PendingReplicaDeletion], slot, asked.place)?;
        let of = (asked.caller(), asked.place, name);
        if self.aliases.contains_key(&of) {
            return Err(Refusal::somehow("AlreadyExistsException"));
        }
        self.check_aliases_of(slot, asked)?;
        self.aliases.insert(of, Alias { slot, created: self.now, updated: self.now });
        Ok(Output::Nothing)
    }

    pub(crate) fn update_alias(&mut self, slot: Slot, asked: &Asked, name: Name) -> Answer {
        let alias = self.alias_in(asked.caller(), asked.place, name)?;
        self.refuse_in(&[PendingDeletion, PendingReplicaDeletion], slot, asked.place)?;
        let class = |kind: Kind| (kind.spec(), kind.usage());
        if class(self.sets[&slot].kind) != class(self.sets[&alias.slot].kind) {
            // None of the exceptions of the operation fits.
            return Err(Refusal::UNKNOWN);
        }
        if alias.slot != slot {
            self.check_aliases_of(slot, asked)?;
        }
        let now = self.now;
        let alias = self.aliases.get_mut(&(asked.caller(), asked.place, name)).unwrap();
        (alias.slot, alias.updated) = (slot, now);
        Ok(Output::Nothing)
    }

    pub(crate) fn delete_alias(&mut self, asked: &Asked, name: Name) -> Answer {
        self.alias_in(asked.caller(), asked.place, name)?;
        self.aliases.remove(&(asked.caller(), asked.place, name));
        Ok(Output::Nothing)
    }

    /// The caller's aliases in the Region that is called, or those of them that belong to a key.
    pub(crate) fn aliases_here(&self, asked: &Asked, of: Option<Slot>) -> Output {
        let is_listed = |(owner, place, _): &(Account, Place, Name), alias: &Alias| {
            (*owner, *place) == (asked.caller(), asked.place) && of.is_none_or(|slot| alias.slot == slot)
        };
        let listed = self.aliases.iter().filter(|(of, alias)| is_listed(of, alias));
        Output::Aliases(listed.map(|((_, _, name), alias)| (*name, *alias)).collect())
    }

    fn check_aliases_of(&self, slot: Slot, asked: &Asked) -> Result<(), Refusal> {
        let here = |(_, place, _): &(_, _, _)| *place == asked.place;
        let has = self.aliases.iter().filter(|(of, alias)| here(of) && alias.slot == slot).count();
        if has >= ALIASES_PER_KEY { Err(Refusal::somehow("LimitExceededException")) } else { Ok(()) }
    }
}
