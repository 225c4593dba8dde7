//! The constraints of a grant.

use serde::{Deserialize, Serialize};

use super::encryption_context::EncryptionContext;

/// Which encryption contexts a grant is for; the default is any.
///
/// The constraint `SourceArn`, which came with grants to service principals in 2026, is not there yet.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html>
///
/// ```
/// use kms_mrk::key::{EncryptionContext, GrantConstraints};
///
/// let constraints = GrantConstraints {
///     encryption_context_subset: Some([("Department", "IT")].into_iter().collect()),
///     ..GrantConstraints::default()
/// };
/// assert_eq!(serde_json::to_string(&constraints)?, r#"{"EncryptionContextSubset":{"Department":"IT"}}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct GrantConstraints {
    /// The pairs that the encryption context of a request must include.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encryption_context_subset: Option<EncryptionContext>,
    /// The pairs that the encryption context of a request must be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encryption_context_equals: Option<EncryptionContext>,
}

impl GrantConstraints {
    /// Whether the grant is for any encryption context.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.encryption_context_subset.is_none() && self.encryption_context_equals.is_none()
    }

    /// Whether a request with this encryption context keeps the constraints.
    ///
    /// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html>
    ///
    /// ```
    /// use kms_mrk::key::{EncryptionContext, GrantConstraints};
    ///
    /// let orders = EncryptionContext::from_iter([("table", "orders")]);
    /// let subset = GrantConstraints { encryption_context_subset: Some(orders.clone()), ..Default::default() };
    /// assert!(subset.allow(&EncryptionContext::from_iter([("table", "orders"), ("tenant", "7")])));
    /// assert!(!subset.allow(&EncryptionContext::from_iter([("table", "Orders")])));
    /// let equals = GrantConstraints { encryption_context_equals: Some(orders.clone()), ..Default::default() };
    /// assert!(equals.allow(&orders));
    /// assert!(!equals.allow(&EncryptionContext::new()));
    /// ```
    #[must_use]
    pub fn allow(&self, context: &EncryptionContext) -> bool {
        self.encryption_context_subset.as_ref().is_none_or(|subset| context.contains(subset))
            && self.encryption_context_equals.as_ref().is_none_or(|equals| context == equals)
    }

    /// Whether everything that keeps these constraints keeps the others too, as far as their texts say.
    pub(crate) fn are_as_strict_as(&self, other: &Self) -> bool {
        let own = || self.encryption_context_equals.iter().chain(&self.encryption_context_subset);
        let keeps_equals = |equals| self.encryption_context_equals.as_ref() == Some(equals);
        let keeps_subset = |subset| own().any(|context| context.contains(subset));
        other.encryption_context_equals.as_ref().is_none_or(keeps_equals)
            && other.encryption_context_subset.as_ref().is_none_or(keeps_subset)
    }
}
