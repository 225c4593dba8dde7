//! Every state that the calls and the passing of time can bring a set of related keys into, with what must hold in each
//! of them. `walk` says how they are visited, and what is left out.

mod walk;

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use expect_test::{Expect, expect};
use kms_mrk::key::{KeyMetadata, KeyStateName, Origin};
use kms_mrk::model::{RegionalKey, RelatedKeys};
use walk::{Bounds, Code, Counts, Expiry, KNOWN, Known, Walk};

/// A walk on which every invariant holds.
#[track_caller]
fn explored(origin: Origin, regions: usize, expiry: Expiry, arrived: impl FnMut(Code, &RelatedKeys)) -> Walk {
    let walk = Walk::new(&Bounds::new(origin, regions, expiry), arrived);
    let broken: Vec<_> =
        walk.broken.iter().map(|(invariant, way)| format!("{}: {way}", invariant.sentence)).collect();
    assert_eq!(broken, [""; 0]);
    walk
}

/// How many states there are in so many Regions, counted by hand: the set is gone; or the primary key is alone, in one
/// of 3 states (Enabled, Disabled, PendingDeletion); or it has replicas, each in one of 4 states (Creating, Enabled,
/// Disabled, PendingDeletion), and is in one of 3 (Enabled, Disabled, PendingReplicaDeletion); or it is changing roles
/// with one of them, and the others are in one of 4. In all of them but the first, it is rotated automatically or not,
/// has been or has not, and was, is being or was not rotated on demand.
fn states_in(regions: u32) -> usize {
    let others = regions - 1;
    let with_replicas = |replicas: u32| {
        let choices = (1..=replicas).fold(1, |choices, n| choices * (others + 1 - n) as usize / n as usize);
        choices * (3 * 4_usize.pow(replicas) + replicas as usize * 4_usize.pow(replicas - 1))
    };
    let rotations = 2 * 2 * 3;
    1 + rotations * regions as usize * (3 + (1..=others).map(with_replicas).sum::<usize>())
}

#[test]
fn every_state_of_a_set_is_reached_and_no_other() {
    for known in KNOWN.iter().filter(|known| known.origin == Origin::AwsKms) {
        assert_eq!(known.counts.states, states_in(known.regions as u32), "{} Regions", known.regions);
        is_counted(known);
    }
}

/// By hand, in one Region, where no material expires: the set is gone; or the key never had material, in 2 states
/// (PendingImport, PendingDeletion); or it has or had its first, in 5 (with it Enabled, Disabled, PendingDeletion;
/// without it PendingImport, PendingDeletion); or besides a second waits for a rotation or is being rotated in, in
/// 5 each; or the second is current, in 9 (with both in 3; with one or none in 2 each). Material that may expire counts
/// as two that the key can have. In three Regions that makes too many to walk through here; the example `explore` does, as
/// part of the gate.
#[test]
fn every_state_of_a_set_with_imported_material_is_reached_and_no_other() {
    let (last, others) = KNOWN.split_last().unwrap();
    others.iter().filter(|known| known.origin == Origin::External).for_each(is_counted);
    assert_eq!((&last.origin, last.regions, last.expiry), (&Origin::External, 3, Expiry::Either));
    assert_eq!(last.counts.to_string(), "175239 states, 3947838 transitions, 5735305 refusals");
}

#[track_caller]
fn is_counted(known: &Known) {
    let Known { origin, regions, expiry, counts } = known;
    let walk = explored(origin.clone(), *regions, *expiry, |_, _| {});
    assert_eq!(Counts::from(&walk), *counts, "{origin}, {regions} Regions, {expiry:?}");
    assert_eq!(Counts::known(origin, *regions, *expiry), Some(*counts));
}

/// A set as it is told apart from others: the order in which replicas and material came does not count.
fn in_order(set: &RelatedKeys) -> RelatedKeys {
    let key = |key: &RegionalKey| {
        let mut materials: Vec<_> = key.imported_materials.iter().copied().collect();
        materials.sort_by_key(|material| material.id.to_string());
        RegionalKey { imported_materials: materials.into(), ..key.clone() }
    };
    let mut replicas: Vec<_> = set.replicas().iter().map(key).collect();
    replicas.sort_by(|one, other| one.region.cmp(&other.region));
    RelatedKeys::new(set.shared().clone(), key(set.primary()), replicas).unwrap()
}

/// Otherwise two states would count as one, and what becomes of the second would never be seen.
#[test]
fn sets_that_count_as_one_state_are_equal() {
    for origin in [Origin::AwsKms, Origin::External] {
        let mut sets = HashMap::new();
        explored(origin.clone(), 2, Expiry::Either, |code, set| match sets.entry(code) {
            Entry::Vacant(new) => {
                new.insert(in_order(set));
            }
            Entry::Occupied(known) => {
                let (known, set) = (known.get(), in_order(set));
                assert!(known.keys().eq(set.keys()), "{known:?} {set:?}");
                // Of KMS's own material the order of rotations does not count either.
                assert!(origin == Origin::AwsKms || *known == set, "{known:?} {set:?}");
            }
        });
    }
}

#[test]
fn kms_could_have_said_of_every_state_what_the_model_says() {
    for origin in [Origin::AwsKms, Origin::External] {
        let mut seen = HashSet::new();
        explored(origin, 2, Expiry::Never, |code, set| {
            if seen.insert(code) {
                let described: Vec<_> = set.keys().map(|key| set.describe(&key.region).unwrap()).collect();
                assert_eq!(KeyMetadata::check_together(&described).to_string(), "");
            }
        });
    }
}

