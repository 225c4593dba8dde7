//! What the benches run on: requests, metadata and worlds like real ones, and what users would otherwise write.

#![allow(dead_code, reason = "each bench uses its own part")]

pub(crate) mod cases;
pub(crate) mod crowd;
pub(crate) mod decisions;
pub(crate) mod naive;
pub(crate) mod policies;
pub(crate) mod random;
pub(crate) mod requests;

pub(crate) const KEY_ARN: &str =
    "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab";
