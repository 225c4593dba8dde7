//! What is printed of a walk.

use std::fmt;
use std::time::Duration;

use kms_mrk::key::Origin;

use crate::options::Choice;
use crate::table::table;
use crate::walk::{Bounds, Counts, Expiry, Walk, name};

pub(crate) struct Report<'a> {
    pub(crate) choice: &'a Choice,
    pub(crate) bounds: &'a Bounds,
    pub(crate) walk: &'a Walk,
    pub(crate) took: Duration,
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { choice, bounds, walk, took } = self;
        let regions: Vec<_> =
            bounds.regions.iter().enumerate().map(|(at, region)| format!("{} {region}", name(at))).collect();
        let material = match (&choice.origin, choice.expiry) {
            (Origin::AwsKms, _) => "",
            (_, Expiry::Never) => ", material never expires",
            (_, Expiry::Either) => ", material may expire",
        };
        writeln!(f, "Origin {}{material}; {}", choice.origin, regions.join(", "))?;
        let (counts, speed) = (Counts::from(*walk), walk.transitions as f64 / took.as_secs_f64());
        writeln!(f, "{counts}; {speed:.0} transitions a second")?;
        if let Some(known) = choice.known_counts().filter(|known| *known != counts) {
            writeln!(f, "counted otherwise: {known}")?;
        }
        for (invariant, way) in &walk.broken {
            writeln!(f, "broken: {}: {way}", invariant.sentence)?;
        }
        let rows: Vec<_> = walk
            .witnesses()
            .map(|witness| {
                let (answer, way) = match (witness.accepted, witness.refused) {
                    (Some(way), _) => ("accepted", way),
                    (None, way) => ("refused", way.unwrap_or_default()),
                };
                [witness.operation.to_string(), witness.state.to_string(), answer.to_owned(), way]
            })
            .collect();
        writeln!(f, "\n{}", table(&rows))
    }
}
