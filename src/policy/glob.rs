//! Patterns with `*` and `?`.

/// Whether upper and lower case are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Counts,
    Ignored,
}

/// A pattern in which `*` is any run of characters and `?` any one character.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glob<'p> {
    pattern: &'p str,
    case: Case,
}

/// One thing in a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Any run of characters.
    AnyRun,
    /// Any one character.
    AnyOne,
    /// This character.
    Exactly(char),
}

impl Unit {
    /// What a character means in a pattern.
    pub(super) const fn of(c: char) -> Self {
        match c {
            '*' => Self::AnyRun,
            '?' => Self::AnyOne,
            c => Self::Exactly(c),
        }
    }
}

/// From here on, patterns are cut at their stars, and each piece is searched for in one pass.
const LONG: usize = 4096;

impl<'p> Glob<'p> {
    pub(super) const fn new(pattern: &'p str, case: Case) -> Self {
        Self { pattern, case }
    }

    /// Whether the pattern matches the whole of `text`.
    ///
    /// The time grows with the length of the pattern plus that of the text, and nothing is allocated. With `?` or
    /// without regard to case, in long texts, it is at most the product of the two.
    pub(super) fn matches(self, text: &str) -> bool {
        let Self { pattern, case } = self;
        let is_short = pattern.len().saturating_mul(text.len()) <= LONG;
        if is_short || case == Case::Ignored || pattern.contains('?') {
            return units_match(pattern.chars().map(Unit::of), text, case);
        }
        let Some((start, rest)) = pattern.split_once('*') else { return pattern == text };
        let (middle, end) = rest.rsplit_once('*').unwrap_or(("", rest));
        let Some(inner) = text.strip_prefix(start).and_then(|text| text.strip_suffix(end)) else {
            return false;
        };
        // The first place where a piece stands leaves the most for those after it.
        let after = |text: &'_ str, piece: &str| text.find(piece).map(|at| at + piece.len());
        let mut at = 0;
        middle.split('*').all(|piece| {
            let found = inner.get(at..).and_then(|rest| after(rest, piece));
            at += found.unwrap_or_default();
            found.is_some()
        })
    }
}

/// Whether a pattern matches the whole of `text`.
///
/// Only the last star is ever gone back to, so the time is at most the length of the text times that of the pattern,
/// and nothing is allocated.
pub(super) fn units_match<P: Iterator<Item = Unit> + Clone>(mut pattern: P, text: &str, case: Case) -> bool {
    let mut text = text.chars();
    let mut last_star = None;
    loop {
        let there = text.clone();
        match (pattern.next(), text.next()) {
            (None, None) => return true,
            (Some(Unit::AnyRun), _) => {
                last_star = Some((pattern.clone(), there.clone()));
                text = there;
            }
            (Some(Unit::AnyOne), Some(_)) => {}
            (Some(Unit::Exactly(wanted)), Some(found)) if case.same(wanted, found) => {}
            _ => {
                // One more character for the last star.
                let Some((after_star, taken)) = &mut last_star else { return false };
                if taken.next().is_none() {
                    return false;
                }
                (pattern, text) = (after_star.clone(), taken.clone());
            }
        }
    }
}

impl Case {
    /// Whether two characters are the same. No other character is the same as one of ASCII.
    pub(super) fn same(self, one: char, other: char) -> bool {
        one == other
            || self == Self::Ignored
                && (one.eq_ignore_ascii_case(&other)
                    || !one.is_ascii() && !other.is_ascii() && one.to_lowercase().eq(other.to_lowercase()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Case, Glob};

    /// What a pattern means, as its definition reads.
    fn naive(pattern: &[char], text: &[char]) -> bool {
        match (pattern, text) {
            ([], []) => true,
            (['*', rest @ ..], _) => {
                naive(rest, text) || text.split_first().is_some_and(|(_, t)| naive(pattern, t))
            }
            (['?', rest @ ..], [_, text @ ..]) => naive(rest, text),
            ([wanted, rest @ ..], [found, text @ ..]) => wanted == found && naive(rest, text),
            _ => false,
        }
    }

    #[test]
    fn a_pattern_means_what_its_definition_says() {
        let alphabet = ['a', 'b', '*', '?'];
        let texts = |letters: &[char], most: u32| {
            let mut all = vec![String::new()];
            let mut last = all.clone();
            for _ in 0..most {
                last = last.iter().flat_map(|t| letters.iter().map(move |c| format!("{t}{c}"))).collect();
                all.extend(last.iter().cloned());
            }
            all
        };
        let mut matched = 0;
        for pattern in texts(&alphabet, 4) {
            for text in texts(&alphabet[..2], 5) {
                let expected = naive(&pattern.chars().collect::<Vec<_>>(), &text.chars().collect::<Vec<_>>());
                assert_eq!(Glob::new(&pattern, Case::Counts).matches(&text), expected, "{pattern} {text}");
                matched += usize::from(expected);
            }
        }
        assert_eq!(matched, 6_167);
    }

    #[test]
    fn case_matters_only_where_it_counts() {
        assert!(Glob::new("KMS:de*", Case::Ignored).matches("kms:Decrypt"));
        assert!(!Glob::new("KMS:de*", Case::Counts).matches("kms:Decrypt"));
    }

    #[test]
    fn many_stars_do_not_explode() {
        let pattern = "*a".repeat(5_000);
        assert!(!Glob::new(&pattern, Case::Counts).matches(&format!("{}b", "a".repeat(10_000))));
    }

    #[test]
    fn a_long_run_after_a_star_does_not_explode() {
        let (pattern, text) = (format!("*{}b*", "a".repeat(16_000)), "a".repeat(1_000_000));
        assert!(!Glob::new(&pattern, Case::Counts).matches(&text));
        assert!(Glob::new(&pattern, Case::Counts).matches(&format!("{text}b")));
    }

    #[test]
    fn a_long_pattern_means_the_same_as_its_units() {
        let long = "x".repeat(super::LONG);
        for pattern in ["*", "**", "*a*", "a*", "*b", "a*b", "*ab*b*", "a*a", "ab", "*x*x*x*"] {
            for text in ["", "a", "b", "ab", "aab", "abb", "abab", "ba"] {
                for (pattern, text) in [
                    (format!("{long}{pattern}"), format!("{long}{text}")),
                    (format!("{pattern}{long}"), format!("{text}{long}")),
                    (pattern.to_owned(), format!("{text}{long}{text}")),
                ] {
                    let units = pattern.chars().map(super::Unit::of);
                    let expected = super::units_match(units, &text, Case::Counts);
                    assert_eq!(
                        Glob::new(&pattern, Case::Counts).matches(&text),
                        expected,
                        "{pattern} {text}"
                    );
                }
            }
        }
    }
}
