//! Where and why a text is not JSON.

/// What serde_json says of a text that is not JSON, in plain words and with the place as a byte offset.
pub(crate) struct SyntaxError {
    /// The byte at which the parser stopped.
    pub(crate) at: usize,
    /// Why, without the position.
    pub(crate) reason: String,
}

impl SyntaxError {
    /// The error that parsing `text` gave.
    pub(crate) fn of(error: &serde_json::Error, text: &str) -> Self {
        let lines_before = text.split_inclusive('\n').take(error.line().saturating_sub(1));
        let line_starts: usize = lines_before.map(str::len).sum();
        let mut at = (line_starts + error.column().saturating_sub(1)).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let words = error.to_string();
        let words = words.rsplit_once(" at line ").map_or(&*words, |(words, _)| words);
        Self { at, reason: plain(words) }
    }
}

/// serde_json's words, in which a text that ends too early is an "EOF".
fn plain(words: &str) -> String {
    match words.strip_prefix("EOF while parsing ") {
        Some("a value") => "it ends where a value is expected".to_owned(),
        Some(within) => format!("it ends inside {within}"),
        None if words == "recursion limit exceeded" => "it is nested too deeply".to_owned(),
        None => words.replace("expected value", "expected a value"),
    }
}
