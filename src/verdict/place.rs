//! Where in a JSON document something is: by name as a [`Place`], in its text as a [`Span`].

use std::fmt;
use std::num::NonZeroU32;
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::literal::character;
use super::pointer::Pointer;

/// A place in a JSON document: a value, the name of a member, or characters inside either.
///
/// A place does not depend on how the document is laid out. [`Place::span_in`] finds it in a given text.
///
/// ```
/// use kms_mrk::verdict::{Place, Pointer};
///
/// let request = r#"{"KeyId": "mrk-1", "Policy": "{\"Version\": 7}"}"#;
/// let place = Place::at(Pointer::to("Policy")).with_offset(12);
/// let span = place.span_in(request).unwrap();
/// assert_eq!(&request[span.start..span.end], "7");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The value.
    pub pointer: Pointer,
    /// Whether the value itself is meant, or the name of the member that it is.
    #[serde(default, skip_serializing_if = "Part::is_value")]
    pub part: Part,
    /// With an offset, the value is a string and the place is the character at this byte of the string *as it
    /// reads when decoded*, in UTF-8. So an error inside a policy, which is a JSON document inside a JSON string,
    /// has a place in the request that carries it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<u32>,
    /// With an offset: how many bytes of the decoded string are meant; one character, if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<NonZeroU32>,
}

/// A text of more bytes than a `u32` counts has no places behind them.
fn up_to_u32(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// What a [`Place`] means of the member or element that its pointer names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The value.
    #[default]
    Value,
    /// The name of the member; of an element of a list, which has no name, the element.
    Name,
}

impl Part {
    const fn is_value(&self) -> bool {
        matches!(self, Self::Value)
    }
}

impl Place {
    /// The value at `pointer`.
    #[must_use]
    pub const fn at(pointer: Pointer) -> Self {
        Self { pointer, part: Part::Value, offset: None, length: None }
    }

    /// The name of the member at `pointer`.
    ///
    /// ```
    /// use kms_mrk::verdict::{Place, Pointer};
    ///
    /// let policy = r#"{"Effects": "Allow"}"#;
    /// let span = Place::at_name(Pointer::to("Effects")).span_in(policy).unwrap();
    /// assert_eq!(&policy[span.start..span.end], r#""Effects""#);
    /// ```
    #[must_use]
    pub const fn at_name(pointer: Pointer) -> Self {
        Self { pointer, part: Part::Name, offset: None, length: None }
    }

    /// The character at byte `offset` of the decoded string at this place's pointer.
    #[must_use]
    pub fn with_offset(self, offset: usize) -> Self {
        Self { offset: Some(up_to_u32(offset)), length: None, ..self }
    }

    /// The characters in `bytes` of the decoded string at this place.
    ///
    /// ```
    /// use kms_mrk::verdict::{Place, Pointer};
    ///
    /// let policy = r#"{"Action": "kms:Dekrypt"}"#;
    /// let span = Place::at(Pointer::to("Action")).with_stretch(4..11).span_in(policy).unwrap();
    /// assert_eq!(&policy[span.start..span.end], "Dekrypt");
    /// ```
    #[must_use]
    pub fn with_stretch(self, bytes: Range<usize>) -> Self {
        let length = NonZeroU32::new(up_to_u32(bytes.len()));
        Self { offset: Some(up_to_u32(bytes.start)), length, ..self }
    }

    /// Finds the place in the text of a document; `None` if the text is not JSON.
    ///
    /// - The span of a member is the span of its value; of members with the same name, the last counts, as it
    ///   does for `serde_json`.
    /// - The span of a name is the span of the string that it is; of an element, which has no name, of the element.
    /// - Of a value that is missing, it is the span of the nearest value around it that exists.
    /// - With an offset and the pointer to the whole document, it is the character at that byte of the text, which
    ///   then need not be JSON: the place of a syntax error.
    /// - With an offset, it is otherwise the one character there, in the form in which it is written (`\n`, `\u00e9`,
    ///   `\ud83d\ude00`); at or after the end of the string, its closing quote; in a value that is not a string,
    ///   the value.
    ///
    /// The time it takes grows with the length of the text times the number of tokens in the pointer; nesting of
    /// any depth is fine. For many places in one text, there is [`Spans`](super::Spans).
    ///
    /// ```
    /// use kms_mrk::verdict::{Place, Pointer};
    ///
    /// let text = "{\n  \"Tags\": [{\"TagKey\": \"team\"}]\n}";
    /// let value = Place::at(Pointer::to("Tags").item(0).child("TagValue"));
    /// let span = value.span_in(text).unwrap();
    /// assert_eq!(&text[span.start..span.end], "{\"TagKey\": \"team\"}");
    /// assert_eq!(value.span_in("not JSON"), None);
    /// ```
    #[must_use]
    pub fn span_in(&self, text: &str) -> Option<Span> {
        let offset = self.offset.map(|offset| offset as usize);
        if let (true, Some(offset)) = (self.pointer == Pointer::root(), offset) {
            return Some(Span::at_byte(text, offset, offset + 1));
        }
        let mut value = serde_json::from_str::<&RawValue>(text).ok()?.get();
        let mut missing = false;
        let mut tokens = self.pointer.tokens().peekable();
        while let Some(token) = tokens.next() {
            let is_name = self.part == Part::Name && tokens.peek().is_none();
            let inner = if is_name { name(value, &token) } else { part(value, &token) };
            let Some(inner) = inner else {
                missing = true;
                break;
            };
            value = inner;
        }
        // `value` borrows from `text`, so the distance of the two is an offset into the text.
        let start = value.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
        let within = match offset {
            Some(offset) if !missing && value.starts_with('"') => {
                let first = character(value, offset);
                let last = self.length.map(|length| offset + length.get() as usize - 1);
                first.start..last.map_or(first.end, |last| character(value, last).end)
            }
            _ => 0..value.len(),
        };
        Some(Span::at_byte(text, start + within.start, start + within.end))
    }
}

