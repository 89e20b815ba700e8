//! Sessions on a clock of their own.

mod scripted;

use std::collections::{BTreeSet, VecDeque};
use std::fmt::Write as _;
use std::fs;
use std::time::Duration;

use proptest::prelude::*;
use rstest::rstest;
use rusqlite::{Connection, params};
use tempfile::TempDir;

use scripted::{Event, STARTED, run};

use super::session::{BETWEEN_TRIES, LAST_TRIES, MOST_WAITING};
use super::*;
use crate::ingest::pipeline::ingest;
use crate::ingest::progress::Progress;

fn options(map: &str) -> Options {
    let mapping = (!map.is_empty()).then(|| map.parse().unwrap());
    Options {
        minimum_seconds: Some(0),
        keep_names: true,
        mapping: mapping.unwrap_or_default(),
        ..Options::plain(chrono_tz::UTC, STARTED)
    }
}

fn rows(log: &Path) -> u32 {
    if !log.exists() {
        return 0;
    }
    let conn = Connection::open(log).unwrap();
    conn.query_row("SELECT count(*) FROM plays", [], |row| row.get(0))
        .unwrap()
}

/// Returns so many rows, the first of them number `from`.
fn text(from: u32, count: u32) -> Event {
    let mut text = String::new();
    for n in from..from + count {
        let (title, start) = (n % 7, 1_704_488_591 + n * 60);
        writeln!(text, "{{\"title\":\"T{title}\",\"start\":{start}}}").unwrap();
    }
    Event::Text(text)
}

#[test]
fn what_comes_is_written_at_once_and_then_once_a_second() {
    let folder = TempDir::new().unwrap();
    let (outcome, _) = run(
        &folder,
        &options(""),
        [
            (5_000, Event::Holds(0)),
            (5_000, text(0, 1)),
            (5_050, Event::Holds(1)),
            (5_100, text(1, 2)),
            (5_900, text(3, 2)),
            (5_950, Event::Holds(1)),
            (6_100, Event::Holds(5)),
            (6_200, text(5, 1)),
            (6_900, Event::Holds(5)),
            (7_200, Event::Holds(6)),
            (7_250, text(6, 1)),
        ],
    );
    let summary = outcome.unwrap();
    assert_eq!((summary.read, summary.added, summary.rows), (7, 7, 7));
    let parts = summary.parts.iter();
    let parts: Vec<_> = parts.map(|part| (&*part.name, part.format)).collect();
    assert_eq!(parts, [("live", "jsonl")]);
}

#[test]
fn a_session_of_a_week_knows_what_day_it_is() {
    let folder = TempDir::new().unwrap();
    let day = 24 * 60 * 60;
    let played = |days: i64| {
        let start = STARTED + days * day;
        Event::Text(format!("{{\"title\":\"T\",\"start\":{start}}}\n"))
    };
    let week = Duration::from_hours(7 * 24);
    let (outcome, _) = run(
        &folder,
        &options(""),
        [
            (0, played(0)),
            (0, played(7)),
            (0, Event::Passes(week)),
            (0, played(7)),
            (0, played(9)),
        ],
    );
    let summary = outcome.unwrap();
    assert_eq!((summary.read, summary.rows, summary.refused), (4, 2, 2));
}

#[test]
fn nothing_is_written_where_nothing_comes() {
    let folder = TempDir::new().unwrap();
    let log = folder.path().join("log.db");
    let (outcome, _) = run(
        &folder,
        &options(""),
        [(60_000, Event::Text("\n \n".to_owned()))],
    );
    assert_eq!(outcome.unwrap().rows, 0);
    assert!(!log.exists());
    run(&folder, &options(""), [(0, text(0, 3))]).0.unwrap();
    let conn = Connection::open(&log).unwrap();
    let version = || -> i64 {
        conn.pragma_query_value(None, "data_version", |row| row.get(0))
            .unwrap()
    };
    let before = version();
    run(&folder, &options(""), [(60_000, Event::Holds(3))])
        .0
        .unwrap();
    assert_eq!(version(), before);
}

