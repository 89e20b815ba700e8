//! What nobody can know without the user's key.

use std::path::Path;

use super::error::PublishError;
use super::refusal::Refusal;
use crate::store::Settings;
use crate::store::key::ViewerKey;

/// The secrets of a log's ledger, and the name it goes by.
pub(super) struct Secret {
    /// The log: its salt.
    pub(super) log: Vec<u8>,
    /// What decides the draws.
    pub(super) draws: [u8; blake3::KEY_LEN],
    /// What holds the chain together.
    pub(super) chain: [u8; blake3::KEY_LEN],
}

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
            draws: key.derived("bingetop 2026 publish ledger"),
            chain: key.derived("bingetop 2026 publish ledger chain"),
        })
    }
}
