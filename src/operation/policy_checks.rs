//! The checks of the members around the key policy, which CreateKey and ReplicateKey share.

use serde::{Deserialize, Serialize};

use crate::verdict::{Answer, Broken, Place, Pointer};

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

/// The lockout safety check is bypassed.
pub(super) fn lockout_check_kept(check: LockoutSafetyCheck, broken: &mut Broken<'_>) {
    if check == LockoutSafetyCheck::Bypassed {
        let place = Place::at(Pointer::to("BypassPolicyLockoutSafetyCheck"));
        let message = "the lockout safety check is bypassed: the key can become unmanageable";
        broken.warned(Answer::Accepts, place, message).help =
            Some("leave it out unless the caller must not be able to change the key policy".into());
    }
}
