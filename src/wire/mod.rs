//! Floor 6, wire: how AWS says it. Requests and metadata are read from AWS's JSON and written to it.
//!
//! `from_json` and `read_json` of [`ReplicateKey`](crate::operation::ReplicateKey) and
//! [`KeyMetadata`](crate::key::KeyMetadata) go through a whole document and report everything that is wrong with
//! it, each with its place. [`handle`] takes any request as a client sends it and answers it as KMS would, in bytes.
//! serde's traits are implemented on the types themselves, for documents inside others.

mod answered;
mod credential;
mod exchange;
mod handle;
mod host;
mod key_metadata;
mod member_values;
mod members;
mod output;
mod reading;
mod replicate_key;
mod request;
mod shorthand;
mod skeleton;
mod tags;
mod text;
mod time;
mod use_of_keys;

pub use credential::Credential;
pub use exchange::{Exchange, Reply};
pub use handle::{handle, handle_with};
pub use host::{Host, Symbolic};
pub use reading::Reading;
pub use skeleton::REPLICATE_KEY_SKELETON;
pub use tags::{InvalidTag, tags_from_shorthand};
