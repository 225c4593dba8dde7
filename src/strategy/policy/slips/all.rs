//! Every slip.

use super::{
    action, condition, document, lockout, multi_region, principal, resource, security, statement, text,
    variable,
};
use crate::strategy::policy::slip::Slip;

/// Every slip, group by group.
pub(in crate::strategy::policy) fn all() -> impl Iterator<Item = &'static Slip> {
    let groups: [&[Slip]; 11] = [
        statement::SLIPS,
        document::SLIPS,
        text::SLIPS,
        principal::SLIPS,
        action::SLIPS,
        resource::SLIPS,
        condition::SLIPS,
        variable::SLIPS,
        security::SLIPS,
        multi_region::SLIPS,
        lockout::SLIPS,
    ];
    groups.into_iter().flatten()
}
