//! What a key policy had better not allow.

use std::net::IpAddr;

use super::correction::add;
use super::whom::{Who, Whom};
use crate::identity::AccountId;
use crate::json_tree::{Member, Tree};
use crate::policy::action::Listed;
use crate::policy::action_set::ActionSet;
use crate::policy::arn::Arn;
use crate::policy::condition::Condition;
use crate::policy::condition_subject::ConditionSubject;
use crate::policy::document::Document;
use crate::policy::effect::Effect;
use crate::policy::element::Element;
use crate::policy::operator::Comparison;
use crate::policy::principals::NamedPrincipal;
use crate::policy::rule::security::{
    ALLOW_NOT_ACTION, ALLOW_NOT_PRINCIPAL, CONFUSED_DEPUTY_GUARD, DENY_NOT_PRINCIPAL, FOREIGN_ADMINISTRATOR,
    PRIVATE_ADDRESS, PUBLIC, PUBLIC_AWS, SAME_SID, SEPARATION_OF_DUTIES, UNLIMITED_GRANTS,
};
use crate::policy::setting::Setting;
use crate::policy::spelling::nearest;
use crate::policy::statement::Statement;
use crate::verdict::{Answer, Applicability, Noted, Place, Report};

/// Statements of the same name.
pub(in crate::policy) fn document(document: &Document<'_>, report: &mut Report) {
    let named = || {
        document.statements().filter_map(|statement| {
            let sid = statement.sid().filter(|sid| !sid.is_empty())?;
            Some((sid, statement))
        })
    };
    if document.statements().nth(1).is_none() {
        return;
    }
    let (mut once, mut twice) = (Marks::default(), Marks::default());
    let mut are_distinct = true;
    for (sid, _) in named() {
        let mark = mark_of(sid);
        if !once.add(mark) {
            twice.add(mark);
            are_distinct = false;
        }
    }
    if are_distinct {
        return; // as in nearly every policy
    }
    let mut alike: Vec<_> = named().filter(|(sid, _)| twice.has(mark_of(sid))).collect();
    alike.sort_by_key(|(sid, _)| *sid); // stable: what stands first comes first
    for same in alike.chunk_by(|(one, _), (other, _)| one == other) {
        for (sid, statement) in same.iter().skip(1) {
            let message = format_args!("an earlier statement has the name `{sid}` too");
            report
                .broken(&SAME_SID)
                .suggested(statement.place(Element::Sid), message)
                .help("KMS accepts it; whoever looks for a statement by its name finds two");
        }
    }
}

