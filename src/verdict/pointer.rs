//! A JSON pointer: the name of one value inside a JSON document.

use std::borrow::Cow;
use std::str::FromStr;

use crate::identity::InvalidText;

const NOUN: &str = "JSON pointer";

/// The name of one value inside a JSON document: `/Tags/0/TagKey`.
///
/// A pointer is a list of tokens, each behind a `/`: the name of a member, or the number of an element. In a name,
/// `~` is written `~0` and `/` is written `~1`. The empty pointer names the whole document. A pointer says where
/// something is or ought to be; the value it names may be missing.
///
/// Pointers are ordered as texts: `/Tags/10` comes before `/Tags/2`.
///
/// Source: [RFC 6901](https://www.rfc-editor.org/rfc/rfc6901).
///
/// ```
/// use kms_mrk::verdict::Pointer;
///
/// let pointer = Pointer::to("Condition").child("aws:RequestTag/team").item(1);
/// assert_eq!(pointer, "/Condition/aws:RequestTag~1team/1");
/// assert!(pointer.tokens().eq(["Condition", "aws:RequestTag/team", "1"]));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
// INVARIANT: empty, or starts with `/`; every `~` is followed by `0` or `1`.
pub struct Pointer(Cow<'static, str>);

impl Pointer {
    /// The pointer to the whole document; it allocates nothing.
    ///
    /// ```
    /// use kms_mrk::verdict::Pointer;
    ///
    /// const DOCUMENT: Pointer = Pointer::root();
    /// assert_eq!(DOCUMENT, "");
    /// ```
    #[must_use]
    pub const fn root() -> Self {
        Self(Cow::Borrowed(""))
    }

    /// A pointer that is known when this crate is compiled; it allocates nothing.
    ///
    /// The text must be a pointer as RFC 6901 writes it.
    #[must_use]
    pub(crate) const fn fixed(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// The pointer to the member `name` of the document's top object.
    ///
    /// ```
    /// use kms_mrk::verdict::Pointer;
    ///
    /// assert_eq!(Pointer::to("KeyId"), "/KeyId");
    /// ```
    #[must_use]
    pub fn to(name: &str) -> Self {
        Self::root().child(name)
    }

    /// The pointer to the member `name` of the object that this pointer names.
    ///
    /// ```
    /// use kms_mrk::verdict::Pointer;
    ///
    /// assert_eq!(Pointer::to("Principal").child("AWS"), "/Principal/AWS");
    /// assert_eq!(Pointer::root().child(""), "/");
    /// ```
    #[must_use]
    pub fn child(&self, name: &str) -> Self {
        let mut text = String::with_capacity(self.0.len() + 1 + name.len());
        text.push_str(&self.0);
        Self(text.into()).into_child(name)
    }

    /// The same, of a pointer that is not needed any more.
    pub(crate) fn into_child(self, name: &str) -> Self {
        let mut text = self.into_text();
        text.push('/');
        if !name.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
            text.push_str(name);
            return Self(text.into());
        }
        for c in name.chars() {
            match c {
                '~' => text.push_str("~0"),
                '/' => text.push_str("~1"),
                c => text.push(c),
            }
        }
        Self(text.into())
    }

    fn into_text(self) -> String {
        /// What follows in most pointers to something in a key policy.
        const MORE: usize = 48;
        match self.0 {
            Cow::Owned(text) => text,
            Cow::Borrowed(start) => {
                let mut text = String::with_capacity(start.len() + MORE);
                text.push_str(start);
                text
            }
        }
    }

    /// The pointer to the element `index`, counted from 0, of the array that this pointer names.
    ///
    /// ```
    /// use kms_mrk::verdict::Pointer;
    ///
    /// assert_eq!(Pointer::to("Statement").item(2), "/Statement/2");
    /// ```
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        let mut text = String::with_capacity(self.0.len() + 4);
        text.push_str(&self.0);
        Self(text.into()).into_item(index)
    }

    /// The same, of a pointer that is not needed any more.
    pub(crate) fn into_item(self, index: usize) -> Self {
        let mut text = self.into_text();
        text.push('/');
        match u8::try_from(index) {
            Ok(digit @ 0..=9) => text.push(char::from(b'0' + digit)),
            _ => text.push_str(&index.to_string()),
        }
        Self(text.into())
    }

    /// The pointer to what `inner` names inside the value that this pointer names.
    ///
    /// ```
    /// use kms_mrk::verdict::Pointer;
    ///
    /// assert_eq!(Pointer::root().item(1).join(&Pointer::to("KeySpec")), "/1/KeySpec");
    /// ```
    #[must_use]
    pub fn join(&self, inner: &Self) -> Self {
        Self(format!("{self}{inner}").into())
    }

    /// The pointer as RFC 6901 writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The names and numbers on the way from the top of the document to the value, unescaped.
    ///
    /// ```
    /// use kms_mrk::verdict::Pointer;
    ///
    /// let pointer: Pointer = "/a~1b/~01".parse()?;
    /// assert!(pointer.tokens().eq(["a/b", "~1"]));
    /// assert_eq!(Pointer::root().tokens().count(), 0);
    /// # Ok::<(), kms_mrk::identity::InvalidText>(())
    /// ```
    pub fn tokens(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.0.split('/').skip(1).map(unescaped)
    }
}

/// Reads a pointer.
///
/// # Errors
///
/// A text that is not empty and does not start with `/`, or in which a `~` is not followed by `0` or `1`.
///
/// ```
/// use kms_mrk::verdict::Pointer;
///
/// let error = "/Tags/~2".parse::<Pointer>().unwrap_err();
/// assert_eq!(error.to_string(), "invalid JSON pointer: expected `~0` or `~1`, found `~2` at byte 6");
/// ```
impl FromStr for Pointer {
    type Err = InvalidText;

    fn from_str(text: &str) -> Result<Self, InvalidText> {
        if !text.is_empty() && !text.starts_with('/') {
            return Err(InvalidText::new(NOUN, "`/`", text, 0));
        }
        for (at, _) in text.match_indices('~') {
            let (_, rest) = text.split_at_checked(at).unwrap_or_default();
            if !rest.starts_with("~0") && !rest.starts_with("~1") {
                return Err(InvalidText::new(NOUN, "`~0` or `~1`", rest, at));
            }
        }
        Ok(Self(text.to_owned().into()))
    }
}

text_type!(Pointer, as_str);

fn unescaped(token: &str) -> Cow<'_, str> {
    if token.contains('~') {
        // In this order: `~01` is the name `~1`.
        Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(token)
    }
}
