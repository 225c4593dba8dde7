//! Any policies are asked any request without a panic, and the explanation comes to what the decision is.
//!
//! The parts of the input stand between NULs: the caller, the action, the key policy, an IAM policy, and then
//! condition keys, each with a value behind a `=`. A part that is missing or malformed is not said.
#![no_main]

use kms_mrk::identity::PrincipalArn;
use kms_mrk::policy::{AccessRequest, Action, Decision, Document, IdentityPolicies, RequestContext};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut parts = text.split('\0');
    let mut part = || parts.next().unwrap_or_default();
    let caller = part().parse::<PrincipalArn>().ok();
    let action = part().parse().unwrap_or(Action::PutKeyPolicy);
    let Ok(policy) = Document::read(part()) else { return };
    let identity = IdentityPolicies::read([part()]).ok();
    let context = parts.filter_map(|said| said.split_once('='));
    let context = context.fold(RequestContext::new(), |context, (key, value)| match value {
        "" => context.without(key),
        value => context.with(key, value),
    });
    let key_arn = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab";
    let key_arn = key_arn.parse().expect("an ARN");

    let request = match &caller {
        Some(caller) => AccessRequest::new(caller, action),
        None => AccessRequest::anonymous(action),
    };
    let said = request.clone().with_key_arn(&key_arn).with_context(&context);
    let mut requests = vec![request, said.clone()];
    requests.extend(identity.as_ref().map(|identity| said.with_identity_policies(identity)));
    for request in &requests {
        let explanation = policy.explain(request);
        assert_eq!(explanation.decision, policy.authorize(request));
        assert!(!explanation.to_string().is_empty());
        if let Decision::Depends { on } = explanation.decision {
            assert!(!on.is_empty(), "what depends depends on something");
        }
        let _ = policy.lockout(request).to_string();
    }
    let _ = (policy.administration(None), policy.administration(Some(key_arn.account())));
});
