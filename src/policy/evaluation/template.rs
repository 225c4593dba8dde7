//! Texts of a policy in which variables stand.

use std::str::Chars;

use super::context::Known;
use super::request::AccessRequest;
use super::truth::Truth;
use super::unknown::Unknowns;
use crate::policy::glob::{Case, Glob, Unit, units_match};
use crate::policy::variable::{OPENING, Part, Parts};

/// Whether `*` and `?` are wildcards in a text of a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wildcards {
    Match,
    AreText,
}

/// What `${…}` is in a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Variables {
    /// A variable: from version 2012-10-17 on.
    AreReplaced,
    /// Those characters.
    AreText,
}

/// Compares the texts of a policy with those of a request.
#[derive(Clone, Copy, Debug)]
pub(super) struct Texts<'r> {
    pub(super) request: &'r AccessRequest<'r>,
    pub(super) variables: Variables,
    pub(super) kind: PolicyKind,
}

/// What kind of policy a statement stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PolicyKind {
    /// A key policy: its statements say whom they are about.
    Key,
    /// An IAM policy: its statements are about the principal that it is attached to.
    Identity,
}

impl<'r> Texts<'r> {
    /// Whether a text of the policy, with its variables replaced, matches the whole of `found`.
    ///
    /// A variable that has no value matches nothing. What a variable stands for has no wildcards.
    ///
    /// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html>
    pub(super) fn matches(
        self,
        policy: &str,
        found: &str,
        wildcards: Wildcards,
        case: Case,
        unknowns: &mut Unknowns,
    ) -> Truth {
        if !self.has_variables(policy) {
            return Truth::from(match (wildcards, case) {
                (Wildcards::AreText, Case::Counts) => policy == found,
                (Wildcards::AreText, Case::Ignored) => same_ignoring_case(policy, found),
                (Wildcards::Match, _) => Glob::new(policy, case).matches(found),
            });
        }
        match self.has_values(policy, unknowns) {
            Truth::True => {
                let units = Units::of(policy, self, wildcards);
                Truth::from(units_match(units, found, case))
            }
            without => without,
        }
    }

    pub(super) fn has_variables(self, policy: &str) -> bool {
        self.variables == Variables::AreReplaced && policy.contains(OPENING)
    }

    /// Whether every variable has a value.
    fn has_values(self, policy: &str, unknowns: &mut Unknowns) -> Truth {
        let mut all = Truth::True;
        for piece in (Pieces { rest: policy }) {
            let Piece::Variable(variable) = piece else { continue };
            let has = match variable.value(self) {
                Value::Is(_) => Truth::True,
                Value::None => Truth::False,
                Value::NotKnown => {
                    unknowns.note_key(variable.name);
                    Truth::Unknown
                }
            };
            all = all.and(has);
        }
        all
    }
}

fn same_ignoring_case(one: &str, other: &str) -> bool {
    if one.eq_ignore_ascii_case(other) {
        return true;
    }
    let (mut one, mut other) = (one.chars(), other.chars());
    loop {
        match (one.next(), other.next()) {
            (None, None) => return true,
            (Some(one), Some(other)) if Case::Ignored.same(one, other) => {}
            _ => return false,
        }
    }
}

/// A variable, as it is evaluated.
#[derive(Clone, Copy, Debug)]
struct Variable<'p> {
    name: &'p str,
    default: Option<&'p str>,
}

/// What a variable stands for.
enum Value<'v> {
    Is(&'v str),
    None,
    NotKnown,
}

impl<'p> Variable<'p> {
    fn value<'v>(self, texts: Texts<'v>) -> Value<'v>
    where
        'p: 'v,
    {
        if matches!(self.name, "*" | "?" | "$") {
            return Value::Is(self.name);
        }
        match texts.request.known(self.name, texts.kind) {
            Known::One(value) => Value::Is(value),
            Known::Unsaid => Value::NotKnown,
            // A variable stands for one value, so a key with several has none.
            Known::Missing | Known::Many(_) => self.default.map_or(Value::None, Value::Is),
        }
    }
}

