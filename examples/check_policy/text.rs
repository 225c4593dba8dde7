//! The result for people: findings as a compiler shows them, then one line for each policy.

use kms_mrk::verdict::Severity;

use crate::Checked;
use crate::snippet::Snippets;

/// Writes the result down.
pub(crate) fn text(checked: &[Checked]) -> String {
    let snippets = Snippets::on(&std::io::stdout());
    let mut text = String::new();
    for Checked { document, report } in checked {
        for finding in report {
            text += &snippets.finding(finding, document);
            text.push('\n');
        }
        text += &format!("`{}`: {}.\n", document.name, verdict(report));
        if let Some(refusal) = report.refusal() {
            text += &format!("KMS would refuse it with {}.\n", refusal.code());
        }
    }
    text
}

fn verdict(report: &kms_mrk::verdict::Report) -> String {
    let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Suggestion]
        .into_iter()
        .filter_map(|severity| {
            let count = report.iter().filter(|finding| finding.severity == severity).count();
            let plural = if count == 1 { "" } else { "s" };
            (count > 0).then(|| format!("{count} {severity}{plural}"))
        })
        .collect();
    if counts.is_empty() { "nothing was found".to_owned() } else { counts.join(", ") }
}
