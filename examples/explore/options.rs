//! The options of the command line.

use kms_mrk::key::Origin;
use lexopt::{Arg, Parser, ValueExt};

use crate::walk::{Code, Counts, Expiry};

/// What the command line asks for.
pub(crate) enum Command {
    Help,
    Explore(Vec<Choice>),
}

/// One walk.
#[derive(Clone)]
pub(crate) struct Choice {
    pub(crate) origin: Origin,
    pub(crate) regions: usize,
    pub(crate) expiry: Expiry,
}

impl Command {
    /// Reads the arguments of the process.
    pub(crate) fn from_arguments() -> Result<Self, lexopt::Error> {
        let (mut origin, mut regions, mut expiry) = (None, None, None);
        let mut parser = Parser::from_env();
        while let Some(argument) = parser.next()? {
            match argument {
                Arg::Long("help") | Arg::Short('h') => return Ok(Self::Help),
                Arg::Long("origin") => origin = Some(parser.value()?.parse_with(read_origin)?),
                Arg::Long("regions") => regions = Some(parser.value()?.parse_with(read_regions)?),
                Arg::Long("expiry") => expiry = Some(parser.value()?.parse_with(read_expiry)?),
                other => return Err(other.unexpected()),
            }
        }
        let mut choices = Choice::default();
        if let Some(regions) = regions {
            choices.iter_mut().for_each(|choice| choice.regions = regions);
            choices.dedup_by(|one, other| one.origin == other.origin);
        }
        if let Some(origin) = origin {
            choices.retain(|choice| choice.origin == origin);
        }
        if let Some(expiry) = expiry {
            choices.iter_mut().for_each(|choice| choice.expiry = expiry);
        }
        Ok(Self::Explore(choices))
    }
}

impl Choice {
    /// What the walk counts, if that is known.
    pub(crate) fn known_counts(&self) -> Option<Counts> {
        Counts::known(&self.origin, self.regions, self.expiry)
    }

    /// What is explored in a few seconds.
    fn default() -> Vec<Self> {
        let choice = |origin, regions| Self { origin, regions, expiry: Expiry::Either };
        vec![choice(Origin::AwsKms, 2), choice(Origin::AwsKms, 3), choice(Origin::External, 2)]
    }
}

fn read_origin(text: &str) -> Result<Origin, &'static str> {
    match Origin::from(text) {
        origin @ (Origin::AwsKms | Origin::External) => Ok(origin),
        _ => Err("expected AWS_KMS or EXTERNAL"),
    }
}

fn read_regions(text: &str) -> Result<usize, &'static str> {
    let regions = text.parse().ok().filter(|regions| (1..=Code::MAX_REGIONS).contains(regions));
    regions.ok_or("expected a number from 1 to 8")
}

fn read_expiry(text: &str) -> Result<Expiry, &'static str> {
    match text {
        "never" => Ok(Expiry::Never),
        "either" => Ok(Expiry::Either),
        _ => Err("expected never or either"),
    }
}
