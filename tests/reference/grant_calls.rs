//! The model under test, asked about grants.

use std::collections::BTreeMap;

use kms_mrk::identity::KeyReference;
use kms_mrk::key::{EncryptionContext, GrantConstraints, GrantOperation};
use kms_mrk::operation::{
    CreateGrant, DryRun, GrantListEntry, Limit, ListGrants, ListRetirableGrants, Marker, Operation, Page,
    RetireGrant, RevokeGrant,
};

use super::alphabet::Account;
use super::answer::Output;
use super::asked::Asked;
use super::command::Request;
use super::grant::{Constraint, Filter, Grant, GrantName, Operations, Terms};
use super::names::{account_id, principal, time, who};
use super::principal::Principal;
use super::system::{Answered, System};

impl System {
    pub(crate) fn call_about_grants(&mut self, asked: &Asked, key: KeyReference) -> Answered {
        let here = &[asked.place];
        let named = || self.names.grant_reference(asked.grant.expect("a grant is named"));
        match asked.request {
            Request::CreateGrant { terms, dry_run, .. } => {
                let request = CreateGrant {
                    retiring_principal: terms.retiring.map(principal),
                    operations: terms.operations.list(),
                    constraints: constraints(terms.constraint),
                    grant_tokens: self.grant_tokens(asked),
                    name: terms.name.map(|name| format!("name-{name}").parse().unwrap()),
                    dry_run: self::dry_run(dry_run),
                    ..CreateGrant::new(key, principal(terms.grantee), vec![])
                };
                let output = self.give(asked, &request, here)?;
                assert!(!self.grant_tokens.contains(&output.grant_token), "a grant token is given once");
                self.grant_tokens.push(output.grant_token);
                let slot = asked.slot().expect("no alias names the key");
                Ok(Output::Granted(self.names.grant_made(slot, asked.place, output.grant_id)))
            }
            Request::ListGrants(filter) => {
                let mut request = ListGrants::new(key).with_limit(Limit::new(1).unwrap());
                match filter {
                    Filter::None => {}
                    Filter::Grantee(grantee) => request.grantee_principal = Some(principal(grantee)),
                    Filter::Id(_) => request.grant_id = Some(named()),
                }
                self.list(asked, request, ListGrants::with_marker)
            }
            Request::ListRetirableGrants(retiring) => {
                let request =
                    ListRetirableGrants::new(principal(retiring)).with_limit(Limit::new(1).unwrap());
                self.list(asked, request, ListRetirableGrants::with_marker)
            }
            Request::RetireGrant { dry_run, .. } => {
                let request = match asked.grant {
                    Some(_) => RetireGrant::by_id(key, named()),
                    None => RetireGrant::by_token(self.grant_tokens(asked).remove(0)),
                };
                self.give_only(asked, &RetireGrant { dry_run: self::dry_run(dry_run), ..request })
            }
            Request::RevokeGrant { dry_run, .. } => {
                let request = RevokeGrant::new(key, named());
                self.give_only(asked, &RevokeGrant { dry_run: self::dry_run(dry_run), ..request })
            }
            ref other => panic!("{other:?} is not about grants"),
        }
    }

    /// Every page of a list, put together.
    fn list<O: Operation<Output = Page<GrantListEntry>>>(
        &mut self,
        asked: &Asked,
        mut request: O,
        going_on: impl Fn(O, Marker) -> O,
    ) -> Answered {
        let mut all = BTreeMap::new();
        loop {
            let page = self.give(asked, &request, &[asked.place])?;
            for entry in page.items {
                let (name, grant) = self.listed(entry);
                assert_eq!(all.insert(name, grant), None, "a grant is listed once");
            }
            let Some(marker) = page.next_marker else { return Ok(Output::Grants(all)) };
            request = going_on(request, marker);
        }
    }

    fn listed(&self, entry: GrantListEntry) -> (GrantName, Grant) {
        let (slot, place) = self.key_of(&entry.key_id);
        let issuer = match who(&entry.issuing_account) {
            Principal::Account(account) => account,
            other => panic!("{other:?} is no account"),
        };
        let grant = kms_mrk::model::Grant {
            grant_id: entry.grant_id,
            name: entry.name,
            creation_date: entry.creation_date,
            grantee_principal: entry.grantee_principal,
            retiring_principal: entry.retiring_principal,
            issuing_account: account_id(issuer),
            operations: entry.operations,
            constraints: entry.constraints,
        };
        (self.names.grant(slot, place, entry.grant_id), granted(&grant, issuer))
    }
}

/// A grant of the model, in the reference's words.
pub(crate) fn granted(grant: &kms_mrk::model::Grant, issuer: Account) -> Grant {
    let terms = Terms {
        name: grant.name.as_ref().map(|name| name.as_str().trim_start_matches("name-").parse().unwrap()),
        grantee: who(&grant.grantee_principal),
        retiring: grant.retiring_principal.as_ref().map(who),
        operations: operations(&grant.operations),
        constraint: constraint(&grant.constraints),
    };
    Grant { created: time(grant.creation_date), issuer, terms }
}

pub(crate) fn dry_run(dry_run: bool) -> DryRun {
    if dry_run { DryRun::Yes } else { DryRun::No }
}

/// The operations that have this list.
fn operations(list: &[GrantOperation]) -> Operations {
    *Operations::ALL.iter().find(|known| known.list() == list).expect("operations of the alphabet")
}

/// The constraint that is said so.
fn constraint(said: &GrantConstraints) -> Constraint {
    *Constraint::ALL.iter().find(|known| constraints(**known) == *said).expect("a constraint of the alphabet")
}

fn constraints(constraint: Constraint) -> GrantConstraints {
    let orders = || EncryptionContext::from_iter([("team", "orders")]);
    let (subset, equals) = match constraint {
        Constraint::None => (None, None),
        Constraint::Subset => (Some(orders()), None),
        Constraint::Equals => (None, Some(orders())),
        Constraint::EmptySubset => (Some(EncryptionContext::new()), None),
        Constraint::Both => (Some(orders()), Some(orders())),
        Constraint::NinePairs => (Some((0..9).map(|number| (format!("key{number}"), "")).collect()), None),
        Constraint::LongValue => (None, Some(EncryptionContext::from_iter([("team", "x".repeat(385))]))),
    };
    GrantConstraints { encryption_context_subset: subset, encryption_context_equals: equals }
}
