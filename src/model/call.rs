//! Who calls, where, and when.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::identity::{AccountId, Partition, PrincipalArn, Region};

/// Who calls KMS: a principal of an account.
///
/// ```
/// use kms_mrk::model::Caller;
///
/// let ops = Caller::new("arn:aws:iam::111122223333:user/ops".parse()?).unwrap();
/// assert_eq!(ops.account(), "111122223333");
/// let service = Caller::new("logs.amazonaws.com".parse()?);
/// assert!(service.is_none());
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "PrincipalArn", into = "PrincipalArn")]
pub struct Caller {
    principal: PrincipalArn,
    account: AccountId, // INVARIANT: the account of `principal`
}

impl Caller {
    /// The caller with this identity; `None` for a service principal, which belongs to no account.
    #[must_use]
    pub fn new(principal: PrincipalArn) -> Option<Self> {
        let account = principal.account()?;
        Some(Self { principal, account })
    }

    /// A caller that may do everything that key policies leave to the account: the account itself.
    #[must_use]
    pub fn administrator(partition: &Partition, account: AccountId) -> Self {
        Self { principal: PrincipalArn::account_root(partition, account), account }
    }

    /// The caller's identity.
    #[must_use]
    pub const fn principal(&self) -> &PrincipalArn {
        &self.principal
    }

    /// The caller's account.
    #[must_use]
    pub const fn account(&self) -> AccountId {
        self.account
    }
}

impl TryFrom<PrincipalArn> for Caller {
    type Error = NoAccount;

    fn try_from(principal: PrincipalArn) -> Result<Self, Self::Error> {
        Self::new(principal).ok_or(NoAccount)
    }
}

impl From<Caller> for PrincipalArn {
    fn from(caller: Caller) -> Self {
        caller.principal
    }
}

/// A service principal belongs to no account and cannot be a caller of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a service principal belongs to no account and cannot be a caller")]
pub struct NoAccount;

/// The circumstances of a request: who sends it, to which Region's endpoint, and when.
///
/// ```
/// use kms_mrk::model::{Call, Caller};
///
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T13:04:55.1239Z".parse()?);
/// assert_eq!(call.now().to_string(), "2026-01-05T13:04:55.123Z");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Call {
    caller: Caller,
    region: Region,
    now: Timestamp, // INVARIANT: whole milliseconds
}

impl Call {
    /// A call by `caller` to the endpoint of `region` at `now`, of which whole milliseconds count, as on the
    /// wire.
    #[must_use]
    pub fn new(caller: Caller, region: Region, now: Timestamp) -> Self {
        Self { caller, region, now: whole_milliseconds(now) }
    }

    /// Who calls.
    #[must_use]
    pub const fn caller(&self) -> &Caller {
        &self.caller
    }

    /// The Region whose endpoint is called.
    #[must_use]
    pub const fn region(&self) -> &Region {
        &self.region
    }

    /// When.
    #[must_use]
    pub const fn now(&self) -> Timestamp {
        self.now
    }
}

/// The time without what is below a millisecond, which KMS does not show.
pub(crate) fn whole_milliseconds(time: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(time.as_nanosecond().div_euclid(1_000_000) as i64).unwrap_or(time)
}
