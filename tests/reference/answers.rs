//! What the reference answers, operation by operation.

use super::alphabet::{Account, DAY, Name, Place, Policy, Slot, UPDATING};
use super::answer::{Answer, Output, Refusal, arn};
use super::asked::{Asked, KeyName};
use super::command::{Of, Request};
use super::grant::{Named, ToRetire};
use super::making::{check_policy, check_tags};
use super::states::StateName::{self, *};
use super::world::{State, World};

impl World {
    /// Lets time pass, answers, and lets happen what is due at once then. A refusal changes nothing.
    pub(crate) fn answer(&mut self, asked: &Asked) -> Answer {
        self.reach(asked.now);
        let before = self.clone();
        let answer = self.decide(asked);
        if answer.is_err() {
            assert_eq!(*self, before, "the reference changes nothing when it refuses");
        }
        self.reach(asked.now);
        answer
    }

    fn decide(&mut self, asked: &Asked) -> Answer {
        match &asked.request {
            Request::CreateKey { kind, multi_region, usage, extras } => {
                self.create_key(asked, *kind, *multi_region, *usage, *extras)
            }
            Request::ListKeys => Ok(Output::Keys(
                self.keys
                    .keys()
                    .filter(|(slot, place)| {
                        *place == asked.place && self.sets[slot].account == asked.caller()
                    })
                    .map(|(slot, _)| *slot)
                    .collect(),
            )),
            Request::CreateAlias(Name::Reserved)
            | Request::UpdateAlias(Name::Reserved)
            | Request::DeleteAlias(Name::Reserved) => Err(Refusal::UNKNOWN),
            Request::DeleteAlias(name) => self.delete_alias(asked, *name),
            Request::ListAliases(Of::All) => Ok(self.aliases_here(asked, None)),
            Request::CreateGrant { terms, dry_run, .. } => self.create_grant(asked, *terms, *dry_run),
            Request::ListRetirableGrants(retiring) => self.list_retirable_grants(asked, *retiring),
            Request::RetireGrant { grant: ToRetire::Token(_) | ToRetire::Nonsense, dry_run } => {
                self.retire_grant_by_token(asked, *dry_run)
            }
            Request::Use(using) => self.use_key(asked, using),
            Request::ConnectCustomKeyStore(store) => self.connect(*store, asked),
            Request::DisconnectCustomKeyStore(store) => self.disconnect(*store, asked),
            on_a_key => {
                if let Request::ImportKeyMaterial(import) = on_a_key {
                    self.check_import(*import)?;
                }
                let slot = match on_a_key {
                    // The grant says who may.
                    Request::RetireGrant { .. } => self.find(asked.key, asked),
                    _ => self.key_for(asked.key, asked, asked.request.name().as_str()),
                };
                if asked.grant == Some(Named::Malformed) {
                    let malformed = Refusal::somehow("InvalidGrantIdException");
                    Refusal::any_of(slot.err().into_iter().chain([malformed]).collect())?;
                    unreachable!();
                }
                self.on_key(slot?, asked.place, asked, on_a_key)
            }
        }
    }

    /// The key that is named, if the caller may do this with it.
    pub(crate) fn key_for(&self, key: KeyName, asked: &Asked, action: &str) -> Result<Slot, Refusal> {
        let slot = self.find(key, asked)?;
        self.check_shared(slot, asked, action)?;
        Ok(slot)
    }

    /// The key that is named, if it is there for this caller in the Region that is called.
    fn find(&self, key: KeyName, asked: &Asked) -> Result<Slot, Refusal> {
        let there = |slot: &Slot, owner: Account| {
            self.keys.contains_key(&(*slot, asked.place)) && self.sets[slot].account == owner
        };
        let absent_from = |slot, owner, place| {
            Refusal::said("NotFoundException", format!("Key '{}' does not exist", arn(slot, owner, place)))
        };
        let absent = |slot| absent_from(slot, asked.caller(), asked.place);
        let crosses_accounts = asked.request.crosses_accounts();
        match key {
            KeyName::KeyId(slot) => {
                if there(&slot, asked.caller()) {
                    Ok(slot)
                } else {
                    Err(absent(slot))
                }
            }
            KeyName::Alias(_) | KeyName::AliasArn(..) if !asked.request.takes_aliases() => {
                Err(Refusal::said("InvalidArnException", "Key Aliases are not supported for this operation."))
            }
            // Which exception tells that the key is somebody else's is not known.
            KeyName::Arn(_, owner, _) | KeyName::AliasArn(owner, _, _)
                if owner != asked.caller() && !crosses_accounts =>
            {
                Err(Refusal::UNKNOWN)
            }
            KeyName::Arn(_, _, place) | KeyName::AliasArn(_, place, _) if place != asked.place => {
                Err(Refusal::said("NotFoundException", format!("Invalid arn {}", place.as_str())))
            }
            KeyName::Arn(slot, owner, _) if there(&slot, owner) => Ok(slot),
            KeyName::Arn(slot, owner, place) => Err(absent_from(slot, owner, place)),
            KeyName::Alias(name) => self.alias_in(asked.caller(), asked.place, name).map(|alias| alias.slot),
            KeyName::AliasArn(owner, place, name) => {
                self.alias_in(owner, place, name).map(|alias| alias.slot)
            }
        }
    }

