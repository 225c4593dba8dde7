//! What a near miss is: one rule broken, or one slip in a text, and which.

use crate::verdict::Rule;

/// A value that breaks exactly one rule, and the rule.
///
/// Whatever checks the value finds errors of this rule and of no other. There may be several of them (one slip can
/// break a rule at two places), and warnings besides.
///
/// ```
/// use kms_mrk::key::Tags;
/// use kms_mrk::strategy::near_miss_tags;
/// use proptest::prelude::*;
///
/// proptest!(|(miss in near_miss_tags())| {
///     prop_assert_eq!(Tags::try_from(miss.value).unwrap_err().rule(), miss.rule);
/// });
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearMiss<T> {
    /// The value.
    pub value: T,
    /// The one rule that it breaks.
    pub rule: &'static Rule,
}

impl<T> NearMiss<T> {
    pub(super) const fn new(value: T, rule: &'static Rule) -> Self {
        Self { value, rule }
    }
}

/// A text that is almost one of its type: one slip makes it malformed, and it is known at which byte.
///
/// ```
/// use kms_mrk::identity::KeyId;
/// use kms_mrk::strategy::near_miss_key_id;
/// use proptest::prelude::*;
///
/// proptest!(|(miss in near_miss_key_id())| {
///     prop_assert_eq!(miss.text.parse::<KeyId>().unwrap_err().at_byte(), miss.at_byte);
/// });
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearMissText {
    /// The text.
    pub text: String,
    /// The byte at which the slip is; the text's length if something is missing at its end.
    pub at_byte: usize,
}

impl NearMissText {
    pub(super) fn new(text: impl Into<String>, at_byte: usize) -> Self {
        Self { text: text.into(), at_byte }
    }

    /// The slip is at the end of the text.
    pub(super) fn at_end(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { at_byte: text.len(), text }
    }

    /// `text`, which is ASCII, with one character replaced.
    pub(super) fn replaced(text: &str, at: usize, by: char) -> Self {
        let text: String = text.char_indices().map(|(byte, c)| if byte == at { by } else { c }).collect();
        Self { text, at_byte: at }
    }

    /// `text`, which is ASCII, without everything from byte `at` on.
    pub(super) fn truncated(text: &str, at: usize) -> Self {
        Self::at_end(text.chars().take(at).collect::<String>())
    }

    /// `text` with something after its right end.
    pub(super) fn continued(text: &str, by: &str) -> Self {
        Self { text: format!("{text}{by}"), at_byte: text.len() }
    }

    /// A text of more than `most` times `character`.
    pub(super) fn too_long(before: &str, character: char, most: usize) -> Self {
        let filled: String = std::iter::repeat_n(character, most - before.len()).collect();
        Self::continued(&format!("{before}{filled}"), &character.to_string())
    }

    /// The same slip in a longer text.
    pub(super) fn between(self, before: &str, after: &str) -> Self {
        Self { at_byte: before.len() + self.at_byte, text: format!("{before}{}{after}", self.text) }
    }
}