#[test]
fn a_play_told_while_it_lasts_is_one_row_at_its_full_length() {
    let folder = TempDir::new().unwrap();
    let lasted = |seconds: u32, time: &str| {
        Event::Text(format!(
            "{{\"title\":\"T\",\"start\":\"{time}\",\"seconds\":{seconds}}}\n"
        ))
    };
    let events = [
        (0, lasted(60, "2024-01-05T21:03:00Z")),
        (1_500, lasted(2_400, "2024-01-05T21:03:00Z")),
        (3_000, lasted(600, "2024-01-05T21:03:00Z")),
        (4_500, lasted(30, "2024-01-05T22:03Z")),
        (6_000, lasted(30, "2024-01-05T22:03Z")),
        (7_500, lasted(60, "2024-01-05T22:03Z")),
    ];
    let summary = run(&folder, &options(""), events).0.unwrap();
    assert_eq!((summary.added, summary.updated, summary.rows), (3, 1, 3));
    let lengths: Vec<u32> = Connection::open(folder.path().join("log.db"))
        .unwrap()
        .prepare("SELECT seconds FROM plays ORDER BY started_at, nth")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(lengths, [2_400, 30, 60]);
}

#[test]
fn an_id_under_unlike_names_is_told_once_a_session() {
    let folder = TempDir::new().unwrap();
    let named = |title: &str, hour: u32| {
        Event::Text(format!(
            "{{\"title\":\"{title}\",\"start\":\"2024-01-05T{hour}:03:00Z\",\"n\":7}}\n"
        ))
    };
    let events = [
        (0, named("Low Tide", 20)),
        (1_500, named("Signal", 21)),
        (3_000, named("Low Tide", 22)),
        (4_500, named("low tide", 23)),
    ];
    let summary = run(&folder, &options("id=n"), events).0.unwrap();
    assert_eq!(summary.added, 4);
    let named: Vec<String> = summary.reused_ids.named().collect();
    assert_eq!(named, ["7: `Low Tide` and `Signal`"]);
    assert_eq!(summary.reused_ids.count(), 1);
}

#[test]
fn a_session_is_one_source_that_counts_its_rows() {
    let folder = TempDir::new().unwrap();
    let events = |from: u32| (0..5).map(move |n| (u64::from(n) * 2_000, text(from + n * 10, 10)));
    for from in [0, 0, 40] {
        run(&folder, &options(""), events(from)).0.unwrap();
    }
    let conn = Connection::open(folder.path().join("log.db")).unwrap();
    let mut sources = conn
        .prepare("SELECT name, format, rows FROM sources ORDER BY id")
        .unwrap();
    let sources: Vec<(String, String, u32)> = sources
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let source = |rows| ("live".to_owned(), "jsonl".to_owned(), rows);
    assert_eq!(sources, [source(50), source(40)]);
}

#[test]
fn rows_wait_for_a_locked_log() {
    let folder = TempDir::new().unwrap();
    let (outcome, _) = run(
        &folder,
        &options(""),
        [
            (0, text(0, 1)),
            (500, Event::Lock(true)),
            (600, text(1, 1)),
            (4_000, text(2, 1)),
            (5_000, Event::Holds(1)),
            (5_100, Event::Lock(false)),
            (5_500, Event::Holds(3)),
        ],
    );
    assert_eq!(outcome.unwrap().rows, 3);
}

#[test]
fn a_log_that_stays_locked_holds_up_the_reading() {
    let folder = TempDir::new().unwrap();
    let most = u32::try_from(MOST_WAITING).unwrap();
    let (outcome, times_watched) = run(
        &folder,
        &options(""),
        [
            (0, text(0, 1)),
            (500, Event::Lock(true)),
            (600, text(1, most)),
            // Read only once there is room again: see `ScriptedFeed::watch`.
            (700, Event::Lock(false)),
            (700, text(most + 1, 5)),
        ],
    );
    assert_eq!(outcome.unwrap().rows, u64::from(most) + 6);
    assert!(times_watched >= 1);
}

