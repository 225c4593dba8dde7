//! DeleteAlias: take an alias off its key.

use super::contract::{Decision, Operation};
use super::name::OperationName;
use super::permission::{GrantedBy, Permission, Resource};
use super::setting::Setting;
use super::{alias_checks, key_checks, key_states, rule};
use crate::identity::AliasName;
use crate::model::{Call, Change, Event, Trail, World};
use crate::policy::Action;
use crate::verdict::check::{self, Check, Subject};
use crate::verdict::{Broken, KmsError, Report};

/// A request to delete an alias, possible in every state of its key; the key stays as it is.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteAlias.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateAlias, CreateKey, DeleteAlias};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let key = kms.call(&CreateKey::default(), &call)?.output.key_id;
/// kms.call(&CreateAlias::new("alias/orders".parse()?, key.into()), &call)?;
///
/// let delete = DeleteAlias::new("alias/orders".parse()?);
/// kms.call(&delete, &call)?;
/// assert_eq!(
///     kms.call(&delete, &call).unwrap_err().message(),
///     "Alias arn:aws:kms:us-east-1:111122223333:alias/orders is not found.",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeleteAlias {
    /// The name of the alias.
    pub alias_name: AliasName,
}

impl DeleteAlias {
    /// A request to delete the alias of this name.
    #[must_use]
    pub const fn new(alias_name: AliasName) -> Self {
        Self { alias_name }
    }

    /// The permissions that the caller needs: one and the same, on the alias and on the key that it belongs to, where
    /// that is known.
    #[must_use]
    pub fn required_permissions(&self, setting: &Setting<'_>) -> Vec<Permission> {
        let key = alias_checks::belongs_to(&self.alias_name, setting).map(|known| Permission {
            action: "kms:DeleteAlias",
            region: setting.region().cloned(),
            resource: Resource::Key(known.arn()),
            granted_by: GrantedBy::KeyPolicy,
        });
        let alias = alias_checks::permission_on_alias("kms:DeleteAlias", &self.alias_name, setting);
        std::iter::once(alias).chain(key).collect()
    }
}

/// A request and what is known around it; no member names a key.
struct Asked<'a> {
    request: &'a DeleteAlias,
    setting: &'a Setting<'a>,
}

impl Subject for Asked<'static> {
    type In<'a> = Asked<'a>;
}

static CHECKS: &[Check<Asked<'static>>] = &[
    Check { rule: &rule::ALIAS_NOT_RESERVED, test: not_reserved },
    Check { rule: &rule::ALIAS_EXISTS, test: exists },
    Check { rule: &rule::AUTHORIZED_BY_IAM, test: authorized },
    Check { rule: &rule::AUTHORIZED, test: key_authorized },
    Check { rule: &rule::KEY_STATE_ALLOWS, test: state_allows },
];

impl Operation for DeleteAlias {
    const NAME: OperationName = OperationName::DeleteAlias;
    type Output = ();

    fn check(&self, setting: &Setting<'_>) -> Report {
        check::report(CHECKS, &Asked { request: self, setting })
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<()>, KmsError> {
        let setting = Setting::of(world, call);
        check::decide(CHECKS, &Asked { request: self, setting: &setting })?;
        #[expect(
            clippy::expect_used,
            reason = "INVARIANT: the check ALIAS_EXISTS has passed, and aliases have keys"
        )]
        let known = alias_checks::belongs_to(&self.alias_name, &setting).expect("the alias has a key");
        let (arn, now) = (known.arn(), world.time_of(call));
        let change = Change::AliasDeleted { alias: self.alias_name.clone() };
        Ok(Decision {
            output: (),
            events: vec![Event {
                subject: arn.key_id().into(),
                region: arn.region().clone(),
                at: now,
                change,
            }],
            trail: Trail::of("DeleteAlias", arn, now),
        })
    }
}

/// A name that is reserved for AWS.
fn not_reserved(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    alias_checks::not_reserved(&asked.request.alias_name, broken);
}

/// A name that no alias has.
fn exists(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    let name = &asked.request.alias_name;
    if alias_checks::is_absent(name, asked.setting) {
        key_checks::alias_not_found(name, asked.setting.alias_arn(name), alias_checks::place(), broken);
    }
}

fn authorized(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    alias_checks::authorized(Action::DeleteAlias, &asked.request.alias_name, asked.setting, broken);
}

fn key_authorized(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    alias_checks::key_authorized(Action::DeleteAlias, &asked.request.alias_name, asked.setting, broken);
}

/// The state of the key that the alias belongs to.
fn state_allows(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    if let Some(known) = alias_checks::belongs_to(&asked.request.alias_name, asked.setting) {
        key_states::allows_on(&OperationName::DeleteAlias, &known, alias_checks::place, broken);
    }
}
