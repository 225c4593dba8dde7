//! Worlds with many sets of related keys, and questions about keys drawn at random from them.

use std::collections::HashMap;
use std::sync::OnceLock;

use jiff::Timestamp;
use kms_mrk::Kms;
use kms_mrk::identity::{AccountId, AliasName, KeyArn, KeyId, Partition, Region};
use kms_mrk::key::{Description, KeyMaterialId, KeySpec, KeyState, KeyUsage, Origin, Tags};
use kms_mrk::model::{
    Call, Caller, Change, Event, RegionalKey, RelatedKeys, Seed, SharedMaterial, SharedProperties, World,
};
use kms_mrk::operation::{DescribeKey, Limit, ListKeys, Operation, ReplicateKey};

use super::naive::NaiveKeyMetadata;
use super::random::Random;
use super::requests::tags;

/// The material of every key of a crowd.
pub(crate) const MATERIAL: KeyMaterialId = KeyMaterialId::from_bytes([7; 32]);

/// How many sets the worlds have.
pub(crate) const SETS: [usize; 3] = [1, 1_000, 100_000];

/// The sets of one account, so that a big world has many accounts too.
const SETS_PER_ACCOUNT: usize = 1_000;

/// Where replica keys are, of which a world takes the first.
const REPLICAS: [Region; 2] = [Region::EU_WEST_1, Region::AP_SOUTHEAST_2];

/// A world of sets that are alike: a primary key in us-east-1 and a replica key in eu-west-1, with nothing that
/// CreateKey and ReplicateKey do not give by themselves.
pub(crate) struct Crowd {
    pub(crate) kms: Kms,
    primaries: Vec<KeyArn>,
    calls: Vec<Call>,
    sets_per_account: usize,
}

/// A request that is accepted, and the circumstances in which it is made.
pub(crate) struct Question<O> {
    pub(crate) request: O,
    pub(crate) call: Call,
}

