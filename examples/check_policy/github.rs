//! The result as annotations of a workflow run on GitHub.

use kms_mrk::verdict::Severity;

use crate::Checked;

/// Writes the result down: one workflow command for each finding.
pub(crate) fn commands(checked: &[Checked]) -> String {
    let mut text = String::new();
    for Checked { document, report } in checked {
        for finding in report {
            let command = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Suggestion => "notice",
            };
            let place = finding.place.span_in(&document.text).map_or(String::new(), |span| {
                let spanned = document.text.get(span.start..span.end).unwrap_or_default();
                // A column is that of the end only where the end is in the line of the start.
                let end = match spanned.contains('\n') {
                    true => String::new(),
                    false => format!(",endColumn={}", span.column + spanned.chars().count()),
                };
                format!(",line={},col={}{end}", span.line, span.column)
            });
            let help = finding.help.as_deref().map_or(String::new(), |help| format!("\n{help}"));
            text += &format!(
                "::{command} file={}{place},title={}::{}\n",
                property(&document.name),
                property(finding.rule.id()),
                data(&format!("{}{help}", finding.message)),
            );
        }
    }
    text
}

/// The text of a workflow command, in which line breaks are written in another way.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a workflow command, in which `:` and `,` separate.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
