//! Would AWS KMS refuse this ReplicateKey request, why, and what would become of the keys?
//!
//! `cargo run --example replicate_key` answers for an example; `--help` tells how to ask about your own keys.

mod argument;
mod counts;
mod document;
mod json;
mod kind;
mod layout;
mod options;
mod outcome;
mod output;
mod primary;
mod snippet;
mod source;
mod table;
mod text;
mod trouble;

use std::process::ExitCode;

use kms_mrk::model::Caller;

use document::Document;
use options::{Command, Format, Options};
use outcome::{Circumstances, Outcome};
use output::print;
use primary::Primary;
use snippet::Snippets;
use trouble::Trouble;

/// Who calls in the example.
const EXAMPLE_CALLER: &str = "arn:aws:sts::111122223333:assumed-role/key-admin/ops";

fn main() -> ExitCode {
    let result = match Command::from_arguments() {
        Ok(Command::Help) => print(include_str!("help.txt")).map(|()| ExitCode::SUCCESS),
        Ok(Command::Check(options)) => run(options),
        Err(trouble) => Err(trouble),
    };
    result.unwrap_or_else(|trouble| trouble.exit())
}

/// Checks, prints, and tells by the exit status what KMS would do.
fn run(options: Options) -> Result<ExitCode, Trouble> {
    let Question { request, primary, caller, is_example } = Question::of(&options)?;
    let outcome = Outcome::of(
        &request,
        &Circumstances {
            primary: primary.as_ref(),
            caller: caller.as_ref(),
            enabled_regions: options.enabled_regions.as_deref(),
            now: options.now,
        },
    )?;
    match options.format {
        Format::Json => print(&json::json(&outcome, &request, primary.as_ref()))?,
        Format::Text => {
            let snippets = Snippets::on(&std::io::stdout());
            print(&text::text(&outcome, &request, primary.as_ref(), &snippets))?;
            if is_example {
                print(HINT)?;
            }
        }
    }
    Ok(if outcome.report.is_accepted() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

const HINT: &str = "
This was the example: examples/replicate_key/request.json, on the key in examples/replicate_key/primary.json.
To ask about your own: cargo run --example replicate_key -- --request FILE --primary FILE (or --help)
";

/// What is to be answered.
struct Question {
    request: Document,
    primary: Option<Primary>,
    caller: Option<Caller>,
    is_example: bool,
}

impl Question {
    /// The documents and the caller of the options; those of the example where no request is given.
    fn of(options: &Options) -> Result<Self, Trouble> {
        let caller = options.caller.clone();
        let Some(request) = &options.request else {
            let request =
                Document::embedded("examples/replicate_key/request.json", include_str!("request.json"));
            let primary =
                Document::embedded("examples/replicate_key/primary.json", include_str!("primary.json"));
            let principal = || EXAMPLE_CALLER.parse().ok().and_then(Caller::new);
            return Ok(Self {
                primary: Some(Primary::read(primary, &request)?),
                request,
                caller: caller.or_else(principal),
                is_example: true,
            });
        };
        let request = Document::read(request)?.refusing_byte_order_mark()?;
        let primary = match &options.primary {
            Some(primary) => {
                let document = Document::read(primary)?.without_byte_order_mark();
                Some(Primary::read(document, &request)?)
            }
            None => None,
        };
        Ok(Self { request, primary, caller, is_example: false })
    }
}
