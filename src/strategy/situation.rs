//! A ReplicateKey request together with what decides it.

use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::Index;

use super::geography::geography;
use super::key_metadata::replicable_key_metadata;
use super::multi_region::free_regions;
use super::policy::policy_of;
use super::principal::caller_of;
use super::region::REGIONS;
use super::tag::list;
use super::text::description;
use crate::identity::{Geography, KeyReference, Region};
use crate::key::KeyMetadata;
use crate::model::Caller;
use crate::operation::{ReplicateKey, Setting};

/// A ReplicateKey request and what is known around it: the key, the geography, who calls and where.
///
/// ```
/// use kms_mrk::operation::Operation;
/// use kms_mrk::strategy::situation;
/// use proptest::prelude::*;
///
/// proptest!(|(situation in situation())| {
///     prop_assert!(situation.request.check(&situation.setting()).is_empty());
/// });
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Situation {
    /// The request.
    pub request: ReplicateKey,
    /// What KMS says of the key that it names.
    pub key: KeyMetadata,
    /// Which Regions there are and which the account has enabled.
    pub geography: Geography,
    /// Who calls.
    pub caller: Caller,
    /// The Region whose endpoint is called.
    pub region: Region,
}

impl Situation {
    /// All that a check may know.
    #[must_use]
    pub const fn setting(&self) -> Setting<'_> {
        Setting::new()
            .with_key(&self.key)
            .with_geography(&self.geography)
            .with_caller(&self.caller)
            .with_region(&self.region)
    }
}

/// A situation in which KMS makes the replica: no rule is broken, and nothing is worth a warning.
///
/// Put the key into a [`Kms`](crate::Kms) with
/// [`RelatedKeys::observed`](crate::model::RelatedKeys::observed) and the call succeeds.
pub fn situation() -> impl Strategy<Value = Situation> {
    situation_of(replicable_key_metadata())
}

/// The owner's request for a replica of this key, called in the key's Region, for a Region where the set has none.
pub(super) fn situation_of(key: impl Strategy<Value = KeyMetadata>) -> impl Strategy<Value = Situation> {
    let choices = (any::<Index>(), any::<Index>(), any::<Index>());
    (key, geography(), choices, of(any::<Index>()), description(), list()).prop_map(
        |(key, geography, (reference, who, free), policy, description, tags)| {
            let free_regions = match &key.multi_region_configuration {
                Some(configuration) => free_regions(configuration),
                None => REGIONS.iter().filter(|region| *region != key.arn.region()).cloned().collect(),
            };
            let request = ReplicateKey {
                policy: policy.map(|layout| policy_of(key.aws_account_id, layout)),
                description,
                tags,
                ..ReplicateKey::new(named(&key, reference), free.get(&free_regions).clone())
            };
            Situation {
                request,
                geography,
                caller: caller_of(key.aws_account_id, who),
                region: key.arn.region().clone(),
                key,
            }
        },
    )
}

/// The key, by its ID or by its ARN.
fn named(key: &KeyMetadata, reference: Index) -> KeyReference {
    match reference.index(2) {
        0 => key.key_id.into(),
        _ => key.arn.clone().into(),
    }
}
