//! ReplicateKey requests of three sizes.

use kms_mrk::key::Tag;
use kms_mrk::operation::ReplicateKey;

use super::KEY_ARN;
use super::random::Random;

/// How much a request carries.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Size {
    /// Key and Region, nothing else.
    Minimal,
    /// With a key policy of 2048 bytes and 50 tags.
    Policy2KiB,
    /// With a key policy of 32768 bytes, the most that KMS takes, and 50 tags.
    Policy32KiB,
}

pub(crate) const SIZES: [Size; 3] = [Size::Minimal, Size::Policy2KiB, Size::Policy32KiB];

impl Size {
    pub(crate) fn request(self) -> ReplicateKey {
        let minimal = ReplicateKey::new(KEY_ARN.parse().unwrap(), "eu-west-1".parse().unwrap());
        let policy_bytes = match self {
            Self::Minimal => return minimal,
            Self::Policy2KiB => 2048,
            Self::Policy32KiB => 32_768,
        };
        minimal.with_policy(policy(policy_bytes).parse().unwrap()).with_tags(tags(50))
    }

    /// The request as the AWS CLI reads it.
    pub(crate) fn json(self) -> String {
        serde_json::to_string(&self.request()).unwrap()
    }
}

/// Tags with keys and values of some 10 to 20 characters, some of which begin alike.
pub(crate) fn tags(count: usize) -> Vec<Tag> {
    const KEYS: [&str; 5] = ["CostCenter", "app:component", "DataClass", "example:owner", "Environment"];
    const VALUES: [&str; 5] = ["orders", "payments-eu", "confidential", "team-platform", "production"];
    let mut random = Random(50);
    (0..count)
        .map(|index| {
            let key = format!("{}-{index:02}", KEYS[index % KEYS.len()]);
            let value = format!("{}-{:04x}", random.pick(&VALUES), random.below(0x10000));
            Tag::new(key.parse().unwrap(), value.parse().unwrap())
        })
        .collect()
}

/// A key policy of exactly this many bytes, without white space between its tokens, as deploy tools write it.
pub(crate) fn policy(bytes: usize) -> String {
    let head = r#"{"Version":"2012-10-17","Id":"key-policy","Statement":[{"Sid":"EnableIAMUserPermissions","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"}"#;
    let tail = "]}";
    let mut random = Random(7);
    let mut policy = String::from(head);
    loop {
        let statement = format!(
            r#",{{"Sid":"AllowUse{:06x}","Effect":"Allow","Principal":{{"AWS":["arn:aws:iam::111122223333:role/service-{:04x}","arn:aws:iam::444455556666:user/deploy-{:04x}"]}},"Action":["kms:Encrypt","kms:Decrypt","kms:ReEncrypt*","kms:GenerateDataKey*","kms:DescribeKey"],"Resource":"*","Condition":{{"StringEquals":{{"kms:ViaService":"s3.eu-west-1.amazonaws.com","aws:PrincipalOrgID":"o-{:010x}"}},"Bool":{{"kms:GrantIsForAWSResource":true}}}}}}"#,
            random.below(0xff_ffff),
            random.below(0xffff),
            random.below(0xffff),
            random.below(0xff_ffff_ffff),
        );
        if policy.len() + statement.len() + tail.len() > bytes {
            break;
        }
        policy.push_str(&statement);
    }
    policy.push_str(tail);
    // The rest goes into the longest text there is room for: the `Id`.
    policy.replacen("key-policy", &format!("key-policy{}", "x".repeat(bytes - policy.len())), 1)
}
