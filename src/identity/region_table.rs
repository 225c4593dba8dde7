//! The table of the Regions this version of the crate lists.
//!
//! Which Regions exist, their partition and their KMS endpoint: botocore 1.43.11, `partitions.json` and
//! `endpoints.json`. Opt-in status: by the rule of the [account management guide][rule] (a Region of partition
//! `aws` launched before 2019-03-20 is on for every account, a later one must be enabled). Inferred are: that
//! the Regions of `aws-cn` and `aws-us-gov` need no opt-in (their accounts are separate, and there is no list),
//! and, from the launch date alone, `ap-east-2`, `ap-southeast-5`, `ap-southeast-6`, `ap-southeast-7` and
//! `mx-central-1`. The status in the other partitions is not public.
//!
//! [rule]: https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html

use super::partition::Partition;
use super::region_facts::{Availability, OptIn, RegionFacts};

/// Hands the table, a row a Region, to another macro.
macro_rules! with_listed_regions {
    ($macro:ident) => {
        $macro! {
            AF_SOUTH_1 = "af-south-1", Aws, Required, Available;
            AP_EAST_1 = "ap-east-1", Aws, Required, Available;
            AP_EAST_2 = "ap-east-2", Aws, Required, Available;
            AP_NORTHEAST_1 = "ap-northeast-1", Aws, NotRequired, Available;
            AP_NORTHEAST_2 = "ap-northeast-2", Aws, NotRequired, Available;
            AP_NORTHEAST_3 = "ap-northeast-3", Aws, NotRequired, Available;
            AP_SOUTH_1 = "ap-south-1", Aws, NotRequired, Available;
            AP_SOUTH_2 = "ap-south-2", Aws, Required, Available;
            AP_SOUTHEAST_1 = "ap-southeast-1", Aws, NotRequired, Available;
            AP_SOUTHEAST_2 = "ap-southeast-2", Aws, NotRequired, Available;
            AP_SOUTHEAST_3 = "ap-southeast-3", Aws, Required, Available;
            AP_SOUTHEAST_4 = "ap-southeast-4", Aws, Required, Available;
            AP_SOUTHEAST_5 = "ap-southeast-5", Aws, Required, Available;
            AP_SOUTHEAST_6 = "ap-southeast-6", Aws, Required, Available;
            AP_SOUTHEAST_7 = "ap-southeast-7", Aws, Required, Available;
            CA_CENTRAL_1 = "ca-central-1", Aws, NotRequired, Available;
            CA_WEST_1 = "ca-west-1", Aws, Required, Available;
            CN_NORTH_1 = "cn-north-1", AwsCn, NotRequired, Available;
            CN_NORTHWEST_1 = "cn-northwest-1", AwsCn, NotRequired, Available;
            EU_CENTRAL_1 = "eu-central-1", Aws, NotRequired, Available;
            EU_CENTRAL_2 = "eu-central-2", Aws, Required, Available;
            EU_ISOE_WEST_1 = "eu-isoe-west-1", AwsIsoE, Unknown, Available;
            EU_NORTH_1 = "eu-north-1", Aws, NotRequired, Available;
            EU_SOUTH_1 = "eu-south-1", Aws, Required, Available;
            EU_SOUTH_2 = "eu-south-2", Aws, Required, Available;
            EU_WEST_1 = "eu-west-1", Aws, NotRequired, Available;
            EU_WEST_2 = "eu-west-2", Aws, NotRequired, Available;
            EU_WEST_3 = "eu-west-3", Aws, NotRequired, Available;
            EUSC_DE_EAST_1 = "eusc-de-east-1", AwsEusc, Unknown, Available;
            IL_CENTRAL_1 = "il-central-1", Aws, Required, Available;
            ME_CENTRAL_1 = "me-central-1", Aws, Required, Available;
            ME_SOUTH_1 = "me-south-1", Aws, Required, Available;
            MX_CENTRAL_1 = "mx-central-1", Aws, Required, Available;
            SA_EAST_1 = "sa-east-1", Aws, NotRequired, Available;
            US_EAST_1 = "us-east-1", Aws, NotRequired, Available;
            US_EAST_2 = "us-east-2", Aws, NotRequired, Available;
            US_GOV_EAST_1 = "us-gov-east-1", AwsUsGov, NotRequired, Available;
            US_GOV_WEST_1 = "us-gov-west-1", AwsUsGov, NotRequired, Available;
            US_ISO_EAST_1 = "us-iso-east-1", AwsIso, Unknown, Available;
            US_ISO_WEST_1 = "us-iso-west-1", AwsIso, Unknown, Available;
            US_ISOB_EAST_1 = "us-isob-east-1", AwsIsoB, Unknown, Available;
            US_ISOB_WEST_1 = "us-isob-west-1", AwsIsoB, Unknown, Available;
            US_ISOF_EAST_1 = "us-isof-east-1", AwsIsoF, Unknown, Available;
            US_ISOF_SOUTH_1 = "us-isof-south-1", AwsIsoF, Unknown, Available;
            US_WEST_1 = "us-west-1", Aws, NotRequired, Available;
            US_WEST_2 = "us-west-2", Aws, NotRequired, Available;
        }
    };
}
pub(super) use with_listed_regions;

macro_rules! listed_regions {
    ($( $CONSTANT:ident = $name:literal, $Partition:ident, $OptIn:ident, $Kms:ident; )+) => {
        // INVARIANT: in the order of the names, so that the derived order is the order of the texts.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(non_camel_case_types, reason = "a variant is spelled like the constant of `Region` it stands for")]
        pub(super) enum ListedRegion {
            $($CONSTANT,)+
        }

        impl ListedRegion {
            pub(super) fn find(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$CONSTANT),)+
                    _ => None,
                }
            }

            pub(super) const fn name(self) -> &'static str {
                match self {
                    $(Self::$CONSTANT => $name,)+
                }
            }

            pub(super) const fn facts(self) -> &'static RegionFacts {
                match self {
                    $(Self::$CONSTANT => const {
                        &RegionFacts {
                            partition: Partition::$Partition,
                            opt_in: OptIn::$OptIn,
                            kms: Availability::$Kms,
                        }
                    },)+
                }
            }
        }
    };
}

// Columns: name, partition, opt-in, KMS endpoint.

with_listed_regions!(listed_regions);
