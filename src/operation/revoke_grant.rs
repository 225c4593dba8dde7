//! RevokeGrant: take a grant back.

use super::asked::{Asked, names_key_by_key_id};
use super::contract::{Decision, Operation};
use super::dry_run::{self, CanBeDryRun, DryRun};
use super::grant_checks::{self, OnGrant};
use super::name::OperationName;
use super::on_key::{self, KeyChecks};
use super::permission::Permission;
use super::setting::Setting;
use super::{key_states, request_context, rule};
use crate::identity::{GrantReference, KeyReference};
use crate::model::{Call, Change, World};
use crate::policy::RequestContext;
use crate::verdict::check::Check;
use crate::verdict::{KmsError, Report};

/// A request to take back a grant of a key, possible in every key state.
///
/// Who may is for policies to say; who may [retire](super::RetireGrant) a grant, the grant says itself.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_RevokeGrant.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::key::GrantOperation;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateGrant, CreateKey, RevokeGrant};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let key = kms.call(&CreateKey::default(), &call)?.output.key_id;
/// let grantee = "arn:aws:iam::111122223333:role/deployer".parse()?;
/// let create = CreateGrant::new(key.into(), grantee, vec![GrantOperation::Decrypt]);
/// let grant = kms.call(&create, &call)?.output.grant_id;
///
/// let revoke = RevokeGrant::new(key.into(), grant.into());
/// kms.call(&revoke, &call)?;
/// assert_eq!(kms.call(&revoke, &call).unwrap_err().code().as_str(), "NotFoundException");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevokeGrant {
    /// The key: a key ID or key ARN.
    pub key_id: KeyReference,
    /// The ID of the grant.
    pub grant_id: GrantReference,
    /// Whether KMS only tells what would come of the request.
    pub dry_run: DryRun,
}

impl RevokeGrant {
    /// A request to take back this grant of this key.
    #[must_use]
    pub const fn new(key_id: KeyReference, grant_id: GrantReference) -> Self {
        Self { key_id, grant_id, dry_run: DryRun::No }
    }

    /// The permission that the caller needs.
    #[must_use]
    pub fn required_permissions(&self, setting: &Setting<'_>) -> Vec<Permission> {
        vec![Asked::new(self, setting).permission("kms:RevokeGrant")]
    }
}

names_key_by_key_id!(RevokeGrant, Keys);

impl OnGrant for RevokeGrant {
    fn grant_reference(&self) -> Option<&GrantReference> {
        Some(&self.grant_id)
    }
}

impl CanBeDryRun for RevokeGrant {
    fn dry_run(&self) -> DryRun {
        self.dry_run
    }
}

impl KeyChecks for RevokeGrant {
    const OF_THE_KEY: &'static [Check<Asked<'static, Self>>] = Self::OF_ANY_ACCOUNTS_KEY;

    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] = &[
        Check { rule: &rule::GRANT_ID_WELL_FORMED, test: grant_checks::well_formed_id },
        Check { rule: &rule::GRANT_EXISTS, test: grant_checks::exists },
        Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows },
        Check { rule: &rule::DRY_RUN, test: dry_run::not_dry_run },
    ];

    fn conditions(_asked: &Asked<'_, Self>, context: RequestContext) -> RequestContext {
        context.with("kms:GrantIsForAWSResource", request_context::truth(false))
    }
}

impl Operation for RevokeGrant {
    const NAME: OperationName = OperationName::RevokeGrant;
    type Output = ();

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<()>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let change = self.grant_id.grant_id().map(|grant_id| Change::GrantRevoked { grant_id });
        Ok(on.decision("RevokeGrant", (), change))
    }
}
