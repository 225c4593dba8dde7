//! The model under test, asked in the reference's words.

use std::collections::BTreeMap;
use std::time::Duration;

use kms_mrk::identity::{GrantToken, KeyArn};
use kms_mrk::key::*;
use kms_mrk::model::{
    Call, Caller, ConnectionState, CustomKeyStore, CustomKeyStoreBacking, Event, Quotas, Record, Seed,
    Timing, World,
};
use kms_mrk::operation::*;
use kms_mrk::policy::PolicyText;
use kms_mrk::{Kms, KmsError, Reply};

use super::alphabet::{
    ALIASES_PER_KEY, Account, CREATING, GRANTS_PER_KEY, KEYS_PER_REGION, Kind, Place, Policy, ROTATING,
    ROTATIONS, Slot, TagList, TagsOf, Time, UPDATING,
};
use super::answer::Output;
use super::asked::Asked;
use super::command::{Of, Request, Usage};
use super::names::{Names, account_id, alias_name, name, place, principal, region, time, timestamp, xks_key};
use super::store::Store;
use super::use_calls::{Sealed, last_use};
use super::world::Alias;

#[derive(Clone, Debug)]
pub(crate) struct System {
    pub(crate) kms: Kms,
    pub(crate) names: Names,
    pub(crate) tokens: Vec<ImportToken>,
    pub(crate) grant_tokens: Vec<GrantToken>,
    pub(crate) sealed: Vec<Sealed>,
    /// Everything that happened.
    pub(crate) events: Vec<Event>,
    history: Vec<Asked>,
}

/// A failure tells what was asked before it.
impl Drop for System {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("after {} commands:", self.history.len());
            self.history.iter().for_each(|asked| eprintln!("  {asked:?}"));
        }
    }
}

/// What the model answered.
pub(crate) type Answered = Result<Output, KmsError>;

impl System {
    pub(crate) fn new() -> Self {
        Self::with_quotas(Quotas {
            keys_per_region: KEYS_PER_REGION as u64,
            aliases_per_key: ALIASES_PER_KEY,
            on_demand_rotations_per_key: ROTATIONS,
            grants_per_key: GRANTS_PER_KEY,
            ..Quotas::DEFAULT
        })
    }

    pub(crate) fn with_quotas(quotas: Quotas) -> Self {
        let millis = |time| Duration::from_millis(u64::try_from(time).unwrap());
        let timing = Timing {
            creating: millis(CREATING),
            updating: millis(UPDATING),
            rotating: millis(ROTATING),
            ..Timing::DEFAULT
        };
        let mut world = World::new(Seed(7)).with_quotas(quotas).with_timing(timing);
        for store in [Store::CloudHsm, Store::External] {
            world = world.with_custom_key_store(custom_key_store(store));
        }
        let mut kms = Kms::from(world);
        kms.advance(timestamp(0));
        Self {
            kms,
            names: Names::default(),
            tokens: Vec::new(),
            grant_tokens: Vec::new(),
            sealed: Vec::new(),
            events: Vec::new(),
            history: Vec::new(),
        }
    }

    /// What is due by then happens.
    pub(crate) fn reach(&mut self, now: Time) {
        let events = self.kms.advance(timestamp(now));
        self.events.extend(events);
        self.look_at_materials();
    }

    fn look_at_materials(&mut self) {
        for set in self.kms.world().sets().filter(|set| set.shared().origin == Origin::AwsKms) {
            // A set that a call is making has no name yet.
            let Some(slot) = self.names.slot_of(set.key_id()) else { continue };
            for (number, version) in set.shared().material.versions().enumerate() {
                self.names.made(slot, number, version.id);
            }
        }
    }

    pub(crate) fn call_for(asked: &Asked) -> Call {
        let caller = Caller::new(principal(asked.principal)).expect("a principal of an account");
        Call::new(caller, region(asked.place), timestamp(asked.now))
    }

