//! Where and why a text is not JSON.

/// What serde_json says of a text that is not JSON, with the place as a byte offset.
pub(crate) struct SyntaxError {
    /// The byte at which the parser stopped.
    pub(crate) at: usize,
    /// Why, in serde_json's words without the position.
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
        let mut reason = error.to_string();
        if let Some(position) = reason.rfind(" at line ") {
            reason.truncate(position);
        }
        Self { at, reason }
    }
}
