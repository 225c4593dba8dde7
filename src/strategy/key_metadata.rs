//! Descriptions of keys.

use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;
use proptest::sample::select;

use super::account_id::any_account_id;
use super::json::{any_object_of, other_members};
use super::key_arn::any_key_arn;
use super::key_id::any_key_id;
use super::key_set::{KMS_MADE, Role, USABLE, Wanted, described, key_set, own};
use super::multi_region::any_multi_region_configuration;
use super::name::{
    any_encapsulation_algorithm, any_encryption_algorithm, any_expiration_model, any_key_agreement_algorithm,
    any_key_manager, any_key_spec, any_key_state_name, any_key_usage, any_mac_algorithm, any_origin,
    any_signing_algorithm,
};
use super::text::{any_description, any_key_material_id, any_text};
use super::time::any_time;
use crate::key::{KeyManager, KeyMetadata, KeySpec, KeyStateName, Origin, XksKeyConfiguration};

/// What KMS could say of a key: of a single-Region key, a primary or a replica, in every state that such a key can
/// be in.
///
/// Nothing is wrong with it: [`KeyMetadata::check`] is empty. It shrinks towards an Enabled symmetric single-Region
/// key in `us-east-1`.
///
/// ```
/// use kms_mrk::strategy::key_metadata;
/// use proptest::prelude::*;
///
/// proptest!(|(metadata in key_metadata())| {
///     prop_assert!(metadata.check().is_empty());
/// });
/// ```
pub fn key_metadata() -> impl Strategy<Value = KeyMetadata> {
    prop_oneof![
        2 => single_region_key_metadata(),
        3 => primary_key_metadata(),
        3 => replica_key_metadata(),
    ]
    .boxed()
}

/// What KMS could say of a single-Region key: the customer's, in a custom key store or not, or one that AWS manages.
pub fn single_region_key_metadata() -> impl Strategy<Value = KeyMetadata> {
    let aws_managed = described(Wanted::SINGLE_REGION.in_states(USABLE)).prop_map(|key| {
        let is_such = key.key_spec == KeySpec::SymmetricDefault && key.key_state == KeyStateName::Enabled;
        let key_manager = if is_such { KeyManager::Aws } else { key.key_manager };
        KeyMetadata { key_manager, ..key }
    });
    prop_oneof![4 => described(Wanted::SINGLE_REGION.of_origins(Origin::ALL)), 1 => aws_managed].boxed()
}

/// What KMS could say of a primary key.
pub fn primary_key_metadata() -> impl Strategy<Value = KeyMetadata> {
    described(Wanted::PRIMARY)
}

/// What KMS could say of a replica key.
pub fn replica_key_metadata() -> impl Strategy<Value = KeyMetadata> {
    described(Wanted::REPLICA)
}

/// What KMS could say of all keys of one set, the primary first, each described in its Region at the same time.
///
/// Nothing is wrong with it: [`KeyMetadata::check_together`] is empty. No key is in Updating.
///
/// ```
/// use kms_mrk::key::KeyMetadata;
/// use kms_mrk::strategy::related_key_metadata;
/// use proptest::prelude::*;
///
/// proptest!(|(keys in related_key_metadata())| {
///     prop_assert!(KeyMetadata::check_together(&keys).is_empty());
/// });
/// ```
pub fn related_key_metadata() -> impl Strategy<Value = Vec<KeyMetadata>> {
    static SETTLED: &[KeyStateName] = &[
        KeyStateName::Enabled,
        KeyStateName::Disabled,
        KeyStateName::PendingImport,
        KeyStateName::PendingDeletion,
        KeyStateName::PendingReplicaDeletion,
        KeyStateName::Creating,
    ];
    (key_set(&Wanted::PRIMARY.with_replicas(0..=3)), own(), vec(own(), 3)).prop_map(|(set, own, owns)| {
        let primary = set.describe(&set.primary, Role::Primary, SETTLED, &own);
        let replicas = set.replicas.iter().zip(&owns);
        let replicas = replicas.map(|(region, own)| set.describe(region, Role::Replica, SETTLED, own));
        std::iter::once(primary).chain(replicas).collect()
    })
}

/// The description of a primary key that can be replicated.
pub(super) fn replicable_key_metadata() -> impl Strategy<Value = KeyMetadata> {
    prop_oneof![
        3 => described(Wanted::PRIMARY.of_origins(KMS_MADE).in_states(&[KeyStateName::Enabled])),
        1 => described(Wanted::PRIMARY.in_states(&[KeyStateName::Enabled])),
    ]
    .boxed()
}

