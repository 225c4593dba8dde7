//! What is asked of a key that is used.

use kms_mrk::key::KeyUsage;
use kms_mrk::operation::OperationName;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;

use super::alphabet::{Kind, Slot};
use super::ciphertext::{Algorithm, Ciphertext, Context, Plain};
use super::grant::{Tokens, dry_run, tokens};
use super::world::World;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Using {
    pub(crate) how: Use,
    pub(crate) tokens: Tokens,
    pub(crate) dry_run: bool,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Use {
    Encrypt { with: Sealing, plain: Plain },
    Decrypt { what: Pick, with: Sealing, key: Opener },
    ReEncrypt { what: Pick, from: Sealing, key: Opener, to: Sealing },
    GenerateDataKey { length: Length, context: Context, plaintext: Shown },
    GenerateDataKeyPair { spec: PairSpec, context: Context, plaintext: Shown },
    Sign(Signing),
    Verify(Signing),
    GenerateMac(Fit),
    VerifyMac(Fit),
    DeriveSharedSecret,
    Encapsulate,
    Decapsulate(Fit),
    GetPublicKey,
}

/// How something is sealed or opened; what is not said is what fits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sealing {
    pub(crate) algorithm: Option<Algorithm>,
    pub(crate) context: Option<Context>,
}

/// Which ciphertext is opened.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Pick {
    /// The last one of the key that is asked about and its related keys, or one before.
    OfKey(usize),
    /// The last one, or one before.
    Latest(usize),
    /// One of a key that never was.
    Nobodys,
}

/// Whether the key that opens is named, and which it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opener {
    Unnamed,
    /// The key of the ciphertext in the Region that is called.
    OfCiphertext,
    /// The one that the request is about.
    TheKey,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    Aes128,
    Aes256,
    Bytes(usize),
    Twice,
    Unsaid,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PairSpec {
    EccNistP256,
    /// One that is made in the China Regions only.
    Sm2,
}

/// Whether the operation is the one that shows what it makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    Yes,
    No,
}

/// Whether the algorithm, or the length of a secret, is that of the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    Right,
    Wrong,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Signing {
    pub(crate) algorithm: Fit,
    pub(crate) message: Message,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Message {
    Raw,
    Digest,
    ShortDigest,
}

impl Use {
    pub(crate) const fn name(&self) -> OperationName {
        match self {
            Self::Encrypt { .. } => OperationName::Encrypt,
            Self::Decrypt { .. } => OperationName::Decrypt,
            Self::ReEncrypt { .. } => OperationName::ReEncrypt,
            Self::GenerateDataKey { plaintext: Shown::Yes, .. } => OperationName::GenerateDataKey,
            Self::GenerateDataKey { .. } => OperationName::GenerateDataKeyWithoutPlaintext,
            Self::GenerateDataKeyPair { plaintext: Shown::Yes, .. } => OperationName::GenerateDataKeyPair,
            Self::GenerateDataKeyPair { .. } => OperationName::GenerateDataKeyPairWithoutPlaintext,
            Self::Sign(_) => OperationName::Sign,
            Self::Verify(_) => OperationName::Verify,
            Self::GenerateMac(_) => OperationName::GenerateMac,
            Self::VerifyMac(_) => OperationName::VerifyMac,
            Self::DeriveSharedSecret => OperationName::DeriveSharedSecret,
            Self::Encapsulate => OperationName::Encapsulate,
            Self::Decapsulate(_) => OperationName::Decapsulate,
            Self::GetPublicKey => OperationName::GetPublicKey,
        }
    }

    /// The name, for good.
    pub(crate) fn word(&self) -> &'static str {
        let name = self.name();
        OperationName::ALL.iter().find(|listed| **listed == name).expect("a listed operation").as_str()
    }

    /// What a key must be for; `None` where it must be asymmetric.
    pub(crate) const fn usage(&self) -> Option<KeyUsage> {
        match self {
            Self::Encrypt { .. }
            | Self::Decrypt { .. }
            | Self::ReEncrypt { .. }
            | Self::GenerateDataKey { .. }
            | Self::GenerateDataKeyPair { .. } => Some(KeyUsage::EncryptDecrypt),
            Self::Sign(_) | Self::Verify(_) => Some(KeyUsage::SignVerify),
            Self::GenerateMac(_) | Self::VerifyMac(_) => Some(KeyUsage::GenerateVerifyMac),
            Self::DeriveSharedSecret => Some(KeyUsage::KeyAgreement),
            Self::Encapsulate | Self::Decapsulate(_) => Some(KeyUsage::EncapsulateDecapsulate),
            Self::GetPublicKey => None,
        }
    }

    /// Whether a key of this kind may be used so.
    pub(crate) fn suits(&self, kind: Kind) -> bool {
        self.usage().map_or(kind.is_asymmetric(), |usage| usage == kind.usage())
    }

    /// The ciphertext that is opened.
    pub(crate) const fn pick(&self) -> Option<Pick> {
        match self {
            Self::Decrypt { what, .. } | Self::ReEncrypt { what, .. } => Some(*what),
            _ => None,
        }
    }

    /// Whether the key that opens the ciphertext is named.
    pub(crate) const fn opener(&self) -> Option<Opener> {
        match self {
            Self::Decrypt { key, .. } | Self::ReEncrypt { key, .. } => Some(*key),
            _ => None,
        }
    }

    /// Says what was not said: what fits the key, and the ciphertext.
    pub(crate) fn fit(&mut self, kind: Kind, ciphertext: Option<Ciphertext>) {
        let of_key = if kind.is_symmetric() { Algorithm::Symmetric } else { Algorithm::OaepSha1 };
        let sealing = ciphertext.map_or((Algorithm::Symmetric, Context::None), |ciphertext| {
            (ciphertext.algorithm, ciphertext.context)
        });
        let (seals, opens) = match self {
            Self::Encrypt { with, .. } => (Some(with), None),
            Self::Decrypt { with, .. } => (None, Some(with)),
            Self::ReEncrypt { from, to, .. } => (Some(to), Some(from)),
            _ => (None, None),
        };
        if let Some(with) = seals {
            with.algorithm.get_or_insert(of_key);
            with.context.get_or_insert(Context::None);
        }
        if let Some(with) = opens {
            with.algorithm.get_or_insert(sealing.0);
            with.context.get_or_insert(sealing.1);
        }
    }
}

