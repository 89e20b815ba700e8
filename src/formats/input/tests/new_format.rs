//! A format more is one file and one line: what a new one gets, wherever its files lie.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::toy::Reel;
use super::*;
use crate::formats::facts::{Facts, LengthUnit, Times, Zone};
use crate::formats::identity::Identity;
use crate::formats::read_error::ReadError;
use crate::formats::record::Entry;
use crate::formats::registry::FORMATS;

const PEOPLE: &[u8] = b"number,name\n1,ann\n";

/// The table of formats with the new one's line.
fn formats() -> Vec<&'static dyn Format> {
    let mut formats = FORMATS.to_vec();
    formats.push(&Reel);
    formats
}

/// What was read: the parts as `name (format) because`, and the rows as `viewer title start seconds`.
#[derive(Debug, Default, PartialEq, Eq)]
struct Seen {
    parts: Vec<String>,
    rows: Vec<String>,
}

fn seen(opened: Opened<'_>, formats: &[&'static dyn Format]) -> Result<Seen, String> {
    let context = Context::default();
    let wanted = Wanted {
        formats,
        ..Wanted::new(None, &context)
    };
    let mut seen = Seen::default();
    let read = each_part_of(opened, wanted, &AtomicU64::new(0), &mut |found| {
        let Found::Log(part) = found else {
            return Ok(());
        };
        let because = &part.recognised.because;
        let said = format!("{} ({}) {because}", part.name, part.format.name());
        seen.parts.push(said);
        let read: Result<(), ReadError> = part.format.read(part.input, &context, &mut |entry| {
            seen.rows.push(match entry {
                Entry::Row(row) => {
                    let seconds = row.seconds.unwrap_or(0);
                    format!("{} {} {} {seconds}", row.viewer, row.title, row.start)
                }
                other => format!("{other:?}"),
            });
            true
        });
        read.map_err(|error| InputError::unreadable(&part.name, std::io::Error::other(error)))
    });
    read.map(|()| seen).map_err(|error| error.to_string())
}

/// Writes the player's database into `folder`, and returns a connection that has it open.
fn reel(folder: &Path) -> Connection {
    let conn = Connection::open(folder.join("reel.db")).unwrap();
    conn.execute_batch(
        "CREATE TABLE showings (person TEXT, film TEXT, ended INTEGER, length INTEGER);
         -- Longer than a head, packed too.
         CREATE TABLE covers (picture BLOB);
         INSERT INTO covers VALUES (randomblob(300000));
         INSERT INTO showings VALUES ('1', 'Fog', 1704488651, 60000), ('2', 'Low Tide', 1704488700, 1000);",
    )
    .unwrap();
    conn
}

/// Writes the rows of the player's database that are not in its file yet.
fn reel_with_log(folder: &Path) -> Connection {
    let conn = reel(folder);
    conn.pragma_update(None, "journal_mode", "wal").unwrap();
    conn.pragma_update(None, "wal_autocheckpoint", 0).unwrap();
    conn.execute_batch("INSERT INTO showings VALUES ('1', 'Mist', 1704489000, 30000)")
        .unwrap();
    conn
}

/// The names and bytes of all files in `folder`.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// Reads the file at `path`, and checks that nothing changes in its folder.
fn seen_in_file(path: &Path, formats: &[&'static dyn Format]) -> Result<Seen, String> {
    let folder = path.parent().unwrap();
    let before = files(folder);
    let cancelled = AtomicBool::new(false);
    let opened = Opened::open(&Source::from(path.to_owned()), &cancelled).unwrap();
    let seen = seen(opened, formats);
    assert!(files(folder) == before, "something changed beside the file");
    seen.map_err(|error| error.replace(&format!("{}/", folder.display()), ""))
}

fn stream(bytes: &[u8]) -> Opened<'_> {
    Opened::stream("pipe".to_owned(), bytes)
}

const ANN: [&str; 2] = ["ann Fog 1704488591 60", "2 Low Tide 1704488699 1"];

#[test]
fn a_database_is_read_with_the_file_beside_it() {
    let folder = TempDir::new().unwrap();
    drop(reel(folder.path()));
    fs::write(folder.path().join("people.csv"), PEOPLE).unwrap();
    let seen = seen_in_file(&folder.path().join("reel.db"), &formats()).unwrap();
    assert_eq!(seen.rows, ANN);
    assert!(
        seen.parts[0].ends_with("reel.db (reel) it has the player's table of showings"),
        "{seen:?}"
    );
}

#[test]
fn a_database_is_read_from_a_zip_with_the_member_beside_it() {
    let folder = TempDir::new().unwrap();
    drop(reel(folder.path()));
    let database = fs::read(folder.path().join("reel.db")).unwrap();
    let zip = zipped(&[
        ("a/people.csv", b"number,name\n1,another\n"),
        ("b/log.csv", CSV),
        ("b/people.csv", PEOPLE),
        ("b/reel.db", &database),
        ("b/zebra.csv", CSV),
    ]);
    let path = folder.path().join("export.zip");
    fs::write(&path, &zip).unwrap();
    let from_file = seen_in_file(&path, &formats()).unwrap();
    let from_pipe = seen(stream(&zip), &formats()).unwrap();
    assert_eq!(from_file.rows, from_pipe.rows);
    assert_eq!(
        from_pipe.parts,
        [
            "pipe: b/log.csv (csv) its header has a title and a start or an end",
            "pipe: b/reel.db (reel) it has the player's table of showings",
            "pipe: b/zebra.csv (csv) its header has a title and a start or an end",
        ]
    );
    let count = (from_pipe.rows.len() - ANN.len()) / 2;
    assert_eq!(from_pipe.rows[count..count + 2], ANN);
    assert_eq!(from_pipe.rows[..count], from_pipe.rows[count + 2..]);
}

