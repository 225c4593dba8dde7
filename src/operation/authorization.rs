//! Whether policies and grants allow a request to its caller.

use super::asked::Asked;
use super::not_authorized::{Because, NotAuthorized};
use super::on_key::KeyChecks;
use super::permission::Resource;
use super::request_context;
use super::setting::Setting;
use crate::identity::{Partition, PrincipalArn, PrincipalKind, Region};
use crate::key::GrantOperation;
use crate::model::{Caller, Grant, RegionalKey, RelatedKeys, World};
use crate::policy::{
    AccessRequest, Action, DecidingPolicy, DecidingStatement, Decision, Document, PolicyText, Reach,
    RequestContext, Unknown,
};
use crate::verdict::{Broken, ErrorCode, Evidence, Place, Pointer};

/// The key policy, the IAM policies to which it leaves the decision, and the grants of the key that a request names.
pub(super) fn of_key<O: KeyChecks>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    if let Some(denial) = denial(asked) {
        denial.refuse(asked.place(), broken);
    }
}

/// Why the key that a request names is not for its caller; `None` if it is, or the key is not known.
pub(super) fn denial<O: KeyChecks>(asked: &Asked<'_, O>) -> Option<Denial> {
    let (set, key) = asked.modelled()?;
    denial_on(set, key, asked)
}

/// Why another key that a request is about is not for its caller.
pub(super) fn denial_on<O: KeyChecks>(
    set: &RelatedKeys,
    key: &RegionalKey,
    asked: &Asked<'_, O>,
) -> Option<Denial> {
    if is_plainly_allowed(set, key, &asked.setting) {
        return None;
    }
    let request = Requested {
        action: asked.action(),
        setting: &asked.setting,
        conditions: &|context| O::conditions(asked, request_context::of_request(asked, context)),
        is_within: &|grant| O::is_within(asked, grant),
    };
    match request.action.reach() {
        Reach::Nobody => request.denial_by_iam(Resource::Any, asked.setting.region()),
        _ => request.denial_on_key(set, key),
    }
}

/// What nearly every request is: one of the key's account, on a key with the default key policy, by a caller whose IAM
/// policies are not known. Nothing is read for it.
fn is_plainly_allowed(set: &RelatedKeys, key: &RegionalKey, setting: &Setting<'_>) -> bool {
    setting.caller().is_none_or(|caller| {
        key.policy.is_none() && caller.account() == set.shared().account && !setting.knows_iam_policies()
    })
}

/// The IAM policies of the caller, for an action that is on no key.
pub(super) fn by_iam(action: Action, setting: &Setting<'_>, broken: &mut Broken<'_>) {
    let request = Requested::of(action, setting);
    request.check_by_iam(Resource::Any, setting.region(), Place::at(Pointer::root()), broken);
}

/// A request as policies and grants see it.
pub(super) struct Requested<'a> {
    pub(super) action: Action,
    pub(super) setting: &'a Setting<'a>,
    /// Adds the condition keys that only this request has.
    pub(super) conditions: &'a dyn Fn(RequestContext) -> RequestContext,
    /// Whether the request keeps the constraints of a grant.
    pub(super) is_within: &'a dyn Fn(&Grant) -> bool,
}

impl<'a> Requested<'a> {
    /// A request that has no condition keys of its own.
    pub(super) fn of(action: Action, setting: &'a Setting<'a>) -> Self {
        Self { action, setting, conditions: &|context| context, is_within: &|_| true }
    }

    /// The key policy, the IAM policies to which it leaves the decision, and the grants of a key.
    pub(super) fn check_on_key(
        &self,
        set: &RelatedKeys,
        key: &RegionalKey,
        place: impl FnOnce() -> Place,
        broken: &mut Broken<'_>,
    ) {
        if !is_plainly_allowed(set, key, self.setting)
            && let Some(denial) = self.denial_on_key(set, key)
        {
            denial.refuse(place(), broken);
        }
    }

    /// The IAM policies of the caller, for what key policies do not decide about.
    pub(super) fn check_by_iam(
        &self,
        resource: Resource,
        region: Option<&Region>,
        place: Place,
        broken: &mut Broken<'_>,
    ) {
        if let Some(denial) = self.denial_by_iam(resource, region) {
            denial.refuse(place, broken);
        }
    }

    /// Why policies and grants do not allow the request on a key.
    #[cold]
    fn denial_on_key(&self, set: &RelatedKeys, key: &RegionalKey) -> Option<Denial> {
        let (caller, world) = (self.setting.caller()?, self.setting.world()?);
        let context = request_context::on_key(set, key, self.setting);
        let context = request_context::of_call((self.conditions)(context), self.setting);
        let arn = set.arn_in(&key.region);
        let request = AccessRequest::new(caller.principal(), self.action.clone())
            .with_key_arn(&arn)
            .with_context(&context);
        let policy = set.policy_of(key);
        let reason = Reason::of(policy.as_str(), caller, request)?;
        if !matches!(reason, Reason::Denied(_)) && self.is_granted(set, key, caller, world) {
            return None;
        }
        let is_shut_out = key.policy.is_none() && caller.account() != set.shared().account;
        let reason = if is_shut_out { Reason::DefaultKeyPolicy } else { reason };
        Some(Denial::new(caller, &self.action, Resource::Key(arn), reason))
    }

