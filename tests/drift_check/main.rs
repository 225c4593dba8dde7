//! What KMS would never say of a key: each rule for metadata is broken by a case, and kept by a near neighbour.

mod case;
mod multi_region;
mod one_key;
mod one_set;
#[path = "../stage/mod.rs"]
mod stage;

use crate::case::{Case, configuration, in_state, primary, replica, seen_from, single};
use crate::stage::{NOON, lines, read};
use kms_mrk::key::{KeyManager, KeyMetadata, KeyStateName, MultiRegionConfiguration, metadata_rule};
use kms_mrk::verdict::{Answer, Severity};

fn cases() -> Vec<Case> {
    [
        one_set::documents(),
        one_key::members_and_states(),
        one_key::names(),
        multi_region::cases(),
        one_set::keys_of_one_set(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn the_keys_that_the_cases_start_from_are_plausible() {
    for key in [primary(), replica(), single()] {
        assert_eq!(lines(&key.check()), [""; 0]);
    }
    let all = [primary(), replica(), seen_from("eu-west-2")];
    assert_eq!(lines(&KeyMetadata::check_together(&all)), [""; 0]);
}

#[test]
fn each_rule_says_where_and_why_it_is_broken() {
    for case in cases() {
        let prefix = format!("{} at ", case.rule);
        let of_rule = case.broken.iter().filter(|finding| finding.rule == case.rule);
        let says: Vec<_> =
            lines(of_rule).iter().map(|line| line.strip_prefix(&prefix).unwrap().to_owned()).collect();
        assert_eq!(says, case.says, "{}", case.rule);
        assert!(!says.is_empty(), "{}", case.rule);
    }
}

#[test]
fn a_near_neighbour_keeps_every_rule() {
    for case in cases() {
        assert_eq!(lines(&case.kept), [""; 0], "{}", case.rule);
    }
}

#[test]
fn every_rule_for_metadata_is_broken_by_a_case() {
    let untested: Vec<_> = metadata_rule::ALL
        .iter()
        .filter(|rule| !cases().iter().any(|case| case.rule == **rule))
        .map(|rule| rule.id())
        .collect();
    assert_eq!(untested, [""; 0]);
}

#[test]
fn every_case_breaks_one_rule_only_but_for_a_set_of_another_account() {
    for case in cases() {
        let others: Vec<_> =
            case.broken.iter().map(|finding| finding.rule).filter(|rule| *rule != case.rule).collect();
        let is_other_account =
            case.says[0].contains("444455556666:key/") && case.rule == &metadata_rule::RELATED;
        match is_other_account {
            true => assert_eq!(others, [&metadata_rule::SAME_SHARED_PROPERTIES]),
            false => assert!(others.is_empty(), "{}: {others:?}", case.rule),
        }
    }
}

#[test]
fn what_is_never_returned_is_an_error_and_what_a_delay_or_a_new_name_explains_a_warning() {
    for case in cases() {
        for finding in case.broken.iter().filter(|finding| finding.rule == case.rule) {
            let explained = [&metadata_rule::ONE_PRIMARY, &metadata_rule::SAME_REPLICAS].contains(&case.rule);
            let unlisted = case.rule == &metadata_rule::LISTED_NAMES;
            let severity = if explained || unlisted { Severity::Warning } else { Severity::Error };
            let answer = if unlisted { Answer::Unknown } else { Answer::NeverReturns };
            assert_eq!((finding.severity, &finding.answer), (severity, &answer), "{}", case.rule);
            let has_help = explained || unlisted || case.rule == &metadata_rule::DELETING;
            assert_eq!(finding.help.is_some(), has_help);
        }
    }
}

#[test]
fn a_configuration_by_itself_is_checked_with_pointers_of_its_own() {
    let mut configuration = primary().multi_region_configuration.unwrap();
    assert_eq!(lines(&configuration.check()), [""; 0]);
    configuration.replica_keys[1].region = read("eu-west-3");
    assert_eq!(
        lines(&configuration.check()),
        ["multi-region-configuration/region-of-arn at /ReplicaKeys/1/Region: \
          Region is `eu-west-3`, the ARN names `eu-west-2`"]
    );
    let other = replica().multi_region_configuration.unwrap();
    assert_eq!(
        lines(&MultiRegionConfiguration::check_together(&[other, configuration])),
        [
            "multi-region-configuration/region-of-arn at /1/ReplicaKeys/1/Region: \
             Region is `eu-west-3`, the ARN names `eu-west-2`",
            "related-keys/same-replicas at /1/ReplicaKeys: \
             this key lists replicas in [eu-west-1, eu-west-3], the first in [eu-west-1, eu-west-2]",
        ]
    );
}

#[test]
fn a_single_region_key_with_a_configuration_shows_one_too_many() {
    let mut key = single();
    key.multi_region_configuration = primary().multi_region_configuration;
    let says = lines(&key.check());
    let first = "key-metadata/multi-region-configuration/only-multi-region at /MultiRegionConfiguration: \
                 MultiRegionConfiguration is there for a single-Region key";
    assert_eq!(says[0], first);
}

#[test]
fn one_key_alone_in_updating_is_worth_a_second_look_once_all_keys_are_described() {
    let mut all = [primary(), replica(), seen_from("eu-west-2")];
    in_state(&mut all[1], KeyStateName::Updating);
    assert_eq!(
        lines(&KeyMetadata::check_together(&all)),
        ["related-keys/one-primary at /1/KeyState: this key is in Updating and no other key of the set is"]
    );
    assert_eq!(lines(&KeyMetadata::check_together(&all[..2])), [""; 0]);
    in_state(&mut all[0], KeyStateName::Updating);
    assert_eq!(lines(&KeyMetadata::check_together(&all)), [""; 0]);
}

#[test]
fn nothing_is_wrong_with_no_keys_and_with_one() {
    assert!(KeyMetadata::check_together(&[]).is_empty());
    assert!(KeyMetadata::check_together(&[single()]).is_empty());
    assert!(MultiRegionConfiguration::check_together(&[]).is_empty());
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let mut key = primary();
    key.enabled = false;
    key.deletion_date = Some(read(NOON));
    key.custom_key_store_id = Some("cks-1".into());
    key.key_manager = KeyManager::Aws;
    let configuration = configuration(&mut key);
    configuration.replica_keys[0].region = read("eu-west-3");
    assert_eq!(
        lines(&key.check()),
        [
            "key-metadata/enabled/only-when-enabled at /Enabled: Enabled is false in the state Enabled",
            "key-metadata/deletion-date/only-when-pending at /DeletionDate: \
             DeletionDate is there in the state Enabled",
            "key-metadata/custom-key-store/only-by-origin at /CustomKeyStoreId: \
             CustomKeyStoreId is there for a key with Origin AWS_KMS",
            "key-metadata/multi-region/key-manager at /KeyManager: \
             a key that AWS manages is never a multi-Region key",
            "multi-region-configuration/region-of-arn at /MultiRegionConfiguration/ReplicaKeys/0/Region: \
             Region is `eu-west-3`, the ARN names `eu-west-1`",
        ]
    );
}
