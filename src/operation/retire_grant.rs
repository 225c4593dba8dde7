//! RetireGrant: give up a grant.

use super::asked::{Asked, Known, OnKey};
use super::contract::{Decision, Operation};
use super::dry_run::{self, CanBeDryRun, DryRun};
use super::grant_checks::{self, OnGrant};
use super::name::OperationName;
use super::not_authorized::{Because, NotAuthorized};
use super::on_key::{self, Acting, KeyChecks};
use super::setting::Setting;
use super::{key_checks, key_states, rule};
use crate::identity::{AcceptedForms, GrantReference, GrantToken, KeyReference, PrincipalArn, PrincipalKind};
use crate::key::GrantOperation;
use crate::model::{Call, Caller, Change, Grant, World};
use crate::policy::Action;
use crate::verdict::check::{self, Check, Subject};
use crate::verdict::{Broken, ErrorCode, Evidence, KmsError, Place, Pointer, Report};

/// A request to give up a grant, possible in every state of its key.
///
/// The grant says who may: its retiring principal, its grantee if it permits RetireGrant, and the account of the key.
/// A session may what its role may. To whom these delegate it by IAM policies is not evaluated, so only they
/// themselves may here.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_RetireGrant.html>,
/// <https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::key::GrantOperation;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateGrant, CreateKey, RetireGrant};
///
/// let mut kms = Kms::new(1);
/// let by = |principal: &str| {
///     let caller = Caller::new(principal.parse().unwrap()).unwrap();
///     Call::new(caller, "us-east-1".parse().unwrap(), "2026-01-05T12:00:00Z".parse().unwrap())
/// };
/// let (admin, worker) = (by("arn:aws:iam::111122223333:root"), by("arn:aws:iam::111122223333:role/worker"));
/// let key = kms.call(&CreateKey::default(), &admin)?.output.key_id;
/// let create = |operations| CreateGrant::new(key.into(), worker.caller().principal().clone(), operations);
///
/// let grant = kms.call(&create(vec![GrantOperation::Decrypt]), &admin)?.output;
/// let retire = RetireGrant::by_token(grant.grant_token);
/// assert_eq!(kms.call(&retire, &worker).unwrap_err().code().as_str(), "AccessDeniedException");
///
/// let grant = kms.call(&create(vec![GrantOperation::Decrypt, GrantOperation::RetireGrant]), &admin)?.output;
/// kms.call(&RetireGrant::by_id(key.into(), grant.grant_id.into()), &worker)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetireGrant {
    /// The grant.
    pub grant: GrantToRetire,
    /// Whether KMS only tells what would come of the request.
    pub dry_run: DryRun,
}

/// How [`RetireGrant`] names a grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GrantToRetire {
    /// By one of its tokens.
    Token(GrantToken),
    /// By its ID and its key.
    Id {
        /// The key: a key ID or key ARN.
        key_id: KeyReference,
        /// The ID of the grant.
        grant_id: GrantReference,
    },
}

impl RetireGrant {
    /// Which forms of `KeyId` the operation takes.
    pub const ACCEPTED_FORMS: AcceptedForms = AcceptedForms::Keys;

    /// A request to give up the grant of this token.
    #[must_use]
    pub const fn by_token(token: GrantToken) -> Self {
        Self { grant: GrantToRetire::Token(token), dry_run: DryRun::No }
    }

    /// A request to give up this grant of this key.
    #[must_use]
    pub const fn by_id(key_id: KeyReference, grant_id: GrantReference) -> Self {
        Self { grant: GrantToRetire::Id { key_id, grant_id }, dry_run: DryRun::No }
    }
}

impl Operation for RetireGrant {
    const NAME: OperationName = OperationName::RetireGrant;
    type Output = ();

