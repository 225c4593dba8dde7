//! What would come of a request: the verdict, and what becomes of the keys.

use jiff::Timestamp;
use kms_mrk::Kms;
use kms_mrk::identity::{AccountId, Geography, Region};
use kms_mrk::key::{KeyMetadata, KeyStateName};
use kms_mrk::model::{Call, Caller, NotASet, Record, RelatedKeys, Seed, World};
use kms_mrk::operation::{Operation, Permission, ReplicateKey, ReplicateKeyOutput, Setting, rule};
use kms_mrk::verdict::{Place, Pointer, Report};

use crate::document::Document;
use crate::primary::Primary;
use crate::trouble::Trouble;

/// What is known besides the request.
pub(crate) struct Circumstances<'a> {
    pub(crate) primary: Option<&'a Primary>,
    pub(crate) caller: Option<&'a Caller>,
    pub(crate) enabled_regions: Option<&'a [Region]>,
    pub(crate) now: Timestamp,
}

/// Everything that can be said of a request.
pub(crate) struct Outcome {
    /// The request, if the document is one.
    pub(crate) request: Option<ReplicateKey>,
    /// Everything that was found in the request, in KMS's order.
    pub(crate) report: Report,
    pub(crate) permissions: Vec<Permission>,
    pub(crate) future: Future,
}

/// What becomes of the keys.
pub(crate) enum Future {
    /// Nothing: KMS refuses.
    Refused,
    /// There is a replica.
    Replica(Box<Replica>),
    /// There is a replica, but what it is like cannot be said; the sentence tells why.
    NotKnown(String),
}

/// What the model says of the new replica.
pub(crate) struct Replica {
    pub(crate) output: ReplicateKeyOutput,
    pub(crate) records: Vec<Record>,
    pub(crate) caller: CallerIs,
    /// When it leaves Creating, and for which state.
    pub(crate) ready: Option<Ready>,
}

/// Where the caller in the records comes from.
pub(crate) enum CallerIs {
    Given,
    /// Nobody said who calls: it is taken to be the account itself.
    Assumed,
}

/// The end of Creating.
pub(crate) struct Ready {
    pub(crate) at: Timestamp,
    pub(crate) state: KeyStateName,
}

impl Outcome {
    /// Checks the request in the document.
    ///
    /// # Errors
    /// A request that nothing speaks against, but that names another key than the one that was described: to
    /// call it accepted would say more than is known.
    pub(crate) fn of(document: &Document, known: &Circumstances<'_>) -> Result<Self, Trouble> {
        let reading = ReplicateKey::read_json(&document.text);
        let mut report = reading.report;
        let Some(request) = reading.value else {
            return Ok(Self { request: None, report, permissions: Vec::new(), future: Future::Refused });
        };
        let geography = known.geography(&request)?;
        let setting = known.setting(&geography);
        report.extend(request.check(&setting));
        if let Some(primary) = known.primary
            && report.is_accepted()
            && report.breaks(&rule::DESCRIBED_KEY)
        {
            return Err(other_key(document, primary));
        }
        let permissions = request.required_permissions(&setting);
        let future = match known.primary {
            _ if !report.is_accepted() => Future::Refused,
            None => Future::NotKnown(
                "Only the request was checked: with `--primary FILE` the key is checked too, and its replica is shown."
                    .to_owned(),
            ),
            Some(primary) => known.future(&request, &primary.metadata, geography),
        };
        Ok(Self { request: Some(request), report, permissions, future })
    }
}

impl Circumstances<'_> {
    fn setting<'a>(&'a self, geography: &'a Geography) -> Setting<'a> {
        let mut setting = Setting::new().with_geography(geography);
        if let Some(primary) = self.primary {
            setting = setting.with_key(&primary.metadata);
        }
        if let Some(caller) = self.caller {
            setting = setting.with_caller(caller);
        }
        setting
    }

    /// The listed Regions, and which of them the account has enabled.
    fn geography(&self, request: &ReplicateKey) -> Result<Geography, Trouble> {
        let Some(regions) = self.enabled_regions else { return Ok(Geography::new()) };
        let accounts: Vec<AccountId> = [
            self.primary.map(|primary| primary.metadata.aws_account_id),
            request.key_id.account(),
            self.caller.map(Caller::account),
        ]
        .into_iter()
        .flatten()
        .collect();
        if accounts.is_empty() {
            return Err(Trouble::new("`--enabled-region` is given, but of which account is not known")
                .with_help("give `--primary` or `--caller`, or name the key by its ARN"));
        }
        Ok(accounts.into_iter().fold(Geography::new(), |geography, account| {
            geography.with_enabled_regions(account, regions.iter().cloned())
        }))
    }

    /// Lets the call happen in a model that has nothing but the keys that were described.
    fn future(&self, request: &ReplicateKey, primary: &KeyMetadata, geography: Geography) -> Future {
        let world = World::new(Seed(0)).with_geography(geography);
        let set = match RelatedKeys::observed(std::slice::from_ref(primary), *world.timing(), self.now) {
            Ok(set) => set,
            Err(NotASet::Implausible(_)) => {
                return Future::NotKnown(
                    "The replica key cannot be shown, because KMS never describes a primary key like this."
                        .to_owned(),
                );
            }
            Err(reason) => return Future::NotKnown(format!("The replica key cannot be shown: {reason}.")),
        };
        let mut kms = Kms::from(world);
        kms.adopt(set);
        let (caller, caller_is) = match self.caller {
            Some(caller) => (caller.clone(), CallerIs::Given),
            None => {
                let account = Caller::administrator(primary.arn.partition(), primary.aws_account_id);
                (account, CallerIs::Assumed)
            }
        };
        let call = Call::new(caller, primary.arn.region().clone(), self.now);
        match kms.call(request, &call) {
            Err(refusal) => {
                Future::NotKnown(format!("The replica key cannot be shown: the model refuses it, {refusal}"))
            }
            Ok(reply) => Future::Replica(Box::new(Replica {
                ready: ready(kms, &reply.output.replica_key_metadata),
                output: reply.output,
                records: reply.records,
                caller: caller_is,
            })),
        }
    }
}

/// Lets time pass until the replica is something else than it is now.
fn ready(mut kms: Kms, replica: &KeyMetadata) -> Option<Ready> {
    while let Some(at) = kms.next_deadline() {
        kms.advance(at);
        let state = kms.world().set(replica.key_id)?.describe(replica.arn.region())?.key_state;
        if state != replica.key_state {
            return Some(Ready { at, state });
        }
    }
    None
}

fn other_key(request: &Document, primary: &Primary) -> Trouble {
    let message =
        format!("`{}` is the description of another key than the request names", primary.document.name);
    Trouble::new(message)
        .at(request, Place::at(Pointer::to("KeyId")), "the key to replicate")
        .at(
            &primary.document,
            Place::at(primary.document.wrapper().child("Arn")),
            "the key that is described",
        )
        .with_help("give what `aws kms describe-key` prints for this key in the Region that the call goes to")
}
