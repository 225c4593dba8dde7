//! ListResourceTags: the tags of a key.

use super::asked::{Asked, names_key_by_key_id};
use super::contract::{Decision, Operation};
use super::name::OperationName;
use super::on_key::{self, KeyChecks};
use super::page::{self, Limit, Marker, Page};
use super::setting::Setting;
use super::{key_states, rule};
use crate::identity::KeyReference;
use crate::key::{Tag, TagKey};
use crate::model::{Call, RegionalKey, RelatedKeys, World};
use crate::verdict::check::Check;
use crate::verdict::{Broken, ErrorCode, KmsError, Report};

/// A request for the tags of a key, possible in every key state.
///
/// The tags are those of this key alone. The order is that of the tag keys; KMS promises none.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_ListResourceTags.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::key::Tag;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, ListResourceTags};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let tags = vec![Tag::new("Team".parse()?, "orders".parse()?)];
/// let key = kms.call(&CreateKey { tags, ..CreateKey::default() }, &call)?.output.key_id;
///
/// let page = kms.call(&ListResourceTags::new(key.into()), &call)?.output;
/// assert_eq!(
///     serde_json::to_value(page)?,
///     serde_json::json!({"Tags": [{"TagKey": "Team", "TagValue": "orders"}], "Truncated": false}),
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListResourceTags {
    /// The key: a key ID or key ARN.
    pub key_id: KeyReference,
    /// How many tags a page may have.
    pub limit: Limit<50, 50>,
    /// Where the list goes on; `None` for the first page.
    pub marker: Option<Marker>,
}

impl ListResourceTags {
    /// A request for the tags of this key: all of them, for a key has at most 50.
    #[must_use]
    pub const fn new(key_id: KeyReference) -> Self {
        Self { key_id, limit: Limit::DEFAULT, marker: None }
    }

    /// The same request, for so many tags a page.
    #[must_use]
    pub fn with_limit(self, limit: Limit<50, 50>) -> Self {
        Self { limit, ..self }
    }

    /// The same request, for the page that this marker begins.
    #[must_use]
    pub fn with_marker(self, marker: Marker) -> Self {
        Self { marker: Some(marker), ..self }
    }
}

names_key_by_key_id!(ListResourceTags, Keys);

impl KeyChecks for ListResourceTags {
    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] = &[
        Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows },
        Check { rule: &rule::MARKER_OF_THIS_LIST, test: marker_of_this_list },
    ];
}

impl Operation for ListResourceTags {
    const NAME: OperationName = OperationName::ListResourceTags;
    type Output = Page<Tag>;

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<Self::Output>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let after = self.marker.as_ref().and_then(|marker| position(marker, on.set, on.key));
        let is_after = |tag: &&Tag| after.as_ref().is_none_or(|after| tag.key > *after);
        let mut tags: Vec<&Tag> = on.key.tags.iter().filter(is_after).collect();
        tags.sort_unstable();
        let output = Page::of(tags.into_iter().cloned(), self.limit, |last| {
            Marker::after(&list_of(on.set, on.key), written(&last.key))
        });
        Ok(on.decision("ListResourceTags", output, None))
    }
}

/// What stands in the markers of the list of the tags of this key.
fn list_of(set: &RelatedKeys, key: &RegionalKey) -> String {
    format!("ListResourceTags/{}/{}/{}", set.shared().account, key.region, set.key_id())
}

/// The tag key after which the marker's page begins, if it is a marker of this list.
fn position(marker: &Marker, set: &RelatedKeys, key: &RegionalKey) -> Option<TagKey> {
    read(marker.position_in(&list_of(set, key))?)
}

/// How many digits stand for a character.
const DIGITS: usize = 6;

/// A tag key in the characters that a marker may have: a tag key may have others, and 128 of them must fit.
fn written(key: &TagKey) -> String {
    key.as_str().chars().map(|c| format!("{:01$x}", u32::from(c), DIGITS)).collect()
}

fn read(text: &str) -> Option<TagKey> {
    let character = |digits| char::from_u32(u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
    let key: String = text.as_bytes().chunks(DIGITS).map(character).collect::<Option<_>>()?;
    // Each key is written in one way only; others come from somewhere else.
    key.parse().ok().filter(|key| written(key) == text)
}

/// A marker of another list. What KMS's own markers look like is not known, so only the model can tell.
fn marker_of_this_list(asked: &Asked<'_, ListResourceTags>, broken: &mut Broken<'_>) {
    let (Some(marker), Some((set, key))) = (&asked.request.marker, asked.modelled()) else { return };
    if position(marker, set, key).is_none() {
        let list = format!("the tags of `{}`", set.arn_in(&key.region));
        page::refuse_marker(ErrorCode::InvalidMarker, &list, broken);
    }
}
