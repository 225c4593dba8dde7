//! The call that a row is about.

use kms_mrk::KmsError;
use kms_mrk::identity::KeyReference;
use kms_mrk::key::{GrantOperation, MacAlgorithm, SigningAlgorithm, WrappingAlgorithm, WrappingKeySpec};
use kms_mrk::model::KeyMaterial;
use kms_mrk::operation::*;

use crate::stage::{policy, read, replicate, tags};
use crate::subject::{ALIAS, ELSEWHERE, Subject};

impl Subject {
    /// KMS's answer to the operation of this name.
    pub(crate) fn ask(&mut self, operation: &str) -> Result<(), KmsError> {
        let key = self.key();
        match operation {
            "CancelKeyDeletion" => self.call(&CancelKeyDeletion::new(key)),
            "CreateAlias" => self.call(&CreateAlias::new(read("alias/new"), key)),
            "CreateGrant" => self.call(&grant(key)),
            "Decapsulate" => self.call(&Decapsulate::new(key, EncapsulatedSecret::new([0; 1088]).unwrap())),
            "Decrypt" => self.call(&Decrypt::new(self.ciphertext.clone().unwrap()).with_key(key)),
            "DeleteAlias" => self.call(&DeleteAlias::new(read(ALIAS))),
            "DeleteImportedKeyMaterial" => self.call(&DeleteImportedKeyMaterial::new(key)),
            "DeriveSharedSecret" => {
                self.call(&DeriveSharedSecret::new(key, PublicKey::new([0; 91]).unwrap()))
            }
            "DescribeKey" => self.call(&DescribeKey::new(key)),
            "DisableKey" => self.call(&DisableKey::new(key)),
            "DisableKeyRotation" => self.call(&DisableKeyRotation::new(key)),
            "EnableKey" => self.call(&EnableKey::new(key)),
            "EnableKeyRotation" => self.call(&EnableKeyRotation::new(key)),
            "Encapsulate" => self.call(&Encapsulate::new(key)),
            "Encrypt" => self.call(&Encrypt::new(key, Plaintext::new(*b"orders").unwrap())),
            "GenerateDataKey" => self.call(&GenerateDataKey::aes_256(key)),
            "GenerateDataKeyPair" => self.call(&GenerateDataKeyPair::new(key, DataKeyPairSpec::EccNistP256)),
            "GenerateDataKeyPairWithoutPlaintext" => {
                self.call(&GenerateDataKeyPairWithoutPlaintext::new(key, DataKeyPairSpec::EccNistP256))
            }
            "GenerateDataKeyWithoutPlaintext" => self.call(&GenerateDataKeyWithoutPlaintext::aes_256(key)),
            "GenerateMac" => self.call(&GenerateMac::new(key, message(), MacAlgorithm::HmacSha256)),
            "GetKeyLastUsage" => self.call(&GetKeyLastUsage::new(key)),
            "GetKeyPolicy" => self.call(&GetKeyPolicy::new(key)),
            "GetKeyRotationStatus" => self.call(&GetKeyRotationStatus::new(key)),
            "GetParametersForImport" => {
                let (algorithm, spec) = (WrappingAlgorithm::RsaesOaepSha256, WrappingKeySpec::Rsa4096);
                self.call(&GetParametersForImport::new(key, algorithm, spec))
            }
            "GetPublicKey" => self.call(&GetPublicKey::new(key)),
            "ImportKeyMaterial" => {
                let material = KeyMaterial::of(b"orders");
                self.call(&ImportKeyMaterial::new(key, self.token.clone(), material).that_never_expires())
            }
            "ListAliases" => self.call(&ListAliases::of_key(key)),
            "ListGrants" => self.call(&ListGrants::new(key)),
            "ListKeyPolicies" => self.call(&ListKeyPolicies::new(key)),
            "ListKeyRotations" => self.call(&ListKeyRotations::new(key)),
            "ListResourceTags" => self.call(&ListResourceTags::new(key)),
            "PutKeyPolicy" => self.call(&PutKeyPolicy::new(key, policy(""))),
            "ReEncrypt" => self.re_encrypt(),
            "ReplicateKey" => self.call(&replicate(key, "ap-southeast-2")),
            "RetireGrant" => self.call(&RetireGrant::by_id(key, self.grant.unwrap().into())),
            "RevokeGrant" => self.call(&RevokeGrant::new(key, self.grant.unwrap().into())),
            "RotateKeyOnDemand" => self.call(&RotateKeyOnDemand::new(key)),
            "ScheduleKeyDeletion" => self.call(&ScheduleKeyDeletion::new(key)),
            "Sign" => self.call(&Sign::new(key, message(), SigningAlgorithm::EcdsaSha256)),
            "TagResource" => self.call(&TagResource::new(key, tags(&[("team", "orders")]))),
            "UntagResource" => self.call(&UntagResource::new(key, vec![read("team")])),
            "UpdateAlias" => self.update_alias(),
            "UpdateKeyDescription" => self.call(&UpdateKeyDescription::new(key, read("orders"))),
            "UpdatePrimaryRegion" => self.call(&UpdatePrimaryRegion::new(key, read(ELSEWHERE))),
            "Verify" => {
                let signature = Signature::new([0; 64]).unwrap();
                self.call(&Verify::new(key, message(), signature, SigningAlgorithm::EcdsaSha256))
            }
            "VerifyMac" => {
                let mac = Mac::new([0; 32]).unwrap();
                self.call(&VerifyMac::new(key, message(), mac, MacAlgorithm::HmacSha256))
            }
            _ => panic!("{operation} is not modelled"),
        }
    }

    /// Takes the alias from the key that has it, and gives it to the other one.
    fn update_alias(&mut self) -> Result<(), KmsError> {
        let region = self.region().to_owned();
        let has_alias = self.stage.accepts(&DescribeKey::new(read(ALIAS)), &region).arn == self.arn;
        let next = if has_alias { self.other.clone() } else { self.arn.clone() };
        self.call(&UpdateAlias::new(read(ALIAS), next.into()))
    }

    /// Encrypts anew what the key has encrypted, and by the key what the other one has: both have the same answer.
    fn re_encrypt(&mut self) -> Result<(), KmsError> {
        let (source, other) = (self.ciphertext.clone().unwrap(), self.other_ciphertext.clone().unwrap());
        let from = self.call(&ReEncrypt::new(source, self.other.clone().into()));
        let to = self.call(&ReEncrypt::new(other, self.key()));
        let said = |answer: &Result<(), KmsError>| answer.as_ref().map_err(ToString::to_string).copied();
        assert_eq!(said(&from), said(&to), "as source and as destination");
        to
    }

    fn call<O: Operation>(&mut self, request: &O) -> Result<(), KmsError> {
        let call = self.stage.call(self.region());
        self.stage.kms.call(request, &call).map(drop)
    }
}

fn message() -> Message {
    Message::new(*b"orders").unwrap()
}

/// A request to let a worker describe the key.
pub(crate) fn grant(key: KeyReference) -> CreateGrant {
    CreateGrant::new(key, read("arn:aws:iam::111122223333:role/worker"), vec![GrantOperation::DescribeKey])
}
