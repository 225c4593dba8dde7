//! How keys and replicas are made.

use super::alphabet::{
    CREATING, KEYS_PER_REGION, Kind, Material, Place, Policy, Slot, TAGS_PER_KEY, TagList,
};
use super::answer::{Answer, Output, Refusal};
use super::asked::Asked;
use super::command::{Extras, Usage};
use super::states::StateName::{self, *};
use super::world::{Key, Set, State, World};

impl World {
    pub(crate) fn create_key(
        &mut self,
        asked: &Asked,
        kind: Kind,
        multi_region: bool,
        usage: Usage,
        extras: Extras,
    ) -> Answer {
        if kind.store().is_some() {
            Refusal::any_of(self.wrong_in_store(asked, kind, multi_region, usage, extras))?;
        }
        match usage {
            Usage::Unsaid if !kind.is_symmetric() => {
                return Err(Refusal::said(
                    "ValidationException",
                    "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.",
                ));
            }
            Usage::Wrong => {
                let spec = kind.spec();
                return Err(Refusal::said(
                    "ValidationException",
                    format!("KeyUsage {} is not compatible with KeySpec {spec}", kind.wrong_usage()),
                ));
            }
            _ => {}
        }
        check_policy(extras.policy)?;
        check_tags(extras.tags, &Default::default())?;
        self.check_quota(asked, asked.place)?;
        let slot = Slot(self.made);
        self.made += 1;
        let set = Set {
            account: asked.caller(),
            kind,
            multi_region,
            primary: asked.place,
            next_primary: None,
            // Other material than that of symmetric keys is never changed, and nobody sees a name of it.
            used: if kind == Kind::Symmetric { vec![Material::Made(0)] } else { Vec::new() },
            pending: None,
            rotation: None,
            on_demand: None,
            rotated: Vec::new(),
        };
        self.sets.insert(slot, set);
        let state = if kind.is_imported() { State::PendingImport } else { State::Enabled };
        self.insert(slot, asked.place, state, extras);
        Ok(Output::Key(slot, asked.place))
    }

    /// What is wrong with a new key in a custom key store; which of it is said first is not known.
    fn wrong_in_store(
        &self,
        asked: &Asked,
        kind: Kind,
        multi_region: bool,
        usage: Usage,
        extras: Extras,
    ) -> Vec<Refusal> {
        let Some(store) = kind.store() else { return Vec::new() };
        let mut refusals = Vec::new();
        if multi_region {
            refusals.push(Refusal::somehow("UnsupportedOperationException"));
        }
        let found = Self::check_store(store, asked);
        refusals.extend(found.and_then(|()| self.check_connected(store)).err());
        if self.sets.values().any(|set| set.kind == kind && kind != Kind::InCloudHsm) {
            refusals.push(Refusal::somehow("XksKeyAlreadyInUseException"));
        }
        if refusals.is_empty() {
            return refusals;
        }
        if usage == Usage::Wrong {
            refusals.push(Refusal::somehow("ValidationException"));
        }
        refusals.extend(check_policy(extras.policy).err());
        refusals.extend(check_tags(extras.tags, &Default::default()).err());
        refusals.extend(self.check_quota(asked, asked.place).err());
        refusals
    }

    fn insert(&mut self, slot: Slot, place: Place, state: State, extras: Extras) {
        let key = Key {
            created: self.now,
            state,
            description: extras.description,
            policy: extras.policy,
            tags: extras.tags.pairs().into_iter().collect(),
            imported: Default::default(),
            ever_imported: false,
        };
        self.keys.insert((slot, place), key);
    }

    pub(crate) fn replicate_key(&mut self, slot: Slot, asked: &Asked, to: Place, extras: Extras) -> Answer {
        if !self.is_primary(slot, asked.place) {
            let words = format!("{} is not a multi-region primary key.", self.arn(slot, asked.place));
            return Err(Refusal::said("UnsupportedOperationException", words));
        }
        const NEVER: &[StateName] =
            &[Disabled, PendingDeletion, PendingReplicaDeletion, PendingImport, Creating, Updating];
        self.refuse_in(NEVER, slot, asked.place)?;
        if to == asked.place {
            return Err(Refusal::somehow("UnsupportedOperationException"));
        }
        if self.keys.contains_key(&(slot, to)) {
            return Err(Refusal::said(
                "AlreadyExistsException",
                "You can create only one replica of each primary key in each AWS Region.",
            ));
        }
        check_policy(extras.policy)?;
        check_tags(extras.tags, &Default::default())?;
        self.check_quota(asked, to)?;
        let ready_at = self.now + CREATING;
        self.insert(slot, to, State::Creating(ready_at), extras);
        Ok(Output::Key(slot, to))
    }

    fn check_quota(&self, asked: &Asked, place: Place) -> Result<(), Refusal> {
        match self.keys_in(asked.caller(), place) {
            keys if keys >= KEYS_PER_REGION => Err(Refusal::somehow("LimitExceededException")),
            _ => Ok(()),
        }
    }
}

pub(crate) fn check_policy(policy: Policy) -> Result<(), Refusal> {
    match policy {
        Policy::NoJson => Err(Refusal::somehow("MalformedPolicyDocumentException")),
        Policy::Default | Policy::Read => Ok(()),
    }
}

/// Whether a key that has tags can have these too.
pub(crate) fn check_tags(tags: TagList, has: &super::alphabet::TagsOf) -> Result<(), Refusal> {
    match tags {
        TagList::Twice => Err(Refusal::said("TagException", "Duplicate tag keys")),
        TagList::Reserved => Err(Refusal::said("TagException", "Tags beginning with aws: are reserved")),
        TagList::FiftyOne => Err(Refusal::said("TagException", "Too many tags")),
        _ => {
            let mut all = has.clone();
            all.extend(tags.pairs());
            // The words were recorded for one request alone.
            if all.len() > TAGS_PER_KEY { Err(Refusal::somehow("TagException")) } else { Ok(()) }
        }
    }
}
