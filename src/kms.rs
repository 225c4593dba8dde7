//! Floor 5, service: KMS as one value that is called, asked and given time.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::model::{Call, Event, Record, RelatedKeys, Seed, World};
use crate::operation::{Decision, Operation, Setting};
use crate::verdict::{KmsError, Report};

/// A KMS: a world of keys, and the calls that change it.
///
/// Nothing happens but by a call or by time passing, and time passes only when it is said: each call brings its
/// `now`. First everything that is due by then happens by itself, then the call is decided. A refused call
/// changes nothing; a clock that goes backwards changes nothing either.
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, DescribeKey, ReplicateKey};
///
/// let mut kms = Kms::new(7);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let at = |region: &str, now: &str| {
///     Call::new(caller.clone(), region.parse().unwrap(), now.parse().unwrap())
/// };
///
/// let primary = kms.call(&CreateKey::multi_region(), &at("us-east-1", "2026-01-05T12:00:00Z"))?.output;
/// let replicate = ReplicateKey::new(primary.key_id.into(), "eu-west-1".parse()?);
/// kms.call(&replicate, &at("us-east-1", "2026-01-05T12:00:00Z"))?;
/// assert_eq!(kms.next_deadline(), Some("2026-01-05T12:01:00Z".parse()?));
///
/// let describe = DescribeKey::new(primary.key_id.into());
/// let state = |kms: &mut Kms, now| -> Result<_, kms_mrk::KmsError> {
///     Ok(kms.call(&describe, &at("eu-west-1", now))?.output.key_state)
/// };
/// assert_eq!(state(&mut kms, "2026-01-05T12:00:59Z")?, "Creating");
/// assert_eq!(state(&mut kms, "2026-01-05T12:01:00Z")?, "Enabled");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Kms {
    world: World,
}

/// What an accepted call gives.
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::CreateKey;
///
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let reply = Kms::new(1).call(&CreateKey::default(), &call)?;
/// assert_eq!(reply.output.key_state, "Enabled");
/// assert_eq!((reply.events.len(), reply.records.len()), (1, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply<T> {
    /// What KMS answers.
    pub output: T,
    /// What happened, in order: first what was due by itself, then what the call did.
    pub events: Vec<Event>,
    /// The CloudTrail records of all that, in the same order.
    pub records: Vec<Record>,
}

impl Kms {
    /// A KMS without keys, in AWS's geography, with AWS's default quotas.
    ///
    /// The same seed and the same calls give the same identifiers.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self::from(World::new(Seed(seed)))
    }

    /// Adds a set of keys, in place of one with the same key ID: for hosts that mirror keys made elsewhere.
    pub fn adopt(&mut self, set: RelatedKeys) {
        self.world.adopt(set);
    }

    /// Everything that is there.
    #[must_use]
    pub const fn world(&self) -> &World {
        &self.world
    }

    /// Lets a request happen, at the time of the call.
    ///
    /// # Errors
    /// The first rule that the request breaks; then nothing has changed but what was due by itself. A host that
    /// keeps a log of events calls [`advance`](Self::advance) first, so that those are told apart.
    pub fn call<O: Operation>(&mut self, request: &O, call: &Call) -> Result<Reply<O::Output>, KmsError> {
        let mut due_records = Vec::new();
        let due = self.pass(call.now(), |set, event| due_records.extend(set.records_of(event)));
        let Decision { output, mut events, trail } = request.decide(&self.world, call)?;
        for event in &events {
            self.world.evolve(event);
        }
        events.splice(..0, due);
        let mut records = trail.records(call);
        records.splice(..0, due_records);
        Ok(Reply { output, events, records })
    }

    /// What [`call`](Self::call) would give; nothing changes.
    ///
    /// It costs no more than the decision, unless something is due before the call: then it is tried on a copy.
    ///
    /// # Errors
    /// Those of [`call`](Self::call).
    pub fn dry_run<O: Operation>(&self, request: &O, call: &Call) -> Result<Reply<O::Output>, KmsError> {
        if self.is_due(call.now()) {
            return self.clone().call(request, call);
        }
        let decision = request.decide(&self.world, call)?;
        let records = decision.trail.records(call);
        Ok(Reply { output: decision.output, events: decision.events, records })
    }

    /// Everything that is wrong with a request, in the order in which KMS checks; nothing changes.
    ///
    /// The first error of the report is what [`call`](Self::call) refuses with.
    #[must_use]
    pub fn check<O: Operation>(&self, request: &O, call: &Call) -> Report {
        if self.is_due(call.now()) {
            let mut later = self.clone();
            later.advance(call.now());
            return request.check(&Setting::of(&later.world, call));
        }
        request.check(&Setting::of(&self.world, call))
    }

    /// When something next happens by itself; `None` if nothing ever does.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Timestamp> {
        self.world.next_deadline()
    }

    /// Lets time pass until `now`: everything that is due happens, in order, and is returned.
    ///
    /// A host that wants the CloudTrail records of it asks [`RelatedKeys::records_of`] for those of each event that is
    /// [due](World::due), and [replays](Self::replay) that.
    pub fn advance(&mut self, now: Timestamp) -> Vec<Event> {
        self.pass(now, |_, _| ())
    }

    /// Lets time pass until `now`, and shows every event with the set to which it is about to happen.
    fn pass(&mut self, now: Timestamp, mut show: impl FnMut(&RelatedKeys, &Event)) -> Vec<Event> {
        let mut events = Vec::new();
        self.world.reach(now);
        let now = self.world.now();
        while let Some(event) = self.world.due(now) {
            if let Some(set) = event.subject.key_id().and_then(|key_id| self.world.set(key_id)) {
                show(set, &event);
            }
            self.world.evolve(&event);
            events.push(event);
        }
        events
    }

    /// Lets an event from a log happen again.
    pub fn replay(&mut self, event: &Event) {
        self.world.evolve(event);
    }

    fn is_due(&self, now: Timestamp) -> bool {
        let now = self.world.now().max(now);
        self.next_deadline().is_some_and(|deadline| deadline <= now)
    }
}

impl From<World> for Kms {
    fn from(world: World) -> Self {
        Self { world }
    }
}

impl From<Kms> for World {
    fn from(kms: Kms) -> Self {
        kms.world
    }
}
