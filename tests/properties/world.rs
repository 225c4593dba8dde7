//! The one alphabet of commands that the properties of worlds are drawn from.

use std::time::Duration;

use jiff::Timestamp;
use kms_mrk::identity::{KeyReference, Region};
use kms_mrk::key::Origin;
use kms_mrk::model::{Call, Caller, Event, Quotas, RegionalKey, RelatedKeys, Seed, Timing, World};
use kms_mrk::operation::{CreateKey, DescribeKey, MultiRegion, Operation, OperationName, ReplicateKey};
use kms_mrk::strategy::*;
use kms_mrk::verdict::{KmsError, Report};
use kms_mrk::{Kms, Reply};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

/// What somebody asks, and when.
#[derive(Clone, Debug)]
pub(crate) struct Command {
    request: Request,
    caller: Caller,
    region: Region,
    aim: Option<Aim>,
    time: Time,
}

#[derive(Clone, Debug)]
pub(crate) enum Request {
    Create(CreateKey),
    Replicate(ReplicateKey),
    Describe(DescribeKey),
}

/// A request is mostly for a primary key that is there, by its owner, in its Region; now and then one of these is let
/// go.
#[derive(Clone, Debug)]
struct Aim {
    which: Index,
    at_primary: bool,
    by_arn: bool,
    by_owner: bool,
    in_its_region: bool,
}

#[derive(Clone, Debug)]
enum Time {
    /// So much after what the world has reached.
    After(Duration),
    /// Whatever the clock says.
    At(Timestamp),
}

/// A command with its key found, against one world.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) request: Request,
    pub(crate) call: Call,
}

/// What was answered; the same type for every operation.
pub(crate) type Answer = Result<Reply<Value>, KmsError>;

/// Some commands; the first one makes a key.
pub(crate) fn commands() -> impl Strategy<Value = Vec<Command>> {
    let first = create_key().prop_map(|create| Request::Create(multi_region(create)));
    (command_of(first.boxed()), vec(command(), 0..10)).prop_map(|(first, mut commands)| {
        commands.insert(0, first);
        commands
    })
}

/// The same request, for a multi-Region key that can be replicated at once.
fn multi_region(create: CreateKey) -> CreateKey {
    CreateKey { multi_region: MultiRegion::Yes, origin: Origin::AwsKms, ..create }
}

pub(crate) fn command() -> impl Strategy<Value = Command> {
    let create = prop_oneof![
        3 => create_key().prop_map(multi_region),
        1 => create_key(),
        1 => any_create_key(),
    ];
    let replicate = prop_oneof![
        3 => (replicate_key(), region()).prop_map(|(request, region)| ReplicateKey { replica_region: region, ..request }),
        1 => any_replicate_key(),
        1 => near_miss_replicate_key().prop_map(|miss| miss.value.request),
    ];
    let request = prop_oneof![
        2 => create.prop_map(Request::Create),
        5 => replicate.prop_map(Request::Replicate),
        1 => any_key_reference().prop_map(|reference| Request::Describe(DescribeKey::new(reference))),
    ];
    command_of(request.boxed())
}

fn command_of(request: BoxedStrategy<Request>) -> impl Strategy<Value = Command> {
    let mostly = || prop_oneof![9 => Just(true), 1 => Just(false)];
    let aim = (any::<Index>(), mostly(), any::<bool>(), mostly(), mostly()).prop_map(
        |(which, at_primary, by_arn, by_owner, in_its_region)| Aim {
            which,
            at_primary,
            by_arn,
            by_owner,
            in_its_region,
        },
    );
    let time = prop_oneof![
        6 => select(vec![0_u64, 30_000, 60_000, 1]).prop_map(|millis| Time::After(Duration::from_millis(millis))),
        1 => time().prop_map(Time::At),
        1 => any_time().prop_map(Time::At),
    ];
    let caller = prop_oneof![4 => caller(), 1 => any_caller()];
    let region = prop_oneof![6 => region(), 1 => opt_in_region(), 1 => region_elsewhere(), 1 => any_region()];
    (request, caller, region, prop_oneof![9 => aim.prop_map(Some), 1 => Just(None)], time)
        .prop_map(|(request, caller, region, aim, time)| Command { request, caller, region, aim, time })
}

