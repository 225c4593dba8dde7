//! What can be done with a KMS key in which state, and how the states follow one another, as the library has it.
//!
//! `cargo run --example key_states` prints a table and two drawings; `--help` tells how to have one of them.

#[path = "../replicate_key/table.rs"]
mod aligned;
mod diagram;
mod options;
mod table;

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use options::{Command, Part};

fn main() -> ExitCode {
    let text = match Command::from_arguments() {
        Ok(Command::Help) => include_str!("help.txt").to_owned(),
        Ok(Command::Print(parts)) => parts.iter().map(|part| part.text()).collect::<Vec<_>>().join("\n"),
        Err(error) => {
            // If nobody listens on standard error, there is nobody left to tell.
            let _ = writeln!(std::io::stderr(), "error: {error}\nhelp: `--help` lists the options");
            return ExitCode::from(2);
        }
    };
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        // A reader that has seen enough is no trouble.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let _ = writeln!(std::io::stderr(), "error: cannot write to standard output: {error}");
            ExitCode::from(2)
        }
        _ => ExitCode::SUCCESS,
    }
}

impl Part {
    fn text(self) -> String {
        match self {
            Self::Table => table::table(),
            Self::Mermaid => diagram::mermaid(),
            Self::Dot => diagram::dot(),
        }
    }
}
