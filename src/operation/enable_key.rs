//! EnableKey and DisableKey: let a key be used, or keep it from being used.

use super::asked::{Asked, names_key_by_key_id};
use super::contract::{Decision, Operation};
use super::name::OperationName;
use super::on_key::{self, KeyChecks};
use super::setting::Setting;
use super::{key_states, request_context, rule};
use crate::identity::KeyReference;
use crate::key::RequestedState;
use crate::model::{Call, Change, World};
use crate::policy::RequestContext;
use crate::verdict::check::Check;
use crate::verdict::{KmsError, Report};

/// A request to let a key be used again; a key that is Enabled stays so, and one that is Unavailable is Enabled as soon as
/// its custom key store is connected.
///
/// It concerns this key alone: related keys keep their states.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKey.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, DescribeKey, DisableKey, EnableKey};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let key = kms.call(&CreateKey::multi_region(), &call)?.output.key_id;
///
/// kms.call(&DisableKey::new(key.into()), &call)?;
/// assert_eq!(kms.call(&DescribeKey::new(key.into()), &call)?.output.key_state, "Disabled");
/// kms.call(&EnableKey::new(key.into()), &call)?;
/// assert!(kms.call(&DescribeKey::new(key.into()), &call)?.output.enabled);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnableKey {
    /// The key: a key ID or key ARN.
    pub key_id: KeyReference,
}

/// A request to keep a key from being used; a key that is Disabled stays so, and one that is Unavailable is Disabled as
/// soon as its custom key store is connected. [`EnableKey`] shows it.
///
/// It concerns this key alone: related keys keep their states.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKey.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisableKey {
    /// The key: a key ID or key ARN.
    pub key_id: KeyReference,
}

impl EnableKey {
    /// A request to let this key be used again.
    #[must_use]
    pub const fn new(key_id: KeyReference) -> Self {
        Self { key_id }
    }
}

impl DisableKey {
    /// A request to keep this key from being used.
    #[must_use]
    pub const fn new(key_id: KeyReference) -> Self {
        Self { key_id }
    }
}

names_key_by_key_id!(EnableKey, Keys);

names_key_by_key_id!(DisableKey, Keys);

impl KeyChecks for EnableKey {
    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] =
        &[Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows }];
}

impl KeyChecks for DisableKey {
    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] =
        &[Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows }];

    fn conditions(asked: &Asked<'_, Self>, context: RequestContext) -> RequestContext {
        request_context::with_days_unused(asked, context)
    }
}

impl Operation for EnableKey {
    const NAME: OperationName = OperationName::EnableKey;
    type Output = ();

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<()>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let is_asked = on.key.state.requested() == Some(RequestedState::Enabled);
        let change = (!is_asked).then_some(Change::KeyEnabled);
        Ok(on.decision("EnableKey", (), change))
    }
}

impl Operation for DisableKey {
    const NAME: OperationName = OperationName::DisableKey;
    type Output = ();

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<()>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let is_asked = on.key.state.requested() == Some(RequestedState::Disabled);
        let change = (!is_asked).then_some(Change::KeyDisabled);
        Ok(on.decision("DisableKey", (), change))
    }
}
