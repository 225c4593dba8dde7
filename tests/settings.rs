//! What a check knows from the description of a key: it counts for the key that the request names, and for no other.

mod stage;

use kms_mrk::identity::{Geography, KeyReference, Region};
use kms_mrk::key::{KeyMetadata, KeyState, KeyStateName, PendingWindowInDays};
use kms_mrk::operation::{
    CancelKeyDeletion, DisableKey, EnableKey, GrantedBy, Operation, ReplicateKey, ScheduleKeyDeletion,
    Setting, UpdatePrimaryRegion, rule,
};
use kms_mrk::verdict::Report;
use stage::{
    ACCOUNT, HOME, KEY_ID, OTHER_ACCOUNT, Stage, UUID, administrator, key_arn, read, reference, replicate,
    set_in,
};

fn disabled_primary() -> KeyMetadata {
    set_in(KeyState::Disabled, &[]).describe(&read(HOME)).unwrap()
}

/// The ids of the rules that replicating the key breaks or warns of, when the disabled primary is described.
#[track_caller]
fn found(key: &str, setting: impl FnOnce(Setting<'_>) -> Report) -> Vec<&'static str> {
    let described = disabled_primary();
    let report = setting(Setting::new().with_key(&described));
    assert!(report.iter().all(|finding| finding.place.pointer == "/KeyId"), "{key}: {report}");
    report.iter().map(|finding| finding.rule.id()).collect()
}

#[test]
fn a_description_counts_for_the_key_that_is_named_by_its_id_or_its_arn() {
    for key in [KEY_ID.to_owned(), key_arn(HOME, KEY_ID)] {
        let request = ReplicateKey::new(reference(&key), read("eu-west-1"));
        assert_eq!(found(&key, |setting| request.check(&setting)), [rule::KEY_STATE_ALLOWS.id()]);
    }
}

#[test]
fn a_description_does_not_count_for_another_key() {
    let other_arn = key_arn("us-west-2", KEY_ID);
    for key in [UUID, &other_arn, "mrk-00000000000000000000000000000000"] {
        let request = ReplicateKey::new(reference(key), read("eu-west-1"));
        assert_eq!(found(key, |setting| request.check(&setting)), [rule::DESCRIBED_KEY.id()]);
    }
}

#[test]
fn a_key_id_means_the_key_of_the_caller_in_the_region_that_is_called() {
    let request = replicate(reference(KEY_ID), "eu-west-1");
    let (owner, stranger) = (administrator(ACCOUNT), administrator(OTHER_ACCOUNT));
    let (home, elsewhere) = (read(HOME), read("us-west-2"));
    let counts = [rule::KEY_STATE_ALLOWS.id()];
    let does_not = [rule::DESCRIBED_KEY.id()];
    assert_eq!(found("owner", |setting| request.check(&setting.with_caller(&owner))), counts);
    assert_eq!(found("stranger", |setting| request.check(&setting.with_caller(&stranger))), does_not);
    assert_eq!(found("home", |setting| request.check(&setting.with_region(&home))), counts);
    assert_eq!(found("elsewhere", |setting| request.check(&setting.with_region(&elsewhere))), does_not);
}

#[test]
fn each_state_that_is_in_the_way_says_what_to_do_about_it() {
    for (state, help) in [
        ("Creating", "the state ends by itself: ask DescribeKey and try again"),
        ("Updating", "the state ends by itself: ask DescribeKey and try again"),
        ("Disabled", "call EnableKey first"),
        ("PendingImport", "call ImportKeyMaterial first"),
        ("PendingDeletion", "call CancelKeyDeletion and EnableKey first"),
        ("PendingReplicaDeletion", "call CancelKeyDeletion and EnableKey first"),
        ("Unavailable", "call ConnectCustomKeyStore first"),
    ] {
        let key = KeyMetadata { key_state: state.into(), ..disabled_primary() };
        let report = replicate(reference(KEY_ID), "eu-west-1").check(&Setting::new().with_key(&key));
        let refusal = report.refusal().unwrap();
        assert_eq!((refusal.rule(), refusal.help()), (&rule::KEY_STATE_ALLOWS, Some(help)), "{state}");
    }
}

#[test]
fn a_check_of_each_operation_on_a_key_finds_what_its_call_is_refused_for() {
    #[track_caller]
    fn refused<O: Operation<Output: std::fmt::Debug>>(set: &kms_mrk::model::RelatedKeys, request: &O) {
        let refusal = Stage::new().with_set(set.clone()).refuses(request, HOME);
        assert_eq!(refusal.rule(), &rule::KEY_STATE_ALLOWS);
        assert_eq!(refusal.place().pointer, "/KeyId");
    }
    let key = || -> KeyReference { reference(KEY_ID) };
    let waiting = KeyState::PendingReplicaDeletion { window: PendingWindowInDays::MIN };
    let pending = set_in(waiting, &[("eu-west-1", KeyState::Enabled)]);
    assert_eq!(pending.primary().state.name(), KeyStateName::PendingReplicaDeletion);
    refused(&pending, &EnableKey::new(key()));
    refused(&pending, &DisableKey::new(key()));
    refused(&pending, &ScheduleKeyDeletion::new(key()));
    refused(&pending, &ReplicateKey::new(key(), read("eu-west-2")));
    refused(&pending, &UpdatePrimaryRegion::new(key(), read("eu-west-1")));
    refused(&set_in(KeyState::Enabled, &[]), &CancelKeyDeletion::new(key()));
}

#[test]
fn a_region_of_another_partition_says_where_the_replica_could_be() {
    for (home, elsewhere, help) in [
        (HOME, "cn-north-1", "choose one of the 33 other Regions of `aws`"),
        ("cn-north-1", HOME, "the only other Region of `aws-cn` is `cn-northwest-1`"),
        (
            "eusc-de-east-1",
            HOME,
            "the partition `aws-eusc` has no other Region: its keys cannot be replicated",
        ),
    ] {
        let partition = read::<Region>(home).partition().unwrap();
        let arn = format!("arn:{partition}:kms:{home}:{ACCOUNT}:key/{KEY_ID}");
        let report = replicate(reference(&arn), elsewhere).check(&Setting::new());
        assert_eq!(report.len(), 1, "one cause, one finding: {report}");
        let finding = &report.findings()[0];
        assert_eq!((finding.rule, finding.help.as_deref()), (&rule::SAME_PARTITION, Some(help)));
    }
}

#[test]
fn whether_a_region_is_enabled_is_asked_only_in_the_partition_of_the_key() {
    let key = format!("arn:aws-iso:kms:us-iso-west-1:{ACCOUNT}:key/{KEY_ID}");
    let warnings = |key: &str, region: &str| {
        let report = replicate(reference(key), region).check(&Setting::new());
        report.into_iter().map(|finding| finding.message).collect::<Vec<_>>()
    };
    assert_eq!(
        warnings(&key, "us-iso-east-1"),
        ["whether the account must enable the Region `us-iso-east-1`, and has, is not known"]
    );
    assert_eq!(
        warnings(&key_arn(HOME, KEY_ID), "af-south-1"),
        ["`af-south-1` is an opt-in Region; whether the account has enabled it is not known"]
    );
    assert_eq!(
        warnings(&key_arn(HOME, KEY_ID), "us-iso-east-1"),
        ["the Region `us-iso-east-1` is in the partition `aws-iso`, the primary key in `aws`"]
    );
}

#[test]
fn changing_the_primary_region_needs_one_permission_on_both_keys() {
    let request = UpdatePrimaryRegion::new(reference(&key_arn(HOME, KEY_ID)), read("eu-west-1"));
    let needed: Vec<_> = request
        .required_permissions(&Setting::new())
        .into_iter()
        .map(|needed| {
            assert_eq!((needed.action, needed.granted_by), ("kms:UpdatePrimaryRegion", GrantedBy::KeyPolicy));
            (needed.region.unwrap().to_string(), needed.resource.to_string())
        })
        .collect();
    let on = |region: &str| (region.to_owned(), key_arn(region, KEY_ID));
    assert_eq!(needed, [on(HOME), on("eu-west-1")]);
}

#[test]
fn a_description_tells_whose_regions_count() {
    let described = set_in(KeyState::Enabled, &[]).describe(&read(HOME)).unwrap();
    let geography = Geography::new().with_enabled_regions(read(ACCOUNT), []);
    let setting = Setting::new().with_key(&described).with_geography(&geography);
    let report = replicate(reference(KEY_ID), "af-south-1").check(&setting);
    assert_eq!(report.refusal().unwrap().rule(), &rule::REGION_ENABLED, "nobody else says whose key it is");
}
