//! Requests to a key policy of 25 statements.

use kms_mrk::identity::PrincipalArn;
use kms_mrk::policy::{AccessRequest, Action, Document, RequestContext};

pub(crate) const POLICY: &str = include_str!("key_policy_of_25_statements.json");

/// A request and what comes of it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Decided {
    /// A role of a team decrypts: allowed by a statement with conditions, past two denials with conditions.
    Team,
    /// A user of the account decrypts: left to IAM policies.
    Account,
    /// A service decrypts, from the right resource.
    Service,
    /// Somebody from outside of the organization is denied.
    Outside,
    /// A key is to be deleted in haste, which is denied.
    Deletion,
    /// Nobody said anything about the network: it depends.
    Open,
}

impl Decided {
    pub(crate) const ALL: [Self; 6] =
        [Self::Team, Self::Account, Self::Service, Self::Outside, Self::Deletion, Self::Open];

    pub(crate) fn principal(self) -> PrincipalArn {
        let text = match self {
            Self::Team => "arn:aws:sts::111122223333:assumed-role/Reader/i-0abc",
            Self::Account | Self::Outside | Self::Open => "arn:aws:iam::111122223333:user/ops",
            Self::Service => "events.amazonaws.com",
            Self::Deletion => "arn:aws:sts::111122223333:assumed-role/KeyAdministrators/ci",
        };
        text.parse().unwrap()
    }

    const fn action(self) -> Action {
        match self {
            Self::Deletion => Action::ScheduleKeyDeletion,
            _ => Action::Decrypt,
        }
    }

    pub(crate) fn context(self) -> RequestContext {
        let inside = RequestContext::new()
            .with("aws:PrincipalOrgID", "o-a1b2c3d4e5")
            .with("aws:SourceIp", "203.0.113.7")
            .with("aws:ViaAWSService", "false");
        match self {
            Self::Team => inside
                .with("kms:EncryptionContext:team", "mail")
                .with_values("kms:EncryptionContextKeys", ["team", "purpose"])
                .complete(),
            Self::Account => inside.complete(),
            Self::Service => RequestContext::new()
                .with("aws:ViaAWSService", "true")
                .with("aws:SourceAccount", "111122223333")
                .with("aws:SourceArn", "arn:aws:events:us-east-1:111122223333:rule/nightly")
                .complete(),
            Self::Outside => inside.with("aws:PrincipalOrgID", "o-z9y8x7w6v5").complete(),
            Self::Deletion => inside.with("kms:ScheduleKeyDeletionPendingWindowInDays", "7").complete(),
            Self::Open => RequestContext::new().with("aws:PrincipalOrgID", "o-a1b2c3d4e5"),
        }
    }

    /// The request, of which it is seen that the policy answers to it as it should.
    pub(crate) fn request<'a>(
        self,
        principal: &'a PrincipalArn,
        context: &'a RequestContext,
    ) -> AccessRequest<'a> {
        let request = AccessRequest::new(principal, self.action())
            .with_account("111122223333".parse().unwrap())
            .with_context(context);
        let decision = Document::read(POLICY).unwrap().authorize(&request).to_string();
        let expected = match self {
            Self::Team | Self::Service => "allowed by",
            Self::Account => "left to IAM policies",
            Self::Outside | Self::Deletion => "denied by",
            Self::Open => "depends on",
        };
        assert!(decision.starts_with(expected), "{self:?} {decision}");
        request
    }
}
