//! Dry runs of KMS's own: the member `DryRun`.

use serde::{Deserialize, Serialize};

use super::asked::{Asked, OnKey};
use crate::verdict::{Broken, ErrorCode, Evidence, Place, Pointer};

/// Whether KMS only tells what would come of the request: the member `DryRun`.
///
/// KMS checks a dry run like any other request, and where it would have accepted it, it refuses it with
/// `DryRunOperationException`. [`Kms::dry_run`](crate::Kms::dry_run) is the model's own and gives the whole reply.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/testing-permissions.html>
///
/// ```
/// use kms_mrk::operation::DryRun;
///
/// assert_eq!(DryRun::default(), DryRun::No);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DryRun {
    /// The request is to be carried out: the default.
    #[default]
    No,
    /// The request is to be checked only.
    Yes,
}

/// A request that can be a dry run.
pub(super) trait CanBeDryRun: OnKey {
    fn dry_run(&self) -> DryRun;
}

/// A dry run that nothing else speaks against: the last check of its operation.
pub(super) fn not_dry_run<O: CanBeDryRun>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    refuse(asked.request.dry_run(), broken);
}

/// Refuses a dry run that nothing else speaks against.
pub(super) fn refuse(dry_run: DryRun, broken: &mut Broken<'_>) {
    if dry_run == DryRun::Yes {
        let text = "The request would have succeeded, but the DryRun option is set.";
        let place = Place::at(Pointer::fixed("/DryRun"));
        let message = "the request is a dry run: whatever becomes of it, nothing changes";
        broken.refused(ErrorCode::DryRunOperation, text, Evidence::Recorded, place, message);
    }
}
