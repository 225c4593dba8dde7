//! `any::<T>()`: the strategy of each type that leaves nothing out.

use proptest::prelude::*;

use super::{account_id, alias, create_key, geography, grant, key_arn, key_id, key_metadata, key_reference};
use super::{material, multi_region, name, policy, principal, region, replicate_key, state, tag, text};
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
    key::Description: text::any_description;
    key::EncryptionContext: grant::any_encryption_context;
    key::GrantConstraints: grant::any_grant_constraints;
    key::GrantOperation: name::any_grant_operation;
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
    operation::DryRun: grant::dry_run;
    operation::ImportToken: material::any_import_token;
    operation::ReplicateKey: replicate_key::any_replicate_key;
    operation::RetireGrant: grant::any_retire_grant;
    operation::RevokeGrant: grant::any_revoke_grant;
    crate::policy::PolicyText: policy::any_policy_text;
}
