//! The text of an ARN, read one component after the other.

use std::borrow::Cow;
use std::str::FromStr;

use super::invalid_text::InvalidText;
use super::partition::Partition;

/// How many characters an ARN may have in the KMS API.
pub(super) const MAX_LENGTH: usize = 2048;

/// The text of an ARN that is being read from left to right.
pub(super) struct ArnText<'a> {
    noun: &'static str,
    text: &'a str,
    rest: &'a str,
}

impl<'a> ArnText<'a> {
    /// Begins to read `text` as the ARN that messages call `noun`.
    #[inline]
    pub(super) fn new(noun: &'static str, text: &'a str) -> Result<Self, InvalidText> {
        if text.len() > MAX_LENGTH && text.chars().nth(MAX_LENGTH).is_some() {
            return Err(InvalidText::too_long(noun, MAX_LENGTH, text));
        }
        match text.strip_prefix("arn:") {
            Some(rest) => Ok(Self { noun, text, rest }),
            None => Err(InvalidText::new(noun, "`arn:`", text, 0)),
        }
    }

    /// Reads the partition; any name of lower-case letters, digits and `-` is one.
    #[inline]
    pub(super) fn partition(&mut self) -> Result<Partition, InvalidText> {
        let start = self.at();
        let name = self.component("partition")?;
        let partition = Partition::from(name);
        let is_right = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !partition.is_listed()
            && let Some(at) = name.find(|c| !is_right(c))
        {
            let expected = "a lower-case letter, a digit or `-`";
            return Err(InvalidText::in_text("partition", expected, name, at).inside(self.noun, start));
        }
        Ok(partition)
    }

    /// Reads one of the `services`.
    #[inline]
    pub(super) fn service(&mut self, services: &[&'static str]) -> Result<&'static str, InvalidText> {
        let start = self.at();
        let name = self.component("service")?;
        services.iter().find(|service| **service == name).copied().ok_or_else(|| {
            let services = services.iter().map(|service| format!("`{service}`")).collect::<Vec<_>>();
            InvalidText::new(self.noun, format!("the service {}", services.join(" or ")), name, start)
        })
    }

    /// Reads the component that messages call `name`.
    #[inline]
    pub(super) fn parse<T: FromStr<Err = InvalidText>>(&mut self, name: &str) -> Result<T, InvalidText> {
        let start = self.at();
        self.component(name)?.parse().map_err(|error: InvalidText| error.inside(self.noun, start))
    }

    /// Reads the Region's place in an ARN that has no Region.
    pub(super) fn no_region(&mut self) -> Result<(), InvalidText> {
        match self.rest.strip_prefix(':') {
            Some(rest) => self.rest = rest,
            None => return Err(self.wrong(if self.rest.is_empty() { "`:`" } else { "no Region" })),
        }
        Ok(())
    }

    /// Reads `prefix`, the beginning of the resource.
    pub(super) fn resource(&mut self, prefix: &'static str) -> Result<(), InvalidText> {
        match self.rest.strip_prefix(prefix) {
            Some(rest) => self.rest = rest,
            None => return Err(self.wrong(format!("`{prefix}`"))),
        }
        Ok(())
    }

    /// Reads everything that is left.
    pub(super) fn parse_rest<T: FromStr<Err = InvalidText>>(&self) -> Result<T, InvalidText> {
        self.rest.parse().map_err(|error: InvalidText| error.inside(self.noun, self.at()))
    }

    /// Passes over `length` bytes that were looked at in the [`rest`](Self::rest).
    pub(super) fn skip(&mut self, length: usize) {
        self.rest = self.rest.get(length..).unwrap_or_default();
    }

    /// Everything that is left.
    pub(super) fn rest(&self) -> &'a str {
        self.rest
    }

    /// What is left is not what was expected.
    pub(super) fn wrong(&self, expected: impl Into<Cow<'static, str>>) -> InvalidText {
        InvalidText::new(self.noun, expected, self.rest, self.at())
    }

    /// The byte at which the rest begins.
    pub(super) fn at(&self) -> usize {
        self.text.len() - self.rest.len()
    }

    #[inline]
    fn component(&mut self, name: &str) -> Result<&'a str, InvalidText> {
        // Components are short: a plain loop finds their end sooner than the search that `split_once` sets up.
        let colon = self.rest.bytes().position(|byte| byte == b':');
        match colon.and_then(|at| self.rest.split_at_checked(at)) {
            Some((component, rest)) if !component.is_empty() => {
                self.rest = rest.strip_prefix(':').unwrap_or_default();
                Ok(component)
            }
            Some(_) => Err(self.wrong(format!("the {name}"))),
            None => {
                let expected = format!("`:` after the {name}");
                Err(InvalidText::in_text(self.noun, expected, self.text, self.text.len()))
            }
        }
    }
}
