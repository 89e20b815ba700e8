//! An import that is killed leaves the log as it was, or as it would have been.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use bingetop::store::{OpenError, open_read, open_write};
use rusqlite::Connection;
use tempfile::TempDir;

#[path = "support/viewers.rs"]
mod viewers;

use viewers::NAMED;

/// No import here takes longer, even on a busy machine.
const DEADLINE: Duration = Duration::from_mins(2);

/// When the import is killed.
#[derive(Debug, Clone, Copy)]
enum Moment {
    /// As soon as it runs.
    Spawned,
    /// Once the file beside the log, the journal or the write-ahead log, has so many bytes.
    Beside(&'static str, u64),
    /// Once the log itself has grown.
    Grown,
    /// Once the file beside the log has been there and is gone again.
    Gone(&'static str),
}

/// A program that opens a log twice keeps its hold on it: else another one that ends takes away the
/// write-ahead log, and with it what the first one reads.
#[cfg(target_os = "linux")]
#[test]
fn a_log_that_is_opened_twice_is_still_held() {
    use std::os::unix::fs::MetadataExt as _;
    let (place, key) = (Place::new(), TempDir::new().expect("a folder"));
    let rows = "viewer,title,started_at\nann,Harbour,2024-01-05T20:00:00Z\n";
    let mut import = place.start(key.path(), rows);
    assert!(import.wait().expect("it ends").success());
    let inode = place.log().metadata().expect("it is there").ino();
    let is_held = || {
        let locks = fs::read_to_string("/proc/locks").expect("the system tells");
        let of_log = format!(":{inode} ");
        locks.lines().any(|lock| lock.contains(&of_log))
    };
    let first = open_read(&place.log()).expect("it opens");
    assert!(is_held());
    drop(open_read(&place.log()).expect("it opens once more"));
    assert!(is_held());
    drop(open_write(&place.log()).expect("it opens to write"));
    assert!(is_held(), "a dashboard that publishes goes on reading");
    drop(first);
    assert!(!is_held());
}

/// A folder of its own for every process and every log.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn log(&self) -> PathBuf {
        self.0.path().join("log.db")
    }

    fn beside(&self, suffix: &str) -> PathBuf {
        self.0.path().join(format!("log.db-{suffix}"))
    }

    /// Starts an import of a table with these rows.
    fn start(&self, key: &Path, rows: &str) -> Child {
        let table = self.0.path().join("rows.csv");
        fs::write(&table, rows).expect("the table is written");
        Command::new(env!("CARGO_BIN_EXE_bingetop"))
            .args(["ingest", "--time-zone", "Europe/Rome", "--into"])
            .args([self.log(), table])
            .env("HOME", self.0.path())
            .env("XDG_STATE_HOME", key)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts")
    }

    fn ingest(&self, key: &Path, rows: &str) {
        let status = self.start(key, rows).wait().expect("it ends");
        assert!(status.success());
    }

    /// Starts an import and kills it at `moment`; returns whether it was still running.
    fn kill(&self, key: &Path, rows: &str, moment: Moment) -> bool {
        let size = |path: &Path| fs::metadata(path).map(|file| file.len()).ok();
        let before = size(&self.log());
        let mut was_there = false;
        let mut import = self.start(key, rows);
        let started = Instant::now();
        loop {
            let is_time = match moment {
                Moment::Spawned => true,
                Moment::Beside(suffix, bytes) => {
                    size(&self.beside(suffix)).is_some_and(|size| size >= bytes)
                }
                Moment::Grown => size(&self.log()) > before.or(Some(0)),
                Moment::Gone(suffix) => {
                    let bytes = size(&self.beside(suffix));
                    was_there |= bytes > Some(0);
                    was_there && bytes.is_none()
                }
            };
            if let Some(status) = import.try_wait().expect("it can be asked") {
                assert!(status.success());
                return false;
            }
            if is_time {
                import.kill().expect("it can be killed");
                let status = import.wait().expect("it ends");
                return !status.success();
            }
            assert!(started.elapsed() < DEADLINE, "{moment:?} never came");
            std::thread::yield_now();
        }
    }

