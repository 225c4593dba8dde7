//! What importing material refuses: with which exception, where in the request, and what helps.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html>,
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_GetParametersForImport.html>,
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteImportedKeyMaterial.html>

mod stage;

use kms_mrk::KmsError;
use kms_mrk::identity::KeyId;
use kms_mrk::key::{
    ExpirationModel, ImportType, KeySpec, KeyState, KeyUsage, Origin, WrappingAlgorithm, WrappingKeySpec,
};
use kms_mrk::operation::{
    CreateKey, DeleteImportedKeyMaterial, GetParametersForImport, ImportKeyMaterial, Operation, Setting, rule,
};
use kms_mrk::verdict::{Evidence, Rule};
use stage::imports::{external_of, material, parameters};
use stage::{HOME, KEY_ID, MATERIAL_ID, Stage, judged, key_arn, lines, read, recorded, set_in};

const DAY: u64 = 24 * 3600;
const EU: &str = "eu-west-1";

/// A refusal in words that nobody has seen from KMS.
#[track_caller]
fn unknown_words(error: &KmsError, rule: &Rule, code: &str, at: &str, message: &str, help: Option<&str>) {
    judged(error, rule, rule.evidence(), code, message);
    assert_eq!((error.place().pointer.as_str(), error.help()), (at, help));
}

/// A key that waits for its first material, and a request to import it.
#[track_caller]
fn first(stage: &mut Stage) -> ImportKeyMaterial {
    let key = stage.primary_to_import();
    stage.import(key, HOME, "first")
}

#[track_caller]
fn key_of(import: &ImportKeyMaterial) -> KeyId {
    import.key_id.key_id().unwrap()
}

#[test]
fn material_that_expires_has_a_date_and_other_material_has_none() {
    let mut stage = Stage::new();
    let import = first(&mut stage);
    for expiration_model in [None, Some(ExpirationModel::KeyMaterialExpires)] {
        let import = ImportKeyMaterial { expiration_model, ..import.clone() };
        let refusal = stage.refuses(&import, HOME);
        let message = "A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES";
        recorded(&refusal, "ValidationException", message);
        assert_eq!(refusal.rule(), &rule::VALID_TO_GIVEN);
        assert_eq!(refusal.place().pointer.as_str(), "/ValidTo");
        let help = "give ValidTo, or ExpirationModel KEY_MATERIAL_DOES_NOT_EXPIRE";
        assert_eq!(refusal.help(), Some(help));
    }
    let dated = ImportKeyMaterial { valid_to: Some(read("2026-02-01T00:00:00Z")), ..import };
    let message = "ValidTo is given for material that does not expire";
    let refusal = stage.refuses(&dated, HOME);
    unknown_words(&refusal, &rule::VALID_TO_NEEDED, "ValidationException", "/ValidTo", message, None);
}

#[test]
fn what_was_said_of_the_expiry_last_counts() {
    let mut stage = Stage::new();
    let never = first(&mut stage);
    let then = never.clone().that_expires(read("2026-03-01T00:00:00Z"));
    assert_eq!(then.that_never_expires(), never);
}

#[test]
fn material_expires_within_the_next_365_days() {
    let mut stage = Stage::new();
    let import = first(&mut stage);
    for valid_to in ["2026-01-05T12:00:00Z", "2026-01-05T12:00:00.0009Z", "2027-01-05T12:00:00.001Z"] {
        let refusal = stage.refuses(&import.clone().that_expires(read(valid_to)), HOME);
        let shown = valid_to.replace("0009Z", "Z").replace("00.Z", "00Z");
        let message = format!("ValidTo is {shown}, not within 365 days from 2026-01-05T12:00:00Z on");
        let rule = &rule::VALID_TO_WITHIN_A_YEAR;
        unknown_words(&refusal, rule, "ValidationException", "/ValidTo", &message, None);
    }
    for valid_to in ["2026-01-05T12:00:00.001Z", "2027-01-05T12:00:00Z"] {
        stage.accepts(&import.clone().that_expires(read(valid_to)), HOME);
    }
}

#[test]
fn names_that_kms_does_not_list_are_counted_together() {
    let mut stage = Stage::new();
    let import = ImportKeyMaterial {
        expiration_model: Some("NEVER".into()),
        import_type: Some("OLD".into()),
        ..first(&mut stage)
    };
    let refusal = stage.refuses(&import, HOME);
    let message = "2 validation errors detected: Value 'NEVER' at 'expirationModel' failed to satisfy constraint: \
                   Member must satisfy enum value set: [KEY_MATERIAL_EXPIRES, KEY_MATERIAL_DOES_NOT_EXPIRE]; Value \
                   'OLD' at 'importType' failed to satisfy constraint: Member must satisfy enum value set: \
                   [NEW_KEY_MATERIAL, EXISTING_KEY_MATERIAL]";
    judged(&refusal, &rule::LISTED_IMPORT, Evidence::Documented, "ValidationException", message);

    let key = key_of(&import);
    let wrapping = GetParametersForImport::new(key.into(), "ROT13".into(), "RSA_1024".into());
    let refusal = stage.refuses(&wrapping, HOME);
    assert_eq!(refusal.rule(), &rule::LISTED_WRAPPING);
    assert!(
        refusal.message().starts_with("2 validation errors detected: Value 'ROT13' at 'wrappingAlgorithm'")
    );
}

