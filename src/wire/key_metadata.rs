//! KeyMetadata as AWS writes it.

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::members::{Found, Members, Way};
use super::reading::{self, Reading};
use super::time::EpochSeconds;
use crate::json_tree::Member;
use crate::key::{KeyMetadata, MultiRegionConfiguration, MultiRegionKey, OtherMembers, XksKeyConfiguration};
use crate::verdict::Report;

impl KeyMetadata {
    /// Reads what tools print: DescribeKey, CreateKey or ReplicateKey output, or the metadata alone.
    ///
    /// # Errors
    /// Everything that keeps the text from being metadata, each with its place: broken JSON, a member that every
    /// key has and that is missing, a member of the wrong type, an identifier or a time that is none. Whether the
    /// metadata is plausible is another question: [`check`](Self::check) answers it.
    ///
    /// ```
    /// use kms_mrk::key::KeyMetadata;
    ///
    /// let report = KeyMetadata::from_json(r#"{"Keys": []}"#).unwrap_err();
    /// assert_eq!(report.findings()[0].message, "AWSAccountId is missing");
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Report> {
        Self::read_json(text).into_result()
    }

    /// Reads what tools print, and keeps what was found besides.
    #[must_use]
    pub fn read_json(text: &str) -> Reading<Self> {
        reading::read(text, Way::Response, read)
    }
}

/// The members that wrap metadata in the outputs of KMS.
const WRAPPERS: [&str; 2] = ["KeyMetadata", "ReplicaKeyMetadata"];

fn read(members: &mut Members<'_>, found: &mut Found) -> Option<KeyMetadata> {
    match WRAPPERS.into_iter().find(|wrapper| members.value(wrapper).is_some()) {
        Some(wrapper) => members.object(wrapper, found, read_bare),
        None => read_bare(members, found),
    }
}

fn read_bare(m: &mut Members<'_>, f: &mut Found) -> Option<KeyMetadata> {
    let aws_account_id = m.required_parse("AWSAccountId", f);
    let key_id = m.required_parse("KeyId", f);
    let arn = m.required_parse("Arn", f);
    let creation_date = m.required_time("CreationDate", f);
    let enabled = m.required_boolean("Enabled", f);
    let description = m.required_parse("Description", f);
    let key_usage = m.required_name("KeyUsage", f);
    let key_state = m.required_name("KeyState", f);
    let deletion_date = m.time("DeletionDate", f);
    let valid_to = m.time("ValidTo", f);
    let origin = m.required_name("Origin", f);
    let custom_key_store_id = m.text("CustomKeyStoreId", f).map(str::to_owned);
    let cloud_hsm_cluster_id = m.text("CloudHsmClusterId", f).map(str::to_owned);
    let expiration_model = m.name("ExpirationModel", f);
    let key_manager = m.required_name("KeyManager", f);
    let customer_master_key_spec = m.name("CustomerMasterKeySpec", f);
    let key_spec = m.required_name("KeySpec", f);
    let encryption_algorithms = m.names("EncryptionAlgorithms", f);
    let signing_algorithms = m.names("SigningAlgorithms", f);
    let key_agreement_algorithms = m.names("KeyAgreementAlgorithms", f);
    let mac_algorithms = m.names("MacAlgorithms", f);
    let encapsulation_algorithms = m.names("EncapsulationAlgorithms", f);
    let multi_region = m.required_boolean("MultiRegion", f);
    let multi_region_configuration = m.object("MultiRegionConfiguration", f, read_configuration);
    let pending_deletion_window_in_days = m.whole_number("PendingDeletionWindowInDays", f);
    let xks_key_configuration = m.object("XksKeyConfiguration", f, read_xks_key);
    let current_key_material_id = m.parse("CurrentKeyMaterialId", f);
    Some(KeyMetadata {
        aws_account_id: aws_account_id?,
        key_id: key_id?,
        arn: arn?,
        creation_date: creation_date?,
        enabled: enabled?,
        description: description?,
        key_usage: key_usage?,
        key_state: key_state?,
        deletion_date,
        valid_to,
        origin: origin?,
        custom_key_store_id,
        cloud_hsm_cluster_id,
        expiration_model,
        key_manager: key_manager?,
        customer_master_key_spec,
        key_spec: key_spec?,
        encryption_algorithms,
        signing_algorithms,
        key_agreement_algorithms,
        mac_algorithms,
        encapsulation_algorithms,
        multi_region: multi_region?,
        multi_region_configuration,
        pending_deletion_window_in_days,
        xks_key_configuration,
        current_key_material_id,
        other: others(m),
    })
}

