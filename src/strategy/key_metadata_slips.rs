//! Descriptions of keys that break exactly one rule.

use jiff::Timestamp;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::strategy::Union;

use super::account_id::other_account;
use super::json::near_miss_document;
use super::key_metadata::{key_metadata, related_key_metadata};
use super::key_set::{IMPORTED, KMS_MADE, MULTI_REGION_ORIGINS, USABLE, Wanted, described};
use super::multi_region::{Slip as SetSlip, free_regions};
use super::near_miss::NearMiss;
use super::time::time;
use crate::identity::{KeyArn, KeyId, Partition};
use crate::key::{
    Combination, ExpirationModel, KeyManager, KeyMaterialId, KeyMetadata, KeySpec, KeyStateName as State,
    KeyUsage, MacAlgorithm, MultiRegionConfiguration, MultiRegionKeyType, Origin, OtherMembers,
    SigningAlgorithm, metadata_rule as rule,
};
use crate::verdict::Rule;

/// A description of a key of which exactly one rule is broken.
///
/// Every rule that [`KeyMetadata::check`] checks is broken by some of them.
///
/// ```
/// use kms_mrk::strategy::near_miss_key_metadata;
/// use proptest::prelude::*;
///
/// proptest!(|(miss in near_miss_key_metadata())| {
///     let report = miss.value.check();
///     prop_assert!(!report.is_accepted());
///     prop_assert!(report.errors().all(|finding| finding.rule == miss.rule), "{report}");
/// });
/// ```
pub fn near_miss_key_metadata() -> impl Strategy<Value = NearMiss<KeyMetadata>> {
    Union::new(SLIPS.iter().map(|slip| {
        (described(slip.of.clone()), any::<Index>(), time()).prop_map(|(mut key, index, time)| {
            (slip.apply)(&mut key, &Choice { index, time });
            NearMiss::new(key, slip.rule)
        })
    }))
}

/// What a slip may choose.
struct Choice {
    index: Index,
    time: Timestamp,
}

/// A rule, the descriptions that can break it alone, and how.
struct Slip {
    rule: &'static Rule,
    of: Wanted,
    apply: fn(&mut KeyMetadata, &Choice),
}

const SINGLE: Wanted = Wanted::SINGLE_REGION;
const PRIMARY: Wanted = Wanted::PRIMARY;
const REPLICA: Wanted = Wanted::REPLICA;
const HAS_REPLICAS: Wanted = Wanted { replicas: 1..=2, ..Wanted::PRIMARY };
const HAS_NO_REPLICAS: Wanted = Wanted { replicas: 0..=0, ..Wanted::PRIMARY };

static SETTLED: &[State] = &[State::Enabled, State::Disabled, State::PendingImport];
static DELETED: &[State] = &[State::PendingDeletion];
static WAITING: &[State] = &[State::PendingReplicaDeletion];