#[test]
fn only_keys_of_origin_external_take_material() {
    let mut stage = Stage::new();
    let external = stage.primary_to_import();
    let key = stage.primary().key_id;
    let message = format!("{} origin is AWS_KMS which is not valid for this operation.", key_arn(HOME, key));
    let refusals = [
        stage.refuses(&parameters(key), HOME),
        stage.refuses(&DeleteImportedKeyMaterial::new(key.into()), HOME),
        {
            let import = ImportKeyMaterial { key_id: key.into(), ..stage.import(external, HOME, "first") };
            stage.refuses(&import, HOME)
        },
    ];
    for refusal in refusals {
        recorded(&refusal, "UnsupportedOperationException", &message);
        assert_eq!((refusal.rule(), refusal.place().pointer.as_str()), (&rule::IMPORTED, "/KeyId"));
    }
}

#[test]
fn a_key_that_is_to_be_deleted_takes_no_material_which_is_seen_after_its_origin() {
    let deletion_date = read("2026-02-01T12:00:00Z");
    let mut stage = Stage::new().with_set(set_in(KeyState::PendingDeletion { deletion_date }, &[]));
    let refusal = stage.refuses(&parameters(read(KEY_ID)), HOME);
    assert_eq!(refusal.rule(), &rule::IMPORTED);

    let import = first(&mut stage);
    let key = key_of(&import);
    stage.accepts(&kms_mrk::operation::ScheduleKeyDeletion::new(key.into()), HOME);
    for refusal in [stage.refuses(&parameters(key), HOME), stage.refuses(&import, HOME)] {
        let message = format!("{} is pending deletion.", key_arn(HOME, key));
        judged(&refusal, &rule::KEY_STATE_ALLOWS, Evidence::Documented, "KMSInvalidStateException", &message);
        assert_eq!(refusal.help(), Some("call CancelKeyDeletion and EnableKey first"));
    }
}

#[test]
fn a_token_is_for_one_key_in_one_region_and_for_a_day() {
    let mut stage = Stage::new();
    let key = stage.imported_set(&[EU]);
    let other = stage.primary_to_import();
    let ours = stage.import(key, HOME, "first");
    let rule = &rule::TOKEN_OF_KEY;
    for (region, of) in [(HOME, other), (EU, key)] {
        let import = ImportKeyMaterial { import_token: stage.token(of, region), ..ours.clone() };
        let refusal = stage.refuses(&import, HOME);
        let message = format!("the import token is for `{}`", key_arn(region, of));
        let help = format!("call GetParametersForImport for `{}`", key_arn(HOME, key));
        let code = "InvalidImportTokenException";
        unknown_words(&refusal, rule, code, "/ImportToken", &message, Some(&help));
    }
    let token = ours.import_token.as_str().to_owned();
    for text in ["x", &format!("{token} "), &token[..token.len() - 14], &format!("{token}x")] {
        let import = ImportKeyMaterial { import_token: read(text), ..ours.clone() };
        let refusal = stage.refuses(&import, HOME);
        let message = "the import token is not one that GetParametersForImport gave";
        assert_eq!((refusal.rule(), refusal.message()), (rule, message), "{text}");
    }

    stage.wait(DAY);
    stage.accepts(&ours, HOME);
    stage.now += std::time::Duration::from_millis(1);
    let refusal = stage.refuses(&ours, HOME);
    // Whoever checks without a world finds it too, as soon as the time is known.
    let found =
        |setting: Setting<'_>| ours.check(&setting).iter().map(|finding| finding.rule).collect::<Vec<_>>();
    let home = read(HOME);
    let setting = || Setting::new().with_region(&home);
    assert_eq!(found(setting()), [] as [&Rule; 0]);
    assert_eq!(found(setting().with_now(stage.now)), [&rule::TOKEN_IS_VALID]);
    let message = "the import token could be used until 2026-01-06T13:00:00Z";
    let code = "ExpiredImportTokenException";
    let help = Some("call GetParametersForImport again");
    unknown_words(&refusal, &rule::TOKEN_IS_VALID, code, "/ImportToken", message, help);
}

