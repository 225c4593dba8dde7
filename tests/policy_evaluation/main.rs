//! What key policies answer to requests.

mod conditions;
mod decisions;
mod explanations;
mod lockout;
#[cfg(feature = "proptest")]
mod properties;
mod table;