impl Crowd {
    /// The world of this many sets; each is made once in a process.
    pub(crate) fn of(sets: usize) -> &'static Self {
        static CROWDS: [OnceLock<Crowd>; SETS.len()] = [const { OnceLock::new() }; SETS.len()];
        let index = SETS.iter().position(|size| *size == sets).expect("one of SETS");
        CROWDS[index].get_or_init(|| Self::new(sets, SETS_PER_ACCOUNT, &REPLICAS[..1]))
    }

    /// A world in which all sets belong to one account.
    pub(crate) fn of_one_account(sets: usize) -> Self {
        Self::new(sets, sets, &REPLICAS[..1])
    }

    /// A world in which each set has two replica keys and its primary key an alias, so that every operation finds what
    /// it asks for. Each is made once in a process.
    pub(crate) fn of_everything(sets: usize) -> &'static Self {
        static CROWDS: [OnceLock<Crowd>; SETS.len()] = [const { OnceLock::new() }; SETS.len()];
        let index = SETS.iter().position(|size| *size == sets).expect("one of SETS");
        CROWDS[index].get_or_init(|| {
            let mut crowd = Self::new(sets, SETS_PER_ACCOUNT, &REPLICAS);
            for (arn, index) in crowd.primaries.iter().zip(0..) {
                let (subject, region, at) = (arn.key_id().into(), arn.region().clone(), crowd.calls[0].now());
                let change = Change::AliasCreated { alias: alias(index) };
                crowd.kms.replay(&Event { subject, region, at, change });
            }
            crowd
        })
    }

    /// A world of primary keys with as many replicas each, 2 at most.
    pub(crate) fn with_replicas(sets: usize, replicas: usize) -> Self {
        Self::new(sets, SETS_PER_ACCOUNT, &REPLICAS[..replicas])
    }

    fn new(sets: usize, sets_per_account: usize, replicas: &[Region]) -> Self {
        let mut random = Random(sets as u64);
        let mut world = World::new(Seed(1));
        let mut primaries = Vec::with_capacity(sets);
        let mut calls = Vec::new();
        for index in 0..sets {
            let number = 111_122_223_333 + index / sets_per_account;
            let account: AccountId = number.to_string().parse().unwrap();
            if index % sets_per_account == 0 {
                let caller =
                    Caller::new(format!("arn:aws:iam::{account}:user/ops").parse().unwrap()).unwrap();
                calls.push(Call::new(caller, Region::US_EAST_1, "2026-01-05T12:00:00Z".parse().unwrap()));
            }
            let set = related_keys(account, KeyId::multi_region_from_bytes(random.bytes()), replicas);
            primaries.push(set.arn_in(&Region::US_EAST_1));
            world.adopt(set);
        }
        Self { kms: Kms::from(world), primaries, calls, sets_per_account }
    }

    /// Replicates a primary key drawn at random to a third Region.
    pub(crate) fn replicate_key(&self, random: &mut Random) -> Question<ReplicateKey> {
        self.question(random, |arn| ReplicateKey::new(arn.into(), Region::EU_CENTRAL_1))
    }

    /// The same with 50 tags.
    pub(crate) fn replicate_key_with_tags(&self, random: &mut Random) -> Question<ReplicateKey> {
        let Question { request, call } = self.replicate_key(random);
        Question { request: request.with_tags(tags(50)), call }
    }

    /// Describes a primary key drawn at random.
    pub(crate) fn describe_key(&self, random: &mut Random) -> Question<DescribeKey> {
        self.question(random, |arn| DescribeKey::new(arn.into()))
    }

    /// A page of the keys of a primary key's account, from somewhere in the list.
    pub(crate) fn list_keys(&self, limit: u64, random: &mut Random) -> Question<ListKeys> {
        let Question { call, .. } = self.describe_key(random);
        let before = ListKeys::new().with_limit(Limit::new(1 + random.below(500) as u64).unwrap());
        let marker = before.decide(self.kms.world(), &call).unwrap().output.next_marker;
        let request = ListKeys::new().with_limit(Limit::new(limit).unwrap());
        Question { request: ListKeys { marker, ..request }, call }
    }

    /// The same by the alias of the key.
    pub(crate) fn describe_key_by_alias(&self, random: &mut Random) -> Question<DescribeKey> {
        self.numbered_question(random, |index, _| DescribeKey::new(alias(index).into()))
    }

    /// A question about a primary key drawn at random.
    pub(crate) fn question<O>(&self, random: &mut Random, request: impl Fn(KeyArn) -> O) -> Question<O> {
        self.numbered_question(random, |_, arn| request(arn))
    }

    /// The same about the alias of a primary key, or with it.
    pub(crate) fn question_with_alias<O>(
        &self,
        random: &mut Random,
        request: impl Fn(AliasName, KeyArn) -> O,
    ) -> Question<O> {
        self.numbered_question(random, |index, arn| request(alias(index), arn))
    }

    fn numbered_question<O>(&self, random: &mut Random, request: impl Fn(usize, KeyArn) -> O) -> Question<O> {
        let index = random.below(self.primaries.len());
        let call = self.calls[index / self.sets_per_account].clone();
        Question { request: request(index, self.primaries[index].clone()), call }
    }

    /// The ARN of a primary key drawn at random, as text.
    pub(crate) fn arn(&self, random: &mut Random) -> String {
        random.pick(&self.primaries).to_string()
    }

    /// What a host would have without this crate: a map from the ARN to what DescribeKey says of the key.
    pub(crate) fn records_by_arn(&self) -> HashMap<String, NaiveKeyMetadata> {
        let describe = |arn: &KeyArn| {
            let set = self.kms.world().set(arn.key_id())?;
            serde_json::from_value(serde_json::to_value(set.describe(arn.region())?).ok()?).ok()
        };
        self.primaries.iter().map(|arn| (arn.to_string(), describe(arn).unwrap())).collect()
    }

    /// The least that a host would have: a map from the ARN to the place of the key somewhere else.
    pub(crate) fn numbers_by_arn(&self) -> HashMap<String, usize> {
        self.primaries.iter().enumerate().map(|(index, arn)| (arn.to_string(), index)).collect()
    }
}

/// The alias of the primary key with this number.
fn alias(index: usize) -> AliasName {
    format!("alias/service-{index:06}").parse().unwrap()
}

fn related_keys(account: AccountId, key_id: KeyId, replicas: &[Region]) -> RelatedKeys {
    let shared = SharedProperties {
        key_id,
        account,
        partition: Partition::Aws,
        key_spec: KeySpec::SymmetricDefault,
        key_usage: KeyUsage::EncryptDecrypt,
        origin: Origin::AwsKms,
        material: SharedMaterial::current(MATERIAL),
    };
    let key = |region, creation_date: &str| RegionalKey {
        region,
        creation_date: creation_date.parse::<Timestamp>().unwrap(),
        description: Description::default(),
        policy: None,
        tags: Tags::new(),
        state: KeyState::Enabled,
        imported_materials: Default::default(),
        custom_key_store: None,
    };
    let primary = key(Region::US_EAST_1, "2025-06-01T08:30:00.123Z");
    let replica = |region: &Region| key(region.clone(), "2025-06-02T08:30:00.456Z");
    RelatedKeys::new(shared, primary, replicas.iter().map(replica).collect()).unwrap()
}
