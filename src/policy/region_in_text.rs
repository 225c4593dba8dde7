//! The name of a Region inside a text of a policy.

use std::ops::Range;

use super::arn::Arn;
use super::glob::{Case, Glob};
use crate::identity::Region;

/// The name of a Region, or a pattern of such names, as a whole component of a text: the Region of an ARN, a label of
/// a domain name, or the whole text. Found without allocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RegionInText<'t> {
    text: &'t str,
    pub(super) name: &'t str,
    start: usize,
}

/// How a text holds a Region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    /// As a part of an ARN: `us-east-1` of `arn:aws:sns:us-east-1:111122223333:alerts`.
    Arn,
    /// As a label of a domain name: `us-east-1` of `logs.us-east-1.amazonaws.com`.
    Domain,
    /// As the whole text.
    Name,
}

impl Holder {
    /// The Region in a text, or the pattern of Regions that not every Region meets.
    pub(super) fn find(self, text: &str) -> Option<RegionInText<'_>> {
        if !text.bytes().any(|byte| byte == b'-') {
            return None; // every Region's name has one
        }
        match self {
            Self::Arn => {
                let arn = Arn::of(text)?;
                RegionInText::of(text, arn.region, arn.region_start())
            }
            Self::Domain => {
                let mut start = 0;
                text.split('.').find_map(|label| {
                    let found = RegionInText::of(text, label, start);
                    start += label.len() + 1;
                    // The first label is the service, whose name may be a pattern: `backup-*.us-east-1.amazonaws.com`.
                    found.filter(|found| found.start > 0)
                })
            }
            Self::Name => RegionInText::of(text, text, 0),
        }
    }
}

impl<'t> RegionInText<'t> {
    fn of(text: &'t str, name: &'t str, start: usize) -> Option<Self> {
        let is_pattern = name.contains(['*', '?']) && name.contains('-');
        (is_pattern || Region::matches_pattern(name)).then_some(Self { text, name, start })
    }

    /// Whether a Region is meant.
    pub(super) fn means(self, region: &Region) -> bool {
        if self.is_pattern() {
            Glob::new(self.name, Case::Counts).matches(region.as_str())
        } else {
            self.name == region.as_str()
        }
    }

    /// Whether it is a pattern, not one Region's name.
    pub(super) fn is_pattern(self) -> bool {
        self.name.contains(['*', '?'])
    }

    /// Whether two texts differ in nothing but the Region.
    pub(super) fn is_alike_but_for_region(self, other: RegionInText<'_>) -> bool {
        self.around() == other.around()
    }

    /// What stands before the Region, and what after.
    pub(super) fn around(self) -> [&'t str; 2] {
        let before = self.text.get(..self.start).unwrap_or_default();
        let after = self.text.get(self.stretch().end..).unwrap_or_default();
        [before, after]
    }

    /// Where it stands in the text.
    pub(super) fn stretch(self) -> Range<usize> {
        self.start..self.start + self.name.len()
    }

    /// The same text, with another Region.
    pub(super) fn text_with(self, region: &str) -> String {
        let [before, after] = self.around();
        [before, region, after].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::Holder;

    #[test]
    fn a_region_is_found_only_as_a_whole_component() {
        let of_arn = |text| Holder::Arn.find(text).map(|found| found.name);
        assert_eq!(of_arn("arn:aws:sns:us-east-1:111122223333:alerts"), Some("us-east-1"));
        assert_eq!(of_arn("arn:aws:logs:us-*:111122223333:*"), Some("us-*"));
        assert_eq!(of_arn("arn:aws:logs:*:111122223333:*"), None);
        assert_eq!(of_arn("arn:aws:iam::111122223333:role/us-east-1"), None);
        assert_eq!(of_arn("arn:aws:sns:xus-east-1x:111122223333:alerts"), None);
        let of_domain = |text| Holder::Domain.find(text).map(|found| found.name);
        assert_eq!(of_domain("logs.us-east-1.amazonaws.com"), Some("us-east-1"));
        assert_eq!(of_domain("s3.*.amazonaws.com"), None);
        assert_eq!(of_domain("s3.eu-*.amazonaws.com"), Some("eu-*"));
        assert_eq!(of_domain("backup-*.amazonaws.com"), None);
        assert_eq!(of_domain("logs-us-east-1.amazonaws.com"), None);
        assert_eq!(Holder::Name.find("us-gov-west-1").map(|found| found.name), Some("us-gov-west-1"));
        assert_eq!(Holder::Name.find("${aws:RequestedRegion}"), None);
    }

    #[test]
    fn texts_are_alike_only_with_the_same_characters_around_their_regions() {
        let find = |text| Holder::Domain.find(text).unwrap();
        let here = find("s3.eu-west-1.amazonaws.com");
        assert!(here.is_alike_but_for_region(find("s3.us-east-1.amazonaws.com")));
        assert!(!here.is_alike_but_for_region(find("sqs.us-east-1.amazonaws.com")));
        assert_eq!(here.text_with("us-east-1"), "s3.us-east-1.amazonaws.com");
    }
}
