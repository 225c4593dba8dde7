//! Where a key policy is to stand, and where its text comes from.

use std::collections::BTreeMap;

use super::correction::replace;
use crate::identity::Region;
use crate::policy::region_in_text::RegionInText;
use crate::policy::setting::{KeyKind, Setting};
use crate::verdict::{Applicability, Edit, Place};

/// The key to which a policy belongs or will belong, and, for a text that moves, the key whose policy it is.
#[derive(Clone, Copy)]
pub(in crate::policy) struct Ground<'a> {
    pub(super) here: &'a Setting<'a>,
    pub(super) from: Option<&'a Setting<'a>>,
}

/// Why a Region in a text does not fit.
#[derive(Clone, Copy)]
pub(super) enum Misfit<'a> {
    /// The key is in this other one.
    KeyIsIn(&'a Region),
    /// The Region of the key is not known, and of related keys only one can be there.
    OneRegion,
}

impl<'a> Ground<'a> {
    /// A policy that stays where it is.
    pub(in crate::policy) const fn of(here: &'a Setting<'a>) -> Self {
        Self { here, from: None }
    }

    /// A text that moves.
    pub(in crate::policy) const fn between(from: &'a Setting<'a>, to: &'a Setting<'a>) -> Self {
        Self { here: to, from: Some(from) }
    }

    pub(super) const fn is_move(self) -> bool {
        self.from.is_some()
    }

    /// Whether the policy has to fit several Regions: it moves, or it is that of a multi-Region key.
    pub(super) fn is_for_several_regions(self) -> bool {
        self.is_move() || matches!(self.kind(), Some(KeyKind::Primary | KeyKind::Replica))
    }

    /// What the key is; a text moves to a replica key unless somebody says otherwise.
    pub(super) fn kind(self) -> Option<KeyKind> {
        self.here.key().or_else(|| self.from.map(|_| KeyKind::Replica))
    }

    /// What the key is whose policy the text was.
    pub(super) fn earlier_kind(self) -> Option<KeyKind> {
        self.from.map(|from| from.key().unwrap_or(KeyKind::Primary))
    }

    /// Whether a Region that a text names does not fit, and why.
    pub(super) fn misfit(self, found: RegionInText<'_>) -> Option<Misfit<'a>> {
        match self.here.region() {
            Some(region) => (!found.means(region)).then_some(Misfit::KeyIsIn(region)),
            None if found.is_pattern() => None,
            None if !self.is_move() && self.kind() == Some(KeyKind::SingleRegion) => None,
            None => Some(Misfit::OneRegion),
        }
    }
}

/// The Regions in the texts of one list, of which one may mend another. In a list all that do not fit, do not for the same
/// reason.
pub(super) struct Others<'t, F> {
    all: F,
    looked_at: usize,
    /// Whether those are mended that are alike but for their Regions: looked up after a few.
    mended: BTreeMap<[&'t str; 2], Mended<'t>>,
}

/// What is known of texts that are alike but for their Regions.
struct Mended<'t> {
    first: RegionInText<'t>,
    is_mended: bool,
}

/// So many times, all others are gone through.
const FEW: usize = 16;

impl<'t, I: Iterator<Item = RegionInText<'t>>, F: Fn() -> I> Others<'t, F> {
    pub(super) const fn new(all: F) -> Self {
        Self { all, looked_at: 0, mended: BTreeMap::new() }
    }

    /// Whether one of them mends one that does not fit.
    pub(super) fn mend(&mut self, misfit: Misfit<'_>, found: RegionInText<'_>) -> bool {
        self.looked_at += 1;
        if self.looked_at <= FEW {
            return (self.all)().any(|other| misfit.is_mended_by(found, other));
        }
        if self.mended.is_empty() {
            for other in (self.all)() {
                let alike = self.mended.entry(other.around());
                let alike = alike.or_insert(Mended { first: other, is_mended: false });
                alike.is_mended |= match misfit {
                    Misfit::KeyIsIn(region) => other.means(region),
                    Misfit::OneRegion => other.name != alike.first.name,
                };
            }
        }
        self.mended.get(&found.around()).is_some_and(|alike| alike.is_mended)
    }
}

impl<'a> Misfit<'a> {
    /// Whether another text of the same list mends it.
    fn is_mended_by(self, found: RegionInText<'_>, other: RegionInText<'_>) -> bool {
        other.is_alike_but_for_region(found)
            && match self {
                Self::KeyIsIn(region) => other.means(region),
                Self::OneRegion => other.name != found.name,
            }
    }

    /// The change that puts the Region of the key in the place of the one that was found. If the text moves, that is
    /// right as surely as the caller says for the Region where the text comes from, and for no other Region.
    pub(super) fn edit(
        self,
        found: RegionInText<'_>,
        place: &Place,
        ground: Ground<'_>,
        applicability: Applicability,
    ) -> Option<Box<Edit>> {
        let Self::KeyIsIn(region) = self else { return None };
        let applicability = match ground.from {
            None => Applicability::MaybeIncorrect,
            Some(from) if from.region().is_none_or(|from| found.name != from.as_str()) => return None,
            // In another partition, more than the Region is another.
            Some(from) if from.partition() != ground.here.partition() => Applicability::MaybeIncorrect,
            Some(_) => applicability,
        };
        if found.is_pattern() { None } else { replace(place.clone(), region.as_str(), applicability) }
    }

    /// The second half of a message.
    pub(super) fn words(self) -> String {
        match self {
            Self::KeyIsIn(region) => format!("the key is in `{region}`"),
            Self::OneRegion => "which binds the policy to that Region".to_owned(),
        }
    }
}
