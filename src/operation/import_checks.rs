//! The checks of ImportKeyMaterial.

use std::time::Duration;

use super::asked::{Asked, Target};
use super::import_key_material::ImportKeyMaterial;
use super::on_key::KeyChecks;
use super::{key_states, material_checks, member_checks, rule};
use crate::key::{ExpirationModel, ImportType, KeyMaterialId, KeySpec, MultiRegionKeyType};
use crate::model::{after, whole_milliseconds};
use crate::policy::RequestContext;
use crate::verdict::check::Check;
use crate::verdict::{Broken, ErrorCode, Evidence, Place, Pointer, Text};

type Import<'a> = Asked<'a, ImportKeyMaterial>;

impl KeyChecks for ImportKeyMaterial {
    const BEFORE_THE_KEY: &'static [Check<Asked<'static, Self>>] = &[
        Check { rule: &rule::LISTED_IMPORT, test: listed_import },
        Check { rule: &rule::VALID_TO_GIVEN, test: valid_to_given },
        Check { rule: &rule::VALID_TO_NEEDED, test: valid_to_needed },
        Check { rule: &rule::VALID_TO_WITHIN_A_YEAR, test: valid_to_within_a_year },
        Check { rule: &rule::NEW_HAS_NO_ID, test: new_has_no_id },
    ];

    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] = &[
        Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows },
        Check { rule: &rule::IMPORTED, test: material_checks::is_imported },
        Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows_after_origin },
        Check { rule: &rule::TOKEN_OF_KEY, test: token_of_key },
        Check { rule: &rule::TOKEN_IS_VALID, test: token_is_valid },
        Check { rule: &rule::IMPORT_OF_SYMMETRIC, test: import_of_symmetric },
        Check { rule: &rule::NEW_HAS_NO_ID, test: first_has_no_id },
        Check { rule: &rule::NEW_INTO_PRIMARY, test: new_into_primary },
        Check { rule: &rule::ONE_WAITS, test: one_waits },
        Check { rule: &rule::MATERIAL_OF_KEY, test: material_of_key },
    ];

    fn conditions(asked: &Asked<'_, Self>, context: RequestContext) -> RequestContext {
        let ImportKeyMaterial { expiration_model, valid_to, .. } = asked.request;
        let model = expiration_model.as_ref().unwrap_or(&ExpirationModel::KeyMaterialExpires);
        let context = context.with("kms:ExpirationModel", model.as_str());
        match valid_to {
            Some(valid_to) => context.with("kms:ValidTo", valid_to.to_string()),
            None => context,
        }
    }
}

/// How far ahead material may expire.
const LONGEST_VALIDITY: Duration = Duration::from_secs(365 * 24 * 3600);

const fn member(pointer: &'static str) -> Place {
    Place::at(Pointer::fixed(pointer))
}

/// A name that KMS does not list.
pub(super) fn listed_import(asked: &Import<'_>, broken: &mut Broken<'_>) {
    let ImportKeyMaterial { expiration_model, import_type, .. } = asked.request;
    if let Some(model) = expiration_model.as_ref().filter(|model| !model.is_listed()) {
        member_checks::not_listed("ExpirationModel", model.as_str(), ExpirationModel::ALL, broken);
    }
    if let Some(import_type) = import_type.as_ref().filter(|import_type| !import_type.is_listed()) {
        member_checks::not_listed("ImportType", import_type.as_str(), ImportType::ALL, broken);
    }
}

/// No date for material that expires, which is what it does if nothing is said.
pub(super) fn valid_to_given(asked: &Import<'_>, broken: &mut Broken<'_>) {
    let ImportKeyMaterial { expiration_model, valid_to, .. } = asked.request;
    let expires = matches!(expiration_model, None | Some(ExpirationModel::KeyMaterialExpires));
    if expires && valid_to.is_none() {
        let text = "A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES";
        let message = "ValidTo is missing for material that expires";
        broken
            .refused(ErrorCode::Validation, text, Evidence::Recorded, member("/ValidTo"), message)
            .help("give ValidTo, or ExpirationModel KEY_MATERIAL_DOES_NOT_EXPIRE");
    }
}

/// A date for material that does not expire.
pub(super) fn valid_to_needed(asked: &Import<'_>, broken: &mut Broken<'_>) {
    let ImportKeyMaterial { expiration_model, valid_to, .. } = asked.request;
    if *expiration_model == Some(ExpirationModel::KeyMaterialDoesNotExpire) && valid_to.is_some() {
        let message = "ValidTo is given for material that does not expire";
        broken.refused_in_unknown_words(ErrorCode::Validation, member("/ValidTo"), message);
    }
}

/// A date that has passed, or is more than a year ahead.
pub(super) fn valid_to_within_a_year(asked: &Import<'_>, broken: &mut Broken<'_>) {
    let valid_to = asked.request.valid_to.map(whole_milliseconds);
    let (Some(valid_to), Some(now)) = (valid_to, asked.setting.now()) else { return };
    if valid_to <= now || valid_to > after(now, LONGEST_VALIDITY) {
        let message = format!("ValidTo is {valid_to}, not within 365 days from {now} on");
        broken.refused_in_unknown_words(ErrorCode::Validation, member("/ValidTo"), message);
    }
}

/// An identifier for material that is new: KMS gives it one.
pub(super) fn new_has_no_id(asked: &Import<'_>, broken: &mut Broken<'_>) {
    if asked.request.import_type == Some(ImportType::NewKeyMaterial) {
        has_no_id(asked, broken);
    }
}

