//! The description of ReplicateKey, rule by rule, in the order of AWS's reference page.

mod stage;

use expect_test::expect;
use kms_mrk::identity::Partition;
use kms_mrk::key::{
    Combination, ExpirationModel, KeyMetadata, KeyState, KeyStateName, MultiRegionKeyType, Origin,
    PendingWindowInDays,
};
use kms_mrk::model::{Quotas, RegionalKey, RelatedKeys};
use kms_mrk::operation::{CreateKey, MultiRegion, Operation, Permission, ReplicateKey, Setting, rule};
use kms_mrk::policy::PolicyText;
use kms_mrk::verdict::{ErrorCode, Retry};
use stage::{
    ACCOUNT, HOME, KEY_ID, OTHER_ACCOUNT, Stage, administrator, imported, key_arn, policy, read, reference,
    regional, replicate, set_in, shared, tags,
};

/// `region: TYPE` for the key itself, then `PRIMARY | REPLICAS` as it lists them.
fn set_seen_by(key: &KeyMetadata) -> String {
    let configuration = key.multi_region_configuration.as_ref().unwrap();
    let replicas: Vec<_> = configuration.replica_keys.iter().map(|replica| replica.region.as_str()).collect();
    format!(
        "{}: {} of {} | {}",
        key.arn.region(),
        configuration.multi_region_key_type,
        configuration.primary_key.region,
        replicas.join(" ")
    )
}

// "Replicates a multi-Region key into the specified Region."

#[test]
fn a_replica_is_made_from_a_primary_key_in_another_region() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    let replica = stage.replica(primary.key_id, "eu-west-1").replica_key_metadata;
    assert_eq!(replica.arn, *key_arn("eu-west-1", primary.key_id));
    assert_eq!(set_seen_by(&replica), "eu-west-1: REPLICA of us-east-1 | eu-west-1");
    assert_eq!(
        set_seen_by(&stage.describe(primary.key_id, HOME)),
        "us-east-1: PRIMARY of us-east-1 | eu-west-1"
    );
}

#[test]
fn a_replica_is_not_made_from_a_replica() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    let replica = stage.replica(primary.key_id, "eu-west-1").replica_key_metadata;
    stage.settle();
    let refusal = stage.refuses(&replicate(primary.key_id, "eu-west-2"), "eu-west-1");
    assert_eq!(
        refusal.to_string(),
        format!("UnsupportedOperationException: {} is not a multi-region primary key.", replica.arn)
    );
}

#[test]
fn a_replica_is_in_the_partition_of_its_primary_key() {
    let mut stage = Stage::new();
    for (home, elsewhere) in [
        (HOME, "cn-north-1"),
        ("cn-north-1", HOME),
        ("us-gov-west-1", HOME),
        ("eusc-de-east-1", "eu-central-1"),
    ] {
        let primary = stage.accepts(&CreateKey::multi_region(), home);
        let refusal = stage.refuses(&replicate(primary.key_id, elsewhere), home);
        assert_eq!(refusal.rule(), &rule::SAME_PARTITION);
    }
    let primary = stage.accepts(&CreateKey::multi_region(), "us-gov-west-1");
    let output = stage.accepts(&replicate(primary.key_id, "us-gov-east-1"), "us-gov-west-1");
    assert_eq!(output.replica_key_metadata.arn.partition(), &Partition::AwsUsGov);
    assert!(output.replica_policy.as_str().contains("arn:aws-us-gov:iam::111122223333:root"));
}

#[test]
fn a_primary_key_has_many_replicas_each_in_a_region_of_its_own() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    let others = ["eu-west-1", "eu-west-2", "ap-south-1", "sa-east-1"];
    for region in others {
        stage.replica(primary.key_id, region);
    }
    for region in others {
        let refusal = stage.refuses(&replicate(primary.key_id, region), HOME);
        assert_eq!(refusal.code(), &ErrorCode::AlreadyExists);
        assert_eq!(
            set_seen_by(&stage.describe(primary.key_id, region)),
            format!("{region}: REPLICA of us-east-1 | eu-west-1 eu-west-2 ap-south-1 sa-east-1")
        );
    }
}

