//! ListAliases: the aliases of an account in a Region, or of a key.

use jiff::Timestamp;

use super::asked::{self, OnKey};
use super::contract::{Decision, Operation};
use super::name::OperationName;
use super::on_key::{self, KeyChecks};
use super::page::{self, Limit, Marker, Page};
use super::permission::{GrantedBy, Permission, Resource};
use super::setting::Setting;
use super::{authorization, key_states, member_checks, rule};
use crate::identity::{AcceptedForms, AccountId, AliasArn, AliasName, KeyId, KeyReference, Region};
use crate::model::{Call, Record, RegionalKey, RelatedKeys, World};
use crate::policy::Action;
use crate::verdict::check::{self, Check, Subject};
use crate::verdict::{Broken, ErrorCode, KmsError, Report};

/// A request for the aliases that the caller's account has in the Region that is called: all of them, or those of one
/// key, in whatever state it is.
///
/// The order is that of the names; KMS promises none. The aliases that AWS makes in every account (`alias/aws/…`) are
/// not there, for the model has no keys that AWS manages.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateAlias, CreateKey, ListAliases};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let key = kms.call(&CreateKey::default(), &call)?.output.key_id;
/// kms.call(&CreateAlias::new("alias/orders".parse()?, key.into()), &call)?;
///
/// let page = kms.call(&ListAliases::of_key(key.into()), &call)?.output;
/// assert_eq!(
///     serde_json::to_value(page)?,
///     serde_json::json!({
///         "Aliases": [{
///             "AliasName": "alias/orders",
///             "AliasArn": "arn:aws:kms:us-east-1:111122223333:alias/orders",
///             "TargetKeyId": key,
///             "CreationDate": 1767614400.0,
///             "LastUpdatedDate": 1767614400.0,
///         }],
///         "Truncated": false,
///     }),
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListAliases {
    /// Only the aliases of this key: a key ID or key ARN.
    pub key_id: Option<KeyReference>,
    /// How many aliases a page may have.
    pub limit: Limit<100, 50>,
    /// Where the list goes on; `None` for the first page.
    pub marker: Option<Marker>,
}

/// An alias, as ListAliases tells of it.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_AliasListEntry.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AliasListEntry {
    /// The name.
    pub alias_name: AliasName,
    /// The ARN of the alias.
    pub alias_arn: AliasArn,
    /// The key that the alias stands for.
    pub target_key_id: KeyId,
    /// When CreateAlias made it.
    pub creation_date: Timestamp,
    /// When CreateAlias or UpdateAlias last gave it a key.
    pub last_updated_date: Timestamp,
}

impl ListAliases {
    /// Which forms of `KeyId` the operation takes.
    pub const ACCEPTED_FORMS: AcceptedForms = AcceptedForms::Keys;

    /// A request for the first page of all aliases.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A request for the first page of the aliases of this key.
    #[must_use]
    pub const fn of_key(key_id: KeyReference) -> Self {
        Self { key_id: Some(key_id), limit: Limit::DEFAULT, marker: None }
    }

    /// The same request, for so many aliases a page.
    #[must_use]
    pub fn with_limit(self, limit: Limit<100, 50>) -> Self {
        Self { limit, ..self }
    }

    /// The same request, for the page that this marker begins.
    #[must_use]
    pub fn with_marker(self, marker: Marker) -> Self {
        Self { marker: Some(marker), ..self }
    }

    /// The permission that the caller needs.
    #[must_use]
    pub fn required_permissions(&self, setting: &Setting<'_>) -> Vec<Permission> {
        vec![Permission {
            action: "kms:ListAliases",
            region: setting.region().cloned(),
            resource: Resource::Any,
            granted_by: GrantedBy::IamPolicy,
        }]
    }

    /// The request, where it is about a key.
    fn about_key(&self) -> Option<AboutKey> {
        let key_id = self.key_id.clone()?;
        Some(AboutKey { key_id, limit: self.limit, marker: self.marker.clone() })
    }
}

impl Operation for ListAliases {
    const NAME: OperationName = OperationName::ListAliases;
    type Output = Page<AliasListEntry>;

    fn check(&self, setting: &Setting<'_>) -> Report {
        match self.about_key() {
            Some(about_key) => about_key.check(setting),
            None => check::report(CHECKS, &Asked { request: self, setting }),
        }
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<Self::Output>, KmsError> {
        if let Some(about_key) = self.about_key() {
            return about_key.decide(world, call);
        }
        let setting = Setting::of(world, call);
        check::decide(CHECKS, &Asked { request: self, setting: &setting })?;

        let (account, region) = (call.caller().account(), call.region());
        let list = list_of(account, region);
        let after = self.marker.as_ref().and_then(|marker| position(marker, &list));
        let names = world.aliases_after(account, region, after.as_ref());
        let output = page(names, self.limit, &list, account, region, world);
        let record = Record::without_keys(call, "ListAliases", world.time_of(call));
        Ok(Decision { output, events: vec![], trail: vec![record].into() })
    }
}

/// The request for the aliases of a key.
struct AboutKey {
    key_id: KeyReference,
    limit: Limit<100, 50>,
    marker: Option<Marker>,
}

impl OnKey for AboutKey {
    const ACCEPTED_FORMS: AcceptedForms = ListAliases::ACCEPTED_FORMS;

