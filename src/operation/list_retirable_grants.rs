//! ListRetirableGrants: the grants that a principal can retire.

use std::borrow::Cow;

use super::contract::{Decision, Operation};
use super::grant_list_entry::GrantListEntry;
use super::name::OperationName;
use super::page::{self, Limit, Marker, Page};
use super::permission::{GrantedBy, Permission, Resource};
use super::setting::Setting;
use super::{authorization, member_checks, rule};
use crate::identity::{AccountId, PrincipalArn, Region};
use crate::model::{Call, Caller, GrantPlace, Record, World};
use crate::policy::Action;
use crate::verdict::check::{self, Check, Subject};
use crate::verdict::{Broken, ErrorCode, KmsError, Place, Pointer, Report};

/// A request for the grants in the Region that is called whose retiring principal is this one.
///
/// The principal is of the caller's account; the keys may be of other accounts, whose permission is not needed. Grants
/// that the principal may retire for another reason are not listed. The order is that of the key IDs and the grant IDs;
/// KMS promises none.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_ListRetirableGrants.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::key::GrantOperation;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateGrant, CreateKey, ListRetirableGrants};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let key = kms.call(&CreateKey::default(), &call)?.output.key_id;
/// let grantee = "arn:aws:iam::111122223333:role/deployer".parse()?;
/// let create = CreateGrant {
///     retiring_principal: Some("arn:aws:iam::111122223333:user/ops".parse()?),
///     ..CreateGrant::new(key.into(), grantee, vec![GrantOperation::Decrypt])
/// };
/// let grant = kms.call(&create, &call)?.output.grant_id;
///
/// let list = ListRetirableGrants::new("arn:aws:iam::111122223333:user/ops".parse()?);
/// assert_eq!(kms.call(&list, &call)?.output.items[0].grant_id, grant);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRetirableGrants {
    /// The retiring principal.
    pub retiring_principal: PrincipalArn,
    /// How many grants a page may have.
    pub limit: Limit<100, 50>,
    /// Where the list goes on; `None` for the first page.
    pub marker: Option<Marker>,
}

impl ListRetirableGrants {
    /// A request for the first page of the grants with this retiring principal.
    #[must_use]
    pub const fn new(retiring_principal: PrincipalArn) -> Self {
        Self { retiring_principal, limit: Limit::DEFAULT, marker: None }
    }

    /// The same request, for so many grants a page.
    #[must_use]
    pub fn with_limit(self, limit: Limit<100, 50>) -> Self {
        Self { limit, ..self }
    }

    /// The same request, for the page that this marker begins.
    #[must_use]
    pub fn with_marker(self, marker: Marker) -> Self {
        Self { marker: Some(marker), ..self }
    }

    /// The permission that the caller needs.
    #[must_use]
    pub fn required_permissions(&self, setting: &Setting<'_>) -> Vec<Permission> {
        vec![Permission {
            action: "kms:ListRetirableGrants",
            region: setting.region().cloned(),
            resource: Resource::Any,
            granted_by: GrantedBy::IamPolicy,
        }]
    }
}

/// What stands in the markers of the lists of this account, of whatever principal they are.
fn list_of(account: AccountId, region: &Region) -> String {
    format!("ListRetirableGrants/{account}/{region}")
}

/// The grant after which the marker's page begins, if it is a marker of such a list.
fn position(marker: &Marker, account: AccountId, region: &Region) -> Option<GrantPlace> {
    let (key_id, grant_id) = marker.position_in(&list_of(account, region))?.split_once('/')?;
    Some(GrantPlace { key_id: key_id.parse().ok()?, grant_id: grant_id.parse().ok()? })
}

/// A request and what is known around it; there is no key.
struct Asked<'a> {
    request: &'a ListRetirableGrants,
    setting: &'a Setting<'a>,
}

impl Subject for Asked<'static> {
    type In<'a> = Asked<'a>;
}

/// The rules, in the order in which this crate takes KMS to check.
static CHECKS: &[Check<Asked<'static>>] = &[
    Check { rule: &rule::ENDPOINT, test: |asked, broken| member_checks::endpoint(asked.setting, broken) },
    Check {
        rule: &rule::AUTHORIZED_BY_IAM,
        test: |asked, broken| authorization::by_iam(Action::ListRetirableGrants, asked.setting, broken),
    },
    Check { rule: &rule::RETIRING_PRINCIPAL_OF_CALLER, test: own_principal },
    Check { rule: &rule::MARKER_OF_THIS_LIST, test: marker_of_this_list },
];

impl Operation for ListRetirableGrants {
    const NAME: OperationName = OperationName::ListRetirableGrants;
    type Output = Page<GrantListEntry>;

    fn check(&self, setting: &Setting<'_>) -> Report {
        check::report(CHECKS, &Asked { request: self, setting })
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<Self::Output>, KmsError> {
        let setting = Setting::of(world, call);
        check::decide(CHECKS, &Asked { request: self, setting: &setting })?;

        let (account, region) = (call.caller().account(), call.region());
        let after = self.marker.as_ref().and_then(|marker| position(marker, account, region));
        let (named, partition) = (&self.retiring_principal, world.geography().partition(region));
        let principal = partition.as_ref().map_or(Cow::Borrowed(named), |here| named.spelled_out(here));
        let grants = world.retirable_after(&principal, region, after).filter_map(|place| {
            let grant = world.grant(place.key_id, region, place.grant_id)?;
            Some(GrantListEntry::of(grant, world.set(place.key_id)?, region))
        });
        let output = Page::of(grants, self.limit, |last| {
            let place = format!("{}/{}", last.key_id.key_id(), last.grant_id);
            Marker::after(&list_of(account, region), place)
        });
        let record = Record::without_keys(call, "ListRetirableGrants", world.time_of(call));
        Ok(Decision { output, events: vec![], trail: vec![record].into() })
    }
}

/// A principal of another account, or of none. The principal is the resource that the caller must be allowed to ask
/// about, so the exception is taken to be AccessDeniedException.
fn own_principal(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    let Some(account) = asked.setting.caller().map(Caller::account) else { return };
    let principal = &asked.request.retiring_principal;
    if principal.account() != Some(account) {
        let place = Place::at(Pointer::fixed("/RetiringPrincipal"));
        let message =
            format!("the retiring principal `{principal}` is not of the caller's account {account}");
        broken.refused_in_unknown_words(ErrorCode::AccessDenied, place, message);
    }
}

/// A marker of another list. What KMS's own markers look like is not known, so only the model can tell.
fn marker_of_this_list(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    let (Some(marker), Some(_)) = (&asked.request.marker, asked.setting.world()) else { return };
    let (Some(caller), Some(region)) = (asked.setting.caller(), asked.setting.region()) else { return };
    let account = caller.account();
    if position(marker, account, region).is_none() {
        let list = format!(
            "the grants that principals of the account {account} can retire in the Region `{region}`"
        );
        page::refuse_marker(ErrorCode::InvalidMarker, &list, broken);
    }
}