#[test]
fn a_primary_key_comes_from_create_key_and_is_asked_for() {
    let mut stage = Stage::new();
    let primary = stage.accepts(&CreateKey { multi_region: MultiRegion::Yes, ..CreateKey::default() }, HOME);
    assert_eq!(primary.multi_region_key_type(), Some(&MultiRegionKeyType::Primary));
    assert_eq!(set_seen_by(&primary), "us-east-1: PRIMARY of us-east-1 | ");
    let single = stage.accepts(&CreateKey::default(), HOME);
    assert_eq!((single.multi_region, single.multi_region_configuration), (false, None));
    let refusal = stage.refuses(&replicate(single.key_id, "eu-west-1"), HOME);
    assert_eq!(refusal.rule(), &rule::PRIMARY);
}

// "This operation supports multi-Region keys …"

#[test]
fn related_keys_have_one_key_id_and_one_key_material() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    stage.replica(primary.key_id, "eu-west-1");
    stage.settle();
    let replica = stage.describe(primary.key_id, "eu-west-1");
    assert_eq!(replica.key_id, primary.key_id);
    assert!(primary.current_key_material_id.is_some());
    assert_eq!(replica.current_key_material_id, primary.current_key_material_id);
    assert_ne!(stage.primary().current_key_material_id, primary.current_key_material_id);
}

#[test]
fn a_replica_works_whatever_has_become_of_its_primary_key_and_its_peers() {
    let gone = KeyState::PendingDeletion { deletion_date: read("2026-02-01T00:00:00Z") };
    for primary in [KeyState::Disabled, KeyState::PendingReplicaDeletion { window: PendingWindowInDays::MIN }]
    {
        let mut stage =
            Stage::new().with_set(set_in(primary, &[("eu-west-1", KeyState::Enabled), ("eu-west-2", gone)]));
        let replica = stage.describe(read(KEY_ID), "eu-west-1");
        assert_eq!((replica.enabled, replica.key_state), (true, KeyStateName::Enabled));
    }
}

#[test]
fn a_primary_key_and_its_replicas_share_what_makes_them_interoperable() {
    for combination in Combination::ALL.iter().filter(|combination| !combination.key_spec.is_china_only()) {
        let mut stage = Stage::new();
        let request = CreateKey {
            key_spec: combination.key_spec.clone(),
            key_usage: Some(combination.key_usage.clone()),
            ..CreateKey::multi_region()
        };
        let primary = stage.accepts(&request, HOME);
        stage.accepts(&replicate(primary.key_id, "eu-west-1"), HOME);
        stage.settle();
        let (primary, replica) =
            (stage.describe(primary.key_id, HOME), stage.describe(primary.key_id, "eu-west-1"));
        let own = KeyMetadata {
            arn: primary.arn.clone(),
            creation_date: primary.creation_date,
            multi_region_configuration: primary.multi_region_configuration.clone(),
            ..replica
        };
        assert_eq!(own, primary, "everything but ARN, date and role is shared");
    }
}

#[test]
fn all_other_properties_of_a_replica_can_differ() {
    let mut stage = Stage::new();
    let create = CreateKey {
        description: read("at home"),
        policy: Some(policy("at home")),
        tags: tags(&[("Place", "home")]),
        ..CreateKey::multi_region()
    };
    let primary = stage.accepts(&create, HOME);
    let request = replicate(primary.key_id, "eu-west-1")
        .with_description(read("abroad"))
        .with_policy(policy("abroad"))
        .with_tags(tags(&[("Place", "abroad")]));
    stage.accepts(&request, HOME);

    let set = stage.kms.world().set(primary.key_id).unwrap();
    let properties = |key: &RegionalKey| {
        let tags = key.tags.get("Place").unwrap();
        format!("{}, {}, {tags}, {}", key.description, set.policy_of(key), key.state.name())
    };
    assert_eq!(
        set.keys().map(properties).collect::<Vec<_>>(),
        [
            format!("at home, {}, home, Enabled", policy("at home")),
            format!("abroad, {}, abroad, Creating", policy("abroad")),
        ]
    );
}

#[test]
fn each_primary_key_and_each_replica_counts_as_a_key() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    stage.replica(primary.key_id, "eu-west-1");
    stage.replica(primary.key_id, "eu-west-2");
    let counts = [HOME, "eu-west-1", "eu-west-2", "eu-west-3"]
        .map(|region| stage.kms.world().keys_in(read(ACCOUNT), &read(region)));
    assert_eq!(counts, [1, 1, 1, 0]);

    let full = Quotas { keys_per_region: 1, ..Quotas::DEFAULT };
    let mut stage = Stage::new().with_world(|world| world.with_quotas(full));
    let one = stage.primary();
    stage.replica(one.key_id, "eu-west-1");
    let other = stage.accepts(&CreateKey::multi_region(), "us-east-2");
    let refusal = stage.refuses(&replicate(other.key_id, "eu-west-1"), "us-east-2");
    assert_eq!(refusal.code(), &ErrorCode::LimitExceeded);
}

