//! The world of keys: as data, in accounts and Regions, in every state, and taken over from elsewhere.

mod stage;

use std::time::Duration;

use expect_test::expect;
use kms_mrk::Kms;
use kms_mrk::identity::{Geography, Region};
use kms_mrk::key::{
    KeyManager, KeyMetadata, KeySpec, KeyState, KeyStateName, KeyUsage, Origin, PendingWindowInDays, Tags,
};
use kms_mrk::model::{Event, Quotas, RegionalKey, RelatedKeys, SharedProperties, Timing, World};
use kms_mrk::operation::{CreateKey, DescribeKey, DisableKey, Operation, Setting, rule};
use kms_mrk::verdict::ErrorCode;
use stage::{
    ACCOUNT, HOME, KEY_ID, NOON, OTHER_ACCOUNT, Stage, UUID, administrator, key_arn, lines, policy, read,
    reference, regional, replicate, set_in, shared, shared_policy, tags, unavailable_key,
};

#[test]
fn a_call_to_a_region_that_nobody_knows_finds_no_key() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    let nowhere = "moon-north-1";
    let describe = stage.refuses(&DescribeKey::new(primary.key_id.into()), nowhere);
    let replicate = stage.refuses(&replicate(primary.key_id, "eu-west-1"), nowhere);
    for refusal in [describe, replicate] {
        assert_eq!(refusal.code(), &ErrorCode::NotFound);
        assert_eq!(
            refusal.message(),
            format!("there is no key `{}` in the Region `{nowhere}`", primary.key_id)
        );
    }
}

#[test]
fn a_set_adopted_in_place_of_another_leaves_no_trace_of_it() {
    let set_of = |account| {
        let shared = SharedProperties { account: read(account), ..shared(Origin::AwsKms) };
        RelatedKeys::new(shared, regional(HOME, KeyState::Enabled), vec![]).unwrap()
    };
    let mut once = Kms::new(1);
    once.adopt(set_of(OTHER_ACCOUNT));
    let mut twice = Kms::new(1);
    twice.adopt(set_of(ACCOUNT));
    twice.adopt(set_of(OTHER_ACCOUNT));
    assert_eq!(once, twice);
    assert_eq!(once.world().keys_in(read(OTHER_ACCOUNT), &read(HOME)), 1);
    assert_eq!(once.world().keys_in(read(ACCOUNT), &read(HOME)), 0);
}

#[test]
fn every_key_that_was_described_is_in_the_observed_set() {
    let mut stage = Stage::new();
    // The primary was described before its replicas were made.
    let primary = stage.primary();
    stage.replica(primary.key_id, "eu-west-1");
    stage.replica(primary.key_id, "eu-west-2");
    stage.settle();
    let replica = stage.describe(primary.key_id, "eu-west-1");

    let mut regions = Vec::new();
    for keys in [[primary.clone(), replica.clone()], [replica, primary.clone()]] {
        let set = RelatedKeys::observed(&keys, Timing::DEFAULT, stage.now).unwrap();
        regions.push(set.keys().map(|key| key.region.to_string()).collect::<Vec<_>>());
    }
    assert_eq!(regions, [[HOME, "eu-west-1", "eu-west-2"]; 2]);
}

#[test]
fn a_key_that_is_only_listed_is_taken_to_wait_for_its_material_if_that_is_imported() {
    let mut stage = Stage::new();
    let made = stage.primary().key_id;
    let imported = stage.imported_set(&[]);
    let mut states = Vec::new();
    for key in [made, imported] {
        stage.replica(key, "eu-west-1");
        let primary = stage.describe(key, HOME);
        let set = RelatedKeys::observed(&[primary], Timing::DEFAULT, stage.now).unwrap();
        states.push(set.key_in(&read("eu-west-1")).unwrap().state);
    }
    assert_eq!(states, [KeyState::Enabled, KeyState::PendingImport]);
}

#[test]
fn a_key_with_names_that_nobody_knows_is_not_observed() {
    let mut stage = Stage::new();
    let described = stage.primary();
    let reason = |change: fn(&mut KeyMetadata)| {
        let mut key = described.clone();
        change(&mut key);
        RelatedKeys::observed(&[key], Timing::DEFAULT, read(NOON)).unwrap_err().to_string()
    };
    assert_eq!(
        reason(|key| {
            key.key_spec = "RSA_9000".into();
            key.customer_master_key_spec = None;
        }),
        "the KeySpec `RSA_9000` is not one that this version of the library knows",
    );
    assert_eq!(
        reason(|key| {
            key.key_usage = "DANCE".into();
            key.encryption_algorithms = vec![];
        }),
        "the KeyUsage `DANCE` is not one that this version of the library knows",
    );
    assert_eq!(
        reason(|key| key.origin = "MOON".into()),
        "the Origin `MOON` is not one that this version of the library knows",
    );
    assert_eq!(
        reason(|key| key.key_state = "Frozen".into()),
        format!("`{}` is in the state `Frozen`, from which the model cannot go on", described.arn),
    );
}