    /// The answer, after everything that it did is seen to be told.
    pub(crate) fn call(&mut self, asked: &Asked) -> Answered {
        self.history.push(asked.clone());
        self.reach(asked.now);
        let key = self.names.reference(asked.key);
        match &asked.request {
            Request::CreateKey { kind, multi_region, usage, extras } => {
                let request = CreateKey {
                    multi_region: if *multi_region { MultiRegion::Yes } else { MultiRegion::No },
                    key_spec: kind.spec(),
                    key_usage: match usage {
                        Usage::Said => Some(kind.usage()),
                        Usage::Unsaid => None,
                        Usage::Wrong => Some(kind.wrong_usage()),
                    },
                    origin: kind.origin(),
                    custom_key_store_id: kind.store().map(|store| store.id().parse().unwrap()),
                    xks_key_id: match kind {
                        Kind::InExternalStore(number) => Some(xks_key(*number)),
                        _ => None,
                    },
                    policy: policy(extras.policy),
                    description: description(extras.description),
                    tags: tags(extras.tags),
                    ..CreateKey::default()
                };
                let metadata = self.give(asked, &request, &[asked.place])?;
                self.names.add_key(metadata.key_id);
                self.look_at_materials();
                Ok(self.described(&metadata))
            }
            Request::ReplicateKey { to, extras } => {
                let request = ReplicateKey {
                    policy: policy(extras.policy),
                    description: description(extras.description),
                    tags: tags(extras.tags),
                    ..ReplicateKey::new(key, region(*to))
                };
                let output = self.give(asked, &request, &[asked.place, *to])?;
                assert_eq!(
                    tags_of(&output.replica_tags),
                    extras.tags.pairs().into_iter().collect::<TagsOf>()
                );
                assert_eq!(policy_of(&output.replica_policy, asked.caller()), extras.policy);
                Ok(self.described(&output.replica_key_metadata))
            }
            Request::UpdatePrimaryRegion(to) => {
                let request = UpdatePrimaryRegion::new(key, region(*to));
                self.give(asked, &request, &[asked.place, *to]).map(|()| Output::Nothing)
            }
            Request::DescribeKey => {
                let metadata = self.give(asked, &DescribeKey::new(key), &[asked.place])?;
                Ok(self.described(&metadata))
            }
            Request::EnableKey => self.give_only(asked, &EnableKey::new(key)),
            Request::DisableKey => self.give_only(asked, &DisableKey::new(key)),
            Request::ScheduleKeyDeletion(days) => {
                let window = PendingWindowInDays::new(u64::from(*days)).unwrap();
                let request = ScheduleKeyDeletion::new(key).with_window(window);
                let output = self.give(asked, &request, &[asked.place])?;
                Ok(Output::Deletion {
                    slot: self.names.slot(output.key_id.key_id()),
                    place: place(output.key_id.region()),
                    date: output.deletion_date.map(time),
                    window: output.pending_window.days(),
                    waits_for_replicas: output.key_state == "PendingReplicaDeletion",
                })
            }
            Request::CancelKeyDeletion => {
                let arn = self.give(asked, &CancelKeyDeletion::new(key), &[asked.place])?;
                Ok(Output::Arn(self.names.slot(arn.key_id()), place(arn.region())))
            }
            Request::PutKeyPolicy(text) => {
                self.give_only(asked, &PutKeyPolicy::new(key, policy(*text).expect("a text")))
            }
            Request::GetKeyPolicy => {
                let text = self.give(asked, &GetKeyPolicy::new(key), &[asked.place])?;
                Ok(Output::Policy(policy_of(&text, asked.caller())))
            }
            Request::ListKeyPolicies => {
                let page = self.give(asked, &ListKeyPolicies::new(key), &[asked.place])?;
                assert_eq!((page.items, page.next_marker), (vec![PolicyName::Default], None));
                Ok(Output::PolicyNames)
            }
            Request::TagResource(list) => self.give_only(asked, &TagResource::new(key, tags(*list))),
            Request::UntagResource(list) => {
                let keys: Vec<TagKey> = tags(*list).into_iter().map(|tag| tag.key).collect();
                self.give_only(asked, &UntagResource::new(key, keys))
            }
            Request::ListResourceTags => {
                let mut request = ListResourceTags::new(key).with_limit(Limit::new(25).unwrap());
                let mut all = TagsOf::new();
                loop {
                    let page = self.give(asked, &request, &[asked.place])?;
                    for tag in page.items {
                        let other = all.insert(tag.key.as_str().to_owned(), tag.value.as_str().to_owned());
                        assert_eq!(other, None, "a tag is listed once");
                    }
                    let Some(marker) = page.next_marker else { return Ok(Output::Tags(all)) };
                    request = request.with_marker(marker);
                }
            }
            Request::UpdateKeyDescription(text) => {
                self.give_only(asked, &UpdateKeyDescription::new(key, description(*text)))
            }
            Request::CreateAlias(name) => self.give_only(asked, &CreateAlias::new(alias_name(*name), key)),
            Request::UpdateAlias(name) => self.give_only(asked, &UpdateAlias::new(alias_name(*name), key)),
            Request::DeleteAlias(name) => self.give_only(asked, &DeleteAlias::new(alias_name(*name))),
            Request::ListKeys => {
                let mut request = ListKeys::new().with_limit(Limit::new(1).unwrap());
                let mut all = Vec::new();
                loop {
                    let page = self.give(asked, &request, &[asked.place])?;
                    all.extend(page.items.iter().map(|entry| self.names.slot(entry.key_id)));
                    let Some(marker) = page.next_marker else { break };
                    request = request.with_marker(marker);
                }
                let slots = all.iter().copied().collect();
                assert_eq!(all.len(), std::collections::BTreeSet::len(&slots), "a key is listed once");
                Ok(Output::Keys(slots))
            }
            Request::ListAliases(of) => {
                let mut request = match of {
                    Of::All => ListAliases::new(),
                    Of::TheKey => ListAliases::of_key(key),
                }
                .with_limit(Limit::new(1).unwrap());
                let mut all = BTreeMap::new();
                loop {
                    let page = self.give(asked, &request, &[asked.place])?;
                    for entry in page.items {
                        assert_eq!(entry.alias_arn, self.names.alias_arn(asked, &entry.alias_name));
                        let (created, updated) = (time(entry.creation_date), time(entry.last_updated_date));
                        let alias = Alias { slot: self.names.slot(entry.target_key_id), created, updated };
                        assert_eq!(
                            all.insert(name(&entry.alias_name), alias),
                            None,
                            "an alias is listed once"
                        );
                    }
                    let Some(marker) = page.next_marker else { return Ok(Output::Aliases(all)) };
                    request = request.with_marker(marker);
                }
            }
            Request::ConnectCustomKeyStore(store) => {
                self.give_only(asked, &ConnectCustomKeyStore::new(store.id().parse().unwrap()))
            }
            Request::DisconnectCustomKeyStore(store) => {
                self.give_only(asked, &DisconnectCustomKeyStore::new(store.id().parse().unwrap()))
            }
            Request::Use(using) => self.call_to_use(asked, key, using),
            Request::GetKeyLastUsage => {
                let output = self.give(asked, &GetKeyLastUsage::new(key), &[asked.place])?;
                // Every use is recorded here, so each key is from when it was made.
                assert_eq!(output.tracking_start_date, output.key_creation_date);
                Ok(Output::LastUse {
                    slot: self.names.slot(output.key_id),
                    created: time(output.key_creation_date),
                    last: output.key_last_usage.as_ref().map(last_use),
                })
            }
            Request::CreateGrant { .. }
            | Request::ListGrants(_)
            | Request::ListRetirableGrants(_)
            | Request::RetireGrant { .. }
            | Request::RevokeGrant { .. } => self.call_about_grants(asked, key),
            imports_or_rotates => self.call_about_material(asked, key, imports_or_rotates),
        }
    }

