//! TagResource and UntagResource: give a key tags, and take them off.

use super::asked::{Asked, names_key_by_key_id};
use super::contract::{Decision, Operation};
use super::name::OperationName;
use super::on_key::{self, KeyChecks};
use super::setting::Setting;
use super::{key_states, member_checks, request_context, rule};
use crate::identity::KeyReference;
use crate::key::{Tag, TagKey, Tags, tag_rule};
use crate::model::{Call, Change, World};
use crate::policy::RequestContext;
use crate::verdict::check::Check;
use crate::verdict::{Broken, ErrorCode, KmsError, Place, Pointer, Report};

/// A request to give a key tags; the value of a tag that the key has already is replaced.
///
/// It concerns this key alone: KMS does not synchronize tags.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_TagResource.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::key::Tag;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, TagResource, UntagResource};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let key = kms.call(&CreateKey::multi_region(), &call)?.output.key_id;
/// let tags = |kms: &Kms| kms.world().set(key).unwrap().primary().tags.clone();
///
/// kms.call(&TagResource::new(key.into(), vec![Tag::new("Team".parse()?, "orders".parse()?)]), &call)?;
/// kms.call(&TagResource::new(key.into(), vec![Tag::new("Team".parse()?, "billing".parse()?)]), &call)?;
/// assert_eq!(tags(&kms).get("Team").unwrap().as_str(), "billing");
///
/// kms.call(&UntagResource::new(key.into(), vec!["Team".parse()?, "NotThere".parse()?]), &call)?;
/// assert!(tags(&kms).is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagResource {
    /// The key: a key ID or key ARN.
    pub key_id: KeyReference,
    /// The tags.
    pub tags: Vec<Tag>,
}

/// A request to take tags off a key; keys of tags that it does not have are passed over. [`TagResource`] shows it.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_UntagResource.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UntagResource {
    /// The key: a key ID or key ARN.
    pub key_id: KeyReference,
    /// The keys of the tags.
    pub tag_keys: Vec<TagKey>,
}

impl TagResource {
    /// A request to give this key these tags.
    #[must_use]
    pub const fn new(key_id: KeyReference, tags: Vec<Tag>) -> Self {
        Self { key_id, tags }
    }

    /// The tags of a key that had `before`: those first, with their new values, then the new ones.
    fn onto(&self, before: &Tags) -> Vec<Tag> {
        let mut tags = before.as_slice().to_vec();
        for tag in &self.tags {
            match tags.iter_mut().find(|old| old.key == tag.key) {
                Some(old) => old.value = tag.value.clone(),
                None => tags.push(tag.clone()),
            }
        }
        tags
    }
}

impl UntagResource {
    /// A request to take the tags with these keys off this key.
    #[must_use]
    pub const fn new(key_id: KeyReference, tag_keys: Vec<TagKey>) -> Self {
        Self { key_id, tag_keys }
    }
}

names_key_by_key_id!(TagResource, Keys);

names_key_by_key_id!(UntagResource, Keys);

impl KeyChecks for TagResource {
    #[rustfmt::skip]
    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] = &[
        Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows },
        Check { rule: &tag_rule::COUNT, test: |asked, broken| member_checks::tag_count(&asked.request.tags, &asked.setting, broken) },
        Check { rule: &tag_rule::RESERVED_PREFIX, test: |asked, broken| member_checks::tag_prefix(&asked.request.tags, broken) },
        Check { rule: &tag_rule::UNIQUE_KEYS, test: |asked, broken| member_checks::tag_keys(&asked.request.tags, broken) },
        Check { rule: &tag_rule::USUAL_CHARACTERS, test: |asked, broken| member_checks::tag_characters(&asked.request.tags, broken) },
        Check { rule: &tag_rule::COUNT, test: count_with_those_there },
    ];

    fn conditions(asked: &Asked<'_, Self>, context: RequestContext) -> RequestContext {
        request_context::with_tags(context, &asked.request.tags)
    }
}

impl KeyChecks for UntagResource {
    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] =
        &[Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows }];

    fn conditions(asked: &Asked<'_, Self>, context: RequestContext) -> RequestContext {
        request_context::with_tag_keys(context, asked.request.tag_keys.iter())
    }
}

impl Operation for TagResource {
    const NAME: OperationName = OperationName::TagResource;
    type Output = ();

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<()>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let tags = Tags::try_from(self.onto(&on.key.tags))?;
        let change = (tags != on.key.tags).then_some(Change::TagsChanged { tags });
        Ok(on.decision("TagResource", (), change))
    }
}

impl Operation for UntagResource {
    const NAME: OperationName = OperationName::UntagResource;
    type Output = ();

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<()>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let tags = on.key.tags.without(&self.tag_keys);
        let change = (tags != on.key.tags).then_some(Change::TagsChanged { tags });
        Ok(on.decision("UntagResource", (), change))
    }
}

/// More tags than a key may have, together with those that it has. Which exception KMS gives is not known: TagException
/// and LimitExceededException are both documented.
fn count_with_those_there(asked: &Asked<'_, TagResource>, broken: &mut Broken<'_>) {
    let Some((_, key)) = asked.modelled() else { return };
    let (request, most) = (asked.request, asked.setting.quotas().most_tags());
    let count = request.onto(&key.tags).len();
    // A key that has more than its quota already keeps them, and may get other values for them.
    if request.tags.len() <= most && count > most.max(key.tags.len()) {
        let place = Place::at(Pointer::fixed("/Tags"));
        let message = format!("the key would have {count} tags, it may have {most}");
        broken.refused_in_unknown_words(ErrorCode::Tag, place, message);
    }
}