/// A piece of a text.
enum Piece<'t> {
    /// Characters and wildcards.
    Text(&'t str),
    /// What is replaced.
    Variable(Variable<'t>),
}

/// A text, piece by piece; what begins as a variable and is none is text.
#[derive(Clone, Debug)]
struct Pieces<'t> {
    rest: &'t str,
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        let (range, part) = Parts::of(self.rest).next()?;
        let is_none = matches!(part, Part::Faulty(_));
        let length = if is_none { until_next_variable(self.rest) } else { range.end };
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(match part {
            Part::Plain(_) | Part::Faulty(_) => Piece::Text(text),
            Part::Escaped(_) => {
                let name = text.trim_start_matches(OPENING).trim_end_matches('}');
                Piece::Variable(Variable { name, default: None })
            }
            Part::Variable { key, default } => Piece::Variable(Variable { name: key.trim(), default }),
        })
    }
}

/// Where the second variable begins of a text that begins with one.
fn until_next_variable(text: &str) -> usize {
    let next = text.get(OPENING.len()..).and_then(|rest| rest.find(OPENING));
    next.map_or(text.len(), |at| OPENING.len() + at)
}

/// A text with its variables replaced, one character or wildcard after the other.
#[derive(Clone, Debug)]
struct Units<'t> {
    texts: Texts<'t>,
    wildcards: Wildcards,
    pieces: Pieces<'t>,
    /// What is left of a piece that is text.
    text: Chars<'t>,
    /// What is left of what a variable stands for.
    value: Chars<'t>,
}

impl<'t> Units<'t> {
    fn of(policy: &'t str, texts: Texts<'t>, wildcards: Wildcards) -> Self {
        Self { texts, wildcards, pieces: Pieces { rest: policy }, text: "".chars(), value: "".chars() }
    }
}

impl Iterator for Units<'_> {
    type Item = Unit;

    fn next(&mut self) -> Option<Unit> {
        loop {
            if let Some(c) = self.text.next() {
                return Some(match self.wildcards {
                    Wildcards::Match => Unit::of(c),
                    Wildcards::AreText => Unit::Exactly(c),
                });
            }
            if let Some(c) = self.value.next() {
                return Some(Unit::Exactly(c));
            }
            match self.pieces.next()? {
                Piece::Text(text) => self.text = text.chars(),
                Piece::Variable(variable) => {
                    self.value = match variable.value(self.texts) {
                        Value::Is(value) => value.chars(),
                        Value::None | Value::NotKnown => "".chars(),
                    };
                }
            }
        }
    }
}

/// The six components of an ARN in a policy; the colons of a variable separate nothing.
pub(super) struct ArnParts<'p> {
    rest: Option<&'p str>,
    variables: Variables,
    left: usize,
}

impl<'p> ArnParts<'p> {
    pub(super) const fn of(text: &'p str, variables: Variables) -> Self {
        Self { rest: Some(text), variables, left: 6 }
    }

    /// The byte of the first colon that separates.
    fn colon(&self, text: &str) -> Option<usize> {
        if self.variables == Variables::AreText || !text.contains(OPENING) {
            return text.find(':');
        }
        let mut pieces = Pieces { rest: text };
        loop {
            let before = text.len() - pieces.rest.len();
            if let Piece::Text(piece) = pieces.next()?
                && let Some(at) = piece.find(':')
            {
                return Some(before + at);
            }
        }
    }
}

impl<'p> Iterator for ArnParts<'p> {
    type Item = &'p str;

    fn next(&mut self) -> Option<&'p str> {
        let rest = self.rest.take()?;
        self.left -= 1;
        if self.left == 0 {
            return Some(rest);
        }
        let Some((part, after)) = self.colon(rest).and_then(|at| rest.split_at_checked(at)) else {
            return Some(rest);
        };
        self.rest = after.strip_prefix(':');
        Some(part)
    }
}
