//! Answering a ReplicateKey request, bytes in to bytes out, beside what a client of the AWS SDK for Rust spends on the same
//! call when the reply lies ready; and what a refusal costs on the wire.

mod inputs;

use aws_sdk_kms::config::http::{HttpRequest, HttpResponse};
use aws_sdk_kms::config::{Region, SharedHttpClient};
use aws_sdk_kms::types::Tag;
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn,
};
use aws_smithy_types::body::SdkBody;
use divan::{AllocProfiler, Bencher, black_box};
use kms_mrk::Kms;
use kms_mrk::aws_sdk_kms1::SharedKms;
use kms_mrk::model::{Call, Caller};
use kms_mrk::operation::CreateKey;
use kms_mrk::wire::{Exchange, Reply, handle};
use serde_json::json;

use inputs::policies::PolicySize;
use inputs::requests::tags;

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

const TARGET: &str = "TrentService.ReplicateKey";

fn main() {
    divan::main();
}

/// A request, and the model before it.
#[derive(Clone, Copy, Debug)]
enum Asked {
    Minimal,
    PolicyAnd50Tags,
}

const ASKED: [Asked; 2] = [Asked::Minimal, Asked::PolicyAnd50Tags];

struct Scene {
    kms: Kms,
    call: Call,
    key_id: String,
    policy: Option<String>,
    tags: Vec<Tag>,
}

impl Asked {
    fn scene(self) -> Scene {
        let caller = Caller::new("111122223333".parse().unwrap()).unwrap();
        let now = "2026-01-05T12:00:00Z".parse().unwrap();
        let call = Call::new(caller, "us-east-1".parse().unwrap(), now);
        let mut kms = Kms::new(1);
        let key_id = kms.call(&CreateKey::multi_region(), &call).unwrap().output.key_id.to_string();
        let (policy, tags) = match self {
            Self::Minimal => (None, Vec::new()),
            Self::PolicyAnd50Tags => (Some(PolicySize::KiB2.policy()), tags(50)),
        };
        Scene { kms, call, key_id, policy, tags: tags.into_iter().map(Tag::from).collect() }
    }
}

impl Scene {
    fn body(&self) -> Vec<u8> {
        let mut body = json!({"KeyId": self.key_id, "ReplicaRegion": "eu-west-1"});
        if let Some(policy) = &self.policy {
            body["Policy"] = policy.as_str().into();
        }
        if !self.tags.is_empty() {
            let tags = self.tags.iter();
            body["Tags"] =
                tags.map(|tag| json!({"TagKey": tag.tag_key, "TagValue": tag.tag_value})).collect();
        }
        body.to_string().into_bytes()
    }

    /// What the model answers: a reply of status 200.
    fn reply(&self) -> Reply {
        let reply = handle(&mut self.kms.clone(), &Exchange::new(TARGET, &self.body(), &self.call));
        assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
        reply
    }
}

#[divan::bench(args = ASKED, sample_size = 16)]
fn handle_replicate_key(bencher: Bencher<'_, '_>, asked: Asked) {
    let scene = asked.scene();
    let body = scene.body();
    scene.reply();
    bencher
        .with_inputs(|| scene.kms.clone())
        .bench_local_refs(|kms| handle(kms, &Exchange::new(TARGET, black_box(&body), &scene.call)));
}

/// A connection that has its reply ready.
#[derive(Clone, Debug)]
struct Canned(Vec<u8>);

impl HttpConnector for Canned {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let body = SdkBody::from(self.0.clone());
        HttpConnectorFuture::ready(Ok(HttpResponse::new(200.try_into().unwrap(), body)))
    }
}

#[divan::bench(args = ASKED, sample_size = 16)]
fn sdk_with_a_canned_reply(bencher: Bencher<'_, '_>, asked: Asked) {
    let scene = asked.scene();
    let canned = Canned(scene.reply().body);
    let caller = scene.call.caller().clone();
    let config = SharedKms::new(Kms::new(1), scene.call.now()).config(caller, "us-east-1".parse().unwrap());
    let http: SharedHttpClient = http_client_fn(move |_, _| SharedHttpConnector::new(canned.clone()));
    let client =
        aws_sdk_kms::Client::from_conf(config.region(Region::new("us-east-1")).http_client(http).build());
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    bencher.bench_local(|| {
        let request = client.replicate_key().key_id(&scene.key_id).replica_region("eu-west-1");
        let request = request.set_policy(scene.policy.clone());
        let tags = (!scene.tags.is_empty()).then(|| scene.tags.clone());
        runtime.block_on(request.set_tags(tags).send()).unwrap()
    });
}

/// A call, and whether KMS refuses it.
#[derive(Clone, Copy, Debug)]
enum Answer {
    Accepted,
    Refused,
}

/// EnableKey of a disabled key, and of one that waits for its deletion.
#[divan::bench(args = [Answer::Accepted, Answer::Refused], sample_size = 64)]
fn handle_enable_key(bencher: Bencher<'_, '_>, answer: Answer) {
    let Scene { mut kms, call, key_id, .. } = Asked::Minimal.scene();
    let body = json!({"KeyId": key_id}).to_string().into_bytes();
    let (before, status) = match answer {
        Answer::Accepted => ("TrentService.DisableKey", 200),
        Answer::Refused => ("TrentService.ScheduleKeyDeletion", 400),
    };
    assert_eq!(handle(&mut kms, &Exchange::new(before, &body, &call)).status, 200);
    let exchange = Exchange::new("TrentService.EnableKey", &body, &call);
    assert_eq!(handle(&mut kms.clone(), &exchange).status, status);
    bencher.with_inputs(|| kms.clone()).bench_local_refs(|kms| handle(kms, black_box(&exchange)));
}

/// ReplicateKey of a key that has no replica in the Region, and of one that has.
#[divan::bench(args = [Answer::Accepted, Answer::Refused], sample_size = 16)]
fn handle_replicate_key_again(bencher: Bencher<'_, '_>, answer: Answer) {
    let mut scene = Asked::Minimal.scene();
    let body = scene.body();
    let exchange = Exchange::new(TARGET, &body, &scene.call);
    if matches!(answer, Answer::Refused) {
        handle(&mut scene.kms, &exchange);
    }
    bencher.with_inputs(|| scene.kms.clone()).bench_local_refs(|kms| handle(kms, black_box(&exchange)));
}
