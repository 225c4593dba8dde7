//! The model under test, asked to use keys.

use kms_mrk::identity::{GrantToken, KeyArn, KeyReference};
use kms_mrk::key::{
    Algorithms, EncryptionAlgorithm, EncryptionContext, KeyMaterialId, MacAlgorithm, SigningAlgorithm,
};
use kms_mrk::model::KeyLastUsageData;
use kms_mrk::operation::{
    DataKeyPairSpec, DataKeySpec, Decapsulate, Decrypt, DeriveSharedSecret, Encapsulate, EncapsulatedSecret,
    Encrypt, GenerateDataKey, GenerateDataKeyPair, GenerateDataKeyPairWithoutPlaintext,
    GenerateDataKeyWithoutPlaintext, GenerateMac, GetPublicKey, Mac, Message, MessageType, NotComputed,
    NumberOfBytes, Operation, OperationName, Plaintext, PublicKey, ReEncrypt, Sign, Signature,
    SymbolicCiphertext, Verify, VerifyMac,
};

use super::alphabet::{Account, Material, Place, Slot, Time};
use super::answer::Output;
use super::asked::Asked;
use super::ciphertext::{Algorithm, Ciphertext, Context, Plain};
use super::grant_calls::dry_run;
use super::names::{account_id, time};
use super::system::{Answered, System};
use super::use_of_key::{self, Fit, Length, PairSpec, Sealing, Shown, Signing, Use, Using};

/// A ciphertext that the model made, and what it was made of.
#[derive(Clone, Debug)]
pub(crate) struct Sealed {
    blob: SymbolicCiphertext,
    plaintext: Plaintext,
    plain: Plain,
}

impl System {
    pub(crate) fn call_to_use(&mut self, asked: &Asked, key: KeyReference, using: &Using) -> Answered {
        let (grant_tokens, dry_run) = (self.grant_tokens(asked), dry_run(using.dry_run));
        let here = &[asked.place];
        match using.how {
            Use::Encrypt { with, plain } => {
                let plaintext = plaintext(plain);
                let request = Encrypt {
                    encryption_context: context(with.context.unwrap()),
                    encryption_algorithm: algorithm(with),
                    grant_tokens,
                    dry_run,
                    ..Encrypt::new(key, plaintext.clone())
                };
                let output = self.give(asked, &request, here)?;
                assert_eq!(output.encryption_algorithm, request.encryption_algorithm);
                self.sealed(&output.key_id, output.ciphertext_blob, plaintext, plain, None)
            }
            Use::Decrypt { with, .. } => {
                let request = Decrypt {
                    key_id: asked.opener.map(|opener| self.names.reference(opener)),
                    encryption_context: context(with.context.unwrap()),
                    encryption_algorithm: algorithm(with),
                    grant_tokens,
                    dry_run,
                    ..Decrypt::new(self.blob(asked))
                };
                let output = self.give(asked, &request, here)?;
                let (slot, place) = self.key_of(&output.key_id);
                Ok(Output::Opened {
                    slot,
                    place,
                    algorithm: named(&output.encryption_algorithm),
                    plain: self.opened(asked, &output.plaintext),
                    material: self.shown(slot, output.key_material_id),
                })
            }
            Use::ReEncrypt { from, to, .. } => self.re_encrypt(asked, key, from, to, using),
            Use::GenerateDataKey { length, context, plaintext } => {
                self.data_key(asked, key, (length, context, plaintext), using)
            }
            Use::GenerateDataKeyPair { spec, context, plaintext } => {
                self.data_key_pair(asked, key, (spec, context, plaintext), using)
            }
            Use::Sign(signing) => {
                let (message, message_type, algorithm) = said(signing);
                let request =
                    Sign { message_type, grant_tokens, dry_run, ..Sign::new(key, message, algorithm) };
                self.compute(asked, &request, &SigningAlgorithm::RsassaPssSha256)
            }
            Use::Verify(signing) => {
                let (message, message_type, algorithm) = said(signing);
                let signature = Signature::new([7; 256]).unwrap();
                let request = Verify::new(key, message, signature, algorithm);
                let request = Verify { message_type, grant_tokens, dry_run, ..request };
                self.compute(asked, &request, &SigningAlgorithm::RsassaPssSha256)
            }
            Use::GenerateMac(fit) => {
                let request = GenerateMac::new(key, Message::new(*b"message").unwrap(), mac_algorithm(fit));
                let request = GenerateMac { grant_tokens, dry_run, ..request };
                self.compute(asked, &request, &MacAlgorithm::HmacSha256)
            }
            Use::VerifyMac(fit) => {
                let (message, mac) = (Message::new(*b"message").unwrap(), Mac::new([7; 32]).unwrap());
                let request = VerifyMac::new(key, message, mac, mac_algorithm(fit));
                self.compute(
                    asked,
                    &VerifyMac { grant_tokens, dry_run, ..request },
                    &MacAlgorithm::HmacSha256,
                )
            }
            Use::DeriveSharedSecret => {
                let request = DeriveSharedSecret::new(key, PublicKey::new([1; 91]).unwrap());
                let algorithm = request.key_agreement_algorithm.clone();
                self.compute(asked, &DeriveSharedSecret { grant_tokens, dry_run, ..request }, &algorithm)
            }
            Use::Encapsulate => {
                let request = Encapsulate { grant_tokens, dry_run, ..Encapsulate::new(key) };
                self.compute(asked, &request, &request.encapsulation_algorithm)
            }
            Use::Decapsulate(fit) => {
                let length = if fit == Fit::Right { 1088 } else { 768 };
                let request = Decapsulate::new(key, EncapsulatedSecret::new(vec![7; length]).unwrap());
                let request = Decapsulate { grant_tokens, dry_run, ..request };
                self.compute(asked, &request, &request.encapsulation_algorithm)
            }
            Use::GetPublicKey => {
                let output =
                    self.give(asked, &GetPublicKey { grant_tokens, ..GetPublicKey::new(key) }, here)?;
                let set = self.kms.world().set(output.key_id.key_id()).expect("a key that is there").shared();
                assert_eq!((&output.key_spec, &output.key_usage), (&set.key_spec, &set.key_usage));
                let lists = matches!(
                    output.algorithms,
                    Some(Algorithms::Encryption(_) | Algorithms::Signing(_) | Algorithms::KeyAgreement(_))
                        | Some(Algorithms::Encapsulation(_))
                );
                assert!(lists, "{:?}", output.algorithms);
                let (slot, place) = self.key_of(&output.key_id);
                Ok(Output::PublicKey(slot, place))
            }
        }
    }

