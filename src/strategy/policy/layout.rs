//! How the text of a key policy is laid out.

use super::draw::Draw;
use super::tree::{Members, Tree};
use crate::policy::Document;

/// The text of a policy: compact, as KMS returns it, or as nobody would write it.
pub(super) fn text_of(members: &Members, layout: &mut Draw) -> String {
    let compact = serde_json::to_string(&Tree::Object(members.clone())).unwrap_or_default();
    match layout.below(4) {
        0 => Document::read(&compact).map(|document| document.to_pretty()).unwrap_or(compact),
        1 => compact,
        2 => spaced(&compact, || " "),
        _ => escaped(&spaced(&compact, || layout.text(&["", " ", "\n", "\r\n\t", "\t \n"])), 'e'),
    }
}

/// The same JSON, with white space where JSON has room for it.
fn spaced<'s>(compact: &str, mut space: impl FnMut() -> &'s str) -> String {
    let mut text = space().to_owned();
    let mut place = Place::Outside;
    for c in compact.chars() {
        let is_before = place == Place::Outside && matches!(c, '}' | ']' | ':');
        if is_before {
            text.push_str(space());
        }
        text.push(c);
        place = place.after(c);
        if place == Place::Outside && matches!(c, '{' | '[' | ':' | ',' | '"' | '}' | ']') {
            text.push_str(space());
        }
    }
    text
}

/// The same JSON, with a character written as an escape wherever it stands in a string.
fn escaped(json: &str, written: char) -> String {
    let mut text = String::new();
    let mut place = Place::Outside;
    for c in json.chars() {
        if place == Place::InString && c == written {
            text.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            text.push(c);
        }
        place = place.after(c);
    }
    text
}

/// Where in a JSON text something stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Outside,
    InString,
    AfterBackslash,
}

impl Place {
    const fn after(self, c: char) -> Self {
        match (self, c) {
            (Self::Outside, '"') => Self::InString,
            (Self::InString, '"') => Self::Outside,
            (Self::InString, '\\') => Self::AfterBackslash,
            (Self::AfterBackslash, _) => Self::InString,
            (place, _) => place,
        }
    }
}