/// What each operation was answered on keys in each state: `+` accepted, `-` refused, `±` one or the other, and a blank
/// where no key was in that state.
fn answers(walk: &Walk) -> String {
    let mut table = String::new();
    let mut operation = None;
    for witness in walk.witnesses() {
        if operation.as_ref() != Some(&witness.operation) {
            table += &format!("\n{:26}", witness.operation);
            operation = Some(witness.operation.clone());
        }
        let answer = match (witness.accepted.is_some(), witness.refused.is_some()) {
            (true, true) => "±",
            (true, false) => "+",
            _ => "-",
        };
        table += &format!("{answer}{} ", witness.state);
    }
    table.lines().map(str::trim_end).collect::<Vec<_>>().join("\n") + "\n"
}

#[track_caller]
fn answered(origin: Origin, expected: &Expect) {
    expected.assert_eq(&answers(&explored(origin, 2, Expiry::Never, |_, _| {})));
}

/// A walk that never got anywhere would prove nothing: each operation was accepted and refused in the states in which
/// AWS's key-state table says so.
#[test]
fn every_operation_was_accepted_and_refused_where_the_key_state_table_says_so() {
    answered(
        Origin::AwsKms,
        &expect![[r#"

        EnableKey                 -Creating +Enabled +Disabled -PendingDeletion -PendingReplicaDeletion -Updating
        DisableKey                -Creating +Enabled +Disabled -PendingDeletion -PendingReplicaDeletion -Updating
        ScheduleKeyDeletion       +Creating +Enabled +Disabled -PendingDeletion -PendingReplicaDeletion -Updating
        CancelKeyDeletion         -Creating -Enabled -Disabled +PendingDeletion +PendingReplicaDeletion -Updating
        EnableKeyRotation         -Creating ±Enabled -Disabled -PendingDeletion -PendingReplicaDeletion ±Updating
        DisableKeyRotation        -Creating ±Enabled -Disabled -PendingDeletion -PendingReplicaDeletion ±Updating
        RotateKeyOnDemand         -Creating ±Enabled -Disabled -PendingDeletion -PendingReplicaDeletion ±Updating
        GetParametersForImport    -Creating -Enabled -Disabled -PendingDeletion -PendingReplicaDeletion -Updating
        DeleteImportedKeyMaterial -Creating -Enabled -Disabled -PendingDeletion -PendingReplicaDeletion -Updating
        ReplicateKey              -Creating ±Enabled -Disabled -PendingDeletion -PendingReplicaDeletion -Updating
        UpdatePrimaryRegion       -Creating ±Enabled -Disabled -PendingDeletion -PendingReplicaDeletion ±Updating
    "#]],
    );
}

#[test]
fn with_imported_material_too() {
    answered(
        Origin::External,
        &expect![[r#"

        EnableKey                 -Creating +Enabled +Disabled -PendingImport -PendingDeletion -PendingReplicaDeletion -Updating
        DisableKey                -Creating +Enabled +Disabled -PendingImport -PendingDeletion -PendingReplicaDeletion -Updating
        ScheduleKeyDeletion       +Creating +Enabled +Disabled +PendingImport -PendingDeletion -PendingReplicaDeletion -Updating
        CancelKeyDeletion         -Creating -Enabled -Disabled -PendingImport +PendingDeletion +PendingReplicaDeletion -Updating
        EnableKeyRotation         -Creating -Enabled -Disabled -PendingImport -PendingDeletion -PendingReplicaDeletion -Updating
        DisableKeyRotation        -Creating -Enabled -Disabled -PendingImport -PendingDeletion -PendingReplicaDeletion -Updating
        RotateKeyOnDemand         -Creating ±Enabled -Disabled -PendingImport -PendingDeletion -PendingReplicaDeletion ±Updating
        GetParametersForImport    -Creating +Enabled +Disabled +PendingImport -PendingDeletion -PendingReplicaDeletion -Updating
        ImportKeyMaterial         -Creating ±Enabled ±Disabled ±PendingImport -PendingDeletion -PendingReplicaDeletion ±Updating
        DeleteImportedKeyMaterial -Creating ±Enabled ±Disabled ±PendingImport ±PendingDeletion ±PendingReplicaDeletion -Updating
        ReplicateKey              -Creating ±Enabled -Disabled -PendingImport -PendingDeletion -PendingReplicaDeletion -Updating
        UpdatePrimaryRegion       -Creating ±Enabled -Disabled -PendingImport -PendingDeletion -PendingReplicaDeletion ±Updating
    "#]],
    );
}

#[test]
fn a_witness_is_the_shortest_way() {
    let walk = explored(Origin::External, 2, Expiry::Never, |_, _| {});
    let promoted = walk
        .witnesses()
        .find(|witness| {
            witness.operation.as_str() == "UpdatePrimaryRegion" && witness.state == KeyStateName::Enabled
        })
        .unwrap();
    assert_eq!(
        promoted.accepted.unwrap(),
        "ImportKeyMaterial A material 1, ReplicateKey A B, B is ready, ImportKeyMaterial B material 1, \
         UpdatePrimaryRegion A B"
    );
}
