//! The values that import and rotation are made of: materials, their descriptions, tokens, periods.

mod stage;

use std::collections::BTreeSet;

use expect_test::expect;
use jiff::Timestamp;
use kms_mrk::identity::KeyId;
use kms_mrk::key::{GrantOperation, KeyMaterialDescription, KeyMaterialId, RotationPeriodInDays};
use kms_mrk::model::{ImportedMaterial, ImportedMaterials, KeyMaterial, SharedMaterial};
use kms_mrk::operation::{CreateGrant, CreateKey, GenerateDataKey, ImportToken};
use serde_json::{from_str, from_value, json, to_string, to_value};
use stage::{HOME, KEY_ID, MATERIAL_ID, NOON, Stage, read};

#[test]
fn other_bytes_are_other_material() {
    let key: KeyId = read(KEY_ID);
    let mut all: Vec<Vec<u8>> = (0..70).map(|length| vec![0; length]).collect();
    for length in 1..40 {
        for at in 0..length {
            let mut bytes = vec![0; length];
            bytes[at] = 1;
            all.push(bytes.clone());
            bytes[at] = 0x80;
            all.push(bytes);
        }
    }
    all.extend([b"orders".to_vec(), b"orders\0".to_vec(), b"sredro".to_vec(), b"ordersorders".to_vec()]);
    let ids: BTreeSet<_> = all.iter().map(|bytes| KeyMaterial::of(bytes).id_in(key)).collect();
    assert_eq!(ids.len(), all.len());
    for bytes in &all {
        assert_eq!(KeyMaterial::of(bytes), KeyMaterial::of(bytes));
    }
}

#[test]
fn words_that_change_places_are_other_material() {
    let (one, two) = ([1_u8; 8], [2_u8; 8]);
    assert_ne!(KeyMaterial::of(&[one, two].concat()), KeyMaterial::of(&[two, one].concat()));
    assert_ne!(KeyMaterial::of(&[one, one].concat()), KeyMaterial::of(&[two, two].concat()));
}

#[test]
fn the_same_bytes_have_an_identifier_for_each_key() {
    let material = KeyMaterial::of(b"orders");
    let keys: Vec<KeyId> =
        [KEY_ID, "mrk-1234abcd12ab34cd56ef1234567890ac", stage::UUID].into_iter().map(read).collect();
    let ids: BTreeSet<_> = keys.iter().map(|key| material.id_in(*key)).collect();
    assert_eq!(ids.len(), 3);
    let named = KeyMaterial::with_id(read(MATERIAL_ID));
    assert!(keys.iter().all(|key| named.id_in(*key) == read::<KeyMaterialId>(MATERIAL_ID)));
    assert_ne!(named, material);
}

#[test]
fn material_is_not_shown_with_its_bytes() {
    let shown = format!("{:?}", KeyMaterial::of(b"orders"));
    assert!(shown.starts_with("KeyMaterial([") && !shown.contains("orders"), "{shown}");
    let named = format!("{:?}", KeyMaterial::with_id(read(MATERIAL_ID)));
    assert_eq!(named, format!("KeyMaterial({MATERIAL_ID})"));
}

#[test]
fn a_rotation_period_is_90_to_2560_days() {
    for days in [90, 365, 2560] {
        let period = RotationPeriodInDays::new(days).unwrap();
        assert_eq!((u64::from(period), u64::from(period.days())), (days, days));
        assert_eq!(to_value(period).unwrap(), json!(days));
        assert_eq!(from_value::<RotationPeriodInDays>(json!(days)).unwrap(), period);
        assert_eq!(period.to_string(), format!("{days} days"));
    }
    // The last two would be 90 days if they were cut to 16 or 32 bits.
    for days in [0, 89, 2561, 65_536 + 90, (1 << 32) + 90, u64::MAX] {
        let error = RotationPeriodInDays::new(days).unwrap_err();
        assert_eq!(error.to_string(), format!("a rotation period of {days} days is not between 90 and 2560"));
        assert_eq!(RotationPeriodInDays::try_from(days), Err(error));
        assert!(from_value::<RotationPeriodInDays>(json!(days)).is_err());
    }
    assert_eq!(RotationPeriodInDays::default(), RotationPeriodInDays::DEFAULT);
    assert_eq!(RotationPeriodInDays::MIN.after(Timestamp::MAX), None);
}

#[test]
fn a_description_has_the_characters_that_the_service_model_lists() {
    for text in ["", "a", "Az09:/_.- \t\n\u{b}\u{c}\r", &"x".repeat(256)] {
        let description: KeyMaterialDescription = read(text);
        assert_eq!((description.as_str(), description.is_empty()), (text, text.is_empty()));
        assert_eq!(
            from_str::<KeyMaterialDescription>(&to_string(&description).unwrap()).unwrap(),
            description
        );
    }
    for (text, at) in [("a,b", 1), ("é", 0), ("ab\u{a0}", 2), ("x(", 1), ("\0", 0), ("x\u{2003}", 1)] {
        let error = text.parse::<KeyMaterialDescription>().unwrap_err();
        assert_eq!(error.at_byte(), at, "{error}");
        assert!(error.to_string().starts_with("invalid key material description: expected a letter"));
    }
    let error = "x".repeat(257).parse::<KeyMaterialDescription>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid key material description: expected at most 256 characters, found 257 characters at byte 256"
    );
}

