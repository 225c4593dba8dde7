//! What any key can get wrong: its members, its state, its names.

use crate::case::{Case, alone, imported, in_state, nothing, of_spec, primary, single};
use crate::stage::{NOON, read};
use kms_mrk::key::{
    EncapsulationAlgorithm, EncryptionAlgorithm, ExpirationModel, KeyAgreementAlgorithm, KeyMaterialId,
    KeySpec, KeyStateName, KeyUsage, MacAlgorithm, Origin, SigningAlgorithm, metadata_rule,
};

pub(crate) fn members_and_states() -> Vec<Case> {
    vec![
        alone(
            &metadata_rule::ENABLED,
            single,
            |key| key.enabled = false,
            &["/Enabled: Enabled is false in the state Enabled"],
            |key| in_state(key, KeyStateName::Disabled),
        ),
        alone(
            &metadata_rule::ENABLED,
            single,
            |key| key.key_state = KeyStateName::Disabled,
            &["/Enabled: Enabled is true in the state Disabled"],
            |key| in_state(key, KeyStateName::Disabled),
        ),
        alone(
            &metadata_rule::LISTED_NAMES,
            single,
            |key| key.key_state = KeyStateName::from("Frozen"),
            &["/KeyState: `Frozen` is not a name that this version of the library knows"],
            |_| {},
        ),
        alone(
            &metadata_rule::DELETION_DATE,
            single,
            |key| in_state(key, KeyStateName::PendingDeletion),
            &["/DeletionDate: DeletionDate is missing in the state PendingDeletion"],
            |key| {
                in_state(key, KeyStateName::PendingDeletion);
                key.deletion_date = Some(read(NOON));
            },
        ),
        alone(
            &metadata_rule::DELETION_DATE,
            primary,
            |key| {
                in_state(key, KeyStateName::PendingReplicaDeletion);
                key.pending_deletion_window_in_days = Some(30);
                key.deletion_date = Some(read(NOON));
            },
            &["/DeletionDate: DeletionDate is there in the state PendingReplicaDeletion"],
            |key| {
                in_state(key, KeyStateName::PendingReplicaDeletion);
                key.pending_deletion_window_in_days = Some(30);
            },
        ),
        alone(
            &metadata_rule::PENDING_WINDOW,
            primary,
            |key| in_state(key, KeyStateName::PendingReplicaDeletion),
            &["/PendingDeletionWindowInDays: \
               PendingDeletionWindowInDays is missing in the state PendingReplicaDeletion"],
            |key| {
                in_state(key, KeyStateName::PendingReplicaDeletion);
                key.pending_deletion_window_in_days = Some(7);
            },
        ),
        alone(
            &metadata_rule::PENDING_WINDOW,
            primary,
            |key| {
                in_state(key, KeyStateName::PendingReplicaDeletion);
                key.pending_deletion_window_in_days = Some(31);
            },
            &["/PendingDeletionWindowInDays: 31 days is not between 7 and 30"],
            |key| {
                in_state(key, KeyStateName::PendingReplicaDeletion);
                key.pending_deletion_window_in_days = Some(30);
            },
        ),
        alone(
            &metadata_rule::PENDING_WINDOW,
            single,
            |key| {
                in_state(key, KeyStateName::PendingDeletion);
                key.deletion_date = Some(read(NOON));
                key.pending_deletion_window_in_days = Some(7);
            },
            &["/PendingDeletionWindowInDays: \
               PendingDeletionWindowInDays is there in the state PendingDeletion"],
            |key| {
                in_state(key, KeyStateName::PendingDeletion);
                key.deletion_date = Some(read(NOON));
            },
        ),
        alone(
            &metadata_rule::EXPIRATION_MODEL,
            single,
            |key| key.expiration_model = Some(ExpirationModel::KeyMaterialDoesNotExpire),
            &["/ExpirationModel: ExpirationModel is there for a key with Origin AWS_KMS"],
            |key| {
                key.origin = Origin::External;
                key.expiration_model = Some(ExpirationModel::KeyMaterialDoesNotExpire);
            },
        ),
        alone(
            &metadata_rule::VALID_TO,
            single,
            |key| {
                imported(key);
                key.valid_to = None;
            },
            &["/ValidTo: ValidTo is missing for material that expires"],
            imported,
        ),
        alone(
            &metadata_rule::VALID_TO,
            single,
            |key| {
                imported(key);
                key.expiration_model = Some(ExpirationModel::KeyMaterialDoesNotExpire);
            },
            &["/ValidTo: ValidTo is there for material that does not expire"],
            imported,
        ),
        alone(
            &metadata_rule::VALID_TO,
            single,
            |key| {
                imported(key);
                key.expiration_model = None;
            },
            &["/ValidTo: ValidTo is there without ExpirationModel"],
            |key| key.origin = Origin::External,
        ),
        alone(
            &metadata_rule::CUSTOM_KEY_STORE,
            single,
            |key| {
                key.custom_key_store_id = Some("cks-1".into());
                key.cloud_hsm_cluster_id = Some("cluster-1".into());
            },
            &[
                "/CustomKeyStoreId: CustomKeyStoreId is there for a key with Origin AWS_KMS",
                "/CloudHsmClusterId: CloudHsmClusterId is there for a key with Origin AWS_KMS",
            ],
            |key| {
                key.origin = Origin::AwsCloudHsm;
                key.custom_key_store_id = Some("cks-1".into());
                key.cloud_hsm_cluster_id = Some("cluster-1".into());
            },
        ),
        alone(
            &metadata_rule::CUSTOM_KEY_STORE,
            single,
            |key| {
                key.origin = Origin::AwsCloudHsm;
                key.xks_key_configuration = Some(serde_json::from_str(r#"{"Id": "x"}"#).unwrap());
            },
            &["/XksKeyConfiguration: XksKeyConfiguration is there for a key with Origin AWS_CLOUDHSM"],
            |key| {
                key.origin = Origin::ExternalKeyStore;
                key.xks_key_configuration = Some(serde_json::from_str(r#"{"Id": "x"}"#).unwrap());
            },
        ),
        alone(
            &metadata_rule::CUSTOMER_MASTER_KEY_SPEC,
            single,
            |key| key.customer_master_key_spec = Some(KeySpec::Rsa2048),
            &["/CustomerMasterKeySpec: CustomerMasterKeySpec is `RSA_2048`, KeySpec is `SYMMETRIC_DEFAULT`"],
            |key| key.customer_master_key_spec = None,
        ),
        alone(
            &metadata_rule::COMBINATION,
            single,
            |key| of_spec(key, KeySpec::Rsa2048, KeyUsage::KeyAgreement),
            &["/KeyUsage: a key of spec RSA_2048 cannot have the usage KEY_AGREEMENT"],
            |key| {
                of_spec(key, KeySpec::EccNistP256, KeyUsage::KeyAgreement);
                key.key_agreement_algorithms = vec![KeyAgreementAlgorithm::Ecdh];
            },
        ),
        alone(
            &metadata_rule::ALGORITHMS,
            single,
            |key| key.encryption_algorithms.clear(),
            &[
                "/EncryptionAlgorithms: EncryptionAlgorithms is missing for a key with the usage ENCRYPT_DECRYPT",
            ],
            nothing,
        ),
        alone(
            &metadata_rule::ALGORITHMS,
            single,
            |key| {
                key.signing_algorithms = vec![SigningAlgorithm::EcdsaSha256];
                key.mac_algorithms = vec![MacAlgorithm::HmacSha256];
                key.key_agreement_algorithms = vec![KeyAgreementAlgorithm::Ecdh];
                key.encapsulation_algorithms = vec![EncapsulationAlgorithm::MlKem];
            },
            &[
                "/SigningAlgorithms: SigningAlgorithms is there for a key with the usage ENCRYPT_DECRYPT",
                "/KeyAgreementAlgorithms: \
                 KeyAgreementAlgorithms is there for a key with the usage ENCRYPT_DECRYPT",
                "/MacAlgorithms: MacAlgorithms is there for a key with the usage ENCRYPT_DECRYPT",
                "/EncapsulationAlgorithms: \
                 EncapsulationAlgorithms is there for a key with the usage ENCRYPT_DECRYPT",
            ],
            nothing,
        ),
        alone(
            &metadata_rule::ALGORITHMS,
            single,
            |key| {
                of_spec(key, KeySpec::Rsa2048, KeyUsage::EncryptDecrypt);
                key.encryption_algorithms =
                    vec![EncryptionAlgorithm::RsaesOaepSha256, EncryptionAlgorithm::RsaesOaepSha256];
            },
            &["/EncryptionAlgorithms: EncryptionAlgorithms is [RSAES_OAEP_SHA_256, RSAES_OAEP_SHA_256], \
               the key supports [RSAES_OAEP_SHA_1, RSAES_OAEP_SHA_256]"],
            |key| {
                of_spec(key, KeySpec::Rsa2048, KeyUsage::EncryptDecrypt);
                key.encryption_algorithms =
                    vec![EncryptionAlgorithm::RsaesOaepSha256, EncryptionAlgorithm::RsaesOaepSha1];
            },
        ),
        alone(
            &metadata_rule::MATERIAL_ID,
            single,
            |key| {
                of_spec(key, KeySpec::Hmac256, KeyUsage::GenerateVerifyMac);
                key.mac_algorithms = vec![MacAlgorithm::HmacSha256];
                key.current_key_material_id = Some(KeyMaterialId::from_bytes([1; 32]));
            },
            &["/CurrentKeyMaterialId: CurrentKeyMaterialId is there for a key of spec HMAC_256"],
            |key| key.current_key_material_id = Some(KeyMaterialId::from_bytes([1; 32])),
        ),
        alone(
            &metadata_rule::PENDING_IMPORT,
            single,
            |key| in_state(key, KeyStateName::PendingImport),
            &["/KeyState: a key with Origin AWS_KMS has no material to import"],
            |key| {
                in_state(key, KeyStateName::PendingImport);
                key.origin = Origin::External;
            },
        ),
        alone(
            &metadata_rule::UNAVAILABLE,
            single,
            |key| in_state(key, KeyStateName::Unavailable),
            &["/KeyState: a key with Origin AWS_KMS has no key store that could be disconnected"],
            |key| {
                in_state(key, KeyStateName::Unavailable);
                key.origin = Origin::ExternalKeyStore;
            },
        ),
    ]
}

pub(crate) fn names() -> Vec<Case> {
    vec![
        alone(
            &metadata_rule::KEY_ID,
            single,
            |key| key.key_id = read("0000abcd-12ab-34cd-56ef-1234567890ab"),
            &["/Arn: the ARN ends with `1234abcd-12ab-34cd-56ef-1234567890ab`, \
               KeyId is `0000abcd-12ab-34cd-56ef-1234567890ab`"],
            nothing,
        ),
        alone(
            &metadata_rule::ACCOUNT,
            single,
            |key| key.aws_account_id = read("444455556666"),
            &["/Arn: the ARN names the account `111122223333`, AWSAccountId is `444455556666`"],
            nothing,
        ),
        alone(
            &metadata_rule::PARTITION,
            single,
            |key| {
                key.arn = read("arn:aws:kms:cn-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
            },
            &["/Arn: the Region `cn-north-1` is in the partition `aws-cn`, the ARN names `aws`"],
            |key| {
                key.arn =
                    read("arn:aws-cn:kms:cn-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
            },
        ),
        alone(
            &metadata_rule::PARTITION,
            single,
            |key| {
                key.arn =
                    read("arn:aws:kms:us-gov-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
            },
            &["/Arn: the Region `us-gov-east-1` is in the partition `aws-us-gov`, the ARN names `aws`"],
            |key| {
                key.arn =
                    read("arn:aws:kms:moon-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
            },
        ),
    ]
}