    fn re_encrypt(
        &mut self,
        asked: &Asked,
        key: KeyReference,
        from: Sealing,
        to: Sealing,
        using: &Using,
    ) -> Answered {
        let request = ReEncrypt {
            source_key_id: asked.opener.map(|opener| self.names.reference(opener)),
            source_encryption_context: context(from.context.unwrap()),
            source_encryption_algorithm: algorithm(from),
            destination_encryption_context: context(to.context.unwrap()),
            destination_encryption_algorithm: algorithm(to),
            grant_tokens: self.grant_tokens(asked),
            dry_run: dry_run(using.dry_run),
            ..ReEncrypt::new(self.blob(asked), key)
        };
        let output = self.give(asked, &request, &[asked.place])?;
        assert_eq!(output.source_encryption_algorithm, request.source_encryption_algorithm);
        assert_eq!(output.destination_encryption_algorithm, request.destination_encryption_algorithm);
        let plain = self.opened(asked, output.ciphertext_blob.plaintext());
        let plaintext = output.ciphertext_blob.plaintext().clone();
        let (from, at) = self.key_of(&output.source_key_id);
        let with = self.shown(from, output.source_key_material_id);
        let shown = output.destination_key_material_id;
        match self.sealed(&output.key_id, output.ciphertext_blob, plaintext, plain, Some(shown))? {
            Output::Sealed { place, ciphertext } => {
                assert_eq!(at, place, "both keys are in the Region that is called");
                Ok(Output::Resealed { from, with, place, ciphertext })
            }
            other => Ok(other),
        }
    }

