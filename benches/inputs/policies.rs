//! Key policies of four sizes, in which nothing is wrong.

use kms_mrk::identity::{KeyArn, PrincipalArn};
use kms_mrk::policy::{self, KeyKind, Setting};

use super::KEY_ARN;
use super::random::Random;

/// How many bytes a policy has: the largest is the most that KMS takes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum PolicySize {
    Bytes512,
    KiB2,
    KiB8,
    KiB32,
}

pub(crate) const POLICY_SIZES: [PolicySize; 4] =
    [PolicySize::Bytes512, PolicySize::KiB2, PolicySize::KiB8, PolicySize::KiB32];

impl PolicySize {
    const fn bytes(self) -> usize {
        match self {
            Self::Bytes512 => 512,
            Self::KiB2 => 2048,
            Self::KiB8 => 8192,
            Self::KiB32 => 32_768,
        }
    }

    /// The text, without white space between its tokens, as deploy tools write it.
    pub(crate) fn policy(self) -> String {
        let text = clean_policy(self.bytes());
        let key = KeyInUse::new();
        for setting in [Setting::new(), key.setting()] {
            assert_eq!(policy::check(&text, &setting).to_string(), "", "{self:?}");
        }
        assert_eq!(text.len(), self.bytes());
        text
    }
}

/// A key of which everything is known, so that every check has something to look at.
pub(crate) struct KeyInUse {
    key: KeyArn,
    caller: PrincipalArn,
}

impl KeyInUse {
    pub(crate) fn new() -> Self {
        Self {
            key: KEY_ARN.parse().unwrap(),
            caller: "arn:aws:iam::111122223333:role/KeyAdministrator".parse().unwrap(),
        }
    }

    pub(crate) const fn setting(&self) -> Setting<'_> {
        Setting::new().with_key_arn(&self.key).with_caller(&self.caller).with_key(KeyKind::Primary)
    }
}

const HEAD: &str = r#"{"Version":"2012-10-17","Id":"key-policy","Statement":[{"Sid":"EnableIAMUserPermissions","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"}"#;
const TAIL: &str = "]}";

/// A policy of exactly this many bytes: one statement for the account, and of the others as many as there is room for.
fn clean_policy(bytes: usize) -> String {
    let mut random = Random(7);
    let mut policy = String::from(HEAD);
    let mut kinds = KINDS.iter().cycle();
    let mut without_room = 0;
    while without_room < KINDS.len() {
        let statement = kinds.next().unwrap()(&mut random);
        if policy.len() + statement.len() + TAIL.len() <= bytes {
            policy.push_str(&statement);
            without_room = 0;
        } else {
            without_room += 1;
        }
    }
    policy.push_str(TAIL);
    policy.replacen("key-policy", &format!("key-policy{}", "x".repeat(bytes - policy.len())), 1)
}

/// The statements that key policies in use have beside the one for the account.
const KINDS: [fn(&mut Random) -> String; 7] =
    [through_service, by_service, administrators, grants, other_account, not_in_haste, reader];

fn through_service(random: &mut Random) -> String {
    let (team, role) = (random.below(0xffff), random.below(0xff_ffff));
    let service = random.pick(&["s3", "sqs", "dynamodb", "secretsmanager", "rds"]);
    format!(
        r#",{{"Sid":"Team {team:04x} through {service}","Effect":"Allow","Principal":{{"AWS":["arn:aws:iam::111122223333:role/app/worker-{role:06x}","arn:aws:iam::111122223333:role/app/deploy-{role:06x}"]}},"Action":["kms:Encrypt","kms:Decrypt","kms:ReEncrypt*","kms:GenerateDataKey*","kms:DescribeKey"],"Resource":"*","Condition":{{"StringEquals":{{"kms:CallerAccount":"111122223333"}},"StringLike":{{"kms:ViaService":"{service}.*.amazonaws.com"}}}}}}"#,
    )
}

fn by_service(random: &mut Random) -> String {
    let name = random.below(0xffff);
    let service = random.pick(&["sns", "events", "cloudwatch", "delivery.logs"]);
    format!(
        r#",{{"Sid":"Service {name:04x}","Effect":"Allow","Principal":{{"Service":"{service}.amazonaws.com"}},"Action":["kms:Decrypt","kms:GenerateDataKey*"],"Resource":"*","Condition":{{"StringEquals":{{"aws:SourceAccount":"111122223333"}},"ArnLike":{{"aws:SourceArn":"arn:aws:{service}:*:111122223333:*"}}}}}}"#,
    )
}

fn administrators(random: &mut Random) -> String {
    let name = random.below(0xffff);
    format!(
        r#",{{"Sid":"Administrators {name:04x}","Effect":"Allow","Principal":{{"AWS":["arn:aws:iam::111122223333:role/admin-{name:04x}","arn:aws:iam::111122223333:user/ops/ops-{name:04x}"]}},"Action":["kms:Create*","kms:Describe*","kms:Enable*","kms:List*","kms:Put*","kms:Revoke*","kms:Disable*","kms:Get*","kms:Delete*","kms:TagResource","kms:UntagResource","kms:ScheduleKeyDeletion","kms:CancelKeyDeletion"],"Resource":"*"}}"#,
    )
}

fn grants(random: &mut Random) -> String {
    let role = random.below(0xff_ffff);
    format!(
        r#",{{"Sid":"Attachments {role:06x}","Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::111122223333:role/app/worker-{role:06x}"}},"Action":["kms:CreateGrant","kms:ListGrants","kms:RevokeGrant"],"Resource":"*","Condition":{{"Bool":{{"kms:GrantIsForAWSResource":"true"}}}}}}"#,
    )
}

fn other_account(random: &mut Random) -> String {
    let (account, name) = (100_000_000_000 + random.below(0xffff_ffff), random.below(0xffff));
    format!(
        r#",{{"Sid":"Account {name:04x}","Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{account}:root"}},"Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{{"StringEquals":{{"aws:PrincipalOrgID":"o-{name:010x}","kms:EncryptionContext:team":"team-{name:04x}"}}}}}}"#,
    )
}

fn not_in_haste(random: &mut Random) -> String {
    let name = random.below(0xffff);
    format!(
        r#",{{"Sid":"Not in haste {name:04x}","Effect":"Deny","Principal":{{"AWS":"*"}},"Action":"kms:ScheduleKeyDeletion","Resource":"*","Condition":{{"NumericLessThan":{{"kms:ScheduleKeyDeletionPendingWindowInDays":"30"}}}}}}"#,
    )
}

fn reader(random: &mut Random) -> String {
    let name = random.below(0xffff);
    format!(
        r#",{{"Sid":"Reader {name:04x}","Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::111122223333:role/r-{name:04x}"}},"Action":"kms:Decrypt","Resource":"*"}}"#,
    )
}
