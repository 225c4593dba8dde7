//! How a ciphertext is opened: by Decrypt, and by ReEncrypt at its source.

use std::fmt;

use super::asked::{Asked, NamedKey, Target};
use super::blob::Plaintext;
use super::on_key::KeyChecks;
use super::symbolic_ciphertext::SymbolicCiphertext;
use super::{authorization, key_checks, key_states, material_checks, rule, uses_key};
use crate::identity::KeyReference;
use crate::key::{EncryptionAlgorithm, EncryptionContext, KeyUsage};
use crate::verdict::check::Check;
use crate::verdict::{Broken, ErrorCode, Evidence, Place, Pointer};

const CIPHERTEXT: Pointer = Pointer::fixed("/CiphertextBlob");

/// A ciphertext, and what a request says of how to open it.
pub(super) struct Opening<'a> {
    pub(super) ciphertext: &'a SymbolicCiphertext,
    /// The key, if the request names one.
    pub(super) key: Option<&'a KeyReference>,
    pub(super) context: &'a EncryptionContext,
    pub(super) algorithm: &'a EncryptionAlgorithm,
}

/// A request that opens a ciphertext.
pub(super) trait Opens: KeyChecks {
    /// The member that names the key to open with.
    const KEY: Pointer;
    const CONTEXT: Pointer;
    const ALGORITHM: Pointer;
    /// What KMS says where the key must be named and is not, if that is known.
    const KEY_MISSING: Option<&'static str>;
    /// The permission that the caller needs on the key, where it is not named like the operation.
    const PERMISSION: Option<&'static str>;

    fn opening(&self) -> Opening<'_>;

    /// The key to open with: the one that the request names, or else the one that the ciphertext names.
    fn opening_key(&self) -> NamedKey<'_> {
        let Opening { ciphertext, key, .. } = self.opening();
        match key {
            Some(reference) => {
                NamedKey { reference, member: Self::KEY, owner: None, action: Self::PERMISSION }
            }
            None => NamedKey {
                reference: ciphertext.key(),
                member: CIPHERTEXT,
                owner: Some(ciphertext.account()),
                action: Self::PERMISSION,
            },
        }
    }

    /// The names of the algorithms are listed.
    fn algorithms_are_listed(&self, broken: &mut Broken<'_>);

    /// There is a key to look for.
    const BEFORE_ITS_KEY: &'static [Check<Asked<'static, Self>>] = &[
        Check {
            rule: &rule::LISTED_CHOICE,
            test: |asked, broken| asked.request.algorithms_are_listed(broken),
        },
        Check { rule: &rule::KEY_NAMED_FOR_ASYMMETRIC, test: key_is_named },
        Check { rule: &rule::CIPHERTEXT_READABLE, test: readable },
    ];

    /// It is there.
    const OF_ITS_KEY: &'static [Check<Asked<'static, Self>>] = &[
        Check { rule: &rule::WELL_FORMED_ARN, test: key_checks::well_formed_arn },
        Check { rule: &rule::WELL_FORMED, test: key_checks::well_formed },
        Check { rule: &rule::CALLED_REGION, test: key_checks::called_region },
        Check { rule: &rule::EXISTS, test: named_key_exists },
        Check { rule: &rule::KEY_OF_CIPHERTEXT, test: key_of_ciphertext },
        Check { rule: &rule::DESCRIBED_KEY, test: key_checks::described_key },
        Check { rule: &rule::AUTHORIZED, test: named_key_is_for_caller },
    ];

    /// It opens the ciphertext. That KMS sees another key than the ciphertext's before the key's state was seen by others,
    /// and follows from nothing.
    const BY_ITS_KEY: &'static [Check<Asked<'static, Self>>] = &[
        Check { rule: &rule::SAME_KEY, test: same_key },
        Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows },
        Check { rule: &rule::MATERIAL_IS_THERE, test: material_checks::is_there },
        Check { rule: &rule::KEY_USAGE_ALLOWS, test: usage_allows },
        Check { rule: &rule::ALGORITHM_OF_KEY, test: algorithm_of_key },
        Check { rule: &rule::CONTEXT_FOR_SYMMETRIC_KEYS, test: context_fits },
        Check { rule: &rule::CIPHERTEXT_OPENS, test: opens },
        Check { rule: &rule::MATERIAL_HELD, test: material_is_held },
    ];
}

/// What is in a ciphertext that nothing speaks against opening.
pub(super) fn opened<O: Opens>(request: &O) -> Plaintext {
    request.opening().ciphertext.plaintext().clone()
}

fn is_symmetric(algorithm: &EncryptionAlgorithm) -> bool {
    *algorithm == EncryptionAlgorithm::SymmetricDefault
}

/// No key for an algorithm whose ciphertexts name none.
fn key_is_named<O: Opens>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    let Opening { key, algorithm, .. } = asked.request.opening();
    if key.is_some() || is_symmetric(algorithm) || !algorithm.is_listed() {
        return;
    }
    let place = Place::at(O::KEY);
    let message = format!("a ciphertext of {algorithm} does not name its key, so the request must");
    match O::KEY_MISSING {
        Some(text) => broken.refused(ErrorCode::Validation, text, Evidence::Recorded, place, message),
        None => broken.refused_in_unknown_words(ErrorCode::Validation, place, message),
    };
}

