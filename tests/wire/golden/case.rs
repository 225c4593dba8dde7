//! One request with what it is to show, and all those of one operation.

use kms_mrk::model::{Caller, Quotas};
use kms_mrk::operation::OperationName;
use kms_mrk::policy::IdentityPolicies;

use crate::stage::{ACCOUNT, HOME, OTHER_ACCOUNT, administrator, read};

/// Who sends a request.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sender {
    Administrator,
    /// A user of the account with these IAM policies, none of which is about a key that the request needs.
    UserWithoutPolicies,
    /// Somebody of another account.
    Stranger,
}

impl Sender {
    pub(super) fn caller(self) -> Caller {
        match self {
            Self::Administrator => administrator(ACCOUNT),
            Self::UserWithoutPolicies => {
                let user = Caller::new(read("arn:aws:iam::111122223333:user/ops")).unwrap();
                user.with_identity_policies(IdentityPolicies::new())
            }
            Self::Stranger => administrator(OTHER_ACCOUNT),
        }
    }
}

/// A request, sent to the world of the golden pairs.
///
/// In a body `$name` stands for something of that world.
pub(super) struct Case {
    pub(super) title: &'static str,
    /// The exception that the reply is to show; `None` for a request that is accepted.
    pub(super) code: Option<&'static str>,
    pub(super) body: String,
    pub(super) region: &'static str,
    pub(super) sender: Sender,
    /// What the administrator calls before: the Region, the operation and the body.
    pub(super) before: Vec<(&'static str, &'static str, String)>,
    /// So many seconds pass before the request.
    pub(super) later: i64,
    pub(super) quotas: Quotas,
    /// Whether the host can unwrap the key material that is imported.
    pub(super) unwraps: bool,
}

/// A request that is accepted.
pub(super) fn accepted(title: &'static str, body: impl Into<String>) -> Case {
    Case {
        title,
        code: None,
        body: body.into(),
        region: HOME,
        sender: Sender::Administrator,
        before: Vec::new(),
        later: 0,
        quotas: Quotas::DEFAULT,
        unwraps: true,
    }
}

/// A request that is refused with this exception.
pub(super) fn refused(code: &'static str, title: &'static str, body: impl Into<String>) -> Case {
    Case { code: Some(code), ..accepted(title, body) }
}

impl Case {
    pub(super) fn at(self, region: &'static str) -> Self {
        Self { region, ..self }
    }

    pub(super) fn by(self, sender: Sender) -> Self {
        Self { sender, ..self }
    }

    pub(super) fn after(self, operation: &'static str, body: impl Into<String>) -> Self {
        self.after_in(HOME, operation, body)
    }

    pub(super) fn after_in(
        mut self,
        region: &'static str,
        operation: &'static str,
        body: impl Into<String>,
    ) -> Self {
        self.before.push((region, operation, body.into()));
        self
    }

    pub(super) fn later(self, seconds: i64) -> Self {
        Self { later: seconds, ..self }
    }

    pub(super) fn with_quotas(self, quotas: Quotas) -> Self {
        Self { quotas, ..self }
    }

    pub(super) fn without_unwrapping(self) -> Self {
        Self { unwraps: false, ..self }
    }
}

/// All the golden pairs of one operation.
pub(super) struct Golden {
    pub(super) operation: OperationName,
    pub(super) cases: Vec<Case>,
    /// The key that the operation is asked for, as `$name`, and a body with it that is accepted.
    key: &'static str,
    body: &'static str,
}

impl Golden {
    /// An operation for which no key is named.
    pub(super) fn new(operation: OperationName, body: &'static str) -> Self {
        Self::on(operation, "", body)
    }

    /// An operation on this key.
    pub(super) fn on(operation: OperationName, key: &'static str, body: &'static str) -> Self {
        Self { operation, cases: Vec::new(), key, body }
    }

    pub(super) fn case(mut self, case: Case) -> Self {
        self.cases.push(case);
        self
    }

    /// The body is accepted, if it is not what no model can compute.
    pub(super) fn accepted(self, title: &'static str) -> Self {
        let body = self.body;
        self.case(accepted(title, body))
    }