/// An identifier for the first material of a key, which is new without being said so.
pub(super) fn first_has_no_id(asked: &Import<'_>, broken: &mut Broken<'_>) {
    let Some((set, _)) = asked.modelled() else { return };
    if asked.request.import_type.is_none() && asked.request.import_type_in(set) == ImportType::NewKeyMaterial
    {
        has_no_id(asked, broken);
    }
}

fn has_no_id(asked: &Import<'_>, broken: &mut Broken<'_>) {
    if asked.request.key_material_id.is_some() {
        let message = "KeyMaterialId is given for material that is new to the key";
        broken.refused_in_unknown_words(ErrorCode::Validation, member("/KeyMaterialId"), message);
    }
}

/// A token that is none, or is one of another key. That includes related keys.
pub(super) fn token_of_key(asked: &Import<'_>, broken: &mut Broken<'_>) {
    let Some((set, key)) = asked.modelled() else { return };
    let arn = set.arn_in(&key.region);
    let message = match asked.request.import_token.key() {
        Some(named) if arn == *named => return,
        Some(named) => format!("the import token is for `{named}`"),
        None => "the import token is not one that GetParametersForImport gave".into(),
    };
    broken
        .refused_in_unknown_words(ErrorCode::InvalidImportToken, member("/ImportToken"), message)
        .help(format!("call GetParametersForImport for `{arn}`"));
}

/// A token that was good for too long.
pub(super) fn token_is_valid(asked: &Import<'_>, broken: &mut Broken<'_>) {
    let (Some(valid_to), Some(now)) = (asked.request.import_token.valid_to(), asked.setting.now()) else {
        return;
    };
    if valid_to < now {
        let message = format!("the import token could be used until {valid_to}");
        broken
            .refused_in_unknown_words(ErrorCode::ExpiredImportToken, member("/ImportToken"), message)
            .help("call GetParametersForImport again");
    }
}

/// What tells one material from another, for a key that has one material for life.
pub(super) fn import_of_symmetric(asked: &Import<'_>, broken: &mut Broken<'_>) {
    let Target::Known(known) = asked.target else { return };
    let spec = known.key_spec();
    if *spec == KeySpec::SymmetricDefault || !spec.is_listed() {
        return;
    }
    let ImportKeyMaterial { import_type, key_material_description, key_material_id, .. } = asked.request;
    let given = [
        import_type.as_ref().map(|_| "ImportType"),
        key_material_description.as_ref().map(|_| "KeyMaterialDescription"),
        key_material_id.map(|_| "KeyMaterialId"),
    ];
    for name in given.into_iter().flatten() {
        let message = format!("{name} is for symmetric encryption keys, the key has the spec {spec}");
        let place = Place::at(Pointer::to(name));
        broken.refused_in_unknown_words(ErrorCode::UnsupportedOperation, place, message);
    }
}

/// New material for a replica: it comes through the primary key.
pub(super) fn new_into_primary(asked: &Import<'_>, broken: &mut Broken<'_>) {
    let Some((set, key)) = asked.modelled() else { return };
    let is_replica = set.multi_region_key_type(&key.region) == Some(MultiRegionKeyType::Replica);
    if is_replica && asked.request.import_type_in(set) == ImportType::NewKeyMaterial {
        let message = "new material is imported into the primary key, the key is a replica";
        let place = member("/ImportType");
        let primary = set.arn_in(&set.primary().region);
        broken.refused_in_unknown_words(ErrorCode::UnsupportedOperation, place, message).help(Text::quoting(
            "import it into `",
            primary,
            "` first, then here as EXISTING_KEY_MATERIAL",
        ));
    }
}

/// New material while other material waits for a rotation.
pub(super) fn one_waits(asked: &Import<'_>, broken: &mut Broken<'_>) {
    let Some((set, key)) = asked.modelled() else { return };
    let Some(pending) = set.shared().material.pending() else { return };
    if asked.request.import_type_in(set) == ImportType::NewKeyMaterial {
        let new = asked.request.material_id_in(set);
        let (arn, waits) = (set.arn_in(&key.region), pending.id);
        let text = Text::later(move || {
            format!(
                "New key material (id: {new}) cannot be imported into KMS key {arn}, because another key material (id: \
                 {waits}) is pending rotation."
            )
        });
        let message = "other imported material waits for a rotation";
        let place = member("/ImportType");
        broken
            .refused(ErrorCode::KmsInvalidState, text, Evidence::Recorded, place, message)
            .help("rotate the key with RotateKeyOnDemand, or delete the material that waits");
    }
}

/// Material that should be the key's and is not, that is not the one that the request names, or that should be new and
/// is not.
pub(super) fn material_of_key(asked: &Import<'_>, broken: &mut Broken<'_>) {
    let Some((set, _)) = asked.modelled() else { return };
    let id = asked.request.material_id_in(set);
    let is_of_key = set.known_material(id) == Some(id);
    let is_new = asked.request.import_type_in(set) == ImportType::NewKeyMaterial;
    let named: Option<KeyMaterialId> = asked.request.key_material_id;
    let message = match (is_new, is_of_key) {
        (true, true) => {
            Text::later(move || format!("the material is `{id}`, which the key has or had already"))
        }
        (false, false) => {
            Text::later(move || format!("the material would be `{id}`, which is none of the key's"))
        }
        _ => match named.filter(|named| set.known_material(*named) != Some(id)) {
            Some(named) => Text::later(move || format!("the material is `{id}`, not `{named}`")),
            None => return,
        },
    };
    let place = member("/EncryptedKeyMaterial");
    broken
        .refused_in_unknown_words(ErrorCode::IncorrectKeyMaterial, place, message)
        .help("a key and its related keys take the very same material again");
}