    fn data_key(
        &mut self,
        asked: &Asked,
        key: KeyReference,
        (length, context, shown): (Length, Context, Shown),
        using: &Using,
    ) -> Answered {
        let (key_spec, bytes) = match length {
            Length::Aes128 => (Some(DataKeySpec::Aes128), None),
            Length::Aes256 => (Some(DataKeySpec::Aes256), None),
            Length::Bytes(bytes) => (None, Some(bytes)),
            Length::Twice => (Some(DataKeySpec::Aes256), Some(32)),
            Length::Unsaid => (None, None),
        };
        let number_of_bytes = bytes.map(|bytes| NumberOfBytes::new(bytes as u64).unwrap());
        let (encryption_context, grant_tokens) = (self::context(context), self.grant_tokens(asked));
        let dry_run = dry_run(using.dry_run);
        let here = &[asked.place];
        let (key, blob, plaintext, material) = match shown {
            Shown::Yes => {
                let request = GenerateDataKey {
                    key_id: key,
                    key_spec,
                    number_of_bytes,
                    encryption_context,
                    grant_tokens,
                    dry_run,
                };
                let output = self.give(asked, &request, here)?;
                (output.key_id, output.ciphertext_blob, output.plaintext, output.key_material_id)
            }
            Shown::No => {
                let request = GenerateDataKeyWithoutPlaintext {
                    key_id: key,
                    key_spec,
                    number_of_bytes,
                    encryption_context,
                    grant_tokens,
                    dry_run,
                };
                let output = self.give(asked, &request, here)?;
                let plaintext = output.ciphertext_blob.plaintext().clone();
                (output.key_id, output.ciphertext_blob, plaintext, output.key_material_id)
            }
        };
        let plain = Plain::DataKey(plaintext.as_bytes().len());
        self.sealed(&key, blob, plaintext, plain, Some(material))
    }

    fn data_key_pair(
        &mut self,
        asked: &Asked,
        key: KeyReference,
        (spec, context, shown): (PairSpec, Context, Shown),
        using: &Using,
    ) -> Answered {
        let spec = match spec {
            PairSpec::EccNistP256 => DataKeyPairSpec::EccNistP256,
            PairSpec::Sm2 => DataKeyPairSpec::Sm2,
        };
        let (encryption_context, grant_tokens) = (self::context(context), self.grant_tokens(asked));
        let dry_run = dry_run(using.dry_run);
        let here = &[asked.place];
        let (key, blob, plaintext, material) = match shown {
            Shown::Yes => {
                let request = GenerateDataKeyPair::new(key, spec.clone());
                let request = GenerateDataKeyPair { encryption_context, grant_tokens, dry_run, ..request };
                let output = self.give(asked, &request, here)?;
                assert_eq!(output.key_pair_spec, spec);
                let (blob, plaintext) = (output.private_key_ciphertext_blob, output.private_key_plaintext);
                (output.key_id, blob, plaintext, output.key_material_id)
            }
            Shown::No => {
                let request = GenerateDataKeyPairWithoutPlaintext::new(key, spec.clone());
                let request = GenerateDataKeyPairWithoutPlaintext {
                    encryption_context,
                    grant_tokens,
                    dry_run,
                    ..request
                };
                let output = self.give(asked, &request, here)?;
                assert_eq!(output.key_pair_spec, spec);
                let plaintext = output.private_key_ciphertext_blob.plaintext().clone();
                (output.key_id, output.private_key_ciphertext_blob, plaintext, output.key_material_id)
            }
        };
        self.sealed(&key, blob, plaintext, Plain::PrivateKey, Some(material))
    }

    fn compute<O, A>(&mut self, asked: &Asked, request: &O, algorithm: &A) -> Answered
    where
        O: Operation<Output = NotComputed<A>>,
        A: PartialEq + std::fmt::Debug,
    {
        let output = self.give(asked, request, &[asked.place])?;
        assert_eq!(output.algorithm, *algorithm);
        let (slot, place) = self.key_of(&output.key_id);
        Ok(Output::NotComputed { slot, place, member: output.member })
    }

    /// What a key made of a plaintext, which is remembered; and which material the answer shows, if it may show one.
    fn sealed(
        &mut self,
        key: &KeyArn,
        blob: SymbolicCiphertext,
        plaintext: Plaintext,
        plain: Plain,
        shown: Option<Option<KeyMaterialId>>,
    ) -> Answered {
        let (slot, place): (Slot, Place) = self.key_of(key);
        assert_eq!((blob.key_id(), blob.plaintext()), (key.key_id(), &plaintext));
        let owner = if blob.account() == account_id(Account::Ours) { Account::Ours } else { Account::Theirs };
        let material = self.shown(slot, Some(blob.key_material_id()));
        if let Some(shown) = shown {
            assert_eq!(self.shown(slot, shown), material, "the answer shows the material that sealed");
        }
        let contexts = [Context::None, Context::Orders, Context::Billing];
        let ciphertext = Ciphertext {
            slot,
            owner,
            material,
            algorithm: named(blob.encryption_algorithm()),
            context: *contexts
                .iter()
                .find(|known| context(**known) == *blob.encryption_context())
                .expect("a context that was given"),
            plain,
        };
        self.sealed.push(Sealed { blob, plaintext, plain });
        Ok(Output::Sealed { place, ciphertext })
    }