#[rustfmt::skip]
static SLIPS: [Slip; 42] = [
    Slip { rule: &rule::ENABLED, of: SINGLE, apply: |key, _| key.enabled = !key.enabled },
    Slip { rule: &rule::ENABLED, of: REPLICA, apply: |key, _| key.enabled = !key.enabled },
    Slip { rule: &rule::DELETION_DATE, of: SINGLE.in_states(DELETED), apply: |key, _| key.deletion_date = None },
    Slip { rule: &rule::DELETION_DATE, of: PRIMARY.in_states(USABLE), apply: |key, choice| key.deletion_date = Some(choice.time) },
    Slip { rule: &rule::PENDING_WINDOW, of: HAS_REPLICAS.in_states(WAITING), apply: |key, _| key.pending_deletion_window_in_days = None },
    Slip { rule: &rule::PENDING_WINDOW, of: HAS_REPLICAS.in_states(WAITING), apply: |key, choice| key.pending_deletion_window_in_days = Some(*choice.index.get(&[6, 31, 0, u32::MAX])) },
    Slip { rule: &rule::PENDING_WINDOW, of: REPLICA, apply: |key, _| key.pending_deletion_window_in_days = Some(30) },
    Slip { rule: &rule::EXPIRATION_MODEL, of: SINGLE, apply: |key, _| key.expiration_model = Some(ExpirationModel::KeyMaterialDoesNotExpire) },
    Slip { rule: &rule::VALID_TO, of: SINGLE, apply: |key, choice| key.valid_to = Some(choice.time) },
    Slip { rule: &rule::VALID_TO, of: PRIMARY.of_origins(IMPORTED).in_states(USABLE), apply: toggle_valid_to },
    Slip { rule: &rule::CUSTOM_KEY_STORE, of: SINGLE, apply: |key, _| key.custom_key_store_id = Some("cks-1234567890abcdef0".into()) },
    Slip { rule: &rule::CUSTOM_KEY_STORE, of: SINGLE.of_origins(&[Origin::ExternalKeyStore]), apply: |key, _| key.cloud_hsm_cluster_id = Some("cluster-1a23b4cdefg".into()) },
    Slip { rule: &rule::CUSTOMER_MASTER_KEY_SPEC, of: SINGLE, apply: |key, choice| key.customer_master_key_spec = Some(choice.other(KeySpec::ALL, &key.key_spec)) },
    Slip { rule: &rule::COMBINATION, of: REPLICA, apply: impossible_usage },
    Slip { rule: &rule::ALGORITHMS, of: SINGLE, apply: |key, _| match key.mac_algorithms.pop() {
        Some(_) => {}
        None => key.mac_algorithms.push(MacAlgorithm::HmacSha256),
    } },
    Slip { rule: &rule::ALGORITHMS, of: PRIMARY, apply: |key, _| match key.signing_algorithms.pop() {
        Some(_) => {}
        None => key.signing_algorithms.push(SigningAlgorithm::EcdsaSha256),
    } },
    Slip { rule: &rule::MATERIAL_ID, of: SINGLE, apply: |key, choice| {
        *key = of_kind(key, choice.index.get::<&Combination>(&other_kinds(key)));
        key.current_key_material_id = Some(KeyMaterialId::from_bytes([1; 32]));
    } },
    Slip { rule: &rule::KEY_ID, of: SINGLE, apply: |key, _| key.key_id = KeyId::single_region_from_bytes([0; 16]) },
    Slip { rule: &rule::KEY_ID, of: REPLICA, apply: |key, _| key.key_id = KeyId::multi_region_from_bytes([0; 16]) },
    Slip { rule: &rule::ACCOUNT, of: PRIMARY, apply: |key, _| key.aws_account_id = other_account(key.aws_account_id) },
    Slip { rule: &rule::PARTITION, of: SINGLE, apply: |key, choice| {
        let partition = choice.other(Partition::ALL, &Partition::Aws);
        key.arn = KeyArn::new(partition, key.arn.region().clone(), key.arn.account(), key.key_id);
    } },
    Slip { rule: &rule::PENDING_IMPORT, of: PRIMARY.of_origins(KMS_MADE).in_states(USABLE), apply: |key, _| set_state(key, State::PendingImport) },
    Slip { rule: &rule::UNAVAILABLE, of: REPLICA.in_states(USABLE), apply: |key, _| set_state(key, State::Unavailable) },
    Slip { rule: &rule::CREATING, of: SINGLE.in_states(USABLE), apply: |key, _| set_state(key, State::Creating) },
    Slip { rule: &rule::CREATING, of: PRIMARY.in_states(USABLE), apply: |key, _| set_state(key, State::Creating) },
    Slip { rule: &rule::UPDATING, of: SINGLE.in_states(USABLE), apply: |key, _| set_state(key, State::Updating) },
    Slip { rule: &rule::WAITING, of: SINGLE.in_states(USABLE), apply: |key, _| set_waiting(key) },
    Slip { rule: &rule::WAITING, of: REPLICA.in_states(USABLE), apply: |key, _| set_waiting(key) },
    Slip { rule: &rule::WAITING, of: HAS_NO_REPLICAS.in_states(USABLE), apply: |key, _| set_waiting(key) },
    Slip { rule: &rule::DELETING, of: HAS_REPLICAS.in_states(USABLE), apply: |key, choice| {
        set_state(key, State::PendingDeletion);
        key.deletion_date = Some(choice.time);
    } },
    Slip { rule: &rule::MULTI_REGION_ID, of: SINGLE, apply: |key, _| {
        key.multi_region = true;
        key.multi_region_configuration = Some(alone(key));
    } },
    Slip { rule: &rule::MULTI_REGION_ID, of: PRIMARY.in_states(SETTLED), apply: |key, _| {
        key.multi_region = false;
        key.multi_region_configuration = None;
    } },
    Slip { rule: &rule::MULTI_REGION_ORIGIN, of: REPLICA.of_origins(KMS_MADE), apply: |key, choice| {
        key.origin = choice.index.get(&[Origin::AwsCloudHsm, Origin::ExternalKeyStore]).clone();
    } },
    Slip { rule: &rule::MULTI_REGION_MANAGER, of: PRIMARY, apply: |key, _| key.key_manager = KeyManager::Aws },
    Slip { rule: &rule::CONFIGURATION, of: PRIMARY.in_states(SETTLED), apply: |key, _| key.multi_region_configuration = None },
    Slip { rule: &rule::CONFIGURATION, of: SINGLE, apply: |key, _| key.multi_region_configuration = Some(alone(key)) },
    Slip { rule: &rule::PRIMARY_IS_ITSELF, of: PRIMARY.in_states(SETTLED), apply: |key, choice| {
        let Some(configuration) = &mut key.multi_region_configuration else { return };
        let elsewhere = choice.index.get(&free_regions(configuration)).clone();
        let arn = KeyArn::new(Partition::Aws, elsewhere, key.aws_account_id, key.key_id);
        configuration.primary_key = arn.into();
    } },
    Slip { rule: &rule::REPLICA_IS_LISTED, of: REPLICA.in_states(&[State::Enabled, State::Disabled, State::Creating]), apply: |key, _| {
        let Some(configuration) = &mut key.multi_region_configuration else { return };
        configuration.replica_keys.retain(|replica| replica.arn != key.arn);
    } },
    Slip { rule: &rule::PRIMARY_IS_NO_REPLICA, of: HAS_REPLICAS, apply: |key, choice| configured(key, choice, SetSlip::PrimaryAsReplica) },
    Slip { rule: &rule::RELATED, of: HAS_REPLICAS, apply: |key, choice| configured(key, choice, SetSlip::OtherKeyId) },
    Slip { rule: &rule::REGION_OF_ARN, of: HAS_REPLICAS, apply: |key, choice| configured(key, choice, SetSlip::OtherRegion) },
    Slip { rule: &rule::ONE_PER_REGION, of: HAS_REPLICAS, apply: |key, choice| configured(key, choice, SetSlip::ReplicaTwice) },
];

