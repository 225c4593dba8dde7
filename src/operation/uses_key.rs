//! Requests to use a key: what is checked of all of them.

use super::asked::{Asked, Known, Target};
use super::contract::Decision;
use super::dry_run::{self, CanBeDryRun};
use super::name::OperationName;
use super::not_computed::NotComputed;
use super::on_key::{self, KeyChecks};
use super::{key_states, material_checks, rule};
use crate::key::{
    EncapsulationAlgorithm, EncryptionAlgorithm, EncryptionContext, KeyAgreementAlgorithm,
    KeyLastUsageTrackingOperation, KeySpec, KeyUsage, MacAlgorithm, SigningAlgorithm,
};
use crate::model::{Call, World};
use crate::policy::RequestContext;
use crate::verdict::check::Check;
use crate::verdict::{Broken, ErrorCode, Evidence, KmsError, Place, Pointer};

/// A list of names of AWS's that a member of a request is chosen from.
pub(super) trait Listed: Clone + AsRef<str> + Sized + 'static {
    const LISTED: &'static [Self];

    fn is_one_of_the_list(&self) -> bool;
}

/// An algorithm that a key is used with.
pub(super) trait Algorithm: Listed {
    /// The member of a request that names it.
    const MEMBER: Pointer;
    /// The member as messages write it.
    const PATH: &'static str;
    /// The condition key that has it.
    const CONDITION_KEY: &'static str;
}

macro_rules! listed {
    ($($Type:ty),+) => { $(
        impl $crate::operation::uses_key::Listed for $Type {
            const LISTED: &'static [Self] = Self::ALL;

            fn is_one_of_the_list(&self) -> bool {
                self.is_listed()
            }
        }
    )+ };
}
pub(super) use listed;

macro_rules! algorithms {
    ($($Algorithm:ident, $member:literal, $path:literal, $condition_key:literal;)+) => {
        listed!($($Algorithm),+);
        $(
            impl Algorithm for $Algorithm {
                const MEMBER: Pointer = Pointer::fixed($member);
                const PATH: &'static str = $path;
                const CONDITION_KEY: &'static str = $condition_key;
            }
        )+
    };
}

algorithms! {
    EncapsulationAlgorithm, "/EncapsulationAlgorithm", "encapsulationAlgorithm", "kms:EncapsulationAlgorithm";
    EncryptionAlgorithm, "/EncryptionAlgorithm", "encryptionAlgorithm", "kms:EncryptionAlgorithm";
    KeyAgreementAlgorithm, "/KeyAgreementAlgorithm", "keyAgreementAlgorithm", "kms:KeyAgreementAlgorithm";
    MacAlgorithm, "/MacAlgorithm", "macAlgorithm", "kms:MacAlgorithm";
    SigningAlgorithm, "/SigningAlgorithm", "signingAlgorithm", "kms:SigningAlgorithm";
}

/// A request to use a key with an algorithm.
pub(super) trait UsesKey: CanBeDryRun {
    /// The usage that the key must have.
    const USAGE: KeyUsage;

    type Algorithm: Algorithm;

    fn algorithm(&self) -> &Self::Algorithm;
}

/// Implements, for a request with the members `key_id` and `dry_run`, everything by which it uses a key.
macro_rules! uses_key {
    ($Request:ident, $USAGE:ident, $Algorithm:ty: |$request:ident| $algorithm:expr) => {
        $crate::operation::asked::names_key_by_key_id!($Request, KeysAndAliases, grant_tokens);

        $crate::operation::uses_key::uses_key!(@with $Request, $USAGE, $Algorithm: |$request| $algorithm);
    };
    (@with $Request:ident, $USAGE:ident, $Algorithm:ty: |$request:ident| $algorithm:expr) => {
        impl $Request {
            /// The same request as a dry run.
            #[must_use]
            pub fn as_dry_run(self) -> Self {
                Self { dry_run: $crate::operation::dry_run::DryRun::Yes, ..self }
            }
        }

        impl $crate::operation::dry_run::CanBeDryRun for $Request {
            fn dry_run(&self) -> $crate::operation::dry_run::DryRun {
                self.dry_run
            }
        }

        impl $crate::operation::uses_key::UsesKey for $Request {
            const USAGE: $crate::key::KeyUsage = $crate::key::KeyUsage::$USAGE;

            type Algorithm = $Algorithm;

            fn algorithm(&self) -> &$Algorithm {
                let $request = self;
                $algorithm
            }
        }
    };
}
pub(super) use uses_key;

