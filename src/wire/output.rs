//! Outputs as AWS writes them.

use base64::display::Base64Display;
use base64::prelude::BASE64_STANDARD;
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::time::EpochSeconds;
use crate::identity::KeyArn;
use crate::key::{KeyMaterialId, Tag};
use crate::model::KeyLastUsageData;
use crate::operation::{
    AliasListEntry, CreateGrantOutput, DeleteImportedKeyMaterialOutput, GetKeyLastUsageOutput,
    GetKeyRotationStatusOutput, GetParametersForImportOutput, GrantListEntry, ImportKeyMaterialOutput,
    KeyListEntry, Page, PolicyName, ReplicateKeyOutput, RotationsListEntry, ScheduleKeyDeletionOutput,
};

impl Serialize for ReplicateKeyOutput {
    /// `ReplicaTags` is left out where there are none, as the service does.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("ReplicaKeyMetadata", &self.replica_key_metadata)?;
        map.serialize_entry("ReplicaPolicy", &self.replica_policy)?;
        if !self.replica_tags.is_empty() {
            map.serialize_entry("ReplicaTags", &self.replica_tags)?;
        }
        map.end()
    }
}

impl Serialize for ScheduleKeyDeletionOutput {
    /// `DeletionDate` is left out for a primary key that waits for its replicas.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("KeyId", &self.key_id)?;
        if let Some(date) = self.deletion_date {
            map.serialize_entry("DeletionDate", &EpochSeconds(date))?;
        }
        map.serialize_entry("KeyState", &self.key_state)?;
        map.serialize_entry("PendingWindowInDays", &self.pending_window)?;
        map.end()
    }
}

impl Serialize for GetParametersForImportOutput {
    /// The token is a blob; `PublicKey` is not there, since the model has none.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("KeyId", &self.key_id)?;
        map.serialize_entry(
            "ImportToken",
            &format_args!("{}", Base64Display::new(self.import_token.as_str().as_bytes(), &BASE64_STANDARD)),
        )?;
        map.serialize_entry("ParametersValidTo", &EpochSeconds(self.parameters_valid_to))?;
        map.end()
    }
}

/// The answer of GetParametersForImport with the public key that a host has issued.
pub(super) struct WithPublicKey<'a> {
    pub(super) output: &'a GetParametersForImportOutput,
    pub(super) public_key: &'a [u8],
}

impl Serialize for WithPublicKey<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { output, public_key } = self;
        let blob = |bytes| Base64Display::new(bytes, &BASE64_STANDARD).to_string();
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("KeyId", &output.key_id)?;
        map.serialize_entry("ImportToken", &blob(output.import_token.as_str().as_bytes()))?;
        map.serialize_entry("PublicKey", &blob(public_key))?;
        map.serialize_entry("ParametersValidTo", &EpochSeconds(output.parameters_valid_to))?;
        map.end()
    }
}

impl Serialize for ImportKeyMaterialOutput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        key_and_material(&self.key_id, self.key_material_id, serializer)
    }
}

impl Serialize for DeleteImportedKeyMaterialOutput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        key_and_material(&self.key_id, self.key_material_id, serializer)
    }
}

fn key_and_material<S: Serializer>(
    key_id: &KeyArn,
    key_material_id: Option<KeyMaterialId>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    map.serialize_entry("KeyId", key_id)?;
    if let Some(id) = key_material_id {
        map.serialize_entry("KeyMaterialId", &id)?;
    }
    map.end()
}

impl Serialize for GetKeyLastUsageOutput {
    /// `KeyLastUsage` is empty for a key without a use.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("KeyId", &self.key_id)?;
        map.serialize_entry("KeyLastUsage", &LastUsage(self.key_last_usage.as_ref()))?;
        map.serialize_entry("TrackingStartDate", &EpochSeconds(self.tracking_start_date))?;
        map.serialize_entry("KeyCreationDate", &EpochSeconds(self.key_creation_date))?;
        map.end()
    }
}

struct LastUsage<'a>(Option<&'a KeyLastUsageData>);

impl Serialize for LastUsage<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(usage) = self.0 {
            map.serialize_entry("Operation", &usage.operation)?;
            map.serialize_entry("Timestamp", &EpochSeconds(usage.timestamp))?;
        }
        map.end()
    }
}

