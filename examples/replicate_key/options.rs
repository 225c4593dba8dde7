//! The options of the command line.

use std::ffi::OsString;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use kms_mrk::identity::{PrincipalArn, Region};
use kms_mrk::model::{Caller, NoAccount};
use lexopt::{Arg, Parser};

use crate::argument::{parsed, text};
use crate::source::Source;
use crate::trouble::Trouble;

/// What the command line asks for.
pub(crate) enum Command {
    Help,
    Check(Options),
}

/// What to check, and how to print what was found.
pub(crate) struct Options {
    pub(crate) primary: Option<Source>,
    pub(crate) request: Option<Source>,
    pub(crate) caller: Option<Caller>,
    /// `None` if nothing is known of the account's opt-in Regions.
    pub(crate) enabled_regions: Option<Vec<Region>>,
    pub(crate) now: Timestamp,
    pub(crate) format: Format,
}

/// How the result is printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Format {
    Text,
    Json,
}

impl Command {
    /// Reads the arguments of the process.
    pub(crate) fn from_arguments() -> Result<Self, Trouble> {
        let mut read = Read::default();
        let mut parser = Parser::from_env();
        while let Some(argument) = parser.next()? {
            let name = match argument {
                Arg::Long("help") | Arg::Short('h') => return Ok(Self::Help),
                Arg::Long(
                    name @ ("primary" | "request" | "caller" | "enabled-region" | "now" | "format"),
                ) => {
                    format!("--{name}")
                }
                other => return Err(other.unexpected().into()),
            };
            read.option(&name, &mut parser)?;
        }
        read.finish().map(Self::Check)
    }
}

/// The options read so far.
#[derive(Default)]
struct Read {
    primary: Option<Source>,
    request: Option<Source>,
    caller: Option<Caller>,
    enabled_regions: Option<Vec<Region>>,
    now: Option<Timestamp>,
    format: Option<Format>,
}

impl Read {
    fn option(&mut self, name: &str, parser: &mut Parser) -> Result<(), Trouble> {
        if name == "--enabled-region" {
            let regions = self.enabled_regions.get_or_insert_default();
            for value in parser.values()? {
                regions.push(parsed(name, value)?);
            }
            return Ok(());
        }
        let value = parser.value()?;
        match name {
            "--primary" => once(name, &mut self.primary, Source::from(value)),
            "--request" => once(name, &mut self.request, Source::from(value)),
            "--caller" => once(name, &mut self.caller, caller(name, value)?),
            "--now" => once(name, &mut self.now, now(name, value)?),
            _ => once(name, &mut self.format, parsed(name, value)?),
        }
    }

    fn finish(self) -> Result<Options, Trouble> {
        if self.primary.is_some() && self.request.is_none() {
            return Err(Trouble::new("`--primary` is given without `--request`")
                .with_help("give the request that the key is to be checked for"));
        }
        if self.primary == Some(Source::StandardInput) && self.request == self.primary {
            return Err(Trouble::new("`--primary` and `--request` cannot both be standard input"));
        }
        Ok(Options {
            primary: self.primary,
            request: self.request,
            caller: self.caller,
            enabled_regions: self.enabled_regions,
            now: self.now.unwrap_or_else(clock),
            format: self.format.unwrap_or(Format::Text),
        })
    }
}

fn once<T>(name: &str, place: &mut Option<T>, value: T) -> Result<(), Trouble> {
    match place.replace(value) {
        Some(_) => Err(Trouble::new(format!("`{name}` is given twice"))),
        None => Ok(()),
    }
}

fn caller(name: &str, value: OsString) -> Result<Caller, Trouble> {
    let principal: PrincipalArn = parsed(name, value)?;
    Caller::new(principal).ok_or_else(|| Trouble::new(format!("`{name}`: {NoAccount}")))
}

fn now(name: &str, value: OsString) -> Result<Timestamp, Trouble> {
    let value = text(name, value)?;
    value.parse().map_err(|_| {
        Trouble::new(format!("`{name}`: `{value}` is not a time"))
            .with_help("write it as 2026-01-05T12:00:00Z, or with an offset as 2026-01-05T13:00:00+01:00")
    })
}

/// The time of the real clock: the library has none, its user brings it.
fn clock() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis())
        .ok()
        .and_then(|milliseconds| Timestamp::from_millisecond(milliseconds).ok())
        .unwrap_or(Timestamp::UNIX_EPOCH)
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            other => Err(format!("expected `text` or `json`, found `{other}`")),
        }
    }
}