    fn key_reference(&self) -> &KeyReference {
        &self.key_id
    }
}

impl KeyChecks for AboutKey {
    const OF_ITS_OWN: &'static [Check<asked::Asked<'static, Self>>] = &[
        Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows },
        Check { rule: &rule::MARKER_OF_THIS_LIST, test: marker_of_keys_list },
    ];
}

impl Operation for AboutKey {
    const NAME: OperationName = ListAliases::NAME;
    type Output = Page<AliasListEntry>;

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<Self::Output>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let list = list_of_key(on.set, on.key);
        let after = self.marker.as_ref().and_then(|marker| position(marker, &list));
        let names = world.aliases_of(on.set.key_id(), &on.key.region);
        let names = names.filter(|name| after.as_ref().is_none_or(|after| *name > after));
        let output = page(names, self.limit, &list, on.set.shared().account, &on.key.region, world);
        Ok(on.decision("ListAliases", output, None))
    }
}

/// The page of the aliases of these names.
fn page<'a>(
    names: impl Iterator<Item = &'a AliasName>,
    limit: Limit<100, 50>,
    list: &str,
    account: AccountId,
    region: &Region,
    world: &World,
) -> Page<AliasListEntry> {
    let entries = names.filter_map(|name| {
        let alias = world.alias(account, region, name)?;
        let partition = world.set(alias.key_id)?.shared().partition.clone();
        Some(AliasListEntry {
            alias_name: name.clone(),
            alias_arn: AliasArn::new(partition, region.clone(), account, name.clone()),
            target_key_id: alias.key_id,
            creation_date: alias.creation_date,
            last_updated_date: alias.last_updated_date,
        })
    });
    Page::of(entries, limit, |last| Marker::after(list, &last.alias_name))
}

/// What stands in the markers of the list of all aliases.
fn list_of(account: AccountId, region: &Region) -> String {
    format!("ListAliases/{account}/{region}")
}

/// What stands in the markers of the list of the aliases of this key.
fn list_of_key(set: &RelatedKeys, key: &RegionalKey) -> String {
    format!("{}/{}", list_of(set.shared().account, &key.region), set.key_id())
}

/// The alias after which the marker's page begins, if it is a marker of this list.
fn position(marker: &Marker, list: &str) -> Option<AliasName> {
    marker.position_in(list)?.parse().ok()
}

/// A request and what is known around it; there is no key.
struct Asked<'a> {
    request: &'a ListAliases,
    setting: &'a Setting<'a>,
}

impl Subject for Asked<'static> {
    type In<'a> = Asked<'a>;
}

/// The rules for the list of all aliases, in the order in which this crate takes KMS to check.
static CHECKS: &[Check<Asked<'static>>] = &[
    Check { rule: &rule::ENDPOINT, test: |asked, broken| member_checks::endpoint(asked.setting, broken) },
    Check {
        rule: &rule::AUTHORIZED_BY_IAM,
        test: |asked, broken| authorization::by_iam(Action::ListAliases, asked.setting, broken),
    },
    Check { rule: &rule::MARKER_OF_THIS_LIST, test: marker_of_this_list },
];

/// A marker of another list. What KMS's own markers look like is not known, so only the model can tell.
fn marker_of_this_list(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    let (Some(marker), Some(_)) = (&asked.request.marker, asked.setting.world()) else { return };
    let (Some(caller), Some(region)) = (asked.setting.caller(), asked.setting.region()) else { return };
    let account = caller.account();
    if position(marker, &list_of(account, region)).is_none() {
        let list = format!("the aliases of the account {account} in the Region `{region}`");
        page::refuse_marker(ErrorCode::InvalidMarker, &list, broken);
    }
}

/// The same for the list of the aliases of a key.
fn marker_of_keys_list(asked: &asked::Asked<'_, AboutKey>, broken: &mut Broken<'_>) {
    let (Some(marker), Some((set, key))) = (&asked.request.marker, asked.modelled()) else { return };
    if position(marker, &list_of_key(set, key)).is_none() {
        let list = format!("the aliases of `{}`", set.arn_in(&key.region));
        page::refuse_marker(ErrorCode::InvalidMarker, &list, broken);
    }
}
