//! What nobody can know without the user's key.

use std::path::Path;

use blake3::Hasher;

use super::error::PublishError;
use super::refusal::Refusal;
use super::stream::absorb;
use crate::store::Settings;
use crate::store::key::ViewerKey;

/// The secrets of a log's ledger, and the name it goes by.
pub(super) struct Secret {
    /// The log: its salt.
    pub(super) log: Vec<u8>,
    /// What is kept of the log beside the key goes by this name.
    pub(super) name: String,
    /// What decides the draws.
    pub(super) draws: [u8; blake3::KEY_LEN],
    /// What holds the chain together.
    pub(super) chain: [u8; blake3::KEY_LEN],
    /// What hides titles.
    titles: [u8; blake3::KEY_LEN],
}

/// What stands before the digits of a title's mark.
const TITLE: &str = "title#";

/// How many digits a mark has.
const DIGITS: usize = 16;

impl Secret {
    /// Returns the secrets of a log under the key in the folder `state`.
    ///
    /// Made-up logs have the key of samples, the same everywhere: there is nobody to protect.
    ///
    /// # Errors
    ///
    /// Fails where the log has no salt, or its viewers are hidden with another key.
    pub(super) fn of(settings: &Settings, state: &Path) -> Result<Self, PublishError> {
        let salt = settings.salt.ok_or(Refusal::Unsalted)?;
        let fits = |key: &ViewerKey| key.fingerprint() == settings.key_fingerprint;
        let key = match Some(ViewerKey::of_samples()).filter(fits) {
            Some(key) => key,
            // One that is not there is not made: it could not be that of the log.
            None => Some(ViewerKey::load_or_invent_in(state)?)
                .filter(fits)
                .ok_or(Refusal::OtherKey)?,
        };
        Ok(Self {
            log: salt.to_string().into_bytes(),
            name: key.name_of_log(Some(&salt)),
            draws: key.derived("bingetop 2026 publish ledger"),
            chain: key.derived("bingetop 2026 publish ledger chain"),
            titles: key.derived("bingetop 2026 publish ledger titles"),
        })
    }

    /// Returns secrets of a log of this salt, for tests.
    #[cfg(test)]
    pub(super) fn made_up(log: &str) -> Self {
        Self {
            log: log.as_bytes().to_vec(),
            name: blake3::hash(log.as_bytes()).to_hex().to_string(),
            draws: [1; blake3::KEY_LEN],
            chain: [2; blake3::KEY_LEN],
            titles: [3; blake3::KEY_LEN],
        }
    }

    /// Returns what a title is noted as, given its key: nobody gets back from it without the user's key.
    pub(super) fn mark(&self, title: &str) -> String {
        let mut hasher = Hasher::new_keyed(&self.titles);
        absorb(&mut hasher, &[&self.log, title.as_bytes()]);
        let digits = hasher.finalize().to_hex();
        format!("{TITLE}{}", &digits[..DIGITS])
    }
}

/// Returns whether a text is what a title is noted as, and not the key of a show.
pub(super) fn is_mark(text: &str) -> bool {
    let digits = text.strip_prefix(TITLE);
    digits.is_some_and(|digits| {
        digits.len() == DIGITS && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
    })
}
