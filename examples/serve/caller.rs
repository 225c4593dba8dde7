//! Who calls, and where, as the headers of a request say.

use hyper::HeaderMap;
use kms_mrk::identity::{AccountId, Geography, Partition, PrincipalArn, Region};
use kms_mrk::model::Caller;
use kms_mrk::wire::Credential;

/// What is known of those who say nothing of themselves.
pub(crate) struct Callers {
    pub(crate) account: AccountId,
    pub(crate) caller: Option<Caller>,
}

/// Why it is not known who calls, or where: the exception and its text.
pub(crate) type Refusal = (&'static str, String);

const CALLER: &str = "x-kms-mrk-caller";

impl Callers {
    /// Who calls, and in which Region.
    pub(crate) fn of(&self, headers: &HeaderMap) -> Result<(Caller, Region), Refusal> {
        let Some(authorization) = headers.get("authorization") else {
            return Err(("MissingAuthenticationTokenException", "Missing Authentication Token".to_owned()));
        };
        let credential = authorization.to_str().ok().and_then(Credential::of).ok_or_else(|| {
            let message = "the header Authorization is not of Signature Version 4, or names no Region";
            ("IncompleteSignatureException", message.to_owned())
        })?;
        let caller = match (headers.get(CALLER), &self.caller) {
            (Some(text), _) => named(text.to_str().unwrap_or_default())?,
            (None, Some(caller)) => caller.clone(),
            (None, None) => {
                let account = credential.access_key_id.parse().unwrap_or(self.account);
                let partition = Geography::new().partition(&credential.region).unwrap_or(Partition::Aws);
                Caller::administrator(&partition, account)
            }
        };
        Ok((caller, credential.region))
    }
}

fn named(text: &str) -> Result<Caller, Refusal> {
    let refusal = |reason: String| ("ValidationException", format!("{CALLER}: {reason}"));
    let principal: PrincipalArn = text.parse().map_err(|error| refusal(format!("{error}")))?;
    Caller::new(principal).ok_or_else(|| refusal(format!("{text} belongs to no account")))
}
