//! A key policy together with what is known around it.

use proptest::prelude::*;
use proptest::sample::select;

use super::draft::drafts;
use super::draw::draw;
use super::kind::{KINDS, OF_ACCOUNT};
use super::layout;
use crate::identity::{AccountId, Geography, KeyArn, KeyId, Partition, PrincipalArn, Region};
use crate::policy::{Document, KeyKind, Setting};
use crate::strategy::account_id::{account_id, other_account};
use crate::strategy::built::built;
use crate::strategy::region::{OPT_IN, REGIONS};

/// The text of a key policy, and what is known around it: whose policy it is, and who puts it.
///
/// ```
/// use kms_mrk::policy;
/// use kms_mrk::strategy::policy_situation;
/// use proptest::prelude::*;
///
/// proptest!(|(situation in policy_situation())| {
///     let report = policy::check(&situation.text, &situation.setting());
///     prop_assert!(report.is_empty(), "{report}");
/// });
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct PolicySituation {
    /// The text of the policy.
    pub text: String,
    /// The account of the key.
    pub account: AccountId,
    /// The Region of the key.
    pub region: Region,
    /// What the key is.
    pub key: KeyKind,
    /// The ARN of the key, if it is known, as it is not before the key is made.
    pub key_arn: Option<KeyArn>,
    /// Who puts the policy.
    pub caller: PrincipalArn,
    /// Which Regions there are and which accounts have enabled which.
    pub geography: Geography,
    /// Everybody who exists in one account that is neither the key's nor another that the policy names.
    pub existing_principals: [PrincipalArn; 1],
}

impl PolicySituation {
    /// All that a check may know.
    #[must_use]
    pub fn setting(&self) -> Setting<'_> {
        let setting = Setting::new()
            .with_account(self.account)
            .with_region(&self.region)
            .with_key(self.key)
            .with_caller(&self.caller)
            .with_geography(&self.geography)
            .with_existing_principals(&self.existing_principals);
        match &self.key_arn {
            Some(arn) => setting.with_key_arn(arn),
            None => setting,
        }
    }

    /// A text with what stands for the names of this situation filled in: `{account}`, `{foreign}` for another account,
    /// `{known}` for one of which it is known who exists, `{partition}`, `{region}`, `{elsewhere}` for another Region of the partition, `{key}` for the ARN of the key.
    pub(super) fn filled(&self, template: &str) -> String {
        if !template.contains('{') {
            return template.to_owned();
        }
        let key = self.key_arn.as_ref().map(KeyArn::to_string).unwrap_or_default();
        template
            .replace("{account}", self.account.as_str())
            .replace("{foreign}", other_account(self.account).as_str())
            .replace("{known}", KNOWN)
            .replace("{partition}", self.partition().as_str())
            .replace("{region}", self.region.as_str())
            .replace("{elsewhere}", self.elsewhere().as_str())
            .replace("{key}", &key)
    }

    fn partition(&self) -> Partition {
        self.geography.partition(&self.region).unwrap_or(Partition::Aws)
    }

    /// Another Region, where related keys can be.
    fn elsewhere(&self) -> Region {
        let partition = self.partition();
        let others = REGIONS.iter().cloned().chain(self.geography.regions_of(&partition));
        let is_other = |region: &Region| {
            *region != self.region && self.geography.partition(region).as_ref() == Some(&partition)
        };
        others.into_iter().find(is_other).unwrap_or(Region::US_EAST_1)
    }
}

/// Which situations are wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    pub(super) keys: &'static [KeyKind],
    pub(super) regions: &'static [Region],
    pub(super) key_arn: KeyArnIs,
    pub(super) language: Language,
}

/// Whether the ARN of the key is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum KeyArnIs {
    KnownOrNot,
    Known,
    Unknown,
}

/// In which version of the policy language a policy is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Language {
    /// In that of 2012, and policy variables may stand in it.
    WithVariables,
    /// In one of the two, and no policy variable stands in it.
    WithoutVariables,
    /// One or the other.
    Any,
}

/// The account of which it is known who exists, and who does.
const KNOWN: &str = "012345678901";
const SOMEBODY: &str = "arn:{partition}:iam::{known}:role/somebody";

/// Mostly Regions that are on for every account of the partition `aws`.
static ENABLED: [Region; 7] = [
    Region::US_EAST_1,
    Region::EU_WEST_1,
    Region::US_WEST_2,
    Region::EU_CENTRAL_1,
    Region::AP_SOUTHEAST_2,
    Region::CN_NORTH_1,
    Region::US_GOV_WEST_1,
];

