//! Key policies of which exactly one rule is broken.

use proptest::prelude::*;
use proptest::strategy::Union;

use super::draft::drafts;
use super::draw::draw;
use super::layout;
use super::situation::PolicySituation;
use super::slip::{Plant, Slip};
use super::slips;
use crate::verdict::{Pointer, Rule};

/// A key policy in which exactly one rule is broken in its situation, which rule, and where.
///
/// [`check`](crate::policy::check) finds the rule broken there, and nothing else is worth a warning. Some rules only make it warn or
/// suggest.
#[derive(Clone, Debug, PartialEq)]
pub struct NearMissPolicy {
    /// The policy and its situation.
    pub situation: PolicySituation,
    /// The one rule that it breaks.
    pub rule: &'static Rule,
    /// Where the fault is: the value, or the one that is missing.
    pub pointer: Pointer,
}

/// A key policy of which exactly one rule is broken: a fault of a rule, planted into a valid policy.
///
/// Every rule of [`policy::rule`](crate::policy::rule) is broken by some of them.
///
/// ```
/// use kms_mrk::policy;
/// use kms_mrk::strategy::near_miss_policy_document;
/// use proptest::prelude::*;
///
/// proptest!(|(miss in near_miss_policy_document())| {
///     let report = policy::check(&miss.situation.text, &miss.situation.setting());
///     prop_assert!(report.breaks(miss.rule), "{report}");
///     prop_assert!(report.errors().all(|finding| finding.rule == miss.rule), "{report}");
/// });
/// ```
pub fn near_miss_policy_document() -> impl Strategy<Value = NearMissPolicy> {
    Union::new(slips::all().map(near_miss))
}

/// A key policy of which exactly this rule is broken; `None` if the rule is not one for key policies.
///
/// ```
/// use kms_mrk::policy::{self, rule::action::RE_ENCRYPT};
/// use kms_mrk::strategy::near_miss_policy_document_of;
/// use proptest::prelude::*;
///
/// proptest!(|(miss in near_miss_policy_document_of(&RE_ENCRYPT).unwrap())| {
///     let report = policy::check(&miss.situation.text, &miss.situation.setting());
///     prop_assert_eq!(report.findings()[0].rule, &RE_ENCRYPT);
/// });
/// ```
#[must_use]
pub fn near_miss_policy_document_of(rule: &Rule) -> Option<impl Strategy<Value = NearMissPolicy> + use<>> {
    let mut slips = slips::all().filter(|slip| slip.rule == rule).peekable();
    slips.peek()?;
    Some(Union::new(slips.map(near_miss)))
}

fn near_miss(slip: &'static Slip) -> BoxedStrategy<NearMissPolicy> {
    let drafts = drafts(slip.wanted, slip.into, slip.beside);
    (drafts, draw(), draw())
        .prop_map(|(mut draft, mut plant, mut layout)| {
            let pointer = slip.plant.plant_into(&mut draft, &mut plant);
            let text = layout::text_of(&draft.members, &mut layout);
            let text = match slip.plant {
                Plant::Text(change) => change(text, &mut plant),
                _ => text,
            };
            let situation = PolicySituation { text, ..draft.situation };
            NearMissPolicy { situation, rule: slip.rule, pointer }
        })
        .boxed()
}
