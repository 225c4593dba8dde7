//! Operations in a world of one set, each once in a situation in which KMS accepts it and once in one in which it
//! refuses.

use kms_mrk::Kms;
use kms_mrk::identity::{KeyId, Region};
use kms_mrk::key::PendingWindowInDays;
use kms_mrk::model::{Call, Caller};
use kms_mrk::operation::{
    CancelKeyDeletion, CreateKey, DescribeKey, DisableKey, EnableKey, Operation, ReplicateKey,
    ScheduleKeyDeletion,
};

/// An operation, and the two situations.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Case {
    /// Of a key that is Disabled, and of one that is Creating.
    EnableKey,
    /// Of a primary key, and of a replica key.
    ReplicateKey,
    /// Of a key that is PendingDeletion, and of one that is Enabled.
    CancelKeyDeletion,
    /// Of a key, and of none.
    DescribeKey,
}

pub(crate) const CASES: [Case; 4] =
    [Case::EnableKey, Case::ReplicateKey, Case::CancelKeyDeletion, Case::DescribeKey];

/// Decides a request, and drops the verdict.
pub(crate) type Decide = Box<dyn Fn()>;

impl Case {
    /// A request that KMS accepts.
    pub(crate) fn accepted(self) -> Decide {
        let Situation { kms, key, call } = Situation::new();
        match self {
            Self::EnableKey => accepts(kms, EnableKey::new(key.into()), call(DISABLED)),
            Self::ReplicateKey => {
                accepts(kms, ReplicateKey::new(key.into(), Region::EU_NORTH_1), call(PRIMARY))
            }
            Self::CancelKeyDeletion => accepts(kms, CancelKeyDeletion::new(key.into()), call(SCHEDULED)),
            Self::DescribeKey => accepts(kms, DescribeKey::new(key.into()), call(PRIMARY)),
        }
    }

    /// A request that KMS refuses.
    pub(crate) fn refused(self) -> Decide {
        let Situation { kms, key, call } = Situation::new();
        match self {
            Self::EnableKey => refuses(kms, EnableKey::new(key.into()), call(CREATING)),
            Self::ReplicateKey => {
                refuses(kms, ReplicateKey::new(key.into(), Region::EU_NORTH_1), call(DISABLED))
            }
            Self::CancelKeyDeletion => refuses(kms, CancelKeyDeletion::new(key.into()), call(PRIMARY)),
            Self::DescribeKey => {
                let nobodys = KeyId::multi_region_from_bytes([7; 16]);
                refuses(kms, DescribeKey::new(nobodys.into()), call(PRIMARY))
            }
        }
    }
}

const PRIMARY: Region = Region::US_EAST_1;
const DISABLED: Region = Region::EU_WEST_1;
const SCHEDULED: Region = Region::EU_WEST_2;
const CREATING: Region = Region::EU_CENTRAL_1;

/// A set with a primary key and a replica key in each of the states.
struct Situation {
    kms: Kms,
    key: KeyId,
    call: fn(Region) -> Call,
}

impl Situation {
    fn new() -> Self {
        let mut kms = Kms::new(1);
        let noon = |region| call(region, "2026-01-05T12:00:00Z");
        let later = |region| call(region, "2026-01-05T13:00:00Z");
        let key = kms.call(&CreateKey::multi_region(), &noon(PRIMARY)).unwrap().output.key_id;
        for region in [DISABLED, SCHEDULED] {
            kms.call(&ReplicateKey::new(key.into(), region), &noon(PRIMARY)).unwrap();
        }
        let delete = ScheduleKeyDeletion::new(key.into()).with_window(PendingWindowInDays::MAX);
        kms.call(&delete, &later(SCHEDULED)).unwrap();
        kms.call(&DisableKey::new(key.into()), &later(DISABLED)).unwrap();
        kms.call(&ReplicateKey::new(key.into(), CREATING), &later(PRIMARY)).unwrap();
        Self { kms, key, call: later }
    }
}

fn call(region: Region, time: &str) -> Call {
    let caller = Caller::new("arn:aws:iam::111122223333:user/ops".parse().unwrap()).unwrap();
    Call::new(caller, region, time.parse().unwrap())
}

fn accepts<O: Operation + 'static>(kms: Kms, request: O, call: Call) -> Decide {
    assert!(request.decide(kms.world(), &call).is_ok());
    decides(kms, request, call)
}

fn refuses<O: Operation + 'static>(kms: Kms, request: O, call: Call) -> Decide {
    assert!(request.decide(kms.world(), &call).is_err());
    decides(kms, request, call)
}

fn decides<O: Operation + 'static>(kms: Kms, request: O, call: Call) -> Decide {
    Box::new(move || drop(std::hint::black_box(request.decide(kms.world(), &call))))
}
