//! The checks of the origin and the kind of a key that the operations on key material share.

use super::asked::{Asked, Known, OnKey, Target};
use crate::key::{KeySpec, KeyState, MultiRegionKeyType, Origin};
use crate::verdict::{Broken, ErrorCode, Evidence, Place, Text};

/// A key whose origin is not one that the operation is for.
fn origin_is<O: OnKey>(asked: &Asked<'_, O>, fits: impl Fn(&Origin) -> bool, broken: &mut Broken<'_>) {
    let Target::Known(known) = asked.target else { return };
    let origin = known.origin();
    if fits(origin) || !origin.is_listed() {
        return;
    }
    let evidence = match origin {
        Origin::AwsKms | Origin::External => Evidence::Recorded,
        _ => Evidence::Inferred,
    };
    let (arn, of) = (known.arn(), origin.clone());
    broken.refused(
        ErrorCode::UnsupportedOperation,
        Text::later(move || format!("{arn} origin is {of} which is not valid for this operation.")),
        evidence,
        Place::at(O::MEMBER),
        format_args!("{} is not possible for keys of origin {origin}", O::NAME),
    );
}

/// A key whose material is not imported.
pub(super) fn is_imported<O: OnKey>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    origin_is(asked, |origin| *origin == Origin::External, broken);
}

/// A key whose material KMS does not make.
pub(super) fn is_made_by_kms<O: OnKey>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    origin_is(asked, |origin| *origin == Origin::AwsKms, broken);
}

/// A key in a custom key store.
pub(super) fn is_not_in_a_store<O: OnKey>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    origin_is(asked, |origin| !origin.is_custom_key_store(), broken);
}

/// A key without all of its imported material. That is what the state PendingImport says; a key whose material expires while
/// it is Updating does not show it.
pub(super) fn is_there<O: OnKey>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    if let Target::Known(Known::Modelled { set, key }) = asked.target
        && matches!(key.state, KeyState::Updating { .. })
        && !set.has_material(key)
    {
        let message = format!("the key lacks imported material in the Region `{}`", key.region);
        broken.refused_in_unknown_words(ErrorCode::KmsInvalidState, asked.place(), message);
    }
}

/// A key that is no symmetric encryption key. Of RotateKeyOnDemand an empty message was recorded.
pub(super) fn is_symmetric<O: OnKey>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    let Target::Known(known) = asked.target else { return };
    let spec = known.key_spec();
    if *spec == KeySpec::SymmetricDefault || !spec.is_listed() {
        return;
    }
    let message = format_args!("{} is for symmetric encryption keys, the key has the spec {spec}", O::NAME);
    broken.refused(ErrorCode::UnsupportedOperation, "", Evidence::Recorded, Place::at(O::MEMBER), message);
}

/// A replica: what related keys share is changed at their primary key.
pub(super) fn is_no_replica<O: OnKey>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    let Target::Known(known) = asked.target else { return };
    if known.multi_region_key_type() == Some(MultiRegionKeyType::Replica) {
        let message =
            Text::later(|| format!("{} is for the primary key of a set, the key is a replica", O::NAME));
        broken
            .refused_in_unknown_words(ErrorCode::UnsupportedOperation, Place::at(O::MEMBER), message)
            .help_if_known(
                primary(&known).map(|arn| Text::quoting("call it on the primary key, `", arn, "`")),
            );
    }
}

fn primary(known: &Known<'_>) -> Option<crate::identity::KeyArn> {
    match known {
        Known::Described(metadata) => metadata
            .multi_region_configuration
            .as_ref()
            .map(|configuration| configuration.primary_key.arn.clone()),
        Known::Modelled { set, .. } => Some(set.arn_in(&set.primary().region)),
    }
}
