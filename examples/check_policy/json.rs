//! The result for programs: one JSON object in a line for each file.

use kms_mrk::verdict::{Answer, Edit, Severity, Span};
use serde::Serialize;

use crate::Checked;

#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    /// `accepted` if no finding is an error, `refused` if KMS would refuse, `faulty` otherwise.
    verdict: &'static str,
    findings: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Found<'a> {
    code: &'static str,
    severity: Severity,
    aws: &'a Answer,
    pointer: &'a str,
    span: Option<Span>,
    message: &'a str,
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edit: Option<&'a Edit>,
}

/// Writes the result down.
pub(crate) fn lines(checked: &[Checked]) -> String {
    checked.iter().map(line).collect()
}

fn line(Checked { document, report }: &Checked) -> String {
    let verdict = match (report.refusal(), report.is_accepted()) {
        (Some(_), _) => "refused",
        (None, false) => "faulty",
        (None, true) => "accepted",
    };
    let findings = report.iter().map(|finding| Found {
        code: finding.rule.id(),
        severity: finding.severity,
        aws: &finding.answer,
        pointer: finding.place.pointer.as_str(),
        span: finding.place.span_in(&document.text),
        message: &finding.message,
        help: finding.help.as_deref(),
        edit: finding.edit.as_deref(),
    });
    let line = Line { file: &document.name, verdict, findings: findings.collect() };
    serde_json::to_string(&line).expect("every name is a string and no number is infinite") + "\n"
}