impl Wanted {
    /// Any key.
    pub(super) const ANY: Self = Self {
        keys: &[KeyKind::SingleRegion, KeyKind::Primary, KeyKind::Replica],
        regions: &ENABLED,
        key_arn: KeyArnIs::KnownOrNot,
        language: Language::Any,
    };

    pub(super) const fn keys(self, keys: &'static [KeyKind]) -> Self {
        Self { keys, ..self }
    }

    /// A key in a Region that accounts have to enable.
    pub(super) const fn in_opt_in_region(self) -> Self {
        Self { regions: &OPT_IN, ..self }
    }

    pub(super) const fn key_arn(self, key_arn: KeyArnIs) -> Self {
        Self { key_arn, ..self }
    }

    pub(super) const fn language(self, language: Language) -> Self {
        Self { language, ..self }
    }

    /// A situation without a policy.
    pub(super) fn situation(self) -> impl Strategy<Value = PolicySituation> {
        let has_arn = match self.key_arn {
            KeyArnIs::KnownOrNot => select([false, true].as_slice()),
            KeyArnIs::Known => select([true].as_slice()),
            KeyArnIs::Unknown => select([false].as_slice()),
        };
        let callers = [
            "arn:{partition}:iam::{account}:root",
            "arn:{partition}:iam::{account}:role/admin",
            "arn:{partition}:iam::{account}:user/division/ops",
            "arn:{partition}:sts::{account}:assumed-role/admin/ci-42",
        ];
        (account_id(), select(self.regions), select(self.keys), has_arn, select(callers.to_vec())).prop_map(
            move |(account, region, key, has_arn, caller)| {
                let both = [account, other_account(account)];
                let enables = |geography: Geography, account| {
                    geography.with_enabled_regions(account, OPT_IN.iter().cloned())
                };
                let mut situation = PolicySituation {
                    text: String::new(),
                    account,
                    key,
                    key_arn: None,
                    caller: PrincipalArn::account_root(&Partition::Aws, account),
                    geography: both.into_iter().fold(Geography::new(), enables),
                    region,
                    existing_principals: [PrincipalArn::account_root(&Partition::Aws, built(KNOWN))],
                };
                situation.existing_principals = [built(situation.filled(SOMEBODY))];
                situation.caller = built(situation.filled(caller));
                situation.key_arn = has_arn.then(|| situation.arn());
                situation
            },
        )
    }
}

impl PolicySituation {
    fn arn(&self) -> KeyArn {
        let id = match self.key {
            KeyKind::SingleRegion => KeyId::single_region_from_bytes([0xAB; 16]),
            KeyKind::Primary | KeyKind::Replica => KeyId::multi_region_from_bytes([0xAB; 16]),
        };
        KeyArn::new(self.partition(), self.region.clone(), self.account, id)
    }
}

/// A key policy in a situation in which nothing is to be said of it: [`check`](crate::policy::check) finds no error, and
/// neither a warning nor a suggestion.
///
/// Policies are those that people write: the account, which always may do everything, administrators, users of this and
/// another account, services with a guard, everybody under a condition, denials; with one to eight statements, names,
/// wildcards, conditions whose operators and values fit their keys, policy variables; laid out in some way. It shrinks
/// to a policy of the one statement of the default policy.
pub fn policy_situation() -> impl Strategy<Value = PolicySituation> {
    (drafts(Wanted::ANY, &OF_ACCOUNT, &KINDS), draw()).prop_map(|(draft, mut layout)| {
        let text = layout::text_of(&draft.members, &mut layout);
        PolicySituation { text, ..draft.situation }
    })
}

/// A key policy of one of two accounts in which [`Document::check`] finds no error, whatever it knows.
///
/// What it says about Regions is right in the Region of its [`policy_situation`], and there it is not even warned of.
///
/// ```
/// use kms_mrk::policy::Setting;
/// use kms_mrk::strategy::policy_document;
/// use proptest::prelude::*;
///
/// proptest!(|(policy in policy_document())| {
///     let report = policy.check(&Setting::new());
///     prop_assert!(report.is_accepted(), "{report}");
/// });
/// ```
pub fn policy_document() -> impl Strategy<Value = Document<'static>> {
    drafts(Wanted::ANY, &OF_ACCOUNT, &KINDS).prop_map(|draft| draft.document())
}
