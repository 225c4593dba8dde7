//! Sends the requests of the golden pairs, and compares what comes back with the files.

use std::fmt::Write;

use expect_test::expect_file;
use kms_mrk::Kms;
use kms_mrk::identity::Region;
use kms_mrk::key::WrappingKeySpec;
use kms_mrk::model::{Call, Quotas, World};
use kms_mrk::operation::ImportToken;
use kms_mrk::wire::{self, Exchange, Host, Reply};
use serde_json::Value;

use super::case::{Case, Golden, Sender};
use super::world::GoldenWorld;
use crate::stage::read;

/// A host that cannot unwrap anything.
struct Helpless;

impl Host for Helpless {
    fn wrapping_key(&mut self, _token: &ImportToken, _spec: &WrappingKeySpec) -> Vec<u8> {
        Vec::new()
    }

    fn unwrap_key_material(&mut self, _token: &ImportToken, _encrypted: &[u8]) -> Option<Vec<u8>> {
        None
    }
}

/// Compares the pairs of each operation with its file, which `UPDATE_EXPECT=1` writes.
pub(super) fn compare(goldens: Vec<Golden>) {
    let world = GoldenWorld::new();
    let mut wrong = Vec::new();
    for golden in goldens {
        let mut text = format!(
            "{0}\nhttps://docs.aws.amazon.com/kms/latest/APIReference/API_{0}.html\n",
            golden.operation
        );
        for case in &golden.cases {
            wrong.extend(write_pair(&mut text, &world, golden.operation.as_str(), case));
        }
        if wrong.is_empty() {
            expect_file![format!("{}.txt", golden.operation)].assert_eq(&text);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// One pair: the request with what is unusual about it, and the reply. What is returned is wrong with it.
fn write_pair(text: &mut String, world: &GoldenWorld, operation: &str, case: &Case) -> Option<String> {
    write!(text, "\n=== {}\n", case.title).unwrap();
    let quotas = unusual(&case.quotas);
    if !quotas.is_empty() {
        writeln!(text, "Quotas: {}", quotas.join(", ")).unwrap();
    }
    if !case.unwraps {
        writeln!(text, "Host: cannot unwrap the key material").unwrap();
    }
    let mut kms = world.kms();
    if case.quotas != Quotas::DEFAULT {
        kms = World::from(kms).with_quotas(case.quotas).into();
    }
    let mut now = world.client.now;
    for (region, operation, body) in &case.before {
        let body = world.filled(body);
        writeln!(text, "Before, in {region}: {operation} {body}").unwrap();
        let call = Call::new(Sender::Administrator.caller(), read(region), now);
        let reply = send(&mut kms, operation, &body, &call, true);
        assert_eq!(reply.status, 200, "{operation} {body}: {}", String::from_utf8_lossy(&reply.body));
    }
    if case.later > 0 {
        now += jiff::SignedDuration::from_secs(case.later);
        writeln!(text, "Time: {now}").unwrap();
    }
    let call = Call::new(case.sender.caller(), read::<Region>(case.region), now);
    if case.sender != Sender::Administrator {
        writeln!(text, "Caller: {}", call.caller().principal()).unwrap();
    }
    let body = world.filled(&case.body);
    writeln!(text, "Region: {}\nX-Amz-Target: TrentService.{operation}\n\n{body}\n", case.region).unwrap();

    kms.advance(now);
    let before = kms.clone();
    let reply = send(&mut kms, operation, &body, &call, case.unwraps);
    let wrong = shows(case, &reply).map(|shown| format!("{operation}, {}: {shown}", case.title));
    assert!(case.code.is_none() || kms == before, "{operation}, {}: the world has changed", case.title);
    let body = String::from_utf8(reply.body).unwrap();
    writeln!(text, "--- {}", reply.status).unwrap();
    if !body.is_empty() {
        writeln!(text, "\n{body}").unwrap();
    }
    wrong
}

fn send(kms: &mut Kms, operation: &str, body: &str, call: &Call, unwraps: bool) -> Reply {
    let target = format!("TrentService.{operation}");
    let exchange = Exchange::new(&target, body.as_bytes(), call);
    if unwraps { wire::handle(kms, &exchange) } else { wire::handle_with(&mut Helpless, kms, &exchange) }
}

/// What the reply shows, if it is not what the case says.
fn shows(case: &Case, reply: &Reply) -> Option<String> {
    let status = match case.code {
        None => 200,
        Some("NotImplementedException") => 501,
        Some(_) => 400,
    };
    let told: Option<Value> = serde_json::from_slice(&reply.body).ok();
    let code = told.as_ref().and_then(|told| told["__type"].as_str());
    let [id, content_type] = &reply.headers;
    assert_eq!((id.0, id.1.len()), ("x-amzn-RequestId", 36));
    assert_eq!(content_type, &("content-type", "application/x-amz-json-1.1".to_owned()));
    ((reply.status, code) != (status, case.code)).then(|| {
        format!("{:?} expected, {} {}", case.code, reply.status, String::from_utf8_lossy(&reply.body))
    })
}

/// The quotas that are not AWS's own.
fn unusual(quotas: &Quotas) -> Vec<String> {
    let members = |quotas: &Quotas| match serde_json::to_value(quotas).unwrap() {
        Value::Object(members) => members,
        other => panic!("{other}"),
    };
    let usual = members(&Quotas::DEFAULT);
    let unusual = members(quotas).into_iter().filter(|(name, value)| usual[name] != *value);
    unusual.map(|(name, value)| format!("{name} {value}")).collect()
}
