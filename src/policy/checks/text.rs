//! What is checked of a key policy before anything in it is looked at.

use std::fmt;

use serde::de::IgnoredAny;

use crate::policy::rule::text::{CHARACTERS, LENGTH, SIZE};
use crate::policy::{PolicyText, Setting};
use crate::verdict::{Broken, ErrorCode, Evidence, Place, Pointer, Report, SyntaxError};

/// What is wrong with the text as a text; `forbidden` is where the first character stands that no policy may have.
pub(in crate::policy) fn check(
    policy: &str,
    forbidden: Option<usize>,
    setting: &Setting<'_>,
    report: &mut Report,
) {
    let at = Pointer::root;
    if let Some(offset) = forbidden {
        let c = policy.get(offset..).and_then(|rest| rest.chars().next()).unwrap_or_default();
        let message = format_args!("the character `{}` is not allowed in a key policy", c.escape_unicode());
        report.broken(&CHARACTERS).counted(pattern_clause(), Evidence::Inferred, Place::at(at()).with_offset(offset), message)
            .help("key policies hold tabs, line breaks and U+0020 to U+00FF; write others as `\\uXXXX` or not at all");
    }
    if policy.is_empty() {
        let message = "the key policy is empty";
        report.broken(&LENGTH).counted(
            least_clause(),
            Evidence::Inferred,
            Place::at(at()).with_offset(0),
            message,
        );
    } else if policy.len() > PolicyText::MAX_LENGTH && policy.chars().count() > PolicyText::MAX_LENGTH {
        let message = format_args!("the key policy has more than {} characters", PolicyText::MAX_LENGTH);
        report.broken(&LENGTH).counted(length_clause(), Evidence::Inferred, Place::at(at()), message);
    } else {
        size(policy.len(), setting.most_bytes(), at(), &mut report.broken(&SIZE));
    }
}

fn pattern_clause() -> String {
    format!(
        "Value at 'policy' failed to satisfy constraint: Member must satisfy regular expression pattern: {}",
        PolicyText::PATTERN
    )
}

fn least_clause() -> String {
    "Value at 'policy' failed to satisfy constraint: Member must have length greater than or equal to 1"
        .to_owned()
}

fn length_clause() -> String {
    format!(
        "Value at 'policy' failed to satisfy constraint: Member must have length less than or equal to {}",
        PolicyText::MAX_LENGTH
    )
}

/// More bytes than the quota.
fn size(length: usize, most: usize, at: Pointer, broken: &mut Broken<'_>) {
    if length > most {
        let message = format!("the key policy has {length} bytes, the quota is {most}");
        broken
            .refused_in_unknown_words(ErrorCode::LimitExceeded, Place::at(at), message)
            .help("leave out white space, or merge statements; a character above U+007F counts two bytes");
    }
}

/// The text is not one JSON object: it is not JSON, there is more than one value, or a value of another kind, for which
/// there is no error.
#[cold]
pub(in crate::policy) fn no_object(
    text: &str,
    error: Option<&serde_json::Error>,
    at: Pointer,
    broken: &mut Broken<'_>,
) {
    let place = Place::at(at);
    let (place, message, evidence) = match error {
        None => (place, format!("the key policy is {}", NotAnObject::of(text)), Evidence::Inferred),
        Some(error) => {
            let SyntaxError { at, reason } = SyntaxError::of(error, text);
            let place = place.with_offset(at);
            if serde_json::from_str::<IgnoredAny>(text).is_ok() {
                // A number too big for any reader, half a surrogate pair, brackets in brackets without end.
                (place, format!("the key policy is JSON that cannot be read: {reason}"), Evidence::Inferred)
            } else {
                // Recorded is what KMS says to a text that is not JSON.
                (place, format!("the key policy is not JSON: {reason}"), Evidence::Recorded)
            }
        }
    };
    let text = ""; // KMS sends this exception without a message for documents that it cannot parse
    broken.refused(ErrorCode::MalformedPolicyDocument, text, evidence, place, message);
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