impl World {
    /// Which of the ciphertexts that were made a request opens; `None` for one of a key that never was.
    pub(crate) fn ciphertext_for(&self, pick: Pick, slot: Slot) -> Option<usize> {
        match pick {
            Pick::OfKey(before) => {
                let is_of_key = |number: &usize| self.ciphertexts[*number].slot == slot;
                (0..self.ciphertexts.len()).rev().filter(is_of_key).nth(before)
            }
            Pick::Latest(before) => self.ciphertexts.len().checked_sub(before + 1),
            Pick::Nobodys => None,
        }
    }
}

pub(crate) fn using() -> impl Strategy<Value = Using> {
    (how(), tokens(), dry_run()).prop_map(|(how, tokens, dry_run)| Using {
        how,
        tokens,
        // GetPublicKey cannot be a dry run.
        dry_run: dry_run && !matches!(how, Use::GetPublicKey),
    })
}

fn how() -> impl Strategy<Value = Use> {
    let plain = select(vec![Plain::Short, Plain::Short, Plain::Long]);
    let encrypt = (sealing(), plain).prop_map(|(with, plain)| Use::Encrypt { with, plain });
    let decrypt =
        (pick(), sealing(), opener()).prop_map(|(what, with, key)| Use::Decrypt { what, with, key });
    let re_encrypt = (pick(), sealing(), opener(), sealing())
        .prop_map(|(what, from, key, to)| Use::ReEncrypt { what, from, key, to });
    let length = prop_oneof![
        4 => select(vec![Length::Aes256, Length::Aes128, Length::Bytes(7)]),
        1 => select(vec![Length::Twice, Length::Unsaid]),
    ];
    let data_key = (length, context(), shown())
        .prop_map(|(length, context, plaintext)| Use::GenerateDataKey { length, context, plaintext });
    let spec = prop_oneof![6 => Just(PairSpec::EccNistP256), 1 => Just(PairSpec::Sm2)];
    let pair = (spec, context(), shown()).prop_map(|(spec, context, plaintext)| Use::GenerateDataKeyPair {
        spec,
        context,
        plaintext,
    });
    let choices: Vec<(u32, BoxedStrategy<Use>)> = vec![
        (6, encrypt.boxed()),
        (9, decrypt.boxed()),
        (5, re_encrypt.boxed()),
        (3, data_key.boxed()),
        (3, pair.boxed()),
        (3, signing().prop_map(Use::Sign).boxed()),
        (3, signing().prop_map(Use::Verify).boxed()),
        (2, fit().prop_map(Use::GenerateMac).boxed()),
        (2, fit().prop_map(Use::VerifyMac).boxed()),
        (2, Just(Use::DeriveSharedSecret).boxed()),
        (2, Just(Use::Encapsulate).boxed()),
        (2, fit().prop_map(Use::Decapsulate).boxed()),
        (2, Just(Use::GetPublicKey).boxed()),
    ];
    Union::new_weighted(choices)
}

fn sealing() -> impl Strategy<Value = Sealing> {
    let algorithms = vec![Algorithm::Symmetric, Algorithm::OaepSha1, Algorithm::OaepSha256];
    let algorithm = prop_oneof![9 => Just(None), 2 => select(algorithms).prop_map(Some)];
    let context = prop_oneof![5 => Just(None), 2 => context().prop_map(Some)];
    (algorithm, context).prop_map(|(algorithm, context)| Sealing { algorithm, context })
}

fn context() -> impl Strategy<Value = Context> {
    select(vec![Context::None, Context::Orders, Context::Billing])
}

fn pick() -> impl Strategy<Value = Pick> {
    prop_oneof![
        5 => (0..3_usize).prop_map(Pick::OfKey),
        9 => (0..3_usize).prop_map(Pick::Latest),
        1 => Just(Pick::Nobodys),
    ]
}

fn opener() -> impl Strategy<Value = Opener> {
    prop_oneof![2 => Just(Opener::Unnamed), 2 => Just(Opener::OfCiphertext), 2 => Just(Opener::TheKey)]
}

fn shown() -> impl Strategy<Value = Shown> {
    select(vec![Shown::Yes, Shown::No])
}

fn fit() -> impl Strategy<Value = Fit> {
    prop_oneof![5 => Just(Fit::Right), 1 => Just(Fit::Wrong)]
}

fn signing() -> impl Strategy<Value = Signing> {
    let message = select(vec![Message::Raw, Message::Raw, Message::Digest, Message::ShortDigest]);
    (fit(), message).prop_map(|(algorithm, message)| Signing { algorithm, message })
}
