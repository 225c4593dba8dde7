//! A walk through every state that calls and time can bring a set of related keys into.
//!
//! Breadth first, from a new primary key on: in each state, every call is tried on every key that is there, and every
//! deadline may be the next. So each state is reached by as few steps as can be, and the steps that lead there are a
//! witness of it.
//!
//! To add a call, add a line to `steps::steps`. If it changes something that no call changed before, give it its bits
//! in `code::Code`.
//!
//! What the walk leaves out, because it would only multiply the states:
//!
//! - **Times.** All calls are made at noon, and whatever is due by itself happens at noon: any deadline may be the
//!   next, however long the others have been waiting. The waiting period is always the same, and so is the expiry of
//!   material that expires. A rotation that was missed while the key was disabled is a story of its own.
//! - **What no call here depends on**: policies, tags, descriptions, aliases, grants. Their operations are possible or
//!   not by the same key states, and change nothing that another call looks at. The use of keys is left out for that, too:
//!   a use changes what GetKeyLastUsage tells, and not the set. Operations that only read are left out
//!   too, but for GetParametersForImport, without which there is no import.
//! - **Orders**: in which replicas were made, in which material came into a key, and in which a key was rotated on
//!   demand and automatically. Sets that differ by that alone are one state.
//! - **Repetition**: a set has two materials, or is rotated once on demand and once automatically.
//! - **Calls on no key, and of replicas for one Region after the other.** The first are refused everywhere, the second
//!   before the Region is looked at.
//! - **Custom key stores**: no multi-Region key is in one.

#![allow(dead_code, unused_imports, unreachable_pub, reason = "the test and the example use a part each")]

mod bounds;
mod code;
mod counts;
mod invariants;
mod search;
mod steps;

pub use bounds::{Bounds, Expiry};
pub use code::Code;
pub use counts::{Counts, KNOWN, Known};
pub use invariants::Invariant;
pub use search::{Walk, Witness};
pub use steps::name;
