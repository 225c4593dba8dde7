//! The result for people: findings as a compiler shows them, then one line for each policy.

use crate::Checked;
use crate::counts::counts;
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
        let found = counts(report).unwrap_or_else(|| "nothing was found".to_owned());
        text += &format!("`{}`: {found}.\n", document.name);
        if let Some(refusal) = report.refusal() {
            text += &format!("KMS would refuse it with {}.\n", refusal.code());
        }
    }
    text
}
