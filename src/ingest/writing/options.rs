//! What holds for every row that is written.

use crate::formats::identity::Identity;
use crate::store::Settings;
use crate::store::key::ViewerKey;
use crate::store::salt::Salt;

/// How the viewers of an import are hashed.
#[derive(Clone, Copy)]
pub(in crate::ingest) struct ViewerHashing<'a> {
    /// The secret they are hashed with.
    pub key: &'a ViewerKey,
    /// What the log adds to each hash; `None` for a log from before there was a salt.
    pub salt: Option<&'a Salt>,
    /// The account they belong to.
    pub account: &'a str,
    /// Whether their names are kept beside the hashes.
    pub keep_names: bool,
}

/// What holds for every row that is written.
#[derive(Clone, Copy)]
pub(in crate::ingest) struct WriteOptions<'a> {
    pub settings: &'a Settings,
    pub hashing: ViewerHashing<'a>,
    /// The number in the log of each source read, and how its rows are told apart.
    pub sources: &'a [(u32, Identity)],
    /// Whether rows are only counted: the transaction will be rolled back.
    pub counts_only: bool,
}

/// Called with the rows written so far; returns `false` to stop.
pub(in crate::ingest) type OnProgress<'a> = dyn FnMut(u64) -> bool + 'a;
