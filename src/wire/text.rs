//! The constraints of AWS's texts, and the clauses that a `ValidationException` lists them with.

use crate::identity::{
    AliasName, CustomKeyStoreId, GrantName, GrantReference, GrantToken, KeyReference, Region, XksKeyId,
};
use crate::key::{Description, KeyMaterialDescription, TagKey, TagValue};
use crate::operation::Marker;
use crate::policy::PolicyText;
use crate::verdict::Evidence;

/// The length and the pattern that KMS's service model declares for a text.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html>
pub(super) struct Constraint {
    pub(super) least: usize,
    pub(super) most: usize,
    pub(super) pattern: Option<Pattern>,
    /// How well it is known what KMS says of a text that is too long. For one that is too short, and for the
    /// pattern, nobody has written it down.
    pub(super) too_long: Evidence,
}

/// A regular expression, and the function that does its work.
pub(super) struct Pattern {
    pub(super) text: &'static str,
    pub(super) matches: fn(&str) -> bool,
}

const fn length(least: usize, most: usize) -> Constraint {
    Constraint { least, most, pattern: None, too_long: Evidence::Inferred }
}

const fn recorded(constraint: Constraint) -> Constraint {
    Constraint { too_long: Evidence::Recorded, ..constraint }
}

pub(super) static KEY_ID: Constraint = length(1, KeyReference::MAX_LENGTH);
pub(super) static DESCRIPTION: Constraint = length(0, Description::MAX_LENGTH);
pub(super) static TAG_KEY: Constraint = recorded(length(1, TagKey::MAX_LENGTH));
pub(super) static TAG_VALUE: Constraint = recorded(length(0, TagValue::MAX_LENGTH));
pub(super) static REGION: Constraint = Constraint {
    pattern: Some(Pattern { text: Region::PATTERN, matches: Region::matches_pattern }),
    ..length(1, Region::MAX_LENGTH)
};
pub(super) static POLICY: Constraint = Constraint {
    pattern: Some(Pattern { text: PolicyText::PATTERN, matches: PolicyText::matches_pattern }),
    ..length(1, PolicyText::MAX_LENGTH)
};

pub(super) static ALIAS_NAME: Constraint = Constraint {
    pattern: Some(Pattern { text: AliasName::PATTERN, matches: is_alias_text }),
    ..length(1, AliasName::MAX_LENGTH)
};
pub(super) static CUSTOM_KEY_STORE_ID: Constraint = length(1, CustomKeyStoreId::MAX_LENGTH);
pub(super) static GRANT_ID: Constraint = length(1, GrantReference::MAX_LENGTH);
pub(super) static GRANT_NAME: Constraint = Constraint {
    pattern: Some(Pattern { text: AliasName::PATTERN, matches: is_alias_text }),
    ..length(1, GrantName::MAX_LENGTH)
};
pub(super) static GRANT_TOKEN: Constraint = length(1, GrantToken::MAX_LENGTH);
pub(super) static KEY_MATERIAL_ID: Constraint =
    Constraint { pattern: Some(Pattern { text: "^[a-f0-9]+$", matches: is_hexadecimal }), ..length(64, 64) };
pub(super) static MARKER: Constraint = Constraint {
    pattern: Some(Pattern { text: r"[\u0020-\u00FF]*", matches: is_marker }),
    ..length(1, Marker::MAX_LENGTH)
};
pub(super) static MATERIAL_DESCRIPTION: Constraint = Constraint {
    pattern: Some(Pattern { text: r"^[a-zA-Z0-9:/_\s.-]+$", matches: is_material_description }),
    ..length(0, KeyMaterialDescription::MAX_LENGTH)
};
pub(super) static POLICY_NAME: Constraint =
    Constraint { pattern: Some(Pattern { text: r"[\w]+", matches: is_word }), ..length(1, 128) };
pub(super) static PRINCIPAL: Constraint = Constraint {
    pattern: Some(Pattern { text: r"^[\w+=,.@:/-]+$", matches: is_principal_text }),
    ..length(1, 256)
};
pub(super) static XKS_KEY_ID: Constraint = Constraint {
    pattern: Some(Pattern { text: XksKeyId::PATTERN, matches: is_xks_key_id }),
    ..length(1, XksKeyId::MAX_LENGTH)
};

/// The pattern of aliases, and of the names of grants.
fn is_alias_text(text: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'/' | b'_' | b'-');
    !text.is_empty() && text.bytes().all(is_allowed)
}

fn is_marker(text: &str) -> bool {
    text.chars().all(|c| ('\u{20}'..='\u{ff}').contains(&c))
}

fn is_material_description(text: &str) -> bool {
    let is_white_space = |byte: u8| matches!(byte, b' ' | b'\t' | b'\n' | 0x0b | 0x0c | b'\r');
    let is_allowed =
        |byte: u8| byte.is_ascii_alphanumeric() || b":/_.-".contains(&byte) || is_white_space(byte);
    !text.is_empty() && text.bytes().all(is_allowed)
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn is_principal_text(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_+=,.@:/-".contains(&byte))
}

fn is_xks_key_id(text: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    !text.is_empty() && text.bytes().all(is_allowed)
}

fn is_hexadecimal(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'a'..=b'f' | b'0'..=b'9'))
}

impl Constraint {
    /// Calls `breach` with the demand behind "Member must …" for each that the text does not meet.
    pub(super) fn check(&self, text: &str, mut breach: impl FnMut(String, Evidence)) {
        // A text has at least as many bytes as characters.
        let length = if text.len() > self.most { text.chars().count() } else { text.len() };
        if length > self.most {
            breach(format!("have length less than or equal to {}", self.most), self.too_long);
        }
        if length < self.least {
            breach(format!("have length greater than or equal to {}", self.least), Evidence::Inferred);
        }
        if let Some(pattern) = &self.pattern
            && !(pattern.matches)(text)
        {
            breach(format!("satisfy regular expression pattern: {}", pattern.text), Evidence::Inferred);
        }
    }
}

/// A member's name as KMS writes it in a constraint: `ReplicaRegion` becomes `replicaRegion`.
pub(super) fn lower_camel(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_lowercase().to_string() + letters.as_str())
}