    fn check_shared(&self, slot: Slot, asked: &Asked, action: &str) -> Result<(), Refusal> {
        if self.is_for(slot, asked, action) {
            return Ok(());
        }
        let words = format!(
            "User: {} is not authorized to perform: kms:{action} on resource: {} because no resource-based policy allows the kms:{action} action",
            asked.principal.arn(),
            self.arn(slot, asked.place)
        );
        Err(Refusal::said("AccessDeniedException", words))
    }

    /// A key of another account is for the caller if its policy names the caller's account, as one of the policies here
    /// does, or a grant of the key permits it. IAM policies allow everything.
    pub(crate) fn is_for(&self, slot: Slot, asked: &Asked, action: &str) -> bool {
        let is_shared = self.keys[&(slot, asked.place)].policy == Policy::Read;
        self.sets[&slot].account == asked.caller() || is_shared || self.is_granted(slot, asked, action)
    }

    /// What a key is in that is enabled or disabled; while its store is disconnected, it shows neither.
    fn set_to(&self, slot: Slot, disabled: bool) -> State {
        match (self.sets[&slot].kind.store(), disabled) {
            (Some(store), _) if self.disconnected.contains(&store) => State::Unavailable { disabled },
            (_, true) => State::Disabled,
            (_, false) => State::Enabled,
        }
    }

