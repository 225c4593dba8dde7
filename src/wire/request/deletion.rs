//! ScheduleKeyDeletion and CancelKeyDeletion.

use super::FromMembers;
use super::keys::of_key_alone;
use crate::key::PendingWindowInDays;
use crate::operation::{CancelKeyDeletion, ScheduleKeyDeletion};
use crate::verdict::{ErrorCode, Evidence};
use crate::wire::members::{Found, Members};

of_key_alone!(CancelKeyDeletion);

impl FromMembers for ScheduleKeyDeletion {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let key_id = m.key_id(f);
        let pending_window = match m.number_between("PendingWindowInDays", 1, 365, f) {
            None => Some(PendingWindowInDays::DEFAULT),
            Some(days) => {
                let window = PendingWindowInDays::new(u64::from(days));
                if window.is_err() {
                    let text = "PendingWindowInDays must be between 7 and 30";
                    let place = m.place("PendingWindowInDays");
                    f.refused(place, ErrorCode::Validation, text.to_owned(), Evidence::Recorded);
                }
                window.ok()
            }
        };
        Some(Self { key_id: key_id?, pending_window: pending_window? })
    }
}
