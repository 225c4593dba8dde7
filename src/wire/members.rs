//! The members of a JSON object that is read, each by its name, type and constraint.

use std::str::FromStr;

use super::text::{Constraint, lower_camel};
use super::time;
use crate::identity::InvalidText;
use crate::json_tree::{self, Items, Member, Tree, View};
use crate::key::metadata_rule::READABLE;
use crate::operation::rule::{CONSTRAINTS, KNOWN_MEMBERS, TYPES};
use crate::verdict::{Answer, ErrorCode, Evidence, Place, Pointer, Report};
use crate::wire_enum::ListOfNames;

/// Which way the document goes: that decides what a breach is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// To KMS: KMS refuses.
    Request,
    /// From KMS: KMS would never have said so.
    Response,
}

/// What was found while a document was read. Types come first: KMS looks at constraints only when it could read
/// the request, and at what a member says only when every member keeps its constraint.
pub(super) struct Found {
    pub(super) way: Way,
    types: Report,
    constraints: Report,
    values: Report,
}

impl Found {
    pub(super) const fn new(way: Way) -> Self {
        Self { way, types: Report::new(), constraints: Report::new(), values: Report::new() }
    }

    pub(super) fn into_report(self) -> Report {
        let mut report = self.types;
        report.extend(self.constraints);
        report.extend(self.values);
        report
    }

    /// The text is not JSON, or not of the kind that was expected at the place.
    pub(super) fn wrong_type(&mut self, place: Place, message: String) {
        match self.way {
            Way::Request => {
                self.types.broken(&TYPES).refused_in_unknown_words(ErrorCode::Serialization, place, message)
            }
            Way::Response => self.types.broken(&READABLE).never_returned(place, message),
        };
    }

    fn missing(&mut self, place: Place, path: &str, name: &str) {
        let message = format!("{name} is missing");
        match self.way {
            Way::Request => {
                let clause =
                    format!("Value null at '{path}' failed to satisfy constraint: Member must not be null");
                // Recorded of members of requests; of members of their members, by analogy.
                let evidence = if path.contains('.') { Evidence::Inferred } else { Evidence::Recorded };
                self.constraints.broken(&CONSTRAINTS).counted(clause, evidence, place, message)
            }
            Way::Response => self.constraints.broken(&READABLE).never_returned(place, message),
        };
    }

    /// One demand of a constraint is not met; `name` is the member's.
    pub(super) fn out_of_constraint(
        &mut self,
        place: Place,
        name: &str,
        path: &str,
        value: &str,
        demand: &str,
        evidence: Evidence,
    ) {
        let clause =
            format!("Value '{value}' at '{path}' failed to satisfy constraint: Member must {demand}");
        let message = format!("{name} must {demand}");
        self.constraints.broken(&CONSTRAINTS).counted(clause, evidence, place, message);
    }

    /// KMS refuses the request in these words.
    pub(super) fn refused(&mut self, place: Place, code: ErrorCode, text: String, evidence: Evidence) {
        let message = if text.is_empty() { format!("{code}") } else { text.clone() };
        self.values.broken(&CONSTRAINTS).refused(code, text, evidence, place, message);
    }

    /// An item of a list that is no value.
    pub(super) fn malformed_item(&mut self, list: Place, index: usize, error: &InvalidText) {
        let place = Place::at(list.pointer.item(index));
        self.malformed(place, error);
    }

    fn malformed(&mut self, place: Place, error: &InvalidText) {
        self.malformed_as(ErrorCode::Validation, place, error);
    }

    /// A text that keeps its constraint and is no value all the same; this is the exception for it.
    pub(super) fn malformed_as(&mut self, code: ErrorCode, place: Place, error: &InvalidText) {
        let place = place.with_offset(error.at_byte());
        match self.way {
            Way::Request => {
                self.values.broken(&CONSTRAINTS).refused_in_unknown_words(code, place, error.to_string())
            }
            Way::Response => self.constraints.broken(&READABLE).never_returned(place, error.to_string()),
        };
    }
}

/// Where an object stands in the document. It is put into words only when something is wrong there.
#[derive(Clone, Copy)]
enum At<'t> {
    Document,
    Member { parent: &'t At<'t>, name: &'static str },
    Item { parent: &'t At<'t>, list: &'static str, index: usize },
}

impl At<'_> {
    fn pointer(&self) -> Pointer {
        match self {
            Self::Document => Pointer::root(),
            Self::Member { parent, name } => parent.pointer().child(name),
            Self::Item { parent, list, index } => parent.pointer().child(list).item(*index),
        }
    }

    /// What KMS writes before the name of a member of the object.
    fn path(&self) -> String {
        match self {
            Self::Document => String::new(),
            Self::Member { parent, name } => format!("{}{}.", parent.path(), lower_camel(name)),
            Self::Item { parent, list, index } => {
                format!("{}{}.{}.member.", parent.path(), lower_camel(list), index + 1)
            }
        }
    }
}

