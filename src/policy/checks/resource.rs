//! What is checked of the resource of a statement.

use super::correction::replace;
use super::variable;
use crate::identity::KeyArn;
use crate::policy::document::Document;
use crate::policy::glob::{Case, Glob};
use crate::policy::rule::resource::{ALIAS, ASTERISK, KEY, NOT_RESOURCE, REGION, THIS_KEY};
use crate::policy::setting::Setting;
use crate::policy::{Element, Statement};
use crate::verdict::{Answer, Applicability, Place, Report};

/// What is wrong with the texts in `Resource`, and with `NotResource`.
pub(in crate::policy) fn check(
    statement: Statement<'_>,
    document: &Document<'_>,
    setting: &Setting<'_>,
    report: &mut Report,
) {
    if let Some(values) = statement.values(Element::Resource) {
        for (index, item) in values.items.iter().enumerate() {
            match item.text() {
                Some("*") | None => {}
                Some(text) => {
                    let pointer = || {
                        values.pointer_to(index, statement.pointer().into_child(Element::Resource.as_str()))
                    };
                    if variable::begins_in(text) {
                        variable::check(text, pointer, document, setting, report);
                    } else {
                        said(text, Said::of(text, setting), Place::at(pointer()), report);
                    }
                }
            }
        }
    }
    if statement.has(Element::NotResource) && !statement.has(Element::Resource) {
        not_resource(statement, report);
    }
}

/// What a text in `Resource` that is not `*` is, as far as the setting knows.
enum Said<'s> {
    /// The key, perhaps among others, or something that cannot be told.
    Plain,
    /// One key, which may be the key.
    SomeKey,
    /// Another key.
    OtherKey(&'s KeyArn),
    /// A key of another account or partition.
    Elsewhere,
    /// A key in another Region.
    OtherRegion,
    Alias,
    /// Nothing that is a key.
    NoKey,
}

impl<'s> Said<'s> {
    fn of(text: &str, setting: &Setting<'s>) -> Self {
        if text.starts_with("alias/") {
            return Self::Alias;
        }
        if setting.key_arn().is_some_and(|key| matches(text, &key.to_string())) {
            return Self::Plain;
        }
        let mut parts = text.splitn(6, ':');
        let mut next = || parts.next().unwrap_or_default();
        let [scheme, partition, service, region, account, resource] =
            [next(), next(), next(), next(), next(), next()];
        if resource.is_empty() {
            // Too few parts; what has wildcards may stand for the others.
            let may_match = text.contains('*') && (text.starts_with("arn:") || text.starts_with(['*', '?']));
            return if may_match && setting.key_arn().is_none() { Self::Plain } else { Self::NoKey };
        }
        if !matches(scheme, "arn") || !matches(service, "kms") {
            return Self::NoKey;
        }
        if resource.starts_with("alias/") {
            return Self::Alias;
        }
        if !may_begin(resource, "key/") {
            return Self::NoKey;
        }
        let is = |pattern: &str, known: Option<&str>| known.is_none_or(|known| matches(pattern, known));
        let own_partition = setting.partition();
        let own_account = setting.account().map(|account| account.to_string());
        if !is(partition, own_partition.as_ref().map(|partition| partition.as_str()))
            || !is(account, own_account.as_deref())
        {
            return Self::Elsewhere;
        }
        let is_own_region = is(region, setting.region().map(|region| region.as_str()));
        match setting.key_arn() {
            Some(key) if !matches(resource, &format!("key/{}", key.key_id())) => Self::OtherKey(key),
            _ if !is_own_region => Self::OtherRegion,
            _ if text.contains(['*', '?']) => Self::Plain,
            _ => Self::SomeKey,
        }
    }
}

fn matches(pattern: &str, text: &str) -> bool {
    Glob::new(pattern, Case::Counts).matches(text)
}

/// Whether something that a pattern matches begins so.
fn may_begin(pattern: &str, start: &str) -> bool {
    let plain = pattern.find(['*', '?']).unwrap_or(pattern.len()).min(start.len());
    pattern.get(..plain) == start.get(..plain)
}

#[cold]
fn said(text: &str, said: Said<'_>, place: Place, report: &mut Report) {
    const ASTERISK_MEANS: &str = "write `*`: in a key policy it means the key that the policy belongs to";
    let whole = place.clone();
    let mut warn = |rule, place, message: std::fmt::Arguments<'_>| {
        let mut broken = report.broken(rule);
        let mut finding = broken.warned(Answer::AcceptsWithoutEffect, place, message);
        finding.help(ASTERISK_MEANS);
        finding.edit(replace(whole.clone(), r#""*""#, Applicability::MaybeIncorrect));
    };
    match said {
        Said::Plain => {}
        Said::OtherKey(key) => {
            warn(
                &THIS_KEY,
                place,
                format_args!("`{text}` is not the key that the policy belongs to, which is `{key}`"),
            );
        }
        Said::Elsewhere => {
            warn(&THIS_KEY, place, format_args!("`{text}` is a key of another account or partition"));
        }
        Said::OtherRegion => {
            let region = text.split(':').nth(3).unwrap_or_default();
            let start: usize = text.split(':').take(3).map(|part| part.len() + 1).sum();
            let place = place.with_stretch(start..start + region.len());
            warn(
                &REGION,
                place,
                format_args!("`{text}` is a key in `{region}`, not in the Region of the key"),
            );
        }
        Said::Alias => {
            warn(&ALIAS, place, format_args!("`{text}` is an alias, and never the key that it belongs to"));
        }
        Said::NoKey => warn(&KEY, place, format_args!("`{text}` is not a key")),
        Said::SomeKey => {
            let message =
                format_args!("`{text}` is one key in one Region: the statement applies to no other");
            let mut broken = report.broken(&ASTERISK);
            let mut finding = broken.suggested(place, message);
            finding.help(ASTERISK_MEANS);
            finding.edit(replace(whole, r#""*""#, Applicability::MaybeIncorrect));
        }
    }
}

#[cold]
fn not_resource(statement: Statement<'_>, report: &mut Report) {
    let place = Place::at_name(statement.pointer().into_child(Element::NotResource.as_str()));
    let message = "a key policy is about its own key alone: `NotResource` excepts it or nothing";
    report.broken(&NOT_RESOURCE).warned(Answer::Unknown, place, message).help("write `\"Resource\": \"*\"`");
}
