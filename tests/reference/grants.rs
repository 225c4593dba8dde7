//! Grants: each is of one key in one Region, until it is retired or revoked or the key is gone.

use super::alphabet::{GRANTS_PER_KEY, Place, Slot};
use super::answer::{Answer, Output, Refusal};
use super::asked::Asked;
use super::ciphertext::Context;
use super::command::Request;
use super::grant::{Constraint, Filter, Grant, GrantName, Named, Operations, Terms, ToRetire, Tokens, Which};
use super::principal::Principal;
use super::states::StateName::{self, *};
use super::use_of_key::{Use, Using};
use super::world::World;

const VALIDATION: Refusal = Refusal::somehow("ValidationException");
const NO_SUCH_TOKEN: Refusal = Refusal::somehow("InvalidGrantTokenException");
const NO_SUCH_GRANT: Refusal = Refusal::somehow("NotFoundException");

impl World {
    pub(crate) fn create_grant(&mut self, asked: &Asked, terms: Terms, dry_run: bool) -> Answer {
        let mut refusals = self.wrong_tokens(asked);
        refusals.extend(wrong_terms(terms));
        let slot = self.key_for(asked.key, asked, "CreateGrant");
        match &slot {
            Ok(slot) => refusals.extend(self.wrong_grant(*slot, asked, terms)),
            Err(refusal) => refusals.push(refusal.clone()),
        }
        Refusal::any_of(refusals)?;
        if dry_run {
            return Err(Refusal::dry_run());
        }
        let (slot, place) = (slot?, asked.place);
        let grant = self.same_grant(slot, asked, terms).unwrap_or_else(|| {
            let made = self.grants_made.entry((slot, place)).or_default();
            let grant = GrantName { slot, place, number: *made };
            *made += 1;
            self.grants.insert(grant, Grant { created: self.now, issuer: asked.caller(), terms });
            grant
        });
        // Each time another token, and each is good.
        self.grant_tokens.push(grant);
        Ok(Output::Granted(grant))
    }

    /// What is wrong with a grant of this key.
    fn wrong_grant(&self, slot: Slot, asked: &Asked, terms: Terms) -> Vec<Refusal> {
        const NEVER: &[StateName] =
            &[Disabled, PendingDeletion, PendingReplicaDeletion, PendingImport, Creating];
        let mut refusals = Vec::new();
        refusals.extend(self.refuse_in(NEVER, slot, asked.place).err());
        let kind = self.sets[&slot].kind;
        if !terms.operations.are_of(kind) {
            refusals.push(VALIDATION);
        }
        // Of operations that take no encryption context; the exception is not known.
        if terms.constraint != Constraint::None && !kind.is_symmetric() {
            refusals.push(Refusal::UNKNOWN);
        }
        let is_new = self.same_grant(slot, asked, terms).is_none();
        if is_new && self.grants_of(slot, asked.place).len() >= GRANTS_PER_KEY {
            refusals.push(Refusal::somehow("LimitExceededException"));
        }
        refusals
    }

    /// The grant that was made of the same request; without a name, every request makes another.
    fn same_grant(&self, slot: Slot, asked: &Asked, terms: Terms) -> Option<GrantName> {
        terms.name?;
        let is_same = |grant: &GrantName| {
            (self.grants[grant].issuer, self.grants[grant].terms) == (asked.caller(), terms)
        };
        self.grants_of(slot, asked.place).into_iter().find(is_same)
    }

    /// What is wrong with the grant tokens of a request: there are ten at most, and CreateGrant gave each in this Region.
    pub(crate) fn wrong_tokens(&self, asked: &Asked) -> Vec<Refusal> {
        let is_good =
            |token: &Option<usize>| token.is_some_and(|token| self.grant_tokens[token].place == asked.place);
        let mut refusals = Vec::new();
        if asked.grant_tokens.len() > 10 {
            refusals.push(VALIDATION);
        }
        if !asked.grant_tokens.iter().all(is_good) {
            refusals.push(NO_SUCH_TOKEN);
        }
        refusals
    }

    /// Whether a grant of the key permits the caller the action.
    pub(crate) fn is_granted(&self, slot: Slot, asked: &Asked, action: &str) -> bool {
        let context = match &asked.request {
            Request::Use(Using { how: Use::Decrypt { with, .. }, .. }) => with.context,
            _ => None,
        };
        self.grants_of(slot, asked.place).iter().map(|name| self.grants[name].terms).any(|terms| {
            let is_kept = match terms.constraint {
                Constraint::None | Constraint::EmptySubset => true,
                _ => action != "Decrypt" || context == Some(Context::Orders),
            };
            asked.principal.acts_for(terms.grantee)
                && terms.operations.list().iter().any(|operation| operation.as_str() == action)
                && is_kept
        })
    }

    fn grants_of(&self, slot: Slot, place: Place) -> Vec<GrantName> {
        self.grants.keys().filter(|grant| (grant.slot, grant.place) == (slot, place)).copied().collect()
    }

    fn listed(&self, is_listed: impl Fn(&GrantName, &Grant) -> bool) -> Answer {
        let all = self.grants.iter().filter(|(name, grant)| is_listed(name, grant));
        Ok(Output::Grants(all.map(|(name, grant)| (*name, grant.clone())).collect()))
    }

