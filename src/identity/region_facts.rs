//! What is known about a Region.

use serde::{Deserialize, Serialize};

use super::partition::Partition;

/// What is known about one Region: its partition, whether it is opt-in, and whether KMS is there.
///
/// The facts of a listed Region come with the crate ([`Geography::facts`](super::Geography::facts)); those of a
/// newer one can be given with [`Geography::with_region`](super::Geography::with_region).
///
/// ```
/// use kms_mrk::identity::{Availability, Geography, OptIn, Partition, Region, RegionFacts};
///
/// let facts = Geography::LISTED.facts(&Region::AF_SOUTH_1).unwrap();
/// let expected =
///     RegionFacts { partition: Partition::Aws, opt_in: OptIn::Required, kms: Availability::Available };
/// assert_eq!(facts, expected);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RegionFacts {
    /// The partition the Region belongs to.
    pub partition: Partition,
    /// Whether an account must enable the Region before it can use it.
    pub opt_in: OptIn,
    /// Whether KMS has an endpoint in the Region.
    pub kms: Availability,
}

/// Whether an account must enable a Region before it can use it.
///
/// In partition `aws`, Regions launched since 2019-03-20 must be enabled; the older ones are on for every account
/// and cannot be turned off ([AWS](https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OptIn {
    /// An opt-in Region: off until the account enables it.
    Required,
    /// A default Region: on for every account of its partition.
    NotRequired,
    /// Not public.
    Unknown,
}

/// Whether something is offered in a Region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Availability {
    /// It is there.
    Available,
    /// It is known not to be there.
    NotAvailable,
    /// Nothing is known: the Region is neither listed nor was it added.
    Unknown,
}

/// Whether a Region is enabled for an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Enablement {
    /// The account can use the Region.
    Enabled,
    /// The account has not enabled the Region.
    NotEnabled,
    /// The Region may need an opt-in, and the account's enabled Regions were not given.
    Unknown,
}
