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
pub(crate) fn report<S: Subject>(checks: &[Check<S>], subject: &S::In<'_>) -> Report {
    let mut report = Report::new();
    for check in checks {
        (check.test)(subject, &mut report.broken(check.rule));
    }
    report
}

/// Runs the checks up to the first that KMS refuses by.
pub(crate) fn decide<S: Subject>(checks: &[Check<S>], subject: &S::In<'_>) -> Result<(), KmsError> {
    let mut refusals = Refusals::default();
    for check in checks {
        (check.test)(subject, &mut refusals.broken(check.rule));
        if !refusals.is_empty()
            && let Some(refusal) = refusals.take()
        {
            return Err(refusal);
        }
    }
    Ok(())
}
