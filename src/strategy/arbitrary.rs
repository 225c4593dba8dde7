//! `any::<T>()`: the strategy of each type that leaves nothing out.

use proptest::prelude::*;

use super::{
    account_id, alias, create_key, custom_key_store, geography, grant, key_arn, key_id, key_metadata,
    key_reference,
};
use super::{
    material, multi_region, name, policy, principal, region, replicate_key, state, tag, text, use_of_keys,
};
use crate::{identity, key, model, operation};

macro_rules! arbitrary {
    ($( $Type:path: $strategy:path; )+) => { $(
        /// Everything that the type can hold.
        impl Arbitrary for $Type {
            type Parameters = ();
            type Strategy = BoxedStrategy<Self>;

            fn arbitrary_with((): ()) -> Self::Strategy {
                $strategy().boxed()
            }
        }
    )+ };
}

arbitrary! {
    identity::AccountId: account_id::any_account_id;
    identity::AliasArn: alias::any_alias_arn;
    identity::AliasName: alias::any_alias_name;
    identity::CloudHsmClusterId: custom_key_store::any_cloud_hsm_cluster_id;
    identity::CustomKeyStoreId: custom_key_store::any_custom_key_store_id;
    identity::Geography: geography::any_geography;
    identity::GrantId: grant::any_grant_id;
    identity::GrantName: grant::any_grant_name;
    identity::GrantReference: grant::any_grant_reference;
    identity::GrantToken: grant::any_grant_token;
    identity::KeyArn: key_arn::any_key_arn;
    identity::KeyId: key_id::any_key_id;
    identity::KeyReference: key_reference::any_key_reference;
    identity::Partition: region::any_partition;
    identity::PrincipalArn: principal::any_principal_arn;
    identity::Region: region::any_region;
    identity::XksKeyId: custom_key_store::any_xks_key_id;
    key::Description: text::any_description;
    key::EncryptionContext: grant::any_encryption_context;
    key::GrantConstraints: grant::any_grant_constraints;
    key::GrantOperation: name::any_grant_operation;
    key::KeyLastUsageTrackingOperation: name::any_key_last_usage_tracking_operation;
    key::KeyMaterialDescription: material::any_key_material_description;
    key::KeyMaterialId: text::any_key_material_id;
    key::KeyMetadata: key_metadata::any_key_metadata;
    key::KeySpec: name::any_key_spec;
    key::KeyState: state::any_key_state;
    key::KeyStateName: name::any_key_state_name;
    key::KeyUsage: name::any_key_usage;
    key::MultiRegionConfiguration: multi_region::any_multi_region_configuration;
    key::Origin: name::any_origin;
    key::PendingWindowInDays: state::pending_window;
    key::RequestedState: state::requested_state;
    key::RotationPeriodInDays: material::rotation_period;
    key::Tag: tag::any_tag;
    key::TagKey: tag::any_tag_key;
    key::TagValue: tag::any_tag_value;
    key::Tags: tag::tags;
    model::Call: principal::any_call;
    model::Caller: principal::any_caller;
    model::KeyMaterial: material::any_key_material;
    operation::CreateGrant: grant::any_create_grant;
    operation::CreateKey: create_key::any_create_key;
    operation::Decapsulate: use_of_keys::any_decapsulate;
    operation::Decrypt: use_of_keys::any_decrypt;
    operation::DeriveSharedSecret: use_of_keys::any_derive_shared_secret;
    operation::DryRun: grant::dry_run;
    operation::Encapsulate: use_of_keys::any_encapsulate;
    operation::EncapsulatedSecret: use_of_keys::any_encapsulated_secret;
    operation::Encrypt: use_of_keys::any_encrypt;
    operation::GenerateDataKey: use_of_keys::any_generate_data_key;
    operation::GenerateDataKeyPair: use_of_keys::any_generate_data_key_pair;
    operation::GenerateDataKeyPairWithoutPlaintext: use_of_keys::any_generate_data_key_pair_without_plaintext;
    operation::GenerateDataKeyWithoutPlaintext: use_of_keys::any_generate_data_key_without_plaintext;
    operation::GenerateMac: use_of_keys::any_generate_mac;
    operation::GetPublicKey: use_of_keys::any_get_public_key;
    operation::ImportToken: material::any_import_token;
    operation::Mac: use_of_keys::any_mac;
    operation::Message: use_of_keys::any_message;
    operation::NumberOfBytes: use_of_keys::number_of_bytes;
    operation::Plaintext: use_of_keys::any_plaintext;
    operation::PublicKey: use_of_keys::any_public_key;
    operation::ReEncrypt: use_of_keys::any_re_encrypt;
    operation::ReplicateKey: replicate_key::any_replicate_key;
    operation::RetireGrant: grant::any_retire_grant;
    operation::RevokeGrant: grant::any_revoke_grant;
    operation::Sign: use_of_keys::any_sign;
    operation::Signature: use_of_keys::any_signature;
    operation::SymbolicCiphertext: use_of_keys::any_symbolic_ciphertext;
    operation::Verify: use_of_keys::any_verify;
    operation::VerifyMac: use_of_keys::any_verify_mac;
    crate::policy::PolicyText: policy::any_policy_text;
}
