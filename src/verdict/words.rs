//! Texts that are made when somebody wants to read them.

use std::borrow::Cow;
use std::fmt::{self, Write};

use super::text::Text;

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
