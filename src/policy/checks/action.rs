//! What is checked of the actions of a statement.

use super::correction::replace;
use super::security::PUT_KEY_POLICY;
use super::variable;
use super::whom::Whom;
use crate::identity::AccountId;
use crate::json_tree::Tree;
use crate::policy::action_set::ONLY_IN_IAM;
use crate::policy::rule::action::{
    KNOWN_NAME, MATCHES, OF_KMS, ON_A_KEY, OWN_ACCOUNT, PLAIN_PREFIX, RE_ENCRYPT, REDUNDANT,
};
use crate::policy::setting::Setting;
use crate::policy::spelling::nearest;
use crate::policy::vocabulary::Vocabulary;
use crate::policy::{Action, ActionSet, Effect, Element, NamedPrincipal, PrincipalType, Reach, Statement};
use crate::verdict::{Answer, Applicability, Place, Report};

/// What is wrong with the texts in `Action` and `NotAction`.
pub(in crate::policy) fn check(
    statement: Statement<'_>,
    whom: Whom,
    setting: &Setting<'_>,
    report: &mut Report,
) {
    if !statement.outline.has_plain_actions {
        for element in [Element::Action, Element::NotAction] {
            each(statement, element, setting.vocabulary(), report);
        }
    }
    let gives_management = whom.may_be_foreign
        && statement.effect() == Some(Effect::Allow)
        && !statement.actions().intersection(OF_OWN_ACCOUNT).is_empty();
    if let (true, Some(account)) = (gives_management, setting.account()) {
        other_accounts(statement, account, report);
    }
}

/// The actions that principals of the key's own account alone can be allowed.
const OF_OWN_ACCOUNT: ActionSet = ActionSet::with_reach(Reach::OwnAccount);

/// What a text in `Action` is.
enum Said {
    /// Nothing is wrong with it, or another check says so.
    Plain,
    /// It has a variable, which has no meaning there.
    WithVariable,
    /// It begins with a pattern of services.
    AnyService,
    /// An action of another service.
    OfOtherService,
    /// `kms:ReEncrypt`.
    ReEncrypt,
    /// A name that KMS does not have.
    Unknown,
    /// A pattern that no action matches.
    MatchesNone,
    /// Actions that only IAM policies can allow.
    OnlyInIam,
}

impl Said {
    fn of(text: &str, meant: ActionSet, vocabulary: &Vocabulary) -> Self {
        let Some((service, name)) = text.split_once(':') else { return Self::Plain };
        if service.is_empty() {
            return Self::Plain; // that it says no service is another finding
        }
        if text.contains("${") {
            return Self::WithVariable;
        }
        if service.contains(['*', '?']) {
            return Self::AnyService;
        }
        if vocabulary.has_service(service) {
            return Self::Plain;
        }
        match vocabulary.reach(text) {
            Some(Reach::OwnAccount | Reach::AnyAccount) => return Self::Plain,
            Some(Reach::Nobody) if meant.is_empty() => return Self::OnlyInIam,
            _ => {}
        }
        if !service.eq_ignore_ascii_case("kms") {
            return Self::OfOtherService;
        }
        if !meant.is_empty() {
            return if meant.difference(ONLY_IN_IAM).is_empty() { Self::OnlyInIam } else { Self::Plain };
        }
        if name.eq_ignore_ascii_case("ReEncrypt") {
            Self::ReEncrypt
        } else if name.contains(['*', '?']) {
            Self::MatchesNone
        } else {
            Self::Unknown
        }
    }
}

