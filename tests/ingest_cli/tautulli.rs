//! Tautulli's database, also while Tautulli runs.

use std::path::Path;
use std::process::Output;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::thread;
use std::time::Duration;

use predicates::prelude::*;
use predicates::str::{contains, starts_with};
use rusqlite::Connection;

use super::logs::query;
use crate::home::Home;
use crate::zipped::zipped;

const HISTORY: &str = include_str!("../fixtures/tautulli.sql");

const ANSWER: &str = include_str!("../fixtures/tautulli-history.json");

/// Makes Tautulli's database, which stays open.
fn tautulli(path: &Path) -> Connection {
    let conn = Connection::open(path).expect("a database can be made");
    conn.execute_batch(HISTORY).expect("the history is SQL");
    conn
}

fn home_with_tautulli() -> Home {
    let home = Home::new();
    drop(tautulli(&home.path("tautulli.db")));
    home
}

#[test]
fn a_film_resumed_the_next_evening_is_one_play_and_two_days() {
    let home = home_with_tautulli();
    home.ingest(&["tautulli.db"]).success().stdout(
        starts_with("tautulli.db: read as tautulli\n13 rows read, 10 added")
            .and(contains("1 left out: trailers, recaps and other extras\n")),
    );
    let sql = "SELECT concat_ws('|', title, plays, rewatches) FROM rewatched WHERE viewers = 1 AND rewatches = 1";
    assert_eq!(query(&home.log(), sql), ["Low Tide|2|1", "Low Water|2|1"]);
    let sql = "SELECT concat_ws('|', title, longest) FROM streaks";
    assert_eq!(query(&home.log(), sql), ["Low Water|2"]);
}

#[test]
fn what_comes_again_is_known_from_a_zip_and_a_pipe_too() {
    let home = home_with_tautulli();
    home.ingest(&["tautulli.db"]).success();
    let before = home.dump();
    let database = std::fs::read(home.path("tautulli.db")).expect("it is there");
    home.write("backup.zip", zipped(&[("backups/tautulli.db", &database)]));
    home.ingest(&["backup.zip"])
        .success()
        .stdout(contains("13 rows read, 0 added"));
    home.ingest_piped(&database, &[])
        .success()
        .stdout(contains("13 rows read, 0 added"));
    assert_eq!(home.dump(), before);
}

#[test]
fn a_sitting_that_ended_since_is_the_same_row_grown() {
    let home = Home::new();
    let conn = tautulli(&home.path("tautulli.db"));
    home.ingest(&["tautulli.db"]).success();
    let ended =
        "UPDATE session_history SET stopped = started + 1500, view_offset = 2400000 WHERE id = 9";
    conn.execute(ended, []).expect("it can be written");
    drop(conn);
    home.ingest(&["tautulli.db"])
        .success()
        .stdout(contains("13 rows read, 0 added to log.db, 1 updated"));
}

#[test]
fn a_running_tautulli_is_read_to_its_last_row_and_never_kept_waiting() {
    let home = Home::new();
    let conn = tautulli(&home.path("tautulli.db"));
    conn.pragma_update(None, "journal_mode", "wal")
        .expect("it can be set");
    conn.execute_batch(
        "PRAGMA wal_autocheckpoint = 0;
         UPDATE session_history SET view_offset = 2000000 WHERE id = 13;
         INSERT INTO session_history_metadata (id, title) VALUES (14, 'Mist');
         INSERT INTO session_history (id, started, stopped, rating_key, user, media_type)
         VALUES (14, 1704700000, 1704706000, 77, 'ann.h', 'movie');
         BEGIN IMMEDIATE;
         DELETE FROM session_history;",
    )
    .expect("it can be written");
    let before = home.files();
    home.ingest(&["tautulli.db"])
        .success()
        .stdout(contains("14 rows read, 11 added"));
    for (path, content) in before {
        let now = std::fs::read(&path).expect("it is still there");
        assert!(now == content, "{} has changed", path.display());
    }
    conn.execute_batch("ROLLBACK").expect("nothing locks it");
}

