//! ListKeyPolicies: the names of the policies of a key, of which there is one.

use super::asked::{Asked, names_key_by_key_id};
use super::contract::{Decision, Operation};
use super::name::OperationName;
use super::on_key::{self, KeyChecks};
use super::page::{self, Limit, Marker, Page};
use super::setting::Setting;
use super::{key_states, rule};
use crate::identity::KeyReference;
use crate::model::{Call, World};
use crate::verdict::check::Check;
use crate::verdict::{Broken, ErrorCode, KmsError, Report};

/// A request for the names of the policies of a key, possible in every key state.
///
/// A key always has one policy, and its name is `default`: there is never a second page, nor a marker for one.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyPolicies.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, ListKeyPolicies};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let key = kms.call(&CreateKey::multi_region(), &call)?.output.key_id;
///
/// let page = kms.call(&ListKeyPolicies::new(key.into()), &call)?.output;
/// assert_eq!(serde_json::to_string(&page)?, r#"{"PolicyNames":["default"],"Truncated":false}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListKeyPolicies {
    /// The key: a key ID or key ARN.
    pub key_id: KeyReference,
    /// How many names a page may have.
    pub limit: Limit<1000, 100>,
    /// Where the list goes on; `None` for the first page.
    pub marker: Option<Marker>,
}

wire_enum! {
    /// The name of a key policy.
    ///
    /// ```
    /// use kms_mrk::operation::PolicyName;
    ///
    /// assert_eq!(PolicyName::Default.as_str(), "default");
    /// ```
    pub enum PolicyName ["https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html"] {
        /// The one policy that a key has.
        Default = "default",
    }
}

impl ListKeyPolicies {
    /// A request for the names of the policies of this key.
    #[must_use]
    pub const fn new(key_id: KeyReference) -> Self {
        Self { key_id, limit: Limit::DEFAULT, marker: None }
    }

    /// The same request, for so many names a page.
    #[must_use]
    pub fn with_limit(self, limit: Limit<1000, 100>) -> Self {
        Self { limit, ..self }
    }

    /// The same request, for the page that this marker begins.
    #[must_use]
    pub fn with_marker(self, marker: Marker) -> Self {
        Self { marker: Some(marker), ..self }
    }
}

names_key_by_key_id!(ListKeyPolicies, Keys);

impl KeyChecks for ListKeyPolicies {
    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] = &[
        Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows },
        Check { rule: &rule::MARKER_OF_THIS_LIST, test: marker_of_this_list },
    ];
}

impl Operation for ListKeyPolicies {
    const NAME: OperationName = OperationName::ListKeyPolicies;
    type Output = Page<PolicyName>;

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<Self::Output>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let output = Page { items: vec![PolicyName::Default], next_marker: None };
        Ok(on.decision("ListKeyPolicies", output, None))
    }
}

/// A marker, though no page came with one. The operation does not declare InvalidMarkerException, so the exception is
/// the one that every operation can give.
fn marker_of_this_list(asked: &Asked<'_, ListKeyPolicies>, broken: &mut Broken<'_>) {
    let (Some(_), Some((set, key))) = (&asked.request.marker, asked.modelled()) else { return };
    let list = format!("the names of the policies of `{}`", set.arn_in(&key.region));
    page::refuse_marker(ErrorCode::Validation, &list, broken);
}
