//! Where checks write down what they find.

use super::answer::{Answer, Refusal, RefusalText};
use super::code::ErrorCode;
use super::error::KmsError;
use super::finding::{Finding, Severity};
use super::place::Place;
use super::report::Report;
use super::rule::{Evidence, Rule};
use super::text::{Text, Words};

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
    /// What KMS answers is all that is said.
    Refusals(&'r mut Refusals),
}

/// What KMS refuses with, for a decision: what a refusal does not say is not made.
#[derive(Default)]
pub(super) struct Refusals {
    first: Option<KmsError>,
    /// The breaches of constraints that KMS counts, if the first is one of them.
    clauses: Vec<String>,
    unread: Option<Text>,
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
        let mut first = self.first.take()?;
        if !self.clauses.is_empty() {
            first.count(&std::mem::take(&mut self.clauses));
        }
        Some(first)
    }

    /// KMS refuses: the first time it says so, or counts one clause more.
    pub(super) fn push(
        &mut self,
        rule: &'static Rule,
        Refusal { code, text, evidence }: Refusal,
        place: Place,
        message: impl Words,
    ) -> &mut Option<Text> {
        let is_first = self.first.is_none();
        let message = match text {
            RefusalText::Whole(text) => text,
            RefusalText::NotKnown if is_first => message.say().on_one_line(),
            RefusalText::Clause(clause) if is_first || !self.clauses.is_empty() => {
                self.clauses.push(clause);
                Text::default()
            }
            RefusalText::NotKnown | RefusalText::Clause(_) => Text::default(),
        };
        if !is_first {
            return &mut self.unread;
        }
        &mut self.first.insert(KmsError { code, message, evidence, rule, place, help: None }).help
    }
}

/// Something that was found, of which more can be said.
pub(crate) struct Noted<'r> {
    help: &'r mut Option<Text>,
}

impl Noted<'_> {
    /// What to do about it.
    pub(crate) fn help(self, help: impl Into<Text>) {
        *self.help = Some(help.into());
    }

    /// What to do about it, where that can be said.
    pub(crate) fn help_if_known(self, help: Option<impl Into<Text>>) {
        *self.help = help.map(Into::into);
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
    ) -> Noted<'_> {
        let text = RefusalText::Whole(text.say());
        self.found(Severity::Error, Answer::Refuses(Refusal { code, text, evidence }), place, message)
    }

    /// KMS refuses, and nobody knows its text; the exception itself is a judgement of this crate.
    pub(crate) fn refused_in_unknown_words(
        &mut self,
        code: ErrorCode,
        place: Place,
        message: impl Words,
    ) -> Noted<'_> {
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
    ) -> Noted<'_> {
        let refusal = Refusal { code: ErrorCode::Validation, text: RefusalText::Clause(clause), evidence };
        self.found(Severity::Error, Answer::Refuses(refusal), place, message)
    }

    /// KMS never returns a document with this in it.
    pub(crate) fn never_returned(&mut self, place: Place, message: impl Words) -> Noted<'_> {
        self.found(Severity::Error, Answer::NeverReturns, place, message)
    }

    /// Not an error, but worth knowing.
    pub(crate) fn warned(&mut self, answer: Answer, place: Place, message: impl Words) -> Noted<'_> {
        self.found(Severity::Warning, answer, place, message)
    }

    fn found(&mut self, severity: Severity, answer: Answer, place: Place, message: impl Words) -> Noted<'_> {
        let rule = self.rule;
        let help = match (&mut self.found, answer) {
            (Found::Report(report), answer) => {
                let message = message.say().on_one_line();
                &mut report.push(Finding { rule, severity, answer, place, message, help: None }).help
            }
            (Found::Refusals(refusals), Answer::Refuses(refusal)) => {
                refusals.push(rule, refusal, place, message)
            }
            (Found::Refusals(refusals), _) => &mut refusals.unread,
        };
        Noted { help }
    }
}
