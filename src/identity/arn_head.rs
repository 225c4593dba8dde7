//! What the ARNs of keys and aliases begin with.

use std::fmt;

use super::account::AccountId;
use super::agreement::Agreement;
use super::arn_text::ArnText;
use super::invalid_text::InvalidText;
use super::partition::Partition;
use super::region::Region;

/// Partition, Region and account of an ARN of KMS: `arn:<partition>:kms:<Region>:<account>:`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ArnHead {
    pub(super) partition: Partition,
    pub(super) region: Region,
    pub(super) account: AccountId,
}

impl ArnHead {
    #[inline]
    pub(super) fn read(arn: &mut ArnText<'_>) -> Result<Self, InvalidText> {
        let partition = arn.partition()?;
        arn.service(&["kms"])?;
        let region = arn.parse("Region")?;
        let account = arn.parse("account ID")?;
        Ok(Self { partition, region, account })
    }

    /// `text` without this head, if it begins with it.
    pub(super) fn strip_from<'t>(&self, text: &'t str) -> Option<&'t str> {
        let rest = text.strip_prefix("arn:")?.strip_prefix(self.partition.as_str())?;
        let rest = rest.strip_prefix(":kms:")?.strip_prefix(self.region.as_str())?;
        rest.strip_prefix(':')?.strip_prefix(self.account.as_str())?.strip_prefix(':')
    }

    pub(super) fn agreement(&self) -> Agreement {
        match self.region.partition() {
            Some(partition) if partition == self.partition => Agreement::Agrees,
            Some(_) => Agreement::Disagrees,
            None => Agreement::Unknown,
        }
    }
}

impl fmt::Display for ArnHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { partition, region, account } = self;
        for part in ["arn:", partition.as_str(), ":kms:", region.as_str(), ":", account.as_str(), ":"] {
            f.write_str(part)?;
        }
        Ok(())
    }
}
