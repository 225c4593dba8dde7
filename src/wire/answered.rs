//! The bodies of replies: what each operation answers, as AWS writes it.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::identity::KeyArn;
use crate::key::KeyMetadata;
use crate::operation::*;
use crate::policy::PolicyText;

/// A request that is answered with nothing but its output.
pub(super) trait Answered: Operation {
    /// The body of the reply; empty where AWS sends none.
    fn body(output: &Self::Output) -> Vec<u8>;
}

/// Writes into memory, which does not fail.
pub(super) fn written<T: Serialize + ?Sized>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

/// An answer of these members.
struct Wrapped<'a, T>(&'static str, &'a T);

impl<T: Serialize> Serialize for Wrapped<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.0, self.1)?;
        map.end()
    }
}

macro_rules! answered {
    ($($how:expr => $($Request:ident)+;)+) => { $($(
        impl Answered for $Request {
            fn body(output: &Self::Output) -> Vec<u8> {
                let write: fn(&Self::Output) -> Vec<u8> = $how;
                write(output)
            }
        }
    )+)+ };
}

fn nothing(_: &()) -> Vec<u8> {
    Vec::new()
}

fn key_metadata(metadata: &KeyMetadata) -> Vec<u8> {
    written(&Wrapped("KeyMetadata", metadata))
}

fn key_id(arn: &KeyArn) -> Vec<u8> {
    written(&Wrapped("KeyId", arn))
}

fn policy(policy: &PolicyText) -> Vec<u8> {
    #[derive(Serialize)]
    #[serde(rename_all = "PascalCase")]
    struct Body<'a> {
        policy: &'a PolicyText,
        policy_name: &'static str,
    }
    written(&Body { policy, policy_name: "default" })
}

answered! {
    nothing =>
        ConnectCustomKeyStore CreateAlias DeleteAlias DisableKey DisableKeyRotation DisconnectCustomKeyStore EnableKey
        EnableKeyRotation PutKeyPolicy RetireGrant RevokeGrant TagResource UntagResource UpdateAlias
        UpdateKeyDescription UpdatePrimaryRegion;
    key_metadata => CreateKey DescribeKey;
    key_id => CancelKeyDeletion RotateKeyOnDemand;
    policy => GetKeyPolicy;
    written =>
        CreateGrant Decrypt DeleteImportedKeyMaterial Encrypt GenerateDataKey GenerateDataKeyWithoutPlaintext
        GetKeyLastUsage GetKeyRotationStatus ImportKeyMaterial ListAliases ListGrants ListKeyPolicies ListKeyRotations
        ListKeys ListResourceTags ListRetirableGrants ReEncrypt ReplicateKey ScheduleKeyDeletion;
}
