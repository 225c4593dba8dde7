//! The example `replicate_key`, run as its user runs it: exit status, standard output and standard error.

mod bad_input;
mod json;
mod shell;
mod text;

/// The exit status for a request that KMS refuses.
const REFUSED: i32 = 1;

/// The exit status where the check could not be made.
const NOT_CHECKED: i32 = 2;
