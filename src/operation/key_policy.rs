//! PutKeyPolicy and GetKeyPolicy: replace and read the policy of a key.

use super::asked::{Asked, Target, names_key_by_key_id};
use super::contract::{Decision, Operation};
use super::lockout::LockoutSafetyCheck;
use super::name::OperationName;
use super::on_key::{self, KeyChecks};
use super::setting::Setting;
use super::{key_states, member_checks, policy_checks, request_context, rule};
use crate::identity::KeyReference;
use crate::key::MultiRegionKeyType;
use crate::model::{Call, Change, World};
use crate::policy::rule::text as policy_rule;
use crate::policy::{self, KeyKind, PolicyText, RequestContext};
use crate::verdict::check::Check;
use crate::verdict::{Broken, KmsError, Report};

/// A request to replace the policy of a key, possible in every key state.
///
/// It concerns this key alone: KMS does not synchronize policies. The member `PolicyName` has one value, `default`,
/// and is left out here.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, GetKeyPolicy, PutKeyPolicy};
/// use kms_mrk::policy::PolicyText;
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let key = kms.call(&CreateKey::multi_region(), &call)?.output.key_id;
/// assert!(kms.call(&GetKeyPolicy::new(key.into()), &call)?.output.as_str().contains("key-default-1"));
///
/// let policy: PolicyText = r#"{"Version": "2012-10-17", "Statement": {
///     "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"
/// }}"#.parse()?;
/// kms.call(&PutKeyPolicy::new(key.into(), policy.clone()), &call)?;
/// assert_eq!(kms.call(&GetKeyPolicy::new(key.into()), &call)?.output, policy);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutKeyPolicy {
    /// The key: a key ID or key ARN.
    pub key_id: KeyReference,
    /// The new policy.
    pub policy: PolicyText,
    /// Whether KMS makes sure that the caller can change the policy again.
    pub lockout_safety_check: LockoutSafetyCheck,
}

/// A request for the policy of a key, possible in every key state. [`PutKeyPolicy`] shows it.
///
/// KMS returns a policy laid out anew; the model returns the text that it was given. Compare policies as JSON.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetKeyPolicy {
    /// The key: a key ID or key ARN.
    pub key_id: KeyReference,
}

impl PutKeyPolicy {
    /// A request to give this key this policy.
    #[must_use]
    pub const fn new(key_id: KeyReference, policy: PolicyText) -> Self {
        Self { key_id, policy, lockout_safety_check: LockoutSafetyCheck::Made }
    }
}

impl GetKeyPolicy {
    /// A request for the policy of this key.
    #[must_use]
    pub const fn new(key_id: KeyReference) -> Self {
        Self { key_id }
    }
}

names_key_by_key_id!(PutKeyPolicy, Keys);

names_key_by_key_id!(GetKeyPolicy, Keys);

impl KeyChecks for PutKeyPolicy {
    #[rustfmt::skip]
    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] = &[
        Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows },
        Check { rule: &policy_rule::JSON_OBJECT, test: new_policy },
        Check { rule: &rule::LOCKOUT_CHECK_KEPT, test: |asked, broken| member_checks::lockout_check_kept(asked.request.lockout_safety_check, broken) },
    ];

    fn conditions(asked: &Asked<'_, Self>, context: RequestContext) -> RequestContext {
        let is_bypassed = asked.request.lockout_safety_check == LockoutSafetyCheck::Bypassed;
        context.with("kms:BypassPolicyLockoutSafetyCheck", request_context::truth(is_bypassed))
    }
}

impl KeyChecks for GetKeyPolicy {
    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] =
        &[Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows }];

    fn conditions(_asked: &Asked<'_, Self>, context: RequestContext) -> RequestContext {
        context.with("kms:PolicyName", "default")
    }
}

fn new_policy(asked: &Asked<'_, PutKeyPolicy>, broken: &mut Broken<'_>) {
    let request = asked.request;
    let arn = asked.arn();
    let mut key = policy::Setting::new();
    if let Some(arn) = &arn {
        key = key.with_key_arn(arn);
    }
    if let Target::Known(known) = asked.target {
        key = key.with_key(match known.multi_region_key_type() {
            Some(MultiRegionKeyType::Primary) => KeyKind::Primary,
            Some(_) => KeyKind::Replica,
            None => KeyKind::SingleRegion,
        });
    }
    policy_checks::policy(
        Some(&request.policy),
        request.lockout_safety_check,
        key,
        asked.account(),
        &asked.setting,
        broken,
    );
}

impl Operation for PutKeyPolicy {
    const NAME: OperationName = OperationName::PutKeyPolicy;
    type Output = ();

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<()>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let change = Change::KeyPolicyPut { policy: self.policy.clone() };
        Ok(on.decision("PutKeyPolicy", (), Some(change)))
    }
}

impl Operation for GetKeyPolicy {
    const NAME: OperationName = OperationName::GetKeyPolicy;
    type Output = PolicyText;

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<PolicyText>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        Ok(on.decision("GetKeyPolicy", on.set.policy_of(on.key), None))
    }
}
