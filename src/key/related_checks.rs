//! The checks of one `MultiRegionConfiguration`, and of several keys of one set against each other.

use std::collections::{BTreeMap, BTreeSet};

use super::metadata::KeyMetadata;
use super::metadata_rule as rule;
use super::multi_region::{MultiRegionConfiguration, MultiRegionKey};
use super::state::KeyStateName;
use crate::identity::{KeyArn, Region};
use crate::verdict::{Answer, Place, Pointer, Report};

impl MultiRegionConfiguration {
    /// Everything in this configuration that KMS would never have returned, whichever key of the set it is from.
    #[must_use]
    pub fn check(&self) -> Report {
        let mut report = Report::new();
        within(self, &Pointer::root(), &mut report);
        report
    }

    /// Holds the configurations of several keys of one set, as seen from their Regions, against each other.
    ///
    /// The pointers count from the list: `/1/ReplicaKeys` is in the second configuration. KMS brings related keys
    /// into step in the background, and a change of the primary takes a while: where two configurations differ
    /// only in what such a delay explains, the finding is a warning.
    ///
    /// ```
    /// use kms_mrk::identity::KeyArn;
    /// use kms_mrk::key::{MultiRegionConfiguration, MultiRegionKeyType};
    ///
    /// let primary: KeyArn = "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab".parse()?;
    /// let replica = primary.related_in("eu-west-1".parse()?).unwrap();
    /// let seen_from_the_primary = MultiRegionConfiguration {
    ///     multi_region_key_type: MultiRegionKeyType::Primary,
    ///     primary_key: primary.into(),
    ///     replica_keys: vec![],
    ///     other: Default::default(),
    /// };
    /// let seen_from_the_replica = MultiRegionConfiguration {
    ///     multi_region_key_type: MultiRegionKeyType::Replica,
    ///     replica_keys: vec![replica.into()],
    ///     ..seen_from_the_primary.clone()
    /// };
    /// let report = MultiRegionConfiguration::check_together(&[seen_from_the_primary, seen_from_the_replica]);
    /// assert_eq!(
    ///     report.to_string(),
    ///     "warning[related-keys/same-replicas] at /1/ReplicaKeys: this key lists replicas in [eu-west-1], \
    ///      the first in []",
    /// );
    /// # Ok::<(), kms_mrk::identity::InvalidText>(())
    /// ```
    #[must_use]
    pub fn check_together(configurations: &[Self]) -> Report {
        let mut report = Report::new();
        let mut seen = Vec::with_capacity(configurations.len());
        for (index, configuration) in configurations.iter().enumerate() {
            let at = Pointer::root().item(index);
            within(configuration, &at, &mut report);
            seen.push(Seen { configuration, at });
        }
        between(&seen, &mut report);
        report
    }
}

impl KeyMetadata {
    /// Holds the metadata of several keys of one set, as described in their Regions, against each other.
    ///
    /// Each is checked by itself first ([`check`](Self::check)); then the shared properties, the primary they
    /// name and the replicas they list are compared. The pointers count from the list: `/1/KeySpec`.
    #[must_use]
    pub fn check_together(keys: &[Self]) -> Report {
        let mut report = Report::new();
        for (index, key) in keys.iter().enumerate() {
            let at = Pointer::root().item(index);
            report.extend(key.check().into_iter().map(|mut finding| {
                finding.place.pointer = at.join(&finding.place.pointer);
                finding
            }));
        }
        let Some((first, others)) = keys.split_first() else { return report };
        for (index, key) in others.iter().enumerate() {
            let at = Pointer::root().item(index + 1);
            shared_properties(first, key, &at, &mut report);
            let mut before = keys.iter().take(index + 1);
            if before.any(|other| other.arn.region() == key.arn.region()) {
                let message = format!("the set has more than one key in the Region `{}`", key.arn.region());
                report.broken(&rule::ONE_PER_REGION).never_returned(Place::at(at.child("Arn")), message);
            }
        }
        let seen: Vec<_> = keys
            .iter()
            .enumerate()
            .filter_map(|(index, key)| {
                let at = Pointer::root().item(index).child("MultiRegionConfiguration");
                Some(Seen { configuration: key.multi_region_configuration.as_ref()?, at })
            })
            .collect();
        between(&seen, &mut report);
        lone_update(keys, &mut report);
        report
    }
}

/// A configuration and where it stands.
struct Seen<'a> {
    configuration: &'a MultiRegionConfiguration,
    at: Pointer,
}

/// The rules that one configuration must keep.
pub(super) fn within(configuration: &MultiRegionConfiguration, at: &Pointer, report: &mut Report) {
    let primary = &configuration.primary_key;
    let replicas = at.child("ReplicaKeys");
    let listed = || configuration.replica_keys.iter().enumerate();

    for (index, _) in listed().filter(|(_, replica)| replica.arn == primary.arn) {
        let place = Place::at(replicas.item(index));
        let message = format!("the primary key `{}` is listed as a replica", primary.arn);
        report.broken(&rule::PRIMARY_IS_NO_REPLICA).never_returned(place, message);
    }
    for (index, replica) in listed() {
        if replica.arn != primary.arn && !shares_identity(&replica.arn, &primary.arn) {
            let place = Place::at(replicas.item(index).child("Arn"));
            let message = format!("`{}` is not related to the primary key `{}`", replica.arn, primary.arn);
            report.broken(&rule::RELATED).never_returned(place, message);
        }
    }
    region_of_arn(primary, &at.child("PrimaryKey"), report);
    for (index, replica) in listed() {
        region_of_arn(replica, &replicas.item(index), report);
    }
    let mut regions = BTreeSet::from([&primary.region]);
    for (index, replica) in listed().filter(|(_, replica)| replica.arn != primary.arn) {
        if !regions.insert(&replica.region) {
            let place = Place::at(replicas.item(index).child("Region"));
            let message = format!("the set has more than one key in the Region `{}`", replica.region);
            report.broken(&rule::ONE_PER_REGION).never_returned(place, message);
        }
    }
}

