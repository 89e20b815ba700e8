//! Rows into a log.

use std::path::Path;

use bingetop::formats::record::Record;
use bingetop::ingest::options::Options;
use bingetop::ingest::pipeline::ingest_records;
use bingetop::ingest::progress::Progress;
use bingetop::ingest::summary::Summary;
use bingetop::store::open_read;
use rusqlite::Connection;
use tempfile::TempDir;

use crate::brute_force::Row;
use crate::hostile::HostileLog;
use crate::options::options;

fn record(row: &Row) -> Record<'_> {
    Record {
        viewer: row.viewer.as_str().into(),
        title: row.title.as_str().into(),
        show: row.show.as_deref().map(Into::into),
        kind: row.kind,
        start: row.start,
        seconds: row.seconds,
        position: row.position,
        viewing: row.viewing.map(Into::into),
        length: row.length,
        id: row.id.as_deref().map(Into::into),
        private: row.private,
        ..Record::default()
    }
}

/// Imports the rows of a file into a log, made where there is none.
pub fn import(path: &Path, log: &HostileLog, file: &[Row]) -> Summary {
    let options = Options {
        day_starts: Some(log.rules.starts_minutes),
        keep_names: true,
        ..options(log.rules.zone)
    };
    let records = file.iter().map(record);
    ingest_records(path, "rows", records, &options, &Progress::default()).expect("rows are taken")
}

/// Makes a folder, in memory where the system has one there: thousands of commits wait for no disk.
pub fn folder() -> TempDir {
    let in_memory = tempfile::tempdir_in("/dev/shm");
    in_memory
        .or_else(|_| tempfile::tempdir())
        .expect("a folder")
}

/// Imports `files` one after the other into a new log; it lives as long as its folder.
pub fn log_of(log: &HostileLog, files: &[&[Row]]) -> (TempDir, Connection) {
    let folder = folder();
    let path = folder.path().join("log.db");
    for file in files {
        import(&path, log, file);
    }
    let conn = sound(&path);
    (folder, conn)
}

/// Opens a log that SQLite finds whole.
pub fn sound(path: &Path) -> Connection {
    let conn = open_read(path).expect("the log opens");
    let verdict: String = conn
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .expect("the check runs");
    assert_eq!(verdict, "ok");
    conn
}