    /// Returns what the log holds; `None` where it holds nothing yet.
    fn content(&self) -> Option<Vec<String>> {
        let conn = match open_read(&self.log()) {
            Err(OpenError::Empty(_) | OpenError::NotFound(_)) => return None,
            opened => opened.expect("the log opens"),
        };
        let verdict = texts(&conn, "PRAGMA integrity_check");
        assert_eq!(verdict, ["ok"]);
        Some(texts(
            &conn,
            &format!("{NAMED} SELECT concat_ws('|', v.n, t.key, s.key, p.started_at, p.nth, p.day, p.role,
                              p.seconds, f.name, f.rows)
             FROM plays p
             JOIN titles t ON t.id = p.title_id
             JOIN shows s ON s.id = t.show_id
             JOIN named v ON v.id = p.viewer_id
             JOIN sources f ON f.id = p.source_id
             ORDER BY 1
             "),
        ))
    }
}

fn texts(conn: &Connection, sql: &str) -> Vec<String> {
    let mut statement = conn.prepare(sql).expect("the statement is sound");
    let rows = statement.query_map([], |row| row.get(0)).expect("it runs");
    rows.map(|row| row.expect("it is read")).collect()
}

/// Returns a table of so many rows, the first of them number `from`.
fn table(from: u32, rows: u32) -> String {
    let mut table = "viewer,title,show,kind,started_at,seconds\n".to_owned();
    for n in from..from + rows {
        let (viewer, title, day, minute) = (n * 7 % 900, n * 13 % 240, n % 28 + 1, n % 60);
        writeln!(
            table,
            "v{viewer},Episode {title},Show {},episode,2017-11-{:02}T20:{minute:02}:{:02}Z,{}",
            title / 20,
            day,
            n / 60 % 60,
            100 + n % 3000,
        )
        .expect("memory takes it");
    }
    table
}

const MEGABYTE: u64 = 1 << 20;

#[test]
fn a_killed_import_leaves_a_log_as_before_or_as_after() {
    let key = Place::new();
    let key = key.0.path();
    let (old, new) = (table(0, 2_000), table(1_000, 40_000));
    let begun = Place::new();
    begun.ingest(key, &old);
    let before = begun.content();
    let done = Place::new();
    fs::copy(begun.log(), done.log()).expect("the log is copied");
    done.ingest(key, &new);
    let after = done.content();
    assert_ne!(before, after);

    let moments = [
        Moment::Spawned,
        Moment::Beside("wal", 0),
        Moment::Beside("wal", 1),
        Moment::Beside("wal", MEGABYTE / 4),
        Moment::Beside("wal", MEGABYTE),
        Moment::Beside("wal", 2 * MEGABYTE),
        Moment::Grown,
        Moment::Gone("wal"),
    ];
    let mut killed = 0;
    for moment in moments {
        let place = Place::new();
        fs::copy(begun.log(), place.log()).expect("the log is copied");
        killed += u32::from(place.kill(key, &new, moment));
        let content = place.content();
        assert!(content == before || content == after, "{moment:?}: neither");
        // What was interrupted can be done again.
        place.ingest(key, &new);
        assert!(place.content() == after, "{moment:?}: again");
    }
    assert!(killed >= 3, "only {killed} imports were killed in time");
}

#[test]
fn a_killed_first_import_leaves_no_log_or_a_whole_one() {
    let key = Place::new();
    let key = key.0.path();
    let rows = table(0, 80_000);
    let done = Place::new();
    done.ingest(key, &rows);
    let after = done.content();

    let moments = [
        Moment::Spawned,
        Moment::Beside("journal", 0),
        Moment::Beside("journal", 1),
        Moment::Grown,
        Moment::Gone("journal"),
        Moment::Beside("wal", 0),
    ];
    let mut killed = 0;
    for moment in moments {
        let place = Place::new();
        killed += u32::from(place.kill(key, &rows, moment));
        let content = place.content();
        assert!(content.is_none() || content == after, "{moment:?}: neither");
        place.ingest(key, &rows);
        assert!(place.content() == after, "{moment:?}: again");
    }
    assert!(killed >= 2, "only {killed} imports were killed in time");
}
