//! The rules for the text of a key policy, in the order in which this crate checks them.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::text::PolicyText;
use crate::verdict::documentation::{API_REPLICATE_KEY, KEY_POLICY_OVERVIEW};
use crate::verdict::{Broken, ErrorCode, Evidence, Place, Pointer, SyntaxError, rule::rules};

rules! {
    SIZE: Documented, "policy/size", API_REPLICATE_KEY, "a key policy has at most 32768 bytes";
    JSON_OBJECT: Documented, "policy/json-object", KEY_POLICY_OVERVIEW, "a key policy is exactly one JSON object";
}

/// More bytes than the quota.
pub(crate) fn size(policy: &PolicyText, most: usize, at: Pointer, broken: &mut Broken<'_>) {
    let length = policy.as_str().len();
    if length > most {
        let message = format!("the key policy has {length} bytes, the quota is {most}");
        broken
            .refused_in_unknown_words(ErrorCode::LimitExceeded, Place::at(at), message)
            .help("leave out white space, or merge statements; a character above U+007F counts two bytes");
    }
}

/// Not JSON, JSON of another kind, or more than one value.
pub(crate) fn json_object(policy: &PolicyText, at: Pointer, broken: &mut Broken<'_>) {
    let text = policy.as_str();
    let Err(error) = serde_json::from_str::<OneObject>(text) else { return };
    let place = Place::at(at);
    let (place, message) = match error.classify() {
        serde_json::error::Category::Data => (place, format!("the key policy is {}", NotAnObject::of(text))),
        _ => {
            let SyntaxError { at, reason } = SyntaxError::of(&error, text);
            (place.with_offset(at), format!("the key policy is not JSON: {reason}"))
        }
    };
    let text = ""; // KMS sends this exception without a message for documents that it cannot parse
    broken.refused(ErrorCode::MalformedPolicyDocument, text, Evidence::Inferred, place, message);
}

/// A JSON object, whatever is in it.
struct OneObject;

impl<'de> Deserialize<'de> for OneObject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(OneObjectVisitor)
    }
}

struct OneObjectVisitor;

impl<'de> Visitor<'de> for OneObjectVisitor {
    type Value = OneObject;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(OneObject)
    }
}

/// What a JSON text is instead of an object.
enum NotAnObject {
    Array,
    Text,
    Other,
}

impl NotAnObject {
    fn of(text: &str) -> Self {
        match text.trim_start().as_bytes().first() {
            Some(b'[') => Self::Array,
            Some(b'"') => Self::Text,
            _ => Self::Other,
        }
    }
}

impl fmt::Display for NotAnObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Array => "a JSON array, not an object",
            Self::Text => "a JSON string, not an object: it was encoded twice",
            Self::Other => "a JSON value, but not an object",
        })
    }
}
