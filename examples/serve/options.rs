//! The options of the command line.

use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use kms_mrk::identity::{AccountId, PrincipalArn};
use kms_mrk::model::{Caller, Timing};
use lexopt::{Arg, Parser};

use crate::argument::parsed;
use crate::trouble::Trouble;

/// What the command line asks for.
pub(crate) enum Command {
    Help,
    Serve(Box<Options>),
}

/// Where to listen, who calls, and how the model is.
pub(crate) struct Options {
    pub(crate) listen: SocketAddr,
    listen_to_others: bool,
    pub(crate) account: AccountId,
    pub(crate) caller: Option<Caller>,
    pub(crate) seed: u64,
    pub(crate) timing: Timing,
    pub(crate) state: Option<PathBuf>,
}

impl Command {
    /// Reads the arguments of the process.
    pub(crate) fn from_arguments() -> Result<Self, Trouble> {
        let mut options = Options::default()?;
        let mut read = Vec::new();
        let mut parser = Parser::from_env();
        while let Some(argument) = parser.next()? {
            let name = match argument {
                Arg::Long("help") | Arg::Short('h') => return Ok(Self::Help),
                Arg::Long(name) => format!("--{name}"),
                other => return Err(other.unexpected().into()),
            };
            if read.contains(&name) {
                return Err(Trouble::new(format!("`{name}` is given twice")));
            }
            match &*name {
                "--listen-to-others" => options.listen_to_others = true,
                name if NAMES.contains(&name) => options.set(name, parser.value()?)?,
                _ => return Err(lexopt::Error::UnexpectedOption(name).into()),
            }
            read.push(name);
        }
        if !options.listen.ip().is_loopback() && !options.listen_to_others {
            let message =
                format!("{} is not a loopback address: others could reach the server", options.listen);
            return Err(Trouble::new(message).with_help("`--listen-to-others` allows it"));
        }
        Ok(Self::Serve(Box::new(options)))
    }
}

const NAMES: [&str; 7] =
    ["--listen", "--account", "--caller", "--seed", "--creating", "--updating", "--state"];

impl Options {
    fn default() -> Result<Self, Trouble> {
        let second = Duration::from_secs(1);
        Ok(Self {
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 4599),
            listen_to_others: false,
            account: parsed("--account", "123456789012".into())?,
            caller: None,
            seed: 1,
            timing: Timing { creating: second, updating: second, rotating: second, ..Timing::DEFAULT },
            state: None,
        })
    }

    fn set(&mut self, name: &str, value: OsString) -> Result<(), Trouble> {
        let seconds = |value| parsed(name, value).map(Duration::from_secs);
        match name {
            "--listen" => self.listen = parsed(name, value)?,
            "--account" => self.account = parsed(name, value)?,
            "--caller" => {
                let principal: PrincipalArn = parsed(name, value)?;
                let message = || Trouble::new(format!("`--caller`: {principal} belongs to no account"));
                self.caller = Some(Caller::new(principal.clone()).ok_or_else(message)?);
            }
            "--seed" => self.seed = parsed(name, value)?,
            "--creating" => self.timing.creating = seconds(value)?,
            "--updating" => self.timing.updating = seconds(value)?,
            _ => self.state = Some(value.into()),
        }
        Ok(())
    }
}
