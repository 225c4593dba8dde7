//! ListGrants: the grants of a key.

use super::asked::{Asked, names_key_by_key_id};
use super::contract::{Decision, Operation};
use super::grant_checks::{self, OnGrant};
use super::grant_list_entry::GrantListEntry;
use super::name::OperationName;
use super::on_key::{self, KeyChecks};
use super::page::{self, Limit, Marker, Page};
use super::permission::Permission;
use super::setting::Setting;
use super::{key_states, request_context, rule};
use crate::identity::{GrantId, GrantReference, KeyReference, PrincipalArn};
use crate::model::{Call, Grant, RegionalKey, RelatedKeys, World};
use crate::policy::RequestContext;
use crate::verdict::check::Check;
use crate::verdict::{Broken, ErrorCode, KmsError, Report};

/// A request for the grants of a key, possible in every key state.
///
/// The grants are those of this key alone. The order is that of the grant IDs; KMS promises none.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::key::GrantOperation;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateGrant, CreateKey, ListGrants};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let key = kms.call(&CreateKey::default(), &call)?.output;
/// let grantee = "arn:aws:iam::111122223333:role/deployer".parse()?;
/// let create = CreateGrant::new(key.key_id.into(), grantee, vec![GrantOperation::Decrypt]);
/// let grant = kms.call(&create, &call)?.output;
///
/// let page = kms.call(&ListGrants::new(key.key_id.into()), &call)?.output;
/// assert_eq!(
///     serde_json::to_value(page)?,
///     serde_json::json!({
///         "Grants": [{
///             "KeyId": key.arn,
///             "GrantId": grant.grant_id,
///             "Name": "",
///             "CreationDate": 1767614400.0,
///             "GranteePrincipal": "arn:aws:iam::111122223333:role/deployer",
///             "IssuingAccount": "arn:aws:iam::111122223333:root",
///             "Operations": ["Decrypt"],
///         }],
///         "Truncated": false,
///     }),
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListGrants {
    /// The key: a key ID or key ARN.
    pub key_id: KeyReference,
    /// Only the grant with this ID.
    pub grant_id: Option<GrantReference>,
    /// Only grants to this principal.
    pub grantee_principal: Option<PrincipalArn>,
    /// How many grants a page may have.
    pub limit: Limit<100, 50>,
    /// Where the list goes on; `None` for the first page.
    pub marker: Option<Marker>,
}

impl ListGrants {
    /// A request for the first page of the grants of this key.
    #[must_use]
    pub const fn new(key_id: KeyReference) -> Self {
        Self { key_id, grant_id: None, grantee_principal: None, limit: Limit::DEFAULT, marker: None }
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
        vec![Asked::new(self, setting).permission("kms:ListGrants")]
    }
}

names_key_by_key_id!(ListGrants, Keys);

impl OnGrant for ListGrants {
    fn grant_reference(&self) -> Option<&GrantReference> {
        self.grant_id.as_ref()
    }
}

impl KeyChecks for ListGrants {
    const OF_THE_KEY: &'static [Check<Asked<'static, Self>>] = Self::OF_ANY_ACCOUNTS_KEY;

    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] = &[
        Check { rule: &rule::GRANT_ID_WELL_FORMED, test: grant_checks::well_formed_id },
        Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows },
        Check { rule: &rule::MARKER_OF_THIS_LIST, test: marker_of_this_list },
    ];

    fn conditions(_asked: &Asked<'_, Self>, context: RequestContext) -> RequestContext {
        context.with("kms:GrantIsForAWSResource", request_context::truth(false))
    }
}

impl Operation for ListGrants {
    const NAME: OperationName = OperationName::ListGrants;
    type Output = Page<GrantListEntry>;

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<Self::Output>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let (set, key_id, region) = (on.set, on.set.key_id(), &on.key.region);
        let after = self.marker.as_ref().and_then(|marker| position(marker, set, on.key));
        let grantee =
            self.grantee_principal.as_ref().map(|grantee| grantee.spelled_out(&set.shared().partition));
        let page = |grants: &mut dyn Iterator<Item = &Grant>| {
            let entries = grants.map(|grant| GrantListEntry::of(grant, set, region));
            Page::of(entries, self.limit, |last| Marker::after(&list_of(set, on.key), last.grant_id))
        };
        let output = match (self.grant_id.as_ref().and_then(GrantReference::grant_id), grantee) {
            (Some(grant_id), grantee) => {
                let is_listed = |grant: &&Grant| {
                    after.is_none_or(|after| grant_id > after)
                        && grantee.as_ref().is_none_or(|grantee| grant.grantee_principal == **grantee)
                };
                page(&mut world.grant(key_id, region, grant_id).into_iter().filter(is_listed))
            }
            (None, Some(grantee)) => page(&mut world.grants_to(&grantee, key_id, region, after)),
            (None, None) => page(&mut world.grants_after(key_id, region, after)),
        };
        Ok(on.decision("ListGrants", output, None))
    }
}

/// What stands in the markers of the list of the grants of this key, whatever it is narrowed to.
fn list_of(set: &RelatedKeys, key: &RegionalKey) -> String {
    format!("ListGrants/{}/{}/{}", set.shared().account, key.region, set.key_id())
}

/// The grant after which the marker's page begins, if it is a marker of this list.
fn position(marker: &Marker, set: &RelatedKeys, key: &RegionalKey) -> Option<GrantId> {
    marker.position_in(&list_of(set, key))?.parse().ok()
}

/// A marker of another list. What KMS's own markers look like is not known, so only the model can tell.
fn marker_of_this_list(asked: &Asked<'_, ListGrants>, broken: &mut Broken<'_>) {
    let (Some(marker), Some((set, key))) = (&asked.request.marker, asked.modelled()) else { return };
    if position(marker, set, key).is_none() {
        let list = format!("the grants of `{}`", set.arn_in(&key.region));
        page::refuse_marker(ErrorCode::InvalidMarker, &list, broken);
    }
}
