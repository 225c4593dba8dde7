//! Where a document comes from.

use std::ffi::OsString;
use std::path::PathBuf;

/// A file, or standard input.
#[derive(PartialEq)]
pub(crate) enum Source {
    File(PathBuf),
    StandardInput,
}

/// `-` is standard input, everything else a path.
impl From<OsString> for Source {
    fn from(value: OsString) -> Self {
        if value == "-" { Self::StandardInput } else { Self::File(value.into()) }
    }
}
