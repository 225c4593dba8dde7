//! A grant of a key.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::identity::{AccountId, GrantId, GrantName, PrincipalArn};
use crate::key::{GrantConstraints, GrantOperation};

/// A grant: what a principal may do with one key in one Region.
///
/// Related keys have their grants each for itself. A grant has its effect at once, with or without its token, until it is
/// retired or revoked; no key policy need allow what it permits, but one that denies it wins.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::key::GrantOperation;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateGrant, CreateKey};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let key = kms.call(&CreateKey::default(), &call)?.output.key_id;
/// let grantee = "arn:aws:iam::111122223333:role/deployer".parse()?;
/// let create = CreateGrant::new(key.into(), grantee, vec![GrantOperation::Decrypt]);
/// let id = kms.call(&create, &call)?.output.grant_id;
///
/// let grant = kms.world().grant(key, call.region(), id).unwrap();
/// assert_eq!(grant.operations, [GrantOperation::Decrypt]);
/// assert_eq!(grant.creation_date, call.now());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The ID of the grant.
    pub grant_id: GrantId,
    /// Its name, if CreateGrant gave it one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<GrantName>,
    /// When CreateGrant made it.
    pub creation_date: Timestamp,
    /// Who may do what it permits.
    pub grantee_principal: PrincipalArn,
    /// Who may retire it, besides the grantee and the key's account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retiring_principal: Option<PrincipalArn>,
    /// The account of the caller that made it.
    pub issuing_account: AccountId,
    /// What it permits.
    pub operations: Vec<GrantOperation>,
    /// For which encryption contexts.
    #[serde(default, skip_serializing_if = "GrantConstraints::is_empty")]
    pub constraints: GrantConstraints,
}