fn read_configuration(m: &mut Members<'_>, f: &mut Found) -> Option<MultiRegionConfiguration> {
    let multi_region_key_type = m.required_name("MultiRegionKeyType", f);
    let primary_key = m.required_object("PrimaryKey", f, read_key);
    let replica_keys = m.objects("ReplicaKeys", f, read_key);
    Some(MultiRegionConfiguration {
        multi_region_key_type: multi_region_key_type?,
        primary_key: primary_key?,
        replica_keys,
        other: others(m),
    })
}

fn read_key(m: &mut Members<'_>, f: &mut Found) -> Option<MultiRegionKey> {
    let arn = m.required_parse("Arn", f);
    let region = m.required_parse("Region", f);
    Some(MultiRegionKey { arn: arn?, region: region?, other: others(m) })
}

fn read_xks_key(m: &mut Members<'_>, f: &mut Found) -> Option<XksKeyConfiguration> {
    let id = m.required_text("Id", f).map(str::to_owned);
    Some(XksKeyConfiguration { id: id?, other: others(m) })
}

fn others(members: &Members<'_>) -> OtherMembers {
    OtherMembers(
        members.others().map(|Member { name, value, .. }| (name.to_owned(), Value::from(value))).collect(),
    )
}

impl<'de> Deserialize<'de> for KeyMetadata {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        reading::deserialize(deserializer, Way::Response, read)
    }
}

impl<'de> Deserialize<'de> for MultiRegionConfiguration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        reading::deserialize(deserializer, Way::Response, read_configuration)
    }
}

impl Serialize for KeyMetadata {
    /// The members in AWS's order; absent ones are left out.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("AWSAccountId", &self.aws_account_id)?;
        map.serialize_entry("KeyId", &self.key_id)?;
        map.serialize_entry("Arn", &self.arn)?;
        map.serialize_entry("CreationDate", &EpochSeconds(self.creation_date))?;
        map.serialize_entry("Enabled", &self.enabled)?;
        map.serialize_entry("Description", &self.description)?;
        map.serialize_entry("KeyUsage", &self.key_usage)?;
        map.serialize_entry("KeyState", &self.key_state)?;
        optional(&mut map, "DeletionDate", &self.deletion_date.map(EpochSeconds))?;
        optional(&mut map, "ValidTo", &self.valid_to.map(EpochSeconds))?;
        map.serialize_entry("Origin", &self.origin)?;
        optional(&mut map, "CustomKeyStoreId", &self.custom_key_store_id)?;
        optional(&mut map, "CloudHsmClusterId", &self.cloud_hsm_cluster_id)?;
        optional(&mut map, "ExpirationModel", &self.expiration_model)?;
        map.serialize_entry("KeyManager", &self.key_manager)?;
        optional(&mut map, "CustomerMasterKeySpec", &self.customer_master_key_spec)?;
        map.serialize_entry("KeySpec", &self.key_spec)?;
        list(&mut map, "EncryptionAlgorithms", &self.encryption_algorithms)?;
        list(&mut map, "SigningAlgorithms", &self.signing_algorithms)?;
        list(&mut map, "KeyAgreementAlgorithms", &self.key_agreement_algorithms)?;
        list(&mut map, "MacAlgorithms", &self.mac_algorithms)?;
        list(&mut map, "EncapsulationAlgorithms", &self.encapsulation_algorithms)?;
        map.serialize_entry("MultiRegion", &self.multi_region)?;
        optional(&mut map, "MultiRegionConfiguration", &self.multi_region_configuration)?;
        optional(&mut map, "PendingDeletionWindowInDays", &self.pending_deletion_window_in_days)?;
        optional(&mut map, "XksKeyConfiguration", &self.xks_key_configuration)?;
        optional(&mut map, "CurrentKeyMaterialId", &self.current_key_material_id)?;
        for (name, value) in &self.other.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

fn optional<M: SerializeMap, T: Serialize>(
    map: &mut M,
    name: &'static str,
    value: &Option<T>,
) -> Result<(), M::Error> {
    value.as_ref().map_or(Ok(()), |value| map.serialize_entry(name, value))
}

fn list<M: SerializeMap, T: Serialize>(map: &mut M, name: &'static str, items: &[T]) -> Result<(), M::Error> {
    if items.is_empty() { Ok(()) } else { map.serialize_entry(name, items) }
}
