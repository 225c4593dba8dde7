//! The AWS SDK for Rust, answered by the model in the same process.
//!
//! Source: <https://docs.rs/aws-sdk-kms/1>

mod conversions;
mod scenario;

use kms_mrk::Kms;
use kms_mrk::aws_sdk_kms1::SharedKms;
use kms_mrk::model::Caller;

/// A model at noon, in which a replica key takes a minute to be created.
fn model() -> SharedKms {
    SharedKms::new(Kms::new(7), "2026-01-05T12:00:00Z".parse().unwrap())
}

fn caller(arn: &str) -> Caller {
    Caller::new(arn.parse().unwrap()).unwrap()
}

fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(test);
}