    /// Why the IAM policies of the caller do not allow what key policies do not decide about; without any that are
    /// known, everything is allowed.
    fn denial_by_iam(&self, resource: Resource, region: Option<&Region>) -> Option<Denial> {
        let caller = self.setting.caller()?;
        caller.identity_policies()?;
        let context = (self.conditions)(RequestContext::new());
        let context = match region {
            Some(region) => context.with("aws:RequestedRegion", region.as_str()),
            None => context,
        };
        let context = request_context::of_call(context, self.setting);
        let request = AccessRequest::new(caller.principal(), self.action.clone()).with_context(&context);
        let request = match &resource {
            Resource::Key(arn) => request.with_key_arn(arn),
            Resource::Alias(arn) => request.with_alias_arn(arn),
            Resource::Any => request.with_account(caller.account()),
            Resource::Named(_) | Resource::NamedAlias(_) => return None, // what it is about is not known
        };
        // No key policy is asked, as if there were one that leaves everything to the account.
        let partition = caller.principal().partition().cloned().unwrap_or(Partition::Aws);
        let policy = PolicyText::default_of(&partition, caller.account());
        let reason = Reason::of(policy.as_str(), caller, request)?;
        Some(Denial::new(caller, &self.action, resource, reason))
    }

    /// Whether a grant permits the request.
    ///
    /// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/grants.html>
    fn is_granted(&self, set: &RelatedKeys, key: &RegionalKey, caller: &Caller, world: &World) -> bool {
        let Some(operation) = self.action.as_str().strip_prefix("kms:").map(GrantOperation::from) else {
            return false;
        };
        let permits = |grant: &Grant| grant.operations.contains(&operation) && (self.is_within)(grant);
        let (key_id, region, principal) = (set.key_id(), &key.region, caller.principal());
        match principal.kind() {
            // A session does not say the path of its role, by which a grant names it.
            PrincipalKind::RoleSession => {
                let is_its_own = |grant: &Grant| principal.acts_for(&grant.grantee_principal);
                world.grants_after(key_id, region, None).any(|grant| is_its_own(grant) && permits(grant))
            }
            _ => {
                let principal: &PrincipalArn = &principal.spelled_out(&set.shared().partition);
                world.grants_to(principal, key_id, region, None).any(permits)
            }
        }
    }
}

/// Why a request is not allowed, and to whom what on which resource.
pub(super) struct Denial {
    caller: PrincipalArn,
    action: Action,
    resource: Resource,
    reason: Reason,
}

enum Reason {
    /// The key has the default key policy, and the caller is of another account.
    DefaultKeyPolicy,
    /// Neither the key policy nor a grant allows it.
    NoKeyPolicy,
    /// The key policy leaves it to IAM policies, which do not allow it.
    NoIamPolicy,
    /// A statement denies it.
    Denied(DecidingStatement),
    /// It depends on what the call does not say.
    Depends(Vec<Unknown>),
}

impl Reason {
    /// What the policies say against a request; `None` if they allow it, or leave it to IAM policies that are not known.
    fn of(key_policy: &str, caller: &Caller, request: AccessRequest<'_>) -> Option<Self> {
        // KMS takes no key policy that is not one.
        let Ok(document) = Document::read(key_policy) else { return Some(Self::NoKeyPolicy) };
        let asked = match caller.identity_policies() {
            Some(policies) => request.clone().with_identity_policies(policies),
            None => request.clone(),
        };
        match document.authorize(&asked) {
            Decision::Allowed { .. } | Decision::Delegated { .. } => None,
            Decision::DeniedExplicitly { by } => Some(Self::Denied(by)),
            Decision::Depends { on } => Some(Self::Depends(on)),
            Decision::DeniedImplicitly => Some(match document.authorize(&request) {
                Decision::DeniedImplicitly if !request.is_for_iam_alone() => Self::NoKeyPolicy,
                _ => Self::NoIamPolicy,
            }),
        }
    }

    /// What KMS calls it, and how well that is known.
    const fn as_kms_has_it(&self) -> (Because, Evidence) {
        match self {
            Self::DefaultKeyPolicy | Self::NoKeyPolicy => (Because::KeyPolicyIsSilent, Evidence::Recorded),
            Self::Depends(_) => (Because::KeyPolicyIsSilent, Evidence::Inferred),
            Self::NoIamPolicy => (Because::IamPoliciesAreSilent, Evidence::Documented),
            Self::Denied(DecidingStatement { policy, .. }) => {
                let because = match policy {
                    DecidingPolicy::Key => Because::KeyPolicyDenies,
                    DecidingPolicy::Identity(_) => Because::IamPolicyDenies,
                };
                (because, Evidence::Documented)
            }
        }
    }
}

impl Denial {
    fn new(caller: &Caller, action: &Action, resource: Resource, reason: Reason) -> Self {
        Self { caller: caller.principal().clone(), action: action.clone(), resource, reason }
    }

    /// The reason in words of this crate.
    pub(super) fn message(&self) -> String {
        let Self { caller, action, resource, reason } = self;
        match reason {
            Reason::DefaultKeyPolicy => {
                "the default key policy lets nobody in from another account".to_owned()
            }
            Reason::NoKeyPolicy => {
                format!("neither the key policy nor a grant allows `{action}` on `{resource}` to `{caller}`")
            }
            Reason::NoIamPolicy => {
                format!("no IAM policy of `{caller}` allows `{action}` on `{resource}`")
            }
            Reason::Denied(by) => format!("{by} denies `{action}` on `{resource}` to `{caller}`"),
            Reason::Depends(on) => {
                let decision = Decision::Depends { on: on.clone() };
                format!(
                    "whether `{caller}` may `{action}` on `{resource}` {decision}, of which the call says nothing"
                )
            }
        }
    }

    /// Refuses the request.
    pub(super) fn refuse(&self, place: Place, broken: &mut Broken<'_>) {
        let Self { caller, action, resource, reason } = self;
        let (because, evidence) = reason.as_kms_has_it();
        let text = NotAuthorized { caller, action, resource, because };
        broken.refused(ErrorCode::AccessDenied, format_args!("{text}"), evidence, place, self.message());
    }
}
