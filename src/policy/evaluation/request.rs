//! What is asked: may this principal do that with the key.

use std::borrow::Cow;

use super::context::RequestContext;
use super::identity_policies::IdentityPolicies;
use crate::identity::{AccountId, AliasArn, KeyArn, PrincipalArn, PrincipalKind, Region};
use crate::policy::{Action, ActionSet, Reach};

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
    resource: Option<Resource<'a>>,
    context: Option<&'a RequestContext>,
    identity_policies: Option<&'a IdentityPolicies<'a>>,
    purpose: Purpose,
}

/// What the request is about: its Region, and its ARN as text, which is what patterns match.
#[derive(Clone, Debug)]
struct Resource<'a> {
    region: Option<&'a Region>,
    text: Cow<'a, str>,
}

impl Resource<'_> {
    /// What an action is about that is done with no resource.
    const NONE: Self = Self { region: None, text: Cow::Borrowed("*") };
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
            resource: (action.reach() == Reach::Nobody).then_some(Resource::NONE),
            action,
            actions,
            key_account: None,
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

    /// The same request, with the ARN of the key, which says its account too. An action that is done with no key, as
    /// `kms:CreateKey`, stays about none.
    #[must_use]
    pub fn with_key_arn(self, arn: &'a KeyArn) -> Self {
        let text = if self.is_for_iam_alone() { Resource::NONE.text } else { arn.to_string().into() };
        let resource = Resource { region: Some(arn.region()), text };
        Self { resource: Some(resource), key_account: Some(arn.account()), ..self }
    }

    /// The same request, about an alias, for which IAM policies decide.
    ///
    /// ```
    /// use kms_mrk::policy::{AccessRequest, Action, Document, IdentityPolicies};
    ///
    /// let key_policy = Document::read(r#"{"Version": "2012-10-17", "Statement": {
    ///     "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"
    /// }}"#).unwrap();
    /// let identity = IdentityPolicies::read([r#"{"Version": "2012-10-17", "Statement": {
    ///     "Effect": "Allow", "Action": "kms:CreateAlias", "Resource": "arn:aws:kms:*:111122223333:alias/orders-*"
    /// }}"#]).unwrap();
    /// let user = "arn:aws:iam::111122223333:user/ops".parse()?;
    /// let may_create = |alias: &str| {
    ///     let alias = format!("arn:aws:kms:eu-west-1:111122223333:{alias}").parse().unwrap();
    ///     let request = AccessRequest::new(&user, Action::CreateAlias).with_alias_arn(&alias);
    ///     key_policy.authorize(&request.with_identity_policies(&identity)).is_allowed()
    /// };
    /// assert!(may_create("alias/orders-eu"));
    /// assert!(!may_create("alias/invoices"));
    /// # Ok::<(), kms_mrk::identity::InvalidText>(())
    /// ```
    #[must_use]
    pub fn with_alias_arn(self, arn: &'a AliasArn) -> Self {
        let resource = Resource { region: Some(arn.region()), text: arn.to_string().into() };
        Self { resource: Some(resource), key_account: Some(arn.account()), ..self }
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

    /// The ARN of what the request is about; `*` if the action is done with no resource.
    pub(super) fn resource(&self) -> Option<&str> {
        self.resource.as_ref().map(|resource| &*resource.text)
    }

    pub(super) fn region(&self) -> Option<&'a Region> {
        self.resource.as_ref().and_then(|resource| resource.region)
    }

    pub(super) const fn context(&self) -> Option<&'a RequestContext> {
        self.context
    }

    /// The IAM policies of the principal, if they are known; to a root user, IAM policies do not apply.
    pub(super) fn identity_policies(&self) -> Option<&'a IdentityPolicies<'a>> {
        self.identity_policies.filter(|_| !self.is_of_root_user())
    }

    /// Whether the action is not one on a key, so that no key policy decides about it.
    pub(crate) fn is_for_iam_alone(&self) -> bool {
        self.action.reach() == Reach::Nobody
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