    pub(crate) fn list_grants(&self, slot: Slot, asked: &Asked, filter: Filter) -> Answer {
        self.listed(|name, grant| {
            (name.slot, name.place) == (slot, asked.place)
                && match filter {
                    Filter::None => true,
                    Filter::Grantee(grantee) => grant.terms.grantee == grantee,
                    Filter::Id(_) => asked.grant == Some(Named::Grant(*name)),
                }
        })
    }

    pub(crate) fn list_retirable_grants(&self, asked: &Asked, retiring: Principal) -> Answer {
        if retiring.account() != asked.caller() {
            // The principal is to be of the caller's account; the exception is not known.
            return Err(Refusal::UNKNOWN);
        }
        self.listed(|name, grant| name.place == asked.place && grant.terms.retiring == Some(retiring))
    }

    pub(crate) fn revoke_grant(&mut self, slot: Slot, asked: &Asked, dry_run: bool) -> Answer {
        let grant = self.named_grant(slot, asked)?;
        self.take_back(grant, dry_run)
    }

    pub(crate) fn retire_grant(&mut self, slot: Slot, asked: &Asked, dry_run: bool) -> Answer {
        let grant = self.named_grant(slot, asked)?;
        self.check_may_retire(grant, asked)?;
        self.take_back(grant, dry_run)
    }

    pub(crate) fn retire_grant_by_token(&mut self, asked: &Asked, dry_run: bool) -> Answer {
        let Some(grant) = asked.grant_tokens[0].map(|token| self.grant_tokens[token]) else {
            return Err(NO_SUCH_TOKEN);
        };
        if grant.place != asked.place {
            return Err(NO_SUCH_TOKEN);
        }
        if !self.grants.contains_key(&grant) {
            return Err(NO_SUCH_GRANT);
        }
        self.check_may_retire(grant, asked)?;
        self.take_back(grant, dry_run)
    }

    /// The grant of the key that the request names.
    fn named_grant(&self, slot: Slot, asked: &Asked) -> Result<GrantName, Refusal> {
        match asked.grant {
            Some(Named::Grant(grant))
                if (grant.slot, grant.place) == (slot, asked.place) && self.grants.contains_key(&grant) =>
            {
                Ok(grant)
            }
            _ => Err(NO_SUCH_GRANT),
        }
    }

    /// The retiring principal may, the grantee if the grant says so, and the account.
    fn check_may_retire(&self, name: GrantName, asked: &Asked) -> Result<(), Refusal> {
        let terms = self.grants[&name].terms;
        let owner = self.sets[&name.slot].account;
        let may = terms.retiring.is_some_and(|retiring| asked.principal.acts_for(retiring))
            || terms.operations == Operations::DescribeAndRetire && asked.principal.acts_for(terms.grantee)
            || asked.principal == Principal::Account(owner);
        if may { Ok(()) } else { Err(Refusal::somehow("AccessDeniedException")) }
    }

    fn take_back(&mut self, grant: GrantName, dry_run: bool) -> Answer {
        if dry_run {
            return Err(Refusal::dry_run());
        }
        self.grants.remove(&grant).expect("a grant that is there");
        Ok(Output::Nothing)
    }

    /// The grant that a request for this key names.
    pub(crate) fn grant_for(&self, which: Which, slot: Slot, place: Place) -> Named {
        let round = |grants: &[GrantName], number: usize| match grants {
            [] => Named::NeverMade,
            grants => Named::Grant(grants[number % grants.len()]),
        };
        match which {
            Which::OfKey(number) => round(&self.grants_of(slot, place), number),
            Which::EverOfKey(number) => {
                let made = self.grants_made.get(&(slot, place)).copied().unwrap_or_default();
                let ever: Vec<_> = (0..made).map(|number| GrantName { slot, place, number }).collect();
                round(&ever, number)
            }
            Which::Latest => self.grant_tokens.last().map_or(Named::NeverMade, |grant| Named::Grant(*grant)),
            Which::NeverMade => Named::NeverMade,
            Which::Malformed => Named::Malformed,
        }
    }

    /// Which of the tokens that were given these are; `None` for a text that KMS never gave.
    pub(crate) fn tokens_for(&self, tokens: Tokens) -> Vec<Option<usize>> {
        let latest = |before: usize| self.grant_tokens.len().checked_sub(before + 1);
        match tokens {
            Tokens::None => vec![],
            // Before any was given, none.
            Tokens::Latest(before) => latest(before).map(Some).into_iter().collect(),
            Tokens::LatestAndNonsense => vec![latest(0), None],
            Tokens::Eleven => vec![latest(0); 11],
        }
    }

    /// The token that RetireGrant brings, if it names its grant by one.
    pub(crate) fn token_to_retire(&self, grant: ToRetire) -> Option<Option<usize>> {
        match grant {
            ToRetire::Token(before) => Some(self.grant_tokens.len().checked_sub(before + 1)),
            ToRetire::Nonsense => Some(None),
            ToRetire::Id(_) => None,
        }
    }
}

/// What is wrong with the terms of a grant whatever the key is.
fn wrong_terms(terms: Terms) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    match terms.operations {
        Operations::Nothing => refusals.push(VALIDATION),
        Operations::CreateGrant => {
            let words = "Grants must not contain only the CreateGrant operation.";
            refusals.push(Refusal::said("ValidationException", words));
        }
        _ => {}
    }
    match terms.constraint {
        Constraint::Both => {
            refusals.push(Refusal::said("ValidationException", "More than one constraint supplied"));
        }
        Constraint::NinePairs | Constraint::LongValue => refusals.push(VALIDATION),
        _ => {}
    }
    refusals
}
