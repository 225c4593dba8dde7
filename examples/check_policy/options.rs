//! The options of the command line.

use std::ffi::OsString;
use std::str::FromStr;

use kms_mrk::identity::{AccountId, PrincipalArn, Region};
use kms_mrk::policy::{KeyKind, Level, Levels, Setting};
use lexopt::{Arg, Parser};

use crate::argument::{parsed, text};
use crate::source::Source;
use crate::trouble::Trouble;

/// What the command line asks for.
pub(crate) enum Command {
    Help,
    Check(Options),
}

/// What to check, what is known, and how to print what was found.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) files: Vec<Source>,
    pub(crate) format: Format,
    region: Option<Region>,
    account: Option<AccountId>,
    caller: Option<PrincipalArn>,
    key: Option<Key>,
    levels: Levels,
}

/// How the result is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum Format {
    #[default]
    Text,
    Json,
    Sarif,
    Github,
}

/// What the key is, as it is said on the command line.
#[derive(Clone, Copy)]
struct Key(KeyKind);

impl Command {
    /// Reads the arguments of the process.
    pub(crate) fn from_arguments() -> Result<Self, Trouble> {
        let mut options = Options::default();
        let mut read = Vec::new();
        let mut parser = Parser::from_env();
        while let Some(argument) = parser.next()? {
            match argument {
                Arg::Long("help") | Arg::Short('h') => return Ok(Self::Help),
                Arg::Long(name) => {
                    let name = format!("--{name}");
                    if !NAMES.contains(&&*name) {
                        return Err(lexopt::Error::UnexpectedOption(name).into());
                    }
                    if read.contains(&name) && !LEVELS.contains(&&*name) {
                        return Err(Trouble::new(format!("`{name}` is given twice")));
                    }
                    options.set(&name, parser.value()?)?;
                    read.push(name);
                }
                Arg::Value(file) => options.files.push(file.into()),
                other => return Err(other.unexpected().into()),
            }
        }
        if ["--region", "--replica-region"].iter().all(|name| read.iter().any(|read| read == name)) {
            return Err(Trouble::new("`--region` and `--replica-region` both say the Region of the key"));
        }
        if options.files.iter().filter(|file| **file == Source::StandardInput).count() > 1 {
            return Err(Trouble::new("standard input can be read only once"));
        }
        Ok(Self::Check(options))
    }
}

const LEVELS: [&str; 3] = ["--deny", "--warn", "--allow"];

const NAMES: [&str; 9] = [
    "--region",
    "--replica-region",
    "--account",
    "--caller",
    "--key",
    "--format",
    LEVELS[0],
    LEVELS[1],
    LEVELS[2],
];

impl Options {
    /// What the check is to know.
    pub(crate) fn setting(&self) -> Setting<'_> {
        let mut setting = Setting::new().with_levels(&self.levels);
        if let Some(region) = &self.region {
            setting = setting.with_region(region);
        }
        if let Some(account) = self.account {
            setting = setting.with_account(account);
        }
        if let Some(caller) = &self.caller {
            setting = setting.with_caller(caller);
        }
        if let Some(Key(kind)) = self.key {
            setting = setting.with_key(kind);
        }
        setting
    }

    fn set(&mut self, name: &str, value: OsString) -> Result<(), Trouble> {
        match name {
            "--region" => self.region = Some(parsed(name, value)?),
            "--replica-region" => {
                self.region = Some(parsed(name, value)?);
                self.key = self.key.or(Some(Key(KeyKind::Replica)));
            }
            "--account" => self.account = Some(parsed(name, value)?),
            "--caller" => self.caller = Some(parsed(name, value)?),
            "--key" => self.key = Some(parsed(name, value)?),
            "--format" => self.format = parsed(name, value)?,
            level => {
                let code = text(name, value)?;
                let is_known = |rule: &str| {
                    let rest = rule.strip_prefix(code.trim_end_matches('/'));
                    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                };
                if !kms_mrk::rules().any(|rule| is_known(rule.id())) {
                    return Err(Trouble::new(format!("`{name}`: no rule is called `{code}`"))
                        .with_help("the findings tell the ids of their rules"));
                }
                let level = match level {
                    "--deny" => Level::Deny,
                    "--warn" => Level::Warn,
                    _ => Level::Allow,
                };
                self.levels = std::mem::take(&mut self.levels).with(code, level);
            }
        }
        Ok(())
    }
}

impl FromStr for Key {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "primary" => Ok(Self(KeyKind::Primary)),
            "replica" => Ok(Self(KeyKind::Replica)),
            "single" => Ok(Self(KeyKind::SingleRegion)),
            other => Err(format!("expected `primary`, `replica` or `single`, found `{other}`")),
        }
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            "sarif" => Ok(Self::Sarif),
            "github" => Ok(Self::Github),
            other => Err(format!("expected `text`, `json`, `sarif` or `github`, found `{other}`")),
        }
    }
}