/// A number below [`Marks::ALL`] that equal names share, and few others.
fn mark_of(name: &str) -> usize {
    const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
    let (words, rest) = name.as_bytes().as_chunks::<8>();
    let mix = |hash: u64, word: u64| (hash.rotate_left(23) ^ word).wrapping_mul(SPREAD);
    let hash = words.iter().fold(name.len() as u64, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    let hash = rest.iter().fold(hash, |hash, byte| mix(hash, u64::from(*byte)));
    (hash >> 32) as usize % Marks::ALL
}

/// A set of marks.
#[derive(Default)]
struct Marks([u64; Self::ALL / 64]);

impl Marks {
    const ALL: usize = 1024;

    fn has(&self, mark: usize) -> bool {
        self.0.get(mark / 64).is_some_and(|word| word >> (mark % 64) & 1 == 1)
    }

    /// Whether the mark is new.
    fn add(&mut self, mark: usize) -> bool {
        let is_new = !self.has(mark);
        if let Some(word) = self.0.get_mut(mark / 64) {
            *word |= 1 << (mark % 64);
        }
        is_new
    }
}

/// What one statement allows, and to whom.
pub(in crate::policy) fn statement(
    statement: Statement<'_>,
    whom: Whom,
    setting: &Setting<'_>,
    report: &mut Report,
) {
    match statement.effect() {
        Some(Effect::Allow) => allowed(statement, whom, setting, report),
        Some(Effect::Deny) if statement.has(Element::NotPrincipal) => denied(statement, setting, report),
        _ => {}
    }
}

fn allowed(statement: Statement<'_>, whom: Whom, setting: &Setting<'_>, report: &mut Report) {
    if statement.has(Element::NotPrincipal) {
        let place = Place::at_name(statement.pointer().into_child(Element::NotPrincipal.as_str()));
        let message =
            "`NotPrincipal` with `Allow` allows everybody else in every AWS account, and anonymous callers";
        report
            .broken(&ALLOW_NOT_PRINCIPAL)
            .warned(Answer::Accepts, place, message)
            .help("say in `Principal` who is allowed, and deny the others in a statement of its own");
    }
    let has_not_action = statement.has(Element::NotAction);
    if has_not_action {
        let place = Place::at_name(statement.pointer().into_child(Element::NotAction.as_str()));
        let message = "`NotAction` with `Allow` allows every other action, also those that KMS gets later";
        report
            .broken(&ALLOW_NOT_ACTION)
            .warned(Answer::Accepts, place, message)
            .help("say in `Action` what is allowed");
    }
    let actions = statement.actions();
    if whom.may_be_foreign
        && !actions.intersection(PUT_KEY_POLICY).is_empty()
        && let Some(own) = setting.account()
    {
        foreign_administrators(statement, own, report);
    }
    if whom.has_anyone {
        public(statement, setting, report);
    }
    if whom.has_service && !actions.intersection(USE).is_empty() {
        confused_deputy(statement, setting, report);
    }
    if whom.has_identity && actions == ActionSet::ALL && !has_not_action {
        separation_of_duties(statement, report);
    }
    if (whom.has_anyone || whom.has_service || whom.has_identity)
        && !actions.intersection(CREATE_GRANT).is_empty()
    {
        unlimited_grants(statement, report);
    }
}

/// What makes an administrator of a key.
pub(super) const PUT_KEY_POLICY: ActionSet = ActionSet::of(&[Listed::PutKeyPolicy]);
const CREATE_GRANT: ActionSet = ActionSet::of(&[Listed::CreateGrant]);

/// What a deputy can be misled to do.
const USE: ActionSet = ActionSet::of(&[
    Listed::CreateGrant,
    Listed::Decapsulate,
    Listed::Decrypt,
    Listed::DeriveSharedSecret,
    Listed::Encapsulate,
    Listed::Encrypt,
    Listed::GenerateDataKey,
    Listed::GenerateDataKeyPair,
    Listed::GenerateDataKeyPairWithoutPlaintext,
    Listed::GenerateDataKeyWithoutPlaintext,
    Listed::GenerateMac,
    Listed::ReEncryptFrom,
    Listed::ReEncryptTo,
    Listed::Sign,
]);

/// The first that `Principal` names so.
fn first(statement: Statement<'_>, who: Who) -> Option<NamedPrincipal<'_>> {
    statement.principals().find(|principal| Who::of(principal.kind, principal.text) == who)
}

fn place_of(statement: Statement<'_>, principal: NamedPrincipal<'_>) -> Place {
    Place::at(principal.pointer(&statement.place(Element::Principal).pointer))
}

fn public(statement: Statement<'_>, setting: &Setting<'_>, report: &mut Report) {
    if statement.conditions().any(limits_whom) || is_meant_conditionally(statement) {
        return;
    }
    let Some(anyone) = first(statement, Who::Anyone) else { return };
    let rule = if anyone.is_bare() { &PUBLIC } else { &PUBLIC_AWS };
    let message = if statement.has(Element::Condition) {
        "everybody in every AWS account is allowed this: no condition limits whom"
    } else {
        "everybody in every AWS account is allowed this, and anonymous callers"
    };
    let mut broken = report.broken(rule);
    let mut finding = broken.warned(Answer::Accepts, place_of(statement, anyone), message);
    finding.help("name the principals, or add a condition on `kms:CallerAccount` or `aws:PrincipalOrgID`");
    add_condition(&mut finding, statement, setting, "kms:CallerAccount");
}

fn confused_deputy(statement: Statement<'_>, setting: &Setting<'_>, report: &mut Report) {
    if statement.conditions().any(guards_deputy) || is_meant_conditionally(statement) {
        return;
    }
    let Some(service) = first(statement, Who::Service) else { return };
    let message = format_args!("`{}` may use the key on behalf of any account that asks it to", service.text);
    let mut broken = report.broken(&CONFUSED_DEPUTY_GUARD);
    let mut finding = broken.warned(Answer::Accepts, place_of(statement, service), message);
    finding.help("add a condition on `aws:SourceArn` or `aws:SourceAccount`, or on the encryption context if the service sends neither");
    add_condition(&mut finding, statement, setting, "aws:SourceAccount");
}

/// Mends a statement that has no condition by one that lets the key's own account through.
fn add_condition(finding: &mut Noted<'_>, statement: Statement<'_>, setting: &Setting<'_>, key: &str) {
    let Some(account) = setting.account().filter(|_| !statement.has(Element::Condition)) else { return };
    let member = format!(r#""Condition": {{"StringEquals": {{"{key}": "{account}"}}}}"#);
    finding.edit(add(Place::at(statement.pointer()), &member, Applicability::MaybeIncorrect));
}

fn separation_of_duties(statement: Statement<'_>, report: &mut Report) {
    let Some(place) = place_of_action(statement, ActionSet::ALL) else { return };
    let Some(identity) = first(statement, Who::Identity) else { return };
    let message = format_args!("`{}` may both manage the key and use it", identity.text);
    report
        .broken(&SEPARATION_OF_DUTIES)
        .warned(Answer::Accepts, place, message)
        .help("allow the management of the key and its use to different roles, in statements of their own");
}

fn unlimited_grants(statement: Statement<'_>, report: &mut Report) {
    let limits = |condition: Condition<'_>| {
        matches!(ConditionSubject::of(condition.key), ConditionSubject::Grant | ConditionSubject::ViaService)
    };
    if statement.conditions().any(limits) || is_meant_conditionally(statement) {
        return;
    }
    // Who is allowed more than grants by the same text is not helped by a condition on grants.
    let Some(place) = place_of_action(statement, CREATE_GRANT) else { return };
    let message =
        "kms:CreateGrant without a condition on grants lets its holder pass on what it may do to anybody";
    let mut broken = report.broken(&UNLIMITED_GRANTS);
    let mut finding = broken.suggested(place, message);
    finding.help("put it into a statement with the condition `\"Bool\": {\"kms:GrantIsForAWSResource\": \"true\"}`, or with one on \
         `kms:GranteePrincipal` or `kms:GrantOperations`");
}

fn foreign_administrators(statement: Statement<'_>, own: AccountId, report: &mut Report) {
    for principal in statement.principals() {
        let Some(account) = principal.form().account().filter(|account| *account != own) else { continue };
        let message =
            format_args!("kms:PutKeyPolicy has no effect for the account `{account}`, the key is of `{own}`");
        let mut broken = report.broken(&FOREIGN_ADMINISTRATOR);
        let mut finding =
            broken.warned(Answer::AcceptsWithoutEffect, place_of(statement, principal), message);
        finding.help(
            "only principals of the key's own account can manage it: let them assume a role of that account",
        );
    }
}

fn denied(statement: Statement<'_>, setting: &Setting<'_>, report: &mut Report) {
    let own = setting.account();
    let is_own_account = |principal: NamedPrincipal<'_>| match Who::of(principal.kind, principal.text) {
        Who::Account => own.is_none_or(|own| principal.form().account() == Some(own)),
        Who::Anyone => true,
        _ => false,
    };
    // If it names nobody, that is what is wrong with it.
    let mut excepted = statement.not_principals().peekable();
    if excepted.peek().is_none() || excepted.any(is_own_account) {
        return;
    }
    let message = "the account is not in `NotPrincipal`: the principals that are in it may be denied too, through their account";
    report.broken(&DENY_NOT_PRINCIPAL).warned(Answer::Accepts, statement.place(Element::NotPrincipal), message).help("deny `{\"AWS\": \"*\"}` under the condition `ArnNotEquals` on `aws:PrincipalArn`, or list the account, and the role of \
             each session, too");
}

/// Where the text of `Action` stands that means exactly these actions.
pub(super) fn place_of_action(statement: Statement<'_>, wanted: ActionSet) -> Option<Place> {
    let may_be_said = match wanted.is_one() {
        true => statement.outline.single_actions.contains_all(wanted),
        false => statement.actions().contains_all(wanted),
    };
    if !may_be_said {
        return None;
    }
    let values = statement.values(Element::Action)?;
    let is_wanted = |item: Tree<'_>| item.text().is_some_and(|text| ActionSet::matching(text) == wanted);
    let index = values.items.iter().position(is_wanted)?;
    Some(Place::at(values.pointer_to(index, statement.place(Element::Action).pointer)))
}

/// Whether a statement was to have conditions that it does not say in the right way, which is another finding.
fn is_meant_conditionally(statement: Statement<'_>) -> bool {
    match statement.element(Element::Condition) {
        Some(condition) => condition
            .object()
            .is_none_or(|operators| operators.iter().any(|operator| operator.value.object().is_none())),
        None => {
            let is_misspelled = |member: Member<'_>| nearest(member.name, [CONDITION]).is_some();
            !statement.outline.has_plain_members && statement.members().iter().any(is_misspelled)
        }
    }
}

const CONDITION: &str = Element::Condition.as_str();

/// Whether a condition holds only for requests with one of its values.
fn asks_for_a_value(condition: Condition<'_>) -> bool {
    condition.means().is_none_or(|operator| {
        operator.comparison != Comparison::Null
            && !operator.comparison.is_negated()
            && !operator.passes_without_key()
    })
}

/// Whether a condition leaves out callers from any account of AWS.
fn limits_whom(condition: Condition<'_>) -> bool {
    let limits: fn(&str) -> bool = match ConditionSubject::of(condition.key) {
        ConditionSubject::Caller
        | ConditionSubject::Source
        | ConditionSubject::Network
        | ConditionSubject::Attestation => says_something,
        ConditionSubject::CallerArn | ConditionSubject::SourceArn => names_an_account,
        ConditionSubject::SourceIp => |text| !text.ends_with("/0"),
        _ => return false,
    };
    asks_for_a_value(condition) && condition.texts().all(limits)
}

/// Whether a condition leaves out services that act for anybody.
fn guards_deputy(condition: Condition<'_>) -> bool {
    let guards: fn(&str) -> bool = match ConditionSubject::of(condition.key) {
        ConditionSubject::Caller | ConditionSubject::Source => says_something,
        ConditionSubject::CallerArn | ConditionSubject::SourceArn | ConditionSubject::EncryptionContext => {
            names_an_account
        }
        _ => return false,
    };
    let is_positive = |comparison: Comparison| comparison != Comparison::Null && !comparison.is_negated();
    condition.means().is_none_or(|operator| is_positive(operator.comparison)) && condition.texts().all(guards)
}

fn says_something(text: &str) -> bool {
    !text.bytes().all(|byte| byte == b'*')
}

/// Whether an ARN, or a pattern of ARNs, leaves out some account. The ARN of a bucket has no account and is good.
fn names_an_account(text: &str) -> bool {
    match Arn::of(text) {
        Some(arn) if arn.account.is_empty() => says_something(arn.resource),
        Some(arn) => !arn.account.contains(['*', '?', '$']),
        None => says_something(text),
    }
}

/// Addresses that no caller of KMS has.
pub(super) fn addresses(condition: Condition<'_>, statement: Statement<'_>, report: &mut Report) {
    for (index, item) in condition.values.items.iter().enumerate() {
        if let Some(text) = item.text()
            && is_private(text)
        {
            let place = Place::at(condition.pointer_to(index, &statement.place(Element::Condition).pointer));
            let message = format_args!(
                "`{text}` is a private address, which no request has: `aws:SourceIp` is a public one"
            );
            report.broken(&PRIVATE_ADDRESS).warned(Answer::AcceptsWithoutEffect, place, message).help(
                "use `aws:VpcSourceIp` together with `aws:SourceVpc` for requests through a VPC endpoint",
            );
        }
    }
}

/// Whether a text is an address, or a range of addresses, all of which are private.
fn is_private(text: &str) -> bool {
    let (address, bits) = match text.split_once('/') {
        Some((address, bits)) => (address, bits.parse::<u8>().ok()),
        None => (text, Some(u8::MAX)),
    };
    let (Ok(address), Some(bits)) = (address.parse::<IpAddr>(), bits) else { return false };
    let least_bits = match address {
        IpAddr::V4(address) => match address.octets() {
            [10 | 127, ..] => 8,
            [172, 16..=31, ..] => 12,
            [192, 168, ..] | [169, 254, ..] => 16,
            [100, 64..=127, ..] => 10,
            _ => return false,
        },
        IpAddr::V6(address) if address.is_unique_local() => 7,
        IpAddr::V6(address) if address.is_unicast_link_local() => 10,
        IpAddr::V6(_) => return false,
    };
    bits >= least_bits
}
