//! Everything that is checked of a key policy, in one pass.

use std::collections::BTreeMap;

use super::checks;
use super::document::Document;
use super::levels::Levels;
use super::setting::Setting;
use super::text::PolicyText;
use crate::json_tree::{Member, Tree};
use crate::verdict::{Broken, Part, Place, Pointer, Report};

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
    let mut report = Report::new();
    checks::text::check(policy, setting, &mut report);
    match Document::read(policy) {
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
    broken.found_inside(check(text, setting), |place| {
        let member = Place::at(at.clone());
        match place.span_in(text) {
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
        for statement in self.statements() {
            checks::statement(statement, self, setting, report);
        }
        checks::whole(self, setting, report);
    }
}

/// Puts the findings in the order of their places, at the levels that were asked for. Nothing is done for a report
/// without findings.
pub(super) fn finish(report: Report, document: Option<&Document<'_>>, levels: &Levels) -> Report {
    if report.is_empty() {
        return report;
    }
    let mut ways = document.map(Ways::of);
    let mut found: Vec<_> = report
        .into_iter()
        .filter_map(|mut finding| {
            if let Some(level) = levels.of(finding.rule) {
                finding.severity = level.severity()?;
            }
            let way = ways.as_mut().map(|ways| ways.to(&finding.place.pointer));
            // KMS looks at the constraints of the text before it reads it.
            let is_later = finding.answer.clause().is_none();
            let Place { part, offset, .. } = finding.place;
            let place = (way.unwrap_or_default(), part == Part::Value, is_later, offset);
            Some((place, finding))
        })
        .collect();
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found.into_iter().map(|(_, finding)| finding).collect()
}

/// Finds the ways to places.
struct Ways<'d> {
    members: &'d [Member<'d>],
    /// Of objects with many members, the last number of each name: by the address of the first member.
    numbers: BTreeMap<*const Member<'d>, BTreeMap<&'d str, usize>>,
}

/// The most members that are searched one by one.
const FEW: usize = 64;

impl<'d> Ways<'d> {
    fn of(document: &'d Document<'d>) -> Self {
        Self { members: document.members(), numbers: BTreeMap::new() }
    }

    /// The numbers of the members and elements on the way to a place: places compare as these do.
    fn to(&mut self, pointer: &Pointer) -> Vec<usize> {
        let mut way = Vec::new();
        let mut members = Some(self.members);
        let mut items: &[Tree<'_>] = &[];
        for token in pointer.tokens() {
            let (number, value) = match members {
                Some(members) => match self.number(members, &token) {
                    Some(number) => (number, members.get(number).map(|member| &member.value)),
                    None => return way, // missing: it belongs to what is around it
                },
                None => {
                    let Ok(number) = token.parse() else { return way };
                    (number, items.get(number))
                }
            };
            way.push(number);
            members = None;
            items = &[];
            match value {
                Some(Tree::Object(inner)) => members = Some(inner),
                Some(Tree::List(inner)) => items = inner,
                _ => {}
            }
        }
        way
    }

    /// The number of the last member of this name.
    fn number(&mut self, members: &'d [Member<'d>], name: &str) -> Option<usize> {
        if members.len() <= FEW {
            return members.iter().rposition(|member| member.name == name);
        }
        let numbers = self.numbers.entry(members.as_ptr()).or_insert_with(|| {
            members.iter().enumerate().map(|(number, member)| (&*member.name, number)).collect()
        });
        numbers.get(name).copied()
    }
}
