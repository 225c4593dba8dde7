//! How many states there are, and how many steps.

use std::fmt;

use kms_mrk::key::Origin;

use super::bounds::Expiry;
use super::search::Walk;

/// How much there was on a walk.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Counts {
    /// That the set is gone is one of them.
    pub states: usize,
    /// How often a step led from a state to a state.
    pub transitions: u64,
    /// How often KMS refused a call.
    pub refusals: u64,
}

/// What is known of the walk in some bounds.
pub struct Known {
    pub origin: Origin,
    pub regions: usize,
    pub expiry: Expiry,
    pub counts: Counts,
}

const fn known(origin: Origin, regions: usize, expiry: Expiry, counts: [u64; 3]) -> Known {
    let [states, transitions, refusals] = counts;
    Known { origin, regions, expiry, counts: Counts { states: states as usize, transitions, refusals } }
}

/// Every walk whose counts are known. Those of the last are compared by the example `explore`: the tests have no time for
/// it.
#[rustfmt::skip]
pub static KNOWN: [Known; 9] = [
    known(Origin::AwsKms,   1, Expiry::Never,  [37, 139, 212]),
    known(Origin::AwsKms,   2, Expiry::Never,  [385, 2_204, 5_832]),
    known(Origin::AwsKms,   3, Expiry::Never,  [3_061, 23_931, 74_892]),
    known(Origin::External, 1, Expiry::Never,  [27, 146, 202]),
    known(Origin::External, 1, Expiry::Either, [65, 516, 524]),
    known(Origin::External, 2, Expiry::Never,  [777, 8_185, 14_688]),
    known(Origin::External, 2, Expiry::Either, [4_219, 63_882, 86_419]),
    known(Origin::External, 3, Expiry::Never,  [13_527, 210_050, 408_369]),
    known(Origin::External, 3, Expiry::Either, [175_239, 3_947_838, 5_735_305]),
];

impl Counts {
    /// What a walk counts, if that is known. Material that KMS makes never expires.
    pub fn known(origin: &Origin, regions: usize, expiry: Expiry) -> Option<Self> {
        let expiry = if *origin == Origin::External { expiry } else { Expiry::Never };
        let is_asked_for =
            |known: &&Known| known.origin == *origin && known.regions == regions && known.expiry == expiry;
        KNOWN.iter().find(is_asked_for).map(|known| known.counts)
    }
}

impl From<&Walk> for Counts {
    fn from(walk: &Walk) -> Self {
        Self { states: walk.states(), transitions: walk.transitions, refusals: walk.refusals }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { states, transitions, refusals } = self;
        write!(f, "{states} states, {transitions} transitions, {refusals} refusals")
    }
}
