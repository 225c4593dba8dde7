//! A grant, as lists tell of it.

use jiff::Timestamp;

use crate::identity::{GrantId, GrantName, KeyArn, PrincipalArn, Region};
use crate::key::{GrantConstraints, GrantOperation};
use crate::model::{Grant, RelatedKeys};

/// A grant, as ListGrants and ListRetirableGrants tell of it.
///
/// Serialized as AWS writes it: a grant without a name has the empty one, and what else there is not is left out.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html>
///
/// [`ListGrants`](super::ListGrants) shows one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantListEntry {
    /// The key ARN, though the member is called `KeyId`.
    pub key_id: KeyArn,
    /// The ID of the grant.
    pub grant_id: GrantId,
    /// Its name, if it has one.
    pub name: Option<GrantName>,
    /// When it was made.
    pub creation_date: Timestamp,
    /// Who may do what it permits.
    pub grantee_principal: PrincipalArn,
    /// Who may retire it, besides the grantee and the key's account.
    pub retiring_principal: Option<PrincipalArn>,
    /// The account that made it, as a principal.
    pub issuing_account: PrincipalArn,
    /// What it permits.
    pub operations: Vec<GrantOperation>,
    /// For which encryption contexts.
    pub constraints: GrantConstraints,
}

impl GrantListEntry {
    pub(super) fn of(grant: &Grant, set: &RelatedKeys, region: &Region) -> Self {
        Self {
            key_id: set.arn_in(region),
            grant_id: grant.grant_id,
            name: grant.name.clone(),
            creation_date: grant.creation_date,
            grantee_principal: grant.grantee_principal.clone(),
            retiring_principal: grant.retiring_principal.clone(),
            issuing_account: PrincipalArn::account_root(&set.shared().partition, grant.issuing_account),
            operations: grant.operations.clone(),
            constraints: grant.constraints.clone(),
        }
    }
}
