//! The key policy of a key that was created without one.

use super::text::PolicyText;
use crate::identity::{AccountId, Partition};

impl PolicyText {
    /// The default key policy: the account may do everything, which lets IAM policies of the account decide.
    ///
    /// KMS attaches it when CreateKey or ReplicateKey is called without a policy. The text is laid out as KMS
    /// returns it; compare policies as JSON, not as text.
    ///
    /// Source: recorded from ReplicateKey;
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html>
    ///
    /// ```
    /// use kms_mrk::{identity::Partition, policy::PolicyText};
    ///
    /// let policy = PolicyText::default_of(&Partition::AwsCn, "111122223333".parse()?);
    /// assert!(policy.as_str().contains(r#""AWS" : "arn:aws-cn:iam::111122223333:root""#));
    /// # Ok::<(), kms_mrk::identity::InvalidText>(())
    /// ```
    #[must_use]
    pub fn default_of(partition: &Partition, account: AccountId) -> Self {
        Self::trusted(format!(
            r#"{{
  "Version" : "2012-10-17",
  "Id" : "key-default-1",
  "Statement" : [ {{
    "Sid" : "Enable IAM User Permissions",
    "Effect" : "Allow",
    "Principal" : {{
      "AWS" : "arn:{partition}:iam::{account}:root"
    }},
    "Action" : "kms:*",
    "Resource" : "*"
  }} ]
}}"#
        ))
    }
}
