//! The result for people: findings with their places, then the verdict and what follows from it.

use kms_mrk::key::KeyStateName;
use kms_mrk::operation::{GrantedBy, Permission, rule};
use kms_mrk::verdict::{Answer, Report, Retry};

use crate::counts::counts;
use crate::document::Document;
use crate::layout::as_the_cli_prints;
use crate::outcome::{CallerIs, Future, Outcome, Replica};
use crate::primary::Primary;
use crate::snippet::{Snippets, quoted};
use crate::table::table;

/// Writes the result down.
pub(crate) fn text(
    outcome: &Outcome,
    request: &Document,
    primary: Option<&Primary>,
    snippets: &Snippets,
) -> String {
    let mut text = String::new();
    if let Some(primary) = primary.filter(|primary| !primary.breaches.is_empty()) {
        let says = match primary.breaches.is_accepted() {
            true => "has names that are not known here",
            false => "says what KMS never says of a key",
        };
        text += &format!("`{}` {says}:\n\n", primary.document.name);
        findings(&mut text, &primary.breaches, &primary.document, snippets);
        if !outcome.report.is_empty() {
            text += &format!("The request, `{}`:\n\n", request.name);
        }
    }
    findings(&mut text, &outcome.report, request, snippets);
    text += &verdict(outcome);
    match &outcome.future {
        Future::Refused => refused(&mut text, &outcome.report, request),
        Future::Replica(replica) => accepted(&mut text, replica),
        Future::NotKnown(reason) => {
            text += &format!("\n{}\n", quoted(reason));
        }
    }
    if outcome.report.is_accepted() {
        if outcome.report.breaks(&rule::REGION_ENABLED) {
            text += "\nSay with `--enabled-region` which opt-in Regions the account has enabled.\n";
        }
        permissions(&mut text, &outcome.permissions);
    }
    text
}

fn findings(text: &mut String, report: &Report, document: &Document, snippets: &Snippets) {
    for finding in report {
        *text += &snippets.finding(finding, document);
        text.push('\n');
    }
}

/// The one line that matters.
fn verdict(outcome: &Outcome) -> String {
    let asked = match &outcome.request {
        Some(request) => {
            format!("ReplicateKey of {} to {}", quoted(&request.key_id.to_string()), request.replica_region)
        }
        None => "ReplicateKey".to_owned(),
    };
    let word = match outcome.report.is_accepted() {
        true if outcome.report.iter().any(|finding| finding.answer == Answer::Unknown) => {
            "accepted, as far as is known"
        }
        true => "accepted",
        false => "refused",
    };
    match counts(&outcome.report) {
        None => format!("{asked} would be {word}.\n"),
        Some(counts) => format!("{asked} would be {word} ({counts}).\n"),
    }
}

fn refused(text: &mut String, report: &Report, request: &Document) {
    if let Some(refusal) = report.refusal() {
        let first = report.errors().find_map(|finding| finding.answer.refusal());
        let is_known = first.is_some_and(|refusal| refusal.text.alone().is_some());
        let message = match refusal.message() {
            _ if !is_known => "(not known)".to_owned(),
            "" => "(none)".to_owned(),
            message => quoted(message),
        };
        let retry = match refusal.retry() {
            Retry::Never => "no: the same request is refused until something is changed",
            Retry::AfterStateChange => "when DescribeKey says that the state of the key has changed",
            Retry::WithBackoff => "after a growing pause",
        };
        *text += "\nKMS would answer:\n\n";
        *text += &table(&[
            ["exception", refusal.code().as_str()],
            ["message", &message],
            ["HTTP status", &refusal.http_status().to_string()],
            ["evidence", refusal.evidence().as_str()],
            ["try again", retry],
        ]);
    }
    *text += "\nEvidence is `recorded` if the real service was seen to do so, `documented` if AWS says so, and \
              `inferred` if\nit follows from what AWS says.\n";
    if let Some(kind) = request.kind()
        && !["KeyId", "ReplicaRegion"].into_iter().any(|member| request.has(member))
    {
        *text +=
            &format!("\n`{}` looks like {}, not like a ReplicateKey request.\n", request.name, kind.name);
    }
}

fn accepted(text: &mut String, replica: &Replica) {
    *text += "\nKMS would answer:\n\n";
    *text += &as_the_cli_prints(&replica.output);
    *text += "\n\nWhat happens next:\n\n";
    let metadata = &replica.output.replica_key_metadata;
    let now = format!("the replica key is {}: it cannot be used yet", metadata.key_state);
    let mut steps = vec![[metadata.creation_date.to_string(), now]];
    if let Some(ready) = &replica.ready {
        let then = match ready.state {
            KeyStateName::PendingImport => {
                ": import the key material of the primary key into it before it can be used"
            }
            _ => ": it can be used",
        };
        steps.push([ready.at.to_string(), format!("the replica key is {}{then}", ready.state)]);
    }
    *text += &table(&steps);
    *text += "\nAbout a minute was recorded; AWS promises no time.\n";
    *text += "\nCloudTrail records, one in each Region:\n\n";
    let head = ["Region", "event", "by", "key"].map(str::to_owned);
    let records = replica.records.iter().map(|record| {
        let keys: Vec<_> = record.resources.iter().map(ToString::to_string).collect();
        [
            record.aws_region.to_string(),
            record.event_name.to_owned(),
            record.user_identity.to_string(),
            keys.join(" "),
        ]
    });
    *text += &table(&std::iter::once(head).chain(records).collect::<Vec<_>>());
    if matches!(replica.caller, CallerIs::Assumed) {
        *text += "\nThe caller was not given (`--caller ARN`) and is taken to be the account itself.\n";
    }
}

fn permissions(text: &mut String, permissions: &[Permission]) {
    *text += "\nThe caller needs these permissions:\n\n";
    let head = ["action", "Region", "given by", "resource"].map(str::to_owned);
    let rows = permissions.iter().map(|permission| {
        [
            permission.action.to_owned(),
            permission.region.as_ref().map_or_else(|| "(the key's)".to_owned(), ToString::to_string),
            permission.granted_by.as_str().to_owned(),
            permission.resource.to_string(),
        ]
    });
    *text += &table(&std::iter::once(head).chain(rows).collect::<Vec<_>>());
    if permissions.iter().any(|permission| permission.granted_by == GrantedBy::KeyPolicy) {
        *text += "\nA key policy that lets the account decide leaves it to the caller's IAM policies.\n";
    }
}
