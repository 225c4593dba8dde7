//! Where checks write down what they find.

use super::answer::{Answer, Refusal, RefusalText};
use super::code::ErrorCode;
use super::edit::Edit;
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
    /// Of a finding that is read.
    edit: Option<&'r mut Option<Box<Edit>>>,
}

impl Noted<'_> {
    /// What to do about it.
    pub(crate) fn help(&mut self, help: impl Into<Text>) {
        *self.help = Some(help.into());
    }

    /// What to do about it, where that can be said.
    pub(crate) fn help_if_known(&mut self, help: Option<impl Into<Text>>) {
        *self.help = help.map(Into::into);
    }

    /// A change that does it.
    pub(crate) fn edit(&mut self, edit: Option<Box<Edit>>) {
        if let Some(place) = &mut self.edit {
            **place = edit;
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

    /// It works, and could be better.
    pub(crate) fn suggested(&mut self, place: Place, message: impl Words) -> Noted<'_> {
        self.found(Severity::Suggestion, Answer::Accepts, place, message)
    }

    /// An error, whatever KMS does about it.
    pub(crate) fn mistaken(&mut self, answer: Answer, place: Place, message: impl Words) -> Noted<'_> {
        self.found(Severity::Error, answer, place, message)
    }

    /// What was found in a document that a text of this document holds: of each finding the rule is its own, and the
    /// place is told by `placed`. A change to the inner document is none to this one.
    pub(crate) fn found_inside(&mut self, inner: Report, mut placed: impl FnMut(&Place) -> Place) {
        for finding in inner {
            match &mut self.found {
                Found::Report(report) => {
                    let place = placed(&finding.place);
                    report.push(Finding { place, edit: None, ..finding });
                }
                Found::Refusals(refusals) => {
                    let Finding { rule, severity: Severity::Error, answer, place, message, help, .. } =
                        finding
                    else {
                        continue;
                    };
                    if let Answer::Refuses(refusal) = answer {
                        // Of others than the first, nobody asks for the place.
                        let place = if refusals.is_empty() { placed(&place) } else { place };
                        *refusals.push(rule, refusal, place, message) = help;
                    }
                }
            }
        }
    }

    /// A breach of this severity, with this answer.
    pub(crate) fn found(
        &mut self,
        severity: Severity,
        answer: Answer,
        place: Place,
        message: impl Words,
    ) -> Noted<'_> {
        let rule = self.rule;
        match (&mut self.found, answer) {
            (Found::Report(report), answer) => {
                let message = message.say().on_one_line();
                let found = Finding { rule, severity, answer, place, message, help: None, edit: None };
                let Finding { help, edit, .. } = report.push(found);
                Noted { help, edit: Some(edit) }
            }
            (Found::Refusals(refusals), Answer::Refuses(refusal)) => {
                Noted { help: refusals.push(rule, refusal, place, message), edit: None }
            }
            (Found::Refusals(refusals), _) => Noted { help: &mut refusals.unread, edit: None },
        }
    }
}
