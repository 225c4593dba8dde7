//! A map that is only ever asked for one key.

#![expect(
    clippy::disallowed_types,
    reason = "it is never gone through, and the hasher has no random keys: what needs an order has an index of its own"
)]

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};

/// A map by hash, as fast among a hundred thousand as among ten.
pub(super) type Hashed<K, V> = HashMap<K, V, BuildHasherDefault<DefaultHasher>>;
