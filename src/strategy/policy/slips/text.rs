//! The text of a policy.

use crate::policy::PolicyText;
use crate::policy::rule::text::{CHARACTERS, JSON_OBJECT, LENGTH, SIZE};
use crate::strategy::policy::draft::Draft;
use crate::strategy::policy::draw::Draw;
use crate::strategy::policy::slip::{Plant, Slip};
use crate::verdict::Pointer;

pub(super) static SLIPS: &[Slip] = &[
    Slip::new(&CHARACTERS, Plant::Policy(with_character)),
    Slip::new(&LENGTH, Plant::Text(|_, _| String::new())),
    Slip::new(&LENGTH, Plant::Text(|text, _| filled(text, PolicyText::MAX_LENGTH + 1))),
    Slip::new(&SIZE, Plant::Text(|text, draw| filled(text, 32_769 + draw.below(100)))),
    Slip::new(&SIZE, Plant::Policy(with_long_name)),
    Slip::new(&JSON_OBJECT, Plant::Text(cut_off)),
    Slip::new(&JSON_OBJECT, Plant::Text(of_another_kind)),
    Slip::new(&JSON_OBJECT, Plant::Text(with_comment)),
];

/// A character that no policy may have.
fn with_character(draft: &mut Draft, draw: &mut Draw) -> Pointer {
    let name = format!("\"a{}b\"", draw.text(&["“", "\u{2013}", "🔑", "\u{100}"]));
    match draw.below(2) {
        0 => draft.set_top("Id", &name),
        _ => draft.set("Sid", &name),
    };
    Pointer::root()
}

/// The text with white space up to this length.
fn filled(text: String, length: usize) -> String {
    let missing = length.saturating_sub(text.chars().count());
    text + &" ".repeat(missing)
}

fn with_long_name(draft: &mut Draft, draw: &mut Draw) -> Pointer {
    let letter = draw.text(&["x", "ÿ"]);
    draft.set_top("Id", &format!("\"{}\"", letter.repeat(32_768 / letter.len())));
    Pointer::root()
}

/// The beginning of the text, without the brace that ends it.
fn cut_off(text: String, draw: &mut Draw) -> String {
    let characters = text.trim_end().chars().count();
    text.chars().take(1 + draw.below(characters - 1)).collect()
}

fn of_another_kind(text: String, draw: &mut Draw) -> String {
    match draw.below(4) {
        0 => format!("[{text}]"),
        1 => text.repeat(2),
        2 => serde_json::Value::from(text).to_string(),
        _ => draw.text(&["null", "allow", "{,}", "\u{a0}{}", "7"]).to_owned(),
    }
}

fn with_comment(text: String, draw: &mut Draw) -> String {
    let comment = draw.text(&["// ours\n", "/* ours */", "# ours\n", ","]);
    match draw.below(2) {
        0 => text + comment,
        _ => comment.to_owned() + &text,
    }
}