// "When this operation completes, …"

#[test]
fn the_new_replica_is_creating() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    let replica = stage.replica(primary.key_id, "eu-west-1").replica_key_metadata;
    assert_eq!((replica.enabled, &replica.key_state), (false, &KeyStateName::Creating));
    assert_eq!(replica.current_key_material_id, None);
    assert_eq!(stage.describe(primary.key_id, "eu-west-1"), replica);
    assert_eq!(stage.describe(primary.key_id, HOME).key_state, KeyStateName::Enabled);
}

#[test]
fn creating_ends_by_itself_in_enabled() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    stage.replica(primary.key_id, "eu-west-1");
    stage.wait(59);
    assert_eq!(stage.describe(primary.key_id, "eu-west-1").key_state, KeyStateName::Creating);
    stage.wait(1);
    let replica = stage.describe(primary.key_id, "eu-west-1");
    assert_eq!((replica.enabled, replica.key_state), (true, KeyStateName::Enabled));
}

#[test]
fn creating_ends_by_itself_in_pending_import_for_imported_material() {
    let mut stage = Stage::new().with_set(imported_set());
    let request = replicate(reference(KEY_ID), "eu-west-1");
    assert_eq!(stage.accepts(&request, HOME).replica_key_metadata.key_state, KeyStateName::Creating);
    stage.settle();
    let replica = stage.describe(read(KEY_ID), "eu-west-1");
    assert_eq!((replica.enabled, replica.key_state), (false, KeyStateName::PendingImport));
}

#[test]
fn a_key_that_is_creating_can_be_described_but_not_replicated() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    let mut key = stage.replica(primary.key_id, "eu-west-1").replica_key_metadata;
    assert_eq!(stage.describe(primary.key_id, "eu-west-1").key_state, KeyStateName::Creating);

    // A replica is refused for its type before its state is looked at; that a primary key would be for its state can
    // be told from a description only.
    key.multi_region_configuration.as_mut().unwrap().multi_region_key_type = MultiRegionKeyType::Primary;
    let report = replicate(primary.key_id, "eu-west-2").check(&Setting::new().with_key(&key));
    let text = format!("KMSInvalidStateException: {} is creating.", key_arn("eu-west-1", primary.key_id));
    assert_eq!(report.refusal().unwrap().to_string(), text);
}

#[test]
fn an_invalid_state_is_worth_another_try_and_other_refusals_are_not() {
    let updating = KeyState::Updating { until: read("2026-01-05T12:01:00Z") };
    let replica = |state| [("eu-west-2", state)];
    for (set, retry) in [
        (set_in(updating, &replica(updating)), Retry::AfterStateChange),
        (set_in(KeyState::Disabled, &replica(KeyState::Enabled)), Retry::Never),
    ] {
        let mut stage = Stage::new().with_set(set);
        let refusal = stage.refuses(&replicate(reference(KEY_ID), "eu-west-1"), HOME);
        assert_eq!(refusal.retry(), retry);
    }
}

