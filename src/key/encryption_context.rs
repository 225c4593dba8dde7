//! The encryption context of cryptographic operations.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// An encryption context: pairs of a key and a value, each key once; the default is empty.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html>
///
/// ```
/// use kms_mrk::key::EncryptionContext;
///
/// let context: EncryptionContext = [("Department", "IT"), ("Stage", "test")].into_iter().collect();
/// assert_eq!(context.get("Department"), Some("IT"));
/// assert_eq!(serde_json::to_string(&context)?, r#"{"Department":"IT","Stage":"test"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EncryptionContext(BTreeMap<String, String>);

impl EncryptionContext {
    /// A context without pairs.
    #[must_use]
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// How many pairs there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no pair.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of the pair with this key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// The values, in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// Whether it has all the pairs of another.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        other.iter().all(|(key, value)| self.get(key) == Some(value))
    }

    /// The values, in the order of their keys.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }
}

impl<K: Into<String>, V: Into<String>> FromIterator<(K, V)> for EncryptionContext {
    /// The context of these pairs; of pairs with the same key, the last counts.
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        Self(pairs.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
    }
}
