//! What KMS says, and what this crate says about it.

use std::borrow::Cow;
use std::fmt::{self, Write};
use std::ops::Deref;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::OnceLock;

use serde::ser::{Serialize, Serializer};

use crate::identity::KeyArn;

/// A text that is put together when it is looked at.
///
/// Most refusals are never read: a program looks at their code, a search through all states not even at that. A text
/// that quotes keeps what it quotes until somebody wants to read it. It reads as a `str`, compares as one and is written
/// as one.
///
/// ```
/// use kms_mrk::operation::{Operation, ReplicateKey, Setting};
/// use kms_mrk::verdict::RefusalText;
///
/// let request = ReplicateKey::new("alias/backup".parse()?, "us-east-1".parse()?);
/// let report = request.check(&Setting::new());
/// let RefusalText::Whole(text) = &report.findings()[0].answer.refusal().unwrap().text else { panic!() };
/// assert_eq!(text.as_str(), "Key Aliases are not supported for this operation.");
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
pub struct Text(Parts);

enum Parts {
    Said(Cow<'static, str>),
    Quoting(Box<Quoting>),
    Later(Box<Later<dyn Say>>),
}

/// The ARN of a key and what stands around it: what most refusals say.
struct Quoting {
    said: OnceLock<String>,
    before: &'static str,
    arn: KeyArn,
    after: &'static str,
}

/// What is not said before it is asked for.
struct Later<S: ?Sized> {
    said: OnceLock<String>,
    say: S,
}

/// A function that says it. The bounds are those of all other values of this crate.
trait Say: Fn() -> String + Send + Sync + UnwindSafe + RefUnwindSafe {}

impl<S: Fn() -> String + Send + Sync + UnwindSafe + RefUnwindSafe> Say for S {}

impl Text {
    /// A text that is put together when it is first read, on one line whatever it quotes.
    pub(crate) fn later(
        say: impl Fn() -> String + Send + Sync + UnwindSafe + RefUnwindSafe + 'static,
    ) -> Self {
        Self(Parts::Later(Box::new(Later { said: OnceLock::new(), say })))
    }

    /// A text with the ARN of a key in it.
    pub(crate) fn quoting(before: &'static str, arn: KeyArn, after: &'static str) -> Self {
        Self(Parts::Quoting(Box::new(Quoting { said: OnceLock::new(), before, arn, after })))
    }

    pub(super) const fn said(text: Cow<'static, str>) -> Self {
        Self(Parts::Said(text))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Parts::Said(text) => text,
            Parts::Quoting(quoting) => quoting.said.get_or_init(|| quoting.say()),
            Parts::Later(later) => later.said.get_or_init(|| on_one_line((later.say)())),
        }
    }

    /// The same text on one line, whatever it quotes.
    pub(super) fn on_one_line(self) -> Self {
        match self.0 {
            Parts::Said(Cow::Owned(text)) => Self::from(on_one_line(text)),
            // What this crate says without quoting anything is on one line.
            other => Self(other),
        }
    }
}

impl Quoting {
    fn say(&self) -> String {
        let Self { before, arn, after, .. } = self;
        format!("{before}{arn}{after}")
    }
}

fn on_one_line(text: String) -> String {
    // Control characters are those below the space and the one before U+0080; in those after it, the first byte is C2.
    let is_plain = |byte: u8| byte >= b' ' && byte != 0x7F && byte != 0xC2;
    if text.bytes().fold(true, |are_plain, byte| are_plain & is_plain(byte)) {
        return text;
    }
    let mut line = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c.is_control() {
            true => line.extend(c.escape_default()),
            false => line.push(c),
        }
    }
    line
}

impl Default for Text {
    /// The empty text.
    fn default() -> Self {
        "".into()
    }
}

impl From<&'static str> for Text {
    fn from(text: &'static str) -> Self {
        Self::said(Cow::Borrowed(text))
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::said(Cow::Owned(text))
    }
}

impl From<Cow<'static, str>> for Text {
    fn from(text: Cow<'static, str>) -> Self {
        Self::said(text)
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        match text.0 {
            Parts::Said(text) => text.into_owned(),
            Parts::Quoting(_) | Parts::Later(_) => text.as_str().to_owned(),
        }
    }
}

impl Clone for Text {
    /// Reads the text, if nobody did before.
    fn clone(&self) -> Self {
        Self::said(match &self.0 {
            Parts::Said(text) => text.clone(),
            Parts::Quoting(_) | Parts::Later(_) => Cow::Owned(self.as_str().to_owned()),
        })
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl PartialEq<str> for Text {
    fn eq(&self, text: &str) -> bool {
        self.as_str() == text
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, text: &&str) -> bool {
        self.as_str() == *text
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// What a check may have to say; `format_args!` costs nothing as long as it is not said.
pub(crate) trait Words {
    fn say(self) -> Text;
}

impl Words for Text {
    fn say(self) -> Self {
        self
    }
}

impl Words for &'static str {
    fn say(self) -> Text {
        self.into()
    }
}

impl Words for String {
    fn say(self) -> Text {
        self.into()
    }
}

impl Words for fmt::Arguments<'_> {
    fn say(self) -> Text {
        // Most texts quote one ARN, which has some 80 bytes: room for it at once, instead of growing four times.
        let mut short = Short { text: String::with_capacity(160) };
        if short.write_fmt(self).is_err() {
            short.text.push('…');
        }
        short.text.say()
    }
}

/// A text that ends where it has become too long: what it quotes may have a million characters, and be quoted as often.
struct Short {
    text: String,
}

impl Short {
    const MOST_BYTES: usize = 2000;
}

impl Write for Short {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        let room = Self::MOST_BYTES.saturating_sub(self.text.len());
        if part.len() <= room {
            self.text.push_str(part);
            return Ok(());
        }
        let end = (0..=room).rev().find(|end| part.is_char_boundary(*end)).unwrap_or_default();
        self.text.push_str(part.get(..end).unwrap_or_default());
        Err(fmt::Error)
    }
}
