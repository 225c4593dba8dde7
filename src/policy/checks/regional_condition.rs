//! What the conditions of a key policy say about Regions.

use std::borrow::Cow;

use super::correction::{json, replace};
use super::ground::{Ground, Misfit, Others};
use crate::identity::Region;
use crate::policy::arn::Arn;
use crate::policy::condition::Condition;
use crate::policy::condition_subject::ConditionSubject;
use crate::policy::element::Element;
use crate::policy::glob::{Case, Glob};
use crate::policy::operator::{Comparison, ConditionOperator};
use crate::policy::region_in_text::{Holder, RegionInText};
use crate::policy::rule::multi_region::{
    ENCRYPTION_CONTEXT, KEY_TYPE, KNOWN_REGION, NETWORK, REQUEST_ALIAS, REQUESTED_REGION, SOURCE_ARN,
    VIA_SERVICE,
};
use crate::policy::setting::KeyKind;
use crate::policy::statement::Statement;
use crate::verdict::{Answer, Applicability, Edit, Place, Pointer, Report, Rule};

/// One line of a condition.
pub(in crate::policy) fn check(
    subject: ConditionSubject,
    condition: Condition<'_>,
    operator: ConditionOperator,
    statement: Statement<'_>,
    ground: Ground<'_>,
    report: &mut Report,
) {
    if operator.comparison == Comparison::Null {
        return;
    }
    let line = Line { condition, operator, statement, ground };
    match subject {
        ConditionSubject::ViaService => {
            line.regions(&VIA_SERVICE, Holder::Domain, |_| Applicability::MachineApplicable, report);
        }
        ConditionSubject::RequestedRegion => {
            line.regions(&REQUESTED_REGION, Holder::Name, |_| Applicability::MachineApplicable, report);
            line.known_regions(report);
        }
        ConditionSubject::ReplicaRegion | ConditionSubject::PrimaryRegion => line.known_regions(report),
        ConditionSubject::SourceArn => {
            line.regions(&SOURCE_ARN, Holder::Arn, how_sure, report);
            line.resources_without_region(report);
        }
        ConditionSubject::EncryptionContext if ground.is_move() || ground.here.region().is_some() => {
            line.regions(&ENCRYPTION_CONTEXT, Holder::Arn, how_sure, report);
        }
        ConditionSubject::RequestAlias => {
            line.regions(&REQUEST_ALIAS, Holder::Arn, |_| Applicability::MaybeIncorrect, report);
        }
        ConditionSubject::Network => line.network(report),
        ConditionSubject::KeyType => line.key_type(report),
        _ => {}
    }
}

/// A pattern of ARNs is likely to mean the same in every Region; one resource need not exist in another.
fn how_sure(arn: &str) -> Applicability {
    match Arn::of(arn) {
        Some(arn) if arn.resource.contains('*') => Applicability::MachineApplicable,
        _ => Applicability::MaybeIncorrect,
    }
}

/// A line of a condition, with what is known around it.
struct Line<'l> {
    condition: Condition<'l>,
    operator: ConditionOperator,
    statement: Statement<'l>,
    ground: Ground<'l>,
}

