//! The result as SARIF 2.1.0, which code-scanning services read.

use std::collections::BTreeMap;

use kms_mrk::verdict::{Applicability, Correction, Edit, Finding, Rule, Severity, Span};
use serde_json::{Value, json};

use crate::Checked;
use crate::document::Document;

/// Writes the result down: one run, with the rules that were broken.
pub(crate) fn log(checked: &[Checked]) -> String {
    let mut rules = BTreeMap::new();
    for finding in checked.iter().flat_map(|checked| &checked.report) {
        rules.insert(finding.rule.id(), finding.rule);
    }
    let results = checked
        .iter()
        .flat_map(|Checked { document, report }| report.iter().map(move |finding| result(finding, document)));
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "kms-mrk",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.values().copied().map(rule).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    });
    serde_json::to_string_pretty(&log).expect("every name is a string and no number is infinite") + "\n"
}

fn rule(rule: &Rule) -> Value {
    json!({
        "id": rule.id(),
        "shortDescription": {"text": rule.sentence()},
        "helpUri": rule.documentation(),
        "properties": {"evidence": rule.evidence().as_str()},
    })
}

fn result(finding: &Finding, document: &Document) -> Value {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Suggestion => "note",
    };
    let text = match &finding.help {
        Some(help) => format!("{}\n{help}", finding.message),
        None => finding.message.to_string(),
    };
    let mut location = json!({"artifactLocation": {"uri": uri(&document.name)}});
    if let Some(span) = finding.place.span_in(&document.text) {
        location["region"] = region(&span, &document.text);
    }
    let mut result = json!({
        "ruleId": finding.rule.id(),
        "level": level,
        "message": {"text": text},
        "locations": [{"physicalLocation": location}],
        "properties": {"aws": &finding.answer, "pointer": finding.place.pointer.as_str()},
    });
    if let Some(fix) = finding.edit.as_deref().and_then(|edit| fix(edit, document)) {
        result["fixes"] = json!([fix]);
    }
    result
}

fn region(span: &Span, text: &str) -> Value {
    let end = Span::at_byte(text, span.end, span.end);
    json!({
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": end.line,
        "endColumn": end.column,
        "byteOffset": span.start,
        "byteLength": span.end - span.start,
    })
}

/// A change that a program may make.
fn fix(edit: &Edit, document: &Document) -> Option<Value> {
    let Correction::Replace(replacement) = &edit.correction else { return None };
    if edit.applicability == Applicability::HasPlaceholders {
        return None;
    }
    let span = edit.place.span_in(&document.text)?;
    Some(json!({"artifactChanges": [{
        "artifactLocation": {"uri": uri(&document.name)},
        "replacements": [{
            "deletedRegion": region(&span, &document.text),
            "insertedContent": {"text": replacement},
        }],
    }]}))
}

/// A path as a relative URI.
fn uri(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let mut uri = String::new();
    for byte in path.replace('\\', "/").bytes() {
        if is_plain(byte) { uri.push(byte.into()) } else { uri += &format!("%{byte:02X}") }
    }
    uri
}
