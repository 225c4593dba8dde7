//! RotateKeyOnDemand: rotate a key now.

use std::time::Duration;

use super::asked::{Asked, OnKey, names_key_by_key_id};
use super::contract::{Decision, Operation};
use super::name::OperationName;
use super::on_key::{self, KeyChecks};
use super::setting::Setting;
use super::{key_states, material_checks, rule};
use crate::identity::{KeyArn, KeyReference};
use crate::key::Origin;
use crate::model::{Call, Change, World, after};
use crate::verdict::check::Check;
use crate::verdict::{Broken, ErrorCode, Evidence, KmsError, Place, Report, Text};

/// A request to rotate a symmetric encryption key now, besides any automatic rotation.
///
/// It takes [`Timing::rotating`](crate::model::Timing::rotating); then the key, and with it every related key, has
/// another current material, and what was encrypted before can be decrypted as before. A key of imported material gets
/// the material that waits for it, which every related key must have. The call goes to the primary key.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_RotateKeyOnDemand.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, DescribeKey, RotateKeyOnDemand};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let at = |time: &str| Call::new(caller.clone(), "us-east-1".parse().unwrap(), time.parse().unwrap());
/// let key = kms.call(&CreateKey::multi_region(), &at("2026-01-05T12:00:00Z"))?.output;
/// kms.call(&RotateKeyOnDemand::new(key.key_id.into()), &at("2026-01-05T12:00:00Z"))?;
///
/// let later = kms.call(&DescribeKey::new(key.key_id.into()), &at("2026-01-05T12:01:00Z"))?.output;
/// assert_ne!(later.current_key_material_id, key.current_key_material_id);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RotateKeyOnDemand {
    /// The primary key of a set, or a single-Region key: a key ID or key ARN.
    pub key_id: KeyReference,
}

/// How long before an automatic rotation KMS begins no other.
const SOON: Duration = Duration::from_secs(20 * 60);

impl RotateKeyOnDemand {
    /// A request to rotate this key now.
    #[must_use]
    pub const fn new(key_id: KeyReference) -> Self {
        Self { key_id }
    }
}

names_key_by_key_id!(RotateKeyOnDemand, Keys);

impl KeyChecks for RotateKeyOnDemand {
    /// That the state comes before the key spec was recorded; the rest of the order is inferred.
    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] = &[
        Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows },
        Check { rule: &rule::NOT_IN_A_STORE, test: material_checks::is_not_in_a_store },
        Check { rule: &rule::ROTATES_SYMMETRIC, test: material_checks::is_symmetric },
        Check { rule: &rule::ROTATES_AT_PRIMARY, test: material_checks::is_no_replica },
        Check { rule: &rule::MATERIAL_WAITS, test: material_waits },
        Check { rule: &rule::NO_OTHER_ROTATION, test: no_other_rotation },
        Check { rule: &rule::ROTATIONS_PER_KEY, test: rotations_per_key },
    ];
}

impl Operation for RotateKeyOnDemand {
    const NAME: OperationName = OperationName::RotateKeyOnDemand;
    /// The ARN of the key, on the wire under the name `KeyId`.
    type Output = KeyArn;

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<KeyArn>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let change = Change::OnDemandRotationStarted { until: after(on.now, world.timing().rotating) };
        Ok(on.decision("RotateKeyOnDemand", on.arn(), Some(change)))
    }
}

/// A key of imported material with nothing that waits to be current, or that a related key does not have yet.
fn material_waits(asked: &Asked<'_, RotateKeyOnDemand>, broken: &mut Broken<'_>) {
    let Some((set, key)) = asked.modelled() else { return };
    let is_imported = set.shared().origin == Origin::External;
    let waits = set.shared().material.pending().is_some();
    if !is_imported || (waits && !set.lacks_pending_material()) {
        return;
    }
    let arn = set.arn_in(&key.region);
    let text = Text::quoting("No available key material pending rotation for the key: ", arn, ".");
    let (evidence, message, help) = match waits {
        false => (
            Evidence::Recorded,
            "no imported material waits for a rotation",
            "import new material with ImportKeyMaterial first",
        ),
        true => (
            Evidence::Inferred,
            "not every related key has the material that waits for a rotation",
            "import the material into every replica first",
        ),
    };
    broken
        .refused(ErrorCode::KmsInvalidState, text, evidence, Place::at(RotateKeyOnDemand::MEMBER), message)
        .help(help);
}

/// A key that was rotated on demand as often as it may be.
fn rotations_per_key(asked: &Asked<'_, RotateKeyOnDemand>, broken: &mut Broken<'_>) {
    let Some((set, key)) = asked.modelled() else { return };
    let most = asked.setting.quotas().on_demand_rotations_per_key;
    let material = &set.shared().material;
    if material.on_demand_rotations() < most {
        return;
    }
    let text = Text::quoting(
        "The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be \
         performed for this key: ",
        set.arn_in(&key.region),
        "",
    );
    let message = format_args!("the key was rotated on demand {most} times, its quota");
    broken.refused(
        ErrorCode::LimitExceeded,
        text,
        Evidence::Recorded,
        Place::at(RotateKeyOnDemand::MEMBER),
        message,
    );
}

/// A key that is being rotated, or is to be within twenty minutes. That a rotation on demand holds up another is
/// inferred.
fn no_other_rotation(asked: &Asked<'_, RotateKeyOnDemand>, broken: &mut Broken<'_>) {
    let (Some((set, _)), Some(now)) = (asked.modelled(), asked.setting.now()) else { return };
    let material = &set.shared().material;
    let automatic = material.automatic_rotation().and_then(|rotation| rotation.next);
    let message = if let Some(rotation) = material.on_demand_rotation() {
        Text::later(move || format!("a rotation of the key is under way since {}", rotation.start))
    } else if let Some(next) = automatic.filter(|next| *next <= after(now, SOON)) {
        Text::later(move || format!("an automatic rotation of the key is due at {next}, within 20 minutes"))
    } else {
        return;
    };
    broken
        .refused_in_unknown_words(ErrorCode::Conflict, Place::at(RotateKeyOnDemand::MEMBER), message)
        .help("try again when the rotation is done");
}
