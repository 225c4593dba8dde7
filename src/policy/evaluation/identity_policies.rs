//! The IAM policies of a caller.

use crate::policy::Document;
use crate::verdict::Report;

/// The IAM policies of a caller: what is attached to the user or role, and to the groups of the user.
///
/// Their statements have no principal: they are about the caller. The root user of an account needs none.
///
/// ```
/// use kms_mrk::policy::{AccessRequest, Action, Document, IdentityPolicies};
///
/// let account = r#"{"Version": "2012-10-17", "Statement": {
///     "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"
/// }}"#;
/// let decrypts = r#"{"Version": "2012-10-17", "Statement": {
///     "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*"
/// }}"#;
/// let identity = IdentityPolicies::new().with(Document::read(decrypts).unwrap());
/// let user = "arn:aws:iam::111122223333:user/ops".parse()?;
/// let request = |action| {
///     AccessRequest::new(&user, action)
///         .with_account("111122223333".parse().unwrap())
///         .with_identity_policies(&identity)
/// };
/// let policy = Document::read(account).unwrap();
/// assert!(policy.authorize(&request(Action::Decrypt)).is_allowed());
/// assert!(policy.authorize(&request(Action::Encrypt)).is_denied());
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IdentityPolicies<'a> {
    documents: Vec<Document<'a>>,
}

impl<'a> IdentityPolicies<'a> {
    /// No policies: nothing that is left to IAM policies is allowed.
    #[must_use]
    pub const fn new() -> Self {
        Self { documents: Vec::new() }
    }

    /// The same policies and one more.
    #[must_use]
    pub fn with(mut self, document: Document<'a>) -> Self {
        self.documents.push(document);
        self
    }

    /// Reads the policies.
    ///
    /// # Errors
    /// One of the texts is not one JSON object; the report has that one finding.
    pub fn read(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, Report> {
        let documents = texts.into_iter().map(Document::read).collect::<Result<_, _>>()?;
        Ok(Self { documents })
    }

    /// The same policies, which borrow nothing.
    #[must_use]
    pub fn into_owned(self) -> IdentityPolicies<'static> {
        let documents = self.documents.into_iter().map(Document::into_owned).collect();
        IdentityPolicies { documents }
    }

    /// The policies, in order.
    #[must_use]
    pub fn documents(&self) -> &[Document<'a>] {
        &self.documents
    }
}
