//! An ordered list of findings.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use super::answer::{Answer, Refusal, RefusalText};
use super::code::ErrorCode;
use super::error::KmsError;
use super::finding::{Finding, Severity};
use super::place::Place;
use super::rule::{Evidence, Rule};

/// Every breach that a check found, in the order in which KMS checks.
///
/// The first finding of severity error is the one that KMS answers with; [`refusal`](Self::refusal) puts it in
/// KMS's words. An empty report allocates nothing.
///
/// ```
/// use kms_mrk::operation::{Operation, ReplicateKey, Setting};
/// use kms_mrk::verdict::{Evidence, Severity};
///
/// let request = ReplicateKey::new("alias/backup".parse()?, "us-east-1".parse()?);
/// let report = request.check(&Setting::new());
///
/// assert!(!report.is_accepted());
/// let refusal = report.refusal().unwrap();
/// assert_eq!(refusal.to_string(), "InvalidArnException: Key Aliases are not supported for this operation.");
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Report {
    findings: Vec<Finding>,
}

impl Report {
    /// A report without findings.
    #[must_use]
    pub const fn new() -> Self {
        Self { findings: Vec::new() }
    }

    /// The findings, in order.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The findings, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.findings.iter()
    }

    /// How many findings there are, of any severity.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.findings.len()
    }

    /// Whether nothing was found at all.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// Whether there is no finding of severity error; warnings and suggestions may be there.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.errors().next().is_none()
    }

    /// The findings of severity error, in order.
    pub fn errors(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.severity == Severity::Error)
    }

    /// Whether this rule was broken.
    #[must_use]
    pub fn breaks(&self, rule: &Rule) -> bool {
        self.findings.iter().any(|finding| finding.rule == rule)
    }

    /// Only what rests on at least this grade of evidence: the strict subset for those who do not want guesses.
    #[must_use]
    pub fn supported_by(mut self, grade: Evidence) -> Self {
        self.findings.retain(|finding| finding.rule.evidence() >= grade);
        self
    }

    /// The exception that KMS answers with: the first error among the findings that KMS refuses with.
    ///
    /// Breaches of constraints are counted together in one message, as KMS does.
    #[must_use]
    pub fn refusal(&self) -> Option<KmsError> {
        let (first, refusal) =
            self.errors().find_map(|finding| Some((finding, finding.answer.refusal()?)))?;
        let clauses = match refusal.text {
            RefusalText::Clause(_) => self.clauses(),
            _ => Vec::new(),
        };
        Some(KmsError::new(first, refusal, &clauses))
    }

    fn clauses(&self) -> Vec<&str> {
        self.errors()
            .filter_map(|finding| match &finding.answer.refusal()?.text {
                RefusalText::Clause(clause) => Some(clause.as_str()),
                _ => None,
            })
            .collect()
    }

    pub(crate) fn broken(&mut self, rule: &'static Rule) -> Broken<'_> {
        Broken { rule, report: self }
    }
}

impl fmt::Display for Report {
    /// One line a finding.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.findings.iter().enumerate() {
            let end_of_line = if index == 0 { "" } else { "\n" };
            write!(f, "{end_of_line}{finding}")?;
        }
        Ok(())
    }
}

impl IntoIterator for Report {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.findings.into_iter()
    }
}

impl<'a> IntoIterator for &'a Report {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.findings.iter()
    }
}

impl Extend<Finding> for Report {
    fn extend<T: IntoIterator<Item = Finding>>(&mut self, findings: T) {
        self.findings.extend(findings);
    }
}

impl FromIterator<Finding> for Report {
    fn from_iter<T: IntoIterator<Item = Finding>>(findings: T) -> Self {
        Self { findings: findings.into_iter().collect() }
    }
}

/// Where a check writes down that its rule is broken: every finding made through it cites that rule.
pub(crate) struct Broken<'r> {
    rule: &'static Rule,
    report: &'r mut Report,
}

impl Broken<'_> {
    /// KMS refuses, and its text is known as well as the grade says.
    pub(crate) fn refused(
        &mut self,
        code: ErrorCode,
        text: impl Into<Cow<'static, str>>,
        evidence: Evidence,
        place: Place,
        message: impl Into<String>,
    ) -> &mut Finding {
        let text = RefusalText::Whole(text.into());
        self.found(Severity::Error, Answer::Refuses(Refusal { code, text, evidence }), place, message)
    }

    /// KMS refuses, and nobody knows its text; the exception itself is a judgement of this crate.
    pub(crate) fn refused_in_unknown_words(
        &mut self,
        code: ErrorCode,
        place: Place,
        message: impl Into<String>,
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
        message: impl Into<String>,
    ) -> &mut Finding {
        let refusal = Refusal { code: ErrorCode::Validation, text: RefusalText::Clause(clause), evidence };
        self.found(Severity::Error, Answer::Refuses(refusal), place, message)
    }

    /// KMS never returns a document with this in it.
    pub(crate) fn never_returned(&mut self, place: Place, message: impl Into<String>) -> &mut Finding {
        self.found(Severity::Error, Answer::NeverReturns, place, message)
    }

    /// Not an error, but worth knowing.
    pub(crate) fn warned(
        &mut self,
        answer: Answer,
        place: Place,
        message: impl Into<String>,
    ) -> &mut Finding {
        self.found(Severity::Warning, answer, place, message)
    }

    fn found(
        &mut self,
        severity: Severity,
        answer: Answer,
        place: Place,
        message: impl Into<String>,
    ) -> &mut Finding {
        let message = on_one_line(message.into());
        let finding = Finding { rule: self.rule, severity, answer, place, message, help: None };
        self.report.findings.push(finding);
        let last = self.report.findings.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "INVARIANT: a finding was pushed just above")]
        &mut self.report.findings[last]
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
