//! Floor 6, strategy: what property-based tests draw from. Needs the feature `proptest`.
//!
//! For those who test their own code, or their own fake of KMS, with [proptest]. Values of every type come
//! in three flavours:
//!
//! | flavour | named like | what it is |
//! |---|---|---|
//! | valid | [`region()`], [`key_metadata()`], [`situation()`] | breaks no rule, and warns of nothing |
//! | near miss | [`near_miss_region()`], [`near_miss_key_metadata()`], [`near_miss_replicate_key()`] | breaks exactly one rule, and says which: a [`NearMiss`], a [`NearMissPolicy`] or a [`NearMissText`] |
//! | any | [`any_region()`], [`any_key_metadata()`], [`any_replicate_key()`] | everything that the type can hold: Regions and names that AWS may add tomorrow, malformed references, members that contradict each other |
//!
//! `any::<T>()` of a type with [`Arbitrary`](proptest::arbitrary::Arbitrary) is the third.
//!
//! Alphabets are small, so that things meet: five Regions, two accounts, three key IDs of each form, a few tags.
//! Values are put together from parts and never filtered, so nothing is rejected, and they shrink towards what is
//! short, listed and boring: an Enabled symmetric key in `us-east-1`, no tags, the default key policy.
//!
//! # Testing a client
//!
//! A pipeline of yours reads a request, holds it against what DescribeKey said, and calls KMS. Whatever KMS would
//! refuse must not leave your house; what it accepts must.
//!
//! ```
//! use kms_mrk::operation::{Operation, ReplicateKey};
//! use kms_mrk::strategy::{Situation, near_miss_replicate_key, situation};
//! use kms_mrk::verdict::Rule;
//! use proptest::prelude::*;
//!
//! /// The code to test.
//! fn pre_flight(json: &str, situation: &Situation) -> Result<ReplicateKey, &'static Rule> {
//!     let request = ReplicateKey::from_json(json).map_err(|report| report.refusal().unwrap().rule())?;
//!     match request.check(&situation.setting()).refusal() {
//!         None => Ok(request),
//!         Some(refusal) => Err(refusal.rule()),
//!     }
//! }
//!
//! proptest!(|(situation in situation())| {
//!     let json = serde_json::to_string(&situation.request).unwrap();
//!     prop_assert_eq!(pre_flight(&json, &situation), Ok(situation.request.clone()));
//! });
//! proptest!(|(miss in near_miss_replicate_key())| {
//!     let json = serde_json::to_string(&miss.value.request).unwrap();
//!     prop_assert_eq!(pre_flight(&json, &miss.value), Err(miss.rule));
//! });
//! ```
//!
//! # Testing a fake
//!
//! A fake of KMS must never say what KMS would not: take any requests, let the fake answer, and hold
//! [`KeyMetadata::check`](crate::key::KeyMetadata::check) against the answers. To know that the check is looking,
//! let it find the one thing that is wrong.
//!
//! ```
//! use kms_mrk::key::KeyMetadata;
//! use kms_mrk::strategy::{key_metadata, near_miss_key_metadata};
//! use proptest::prelude::*;
//!
//! proptest!(|(metadata in key_metadata(), miss in near_miss_key_metadata())| {
//!     let printed = serde_json::to_string(&metadata).unwrap();
//!     prop_assert!(KeyMetadata::from_json(&printed).unwrap().check().is_empty());
//!     prop_assert!(miss.value.check().breaks(miss.rule));
//! });
//! ```
//!
//! # Everything there is
//!
//! | what | strategies |
//! |---|---|
//! | Regions | [`region()`], [`opt_in_region()`], [`region_elsewhere()`], [`listed_region()`], [`unlisted_region()`]; what is known of them: [`geography()`] |
//! | who | [`account_id()`], [`principal_arn()`], [`caller()`]; who, where and when: [`call()`] |
//! | which key | [`key_id()`], [`key_arn()`], [`alias_name()`], [`alias_arn()`], [`key_reference()`], [`malformed_key_reference()`] |
//! | which key store | [`custom_key_store()`], [`custom_key_store_id()`]; what is behind it: [`cloud_hsm_cluster_id()`], [`xks_key_id()`] |
//! | what a key is | [`combination()`], [`key_state()`], [`pending_window()`], [`tags()`], [`description()`], [`key_material_id()`], one function a list of names ([`key_spec()`] and others) |
//! | its material | [`key_material()`], [`key_material_description()`], [`near_miss_key_material_description()`], [`rotation_period()`], [`any_import_token()`] |
//! | which grant, and what it is | [`grant_id()`], [`grant_name()`], [`grant_token()`], [`grant_operation()`], [`grant_constraints()`], [`encryption_context()`] |
//! | what KMS says | [`key_metadata()`], [`related_key_metadata()`], [`multi_region_configuration()`], [`near_miss_key_metadata_json()`] |
//! | what is asked | [`create_key()`], [`create_key_in()`], [`replicate_key()`], [`create_grant()`], [`any_retire_grant()`], [`any_revoke_grant()`], [`situation()`], [`near_miss_replicate_key_json()`] |
//! | which key policy | [`policy_text()`], [`policy_document()`], [`policy_situation()`], [`near_miss_policy()`], [`near_miss_policy_document()`], [`near_miss_policy_document_of()`] |
//! | what is asked of a key in use | [`any_encrypt()`], [`any_decrypt()`], [`any_re_encrypt()`], [`any_sign()`], one function an operation; [`plaintext()`], [`symbolic_ciphertext()`] |
//! | anything | [`any_text()`], [`any_json()`], [`any_json_text()`], [`any_replicate_key_json()`], [`any_key_metadata_json()`], [`any_policy_document_text()`] |

