//! The checks behind `KeyMetadata::check`: what KMS would never have said of a key.

use super::algorithm::Algorithms;
use super::material::ExpirationModel;
use super::metadata::KeyMetadata;
use super::metadata_rule as rule;
use super::multi_region::{MultiRegionConfiguration, MultiRegionKeyType as Type};
use super::origin::{KeyManager, Origin};
use super::related_checks;
use super::spec::{Combination, KeySpec, KeyUsage};
use super::state::KeyStateName as State;
use crate::verdict::check::{Check, Subject, report};
use crate::verdict::{Answer, Broken, Place, Pointer, Report};

impl Subject for KeyMetadata {
    type In<'a> = KeyMetadata;
}

impl KeyMetadata {
    /// Everything in this metadata that KMS would never have returned: the drift check for those who mirror or
    /// fake keys.
    ///
    /// Every breach is reported, each with the pointer of the member in the bare metadata object. A name that this
    /// version of the crate does not list is a warning; what depends on it is not checked.
    ///
    /// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html>; each rule names its
    /// own.
    #[must_use]
    pub fn check(&self) -> Report {
        let mut found = report(CHECKS, self);
        if let Some(configuration) = &self.multi_region_configuration {
            related_checks::within(configuration, &configuration_pointer(), &mut found);
        }
        found
    }
}

#[rustfmt::skip]
static CHECKS: &[Check<KeyMetadata>] = &[
    Check { rule: &rule::LISTED_NAMES, test: listed_names },
    Check { rule: &rule::KEY_ID, test: key_id },
    Check { rule: &rule::ACCOUNT, test: account },
    Check { rule: &rule::PARTITION, test: partition },
    Check { rule: &rule::ENABLED, test: enabled },
    Check { rule: &rule::PENDING_IMPORT, test: pending_import },
    Check { rule: &rule::UNAVAILABLE, test: unavailable },
    Check { rule: &rule::CREATING, test: creating },
    Check { rule: &rule::UPDATING, test: updating },
    Check { rule: &rule::WAITING, test: waiting },
    Check { rule: &rule::DELETING, test: deleting },
    Check { rule: &rule::DELETION_DATE, test: deletion_date },
    Check { rule: &rule::PENDING_WINDOW, test: pending_window },
    Check { rule: &rule::EXPIRATION_MODEL, test: expiration_model },
    Check { rule: &rule::VALID_TO, test: valid_to },
    Check { rule: &rule::CUSTOM_KEY_STORE, test: custom_key_store },
    Check { rule: &rule::CUSTOMER_MASTER_KEY_SPEC, test: customer_master_key_spec },
    Check { rule: &rule::COMBINATION, test: combination },
    Check { rule: &rule::ALGORITHMS, test: algorithms },
    Check { rule: &rule::MATERIAL_ID, test: material_id },
    Check { rule: &rule::MULTI_REGION_ID, test: multi_region_id },
    Check { rule: &rule::MULTI_REGION_ORIGIN, test: multi_region_origin },
    Check { rule: &rule::MULTI_REGION_MANAGER, test: multi_region_manager },
    Check { rule: &rule::CONFIGURATION, test: configuration },
    Check { rule: &rule::PRIMARY_IS_ITSELF, test: primary_is_itself },
    Check { rule: &rule::REPLICA_IS_LISTED, test: replica_is_listed },
];

fn member(name: &'static str) -> Place {
    Place::at(Pointer::to(name))
}

fn configuration_pointer() -> Pointer {
    Pointer::to("MultiRegionConfiguration")
}

/// A name that this version of the crate does not list: newer than the crate, or a slip. What depends on it is not
/// checked.
fn listed_names(key: &KeyMetadata, broken: &mut Broken<'_>) {
    let expiration_model = key.expiration_model.as_ref();
    let key_type = key.multi_region_key_type();
    let names = [
        ("/KeyState", key.key_state.is_listed(), Some(key.key_state.as_str())),
        ("/KeySpec", key.key_spec.is_listed(), Some(key.key_spec.as_str())),
        ("/KeyUsage", key.key_usage.is_listed(), Some(key.key_usage.as_str())),
        ("/Origin", key.origin.is_listed(), Some(key.origin.as_str())),
        ("/KeyManager", key.key_manager.is_listed(), Some(key.key_manager.as_str())),
        (
            "/ExpirationModel",
            expiration_model.is_none_or(ExpirationModel::is_listed),
            expiration_model.map(ExpirationModel::as_str),
        ),
        (
            "/MultiRegionConfiguration/MultiRegionKeyType",
            key_type.is_none_or(Type::is_listed),
            key_type.map(Type::as_str),
        ),
    ];
    for (pointer, is_listed, name) in names {
        if let (false, Some(name)) = (is_listed, name) {
            let message = format!("`{name}` is not a name that this version of the library knows");
            broken
                .warned(Answer::Unknown, Place::at(Pointer::fixed(pointer)), message)
                .help("look for a slip; what depends on the name was not checked");
        }
    }
}

