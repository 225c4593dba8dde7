//! What KMS says.

use std::borrow::Cow;
use std::fmt::{self, Write};
use std::ops::Deref;
use std::sync::OnceLock;

use crate::identity::KeyArn;

/// What KMS says, put together when it is looked at.
///
/// Most refusals are never read: a program looks at their code, a search through all states not even at that. A text
/// that quotes a key's ARN keeps the ARN until somebody wants to read it. It reads as a `str` and compares as one.
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
#[derive(Clone)]
pub struct Text(Parts);

#[derive(Clone)]
enum Parts {
    Said(Cow<'static, str>),
    Quoting(Box<Quoting>),
}

/// The ARN of a key and what stands around it.
#[derive(Clone)]
struct Quoting {
    before: &'static str,
    arn: KeyArn,
    after: &'static str,
    said: OnceLock<Text>,
}

impl Text {
    /// A text with the ARN of a key in it.
    pub(crate) fn quoting(before: &'static str, arn: KeyArn, after: &'static str) -> Self {
        Self(Parts::Quoting(Box::new(Quoting { before, arn, after, said: OnceLock::new() })))
    }

    pub(super) const fn said(text: Cow<'static, str>) -> Self {
        Self(Parts::Said(text))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Parts::Said(text) => text,
            Parts::Quoting(quoting) => quoting.said.get_or_init(|| quoting.say()).as_str(),
        }
    }

    pub(super) fn into_string(self) -> String {
        match self.0 {
            Parts::Said(text) => text.into_owned(),
            Parts::Quoting(_) => self.as_str().to_owned(),
        }
    }
}

impl Quoting {
    fn say(&self) -> Text {
        let Self { before, arn, after, .. } = self;
        format_args!("{before}{arn}{after}").say()
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
        Text::said(Cow::Borrowed(self))
    }
}

impl Words for String {
    fn say(self) -> Text {
        Text::said(Cow::Owned(self))
    }
}

impl Words for fmt::Arguments<'_> {
    fn say(self) -> Text {
        // Most texts quote one ARN, which has some 80 bytes: room for it at once, instead of growing four times.
        let mut text = String::with_capacity(160);
        // What is quoted never fails to be written.
        let _ = text.write_fmt(self);
        text.say()
    }
}