    /// The material of this ID, of keys that show one: symmetric ones that are in no custom key store.
    fn shown(&self, slot: Slot, id: Option<KeyMaterialId>) -> Option<Material> {
        let shared = self.kms.world().set(self.names.key(slot)).expect("a key that is there").shared();
        let shows = shared.key_spec == kms_mrk::key::KeySpec::SymmetricDefault
            && !shared.origin.is_custom_key_store();
        id.filter(|_| shows).map(|id| self.names.material(slot, id))
    }

    /// What the ciphertext was made of, which is what it was opened to.
    fn opened(&self, asked: &Asked, plaintext: &Plaintext) -> Plain {
        let sealed = &self.sealed[asked.ciphertext.expect("nobody's ciphertext is not opened")];
        assert_eq!(*plaintext, sealed.plaintext, "what was sealed");
        sealed.plain
    }

    /// The ciphertext that the request brings.
    fn blob(&self, asked: &Asked) -> SymbolicCiphertext {
        match asked.ciphertext {
            Some(number) => self.sealed[number].blob.clone(),
            None => SymbolicCiphertext::new(
                self.names.key(Slot::NEVER),
                account_id(asked.caller()),
                KeyMaterialId::from_bytes([7; 32]),
                EncryptionAlgorithm::SymmetricDefault,
                EncryptionContext::new(),
                plaintext(Plain::Short),
            ),
        }
    }

    /// The grant tokens that the request brings.
    pub(crate) fn grant_tokens(&self, asked: &Asked) -> Vec<GrantToken> {
        let text = || "a token that KMS never gave".parse().unwrap();
        let token =
            |token: &Option<usize>| token.map_or_else(text, |number| self.grant_tokens[number].clone());
        asked.grant_tokens.iter().map(token).collect()
    }
}

/// A use of a key, in the reference's words.
pub(crate) fn last_use(usage: &KeyLastUsageData) -> (&'static str, Time) {
    let named = |listed: &&OperationName| listed.as_str() == usage.operation.as_str();
    let operation = OperationName::ALL.iter().find(named).expect("an operation of KMS");
    (operation.as_str(), time(usage.timestamp))
}

fn plaintext(plain: Plain) -> Plaintext {
    Plaintext::new(vec![b'x'; plain.length().expect("a plaintext that is given")]).unwrap()
}

fn context(context: Context) -> EncryptionContext {
    match context {
        Context::None => EncryptionContext::new(),
        Context::Orders => EncryptionContext::from_iter([("team", "orders")]),
        Context::Billing => EncryptionContext::from_iter([("team", "billing")]),
    }
}

fn algorithm(with: Sealing) -> EncryptionAlgorithm {
    with.algorithm.expect("an algorithm that fits").as_str().parse().unwrap()
}

/// The algorithm of this name.
fn named(algorithm: &EncryptionAlgorithm) -> Algorithm {
    *[Algorithm::Symmetric, Algorithm::OaepSha1, Algorithm::OaepSha256]
        .iter()
        .find(|known| known.as_str() == algorithm.as_str())
        .expect("an algorithm of the alphabet")
}

fn said(signing: Signing) -> (Message, MessageType, SigningAlgorithm) {
    let (length, message_type) = match signing.message {
        use_of_key::Message::Raw => (7, MessageType::Raw),
        use_of_key::Message::Digest => (32, MessageType::Digest),
        use_of_key::Message::ShortDigest => (20, MessageType::Digest),
    };
    let algorithm = match signing.algorithm {
        Fit::Right => SigningAlgorithm::RsassaPssSha256,
        Fit::Wrong => SigningAlgorithm::EcdsaSha256,
    };
    (Message::new(vec![7; length]).unwrap(), message_type, algorithm)
}

fn mac_algorithm(fit: Fit) -> MacAlgorithm {
    if fit == Fit::Right { MacAlgorithm::HmacSha256 } else { MacAlgorithm::HmacSha512 }
}
