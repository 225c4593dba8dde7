//! The use of keys: which key, in what state, for what, with which algorithm.

use kms_mrk::key::KeyUsage;

use super::alphabet::{Material, Place, Slot};
use super::answer::{Answer, Output, Refusal};
use super::asked::Asked;
use super::ciphertext::{Algorithm, Ciphertext, Context, Plain};
use super::states::StateName::{self, *};
use super::use_of_key::{Fit, Length, Message, PairSpec, Sealing, Use, Using};
use super::world::World;

const VALIDATION: Refusal = Refusal::somehow("ValidationException");
const UNSUPPORTED: Refusal = Refusal::somehow("UnsupportedOperationException");

impl World {
    pub(crate) fn use_key(&mut self, asked: &Asked, using: &Using) -> Answer {
        let mut refusals = self.wrong_tokens(asked);
        if let Use::GenerateDataKey { length: Length::Twice | Length::Unsaid, .. } = using.how {
            refusals.push(VALIDATION);
        }
        let output = match using.how {
            Use::Decrypt { with, .. } => self.decrypt(asked, with),
            Use::ReEncrypt { from, to, .. } => self.re_encrypt(asked, from, to),
            _ => self.use_one_key(asked, &using.how),
        };
        let output = match output {
            Ok(output) if refusals.is_empty() => output,
            wrong => {
                refusals.extend(wrong.err().into_iter().flatten());
                Refusal::any_of(refusals)?;
                unreachable!("something is wrong")
            }
        };
        if using.dry_run {
            return Err(Refusal::dry_run());
        }
        if let Output::Sealed { ciphertext, .. } | Output::Resealed { ciphertext, .. } = &output {
            self.ciphertexts.push(*ciphertext);
        }
        let used = match &output {
            Output::Sealed { ciphertext, .. } => vec![ciphertext.slot],
            Output::Resealed { from, ciphertext, .. } => vec![*from, ciphertext.slot],
            Output::Opened { slot, .. } | Output::NotComputed { slot, .. } => vec![*slot],
            // To read a public key takes no key material.
            _ => vec![],
        };
        for slot in used {
            self.last_uses.insert((slot, asked.place), (using.how.word(), self.now));
        }
        Ok(output)
    }

    fn use_one_key(&self, asked: &Asked, how: &Use) -> Result<Output, Vec<Refusal>> {
        let name = how.name();
        let place = asked.place;
        let slot = self.key_for(asked.key, asked, name.as_str()).map_err(|refusal| vec![refusal])?;
        self.check_use(slot, place, name.as_str(), how.usage()).map_err(|refusal| vec![refusal])?;
        if let Some(refusals) = Some(self.check_fit(slot, how)).filter(|refusals| !refusals.is_empty()) {
            return Err(refusals);
        }
        let computed = |member| Ok(Output::NotComputed { slot, place, member });
        let sealed = |context, plain| {
            let ciphertext = self.seal(slot, Algorithm::Symmetric, context, plain);
            Ok(Output::Sealed { place, ciphertext })
        };
        match *how {
            Use::Encrypt { with: Sealing { algorithm, context }, plain } => {
                let ciphertext = self.seal(slot, algorithm.unwrap(), context.unwrap(), plain);
                Ok(Output::Sealed { place, ciphertext })
            }
            Use::GenerateDataKey { length, context, .. } => {
                let bytes = match length {
                    Length::Aes128 => 16,
                    Length::Bytes(bytes) => bytes,
                    _ => 32,
                };
                sealed(context, Plain::DataKey(bytes))
            }
            Use::GenerateDataKeyPair { context, .. } => sealed(context, Plain::PrivateKey),
            Use::Sign(_) => computed("Signature"),
            Use::Verify(_) => computed("SignatureValid"),
            Use::GenerateMac(_) => computed("Mac"),
            Use::VerifyMac(_) => computed("MacValid"),
            Use::DeriveSharedSecret | Use::Encapsulate | Use::Decapsulate(_) => computed("SharedSecret"),
            Use::GetPublicKey => Ok(Output::PublicKey(slot, place)),
            Use::Decrypt { .. } | Use::ReEncrypt { .. } => unreachable!(),
        }
    }

