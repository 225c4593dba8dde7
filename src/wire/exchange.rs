//! A call as it goes over the wire, and its reply.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::model::{Call, Event};

/// A request as a client sends it: what is called, its body, and who sends it where and when.
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::wire::{self, Exchange};
///
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let exchange = Exchange::new("TrentService.ListKeys", b"{}", &call);
/// let reply = wire::handle(&mut Kms::new(1), &exchange);
/// assert_eq!((reply.status, reply.body.as_slice()), (200, br#"{"Keys":[],"Truncated":false}"#.as_slice()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Exchange<'a> {
    target: &'a str,
    body: &'a [u8],
    call: &'a Call,
    request_id: Option<u128>,
}

impl<'a> Exchange<'a> {
    /// The request with this header `X-Amz-Target`, as `TrentService.ReplicateKey`, and this body. Its ID follows from
    /// all of it.
    #[must_use]
    pub const fn new(target: &'a str, body: &'a [u8], call: &'a Call) -> Self {
        Self { target, body, call, request_id: None }
    }

    /// The same request with this ID, of which the host sees to it that no other has it.
    #[must_use]
    pub const fn with_request_id(self, request_id: u128) -> Self {
        Self { request_id: Some(request_id), ..self }
    }

    /// The body.
    #[must_use]
    pub const fn body(&self) -> &'a [u8] {
        self.body
    }

    /// Who calls, where, and when.
    #[must_use]
    pub const fn call(&self) -> &'a Call {
        self.call
    }

    /// The name of the operation that is called; `None` if the target is none of KMS.
    pub(super) fn operation(&self) -> Option<&'a str> {
        self.target.strip_prefix("TrentService.")
    }

    pub(super) fn request_id(&self) -> u128 {
        self.request_id.unwrap_or_else(|| {
            let half = hash(&(self.target, self.body, self.call));
            u128::from(half) << 64 | u128::from(hash(&half))
        })
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// What KMS sends back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status of HTTP.
    pub status: u16,
    /// The headers, each with its name and value.
    pub headers: [(&'static str, String); 2],
    /// The body: JSON, or nothing.
    pub body: Vec<u8>,
    /// What happened, in order: first what was due by itself, then what the call did. A host that keeps them can rebuild
    /// the model with [`Kms::replay`](crate::Kms::replay).
    pub events: Vec<Event>,
}

impl Reply {
    pub(super) fn new(status: u16, body: Vec<u8>, exchange: &Exchange<'_>) -> Self {
        let id = exchange.request_id();
        let (high, low) = ((id >> 64) as u64, id as u64);
        // In groups of 8, 4, 4, 4 and 12 digits.
        let (a, b, c) = (high >> 32, high >> 16 & 0xffff, high & 0xffff);
        let (d, e) = (low >> 48, low & 0xffff_ffff_ffff);
        Self {
            status,
            headers: [
                ("x-amzn-RequestId", format!("{a:08x}-{b:04x}-{c:04x}-{d:04x}-{e:012x}")),
                ("content-type", "application/x-amz-json-1.1".to_owned()),
            ],
            body,
            events: Vec::new(),
        }
    }
}
