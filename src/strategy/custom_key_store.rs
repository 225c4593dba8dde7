//! Custom key stores, their IDs, and the IDs of what is behind them.

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::account_id::account_id;
use super::built::built;
use super::near_miss::NearMissText;
use super::region::region;
use super::text::{any_text, too_long};
use crate::identity::{CloudHsmClusterId, CustomKeyStoreId, XksKeyId};
use crate::model::{ConnectionState, CustomKeyStore, CustomKeyStoreBacking};

/// One of two IDs of custom key stores; it shrinks to `cks-1234567890abcdef0`.
pub fn custom_key_store_id() -> impl Strategy<Value = CustomKeyStoreId> {
    select(["cks-1234567890abcdef0", "cks-9876543210fedcba9"].as_slice()).prop_map(built)
}

/// Any ID of a custom key store: KMS declares no pattern for it, so it may even look like a key ID.
pub fn any_custom_key_store_id() -> impl Strategy<Value = CustomKeyStoreId> {
    let strange =
        any_text().prop_map(|text| built::<CustomKeyStoreId>(if text.is_empty() { "cks" } else { &text }));
    let longest = select(vec!["x", "é", "🔑"]).prop_map(|c| built(c.repeat(CustomKeyStoreId::MAX_LENGTH)));
    let like_a_key = Just("1234abcd-12ab-34cd-56ef-1234567890ab").prop_map(built);
    prop_oneof![6 => custom_key_store_id(), 3 => strange, 1 => longest, 1 => like_a_key].boxed()
}

/// A text that one slip keeps from being the ID of a custom key store: too many characters, or none.
pub fn near_miss_custom_key_store_id() -> impl Strategy<Value = NearMissText> {
    prop_oneof![3 => too_long(CustomKeyStoreId::MAX_LENGTH), 1 => Just(()).prop_map(|()| NearMissText::at_end(""))]
        .boxed()
}

/// One of two IDs of keys outside of AWS; it shrinks to `bb8562717f809024`.
pub fn xks_key_id() -> impl Strategy<Value = XksKeyId> {
    select(["bb8562717f809024", "orders_key-1.0"].as_slice()).prop_map(built)
}

/// Any ID of a key outside of AWS.
pub fn any_xks_key_id() -> impl Strategy<Value = XksKeyId> {
    let longest = Just(()).prop_map(|()| built("x".repeat(XksKeyId::MAX_LENGTH)));
    let strange = "[a-zA-Z0-9._-]{1,12}".prop_map(built::<XksKeyId>);
    prop_oneof![6 => xks_key_id(), 3 => strange, 1 => longest].boxed()
}

/// A text that one slip keeps from being the ID of a key outside of AWS: a character that no such ID has, too many
/// characters, or none.
pub fn near_miss_xks_key_id() -> impl Strategy<Value = NearMissText> {
    let wrong_character = (xks_key_id(), any::<Index>(), select(vec!['/', ' ', ':', 'é', '\n']))
        .prop_map(|(id, at, by)| NearMissText::replaced(id.as_str(), at.index(id.as_str().len()), by));
    let too_long = Just(()).prop_map(|()| NearMissText::too_long("", 'x', XksKeyId::MAX_LENGTH));
    prop_oneof![4 => wrong_character, 1 => too_long, 1 => Just(()).prop_map(|()| NearMissText::at_end(""))]
        .boxed()
}

/// One of two IDs of CloudHSM clusters; it shrinks to `cluster-2a34b5cdefg`.
pub fn cloud_hsm_cluster_id() -> impl Strategy<Value = CloudHsmClusterId> {
    select(["cluster-2a34b5cdefg", "cluster-ABCDEFghijkl7654"].as_slice()).prop_map(built)
}

/// Any ID of a CloudHSM cluster.
pub fn any_cloud_hsm_cluster_id() -> impl Strategy<Value = CloudHsmClusterId> {
    let strange = "cluster-[2-7a-zA-Z]{11,16}".prop_map(built::<CloudHsmClusterId>);
    prop_oneof![cloud_hsm_cluster_id(), strange].boxed()
}

/// A text that one slip keeps from being the ID of a CloudHSM cluster: another prefix, a character that no such ID has, too
/// few or too many characters.
pub fn near_miss_cloud_hsm_cluster_id() -> impl Strategy<Value = NearMissText> {
    let wrong_character =
        (cloud_hsm_cluster_id(), any::<Index>(), select(vec!['0', '1', '8', '9', '-', ' ', 'é'])).prop_map(
            |(id, at, by)| NearMissText::replaced(id.as_str(), 8 + at.index(id.as_str().len() - 8), by),
        );
    let truncated =
        (cloud_hsm_cluster_id(), 8..19_usize).prop_map(|(id, at)| NearMissText::truncated(id.as_str(), at));
    let too_long =
        Just(()).prop_map(|()| NearMissText::too_long("cluster-", 'x', CloudHsmClusterId::MAX_LENGTH));
    let no_prefix = select(["2a34b5cdefgh", "cluster", "Cluster-2a34b5cdefg", ""].as_slice())
        .prop_map(|text| NearMissText::new(text, 0));
    prop_oneof![4 => wrong_character, 2 => truncated, 1 => too_long, 1 => no_prefix].boxed()
}

/// A custom key store of small alphabets, of either type, connected or not.
pub fn custom_key_store() -> impl Strategy<Value = CustomKeyStore> {
    let backing = prop_oneof![
        cloud_hsm_cluster_id()
            .prop_map(|cloud_hsm_cluster_id| CustomKeyStoreBacking::AwsCloudHsm { cloud_hsm_cluster_id }),
        Just(CustomKeyStoreBacking::ExternalKeyStore),
    ];
    let connection_state =
        prop_oneof![3 => Just(ConnectionState::Connected), 1 => Just(ConnectionState::Disconnected)];
    (custom_key_store_id(), account_id(), region(), backing, connection_state).prop_map(
        |(custom_key_store_id, account, region, backing, connection_state)| CustomKeyStore {
            custom_key_store_id,
            account,
            region,
            backing,
            connection_state,
        },
    )
}
