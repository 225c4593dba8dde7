//! The model, its time, and what is remembered of it.

use std::collections::{BTreeMap, VecDeque};
use std::io;

use jiff::Timestamp;
use kms_mrk::Kms;
use kms_mrk::identity::{KeyId, Region};
use kms_mrk::model::{Call, Caller, Event, Seed, Timing, World};
use kms_mrk::wire::{Exchange, Reply, handle_with};
use rsa::PrivateKey;

use crate::caller::Callers;
use crate::clock::Clock;
use crate::journal::{Entry, Journal};
use crate::options::Options;
use crate::trouble::Trouble;
use crate::wrapping_keys::{self, WrappingKeys};

/// How many calls, and how many events of a set of related keys, the page shows.
const REMEMBERED: usize = 50;

/// A call that was answered.
pub(crate) struct Answered {
    pub(crate) at: Timestamp,
    pub(crate) region: Region,
    pub(crate) caller: String,
    pub(crate) target: String,
    pub(crate) status: u16,
    /// The exception and its text, of a call that was refused.
    pub(crate) refusal: Option<String>,
}

pub(crate) struct Service {
    kms: Kms,
    clock: Clock,
    wrapping_keys: WrappingKeys,
    journal: Option<Journal>,
    /// Why nothing can be kept any more, if that is so: then nothing is answered either.
    broken: Option<String>,
    pub(crate) callers: Callers,
    calls: VecDeque<Answered>,
    timelines: BTreeMap<KeyId, VecDeque<Event>>,
    seed: u64,
    timing: Timing,
}

impl Service {
    /// A service as the options say, with what its file has kept; and what is to be said about it.
    pub(crate) fn start(options: &Options) -> Result<(Self, Vec<String>), Trouble> {
        let mut service = Self {
            kms: Kms::new(options.seed),
            clock: Clock::default(),
            wrapping_keys: WrappingKeys::default(),
            journal: None,
            broken: None,
            callers: Callers { account: options.account, caller: options.caller.clone() },
            calls: VecDeque::new(),
            timelines: BTreeMap::new(),
            seed: options.seed,
            timing: options.timing,
        };
        service.forget();
        let mut remarks = Vec::new();
        if let Some(path) = &options.state {
            let mut entries = 0;
            let (journal, remark) = Journal::open(path, options.seed, |entry| {
                entries += 1;
                service.again(entry, &mut remarks);
            })?;
            service.journal = Some(journal);
            remarks.extend(remark);
            remarks.push(format!("{}: {} entries", path.display(), entries - 1));
        }
        Ok((service, remarks))
    }

    /// Does again what an entry of the file says.
    fn again(&mut self, entry: Entry, remarks: &mut Vec<String>) {
        match entry {
            Entry::Seed(seed) => {
                self.seed = seed;
                self.forget();
            }
            Entry::Events(events) => {
                for event in events {
                    self.kms.replay(&event);
                    self.remember(event);
                }
            }
            Entry::Advanced(seconds) => self.clock.advance(seconds),
            Entry::WrappingKey { spec, private_key } => match wrapping_keys::from_pem(&private_key) {
                Ok(key) => self.wrapping_keys.add(spec, key),
                Err(error) => remarks.push(format!("the wrapping key of spec {spec} is none: {error}")),
            },
        }
    }

    fn forget(&mut self) {
        self.kms = Kms::from(World::new(Seed(self.seed)).with_timing(self.timing));
        self.clock = Clock::default();
        self.wrapping_keys = WrappingKeys::default();
        self.calls.clear();
        self.timelines.clear();
    }

    /// Forgets everything.
    pub(crate) fn reset(&mut self) -> Result<(), String> {
        let result = self.journal.as_mut().map_or(Ok(()), Journal::reset);
        self.kept(result)?;
        self.forget();
        Ok(())
    }

