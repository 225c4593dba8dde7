//! Whether two parts of one name fit together.

/// Whether the partition an ARN names is the partition of the Region it names.
///
/// An ARN that was read from the outside may contradict itself; parsing keeps it, this says so.
///
/// ```
/// use kms_mrk::identity::{Agreement, KeyArn};
///
/// let arn: KeyArn =
///     "arn:aws:kms:cn-north-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab".parse().unwrap();
/// assert_eq!(arn.agrees_with_its_region(), Agreement::Disagrees);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agreement {
    /// The partition is the Region's.
    Agrees,
    /// The Region belongs to another partition.
    Disagrees,
    /// The partition of the Region is not known.
    Unknown,
}