/// A KMS with a few sets of keys in any states, with any geography, and quotas and durations that matter.
pub(crate) fn kms() -> impl Strategy<Value = Kms> {
    let quotas = prop_oneof![
        3 => Just(Quotas::DEFAULT),
        1 => (0..3_u64).prop_map(|keys_per_region| Quotas { keys_per_region, ..Quotas::DEFAULT }),
        1 => (0..500_usize).prop_map(|key_policy_bytes| Quotas { key_policy_bytes, ..Quotas::DEFAULT }),
    ];
    let geography = prop_oneof![2 => geography(), 1 => any_geography()];
    let creating = select(vec![60_000_u64, 0, 30_000, 600_000]).prop_map(Duration::from_millis);
    let adopted = vec(related_key_metadata(), 0..3);
    (any::<u64>(), geography, quotas, creating, adopted).prop_map(
        |(seed, geography, quotas, creating, adopted)| {
            let timing = Timing { creating };
            let world = World::new(Seed(seed)).with_geography(geography).with_quotas(quotas);
            let mut kms = Kms::from(world.with_timing(timing));
            for keys in adopted {
                kms.adopt(RelatedKeys::observed(&keys, timing, keys[0].creation_date).unwrap());
            }
            kms
        },
    )
}

impl Command {
    /// The command as it reads in this world: an aim needs keys.
    pub(crate) fn in_world(&self, kms: &Kms) -> Asked {
        let reached = kms.world().now().max("2026-01-05T12:00:00Z".parse().unwrap());
        let now = match self.time {
            Time::After(duration) => reached.checked_add(duration).unwrap_or(reached),
            Time::At(time) => time,
        };
        let (mut request, mut caller, mut region) =
            (self.request.clone(), self.caller.clone(), self.region.clone());
        let sets: Vec<_> = kms.world().sets().collect();
        if let (Some(aim), false) = (&self.aim, sets.is_empty()) {
            let set = aim.which.get::<&RelatedKeys>(&sets);
            let key = match aim.at_primary {
                true => set.primary(),
                false => aim.which.get::<&RegionalKey>(&set.keys().collect::<Vec<_>>()),
            };
            let (arn, owner) = (&set.arn_in(&key.region), set.shared().account);
            let reference: KeyReference = if aim.by_arn { arn.clone().into() } else { arn.key_id().into() };
            match &mut request {
                Request::Create(_) => return Asked { request, call: Call::new(caller, region, now) },
                Request::Replicate(replicate) => replicate.key_id = reference,
                Request::Describe(describe) => describe.key_id = reference,
            }
            if aim.by_owner {
                caller = Caller::administrator(arn.partition(), owner);
            }
            if aim.in_its_region {
                region = arn.region().clone();
            }
        }
        Asked { request, call: Call::new(caller, region, now) }
    }
}

impl Asked {
    pub(crate) fn call(&self, kms: &mut Kms) -> Answer {
        match &self.request {
            Request::Create(request) => kms.call(request, &self.call).map(reply),
            Request::Replicate(request) => kms.call(request, &self.call).map(reply),
            Request::Describe(request) => kms.call(request, &self.call).map(reply),
        }
    }

    pub(crate) fn dry_run(&self, kms: &Kms) -> Answer {
        match &self.request {
            Request::Create(request) => kms.dry_run(request, &self.call).map(reply),
            Request::Replicate(request) => kms.dry_run(request, &self.call).map(reply),
            Request::Describe(request) => kms.dry_run(request, &self.call).map(reply),
        }
    }

    pub(crate) fn check(&self, kms: &Kms) -> Report {
        match &self.request {
            Request::Create(request) => kms.check(request, &self.call),
            Request::Replicate(request) => kms.check(request, &self.call),
            Request::Describe(request) => kms.check(request, &self.call),
        }
    }

    pub(crate) fn check_in(&self, setting: &kms_mrk::operation::Setting<'_>) -> Report {
        match &self.request {
            Request::Create(request) => request.check(setting),
            Request::Replicate(request) => request.check(setting),
            Request::Describe(request) => request.check(setting),
        }
    }

    pub(crate) fn name(&self) -> OperationName {
        match self.request {
            Request::Create(_) => CreateKey::NAME,
            Request::Replicate(_) => ReplicateKey::NAME,
            Request::Describe(_) => DescribeKey::NAME,
        }
    }

    pub(crate) fn reference(&self) -> Option<&KeyReference> {
        match &self.request {
            Request::Create(_) => None,
            Request::Replicate(request) => Some(&request.key_id),
            Request::Describe(request) => Some(&request.key_id),
        }
    }
}

fn reply<T: serde::Serialize>(reply: Reply<T>) -> Reply<Value> {
    let output = serde_json::to_value(reply.output).unwrap();
    Reply { output, events: reply.events, records: reply.records }
}

/// Everything that happened when the commands were given, one after the other.
pub(crate) fn play(kms: &mut Kms, commands: &[Command]) -> Vec<Event> {
    let mut events = Vec::new();
    for command in commands {
        let asked = command.in_world(kms);
        events.extend(kms.advance(asked.call.now()));
        if let Ok(reply) = asked.call(kms) {
            events.extend(reply.events);
        }
    }
    events
}
