//! What every operation owes the service that it is called on.

use super::name::OperationName;
use super::setting::Setting;
use crate::model::{Call, Event, Trail, World};
use crate::verdict::{KmsError, Report};

/// A request to KMS.
///
/// A request is a value whose every member is well formed. What is left to decide depends on the keys:
/// [`check`](Self::check) tells everything that is wrong, as far as the [`Setting`] knows;
/// [`decide`](Self::decide) gives the answer that KMS would give.
///
/// ```
/// use kms_mrk::identity::Region;
/// use kms_mrk::operation::{CreateKey, Operation, Setting};
///
/// /// Works for every operation: the ids of the rules that a request breaks, as far as can be told without keys.
/// fn broken<O: Operation>(request: &O, region: &Region) -> Vec<&'static str> {
///     request.check(&Setting::new().with_region(region)).errors().map(|finding| finding.rule.id()).collect()
/// }
///
/// let request = CreateKey { key_spec: "SM2".into(), ..CreateKey::multi_region() };
/// assert_eq!(broken(&request, &Region::EU_WEST_1), ["create-key/key-usage/given", "create-key/key-spec/region"]);
/// ```
pub trait Operation {
    /// The operation's name.
    const NAME: OperationName;

    /// What KMS answers when it accepts.
    type Output;

    /// Every rule that the request breaks, in the order in which KMS checks, as far as the setting knows.
    ///
    /// What the setting does not know is not guessed. The first error of a check is what
    /// [`decide`](Self::decide) refuses with, if the setting knows enough; it never refuses what a check with
    /// knowledge of the whole world accepts.
    fn check(&self, setting: &Setting<'_>) -> Report;

    /// KMS's answer to this request in this world, and what would become of the world. Nothing changes yet.
    ///
    /// The world must have reached the time of the call; [`Kms::call`](crate::Kms::call) sees to that.
    ///
    /// # Errors
    /// The first rule that the request breaks.
    fn decide(&self, world: &World, call: &Call) -> Result<Decision<Self::Output>, KmsError>;
}

/// An accepted request: the answer and its consequences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision<T> {
    /// What KMS answers.
    pub output: T,
    /// What happens, in order.
    pub events: Vec<Event>,
    /// What the call leaves in CloudTrail.
    pub trail: Trail,
}
