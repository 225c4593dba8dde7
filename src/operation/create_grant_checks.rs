//! What CreateGrant checks of its own.

use super::asked::{Asked, Target};
use super::create_grant::CreateGrant;
use super::on_key::KeyChecks;
use super::{dry_run, key_states, request_context, rule};
use crate::identity::{PrincipalArn, PrincipalKind};
use crate::key::{EncryptionContext, GrantConstraints, GrantOperation, KeySpec};
use crate::model::Grant;
use crate::policy::RequestContext;
use crate::verdict::check::Check;
use crate::verdict::{Broken, ErrorCode, Evidence, Place, Pointer};

const CONSTRAINTS: Pointer = Pointer::fixed("/Constraints");
const OPERATIONS: Pointer = Pointer::fixed("/Operations");

/// The most pairs that a constraint may have.
const MAX_PAIRS: usize = 8;

/// The most characters that a value of a constraint may have.
const MAX_VALUE_LENGTH: usize = 384;

impl KeyChecks for CreateGrant {
    const BEFORE_THE_KEY: &'static [Check<Asked<'static, Self>>] =
        &[Check { rule: &rule::GRANT_OPERATIONS_LISTED, test: operations_listed }];

    const OF_THE_KEY: &'static [Check<Asked<'static, Self>>] = Self::OF_ANY_ACCOUNTS_KEY;

    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] = &[
        Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows },
        Check { rule: &rule::GRANT_IS_OF_USE, test: is_of_use },
        Check { rule: &rule::GRANT_OPERATIONS_OF_KEY, test: operations_of_key },
        Check { rule: &rule::ONE_GRANT_CONSTRAINT, test: one_constraint },
        Check { rule: &rule::GRANT_CONSTRAINT_SIZE, test: constraint_size },
        Check { rule: &rule::GRANT_CONSTRAINT_OF_KEY, test: constraint_of_key },
        Check { rule: &rule::GRANTS_PER_KEY, test: grants_per_key },
        Check { rule: &rule::DRY_RUN, test: dry_run::not_dry_run },
    ];

    fn conditions(asked: &Asked<'_, Self>, context: RequestContext) -> RequestContext {
        let CreateGrant { grantee_principal, retiring_principal, operations, constraints, .. } =
            asked.request;
        let context = with_principal(context, "Grantee", grantee_principal);
        let context = match retiring_principal {
            Some(retiring) => with_principal(context, "Retiring", retiring),
            None => context,
        };
        let GrantConstraints { encryption_context_subset: subset, encryption_context_equals: equals } =
            constraints;
        let types = [("EncryptionContextSubset", subset), ("EncryptionContextEquals", equals)];
        types
            .into_iter()
            .filter_map(|(name, pairs)| Some((name, pairs.as_ref()?)))
            .fold(context, |context, (name, pairs)| {
                request_context::with_encryption_context(context, pairs).with("kms:GrantConstraintType", name)
            })
            .with_values("kms:GrantOperations", operations.iter().map(GrantOperation::as_str))
            .with("kms:GrantIsForAWSResource", request_context::truth(false))
    }

    /// A grant lets its grantee pass on what it permits, under constraints that are at least as strict.
    fn is_within(asked: &Asked<'_, Self>, grant: &Grant) -> bool {
        let CreateGrant { operations, constraints, .. } = asked.request;
        operations.iter().all(|operation| grant.operations.contains(operation))
            && constraints.are_as_strict_as(&grant.constraints)
    }
}

/// The condition key of the principal to which a grant gives this role: for services, it is another.
fn with_principal(context: RequestContext, role: &str, principal: &PrincipalArn) -> RequestContext {
    let kind = match principal.kind() {
        PrincipalKind::Service => "ServicePrincipal",
        _ => "Principal",
    };
    context.with(format!("kms:{role}{kind}"), principal.as_str())
}

/// No operation, or one that KMS does not list.
pub(super) fn operations_listed(asked: &Asked<'_, CreateGrant>, broken: &mut Broken<'_>) {
    let operations = &asked.request.operations;
    if operations.is_empty() {
        let message = "the grant permits no operation";
        broken.refused_in_unknown_words(ErrorCode::Validation, Place::at(OPERATIONS), message);
    }
    for (index, operation) in operations.iter().enumerate().filter(|(_, operation)| !operation.is_listed()) {
        let message = format!("`{operation}` is not among the operations of grants that KMS lists");
        let place = Place::at(OPERATIONS.item(index));
        broken.refused_in_unknown_words(ErrorCode::Validation, place, message);
    }
}

