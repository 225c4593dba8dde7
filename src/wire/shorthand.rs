//! The AWS CLI's shorthand for a tag: `TagKey=string,TagValue=string`.

use crate::identity::InvalidText;

const NOUN: &str = "tag in shorthand";
const MEMBER: &str = "`TagKey=` or `TagValue=`";

/// The two members of a tag as they were written; nothing is said about their lengths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ShorthandTag {
    pub(crate) key: String,
    pub(crate) value: String,
}

/// Reads one argument of the AWS CLI's `--tags`.
///
/// It accepts what version 1.46 of the AWS CLI accepts for a structure of two strings, and reads the same strings:
///
/// - A plain value ends at a comma; `\,` is a comma in it. It may be empty. Spaces around it are not part of it. It
///   holds no quote, `]`, `}` or character above U+FFFF, and `=`, `[` or `{` only after its first character.
/// - A value in `'…'` or `"…"` holds anything; a backslash stands before a quote of its kind or another backslash.
/// - Spaces may stand around `=` and `,`.
/// - Where the CLI gives up on a list, it goes back to the nearest comma and reads a member from there, even if
///   that comma was escaped: `TagKey=a,b\,TagValue=c` is the key `a` and the value `c`.
///
/// The only difference: `TagKey@=file://…` is refused, with or without a file, because it names a value that is
/// not in the argument.
///
/// Source: [shorthand syntax](https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html).
///
/// # Errors
///
/// A text outside that grammar; a list or a structure where a string belongs; a member that is not `TagKey` or
/// `TagValue`, is given twice, or is missing.
pub(crate) fn parse(argument: &str) -> Result<ShorthandTag, InvalidText> {
    let mut reader = Reader { text: argument, at: 0 };
    let mut key = None;
    let mut value = None;
    loop {
        let start = reader.at;
        let slot = match reader.name() {
            "TagKey" => &mut key,
            "TagValue" => &mut value,
            _ => return Err(reader.expected_at(start, MEMBER)),
        };
        if slot.is_some() {
            return Err(reader.expected_at(start, "each member once, and a space before the next tag"));
        }
        reader.skip_spaces();
        reader.token('=', "`=`")?;
        *slot = Some(reader.string()?);
        if reader.rest().is_empty() {
            break;
        }
        reader.skip_spaces();
        reader.token(',', "`,`, the end, or quotes around the whole value")?;
    }
    match (key, value) {
        (Some(key), Some(value)) => Ok(ShorthandTag { key, value }),
        (None, _) => Err(reader.expected("`,TagKey=`")),
        (_, None) => Err(reader.expected("`,TagValue=`")),
    }
}

/// The argument and how far it has been read.
struct Reader<'a> {
    text: &'a str,
    // INVARIANT: a character boundary of `text`.
    at: usize,
}

