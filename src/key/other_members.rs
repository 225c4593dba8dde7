//! What a document holds besides the members that are known.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Members of a JSON object that this version of the crate does not know, kept as they were read.
///
/// ```
/// use kms_mrk::key::MultiRegionKey;
///
/// let json = r#"{"Arn":"arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab","Region":"us-east-1","Zone":7}"#;
/// let key: MultiRegionKey = serde_json::from_str(json)?;
/// assert_eq!(key.other.0["Zone"], 7);
/// assert_eq!(serde_json::to_string(&key)?, json);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OtherMembers(pub Map<String, Value>);
