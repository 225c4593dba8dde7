//! Every state that the calls and the passing of time can bring a set of related keys into, visited by breadth-first
//! search, with what must hold in each of them.
//!
//! The walk knows the operations that move a key's state or role: ReplicateKey, EnableKey, DisableKey,
//! ScheduleKeyDeletion, CancelKeyDeletion, UpdatePrimaryRegion, each from every Region. Left out are operations that
//! only read, and those that change a policy, tags, a description or aliases: they are possible or not by the same state and
//! would only multiply the walk. Of times, all that counts is whether a deadline has passed: any key's may be the next.

mod stage;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use jiff::Timestamp;
use kms_mrk::identity::{KeyId, Region};
use kms_mrk::key::{KeyMetadata, KeyState, KeyStateName, MultiRegionKeyType, Origin};
use kms_mrk::model::{Call, Change, Event, RegionalKey, RelatedKeys, Seed, World};
use kms_mrk::operation::{
    CancelKeyDeletion, CreateKey, DisableKey, EnableKey, Operation, ReplicateKey, ScheduleKeyDeletion,
    UpdatePrimaryRegion,
};
use kms_mrk::{Kms, KmsError};
use stage::{ACCOUNT, HOME, NOON, administrator, read};

const TWO: [&str; 2] = [HOME, "eu-west-1"];
const THREE: [&str; 3] = [HOME, "eu-west-1", "eu-west-2"];

/// What tells two states of a set apart: each key's Region, role and state; `None` when the set is gone.
type Shape = Option<Vec<(Region, MultiRegionKeyType, KeyStateName)>>;

