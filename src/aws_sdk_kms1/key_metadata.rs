//! Key metadata and what is in it.

use aws_sdk_kms::primitives::{DateTime, DateTimeFormat};
use aws_sdk_kms::types as sdk;
use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::key::{KeyMetadata, MultiRegionConfiguration, MultiRegionKey};
use crate::verdict::Report;

/// What the SDK holds is no key metadata: a member that every key has is missing, or a text is not what it should be.
///
/// ```
/// use kms_mrk::aws_sdk_kms1::NotKeyMetadata;
/// use kms_mrk::key::KeyMetadata;
///
/// let theirs = aws_sdk_kms::types::KeyMetadata::builder().key_id("orders").build()?;
/// let error: NotKeyMetadata = KeyMetadata::try_from(theirs).unwrap_err();
/// assert!(error.report().iter().any(|finding| finding.message == "Arn is missing"), "{error}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
pub struct NotKeyMetadata(Report);

impl NotKeyMetadata {
    /// Everything that is wrong, each with its place in AWS's JSON.
    #[must_use]
    pub const fn report(&self) -> &Report {
        &self.0
    }
}

/// Members that this crate does not know are not in the SDK's type either, and are left out.
impl From<KeyMetadata> for sdk::KeyMetadata {
    fn from(metadata: KeyMetadata) -> Self {
        #[expect(deprecated, reason = "KMS still sends `CustomerMasterKeySpec`")]
        #[expect(
            clippy::expect_used,
            reason = "INVARIANT: the member that the SDK demands is set just below"
        )]
        Self::builder()
            .key_id(metadata.key_id.as_str())
            .aws_account_id(metadata.aws_account_id.as_str())
            .arn(metadata.arn.to_string())
            .creation_date(date_time(metadata.creation_date))
            .enabled(metadata.enabled)
            .description(metadata.description.as_str())
            .key_usage(metadata.key_usage.into())
            .key_state(metadata.key_state.into())
            .set_deletion_date(metadata.deletion_date.map(date_time))
            .set_valid_to(metadata.valid_to.map(date_time))
            .origin(metadata.origin.into())
            .set_custom_key_store_id(metadata.custom_key_store_id)
            .set_cloud_hsm_cluster_id(metadata.cloud_hsm_cluster_id)
            .set_expiration_model(metadata.expiration_model.map(Into::into))
            .key_manager(metadata.key_manager.into())
            .set_customer_master_key_spec(metadata.customer_master_key_spec.map(|spec| spec.as_str().into()))
            .key_spec(metadata.key_spec.into())
            .set_encryption_algorithms(listed(metadata.encryption_algorithms))
            .set_signing_algorithms(listed(metadata.signing_algorithms))
            .set_key_agreement_algorithms(listed(metadata.key_agreement_algorithms))
            .set_mac_algorithms(listed(metadata.mac_algorithms))
            .set_encapsulation_algorithms(listed(metadata.encapsulation_algorithms))
            .multi_region(metadata.multi_region)
            .set_multi_region_configuration(metadata.multi_region_configuration.map(Into::into))
            .set_pending_deletion_window_in_days(
                metadata.pending_deletion_window_in_days.and_then(|days| days.try_into().ok()),
            )
            .set_xks_key_configuration(
                metadata
                    .xks_key_configuration
                    .map(|key| sdk::XksKeyConfigurationType::builder().id(key.id).build()),
            )
            .set_current_key_material_id(metadata.current_key_material_id.map(|id| id.to_string()))
            .build()
            .expect("the key ID is set")
    }
}