    fn check(&self, setting: &Setting<'_>) -> Report {
        match &self.grant {
            GrantToRetire::Token(token) => {
                check::report(BY_TOKEN, &ByToken::new(token, self.dry_run, setting))
            }
            GrantToRetire::Id { key_id, grant_id } => {
                ById { key_id: key_id.clone(), grant_id: grant_id.clone(), dry_run: self.dry_run }
                    .check(setting)
            }
        }
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<()>, KmsError> {
        match &self.grant {
            GrantToRetire::Token(token) => {
                ByToken::new(token, self.dry_run, &Setting::of(world, call)).decide(world, call)
            }
            GrantToRetire::Id { key_id, grant_id } => {
                ById { key_id: key_id.clone(), grant_id: grant_id.clone(), dry_run: self.dry_run }
                    .decide(world, call)
            }
        }
    }
}

/// The request for the grant of a key.
struct ById {
    key_id: KeyReference,
    grant_id: GrantReference,
    dry_run: DryRun,
}

impl OnKey for ById {
    const ACCEPTED_FORMS: AcceptedForms = RetireGrant::ACCEPTED_FORMS;

    fn key_reference(&self) -> &KeyReference {
        &self.key_id
    }
}

impl OnGrant for ById {
    fn grant_reference(&self) -> Option<&GrantReference> {
        Some(&self.grant_id)
    }
}

impl CanBeDryRun for ById {
    fn dry_run(&self) -> DryRun {
        self.dry_run
    }
}

impl KeyChecks for ById {
    /// The key policy has no say in who retires a grant.
    const OF_THE_KEY: &'static [Check<Asked<'static, Self>>] = &[
        Check { rule: &rule::NOT_AN_ALIAS, test: key_checks::not_an_alias },
        Check { rule: &rule::WELL_FORMED_ARN, test: key_checks::well_formed_arn },
        Check { rule: &rule::WELL_FORMED, test: key_checks::well_formed },
        Check { rule: &rule::CALLED_REGION, test: key_checks::called_region },
        Check { rule: &rule::EXISTS, test: key_checks::exists },
        Check { rule: &rule::DESCRIBED_KEY, test: key_checks::described_key },
    ];

    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] = &[
        Check { rule: &rule::GRANT_ID_WELL_FORMED, test: grant_checks::well_formed_id },
        Check { rule: &rule::GRANT_EXISTS, test: grant_checks::exists },
        Check { rule: &rule::MAY_RETIRE, test: may_retire_by_id },
        Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows },
        Check { rule: &rule::DRY_RUN, test: dry_run::not_dry_run },
    ];
}

impl Operation for ById {
    const NAME: OperationName = RetireGrant::NAME;
    type Output = ();

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<()>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let change = self.grant_id.grant_id().map(|grant_id| Change::GrantRetired { grant_id });
        Ok(on.decision("RetireGrant", (), change))
    }
}

/// The request for the grant of a token, with what is known around it.
struct ByToken<'a> {
    token: &'a GrantToken,
    dry_run: DryRun,
    setting: Setting<'a>,
    found: Option<Found<'a>>,
}

/// A grant with its key.
struct Found<'a> {
    key: Known<'a>,
    grant: &'a Grant,
}

impl Subject for ByToken<'static> {
    type In<'a> = ByToken<'a>;
}

static BY_TOKEN: &[Check<ByToken<'static>>] = &[
    Check { rule: &rule::GRANT_TOKEN_GIVEN, test: token_given },
    Check { rule: &rule::GRANT_EXISTS, test: exists },
    Check { rule: &rule::MAY_RETIRE, test: may_retire_by_token },
    Check { rule: &rule::KEY_STATE_ALLOWS, test: state_allows },
    Check { rule: &rule::DRY_RUN, test: |asked, broken| dry_run::refuse(asked.dry_run, broken) },
];

const GRANT_TOKEN: Pointer = Pointer::fixed("/GrantToken");

