//! A rule for metadata, broken and kept, and the keys that the cases start from.

use crate::stage::{HOME, NOON, UUID, read, regional, set_in, shared};
use kms_mrk::key::{
    ExpirationModel, KeyMetadata, KeySpec, KeyState, KeyStateName, KeyUsage, MultiRegionConfiguration, Origin,
};
use kms_mrk::model::{RelatedKeys, SharedProperties};
use kms_mrk::verdict::{Report, Rule};

pub(crate) type Edit = fn(&mut KeyMetadata);

/// A rule, a report in which it is broken and what it says there, and the report of a near neighbour.
pub(crate) struct Case {
    pub(crate) rule: &'static Rule,
    pub(crate) broken: Report,
    pub(crate) says: Vec<&'static str>,
    pub(crate) kept: Report,
}

/// One key that breaks the rule and one that does not, both made out of `valid`.
pub(crate) fn alone(
    rule: &'static Rule,
    valid: fn() -> KeyMetadata,
    broken: Edit,
    says: &[&'static str],
    kept: Edit,
) -> Case {
    let check = |edit: Edit| {
        let mut key = valid();
        edit(&mut key);
        key.check()
    };
    Case { rule, broken: check(broken), says: says.to_vec(), kept: check(kept) }
}

/// The valid replica key, edited, held against the valid primary key.
pub(crate) fn together(rule: &'static Rule, broken: Edit, says: &[&'static str], kept: Edit) -> Case {
    let check = |edit: Edit| {
        let mut key = replica();
        edit(&mut key);
        KeyMetadata::check_together(&[primary(), key])
    };
    Case { rule, broken: check(broken), says: says.to_vec(), kept: check(kept) }
}

/// A symmetric primary key in us-east-1 with replicas in eu-west-1 and eu-west-2.
pub(crate) fn primary() -> KeyMetadata {
    seen_from(HOME)
}

/// Its replica key in eu-west-1.
pub(crate) fn replica() -> KeyMetadata {
    seen_from("eu-west-1")
}

pub(crate) fn seen_from(region: &str) -> KeyMetadata {
    let set =
        set_in(KeyState::Enabled, &[("eu-west-1", KeyState::Enabled), ("eu-west-2", KeyState::Enabled)]);
    set.describe(&read(region)).unwrap()
}

/// A symmetric single-Region key in us-east-1.
pub(crate) fn single() -> KeyMetadata {
    let shared = SharedProperties { key_id: read(UUID), ..shared(Origin::AwsKms) };
    let set = RelatedKeys::new(shared, regional(HOME, KeyState::Enabled), vec![]).unwrap();
    set.describe(&read(HOME)).unwrap()
}

pub(crate) fn in_state(key: &mut KeyMetadata, state: KeyStateName) {
    key.enabled = state == KeyStateName::Enabled;
    key.key_state = state;
}

pub(crate) fn imported(key: &mut KeyMetadata) {
    key.origin = Origin::External;
    key.expiration_model = Some(ExpirationModel::KeyMaterialExpires);
    key.valid_to = Some(read(NOON));
}

pub(crate) fn of_spec(key: &mut KeyMetadata, key_spec: KeySpec, key_usage: KeyUsage) {
    key.customer_master_key_spec = None;
    key.key_spec = key_spec;
    key.key_usage = key_usage;
    key.encryption_algorithms.clear();
}

pub(crate) fn configuration(key: &mut KeyMetadata) -> &mut MultiRegionConfiguration {
    key.multi_region_configuration.as_mut().unwrap()
}

pub(crate) fn nothing(_: &mut KeyMetadata) {}
