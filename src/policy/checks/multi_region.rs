//! What a key policy says about Regions, and what it says to related keys.

use super::correction::replace;
use super::ground::{Ground, Misfit, Others};
use super::security::place_of_action;
use super::whom::Whom;
use crate::identity::{Enablement, OptIn, Partition, Region};
use crate::policy::action::Listed;
use crate::policy::action_set::ActionSet;
use crate::policy::arn::Arn;
use crate::policy::condition::Condition;
use crate::policy::document::Document;
use crate::policy::effect::Effect;
use crate::policy::element::Element;
use crate::policy::principal_form::PrincipalForm;
use crate::policy::principals::{NamedPrincipal, PrincipalType};
use crate::policy::region_in_text::{Holder, RegionInText};
use crate::policy::rule::multi_region::{
    ENABLED_REGION, PARTITION, PRIMARY_ON_BOTH, REPLICA_POLICY, REPLICATE_REPLICA, SERVICE_PRINCIPAL,
};
use crate::policy::rule::resource::REGION;
use crate::policy::setting::{KeyKind, Setting};
use crate::policy::statement::Statement;
use crate::verdict::{Answer, Applicability, ErrorCode, Evidence, Place, Report};

/// Whom and what a statement names, and what it allows about related keys.
pub(in crate::policy) fn statement(
    statement: Statement<'_>,
    whom: Whom,
    document: &Document<'_>,
    ground: Ground<'_>,
    report: &mut Report,
) {
    if whom.may_be_misplaced {
        principals(statement, ground, report);
    }
    if ground.is_move() {
        resources(statement, ground, report);
    }
    if statement.effect() == Some(Effect::Allow)
        && !statement.actions().intersection(OF_RELATED_KEYS).is_empty()
    {
        related_keys(statement, document, ground, report);
    }
}

const REPLICATE: ActionSet = ActionSet::of(&[Listed::ReplicateKey]);
const UPDATE_PRIMARY: ActionSet = ActionSet::of(&[Listed::UpdatePrimaryRegion]);
const OF_RELATED_KEYS: ActionSet = REPLICATE.union(UPDATE_PRIMARY);

fn principals(statement: Statement<'_>, ground: Ground<'_>, report: &mut Report) {
    let named =
        [(Element::Principal, statement.principals()), (Element::NotPrincipal, statement.not_principals())];
    for (element, principals) in named {
        let mut others = Others::new(|| {
            let services = principals.clone().filter(|other| other.kind == PrincipalType::Service);
            services.filter_map(|other| Holder::Domain.find(other.text))
        });
        for principal in principals.clone() {
            match principal.kind {
                PrincipalType::Service => {
                    let mends = |misfit: Misfit<'_>, found: RegionInText<'_>| others.mend(misfit, found);
                    service(statement, element, principal, ground, mends, report);
                }
                PrincipalType::Aws => {
                    if let Some(region) = ground.here.region() {
                        identity(statement, element, principal, ground.here, region, report);
                    }
                }
                PrincipalType::Federated | PrincipalType::CanonicalUser => {}
            }
        }
    }
}

/// A service principal with a Region.
fn service(
    statement: Statement<'_>,
    element: Element,
    principal: NamedPrincipal<'_>,
    ground: Ground<'_>,
    mut mends: impl FnMut(Misfit<'_>, RegionInText<'_>) -> bool,
    report: &mut Report,
) {
    let Some(found) = Holder::Domain.find(principal.text) else { return };
    let Some(misfit) = ground.misfit(found) else { return };
    let is_mended = mends(misfit, found);
    let place = place_of(statement, element, principal).with_stretch(found.stretch());
    let edit = misfit.edit(found, &place, ground, Applicability::MachineApplicable);
    let (text, name, words) = (principal.text, found.name, misfit.words());
    let message = format_args!("the service principal `{text}` has the Region `{name}`, {words}");
    let status = match misfit {
        Misfit::KeyIsIn(_) => status_of(name, ground.here),
        Misfit::OneRegion => Status::Usable,
    };
    let mut broken = report.broken(&SERVICE_PRINCIPAL);
    let mut finding = match status {
        Status::Usable if is_mended => return,
        Status::Usable => broken.warned(Answer::Accepts, place, message),
        Status::MayBeRefused => broken.warned(Answer::Unknown, place, message),
        Status::NotEnabled => {
            let text = "Policy contains a statement with one or more invalid service principals.";
            broken.refused(ErrorCode::MalformedPolicyDocument, text, Evidence::Recorded, place, message)
        }
    };
    match status {
        Status::Usable => finding.help(
            "name the service without a Region if it has such a principal, or with the Region of the key",
        ),
        _ => finding.help(format!(
            "KMS refuses the principal of a service in `{name}` unless that Region is enabled"
        )),
    }
    finding.edit(edit);
}

/// Whether the account of a key can use a Region.
enum Status {
    Usable,
    MayBeRefused,
    NotEnabled,
}

fn status_of(region: &str, setting: &Setting<'_>) -> Status {
    let geography = setting.geography();
    let Ok(region) = region.parse::<Region>() else { return Status::Usable };
    let enablement = match setting.account() {
        Some(account) => geography.enablement(&account, &region),
        None => geography.enablement_by_default(&region),
    };
    match (enablement, geography.facts(&region)) {
        (Enablement::Enabled, _) => Status::Usable,
        (Enablement::NotEnabled, Some(_)) => Status::NotEnabled,
        _ => Status::MayBeRefused,
    }
}

