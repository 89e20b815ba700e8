//! Arguments that several subcommands have in common.

use std::path::PathBuf;
use std::sync::LazyLock;

use clap::{Args, ValueEnum};

use crate::domain::{Day, name};
use crate::runtime::source::Source;

/// The built-in log that is shown where the user names none; unpacked when it is first wanted.
pub static SAMPLE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let packed = include_bytes!(concat!(env!("OUT_DIR"), "/sample.zst"));
    unpacked(packed).expect("what was packed when this was built")
});

/// Returns what the build packed: how long it is, then itself.
fn unpacked(packed: &[u8]) -> Option<Vec<u8>> {
    let (length, packed) = packed.split_first_chunk()?;
    let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
    zstd::bulk::decompress(packed, length).ok()
}

/// What to read: a log, or the built-in sample.
#[derive(Debug, Args)]
pub struct LogArgument {
    /// The log, made by `bingetop ingest`; without it, the built-in sample
    #[arg(value_name = "DB")]
    pub db: Option<PathBuf>,
}

impl LogArgument {
    /// Returns where the log comes from.
    pub(super) fn source(&self) -> Source {
        match &self.db {
            Some(path) => Source::File(path.clone()),
            None => Source::Builtin(&SAMPLE),
        }
    }

    /// Has the built-in sample unpacked beside what comes before it is opened.
    pub(super) fn unpack_ahead(&self) {
        if self.db.is_none() {
            std::thread::spawn(|| LazyLock::force(&SAMPLE).len());
        }
    }

    /// Returns the name of the log's file, safe to show; `None` for the built-in sample, or a path
    /// that ends in no name.
    pub(super) fn file_name(&self) -> Option<String> {
        let file = self.db.as_deref()?.file_name()?;
        Some(name::shown(&file.to_string_lossy()).into_owned())
    }
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Written {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// Parses a date on the command line.
pub(super) fn parse_day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "write it as YYYY-MM-DD".to_owned())
}
