//! How every operation on one key is checked and decided: first the key, then what is the operation's own.

use jiff::Timestamp;

use super::asked::{Asked, Known, OnKey};
use super::contract::Decision;
use super::setting::Setting;
use super::{authorization, grant_checks, key_checks, rule};
use crate::identity::KeyArn;
use crate::key::{EncryptionContext, KeyLastUsageTrackingOperation};
use crate::model::{Call, Change, Event, Grant, RegionalKey, RelatedKeys, Trail, World};
use crate::policy::RequestContext;
use crate::verdict::check::{self, Check};
use crate::verdict::{KmsError, Report};

/// The checks of an operation on one key.
pub(super) trait KeyChecks: OnKey {
    /// What KMS looks at before the key.
    const BEFORE_THE_KEY: &'static [Check<Asked<'static, Self>>] = &[];

    /// The key is named as the operation takes it, belongs to the caller's account, exists, and is for the caller.
    const OF_THE_KEY: &'static [Check<Asked<'static, Self>>] = &[
        Check { rule: &rule::NOT_AN_ALIAS, test: key_checks::not_an_alias },
        Check { rule: &rule::WELL_FORMED_ARN, test: key_checks::well_formed_arn },
        Check { rule: &rule::WELL_FORMED, test: key_checks::well_formed },
        Check { rule: &rule::OWN_ACCOUNT, test: key_checks::own_account },
        Check { rule: &rule::CALLED_REGION, test: key_checks::called_region },
        Check { rule: &rule::EXISTS, test: key_checks::exists },
        Check { rule: &rule::DESCRIBED_KEY, test: key_checks::described_key },
        Check { rule: &rule::AUTHORIZED, test: authorization::of_key },
    ];

    /// The same for an operation that can be called from another account, and takes grant tokens if any does.
    const OF_ANY_ACCOUNTS_KEY: &'static [Check<Asked<'static, Self>>] = &[
        Check { rule: &rule::GRANT_TOKEN_COUNT, test: grant_checks::token_count },
        Check { rule: &rule::NOT_AN_ALIAS, test: key_checks::not_an_alias },
        Check { rule: &rule::WELL_FORMED_ARN, test: key_checks::well_formed_arn },
        Check { rule: &rule::WELL_FORMED, test: key_checks::well_formed },
        Check { rule: &rule::CALLED_REGION, test: key_checks::called_region },
        Check { rule: &rule::EXISTS, test: key_checks::exists },
        Check { rule: &rule::DESCRIBED_KEY, test: key_checks::described_key },
        Check { rule: &rule::AUTHORIZED, test: authorization::of_key },
        Check { rule: &rule::GRANT_TOKEN_GIVEN, test: grant_checks::tokens_given },
    ];

    /// What comes after that, in the order in which KMS checks.
    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>];

    /// What KMS looks at when nothing speaks against the request any more.
    const AT_LAST: &'static [Check<Asked<'static, Self>>] = &[];

    /// The encryption context of the request, where it has one.
    fn encryption_context<'a>(_asked: &Asked<'a, Self>) -> Option<&'a EncryptionContext> {
        None
    }

    /// Adds the condition keys that only this request has.
    fn conditions(_asked: &Asked<'_, Self>, context: RequestContext) -> RequestContext {
        context
    }

    /// Whether the request keeps the constraints of a grant that permits it.
    fn is_within(asked: &Asked<'_, Self>, grant: &Grant) -> bool {
        Self::encryption_context(asked).is_none_or(|context| grant.constraints.allow(context))
    }

    /// All of them, in order.
    fn checks() -> impl Iterator<Item = &'static Check<Asked<'static, Self>>> {
        [Self::BEFORE_THE_KEY, Self::OF_THE_KEY, Self::OF_ITS_OWN, Self::AT_LAST].into_iter().flatten()
    }
}

/// Every rule that a request breaks, as far as the setting knows.
pub(super) fn report<O: KeyChecks>(request: &O, setting: &Setting<'_>) -> Report {
    check::report(O::checks(), &Asked::new(request, setting))
}

/// The key that a request may act on, or the first rule that the request breaks.
pub(super) fn decide<'w, O: KeyChecks>(
    request: &'w O,
    world: &'w World,
    call: &'w Call,
) -> Result<Acting<'w>, KmsError> {
    let setting = Setting::of(world, call);
    let asked = Asked::new(request, &setting);
    check::decide(O::checks(), &asked)?;
    #[expect(clippy::expect_used, reason = "INVARIANT: the check EXISTS has passed in this world")]
    let (set, key) = asked.modelled().expect("the key is in the world");
    Ok(Acting { set, key, now: world.time_of(call) })
}

/// A request that nothing speaks against any more, on its key.
pub(super) struct Acting<'w> {
    pub(super) set: &'w RelatedKeys,
    pub(super) key: &'w RegionalKey,
    pub(super) now: Timestamp,
}

impl<'w> Acting<'w> {
    /// The same on a key that was found in another way than by the request's naming it; `None` if it is not modelled.
    pub(super) fn on(known: &Known<'w>, world: &World, call: &Call) -> Option<Self> {
        match *known {
            Known::Modelled { set, key } => Some(Self { set, key, now: world.time_of(call) }),
            Known::Described(_) => None,
        }
    }

    pub(super) fn arn(&self) -> KeyArn {
        self.set.arn_in(&self.key.region)
    }

    /// A decision that changes the key, if it does, and leaves one record in the key's Region.
    pub(super) fn decision<T>(
        &self,
        event_name: &'static str,
        output: T,
        change: Option<Change>,
    ) -> Decision<T> {
        let events = change.into_iter().map(|change| self.event(change)).collect();
        Decision { output, events, trail: Trail::of(event_name, self.arn(), self.now) }
    }

    /// A decision that uses the key and leaves one record in the key's Region.
    pub(super) fn used<T>(
        &self,
        operation: &'static KeyLastUsageTrackingOperation,
        output: T,
    ) -> Decision<T> {
        self.decision(operation.as_str(), output, Some(Change::KeyUsed { operation: operation.clone() }))
    }

    /// This happens to the key.
    pub(super) fn event(&self, change: Change) -> Event {
        Event { subject: self.set.key_id().into(), region: self.key.region.clone(), at: self.now, change }
    }
}