    /// Nothing speaks against the body, but the answer is one of cryptography.
    pub(super) fn not_computed(self, title: &'static str) -> Self {
        let body = self.body;
        self.case(refused("NotImplementedException", title, body))
    }

    /// The body is refused.
    pub(super) fn refused(
        self,
        code: &'static str,
        title: &'static str,
        change: impl FnOnce(Case) -> Case,
    ) -> Self {
        let body = self.body;
        self.case(change(refused(code, title, body)))
    }

    /// What is refused whatever the operation is: a body that cannot be read, and a caller that may not.
    pub(super) fn common(self) -> Self {
        let body = self.body;
        self.case(refused("SerializationException", "a body that is a list", "[]")).case(
            refused("AccessDeniedException", "a caller that may not", body).by(Sender::UserWithoutPolicies),
        )
    }

    /// The body with another key.
    pub(super) fn of(&self, key: &str) -> String {
        let (named, other) = (format!("\"{}\"", self.key), format!("\"{key}\""));
        assert!(!self.key.is_empty() && self.body.contains(&named), "{}: {}", self.operation, self.body);
        self.body.replace(&named, &other)
    }

    /// The body is refused for another key.
    pub(super) fn refused_for(self, code: &'static str, title: &'static str, key: &str) -> Self {
        let body = self.of(key);
        self.case(refused(code, title, body))
    }

    /// What is refused of every operation on a key: what is common, a key that is missing, is none, or is not there.
    pub(super) fn common_on_key(self) -> Self {
        self.common()
            .case(refused("ValidationException", "nothing of what is required", "{}"))
            .refused_for("NotFoundException", "a key that is not there", "$absent")
            .refused_for("NotFoundException", "a text that is no key ID", "orders")
            .refused_for("NotFoundException", "a key of another Region", "$elsewhere_arn")
            .refused_for("InvalidArnException", "the ARN of something else", "arn:aws:s3:::orders")
    }

    /// An operation that takes no alias.
    pub(super) fn takes_no_alias(self) -> Self {
        self.refused_for("InvalidArnException", "an alias", "alias/orders")
    }

    /// An operation that takes an alias.
    pub(super) fn takes_an_alias(self) -> Self {
        self.refused_for("NotFoundException", "an alias that is not there", "alias/absent")
    }

    /// The key is disabled.
    pub(super) fn not_when_disabled(self) -> Self {
        let disable = format!(r#"{{"KeyId":"{}"}}"#, self.key);
        self.refused("DisabledException", "a key that is disabled", |case| case.after("DisableKey", disable))
    }

    /// The key is to be deleted.
    pub(super) fn not_when_deleted(self) -> Self {
        let schedule = format!(r#"{{"KeyId":"{}"}}"#, self.key);
        self.refused("KMSInvalidStateException", "a key that is to be deleted", |case| {
            case.after("ScheduleKeyDeletion", schedule)
        })
    }

    /// An operation that takes grant tokens and can be a dry run.
    pub(super) fn of_a_grant(self) -> Self {
        self.takes_tokens().can_be_dry()
    }

    pub(super) fn takes_tokens(self) -> Self {
        let body = self.with(r#""GrantTokens":["token"]"#);
        self.too_many_tokens().case(refused("InvalidGrantTokenException", "a grant token that is none", body))
    }

    pub(super) fn too_many_tokens(self) -> Self {
        let tokens = [r#""token""#; 11].join(",");
        let body = self.with(&format!(r#""GrantTokens":[{tokens}]"#));
        self.case(refused("ValidationException", "eleven grant tokens", body))
    }

    pub(super) fn can_be_dry(self) -> Self {
        let body = self.with(r#""DryRun":true"#);
        self.case(refused("DryRunOperationException", "a dry run", body))
    }

    /// The body with another member.
    pub(super) fn with(&self, member: &str) -> String {
        let members = self.body.strip_suffix('}').unwrap();
        let comma = if members.ends_with('{') { "" } else { "," };
        format!("{members}{comma}{member}}}")
    }
}
