//! What a request looks like before it is filled in.

/// A ReplicateKey request to fill in, as `aws kms replicate-key --generate-cli-skeleton input` prints it.
///
/// ```
/// use kms_mrk::{operation::ReplicateKey, wire::REPLICATE_KEY_SKELETON};
///
/// let filled_in = REPLICATE_KEY_SKELETON
///     .replace(r#""KeyId": """#, r#""KeyId": "mrk-1234abcd12ab34cd56ef1234567890ab""#)
///     .replace(r#""ReplicaRegion": """#, r#""ReplicaRegion": "eu-west-1""#)
///     .replace(r#""Policy": """#, r#""Policy": "{}""#)
///     .replace(r#""TagKey": """#, r#""TagKey": "Team""#);
/// assert!(ReplicateKey::from_json(&filled_in).is_ok());
/// assert!(ReplicateKey::from_json(REPLICATE_KEY_SKELETON).is_err());
/// ```
pub const REPLICATE_KEY_SKELETON: &str = r#"{
    "KeyId": "",
    "ReplicaRegion": "",
    "Policy": "",
    "BypassPolicyLockoutSafetyCheck": true,
    "Description": "",
    "Tags": [
        {
            "TagKey": "",
            "TagValue": ""
        }
    ]
}
"#;
