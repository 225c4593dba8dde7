//! Golden pairs: for every operation the bytes of requests and of KMS's replies, for success and for each error.
//!
//! Each operation has a file of its own beside these sources, which is compared byte by byte; `UPDATE_EXPECT=1` writes it.

mod aliases;
mod case;
mod keys;
mod runner;
mod world;

use super::Client;