/// Same partition, account and multi-Region key ID; the Regions are compared by a rule of their own.
fn shares_identity(one: &KeyArn, other: &KeyArn) -> bool {
    one.key_id().is_multi_region()
        && one.key_id() == other.key_id()
        && one.account() == other.account()
        && one.partition() == other.partition()
}

fn region_of_arn(key: &MultiRegionKey, at: &Pointer, report: &mut Report) {
    let mut broken = report.broken(&rule::REGION_OF_ARN);
    if key.arn.region() != &key.region {
        let message = format!("Region is `{}`, the ARN names `{}`", key.region, key.arn.region());
        broken.never_returned(Place::at(at.child("Region")), message);
    }
    if let Some(message) = wrong_partition(&key.arn) {
        broken.never_returned(Place::at(at.child("Arn")), message);
    }
}

/// What is wrong with the partition of an ARN, if it is not that of its Region.
pub(super) fn wrong_partition(arn: &KeyArn) -> Option<String> {
    let (region, named) = (arn.region(), arn.partition());
    let partition = region.partition().filter(|partition| partition != named)?;
    Some(format!("the Region `{region}` is in the partition `{partition}`, the ARN names `{named}`"))
}

/// The rules that several configurations of one set must keep together.
fn between(seen: &[Seen<'_>], report: &mut Report) {
    let Some((first, others)) = seen.split_first() else { return };
    for other in others {
        let (one, two) = (&first.configuration.primary_key.arn, &other.configuration.primary_key.arn);
        let place = Place::at(other.at.child("PrimaryKey").child("Arn"));
        if one == two {
            same_replicas(first, other, report);
        } else if shares_identity(one, two) {
            let message = format!("this key names `{two}` as its primary key, the first `{one}`");
            report
                .broken(&rule::ONE_PRIMARY)
                .warned(Answer::NeverReturns, place, message)
                .help("expected while UpdatePrimaryRegion is under way; look again in a few minutes");
        } else {
            let message = format!("the primary key `{two}` is not related to the first one's, `{one}`");
            report.broken(&rule::RELATED).never_returned(place, message);
        }
    }
}

fn same_replicas(first: &Seen<'_>, other: &Seen<'_>, report: &mut Report) {
    let (one, two) = (replica_regions(first.configuration), replica_regions(other.configuration));
    if one != two {
        let place = Place::at(other.at.child("ReplicaKeys"));
        let message =
            format!("this key lists replicas in [{}], the first in [{}]", joined(&two), joined(&one));
        report
            .broken(&rule::SAME_REPLICAS)
            .warned(Answer::NeverReturns, place, message)
            .help("KMS synchronizes related keys in the background; look again in a few minutes");
    }
}

fn replica_regions(configuration: &MultiRegionConfiguration) -> BTreeSet<&Region> {
    configuration.replica_keys.iter().map(|replica| &replica.region).collect()
}

fn joined(regions: &BTreeSet<&Region>) -> String {
    regions.iter().map(|region| region.as_str()).collect::<Vec<_>>().join(", ")
}

fn shared_properties(first: &KeyMetadata, key: &KeyMetadata, at: &Pointer, report: &mut Report) {
    let shared: BTreeMap<&'static str, [&str; 2]> = BTreeMap::from([
        ("KeyId", [first.key_id.as_str(), key.key_id.as_str()]),
        ("AWSAccountId", [first.aws_account_id.as_str(), key.aws_account_id.as_str()]),
        ("KeySpec", [first.key_spec.as_str(), key.key_spec.as_str()]),
        ("KeyUsage", [first.key_usage.as_str(), key.key_usage.as_str()]),
        ("Origin", [first.origin.as_str(), key.origin.as_str()]),
        ("KeyManager", [first.key_manager.as_str(), key.key_manager.as_str()]),
    ]);
    for (name, [of_first, of_key]) in shared {
        if of_first != of_key {
            let message = format!("{name} is `{of_key}`, that of the first key is `{of_first}`");
            report.broken(&rule::SAME_SHARED_PROPERTIES).never_returned(Place::at(at.child(name)), message);
        }
    }
}

/// A change of the primary always concerns two keys. Only when every key of the set was described can it be said
/// that the second is missing.
fn lone_update(keys: &[KeyMetadata], report: &mut Report) {
    let mut updating = keys.iter().enumerate().filter(|(_, key)| key.key_state == KeyStateName::Updating);
    let (Some((index, key)), None) = (updating.next(), updating.next()) else { return };
    let Some(configuration) = &key.multi_region_configuration else { return };
    if configuration.keys().all(|listed| keys.iter().any(|key| key.arn == listed.arn)) {
        let place = Place::at(Pointer::root().item(index).child("KeyState"));
        report
            .broken(&rule::ONE_PRIMARY)
            .warned(Answer::NeverReturns, place, "this key is in Updating and no other key of the set is")
            .help("two keys change roles together; look again in a few minutes");
    }
}