/// A principal of an account: its partition, and whether its account has enabled the Region.
fn identity(
    statement: Statement<'_>,
    element: Element,
    principal: NamedPrincipal<'_>,
    here: &Setting<'_>,
    region: &Region,
    report: &mut Report,
) {
    let PrincipalForm::Identity(identity) = principal.form() else { return };
    if let Some(partition) = identity.partition()
        && let Some(own) = here.partition()
        && partition != own.as_str()
        && Partition::ALL.iter().any(|listed| listed.as_str() == partition)
    {
        let start = "arn:".len();
        let stretch = start..start + partition.len();
        let place = place_of(statement, element, principal).with_stretch(stretch);
        let message = format_args!("the principal is in the partition `{partition}`, the key in `{own}`");
        let edit = replace(place.clone(), own.as_str(), Applicability::MaybeIncorrect);
        let mut broken = report.broken(&PARTITION);
        let mut finding = broken.mistaken(Answer::Unknown, place, message);
        finding
            .help("partitions have accounts of their own: related keys and their principals are all in one");
        finding.edit(edit);
        return;
    }
    let account = identity.account();
    let Some(own) = here.account().filter(|own| *own != account) else { return };
    let geography = here.geography();
    let Some(OptIn::Required) = geography.facts(region).map(|facts| facts.opt_in) else { return };
    let (answer, message) = match geography.enablement(&account, region) {
        Enablement::Enabled => return,
        Enablement::NotEnabled => (
            Answer::AcceptsWithoutEffect,
            format!("the account `{account}` has not enabled the Region `{region}` of the key"),
        ),
        Enablement::Unknown => (
            Answer::Unknown,
            format!(
                "the principal counts only if its account `{account}` has enabled `{region}`, which is an opt-in Region"
            ),
        ),
    };
    report
        .broken(&ENABLED_REGION)
        .warned(answer, place_of(statement, element, principal), message)
        .help(format!("that the account `{own}` of the key has enabled the Region is not enough"));
}

fn place_of(statement: Statement<'_>, element: Element, principal: NamedPrincipal<'_>) -> Place {
    Place::at(principal.pointer(&statement.place(element).pointer))
}

/// The resource of a policy that moves, if it is an ARN. Of a policy that stays, another check looks at it.
fn resources(statement: Statement<'_>, ground: Ground<'_>, report: &mut Report) {
    let Some(values) = statement.values(Element::Resource) else { return };
    let mut others = Others::new(|| values.texts().filter_map(|text| Holder::Arn.find(text)));
    for (index, item) in values.items.iter().enumerate() {
        if let Some(text) = item.text()
            && let Some(found) = Holder::Arn.find(text)
            && let Some(misfit) = ground.misfit(found)
            && !others.mend(misfit, found)
        {
            let place = Place::at(values.pointer_to(index, statement.place(Element::Resource).pointer));
            let place = place.with_stretch(found.stretch());
            // Related keys have the same key ID, which begins with `mrk-`.
            let is_of_related_key = Arn::of(text).is_some_and(|arn| arn.resource.starts_with("key/mrk-"));
            let sure = if is_of_related_key {
                Applicability::MachineApplicable
            } else {
                Applicability::MaybeIncorrect
            };
            let edit = misfit.edit(found, &place, ground, sure);
            let (name, words) = (found.name, misfit.words());
            let message = format_args!("the resource is in the Region `{name}`, {words}");
            let mut broken = report.broken(&REGION);
            let mut finding = broken.warned(Answer::AcceptsWithoutEffect, place, message);
            finding.help("in a key policy the resource is `*`, which is the key, in every Region");
            finding.edit(edit);
        }
    }
}

/// What is allowed about related keys by name.
fn related_keys(statement: Statement<'_>, document: &Document<'_>, ground: Ground<'_>, report: &mut Report) {
    if let Some(place) = place_of_action(statement, REPLICATE) {
        if ground.kind() == Some(KeyKind::Replica) {
            let message = "kms:ReplicateKey has no effect as long as the key is a replica key";
            report
                .broken(&REPLICATE_REPLICA)
                .suggested(place, message)
                .help("it counts once kms:UpdatePrimaryRegion has made the key the primary key");
        } else if !ground.is_move()
            && ground.kind() != Some(KeyKind::SingleRegion)
            && !statement.conditions().any(is_about_replica_region)
            && !document.statements().take(MOST_STATEMENTS).any(denies_replica_regions)
        {
            let message = "kms:ReplicateKey without a condition on `kms:ReplicaRegion` lets its holder replicate the key to any Region";
            report.broken(&REPLICA_POLICY).suggested(place, message).help("whoever replicates a key decides which policy the replica key gets: name the Regions in `kms:ReplicaRegion`");
        }
    }
    if !ground.is_move()
        && ground.is_for_several_regions()
        && let Some(place) = place_of_action(statement, UPDATE_PRIMARY)
    {
        let message = "kms:UpdatePrimaryRegion has to be allowed by the policies of both keys";
        report
            .broken(&PRIMARY_ON_BOTH)
            .suggested(place, message)
            .help("KMS keeps no policy in step with another: give the statement to the related keys too");
    }
}

/// More statements than any policy within the quota has room for; of others, these are looked at.
const MOST_STATEMENTS: usize = 1000;

fn is_about_replica_region(condition: Condition<'_>) -> bool {
    condition.is_about("kms:ReplicaRegion")
}

fn denies_replica_regions(statement: Statement<'_>) -> bool {
    statement.effect() == Some(Effect::Deny)
        && !statement.actions().intersection(REPLICATE).is_empty()
        && statement.conditions().any(is_about_replica_region)
}
