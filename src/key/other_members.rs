//! What a document holds besides the members that are known.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Members of a JSON object that this version of the crate does not know, kept as they were read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OtherMembers(pub Map<String, Value>);
