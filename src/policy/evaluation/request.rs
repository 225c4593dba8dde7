//! What is asked: may this principal do that with the key.

use super::context::RequestContext;
use super::identity_policies::IdentityPolicies;
use crate::identity::{AccountId, KeyArn, PrincipalArn, PrincipalKind, Region};
use crate::policy::{Action, ActionSet};

/// A request to use or manage the key that a key policy belongs to.
///
/// What is not said is not guessed: a decision that depends on it is
/// [`Depends`](super::Decision::Depends).
///
/// ```
/// use kms_mrk::policy::{AccessRequest, Action, Decision, Document, RequestContext, Unknown};
///
/// let policy = Document::read(r#"{"Version": "2012-10-17", "Statement": {
///     "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"},
///     "Action": "kms:Decrypt", "Resource": "*",
///     "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}
/// }}"#).unwrap();
/// let session = "arn:aws:sts::111122223333:assumed-role/app/i-0abc".parse()?;
/// let request = AccessRequest::new(&session, Action::Decrypt).with_account("111122223333".parse()?);
/// let on = vec![Unknown::ConditionKey("aws:SourceIp".into())];
/// assert_eq!(policy.authorize(&request), Decision::Depends { on });
///
/// let context = RequestContext::new().with("aws:SourceIp", "203.0.113.7");
/// assert!(policy.authorize(&request.with_context(&context)).is_allowed());
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug)]
pub struct AccessRequest<'a> {
    principal: Option<&'a PrincipalArn>,
    principal_account: Option<AccountId>, // INVARIANT: that of the principal
    role_name: Option<&'a str>,           // INVARIANT: that of the principal
    /// What the ARNs of IAM in the account of the principal begin with, if its partition is known.
    identity_head: Option<Box<str>>,
    action: Action,
    actions: ActionSet, // INVARIANT: the action alone, or empty if it is not listed
    key_account: Option<AccountId>,
    key_arn: Option<KeyArnText<'a>>,
    context: Option<&'a RequestContext>,
    identity_policies: Option<&'a IdentityPolicies<'a>>,
    purpose: Purpose,
}

/// The ARN of the key, and its text, which is what patterns match.
#[derive(Clone, Debug)]
struct KeyArnText<'a> {
    arn: &'a KeyArn,
    text: Box<str>,
}

/// For what a request is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// It is sent.
    Call,
    /// KMS imagines it, to find out whether the caller could change the key policy again.
    LockoutCheck,
}

impl<'a> AccessRequest<'a> {
    /// A request of this principal. An account stands for its root user; a role stands for any of its sessions.
    #[must_use]
    pub fn new(principal: &'a PrincipalArn, action: Action) -> Self {
        Self::of(Some(principal), action)
    }

    /// A request without a signature. KMS takes none; a policy may still allow it.
    #[must_use]
    pub fn anonymous(action: Action) -> Self {
        Self::of(None, action)
    }

    fn of(principal: Option<&'a PrincipalArn>, action: Action) -> Self {
        let actions = std::iter::once(action.clone()).collect();
        Self {
            principal,
            principal_account: principal.and_then(PrincipalArn::account),
            role_name: principal.and_then(PrincipalArn::role_name),
            identity_head: principal.and_then(identity_head),
            action,
            actions,
            key_account: None,
            key_arn: None,
            context: None,
            identity_policies: None,
            purpose: Purpose::Call,
        }
    }

    /// The same request, with the account of the key.
    #[must_use]
    pub fn with_account(self, account: AccountId) -> Self {
        Self { key_account: Some(account), ..self }
    }

    /// The same request, with the ARN of the key, which says its account too.
    #[must_use]
    pub fn with_key_arn(self, arn: &'a KeyArn) -> Self {
        let key_arn = KeyArnText { arn, text: arn.to_string().into() };
        Self { key_arn: Some(key_arn), key_account: Some(arn.account()), ..self }
    }

    /// The same request, with its condition keys.
    #[must_use]
    pub fn with_context(self, context: &'a RequestContext) -> Self {
        Self { context: Some(context), ..self }
    }

    /// The same request, with the IAM policies of the principal: every one of them. To a root user, none applies.
    #[must_use]
    pub fn with_identity_policies(self, policies: &'a IdentityPolicies<'a>) -> Self {
        Self { identity_policies: Some(policies), ..self }
    }

    /// The request of the same principal that KMS imagines in its lockout safety check.
    pub(super) fn of_lockout_check(&self) -> Self {
        let put = Self::of(self.principal, Action::PutKeyPolicy);
        Self {
            action: put.action,
            actions: put.actions,
            // KMS lets no other account make or change a key.
            key_account: self.key_account.or(self.principal_account),
            purpose: Purpose::LockoutCheck,
            ..self.clone()
        }
    }

    /// The action.
    #[must_use]
    pub const fn action(&self) -> &Action {
        &self.action
    }

    /// The action as a set; empty for one that is not listed.
    pub(super) const fn actions(&self) -> ActionSet {
        self.actions
    }

    pub(super) const fn principal(&self) -> Option<&'a PrincipalArn> {
        self.principal
    }

    pub(super) const fn principal_account(&self) -> Option<&AccountId> {
        self.principal_account.as_ref()
    }

    pub(super) fn identity_head(&self) -> Option<&str> {
        self.identity_head.as_deref()
    }

    /// The name of the role, of a role or a session.
    pub(super) const fn role_name(&self) -> Option<&'a str> {
        self.role_name
    }

    pub(super) const fn key_account(&self) -> Option<&AccountId> {
        self.key_account.as_ref()
    }

    pub(super) fn key_arn(&self) -> Option<&str> {
        self.key_arn.as_ref().map(|arn| &*arn.text)
    }

    pub(super) fn key_region(&self) -> Option<&'a Region> {
        self.key_arn.as_ref().map(|arn| arn.arn.region())
    }

    pub(super) const fn context(&self) -> Option<&'a RequestContext> {
        self.context
    }

    /// The IAM policies of the principal, if they are known; to a root user, IAM policies do not apply.
    pub(super) fn identity_policies(&self) -> Option<&'a IdentityPolicies<'a>> {
        self.identity_policies.filter(|_| !self.is_of_root_user())
    }

    /// Whether the root user of an account asks.
    pub(super) fn is_of_root_user(&self) -> bool {
        self.principal.is_some_and(|principal| principal.kind() == PrincipalKind::Account)
    }

    pub(super) fn is_imagined(&self) -> bool {
        self.purpose == Purpose::LockoutCheck
    }
}

fn identity_head(principal: &PrincipalArn) -> Option<Box<str>> {
    let (partition, account) = (principal.partition()?, principal.account()?);
    Some(["arn:", partition.as_str(), ":iam::", account.as_str(), ":"].concat().into())
}