impl Choice {
    /// Another value of the list.
    fn other<T: Clone + PartialEq>(&self, all: &[T], than: &T) -> T {
        let others: Vec<_> = all.iter().filter(|value| *value != than).collect();
        (*self.index.get(&others)).clone()
    }
}

fn configured(key: &mut KeyMetadata, choice: &Choice, slip: SetSlip) {
    if let Some(configuration) = &mut key.multi_region_configuration {
        slip.apply(configuration, choice.index);
    }
}

fn set_state(key: &mut KeyMetadata, state: State) {
    key.enabled = false;
    key.key_state = state;
}

fn set_waiting(key: &mut KeyMetadata) {
    set_state(key, State::PendingReplicaDeletion);
    key.pending_deletion_window_in_days = Some(7);
}

fn toggle_valid_to(key: &mut KeyMetadata, choice: &Choice) {
    key.valid_to = match key.valid_to {
        Some(_) => None,
        None => Some(choice.time),
    };
}

fn impossible_usage(key: &mut KeyMetadata, choice: &Choice) {
    let impossible: Vec<_> =
        KeyUsage::ALL.iter().filter(|usage| key.key_spec.algorithms(usage).is_none()).collect();
    key.key_usage = (*choice.index.get(&impossible)).clone();
}

/// The same key, of another spec and usage, and without an identifier of its material.
fn of_kind(key: &KeyMetadata, kind: &Combination) -> KeyMetadata {
    let spec = &kind.key_spec;
    KeyMetadata {
        customer_master_key_spec: spec.has_customer_master_key_spec().then(|| spec.clone()),
        encryption_algorithms: Vec::new(),
        signing_algorithms: Vec::new(),
        key_agreement_algorithms: Vec::new(),
        mac_algorithms: Vec::new(),
        encapsulation_algorithms: Vec::new(),
        key_usage: kind.key_usage.clone(),
        key_spec: spec.clone(),
        current_key_material_id: None,
        ..key.clone()
    }
    .with_algorithms(Some(&kind.algorithms))
}