/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::key::KeyMetadata;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::CreateKey;
///
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let ours = Kms::new(1).call(&CreateKey::multi_region(), &call)?.output;
///
/// let theirs = aws_sdk_kms::types::KeyMetadata::from(ours.clone());
/// assert_eq!(theirs.key_state(), Some(&aws_sdk_kms::types::KeyState::Enabled));
/// assert_eq!(KeyMetadata::try_from(theirs)?, ours);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl TryFrom<sdk::KeyMetadata> for KeyMetadata {
    type Error = NotKeyMetadata;

    /// # Errors
    /// The same as of [`KeyMetadata::from_json`] for what the SDK read it from.
    fn try_from(metadata: sdk::KeyMetadata) -> Result<Self, NotKeyMetadata> {
        let mut members = Members::default();
        members.add("AWSAccountId", metadata.aws_account_id);
        members.add("KeyId", Some(metadata.key_id));
        members.add("Arn", metadata.arn);
        members.time("CreationDate", metadata.creation_date);
        members.add("Enabled", Some(metadata.enabled));
        members.add("Description", metadata.description);
        members.name("KeyUsage", metadata.key_usage);
        members.name("KeyState", metadata.key_state);
        members.time("DeletionDate", metadata.deletion_date);
        members.time("ValidTo", metadata.valid_to);
        members.name("Origin", metadata.origin);
        members.add("CustomKeyStoreId", metadata.custom_key_store_id);
        members.add("CloudHsmClusterId", metadata.cloud_hsm_cluster_id);
        members.name("ExpirationModel", metadata.expiration_model);
        members.name("KeyManager", metadata.key_manager);
        #[expect(deprecated, reason = "KMS still sends `CustomerMasterKeySpec`")]
        members.name("CustomerMasterKeySpec", metadata.customer_master_key_spec);
        members.name("KeySpec", metadata.key_spec);
        members.names("EncryptionAlgorithms", metadata.encryption_algorithms);
        members.names("SigningAlgorithms", metadata.signing_algorithms);
        members.names("KeyAgreementAlgorithms", metadata.key_agreement_algorithms);
        members.names("MacAlgorithms", metadata.mac_algorithms);
        members.names("EncapsulationAlgorithms", metadata.encapsulation_algorithms);
        members.add("MultiRegion", metadata.multi_region);
        members.add("MultiRegionConfiguration", metadata.multi_region_configuration.map(configuration));
        members.add("PendingDeletionWindowInDays", metadata.pending_deletion_window_in_days);
        let xks_key = metadata.xks_key_configuration.map(|key| {
            let mut members = Members::default();
            members.add("Id", key.id);
            members.0
        });
        members.add("XksKeyConfiguration", xks_key);
        members.add("CurrentKeyMaterialId", metadata.current_key_material_id);
        Self::from_json(&Value::from(members.0).to_string()).map_err(NotKeyMetadata)
    }
}

impl From<MultiRegionConfiguration> for sdk::MultiRegionConfiguration {
    fn from(configuration: MultiRegionConfiguration) -> Self {
        let replica_keys = configuration.replica_keys.into_iter().map(Into::into).collect();
        Self::builder()
            .multi_region_key_type(configuration.multi_region_key_type.into())
            .primary_key(configuration.primary_key.into())
            .set_replica_keys(Some(replica_keys))
            .build()
    }
}

impl TryFrom<sdk::MultiRegionConfiguration> for MultiRegionConfiguration {
    type Error = serde_json::Error;

    /// # Errors
    /// A member that is missing, and an ARN or a Region that is none.
    fn try_from(theirs: sdk::MultiRegionConfiguration) -> Result<Self, serde_json::Error> {
        serde_json::from_value(configuration(theirs).into())
    }
}

impl From<MultiRegionKey> for sdk::MultiRegionKey {
    fn from(key: MultiRegionKey) -> Self {
        Self::builder().arn(key.arn.to_string()).region(key.region.as_str()).build()
    }
}

impl TryFrom<sdk::MultiRegionKey> for MultiRegionKey {
    type Error = serde_json::Error;

    /// # Errors
    /// A member that is missing, and an ARN or a Region that is none.
    fn try_from(theirs: sdk::MultiRegionKey) -> Result<Self, serde_json::Error> {
        serde_json::from_value(key(theirs).into())
    }
}

fn configuration(configuration: sdk::MultiRegionConfiguration) -> Map<String, Value> {
    let mut members = Members::default();
    members.name("MultiRegionKeyType", configuration.multi_region_key_type);
    members.add("PrimaryKey", configuration.primary_key.map(key));
    let replica_keys = configuration.replica_keys.unwrap_or_default();
    members.add("ReplicaKeys", Some(replica_keys.into_iter().map(key).collect::<Vec<_>>()));
    members.0
}

fn key(key: sdk::MultiRegionKey) -> Map<String, Value> {
    let mut members = Members::default();
    members.add("Arn", key.arn);
    members.add("Region", key.region);
    members.0
}

/// AWS's JSON again, which has one reader.
#[derive(Default)]
struct Members(Map<String, Value>);

impl Members {
    /// Adds a member that is there.
    fn add(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.0.insert(name.to_owned(), value.into());
        }
    }

    fn name(&mut self, name: &str, value: Option<impl AsRef<str>>) {
        self.add(name, value.as_ref().map(AsRef::as_ref));
    }

    fn names(&mut self, name: &str, values: Option<Vec<impl AsRef<str>>>) {
        let names =
            values.map(|values| values.iter().map(|value| value.as_ref().into()).collect::<Vec<Value>>());
        self.add(name, names);
    }

    fn time(&mut self, name: &str, time: Option<DateTime>) {
        // A time that has no text is out of every range.
        let text = |time: DateTime| time.fmt(DateTimeFormat::DateTime).unwrap_or_default();
        self.add(name, time.map(text));
    }
}

fn date_time(time: Timestamp) -> DateTime {
    DateTime::from_nanos(time.as_nanosecond()).unwrap_or_else(|_| DateTime::from_secs(time.as_second()))
}

/// AWS leaves out the lists that a key does not have.
fn listed<Ours: Into<Theirs>, Theirs>(names: Vec<Ours>) -> Option<Vec<Theirs>> {
    (!names.is_empty()).then(|| names.into_iter().map(Into::into).collect())
}