#[cold]
fn each(statement: Statement<'_>, element: Element, vocabulary: &Vocabulary, report: &mut Report) {
    let Some(values) = statement.values(element) else { return };
    let meant_by = |item: Tree<'_>| item.text().map_or(ActionSet::EMPTY, ActionSet::matching);
    let items: Vec<_> = values.items.iter().collect();
    let meant: Vec<_> = items.iter().copied().map(meant_by).collect();
    let distinct = Distinct::of(&meant);
    for (index, (item, set)) in items.iter().zip(&meant).enumerate() {
        let Some(text) = item.text() else { continue };
        let pointer = || values.pointer_to(index, statement.pointer().into_child(element.as_str()));
        match Said::of(text, *set, vocabulary) {
            Said::Plain => {}
            Said::WithVariable => {
                variable::in_wrong_element(text, element.as_str(), Place::at(pointer()), report)
            }
            Said::AnyService => any_service(text, Place::at(pointer()), report),
            Said::OfOtherService => other_service(text, Place::at(pointer()), report),
            Said::ReEncrypt => re_encrypt(text, values.is_list, Place::at(pointer()), report),
            Said::Unknown => unknown(text, vocabulary, Place::at(pointer()), report),
            Said::MatchesNone => matches_none(text, vocabulary, Place::at(pointer()), report),
            Said::OnlyInIam if element == Element::NotAction => {}
            Said::OnlyInIam => only_in_iam(text, Place::at(pointer()), report),
        }
        let wider = distinct.said_by(*set, index).and_then(|wider| items.get(wider)?.text());
        if let (false, Some(wider)) = (set.is_empty(), wider) {
            let place = Place::at(pointer());
            let mut broken = report.broken(&REDUNDANT);
            let mut finding = match text.eq_ignore_ascii_case(wider) {
                true => broken.suggested(place, format_args!("the action `{text}` stands in the list twice")),
                false => broken.suggested(place, format_args!("the action `{text}` is in `{wider}` already")),
            };
            finding.help("leave it out: the statement means the same");
        }
    }
}

/// The sets of actions that the texts of a list mean, each once.
struct Distinct {
    /// In the order of the sets.
    sets: Vec<Meant>,
}

struct Meant {
    set: ActionSet,
    /// The first text that means it.
    first: usize,
    /// The first text that means more.
    wider: Option<usize>,
}

impl Distinct {
    fn of(meant: &[ActionSet]) -> Self {
        let mut sets: Vec<_> =
            meant.iter().zip(0..).map(|(set, first)| Meant { set: *set, first, wider: None }).collect();
        sets.sort_by_key(|meant| meant.set); // stable: what stands first comes first
        sets.dedup_by_key(|meant| meant.set);
        let widers: Vec<_> = sets
            .iter()
            .map(|one| {
                let is_wider = |more: &&Meant| more.set != one.set && more.set.contains_all(one.set);
                sets.iter().filter(is_wider).map(|more| more.first).min()
            })
            .collect();
        for (meant, wider) in sets.iter_mut().zip(widers) {
            meant.wider = wider;
        }
        Self { sets }
    }

    /// The first text that says what the text of this number and meaning says, the same before it or more.
    fn said_by(&self, set: ActionSet, number: usize) -> Option<usize> {
        let at = self.sets.binary_search_by_key(&set, |meant| meant.set).ok()?;
        let Meant { first, wider, .. } = *self.sets.get(at)?;
        let same = (first < number).then_some(first);
        same.into_iter().chain(wider).min()
    }
}

fn any_service(text: &str, place: Place, report: &mut Report) {
    let message = format_args!("the action `{text}` has a wildcard in the name of its service");
    let service = text.find(':').unwrap_or(text.len());
    let place = place.with_stretch(0..service);
    let mut broken = report.broken(&PLAIN_PREFIX);
    let mut finding = broken.warned(Answer::Unknown, place.clone(), message);
    finding.help("write `kms:`: nothing else has an effect in a key policy");
    finding.edit(replace(place, "kms", Applicability::MaybeIncorrect));
}

fn other_service(text: &str, place: Place, report: &mut Report) {
    let (service, name) = text.split_once(':').unwrap_or_default();
    let message = format_args!("the action `{text}` is not one of KMS");
    let mut broken = report.broken(&OF_KMS);
    let mut finding = broken.warned(Answer::Unknown, place.clone(), message);
    // A service of which KMS has the action, and whose name is nearly that of KMS.
    let service = service.trim();
    let letters = "kms".chars().filter(|letter| service.contains(*letter)).count();
    let is_misspelled = matches!(service.len(), 2..=4) && letters >= 2;
    let action = format!("kms:{}", name.trim());
    if is_misspelled && !ActionSet::matching(&action).is_empty() {
        finding.help(format!("write `{action}`"));
        finding.edit(replace(place.with_stretch(0..text.len()), action, Applicability::MaybeIncorrect));
    } else {
        finding.help("in a key policy, nothing but actions on the key has an effect");
    }
}