// The world as data.

/// A world with some of everything, and the events that made it.
fn eventful() -> (Stage, Vec<Event>) {
    let mut stage = Stage::new();
    let mut events = Vec::new();
    let mut keep = |reply: Vec<Event>| events.extend(reply);
    let create = CreateKey {
        description: read("orders\n\"ß\""),
        policy: Some(policy("given")),
        tags: tags(&[("b", ""), ("a", "2")]),
        ..CreateKey::multi_region()
    };
    let reply = stage.reply(&create, HOME);
    keep(reply.events);
    let key_id = reply.output.key_id;
    keep(stage.reply(&replicate(key_id, "eu-west-1").with_tags(tags(&[("c", "3")])), HOME).events);
    stage.wait(30);
    keep(stage.reply(&replicate(key_id, "eu-west-2"), HOME).events);
    stage.wait(31);
    let imported = CreateKey { origin: Origin::External, ..CreateKey::default() };
    keep(stage.reply(&imported, "eu-west-1").events);
    (stage, events)
}

#[test]
fn a_world_that_lets_the_same_events_happen_becomes_equal() {
    let (stage, events) = eventful();
    let names = events.iter().map(|event| serde_json::to_value(event).unwrap()["event"].clone());
    assert_eq!(
        names.collect::<Vec<_>>(),
        ["KeyCreated", "ReplicaCreated", "ReplicaCreated", "ReplicaReady", "KeyCreated"]
    );
    let log = serde_json::to_string(&events).unwrap();
    let events: Vec<Event> = serde_json::from_str(&log).unwrap();
    let mut replayed = Stage::new().kms;
    for event in &events {
        replayed.replay(event);
    }
    assert_eq!(replayed, stage.kms);
}

#[test]
fn an_event_that_happened_before_or_belongs_to_another_set_changes_no_set() {
    let (mut stage, mut events) = eventful();
    let other = stage.primary().key_id;
    events.extend(stage.reply(&DisableKey::new(other.into()), HOME).events);
    let set = stage.kms.world().sets().find(|set| !set.replicas().is_empty()).unwrap();
    let mut again = set.clone();
    for event in &events {
        again.evolve(event);
    }
    assert_eq!(again, *set);
}

#[test]
fn a_world_is_written_as_json_and_comes_back_equal_and_goes_on_the_same() {
    let (stage, _) = eventful();
    let account = read(ACCOUNT);
    let geography = Geography::new()
        .with_enabled_regions(account, [Region::AF_SOUTH_1])
        .without_multi_region_keys_in([Region::EU_SOUTH_2]);
    let mut stage = stage.with_world(|world| {
        world
            .with_geography(geography)
            .with_quotas(Quotas { keys_per_region: 5, key_policy_bytes: 1000, ..Quotas::DEFAULT })
            .with_timing(Timing { creating: Duration::from_millis(90_500), ..Timing::DEFAULT })
    });
    let waiting = KeyState::PendingReplicaDeletion { window: PendingWindowInDays::MIN };
    let going = KeyState::PendingDeletion { deletion_date: read("2026-02-01T00:00:00.125Z") };
    stage.kms.adopt(set_in(waiting, &[("eu-west-1", going), ("eu-west-2", KeyState::Disabled)]));

    let json = serde_json::to_string(&stage.kms).unwrap();
    let mut back: Kms = serde_json::from_str(&json).unwrap();
    assert_eq!(back, stage.kms);
    assert_eq!(serde_json::to_string(&back).unwrap(), json);
    assert_eq!(serde_json::from_str::<World>(&json).unwrap(), *stage.kms.world());
    assert_eq!(back.world().keys_in(account, &read("eu-west-1")), 3);
    assert_eq!(back.next_deadline(), stage.kms.next_deadline());
    for region in [HOME, "eu-north-1", "eu-west-3"] {
        let call = stage.call(region);
        stage.wait(45);
        let request = CreateKey::multi_region();
        assert_eq!(back.call(&request, &call).unwrap(), stage.kms.call(&request, &call).unwrap());
    }
    assert_eq!(back, stage.kms);
}