#[test]
fn a_full_batch_does_not_wait_for_its_second() {
    let folder = TempDir::new().unwrap();
    let most = u32::try_from(MOST_WAITING).unwrap();
    let events = [
        (0, text(0, 1)),
        (10, text(1, most)),
        (20, Event::Holds(most + 1)),
    ];
    run(&folder, &options(""), events).0.unwrap();
}

#[test]
fn told_to_stop_it_writes_what_has_come() {
    let folder = TempDir::new().unwrap();
    let mut half = text(2, 1);
    if let Event::Text(text) = &mut half {
        text.truncate(text.len() - 4);
    }
    let events = [
        (0, text(0, 1)),
        (100, text(1, 1)),
        (150, half),
        (200, Event::Stop),
        (90_000, text(3, 1)),
    ];
    let summary = run(&folder, &options(""), events).0.unwrap();
    assert_eq!((summary.read, summary.rows, summary.refused), (2, 2, 0));
}

#[test]
fn told_to_stop_it_gives_up_a_locked_log_in_the_end() {
    let folder = TempDir::new().unwrap();
    let events = [
        (0, text(0, 1)),
        (100, Event::Lock(true)),
        (200, text(1, 4)),
        // Twice: the second time means now.
        (300, Event::Stop),
        (300, Event::Stop),
    ];
    let mut events = VecDeque::from(events);
    // Both words are there before the session looks.
    let last = events.pop_back();
    events.insert(3, last.unwrap());
    let error = run(&folder, &options(""), events).0.unwrap_err();
    assert!(matches!(error, FollowError::StillLocked { rows: 4, .. }));
    assert!(LAST_TRIES > BETWEEN_TRIES);
}

#[test]
fn a_repeated_header_is_no_row_and_a_new_one_counts() {
    let folder = TempDir::new().unwrap();
    let text = |text: &str| Event::Text(text.to_owned());
    let events = [
        (
            0,
            text("title,start\nX,1704488591\ntitle,start\nX,17044885"),
        ),
        (1, text("92\n")),
        (2, Event::NextFile),
        (3, text("title,start\nX,1704488593\n")),
        (4, Event::NextFile),
        (5, text("start,title\n1704488594,X\nbroken")),
        (6, Event::NextFile),
        (7, text("1704488595,X\n")),
    ];
    let summary = run(&folder, &options(""), events).0.unwrap();
    assert_eq!((summary.read, summary.rows, summary.refused), (6, 5, 1));
    let (part, refusal) = &summary.refusals[0];
    assert_eq!((part.as_str(), refusal.line), ("live", 3));
    let kept = fs::read_to_string(folder.path().join("log.db.refused.tsv")).unwrap();
    assert!(kept.starts_with("live\t3\tbreaks off"), "{kept}");
}

#[rstest]
#[case::after_rows(&[(0, "{\"title\":\"X\",\"start\":1704488591}\nbad\n")], 1)]
#[case::before_rows(&[(0, "bad\n"), (10, "{\"title\":\"X\",\"start\":1704488591}\n")], 1)]
fn bad_lines_are_kept_and_end_nothing(#[case] events: &[(u64, &str)], #[case] rows: u64) {
    let folder = TempDir::new().unwrap();
    let events = events
        .iter()
        .map(|(at, text)| (*at, Event::Text((*text).to_owned())));
    let summary = run(&folder, &options(""), events).0.unwrap();
    assert_eq!((summary.rows, summary.refused), (rows, 1));
}

