//! Real wrapping keys, so that imported key material is really unwrapped.

use std::collections::BTreeMap;

use getrandom::SysRng;
use kms_mrk::key::{WrappingAlgorithm, WrappingKeySpec};
use kms_mrk::operation::ImportToken;
use kms_mrk::wire::Host;
use rsa::PrivateKey;
use rsa::pkcs8::{DecodePrivateKey, EncodePrivateKey, EncodePublicKey, LineEnding};

use rsa::sha2::Sha256;
use sha1::Sha1;

/// The wrapping keys that were asked for: one for each spec, as making one takes seconds.
#[derive(Default)]
pub(crate) struct WrappingKeys(BTreeMap<String, PrivateKey>);

impl WrappingKeys {
    /// Whether there is no key of this spec yet, though there can be one.
    pub(crate) fn lacks(&self, spec: &str) -> bool {
        bits(spec).is_some() && !self.0.contains_key(spec)
    }

    pub(crate) fn add(&mut self, spec: String, key: PrivateKey) {
        self.0.insert(spec, key);
    }

    /// A new key of this spec.
    pub(crate) fn make(spec: &str) -> Result<PrivateKey, String> {
        let bits = bits(spec).ok_or_else(|| format!("there are no keys of spec {spec}"))?;
        PrivateKey::new(&mut SysRng, bits).map_err(|error| error.to_string())
    }
}

fn bits(spec: &str) -> Option<usize> {
    match WrappingKeySpec::from(spec) {
        WrappingKeySpec::Rsa2048 => Some(2048),
        WrappingKeySpec::Rsa3072 => Some(3072),
        WrappingKeySpec::Rsa4096 => Some(4096),
        _ => None,
    }
}

pub(crate) fn to_pem(key: &PrivateKey) -> Result<String, String> {
    key.to_pkcs8_pem(LineEnding::LF).map(|pem| pem.to_string()).map_err(|error| error.to_string())
}

pub(crate) fn from_pem(pem: &str) -> Result<PrivateKey, String> {
    PrivateKey::from_pkcs8_pem(pem).map_err(|error| error.to_string())
}

impl Host for WrappingKeys {
    /// Empty for SM2, of which the server makes no keys.
    fn wrapping_key(&mut self, _token: &ImportToken, spec: &WrappingKeySpec) -> Vec<u8> {
        let key = self.0.get(spec.as_str());
        key.and_then(|key| key.to_public_key().to_public_key_der().ok())
            .map(|der| der.as_bytes().to_vec())
            .unwrap_or_default()
    }

    /// RSAES_OAEP with SHA-256 and SHA-1; what was wrapped otherwise is not unwrapped.
    fn unwrap_key_material(&mut self, token: &ImportToken, encrypted: &[u8]) -> Option<Vec<u8>> {
        let key = self.0.get(token.wrapping_key_spec()?.as_str())?;
        match token.wrapping_algorithm()? {
            WrappingAlgorithm::RsaesOaepSha256 => key.oaep_decrypt::<Sha256>(encrypted).ok(),
            WrappingAlgorithm::RsaesOaepSha1 => key.oaep_decrypt::<Sha1>(encrypted).ok(),
            _ => None,
        }
    }
}
