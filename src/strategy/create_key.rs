//! CreateKey requests.

use proptest::option::{of, weighted};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::custom_key_store::{any_custom_key_store_id, any_xks_key_id, xks_key_id};
use super::name::{any_key_spec, any_key_usage, any_origin, combination};
use super::policy::{any_policy_text, policy_of_any_account};
use super::tag::{any_tags, list};
use super::text::{any_description, description};
use crate::key::{KeySpec, Origin};
use crate::model::{CustomKeyStore, CustomKeyStoreBacking};
use crate::operation::{CreateKey, LockoutSafetyCheck, MultiRegion};

/// A request that KMS accepts in every [`region`](super::region()), of every account; mostly for a multi-Region key.
pub fn create_key() -> impl Strategy<Value = CreateKey> {
    let multi_region = prop_oneof![3 => Just(MultiRegion::Yes), 1 => Just(MultiRegion::No)];
    let origin = select([Origin::AwsKms, Origin::External].as_slice());
    (
        multi_region,
        combination(),
        origin,
        weighted(0.3, policy_of_any_account()),
        description(),
        list(),
        any::<Index>(),
    )
        .prop_map(|(multi_region, combination, origin, policy, description, tags, usage)| {
            let key_spec = combination.key_spec.clone();
            let may_leave_out = key_spec.default_usage().is_some() && usage.index(2) == 0;
            CreateKey {
                multi_region,
                key_usage: (!may_leave_out).then(|| combination.key_usage.clone()),
                key_spec,
                origin,
                policy,
                description,
                tags,
                ..CreateKey::default()
            }
        })
}

/// A request that KMS accepts from the account of this custom key store, in its Region and while it is connected: for a key
/// in the store.
pub fn create_key_in(store: &CustomKeyStore) -> impl Strategy<Value = CreateKey> + use<> {
    let (id, backing) = (store.custom_key_store_id.clone(), store.backing.clone());
    (create_key(), xks_key_id()).prop_map(move |(create, xks_key_id)| {
        let (origin, xks_key_id) = match backing {
            CustomKeyStoreBacking::AwsCloudHsm { .. } => (Origin::AwsCloudHsm, None),
            CustomKeyStoreBacking::ExternalKeyStore => (Origin::ExternalKeyStore, Some(xks_key_id)),
        };
        CreateKey {
            multi_region: MultiRegion::No,
            key_spec: KeySpec::SymmetricDefault,
            key_usage: None,
            origin,
            custom_key_store_id: Some(id.clone()),
            xks_key_id,
            ..create
        }
    })
}

/// Any request: every member is well formed, and nothing need fit.
pub fn any_create_key() -> impl Strategy<Value = CreateKey> {
    let kind = (any_key_spec(), of(any_key_usage()), any_origin());
    let store = (weighted(0.2, any_custom_key_store_id()), weighted(0.2, any_xks_key_id()));
    let check = select([LockoutSafetyCheck::Made, LockoutSafetyCheck::Bypassed].as_slice());
    let rest = (of(any_policy_text()), check, any_description(), any_tags());
    (select([MultiRegion::Yes, MultiRegion::No].as_slice()), kind, store, rest).prop_map(
        |(multi_region, kind, (custom_key_store_id, xks_key_id), rest)| {
            let (key_spec, key_usage, origin) = kind;
            let (policy, lockout_safety_check, description, tags) = rest;
            CreateKey {
                multi_region,
                key_spec,
                key_usage,
                origin,
                custom_key_store_id,
                xks_key_id,
                policy,
                lockout_safety_check,
                description,
                tags,
            }
        },
    )
}