#[test]
fn a_world_that_was_written_before_there_was_a_number_gets_the_default() {
    let kms = Kms::new(7);
    let mut written = serde_json::to_value(&kms).unwrap();
    for (member, numbers) in [
        ("timing", &["rotating", "import_parameters"][..]),
        ("quotas", &["aliases_per_key", "on_demand_rotations_per_key", "tags_per_key", "grants_per_key"]),
    ] {
        let member = written[member].as_object_mut().unwrap();
        for number in numbers {
            member.remove(*number).unwrap();
        }
    }
    assert_eq!(serde_json::from_value::<Kms>(written).unwrap(), kms);
}

#[test]
fn a_new_world_is_written_as_what_cannot_be_derived() {
    let mut kms = Kms::new(7);
    kms.adopt(set_in(KeyState::Enabled, &[("eu-west-1", KeyState::Creating { ready_at: read(NOON) })]));
    expect![[r#"
        {
          "now": "-009999-01-02T01:59:59Z",
          "seed": 7,
          "keys_created": 0,
          "timing": {
            "creating": {
              "secs": 60,
              "nanos": 0
            },
            "updating": {
              "secs": 60,
              "nanos": 0
            },
            "rotating": {
              "secs": 60,
              "nanos": 0
            },
            "import_parameters": {
              "secs": 86400,
              "nanos": 0
            }
          },
          "quotas": {
            "keys_per_region": 100000,
            "key_policy_bytes": 32768,
            "aliases_per_key": 50,
            "on_demand_rotations_per_key": 25,
            "tags_per_key": 50,
            "grants_per_key": 50000
          },
          "geography": {},
          "sets": [
            {
              "key_id": "mrk-1234abcd12ab34cd56ef1234567890ab",
              "account": "111122223333",
              "partition": "aws",
              "key_spec": "SYMMETRIC_DEFAULT",
              "key_usage": "ENCRYPT_DECRYPT",
              "origin": "AWS_KMS",
              "primary": {
                "region": "us-east-1",
                "creation_date": "2026-01-05T12:00:00Z",
                "state": "Enabled"
              },
              "replicas": [
                {
                  "region": "eu-west-1",
                  "creation_date": "2026-01-05T12:00:00Z",
                  "state": {
                    "Creating": {
                      "ready_at": "2026-01-05T12:00:00Z"
                    }
                  }
                }
              ]
            }
          ]
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&kms).unwrap());
}

#[test]
fn keys_that_cannot_be_a_set_are_refused_and_not_read() {
    let enabled = |region| regional(region, KeyState::Enabled);
    let of = |shared, replicas| RelatedKeys::new(shared, enabled(HOME), replicas);
    let single = SharedProperties { key_id: read(UUID), ..shared(Origin::AwsKms) };
    let odd = SharedProperties { key_usage: KeyUsage::SignVerify, ..shared(Origin::AwsKms) };
    let refused = [
        of(single, vec![enabled("eu-west-1")]),
        of(shared(Origin::AwsKms), vec![enabled("eu-west-1"), enabled("eu-west-1")]),
        of(shared(Origin::AwsKms), vec![enabled(HOME)]),
        of(shared(Origin::ExternalKeyStore), vec![]),
        of(odd, vec![]),
    ];
    assert_eq!(
        refused.map(|set| set.unwrap_err().to_string()),
        [
            "the single-Region key `1234abcd-12ab-34cd-56ef-1234567890ab` cannot have replicas",
            "the set has more than one key in the Region `eu-west-1`",
            "the set has more than one key in the Region `us-east-1`",
            "a key with Origin EXTERNAL_KEY_STORE cannot be a multi-Region key",
            "a key of spec SYMMETRIC_DEFAULT cannot have the usage SIGN_VERIFY",
        ]
    );
    let set = set_in(KeyState::Enabled, &[("eu-west-1", KeyState::Enabled)]);
    let json = serde_json::to_string(&set).unwrap();
    assert_eq!(serde_json::from_str::<RelatedKeys>(&json).unwrap(), set);
    let error = serde_json::from_str::<RelatedKeys>(&json.replace("eu-west-1", HOME)).unwrap_err();
    assert_eq!(error.to_string(), "the set has more than one key in the Region `us-east-1`");
}

// Accounts and Regions.

#[test]
fn keys_of_one_account_are_not_there_for_another() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    let mut stage = stage.called_by(administrator(OTHER_ACCOUNT));
    let refusal = stage.refuses(&DescribeKey::new(primary.key_id.into()), HOME);
    let own = primary.arn.to_string().replace(ACCOUNT, OTHER_ACCOUNT);
    assert_eq!(refusal.to_string(), format!("NotFoundException: Key '{own}' does not exist"));
    let theirs = stage.primary();
    assert_eq!(theirs.aws_account_id, OTHER_ACCOUNT);
    assert_ne!(theirs.key_id, primary.key_id);
    let counts =
        [ACCOUNT, OTHER_ACCOUNT].map(|account| stage.kms.world().keys_in(read(account), &read(HOME)));
    assert_eq!(counts, [1, 1]);
}

