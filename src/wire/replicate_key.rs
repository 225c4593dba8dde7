//! ReplicateKey as AWS writes it.

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::members::{Found, Members, Way};
use super::reading::{self, Reading};
use super::request::FromMembers;
use super::text;
use crate::key::Tag;
use crate::operation::{LockoutSafetyCheck, ReplicateKey};
use crate::verdict::Report;

impl ReplicateKey {
    /// Reads AWS's JSON: the body of a request, or what `--cli-input-json` takes.
    ///
    /// # Errors
    /// Everything that keeps the text from being a request, each with its place: broken JSON, a member of the
    /// wrong type, a required member that is missing, a length or a pattern that is not kept. The report's
    /// [`refusal`](Report::refusal) is KMS's answer, which counts all broken constraints in one message.
    ///
    /// ```
    /// use kms_mrk::operation::ReplicateKey;
    ///
    /// let report = ReplicateKey::from_json(r#"{"ReplicaRegion": "Frankfurt"}"#).unwrap_err();
    /// assert_eq!(
    ///     report.refusal().unwrap().message(),
    ///     "2 validation errors detected: \
    ///      Value null at 'keyId' failed to satisfy constraint: Member must not be null; \
    ///      Value 'Frankfurt' at 'replicaRegion' failed to satisfy constraint: \
    ///      Member must satisfy regular expression pattern: ^([a-z]+-){2,3}\\d+$",
    /// );
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Report> {
        Self::read_json(text).into_result()
    }

    /// Reads AWS's JSON and keeps what was found besides: members that KMS does not know are warnings.
    #[must_use]
    pub fn read_json(text: &str) -> Reading<Self> {
        reading::read(text, Way::Request, read)
    }
}

pub(super) fn read(members: &mut Members<'_>, found: &mut Found) -> Option<ReplicateKey> {
    let key_id = members.required_constrained("KeyId", &text::KEY_ID, found);
    let replica_region = members.required_constrained("ReplicaRegion", &text::REGION, found);
    let policy = members.constrained("Policy", &text::POLICY, found);
    let lockout_safety_check = members.lockout_safety_check(found);
    let description = members.constrained("Description", &text::DESCRIPTION, found);
    let tags = members.objects("Tags", found, read_tag);
    members.warn_of_others(found);
    Some(ReplicateKey {
        key_id: key_id?,
        replica_region: replica_region?,
        policy,
        lockout_safety_check,
        description: description.unwrap_or_default(),
        tags,
    })
}

fn read_tag(members: &mut Members<'_>, found: &mut Found) -> Option<Tag> {
    let tag = Tag::read(members, found);
    members.warn_of_others(found);
    tag
}

impl<'de> Deserialize<'de> for ReplicateKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        reading::deserialize(deserializer, Way::Request, read)
    }
}

impl Serialize for ReplicateKey {
    /// Members that have their default are left out.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("KeyId", &self.key_id)?;
        map.serialize_entry("ReplicaRegion", &self.replica_region)?;
        if let Some(policy) = &self.policy {
            map.serialize_entry("Policy", policy)?;
        }
        if self.lockout_safety_check == LockoutSafetyCheck::Bypassed {
            map.serialize_entry("BypassPolicyLockoutSafetyCheck", &true)?;
        }
        if !self.description.is_empty() {
            map.serialize_entry("Description", &self.description)?;
        }
        if !self.tags.is_empty() {
            map.serialize_entry("Tags", &self.tags)?;
        }
        map.end()
    }
}