impl Serialize for GetKeyRotationStatusOutput {
    /// What there is not is left out.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("KeyId", &self.key_id)?;
        map.serialize_entry("KeyRotationEnabled", &self.key_rotation_enabled)?;
        if let Some(period) = self.rotation_period {
            map.serialize_entry("RotationPeriodInDays", &period)?;
        }
        if let Some(date) = self.next_rotation_date {
            map.serialize_entry("NextRotationDate", &EpochSeconds(date))?;
        }
        if let Some(date) = self.on_demand_rotation_start_date {
            map.serialize_entry("OnDemandRotationStartDate", &EpochSeconds(date))?;
        }
        map.end()
    }
}

impl Serialize for RotationsListEntry {
    /// What there is not is left out.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("KeyId", &self.key_id)?;
        map.serialize_entry("KeyMaterialId", &self.key_material_id)?;
        if let Some(description) = &self.key_material_description {
            map.serialize_entry("KeyMaterialDescription", description)?;
        }
        if let Some(state) = &self.import_state {
            map.serialize_entry("ImportState", state)?;
        }
        map.serialize_entry("KeyMaterialState", &self.key_material_state)?;
        if let Some(model) = &self.expiration_model {
            map.serialize_entry("ExpirationModel", model)?;
        }
        if let Some(date) = self.valid_to {
            map.serialize_entry("ValidTo", &EpochSeconds(date))?;
        }
        if let Some(date) = self.rotation_date {
            map.serialize_entry("RotationDate", &EpochSeconds(date))?;
        }
        if let Some(rotation_type) = &self.rotation_type {
            map.serialize_entry("RotationType", rotation_type)?;
        }
        map.end()
    }
}

impl Serialize for Page<RotationsListEntry> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        page("Rotations", self, serializer)
    }
}

impl Serialize for KeyListEntry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("KeyId", &self.key_id)?;
        map.serialize_entry("KeyArn", &self.key_arn)?;
        map.end()
    }
}

impl Serialize for CreateGrantOutput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("GrantToken", &self.grant_token)?;
        map.serialize_entry("GrantId", &self.grant_id)?;
        map.end()
    }
}

impl Serialize for GrantListEntry {
    /// A grant without a name has the empty one, as the developer guide shows it.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("KeyId", &self.key_id)?;
        map.serialize_entry("GrantId", &self.grant_id)?;
        map.serialize_entry("Name", self.name.as_ref().map_or("", |name| name.as_str()))?;
        map.serialize_entry("CreationDate", &EpochSeconds(self.creation_date))?;
        map.serialize_entry("GranteePrincipal", &self.grantee_principal)?;
        if let Some(principal) = &self.retiring_principal {
            map.serialize_entry("RetiringPrincipal", principal)?;
        }
        map.serialize_entry("IssuingAccount", &self.issuing_account)?;
        map.serialize_entry("Operations", &self.operations)?;
        if !self.constraints.is_empty() {
            map.serialize_entry("Constraints", &self.constraints)?;
        }
        map.end()
    }
}

impl Serialize for AliasListEntry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(5))?;
        map.serialize_entry("AliasName", &self.alias_name)?;
        map.serialize_entry("AliasArn", &self.alias_arn)?;
        map.serialize_entry("TargetKeyId", &self.target_key_id)?;
        map.serialize_entry("CreationDate", &EpochSeconds(self.creation_date))?;
        map.serialize_entry("LastUpdatedDate", &EpochSeconds(self.last_updated_date))?;
        map.end()
    }
}

impl Serialize for Page<AliasListEntry> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        page("Aliases", self, serializer)
    }
}

impl Serialize for Page<GrantListEntry> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        page("Grants", self, serializer)
    }
}

impl Serialize for Page<KeyListEntry> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        page("Keys", self, serializer)
    }
}

impl Serialize for Page<Tag> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        page("Tags", self, serializer)
    }
}

impl Serialize for Page<PolicyName> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        page("PolicyNames", self, serializer)
    }
}

/// `NextMarker` is left out on the last page.
fn page<T: Serialize, S: Serializer>(
    items: &'static str,
    page: &Page<T>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    map.serialize_entry(items, &page.items)?;
    if let Some(marker) = &page.next_marker {
        map.serialize_entry("NextMarker", marker)?;
    }
    map.serialize_entry("Truncated", &page.truncated())?;
    map.end()
}
