//! CreateGrant: let a principal use a key.

use super::asked::{Asked, names_key_by_key_id};
use super::contract::{Decision, Operation};
use super::dry_run::{CanBeDryRun, DryRun};
use super::name::OperationName;
use super::on_key;
use super::permission::Permission;
use super::setting::Setting;
use crate::identity::{GrantId, GrantName, GrantToken, KeyReference, PrincipalArn};
use crate::key::{GrantConstraints, GrantOperation};
use crate::model::{Call, Caller, Change, Grant, RegionalKey, RelatedKeys, World};
use crate::verdict::{KmsError, Report};

/// A request to let a principal use a key, or describe it, or create and retire grants of it.
///
/// A grant is of one key in one Region; related keys have theirs each for itself. The grantee may be of another
/// account, and so may be the caller, who then names the key by its ARN. Grants to service principals
/// (`GranteeServicePrincipal` and what goes with it) are not there yet.
///
/// With a [name](Self::name), the request can be sent again: if a grant of that name is there and all else is the same,
/// KMS answers with its ID and one more token, whatever the quota. Whose grant it is counts as the same or not, too;
/// that is a judgement of this crate.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::key::GrantOperation;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateGrant, CreateKey, RetireGrant};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("arn:aws:iam::111122223333:root".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let key = kms.call(&CreateKey::default(), &call)?.output.key_id;
///
/// let create = CreateGrant {
///     name: Some("orders".parse()?),
///     ..CreateGrant::new(
///         key.into(),
///         "arn:aws:iam::111122223333:role/deployer".parse()?,
///         vec![GrantOperation::Encrypt, GrantOperation::Decrypt],
///     )
/// };
/// let first = kms.call(&create, &call)?.output;
/// let again = kms.call(&create, &call)?.output;
/// assert_eq!(first.grant_id, again.grant_id);
/// assert_ne!(first.grant_token, again.grant_token);
///
/// // Each of its tokens stands for the grant.
/// kms.call(&RetireGrant::by_token(first.grant_token), &call)?;
/// assert_eq!(kms.world().grants_of(key, call.region()), 0);
///
/// let sign = CreateGrant { operations: vec![GrantOperation::Sign], ..create };
/// assert_eq!(kms.call(&sign, &call).unwrap_err().rule().id(), "grant/operations/of-the-key");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateGrant {
    /// The key: a key ID or key ARN.
    pub key_id: KeyReference,
    /// Who may do what the grant permits.
    pub grantee_principal: PrincipalArn,
    /// Who may retire the grant, besides the grantee and the key's account.
    pub retiring_principal: Option<PrincipalArn>,
    /// What the grant permits.
    pub operations: Vec<GrantOperation>,
    /// For which encryption contexts.
    pub constraints: GrantConstraints,
    /// Tokens of new grants that let the caller create this one.
    pub grant_tokens: Vec<GrantToken>,
    /// The name of the grant.
    pub name: Option<GrantName>,
    /// Whether KMS only tells what would come of the request.
    pub dry_run: DryRun,
}

/// What KMS answers to [`CreateGrant`].
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html#API_CreateGrant_ResponseElements>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateGrantOutput {
    /// A token of the grant, different each time.
    pub grant_token: GrantToken,
    /// The ID of the grant.
    pub grant_id: GrantId,
}

impl CreateGrant {
    /// A request to let this principal use this key for these operations: no name, any encryption context.
    #[must_use]
    pub fn new(
        key_id: KeyReference,
        grantee_principal: PrincipalArn,
        operations: Vec<GrantOperation>,
    ) -> Self {
        Self {
            key_id,
            grantee_principal,
            retiring_principal: None,
            operations,
            constraints: GrantConstraints::default(),
            grant_tokens: Vec::new(),
            name: None,
            dry_run: DryRun::No,
        }
    }

    /// The permission that the caller needs.
    #[must_use]
    pub fn required_permissions(&self, setting: &Setting<'_>) -> Vec<Permission> {
        vec![Asked::new(self, setting).permission("kms:CreateGrant")]
    }

    /// The grant that is there already, if the one that is asked for has a name.
    pub(super) fn same_grant<'a>(
        &self,
        world: &'a World,
        set: &RelatedKeys,
        key: &RegionalKey,
        caller: &Caller,
    ) -> Option<&'a Grant> {
        let partition = &set.shared().partition;
        let is_the_same = |grant: &&Grant| {
            grant.grantee_principal == *self.grantee_principal.spelled_out(partition)
                && grant.retiring_principal.as_ref()
                    == self
                        .retiring_principal
                        .as_ref()
                        .map(|retiring| retiring.spelled_out(partition))
                        .as_deref()
                && grant.issuing_account == caller.account()
                && grant.operations == self.operations
                && grant.constraints == self.constraints
        };
        world.grants_named(self.name.as_ref()?, set.key_id(), &key.region).find(is_the_same)
    }
}

names_key_by_key_id!(CreateGrant, Keys, grant_tokens);

impl CanBeDryRun for CreateGrant {
    fn dry_run(&self) -> DryRun {
        self.dry_run
    }
}

impl Operation for CreateGrant {
    const NAME: OperationName = OperationName::CreateGrant;
    type Output = CreateGrantOutput;

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<CreateGrantOutput>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let caller = call.caller();
        let (grant_id, change) = match self.same_grant(world, on.set, on.key, caller) {
            Some(Grant { grant_id, .. }) => (*grant_id, Change::GrantTokenIssued { grant_id: *grant_id }),
            None => {
                let grant_id = world.next_grant_id(on.set.key_id(), &on.key.region);
                let spelled_out =
                    |principal: &PrincipalArn| principal.spelled_out(&on.set.shared().partition).into_owned();
                let grant = Box::new(Grant {
                    grant_id,
                    name: self.name.clone(),
                    creation_date: on.now,
                    grantee_principal: spelled_out(&self.grantee_principal),
                    retiring_principal: self.retiring_principal.as_ref().map(spelled_out),
                    issuing_account: caller.account(),
                    operations: self.operations.clone(),
                    constraints: self.constraints.clone(),
                });
                (grant_id, Change::GrantCreated { grant })
            }
        };
        let grant_token = GrantToken::of(&on.arn(), grant_id, world.next_grant_token_serial());
        Ok(on.decision("CreateGrant", CreateGrantOutput { grant_token, grant_id }, Some(change)))
    }
}