impl<'a> ByToken<'a> {
    fn new(token: &'a GrantToken, dry_run: DryRun, setting: &Setting<'a>) -> Self {
        let found = || {
            let (world, content) = (setting.world()?, token.content()?);
            let set = world.set(content.key.key_id())?;
            let key =
                set.key_in(content.key.region()).filter(|key| set.arn_in(&key.region) == content.key)?;
            let grant = world.grant(set.key_id(), &key.region, content.grant_id)?;
            Some(Found { key: Known::Modelled { set, key }, grant })
        };
        Self { token, dry_run, setting: *setting, found: found() }
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<()>, KmsError> {
        check::decide(BY_TOKEN, self)?;
        #[expect(clippy::expect_used, reason = "INVARIANT: the check GRANT_EXISTS has passed in this world")]
        let Found { key, grant } = self.found.as_ref().expect("the grant is in the world");
        #[expect(clippy::expect_used, reason = "INVARIANT: what a token finds is in the model")]
        let on = Acting::on(key, world, call).expect("the key is in the model");
        Ok(on.decision("RetireGrant", (), Some(Change::GrantRetired { grant_id: grant.grant_id })))
    }
}

/// A token that comes from somewhere else.
fn token_given(asked: &ByToken<'_>, broken: &mut Broken<'_>) {
    grant_checks::token_given(asked.token, &asked.setting, || GRANT_TOKEN, broken);
}

/// A token whose grant is gone.
fn exists(asked: &ByToken<'_>, broken: &mut Broken<'_>) {
    if let (Some(_), None, Some(content)) = (asked.setting.world(), &asked.found, asked.token.content()) {
        grant_checks::refuse_absent(&content.grant_id.to_string(), &content.key, GRANT_TOKEN, broken);
    }
}

fn may_retire_by_token(asked: &ByToken<'_>, broken: &mut Broken<'_>) {
    if let (Some(Found { key, grant }), Some(caller)) = (&asked.found, asked.setting.caller()) {
        may_retire(grant, key, caller, GRANT_TOKEN, broken);
    }
}

fn may_retire_by_id(asked: &Asked<'_, ById>, broken: &mut Broken<'_>) {
    if let (Some(grant), Some((set, key)), Some(caller)) =
        (grant_checks::grant(asked), asked.modelled(), asked.setting.caller())
    {
        may_retire(grant, &Known::Modelled { set, key }, caller, Pointer::fixed("/GrantId"), broken);
    }
}

/// The state of the key of the grant.
fn state_allows(asked: &ByToken<'_>, broken: &mut Broken<'_>) {
    if let Some(Found { key, .. }) = &asked.found {
        key_states::allows_on(&RetireGrant::NAME, key, || Place::at(GRANT_TOKEN), broken);
    }
}

/// A caller that the grant does not let retire it, and who is not the account of its key.
fn may_retire(grant: &Grant, key: &Known<'_>, caller: &Caller, at: Pointer, broken: &mut Broken<'_>) {
    let arn = key.arn();
    let is_caller = |principal: &PrincipalArn| caller.principal().acts_for(principal);
    let is_retiring = grant.retiring_principal.as_ref().is_some_and(is_caller);
    let is_grantee =
        grant.operations.contains(&GrantOperation::RetireGrant) && is_caller(&grant.grantee_principal);
    let is_account = caller.principal().kind() == PrincipalKind::Account && caller.account() == arn.account();
    if is_retiring || is_grantee || is_account {
        return;
    }
    let text = NotAuthorized {
        caller: caller.principal(),
        action: &Action::RetireGrant,
        resource: &arn,
        because: Because::KeyPolicyIsSilent,
    };
    let message = format!(
        "`{}` is neither the retiring principal of the grant, nor a grantee that may retire it, nor the account {}",
        caller.principal(),
        arn.account()
    );
    broken
        .refused(ErrorCode::AccessDenied, format_args!("{text}"), Evidence::Inferred, Place::at(at), message)
        .help("call RevokeGrant, for which policies decide");
}
