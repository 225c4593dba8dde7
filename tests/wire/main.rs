//! KMS as a client sees it: bytes in, bytes out.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/APIReference/Welcome.html>;
//! <https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html>

#[path = "../stage/mod.rs"]
mod stage;

mod every_operation;
mod golden;
mod hostile;
mod import;
mod refusals;
mod scenario;

use jiff::Timestamp;
use kms_mrk::Kms;
use kms_mrk::model::{Call, Caller};
use kms_mrk::wire::{self, Exchange, Reply};
use serde_json::{Value, json};
use stage::{ACCOUNT, NOON, administrator, read};

/// A model, and whoever sends requests to it.
struct Client {
    kms: Kms,
    caller: Caller,
    now: Timestamp,
}

impl Client {
    fn new() -> Self {
        Self { kms: Kms::new(7), caller: administrator(ACCOUNT), now: read(NOON) }
    }

    fn send_bytes(&mut self, region: &str, target: &str, body: &[u8]) -> Reply {
        let call = Call::new(self.caller.clone(), read(region), self.now);
        wire::handle(&mut self.kms, &Exchange::new(target, body, &call))
    }

    /// The status and the body of the reply.
    fn send(&mut self, region: &str, operation: &str, body: &Value) -> (u16, String) {
        let reply =
            self.send_bytes(region, &format!("TrentService.{operation}"), body.to_string().as_bytes());
        (reply.status, String::from_utf8(reply.body).unwrap())
    }

    #[track_caller]
    fn accepts(&mut self, region: &str, operation: &str, body: &Value) -> Value {
        let (status, body) = self.send(region, operation, body);
        assert_eq!(status, 200, "{body}");
        if body.is_empty() { Value::Null } else { serde_json::from_str(&body).unwrap() }
    }

    /// The exception and the text of a request that is refused. Nothing changes by it.
    #[track_caller]
    fn refuses(&mut self, region: &str, operation: &str, body: &Value) -> (String, String) {
        self.kms.advance(self.now);
        let before = self.kms.clone();
        let (status, body) = self.send(region, operation, body);
        assert_eq!(self.kms, before, "a refused request changes nothing");
        assert_eq!(status, 400, "{body}");
        let error: Value = serde_json::from_str(&body).unwrap();
        let text = |name: &str| error[name].as_str().unwrap_or_default().to_owned();
        (text("__type"), text("message"))
    }

    fn wait(&mut self, seconds: i64) {
        self.now += jiff::SignedDuration::from_secs(seconds);
    }

    /// A new multi-Region primary key in `us-east-1`.
    #[track_caller]
    fn primary(&mut self) -> String {
        let created = self.accepts("us-east-1", "CreateKey", &json!({"MultiRegion": true}));
        created["KeyMetadata"]["KeyId"].as_str().unwrap().to_owned()
    }
}
