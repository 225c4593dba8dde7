//! What a text in `Action` means.

use std::borrow::Cow;

use super::action::NAMES;
use super::action_set::ActionSet;
use super::glob::{Case, Glob};
use super::names::Names;

/// Patterns that policies often have: those of the key policies that the AWS console makes, and some like them.
const PATTERNS: [&str; 24] = [
    "*",
    "kms:*",
    "kms:Cancel*",
    "kms:Create*",
    "kms:Decrypt*",
    "kms:Delete*",
    "kms:Describe*",
    "kms:Disable*",
    "kms:Enable*",
    "kms:Encrypt*",
    "kms:Generate*",
    "kms:GenerateDataKey*",
    "kms:Get*",
    "kms:Import*",
    "kms:List*",
    "kms:Put*",
    "kms:ReEncrypt*",
    "kms:Replicate*",
    "kms:Revoke*",
    "kms:Schedule*",
    "kms:Tag*",
    "kms:Untag*",
    "kms:Update*",
    "kms:Verify*",
];

const TEXTS: usize = NAMES.len() + PATTERNS.len();

/// The names, and after them the patterns.
static LISTED: Names<TEXTS> = Names::new(listed_texts());

/// What each of these means.
static MEANT: [ActionSet; TEXTS] = meant(&listed_texts());

#[expect(
    clippy::indexing_slicing,
    reason = "INVARIANT: computed at compile time, where a wrong index is an error"
)]
const fn listed_texts() -> [&'static str; TEXTS] {
    let mut texts = [""; TEXTS];
    let mut at = 0;
    while at < TEXTS {
        texts[at] = if at < NAMES.len() { NAMES[at] } else { PATTERNS[at - NAMES.len()] };
        at += 1;
    }
    texts
}

#[expect(
    clippy::indexing_slicing,
    reason = "INVARIANT: computed at compile time, where a wrong index is an error"
)]
const fn meant(texts: &[&str; TEXTS]) -> [ActionSet; TEXTS] {
    let mut meant = [ActionSet::EMPTY; TEXTS];
    let mut at = 0;
    while at < TEXTS {
        let mut name = 0;
        while name < NAMES.len() {
            if is_meant_by(NAMES[name].as_bytes(), texts[at].as_bytes()) {
                meant[at] = meant[at].and(name);
            }
            name += 1;
        }
        at += 1;
    }
    meant
}

/// Whether a name is the text, or begins with what stands before the star at its end.
#[expect(
    clippy::indexing_slicing,
    reason = "INVARIANT: computed at compile time, where a wrong index is an error"
)]
const fn is_meant_by(name: &[u8], text: &[u8]) -> bool {
    let mut at = 0;
    while at < text.len() && text[at] != b'*' {
        if at == name.len() || name[at] != text[at] {
            return false;
        }
        at += 1;
    }
    at < text.len() || at == name.len()
}

/// The length of the longest name.
const LONGEST: usize = longest();

#[expect(
    clippy::indexing_slicing,
    reason = "INVARIANT: computed at compile time, where a wrong index is an error"
)]
const fn longest() -> usize {
    let (mut longest, mut at) = (0, 0);
    while at < NAMES.len() {
        if NAMES[at].len() > longest {
            longest = NAMES[at].len();
        }
        at += 1;
    }
    longest
}

/// A pattern that means the same, without stars behind stars; `None` if it asks for more characters than a name has.
fn shortened(pattern: &str) -> Option<Cow<'_, str>> {
    let mut short = String::new();
    let mut others = 0;
    for c in pattern.chars() {
        if c == '*' {
            if !short.ends_with('*') {
                short.push(c);
            }
            continue;
        }
        others += 1;
        if others > LONGEST {
            return None;
        }
        short.push(c);
    }
    Some(short.into())
}

impl ActionSet {
    /// The actions that a text in `Action` or `NotAction` means: a name, or a pattern with `*` and `?`, in any case.
    #[must_use]
    pub fn matching(text: &str) -> Self {
        if let Some(meant) = LISTED.position(text).and_then(|at| MEANT.get(at)) {
            return *meant;
        }
        if !text.contains(['*', '?']) {
            return Self::EMPTY;
        }
        // No name has a wildcard in it: what is found so is right.
        let found = text.strip_suffix('*').map_or(Self::EMPTY, Self::beginning);
        if !found.is_empty() {
            return found;
        }
        let short = if text.len() > 2 * LONGEST { shortened(text) } else { Some(Cow::Borrowed(text)) };
        let Some(short) = short else { return Self::EMPTY };
        let pattern = Glob::new(&short, Case::Ignored);
        Self::named(|name| pattern.matches(name))
    }

    /// The actions whose names begin so.
    fn beginning(start: &str) -> Self {
        let begins = |name: &[u8]| name.eq_ignore_ascii_case(start.as_bytes());
        Self::named(|name| name.as_bytes().get(..start.len()).is_some_and(begins))
    }
}

#[cfg(test)]
mod tests {
    use super::{ActionSet, Case, Glob, NAMES, PATTERNS};

    #[test]
    fn a_text_means_the_actions_that_it_matches_as_a_pattern() {
        let starts = [
            "", "*", "?", "k", "k*", "kms", "KMS:", "kms:", "kms:*", "kms:D", "kms:de", "kms:De?", "kms:Z",
            "s3:", "kms:@",
        ];
        let ends = ["", "*", "**", "?", "crypt", "*crypt", "e?crypt*", "GenerateDataKey", "Sign", "sign*"];
        let mut matched = 0;
        for text in starts.iter().flat_map(|start| ends.iter().map(move |end| format!("{start}{end}"))) {
            let pattern = Glob::new(&text, Case::Ignored);
            let expected = ActionSet::named(|name| pattern.matches(name));
            assert_eq!(ActionSet::matching(&text), expected, "{text}");
            matched += usize::from(!expected.is_empty());
        }
        assert_eq!(matched, 65);
        for text in NAMES.into_iter().chain(PATTERNS) {
            let pattern = Glob::new(text, Case::Ignored);
            assert_eq!(ActionSet::matching(text), ActionSet::named(|name| pattern.matches(name)), "{text}");
        }
    }

    #[test]
    fn stars_behind_stars_mean_one() {
        for (long, short) in
            [("*", "kms:*"), ("kms:Sig*n", "kms:Sign"), ("kms:*S*g*n", "kms:*S*g*n"), ("k*?", "k*?")]
        {
            let many = long.replace('*', &"*".repeat(200));
            assert_eq!(ActionSet::matching(&many), ActionSet::matching(short), "{long}");
        }
        let marks = "?".repeat(30);
        assert_eq!(ActionSet::matching(&"*?".repeat(30)), ActionSet::matching(&format!("{marks}*")));
        assert!(ActionSet::matching(&"*?".repeat(60)).is_empty());
    }
}