    pub(crate) fn give_only<O: Operation<Output = ()>>(&mut self, asked: &Asked, request: &O) -> Answered {
        self.give(asked, request, &[asked.place]).map(|()| Output::Nothing)
    }

    /// Lets the request happen; an accepted one leaves a record in each of these Regions.
    pub(crate) fn give<O: Operation>(
        &mut self,
        asked: &Asked,
        request: &O,
        records: &[Place],
    ) -> Result<O::Output, KmsError> {
        let reply: Reply<O::Output> = self.kms.call(request, &Self::call_for(asked))?;
        let places: Vec<_> = reply.records.iter().map(|record: &Record| place(&record.aws_region)).collect();
        assert_eq!(places, records, "where {} leaves a record", O::NAME);
        self.events.extend(reply.events);
        self.look_at_materials();
        Ok(reply.output)
    }

    pub(crate) fn key_of(&self, arn: &KeyArn) -> (Slot, Place) {
        (self.names.slot(arn.key_id()), place(arn.region()))
    }

    /// The key of the metadata, which are those that DescribeKey shows.
    fn described(&self, metadata: &KeyMetadata) -> Output {
        let set = self.kms.world().set(metadata.key_id).expect("a key that is there");
        assert_eq!(set.describe(metadata.arn.region()).as_ref(), Some(metadata));
        Output::Key(self.names.slot(metadata.key_id), place(metadata.arn.region()))
    }

