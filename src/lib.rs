#![doc = include_str!("../README.md")]
//!
//! ## A map of the crate
//!
//! Each module uses only those below it.
//!
//! | module | what lives there |
//! |---|---|
//! | [`wire`], `strategy`, `aws_sdk_kms1` | how AWS says it; what property-based tests draw from (feature `proptest`); clients of the AWS SDK for Rust (feature `aws-sdk-kms1`) |
//! | [`Kms`] | the service: call, dry run, check, let time pass |
//! | [`operation`] | what can be asked: requests, outputs, the ordered rules of each, their decisions |
//! | [`model`] | what is: sets of related keys, the world around them, events, callers |
//! | [`policy`] | who may: key policies, their checks and their evaluation |
//! | [`key`] | what a key is: specs, states, tags, metadata and its drift check |
//! | [`verdict`] | how a verdict is said: rules, findings, reports, KMS's exceptions |
//! | [`identity`] | what things are called: Regions, accounts, keys, aliases, principals |
//!
//! ## How a request flows
//!
//! ```text
//! JSON ──from_json──▶ Err(Report): every member that breaks a constraint
//!                 ──▶ ReplicateKey: well-formed members, nothing left to misspell
//!                       │ check(&Setting)         → Report: every rule broken, as far as the setting knows
//!                       │ decide(&World, &Call)   → Err(KmsError): the first of them; nothing changed
//!                       ▼                         → Ok(Decision): output, events, trail
//!                     events ──evolve──▶ World ──describe──▶ KeyMetadata ──serde──▶ JSON
//! ```
//!
//! [`Kms::call`] is all of this in one line: it lets time pass, decides, and lets the events happen. The check
//! before the call and the model run the same ordered list of rules, so they cannot disagree.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]
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
mod clone_in_place;
#[macro_use]
mod wire_enum;
#[macro_use]
mod text_type;

#[cfg(feature = "aws-sdk-kms1")]
pub mod aws_sdk_kms1;
pub mod identity;
pub mod key;
pub mod model;
pub mod operation;
pub mod policy;
#[cfg(feature = "proptest")]
pub mod strategy;
pub mod verdict;
pub mod wire;

mod catalogue;
mod json_tree;
mod kms;
mod text_visitor;

pub use catalogue::rules;
pub use kms::{Kms, Reply};
pub use verdict::KmsError;
