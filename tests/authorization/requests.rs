//! One request for every operation, on a stage where all of them can be asked.

use super::*;
use kms_mrk::Kms;
use kms_mrk::identity::KeyReference;
use kms_mrk::key::{MacAlgorithm, SigningAlgorithm, WrappingAlgorithm, WrappingKeySpec};
use kms_mrk::model::{Call, KeyMaterial};
use kms_mrk::operation::*;
use stage::{CLOUD_HSM, EXTERNAL, cloud_hsm_store, external_store, policy, replicate, tags};

/// A stage on which there is something to name for every operation.
pub(crate) struct Prepared {
    pub(crate) stage: Stage,
    key: KeyMetadata,
    other: KeyMetadata,
    ciphertext: SymbolicCiphertext,
    grant: CreateGrantOutput,
    imported: KeyMetadata,
    token: ImportToken,
}

impl Prepared {
    pub(crate) fn new() -> Self {
        let (stage, key) = with_keys();
        let stores = [cloud_hsm_store(), external_store()];
        let mut stage = stage.with_world(|world| {
            stores.into_iter().fold(world, |world, store| world.with_custom_key_store(store))
        });
        let other = stage.primary();
        let encrypt = Encrypt::new(key.key_id.into(), Plaintext::new(*b"orders").unwrap());
        let ciphertext = stage.accepts(&encrypt, HOME).ciphertext_blob;
        stage.accepts(&CreateAlias::new(read("alias/orders"), key.key_id.into()), HOME);
        let grant = CreateGrant {
            retiring_principal: Some(read(USER)),
            ..CreateGrant::new(
                key.key_id.into(),
                read("arn:aws:iam::111122223333:role/worker"),
                vec![GrantOperation::Decrypt],
            )
        };
        let grant = stage.accepts(&grant, HOME);
        let imported = stage.accepts(&imported_key(), HOME);
        let parameters = GetParametersForImport::new(
            imported.key_id.into(),
            WrappingAlgorithm::RsaesOaepSha256,
            WrappingKeySpec::Rsa4096,
        );
        let token = stage.accepts(&parameters, HOME).import_token;
        Self { stage, key, other, ciphertext, grant, imported, token }
    }
}

/// A request, and the permissions that it needs.
pub(crate) struct Request {
    pub(crate) name: OperationName,
    pub(crate) actions: &'static [&'static str],
    pub(crate) ask: Box<Ask>,
}

type Ask = dyn Fn(&Kms, &Call) -> Result<(), KmsError>;

fn needs<O: Operation + 'static>(actions: &'static [&'static str], request: O) -> Request {
    Request { name: O::NAME, actions, ask: Box::new(move |kms, call| kms.dry_run(&request, call).map(drop)) }
}

