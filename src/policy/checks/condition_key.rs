//! What is checked of a condition key, whatever it is compared with.

use super::condition::Line;
use super::correction::{json, replace};
use super::variable;
use crate::policy::action_set::ONLY_IN_IAM;
use crate::policy::condition_key::Prefix;
use crate::policy::rule::condition::{GLOBAL_KEY, IAM_ONLY, KEY_OF_ACTION, KEY_OF_KMS, KEY_PREFIX, KMS_KEY};
use crate::policy::spelling::nearest;
use crate::policy::{Action, ActionSet, Comparison, ConditionKey, ConditionOperator, Element, PolicySupport};
use crate::verdict::{Answer, Applicability, Report};

/// What is wrong with a condition key; the key, if it is known and KMS looks at it.
pub(super) fn check<'c>(line: Line<'c>, never: &mut Never, report: &mut Report) -> Option<&'c ConditionKey> {
    let Some(key) = ConditionKey::named(line.key) else { return not_listed(line, report) };
    if key.support() == PolicySupport::IamPoliciesOnly {
        iam_only(line, report);
        return None;
    }
    let actions = line.statement.actions();
    let without = actions.difference(key.actions()).difference(ONLY_IN_IAM);
    if !without.is_empty() {
        not_in_requests(line, key, without, never, report);
    }
    Some(key)
}

#[cold]
fn not_listed<'c>(line: Line<'c>, report: &mut Report) -> Option<&'c ConditionKey> {
    let vocabulary = line.setting.vocabulary();
    let known = vocabulary.key(line.key);
    if known.is_some() {
        return known;
    }
    let service = line.key.split_once(':').map(|(service, _)| service);
    if service.is_some_and(|service| vocabulary.has_service(service)) {
        return None;
    }
    if variable::begins_in(line.key) {
        variable::in_wrong_element(line.key, "the name of a condition key", line.key_place(), report);
        return None;
    }
    match (Prefix::of(line.key), service) {
        (Some(prefix), _) => unknown(line, prefix, report),
        (None, None) => without_prefix(line, report),
        (None, Some(_)) => {
            let message = format_args!("no request to KMS has the condition key `{}`", line.key);
            report.broken(&KEY_OF_KMS).warned(Answer::Unknown, line.key_place(), message);
        }
    }
    None
}

/// The names that a key may have; of those with a variable part, what stands before it.
fn names<'c>(line: Line<'c>) -> impl Iterator<Item = &'c str> {
    let listed = ConditionKey::all().map(|key| -> &'c str { key.name() });
    listed.chain(line.setting.vocabulary().key_names())
}

fn unknown(line: Line<'_>, prefix: Prefix, report: &mut Report) {
    let known = meant(line, prefix);
    let Some(severity) = line.setting.vocabulary().severity(known.as_deref()) else { return };
    let (rule, owner) = match prefix {
        Prefix::Kms => (&KMS_KEY, "KMS"),
        Prefix::Aws => (&GLOBAL_KEY, "AWS"),
    };
    let message = format_args!("{owner} has no condition key `{}`", line.key);
    let mut broken = report.broken(rule);
    let mut finding = broken.found(severity, Answer::Unknown, line.key_place(), message);
    match known {
        Some(known) if known.ends_with([':', '/']) => {
            finding.help(format!("something has to follow: `{known}…`"));
        }
        Some(known) => {
            finding.help(format!("did you mean `{known}`?"));
            finding.edit(replace(line.key_place(), json(&known), Applicability::MaybeIncorrect));
        }
        None => finding.help("if AWS has added it, add it to the vocabulary of the check"),
    }
}

/// The key that a name with the right prefix misspells.
fn meant(line: Line<'_>, prefix: Prefix) -> Option<String> {
    let rest = after_prefix(line.key);
    let has_prefix = |name: &str| Prefix::of(name) == Some(prefix);
    if let Some(known) = nearest(rest, names(line).filter(|name| has_prefix(name)).map(after_prefix)) {
        return Some(format!("{}{known}", prefix.as_str()));
    }
    // With a variable part, what stands before it may be misspelled.
    let (start, variable) = rest.split_at_checked(rest.find([':', '/'])? + 1)?;
    let starts = ConditionKey::all().filter(|key| key.has_variable_part() && has_prefix(key.name()));
    let known = nearest(start, starts.map(|key| after_prefix(key.name())))?;
    Some(format!("{}{known}{variable}", prefix.as_str()))
}

fn after_prefix(name: &str) -> &str {
    name.get(Prefix::LENGTH..).unwrap_or_default()
}

