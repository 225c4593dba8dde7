//! Who calls.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::identity::{AccountId, Partition, PrincipalArn, PrincipalKind};
use crate::policy::{Document, IdentityPolicies};

/// Who calls KMS: a principal of an account, and what its IAM policies allow.
///
/// Of a caller without IAM policies, none are known: everything that a key policy leaves to them is taken to be allowed,
/// as to an administrator. A caller [with](Self::with_identity_policies) them is held to what they say.
///
/// serde writes the principal alone, or an object of `principal` and `identityPolicies`, a list of texts.
///
/// ```
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::CreateKey;
/// use kms_mrk::policy::IdentityPolicies;
/// use kms_mrk::{Kms, policy::Document};
///
/// let ops = Caller::new("arn:aws:iam::111122223333:user/ops".parse()?).unwrap();
/// assert_eq!(ops.account(), "111122223333");
/// let service = Caller::new("logs.amazonaws.com".parse()?);
/// assert!(service.is_none());
///
/// let reads = r#"{"Version": "2012-10-17", "Statement": {
///     "Effect": "Allow", "Action": ["kms:Describe*", "kms:List*"], "Resource": "*"
/// }}"#;
/// let auditor = ops.clone().with_identity_policies(IdentityPolicies::read([reads]).unwrap());
/// let create = |caller: Caller| {
///     let call = Call::new(caller, "us-east-1".parse().unwrap(), "2026-01-05T12:00:00Z".parse().unwrap());
///     Kms::new(1).call(&CreateKey::default(), &call)
/// };
/// assert!(create(ops).is_ok());
/// assert_eq!(
///     create(auditor).unwrap_err().to_string(),
///     "AccessDeniedException: User: arn:aws:iam::111122223333:user/ops is not authorized to perform: kms:CreateKey \
///      on resource: * because no identity-based policy allows the kms:CreateKey action",
/// );
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Form", into = "Form")]
pub struct Caller {
    principal: PrincipalArn,
    account: AccountId, // INVARIANT: the account of `principal`
    identity_policies: Option<Arc<IdentityPolicies<'static>>>,
}

impl Caller {
    /// The caller with this identity; `None` for a service principal, which belongs to no account.
    #[must_use]
    pub fn new(principal: PrincipalArn) -> Option<Self> {
        let account = principal.account()?;
        Some(Self { principal, account, identity_policies: None })
    }

    /// A caller that may do everything that key policies leave to the account: the account itself.
    #[must_use]
    pub fn administrator(partition: &Partition, account: AccountId) -> Self {
        let principal = PrincipalArn::account_root(partition, account);
        Self { principal, account, identity_policies: None }
    }

    /// The same caller, with these IAM policies and no others. To an account itself, IAM policies do not apply.
    #[must_use]
    pub fn with_identity_policies(self, policies: IdentityPolicies<'_>) -> Self {
        Self { identity_policies: Some(Arc::new(policies.into_owned())), ..self }
    }

    /// The caller's identity.
    #[must_use]
    pub const fn principal(&self) -> &PrincipalArn {
        &self.principal
    }

    /// The caller's account.
    #[must_use]
    pub const fn account(&self) -> AccountId {
        self.account
    }

    /// The IAM policies of the caller, if they are known and apply to it.
    #[must_use]
    pub fn identity_policies(&self) -> Option<&IdentityPolicies<'static>> {
        self.identity_policies.as_deref().filter(|_| self.principal.kind() != PrincipalKind::Account)
    }
}

impl Eq for Caller {}

impl Hash for Caller {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.principal.hash(state);
    }
}

impl TryFrom<PrincipalArn> for Caller {
    type Error = NoAccount;

    fn try_from(principal: PrincipalArn) -> Result<Self, Self::Error> {
        Self::new(principal).ok_or(NoAccount)
    }
}

impl From<Caller> for PrincipalArn {
    fn from(caller: Caller) -> Self {
        caller.principal
    }
}

/// A service principal belongs to no account and cannot be a caller of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a service principal belongs to no account and cannot be a caller")]
pub struct NoAccount;

/// How a caller is written.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Form {
    Principal(PrincipalArn),
    #[serde(rename_all = "camelCase")]
    WithPolicies {
        principal: PrincipalArn,
        identity_policies: Vec<String>,
    },
}

impl From<Caller> for Form {
    fn from(caller: Caller) -> Self {
        let Caller { principal, identity_policies, .. } = caller;
        match identity_policies {
            None => Self::Principal(principal),
            Some(policies) => Self::WithPolicies {
                principal,
                identity_policies: policies.documents().iter().map(Document::to_string).collect(),
            },
        }
    }
}

impl TryFrom<Form> for Caller {
    type Error = String;

    fn try_from(form: Form) -> Result<Self, Self::Error> {
        let caller = |principal| Self::new(principal).ok_or_else(|| NoAccount.to_string());
        match form {
            Form::Principal(principal) => caller(principal),
            Form::WithPolicies { principal, identity_policies } => {
                let policies = IdentityPolicies::read(identity_policies.iter().map(String::as_str))
                    .map_err(|report| report.to_string())?;
                Ok(caller(principal)?.with_identity_policies(policies))
            }
        }
    }
}
