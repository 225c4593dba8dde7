//! What kinds of principals there are.

/// What a [`PrincipalArn`](super::PrincipalArn) names.
///
/// ```
/// use kms_mrk::identity::{PrincipalArn, PrincipalKind};
///
/// assert_eq!("111122223333".parse::<PrincipalArn>()?.kind(), PrincipalKind::Account);
/// assert_eq!("logs.amazonaws.com".parse::<PrincipalArn>()?.kind(), PrincipalKind::Service);
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrincipalKind {
    /// An account as a whole; in a key policy it lets the account's own IAM policies decide.
    Account,
    /// An IAM user.
    User,
    /// An IAM role.
    Role,
    /// A session of an assumed role.
    RoleSession,
    /// The session of a federated user.
    FederatedUser,
    /// An AWS service.
    Service,
}