/// The members of one object, at one place of the document.
pub(super) struct Members<'t> {
    members: json_tree::Members<'t>,
    at: At<'t>,
    /// The names that somebody asked for.
    asked: Vec<&'static str>,
}

impl<'t> Members<'t> {
    pub(super) const fn of_document(members: json_tree::Members<'t>) -> Self {
        Self::at(members, At::Document)
    }

    const fn at(members: json_tree::Members<'t>, at: At<'t>) -> Self {
        Self { members, at, asked: Vec::new() }
    }

    pub(super) fn place(&self, name: &str) -> Place {
        Place::at(self.at.pointer().child(name))
    }

    pub(super) fn path(&self, name: &str) -> String {
        format!("{}{}", self.at.path(), lower_camel(name))
    }

    /// The value of a member; of several with one name the last, and none if it is null.
    pub(super) fn value(&mut self, name: &'static str) -> Option<Tree<'t>> {
        self.asked.push(name);
        self.members.last_named(name).filter(|value| !value.is_null())
    }

    /// A member that must be there.
    pub(super) fn required<T>(
        &mut self,
        name: &'static str,
        found: &mut Found,
        value: Option<T>,
    ) -> Option<T> {
        if value.is_none() && self.value(name).is_none() {
            found.missing(self.place(name), &self.path(name), name);
        }
        value
    }

    pub(super) fn text(&mut self, name: &'static str, found: &mut Found) -> Option<&'t str> {
        let value = self.value(name)?;
        if value.text().is_none() {
            found.wrong_type(self.place(name), format!("{name} must be a string, found {}", value.kind()));
        }
        value.text()
    }

    pub(super) fn required_text(&mut self, name: &'static str, found: &mut Found) -> Option<&'t str> {
        let value = self.text(name, found);
        self.required(name, found, value)
    }

    /// Whether the text of this member keeps the constraint.
    pub(super) fn keeps(
        &self,
        name: &'static str,
        text: &str,
        constraint: &Constraint,
        found: &mut Found,
    ) -> bool {
        let mut keeps_it = true;
        constraint.check(text, |demand, evidence| {
            keeps_it = false;
            found.out_of_constraint(self.place(name), name, &self.path(name), text, &demand, evidence);
        });
        keeps_it
    }

    /// A text that keeps a constraint, as a value.
    pub(super) fn constrained<T: FromStr<Err = InvalidText>>(
        &mut self,
        name: &'static str,
        constraint: &Constraint,
        found: &mut Found,
    ) -> Option<T> {
        self.constrained_or(name, constraint, found, |found, place, _, error| found.malformed(place, error))
    }

    /// The same; what is said of a text that keeps the constraint and is no value all the same is up to the caller.
    pub(super) fn constrained_or<T: FromStr<Err = InvalidText>>(
        &mut self,
        name: &'static str,
        constraint: &Constraint,
        found: &mut Found,
        otherwise: impl FnOnce(&mut Found, Place, &str, &InvalidText),
    ) -> Option<T> {
        let text = self.text(name, found)?;
        // INVARIANT: a text that does not keep the constraint is no value.
        text.parse()
            .inspect_err(|error| {
                if self.keeps(name, text, constraint, found) {
                    otherwise(found, self.place(name), text, error);
                }
            })
            .ok()
    }

    pub(super) fn required_constrained<T: FromStr<Err = InvalidText>>(
        &mut self,
        name: &'static str,
        constraint: &Constraint,
        found: &mut Found,
    ) -> Option<T> {
        let value = self.constrained(name, constraint, found);
        self.required(name, found, value)
    }

    /// A text as a value.
    pub(super) fn parse<T: FromStr<Err = InvalidText>>(
        &mut self,
        name: &'static str,
        found: &mut Found,
    ) -> Option<T> {
        let text = self.text(name, found)?;
        text.parse().inspect_err(|error| found.malformed(self.place(name), error)).ok()
    }

    pub(super) fn required_parse<T: FromStr<Err = InvalidText>>(
        &mut self,
        name: &'static str,
        found: &mut Found,
    ) -> Option<T> {
        let value = self.parse(name, found);
        self.required(name, found, value)
    }

    /// A name out of a list. An unknown one breaks a constraint of a request; in a response it is kept.
    pub(super) fn name<T: ListOfNames>(&mut self, name: &'static str, found: &mut Found) -> Option<T> {
        let text = self.text(name, found)?;
        if found.way == Way::Request && !T::LISTED.contains(&text) {
            let demand = format!("satisfy enum value set: [{}]", T::LISTED.join(", "));
            let (place, path) = (self.place(name), self.path(name));
            found.out_of_constraint(place, name, &path, text, &demand, Evidence::Inferred);
            return None;
        }
        Some(T::from(text))
    }

    pub(super) fn required_name<T: ListOfNames>(
        &mut self,
        name: &'static str,
        found: &mut Found,
    ) -> Option<T> {
        let value = self.name(name, found);
        self.required(name, found, value)
    }

    /// A list of names that may be unknown; empty if it is not there.
    pub(super) fn names<T: for<'s> From<&'s str>>(
        &mut self,
        name: &'static str,
        found: &mut Found,
    ) -> Vec<T> {
        let mut names = Vec::new();
        for (index, item) in self.list(name, found).iter().enumerate() {
            match item.text() {
                Some(text) => names.push(T::from(text)),
                None => {
                    let place = Place::at(self.at.pointer().child(name).item(index));
                    found.wrong_type(place, format!("a name must be a string, found {}", item.kind()));
                }
            }
        }
        names
    }

    pub(super) fn boolean(&mut self, name: &'static str, found: &mut Found) -> Option<bool> {
        let value = self.value(name)?;
        if let View::Bool(value) = value.view() {
            return Some(value);
        }
        found.wrong_type(self.place(name), format!("{name} must be true or false, found {}", value.kind()));
        None
    }

    pub(super) fn required_boolean(&mut self, name: &'static str, found: &mut Found) -> Option<bool> {
        let value = self.boolean(name, found);
        self.required(name, found, value)
    }

    pub(super) fn whole_number(&mut self, name: &'static str, found: &mut Found) -> Option<u32> {
        let value = self.value(name)?;
        let number = match value.view() {
            View::Number(number) => number.as_u64().and_then(|number| u32::try_from(number).ok()),
            _ => None,
        };
        if number.is_none() {
            let message = format!("{name} must be a whole number up to {}, found {}", u32::MAX, value.kind());
            found.wrong_type(self.place(name), message);
        }
        number
    }

    pub(super) fn time(&mut self, name: &'static str, found: &mut Found) -> Option<jiff::Timestamp> {
        let value = self.value(name)?;
        let time = time::read(value);
        if time.is_none() {
            let message = format!("{name} must be a time: epoch seconds, or ISO 8601 with an offset");
            found.wrong_type(self.place(name), message);
        }
        time
    }

    pub(super) fn required_time(&mut self, name: &'static str, found: &mut Found) -> Option<jiff::Timestamp> {
        let value = self.time(name, found);
        self.required(name, found, value)
    }

    /// The items of a list; none if it is not there.
    pub(super) fn list(&mut self, name: &'static str, found: &mut Found) -> Items<'t> {
        let Some(value) = self.value(name) else { return Items::default() };
        value.list().unwrap_or_else(|| {
            found.wrong_type(self.place(name), format!("{name} must be a list, found {}", value.kind()));
            Items::default()
        })
    }

    /// Each item of a list of objects, read.
    pub(super) fn objects<T>(
        &mut self,
        name: &'static str,
        found: &mut Found,
        read: impl Fn(&mut Members<'_>, &mut Found) -> Option<T>,
    ) -> Vec<T> {
        let items = self.list(name, found);
        let mut objects = Vec::with_capacity(items.iter().count());
        for (index, item) in items.iter().enumerate() {
            let at = At::Item { parent: &self.at, list: name, index };
            let Some(members) = item.object() else {
                found.wrong_type(
                    Place::at(at.pointer()),
                    format!("a member of {name} must be an object, found {}", item.kind()),
                );
                continue;
            };
            objects.extend(read(&mut Members::at(members, at), found));
        }
        objects
    }

    /// A member that is an object, read.
    pub(super) fn object<T>(
        &mut self,
        name: &'static str,
        found: &mut Found,
        read: impl Fn(&mut Members<'_>, &mut Found) -> Option<T>,
    ) -> Option<T> {
        let value = self.value(name)?;
        let Some(members) = value.object() else {
            found.wrong_type(self.place(name), format!("{name} must be an object, found {}", value.kind()));
            return None;
        };
        read(&mut Members::at(members, At::Member { parent: &self.at, name }), found)
    }

    pub(super) fn required_object<T>(
        &mut self,
        name: &'static str,
        found: &mut Found,
        read: impl Fn(&mut Members<'_>, &mut Found) -> Option<T>,
    ) -> Option<T> {
        let value = self.object(name, found, read);
        self.required(name, found, value)
    }

    /// The members that nobody asked for.
    pub(super) fn others(&self) -> impl Iterator<Item = Member<'t>> {
        self.members.iter().filter(|member| !self.asked.contains(&member.name))
    }

    /// Warns of members that nobody asked for: KMS takes no notice of them.
    pub(super) fn warn_of_others(&self, found: &mut Found) {
        for member in self.others() {
            let message = format!(
                "KMS does not know the member `{}` and takes no notice of it",
                member.name.escape_debug()
            );
            found.constraints.broken(&KNOWN_MEMBERS).warned(
                Answer::AcceptsWithoutEffect,
                self.place(member.name),
                message,
            );
        }
    }
}
