//! Whether a statement is about the key.

use super::template::{Texts, Wildcards};
use super::truth::Truth;
use super::unknown::{Unknown, Unknowns};
use crate::identity::AccountId;
use crate::policy::glob::{Case, Glob};
use crate::policy::{Element, Statement};

impl Texts<'_> {
    /// Whether a statement is about the key: without `Resource` and `NotResource`, it is about nothing.
    pub(super) fn is_about_the_key(self, statement: Statement<'_>, unknowns: &mut Unknowns) -> Truth {
        if statement.has(Element::Resource) {
            self.any_is_the_key(statement, Element::Resource, unknowns)
        } else if statement.has(Element::NotResource) {
            self.any_is_the_key(statement, Element::NotResource, unknowns).not()
        } else {
            Truth::False
        }
    }

    fn any_is_the_key(self, statement: Statement<'_>, element: Element, unknowns: &mut Unknowns) -> Truth {
        let mut any = Truth::False;
        for pattern in statement.texts(element) {
            any = any.or(self.is_the_key(pattern, unknowns));
            if any == Truth::True {
                break;
            }
        }
        any
    }

    fn is_the_key(self, pattern: &str, unknowns: &mut Unknowns) -> Truth {
        if pattern == "*" {
            return Truth::True;
        }
        if let Some(arn) = self.request.resource() {
            return self.matches(pattern, arn, Wildcards::Match, Case::Counts, unknowns);
        }
        let can_be = self.has_variables(pattern) || self.can_be_a_key(pattern);
        if can_be {
            unknowns.note(|| Unknown::KeyArn);
            return Truth::Unknown;
        }
        Truth::False
    }

    /// Whether a pattern can match the ARN of a key of the account, if that is known.
    ///
    /// The ARN of a key has five colons. A pattern with as many matches it component by component; with fewer, one of
    /// its stars stands for several components.
    fn can_be_a_key(self, pattern: &str) -> bool {
        match pattern.bytes().filter(|byte| *byte == b':').count() {
            0..=4 => pattern.contains('*'),
            5 => {
                let account = self.request.key_account().map(AccountId::as_str);
                let mut parts = pattern.split(':');
                let expected = [Some("arn"), None, Some("kms"), None, account];
                expected.into_iter().zip(&mut parts).all(|(expected, part)| {
                    expected.is_none_or(|expected| Glob::new(part, Case::Counts).matches(expected))
                }) && parts.next().is_some_and(can_be_a_key_resource)
            }
            _ => false,
        }
    }
}

/// Whether a pattern can match `key/` and the ID of some key.
fn can_be_a_key_resource(pattern: &str) -> bool {
    let start = pattern.split(['*', '?']).next().unwrap_or_default();
    if start.len() == pattern.len() {
        start.starts_with(KEY)
    } else {
        KEY.starts_with(start) || start.starts_with(KEY)
    }
}

const KEY: &str = "key/";