/// A grant that permits nothing but to create grants, which permit no more than it.
pub(super) fn is_of_use(asked: &Asked<'_, CreateGrant>, broken: &mut Broken<'_>) {
    let operations = &asked.request.operations;
    if !operations.is_empty() && operations.iter().all(|operation| *operation == GrantOperation::CreateGrant)
    {
        let text = "Grants must not contain only the CreateGrant operation.";
        let message = "the grant permits CreateGrant only, so there is nothing to pass on";
        broken.refused(ErrorCode::Validation, text, Evidence::Recorded, Place::at(OPERATIONS), message);
    }
}

/// An operation that the key does not have.
pub(super) fn operations_of_key(asked: &Asked<'_, CreateGrant>, broken: &mut Broken<'_>) {
    let Target::Known(known) = asked.target else { return };
    let (spec, usage) = (known.key_spec(), known.key_usage());
    for (index, operation) in asked.request.operations.iter().enumerate() {
        if operation.is_for(spec, usage) == Some(false) {
            let message = format!("{operation} is not an operation of a key of spec {spec} for {usage}");
            let place = Place::at(OPERATIONS.item(index));
            broken.refused_in_unknown_words(ErrorCode::Validation, place, message);
        }
    }
}

/// The constraints that are given, with the names of their members.
fn constraints<'a>(
    asked: &Asked<'a, CreateGrant>,
) -> impl Iterator<Item = (&'static str, &'a EncryptionContext)> {
    let constraints = &asked.request.constraints;
    let subset = constraints.encryption_context_subset.as_ref();
    let equals = constraints.encryption_context_equals.as_ref();
    let named = [("EncryptionContextSubset", subset), ("EncryptionContextEquals", equals)];
    named.into_iter().filter_map(|(name, context)| Some((name, context?)))
}

/// Both constraints, be one of them without pairs.
pub(super) fn one_constraint(asked: &Asked<'_, CreateGrant>, broken: &mut Broken<'_>) {
    if constraints(asked).count() > 1 {
        let text = "More than one constraint supplied";
        let message = "the grant has both an EncryptionContextSubset and an EncryptionContextEquals";
        broken.refused(ErrorCode::Validation, text, Evidence::Recorded, Place::at(CONSTRAINTS), message);
    }
}

/// A constraint of too many pairs, or of a value that is too long.
pub(super) fn constraint_size(asked: &Asked<'_, CreateGrant>, broken: &mut Broken<'_>) {
    for (name, context) in constraints(asked) {
        let place = || Place::at(CONSTRAINTS.child(name));
        if context.len() > MAX_PAIRS {
            let message = format!("{name} has {} pairs, a constraint may have {MAX_PAIRS}", context.len());
            broken.refused_in_unknown_words(ErrorCode::Validation, place(), message);
        }
        let is_too_long =
            |value: &str| value.len() > MAX_VALUE_LENGTH && value.chars().count() > MAX_VALUE_LENGTH;
        if context.values().any(is_too_long) {
            let message = format!("{name} has a value of more than {MAX_VALUE_LENGTH} characters");
            broken.refused_in_unknown_words(ErrorCode::Validation, place(), message);
        }
    }
}

/// An encryption context constraint for a key whose operations take no encryption context.
pub(super) fn constraint_of_key(asked: &Asked<'_, CreateGrant>, broken: &mut Broken<'_>) {
    let Target::Known(known) = asked.target else { return };
    let spec = known.key_spec();
    if *spec == KeySpec::SymmetricDefault || !spec.is_listed() {
        return;
    }
    for (name, _) in constraints(asked) {
        let place = Place::at(CONSTRAINTS.child(name));
        let message =
            format!("operations of a key of spec {spec} take no encryption context to hold {name} against");
        broken.refused_in_unknown_words(ErrorCode::Validation, place, message);
    }
}

/// A key with as many grants as it may have, unless the grant that is asked for is there.
pub(super) fn grants_per_key(asked: &Asked<'_, CreateGrant>, broken: &mut Broken<'_>) {
    let (Some((set, key)), Some(world)) = (asked.modelled(), asked.setting.world()) else { return };
    let (count, most) = (world.grants_of(set.key_id(), &key.region), asked.setting.quotas().grants_per_key);
    let is_there = || {
        let caller = asked.setting.caller();
        caller.is_some_and(|caller| asked.request.same_grant(world, set, key, caller).is_some())
    };
    if count >= most && !is_there() {
        let message = format!("the key has {count} grants, the quota is {most}");
        let place = Place::at(Pointer::fixed("/KeyId"));
        broken.refused_in_unknown_words(ErrorCode::LimitExceeded, place, message);
    }
}
