//! The names that the members of an object may have.

use super::correction::{json, replace};
use crate::json_tree::Members;
use crate::policy::rule::grammar::DUPLICATE_MEMBER;
use crate::policy::spelling::nearest;
use crate::verdict::{Answer, Applicability, Place, Pointer, Report, Rule};

/// The names that the members of an object may have, and the rules that other names break.
pub(super) struct Vocabulary {
    pub(super) names: &'static [&'static str],
    /// What a member of such a name is: `an element of a statement`.
    pub(super) noun: &'static str,
    /// What to do about another name.
    pub(super) help: &'static str,
    pub(super) unknown: &'static Rule,
    pub(super) other_case: &'static Rule,
    pub(super) duplicate: &'static Rule,
}

/// Which names of a [`Vocabulary`] are there in another spelling: what follows from their absence is not to be said.
#[derive(Clone, Copy, Default)]
pub(super) struct Meant(u16);

impl Meant {
    /// Whether the name of this number is meant.
    pub(super) const fn has(self, number: usize) -> bool {
        self.0 >> number & 1 == 1
    }

    /// Whether any name is meant.
    pub(super) const fn is_any(self) -> bool {
        self.0 != 0
    }
}

impl Vocabulary {
    /// Says which members of an object have names that they may not have, or have names twice. There must be such
    /// members; who calls finds that out at less cost.
    #[cold]
    pub(super) fn check(&self, members: Members<'_>, at: &Pointer, report: &mut Report) -> Meant {
        let mut meant = Meant::default();
        let names = names(members);
        let is_there = |name: &str| names.iter().any(|other| other.text == name);
        let there: Vec<_> = self.names.iter().filter(|name| is_there(name)).collect();
        for Name { text, count } in &names {
            if self.names.contains(text) {
                if *count > 1 {
                    duplicate(self.duplicate, text, *count, at, report);
                }
                continue;
            }
            let place = Place::at_name(at.child(text));
            let in_other_case = self.names.iter().find(|name| name.eq_ignore_ascii_case(text)).copied();
            let Some(name) = in_other_case.or_else(|| nearest(text, self.names.iter().copied())) else {
                let message = format_args!("`{text}` is not {}", self.noun);
                report.broken(self.unknown).mistaken(Answer::Unknown, place, message).help(self.help);
                continue;
            };
            let number = self.names.iter().position(|other| *other == name).unwrap_or_default();
            meant.0 |= 1 << number;
            let is_free = !there.contains(&&name);
            let (rule, message) = match in_other_case {
                Some(name) => (self.other_case, format!("`{text}` is written `{name}`")),
                None => (self.unknown, format!("`{text}` is not {}, but `{name}` is", self.noun)),
            };
            let applicability = match in_other_case {
                Some(_) => Applicability::MachineApplicable,
                None => Applicability::MaybeIncorrect,
            };
            let edit = if is_free { replace(place.clone(), json(name), applicability) } else { None };
            report.broken(rule).mistaken(Answer::Unknown, place, message).edit(edit);
        }
        meant
    }
}

/// A name of a member, and how many members have it.
struct Name<'m> {
    text: &'m str,
    count: usize,
}

/// The names of the members, each once, in the order in which they stand last.
fn names(members: Members<'_>) -> Vec<Name<'_>> {
    let mut sorted: Vec<_> =
        members.iter().enumerate().map(|(number, member)| (member.name, number)).collect();
    sorted.sort_unstable();
    let same = sorted.chunk_by(|one, other| one.0 == other.0);
    let mut last: Vec<_> = same
        .filter_map(|same| same.last().map(|(text, number)| (*number, Name { text, count: same.len() })))
        .collect();
    last.sort_unstable_by_key(|(number, _)| *number);
    last.into_iter().map(|(_, name)| name).collect()
}

/// The most members of which each is compared with each; of more, the names are sorted.
const FEW: usize = 16;

/// Says which names of an object stand twice, where every name may stand.
pub(super) fn no_duplicates(members: Members<'_>, at: impl FnOnce() -> Pointer, report: &mut Report) {
    if members.iter().nth(1).is_none() {
        return;
    }
    if members.iter().nth(FEW).is_none() {
        let mut others = members.iter();
        let stands_later =
            |name: &str| others.next().is_some() && others.clone().any(|other| other.name == name);
        if !members.iter().map(|member| member.name).any(stands_later) {
            return;
        }
    }
    let mut repeated = names(members).into_iter().filter(|name| name.count > 1).peekable();
    if repeated.peek().is_some() {
        let at = at();
        for Name { text, count } in repeated {
            duplicate(&DUPLICATE_MEMBER, text, count, &at, report);
        }
    }
}

#[cold]
fn duplicate(rule: &'static Rule, name: &str, count: usize, at: &Pointer, report: &mut Report) {
    let times = if count == 2 { "twice".to_owned() } else { format!("{count} times") };
    let message = format_args!("`{name}` stands {times} in one object");
    report
        .broken(rule)
        .mistaken(Answer::Unknown, Place::at_name(at.child(name)), message)
        .help("put what is meant under one name: most readers of JSON see the last one alone");
}
