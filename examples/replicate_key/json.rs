//! The result as one JSON object, for programs.

use kms_mrk::key::KeyMetadata;
use kms_mrk::operation::Permission;
use kms_mrk::verdict::{ErrorCode, Finding, KmsError, Span};
use serde::Serialize;

use crate::document::Document;
use crate::outcome::{Future, Outcome};
use crate::primary::Primary;

#[derive(Serialize)]
struct Result<'a> {
    verdict: &'static str,
    error: Option<Error<'a>>,
    findings: Vec<Found<'a>>,
    replica_key_metadata: Option<&'a KeyMetadata>,
    required_permissions: &'a [Permission],
}

#[derive(Serialize)]
struct Error<'a> {
    code: &'a ErrorCode,
    message: &'a str,
}

/// A finding, and the document that it is in.
#[derive(Serialize)]
struct Found<'a> {
    document: &'static str,
    #[serde(flatten)]
    finding: &'a Finding,
    span: Option<Span>,
}

/// Writes the result down: first what was found in the description of the key, then what was found in the request.
pub(crate) fn json(outcome: &Outcome, request: &Document, primary: Option<&Primary>) -> String {
    let refusal = outcome.report.refusal();
    let in_primary = primary.into_iter().flat_map(|primary| {
        primary.breaches.iter().map(|finding| Found::of(finding, "primary", &primary.document))
    });
    let in_request = outcome.report.iter().map(|finding| Found::of(finding, "request", request));
    let result = Result {
        verdict: if outcome.report.is_accepted() { "accepted" } else { "refused" },
        error: refusal.as_ref().map(Error::from),
        findings: in_primary.chain(in_request).collect(),
        replica_key_metadata: match &outcome.future {
            Future::Replica(replica) => Some(&replica.output.replica_key_metadata),
            Future::Refused | Future::NotKnown(_) => None,
        },
        required_permissions: &outcome.permissions,
    };
    serde_json::to_string_pretty(&result).expect("every name is a string and no number is infinite") + "\n"
}

impl<'a> Found<'a> {
    fn of(finding: &'a Finding, name: &'static str, document: &Document) -> Self {
        Self { document: name, finding, span: finding.place.span_in(&document.text) }
    }
}

impl<'a> From<&'a KmsError> for Error<'a> {
    fn from(refusal: &'a KmsError) -> Self {
        Self { code: refusal.code(), message: refusal.message() }
    }
}