#[test]
fn new_material_gets_its_identifier_from_kms() {
    let mut stage = Stage::new();
    let import = ImportKeyMaterial {
        key_material_id: Some(read(MATERIAL_ID)),
        ..first(&mut stage).with_import_type(ImportType::NewKeyMaterial)
    };
    let message = "KeyMaterialId is given for material that is new to the key";
    // The first material of a key is new, said or not.
    for import in [ImportKeyMaterial { import_type: None, ..import.clone() }, import] {
        let refusal = stage.refuses(&import, HOME);
        unknown_words(&refusal, &rule::NEW_HAS_NO_ID, "ValidationException", "/KeyMaterialId", message, None);
    }
}

#[test]
fn new_material_comes_through_the_primary_key() {
    let mut stage = Stage::new();
    let key = stage.imported_set(&[EU]);
    let import = stage.import(key, EU, "second").with_import_type(ImportType::NewKeyMaterial);
    let message = "new material is imported into the primary key, the key is a replica";
    let help = format!("import it into `{}` first, then here as EXISTING_KEY_MATERIAL", key_arn(HOME, key));
    let code = "UnsupportedOperationException";
    let refusal = stage.refuses(&import, EU);
    unknown_words(&refusal, &rule::NEW_INTO_PRIMARY, code, "/ImportType", message, Some(&help));
}

#[test]
fn one_material_waits_at_a_time() {
    let mut stage = Stage::new();
    let key = stage.imported_set(&[]);
    let second = stage.imports_new(key, HOME, "second");
    let import = stage.import(key, HOME, "third").with_import_type(ImportType::NewKeyMaterial);
    let refusal = stage.refuses(&import, HOME);
    let message = format!(
        "New key material (id: {}) cannot be imported into KMS key {}, because another key material (id: {second}) is \
         pending rotation.",
        material("third").id_in(key),
        key_arn(HOME, key)
    );
    recorded(&refusal, "KMSInvalidStateException", &message);
    assert_eq!((refusal.rule(), refusal.place().pointer.as_str()), (&rule::ONE_WAITS, "/ImportType"));
    let help = "rotate the key with RotateKeyOnDemand, or delete the material that waits";
    assert_eq!(refusal.help(), Some(help));
}

#[test]
fn a_key_takes_the_very_same_material_again() {
    let mut stage = Stage::new();
    let key = stage.imported_set(&[]);
    let id = |name| material(name).id_in(key);
    let named =
        |import: ImportKeyMaterial, name| ImportKeyMaterial { key_material_id: Some(id(name)), ..import };
    let (same, other) = (stage.import(key, HOME, "first"), stage.import(key, HOME, "second"));
    let cases = [
        (other.clone(), format!("the material would be `{}`, which is none of the key's", id("second"))),
        (named(other.clone(), "second"), {
            format!("the material would be `{}`, which is none of the key's", id("second"))
        }),
        (named(same.clone(), "second"), format!("the material is `{}`, not `{}`", id("first"), id("second"))),
        (
            same.clone().with_import_type(ImportType::NewKeyMaterial),
            format!("the material is `{}`, which the key has or had already", id("first")),
        ),
    ];
    let help = Some("a key and its related keys take the very same material again");
    for (import, message) in cases {
        let refusal = stage.refuses(&import, HOME);
        let code = "IncorrectKeyMaterialException";
        unknown_words(&refusal, &rule::MATERIAL_OF_KEY, code, "/EncryptedKeyMaterial", &message, help);
    }
    stage.accepts(&named(same, "first"), HOME);
}

#[test]
fn material_that_never_was_the_keys_is_not_deleted() {
    let mut stage = Stage::new();
    let key = stage.imported_set(&[]);
    let delete = DeleteImportedKeyMaterial::new(key.into()).of(read(MATERIAL_ID));
    let refusal = stage.refuses(&delete, HOME);
    let message = format!("the key has no material `{MATERIAL_ID}`");
    let rule = &rule::MATERIAL_EXISTS;
    unknown_words(&refusal, rule, "NotFoundException", "/KeyMaterialId", &message, None);

    let never_had_any = stage.primary_to_import();
    let reply = stage.reply(&DeleteImportedKeyMaterial::new(never_had_any.into()), HOME);
    assert_eq!((reply.events, reply.output.key_material_id), (vec![], None));
}

