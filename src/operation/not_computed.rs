//! The answer to operations whose result the model does not compute.

use crate::identity::KeyArn;

/// KMS would have done it, and the model computes nothing: no signature, no MAC, no shared secret, and no verdict on one.
///
/// Everything that KMS looks at before it computes has been looked at: the key, its state, its usage, the algorithm, and
/// the lengths of what was given. serde writes the key and the algorithm under AWS's names, and `NotComputed` where the
/// result would stand.
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::key::{KeySpec, KeyUsage, MacAlgorithm};
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, GenerateMac, Message};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let usage = Some(KeyUsage::GenerateVerifyMac);
/// let create = CreateKey { key_spec: KeySpec::Hmac256, key_usage: usage, ..CreateKey::default() };
/// let key = kms.call(&create, &call)?.output;
///
/// let request = GenerateMac::new(key.key_id.into(), Message::new(*b"hello")?, MacAlgorithm::HmacSha256);
/// let output = kms.call(&request, &call)?.output;
/// assert_eq!((&output.key_id, &output.algorithm), (&key.arn, &MacAlgorithm::HmacSha256));
/// assert_eq!(
///     serde_json::to_value(&output)?,
///     serde_json::json!({"KeyId": key.arn, "MacAlgorithm": "HMAC_SHA_256", "NotComputed": "Mac"}),
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotComputed<A> {
    /// The ARN of the key, on the wire under the name `KeyId`.
    pub key_id: KeyArn,
    /// The algorithm.
    pub algorithm: A,
    /// The member of KMS's answer that is missing: `Signature`, `Mac`, …
    pub member: &'static str,
}