/// One request for each operation.
pub(crate) fn requests(prepared: &Prepared) -> Vec<Request> {
    let key = || KeyReference::from(prepared.key.key_id);
    let other = || KeyReference::from(prepared.other.key_id);
    let imported = || KeyReference::from(prepared.imported.key_id);
    let message = || Message::new(*b"orders").unwrap();
    let (ecdsa, hmac) = (SigningAlgorithm::EcdsaSha256, MacAlgorithm::HmacSha256);
    let pair = DataKeyPairSpec::EccNistP256;
    let (oaep, rsa) = (WrappingAlgorithm::RsaesOaepSha256, WrappingKeySpec::Rsa4096);
    let team = || tags(&[("team", "orders")]);
    let re_encrypt =
        ReEncrypt { source_key_id: Some(key()), ..ReEncrypt::new(prepared.ciphertext.clone(), other()) };
    let import = ImportKeyMaterial::new(imported(), prepared.token.clone(), KeyMaterial::of(b"orders"));
    let verify = Verify::new(key(), message(), Signature::new([0; 64]).unwrap(), ecdsa.clone());
    vec![
        needs(&["kms:CancelKeyDeletion"], CancelKeyDeletion::new(key())),
        needs(&["kms:ConnectCustomKeyStore"], ConnectCustomKeyStore::new(read(CLOUD_HSM))),
        needs(&["kms:CreateAlias"], CreateAlias::new(read("alias/new"), key())),
        needs(
            &["kms:CreateGrant"],
            CreateGrant::new(
                key(),
                read("arn:aws:iam::111122223333:role/worker"),
                vec![GrantOperation::Encrypt],
            ),
        ),
        needs(&["kms:CreateKey", "kms:TagResource"], CreateKey { tags: team(), ..CreateKey::multi_region() }),
        needs(&["kms:Decapsulate"], Decapsulate::new(key(), EncapsulatedSecret::new([0; 1088]).unwrap())),
        needs(&["kms:Decrypt"], Decrypt::new(prepared.ciphertext.clone()).with_key(key())),
        needs(&["kms:DeleteAlias"], DeleteAlias::new(read("alias/orders"))),
        needs(&["kms:DeleteImportedKeyMaterial"], DeleteImportedKeyMaterial::new(imported())),
        needs(&["kms:DeriveSharedSecret"], DeriveSharedSecret::new(key(), PublicKey::new([0; 91]).unwrap())),
        needs(&["kms:DescribeKey"], DescribeKey::new(read("alias/orders"))),
        needs(&["kms:DisableKey"], DisableKey::new(key())),
        needs(&["kms:DisableKeyRotation"], DisableKeyRotation::new(key())),
        needs(&["kms:DisconnectCustomKeyStore"], DisconnectCustomKeyStore::new(read(EXTERNAL))),
        needs(&["kms:EnableKey"], EnableKey::new(key())),
        needs(&["kms:EnableKeyRotation"], EnableKeyRotation::new(key())),
        needs(&["kms:Encapsulate"], Encapsulate::new(key())),
        needs(&["kms:Encrypt"], Encrypt::new(key(), Plaintext::new(*b"orders").unwrap())),
        needs(&["kms:GenerateDataKey"], GenerateDataKey::aes_256(key())),
        needs(&["kms:GenerateDataKeyPair"], GenerateDataKeyPair::new(key(), pair.clone())),
        needs(
            &["kms:GenerateDataKeyPairWithoutPlaintext"],
            GenerateDataKeyPairWithoutPlaintext::new(key(), pair),
        ),
        needs(&["kms:GenerateDataKeyWithoutPlaintext"], GenerateDataKeyWithoutPlaintext::aes_256(key())),
        needs(&["kms:GenerateMac"], GenerateMac::new(key(), message(), hmac.clone())),
        needs(&["kms:GetKeyLastUsage"], GetKeyLastUsage::new(key())),
        needs(&["kms:GetKeyPolicy"], GetKeyPolicy::new(key())),
        needs(&["kms:GetKeyRotationStatus"], GetKeyRotationStatus::new(key())),
        needs(&["kms:GetParametersForImport"], GetParametersForImport::new(imported(), oaep, rsa)),
        needs(&["kms:GetPublicKey"], GetPublicKey::new(key())),
        needs(&["kms:ImportKeyMaterial"], import.that_never_expires()),
        needs(&["kms:ListAliases"], ListAliases::new()),
        needs(&["kms:ListAliases"], ListAliases::of_key(key())),
        needs(&["kms:ListGrants"], ListGrants::new(key())),
        needs(&["kms:ListKeyPolicies"], ListKeyPolicies::new(key())),
        needs(&["kms:ListKeyRotations"], ListKeyRotations::new(key())),
        needs(&["kms:ListKeys"], ListKeys::new()),
        needs(&["kms:ListResourceTags"], ListResourceTags::new(key())),
        needs(&["kms:ListRetirableGrants"], ListRetirableGrants::new(read(USER))),
        needs(&["kms:PutKeyPolicy"], PutKeyPolicy::new(key(), policy(""))),
        needs(&["kms:ReEncryptFrom", "kms:ReEncryptTo"], re_encrypt),
        needs(
            &["kms:ReplicateKey", "kms:CreateKey", "kms:TagResource"],
            replicate(key(), "eu-west-2").with_tags(team()),
        ),
        needs(&[], RetireGrant::by_token(prepared.grant.grant_token.clone())),
        needs(&["kms:RevokeGrant"], RevokeGrant::new(key(), prepared.grant.grant_id.into())),
        needs(&["kms:RotateKeyOnDemand"], RotateKeyOnDemand::new(key())),
        needs(&["kms:ScheduleKeyDeletion"], ScheduleKeyDeletion::new(key())),
        needs(&["kms:Sign"], Sign::new(key(), message(), ecdsa)),
        needs(&["kms:TagResource"], TagResource::new(key(), team())),
        needs(&["kms:UntagResource"], UntagResource::new(key(), vec![read("team")])),
        needs(&["kms:UpdateAlias"], UpdateAlias::new(read("alias/orders"), other())),
        needs(&["kms:UpdateKeyDescription"], UpdateKeyDescription::new(key(), read("orders"))),
        needs(&["kms:UpdatePrimaryRegion"], UpdatePrimaryRegion::new(key(), read(EU))),
        needs(&["kms:Verify"], verify),
        needs(&["kms:VerifyMac"], VerifyMac::new(key(), message(), Mac::new([0; 32]).unwrap(), hmac)),
    ]
}