#[test]
fn what_tells_materials_apart_is_for_symmetric_encryption_keys() {
    let mut stage = Stage::new();
    let key = stage.accepts(&external_of(KeySpec::Rsa2048, KeyUsage::SignVerify), HOME).key_id;
    let import = ImportKeyMaterial {
        import_type: Some(ImportType::ExistingKeyMaterial),
        key_material_description: Some(read("x")),
        key_material_id: Some(read(MATERIAL_ID)),
        ..stage.import(key, HOME, "first")
    };
    let report = stage.kms.check(&import, &stage.call(HOME));
    let told: Vec<_> = lines(report.findings()).into_iter().take(3).collect();
    let line = |member: &str| {
        format!(
            "import-key-material/members/of-symmetric at /{member}: {member} is for symmetric encryption keys, the key \
             has the spec RSA_2048"
        )
    };
    assert_eq!(told, ["ImportType", "KeyMaterialDescription", "KeyMaterialId"].map(line));
    let refusal = stage.refuses(&import, HOME);
    let message = "ImportType is for symmetric encryption keys, the key has the spec RSA_2048";
    let code = "UnsupportedOperationException";
    unknown_words(&refusal, &rule::IMPORT_OF_SYMMETRIC, code, "/ImportType", message, None);

    // The description of the key is enough to see that.
    let metadata = stage.describe(key, HOME);
    let report = import.check(&Setting::new().with_key(&metadata));
    assert_eq!(report.refusal().unwrap().rule(), &rule::IMPORT_OF_SYMMETRIC);
}

#[test]
fn wrapping_algorithms_go_with_their_public_keys_and_their_regions() {
    use {WrappingAlgorithm as Algorithm, WrappingKeySpec as Spec};
    let mut stage = Stage::new();
    let key = stage.primary_to_import();
    let help = "use RSAES_OAEP_SHA_256 for symmetric keys, RSA_AES_KEY_WRAP_SHA_256 for RSA key pairs";
    let cases = [
        (
            Algorithm::RsaesPkcs1V15,
            Spec::Rsa4096,
            "/WrappingAlgorithm",
            "KMS does not take RSAES_PKCS1_V1_5 any more",
        ),
        (
            Algorithm::Sm2Pke,
            Spec::Rsa4096,
            "/WrappingKeySpec",
            "SM2PKE does not go with a public key of RSA_4096",
        ),
        (
            Algorithm::RsaesOaepSha256,
            Spec::Sm2,
            "/WrappingKeySpec",
            "RSAES_OAEP_SHA_256 does not go with a public key of SM2",
        ),
        (Algorithm::Sm2Pke, Spec::Sm2, "/WrappingAlgorithm", "KMS takes SM2PKE in the China Regions only"),
    ];
    for (algorithm, spec, at, message) in cases {
        let refusal = stage.refuses(&GetParametersForImport::new(key.into(), algorithm, spec), HOME);
        let code = "UnsupportedOperationException";
        unknown_words(&refusal, &rule::WRAPPING_SUPPORTED, code, at, message, Some(help));
    }
    let in_china = CreateKey { origin: Origin::External, ..CreateKey::default() };
    let key = stage.accepts(&in_china, "cn-north-1").key_id;
    stage.accepts(&GetParametersForImport::new(key.into(), Algorithm::Sm2Pke, Spec::Sm2), "cn-north-1");
}

#[test]
fn private_keys_need_an_algorithm_that_can_encrypt_as_much() {
    use {WrappingAlgorithm as Algorithm, WrappingKeySpec as Spec};
    let mut stage = Stage::new();
    let rsa = stage.accepts(&external_of(KeySpec::Rsa3072, KeyUsage::SignVerify), HOME).key_id;
    let p521 = stage.accepts(&external_of(KeySpec::EccNistP521, KeyUsage::SignVerify), HOME).key_id;
    let cases = [
        (rsa, Algorithm::RsaesOaepSha1, Spec::Rsa4096, "RSA_3072"),
        (rsa, Algorithm::RsaesOaepSha256, Spec::Rsa4096, "RSA_3072"),
        (p521, Algorithm::RsaesOaepSha256, Spec::Rsa2048, "ECC_NIST_P521"),
    ];
    for (key, algorithm, spec, of) in cases {
        let message = format!("{algorithm} with {spec} cannot encrypt the material of {of}");
        let refusal = stage.refuses(&GetParametersForImport::new(key.into(), algorithm, spec), HOME);
        let code = "UnsupportedOperationException";
        let help = Some("use RSA_AES_KEY_WRAP_SHA_256");
        unknown_words(&refusal, &rule::WRAPPING_HOLDS_KEY, code, "/WrappingAlgorithm", &message, help);
    }
    for spec in [Spec::Rsa3072, Spec::Rsa4096] {
        stage.accepts(&GetParametersForImport::new(p521.into(), Algorithm::RsaesOaepSha256, spec), HOME);
    }
    stage.accepts(&GetParametersForImport::new(p521.into(), Algorithm::RsaesOaepSha1, Spec::Rsa2048), HOME);
    stage.accepts(&parameters(rsa), HOME);
}