#[test]
fn lines_of_no_format_are_an_error_in_the_end() {
    let folder = TempDir::new().unwrap();
    let events = [(0, Event::Text("what?\nwell\n".to_owned()))];
    let error = run(&folder, &options(""), events).0.unwrap_err();
    assert!(error.to_string().contains("is in no known format"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// A row: viewer, title, start, length and position.
type Row = (u8, u8, u8, Option<u8>, Option<u8>);

const MAP: &str = "position=position,length=length";

fn line(row: Row) -> String {
    let (viewer, title, start, seconds, position) = row;
    let number = |value: Option<u8>| value.map_or("null".to_owned(), |v| (v * 40).to_string());
    // What else a row says depends on what makes it this row: copies are copies.
    let kind = ["film", "episode"][usize::from((start + title) % 2)];
    let length = u32::from(title == 1 && start > 2) * 100;
    // One moment of two is known to the minute alone.
    let start = match start {
        0..3 => (1_704_488_591 + i64::from(start) * 40_000).to_string(),
        3 => "\"2024-01-07T21:03Z\"".to_owned(),
        _ => "\"2024-01-07T21:03:00Z\"".to_owned(),
    };
    format!(
        "{{\"viewer\":\"v{viewer}\",\"title\":\"t{title}\",\"kind\":\"{kind}\",\"start\":{start},\
          \"seconds\":{},\"position\":{},\"length\":{length}}}\n",
        number(seconds),
        number(position),
    )
}

fn any_row() -> impl Strategy<Value = Row> {
    let part = || proptest::option::of(0..3_u8);
    (0..3_u8, 0..3_u8, 0..5_u8, part(), part())
}

/// Returns what a log holds, numbers of rows and the order of files aside.
fn content(log: &Path) -> Vec<String> {
    let conn = Connection::open(log).unwrap();
    let sql = "SELECT concat_ws('|', v.label, t.key, t.name, t.named_at, quote(t.kind),
                      quote(t.length_seconds), s.name, p.started_at, p.nth, p.day, p.role,
                      quote(p.seconds), quote(p.position))
               FROM plays p
               JOIN titles t ON t.id = p.title_id
               JOIN shows s ON s.id = t.show_id
               JOIN viewers v ON v.id = p.viewer_id
               ORDER BY 1";
    let mut statement = conn.prepare(sql).unwrap();
    let lines = statement.query_map(params![], |row| row.get(0)).unwrap();
    let lines: Vec<String> = lines.map(Result::unwrap).collect();
    let wrong: u32 = conn
        .query_row(
            "SELECT count(*) FROM sources s
             WHERE rows = 0 OR rows <> (SELECT count(*) FROM plays WHERE source_id = s.id)",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(wrong, 0, "every source counts its rows");
    lines
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// However a log comes, in whatever batches and however often: it is the one that an import of
    /// its different rows makes.
    #[test]
    fn batches_repeats_and_restarts_are_of_no_consequence(
        sent in proptest::collection::vec(any_row(), 1..30),
        sessions in proptest::collection::vec(
            (0..30_usize, proptest::collection::vec((1..9_usize, any::<bool>()), 1..8)),
            0..3,
        ),
    ) {
        let folder = TempDir::new().unwrap();
        let options = options(MAP);
        // The last session reads to the end, from the start or wherever an earlier one came to.
        let mut reached = 0;
        let sessions = sessions.into_iter().chain([(0, vec![(3, true); 12])]);
        for (from, batches) in sessions {
            let mut place = from % (reached + 1);
            let mut now = 0;
            let mut events = Vec::new();
            for (count, is_late) in batches {
                let end = sent.len().min(place + count);
                let text: String = sent[place..end].iter().copied().map(line).collect();
                now += if is_late { 1_500 } else { 1 };
                events.push((now, Event::Text(text)));
                place = end;
            }
            reached = reached.max(place);
            run(&folder, &options, events).0.unwrap();
        }
        prop_assert_eq!(reached, sent.len());

        let plain = TempDir::new().unwrap();
        let file = plain.path().join("rows.jsonl");
        let different: BTreeSet<String> = sent.iter().copied().map(line).collect();
        fs::write(&file, different.into_iter().collect::<String>()).unwrap();
        let log = plain.path().join("log.db");
        ingest(&log, &[Source::from(file)], &options, &Progress::default(), None).unwrap();
        prop_assert_eq!(content(&folder.path().join("log.db")), content(&log));
    }
}
