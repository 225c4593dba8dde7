//! Key ARNs, and the head that they share with alias ARNs.

use proptest::prelude::*;
use proptest::sample::select;

use super::account_id::{account_id, any_account_id, near_miss_account_id};
use super::key_id::{any_key_id, key_id, multi_region_key_id, near_miss_key_id};
use super::near_miss::NearMissText;
use super::region::{any_partition, any_region, listed_region, near_miss_region, region};
use crate::identity::{AccountId, KeyArn, KeyId, Partition, Region};

/// The ARN of a key: small alphabets of Regions, accounts and key IDs, and the Region's own partition.
///
/// ```
/// use kms_mrk::identity::Agreement;
/// use kms_mrk::strategy::key_arn;
/// use proptest::prelude::*;
///
/// proptest!(|(arn in key_arn())| {
///     prop_assert_eq!(arn.agrees_with_its_region(), Agreement::Agrees);
/// });
/// ```
pub fn key_arn() -> impl Strategy<Value = KeyArn> {
    arn_of(key_id())
}

/// The ARN of a multi-Region key, of the same small alphabets.
pub fn multi_region_key_arn() -> impl Strategy<Value = KeyArn> {
    arn_of(multi_region_key_id())
}

fn arn_of(key_id: impl Strategy<Value = KeyId>) -> impl Strategy<Value = KeyArn> {
    (region(), account_id(), key_id)
        .prop_map(|(region, account, key_id)| KeyArn::new(Partition::Aws, region, account, key_id))
}

/// Any well-formed key ARN; its partition need not be its Region's.
pub fn any_key_arn() -> impl Strategy<Value = KeyArn> {
    let strange = (any_partition(), any_region(), any_account_id(), any_key_id())
        .prop_map(|(partition, region, account, key_id)| KeyArn::new(partition, region, account, key_id));
    prop_oneof![2 => key_arn(), 1 => strange].boxed()
}

/// A text that one slip keeps from being a key ARN: in its prefix, partition, service, Region, account, resource or
/// key ID.
pub fn near_miss_key_arn() -> impl Strategy<Value = NearMissText> {
    prop_oneof![8 => near_miss_after_prefix(), 1 => near_miss_prefix("key/1234abcd-12ab-34cd-56ef-1234567890ab")].boxed()
}

/// A near miss of a key ARN that begins with `arn:` nevertheless, and is not the ARN of an alias.
pub(super) fn near_miss_after_prefix() -> impl Strategy<Value = NearMissText> {
    let in_head =
        (near_miss_head(), key_id()).prop_map(|(miss, key_id)| miss.between("", &format!("key/{key_id}")));
    let in_key_id =
        (head(), near_miss_key_id()).prop_map(|(head, miss)| miss.between(&format!("{head}key/"), ""));
    let in_resource = (head(), select(["Key/", "key:", "keys/", "/", "grant/"].as_slice()), key_id())
        .prop_map(|(head, resource, key_id)| {
            NearMissText::new(format!("{head}{resource}{key_id}"), head.len())
        });
    let nothing_after = head().prop_map(|head| NearMissText::at_end(head.trim_end_matches(':')));
    prop_oneof![in_head, in_key_id, in_resource, nothing_after].boxed()
}

/// What an ARN of KMS begins with: `arn:aws:kms:us-east-1:111122223333:`.
pub(super) fn head() -> impl Strategy<Value = String> {
    (listed_region(), account_id())
        .prop_map(|(region, account)| Head::of(region, account).text(Head::ACCOUNT))
}

/// One slip in the head of an ARN of KMS, which begins with `arn:` nevertheless.
pub(super) fn near_miss_head() -> impl Strategy<Value = NearMissText> {
    let head = || (listed_region(), account_id()).prop_map(|(region, account)| Head::of(region, account));
    let in_partition = (head(), select([("AWS", 0), ("aws_cn", 3), ("", 0)].as_slice())).prop_map(
        |(head, (partition, at))| {
            let after = format!(":kms:{}:{}:", head.region, head.account);
            NearMissText::new(partition, at).between(&head.text(Head::ARN), &after)
        },
    );
    let in_service =
        (head(), select(["KMS", "iam", "kms.amazonaws.com", ""].as_slice())).prop_map(|(head, service)| {
            let after = format!(":{}:{}:", head.region, head.account);
            NearMissText::new(service, 0).between(&head.text(Head::PARTITION), &after)
        });
    let in_region = (head(), near_miss_region())
        .prop_map(|(head, miss)| miss.between(&head.text(Head::SERVICE), &format!(":{}:", head.account)));
    let in_account =
        (head(), near_miss_account_id()).prop_map(|(head, miss)| miss.between(&head.text(Head::REGION), ":"));
    prop_oneof![in_region, in_account, in_service, in_partition].boxed()
}

/// No `arn:` at the beginning.
pub(super) fn near_miss_prefix(resource: &'static str) -> impl Strategy<Value = NearMissText> {
    (head(), select(["ARN:", "", " arn:", "arn"].as_slice())).prop_map(move |(head, prefix)| {
        NearMissText::new(format!("{prefix}{}{resource}", head.trim_start_matches("arn:")), 0)
    })
}

/// The parts of a head.
#[derive(Clone, Debug)]
struct Head {
    region: Region,
    account: AccountId,
}

impl Head {
    const ARN: usize = 1;
    const PARTITION: usize = 2;
    const SERVICE: usize = 3;
    const REGION: usize = 4;
    const ACCOUNT: usize = 5;

    const fn of(region: Region, account: AccountId) -> Self {
        Self { region, account }
    }

    /// The first so many parts, each with its colon.
    fn text(&self, parts: usize) -> String {
        let partition = self.region.partition().unwrap_or(Partition::Aws);
        let all = ["arn", partition.as_str(), "kms", self.region.as_str(), self.account.as_str()];
        all.iter().take(parts).map(|part| format!("{part}:")).collect()
    }
}