fn without_prefix(line: Line<'_>, report: &mut Report) {
    let message = format_args!("the condition key `{}` has no prefix", line.key);
    let mut broken = report.broken(&KEY_PREFIX);
    let mut finding = broken.mistaken(Answer::Unknown, line.key_place(), message);
    let is_it = |name: &&str| after_prefix(name).eq_ignore_ascii_case(line.key);
    match names(line).find(is_it) {
        Some(known) => {
            finding.help(format!("did you mean `{known}`?"));
            finding.edit(replace(line.key_place(), json(known), Applicability::MaybeIncorrect));
        }
        None => finding.help("condition keys of KMS begin with `kms:`, global ones with `aws:`"),
    }
}

#[cold]
fn iam_only(line: Line<'_>, report: &mut Report) {
    let message = format_args!("KMS looks at `{}` in IAM policies, but not in key policies", line.key);
    let mut broken = report.broken(&IAM_ONLY);
    let mut finding = broken.warned(Answer::AcceptsWithoutEffect, line.key_place(), message);
    finding.help("say it in an IAM policy");
}

/// The actions of a statement, in words, that somebody asked for by name and of which no request has some key: looked up
/// once for all keys that the same requests have.
#[derive(Default)]
pub(super) struct Never {
    has_added_actions: Option<bool>,
    of_keys: Vec<(ActionSet, String)>,
}

impl Never {
    /// Whether nothing is known of some of the actions.
    fn has_added_actions(&mut self, line: Line<'_>) -> bool {
        let vocabulary = line.setting.vocabulary();
        let mut texts = line.statement.texts(Element::Action);
        *self.has_added_actions.get_or_insert_with(|| texts.any(|text| vocabulary.reach(text).is_some()))
    }

    /// What a pattern matches besides is not what somebody asked for by name.
    fn of_key(&mut self, key: &ConditionKey, line: Line<'_>) -> &str {
        const MOST: usize = 10;
        let known = self.of_keys.iter().position(|(actions, _)| *actions == key.actions());
        let at = known.unwrap_or_else(|| {
            let is_never = |text: &&str| {
                let meant = ActionSet::matching(text).difference(ONLY_IN_IAM);
                !meant.is_empty() && meant.intersection(key.actions()).is_empty()
            };
            let mut never = line.statement.texts(Element::Action).filter(is_never);
            let names: Vec<_> = never.by_ref().take(MOST).map(|text| format!("`{text}`")).collect();
            let more = if never.next().is_some() { " and others" } else { "" };
            self.of_keys.push((key.actions(), names.join(", ") + more));
            self.of_keys.len() - 1
        });
        self.of_keys.get(at).map(|(_, names)| &**names).unwrap_or_default()
    }
}

/// A key that requests for some of the actions never have.
#[cold]
fn not_in_requests(
    line: Line<'_>,
    key: &ConditionKey,
    without: ActionSet,
    never: &mut Never,
    report: &mut Report,
) {
    let Some(operator) = ConditionOperator::of(line.operator_name) else { return };
    if never.has_added_actions(line) {
        return; // nothing is known of added actions
    }
    let with = line.statement.actions().difference(without).difference(ONLY_IN_IAM);
    if with.is_empty() {
        let so = match operator.comparison {
            Comparison::Null => "",
            _ if operator.passes_without_key() => ", so that the condition always holds",
            _ => ", so that the statement never applies",
        };
        let message = format_args!("no request for the actions of the statement has `{}`{so}", line.key);
        let mut broken = report.broken(&KEY_OF_ACTION);
        let mut finding = broken.warned(Answer::AcceptsWithoutEffect, line.key_place(), message);
        finding.help(format!("only requests for {} have it", listed(key.actions())));
        return;
    }
    if operator.comparison == Comparison::Null || operator.passes_without_key() {
        return;
    }
    let never = never.of_key(key, line);
    if never.is_empty() {
        return;
    }
    let message = format_args!(
        "requests for {never} do not have `{}`, so that the statement never applies to them",
        line.key
    );
    report
        .broken(&KEY_OF_ACTION)
        .warned(Answer::AcceptsWithoutEffect, line.key_place(), message)
        .help("put these actions into a statement without this condition");
}

/// The first few actions, in words.
fn listed(actions: ActionSet) -> String {
    const MOST: usize = 4;
    let names: Vec<_> = actions.iter().take(MOST).map(|action: Action| format!("`{action}`")).collect();
    let more = match actions.len().saturating_sub(MOST) {
        0 => "",
        _ => " and others",
    };
    format!("{}{more}", names.join(", "))
}