/// Implements what a request to use a key is checked by, its `NAME` and its answer, which is that nothing was computed:
/// neither the member `$member` of KMS's answer nor anything else. `$conditions` adds its condition keys. `$choices` are the names that must be listed, `$check`s
/// come after those of every use of a key.
macro_rules! computes_nothing {
    ($Request:ident, $Algorithm:ty, $member:literal, $conditions:path, $choices:expr $(, $check:expr)*) => {
        impl $crate::operation::on_key::KeyChecks for $Request {
            const BEFORE_THE_KEY: &'static [Check<Asked<'static, Self>>] = &[$choices];

            const OF_THE_KEY: &'static [Check<Asked<'static, Self>>] = Self::OF_ANY_ACCOUNTS_KEY;

            const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] =
                &[uses_key::state(), uses_key::material(), uses_key::usage(), uses_key::algorithm() $(, $check)*];

            const AT_LAST: &'static [Check<Asked<'static, Self>>] = &[uses_key::dry_run()];

            fn conditions(
                asked: &Asked<'_, Self>,
                context: $crate::policy::RequestContext,
            ) -> $crate::policy::RequestContext {
                $conditions(asked.request, context)
            }
        }

        impl Operation for $Request {
            const NAME: OperationName = OperationName::$Request;
            type Output = NotComputed<$Algorithm>;

            fn check(&self, setting: &Setting<'_>) -> Report {
                $crate::operation::on_key::report(self, setting)
            }

            fn decide(&self, world: &World, call: &Call) -> Result<Decision<Self::Output>, KmsError> {
                let operation = &$crate::key::KeyLastUsageTrackingOperation::$Request;
                uses_key::not_computed(self, world, call, operation, $member)
            }
        }
    };
}
pub(super) use computes_nothing;

/// The check of the algorithm's name, before the key.
pub(super) const fn listed_algorithm<O: UsesKey>() -> Check<Asked<'static, O>> {
    Check { rule: &rule::LISTED_CHOICE, test: algorithm_is_listed }
}

/// The check of the key's state.
pub(super) const fn state<O: UsesKey>() -> Check<Asked<'static, O>> {
    Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows }
}

/// The check that the key has its material.
pub(super) const fn material<O: UsesKey>() -> Check<Asked<'static, O>> {
    Check { rule: &rule::MATERIAL_IS_THERE, test: material_checks::is_there }
}

/// The check of the key's usage.
pub(super) const fn usage<O: UsesKey>() -> Check<Asked<'static, O>> {
    Check { rule: &rule::KEY_USAGE_ALLOWS, test: usage_allows }
}

/// The check of the algorithm, which the key must have.
pub(super) const fn algorithm<O: UsesKey>() -> Check<Asked<'static, O>> {
    Check { rule: &rule::ALGORITHM_OF_KEY, test: algorithm_of_key }
}

/// The check whether the request is a dry run, which comes last.
pub(super) const fn dry_run<O: CanBeDryRun>() -> Check<Asked<'static, O>> {
    Check { rule: &rule::DRY_RUN, test: dry_run::not_dry_run }
}

/// The condition keys of a use of a key: its algorithm.
pub(super) fn conditions<O: UsesKey>(request: &O, context: RequestContext) -> RequestContext {
    context.with(O::Algorithm::CONDITION_KEY, request.algorithm().as_ref())
}