#[test]
fn an_import_token_has_1_to_6144_characters() {
    for text in ["x", " ", &"é".repeat(6144)] {
        let token: ImportToken = read(text);
        assert_eq!(token.as_str(), text);
        assert_eq!(from_str::<ImportToken>(&to_string(&token).unwrap()).unwrap(), token);
    }
    assert_eq!(
        "".parse::<ImportToken>().unwrap_err().to_string(),
        "invalid import token: expected 1 to 6144 characters, found the end at byte 0"
    );
    assert_eq!("é".repeat(6145).parse::<ImportToken>().unwrap_err().at_byte(), 2 * 6144);
    assert_eq!("x".repeat(6145).parse::<ImportToken>().unwrap_err().at_byte(), 6144);
}

#[test]
fn a_key_has_a_material_once_with_the_last_expiry_that_it_was_given() {
    let [one, other] = [1, 2].map(|byte| KeyMaterialId::from_bytes([byte; 32]));
    let valid_to = Some(read(NOON));
    let materials = ImportedMaterials::from_iter([
        ImportedMaterial { id: one, valid_to: None },
        ImportedMaterial { id: other, valid_to: None },
        ImportedMaterial { id: one, valid_to },
    ]);
    assert_eq!((materials.len(), materials.is_empty()), (2, false));
    assert_eq!(materials.get(one), Some(&ImportedMaterial { id: one, valid_to }));
    assert!(materials.holds(other) && !materials.holds(KeyMaterialId::from_bytes([3; 32])));
    let written = to_value(&materials).unwrap();
    assert_eq!(written, json!([{"id": one.to_string(), "valid_to": NOON}, {"id": other.to_string()}]));
    assert_eq!(from_value::<ImportedMaterials>(written).unwrap(), materials);
    let ids: Vec<_> = (&materials).into_iter().map(|material| material.id).collect();
    assert_eq!(ids, [one, other]);
}

#[test]
fn what_related_keys_share_of_their_material_is_written_only_where_it_is() {
    assert_eq!(to_value(SharedMaterial::default()).unwrap(), json!({}));
    assert!(from_value::<SharedMaterial>(json!({})).unwrap().is_empty());
    let current = SharedMaterial::current(read(MATERIAL_ID));
    assert_eq!(to_value(&current).unwrap(), json!({"current": MATERIAL_ID}));
    assert!(current.has_version(read(MATERIAL_ID)) && !current.is_pending(read(MATERIAL_ID)));
    assert_eq!(
        (current.pending(), current.on_demand_rotation(), current.on_demand_rotations()),
        (None, None, 0)
    );
    let written = json!({
        "current": MATERIAL_ID,
        "description": "two",
        "rotation": {"date": NOON, "rotation_type": "ON_DEMAND"},
        "earlier": [{"id": "0f".repeat(32)}],
        "pending": {"id": "1f".repeat(32)},
        "automatic_rotation": {"period": 90, "next": NOON},
        "on_demand_rotation": {"start": NOON, "until": NOON},
    });
    let material: SharedMaterial = from_value(written.clone()).unwrap();
    assert_eq!(to_value(&material).unwrap(), written);
    assert_eq!((material.versions().count(), material.on_demand_rotations()), (2, 1));
    assert!(material.is_pending(read(&"1f".repeat(32))));
    assert_eq!(material.versions().next_back().unwrap().description.unwrap(), "two");
}

/// Whoever keeps a log of events, or a list of identifiers in a test, finds them again in the next version.
#[test]
fn a_seed_gives_these_identifiers_in_every_version() {
    let mut stage = Stage::new();
    let multi = stage.primary();
    let single = stage.accepts(&CreateKey::default(), HOME);
    let imported = KeyMaterial::of(b"orders").id_in(multi.key_id);
    let data_key = stage.accepts(&GenerateDataKey::aes_256(multi.key_id.into()), HOME).plaintext;
    let material = multi.current_key_material_id.unwrap();
    let grant = CreateGrant::new(
        multi.key_id.into(),
        read("arn:aws:iam::111122223333:role/worker"),
        vec![GrantOperation::Decrypt],
    );
    let data_key: String = data_key.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    let told = [
        multi.key_id.to_string(),
        single.key_id.to_string(),
        material.to_string(),
        imported.to_string(),
        stage.accepts(&grant, HOME).grant_id.to_string(),
        data_key,
    ];
    expect![[r#"
        mrk-aa2ab982c0435e205b9f25e005ba47a6
        f234186b-c195-40c2-909a-30c459b786df
        42570dae0f40f9b3424beebda2b181d40ed7e724631cf1c40ad415303874c951
        d4ddf402076b87375d01531cc43c45f7cf399c74917cb9bd5f9ed6fe69ea4a0d
        c080fc4b9f341341ab6ee505ee5c069c8ff0693b53da5e410df700f15d17c017
        6021505a9a924efce6944e0f44a578e50632f1c6a3c6b08a96b2e357895ee215"#]]
    .assert_eq(&told.join("\n"));
}