#[test]
fn the_quota_of_keys_is_one_per_account_and_region() {
    let quotas = Quotas { keys_per_region: 1, ..Quotas::DEFAULT };
    let mut stage = Stage::new().with_world(|world| world.with_quotas(quotas));
    stage.primary();
    for request in [CreateKey::default(), CreateKey::multi_region()] {
        let refusal = stage.refuses(&request, HOME);
        assert_eq!((refusal.code(), refusal.rule()), (&ErrorCode::LimitExceeded, &rule::KEYS_PER_REGION));
    }
    stage.accepts(&CreateKey::default(), "eu-west-1");
    let mut stage = stage.called_by(administrator(OTHER_ACCOUNT));
    stage.accepts(&CreateKey::default(), HOME);
    assert_eq!(Quotas::DEFAULT.keys_per_region, 100_000);
}

#[test]
fn a_key_of_another_account_can_be_described_by_arn_if_its_own_policy_may_let_the_caller_in() {
    let mut stage = Stage::new();
    let create = CreateKey { policy: Some(shared_policy()), ..CreateKey::default() };
    let key = stage.accepts(&create, HOME);
    let mut stage = stage.called_by(administrator(OTHER_ACCOUNT));
    assert_eq!(stage.accepts(&DescribeKey::new(key.arn.clone().into()), HOME), key);
    assert_eq!(stage.refuses(&DescribeKey::new(key.key_id.into()), HOME).code(), &ErrorCode::NotFound);
    // The partition is part of the name.
    let elsewhere = key.arn.to_string().replace("arn:aws:", "arn:aws-cn:");
    let refusal = stage.refuses(&DescribeKey::new(reference(&elsewhere)), HOME);
    assert_eq!(refusal.to_string(), format!("NotFoundException: Key '{elsewhere}' does not exist"));
}

#[test]
fn single_region_keys_are_where_they_were_made_and_nowhere_else() {
    let mut stage = Stage::new();
    let key = stage.accepts(&CreateKey::default(), HOME);
    assert_eq!(stage.describe(key.key_id, HOME), key);
    let refusal = stage.refuses(&DescribeKey::new(key.key_id.into()), "eu-west-1");
    let text = format!("NotFoundException: Key '{}' does not exist", key_arn("eu-west-1", key.key_id));
    assert_eq!(refusal.to_string(), text);
}

// Key states.

#[test]
fn what_is_possible_in_which_state() {
    let at = read("2026-03-01T00:00:00Z");
    let arn = key_arn(HOME, KEY_ID);
    let waiting = KeyState::PendingReplicaDeletion { window: PendingWindowInDays::MIN };
    let updating = KeyState::Updating { until: at };
    let replica = |state| [("eu-west-2", state)];
    let imported = regional(HOME, KeyState::PendingImport);
    let imported = RelatedKeys::new(shared(Origin::External), imported, vec![]).unwrap();
    for (set, answer) in [
        (set_in(KeyState::Enabled, &[]), None),
        (set_in(KeyState::Disabled, &[]), Some("DisabledException: ARN is disabled.")),
        (
            set_in(KeyState::PendingDeletion { deletion_date: at }, &[]),
            Some("KMSInvalidStateException: ARN is pending deletion."),
        ),
        (
            set_in(waiting, &replica(KeyState::Enabled)),
            Some("KMSInvalidStateException: ARN is pending replica deletion."),
        ),
        (imported, Some("KMSInvalidStateException: ARN is pending import.")),
        (set_in(updating, &replica(updating)), Some("KMSInvalidStateException: ARN is updating.")),
    ] {
        let state = set.primary().state;
        let mut stage = Stage::new().with_set(set);
        assert_eq!(stage.describe(read(KEY_ID), HOME).key_state, state.name());
        let request = replicate(reference(KEY_ID), "eu-west-1");
        match answer {
            None => drop(stage.accepts(&request, HOME)),
            Some(answer) => {
                assert_eq!(stage.refuses(&request, HOME).to_string(), answer.replace("ARN", &arn));
            }
        }
    }
    // A key that is Unavailable is in a custom key store, and no such key is a multi-Region key.
    let mut stage = Stage::new().with_set(unavailable_key());
    assert_eq!(stage.describe(read(UUID), HOME).key_state, KeyStateName::Unavailable);
    let refusal = stage.refuses(&replicate(reference(UUID), "eu-west-1"), HOME);
    let text = format!("{} is not a multi-region primary key.", key_arn(HOME, UUID));
    assert_eq!(refusal.to_string(), format!("UnsupportedOperationException: {text}"));
}