#[test]
fn a_database_is_read_from_a_pipe_which_has_nothing_beside_it() {
    let folder = TempDir::new().unwrap();
    drop(reel(folder.path()));
    let database = fs::read(folder.path().join("reel.db")).unwrap();
    let seen = seen(stream(&database), &formats()).unwrap();
    assert_eq!(
        seen.rows,
        ["1 Fog 1704488591 60", "2 Low Tide 1704488699 1"]
    );
}

#[test]
fn what_a_running_player_wrote_last_is_read_too() {
    let folder = TempDir::new().unwrap();
    let conn = reel_with_log(folder.path());
    let mist = "1 Mist 1704488970 30";
    let from_file = seen_in_file(&folder.path().join("reel.db"), &formats()).unwrap();
    assert_eq!(from_file.rows[2], mist);
    let files = files(folder.path());
    let members: Vec<(&str, &[u8])> = files.iter().map(|(name, b)| (&**name, &**b)).collect();
    assert_eq!(members.len(), 3, "the database, its log and their index");
    let from_zip = seen(stream(&zipped(&members)), &formats()).unwrap();
    assert_eq!(from_zip.rows, from_file.rows);
    drop(conn);
}

#[test]
fn a_database_that_no_format_recognises_is_no_log() {
    let message = "reel.db: is a database of another program, in no format known; have that program write its plays \
                   as CSV or lines of JSON";
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("reel.db");
    drop(reel(folder.path()));
    assert_eq!(seen_in_file(&path, FORMATS).unwrap_err(), message);
    // Broken ones are not for the new format either.
    let mut broken = fs::read(&path).unwrap();
    broken.truncate(4096);
    broken[100..].fill(7);
    for broken in [&broken[..], &broken[..200]] {
        fs::write(&path, broken).unwrap();
        assert_eq!(seen_in_file(&path, &formats()).unwrap_err(), message);
    }
}

#[test]
fn the_tables_of_a_database_are_seen_in_spite_of_modules_that_are_missing() {
    let folder = TempDir::new().unwrap();
    reel(folder.path())
        .execute_batch(
            "PRAGMA writable_schema = ON;
             INSERT INTO sqlite_schema
             VALUES ('table', 'words', 'words', 0, 'CREATE VIRTUAL TABLE words USING missing(a)');",
        )
        .unwrap();
    let database = fs::read(folder.path().join("reel.db")).unwrap();
    let input = Content::of_bytes(&database);
    let probe = input.probe();
    let tables = probe.tables().iter();
    let tables: Vec<String> = tables
        .map(|table| format!("{}: {}", table.name, table.columns.join(", ")))
        .collect();
    assert_eq!(
        tables,
        ["covers: picture", "showings: person, film, ended, length"]
    );
    assert!(probe.has_table("SHOWINGS", &["Film"]));
    assert!(!probe.has_table("showings", &["film", "picture"]));
}

#[test]
fn a_stream_that_was_looked_into_is_still_read_from_its_start() {
    let folder = TempDir::new().unwrap();
    drop(reel(folder.path()));
    let database = fs::read(folder.path().join("reel.db")).unwrap();
    for bytes in [&database[..], b"\xef\xbb\xbftitle,start\nFog,100\n"] {
        let input = || {
            let input = Content::of_bytes(bytes);
            let is_database = bytes.starts_with(b"SQLite");
            let tables = input.probe().tables();
            assert_eq!(tables.len(), if is_database { 2 } else { 0 });
            input
        };
        let (mut text, mut whole) = (Vec::new(), Vec::new());
        let mut stream = input().stream().unwrap();
        stream.read_to_end(&mut text).unwrap();
        assert!(text == bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
        let mut file = input().file().unwrap();
        file.read_to_end(&mut whole).unwrap();
        assert!(whole == bytes);
    }
}

#[test]
fn members_of_a_zip_know_each_other() {
    let zip = zipped(&[("a/log_10.csv", CSV), ("a/log_2.csv", CSV), ("._b", b"x")]);
    let context = Context::default();
    let wanted = Wanted::new(None, &context);
    let mut known = Vec::new();
    let read = each_part_of(stream(&zip), wanted, &AtomicU64::new(0), &mut |found| {
        let Found::Log(part) = found else {
            panic!("both are logs");
        };
        let place = part.input.place();
        known.push((place.name().to_owned(), place.others().to_vec()));
        assert!(place.open("a/none.csv").unwrap().is_none());
        Ok::<(), InputError>(())
    });
    read.unwrap();
    let log = |name: &str| name.to_owned();
    assert_eq!(
        known,
        [
            (log("log_2.csv"), vec![log("a/log_10.csv")]),
            (log("log_10.csv"), vec![log("a/log_2.csv")]),
        ]
    );
}

#[test]
fn every_format_says_what_its_rows_mean() {
    let facts = |name| named(name).unwrap().facts();
    let netflix = Facts {
        identity: Identity::Start,
        times: Times::Start,
        zone: Zone::Utc,
        unit: LengthUnit::Seconds,
        minimum_seconds: 0,
    };
    assert_eq!(facts("netflix"), netflix);
    let unknown = Facts {
        identity: Identity::AsTimed,
        times: Times::ByColumn,
        zone: Zone::Asked,
        unit: LengthUnit::Seconds,
        minimum_seconds: 0,
    };
    assert_eq!((facts("csv"), facts("jsonl")), (unknown, unknown));
    let names: BTreeSet<&str> = FORMATS.iter().map(|format| format.name()).collect();
    assert_eq!(names.len(), FORMATS.len(), "a name is one format's");
}
