//! Decrypt and ReEncrypt: which of the related keys opens what.

use kms_mrk::key::KeyUsage;

use super::alphabet::Slot;
use super::answer::{Output, Refusal};
use super::asked::Asked;
use super::ciphertext::{Algorithm, Ciphertext};
use super::use_of_key::Sealing;
use super::world::World;

/// Of a ciphertext that the key cannot open, KMS does not say why.
const UNREADABLE: Refusal = Refusal::somehow("InvalidCiphertextException");

impl World {
    pub(crate) fn decrypt(&self, asked: &Asked, with: Sealing) -> Result<Output, Vec<Refusal>> {
        let (slot, ciphertext) = self.open(asked, with, ["Decrypt"; 2])?;
        let Ciphertext { algorithm, plain, material, .. } = ciphertext;
        Ok(Output::Opened { slot, place: asked.place, algorithm, plain, material })
    }

    pub(crate) fn re_encrypt(
        &self,
        asked: &Asked,
        from: Sealing,
        to: Sealing,
    ) -> Result<Output, Vec<Refusal>> {
        let opened = self.open(asked, from, ["ReEncrypt", "ReEncryptFrom"]);
        let plain = opened.as_ref().ok().map(|(_, ciphertext)| ciphertext.plain);
        let sealing = || {
            let slot = self.key_for(asked.key, asked, "ReEncryptTo").map_err(|refusal| vec![refusal])?;
            self.check_use(slot, asked.place, "ReEncrypt", Some(KeyUsage::EncryptDecrypt))
                .map_err(|refusal| vec![refusal])?;
            match self.check_sealing(slot, to, plain) {
                refusals if refusals.is_empty() => Ok(slot),
                refusals => Err(refusals),
            }
        };
        match (opened, sealing()) {
            (Ok((from, opened)), Ok(slot)) => {
                let ciphertext = self.seal(slot, to.algorithm.unwrap(), to.context.unwrap(), opened.plain);
                Ok(Output::Resealed { from, with: opened.material, place: asked.place, ciphertext })
            }
            (opened, sealed) => Err([opened.err(), sealed.err()].into_iter().flatten().flatten().collect()),
        }
    }

    /// The key that opens the ciphertext, and what it opens. The operation has a name, and the permission may have another.
    fn open(
        &self,
        asked: &Asked,
        with: Sealing,
        [name, action]: [&str; 2],
    ) -> Result<(Slot, Ciphertext), Vec<Refusal>> {
        let ciphertext = asked.ciphertext.map(|number| self.ciphertexts[number]);
        let says_symmetric = with.algorithm == Some(Algorithm::Symmetric);
        // One of an asymmetric key is no more than bytes.
        let is_readable = !says_symmetric
            || ciphertext.is_none_or(|ciphertext| ciphertext.algorithm == Algorithm::Symmetric);
        let mut refusals = Vec::new();
        if !is_readable {
            refusals.push(UNREADABLE);
        }
        let slot = match (asked.opener, ciphertext) {
            (Some(key), _) => self.key_for(key, asked, action),
            (None, _) if !says_symmetric => Err(Refusal::somehow("ValidationException")),
            (None, _) if !is_readable => return Err(refusals),
            (None, ciphertext) => self.key_of(ciphertext, asked, action),
        };
        let slot = match slot {
            Ok(slot) => slot,
            Err(refusal) => {
                refusals.push(refusal);
                return Err(refusals);
            }
        };
        let is_of_key = ciphertext.is_some_and(|ciphertext| ciphertext.slot == slot);
        if is_readable && !is_of_key {
            let other_key =
                "The key ID in the request does not identify a CMK that can perform this operation.";
            refusals.push(match says_symmetric {
                true => Refusal::said("IncorrectKeyException", other_key),
                false => UNREADABLE,
            });
        } else if ciphertext.is_some_and(|ciphertext| {
            (Some(ciphertext.algorithm), Some(ciphertext.context)) != (with.algorithm, with.context)
        }) {
            refusals.push(UNREADABLE);
        }
        match self.check_use(slot, asked.place, name, Some(KeyUsage::EncryptDecrypt)) {
            Ok(()) => refusals.extend(self.check_sealing(slot, with, None)),
            Err(refusal) => refusals.push(refusal),
        }
        match ciphertext {
            Some(ciphertext) if refusals.is_empty() => Ok((slot, ciphertext)),
            _ => Err(refusals),
        }
    }

    /// The key that a ciphertext names, or one related to it, in the Region that is called.
    fn key_of(&self, ciphertext: Option<Ciphertext>, asked: &Asked, action: &str) -> Result<Slot, Refusal> {
        let is_here = |ciphertext: &Ciphertext| {
            self.keys.contains_key(&(ciphertext.slot, asked.place))
                && self.is_for(ciphertext.slot, asked, action)
        };
        let words = "The ciphertext refers to a customer master key that does not exist, does not exist in this \
                     region, or you are not allowed to access.";
        let found = ciphertext.filter(is_here).map(|ciphertext| ciphertext.slot);
        found.ok_or_else(|| Refusal::said("AccessDeniedException", words))
    }
}
