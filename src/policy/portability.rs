//! What becomes of the text of a key policy in another Region.

use serde::Serialize;

use super::check::finish;
use super::checks::condition::LONG;
use super::checks::ground::Ground;
use super::checks::whom::Whom;
use super::checks::{multi_region, regional_condition};
use super::condition_subject::ConditionSubject;
use super::document::Document;
use super::setting::Setting;
use crate::verdict::{Applicability, Edit, Finding, Report};

/// What has to change in the text of a key policy before it is given to a related key.
///
/// Related keys have policies of their own, and KMS never copies one to another. Who gives the text of one key's policy
/// to another key, as to a new replica key by ReplicateKey, has to look at everything in it that belongs to a Region.
/// [`portability`] does; a program can make those changes that carry an [`Edit`].
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-auth.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Portability {
    report: Report,
}

/// Tells what has to change in the text of a policy of the key in the setting `from` before it is given to the key in the
/// setting `to`.
///
/// What counts is the Region, the account, the kind of the key, and the geography of `to`. Where nothing is said, the key
/// of `from` is a primary key, that of `to` a replica key of the same account. What is wrong with the policy in both
/// places alike is not told here: [`Document::check`] does.
///
/// ```
/// use kms_mrk::identity::Region;
/// use kms_mrk::policy::{self, Document, Setting};
/// use kms_mrk::verdict::Applicability;
///
/// let text = r#"{"Version": "2012-10-17", "Statement": [{
///     "Effect": "Allow", "Principal": {"Service": "logs.us-east-1.amazonaws.com"},
///     "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": "*",
///     "Condition": {"ArnEquals": {
///         "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:us-east-1:111122223333:log-group:orders"
///     }}
/// }]}"#;
/// let policy = Document::read(text).unwrap();
/// let (virginia, ireland) = (Region::US_EAST_1, Region::EU_WEST_1);
/// let from = Setting::new().with_region(&virginia);
/// let to = Setting::new().with_region(&ireland);
///
/// let portability = policy::portability(&policy, &from, &to);
/// assert_eq!(
///     portability.report().to_string(),
///     "warning[policy/multi-region/service-principal] at /Statement/0/Principal/Service: \
///      the service principal `logs.us-east-1.amazonaws.com` has the Region `us-east-1`, the key is in `eu-west-1`\n\
///      warning[policy/multi-region/encryption-context] at \
///      /Statement/0/Condition/ArnEquals/kms:EncryptionContext:aws:logs:arn: \
///      `kms:EncryptionContext:aws:logs:arn` names the Region `us-east-1`, the key is in `eu-west-1`",
/// );
///
/// // A program may change the principal; whether there is such a log group in the other Region, somebody has to say.
/// let rewritten = portability.rewritten(text, Applicability::MachineApplicable).unwrap();
/// assert!(rewritten.contains("logs.eu-west-1.amazonaws.com"));
/// assert!(rewritten.contains("arn:aws:logs:us-east-1:111122223333:log-group:orders"));
/// assert_eq!(portability.left_by(Applicability::MachineApplicable).count(), 1);
///
/// let rewritten = portability.rewritten(text, Applicability::MaybeIncorrect).unwrap();
/// let replica = Document::read(&rewritten).unwrap();
/// assert!(policy::portability(&replica, &to, &to).is_portable());
/// ```
#[must_use]
pub fn portability(policy: &Document<'_>, from: &Setting<'_>, to: &Setting<'_>) -> Portability {
    let to = match (to.account(), from.account()) {
        (None, Some(account)) => to.with_account(account),
        _ => *to,
    };
    let ground = Ground::between(from, &to);
    let mut report = Report::new();
    for statement in policy.statements() {
        multi_region::statement(statement, Whom::UNKNOWN, policy, ground, &mut report);
        for condition in statement.conditions() {
            let Some(operator) = condition.means().filter(|_| condition.key.len() <= LONG) else { continue };
            let subject = ConditionSubject::of(condition.key);
            regional_condition::check(subject, condition, operator, statement, ground, &mut report);
        }
    }
    Portability { report: finish(report, Some(policy), to.levels()) }
}

impl Portability {
    /// Everything that has to change or to be looked at, in the order of the places in the text.
    #[must_use]
    pub const fn report(&self) -> &Report {
        &self.report
    }

    /// Whether the text can be given to the other key as it is.
    #[must_use]
    pub const fn is_portable(&self) -> bool {
        self.report.is_empty()
    }

    /// The text with every change made that is at least so sure to be right.
    ///
    /// `text` is the text from which the document was read. `None` if it is another one, in which the changes cannot be
    /// made.
    #[must_use]
    pub fn rewritten(&self, text: &str, least: Applicability) -> Option<String> {
        let edits = self.report.iter().filter_map(|finding| finding.edit.as_deref());
        Edit::apply_all(edits.filter(|edit| edit.applicability <= least), text)
    }

    /// What [`rewritten`](Self::rewritten) leaves to a person.
    pub fn left_by(&self, least: Applicability) -> impl Iterator<Item = &Finding> {
        let is_left =
            move |finding: &&Finding| finding.edit.as_ref().is_none_or(|edit| edit.applicability > least);
        self.report.iter().filter(is_left)
    }
}
