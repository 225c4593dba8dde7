//! Policy variables: what a request fills into a policy.

use std::ops::Range;

/// A part of a text in which variables may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// Characters that mean themselves, or are wildcards where the place has wildcards.
    Plain(&'t str),
    /// `${*}`, `${?}` or `${$}`: the character itself.
    Escaped(char),
    /// `${key}` or `${key, 'default'}`: the value of a condition key, or the default if the request has none. The key may
    /// be one that no variable has: see [`VariableFault::of_key`].
    Variable { key: &'t str, default: Option<&'t str> },
    /// What begins as a variable and is none.
    Faulty(VariableFault),
}

/// What is wrong with a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum VariableFault {
    /// It has no `}`.
    NotClosed,
    /// There is nothing in it.
    Empty,
    /// There is a space in its key.
    Space,
    /// Its default does not stand between two single quotes.
    NotQuoted,
}

impl VariableFault {
    /// What is wrong with the key of a variable.
    pub(super) fn of_key(key: &str) -> Option<Self> {
        if key.trim_ascii().is_empty() {
            return Some(Self::Empty);
        }
        key.contains(char::is_whitespace).then_some(Self::Space)
    }
}

/// The parts of a text, in order, each with the bytes that it takes.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html>
#[derive(Clone, Debug)]
pub(super) struct Parts<'t> {
    text: &'t str,
    at: usize,
}

pub(super) const OPENING: &str = "${";

impl<'t> Parts<'t> {
    pub(super) const fn of(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// What stands at the beginning of `rest`, which is a variable or begins as one, and how long it is.
    fn variable(rest: &'t str) -> (Part<'t>, usize) {
        let inside = rest.get(OPENING.len()..).unwrap_or_default();
        let Some(length) = end_of(inside) else {
            return (Part::Faulty(VariableFault::NotClosed), rest.len());
        };
        let inside = inside.get(..length).unwrap_or_default();
        (Self::meaning(inside), OPENING.len() + length + 1)
    }

    fn meaning(inside: &'t str) -> Part<'t> {
        let mut characters = inside.chars();
        if let (Some(escaped @ ('*' | '?' | '$')), None) = (characters.next(), characters.next()) {
            return Part::Escaped(escaped);
        }
        let (key, default) = match inside.split_once(',') {
            Some((key, default)) => (key, Some(default)),
            None => (inside, None),
        };
        let Some(default) = default else { return Part::Variable { key, default: None } };
        let quoted = default.trim_ascii().strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
        match quoted {
            Some(default) if !default.contains('\'') => Part::Variable { key, default: Some(default) },
            _ => Part::Faulty(VariableFault::of_key(key).unwrap_or(VariableFault::NotQuoted)),
        }
    }
}

/// Where the variable ends whose inside begins the text: at the first `}` that is not in its quoted default.
fn end_of(inside: &str) -> Option<usize> {
    // Before another variable begins, something must have closed this one.
    let first = inside.get(..inside.find(OPENING).unwrap_or(inside.len()))?.find('}')?;
    let quoted = inside.get(..first)?.split_once('\'').map(|(before, _)| before.len() + 1);
    let closing_quote = quoted.and_then(|from| inside.get(from..)?.find('\'').map(|at| from + at));
    match closing_quote {
        Some(quote) if quote > first => inside.get(quote..)?.find('}').map(|at| quote + at),
        _ => Some(first),
    }
}

impl<'t> Iterator for Parts<'t> {
    type Item = (Range<usize>, Part<'t>);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let (part, length) = match rest.find(OPENING) {
            Some(0) => Self::variable(rest),
            Some(at) => (Part::Plain(rest.get(..at).unwrap_or_default()), at),
            None => (Part::Plain(rest), rest.len()),
        };
        let range = self.at..self.at + length;
        self.at = range.end;
        Some((range, part))
    }
}

#[cfg(test)]
mod tests {
    use super::Part::{Escaped, Faulty, Plain, Variable};
    use super::{Part, Parts, VariableFault};

    fn parts(text: &str) -> Vec<Part<'_>> {
        let mut end = 0;
        let parts: Vec<_> = Parts::of(text)
            .map(|(range, part)| {
                assert_eq!(range.start, end, "{text}");
                end = range.end;
                part
            })
            .collect();
        assert_eq!(end, text.len(), "{text}");
        parts
    }

    #[test]
    fn a_text_is_its_parts() {
        assert_eq!(parts(""), []);
        assert_eq!(parts("a$b{c}"), [Plain("a$b{c}")]);
        assert_eq!(
            parts("home/${aws:username}/${*}"),
            [Plain("home/"), Variable { key: "aws:username", default: None }, Plain("/"), Escaped('*')]
        );
        assert_eq!(parts("${?}${$}"), [Escaped('?'), Escaped('$')]);
    }

    #[test]
    fn a_default_stands_in_quotes() {
        let key = "aws:PrincipalTag/team";
        assert_eq!(parts("${aws:PrincipalTag/team, 'all'}"), [Variable { key, default: Some("all") }]);
        assert_eq!(parts("${aws:PrincipalTag/team,'a}b'}"), [Variable { key, default: Some("a}b") }]);
        for faulty in
            ["${aws:PrincipalTag/team, all}", "${aws:PrincipalTag/team, 'all}", "${aws:PrincipalTag/team,}"]
        {
            assert_eq!(parts(faulty), [Faulty(VariableFault::NotQuoted)], "{faulty}");
        }
    }

    #[test]
    fn a_faulty_variable_says_what_is_wrong() {
        assert_eq!(parts("x${aws:username"), [Plain("x"), Faulty(VariableFault::NotClosed)]);
        assert_eq!(parts("${aws:username/${aws:userid}"), [Faulty(VariableFault::NotClosed)]);
        for (faulty, key, fault) in [
            ("${}", "", VariableFault::Empty),
            ("${ }", " ", VariableFault::Empty),
            ("${aws: username}", "aws: username", VariableFault::Space),
        ] {
            assert_eq!(parts(faulty), [Variable { key, default: None }]);
            assert_eq!(VariableFault::of_key(key), Some(fault));
        }
        assert_eq!(parts("${aws: username, all}"), [Faulty(VariableFault::Space)]);
        assert_eq!(VariableFault::of_key("aws:username"), None);
    }
}
