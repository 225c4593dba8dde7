//! Where checks write down what they find.

use super::answer::{Answer, Refusal, RefusalText};
use super::code::ErrorCode;
use super::error::KmsError;
use super::finding::{Finding, Severity};
use super::place::Place;
use super::report::Report;
use super::rule::{Evidence, Rule};
use super::text::Words;

/// Where a check writes down that its rule is broken: every finding made through it cites that rule.
pub(crate) struct Broken<'r> {
    rule: &'static Rule,
    found: Found<'r>,
}

impl Report {
    /// Where the breaches of this rule are written down.
    pub(crate) fn broken(&mut self, rule: &'static Rule) -> Broken<'_> {
        Broken { rule, found: Found::Report(self) }
    }
}

/// What becomes of the findings.
enum Found<'r> {
    /// They are read.
    Report(&'r mut Report),
    /// The first refusal is what KMS answers, and nothing else is said.
    Refusals(&'r mut Refusals),
}

/// The findings by which KMS refuses, for a decision: what a refusal does not say is not made.
#[derive(Default)]
pub(super) struct Refusals {
    first: Option<Finding>,
    others: Report,
}

impl Refusals {
    pub(super) fn broken(&mut self, rule: &'static Rule) -> Broken<'_> {
        Broken { rule, found: Found::Refusals(self) }
    }

    /// Whether nothing was found, as after nearly every check.
    pub(super) const fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    /// The refusal, if one was found.
    pub(super) fn take(&mut self) -> Option<KmsError> {
        let first = self.first.take_if(|finding| finding.refuses())?;
        KmsError::of(first, std::mem::take(&mut self.others).into_iter().filter(Finding::refuses))
    }

    fn push(&mut self, finding: Finding) -> &mut Finding {
        if self.first.as_ref().is_some_and(Finding::refuses) {
            self.others.push(finding)
        } else {
            self.first.insert(finding)
        }
    }
}

impl Broken<'_> {
    /// KMS refuses, and its text is known as well as the grade says.
    pub(crate) fn refused(
        &mut self,
        code: ErrorCode,
        text: impl Words,
        evidence: Evidence,
        place: Place,
        message: impl Words,
    ) -> &mut Finding {
        let text = RefusalText::Whole(text.say());
        self.found(Severity::Error, Answer::Refuses(Refusal { code, text, evidence }), place, message)
    }

    /// KMS refuses, and nobody knows its text; the exception itself is a judgement of this crate.
    pub(crate) fn refused_in_unknown_words(
        &mut self,
        code: ErrorCode,
        place: Place,
        message: impl Words,
    ) -> &mut Finding {
        let refusal = Refusal { code, text: RefusalText::NotKnown, evidence: Evidence::Inferred };
        self.found(Severity::Error, Answer::Refuses(refusal), place, message)
    }

    /// KMS counts the breach as one clause of a `ValidationException`.
    pub(crate) fn counted(
        &mut self,
        clause: String,
        evidence: Evidence,
        place: Place,
        message: impl Words,
    ) -> &mut Finding {
        let refusal = Refusal { code: ErrorCode::Validation, text: RefusalText::Clause(clause), evidence };
        self.found(Severity::Error, Answer::Refuses(refusal), place, message)
    }

    /// KMS never returns a document with this in it.
    pub(crate) fn never_returned(&mut self, place: Place, message: impl Words) -> &mut Finding {
        self.found(Severity::Error, Answer::NeverReturns, place, message)
    }

    /// Not an error, but worth knowing.
    pub(crate) fn warned(&mut self, answer: Answer, place: Place, message: impl Words) -> &mut Finding {
        self.found(Severity::Warning, answer, place, message)
    }

    fn found(
        &mut self,
        severity: Severity,
        answer: Answer,
        place: Place,
        message: impl Words,
    ) -> &mut Finding {
        let is_read = matches!(self.found, Found::Report(_)) || answer.is_in_unknown_words();
        let message = if is_read { on_one_line(message.say().into_string()) } else { String::new() };
        let finding = Finding { rule: self.rule, severity, answer, place, message, help: None };
        match &mut self.found {
            Found::Report(report) => report.push(finding),
            Found::Refusals(refusals) => refusals.push(finding),
        }
    }
}

/// A message is one line, whatever it quotes.
fn on_one_line(message: String) -> String {
    if !message.contains(char::is_control) {
        return message;
    }
    let mut line = String::with_capacity(message.len() + 8);
    for c in message.chars() {
        match c.is_control() {
            true => line.extend(c.escape_default()),
            false => line.push(c),
        }
    }
    line
}
