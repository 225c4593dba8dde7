//! The values that requests and answers carry.

use kms_mrk::key::{EncryptionAlgorithm, EncryptionContext, KeyMaterialId};
use kms_mrk::operation::{
    EncapsulatedSecret, Mac, Message, NumberOfBytes, Plaintext, PublicKey, Signature, SymbolicCiphertext,
};
use serde_json::json;

use crate::context;
use crate::stage::{ACCOUNT, KEY_ID, read};

#[test]
fn bytes_are_as_many_as_kms_takes() {
    macro_rules! lengths {
        ($($Type:ident, $noun:literal, $most:literal;)+) => { $(
            assert_eq!($Type::MAX_LENGTH, $most);
            assert_eq!($Type::new(vec![7; $most]).unwrap().as_bytes().len(), $most);
            for wrong in [0, $most + 1] {
                let error = $Type::new(vec![7; wrong]).unwrap_err().to_string();
                assert_eq!(error, format!("invalid {}: expected 1 to {} bytes, found {wrong}", $noun, $most));
            }
        )+ };
    }
    lengths! {
        Plaintext, "plaintext", 4096;
        Message, "message", 4096;
        Signature, "signature", 6144;
        Mac, "MAC", 6144;
        PublicKey, "public key", 8192;
        EncapsulatedSecret, "encapsulated secret", 6144;
    }
}

#[test]
fn bytes_are_written_as_base64() {
    let written = [
        ("f", "Zg=="),
        ("fo", "Zm8="),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ];
    for (text, base64) in &written {
        let plaintext = Plaintext::new(text.as_bytes()).unwrap();
        assert_eq!(serde_json::to_value(&plaintext).unwrap(), json!(base64));
        assert_eq!(serde_json::from_value::<Plaintext>(json!(base64)).unwrap(), plaintext);
    }
    let all = Plaintext::new((0..=255).collect::<Vec<u8>>()).unwrap();
    let json = serde_json::to_string(&all).unwrap();
    assert!(json.contains('+') && json.contains('/'));
    assert_eq!(serde_json::from_str::<Plaintext>(&json).unwrap(), all);
}

#[test]
fn what_is_not_base64_is_no_plaintext() {
    for wrong in ["", "Z", "Zg", "Zg=", "Zg===", "=g==", "Zg==Zg==", "Zh==", "Zm9=", "Z g=", "Zg==\n", "é==="]
    {
        assert!(serde_json::from_value::<Plaintext>(json!(wrong)).is_err(), "{wrong:?}");
    }
    assert!(serde_json::from_value::<Plaintext>(json!(7)).is_err());
}

#[test]
fn plaintext_is_shown_as_text_where_it_is_one() {
    assert_eq!(format!("{:?}", Plaintext::new(*b"a\"\n\xff").unwrap()), r#"Plaintext("a\"\n\xff")"#);
}

#[test]
fn a_ciphertext_comes_back_from_json_equal_and_shows_everything() {
    let ciphertext = |context: EncryptionContext| {
        SymbolicCiphertext::new(
            read(KEY_ID),
            read(ACCOUNT),
            KeyMaterialId::from_bytes([7; 32]),
            EncryptionAlgorithm::SymmetricDefault,
            context,
            Plaintext::new(*b"hello").unwrap(),
        )
    };
    for context in [context(&[]), context(&[("a", "b"), ("c", "")])] {
        let ciphertext = ciphertext(context);
        let json = serde_json::to_string(&ciphertext).unwrap();
        assert_eq!(serde_json::from_str::<SymbolicCiphertext>(&json).unwrap(), ciphertext);
    }
    assert_eq!(
        ciphertext(context(&[])).to_string(),
        format!(
            "symbolic ciphertext of aGVsbG8= by {KEY_ID} of {ACCOUNT} with material {}, SYMMETRIC_DEFAULT, context {{}}",
            "07".repeat(32)
        )
    );
}

#[test]
fn a_number_of_bytes_is_written_as_a_number() {
    let bytes = NumberOfBytes::new(1024).unwrap();
    assert_eq!((bytes, bytes.to_string()), (NumberOfBytes::MAX, "1024".to_owned()));
    assert_eq!(serde_json::to_value(bytes).unwrap(), json!(1024));
    assert_eq!(serde_json::from_value::<NumberOfBytes>(json!(1)).unwrap(), NumberOfBytes::MIN);
    for wrong in [json!(0), json!(1025), json!(-1), json!("1")] {
        assert!(serde_json::from_value::<NumberOfBytes>(wrong).is_err());
    }
}
