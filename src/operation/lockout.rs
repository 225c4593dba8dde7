//! The lockout safety check of a key policy.

use serde::{Deserialize, Serialize};

/// Whether KMS makes sure that the caller can change the key policy again: the member
/// `BypassPolicyLockoutSafetyCheck`.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html#KMS-ReplicateKey-request-BypassPolicyLockoutSafetyCheck>
///
/// ```
/// use kms_mrk::operation::{LockoutSafetyCheck, Operation, ReplicateKey, Setting};
///
/// let request = ReplicateKey {
///     lockout_safety_check: LockoutSafetyCheck::Bypassed,
///     ..ReplicateKey::new("mrk-1234abcd12ab34cd56ef1234567890ab".parse()?, "us-east-1".parse()?)
/// };
/// let report = request.check(&Setting::new());
/// assert!(report.is_accepted());
/// assert_eq!(report.findings()[0].rule.id(), "policy/lockout-safety-check/kept");
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LockoutSafetyCheck {
    /// The check is made: the default.
    #[default]
    Made,
    /// The check is bypassed: the caller wants to be locked out.
    Bypassed,
}
