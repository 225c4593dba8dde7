//! Who calls, where, and when.

use jiff::Timestamp;

use super::caller::Caller;
use crate::identity::Region;
use crate::policy::RequestContext;

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
    context: Option<Box<RequestContext>>,
}

impl Call {
    /// A call by `caller` to the endpoint of `region` at `now`, of which whole milliseconds count, as on the
    /// wire.
    #[must_use]
    pub fn new(caller: Caller, region: Region, now: Timestamp) -> Self {
        Self { caller, region, now: whole_milliseconds(now), context: None }
    }

    /// The same call, whose request has these condition keys besides those that follow from it: for instance
    /// `aws:SourceIp` or `kms:ViaService`.
    ///
    /// What neither the request nor this context says, the request does not have.
    ///
    /// ```
    /// use kms_mrk::Kms;
    /// use kms_mrk::model::{Call, Caller};
    /// use kms_mrk::operation::{CreateKey, DescribeKey};
    /// use kms_mrk::policy::RequestContext;
    ///
    /// let policy = r#"{"Version": "2012-10-17", "Statement": [
    ///     {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"},
    ///     {"Effect": "Deny", "Principal": "*", "Action": "kms:DescribeKey", "Resource": "*",
    ///      "Condition": {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}
    /// ]}"#;
    /// let ops = Caller::new("arn:aws:iam::111122223333:user/ops".parse()?).unwrap();
    /// let call = Call::new(ops, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
    /// let from = |address: &str| call.clone().with_context(RequestContext::new().with("aws:SourceIp", address));
    ///
    /// let mut kms = Kms::new(1);
    /// let create = CreateKey { policy: Some(policy.parse()?), ..CreateKey::default() };
    /// let key = kms.call(&create, &call)?.output;
    /// let describe = DescribeKey::new(key.key_id.into());
    /// assert!(kms.call(&describe, &from("203.0.113.7")).is_ok());
    /// assert_eq!(kms.call(&describe, &from("198.51.100.7")).unwrap_err().code().as_str(), "AccessDeniedException");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_context(self, context: RequestContext) -> Self {
        Self { context: Some(Box::new(context)), ..self }
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

    /// The condition keys that the request has besides those that follow from it.
    #[must_use]
    pub fn context(&self) -> Option<&RequestContext> {
        self.context.as_deref()
    }
}

/// The time without what is below a millisecond, which KMS does not show.
pub(crate) fn whole_milliseconds(time: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(time.as_nanosecond().div_euclid(1_000_000) as i64).unwrap_or(time)
}
