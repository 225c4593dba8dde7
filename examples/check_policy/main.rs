//! What is wrong with a key policy: what KMS would refuse, what would be without effect, what is risky.
//!
//! `cargo run --example check_policy` checks an example; `--help` tells how to check your own policies.

#[path = "../replicate_key/argument.rs"]
mod argument;
#[path = "../replicate_key/counts.rs"]
mod counts;
#[path = "../replicate_key/document.rs"]
mod document;
mod github;
mod json;
mod options;
#[path = "../replicate_key/output.rs"]
mod output;
mod sarif;
#[path = "../replicate_key/snippet.rs"]
mod snippet;
#[path = "../replicate_key/source.rs"]
mod source;
mod text;
#[path = "../replicate_key/trouble.rs"]
#[expect(dead_code, reason = "only the example `replicate_key` has troubles with places in documents")]
mod trouble;

use std::process::ExitCode;

use kms_mrk::policy;
use kms_mrk::verdict::Report;

use document::Document;
use options::{Command, Format, Options};
use output::print;
use trouble::Trouble;

/// A policy that was checked, and what was found.
pub(crate) struct Checked {
    pub(crate) document: Document,
    pub(crate) report: Report,
}

fn main() -> ExitCode {
    let result = match Command::from_arguments() {
        Ok(Command::Help) => print(include_str!("help.txt")).map(|()| ExitCode::SUCCESS),
        Ok(Command::Check(options)) => run(&options),
        Err(trouble) => Err(trouble),
    };
    result.unwrap_or_else(|trouble| trouble.exit())
}

/// Checks every policy, prints what was found, and tells by the exit status whether there is an error.
fn run(options: &Options) -> Result<ExitCode, Trouble> {
    let documents = match &*options.files {
        [] => vec![Document::embedded("examples/check_policy/policy.json", include_str!("policy.json"))],
        files => files.iter().map(Document::read).collect::<Result<_, _>>()?,
    };
    let checked: Vec<_> = documents
        .into_iter()
        .map(|document| Checked { report: policy::check(&document.text, &options.setting()), document })
        .collect();
    print(&match options.format {
        Format::Text => text::text(&checked),
        Format::Json => json::lines(&checked),
        Format::Sarif => sarif::log(&checked),
        Format::Github => github::commands(&checked),
    })?;
    if options.files.is_empty() && options.format == Format::Text {
        print(HINT)?;
    }
    let is_clean = checked.iter().all(|checked| checked.report.is_accepted());
    Ok(if is_clean { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

const HINT: &str = "
This was the example: examples/check_policy/policy.json.
To check your own: cargo run --example check_policy -- FILE… (or --help)
";
