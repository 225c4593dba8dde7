//! How many findings there are, in words.

use kms_mrk::verdict::{Report, Severity};

/// How many findings there are of each severity, as `2 errors, 1 warning`; nothing if there are none.
pub(crate) fn counts(report: &Report) -> Option<String> {
    let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Suggestion]
        .into_iter()
        .filter_map(|severity| {
            let count = report.iter().filter(|finding| finding.severity == severity).count();
            let plural = if count == 1 { "" } else { "s" };
            (count > 0).then(|| format!("{count} {severity}{plural}"))
        })
        .collect();
    (!counts.is_empty()).then(|| counts.join(", "))
}