mod account_id;
mod alias;
mod arbitrary;
mod built;
mod create_key;
mod custom_key_store;
mod geography;
mod grant;
mod json;
mod key_arn;
mod key_id;
mod key_metadata;
mod key_metadata_slips;
mod key_reference;
mod key_set;
mod material;
mod multi_region;
mod name;
mod near_miss;
mod policy;
mod principal;
mod region;
mod replicate_key;
mod replicate_key_slips;
mod situation;
mod state;
mod tag;
mod text;
mod time;
mod use_of_keys;

pub use account_id::{account_id, any_account_id, near_miss_account_id};
pub use alias::{
    alias_arn, alias_name, any_alias_arn, any_alias_name, near_miss_alias_arn, near_miss_alias_name,
};
pub use create_key::{any_create_key, create_key, create_key_in};
pub use custom_key_store::{
    any_cloud_hsm_cluster_id, any_custom_key_store_id, any_xks_key_id, cloud_hsm_cluster_id,
    custom_key_store, custom_key_store_id, near_miss_cloud_hsm_cluster_id, near_miss_custom_key_store_id,
    near_miss_xks_key_id, xks_key_id,
};
pub use geography::{any_geography, geography};
pub use grant::{
    any_create_grant, any_encryption_context, any_grant_constraints, any_grant_id, any_grant_name,
    any_grant_reference, any_grant_token, any_retire_grant, any_revoke_grant, create_grant, dry_run,
    encryption_context, grant_constraints, grant_id, grant_name, grant_token, near_miss_grant_id,
    near_miss_grant_name,
};
pub use json::{any_json, any_json_text};
pub use key_arn::{any_key_arn, key_arn, multi_region_key_arn, near_miss_key_arn};
pub use key_id::{any_key_id, key_id, multi_region_key_id, near_miss_key_id, single_region_key_id};
pub use key_metadata::{
    any_key_metadata, any_key_metadata_json, key_metadata, primary_key_metadata, related_key_metadata,
    replica_key_metadata, single_region_key_metadata,
};
pub use key_metadata_slips::{
    near_miss_key_metadata, near_miss_key_metadata_json, near_miss_related_key_metadata,
};
pub use key_reference::{
    alias_reference, any_key_reference, key_reference, malformed_key_reference, near_miss_key_reference,
};
pub use material::{
    any_import_token, any_key_material, any_key_material_description, key_material, key_material_description,
    near_miss_key_material_description, rotation_period,
};
pub use multi_region::{
    any_multi_region_configuration, any_multi_region_key, multi_region_configuration, multi_region_key,
    near_miss_multi_region_configuration,
};
pub use name::{
    any_encapsulation_algorithm, any_encryption_algorithm, any_expiration_model, any_grant_operation,
    any_import_state, any_import_type, any_include_key_material, any_key_agreement_algorithm,
    any_key_last_usage_tracking_operation, any_key_manager, any_key_material_state, any_key_spec,
    any_key_state_name, any_key_usage, any_mac_algorithm, any_multi_region_key_type, any_origin,
    any_rotation_type, any_signing_algorithm, any_wrapping_algorithm, any_wrapping_key_spec, combination,
    encapsulation_algorithm, encryption_algorithm, expiration_model, grant_operation, import_state,
    import_type, include_key_material, key_agreement_algorithm, key_last_usage_tracking_operation,
    key_manager, key_material_state, key_spec, key_state_name, key_usage, mac_algorithm,
    multi_region_key_type, origin, rotation_type, signing_algorithm, wrapping_algorithm, wrapping_key_spec,
};
pub use near_miss::{NearMiss, NearMissText};
pub use policy::{
    NearMissPolicy, PolicySituation, any_policy_document_text, any_policy_text, near_miss_policy,
    near_miss_policy_document, near_miss_policy_document_of, near_miss_policy_text, policy_document,
    policy_situation, policy_text,
};
pub use principal::{
    any_call, any_caller, any_principal_arn, call, caller, near_miss_principal_arn, principal_arn,
};
pub use region::{
    any_partition, any_region, listed_region, near_miss_region, opt_in_region, partition, region,
    region_elsewhere, unlisted_region,
};
pub use replicate_key::{
    any_replicate_key, any_replicate_key_json, near_miss_replicate_key_json, replicate_key,
};
pub use replicate_key_slips::near_miss_replicate_key;
pub use situation::{Situation, situation};
pub use state::{any_key_state, key_state, near_miss_pending_window, pending_window, requested_state};
pub use tag::{
    any_tag, any_tag_key, any_tag_value, any_tags, near_miss_tag_key, near_miss_tag_value, near_miss_tags,
    tag, tag_key, tag_value, tags,
};
pub use text::{
    any_description, any_key_material_id, any_text, description, key_material_id, near_miss_description,
    near_miss_key_material_id,
};
pub use time::{any_time, time};
pub use use_of_keys::{
    any_data_key_pair_spec, any_data_key_spec, any_decapsulate, any_decrypt, any_derive_shared_secret,
    any_encapsulate, any_encapsulated_secret, any_encrypt, any_generate_data_key, any_generate_data_key_pair,
    any_generate_data_key_pair_without_plaintext, any_generate_data_key_without_plaintext, any_generate_mac,
    any_get_public_key, any_mac, any_message, any_message_type, any_plaintext, any_public_key,
    any_re_encrypt, any_sign, any_signature, any_symbolic_ciphertext, any_verify, any_verify_mac,
    number_of_bytes, plaintext, symbolic_ciphertext,
};
