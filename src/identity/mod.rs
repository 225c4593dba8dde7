//! Floor 0, identity: what things are called, from Regions and accounts to keys, aliases and principals.
//!
//! Every name is parsed once and is valid from then on: a [`KeyArn`] is its components, not a string that looks
//! like an ARN. A text that is no such name is an [`InvalidText`], which says what was expected at which byte.
//! What AWS adds every month is kept when it is read ([`Region`], [`Partition`]), and can be described by the
//! caller ([`Geography`]).
//!
//! | what | type |
//! |---|---|
//! | where | [`Region`], [`Partition`]; what is known about them: [`Geography`], [`RegionFacts`] |
//! | whose | [`AccountId`]; who calls: [`PrincipalArn`] |
//! | which key | [`KeyId`], [`KeyArn`]; through an alias: [`AliasName`], [`AliasArn`] |
//! | which grant | [`GrantId`], [`GrantName`], [`GrantToken`]; what a `GrantId` parameter holds: [`GrantReference`] |
//! | which key store | [`CustomKeyStoreId`]; what is behind it: [`CloudHsmClusterId`], [`XksKeyId`] |
//! | what a `KeyId` parameter holds | [`KeyReference`]; what an operation accepts there: [`AcceptedForms`] |

mod account;
mod agreement;
mod alias;
mod arn_head;
mod arn_text;
mod cloud_hsm_cluster_id;
mod custom_key_store_id;
mod digits;
mod geography;
mod grant_id;
mod grant_name;
mod grant_token;
mod invalid_text;
mod key_arn;
mod key_id;
mod key_reference;
mod partition;
mod principal;
mod principal_kind;
mod principal_text;
mod region;
mod region_facts;
mod region_table;
mod unlisted;
mod xks_key_id;

pub use account::AccountId;
pub use agreement::Agreement;
pub use alias::{AliasArn, AliasName};
pub use cloud_hsm_cluster_id::CloudHsmClusterId;
pub use custom_key_store_id::CustomKeyStoreId;
pub use geography::Geography;
pub use grant_id::{GrantId, GrantReference, MalformedGrantId};
pub use grant_name::GrantName;
pub use grant_token::GrantToken;
pub use invalid_text::InvalidText;
pub use key_arn::KeyArn;
pub use key_id::KeyId;
pub use key_reference::{AcceptedForms, KeyReference, MalformedReference, ReferenceForm};
pub use partition::Partition;
pub use principal::PrincipalArn;
pub use principal_kind::PrincipalKind;
pub use region::Region;
pub use region_facts::{Availability, Enablement, OptIn, RegionFacts};
pub use unlisted::Unlisted;
pub use xks_key_id::XksKeyId;

pub(crate) use digits::{read as read_digits, written as written_digits};
pub(crate) use principal_text::{
    PrincipalText, account_id, before_domain, is_of_name, is_of_partition, is_of_path, service_name,
};
