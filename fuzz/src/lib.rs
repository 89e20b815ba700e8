//! What fuzz targets share: reading bytes as an import does, and the files that they begin with.

pub mod seeds;

use std::cell::RefCell;
use std::fs;
use std::sync::atomic::{AtomicBool, AtomicU64};

use bingetop::formats::context::Context;
use bingetop::formats::format::Format;
use bingetop::formats::input::{Found, InputError, Source, Wanted, Watch, each_part};
use bingetop::formats::mapping::Mapping;
use bingetop::formats::read_error::ReadError;
use bingetop::formats::record::{Entry, Record};
use bingetop::formats::registry;
use chrono_tz::Tz;
use tempfile::TempDir;

thread_local! {
    /// The folder in which the file lies that is read.
    static FOLDER: RefCell<Option<TempDir>> = const { RefCell::new(None) };
}

/// Returns an import of a log whose zone is known, with `map` as `--map` has it.
///
/// # Panics
///
/// Panics where `map` is none.
#[must_use]
pub fn context(map: &str) -> Context {
    let mapping = match map {
        "" => Mapping::default(),
        map => map.parse().expect("it is a map"),
    };
    Context {
        zone: Some(Tz::Europe__Rome),
        now: Some(1_800_000_000),
        mapping,
        ..Context::default()
    }
}

/// Reads the file `bytes` as an import does, by what it looks like, and then as each of `formats` that the user may have
/// named.
///
/// # Panics
///
/// Panics where an entry is none that a format may make.
pub fn import(bytes: &[u8], formats: &[&str], context: &Context) {
    FOLDER.with_borrow_mut(|folder| {
        let folder = folder.get_or_insert_with(|| TempDir::new().expect("there is room"));
        let path = folder.path().join("file");
        fs::write(&path, bytes).expect("there is room");
        let source = Source::File(path);
        read(&source, None, context);
        for name in formats {
            let format = registry::named(name).expect("it is a format");
            read(&source, Some(format), context);
        }
    });
}

/// Why the reading of an input ended.
enum Ended {
    Input(InputError),
    Read(ReadError),
}

impl From<InputError> for Ended {
    fn from(error: InputError) -> Self {
        Self::Input(error)
    }
}

fn read(source: &Source, format: Option<&'static dyn Format>, context: &Context) {
    let (bytes_read, cancelled) = (AtomicU64::new(0), AtomicBool::new(false));
    let watch = Watch {
        bytes_read: &bytes_read,
        cancelled: &cancelled,
    };
    let wanted = Wanted::new(format, context);
    let read = each_part(source, wanted, watch, &mut |found| match found {
        Found::Other(_) => Ok(()),
        Found::Log(part) => {
            let read = part.format.read(part.input, context, &mut |entry| {
                check(&entry);
                true
            });
            read.map_err(Ended::Read)
        }
    });
    let said = match read {
        Ok(()) => return,
        Err(Ended::Input(error)) => error.to_string(),
        Err(Ended::Read(error)) => error.to_string(),
    };
    assert!(!said.trim().is_empty(), "an error says what is wrong");
}

/// Holds an entry to what the import takes for granted.
fn check(entry: &Entry<'_>) {
    match entry {
        Entry::Row(record) => check_record(record),
        Entry::Dropped(_) => {}
        Entry::Refused(refused) => {
            assert!(!refused.reason.is_empty() && refused.line > 0);
            assert!(refused.text.chars().count() <= 1000);
        }
    }
}

fn check_record(record: &Record<'_>) {
    let is_name = |text: &str| !text.is_empty() && text.trim() == text;
    assert!(is_name(&record.viewer), "viewer {:?}", record.viewer);
    assert!(is_name(&record.title), "title {:?}", record.title);
    for text in [&record.show, &record.id, &record.row_id]
        .into_iter()
        .flatten()
    {
        assert!(is_name(text), "{text:?}");
    }
    // From 1900 on, and no later than a day after the import.
    assert!(
        (-2_300_000_000..=1_800_000_000 + 86_400).contains(&record.start),
        "{}",
        record.start
    );
    if record.is_by_day {
        assert_eq!(
            record.start.rem_euclid(86_400),
            43_200,
            "noon stands for a day"
        );
    }
    for length in [record.seconds, record.position, record.length]
        .into_iter()
        .flatten()
    {
        assert!(length <= 86_400, "{length}");
    }
    assert!(record.row_id.is_none() || record.position.is_none());
}
