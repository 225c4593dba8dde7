//! ListKeys: which keys an account has in a Region.

use super::contract::{Decision, Operation};
use super::name::OperationName;
use super::page::{self, Limit, Marker, Page};
use super::setting::Setting;
use super::{authorization, member_checks, rule};
use crate::identity::{AccountId, KeyArn, KeyId, Region};
use crate::model::{Call, Record, World};
use crate::policy::Action;
use crate::verdict::check::{self, Check, Subject};
use crate::verdict::{Broken, ErrorCode, KmsError, Report};

/// A request for the keys that the caller's account has in the Region that is called, in whatever state.
///
/// Of related keys, each is listed in its own Region. The order is that of the key IDs; KMS promises none.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, ListKeys};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let key = kms.call(&CreateKey::default(), &call)?.output;
///
/// let page = kms.call(&ListKeys::new(), &call)?.output;
/// assert_eq!(
///     serde_json::to_value(page)?,
///     serde_json::json!({"Keys": [{"KeyId": key.key_id, "KeyArn": key.arn}], "Truncated": false}),
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListKeys {
    /// How many keys a page may have.
    pub limit: Limit<1000, 100>,
    /// Where the list goes on; `None` for the first page.
    pub marker: Option<Marker>,
}

/// A key, as ListKeys tells of it.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyListEntry.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyListEntry {
    /// The key ID.
    pub key_id: KeyId,
    /// The key ARN.
    pub key_arn: KeyArn,
}

impl ListKeys {
    /// A request for the first page, of at most 100 keys.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same request, for so many keys a page.
    #[must_use]
    pub fn with_limit(self, limit: Limit<1000, 100>) -> Self {
        Self { limit, ..self }
    }

    /// The same request, for the page that this marker begins.
    #[must_use]
    pub fn with_marker(self, marker: Marker) -> Self {
        Self { marker: Some(marker), ..self }
    }
}

/// What stands in the markers of the list of these keys.
fn list_of(account: AccountId, region: &Region) -> String {
    format!("ListKeys/{account}/{region}")
}

/// The key after which the marker's page begins, if it is a marker of this list.
fn position(marker: &Marker, account: AccountId, region: &Region) -> Option<KeyId> {
    marker.position_in(&list_of(account, region))?.parse().ok()
}

/// A request and what is known around it; there is no key.
struct Asked<'a> {
    request: &'a ListKeys,
    setting: &'a Setting<'a>,
}

impl Subject for Asked<'static> {
    type In<'a> = Asked<'a>;
}

/// The rules, in the order in which this crate takes KMS to check.
static CHECKS: &[Check<Asked<'static>>] = &[
    Check { rule: &rule::ENDPOINT, test: |asked, broken| member_checks::endpoint(asked.setting, broken) },
    Check {
        rule: &rule::AUTHORIZED_BY_IAM,
        test: |asked, broken| authorization::by_iam(Action::ListKeys, asked.setting, broken),
    },
    Check { rule: &rule::MARKER_OF_THIS_LIST, test: marker_of_this_list },
];

impl Operation for ListKeys {
    const NAME: OperationName = OperationName::ListKeys;
    type Output = Page<KeyListEntry>;

    fn check(&self, setting: &Setting<'_>) -> Report {
        check::report(CHECKS, &Asked { request: self, setting })
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<Self::Output>, KmsError> {
        let setting = Setting::of(world, call);
        check::decide(CHECKS, &Asked { request: self, setting: &setting })?;

        let (account, region) = (call.caller().account(), call.region());
        let after = self.marker.as_ref().and_then(|marker| position(marker, account, region));
        let keys = world
            .key_ids_after(account, region, after)
            .filter_map(|key_id| Some(KeyListEntry { key_id, key_arn: world.set(key_id)?.arn_in(region) }));
        let output = Page::of(keys, self.limit, |last| Marker::after(&list_of(account, region), last.key_id));
        let record = Record::without_keys(call, "ListKeys", world.time_of(call));
        Ok(Decision { output, events: vec![], trail: vec![record].into() })
    }
}

/// A marker of another list. What KMS's own markers look like is not known, so only the model can tell.
fn marker_of_this_list(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    let (Some(marker), Some(_)) = (&asked.request.marker, asked.setting.world()) else { return };
    let (Some(caller), Some(region)) = (asked.setting.caller(), asked.setting.region()) else { return };
    let account = caller.account();
    if position(marker, account, region).is_none() {
        let list = format!("the keys of the account {account} in the Region `{region}`");
        page::refuse_marker(ErrorCode::InvalidMarker, &list, broken);
    }
}
