//! What is checked of the values of `kms:ViaService`.

use super::correction::replace;
use crate::policy::condition::Condition;
use crate::policy::element::Element;
use crate::policy::rule::via_service::{FORM, KNOWN};
use crate::policy::statement::Statement;
use crate::policy::via_service::{SUFFIX, is_listed};
use crate::verdict::{Answer, Applicability, Place, Report};

pub(super) fn check(condition: Condition<'_>, statement: Statement<'_>, report: &mut Report) {
    for (index, item) in condition.values.items.iter().enumerate() {
        let Some(text) = item.text() else { continue };
        let place = || Place::at(condition.pointer_to(index, &statement.place(Element::Condition).pointer));
        match Value::of(text) {
            Value::Good => {}
            Value::WithoutSuffix => {
                let message = format_args!(
                    "`{text}` does not end with `{SUFFIX}`, as every value of `kms:ViaService` does"
                );
                report.broken(&FORM).warned(Answer::AcceptsWithoutEffect, place(), message);
            }
            Value::SuffixOfChina { start } => {
                let message = "`kms:ViaService` ends with `.amazonaws.com` in China too";
                let place = place().with_stretch(start..text.len());
                let edit = replace(place.clone(), SUFFIX, Applicability::MachineApplicable);
                report.broken(&FORM).warned(Answer::AcceptsWithoutEffect, place, message).edit(edit);
            }
            Value::WithoutRegion { service } => {
                let message = format_args!("`{text}` has no Region, as every value of `kms:ViaService` has");
                report.broken(&FORM).warned(Answer::AcceptsWithoutEffect, place(), message).help(format!(
                    "write `{service}.us-east-1{SUFFIX}`, or `{service}.*{SUFFIX}` with `StringLike`"
                ));
            }
            Value::UnknownService { service } => {
                let message =
                    format_args!("`{service}` is not known as a service that `kms:ViaService` names");
                let place = place().with_stretch(0..service.len());
                report
                    .broken(&KNOWN)
                    .warned(Answer::Unknown, place, message)
                    .help("the services are those of the KMS developer guide of April 2023");
            }
        }
    }
}

/// What a value of `kms:ViaService` is.
enum Value<'t> {
    Good,
    WithoutSuffix,
    SuffixOfChina { start: usize },
    WithoutRegion { service: &'t str },
    UnknownService { service: &'t str },
}

impl<'t> Value<'t> {
    fn of(text: &'t str) -> Self {
        let Some(rest) = text.strip_suffix(SUFFIX) else {
            return match text.strip_suffix(".amazonaws.com.cn") {
                Some(rest) => Self::SuffixOfChina { start: rest.len() },
                // A pattern or a variable may stand for the suffix too.
                None if text.contains(['*', '?', '$']) => Self::Good,
                None => Self::WithoutSuffix,
            };
        };
        match rest.split_once('.') {
            _ if rest.contains('$') => Self::Good,
            Some((service, _)) if is_listed(service) => Self::Good,
            Some((service, _)) => Self::UnknownService { service },
            None if rest.contains(['*', '?']) => Self::Good,
            None => Self::WithoutRegion { service: rest },
        }
    }
}
