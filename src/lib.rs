#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unreachable,
    clippy::todo,
    clippy::unimplemented,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros
)]

#[macro_use]
mod wire_enum;
#[macro_use]
mod text_type;

pub mod identity;
pub mod key;
pub mod model;
pub mod operation;
pub mod policy;
pub mod verdict;
pub mod wire;

mod catalogue;
mod kms;

pub use catalogue::rules;
pub use kms::{Kms, Reply};
pub use verdict::KmsError;