    /// Lets seconds pass, and everything happen that is due by then; the time of the model after that.
    pub(crate) fn advance(&mut self, seconds: u64) -> Result<Timestamp, String> {
        self.keep(&Entry::Advanced(seconds))?;
        self.clock.advance(seconds);
        self.pass()
    }

    /// Lets everything happen that is due by now; the time of the model after that.
    pub(crate) fn pass(&mut self) -> Result<Timestamp, String> {
        let now = self.clock.now();
        let events = self.kms.advance(now);
        self.happened(events)?;
        Ok(now)
    }

    /// The answer to a request, once it cannot be lost any more.
    pub(crate) fn answer(&mut self, caller: &Caller, region: Region, target: &str, body: &[u8]) -> Reply {
        let call = Call::new(caller.clone(), region, self.clock.now());
        let exchange = Exchange::new(target, body, &call);
        let mut reply = handle_with(&mut self.wrapping_keys, &mut self.kms, &exchange);
        if let Err(error) = self.happened(std::mem::take(&mut reply.events)) {
            reply.status = 500;
            reply.body = error_body("KMSInternalException", &error);
        }
        if self.calls.len() == REMEMBERED {
            self.calls.pop_front();
        }
        self.calls.push_back(Answered {
            at: call.now(),
            region: call.region().clone(),
            caller: caller.principal().to_string(),
            target: target.to_owned(),
            status: reply.status,
            refusal: (reply.status != 200).then(|| refusal(&reply.body)),
        });
        reply
    }

    pub(crate) fn lacks_wrapping_key(&self, spec: &str) -> bool {
        self.wrapping_keys.lacks(spec)
    }

    pub(crate) fn add_wrapping_key(&mut self, spec: String, key: PrivateKey) -> Result<(), String> {
        let private_key = wrapping_keys::to_pem(&key)?;
        self.keep(&Entry::WrappingKey { spec: spec.clone(), private_key })?;
        self.wrapping_keys.add(spec, key);
        Ok(())
    }

    fn happened(&mut self, events: Vec<Event>) -> Result<(), String> {
        if events.is_empty() {
            return self.broken.clone().map_or(Ok(()), Err);
        }
        for event in &events {
            self.remember(event.clone());
        }
        self.keep(&Entry::Events(events))
    }

    fn keep(&mut self, entry: &Entry) -> Result<(), String> {
        let result = self.journal.as_mut().map_or(Ok(()), |journal| journal.add(entry));
        self.kept(result)
    }

    /// After the file could not be written once, it is not known what is in it.
    fn kept(&mut self, result: io::Result<()>) -> Result<(), String> {
        if let Err(error) = result {
            let broken = format!("what happens can no longer be kept: {error}; start the server again");
            self.broken.get_or_insert(broken);
        }
        self.broken.clone().map_or(Ok(()), Err)
    }

    fn remember(&mut self, event: Event) {
        let Some(key_id) = event.subject.key_id() else { return };
        let timeline = self.timelines.entry(key_id).or_default();
        if timeline.len() == REMEMBERED {
            timeline.pop_front();
        }
        timeline.push_back(event);
    }

    pub(crate) fn kms(&self) -> &Kms {
        &self.kms
    }

    /// The last calls, the latest first.
    pub(crate) fn calls(&self) -> impl Iterator<Item = &Answered> {
        self.calls.iter().rev()
    }

    /// What happened to each set of related keys, also to those that are gone.
    pub(crate) fn timelines(&self) -> &BTreeMap<KeyId, VecDeque<Event>> {
        &self.timelines
    }
}

/// An error as KMS writes it.
pub(crate) fn error_body(code: &str, message: &str) -> Vec<u8> {
    serde_json::json!({"__type": code, "message": message}).to_string().into_bytes()
}

/// The exception and the text in the body of an error.
fn refusal(body: &[u8]) -> String {
    let error: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
    let text = |name: &str| error[name].as_str().unwrap_or_default();
    format!("{} {}", text("__type"), text("message")).trim_end().to_owned()
}
