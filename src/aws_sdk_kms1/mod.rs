//! Floor 6, faces: the AWS SDK for Rust, answered by the model in the same process (feature `aws-sdk-kms1`).
//!
//! [`SharedKms`] is a model that several clients share, each with its caller and its Region; there is no socket, and time
//! passes when it is said. [`From`] and [`TryFrom`] take values of this crate to those of `aws_sdk_kms::types` and back.
//! The feature needs the Rust version that the SDK needs, now 1.94.
//!
//! A test of code that takes an `aws_sdk_kms::Client`:
//!
//! ```
//! use kms_mrk::Kms;
//! use kms_mrk::aws_sdk_kms1::SharedKms;
//! use kms_mrk::model::Caller;
//!
//! # async fn test() -> Result<(), Box<dyn std::error::Error>> {
//! let model = SharedKms::new(Kms::new(1), "2026-01-05T12:00:00Z".parse()?);
//! let client = model.client(Caller::new("111122223333".parse()?).unwrap(), "us-east-1".parse()?);
//!
//! let created = client.create_key().multi_region(true).send().await?;
//! let key_id = created.key_metadata().unwrap().key_id();
//! let refusal = client.replicate_key().key_id(key_id).replica_region("us-east-1").send().await.unwrap_err();
//! assert_eq!(refusal.into_service_error().meta().code(), Some("UnsupportedOperationException"));
//! # Ok(())
//! # }
//! # tokio::runtime::Builder::new_current_thread().build()?.block_on(test())?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod client;
mod key_metadata;
mod names;
mod shared_kms;
mod tag;

pub use key_metadata::NotKeyMetadata;
pub use shared_kms::SharedKms;