#[test]
fn cloud_trail_records_replicate_key_at_the_primary_key_and_create_key_at_the_replica() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    let reply = stage.reply(&replicate(primary.key_id, "eu-west-1"), HOME);
    expect![[r#"
        [
          {
            "eventSource": "kms.amazonaws.com",
            "eventName": "ReplicateKey",
            "eventTime": "2026-01-05T12:00:00Z",
            "awsRegion": "us-east-1",
            "userIdentity": {
              "arn": "arn:aws:iam::111122223333:root",
              "accountId": "111122223333"
            },
            "resources": [
              {
                "accountId": "111122223333",
                "type": "AWS::KMS::Key",
                "ARN": "arn:aws:kms:us-east-1:111122223333:key/KEY-ID"
              }
            ]
          },
          {
            "eventSource": "kms.amazonaws.com",
            "eventName": "CreateKey",
            "eventTime": "2026-01-05T12:00:00Z",
            "awsRegion": "eu-west-1",
            "userIdentity": {
              "arn": "arn:aws:iam::111122223333:root",
              "accountId": "111122223333"
            },
            "resources": [
              {
                "accountId": "111122223333",
                "type": "AWS::KMS::Key",
                "ARN": "arn:aws:kms:eu-west-1:111122223333:key/KEY-ID"
              }
            ]
          }
        ]"#]]
    .assert_eq(
        &serde_json::to_string_pretty(&reply.records).unwrap().replace(primary.key_id.as_str(), "KEY-ID"),
    );
}

#[test]
fn a_replica_of_imported_material_has_none() {
    let mut stage = Stage::new().with_set(imported_set());
    stage.accepts(&replicate(reference(KEY_ID), "eu-west-1"), HOME);
    stage.settle();
    let (primary, replica) = (stage.describe(read(KEY_ID), HOME), stage.describe(read(KEY_ID), "eu-west-1"));
    assert_eq!(primary.expiration_model, Some(ExpirationModel::KeyMaterialDoesNotExpire));
    assert_eq!((replica.expiration_model, replica.valid_to), (None, None));
    assert_eq!(replica.origin, Origin::External);
}

#[test]
fn a_replica_of_a_primary_key_without_material_cannot_be_made() {
    let mut stage = Stage::new();
    let primary = stage.accepts(&CreateKey { origin: Origin::External, ..CreateKey::multi_region() }, HOME);
    let refusal = stage.refuses(&replicate(primary.key_id, "eu-west-1"), HOME);
    let text = format!("KMSInvalidStateException: {} is pending import.", primary.arn);
    assert_eq!(refusal.to_string(), text);
}

#[test]
fn no_call_and_no_time_makes_a_replica_a_primary_key() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    stage.replica(primary.key_id, "eu-west-1");
    for _ in 0..3 {
        stage.settle();
        stage.refuses(&replicate(primary.key_id, "eu-west-2"), "eu-west-1");
        assert_eq!(
            set_seen_by(&stage.describe(primary.key_id, "eu-west-1")),
            "eu-west-1: REPLICA of us-east-1 | eu-west-1"
        );
    }
}

#[test]
fn nothing_of_the_primary_key_is_a_default_for_the_replica() {
    // The console proposes the primary key's policy and tags; the API does not.
    let mut stage = Stage::new();
    let create = CreateKey {
        description: read("at home"),
        policy: Some(policy("at home")),
        tags: tags(&[("Place", "home")]),
        ..CreateKey::multi_region()
    };
    let primary = stage.accepts(&create, HOME);
    stage.wait(1);
    let output = stage.replica(primary.key_id, "eu-west-1");
    assert_eq!(output.replica_key_metadata.description, "");
    assert_eq!(output.replica_policy, PolicyText::default_of(&Partition::Aws, read(ACCOUNT)));
    assert!(output.replica_tags.is_empty());
    assert_eq!(output.replica_key_metadata.creation_date, stage.now);
}

// "Cross-account use: No."

#[test]
fn a_key_of_another_account_cannot_be_replicated() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    let mut stage = Stage { caller: administrator(OTHER_ACCOUNT), ..stage };
    let refusal = stage.refuses(&replicate(primary.arn, "eu-west-1"), HOME);
    assert_eq!((refusal.code(), refusal.rule()), (&ErrorCode::AccessDenied, &rule::OWN_ACCOUNT));
}

// "Required permissions"

#[test]
fn three_permissions_are_required_if_there_are_tags() {
    let mut stage = Stage::new();
    let primary = stage.primary();
    let call = stage.call(HOME);
    let request = replicate(primary.key_id, "eu-west-1");
    let permissions = |request: &ReplicateKey| {
        let permissions = request.required_permissions(&Setting::of(stage.kms.world(), &call));
        permissions
            .iter()
            .map(|permission| {
                let Permission { action, region, resource, granted_by } = permission;
                format!("{action} on {resource} in {} by {}", region.as_ref().unwrap(), granted_by.as_str())
            })
            .collect::<Vec<_>>()
    };
    let replicate_key = format!("kms:ReplicateKey on {} in us-east-1 by key policy", primary.arn);
    let create_key = "kms:CreateKey on * in eu-west-1 by IAM policy".to_owned();
    assert_eq!(permissions(&request), [&*replicate_key, &*create_key]);
    let tagged = request.with_tags(tags(&[("Team", "orders")]));
    let replica = key_arn("eu-west-1", primary.key_id);
    let tag_resource = format!("kms:TagResource on {replica} in eu-west-1 by IAM policy");
    assert_eq!(permissions(&tagged), [replicate_key, create_key, tag_resource]);
}

/// A primary key whose imported material does not expire.
fn imported_set() -> RelatedKeys {
    let primary = RegionalKey { imported_materials: imported(None), ..regional(HOME, KeyState::Enabled) };
    RelatedKeys::new(shared(Origin::External), primary, vec![]).unwrap()
}
