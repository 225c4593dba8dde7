//! Choices that are taken one after the other.

use proptest::prelude::*;
use proptest::sample::Index;

/// Choices for what is put together step by step, where each step knows what there is to choose from.
///
/// They shrink towards the first of what there is.
#[derive(Clone, Debug)]
pub(super) struct Draw {
    choices: [Index; 24],
    taken: usize,
}

pub(super) fn draw() -> impl Strategy<Value = Draw> {
    any::<[Index; 24]>().prop_map(|choices| Draw { choices, taken: 0 })
}

impl Draw {
    /// A number below `end`, which is not 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let choice = self.choices.get(self.taken % self.choices.len()).map(|choice| choice.index(end));
        self.taken += 1;
        choice.unwrap_or_default()
    }

    /// Whether something happens that happens once in so many times.
    pub(super) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) + 1 == times
    }

    /// One of several.
    pub(super) fn one<'t, T>(&mut self, all: &'t [T]) -> Option<&'t T> {
        if all.is_empty() { None } else { all.get(self.below(all.len())) }
    }

    /// One of several texts.
    pub(super) fn text<'t>(&mut self, all: &[&'t str]) -> &'t str {
        self.one(all).copied().unwrap_or_default()
    }

    /// Some of several texts, at least one, in their order.
    pub(super) fn some<'t>(&mut self, all: &[&'t str]) -> Vec<&'t str> {
        let chosen = 1 + self.below((1 << all.len()) - 1);
        all.iter().enumerate().filter(|(bit, _)| chosen >> bit & 1 == 1).map(|(_, text)| *text).collect()
    }
}
