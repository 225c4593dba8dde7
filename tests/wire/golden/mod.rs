//! Golden pairs: for every operation the bytes of requests and of KMS's replies, for success and for each error.
//!
//! Each operation has a file of its own beside these sources, which is compared byte by byte; `UPDATE_EXPECT=1` writes it.

mod aliases;
mod case;
mod custom_key_stores;
mod data_keys;
mod deletion;
mod documented;
mod encryption;
mod grants;
mod import;
mod keys;
mod policies;
mod rotation;
mod runner;
mod signatures;
mod tags;
mod world;

use super::Client;
use case::Golden;

/// The pairs of every family.
fn all() -> Vec<Golden> {
    [
        aliases::goldens,
        custom_key_stores::goldens,
        data_keys::goldens,
        deletion::goldens,
        encryption::goldens,
        grants::goldens,
        import::goldens,
        keys::goldens,
        policies::goldens,
        rotation::goldens,
        signatures::goldens,
        tags::goldens,
    ]
    .into_iter()
    .flat_map(|goldens| goldens())
    .collect()
}
