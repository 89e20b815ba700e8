//! Every byte in the folder and the state directory, looked through for somebody who is forgotten.

use std::fs;
use std::path::{Path, PathBuf};

use predicates::str::contains;
use rstest::rstest;
use rusqlite::Connection;

use crate::home::Home;
use crate::log::{HERS, MAP, THEIRS};

/// Returns all files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            all.push(path);
        }
    }
    all
}

/// Returns where the bytes are found, of all files in a home.
fn found(home: &Home, bytes: &[u8]) -> Vec<PathBuf> {
    let holds = |path: &PathBuf| {
        let content = fs::read(path).expect("it can be read");
        content
            .windows(bytes.len())
            .any(|window| window.eq_ignore_ascii_case(bytes))
    };
    files(&home.path("")).into_iter().filter(holds).collect()
}

/// Returns a viewer's hash, and the starts of the viewer's rows, by the label or the title that only she has.
fn of_her(home: &Home) -> (Vec<u8>, Vec<i64>) {
    let conn = Connection::open(home.path("log.db")).expect("it opens");
    let sql = "SELECT hash FROM viewers WHERE id = (SELECT viewer_id FROM plays JOIN titles t ON t.id = title_id
               WHERE t.name = 'Kestrel Nights')";
    let hash = conn
        .query_row(sql, [], |row| row.get(0))
        .expect("she is there");
    let sql = "SELECT started_at FROM plays JOIN viewers v ON v.id = viewer_id WHERE hash = ?1";
    let mut starts = conn.prepare(sql).expect("a statement");
    let starts = starts
        .query_map([&hash], |row| row.get(0))
        .expect("it runs");
    let starts = starts.map(|start| start.expect("a number")).collect();
    (hash, starts)
}

/// Returns a start as SQLite stores it.
fn big_endian(start: i64) -> Vec<u8> {
    u32::try_from(start)
        .expect("in this century")
        .to_be_bytes()
        .to_vec()
}

#[rstest]
#[case::hashed(&[], true)]
#[case::names_kept(&["--keep-names"], true)]
#[case::rollback_journal(&["--keep-names"], false)]
fn no_byte_is_left_of_who_is_forgotten(#[case] flags: &[&str], #[case] is_wal: bool) {
    let home = Home::new();
    home.ingest("log.db", THEIRS, flags);
    // The file of hers is called after her, and a row of hers in another cannot be read.
    home.write(
        "zoraida quill.csv",
        &format!("{}{HERS}", crate::log::HEADER),
    );
    home.run(
        &[
            &[
                "ingest",
                "zoraida quill.csv",
                "--into",
                "log.db",
                "--map",
                MAP,
            ],
            flags,
        ]
        .concat(),
    )
    .success();
    fs::remove_file(home.path("zoraida quill.csv")).expect("it is there");
    let more = "Zoraida Quill,Harbour Lights,,film,soon,5400,\nBob,Harbour Lights,,film,later,5400,\n\
                Cleo,Harbour Lights,,film,2024-01-01T20:00:00Z,5400,\n";
    home.ingest(
        "log.db",
        more,
        &[&["--refused", "refused.tsv"], flags].concat(),
    );
    fs::remove_file(home.path("rows.csv")).expect("it is there");
    if !is_wal {
        let conn = Connection::open(home.path("log.db")).expect("it opens");
        conn.pragma_update(None, "journal_mode", "delete")
            .expect("nobody else has it");
    }
    let (hash, starts) = of_her(&home);
    let hex: Vec<String> = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let hex = hex.concat();
    let names: [&[u8]; 5] = [
        b"zoraida",
        b"quill",
        b"kestrel nights",
        b"solo show",
        b"solo one",
    ];
    assert_eq!(starts.len(), 7);
    assert!(!found(&home, b"kestrel nights").is_empty() && !found(&home, &hash).is_empty());
    assert!(
        !found(&home, b"quill").is_empty(),
        "she is in the refused rows"
    );
    assert!(!found(&home, &big_endian(starts[0])).is_empty());

    home.run(&["forget", "log.db", "Zoraida Quill"])
        .success()
        .stdout(contains("1 refused row taken out"))
        .stdout(contains(
            "\"Zoraida Quill\" is forgotten: 7 rows, 3 titles that nobody else played",
        ));
    for bytes in names {
        assert_eq!(found(&home, bytes), [] as [PathBuf; 0], "{bytes:?}");
    }
    assert_eq!(found(&home, &hash), [] as [PathBuf; 0]);
    assert_eq!(found(&home, hex.as_bytes()), [] as [PathBuf; 0]);
    for start in starts {
        assert_eq!(
            found(&home, &big_endian(start)),
            [] as [PathBuf; 0],
            "{start}"
        );
    }
    let refused = fs::read_to_string(home.path("refused.tsv")).expect("it is kept");
    assert!(refused.contains("Bob") && refused.lines().count() == 1);
    for beside in ["log.db-wal", "log.db-shm", "log.db-journal"] {
        assert!(!home.path(beside).exists(), "{beside}");
    }
    home.verify("log.db");
}

