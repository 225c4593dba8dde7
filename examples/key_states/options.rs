//! The options of the command line.

use lexopt::{Arg, Parser};

/// What the command line asks for.
pub(crate) enum Command {
    Help,
    Print(Vec<Part>),
}

/// Something that can be printed.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Part {
    Table,
    Mermaid,
    Dot,
}

impl Part {
    const ALL: [Self; 3] = [Self::Table, Self::Mermaid, Self::Dot];
}

impl Command {
    /// Reads the arguments of the process: everything is printed if nothing is chosen, each part once.
    pub(crate) fn from_arguments() -> Result<Self, lexopt::Error> {
        let mut chosen = Vec::new();
        let mut parser = Parser::from_env();
        while let Some(argument) = parser.next()? {
            chosen.push(match argument {
                Arg::Long("help") | Arg::Short('h') => return Ok(Self::Help),
                Arg::Long("table") => Part::Table,
                Arg::Long("mermaid") => Part::Mermaid,
                Arg::Long("dot") => Part::Dot,
                other => return Err(other.unexpected()),
            });
        }
        let is_chosen = |part: &Part| chosen.is_empty() || chosen.contains(part);
        Ok(Self::Print(Part::ALL.into_iter().filter(is_chosen).collect()))
    }
}
