//! KMS's words for a request that is not allowed to its caller.

use std::fmt;

use crate::identity::PrincipalArn;
use crate::policy::Action;

/// Who may not do what on which resource.
///
/// Source: recorded for key policies; the other endings from
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>
pub(super) struct NotAuthorized<'a> {
    pub(super) caller: &'a PrincipalArn,
    pub(super) action: &'a Action,
    pub(super) resource: &'a dyn fmt::Display,
    pub(super) because: Because,
}

/// Why a request is not allowed.
#[derive(Clone, Copy)]
pub(super) enum Because {
    KeyPolicyIsSilent,
    IamPoliciesAreSilent,
    KeyPolicyDenies,
    IamPolicyDenies,
}

impl fmt::Display for NotAuthorized<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { caller, action, resource, because } = self;
        write!(f, "User: {caller} is not authorized to perform: {action} on resource: {resource} ")?;
        match because {
            Because::KeyPolicyIsSilent => {
                write!(f, "because no resource-based policy allows the {action} action")
            }
            Because::IamPoliciesAreSilent => {
                write!(f, "because no identity-based policy allows the {action} action")
            }
            Because::KeyPolicyDenies => f.write_str("with an explicit deny in a resource-based policy"),
            Because::IamPolicyDenies => f.write_str("with an explicit deny in an identity-based policy"),
        }
    }
}