fn key_id(key: &KeyMetadata, broken: &mut Broken<'_>) {
    if key.arn.key_id() != key.key_id {
        let message = format!("the ARN ends with `{}`, KeyId is `{}`", key.arn.key_id(), key.key_id);
        broken.never_returned(member("Arn"), message);
    }
}

fn account(key: &KeyMetadata, broken: &mut Broken<'_>) {
    if key.arn.account() != key.aws_account_id {
        let message = format!(
            "the ARN names the account `{}`, AWSAccountId is `{}`",
            key.arn.account(),
            key.aws_account_id
        );
        broken.never_returned(member("Arn"), message);
    }
}

fn partition(key: &KeyMetadata, broken: &mut Broken<'_>) {
    if let Some(message) = related_checks::wrong_partition(&key.arn) {
        broken.never_returned(member("Arn"), message);
    }
}

fn enabled(key: &KeyMetadata, broken: &mut Broken<'_>) {
    if key.key_state.is_listed() && key.enabled != (key.key_state == State::Enabled) {
        let message = format!("Enabled is {} in the state {}", key.enabled, key.key_state);
        broken.never_returned(member("Enabled"), message);
    }
}

fn pending_import(key: &KeyMetadata, broken: &mut Broken<'_>) {
    if key.key_state == State::PendingImport && key.origin.is_listed() && key.origin != Origin::External {
        let message = format!("a key with Origin {} has no material to import", key.origin);
        broken.never_returned(member("KeyState"), message);
    }
}

fn unavailable(key: &KeyMetadata, broken: &mut Broken<'_>) {
    if key.key_state == State::Unavailable && key.origin.is_listed() && !key.origin.is_custom_key_store() {
        let message = format!("a key with Origin {} has no key store that could be disconnected", key.origin);
        broken.never_returned(member("KeyState"), message);
    }
}

fn creating(key: &KeyMetadata, broken: &mut Broken<'_>) {
    if key.key_state != State::Creating {
        return;
    }
    match key.multi_region_key_type() {
        None => broken.never_returned(member("KeyState"), "a single-Region key is never in Creating"),
        Some(Type::Primary) => {
            broken.never_returned(member("KeyState"), "a primary key is never in Creating")
        }
        Some(_) => return,
    };
}

fn updating(key: &KeyMetadata, broken: &mut Broken<'_>) {
    if key.key_state == State::Updating && !key.multi_region {
        broken.never_returned(member("KeyState"), "a single-Region key is never in Updating");
    }
}

fn waiting(key: &KeyMetadata, broken: &mut Broken<'_>) {
    if key.key_state != State::PendingReplicaDeletion {
        return;
    }
    match &key.multi_region_configuration {
        None => broken.never_returned(member("KeyState"), "a single-Region key has no replicas to wait for"),
        Some(MultiRegionConfiguration { multi_region_key_type: Type::Replica, .. }) => {
            broken.never_returned(member("KeyState"), "a replica key has no replicas to wait for")
        }
        Some(configuration) if configuration.replica_keys.is_empty() => {
            broken.never_returned(member("KeyState"), "ReplicaKeys is empty: there is no replica to wait for")
        }
        Some(_) => return,
    };
}

fn deleting(key: &KeyMetadata, broken: &mut Broken<'_>) {
    let Some(configuration) = &key.multi_region_configuration else { return };
    if key.key_state == State::PendingDeletion
        && configuration.multi_region_key_type == Type::Primary
        && !configuration.replica_keys.is_empty()
    {
        let message = format!("the primary key still has {} replica keys", configuration.replica_keys.len());
        broken
            .never_returned(member("KeyState"), message)
            .help("a primary key that waits for its replicas is in PendingReplicaDeletion");
    }
}

fn deletion_date(key: &KeyMetadata, broken: &mut Broken<'_>) {
    match (&key.key_state, key.deletion_date) {
        (State::PendingDeletion, None) => broken
            .never_returned(member("DeletionDate"), "DeletionDate is missing in the state PendingDeletion"),
        (State::PendingDeletion, Some(_)) | (State::Other(_), _) | (_, None) => return,
        (state, Some(_)) => broken
            .never_returned(member("DeletionDate"), format!("DeletionDate is there in the state {state}")),
    };
}