/// A move: what was asked of the key in which Region.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Move {
    Replicate { from: &'static str, to: &'static str },
    Promote { from: &'static str, to: &'static str },
    Enable(&'static str),
    Disable(&'static str),
    Schedule(&'static str),
    Cancel(&'static str),
}

/// What was found on the walk.
#[derive(Default)]
struct Walk {
    states: BTreeSet<Shape>,
    /// For each operation and state of the key that it was asked of: was it ever accepted, was it ever refused.
    answers: BTreeMap<(&'static str, KeyStateName), [bool; 2]>,
}

impl Move {
    fn all(regions: &'static [&'static str]) -> Vec<Self> {
        let mut moves = Vec::new();
        for from in regions {
            moves.extend([Self::Enable(from), Self::Disable(from), Self::Schedule(from), Self::Cancel(from)]);
            for to in regions {
                moves.extend([Self::Replicate { from, to }, Self::Promote { from, to }]);
            }
        }
        moves
    }

    fn region(self) -> &'static str {
        match self {
            Self::Replicate { from, .. } | Self::Promote { from, .. } => from,
            Self::Enable(at) | Self::Disable(at) | Self::Schedule(at) | Self::Cancel(at) => at,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Replicate { .. } => "ReplicateKey",
            Self::Promote { .. } => "UpdatePrimaryRegion",
            Self::Enable(_) => "EnableKey",
            Self::Disable(_) => "DisableKey",
            Self::Schedule(_) => "ScheduleKeyDeletion",
            Self::Cancel(_) => "CancelKeyDeletion",
        }
    }

    /// What would happen.
    fn decide(self, world: &World, key: KeyId, call: &Call) -> Result<Vec<Event>, KmsError> {
        fn events<O: Operation>(request: &O, world: &World, call: &Call) -> Result<Vec<Event>, KmsError> {
            request.decide(world, call).map(|decision| decision.events)
        }
        match self {
            Self::Replicate { to, .. } => events(&ReplicateKey::new(key.into(), read(to)), world, call),
            Self::Promote { to, .. } => events(&UpdatePrimaryRegion::new(key.into(), read(to)), world, call),
            Self::Enable(_) => events(&EnableKey::new(key.into()), world, call),
            Self::Disable(_) => events(&DisableKey::new(key.into()), world, call),
            Self::Schedule(_) => events(&ScheduleKeyDeletion::new(key.into()), world, call),
            Self::Cancel(_) => events(&CancelKeyDeletion::new(key.into()), world, call),
        }
    }
}

fn shape(set: Option<&RelatedKeys>) -> Shape {
    let set = set?;
    let mut keys: Vec<_> = set
        .keys()
        .map(|key| (key.region.clone(), set.multi_region_key_type(&key.region).unwrap(), key.state.name()))
        .collect();
    keys.sort();
    Some(keys)
}

/// What happens by itself when the deadline of one key has passed, whichever it is.
fn deadlines(set: &RelatedKeys) -> Vec<Event> {
    let event = |key: &RegionalKey| {
        let (region, change) = match key.state {
            KeyState::Creating { .. } => (&key.region, Change::ReplicaReady),
            KeyState::PendingDeletion { .. } => (&key.region, Change::KeyDeleted),
            KeyState::Updating { .. } => (set.next_primary_region(), Change::PrimaryRegionUpdated),
            _ => return None,
        };
        let at = key.state.deadline().unwrap();
        Some(Event { subject: set.key_id().into(), region: region.clone(), at, change })
    };
    set.keys().filter_map(event).collect()
}

/// Walks from a new primary key of this origin through all that can become of its set in these Regions.
fn explore(origin: Origin, regions: &'static [&'static str]) -> Walk {
    let mut kms = Kms::from(World::new(Seed(7)));
    let caller = administrator(ACCOUNT);
    let call_at = |region: &str, now: Timestamp| Call::new(caller.clone(), read(region), now);
    let create = CreateKey { origin, ..CreateKey::multi_region() };
    let key = kms.call(&create, &call_at(HOME, read(NOON))).unwrap().output.key_id;

    let mut walk = Walk::default();
    let moves = Move::all(regions);
    let mut to_visit = VecDeque::from([World::from(kms)]);
    walk.states.insert(shape(to_visit[0].set(key)));
    while let Some(world) = to_visit.pop_front() {
        if let Some(set) = world.set(key) {
            plausible(set);
        }
        let mut arrive = |events: &[Event]| {
            let mut next = world.clone();
            events.iter().for_each(|event| next.evolve(event));
            if walk.states.insert(shape(next.set(key))) {
                to_visit.push_back(next);
            }
        };
        let now = world.now();
        for made in &moves {
            let state =
                world.set(key).and_then(|set| set.key_in(&read(made.region()))).map(|key| key.state.name());
            let answer = made.decide(&world, key, &call_at(made.region(), now));
            if let Some(state) = state {
                walk.answers.entry((made.name(), state)).or_default()[usize::from(answer.is_err())] = true;
            }
            if let Ok(events) = answer {
                arrive(&events);
            }
        }
        for event in world.set(key).map(deadlines).unwrap_or_default() {
            arrive(&[event]);
        }
    }
    walk
}

/// What must hold in every state of a set.
#[track_caller]
fn plausible(set: &RelatedKeys) {
    let described: Vec<_> = set.keys().map(|key| set.describe(&key.region).unwrap()).collect();
    assert_eq!(KeyMetadata::check_together(&described).to_string(), "", "KMS could have said this");

    let is = |key: &KeyMetadata, state: KeyStateName| key.key_state == state;
    let primaries =
        described.iter().filter(|key| key.multi_region_key_type() == Some(&MultiRegionKeyType::Primary));
    assert_eq!(primaries.count(), 1, "exactly one primary");
    let primary = set.describe(&set.primary().region).unwrap();
    assert!(!is(&primary, KeyStateName::Creating), "only replicas are created by replication");
    if is(&primary, KeyStateName::PendingDeletion) {
        assert_eq!(described.len(), 1, "a primary key is deleted last");
    }
    if is(&primary, KeyStateName::PendingReplicaDeletion) {
        assert!(described.len() > 1, "it waits for somebody");
    }
    let updating = described.iter().filter(|key| is(key, KeyStateName::Updating)).count();
    assert!(updating == 0 || updating == 2 && is(&primary, KeyStateName::Updating), "roles change in pairs");
    for key in &described {
        assert_eq!(key.enabled, is(key, KeyStateName::Enabled));
        assert_eq!(key.deletion_date.is_some(), is(key, KeyStateName::PendingDeletion));
        let waits = is(key, KeyStateName::PendingReplicaDeletion);
        assert_eq!(key.pending_deletion_window_in_days.is_some(), waits);
        assert!(!is(key, KeyStateName::Unavailable), "no multi-Region key is in a custom key store");
        assert!(!is(key, KeyStateName::PendingImport) || key.origin == Origin::External);
        assert!(key.arn == primary.arn || key.arn.is_related_to(&primary.arn));
    }
    let rebuilt = RelatedKeys::new(set.shared().clone(), set.primary().clone(), set.replicas().to_vec());
    assert_eq!(rebuilt.as_ref(), Ok(set), "a set that is reached can be written down");
}

/// How many states there are in so many Regions, counted by hand: the set is gone; or the primary key is alone, in one
/// of 3 states (Enabled, Disabled, PendingDeletion); or it has replicas, each in one of 4 states (Creating, Enabled,
/// Disabled, PendingDeletion), and is in one of 3 (Enabled, Disabled, PendingReplicaDeletion); or it is changing roles
/// with one of them, and the others are in one of 4.
fn states_in(regions: u32) -> usize {
    let others = regions - 1;
    let with_replicas = |replicas: u32| {
        let choices = (1..=replicas).fold(1, |choices, n| choices * (others + 1 - n) as usize / n as usize);
        choices * (3 * 4_usize.pow(replicas) + replicas as usize * 4_usize.pow(replicas - 1))
    };
    1 + regions as usize * (3 + (1..=others).map(with_replicas).sum::<usize>())
}

#[test]
fn every_state_of_a_set_in_two_regions_is_plausible_and_no_other_is_reached() {
    let walk = explore(Origin::AwsKms, &TWO);
    assert_eq!(walk.states.len(), 33);
    assert_eq!(walk.states.len(), states_in(2));
}

#[test]
fn every_state_of_a_set_in_three_regions_is_plausible_and_no_other_is_reached() {
    let walk = explore(Origin::AwsKms, &THREE);
    assert_eq!(walk.states.len(), 256);
    assert_eq!(walk.states.len(), states_in(3));
}

#[test]
fn a_set_of_imported_material_gets_no_further_than_its_primary_key() {
    // Without a way to import material, the primary key is never Enabled, and so never replicated: it is
    // PendingImport, PendingDeletion, or gone.
    let walk = explore(Origin::External, &THREE);
    assert_eq!(walk.states.len(), 3);
}

/// A walk that never got anywhere would prove nothing: each operation was accepted and refused in the states in which
/// AWS's key-state table says so.
#[test]
fn every_operation_was_accepted_and_refused_where_the_key_state_table_says_so() {
    use KeyStateName::{Creating, Disabled, Enabled, PendingDeletion, PendingReplicaDeletion, Updating};
    let walk = explore(Origin::AwsKms, &TWO);
    let states = [Creating, Enabled, Disabled, PendingDeletion, PendingReplicaDeletion, Updating];
    for (operation, accepting) in [
        ("ReplicateKey", vec![Enabled]),
        ("UpdatePrimaryRegion", vec![Enabled, Updating]),
        ("EnableKey", vec![Enabled, Disabled]),
        ("DisableKey", vec![Enabled, Disabled]),
        ("ScheduleKeyDeletion", vec![Creating, Enabled, Disabled]),
        ("CancelKeyDeletion", vec![PendingDeletion, PendingReplicaDeletion]),
    ] {
        for state in &states {
            let [accepted, refused] = walk.answers[&(operation, state.clone())];
            assert_eq!(accepted, accepting.contains(state), "{operation} in {state}");
            assert!(accepted || refused, "{operation} in {state}");
        }
    }
}
