//! What holds in every state of a set of multi-Region keys, whatever was called.

use std::iter::once;

use kms_mrk::identity::KeyArn;
use kms_mrk::key::{KeyMetadata, KeyStateName, MultiRegionKeyType, Origin};

/// A sentence about the keys of a set, as KMS describes them.
pub struct Invariant {
    pub sentence: &'static str,
    pub holds: fn(&[KeyMetadata]) -> bool,
}

/// Every invariant of a set.
pub static INVARIANTS: [Invariant; 11] = [
    Invariant {
        sentence: "a set has exactly one primary key",
        holds: |keys| keys.iter().filter(|key| is_primary(key)).count() == 1,
    },
    Invariant {
        sentence: "only a primary key with replicas is in PendingReplicaDeletion",
        holds: |keys| {
            each(keys, KeyStateName::PendingReplicaDeletion, |key| is_primary(key) && replicas_of(key) > 0)
        },
    },
    Invariant {
        sentence: "a primary key in PendingDeletion has no replicas",
        holds: |keys| {
            each(keys, KeyStateName::PendingDeletion, |key| !is_primary(key) || replicas_of(key) == 0)
        },
    },
    Invariant {
        sentence: "only a replica is in Creating",
        holds: |keys| each(keys, KeyStateName::Creating, |key| !is_primary(key)),
    },
    Invariant {
        sentence: "the primary key and one replica are in Updating together, and no other key is",
        holds: |keys| {
            let updating = || keys.iter().filter(|key| key.key_state == KeyStateName::Updating);
            updating().count() == 0 || updating().count() == 2 && updating().any(is_primary)
        },
    },
    Invariant {
        sentence: "a key has a deletion date in PendingDeletion and a waiting period in PendingReplicaDeletion, and \
                   neither in any other state",
        holds: |keys| {
            keys.iter().all(|key| {
                key.deletion_date.is_some() == (key.key_state == KeyStateName::PendingDeletion)
                    && key.pending_deletion_window_in_days.is_some()
                        == (key.key_state == KeyStateName::PendingReplicaDeletion)
            })
        },
    },
    Invariant {
        sentence: "a key is called enabled in the state Enabled alone",
        holds: |keys| keys.iter().all(|key| key.enabled == (key.key_state == KeyStateName::Enabled)),
    },
    Invariant {
        sentence: "no multi-Region key is in Unavailable",
        holds: |keys| each(keys, KeyStateName::Unavailable, |key| !key.multi_region),
    },
    Invariant {
        sentence: "a set has one key in a Region, and one partition and account",
        holds: |keys| {
            others(keys, |KeyMetadata { arn: one, .. }, KeyMetadata { arn: other, .. }| {
                one.region() != other.region()
                    && one.partition() == other.partition()
                    && one.account() == other.account()
            })
        },
    },
    Invariant {
        sentence: "the keys of a set share key ID, key spec, usage and origin; their ARNs differ by Region alone, and \
                   all name the same primary key and replicas",
        holds: |keys| {
            others(keys, |one, other| {
                one.key_id == other.key_id
                    && one.key_spec == other.key_spec
                    && one.key_usage == other.key_usage
                    && one.origin == other.origin
                    && one.arn.is_related_to(&other.arn)
                    && members(one).eq(members(other))
            })
        },
    },
    Invariant {
        sentence: "only a key of origin EXTERNAL is in PendingImport",
        holds: |keys| each(keys, KeyStateName::PendingImport, |key| key.origin == Origin::External),
    },
];

fn is_primary(key: &KeyMetadata) -> bool {
    key.multi_region_key_type() == Some(&MultiRegionKeyType::Primary)
}

fn replicas_of(key: &KeyMetadata) -> usize {
    key.multi_region_configuration.as_ref().map_or(0, |configuration| configuration.replica_keys.len())
}

/// The ARNs that a key says are in its set, the primary key's first.
fn members(key: &KeyMetadata) -> impl Iterator<Item = &KeyArn> {
    let configurations = key.multi_region_configuration.iter();
    configurations.flat_map(|said| once(&said.primary_key).chain(&said.replica_keys)).map(|key| &key.arn)
}

/// Whether something holds of each key in a state.
fn each(keys: &[KeyMetadata], state: KeyStateName, holds: impl Fn(&KeyMetadata) -> bool) -> bool {
    keys.iter().filter(|key| key.key_state == state).all(holds)
}

/// Whether something holds of each two keys.
fn others(keys: &[KeyMetadata], hold: impl Fn(&KeyMetadata, &KeyMetadata) -> bool) -> bool {
    keys.iter().enumerate().all(|(index, one)| keys[..index].iter().all(|other| hold(one, other)))
}
