//! What a check knows besides the request.

use jiff::Timestamp;

use crate::identity::{AccountId, AliasArn, AliasName, Geography, Region};
use crate::key::KeyMetadata;
use crate::model::{Call, Caller, Quotas, World};
use crate::policy::RequestContext;

/// What a check knows besides the request: nothing, the description of the key and the caller, or a whole world.
///
/// The more a setting knows, the more a check can find; what it does not know is not guessed.
///
/// ```
/// use kms_mrk::identity::Geography;
/// use kms_mrk::model::Caller;
/// use kms_mrk::operation::{Operation, ReplicateKey, Setting};
///
/// let request = ReplicateKey::new("mrk-1234abcd12ab34cd56ef1234567890ab".parse()?, "af-south-1".parse()?);
/// // Of the request alone, nothing is wrong; whether the account has enabled the Region is not known.
/// let report = request.check(&Setting::new());
/// assert!(report.is_accepted());
/// assert_eq!(report.findings()[0].rule.id(), "replicate-key/replica-region/enabled");
///
/// // Cape Town is an opt-in Region, and this account has enabled none.
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let geography = Geography::new().with_enabled_regions(caller.account(), []);
/// let report = request.check(&Setting::new().with_caller(&caller).with_geography(&geography));
/// assert!(!report.is_accepted());
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    geography: &'a Geography,
    quotas: &'a Quotas,
    caller: Option<&'a Caller>,
    region: Option<&'a Region>,
    now: Option<Timestamp>,
    context: Option<&'a RequestContext>,
    knowledge: Knowledge<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Knowledge<'a> {
    Nothing,
    Key(&'a KeyMetadata),
    World(&'a World),
}

static LISTED: Geography = Geography::new();

impl<'a> Setting<'a> {
    /// A setting that knows the listed Regions and AWS's default quotas, and nothing of keys and callers.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            geography: &LISTED,
            quotas: &Quotas::DEFAULT,
            caller: None,
            region: None,
            now: None,
            context: None,
            knowledge: Knowledge::Nothing,
        }
    }

    /// A setting that knows everything: the whole world, and the call.
    #[must_use]
    pub fn of(world: &'a World, call: &'a Call) -> Self {
        Self {
            geography: world.geography(),
            quotas: world.quotas(),
            caller: Some(call.caller()),
            region: Some(call.region()),
            now: Some(world.time_of(call)),
            context: call.context(),
            knowledge: Knowledge::World(world),
        }
    }

    /// The same setting, with this description of the key that the request names, in place of what was known of
    /// keys before.
    #[must_use]
    pub const fn with_key(self, metadata: &'a KeyMetadata) -> Self {
        Self { knowledge: Knowledge::Key(metadata), ..self }
    }

    /// The same setting, with this caller.
    #[must_use]
    pub const fn with_caller(self, caller: &'a Caller) -> Self {
        Self { caller: Some(caller), ..self }
    }

    /// The same setting, with this Region as the one whose endpoint is called.
    #[must_use]
    pub const fn with_region(self, region: &'a Region) -> Self {
        Self { region: Some(region), ..self }
    }

    /// The same setting, at this time.
    #[must_use]
    pub const fn with_now(self, now: Timestamp) -> Self {
        Self { now: Some(now), ..self }
    }

    /// The same setting, with another geography: other Regions, or the opt-in Regions of accounts.
    #[must_use]
    pub const fn with_geography(self, geography: &'a Geography) -> Self {
        Self { geography, ..self }
    }

    /// The same setting, with other quotas.
    #[must_use]
    pub const fn with_quotas(self, quotas: &'a Quotas) -> Self {
        Self { quotas, ..self }
    }

    pub(super) const fn geography(&self) -> &'a Geography {
        self.geography
    }

    pub(super) const fn quotas(&self) -> &'a Quotas {
        self.quotas
    }

    pub(super) const fn caller(&self) -> Option<&'a Caller> {
        self.caller
    }

    /// Whether IAM policies of the caller are known, which it is held to.
    pub(super) fn knows_iam_policies(&self) -> bool {
        self.caller.is_some_and(|caller| caller.identity_policies().is_some())
    }

    pub(super) const fn region(&self) -> Option<&'a Region> {
        self.region
    }

    pub(super) const fn now(&self) -> Option<Timestamp> {
        self.now
    }

    /// The condition keys that the call has besides those that follow from the request.
    pub(super) const fn context(&self) -> Option<&'a RequestContext> {
        self.context
    }

    /// The world, where the setting knows all of it.
    pub(super) const fn world(&self) -> Option<&'a World> {
        match self.knowledge {
            Knowledge::World(world) => Some(world),
            _ => None,
        }
    }

    /// How many keys an account has in a Region, where that is known.
    pub(super) fn keys_in(&self, account: AccountId, region: &Region) -> Option<u64> {
        self.world().map(|world| world.keys_in(account, region))
    }

    /// The ARN that an alias of this name has in the caller's account and the Region that is called, where those are
    /// known.
    pub(super) fn alias_arn(&self, name: &AliasName) -> Option<AliasArn> {
        let region = self.region?;
        let partition = self.geography.partition(region)?;
        Some(AliasArn::new(partition, region.clone(), self.caller?.account(), name.clone()))
    }

    /// The description of the key, where that is what is known.
    pub(super) const fn key(&self) -> Option<&'a KeyMetadata> {
        match self.knowledge {
            Knowledge::Key(metadata) => Some(metadata),
            _ => None,
        }
    }
}

impl Default for Setting<'_> {
    fn default() -> Self {
        Self::new()
    }
}
