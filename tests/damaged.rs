//! Damaged copies of a log: each answers rightly or with an error, never with a wrong name or number.

use std::path::Path;

use bingetop::domain::{Kind, Level, Levels};
use bingetop::export::{self, Format, Panel, Report};
use bingetop::formats::record::Record;
use bingetop::guard::{Guard, ShownFrame};
use bingetop::ingest::pipeline::ingest_records;
use bingetop::ingest::progress::Progress;
use bingetop::query::{LoadError, Question};
use bingetop::runtime::source::{Opened, Source};
use tempfile::TempDir;

#[path = "support/options.rs"]
mod options;

/// How many copies are damaged, a byte in each: every second one among the names.
const COPIES: u64 = 500;

/// After which plays a copy is made: so long ago that no day is unfinished.
const FIRST_DAY: i64 = 1_483_228_800;

/// Sixty days of shows, films and songs by thirty viewers.
fn plays() -> Vec<Record<'static>> {
    let mut plays = Vec::new();
    for n in 0..2_400_i64 {
        let (viewer, day, work) = (n % 30, n * 7 % 60, n * n % 41);
        let title = match work % 3 {
            0 => format!("A film called {work}"),
            1 => format!("Episode {work}"),
            _ => format!("Song {}", work + 100),
        };
        plays.push(Record {
            viewer: format!("viewer {viewer}").into(),
            title: title.into(),
            show: (work % 3 > 0).then(|| format!("The works of {}", work % 7).into()),
            kind: Some(
                [Kind::Film, Kind::Episode, Kind::Track][usize::try_from(work % 3).expect("small")],
            ),
            start: FIRST_DAY + day * 86_400 + 3_600 * (n % 20),
            seconds: Some(1_200),
            ..Record::default()
        });
    }
    plays
}

/// Makes the log at `path`.
fn make_log(path: &Path) {
    let options = options::options(chrono_tz::Europe::Rome);
    let (plays, progress) = (plays().into_iter(), Progress::default());
    ingest_records(path, "rows", plays, &options, &progress).expect("the rows are taken");
    let conn = rusqlite::Connection::open(path).expect("the log opens");
    conn.pragma_update(None, "journal_mode", "delete")
        .expect("one file holds it all");
}

/// Returns everything that reports by title and by show say of the log at `path`.
fn reports(path: &Path) -> anyhow::Result<String> {
    let mut opened = Opened::open(Source::File(path.to_owned()))?;
    let (log, _) = opened.load(Levels::default())?;
    let days = log.facts().days.ok_or(LoadError::Unfilled)?;
    let mut said = Vec::new();
    for level in [Level::Title, Level::Show] {
        let question = Question {
            levels: Levels::both(level),
            ..Question::about(days)
        };
        let selected = log.select(opened.conn(), &question)?;
        let frame = log.answer(&question, selected.as_ref());
        let most = log.most_by_one(opened.conn(), &frame, &frame.rewatched)?;
        let report = Report {
            facts: log.facts(),
            frame: &ShownFrame::of(&frame, Guard::exact()),
            log_viewers: None,
            most: &most,
            viewers: None,
            coming_back: None,
            guard: Guard::exact(),
            top: 0,
            panels: &Panel::ALL,
            source: "log.db",
            filter: "",
            unfinished: None,
            yesterday: days.to(),
        };
        export::write(&report, Format::Json, &mut said)?;
    }
    Ok(String::from_utf8(said)?)
}

/// The next of a row of numbers that look random, the same each time.
fn next(state: &mut u64) -> u64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

/// Returns the places of all bytes in pages that hold names: few pages do.
fn bytes_near_names(bytes: &[u8]) -> Vec<usize> {
    let holds = |page: &[u8], text: &[u8]| page.windows(text.len()).any(|part| part == text);
    let pages = bytes.chunks(4_096).enumerate();
    let with_names =
        pages.filter(|(_, page)| holds(page, b"A film called") || holds(page, b"The works of"));
    with_names
        .flat_map(|(number, page)| number * 4_096..number * 4_096 + page.len())
        .collect()
}

#[test]
fn a_damaged_copy_answers_rightly_or_with_an_error() {
    let folder = TempDir::new().expect("a folder");
    let whole = folder.path().join("whole.db");
    make_log(&whole);
    let bytes = std::fs::read(&whole).expect("the log is read");
    let expected = reports(&whole).expect("the log is whole");
    let (mut state, mut refused, mut wrong) = (1, 0, Vec::new());
    let names = bytes_near_names(&bytes);
    for copy in 0..COPIES {
        let at = usize::try_from(next(&mut state)).expect("it fits");
        let place = match copy % 2 {
            0 => at % bytes.len(),
            _ => names[at % names.len()],
        };
        let mask = u8::try_from(next(&mut state) % 255 + 1).expect("it fits");
        let mut damaged = bytes.clone();
        damaged[place] ^= mask;
        let path = folder.path().join(format!("{copy}.db"));
        std::fs::write(&path, damaged).expect("the folder can be written");
        match reports(&path) {
            Ok(said) if said == expected => {}
            Ok(_) => wrong.push((place, mask)),
            Err(_) => refused += 1,
        }
        std::fs::remove_file(&path).expect("it is ours");
    }
    assert_eq!(wrong, [], "of {} bytes", bytes.len());
    assert!(refused > 0, "no damage was noticed");
}

#[test]
fn damaged_names_are_told_and_kept_only_when_asked_for() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("log.db");
    make_log(&path);
    let text = b"A film called 18";
    let mut bytes = std::fs::read(&path).expect("the log is read");
    let places: Vec<usize> = (0..bytes.len() - text.len())
        .filter(|place| bytes[*place..].starts_with(text))
        .collect();
    assert!(!places.is_empty());
    for place in places {
        bytes[place] = b'B';
    }
    std::fs::write(&path, bytes).expect("it is ours");
    let words = "the names of its titles or shows are damaged; restore it from a copy, or ingest its sources into \
                 a new log; `bingetop rebuild` takes the names as they are";
    let refusal = || reports(&path).expect_err("it is told").to_string();
    assert_eq!(refusal(), words);
    // Cubes that are derived anew say nothing of names.
    bingetop::derive::rebuild_file(&path).expect("the cubes are derived");
    assert_eq!(refusal(), words);
    // What is imported later does not hide it.
    let more = [Record {
        viewer: "viewer 1".into(),
        title: "Another film".into(),
        start: FIRST_DAY,
        ..Record::default()
    }];
    let options = options::options(chrono_tz::Europe::Rome);
    let progress = Progress::default();
    ingest_records(&path, "more", more.into_iter(), &options, &progress).expect("a row");
    assert_eq!(refusal(), words);
    let were_others = bingetop::derive::rebuild_file_with_names(&path, None);
    assert!(were_others.expect("the names are kept"));
    let said = reports(&path).expect("the names are as they are");
    assert!(said.contains("B film called 18") && said.contains("Another film"));
    let were_others = bingetop::derive::rebuild_file_with_names(&path, None);
    assert!(!were_others.expect("the names are kept"));
}