/// A ciphertext of an asymmetric key that is read as one of a symmetric key, which it does not look like.
fn readable<O: Opens>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    let Opening { ciphertext, algorithm, .. } = asked.request.opening();
    if is_symmetric(algorithm) && !ciphertext.names_its_key() {
        let sealed_with = ciphertext.encryption_algorithm();
        invalid_ciphertext(
            format_args!("the ciphertext is one of {sealed_with}, the request says {algorithm}"),
            broken,
        );
    }
}

/// A key that the request names and that is not there.
fn named_key_exists<O: Opens>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    if asked.request.opening().key.is_some() {
        key_checks::exists(asked, broken);
    }
}

/// A key that the request names and that its owner does not share.
fn named_key_is_for_caller<O: Opens>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    if asked.request.opening().key.is_some() {
        authorization::of_key(asked, broken);
    }
}

/// A ciphertext whose key is not in the Region that is called, or not for the caller to use: KMS does not tell which.
///
/// Since 2025 KMS has been seen to say "User … is not authorized to perform: … on this resource because the resource does
/// not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access"
/// too; when it says which is not known.
fn key_of_ciphertext<O: Opens>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    let Opening { ciphertext, key: None, algorithm, .. } = asked.request.opening() else { return };
    if !is_symmetric(algorithm) || !ciphertext.names_its_key() {
        return;
    }
    let message = match asked.target {
        Target::Absent => {
            format!("the key `{}` of the ciphertext is not in the Region that is called", ciphertext.key_id())
        }
        _ => match authorization::denial(asked) {
            Some(denial) => denial.message(),
            None => return,
        },
    };
    let text = "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or \
                you are not allowed to access.";
    broken.refused(ErrorCode::AccessDenied, text, Evidence::Recorded, Place::at(CIPHERTEXT), message);
}

/// Another key than the one that the ciphertext names.
fn same_key<O: Opens>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    let Opening { ciphertext, algorithm, .. } = asked.request.opening();
    let Target::Known(known) = asked.target else { return };
    let arn = known.arn();
    let is_same = arn.key_id() == ciphertext.key_id() && arn.account() == ciphertext.account();
    if is_symmetric(algorithm) && ciphertext.names_its_key() && !is_same {
        let text = "The key ID in the request does not identify a CMK that can perform this operation.";
        broken.refused(
            ErrorCode::IncorrectKey,
            text,
            Evidence::Recorded,
            asked.place(),
            format_args!("the ciphertext was sealed by `{}`, the request names `{arn}`", ciphertext.key_id()),
        );
    }
}

fn usage_allows<O: Opens>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    if let Target::Known(known) = asked.target {
        uses_key::usage_allows_on(&O::NAME, &KeyUsage::EncryptDecrypt, &known, || asked.place(), broken);
    }
}

fn algorithm_of_key<O: Opens>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    if let Target::Known(known) = asked.target {
        let algorithm = asked.request.opening().algorithm;
        let place = || Place::at(O::ALGORITHM);
        uses_key::algorithm_of(algorithm, &KeyUsage::EncryptDecrypt, &known, place, broken);
    }
}

fn context_fits<O: Opens>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    if let Target::Known(known) = asked.target {
        let context = asked.request.opening().context;
        uses_key::context_fits(context, &known, || Place::at(O::CONTEXT), broken);
    }
}

/// Another algorithm or encryption context than the ciphertext was sealed with; of asymmetric keys, another key. KMS says
/// nothing at all then.
fn opens<O: Opens>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    let Opening { ciphertext, algorithm, context, .. } = asked.request.opening();
    if *algorithm != *ciphertext.encryption_algorithm() {
        let sealed_with = ciphertext.encryption_algorithm();
        invalid_ciphertext(
            format_args!("the ciphertext was sealed with {sealed_with}, the request says {algorithm}"),
            broken,
        );
    } else if context != ciphertext.encryption_context() {
        invalid_ciphertext(
            format_args!("the encryption context is not the one that the ciphertext was sealed with"),
            broken,
        );
    } else if let Target::Known(known) = asked.target
        && !ciphertext.names_its_key()
        && known.arn().key_id() != ciphertext.key_id()
    {
        invalid_ciphertext(format_args!("the ciphertext was sealed by `{}`", ciphertext.key_id()), broken);
    }
}

fn invalid_ciphertext(message: fmt::Arguments<'_>, broken: &mut Broken<'_>) {
    broken.refused(ErrorCode::InvalidCiphertext, "", Evidence::Recorded, Place::at(CIPHERTEXT), message);
}

/// A version of the material that the key does not hold.
fn material_is_held<O: Opens>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    let Some((set, key)) = asked.modelled() else { return };
    let ciphertext = asked.request.opening().ciphertext;
    let version = ciphertext.key_material_id();
    if set.key_id() == ciphertext.key_id() && !set.holds(key, version) {
        broken.refused_in_unknown_words(
            ErrorCode::KmsInvalidState,
            Place::at(CIPHERTEXT),
            format_args!("the key does not hold the material `{version}` in the Region `{}`", key.region),
        );
    }
}
