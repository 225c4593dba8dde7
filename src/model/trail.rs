//! What a call leaves in CloudTrail.

use jiff::Timestamp;

use super::call::Call;
use super::record::Record;
use crate::identity::KeyArn;

/// What an accepted call leaves in CloudTrail: the facts of which [records](Record) are made if somebody wants them.
///
/// Most decisions are tried, or followed by their events alone, and then no record is needed.
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, DisableKey, Operation};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let key = kms.call(&CreateKey::default(), &call)?.output;
///
/// let decision = DisableKey::new(key.key_id.into()).decide(kms.world(), &call)?;
/// let records = decision.trail.records(&call);
/// assert_eq!((records.len(), records[0].event_name), (1, "DisableKey"));
/// assert_eq!(records[0].resources, [key.arn]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trail(Left);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Left {
    /// What nearly every call leaves: one record, of one key.
    OfKey {
        event_name: &'static str,
        key: KeyArn,
        event_time: Timestamp,
    },
    Records(Vec<Record>),
}

impl Trail {
    /// One record for one key, in the key's Region.
    pub(crate) const fn of(event_name: &'static str, key: KeyArn, event_time: Timestamp) -> Self {
        Self(Left::OfKey { event_name, key, event_time })
    }

    /// The records, in order, where this is the call that was decided.
    #[must_use]
    pub fn records(self, call: &Call) -> Vec<Record> {
        match self.0 {
            Left::OfKey { event_name, key, event_time } => {
                vec![Record::of(call, event_name, key, event_time)]
            }
            Left::Records(records) => records,
        }
    }
}

impl From<Vec<Record>> for Trail {
    fn from(records: Vec<Record>) -> Self {
        Self(Left::Records(records))
    }
}
