//! The CloudTrail records of calls, and of what KMS does by itself.

use std::fmt;

use jiff::Timestamp;
use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::call::Call;
use super::event::{Change, Event};
use super::related_keys::RelatedKeys;
use crate::identity::{AccountId, KeyArn, PrincipalArn, Region};

/// A CloudTrail record, as far as the model can say: who did what, in which Region, to which keys.
///
/// Serialized with CloudTrail's member names. `requestParameters`, `responseElements` and the identifiers of
/// request and event are left out.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/ct-replicate-key.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, ReplicateKey};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let primary = kms.call(&CreateKey::multi_region(), &call)?.output;
/// let replicate = ReplicateKey::new(primary.key_id.into(), "eu-west-1".parse()?);
///
/// let records = kms.call(&replicate, &call)?.records;
/// let told: Vec<_> = records.iter().map(|record| (record.event_name, record.aws_region.as_str())).collect();
/// assert_eq!(told, [("ReplicateKey", "us-east-1"), ("CreateKey", "eu-west-1")]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The operation, or what KMS calls what it did by itself.
    pub event_name: &'static str,
    /// When.
    pub event_time: Timestamp,
    /// The Region whose trail holds the record.
    pub aws_region: Region,
    /// Who.
    pub user_identity: UserIdentity,
    /// The keys that it was done to; none for a list of keys.
    pub resources: Vec<KeyArn>,
}

/// Who did what a record tells of.
///
/// ```
/// use kms_mrk::model::UserIdentity;
///
/// let kms = UserIdentity::AwsInternal("111122223333".parse()?);
/// assert_eq!(kms.to_string(), "AWS Internal");
/// assert_eq!(
///     serde_json::to_value(&kms).unwrap(),
///     serde_json::json!({"accountId": "111122223333", "invokedBy": "AWS Internal"}),
/// );
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserIdentity {
    /// A caller.
    Principal(PrincipalArn),
    /// KMS by itself, with a key of this account.
    AwsInternal(AccountId),
}

impl RelatedKeys {
    /// The CloudTrail records of an event that is about to happen by itself, each in its key's Region: a rotation
    /// leaves one for every related key, a deletion and an expiry one for the key. Other events leave none; what a call
    /// does is recorded with the call.
    ///
    /// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/ct-rotatekey.html>,
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/ct-delete-key.html>,
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/ct-deleteexpiredkeymaterial.html>
    ///
    /// ```
    /// use kms_mrk::Kms;
    /// use kms_mrk::model::{Call, Caller};
    /// use kms_mrk::operation::{CreateKey, RotateKeyOnDemand};
    ///
    /// let mut kms = Kms::new(1);
    /// let caller = Caller::new("111122223333".parse()?).unwrap();
    /// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
    /// let key = kms.call(&CreateKey::multi_region(), &call)?.output.key_id;
    /// kms.call(&RotateKeyOnDemand::new(key.into()), &call)?;
    ///
    /// let event = kms.world().due("2026-01-05T12:01:00Z".parse()?).unwrap();
    /// let records = kms.world().set(key).unwrap().records_of(&event);
    /// assert_eq!((records.len(), records[0].event_name), (1, "RotateKey"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn records_of(&self, event: &Event) -> Vec<Record> {
        let record = |event_name, region: &Region| Record {
            event_name,
            event_time: event.at,
            aws_region: region.clone(),
            user_identity: UserIdentity::AwsInternal(self.shared().account),
            resources: vec![self.arn_in(region)],
        };
        match event.change {
            Change::KeyRotated { .. } => self.keys().map(|key| record("RotateKey", &key.region)).collect(),
            Change::KeyDeleted => vec![record("DeleteKey", &event.region)],
            Change::KeyMaterialExpired { .. } => vec![record("DeleteExpiredKeyMaterial", &event.region)],
            _ => Vec::new(),
        }
    }
}

impl Record {
    /// The record of `event_name` for one key, in the key's Region.
    pub(crate) fn of(call: &Call, event_name: &'static str, key: KeyArn, event_time: Timestamp) -> Self {
        Self {
            event_name,
            event_time,
            aws_region: key.region().clone(),
            user_identity: UserIdentity::Principal(call.caller().principal().clone()),
            resources: vec![key],
        }
    }

    /// The record of `event_name` for no key in particular, in the Region that was called.
    pub(crate) fn without_keys(call: &Call, event_name: &'static str, event_time: Timestamp) -> Self {
        Self {
            event_name,
            event_time,
            aws_region: call.region().clone(),
            user_identity: UserIdentity::Principal(call.caller().principal().clone()),
            resources: Vec::new(),
        }
    }
}

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut record = serializer.serialize_struct("Record", 6)?;
        record.serialize_field("eventSource", "kms.amazonaws.com")?;
        record.serialize_field("eventName", self.event_name)?;
        record.serialize_field("eventTime", &self.event_time)?;
        record.serialize_field("awsRegion", &self.aws_region)?;
        record.serialize_field("userIdentity", &self.user_identity)?;
        record.serialize_field("resources", &self.resources.iter().map(Resource).collect::<Vec<_>>())?;
        record.end()
    }
}

/// The ARN of the caller, or `AWS Internal`.
impl fmt::Display for UserIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Principal(principal) => principal.fmt(f),
            Self::AwsInternal(_) => f.pad(AWS_INTERNAL),
        }
    }
}

const AWS_INTERNAL: &str = "AWS Internal";

impl Serialize for UserIdentity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut identity = serializer.serialize_struct("UserIdentity", 2)?;
        match self {
            Self::Principal(principal) => {
                identity.serialize_field("arn", principal)?;
                identity.serialize_field("accountId", &principal.account())?;
            }
            Self::AwsInternal(account) => {
                identity.serialize_field("accountId", account)?;
                identity.serialize_field("invokedBy", AWS_INTERNAL)?;
            }
        }
        identity.end()
    }
}

struct Resource<'a>(&'a KeyArn);

impl Serialize for Resource<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut resource = serializer.serialize_struct("Resource", 3)?;
        resource.serialize_field("accountId", &self.0.account())?;
        resource.serialize_field("type", "AWS::KMS::Key")?;
        resource.serialize_field("ARN", self.0)?;
        resource.end()
    }
}