fn re_encrypt(text: &str, is_in_list: bool, place: Place, report: &mut Report) {
    let message = format_args!("there is no action `{text}`: ReEncrypt needs two actions, one for each key");
    let mut broken = report.broken(&RE_ENCRYPT);
    let mut finding = broken.mistaken(Answer::Unknown, place.clone(), message);
    finding.help(
        "allow `kms:ReEncryptFrom` on the key that decrypts and `kms:ReEncryptTo` on the key that encrypts",
    );
    let both = r#""kms:ReEncryptFrom", "kms:ReEncryptTo""#;
    let both = if is_in_list { both.to_owned() } else { format!("[{both}]") };
    finding.edit(replace(place, both, Applicability::MaybeIncorrect));
}

fn unknown(text: &str, vocabulary: &Vocabulary, place: Place, report: &mut Report) {
    let (_, name) = text.split_once(':').unwrap_or_default();
    let names = Action::NAMES.iter().copied().chain(vocabulary.action_names());
    let known = nearest(name, names.filter_map(|known| known.split_once(':')).map(|(_, name)| name));
    let Some(severity) = vocabulary.severity(known) else { return };
    let message = format_args!("KMS has no action `{text}`");
    let place = place.with_stretch(text.len() - name.len()..text.len());
    let mut broken = report.broken(&KNOWN_NAME);
    let mut finding = broken.found(severity, Answer::Unknown, place.clone(), message);
    match known {
        Some(known) => {
            finding.help(format!("did you mean `kms:{known}`?"));
            finding.edit(replace(place, known, Applicability::MaybeIncorrect));
        }
        None => finding.help("if AWS has added it, add it to the vocabulary of the check"),
    }
}

fn matches_none(text: &str, vocabulary: &Vocabulary, place: Place, report: &mut Report) {
    let Some(severity) = vocabulary.severity(None) else { return };
    let message = format_args!("no action of KMS matches `{text}`");
    report.broken(&MATCHES).found(severity, Answer::Unknown, place, message);
}

fn only_in_iam(text: &str, place: Place, report: &mut Report) {
    let message = format_args!("a key policy cannot allow or deny `{text}`: it is not done to a key");
    let mut broken = report.broken(&ON_A_KEY);
    let mut finding = broken.warned(Answer::AcceptsWithoutEffect, place, message);
    finding.help("say it in an IAM policy");
}

/// Principals of other accounts that are given what nobody in another account can do.
fn other_accounts(statement: Statement<'_>, account: AccountId, report: &mut Report) {
    let is_other = |principal: NamedPrincipal<'_>| {
        principal.kind == PrincipalType::Aws && account_in(principal.text).is_some_and(|of| of != account)
    };
    let mut principals = statement.principals();
    if !principals.clone().any(is_other) {
        return;
    }
    let Some(first) = principals.next() else { return };
    if is_other(first) && principals.all(is_other) {
        // For each action, whatever the others are.
        let Some(values) = statement.values(Element::Action) else { return };
        for (index, item) in values.items.iter().enumerate() {
            let Some(text) = item.text() else { continue };
            let meant = ActionSet::matching(text).difference(ONLY_IN_IAM);
            if meant.is_empty() || !meant.difference(OF_OWN_ACCOUNT).is_empty() {
                continue;
            }
            if !meant.intersection(PUT_KEY_POLICY).is_empty() {
                continue; // another rule is about administrators
            }
            let place =
                Place::at(values.pointer_to(index, statement.pointer().into_child(Element::Action.as_str())));
            let message =
                format_args!("`{text}` has no effect for `{}`, which is in another account", first.text);
            gives_nothing(place, message, report);
        }
        return;
    }
    let meant = statement.actions();
    if !meant.difference(ONLY_IN_IAM).difference(OF_OWN_ACCOUNT).is_empty()
        || !meant.intersection(PUT_KEY_POLICY).is_empty()
    {
        return;
    }
    let element = statement.pointer().into_child(Element::Principal.as_str());
    for principal in statement.principals().filter(|principal| is_other(*principal)) {
        let message =
            format_args!("the statement gives nothing to `{}`, which is in another account", principal.text);
        gives_nothing(Place::at(principal.pointer(&element)), message, report);
    }
}

fn gives_nothing(place: Place, message: std::fmt::Arguments<'_>, report: &mut Report) {
    report.broken(&OWN_ACCOUNT).warned(Answer::AcceptsWithoutEffect, place, message).help("other accounts can use a key and its grants, and describe it; only the key's own account can manage it");
}

/// The account that a principal belongs to, as far as its text says.
fn account_in(principal: &str) -> Option<AccountId> {
    let account = if principal.starts_with("arn:") { principal.split(':').nth(4)? } else { principal };
    account.parse().ok()
}
