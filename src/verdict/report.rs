//! An ordered list of findings.

use std::fmt;

use serde::Serialize;

use super::broken::Refusals;
use super::error::KmsError;
use super::finding::{Finding, Severity};
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
        let mut refusals = Refusals::default();
        for finding in self.errors() {
            if let Some(refusal) = finding.answer.refusal() {
                let Finding { rule, place, message, help, .. } = finding;
                *refusals.push(rule, refusal.clone(), place.clone(), message.clone()) = help.clone();
            }
        }
        refusals.take()
    }

    /// Takes out what is not to be said, and puts the rest in order: of two findings with one key, the earlier first.
    pub(crate) fn arrange<K: Ord>(
        &mut self,
        mut is_said: impl FnMut(&mut Finding) -> bool,
        key: impl FnMut(&Finding) -> K,
    ) {
        self.findings.retain_mut(|finding| is_said(finding));
        self.findings.sort_by_cached_key(key);
    }

    /// Where a check writes down that this rule is broken.
    pub(super) fn push(&mut self, finding: Finding) -> &mut Finding {
        self.findings.push(finding);
        let last = self.findings.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "INVARIANT: a finding was pushed just above")]
        &mut self.findings[last]
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
