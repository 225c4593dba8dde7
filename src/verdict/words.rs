//! Texts that are made when somebody wants to read them.

use std::borrow::Cow;
use std::fmt::{self, Write};

/// What a check may have to say; `format_args!` costs nothing as long as it is not said.
pub(crate) trait Words {
    fn say(self) -> Cow<'static, str>;
}

impl Words for &'static str {
    fn say(self) -> Cow<'static, str> {
        Cow::Borrowed(self)
    }
}

impl Words for String {
    fn say(self) -> Cow<'static, str> {
        Cow::Owned(self)
    }
}

impl Words for Cow<'static, str> {
    fn say(self) -> Self {
        self
    }
}

impl Words for fmt::Arguments<'_> {
    fn say(self) -> Cow<'static, str> {
        if let Some(text) = self.as_str() {
            return Cow::Borrowed(text);
        }
        // Most texts quote one ARN, which has some 80 bytes: room for it at once, instead of growing four times.
        let mut text = String::with_capacity(160);
        // What is quoted never fails to be written.
        let _ = text.write_fmt(self);
        Cow::Owned(text)
    }
}
