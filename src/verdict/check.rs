//! One check: the rule it stands for and the function that looks.

use super::broken::{Broken, Refusals};
use super::error::KmsError;
use super::report::Report;
use super::rule::Rule;

/// Something that an ordered list of checks looks at.
///
/// `In<'a>` is what each check is handed: the thing itself, or the thing with what is known around it.
pub(crate) trait Subject {
    type In<'a>;
}

/// A rule and the function that finds its breaches. The order of a list of checks is the order in which KMS
/// checks.
pub(crate) struct Check<S: Subject> {
    pub(crate) rule: &'static Rule,
    pub(crate) test: for<'a, 'r> fn(&S::In<'a>, &mut Broken<'r>),
}

/// Runs every check and reports every breach.
pub(crate) fn report<'c, S: Subject + 'c>(
    checks: impl IntoIterator<Item = &'c Check<S>>,
    subject: &S::In<'_>,
) -> Report {
    let mut report = Report::new();
    checks.into_iter().for_each(|check| (check.test)(subject, &mut report.broken(check.rule)));
    report
}

/// Runs the checks up to the first that KMS refuses by.
pub(crate) fn decide<'c, S: Subject + 'c>(
    checks: impl IntoIterator<Item = &'c Check<S>>,
    subject: &S::In<'_>,
) -> Result<(), KmsError> {
    let mut refusals = Refusals::default();
    checks.into_iter().try_for_each(|check| {
        (check.test)(subject, &mut refusals.broken(check.rule));
        if refusals.is_empty() {
            return Ok(());
        }
        refusals.take().map_or(Ok(()), Err)
    })
}