    /// The state of the key lets it be used, its material is there, and it is for that: in this order.
    pub(crate) fn check_use(
        &self,
        slot: Slot,
        place: Place,
        name: &str,
        usage: Option<KeyUsage>,
    ) -> Result<(), Refusal> {
        const NEVER: &[StateName] =
            &[Disabled, PendingDeletion, PendingReplicaDeletion, PendingImport, Creating, Unavailable];
        self.refuse_in(NEVER, slot, place)?;
        if !self.is_usable(slot, place) {
            // Without its material a key is of no use, even while it is Updating; the words are not known.
            return Err(Refusal::somehow("KMSInvalidStateException"));
        }
        let kind = self.sets[&slot].kind;
        match usage {
            None if !kind.is_asymmetric() => Err(UNSUPPORTED),
            Some(usage) if usage != kind.usage() => {
                let (arn, is) = (self.arn(slot, place), kind.usage());
                let words = format!("{arn} key usage is {is} which is not valid for {name}.");
                Err(Refusal::said("InvalidKeyUsageException", words))
            }
            _ => Ok(()),
        }
    }

    /// What does not go with the key in a request that is otherwise for it.
    fn check_fit(&self, slot: Slot, how: &Use) -> Vec<Refusal> {
        let kind = self.sets[&slot].kind;
        let mut refusals = Vec::new();
        match *how {
            Use::Encrypt { with, plain } => refusals.extend(self.check_sealing(slot, with, Some(plain))),
            Use::GenerateDataKey { .. } | Use::GenerateDataKeyPair { .. } => {
                if !kind.is_symmetric() {
                    refusals.push(Refusal::somehow("InvalidKeyUsageException"));
                }
                if let Use::GenerateDataKeyPair { spec, .. } = how {
                    // Key pairs are not made with keys in custom key stores; SM2 key pairs, in the China Regions.
                    if kind.store().is_some() || *spec == PairSpec::Sm2 {
                        refusals.push(UNSUPPORTED);
                    }
                }
            }
            Use::Sign(signing) | Use::Verify(signing) => {
                if signing.algorithm == Fit::Wrong {
                    refusals.push(incompatible("ECDSA_SHA_256", kind.spec().as_str()));
                }
                if signing.message == Message::ShortDigest {
                    refusals.push(VALIDATION);
                }
            }
            Use::GenerateMac(Fit::Wrong) | Use::VerifyMac(Fit::Wrong) => {
                refusals.push(incompatible("HMAC_SHA_512", kind.spec().as_str()));
            }
            Use::Decapsulate(Fit::Wrong) => refusals.push(Refusal::somehow("InvalidCiphertextException")),
            _ => {}
        }
        refusals
    }

    /// What does not go with the key when it seals, or opens something that has to fit no more.
    pub(crate) fn check_sealing(&self, slot: Slot, with: Sealing, plain: Option<Plain>) -> Vec<Refusal> {
        let kind = self.sets[&slot].kind;
        let algorithm = with.algorithm.unwrap();
        let mut refusals = Vec::new();
        if kind.is_symmetric() != (algorithm == Algorithm::Symmetric) {
            refusals.push(incompatible(algorithm.as_str(), kind.spec().as_str()));
        }
        if !kind.is_symmetric() && with.context != Some(Context::None) {
            refusals.push(VALIDATION);
        }
        let most = match algorithm {
            Algorithm::Symmetric => 4096,
            Algorithm::OaepSha1 => 214,
            Algorithm::OaepSha256 => 190,
        };
        if plain.and_then(Plain::length).is_some_and(|length| length > most) {
            refusals.push(VALIDATION);
        }
        refusals
    }

    pub(crate) fn seal(
        &self,
        slot: Slot,
        algorithm: Algorithm,
        context: Context,
        plain: Plain,
    ) -> Ciphertext {
        let set = &self.sets[&slot];
        Ciphertext { slot, owner: set.account, material: self.material_of(slot), algorithm, context, plain }
    }

    /// The current material, of keys that show one.
    fn material_of(&self, slot: Slot) -> Option<Material> {
        let set = &self.sets[&slot];
        set.used.last().copied().filter(|_| set.kind.is_symmetric())
    }
}

fn incompatible(algorithm: &str, spec: &str) -> Refusal {
    let words = format!("Algorithm {algorithm} is incompatible with key spec {spec}.");
    Refusal::said("InvalidKeyUsageException", words)
}