fn pending_window(key: &KeyMetadata, broken: &mut Broken<'_>) {
    let place = member("PendingDeletionWindowInDays");
    match (&key.key_state, key.pending_deletion_window_in_days) {
        (State::PendingReplicaDeletion, None) => broken.never_returned(
            place,
            "PendingDeletionWindowInDays is missing in the state PendingReplicaDeletion",
        ),
        (State::PendingReplicaDeletion, Some(days)) if !(7..=30).contains(&days) => {
            broken.never_returned(place, format!("{days} days is not between 7 and 30"))
        }
        (State::PendingReplicaDeletion, Some(_)) | (State::Other(_), _) | (_, None) => return,
        (state, Some(_)) => {
            broken.never_returned(place, format!("PendingDeletionWindowInDays is there in the state {state}"))
        }
    };
}

fn expiration_model(key: &KeyMetadata, broken: &mut Broken<'_>) {
    if key.expiration_model.is_some() && key.origin.is_listed() && key.origin != Origin::External {
        let message = format!("ExpirationModel is there for a key with Origin {}", key.origin);
        broken.never_returned(member("ExpirationModel"), message);
    }
}

fn valid_to(key: &KeyMetadata, broken: &mut Broken<'_>) {
    let message = match (&key.expiration_model, key.valid_to) {
        (Some(ExpirationModel::KeyMaterialExpires), None) => "ValidTo is missing for material that expires",
        (Some(ExpirationModel::KeyMaterialDoesNotExpire), Some(_)) => {
            "ValidTo is there for material that does not expire"
        }
        (None, Some(_)) => "ValidTo is there without ExpirationModel",
        _ => return,
    };
    broken.never_returned(member("ValidTo"), message);
}

fn custom_key_store(key: &KeyMetadata, broken: &mut Broken<'_>) {
    if !key.origin.is_listed() {
        return;
    }
    let belongs = [
        ("CustomKeyStoreId", key.custom_key_store_id.is_some(), key.origin.is_custom_key_store()),
        ("CloudHsmClusterId", key.cloud_hsm_cluster_id.is_some(), key.origin == Origin::AwsCloudHsm),
        ("XksKeyConfiguration", key.xks_key_configuration.is_some(), key.origin == Origin::ExternalKeyStore),
    ];
    for (name, is_there, may_be_there) in belongs {
        if is_there && !may_be_there {
            broken.never_returned(
                member(name),
                format!("{name} is there for a key with Origin {}", key.origin),
            );
        }
    }
}

fn customer_master_key_spec(key: &KeyMetadata, broken: &mut Broken<'_>) {
    if let Some(old) = key.customer_master_key_spec.as_ref().filter(|old| **old != key.key_spec) {
        let message = format!("CustomerMasterKeySpec is `{old}`, KeySpec is `{}`", key.key_spec);
        broken.never_returned(member("CustomerMasterKeySpec"), message);
    }
}

fn combination(key: &KeyMetadata, broken: &mut Broken<'_>) {
    if key.key_spec.is_listed()
        && key.key_usage.is_listed()
        && Combination::of(&key.key_spec, &key.key_usage).is_none()
    {
        let message = format!("a key of spec {} cannot have the usage {}", key.key_spec, key.key_usage);
        broken.never_returned(member("KeyUsage"), message);
    }
}

fn algorithms(key: &KeyMetadata, broken: &mut Broken<'_>) {
    use Algorithms::{Encapsulation, Encryption, KeyAgreement, Mac, Signing};
    let Some(expected) = key.key_spec.algorithms(&key.key_usage) else { return };
    let (encryption, signing, agreement, mac, capsule) = match *expected {
        Encryption(list) => (list, &[][..], &[][..], &[][..], &[][..]),
        Signing(list) => (&[][..], list, &[][..], &[][..], &[][..]),
        KeyAgreement(list) => (&[][..], &[][..], list, &[][..], &[][..]),
        Mac(list) => (&[][..], &[][..], &[][..], list, &[][..]),
        Encapsulation(list) => (&[][..], &[][..], &[][..], &[][..], list),
    };
    compare("EncryptionAlgorithms", &key.encryption_algorithms, encryption, &key.key_usage, broken);
    compare("SigningAlgorithms", &key.signing_algorithms, signing, &key.key_usage, broken);
    compare("KeyAgreementAlgorithms", &key.key_agreement_algorithms, agreement, &key.key_usage, broken);
    compare("MacAlgorithms", &key.mac_algorithms, mac, &key.key_usage, broken);
    compare("EncapsulationAlgorithms", &key.encapsulation_algorithms, capsule, &key.key_usage, broken);
}

