//! What is done with other keys than symmetric ones: signatures, MACs, shared secrets, public keys.

use super::FromMembers;
use crate::operation::{
    Decapsulate, DeriveSharedSecret, Encapsulate, GenerateMac, GetPublicKey, MessageType, Sign, Verify,
    VerifyMac,
};
use crate::wire::members::{Found, Members};

impl FromMembers for Sign {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let (key_id, message) = (m.key_id(f), m.required_bytes("Message", f));
        let message_type = m.name("MessageType", f).unwrap_or(MessageType::Raw);
        let algorithm = m.required_name("SigningAlgorithm", f);
        let (grant_tokens, dry_run) = (m.grant_tokens(f), m.dry_run(f));
        Some(Self { message_type, grant_tokens, dry_run, ..Self::new(key_id?, message?, algorithm?) })
    }
}

impl FromMembers for Verify {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let (key_id, message) = (m.key_id(f), m.required_bytes("Message", f));
        let message_type = m.name("MessageType", f).unwrap_or(MessageType::Raw);
        let signature = m.required_bytes("Signature", f);
        let algorithm = m.required_name("SigningAlgorithm", f);
        let (grant_tokens, dry_run) = (m.grant_tokens(f), m.dry_run(f));
        let request = Self::new(key_id?, message?, signature?, algorithm?);
        Some(Self { message_type, grant_tokens, dry_run, ..request })
    }
}

impl FromMembers for GenerateMac {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let (key_id, message) = (m.key_id(f), m.required_bytes("Message", f));
        let algorithm = m.required_name("MacAlgorithm", f);
        let (grant_tokens, dry_run) = (m.grant_tokens(f), m.dry_run(f));
        Some(Self { grant_tokens, dry_run, ..Self::new(key_id?, message?, algorithm?) })
    }
}

impl FromMembers for VerifyMac {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let (key_id, message) = (m.key_id(f), m.required_bytes("Message", f));
        let mac = m.required_bytes("Mac", f);
        let algorithm = m.required_name("MacAlgorithm", f);
        let (grant_tokens, dry_run) = (m.grant_tokens(f), m.dry_run(f));
        Some(Self { grant_tokens, dry_run, ..Self::new(key_id?, message?, mac?, algorithm?) })
    }
}

impl FromMembers for DeriveSharedSecret {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let key_id = m.key_id(f);
        let algorithm = m.required_name("KeyAgreementAlgorithm", f);
        let public_key = m.required_bytes("PublicKey", f);
        let (grant_tokens, dry_run) = (m.grant_tokens(f), m.dry_run(f));
        Some(Self {
            key_agreement_algorithm: algorithm?,
            grant_tokens,
            dry_run,
            ..Self::new(key_id?, public_key?)
        })
    }
}

impl FromMembers for Encapsulate {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let key_id = m.key_id(f);
        let algorithm = m.required_name("EncapsulationAlgorithm", f);
        let (grant_tokens, dry_run) = (m.grant_tokens(f), m.dry_run(f));
        Some(Self { encapsulation_algorithm: algorithm?, grant_tokens, dry_run, ..Self::new(key_id?) })
    }
}

impl FromMembers for Decapsulate {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let key_id = m.key_id(f);
        let algorithm = m.required_name("EncapsulationAlgorithm", f);
        let secret = m.required_bytes("SharedSecretCiphertextBlob", f);
        let (grant_tokens, dry_run) = (m.grant_tokens(f), m.dry_run(f));
        Some(Self {
            encapsulation_algorithm: algorithm?,
            grant_tokens,
            dry_run,
            ..Self::new(key_id?, secret?)
        })
    }
}

impl FromMembers for GetPublicKey {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let key_id = m.key_id(f);
        let grant_tokens = m.grant_tokens(f);
        Some(Self { grant_tokens, ..Self::new(key_id?) })
    }
}