#[test]
fn a_state_that_nobody_knows_is_a_warning_in_a_check_with_the_described_key() {
    let mut stage = Stage::new();
    let mut primary = stage.primary();
    primary.key_state = KeyStateName::from("Frozen");
    let report = replicate(primary.key_id, "eu-west-1").check(&Setting::new().with_key(&primary));
    assert!(report.is_accepted());
    assert_eq!(
        lines(&report),
        ["key-state/allows-operation at /KeyId: what KMS does in the key state `Frozen` is not known"]
    );
}

// Keys that were made elsewhere.

#[test]
fn a_set_is_taken_over_from_what_kms_says_of_its_keys() {
    let (mut stage, _) = eventful();
    stage.settle();
    let set = stage.kms.world().sets().find(|set| !set.replicas().is_empty()).unwrap().clone();
    let keys: Vec<_> = set.keys().map(|key| set.describe(&key.region).unwrap()).collect();
    let observed = RelatedKeys::observed(&keys, Timing::DEFAULT, stage.now).unwrap();
    assert_eq!(observed.shared(), set.shared());
    for key in set.keys() {
        assert_eq!(observed.describe(&key.region), set.describe(&key.region));
    }
    // Policies and tags are not part of the description.
    let expected = |key: &RegionalKey| RegionalKey { policy: None, tags: Tags::new(), ..key.clone() };
    assert!(observed.keys().cloned().eq(set.keys().map(expected)));

    let mut mirror = Stage::new().with_set(observed);
    mirror.accepts(&replicate(set.key_id(), "eu-west-3"), HOME);
    assert_eq!(mirror.refuses(&replicate(set.key_id(), "eu-west-2"), HOME).code(), &ErrorCode::AlreadyExists);
}

#[test]
fn a_replica_that_was_described_in_creating_takes_the_whole_time_from_then_on() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    let replica = stage.replica(primary.key_id, "eu-west-1").replica_key_metadata;
    let seen = read("2026-01-05T12:00:45.5Z");
    let primary = stage.describe(primary.key_id, HOME);
    let set = RelatedKeys::observed(&[primary, replica], Timing::DEFAULT, seen).unwrap();
    assert_eq!(set.next_deadline(), Some(read("2026-01-05T12:01:45.5Z")));
}

#[test]
fn what_cannot_be_a_set_of_the_model_is_not_taken_over() {
    let observed = |keys: &[KeyMetadata]| {
        RelatedKeys::observed(keys, Timing::DEFAULT, read(NOON)).unwrap_err().to_string()
    };
    let mut stage = Stage::new();
    let primary = stage.primary();
    let other = stage.primary();
    assert_eq!(observed(&[]), "there is no metadata");
    let mut frozen = primary.clone();
    frozen.key_state = KeyStateName::from("Frozen");
    frozen.enabled = false;
    let text = format!("`{}` is in the state `Frozen`, from which the model cannot go on", primary.arn);
    assert_eq!(observed(&[frozen]), text);
    let mut updating = primary.clone();
    updating.key_state = KeyStateName::Updating;
    updating.enabled = false;
    let text = "the key in the Region `us-east-1` cannot be in the state Updating, by its place in the set or its origin";
    assert_eq!(observed(&[updating]), text, "the other key that changes roles was not described");
    let mut newer = primary.clone();
    newer.key_spec = KeySpec::from("AES_512");
    newer.customer_master_key_spec = None;
    let text = "the KeySpec `AES_512` is not one that this version of the library knows";
    assert_eq!(observed(&[newer]), text);
    let mut managed = stage.accepts(&CreateKey::default(), HOME);
    managed.key_manager = KeyManager::Aws;
    let text = "is managed by AWS, and the model does not hold such keys";
    assert_eq!(observed(std::slice::from_ref(&managed)), format!("`{}` {text}", managed.arn));
    let strangers = observed(&[primary.clone(), other]);
    assert!(strangers.starts_with("KMS never returns such metadata: error[related-keys/shared-properties]"));
    let mut wrong = primary;
    wrong.enabled = false;
    let text = "KMS never returns such metadata: error[key-metadata/enabled/only-when-enabled] at /0/Enabled: \
                Enabled is false in the state Enabled";
    assert_eq!(observed(&[wrong]), text);
}
