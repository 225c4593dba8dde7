//! Which Regions there are, which are enabled, and where multi-Region keys are offered.

use std::collections::BTreeMap;

use expect_test::expect;
use kms_mrk::identity::{
    AccountId, Availability, Enablement, Geography, OptIn, Partition, Region, RegionFacts,
};

fn region(text: &str) -> Region {
    text.parse().unwrap()
}

fn account(text: &str) -> AccountId {
    text.parse().unwrap()
}

fn aws(opt_in: OptIn) -> RegionFacts {
    RegionFacts { partition: Partition::Aws, opt_in, kms: Availability::Available }
}

#[test]
fn every_partition_has_its_regions_and_kms_is_in_each() {
    let mut count = BTreeMap::<String, BTreeMap<String, usize>>::new();
    for region in Geography::LISTED.regions() {
        let RegionFacts { partition, opt_in, kms } = Geography::LISTED.facts(&region).unwrap();
        assert_eq!(kms, Availability::Available, "{region}");
        *count.entry(partition.to_string()).or_default().entry(format!("{opt_in:?}")).or_default() += 1;
    }
    let count = count.iter().map(|(partition, opt_in)| format!("{partition}: {opt_in:?}\n"));
    expect![[r#"
        aws: {"NotRequired": 17, "Required": 17}
        aws-cn: {"NotRequired": 2}
        aws-eusc: {"Unknown": 1}
        aws-iso: {"Unknown": 2}
        aws-iso-b: {"Unknown": 2}
        aws-iso-e: {"Unknown": 1}
        aws-iso-f: {"Unknown": 2}
        aws-us-gov: {"NotRequired": 2}
    "#]]
    .assert_eq(&count.collect::<String>());
    for partition in Partition::ALL {
        assert!(Geography::LISTED.regions_of(partition).next().is_some(), "{partition}");
    }
}

#[test]
fn a_default_region_is_enabled_for_everyone_and_an_opt_in_region_as_far_as_is_known() {
    let (ops, dev) = (account("111122223333"), account("444455556666"));
    let geography = Geography::new().with_enabled_regions(ops, [Region::AF_SOUTH_1, Region::US_ISO_EAST_1]);
    for (who, region, expected) in [
        (ops, Region::US_EAST_1, Enablement::Enabled),
        (ops, Region::AF_SOUTH_1, Enablement::Enabled),
        (ops, Region::AP_EAST_1, Enablement::NotEnabled),
        (ops, Region::US_ISO_EAST_1, Enablement::Enabled),
        (ops, Region::US_ISO_WEST_1, Enablement::NotEnabled),
        (ops, region("eu-west-9"), Enablement::NotEnabled),
        (dev, Region::US_EAST_1, Enablement::Enabled),
        (dev, Region::AF_SOUTH_1, Enablement::Unknown),
        (dev, Region::US_ISO_EAST_1, Enablement::Unknown),
        (dev, region("eu-west-9"), Enablement::Unknown),
    ] {
        assert_eq!(geography.enablement(&who, &region), expected, "{who} {region}");
    }
    let later = geography.with_enabled_regions(ops, [Region::AP_EAST_1]);
    assert_eq!(later.enablement(&ops, &Region::AF_SOUTH_1), Enablement::NotEnabled);
    assert_eq!(later.enablement(&ops, &Region::AP_EAST_1), Enablement::Enabled);
}

#[test]
fn a_region_can_be_added_and_a_listed_one_overridden() {
    let newer = region("eu-west-9");
    assert_eq!(Geography::LISTED.kms(&newer), Availability::Unknown);
    assert_eq!(Geography::LISTED.facts(&newer), None);
    assert_eq!(Geography::LISTED.partition(&newer), Some(Partition::Aws));

    let moved = RegionFacts { partition: Partition::AwsEusc, ..aws(OptIn::Unknown) };
    let closed = RegionFacts { kms: Availability::NotAvailable, ..aws(OptIn::NotRequired) };
    let geography =
        Geography::new().with_region(newer.clone(), moved.clone()).with_region(Region::US_EAST_1, closed);
    assert!(geography.is_known(&newer));
    assert_eq!(geography.facts(&newer), Some(moved));
    assert_eq!(geography.partition(&newer), Some(Partition::AwsEusc));
    assert_eq!(geography.kms(&Region::US_EAST_1), Availability::NotAvailable);

    let regions = geography.regions().collect::<Vec<_>>();
    assert_eq!(regions.len(), 47);
    assert!(regions.is_sorted() && regions.contains(&newer));
    let sovereign = geography.regions_of(&Partition::AwsEusc).collect::<Vec<_>>();
    assert_eq!(sovereign, [newer, Region::EUSC_DE_EAST_1]);
    let last = Geography::new().with_region(region("zz-west-1"), aws(OptIn::Required));
    assert_eq!(last.regions().last(), Some(region("zz-west-1")));
}

#[test]
fn multi_region_keys_are_offered_unless_excluded() {
    let strict = Geography::new().without_multi_region_keys_in(Geography::NO_MULTI_REGION_KEYS_IN_2023);
    let excluded = strict.regions().filter(|region| !strict.offers_multi_region_keys(region));
    expect![[r#"
        ap-south-2
        cn-north-1
        cn-northwest-1
        eu-central-2
        eu-south-2
        me-central-1
    "#]]
    .assert_eq(&excluded.map(|region| format!("{region}\n")).collect::<String>());
    assert!(Geography::LISTED.regions().all(|region| Geography::LISTED.offers_multi_region_keys(&region)));
}

#[test]
fn a_geography_is_written_as_what_was_told_and_comes_back_equal() {
    assert_eq!(serde_json::to_string(&Geography::new()).unwrap(), "{}");
    assert_eq!(serde_json::from_str::<Geography>("{}").unwrap(), *Geography::LISTED);
    let restated = Geography::new().with_region(Region::AF_SOUTH_1, aws(OptIn::Required));
    assert_eq!(restated, Geography::new());

    let geography = Geography::new()
        .with_region(region("eu-west-9"), aws(OptIn::Unknown))
        .with_enabled_regions(account("111122223333"), [Region::AF_SOUTH_1])
        .without_multi_region_keys_in([Region::EU_SOUTH_2]);
    let json = serde_json::to_string_pretty(&geography).unwrap();
    expect![[r#"
        {
          "regions": {
            "eu-west-9": {
              "partition": "aws",
              "opt_in": "unknown",
              "kms": "available"
            }
          },
          "enabled_regions": {
            "111122223333": [
              "af-south-1"
            ]
          },
          "without_multi_region_keys": [
            "eu-south-2"
          ]
        }"#]]
    .assert_eq(&json);
    assert_eq!(serde_json::from_str::<Geography>(&json).unwrap(), geography);
}
