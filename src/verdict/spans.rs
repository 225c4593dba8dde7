//! Where many places of one document are in its text.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::literal::{Start, character_from};
use super::place::{Part, Place, Span, index};
use super::pointer::Pointer;

/// Finds many places in the text of one document.
///
/// It finds what [`Place::span_in`] finds, and looks at each value of the document once. Places that are asked for in the
/// order of the text, as that of a [`Report`](super::Report) on a policy is, take the least time.
///
/// ```
/// use kms_mrk::policy::{self, Setting};
/// use kms_mrk::verdict::Spans;
///
/// let text = r#"{"Version": "2012-10-17", "Statement": {
///     "Effect": "allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:Dekrypt", "Resource": "*"
/// }}"#;
/// let report = policy::check(text, &Setting::new());
/// let mut spans = Spans::of(text);
/// let found = report.iter().filter_map(|finding| spans.find(&finding.place));
/// assert_eq!(found.map(|span| &text[span.start..span.end]).collect::<Vec<_>>(), [r#""allow""#, "Dekrypt"]);
/// ```
#[derive(Debug)]
pub struct Spans<'t> {
    text: &'t str,
    whole: Option<&'t str>,
    /// What the lists and objects have that were looked into, by the byte at which they begin.
    parts: BTreeMap<usize, Parts<'t>>,
    literal: Option<InLiteral>,
    line: Line,
}

/// What a list or an object has.
#[derive(Debug)]
enum Parts<'t> {
    /// The last member of each name.
    Members(BTreeMap<Cow<'t, [u8]>, MemberText<'t>>),
    Items(Vec<&'t str>),
    Nothing,
}

#[derive(Clone, Copy, Debug)]
struct MemberText<'t> {
    name: &'t str,
    value: &'t str,
}

/// How far a string literal was read.
#[derive(Debug)]
struct InLiteral {
    /// The byte at which the literal begins.
    at: usize,
    start: Start,
}

/// A byte of the text, the number of its line, and its number in the line.
#[derive(Clone, Copy, Debug)]
struct Line {
    byte: usize,
    line: usize,
    column: usize,
}

impl Line {
    const FIRST: Self = Self { byte: 0, line: 1, column: 1 };
}

impl<'t> Spans<'t> {
    /// The places in this text.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        let whole = serde_json::from_str::<&RawValue>(text).ok().map(RawValue::get);
        Self { text, whole, parts: BTreeMap::new(), literal: None, line: Line::FIRST }
    }

    /// Where the place is in the text; `None` if the text is not JSON.
    pub fn find(&mut self, place: &Place) -> Option<Span> {
        let offset = place.offset.map(|offset| offset as usize);
        if let (true, Some(offset)) = (place.pointer == Pointer::root(), offset) {
            return Some(self.span(offset, offset + 1));
        }
        let mut value = self.whole?;
        let mut is_missing = false;
        let mut tokens = place.pointer.tokens().peekable();
        while let Some(token) = tokens.next() {
            let is_name = place.part == Part::Name && tokens.peek().is_none();
            match self.part(value, &token, is_name) {
                Some(part) => value = part,
                None => {
                    is_missing = true;
                    break;
                }
            }
        }
        let start = self.position(value);
        match offset {
            Some(offset) if !is_missing && value.starts_with('"') => {
                let length = place.length.map_or(1, |length| length.get() as usize);
                let (first, last) = self.characters(value, offset, offset + length - 1);
                Some(self.span(start + first, start + last))
            }
            _ => Some(self.span(start, start + value.len())),
        }
    }

    /// At which byte of the text a part of it begins.
    fn position(&self, part: &str) -> usize {
        part.as_ptr().addr().saturating_sub(self.text.as_ptr().addr())
    }

    /// The text of a member or an element of a value, or of the name of the member.
    fn part(&mut self, value: &'t str, token: &str, is_name: bool) -> Option<&'t str> {
        let parts = self.parts.entry(self.position(value)).or_insert_with(|| Parts::of(value));
        match parts {
            Parts::Members(members) => {
                let member = members.get(token.as_bytes())?;
                Some(if is_name { member.name } else { member.value })
            }
            Parts::Items(items) => items.get(index(token)?).copied(),
            Parts::Nothing => None,
        }
    }

    /// The bytes of a string literal from the character that has this byte of the decoded string to that which has
    /// that one.
    fn characters(&mut self, literal: &str, first: usize, last: usize) -> (usize, usize) {
        let at = self.position(literal);
        let known = self.literal.as_ref().filter(|known| known.at == at && known.start.decoded <= first);
        let (range, start) = character_from(known.map_or(Start::FIRST, |known| known.start), literal, first);
        self.literal = Some(InLiteral { at, start });
        let end = if last == first { range.end } else { character_from(start, literal, last).0.end };
        (range.start, end)
    }

    /// The span of these bytes.
    fn span(&mut self, start: usize, end: usize) -> Span {
        let Range { start, end } = Span::whole_characters(self.text, start, end);
        let Line { byte, mut line, mut column } =
            if self.line.byte <= start { self.line } else { Line::FIRST };
        for c in self.text.get(byte..start).unwrap_or_default().chars() {
            (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        self.line = Line { byte: start, line, column };
        Span { start, end, line, column }
    }
}

impl<'t> Parts<'t> {
    fn of(value: &'t str) -> Self {
        let mut reader = serde_json::Deserializer::from_str(value);
        let parts = match value.as_bytes().first() {
            Some(b'{') => reader.deserialize_map(PartsVisitor),
            Some(b'[') => reader.deserialize_seq(PartsVisitor),
            _ => return Self::Nothing,
        };
        parts.unwrap_or(Self::Nothing)
    }
}

struct PartsVisitor;

impl<'de> Visitor<'de> for PartsVisitor {
    type Value = Parts<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or an array")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut found = BTreeMap::new();
        while let Some(name) = members.next_key::<&'de RawValue>()? {
            let value = members.next_value::<&'de RawValue>()?.get();
            let name = name.get();
            if let Ok(Name(decoded)) = Name::deserialize(&mut serde_json::Deserializer::from_str(name)) {
                found.insert(decoded, MemberText { name, value });
            }
        }
        Ok(Parts::Members(found))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut found = Vec::new();
        while let Some(item) = items.next_element::<&'de RawValue>()? {
            found.push(item.get());
        }
        Ok(Parts::Items(found))
    }
}

/// A decoded name, as bytes: a name with half a surrogate pair (`\ud800`) is JSON and yet not a `str`.
struct Name<'de>(Cow<'de, [u8]>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(name: D) -> Result<Self, D::Error> {
        name.deserialize_bytes(NameVisitor)
    }
}

struct NameVisitor;

impl<'de> Visitor<'de> for NameVisitor {
    type Value = Name<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_bytes<E>(self, name: &'de [u8]) -> Result<Self::Value, E> {
        Ok(Name(Cow::Borrowed(name)))
    }

    fn visit_bytes<E>(self, name: &[u8]) -> Result<Self::Value, E> {
        Ok(Name(Cow::Owned(name.to_owned())))
    }
}