/// The order of a list means nothing; a name that is there twice is as wrong as one that is missing.
fn compare<T: PartialEq + AsRef<str>>(
    name: &'static str,
    found: &[T],
    expected: &[T],
    usage: &KeyUsage,
    broken: &mut Broken<'_>,
) {
    if found.len() == expected.len() && expected.iter().all(|algorithm| found.contains(algorithm)) {
        return;
    }
    let message = match (found, expected) {
        (_, []) => format!("{name} is there for a key with the usage {usage}"),
        ([], _) => format!("{name} is missing for a key with the usage {usage}"),
        _ => format!("{name} is [{}], the key supports [{}]", joined(found), joined(expected)),
    };
    broken.never_returned(member(name), message);
}

fn joined<T: AsRef<str>>(names: &[T]) -> String {
    names.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ")
}

fn material_id(key: &KeyMetadata, broken: &mut Broken<'_>) {
    if key.current_key_material_id.is_some()
        && key.key_spec.is_listed()
        && key.key_spec != KeySpec::SymmetricDefault
    {
        let message = format!("CurrentKeyMaterialId is there for a key of spec {}", key.key_spec);
        broken.never_returned(member("CurrentKeyMaterialId"), message);
    }
}

fn multi_region_id(key: &KeyMetadata, broken: &mut Broken<'_>) {
    if key.multi_region != key.key_id.is_multi_region() {
        let message = format!("MultiRegion is {} for the key ID `{}`", key.multi_region, key.key_id);
        broken.never_returned(member("MultiRegion"), message);
    }
}

fn multi_region_origin(key: &KeyMetadata, broken: &mut Broken<'_>) {
    if key.multi_region && !key.origin.can_be_multi_region() {
        let message = format!("a key with Origin {} cannot be a multi-Region key", key.origin);
        broken.never_returned(member("Origin"), message);
    }
}

fn multi_region_manager(key: &KeyMetadata, broken: &mut Broken<'_>) {
    if key.multi_region && key.key_manager == KeyManager::Aws {
        broken.never_returned(member("KeyManager"), "a key that AWS manages is never a multi-Region key");
    }
}

fn configuration(key: &KeyMetadata, broken: &mut Broken<'_>) {
    let place = Place::at(configuration_pointer());
    match (key.multi_region, &key.multi_region_configuration) {
        (true, None) => {
            broken.never_returned(place, "MultiRegionConfiguration is missing for a multi-Region key")
        }
        (false, Some(_)) => {
            broken.never_returned(place, "MultiRegionConfiguration is there for a single-Region key")
        }
        _ => return,
    };
}

/// While keys change roles, both may be shown as replicas, so nothing is said of them then.
fn settled(key: &KeyMetadata) -> Option<&MultiRegionConfiguration> {
    key.multi_region_configuration.as_ref().filter(|_| key.key_state != State::Updating)
}

fn primary_is_itself(key: &KeyMetadata, broken: &mut Broken<'_>) {
    let Some(configuration) = settled(key) else { return };
    let is_primary = configuration.multi_region_key_type == Type::Primary;
    let names_itself = configuration.primary_key.arn == key.arn;
    if is_primary && !names_itself {
        let place = Place::at(configuration_pointer().child("PrimaryKey").child("Arn"));
        let message =
            format!("the key is a primary key, but PrimaryKey is `{}`", configuration.primary_key.arn);
        broken.never_returned(place, message);
    }
    if configuration.multi_region_key_type == Type::Replica && names_itself {
        let place = Place::at(configuration_pointer().child("MultiRegionKeyType"));
        broken.never_returned(place, "the key is a replica key, but PrimaryKey is the key itself");
    }
}

fn replica_is_listed(key: &KeyMetadata, broken: &mut Broken<'_>) {
    let Some(configuration) = settled(key) else { return };
    let is_listed = configuration.replica_keys.iter().any(|replica| replica.arn == key.arn);
    if configuration.multi_region_key_type == Type::Replica && !is_listed {
        let place = Place::at(configuration_pointer().child("ReplicaKeys"));
        broken.never_returned(
            place,
            format!("ReplicaKeys does not list the replica key itself, `{}`", key.arn),
        );
    }
}
