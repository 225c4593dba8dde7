//! The checks of the Region that a replica is to be in, in the order in which this crate makes them.

use super::asked::{Asked, OnKey, Target};
use crate::identity::{Availability, Enablement, OptIn, Partition, Region};
use crate::verdict::{Answer, Broken, ErrorCode, Evidence, Place, Pointer, Text};

fn replica_region() -> Place {
    Place::at(Pointer::fixed("/ReplicaRegion"))
}

/// The primary key's own Region.
pub(super) fn other_region<O: OnKey>(region: &Region, asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    if asked.region() == Some(region) {
        let region = region.clone();
        let message = Text::later(move || format!("`{region}` is the primary key's own Region"));
        broken.refused_in_unknown_words(ErrorCode::UnsupportedOperation, replica_region(), message);
    }
}

/// A Region of another partition.
pub(super) fn same_partition<O: OnKey>(region: &Region, asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    if let (Some(theirs), Some(ours)) = partitions(region, asked)
        && theirs != ours
    {
        let message =
            format!("the Region `{region}` is in the partition `{theirs}`, the primary key in `{ours}`");
        broken
            .refused_in_unknown_words(ErrorCode::UnsupportedOperation, replica_region(), message)
            .help(alternatives(asked, &ours));
    }
}

/// Whether the replica Region is known to be in another partition than the key.
fn is_elsewhere<O: OnKey>(region: &Region, asked: &Asked<'_, O>) -> bool {
    matches!(partitions(region, asked), (Some(theirs), Some(ours)) if theirs != ours)
}

/// The replica Region's partition, and the key's.
fn partitions<O: OnKey>(region: &Region, asked: &Asked<'_, O>) -> (Option<Partition>, Option<Partition>) {
    let geography = asked.setting.geography();
    let ours = match (asked.target, asked.reference().partition()) {
        (_, Some(partition)) => Some(partition.clone()),
        (Target::Known(_), None) => asked.arn().map(|arn| arn.partition().clone()),
        (_, None) => asked.region().and_then(|region| geography.partition(region)),
    };
    (geography.partition(region), ours)
}

/// The Regions that a replica could be in.
fn alternatives<O: OnKey>(asked: &Asked<'_, O>, partition: &Partition) -> String {
    let geography = asked.setting.geography();
    let others: Vec<_> = geography
        .regions_of(partition)
        .filter(|region| asked.region() != Some(region))
        .map(|region| region.to_string())
        .collect();
    match &*others {
        [] => format!("the partition `{partition}` has no other Region: its keys cannot be replicated"),
        [region] => format!("the only other Region of `{partition}` is `{region}`"),
        others => format!("choose one of the {} other Regions of `{partition}`", others.len()),
    }
}

/// A Region without KMS, or one that nobody has heard of.
pub(super) fn kms_available<O: OnKey>(region: &Region, asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    match asked.setting.geography().kms(region) {
        Availability::Available => {}
        Availability::NotAvailable => {
            let message = format!("KMS is not available in the Region `{region}`");
            broken.refused_in_unknown_words(ErrorCode::UnsupportedOperation, replica_region(), message);
        }
        Availability::Unknown => {
            let message = format!("`{region}` is not a Region that this version of the library knows");
            broken.refused_in_unknown_words(ErrorCode::UnsupportedOperation, replica_region(), message).help(
                "look for a slip; a Region that is newer than the library can be added to its geography",
            );
        }
    }
}

/// A Region where KMS has no multi-Region keys.
pub(super) fn multi_region_offered<O: OnKey>(region: &Region, asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    if !asked.setting.geography().offers_multi_region_keys(region) {
        let message = format!("multi-Region keys are not offered in the Region `{region}`");
        broken.refused_in_unknown_words(ErrorCode::UnsupportedOperation, replica_region(), message);
    }
}

/// An opt-in Region that the account has not enabled, or may not have.
pub(super) fn region_enabled<O: OnKey>(region: &Region, asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    let geography = asked.setting.geography();
    if geography.kms(region) != Availability::Available || is_elsewhere(region, asked) {
        return;
    }
    let enablement = match asked.account() {
        Some(account) => geography.enablement(&account, region),
        None => geography.enablement_by_default(region),
    };
    match enablement {
        Enablement::Enabled => {}
        Enablement::NotEnabled => {
            let message = format!("the account has not enabled the opt-in Region `{region}`");
            broken
                .refused_in_unknown_words(ErrorCode::UnsupportedOperation, replica_region(), message)
                .help("enable the Region for the account first");
        }
        Enablement::Unknown => {
            let message = match geography.facts(region).map(|facts| facts.opt_in) {
                Some(OptIn::Required) => {
                    format!("`{region}` is an opt-in Region; whether the account has enabled it is not known")
                }
                _ => format!("whether the account must enable the Region `{region}`, and has, is not known"),
            };
            broken
                .warned(Answer::Unknown, replica_region(), message)
                .help("tell the check which opt-in Regions the account has enabled");
        }
    }
}

/// A Region that has a replica already.
pub(super) fn one_replica<O: OnKey>(region: &Region, asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    let Target::Known(known) = asked.target else { return };
    if known.has_replica_in(region) {
        let text = "You can create only one replica of each primary key in each AWS Region.";
        let message = format_args!("the primary key has a replica in `{region}` already");
        broken
            .refused(ErrorCode::AlreadyExists, text, Evidence::Recorded, replica_region(), message)
            .help("a replica that is pending deletion counts until it is gone; cancel its deletion or wait");
    }
}
