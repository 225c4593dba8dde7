//! EnableKeyRotation, DisableKeyRotation, GetKeyRotationStatus, RotateKeyOnDemand.

use super::FromMembers;
use super::keys::of_key_alone;
use crate::key::RotationPeriodInDays;
use crate::operation::{DisableKeyRotation, EnableKeyRotation, GetKeyRotationStatus, RotateKeyOnDemand};
use crate::wire::members::{Found, Members};

of_key_alone!(DisableKeyRotation, GetKeyRotationStatus, RotateKeyOnDemand);

impl FromMembers for EnableKeyRotation {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let key_id = m.key_id(f);
        let days = m.number_between("RotationPeriodInDays", 90, 2560, f);
        let period = days.and_then(|days| RotationPeriodInDays::new(u64::from(days)).ok());
        let request = Self::new(key_id?);
        Some(match period {
            Some(period) => request.with_period(period),
            None => request,
        })
    }
}
