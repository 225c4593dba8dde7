//! Alias names and alias ARNs.

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::account_id::{account_id, any_account_id};
use super::built::built;
use super::key_arn::{head, near_miss_head, near_miss_prefix};
use super::near_miss::NearMissText;
use super::region::{any_partition, any_region, region};
use crate::identity::{AliasArn, AliasName, Partition};

/// One of three names of aliases of customers' keys; it shrinks to `alias/orders`.
pub fn alias_name() -> impl Strategy<Value = AliasName> {
    select(["alias/orders", "alias/orders/2026", "alias/A:b_c-d"].as_slice()).prop_map(built)
}

/// Any alias name, those that are reserved for AWS among them.
pub fn any_alias_name() -> impl Strategy<Value = AliasName> {
    let strange = "alias/[a-zA-Z0-9:/_-]{1,12}".prop_map(built::<AliasName>);
    let longest = Just(()).prop_map(|()| built(format!("alias/{}", "x".repeat(AliasName::MAX_LENGTH - 6))));
    prop_oneof![6 => alias_name(), 3 => strange, 1 => Just("alias/aws/s3").prop_map(built), 1 => longest]
        .boxed()
}

/// A text that one slip keeps from being an alias name: the prefix alone or none, a character that no alias has, too
/// many characters.
pub fn near_miss_alias_name() -> impl Strategy<Value = NearMissText> {
    let no_prefix = select(["orders", "Alias/orders", "alias", "", " alias/orders"].as_slice())
        .prop_map(|text| NearMissText::new(text, 0));
    prop_oneof![2 => near_miss_after_prefix(), 1 => no_prefix].boxed()
}

fn near_miss_after_prefix() -> impl Strategy<Value = NearMissText> {
    let wrong_character =
        (alias_name(), any::<Index>(), select(vec!['.', ' ', '*', 'é', '\n'])).prop_map(|(name, at, by)| {
            NearMissText::replaced(name.as_str(), 6 + at.index(name.as_str().len() - 6), by)
        });
    let too_long = Just(()).prop_map(|()| NearMissText::too_long("alias/", 'x', AliasName::MAX_LENGTH));
    prop_oneof![4 => wrong_character, 1 => Just(()).prop_map(|()| NearMissText::at_end("alias/")), 1 => too_long].boxed()
}

/// The ARN of an alias, of small alphabets, with the Region's own partition.
pub fn alias_arn() -> impl Strategy<Value = AliasArn> {
    (region(), account_id(), alias_name())
        .prop_map(|(region, account, name)| AliasArn::new(Partition::Aws, region, account, name))
}

/// Any well-formed alias ARN; its partition need not be its Region's.
pub fn any_alias_arn() -> impl Strategy<Value = AliasArn> {
    (any_partition(), any_region(), any_account_id(), any_alias_name())
        .prop_map(|(partition, region, account, name)| AliasArn::new(partition, region, account, name))
}

/// A text that one slip keeps from being an alias ARN.
pub fn near_miss_alias_arn() -> impl Strategy<Value = NearMissText> {
    let in_head = (near_miss_head(), alias_name()).prop_map(|(miss, name)| miss.between("", name.as_str()));
    let in_name = (head(), near_miss_alias_name()).prop_map(|(head, miss)| miss.between(&head, ""));
    prop_oneof![4 => in_head, 4 => in_name, 1 => near_miss_prefix("alias/orders")].boxed()
}
