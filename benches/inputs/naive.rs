//! What one writes without this crate: plain structs of strings, read and written by serde's derive.

use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct NaiveReplicateKey {
    pub(crate) key_id: String,
    pub(crate) replica_region: String,
    pub(crate) policy: Option<String>,
    pub(crate) bypass_policy_lockout_safety_check: Option<bool>,
    pub(crate) description: Option<String>,
    pub(crate) tags: Option<Vec<NaiveTag>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct NaiveTag {
    pub(crate) tag_key: String,
    pub(crate) tag_value: String,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct NaiveKeyMetadata {
    #[serde(rename = "AWSAccountId")]
    pub(crate) aws_account_id: String,
    pub(crate) key_id: String,
    pub(crate) arn: String,
    pub(crate) creation_date: f64,
    pub(crate) enabled: bool,
    pub(crate) description: String,
    pub(crate) key_usage: String,
    pub(crate) key_state: String,
    pub(crate) origin: String,
    pub(crate) key_manager: String,
    pub(crate) customer_master_key_spec: Option<String>,
    pub(crate) key_spec: String,
    pub(crate) encryption_algorithms: Vec<String>,
    pub(crate) multi_region: bool,
    pub(crate) multi_region_configuration: Option<NaiveConfiguration>,
    pub(crate) current_key_material_id: Option<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct NaiveConfiguration {
    pub(crate) multi_region_key_type: String,
    pub(crate) primary_key: NaiveKey,
    pub(crate) replica_keys: Vec<NaiveKey>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct NaiveKey {
    pub(crate) arn: String,
    pub(crate) region: String,
}

/// An ARN, split at its colons.
pub(crate) struct NaiveArn {
    pub(crate) partition: String,
    pub(crate) region: String,
    pub(crate) account: String,
    pub(crate) key_id: String,
}

impl NaiveArn {
    pub(crate) fn split(text: &str) -> Option<Self> {
        let mut parts = text.split(':');
        if parts.next()? != "arn" {
            return None;
        }
        let partition = parts.next()?.to_owned();
        if parts.next()? != "kms" {
            return None;
        }
        let region = parts.next()?.to_owned();
        let account = parts.next()?.to_owned();
        let key_id = parts.next()?.strip_prefix("key/")?.to_owned();
        Some(Self { partition, region, account, key_id })
    }
}