    pub(crate) fn slots(&self) -> Vec<Slot> {
        let mut slots: Vec<_> = self.kms.world().sets().map(|set| self.names.slot(set.key_id())).collect();
        slots.sort();
        slots
    }
}

pub(crate) fn policy_of(text: &PolicyText, owner: Account) -> Policy {
    let default = PolicyText::default_of(&kms_mrk::identity::Partition::Aws, account_id(owner));
    match text {
        text if *text == default => Policy::Default,
        text if text.as_str() == READ => Policy::Read,
        other => panic!("a policy that nobody gave: {}", other.as_str()),
    }
}

const READ: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111122223333:root","arn:aws:iam::444455556666:root"]},"Action":"kms:*","Resource":"*"}]}"#;

fn policy(policy: Policy) -> Option<PolicyText> {
    match policy {
        Policy::Default => None,
        Policy::Read => Some(READ.parse().unwrap()),
        Policy::NoJson => Some("Version: 2012-10-17".parse().unwrap()),
    }
}

pub(crate) fn description(number: u8) -> Description {
    match number {
        0 => Description::default(),
        number => format!("description {number}").parse().unwrap(),
    }
}

fn tags(list: TagList) -> Vec<Tag> {
    let tag = |(key, value): (String, String)| Tag::new(key.parse().unwrap(), value.parse().unwrap());
    list.pairs().into_iter().map(tag).collect()
}

pub(crate) fn tags_of(tags: &Tags) -> TagsOf {
    let text = |tag: &Tag| (tag.key.as_str().to_owned(), tag.value.as_str().to_owned());
    tags.iter().map(text).collect()
}

/// The store as the model has it, connected.
fn custom_key_store(store: Store) -> CustomKeyStore {
    let (owner, place) = store.home();
    CustomKeyStore {
        custom_key_store_id: store.id().parse().unwrap(),
        account: account_id(owner),
        region: region(place),
        backing: match store {
            Store::External => CustomKeyStoreBacking::ExternalKeyStore,
            _ => CustomKeyStoreBacking::AwsCloudHsm {
                cloud_hsm_cluster_id: "cluster-2a34b5cdefg".parse().unwrap(),
            },
        },
        connection_state: ConnectionState::Connected,
    }
}
