//! What goes to standard output.

use std::io::{ErrorKind, Write};

use crate::trouble::Trouble;

/// Writes to standard output; a reader that has seen enough is no trouble.
pub(crate) fn print(text: &str) -> Result<(), Trouble> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Trouble::new(format!("cannot write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}
