//! Every state that a set of related keys can be in, and the shortest way to each answer of KMS.
//!
//! `cargo run --example explore` walks through sets of two and three Regions; `--help` tells how to walk elsewhere.

mod options;
mod report;
#[path = "../replicate_key/table.rs"]
mod table;
#[path = "../../tests/walk/mod.rs"]
mod walk;

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use options::Command;
use report::Report;
use walk::{Bounds, Counts, Walk};

fn main() -> ExitCode {
    let printed = match Command::from_arguments() {
        Ok(Command::Help) => print(include_str!("help.txt")).map(|()| ExitCode::SUCCESS),
        Ok(Command::Explore(choices)) => choices.into_iter().try_fold(ExitCode::SUCCESS, |code, choice| {
            let bounds = Bounds::new(choice.origin.clone(), choice.regions, choice.expiry);
            let (walk, took) = timed(|| Walk::new(&bounds, |_, _| {}));
            let report = Report { choice: &choice, bounds: &bounds, walk: &walk, took };
            print(&report.to_string())?;
            let is_as_known = choice.known_counts().is_none_or(|known| known == Counts::from(&walk));
            Ok(if walk.broken.is_empty() && is_as_known { code } else { ExitCode::from(1) })
        }),
        Err(error) => {
            eprintln!("error: {error}\nTry --help.");
            return ExitCode::from(2);
        }
    };
    match printed {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            eprintln!("error: cannot write to standard output: {error}");
            ExitCode::from(2)
        }
        printed => printed.unwrap_or(ExitCode::SUCCESS),
    }
}

/// Does something, and says how long it takes: what is done in a moment is done over and over until a tenth of a second
/// has passed, or else it would be the start of the program that is timed.
fn timed<T>(act: impl Fn() -> T) -> (T, Duration) {
    let start = Instant::now();
    let mut times = 0;
    loop {
        let done = act();
        times += 1;
        let took = start.elapsed();
        if took > Duration::from_millis(100) {
            return (done, took / times);
        }
    }
}

fn print(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()
}
