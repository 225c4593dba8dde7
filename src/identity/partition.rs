//! The groups of Regions that AWS keeps apart.

wire_enum! {
    /// A partition: a group of AWS Regions with accounts and names of its own.
    ///
    /// Related multi-Region keys always live in one partition, and every ARN begins with it. The partitions
    /// listed are those of botocore 1.43.11; AWS's page explains three of them.
    ///
    /// ```
    /// use kms_mrk::identity::{Partition, Region};
    ///
    /// assert_eq!(Region::CN_NORTH_1.partition(), Some(Partition::AwsCn));
    /// assert_eq!(Partition::from("aws-us-gov"), Partition::AwsUsGov);
    /// assert_eq!(Partition::AwsUsGov.to_string(), "aws-us-gov");
    /// assert_eq!(Partition::ALL.len(), 8);
    /// ```
    pub enum Partition ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html"] {
        /// The commercial Regions.
        Aws = "aws",
        /// The Regions in China.
        AwsCn = "aws-cn",
        /// The GovCloud Regions of the United States.
        AwsUsGov = "aws-us-gov",
        /// The isolated Regions `us-iso-…`.
        AwsIso = "aws-iso",
        /// The isolated Regions `us-isob-…`.
        AwsIsoB = "aws-iso-b",
        /// The isolated Regions `eu-isoe-…`.
        AwsIsoE = "aws-iso-e",
        /// The isolated Regions `us-isof-…`.
        AwsIsoF = "aws-iso-f",
        /// The European Sovereign Cloud.
        AwsEusc = "aws-eusc",
    }
}

impl Partition {
    /// The domain under which the partition's services are reached; `None` for a partition that is not listed.
    ///
    /// Source: botocore 1.43.11, `partitions.json`.
    ///
    /// ```
    /// use kms_mrk::identity::Partition;
    ///
    /// assert_eq!(Partition::AwsCn.dns_suffix(), Some("amazonaws.com.cn"));
    /// assert_eq!(Partition::from("aws-moon").dns_suffix(), None);
    /// ```
    #[must_use]
    pub const fn dns_suffix(&self) -> Option<&'static str> {
        match self {
            Self::Aws | Self::AwsUsGov => Some("amazonaws.com"),
            Self::AwsCn => Some("amazonaws.com.cn"),
            Self::AwsIso => Some("c2s.ic.gov"),
            Self::AwsIsoB => Some("sc2s.sgov.gov"),
            Self::AwsIsoE => Some("cloud.adc-e.uk"),
            Self::AwsIsoF => Some("csp.hci.ic.gov"),
            Self::AwsEusc => Some("amazonaws.eu"),
            Self::Other(_) => None,
        }
    }
}
