//! What a `KeyId` parameter holds.

use proptest::prelude::*;
use proptest::sample::select;

use super::alias::{
    alias_arn, alias_name, any_alias_arn, any_alias_name, near_miss_alias_arn, near_miss_alias_name,
};
use super::built::built;
use super::key_arn::{any_key_arn, key_arn, near_miss_after_prefix};
use super::key_id::{any_key_id, key_id, near_miss_key_id};
use super::near_miss::NearMissText;
use crate::identity::KeyReference;

/// The key ID or the key ARN of a key, of small alphabets.
pub fn key_reference() -> impl Strategy<Value = KeyReference> {
    prop_oneof![key_id().prop_map_into(), key_arn().prop_map_into()].boxed()
}

/// The name or the ARN of an alias, of small alphabets.
pub fn alias_reference() -> impl Strategy<Value = KeyReference> {
    prop_oneof![alias_name().prop_map_into(), alias_arn().prop_map_into()].boxed()
}

/// A reference that one slip makes malformed: a near miss of a key ID, a key ARN, an alias name or an alias ARN.
///
/// ```
/// use kms_mrk::identity::ReferenceForm;
/// use kms_mrk::strategy::malformed_key_reference;
/// use proptest::prelude::*;
///
/// proptest!(|(reference in malformed_key_reference())| {
///     prop_assert_eq!(reference.form(), ReferenceForm::Malformed);
/// });
/// ```
pub fn malformed_key_reference() -> impl Strategy<Value = KeyReference> {
    let alias =
        prop_oneof![near_miss_alias_name(), near_miss_alias_arn()].prop_map(|miss| match &*miss.text {
            "" => built("alias/"),
            text => built(text),
        });
    prop_oneof![2 => malformed_id(), 2 => malformed_arn(), 1 => alias].boxed()
}

/// A malformed reference that does not look like an ARN.
pub(super) fn malformed_id() -> impl Strategy<Value = KeyReference> {
    near_miss_key_id().prop_map(|miss| built(miss.text))
}

/// A malformed reference that looks like an ARN.
pub(super) fn malformed_arn() -> impl Strategy<Value = KeyReference> {
    near_miss_after_prefix().prop_map(|miss| built(miss.text))
}

/// Anything that a `KeyId` parameter may hold: keys, aliases, malformed references, any text of 1 to 2048 characters.
pub fn any_key_reference() -> impl Strategy<Value = KeyReference> {
    let longest = Just(()).prop_map(|()| built("x".repeat(KeyReference::MAX_LENGTH)));
    prop_oneof![
        6 => key_reference(),
        2 => prop_oneof![any_key_id().prop_map_into(), any_key_arn().prop_map_into::<KeyReference>()],
        1 => alias_reference(),
        1 => prop_oneof![any_alias_name().prop_map_into(), any_alias_arn().prop_map_into::<KeyReference>()],
        2 => malformed_key_reference(),
        1 => "(?s).{1,20}".prop_map(built::<KeyReference>),
        1 => select(["arn:", "mrk-", "alias/", " ", "arn:::::alias/"].as_slice()).prop_map(built::<KeyReference>),
        1 => longest,
    ].boxed()
}

/// A text that is too short or too long for a `KeyId` parameter; any other text is a
/// [`KeyReference`], be it a malformed one.
pub fn near_miss_key_reference() -> impl Strategy<Value = NearMissText> {
    let too_long =
        select(vec!['x', 'é', '🔑']).prop_map(|c| NearMissText::too_long("", c, KeyReference::MAX_LENGTH));
    prop_oneof![Just(()).prop_map(|()| NearMissText::new("", 0)), too_long].boxed()
}
