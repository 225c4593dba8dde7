//! Regions and partitions.

use std::ops::RangeInclusive;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::built::built;
use super::near_miss::NearMissText;
use crate::identity::{Partition, Region};

/// The alphabet of Regions: on for every account of the partition `aws`, so that replicas can be in each of them.
pub(super) static REGIONS: [Region; 5] =
    [Region::US_EAST_1, Region::EU_WEST_1, Region::US_WEST_2, Region::EU_CENTRAL_1, Region::AP_SOUTHEAST_2];

/// Regions of the partition `aws` that an account must enable first.
pub(super) static OPT_IN: [Region; 3] = [Region::AF_SOUTH_1, Region::ME_SOUTH_1, Region::EU_CENTRAL_2];

/// Regions of other partitions, in which KMS is.
pub(super) static ELSEWHERE: [Region; 4] =
    [Region::CN_NORTH_1, Region::US_GOV_WEST_1, Region::US_ISO_EAST_1, Region::CN_NORTHWEST_1];

/// One of five Regions of the partition `aws` that are on for every account; it shrinks to `us-east-1`.
///
/// Five are few enough to collide and enough for a primary, some replicas and a free Region.
///
/// ```
/// use kms_mrk::identity::{Enablement, Geography};
/// use kms_mrk::strategy::{account_id, region};
/// use proptest::prelude::*;
///
/// proptest!(|(region in region(), account in account_id())| {
///     prop_assert_eq!(Geography::LISTED.enablement(&account, &region), Enablement::Enabled);
/// });
/// ```
pub fn region() -> impl Strategy<Value = Region> {
    select(REGIONS.as_slice())
}

/// A Region and so many others of the alphabet, all different.
///
/// They are drawn one after the other out of what is left, so that each shrinks to the first that is free.
pub(super) fn regions(others: RangeInclusive<usize>) -> impl Strategy<Value = Drawn> {
    (others, any::<[Index; REGIONS.len()]>()).prop_map(|(others, indexes)| {
        let mut left = REGIONS.to_vec();
        let mut draw = indexes.iter().map(|index| left.remove(index.index(left.len())));
        let first = draw.next().unwrap_or(Region::US_EAST_1);
        Drawn { first, others: draw.take(others).collect() }
    })
}

/// Different Regions.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    pub(super) first: Region,
    pub(super) others: Vec<Region>,
}

/// One of three opt-in Regions of the partition `aws`.
pub fn opt_in_region() -> impl Strategy<Value = Region> {
    select(OPT_IN.as_slice())
}

/// One of four Regions outside of the partition `aws`, in which KMS is.
pub fn region_elsewhere() -> impl Strategy<Value = Region> {
    select(ELSEWHERE.as_slice())
}

/// Any Region that this version of the crate lists, of any partition.
pub fn listed_region() -> impl Strategy<Value = Region> {
    select(Region::ALL)
}

/// A well-formed Region that this version of the crate does not list, as AWS may add one tomorrow.
pub fn unlisted_region() -> impl Strategy<Value = Region> {
    numbered(&["eu-west", "us-east", "moon-north", "cn-north", "us-gov-north"])
}

/// An unlisted Region of the partition `aws`, or of a partition that nobody knows.
pub(super) fn new_region() -> impl Strategy<Value = Region> {
    numbered(&["eu-west", "us-east", "moon-north"])
}

fn numbered(places: &'static [&'static str]) -> impl Strategy<Value = Region> {
    (select(places), 50..60_u8).prop_map(|(place, number)| built(format!("{place}-{number}")))
}

/// Any well-formed Region: mostly of the small alphabet, else listed or not, up to names that no AWS would give.
pub fn any_region() -> impl Strategy<Value = Region> {
    let strange = "[a-z]{1,9}-[a-z]{1,9}-([a-z]{1,6}-)?[0-9]{1,4}".prop_map(built::<Region>);
    prop_oneof![6 => region(), 2 => listed_region(), 1 => unlisted_region(), 1 => strange].boxed()
}

/// A text that one slip keeps from being a Region: upper case, an availability zone, a part missing or too many, a
/// pseudo Region.
pub fn near_miss_region() -> impl Strategy<Value = NearMissText> {
    let group = || select(["us", "gov", "eu", "west", "north"].as_slice());
    let upper_case = (listed_region(), any::<Index>()).prop_map(|(region, index)| {
        let name = region.as_str();
        let (at, letter) = *index.get(&name.char_indices().filter(|(_, c)| *c != '-').collect::<Vec<_>>());
        // A digit may not be a letter, and a letter may not be upper case.
        NearMissText::replaced(
            name,
            at,
            if letter.is_ascii_digit() { ' ' } else { letter.to_ascii_uppercase() },
        )
    });
    let continued = (listed_region(), select(["a", "-1", " ", "\n", "é"].as_slice()))
        .prop_map(|(region, by)| NearMissText::continued(region.as_str(), by));
    let without_number = (group(), group(), select(["-", ""].as_slice()))
        .prop_map(|(one, two, end)| NearMissText::at_end(format!("{one}-{two}{end}")));
    let one_group = group().prop_map(|group| NearMissText::new(format!("{group}-1"), group.len() + 1));
    let four_groups = (group(), group(), group(), group()).prop_map(|(one, two, three, four)| {
        let begun = format!("{one}-{two}-{three}-");
        NearMissText::new(format!("{begun}{four}-1"), begun.len())
    });
    let fixed = select(
        [("aws-global", 10), ("Frankfurt", 0), ("", 0), ("eu_west_1", 2), (" eu-west-1", 0)].as_slice(),
    )
    .prop_map(|(text, at)| NearMissText::new(text, at));
    let too_long = Just(NearMissText::too_long("eu-west-", '1', Region::MAX_LENGTH));
    prop_oneof![fixed, upper_case, continued, without_number, one_group, four_groups, too_long].boxed()
}

/// A listed partition; it shrinks to `aws`.
pub fn partition() -> impl Strategy<Value = Partition> {
    select(Partition::ALL)
}

/// Any partition that an ARN can name, listed or not.
pub fn any_partition() -> impl Strategy<Value = Partition> {
    prop_oneof![4 => partition(), 1 => "[a-z][a-z0-9-]{0,9}".prop_map(Partition::from)].boxed()
}