    fn on_key(&mut self, slot: Slot, place: Place, asked: &Asked, request: &Request) -> Answer {
        let now = self.now;
        let key = |world: &mut Self| world.keys[&(slot, place)].clone();
        let done = Ok(Output::Nothing);
        match request {
            Request::CreateKey { .. }
            | Request::ListKeys
            | Request::DeleteAlias(_)
            | Request::CreateGrant { .. }
            | Request::ListRetirableGrants(_)
            | Request::Use(_)
            | Request::ConnectCustomKeyStore(_)
            | Request::DisconnectCustomKeyStore(_) => unreachable!(),
            Request::ListAliases(_) => Ok(self.aliases_here(asked, Some(slot))),
            Request::ListGrants(filter) => self.list_grants(slot, asked, *filter),
            Request::RetireGrant { dry_run, .. } => self.retire_grant(slot, asked, *dry_run),
            Request::RevokeGrant { dry_run, .. } => self.revoke_grant(slot, asked, *dry_run),
            Request::DescribeKey => Ok(Output::Key(slot, place)),
            Request::EnableKey | Request::DisableKey => {
                const NEVER: &[StateName] =
                    &[PendingDeletion, PendingReplicaDeletion, PendingImport, Creating, Updating];
                self.refuse_in(NEVER, slot, place)?;
                let disabled = matches!(request, Request::DisableKey);
                self.set_state(slot, place, self.set_to(slot, disabled));
                done
            }
            Request::ScheduleKeyDeletion(days) => {
                self.refuse_in(&[PendingDeletion, PendingReplicaDeletion, Updating], slot, place)?;
                let waits = self.is_primary(slot, place) && !self.replicas(slot).is_empty();
                let date = now + i64::from(*days) * DAY;
                let state = match waits {
                    true => State::PendingReplicaDeletion(*days),
                    false => State::PendingDeletion(date),
                };
                self.set_state(slot, place, state);
                let date = (!waits).then_some(date);
                Ok(Output::Deletion { slot, place, date, window: *days, waits_for_replicas: waits })
            }
            Request::CancelKeyDeletion => {
                let state = StateName::of(&key(self).state);
                if !matches!(state, PendingDeletion | PendingReplicaDeletion) {
                    let words = format!("{} is not pending deletion.", self.arn(slot, place));
                    return Err(Refusal::said("KMSInvalidStateException", words));
                }
                let usable = self.is_usable(slot, place);
                let kept = if usable { self.set_to(slot, true) } else { State::PendingImport };
                self.set_state(slot, place, kept);
                Ok(Output::Arn(slot, place))
            }
            Request::PutKeyPolicy(policy) => {
                check_policy(*policy)?;
                self.keys.get_mut(&(slot, place)).unwrap().policy = *policy;
                done
            }
            Request::GetKeyPolicy => Ok(Output::Policy(key(self).policy)),
            Request::ListKeyPolicies => Ok(Output::PolicyNames),
            Request::TagResource(tags) => {
                self.refuse_in(&[PendingDeletion, PendingReplicaDeletion], slot, place)?;
                check_tags(*tags, &key(self).tags)?;
                self.keys.get_mut(&(slot, place)).unwrap().tags.extend(tags.pairs());
                done
            }
            Request::UntagResource(tags) => {
                self.refuse_in(&[PendingDeletion, PendingReplicaDeletion], slot, place)?;
                let tagged = &mut self.keys.get_mut(&(slot, place)).unwrap().tags;
                tags.pairs().iter().for_each(|(key, _)| drop(tagged.remove(key)));
                done
            }
            Request::ListResourceTags => Ok(Output::Tags(key(self).tags)),
            Request::UpdateKeyDescription(description) => {
                self.refuse_in(&[PendingDeletion, PendingReplicaDeletion], slot, place)?;
                self.keys.get_mut(&(slot, place)).unwrap().description = *description;
                done
            }
            Request::GetKeyLastUsage => {
                let last = self.last_uses.get(&(slot, place)).copied();
                Ok(Output::LastUse { slot, created: key(self).created, last })
            }
            Request::CreateAlias(name) => self.create_alias(slot, asked, *name),
            Request::UpdateAlias(name) => self.update_alias(slot, asked, *name),
            Request::ReplicateKey { to, extras } => self.replicate_key(slot, asked, *to, *extras),
            Request::UpdatePrimaryRegion(to) => self.update_primary_region(slot, asked, *to),
            Request::GetParametersForImport => self.get_parameters_for_import(slot, place),
            Request::ImportKeyMaterial(import) => self.import_key_material(slot, place, asked.token, *import),
            Request::DeleteImportedKeyMaterial(material) => {
                self.delete_imported_key_material(slot, place, *material)
            }
            Request::EnableKeyRotation(days) => self.enable_key_rotation(slot, place, *days),
            Request::DisableKeyRotation => self.disable_key_rotation(slot, place),
            Request::GetKeyRotationStatus => self.get_key_rotation_status(slot, place),
            Request::RotateKeyOnDemand => self.rotate_key_on_demand(slot, place),
            Request::ListKeyRotations(which) => self.list_key_rotations(slot, place, *which),
        }
    }

    fn update_primary_region(&mut self, slot: Slot, asked: &Asked, to: Place) -> Answer {
        if !self.is_primary(slot, asked.place) {
            let words = format!("{} is not a multi-region primary key.", self.arn(slot, asked.place));
            return Err(Refusal::said("UnsupportedOperationException", words));
        }
        const NEVER: &[StateName] =
            &[Disabled, PendingDeletion, PendingReplicaDeletion, PendingImport, Creating];
        self.refuse_in(NEVER, slot, asked.place)?;
        match self.sets[&slot].next_primary {
            Some(next) if next == to => return Ok(Output::Nothing),
            // Whether the state or the Region is looked at first is not known.
            Some(_) if to == asked.place || !self.keys.contains_key(&(slot, to)) => {
                return Err(Refusal::UNKNOWN);
            }
            Some(_) => self.refuse_in(&[Updating], slot, asked.place)?,
            None => {}
        }
        if to == asked.place {
            return Err(Refusal::somehow("UnsupportedOperationException"));
        }
        let Some(target) = self.keys.get(&(slot, to)) else {
            return Err(Refusal::somehow("NotFoundException"));
        };
        // Which of the two keys the message names is not known.
        match target.state {
            State::Enabled => {}
            State::Disabled => return Err(Refusal::somehow("DisabledException")),
            _ => return Err(Refusal::somehow("KMSInvalidStateException")),
        }
        let until = self.now + UPDATING;
        self.set_state(slot, asked.place, State::Updating(until));
        self.set_state(slot, to, State::Updating(until));
        self.sets.get_mut(&slot).unwrap().next_primary = Some(to);
        Ok(Output::Nothing)
    }
}
