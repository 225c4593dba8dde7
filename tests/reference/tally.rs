//! How often each command came to what, and that none came to too little.

use std::cell::RefCell;
use std::collections::BTreeMap;

use kms_mrk::operation::OperationName::{self, *};

use super::asked::Asked;
use super::system::Answered;

thread_local! {
    static TALLY: RefCell<Tally> = RefCell::default();
}

/// How often each operation was accepted, or refused with each exception.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally(BTreeMap<(String, String), usize>);

const ACCEPTED: &str = "accepted";

/// The operations that nothing in the alphabet is refused for.
const NEVER_REFUSED: [OperationName; 1] = [ListKeys];

/// What each use of a key is refused with, whatever else.
const OF_EVERY_USE: [&str; 3] =
    ["KMSInvalidStateException", "ValidationException", "InvalidGrantTokenException"];

/// What some operations are refused with, besides.
const REFUSALS: [(OperationName, &[&str]); 13] = [
    (ConnectCustomKeyStore, &["CustomKeyStoreNotFoundException"]),
    (CreateGrant, &["DryRunOperationException", "LimitExceededException", "AccessDeniedException"]),
    (CreateKey, &["CustomKeyStoreNotFoundException", "CustomKeyStoreInvalidStateException"]),
    (Decrypt, &["IncorrectKeyException", "InvalidCiphertextException", "DryRunOperationException"]),
    (DisconnectCustomKeyStore, &["CustomKeyStoreInvalidStateException"]),
    (Encrypt, &["InvalidKeyUsageException", "DryRunOperationException"]),
    (GenerateDataKeyPair, &["InvalidKeyUsageException", "UnsupportedOperationException"]),
    (GetPublicKey, &["UnsupportedOperationException"]),
    (ListGrants, &["InvalidGrantIdException"]),
    (ListRetirableGrants, &["AccessDeniedException"]),
    (ReEncrypt, &["IncorrectKeyException", "InvalidKeyUsageException"]),
    (RetireGrant, &["InvalidGrantTokenException", "InvalidGrantIdException", "AccessDeniedException"]),
    (RevokeGrant, &["InvalidGrantIdException", "DryRunOperationException"]),
];

const USES: [OperationName; 15] = [
    Encrypt,
    Decrypt,
    ReEncrypt,
    GenerateDataKey,
    GenerateDataKeyWithoutPlaintext,
    GenerateDataKeyPair,
    GenerateDataKeyPairWithoutPlaintext,
    Sign,
    Verify,
    GenerateMac,
    VerifyMac,
    DeriveSharedSecret,
    Encapsulate,
    Decapsulate,
    GetPublicKey,
];

impl Tally {
    /// Notes what came of a command.
    pub(crate) fn note(asked: &Asked, answer: &Answered) {
        let came_to =
            answer.as_ref().map_or_else(|refusal| refusal.code().to_string(), |_| ACCEPTED.to_owned());
        let operation = asked.request.name().to_string();
        TALLY.with_borrow_mut(|tally| *tally.0.entry((operation, came_to)).or_default() += 1);
    }

    /// What was noted in this thread until now.
    pub(crate) fn taken() -> Self {
        TALLY.take()
    }

    /// Asserts that every operation of the crate was accepted, and refused if it can be, with every exception that it is meant
    /// to reach. Each is expected ten times and more, so chance leaves out none.
    pub(crate) fn reaches_everything(&self) {
        println!("{self:#?}");
        for operation in OperationName::ALL {
            self.has(operation, "accepted", |came_to| came_to == ACCEPTED);
            if !NEVER_REFUSED.contains(operation) {
                self.has(operation, "refused", |came_to| came_to != ACCEPTED);
            }
        }
        let of_uses = USES.iter().map(|operation| (operation, &OF_EVERY_USE[..]));
        for (operation, codes) in REFUSALS.iter().map(|(operation, codes)| (operation, *codes)).chain(of_uses)
        {
            for code in codes {
                self.has(operation, &format!("refused with {code}"), |came_to| came_to == *code);
            }
        }
    }

    #[track_caller]
    fn has(&self, operation: &OperationName, what: &str, counts: impl Fn(&str) -> bool) {
        let of_operation =
            self.0.iter().filter(|((of, came_to), _)| of == operation.as_str() && counts(came_to));
        let count: usize = of_operation.map(|(_, count)| count).sum();
        assert!(count > 0, "{operation} was never {what}");
    }
}