impl Line<'_> {
    /// Values that name a Region in which the key is not.
    fn regions(
        &self,
        rule: &'static Rule,
        holder: Holder,
        how_sure: fn(&str) -> Applicability,
        report: &mut Report,
    ) {
        let mut others = Others::new(|| self.condition.texts().filter_map(|text| holder.find(text)));
        for (index, item) in self.condition.values.items.iter().enumerate() {
            if let Some(text) = item.text()
                && let Some(found) = holder.find(text)
                && let Some(misfit) = self.ground.misfit(found)
                && !others.mend(misfit, found)
            {
                let place = self.place(index).with_stretch(found.stretch());
                let edit = misfit.edit(found, &place, self.ground, how_sure(text));
                let edit = edit.or_else(|| self.edit_for_every_region(rule, misfit, &place));
                let (key, name, words) = (self.condition.key, found.name, misfit.words());
                let message = format_args!("`{key}` names the Region `{name}`, {words}");
                let mut broken = report.broken(rule);
                let mut finding = broken.warned(self.answer(rule, misfit), place, message);
                finding.help_if_known(self.help(rule, found, misfit));
                finding.edit(edit);
            }
        }
    }

    /// The pattern that fits every Region, which is one change away if the operator takes patterns.
    fn edit_for_every_region(&self, rule: &Rule, misfit: Misfit<'_>, place: &Place) -> Option<Box<Edit>> {
        let is_like = matches!(self.operator.comparison, Comparison::StringLike | Comparison::StringNotLike);
        let is_meant = is_like && *rule == VIA_SERVICE && matches!(misfit, Misfit::OneRegion);
        if is_meant { replace(place.clone(), "*", Applicability::MaybeIncorrect) } else { None }
    }

    /// What KMS does about a Region that does not fit.
    fn answer(&self, rule: &Rule, misfit: Misfit<'_>) -> Answer {
        let is_of_call = *rule == VIA_SERVICE || *rule == REQUESTED_REGION;
        match misfit {
            Misfit::KeyIsIn(_) if is_of_call && !self.operator.comparison.is_negated() => {
                Answer::AcceptsWithoutEffect
            }
            _ => Answer::Accepts,
        }
    }

    fn help(&self, rule: &Rule, found: RegionInText<'_>, misfit: Misfit<'_>) -> Option<Cow<'static, str>> {
        if *rule == VIA_SERVICE {
            return Some(format!("`{}` fits every Region, with `StringLike`", found.text_with("*")).into());
        }
        if *rule == REQUEST_ALIAS {
            return Some(
                "the name of the alias, `alias/…`, fits every Region where the caller names the key so"
                    .into(),
            );
        }
        match misfit {
            Misfit::KeyIsIn(region) => Some(
                format!("write `{}` if that is what is meant here", found.text_with(region.as_str())).into(),
            ),
            Misfit::OneRegion if *rule == SOURCE_ARN => {
                Some(format!("`{}` fits every Region, with `ArnLike`", found.text_with("*")).into())
            }
            Misfit::OneRegion => None,
        }
    }

    /// Resources of which the text does not say in which Region they are, and which yet are in one.
    fn resources_without_region(&self, report: &mut Report) {
        if !self.ground.is_move() {
            return;
        }
        for (index, item) in self.condition.values.items.iter().enumerate() {
            let Some(text) = item.text() else { continue };
            let is_bucket = |arn: &Arn<'_>| {
                arn.service == "s3" && arn.region.is_empty() && !arn.resource.starts_with('*')
            };
            let message = match Arn::of(text) {
                Some(arn) if is_bucket(&arn) => {
                    format!("the bucket of `{text}` is in one Region, which its ARN does not say")
                }
                None if !text.contains(['*', '?', '$']) => {
                    format!("`{text}` is no ARN: it cannot be seen whether what it means is in one Region")
                }
                _ => continue,
            };
            report
                .broken(&SOURCE_ARN)
                .warned(Answer::Unknown, self.place(index), message)
                .help("name what stands for it in the Region of the replica key");
        }
    }

    /// VPCs and VPC endpoints.
    fn network(&self, report: &mut Report) {
        if self.condition.texts().any(|text| Holder::Arn.find(text).is_some()) {
            return self.regions(&NETWORK, Holder::Arn, |_| Applicability::MaybeIncorrect, report);
        }
        let is_unknown = self.ground.here.region().is_none() && self.ground.kind().is_none();
        if !self.ground.is_for_several_regions() && !is_unknown {
            return;
        }
        for (index, item) in self.condition.values.items.iter().enumerate() {
            if let Some(text) = item.text()
                && !text.contains(['*', '?', '$'])
            {
                let message = format_args!("`{text}` belongs to one Region, which its ID does not say");
                report.broken(&NETWORK).warned(Answer::Accepts, self.place(index), message).help(
                    "in the policy of each related key, name what stands for it in the Region of that key",
                );
            }
        }
    }

    /// Regions that do not exist.
    fn known_regions(&self, report: &mut Report) {
        if self.ground.is_move() {
            return;
        }
        let geography = self.ground.here.geography();
        let is_pattern = |text: &str| text.contains(['*', '?']);
        for (index, item) in self.condition.values.items.iter().enumerate() {
            let Some(text) = item.text() else { continue };
            if text.contains('$') || listed(text).is_some_and(|region| self.is_in_partition(&region)) {
                continue;
            }
            let message = if is_pattern(text) {
                let pattern = Glob::new(text, Case::Counts);
                if geography.regions().any(|region| pattern.matches(region.as_str())) {
                    continue;
                }
                format!("no Region is known that `{text}` matches")
            } else {
                match text.parse::<Region>() {
                    Ok(region) if !geography.is_known(&region) => {
                        format!("`{text}` is no Region that is known")
                    }
                    Ok(region) if self.is_in_partition(&region) => continue,
                    Ok(_) => format!("`{text}` is in another partition than the key"),
                    Err(_) => format!("`{text}` is no Region"),
                }
            };
            let place = self.place(index);
            let mut broken = report.broken(&KNOWN_REGION);
            let mut finding = broken.warned(Answer::Unknown, place.clone(), message);
            let mut possible = geography.regions().filter(|region| self.is_in_partition(region));
            let likely = possible.find(|region| is_spelling_of(text, region.as_str()));
            if let Some(region) = likely {
                finding.help(format!("is `{region}` meant?"));
                finding.edit(replace(place, json(region.as_str()), Applicability::MaybeIncorrect));
            } else {
                finding.help("a Region that is newer than this crate can be added to the geography");
            }
        }
    }

    /// Whether a key can have related keys in this Region; yes if nothing is known of the key.
    fn is_in_partition(&self, region: &Region) -> bool {
        let setting = self.ground.here;
        setting.partition().is_none_or(|own| setting.geography().partition(region) == Some(own))
    }

    /// Whether the key is a primary or a replica key.
    fn key_type(&self, report: &mut Report) {
        let Some(kind) = self.ground.kind() else { return };
        let holds = self.holds_for(kind);
        let message = match self.ground.earlier_kind() {
            Some(earlier) if self.holds_for(earlier) != holds => {
                format!(
                    "`{}` no longer has the value it had: the key is {}",
                    self.condition.key,
                    words_of(kind)
                )
            }
            None if !holds && !self.operator.comparison.is_negated() => {
                format!("`{}` never has this value: the key is {}", self.condition.key, words_of(kind))
            }
            _ => return,
        };
        let help = match kind {
            KeyKind::SingleRegion => "a single-Region key does not have `kms:MultiRegionKeyType`",
            _ => {
                "kms:UpdatePrimaryRegion changes what the related keys are, and with it what the statement means"
            }
        };
        report
            .broken(&KEY_TYPE)
            .suggested(Place::at(self.condition.pointer(&self.element())), message)
            .help(help);
    }

    /// Whether the line holds for a key of this kind.
    fn holds_for(&self, kind: KeyKind) -> bool {
        let value = match kind {
            KeyKind::Primary => "PRIMARY",
            KeyKind::Replica => "REPLICA",
            KeyKind::SingleRegion => return self.operator.passes_without_key(),
        };
        let case = match self.operator.comparison {
            Comparison::StringEqualsIgnoreCase | Comparison::StringNotEqualsIgnoreCase => Case::Ignored,
            _ => Case::Counts,
        };
        let is_among = self.condition.texts().any(|text| Glob::new(text, case).matches(value));
        is_among != self.operator.comparison.is_negated()
    }

    fn element(&self) -> Pointer {
        self.statement.place(Element::Condition).pointer
    }

    fn place(&self, index: usize) -> Place {
        Place::at(self.condition.pointer_to(index, &self.element()))
    }
}

const fn words_of(kind: KeyKind) -> &'static str {
    match kind {
        KeyKind::SingleRegion => "a single-Region key",
        KeyKind::Primary => "a primary key",
        KeyKind::Replica => "a replica key",
    }
}

/// The listed Region of this name; unlike reading any Region, it never allocates.
fn listed(text: &str) -> Option<Region> {
    if Region::matches_pattern(text) { text.parse().ok().filter(Region::is_listed) } else { None }
}

/// Whether a text is the name of a Region in another spelling, or that of one of its Availability Zones.
fn is_spelling_of(text: &str, region: &str) -> bool {
    let letters = |text: &str| {
        text.bytes()
            .filter(u8::is_ascii_alphanumeric)
            .map(|byte| byte.to_ascii_lowercase())
            .collect::<Vec<_>>()
    };
    let (text, region) = (letters(text), letters(region));
    text == region
        || matches!(text.split_last(), Some((last, rest)) if last.is_ascii_lowercase() && rest == region)
}
