//! Condition keys whose values follow from who asks for what.

use super::context::Known;
use super::request::AccessRequest;
use super::template::PolicyKind;
use crate::identity::{PrincipalArn, PrincipalKind};
use crate::policy::{Action, ConditionKey, PolicySupport};

impl AccessRequest<'_> {
    /// What is known of a condition key: what the context says, or what follows from the request. To key policies, KMS
    /// does not give the tags and the aliases of the key.
    ///
    /// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html>;
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html>
    pub(super) fn known(&self, key: &str, policy: PolicyKind) -> Known<'_> {
        let is_for_iam = |key: &ConditionKey| key.support() == PolicySupport::IamPoliciesOnly;
        if policy == PolicyKind::Key && ConditionKey::named(key).is_some_and(is_for_iam) {
            return Known::Missing;
        }
        let said = self.context().and_then(|context| context.find(key));
        said.or_else(|| self.derived(key))
            .unwrap_or_else(|| self.context().map_or(Known::Unsaid, |context| context.of_others()))
    }

    /// What follows from the request; `None` for a key that does not. A key that is not known here is there, whatever
    /// its value, also in a context that is complete.
    ///
    /// The account and the ARN of a session's role are known, but not the role's path, which `aws:PrincipalArn` has.
    ///
    /// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>;
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html>
    fn derived(&self, key: &str) -> Option<Known<'_>> {
        let known = DERIVED.iter().find(|derived| derived.name.eq_ignore_ascii_case(key))?;
        (known.value)(self)
    }
}

struct Derived {
    name: &'static str,
    value: for<'r> fn(&'r AccessRequest<'_>) -> Option<Known<'r>>,
}

#[rustfmt::skip]
const DERIVED: &[Derived] = &[
    Derived { name: "kms:CallerAccount", value: caller_account },
    Derived { name: "aws:PrincipalAccount", value: caller_account },
    Derived { name: "aws:PrincipalArn", value: principal_arn },
    Derived { name: "aws:PrincipalType", value: principal_type },
    Derived { name: "aws:username", value: user_name },
    Derived { name: "aws:PrincipalIsAWSService", value: is_service },
    Derived { name: "aws:PrincipalServiceName", value: service_name },
    Derived { name: "aws:SourceArn", value: of_service_alone },
    Derived { name: "aws:SourceAccount", value: of_service_alone },
    Derived { name: "aws:SourceOrgID", value: of_service_alone },
    Derived { name: "aws:SourceOrgPaths", value: of_service_alone },
    Derived { name: "aws:ResourceAccount", value: |request| Some(request.key_account().map_or(Known::Unsaid, |account| Known::One(account.as_str()))) },
    Derived { name: "aws:RequestedRegion", value: |request| Some(request.region().map_or(Known::Unsaid, |region| Known::One(region.as_str()))) },
    // Every request has these.
    Derived { name: "aws:CurrentTime", value: |_| Some(Known::Unsaid) },
    Derived { name: "aws:EpochTime", value: |_| Some(Known::Unsaid) },
    Derived { name: "aws:userid", value: |request| request.principal().map(|_| Known::Unsaid) },
    Derived { name: "aws:ViaAWSService", value: |_| Some(Known::Unsaid) },
    // The endpoints of KMS take no other requests.
    Derived { name: "aws:SecureTransport", value: |_| Some(Known::One("true")) },
    Derived { name: "kms:PolicyName", value: policy_name },
    Derived { name: "kms:BypassPolicyLockoutSafetyCheck", value: bypass },
];

fn caller_account<'r>(request: &'r AccessRequest<'_>) -> Option<Known<'r>> {
    request.principal_account().map(|account| Known::One(account.as_str()))
}

fn principal_arn<'r>(request: &'r AccessRequest<'_>) -> Option<Known<'r>> {
    let Some(principal) = request.principal() else { return Some(Known::Missing) };
    match principal.kind() {
        PrincipalKind::Service => None,
        PrincipalKind::RoleSession => Some(Known::Unsaid),
        // A bare account ID is no ARN, and its partition is not known.
        PrincipalKind::Account if principal.partition().is_none() => Some(Known::Unsaid),
        _ => Some(Known::One(principal.as_str())),
    }
}

fn principal_type<'r>(request: &'r AccessRequest<'_>) -> Option<Known<'r>> {
    Some(Known::One(match request.principal()?.kind() {
        PrincipalKind::Account => "Account",
        PrincipalKind::User => "User",
        PrincipalKind::Role | PrincipalKind::RoleSession => "AssumedRole",
        PrincipalKind::FederatedUser => "FederatedUser",
        PrincipalKind::Service => return None,
    }))
}

fn user_name<'r>(request: &'r AccessRequest<'_>) -> Option<Known<'r>> {
    let user = request.principal().filter(|principal| principal.kind() == PrincipalKind::User);
    Some(user.and_then(PrincipalArn::name).map_or(Known::Missing, Known::One))
}

fn service<'r>(request: &'r AccessRequest<'_>) -> Option<&'r str> {
    let service = request.principal().filter(|principal| principal.kind() == PrincipalKind::Service);
    service.map(PrincipalArn::as_str)
}

fn is_service<'r>(request: &'r AccessRequest<'_>) -> Option<Known<'r>> {
    Some(Known::One(if service(request).is_some() { "true" } else { "false" }))
}

fn service_name<'r>(request: &'r AccessRequest<'_>) -> Option<Known<'r>> {
    Some(service(request).map_or(Known::Missing, Known::One))
}

/// A key that only the requests of services have.
fn of_service_alone<'r>(request: &'r AccessRequest<'_>) -> Option<Known<'r>> {
    if service(request).is_some() { None } else { Some(Known::Missing) }
}

/// The only policy that can be put or read, but for that of AWS RAM, which KMS lets nobody put.
fn policy_name<'r>(request: &'r AccessRequest<'_>) -> Option<Known<'r>> {
    (*request.action() == Action::PutKeyPolicy).then_some(Known::One("default"))
}

/// In the request that KMS imagines, nobody asks to bypass the check.
fn bypass<'r>(request: &'r AccessRequest<'_>) -> Option<Known<'r>> {
    request.is_imagined().then_some(Known::Missing)
}