/// Writes sittings into a running Tautulli's database until `is_done`, each in a transaction of its own, with checkpoints
/// between them; `written` says which was committed last.
///
/// It never waits for anybody: whoever locked the database would be noticed here.
fn write_on(conn: &Connection, is_done: &AtomicBool, written: &AtomicI64) {
    let execute = |sql: &str| conn.execute_batch(sql).expect("nobody locks it");
    conn.busy_timeout(Duration::ZERO).expect("it can be set");
    while !is_done.load(Ordering::Relaxed) {
        let id = written.load(Ordering::SeqCst) + 1;
        let insert = format!(
            "INSERT INTO session_history_metadata (id, title) VALUES ({id}, 'Mist');
             INSERT INTO session_history (id, started, stopped, rating_key, user, media_type)
             VALUES ({id}, 1704700000 + 100 * {id}, 1704706000 + 100 * {id}, {id}, 'ann.h', 'movie');"
        );
        if id % 5 == 0 {
            // What is given up was never there.
            execute(&format!("BEGIN IMMEDIATE; {insert} ROLLBACK;"));
        }
        execute(&format!("BEGIN IMMEDIATE; {insert}"));
        execute("COMMIT");
        written.store(id, Ordering::SeqCst);
        let checkpoint = match id % 128 {
            0 => "PRAGMA wal_checkpoint(TRUNCATE)",
            64 => "PRAGMA wal_checkpoint(RESTART)",
            _ => continue,
        };
        let is_busy: bool = conn
            .query_row(checkpoint, [], |row| row.get(0))
            .expect("nobody locks it");
        assert!(!is_busy, "a reader holds it up");
    }
}

#[test]
fn a_database_that_is_written_to_all_the_time_is_read_as_of_one_moment() {
    let home = Home::new();
    std::fs::create_dir(home.path("tautulli")).expect("the home can be written");
    let conn = tautulli(&home.path("tautulli/tautulli.db"));
    conn.pragma_update(None, "journal_mode", "wal")
        .expect("it can be set");
    conn.pragma_update(None, "wal_autocheckpoint", 8)
        .expect("it can be set");
    let (is_done, written) = (&AtomicBool::new(false), &AtomicI64::new(13));
    let ingest = || home.ingest(&["tautulli/tautulli.db"]).get_output().clone();
    // Against one that begins its -wal anew all the time, an import may run out of tries; it then says so.
    let is_refused = |said: &Output| {
        said.stderr
            .ends_with(b"its program wrote to it while it was read; import it again\n")
    };
    let (seen, conn) = thread::scope(|scope| {
        let writer = scope.spawn(move || {
            write_on(&conn, is_done, written);
            conn
        });
        let mut seen = Vec::new();
        let mut tries = 0..100;
        while seen.len() < 5 && !writer.is_finished() && tries.next().is_some() {
            let least = written.load(Ordering::SeqCst);
            let said = ingest();
            if !is_refused(&said) {
                seen.push((least, said, written.load(Ordering::SeqCst) + 1));
            }
        }
        is_done.store(true, Ordering::Relaxed);
        (seen, writer.join().expect("nobody keeps it waiting"))
    });
    assert_eq!(seen.len(), 5, "most are read");
    for (least, said, most) in &seen {
        let rows = rows_read(said);
        assert!((*least..=*most).contains(&rows), "{least} {rows} {most}");
    }
    // With the transaction of another still open.
    conn.execute_batch("BEGIN IMMEDIATE; DELETE FROM session_history;")
        .expect("nobody locks it");
    assert_eq!(rows_read(&ingest()), written.load(Ordering::SeqCst));
    let folder = std::fs::read_dir(home.path("tautulli")).expect("it can be listed");
    let mut names: Vec<_> = folder
        .map(|entry| entry.expect("it is read").file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["tautulli.db", "tautulli.db-shm", "tautulli.db-wal"]);
    conn.execute_batch("ROLLBACK").expect("nobody locks it");
    drop(conn);
    let before = home.dump();
    assert_eq!(rows_read(&ingest()), written.load(Ordering::SeqCst));
    assert_eq!(home.dump(), before, "all rows were there, and no other");
}

/// Returns how many rows an import says it has read.
fn rows_read(output: &Output) -> i64 {
    let said = String::from_utf8_lossy(&output.stdout);
    let rows = said
        .lines()
        .nth(1)
        .and_then(|line| line.split_once(" rows read"));
    let (rows, _) = rows.unwrap_or_else(|| panic!("{output:?}"));
    rows.replace(',', "").parse().expect("a number")
}

#[test]
fn addresses_and_names_of_accounts_are_not_kept() {
    let home = home_with_tautulli();
    home.ingest(&["tautulli.db", "--refused", "refused.tsv"])
        .success();
    let refused = std::fs::read_to_string(home.path("refused.tsv")).expect("it is there");
    assert_eq!(refused.lines().count(), 2);
    for (path, content) in home.files() {
        let is_of_bingetop = !path.ends_with("tautulli.db");
        let has = |word: &str| {
            content
                .windows(word.len())
                .any(|part| part == word.as_bytes())
        };
        assert!(!(is_of_bingetop && has("192.0.2")), "{}", path.display());
    }
}

