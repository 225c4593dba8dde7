//! The checks of the key that a request names, which operations share.

use super::asked::{Asked, OnKey, Target};
use super::not_authorized::{Because, NotAuthorized};
use crate::identity::{AliasArn, AliasName, KeyReference};
use crate::verdict::{Answer, Broken, ErrorCode, Evidence, Place, Text};

/// An alias where the operation takes none.
pub(super) fn not_an_alias<O: OnKey>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    if asked.reference().alias_name().is_some() && !O::ACCEPTED_FORMS.accepts(asked.reference()) {
        let text = "Key Aliases are not supported for this operation.";
        let message =
            format!("`{}` is an alias; the operation takes a key ID or a key ARN", asked.reference());
        broken
            .refused(ErrorCode::InvalidArn, text, Evidence::Recorded, asked.place(), message)
            .help("DescribeKey takes the alias and returns key ID and key ARN");
    }
}

/// A text that begins like an ARN and is none that KMS takes.
pub(super) fn well_formed_arn<O: OnKey>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    if let KeyReference::Malformed(malformed) = asked.reference()
        && malformed.looks_like_arn()
    {
        let place = asked.place().with_offset(malformed.reason().at_byte());
        broken.refused_in_unknown_words(ErrorCode::InvalidArn, place, malformed.reason().to_string());
    }
}

/// A text that is no key ID.
pub(super) fn well_formed<O: OnKey>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    if let KeyReference::Malformed(malformed) = asked.reference()
        && !malformed.looks_like_arn()
    {
        let text = format!("Invalid keyId '{}'", malformed.as_str());
        let place = asked.place().with_offset(malformed.reason().at_byte());
        let message = malformed.reason().to_string();
        broken.refused(ErrorCode::NotFound, text, Evidence::Recorded, place, message);
    }
}

/// A key of another account, for an operation that has no cross-account use.
pub(super) fn own_account<O: OnKey>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    let operation = O::NAME;
    let Some(caller) = asked.setting.caller() else { return };
    if asked.modelled().is_some_and(|(set, _)| set.shared().account == caller.account()) {
        return; // as nearly always, and no ARN had to be made
    }
    let Some(arn) = asked.arn() else { return };
    if arn.account() != caller.account() {
        let text = NotAuthorized {
            caller: caller.principal(),
            action: &asked.action(),
            resource: &arn,
            because: Because::KeyPolicyIsSilent,
        };
        broken.refused(
            ErrorCode::AccessDenied,
            format_args!("{text}"),
            Evidence::Inferred,
            asked.place(),
            format_args!(
                "the key is in the account `{}`, the caller in `{}`; {operation} has no cross-account use",
                arn.account(),
                caller.account()
            ),
        );
    }
}

/// The ARN of another Region than the one that is called.
pub(super) fn called_region<O: OnKey>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    let (Some(called), Some(named)) = (asked.setting.region(), asked.reference().region()) else { return };
    if called != named {
        let text = format!("Invalid arn {named}");
        let message = format!("the ARN names the Region `{named}`, the call goes to `{called}`");
        broken
            .refused(ErrorCode::NotFound, text, Evidence::Recorded, asked.place(), message)
            .help(format!("send the request to `{named}`"));
    }
}

/// No such key.
pub(super) fn exists<O: OnKey>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    if !matches!(asked.target, Target::Absent) {
        return;
    }
    if let Some(name) = asked.reference().alias_name() {
        let arn = match asked.reference() {
            KeyReference::AliasArn(arn) => Some(arn.clone()),
            _ => asked.setting.alias_arn(name),
        };
        alias_not_found(name, arn, asked.place(), broken);
    } else if let Some(arn) = asked.arn() {
        broken.refused(
            ErrorCode::NotFound,
            Text::quoting("Key '", arn.clone(), "' does not exist"),
            Evidence::Recorded,
            asked.place(),
            format_args!("there is no key `{arn}`"),
        );
    } else if let (Some(id), Some(region)) = (asked.reference().key_id(), asked.region()) {
        // The call goes to a Region whose partition is not known, so no ARN can be said.
        let message = format!("there is no key `{id}` in the Region `{region}`");
        broken.refused_in_unknown_words(ErrorCode::NotFound, asked.place(), message);
    }
}

/// No such alias. Where the partition of the Region that is called is not known, no ARN can be said.
pub(super) fn alias_not_found(
    name: &AliasName,
    arn: Option<AliasArn>,
    place: Place,
    broken: &mut Broken<'_>,
) {
    let message = format!("there is no alias `{name}` in the account and the Region");
    match arn {
        Some(arn) => {
            let text = format!("Alias {arn} is not found.");
            broken.refused(ErrorCode::NotFound, text, Evidence::Recorded, place, message)
        }
        None => broken.refused_in_unknown_words(ErrorCode::NotFound, place, message),
    };
}

/// A description of another key than the one that the request names.
pub(super) fn described_key<O: OnKey>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    if let Target::NotDescribed(metadata) = asked.target {
        let message = format!(
            "the description given is of `{}`, the request names `{}`: the key was not checked",
            metadata.arn,
            asked.reference()
        );
        broken.warned(Answer::Unknown, asked.place(), message);
    }
}