/// The answer where nothing speaks against the request and the model computes nothing.
pub(super) fn not_computed<O: UsesKey + KeyChecks>(
    request: &O,
    world: &World,
    call: &Call,
    operation: &'static KeyLastUsageTrackingOperation,
    member: &'static str,
) -> Result<Decision<NotComputed<O::Algorithm>>, KmsError> {
    let on = on_key::decide(request, world, call)?;
    let output = NotComputed { key_id: on.arn(), algorithm: request.algorithm().clone(), member };
    Ok(on.used(operation, output))
}

fn algorithm_is_listed<O: UsesKey>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    chosen_from_list(asked.request.algorithm(), O::Algorithm::PATH, || O::Algorithm::MEMBER, broken);
}

fn usage_allows<O: UsesKey>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    if let Target::Known(known) = asked.target {
        usage_allows_on(&O::NAME, &O::USAGE, &known, || asked.place(), broken);
    }
}

fn algorithm_of_key<O: UsesKey>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    if let Target::Known(known) = asked.target {
        let place = || Place::at(O::Algorithm::MEMBER);
        algorithm_of(asked.request.algorithm(), &O::USAGE, &known, place, broken);
    }
}

/// A name that KMS does not list.
pub(super) fn chosen_from_list<T: Listed>(
    chosen: &T,
    path: &str,
    member: impl FnOnce() -> Pointer,
    broken: &mut Broken<'_>,
) {
    if chosen.is_one_of_the_list() {
        return;
    }
    let (value, listed) =
        (chosen.as_ref(), T::LISTED.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", "));
    let clause = format!(
        "Value '{value}' at '{path}' failed to satisfy constraint: Member must satisfy enum value set: [{listed}]"
    );
    broken.counted(
        clause,
        Evidence::Inferred,
        Place::at(member()),
        format_args!("`{value}` is not among the values that KMS lists: {listed}"),
    );
}

/// A key of another usage.
pub(super) fn usage_allows_on(
    operation: &OperationName,
    usage: &KeyUsage,
    known: &Known<'_>,
    place: impl FnOnce() -> Place,
    broken: &mut Broken<'_>,
) {
    let has = known.key_usage();
    if has.is_listed() && has != usage {
        broken.refused(
            ErrorCode::InvalidKeyUsage,
            format_args!("{} key usage is {has} which is not valid for {operation}.", known.arn()),
            Evidence::Recorded,
            place(),
            format_args!("{operation} takes a key for {usage}, this one is for {has}"),
        );
    }
}

/// An algorithm that the key does not have. A key of another usage has none of the kind, which is another rule's matter.
pub(super) fn algorithm_of<A: Algorithm>(
    algorithm: &A,
    usage: &KeyUsage,
    known: &Known<'_>,
    place: impl FnOnce() -> Place,
    broken: &mut Broken<'_>,
) {
    let (spec, name) = (known.key_spec(), algorithm.as_ref());
    if known.key_usage() != usage || !algorithm.is_one_of_the_list() {
        return;
    }
    let Some(has) = spec.algorithms(usage).filter(|algorithms| !algorithms.contains(name)) else { return };
    broken
        .refused(
            ErrorCode::InvalidKeyUsage,
            format_args!("Algorithm {name} is incompatible with key spec {spec}."),
            Evidence::Recorded,
            place(),
            format_args!("a key of spec {spec} for {usage} does not have the algorithm {name}"),
        )
        .help(format!("the algorithms of the key are {}", has.names().join(", ")));
}

/// An encryption context for a key that is not a symmetric one.
pub(super) fn context_fits(
    context: &EncryptionContext,
    known: &Known<'_>,
    place: impl FnOnce() -> Place,
    broken: &mut Broken<'_>,
) {
    let spec = known.key_spec();
    if *spec != KeySpec::SymmetricDefault && spec.is_listed() && !context.is_empty() {
        let text = "EncryptionContext is not supported when encrypting/decrypting with asymmetric CMKs.";
        broken.refused(
            ErrorCode::Validation,
            text,
            Evidence::Recorded,
            place(),
            format_args!("a key of spec {spec} takes no encryption context"),
        );
    }
}
