//! A model that several clients share.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_sdk_kms::Client;
use aws_sdk_kms::config::retry::RetryConfig;
use aws_sdk_kms::config::timeout::TimeoutConfig;
use aws_sdk_kms::config::{
    self, BehaviorVersion, Credentials, IdentityCache, SharedHttpClient, StalledStreamProtectionConfig,
};
use jiff::{SignedDuration, Timestamp};

use super::client::ModelClient;
use crate::Kms;
use crate::identity::Region;
use crate::model::{Call, Caller};
use crate::wire::{Exchange, Host, Reply, Symbolic, handle_with};

/// A model of KMS that several clients of the AWS SDK for Rust share, each with its caller and its Region.
///
/// A clone is the same model. Time is the model's own: it stands still until [`advance`](Self::advance) lets it pass.
/// A call takes the model for itself, so that what several threads do is done one after another.
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::aws_sdk_kms1::SharedKms;
/// use kms_mrk::model::Caller;
///
/// # async fn test() -> Result<(), Box<dyn std::error::Error>> {
/// let model = SharedKms::new(Kms::new(1), "2026-01-05T12:00:00Z".parse()?);
/// let caller = Caller::new("arn:aws:iam::111122223333:role/deployer".parse()?).unwrap();
/// let [virginia, ireland] =
///     ["us-east-1", "eu-west-1"].map(|region| model.client(caller.clone(), region.parse().unwrap()));
///
/// let created = virginia.create_key().multi_region(true).send().await?;
/// let key_id = created.key_metadata().unwrap().key_id();
/// virginia.replicate_key().key_id(key_id).replica_region("eu-west-1").send().await?;
/// let describe = ireland.describe_key().key_id(key_id);
/// let state = |described: aws_sdk_kms::operation::describe_key::DescribeKeyOutput| {
///     described.key_metadata().unwrap().key_state().cloned().unwrap()
/// };
/// assert_eq!(state(describe.clone().send().await?).as_str(), "Creating");
/// model.advance(jiff::SignedDuration::from_mins(1));
/// assert_eq!(state(describe.send().await?).as_str(), "Enabled");
/// # Ok(())
/// # }
/// # tokio::runtime::Builder::new_current_thread().build()?.block_on(test())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct SharedKms(Arc<Mutex<Shared>>);

struct Shared {
    kms: Kms,
    now: Timestamp,
    requests: u64,
    host: Box<dyn Host + Send>,
}

impl SharedKms {
    /// This model, at this time.
    #[must_use]
    pub fn new(kms: Kms, now: Timestamp) -> Self {
        Self::with_host(kms, now, Symbolic)
    }

    /// This model, at this time, with a host that unwraps imported key material.
    #[must_use]
    pub fn with_host(kms: Kms, now: Timestamp, host: impl Host + Send + 'static) -> Self {
        Self(Arc::new(Mutex::new(Shared { kms, now, requests: 0, host: Box::new(host) })))
    }

    /// A client that calls the model as this caller, in this Region. It never retries: what is refused once is refused
    /// again.
    #[must_use]
    pub fn client(&self, caller: Caller, region: Region) -> Client {
        Client::from_conf(self.config(caller, region).build())
    }

    /// The configuration of such a client, to be changed.
    ///
    /// ```
    /// use kms_mrk::Kms;
    /// use kms_mrk::aws_sdk_kms1::SharedKms;
    /// use kms_mrk::model::Caller;
    ///
    /// let model = SharedKms::new(Kms::new(1), "2026-01-05T12:00:00Z".parse()?);
    /// let caller = Caller::new("111122223333".parse()?).unwrap();
    /// let config = model.config(caller, "eu-west-1".parse()?).app_name(aws_sdk_kms::config::AppName::new("orders")?);
    /// assert_eq!(config.build().region().unwrap().as_ref(), "eu-west-1");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn config(&self, caller: Caller, region: Region) -> config::Builder {
        // The SDK signs what it sends; nobody verifies it.
        let credentials = Credentials::new(caller.account().as_str(), "not-a-secret", None, None, "kms-mrk");
        config::Builder::new()
            .behavior_version(BehaviorVersion::latest())
            .region(config::Region::new(region.as_str().to_owned()))
            .credentials_provider(credentials)
            .identity_cache(IdentityCache::no_cache())
            .retry_config(RetryConfig::disabled())
            .timeout_config(TimeoutConfig::disabled())
            .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
            .http_client(self.http_client(caller))
    }

    /// What sends the requests of a client of your own configuration to the model instead, as this caller. Their Region is
    /// that for which they are signed.
    #[must_use]
    pub fn http_client(&self, caller: Caller) -> SharedHttpClient {
        SharedHttpClient::new(ModelClient::new(self.clone(), caller))
    }

    /// The time of the model.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.lock().now
    }

    /// Lets time pass, and everything happen that is due by then. Time that is past does not come again, and time ends with
    /// the year 9999.
    pub fn advance(&self, duration: SignedDuration) {
        let mut shared = self.lock();
        let now = shared.now.saturating_add(duration).unwrap_or(Timestamp::MAX).max(shared.now);
        shared.now = now;
        shared.kms.advance(now);
    }

    /// Does something with the model itself, while no client calls it: asks its world, or prepares one.
    ///
    /// ```
    /// use kms_mrk::Kms;
    /// use kms_mrk::aws_sdk_kms1::SharedKms;
    /// use kms_mrk::model::{Call, Caller};
    /// use kms_mrk::operation::CreateKey;
    ///
    /// let model = SharedKms::new(Kms::new(1), "2026-01-05T12:00:00Z".parse()?);
    /// let call = Call::new(Caller::new("111122223333".parse()?).unwrap(), "us-east-1".parse()?, model.now());
    /// model.with(|kms| kms.call(&CreateKey::multi_region(), &call).map(drop))?;
    /// assert_eq!(model.with(|kms| kms.world().sets().count()), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with<R>(&self, f: impl FnOnce(&mut Kms) -> R) -> R {
        f(&mut self.lock().kms)
    }

    pub(super) fn answer(&self, caller: &Caller, region: Region, target: &str, body: &[u8]) -> Reply {
        let shared = &mut *self.lock();
        shared.requests += 1;
        let call = Call::new(caller.clone(), region, shared.now);
        let exchange = Exchange::new(target, body, &call).with_request_id(shared.requests.into());
        handle_with(&mut *shared.host, &mut shared.kms, &exchange)
    }

    /// A call that panicked has changed nothing: a request is decided before anything happens.
    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Its time and how many requests it has answered; not the world.
impl fmt::Debug for SharedKms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Shared { now, requests, .. } = &*self.lock();
        f.debug_struct("SharedKms").field("now", now).field("requests", requests).finish_non_exhaustive()
    }
}
