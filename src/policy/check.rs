//! Everything that is checked of a key policy, in one pass.

use super::checks;
use super::checks::whom::Home;
use super::document::Document;
use super::levels::Levels;
use super::order::Order;
use super::setting::Setting;
use super::text::PolicyText;
use crate::verdict::{Broken, Part, Place, Pointer, Report, Spans};

/// Checks the text of a key policy: its size and characters, whether it is JSON, and everything in it.
///
/// Every finding is in the report, in the order of the places in the text. What KMS would refuse is in
/// [`Report::refusal`](crate::verdict::Report::refusal).
///
/// ```
/// use kms_mrk::policy::{self, Setting};
///
/// let text = r#"{"Version": "2012-10-17", "Statement": {
///     "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"
/// }}"#;
/// assert!(policy::check(text, &Setting::new()).is_empty());
///
/// let report = policy::check("{,}", &Setting::new());
/// assert_eq!(report.findings()[0].place.span_in("{,}").unwrap().column, 2);
/// ```
#[must_use]
pub fn check(policy: &str, setting: &Setting<'_>) -> Report {
    let read = Document::read(policy);
    let forbidden = match &read {
        // JSON has no control characters but white space: what can be read and is ASCII has none that is forbidden.
        Ok(_) if policy.is_ascii() => None,
        _ => PolicyText::first_forbidden(policy),
    };
    let mut report = Report::new();
    checks::text::check(policy, forbidden, setting, &mut report);
    match read {
        Ok(document) => {
            document.check_into(setting, &mut report);
            finish(report, Some(&document), setting.levels())
        }
        Err(broken) => {
            if !policy.is_empty() {
                report.extend(broken); // of no text at all, it is enough to say that
            }
            finish(report, None, setting.levels())
        }
    }
}

/// Checks a key policy that is a member of a request, at `at`: every finding is placed in that member.
pub(crate) fn check_member(
    policy: &PolicyText,
    at: &Pointer,
    setting: &Setting<'_>,
    broken: &mut Broken<'_>,
) {
    let text = policy.as_str();
    let mut spans = Spans::of(text);
    broken.found_inside(check(text, setting), |place| {
        let member = Place::at(at.clone());
        match spans.find(place) {
            Some(_) if *place == Place::default() => member,
            Some(span) if span.end == span.start + 1 => member.with_offset(span.start),
            Some(span) => member.with_stretch(span.start..span.end),
            None => member,
        }
    });
}

impl Document<'_> {
    /// Checks everything that stands in the policy.
    ///
    /// The findings are in the order of their places; of two at one place, in the order of the rules. What depends on
    /// the text alone, as its size, is checked by [`check`](super::check).
    ///
    /// ```
    /// use kms_mrk::policy::{Document, Setting};
    ///
    /// let policy = Document::read(r#"{"Version": "2012-10-17", "Statement": {
    ///     "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Actions": "kms:*", "Resource": "*"
    /// }}"#).unwrap();
    /// let report = policy.check(&Setting::new());
    /// assert_eq!(report.findings()[0].place.pointer, "/Statement/Actions");
    /// ```
    #[must_use]
    pub fn check(&self, setting: &Setting<'_>) -> Report {
        let mut report = Report::new();
        self.check_into(setting, &mut report);
        finish(report, Some(self), setting.levels())
    }

    fn check_into(&self, setting: &Setting<'_>, report: &mut Report) {
        checks::document(self, report);
        let home = Home::of(setting);
        for statement in self.statements() {
            checks::statement(statement, &home, self, setting, report);
        }
        checks::whole(self, setting, report);
    }
}

/// Puts the findings in the order of their places, at the levels that were asked for. Nothing is done for a report
/// without findings.
pub(super) fn finish(mut report: Report, document: Option<&Document<'_>>, levels: &Levels) -> Report {
    if report.is_empty() {
        return report;
    }
    let mut order = document.map(Order::of);
    report.arrange(
        |finding| match levels.of(finding.rule) {
            None => true,
            Some(level) => level.severity().map(|severity| finding.severity = severity).is_some(),
        },
        |finding| {
            let Place { pointer, part, offset, .. } = &finding.place;
            let position = order.as_mut().map(|order| order.position(pointer)).unwrap_or_default();
            // KMS looks at the constraints of the text before it reads it.
            let is_later = finding.answer.clause().is_none();
            (position, *part == Part::Value, is_later, *offset)
        },
    );
    report
}
