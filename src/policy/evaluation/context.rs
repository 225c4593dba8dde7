//! What a request says to conditions.

/// The condition keys of a request, each with its value or values.
///
/// A key of which nothing is said is *not known*: it may be there or not. Of a [`complete`](Self::complete) context it
/// is not there. The case of names does not matter. A few keys need not be given, because they follow from the
/// [`AccessRequest`](super::AccessRequest).
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>;
/// <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html>
///
/// ```
/// use kms_mrk::policy::{AccessRequest, Action, Document, RequestContext};
///
/// let policy = Document::read(r#"{"Version": "2012-10-17", "Statement": {
///     "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/orders"}, "Action": "kms:Decrypt",
///     "Resource": "*", "Condition": {"StringLike": {"kms:ViaService": "s3.*.amazonaws.com"}}
/// }}"#).unwrap();
/// let role = "arn:aws:iam::111122223333:role/orders".parse()?;
/// let request = AccessRequest::new(&role, Action::Decrypt).with_account("111122223333".parse()?);
/// assert_eq!(policy.authorize(&request).to_string(), "depends on the condition key `kms:ViaService`");
///
/// let through_s3 = RequestContext::new().with("kms:ViaService", "s3.eu-west-1.amazonaws.com");
/// assert!(policy.authorize(&request.clone().with_context(&through_s3)).is_allowed());
/// let direct = RequestContext::new().without("kms:ViaService");
/// assert!(policy.authorize(&request.with_context(&direct)).is_denied());
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct RequestContext {
    keys: Vec<Key>,
    others: Others,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    name: Box<str>,
    values: Vec<String>, // none: the request does not have the key
}

/// What is known of the keys of which nothing is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
enum Others {
    #[default]
    NotKnown,
    Missing,
}

/// What a request says of one condition key.
#[derive(Clone, Copy, Debug)]
pub(super) enum Known<'r> {
    Unsaid,
    Missing,
    One(&'r str),
    Many(&'r [String]),
}

impl RequestContext {
    /// A context that says nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self { keys: Vec::new(), others: Others::NotKnown }
    }

    /// The same context, in which this key has one value. Numbers, times and truth values are given as text.
    #[must_use]
    pub fn with(self, key: impl Into<Box<str>>, value: impl Into<String>) -> Self {
        self.with_values(key, [value])
    }

    /// The same context, in which this key has these values; with no value, it is missing.
    #[must_use]
    pub fn with_values<V: Into<String>>(
        mut self,
        key: impl Into<Box<str>>,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let name = key.into();
        self.keys.retain(|other| !other.name.eq_ignore_ascii_case(&name));
        self.keys.push(Key { name, values: values.into_iter().map(Into::into).collect() });
        self
    }

    /// The same context, in which this key is known to be missing.
    #[must_use]
    pub fn without(self, key: impl Into<Box<str>>) -> Self {
        self.with_values(key, [""; 0])
    }

    /// The same context, in which every key is missing that is not given and does not follow from the request.
    #[must_use]
    pub fn complete(self) -> Self {
        Self { others: Others::Missing, ..self }
    }

    /// The same context, in which everything that the other says holds instead.
    pub(crate) fn overlaid_by(mut self, other: &Self) -> Self {
        self.keys.retain(|key| other.find(&key.name).is_none());
        self.keys.extend(other.keys.iter().cloned());
        self
    }

    /// What is said of a key, if anything.
    pub(super) fn find(&self, key: &str) -> Option<Known<'_>> {
        let found = self.keys.iter().find(|other| other.name.eq_ignore_ascii_case(key))?;
        Some(match &found.values[..] {
            [] => Known::Missing,
            [one] => Known::One(one),
            many => Known::Many(many),
        })
    }

    /// What is known of a key of which nothing is said.
    pub(super) const fn of_others(&self) -> Known<'static> {
        match self.others {
            Others::NotKnown => Known::Unsaid,
            Others::Missing => Known::Missing,
        }
    }
}

impl<'r> Known<'r> {
    /// The values, none of a key that is missing or not known.
    pub(super) fn values(self) -> impl Iterator<Item = &'r str> {
        let (one, many): (_, &[String]) = match self {
            Self::One(value) => (Some(value), &[]),
            Self::Many(values) => (None, values),
            Self::Unsaid | Self::Missing => (None, &[]),
        };
        one.into_iter().chain(many.iter().map(String::as_str))
    }
}