/// Any description of a key that can be written down: every member by itself is well typed, and nothing fits.
pub fn any_key_metadata() -> impl Strategy<Value = KeyMetadata> {
    let identity = (any_account_id(), any_key_id(), any_key_arn(), any_description());
    let times = (any_time(), weighted(0.3, any_time()), weighted(0.3, any_time()));
    let kind = (any_key_spec(), of(any_key_spec()), any_key_usage(), any_origin(), any_key_manager());
    let state = (any_key_state_name(), any::<bool>(), weighted(0.3, prop_oneof![0..40_u32, any::<u32>()]));
    let material = (weighted(0.3, any_expiration_model()), of(any_key_material_id()));
    let store =
        (weighted(0.2, any_text()), weighted(0.2, any_text()), weighted(0.2, (any_text(), other_members())));
    let algorithms = (
        vec(any_encryption_algorithm(), 0..3),
        vec(any_signing_algorithm(), 0..3),
        vec(any_key_agreement_algorithm(), 0..2),
        vec(any_mac_algorithm(), 0..2),
        vec(any_encapsulation_algorithm(), 0..2),
    );
    let set = (any::<bool>(), of(any_multi_region_configuration()), other_members());
    let strange = (identity, times, kind, state, material, store, algorithms, set).prop_map(
        |(identity, times, kind, state, material, store, algorithms, set)| KeyMetadata {
            aws_account_id: identity.0,
            key_id: identity.1,
            arn: identity.2,
            creation_date: times.0,
            enabled: state.1,
            description: identity.3,
            key_usage: kind.2,
            key_state: state.0,
            deletion_date: times.1,
            valid_to: times.2,
            origin: kind.3,
            custom_key_store_id: store.0,
            cloud_hsm_cluster_id: store.1,
            expiration_model: material.0,
            key_manager: kind.4,
            customer_master_key_spec: kind.1,
            key_spec: kind.0,
            encryption_algorithms: algorithms.0,
            signing_algorithms: algorithms.1,
            key_agreement_algorithms: algorithms.2,
            mac_algorithms: algorithms.3,
            encapsulation_algorithms: algorithms.4,
            multi_region: set.0,
            multi_region_configuration: set.1,
            pending_deletion_window_in_days: state.2,
            xks_key_configuration: store.2.map(|(id, other)| XksKeyConfiguration { id, other }),
            current_key_material_id: material.1,
            other: set.2,
        },
    );
    prop_oneof![1 => key_metadata(), 3 => strange].boxed()
}

/// The text of an object with the members of a description: some of them, in any order, some twice, with any values,
/// perhaps inside `KeyMetadata`.
pub fn any_key_metadata_json() -> impl Strategy<Value = String> {
    static MEMBERS: [&str; 16] = [
        "AWSAccountId",
        "KeyId",
        "Arn",
        "CreationDate",
        "Enabled",
        "Description",
        "KeyUsage",
        "KeyState",
        "Origin",
        "KeyManager",
        "KeySpec",
        "MultiRegion",
        "MultiRegionConfiguration",
        "DeletionDate",
        "PendingDeletionWindowInDays",
        "SigningAlgorithms",
    ];
    static VALUES: [&str; 12] = [
        r#""111122223333""#,
        r#""mrk-1234abcd12ab34cd56ef1234567890ab""#,
        r#""arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab""#,
        r#""arn:aws:kms:us-east-1:111122223333:key/é""#,
        "1767614400.25",
        "-1e300",
        r#""2026-01-05T13:00:00+01:00""#,
        "true",
        r#""Enabled""#,
        r#"["ECDSA_SHA_256"]"#,
        r#"{"MultiRegionKeyType": "PRIMARY", "PrimaryKey": {"Arn": "é"}, "ReplicaKeys": [{}, 7]}"#,
        r#"{"PrimaryKey": null, "PrimaryKey": {"Arn": null, "Arn": 7}}"#,
    ];
    let bare = any_object_of(&MEMBERS, &VALUES);
    // All members at once, one of them a second time: the last one counts.
    let again = (
        any_key_metadata(),
        select(MEMBERS.as_slice()),
        prop_oneof![select(VALUES.as_slice()), Just("null")],
    );
    let again = again.prop_map(|(metadata, name, value)| {
        let json = serde_json::to_string(&metadata).unwrap_or_default();
        format!("{},\"{name}\": {value}}}", json.strip_suffix('}').unwrap_or("{"))
    });
    (prop_oneof![bare, again], any::<bool>())
        .prop_map(|(json, wrapped)| if wrapped { format!("{{\"KeyMetadata\": {json}}}") } else { json })
}