/// Every kind of key but this one and SYMMETRIC_DEFAULT.
fn other_kinds(than: &KeyMetadata) -> Vec<&'static Combination> {
    let is_other = |kind: &&Combination| kind.key_spec != than.key_spec || kind.key_usage != than.key_usage;
    let is_asymmetric = |kind: &&Combination| kind.key_spec != KeySpec::SymmetricDefault;
    Combination::ALL.iter().filter(is_asymmetric).filter(is_other).collect()
}

/// The configuration of a primary key without replicas.
fn alone(key: &KeyMetadata) -> MultiRegionConfiguration {
    MultiRegionConfiguration {
        multi_region_key_type: MultiRegionKeyType::Primary,
        primary_key: key.arn.clone().into(),
        replica_keys: Vec::new(),
        other: OtherMembers::default(),
    }
}

/// Descriptions of several keys of one set of which exactly one rule is broken when they are held against each
/// other, and none when each is looked at alone.
///
/// ```
/// use kms_mrk::key::KeyMetadata;
/// use kms_mrk::strategy::near_miss_related_key_metadata;
/// use proptest::prelude::*;
///
/// proptest!(|(miss in near_miss_related_key_metadata())| {
///     prop_assert!(miss.value.iter().all(|key| key.check().is_empty()));
///     prop_assert!(KeyMetadata::check_together(&miss.value).breaks(miss.rule));
/// });
/// ```
pub fn near_miss_related_key_metadata() -> impl Strategy<Value = NearMiss<Vec<KeyMetadata>>> {
    let twice = (related_key_metadata(), any::<Index>()).prop_map(|(mut keys, at)| {
        let again = at.get(&keys).clone();
        keys.push(again);
        NearMiss::new(keys, &rule::ONE_PER_REGION)
    });
    let usable = Wanted { replicas: 1..=3, ..REPLICA.of_origins(MULTI_REGION_ORIGINS).in_states(USABLE) };
    let other_kind = (described(usable), any::<Index>()).prop_map(|(key, kind)| {
        let other = of_kind(&key, kind.get::<&Combination>(&other_kinds(&key)));
        in_primarys_region(&key, other)
    });
    prop_oneof![twice, other_kind].boxed()
}

/// A replica and what is said of its primary, which differs.
fn in_primarys_region(replica: &KeyMetadata, mut other: KeyMetadata) -> NearMiss<Vec<KeyMetadata>> {
    if let Some(configuration) = &mut other.multi_region_configuration {
        configuration.multi_region_key_type = MultiRegionKeyType::Primary;
        other.arn = configuration.primary_key.arn.clone();
    }
    NearMiss::new(vec![other, replica.clone()], &rule::SAME_SHARED_PROPERTIES)
}

/// The JSON of a description that cannot be read for exactly one reason: a member that every key has and that is
/// missing, a member of another type, an identifier or a time that is none, JSON that ends too soon.
///
/// ```
/// use kms_mrk::key::KeyMetadata;
/// use kms_mrk::strategy::near_miss_key_metadata_json;
/// use proptest::prelude::*;
///
/// proptest!(|(miss in near_miss_key_metadata_json())| {
///     prop_assert!(KeyMetadata::from_json(&miss.value).unwrap_err().breaks(miss.rule));
/// });
/// ```
pub fn near_miss_key_metadata_json() -> impl Strategy<Value = NearMiss<String>> {
    let required = select(
        [
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
        ]
        .as_slice(),
    );
    let wrong = select(
        [
            ("AWSAccountId", r#""11112222333""#),
            ("KeyId", r#""alias/orders""#),
            ("Arn", r#""arn:aws:kms:us-east-1:111122223333:alias/orders""#),
            ("CreationDate", r#""yesterday""#),
            ("CreationDate", r#""2026-01-05T12:00:00""#),
            ("CreationDate", "1e30"),
            ("Enabled", r#""true""#),
            ("Description", "7"),
            ("KeyUsage", "{}"),
            ("DeletionDate", "true"),
            ("SigningAlgorithms", r#""ECDSA_SHA_256""#),
            ("MacAlgorithms", "[7]"),
            ("MultiRegionConfiguration", "[]"),
            ("PendingDeletionWindowInDays", "7.5"),
            ("PendingDeletionWindowInDays", "-7"),
            ("CurrentKeyMaterialId", r#""0f""#),
            ("XksKeyConfiguration", "{}"),
        ]
        .as_slice(),
    );
    near_miss_document(key_metadata(), required, wrong, &rule::READABLE, &rule::READABLE)
}