#[test]
fn only_the_owner_may_read_what_is_kept_of_who_is_forgotten() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::new();
    let rows = format!("{THEIRS}{HERS}Bob,Harbour Lights,,film,later,5400,\n");
    home.ingest("log.db", &rows, &["--refused", "refused.tsv"]);
    home.run(&["forget", "log.db", "Zoraida Quill"]).success();
    let mode = |path: &Path| path.metadata().expect("it is there").permissions().mode() & 0o777;
    let state = home.path("bingetop");
    for folder in ["tombstones", "refused"] {
        let folder = state.join(folder);
        assert_eq!(mode(&folder), 0o700, "{}", folder.display());
        for file in files(&folder) {
            assert_eq!(mode(&file), 0o600, "{}", file.display());
        }
    }
    assert_eq!(mode(&home.path("refused.tsv")), 0o600);
}

#[test]
fn a_log_that_is_read_elsewhere_is_told_and_done_with_the_second_time() {
    let home = Home::new();
    home.ingest("log.db", &format!("{THEIRS}{HERS}"), &["--keep-names"]);
    let reader = Connection::open(home.path("log.db")).expect("it opens");
    reader.execute_batch("BEGIN").expect("it begins");
    let rows = |conn: &Connection| -> i64 {
        let sql = "SELECT count(*) FROM plays";
        conn.query_row(sql, [], |row| row.get(0))
            .expect("it is read")
    };
    assert_eq!(rows(&reader), 15);
    home.run(&["forget", "log.db", "Zoraida Quill"])
        .code(2)
        .stderr(contains(
            "log.db: forgotten, but bytes are left in its files",
        ))
        .stderr(contains(
            "the log is open elsewhere; close it there and run this again",
        ));
    // It is done for all who read from now on.
    assert_eq!(rows(&reader), 15);
    reader.execute_batch("COMMIT").expect("it ends");
    assert_eq!(rows(&reader), 8);
    drop(reader);
    home.run(&["forget", "log.db", "Zoraida Quill"])
        .success()
        .stdout(contains("was forgotten before, and nothing is left"));
    fs::remove_file(home.path("rows.csv")).expect("it is there");
    assert_eq!(found(&home, b"zoraida"), [] as [PathBuf; 0]);
    assert_eq!(found(&home, b"kestrel nights"), [] as [PathBuf; 0]);
}

#[test]
fn a_log_that_is_written_elsewhere_is_as_it_was() {
    let home = Home::new();
    home.ingest("log.db", &format!("{THEIRS}{HERS}"), &[]);
    let before = home.report("log.db");
    let writer = Connection::open(home.path("log.db")).expect("it opens");
    writer.execute_batch("BEGIN IMMEDIATE").expect("it begins");
    home.run(&["forget", "log.db", "Zoraida Quill"])
        .code(2)
        .stderr(contains("log.db: locked by another program"));
    writer.execute_batch("COMMIT").expect("it ends");
    assert_eq!(home.report("log.db"), before);
}
