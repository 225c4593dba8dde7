//! The permissions that a request needs.

use serde::Serialize;
use serde::ser::Serializer;

use crate::identity::{AliasArn, AliasName, KeyArn, KeyReference, Region};

/// A permission that the caller of a request needs.
///
/// A call in a model is held to them as far as the IAM policies of its [`Caller`](crate::model::Caller) are known.
///
/// ```
/// use kms_mrk::operation::{CreateKey, Setting};
///
/// let region = "us-east-1".parse()?;
/// let needed = CreateKey::multi_region().required_permissions(&Setting::new().with_region(&region));
/// assert_eq!(
///     serde_json::to_value(&needed[0]).unwrap(),
///     serde_json::json!({
///         "action": "kms:CreateKey",
///         "region": "us-east-1",
///         "resource": "*",
///         "granted_by": "iam-policy",
///     }),
/// );
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Permission {
    /// The IAM action.
    pub action: &'static str,
    /// The Region in which it is needed; `None` for the Region that is called, where that is not known.
    pub region: Option<Region>,
    /// What it is needed on.
    pub resource: Resource,
    /// Which kind of policy must give it.
    pub granted_by: GrantedBy,
}

/// What a permission is needed on. Serialized as it stands in the `Resource` of a policy.
///
/// ```
/// use kms_mrk::operation::{ReplicateKey, Setting};
///
/// let request = ReplicateKey::new("mrk-1234abcd12ab34cd56ef1234567890ab".parse()?, "eu-west-1".parse()?);
/// let resources: Vec<_> = request
///     .required_permissions(&Setting::new())
///     .iter()
///     .map(|permission| permission.resource.to_string())
///     .collect();
/// assert_eq!(resources, ["arn:*:kms:*:*:key/mrk-1234abcd12ab34cd56ef1234567890ab", "*"]);
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resource {
    /// A key.
    Key(KeyArn),
    /// The key that the request names, where its ARN is not known.
    Named(KeyReference),
    /// An alias.
    Alias(AliasArn),
    /// The alias of this name, where its ARN is not known.
    NamedAlias(AliasName),
    /// No resource in particular, written `*`.
    Any,
}

impl std::fmt::Display for Resource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Key(arn) => arn.fmt(f),
            Self::Named(KeyReference::KeyId(key_id)) => write!(f, "arn:*:kms:*:*:key/{key_id}"),
            Self::Named(reference) => reference.fmt(f),
            Self::Alias(arn) => arn.fmt(f),
            Self::NamedAlias(name) => write!(f, "arn:*:kms:*:*:{name}"),
            Self::Any => f.write_str("*"),
        }
    }
}

impl Serialize for Resource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Which kind of policy must give a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GrantedBy {
    /// The key policy; or an IAM policy, if the key policy leaves it to the account.
    KeyPolicy,
    /// An IAM policy of the caller.
    IamPolicy,
}

impl GrantedBy {
    /// The kind in words: `key policy` or `IAM policy`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::KeyPolicy => "key policy",
            Self::IamPolicy => "IAM policy",
        }
    }
}
