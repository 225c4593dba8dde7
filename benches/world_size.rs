//! How much memory the keys of a world take, with default policies and without tags.
//!
//! No times: the bytes are the same on every run. `cargo test --benches` counts a small world.

#![allow(unsafe_code, reason = "a global allocator that counts")]

mod inputs;

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use kms_mrk::key::KeyLastUsageTrackingOperation;
use kms_mrk::model::{Change, Event, RelatedKeys};

use inputs::crowd::Crowd;

/// The system's allocator, which counts the bytes that are in use.
struct Counting;

static IN_USE: AtomicUsize = AtomicUsize::new(0);

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: every call is handed to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        IN_USE.fetch_add(layout.size(), Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        IN_USE.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }
}

fn main() {
    // Cargo tells benches from tests by this argument.
    let sets = if std::env::args().any(|argument| argument == "--bench") { 100_000 } else { 1_000 };
    let [alone, with_one, with_two] = [0, 1, 2].map(|replicas| bytes_per_set(sets, replicas));
    assert!(0 < alone && alone < with_one && with_one < with_two);
    println!("{sets} sets of related keys, bytes each:");
    for (keys, bytes) in [
        ("a primary key", alone),
        ("a primary key and a replica", with_one),
        ("each further replica", with_two - with_one),
        ("each key that was used, besides", bytes_per_used_key(sets)),
    ] {
        println!("  {keys:32}{bytes:6}");
    }
}

/// What a world keeps of the use of a key.
fn bytes_per_used_key(sets: usize) -> usize {
    let mut kms = Crowd::with_replicas(sets, 0).kms;
    let used = |set: &RelatedKeys| Event {
        subject: set.key_id().into(),
        region: set.primary().region.clone(),
        at: "2026-01-05T12:00:00Z".parse().unwrap(),
        change: Change::KeyUsed { operation: KeyLastUsageTrackingOperation::Decrypt },
    };
    let events: Vec<_> = kms.world().sets().map(used).collect();
    let before = IN_USE.load(Ordering::Relaxed);
    events.iter().for_each(|event| kms.replay(event));
    (IN_USE.load(Ordering::Relaxed) - before) / sets
}

/// What a set with so many replicas takes of the world that it is in.
fn bytes_per_set(sets: usize, replicas: usize) -> usize {
    let crowd = Crowd::with_replicas(sets, replicas);
    let with_world = IN_USE.load(Ordering::Relaxed);
    drop(crowd.kms);
    (with_world - IN_USE.load(Ordering::Relaxed)) / sets
}