/// A stretch of a text, with the line and the column at which it starts.
///
/// ```
/// use kms_mrk::verdict::Span;
///
/// let text = "{\n  \"ключ\": true\n}";
/// let span = Span::at_byte(text, 16, 20);
/// assert_eq!(span, Span { start: 16, end: 20, line: 2, column: 11 });
/// assert_eq!(&text[span.start..span.end], "true");
/// assert_eq!(span.line_text(text), "  \"ключ\": true");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The byte at which it starts.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// The number of the line in which it starts, counted from 1; a line ends with `\n` or `\r\n`.
    pub line: usize,
    /// The number of the character in that line at which it starts, counted from 1.
    pub column: usize,
}

impl Span {
    /// The span of the bytes `start..end` of `text`.
    ///
    /// Bytes inside a character or after the end of the text are moved: a span always covers whole characters of
    /// its text.
    ///
    /// ```
    /// use kms_mrk::verdict::Span;
    ///
    /// assert_eq!(Span::at_byte("a\r\nbc", 4, 5), Span { start: 4, end: 5, line: 2, column: 2 });
    /// assert_eq!(Span::at_byte("é", 1, 1), Span { start: 0, end: 2, line: 1, column: 1 });
    /// ```
    #[must_use]
    pub fn at_byte(text: &str, start: usize, end: usize) -> Self {
        let Range { start, end } = Self::whole_characters(text, start, end);
        let before = text.get(..start).unwrap_or_default();
        let line = 1 + before.bytes().filter(|&byte| byte == b'\n').count();
        let column = 1 + before.chars().rev().take_while(|&c| c != '\n').count();
        Self { start, end, line, column }
    }

    /// The bytes of all characters to which these bytes belong.
    pub(super) fn whole_characters(text: &str, start: usize, end: usize) -> Range<usize> {
        let start = (0..=start.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let end = (end.max(start)..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
        start..end
    }

    /// The line of `text` in which the span starts, without its end of line.
    ///
    /// `text` is the text for which the span was made.
    #[must_use]
    pub fn line_text<'a>(&self, text: &'a str) -> &'a str {
        let (before, after) = text.split_at_checked(self.start).unwrap_or((text, ""));
        let from = before.rfind('\n').map_or(0, |at| at + 1);
        let to = after.find('\n').map_or(text.len(), |at| before.len() + at);
        let line = text.get(from..to).unwrap_or_default();
        line.strip_suffix('\r').unwrap_or(line)
    }
}

/// The text of the member or element `token` of the JSON value `value`, if it is an object or array that has it.
fn part<'a>(value: &'a str, token: &str) -> Option<&'a str> {
    let mut reader = serde_json::Deserializer::from_str(value);
    let found = if value.starts_with('{') {
        reader.deserialize_map(Member(token))
    } else if value.starts_with('[') {
        reader.deserialize_seq(Element(index(token)?))
    } else {
        return None;
    };
    found.ok().flatten()
}

/// The text of the name of the member `token` of the JSON value `value`; of an element, of the element.
fn name<'a>(value: &'a str, token: &str) -> Option<&'a str> {
    if !value.starts_with('{') {
        return part(value, token);
    }
    serde_json::Deserializer::from_str(value).deserialize_map(NameOf(token)).ok().flatten()
}

/// The number that a token is, if it is one: RFC 6901 allows no sign and no leading zero.
pub(super) fn index(token: &str) -> Option<usize> {
    let canonical = token == "0" || !token.starts_with(['0', '+']);
    if canonical { token.parse().ok() } else { None }
}

/// Picks the last member of this name.
struct Member<'t>(&'t str);

impl<'de> Visitor<'de> for Member<'_> {
    type Value = Option<&'de str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(wanted) = members.next_key_seed(IsNamed(self.0))? {
            if wanted {
                found = Some(members.next_value::<&'de RawValue>()?.get());
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// Picks the name of the last member of this name.
struct NameOf<'t>(&'t str);

impl<'de> Visitor<'de> for NameOf<'_> {
    type Value = Option<&'de str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(name) = members.next_key::<&'de RawValue>()? {
            if IsNamed(self.0)
                .deserialize(&mut serde_json::Deserializer::from_str(name.get()))
                .is_ok_and(|is| is)
            {
                found = Some(name.get());
            }
            members.next_value::<IgnoredAny>()?;
        }
        Ok(found)
    }
}

/// Whether a member's name is this one.
struct IsNamed<'t>(&'t str);

impl<'de> DeserializeSeed<'de> for IsNamed<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, name: D) -> Result<bool, D::Error> {
        // As bytes, because a name with half a surrogate pair (`\ud800`) is JSON and yet not a `str`.
        name.deserialize_bytes(self)
    }
}

impl Visitor<'_> for IsNamed<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_bytes<E>(self, name: &[u8]) -> Result<bool, E> {
        Ok(name == self.0.as_bytes())
    }
}

/// Picks the element of this number.
struct Element(usize);

impl<'de> Visitor<'de> for Element {
    type Value = Option<&'de str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        for _ in 0..self.0 {
            if elements.next_element::<IgnoredAny>()?.is_none() {
                return Ok(None);
            }
        }
        let found = elements.next_element::<&'de RawValue>()?.map(RawValue::get);
        while elements.next_element::<IgnoredAny>()?.is_some() {}
        Ok(found)
    }
}
