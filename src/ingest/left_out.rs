//! Rows of viewers who are forgotten or opted out: an import leaves them out, and keeps none of them as refused.

use std::collections::HashMap;

use super::error::IngestError;
use super::options::Options;
use crate::formats::record::{DropReason, Entry, Record};
use crate::store::Settings;
use crate::store::key::ViewerKey;
use crate::store::salt::Salt;
use crate::store::tombstones::{TombstoneError, Tombstones};

mod names_in;

pub(super) use self::names_in::{is_word_in, names_in};

/// Who is left out of an import.
pub(super) struct LeftOut {
    /// `None` where nobody ever is.
    tombstones: Option<Tombstones>,
    key: ViewerKey,
    salt: Option<Salt>,
    account: String,
    /// What is known of viewers by their names: most rows are of one who has come before.
    known: HashMap<String, bool>,
}

impl LeftOut {
    /// Returns who is left out of an import into a log with these settings.
    ///
    /// # Errors
    ///
    /// Fails where that cannot be read.
    pub fn load(options: &Options, settings: &Settings) -> Result<Self, IngestError> {
        let salt = settings.salt;
        let load = |state| Tombstones::load(state, &options.key, salt.as_ref());
        Ok(Self {
            tombstones: options.state.as_deref().map(load).transpose()?,
            key: options.key.clone(),
            salt,
            account: options.account.clone(),
            known: HashMap::new(),
        })
    }

    /// Finds out again who is left out.
    ///
    /// # Errors
    ///
    /// Fails where that cannot be read.
    pub fn reload(&mut self) -> Result<(), TombstoneError> {
        self.known.clear();
        self.tombstones.as_mut().map_or(Ok(()), Tombstones::reload)
    }

    /// Returns whether the rows of the viewer called so are left out.
    pub fn has(&mut self, viewer: &str) -> bool {
        let Some(tombstones) = self.tombstones.as_ref().filter(|all| !all.is_empty()) else {
            return false;
        };
        if let Some(known) = self.known.get(viewer) {
            return *known;
        }
        let hash = self.key.hash(self.salt.as_ref(), &self.account, viewer);
        let has = tombstones.have(hash);
        self.known.insert(viewer.to_owned(), has);
        has
    }

    /// Returns an entry, or that it is left out: a row of such a viewer, or a refused one that names one.
    pub fn without<'e>(&mut self, entry: Entry<'e>) -> Entry<'e> {
        let is_left_out = match &entry {
            Entry::Row(record) => self.has(&record.viewer),
            Entry::Refused(refusal) => self.is_named_in(&refusal.text),
            Entry::Dropped(_) => false,
        };
        if is_left_out {
            return Entry::Dropped(DropReason::OptedOut);
        }
        entry
    }

    /// Returns the records that are not left out.
    pub fn filtered<'r>(&mut self, records: &'r [Record<'r>]) -> Vec<&'r Record<'r>> {
        let kept = records.iter().filter(|record| !self.has(&record.viewer));
        kept.collect()
    }

    /// Returns whether a refused row, as it stood in its file, names somebody who is left out.
    fn is_named_in(&self, row: &str) -> bool {
        let Some(tombstones) = self.tombstones.as_ref().filter(|all| !all.is_empty()) else {
            return false;
        };
        let hash = |name: &str| self.key.hash(self.salt.as_ref(), &self.account, name);
        names_in(row).any(|name| tombstones.have(hash(&name)))
    }
}