impl<'a> Reader<'a> {
    /// A member's name: as many of its characters as there are.
    fn name(&mut self) -> &'a str {
        self.while_matches(|c| c.is_ascii_alphanumeric() || "-_.#/:".contains(c))
    }

    /// A member's value.
    fn string(&mut self) -> Result<String, InvalidText> {
        if self.rest().starts_with(['[', '{']) {
            return Err(self.expected("a string"));
        }
        let value = match self.quoted()? {
            Some(value) => value,
            None => self.plain(continues_first).unwrap_or_default(),
        };
        self.skip_spaces();
        if self.rest().starts_with(',') {
            self.refuse_list()?;
        }
        Ok(value)
    }

    /// Stops before the comma at which the next member starts; refuses another value in that member's place.
    fn refuse_list(&mut self) -> Result<(), InvalidText> {
        self.token(',', "`,`")?;
        let start = self.at;
        let is_value = match self.quoted() {
            Ok(Some(_)) => true,
            Ok(None) => self.plain(continues_second).is_some(),
            Err(_) => false,
        };
        self.skip_spaces();
        if self.rest().is_empty() || (is_value && self.rest().starts_with(',')) {
            return Err(self.expected_at(start, "`TagKey=` or `TagValue=` after a comma that is not `\\,`"));
        }
        if !self.rest().starts_with(',') {
            self.at = self.read().rfind(',').unwrap_or(self.at);
        }
        Ok(())
    }

    /// A value in quotes, if there is a quote.
    fn quoted(&mut self) -> Result<Option<String>, InvalidText> {
        let Some(quote) = self.rest().chars().next().filter(|&c| c == '\'' || c == '"') else {
            return Ok(None);
        };
        let (_, body) = self.rest().split_at_checked(1).unwrap_or_default();
        // A quote after a backslash ends the value only if no other quote does.
        let mut quotes = body.match_indices(quote).map(|(at, _)| at);
        let is_escaped =
            |at: &usize| body.split_at_checked(*at).is_some_and(|(head, _)| head.ends_with('\\'));
        let Some(end) = quotes.clone().find(|at| !is_escaped(at)).or_else(|| quotes.next_back()) else {
            let expected = if quote == '"' { "a closing `\"`" } else { "a closing `'`" };
            return Err(InvalidText::new(NOUN, expected, "", self.text.len()));
        };
        let (value, _) = body.split_at_checked(end).unwrap_or_default();
        self.at += 1 + end + 1;
        // One after the other, as the CLI does it: in `\\'` the backslash before the quote goes first.
        let value = value.replace(if quote == '"' { "\\\"" } else { "\\'" }, quote.encode_utf8(&mut [0; 4]));
        Ok(Some(value.replace("\\\\", "\\")))
    }

    /// A value without quotes, if there is a character that may start one.
    fn plain(&mut self, continues: fn(char) -> bool) -> Option<String> {
        let mut is_first = true;
        let mut after_backslash = false;
        let value = self.while_matches(|c| {
            let may = if is_first { starts_plain(c) } else { continues(c) } || (c == ',' && after_backslash);
            is_first = false;
            after_backslash = c == '\\';
            may
        });
        if value.is_empty() {
            None
        } else {
            Some(value.replace("\\,", ",").trim_end_matches(is_space).to_owned())
        }
    }

    /// This character and the spaces after it.
    fn token(&mut self, token: char, expected: &'static str) -> Result<(), InvalidText> {
        if !self.rest().starts_with(token) {
            return Err(self.expected(expected));
        }
        self.at += token.len_utf8();
        self.skip_spaces();
        Ok(())
    }

    fn skip_spaces(&mut self) {
        self.while_matches(|c| matches!(c, ' ' | '\t'..='\r'));
    }

    fn while_matches(&mut self, mut matches: impl FnMut(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|c| !matches(c)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn read(&self) -> &'a str {
        self.text.get(..self.at).unwrap_or_default()
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn expected(&self, expected: &'static str) -> InvalidText {
        InvalidText::new(NOUN, expected, self.rest(), self.at)
    }

    fn expected_at(&self, at: usize, expected: &'static str) -> InvalidText {
        InvalidText::new(NOUN, expected, self.text.get(at..).unwrap_or_default(), at)
    }
}

/// What may start a plain value.
fn starts_plain(c: char) -> bool {
    ('!'..='\u{ffff}').contains(&c) && !matches!(c, '"' | '\'' | ',' | '=' | '[' | '{')
}

/// What may follow in the first plain value after `=`.
fn continues_first(c: char) -> bool {
    (is_space(c) || ('!'..='\u{ffff}').contains(&c)) && !matches!(c, '"' | '\'' | ',' | ']' | '}')
}

/// What may follow in a further plain value of a list.
fn continues_second(c: char) -> bool {
    (is_space(c) || ('!'..='\u{ffff}').contains(&c)) && !matches!(c, '"' | '\'' | ',' | '=')
}

/// A space as the CLI's language counts them: with the four separators U+001C to U+001F.
fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::parse;

    /// What the AWS CLI (1.46.3) reads from the argument.
    #[track_caller]
    fn reads(argument: &str, key: &str, value: &str) {
        let tag = parse(argument).unwrap();
        assert_eq!((tag.key.as_str(), tag.value.as_str()), (key, value), "{argument}");
    }

    /// The AWS CLI (1.46.3) refuses the argument too, but for the one in the last test; the message is ours.
    #[track_caller]
    fn refuses(argument: &str, why: &str) {
        let message = parse(argument).unwrap_err().to_string();
        assert_eq!(message.strip_prefix("invalid tag in shorthand: expected "), Some(why), "{argument}");
    }

    #[test]
    fn members_come_in_any_order() {
        reads("TagKey=team,TagValue=blue", "team", "blue");
        reads("TagValue=blue,TagKey=team", "team", "blue");
        reads("TagKey=aws:x/y+z-@_.,TagValue=100%", "aws:x/y+z-@_.", "100%");
        reads("TagKey=é,TagValue=日本", "é", "日本");
    }

    #[test]
    fn quotes_hold_anything() {
        reads("TagKey='team',TagValue=\"blue\"", "team", "blue");
        reads("TagKey=\"cost center\",TagValue='4, 2'", "cost center", "4, 2");
        reads(r#"TagKey='it\'s',TagValue="say \"hi\"""#, "it's", "say \"hi\"");
        reads(r#"TagKey='"',TagValue="\\ '""#, "\"", "\\ '");
        reads("TagKey=\"🔑\",TagValue='🔑'", "🔑", "🔑");
        reads("TagKey='' , TagValue=' '", "", " ");
    }

    #[test]
    fn a_backslash_escapes_a_comma_and_nothing_else_outside_quotes() {
        reads(r"TagKey=a\,b,TagValue=c\,", "a,b", "c,");
        reads(r"TagKey=a\b,TagValue=c\\d", r"a\b", r"c\\d");
    }

    #[test]
    fn a_quote_after_a_backslash_closes_only_when_no_other_quote_does() {
        reads(r"TagKey='a\',TagValue=b", r"a\", "b");
        refuses(
            r"TagKey='a\',TagValue='b'",
            "`,`, the end, or quotes around the whole value, found `b'` at byte 22",
        );
        refuses(
            r"TagKey='a\\',TagValue='b'",
            "`,`, the end, or quotes around the whole value, found `b'` at byte 23",
        );
    }

    #[test]
    fn spaces_around_a_plain_value_are_dropped_and_inside_it_kept() {
        reads("TagKey=cost center ,TagValue= 4 2 ", "cost center", "4 2");
        reads("TagKey = a , TagValue = b", "a", "b");
        reads("TagKey=a\nb,TagValue=c\n", "a\nb", "c");
        reads("TagKey=\ta,TagValue=b\u{a0}", "a", "b");
        reads("TagKey=a\u{1c},TagValue=b", "a", "b");
    }

    #[test]
    fn a_value_may_be_empty() {
        reads("TagKey=a,TagValue=", "a", "");
        reads("TagKey=a,TagValue=''", "a", "");
        reads("TagKey=,TagValue=", "", "");
    }

    #[test]
    fn signs_are_plain_after_the_first_character() {
        reads("TagKey=a=b,TagValue=c==d", "a=b", "c==d");
        reads("TagKey=a[b,TagValue=c{d", "a[b", "c{d");
        refuses(
            "TagKey==a,TagValue=b",
            "`,`, the end, or quotes around the whole value, found `=a,TagValue=b` at byte 7",
        );
    }

    #[test]
    fn the_cli_goes_back_to_the_nearest_comma() {
        reads("TagKey=a,,TagValue=b", "a", "b");
        reads(r"TagKey=a,b\,TagValue=c", "a", "c");
        reads("TagKey=a,'x,TagValue='z'", "a", "z");
    }

    #[test]
    fn a_plain_value_cannot_hold_quotes_closing_brackets_control_or_astral_characters() {
        for (argument, found) in [
            ("TagKey=a,TagValue=b]c", "`]c` at byte 19"),
            ("TagKey=a,TagValue=b}", "`}` at byte 19"),
            ("TagKey=a,TagValue=b\"c\"", "`\"c\"` at byte 19"),
            ("TagKey=a,TagValue=\"b\"c", "`c` at byte 21"),
            ("TagKey=a,TagValue=b🔑", "`🔑` at byte 19"),
            ("TagKey=a,TagValue=🔑", "`🔑` at byte 18"),
            ("TagKey=a,TagValue=b\u{7}", "`\\u{7}` at byte 19"),
        ] {
            refuses(argument, &format!("`,`, the end, or quotes around the whole value, found {found}"));
        }
    }

    #[test]
    fn a_quote_must_be_closed() {
        refuses("TagKey=\"a,TagValue=b", "a closing `\"`, found the end at byte 20");
        refuses("TagKey=a,TagValue='", "a closing `'`, found the end at byte 19");
    }

    #[test]
    fn lists_and_structures_are_not_strings() {
        refuses("TagKey=[a,b],TagValue=c", "a string, found `[a,b],TagValue=c` at byte 7");
        refuses("TagKey=a,TagValue={b=c}", "a string, found `{b=c}` at byte 18");
        for (argument, found) in [
            ("TagKey=a,TagValue=b,c", "`c` at byte 20"),
            ("TagKey=a,TagValue=b,", "the end at byte 20"),
            ("TagKey=a,TagValue", "`TagValue` at byte 9"),
            ("TagKey=a,\"b\"", "`\"b\"` at byte 9"),
            ("TagKey=a,", "the end at byte 9"),
        ] {
            let expected = r"`TagKey=` or `TagValue=` after a comma that is not `\,`";
            refuses(argument, &format!("{expected}, found {found}"));
        }
    }

    #[test]
    fn the_members_are_these_two_once_each() {
        refuses("", "`TagKey=` or `TagValue=`, found the end at byte 0");
        refuses("team=blue", "`TagKey=` or `TagValue=`, found `team=blue` at byte 0");
        refuses("tagkey=a,TagValue=b", "`TagKey=` or `TagValue=`, found `tagkey=a,TagValue=b` at byte 0");
        refuses(" TagKey=a,TagValue=b", "`TagKey=` or `TagValue=`, found ` TagKey=a,TagValue=b` at byte 0");
        refuses("TagKey=a,Value=b", "`TagKey=` or `TagValue=`, found `Value=b` at byte 9");
        refuses("TagKey=a", "`,TagValue=`, found the end at byte 8");
        refuses("TagValue=b", "`,TagKey=`, found the end at byte 10");
        refuses("TagKey=a TagValue=b", "`,TagValue=`, found the end at byte 19");
        refuses("TagKey", "`=`, found the end at byte 6");
        refuses(
            "TagKey=a,TagKey=b,TagValue=c",
            "each member once, and a space before the next tag, found `TagKey=b,TagValue=c` at byte 9",
        );
    }

    #[test]
    fn a_value_from_a_file_is_refused_where_the_cli_would_read_the_file() {
        refuses("TagKey@=file://key.txt,TagValue=b", "`=`, found `@=file://key.txt,TagValue=b` at byte 6");
    }
}