#[test]
fn what_get_history_answers_are_the_same_rows() {
    let home = home_with_tautulli();
    home.write("history.json", ANSWER);
    home.ingest(&["history.json", "--refused", "refused.tsv"])
        .success()
        .stdout(
            starts_with("history.json: read as tautulli-history\n  get_history without grouping=0")
                .and(contains("\n11 rows read, 6 added")),
        );
    let refused = std::fs::read_to_string(home.path("refused.tsv")).expect("it is there");
    assert!(refused.contains("names no title") && !refused.contains("192.0.2"));
    home.ingest(&["history.json"])
        .success()
        .stdout(contains("11 rows read, 0 added"));
    home.ingest(&["tautulli.db"])
        .success()
        .stdout(contains("13 rows read, 4 added"));
    let whole = home.answers();
    let other = home_with_tautulli();
    other.write("history.json", ANSWER);
    other.ingest(&["tautulli.db"]).success();
    other
        .ingest(&["history.json"])
        .success()
        .stdout(contains("11 rows read, 0 added"));
    assert_eq!(other.answers(), whole);
}

#[test]
fn a_broken_database_is_refused_and_the_log_left_as_it_was() {
    let home = home_with_tautulli();
    home.ingest(&["tautulli.db"]).success();
    let before = home.dump();
    let whole = std::fs::read(home.path("tautulli.db")).expect("it is there");
    let mut broken = whole.clone();
    broken.truncate(whole.len() / 2);
    home.write("half.db", &broken);
    home.ingest(&["half.db", "--format", "tautulli"])
        .failure()
        .stderr(contains("half.db"));
    home.write("none.db", "id,started\n1,2\n");
    home.ingest(&["none.db", "--format", "tautulli"])
        .failure()
        .stderr(contains("none.db"));
    assert_eq!(home.dump(), before);
}

/// Returns a journal with nothing in it to undo, of a transaction whose other journal is `named`.
fn journal_of(named: &str) -> Vec<u8> {
    const MAGIC: [u8; 8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
    let mut journal = MAGIC.to_vec();
    for number in [0, 7, 1, 512, 4096_u32] {
        journal.extend(number.to_be_bytes());
    }
    journal.resize(512, 0);
    let sum: u32 = named.bytes().map(u32::from).sum();
    journal.extend(0_u32.to_be_bytes());
    journal.extend(named.bytes());
    let length = u32::try_from(named.len()).expect("it is short");
    for number in [length, sum] {
        journal.extend(number.to_be_bytes());
    }
    journal.extend(MAGIC);
    journal
}

#[test]
fn a_journal_cannot_have_the_log_or_any_other_file_deleted() {
    let home = home_with_tautulli();
    home.ingest(&["tautulli.db"]).success();
    let before = home.dump();
    for victim in ["log.db", "notes.txt"] {
        home.write("notes.txt", "mine");
        let victim = home.path(victim);
        let journal = journal_of(victim.to_str().expect("it is text"));
        home.write("tautulli.db-journal", journal);
        for options in [
            &["tautulli.db"][..],
            &["tautulli.db", "--format", "tautulli"],
        ] {
            home.ingest(options)
                .failure()
                .stderr(contains("tautulli.db").and(contains("open it once with its own program")));
        }
        assert!(victim.exists(), "{} is gone", victim.display());
    }
    assert_eq!(home.dump(), before);
}

#[test]
fn a_view_without_end_in_place_of_the_history_leaves_the_log_as_it_was() {
    let home = home_with_tautulli();
    home.ingest(&["tautulli.db"]).success();
    let before = home.dump();
    let conn = Connection::open(home.path("view.db")).expect("a database can be made");
    conn.execute_batch(
        "CREATE VIEW session_history AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
         SELECT i AS id, 1704488591 + i AS started, 'ann' AS user, 'movie' AS media_type, 7 AS rating_key FROM n;
         CREATE TABLE session_history_metadata (id, title);",
    )
    .expect("it is SQL");
    drop(conn);
    home.ingest(&["view.db", "--format", "tautulli"])
        .failure()
        .stderr(contains("view.db").and(contains("is a database of another program")));
    assert_eq!(home.dump(), before);
}
