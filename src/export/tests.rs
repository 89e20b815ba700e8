//! Every format over one small log, guarded and exact.

mod coming_back;

use rusqlite::{Connection, named_params};
use serde_json::Value;
use unicode_width::UnicodeWidthStr as _;

use super::*;
use crate::derive;
use crate::domain::{Day, DayRule, Item, Level, Levels, Threshold, Window};
use crate::guard::frame::viewers_of_log;
use crate::guard::{Guard, ShownFrame};
use crate::query::question::Compare;
use crate::query::{Log, Question};
use crate::store::settings::TitleHours;
use crate::store::{Settings, schema};

/// A title of many columns, of which some are two wide.
const WIDE: &str = "東京物語 Director's cut, restored, with every scene, e\u{301}t ce\u{301}tera 🎬 \
                    and all that was ever shot besides";

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// A log, and the database it was read from.
struct Read {
    conn: Connection,
    log: Log,
}

impl std::ops::Deref for Read {
    type Target = Log;

    fn deref(&self) -> &Log {
        &self.log
    }
}

/// A log of days that start at 04:00 in Rome, cohorts below ten hidden.
fn log(is_synthetic: bool) -> Read {
    let conn = Connection::open_in_memory().unwrap();
    schema::migrate(&conn).unwrap();
    let settings = Settings {
        rule: DayRule {
            zone: chrono_tz::Europe::Rome,
            starts_minutes: 240,
        },
        is_zone_stated: true,
        minimum_seconds: None,
        minimum_cohort: 10,
        title_hours: TitleHours::Counted,
        key_fingerprint: String::new(),
        salt: None,
        is_synthetic,
    };
    settings.save(&conn).unwrap();
    conn.execute_batch(
        "INSERT INTO sources VALUES (1, 'made by hand', 'csv', '', 0, 0);
         INSERT INTO shows VALUES
             (1, '1', 'A Christmas Prince', 0), (2, '2', 'The Office', 0),
             (3, '3', 'Before | *After*, \"again\"', 0), (4, '4', 'Wide', 0);
         INSERT INTO titles VALUES
             (1, '1', 1, 1, 'A Christmas Prince', 0, 'film', NULL),
             (2, '2', 2, 0, 'Pilot', 0, 'episode', NULL),
             (3, '3', 3, 1, 'Before | *After*, \"again\"', 0, 'film', NULL);",
    )
    .unwrap();
    conn.execute(
        "INSERT INTO titles VALUES (4, '4', 4, 1, :name, 0, NULL, NULL)",
        named_params! { ":name": WIDE },
    )
    .unwrap();
    for viewer in 1..=15 {
        let sql = "INSERT INTO viewers VALUES (:viewer, :viewer, NULL)";
        conn.execute(sql, named_params! { ":viewer": viewer })
            .unwrap();
    }
    played(&conn, 3, 15..=15, &["2017-11-01"]);
    played(&conn, 1, 1..=11, &["2017-11-20"]);
    for day in Window::ending(day("2017-12-10"), 14).iter() {
        played(&conn, 1, 1..=12, &[&day.to_string()]);
    }
    played(&conn, 2, 1..=3, &["2017-12-01", "2017-12-02", "2017-12-03"]);
    played(&conn, 3, 1..=11, &["2017-12-05"]);
    played(&conn, 3, 1..=1, &["2017-12-06"]);
    played(&conn, 4, 13..=13, &["2017-12-09", "2017-12-10"]);
    derive::rebuild(&conn, derive::Limits::default()).unwrap();
    Read {
        log: Log::load(&conn).unwrap(),
        conn,
    }
}

fn played(conn: &Connection, title: i64, viewers: std::ops::RangeInclusive<i64>, days: &[&str]) {
    for viewer in viewers {
        for text in days {
            let number = day(text).0;
            conn.execute(
                "INSERT INTO plays VALUES
                     (:title, :viewer, :day * 86400 + 72000, 0, :day, 1, 3600, NULL, 0, 1)",
                named_params! { ":title": title, ":viewer": viewer, ":day": number },
            )
            .unwrap();
        }
    }
}

fn question() -> Question {
    Question {
        compare: Compare::Previous,
        wants_hours: true,
        ..Question::about(Window::ending(day("2017-12-10"), 14))
    }
}

/// What of a report differs between tests.
struct Wanted<'a> {
    guard: Guard,
    panels: &'a [Panel],
    top: usize,
}

fn written(log: &Read, question: &Question, format: Format, wanted: &Wanted<'_>) -> String {
    let selected = log.select(&log.conn, question).unwrap();
    let frame = log.answer(question, selected.as_ref());
    let shown = ShownFrame::of(&frame, wanted.guard);
    let page = selected.map(|selected| log.page(question, &selected));
    let report = Report {
        facts: log.facts(),
        most: &log
            .most_by_one(&log.conn, &frame, &frame.rewatched)
            .unwrap(),
        frame: &shown,
        coming_back: page.and_then(|page| shown.coming_back(&page, wanted.guard)),
        log_viewers: viewers_of_log(log.facts(), &frame, wanted.guard),
        viewers: None,
        guard: wanted.guard,
        top: wanted.top,
        panels: wanted.panels,
        source: "household.db",
        filter: &question.filter,
        unfinished: log.facts().days.and_then(|days| {
            let first_open = question.last_finished.plus(1);
            (first_open <= days.to()).then_some(first_open)
        }),
        yesterday: day("2017-12-10"),
    };
    let mut out = Vec::new();
    write(&report, format, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn guarded() -> Wanted<'static> {
    Wanted {
        guard: Guard::analyst(10),
        panels: &Panel::ALL,
        top: 20,
    }
}

fn exact() -> Wanted<'static> {
    Wanted {
        guard: Guard::exact(),
        ..guarded()
    }
}

fn panels_in_csv(log: &Read, wanted: &Wanted<'_>) -> String {
    let tables = Panel::ALL.map(|panel| {
        let wanted = Wanted {
            panels: &[panel],
            ..*wanted
        };
        written(log, &question(), Format::Csv, &wanted)
    });
    tables.join("\n")
}

fn json(log: &Read, question: &Question, wanted: &Wanted<'_>) -> Value {
    serde_json::from_str(&written(log, question, Format::Json, wanted)).unwrap()
}

#[test]
fn text_guarded() {
    insta::assert_snapshot!(written(&log(false), &question(), Format::Text, &guarded()));
}

#[test]
fn text_exact_of_a_made_up_log() {
    let question = Question {
        levels: Levels::both(Level::Show),
        threshold: Threshold::new(14).unwrap(),
        last_finished: day("2017-12-09"),
        filter: "e".to_owned(),
        ..question()
    };
    insta::assert_snapshot!(written(&log(true), &question, Format::Text, &exact()));
}

#[test]
fn markdown_guarded() {
    insta::assert_snapshot!(written(
        &log(false),
        &question(),
        Format::Markdown,
        &guarded()
    ));
}

#[test]
fn json_guarded() {
    insta::assert_snapshot!(written(&log(false), &question(), Format::Json, &guarded()));
}

#[test]
fn csv_guarded() {
    insta::assert_snapshot!(panels_in_csv(&log(false), &guarded()));
}

#[test]
fn csv_exact() {
    insta::assert_snapshot!(panels_in_csv(&log(false), &exact()));
}

#[test]
fn no_line_of_text_is_wider_than_a_terminal() {
    let log = log(true);
    let windows = ["2017-12-10", "2017-11-28", "2019-01-01", "2041-01-01"];
    for to in windows {
        for days in [1, 7, 30, 90, 500, 9_000] {
            for level in [Level::Title, Level::Show] {
                let question = Question {
                    window: Window::ending(day(to), days),
                    levels: Levels::both(level),
                    threshold: Threshold::new(100_000).unwrap(),
                    filter: "e".repeat(days as usize % 300),
                    item: Some(Item {
                        level,
                        id: log.find(level, "a")[0],
                    }),
                    ..question()
                };
                for wanted in [guarded(), exact()] {
                    let text = written(&log, &question, Format::Text, &wanted);
                    for line in text.lines() {
                        assert!(line.width() <= 80, "{} wide: {line}", line.width());
                        assert_eq!(line, line.trim_end());
                    }
                }
            }
        }
    }
}

#[test]
fn every_row_of_markdown_has_as_many_cells_as_its_heading() {
    let text = written(&log(false), &question(), Format::Markdown, &exact());
    let cells = |line: &str| line.replace("\\|", "").matches('|').count();
    let tables = text.split("\n\n").filter(|block| block.starts_with('|'));
    for table in tables {
        let wanted = table.lines().next().map(cells);
        assert!(table.lines().all(|line| Some(cells(line)) == wanted));
    }
    assert!(text.contains(r#"| Before \| \*After\*, "again" |"#));
}

#[test]
fn csv_reads_back_as_it_was() {
    let wanted = Wanted {
        panels: &[Panel::Rewatched],
        ..exact()
    };
    let text = written(&log(false), &question(), Format::Csv, &wanted);
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 4);
    assert_eq!(
        &rows[0],
        &[
            "A Christmas Prince",
            "",
            "168",
            "168",
            "12",
            "156",
            "12",
            "14",
            "",
            "false"
        ][..]
    );
    assert!(
        rows.iter()
            .any(|row| &row[0] == "Before | *After*, \"again\"")
    );
    assert!(rows.iter().any(|row| &row[0] == WIDE));
    assert!(rows.iter().any(|row| &row[1] == "The Office"));
}

#[test]
fn exact_json_hides_nothing() {
    let found = json(&log(false), &question(), &exact());
    assert_eq!(found["schema"], "bingetop.report/2");
    assert_eq!(found["log"]["exact"], true);
    assert!(!found.to_string().contains("guarded"));
    let prince = &found["streaks"][0];
    let expected =
        r#"{"name":"A Christmas Prince","show":null,"longest":14,"viewers":12,"running":12}"#;
    assert_eq!(prince, &serde_json::from_str::<Value>(expected).unwrap());
    assert_eq!(found["cohorts"]["name"], Value::Null);
    assert_eq!(found["cohorts"]["by_week"][0]["week"], "2017-W48");
}

#[test]
fn keys_stand_in_the_order_of_the_schema() {
    let text = written(&log(false), &question(), Format::Json, &exact());
    let keys = [
        "schema",
        "log",
        "time_zone",
        "day_starts",
        "first_day",
        "last_day",
        "exact",
        "window",
        "from",
        "to",
        "days",
        "unfinished_day",
        "streak_at_least",
        "totals",
        "rows",
        "plays",
        "viewers",
        "titles",
        "rewatches",
        "streaks",
        "name",
        "show",
        "longest",
        "viewers",
        "running",
        "rewatched",
        "plays",
        "viewers",
        "rewatches",
        "rewatchers",
        "most_by_one",
        "cohorts",
        "name",
        "by_streak",
        "at_least",
        "viewers",
        "by_plays",
        "by_week",
        "week",
        "viewers",
        "active",
        "timeline",
        "day",
        "plays",
        "viewers",
    ];
    let mut rest = text.as_str();
    for key in keys {
        let at = rest.find(&format!("\"{key}\": "));
        rest = &rest[at.unwrap_or_else(|| panic!("no {key} in {rest}"))..];
    }
}

#[test]
fn one_panel_of_json_is_its_own_key_only() {
    let wanted = Wanted {
        panels: &[Panel::Cohorts],
        ..guarded()
    };
    let log = log(false);
    let question = Question {
        item: Some(Item::title(log.find(Level::Title, "pilot")[0])),
        ..question()
    };
    let found = json(&log, &question, &wanted);
    let keys: Vec<&String> = found.as_object().unwrap().keys().collect();
    assert_eq!(keys.len(), 4, "{keys:?}");
    assert_eq!(found["cohorts"]["name"], "Pilot");
    assert_eq!(found["cohorts"]["by_streak"][1]["viewers"], Value::Null);
    assert_eq!(found["cohorts"]["by_streak"][1]["guarded"], true);
    assert_eq!(found["cohorts"]["by_streak"][2]["viewers"], Value::Null);
    assert_eq!(found["cohorts"]["by_week"].as_array().unwrap().len(), 0);
}

/// Neither a number of viewers below ten nor one it follows from is told in any format.
#[test]
fn nothing_tells_how_many_a_small_audience_is() {
    let log = log(false);
    let question = Question {
        filter: "pilot".to_owned(),
        ..question()
    };
    let found = json(&log, &question, &guarded());
    let expected = r#"{"name":"Pilot","show":"The Office","plays":null,"hours":null,"viewers":null,
        "rewatches":null,"rewatchers":null,"most_by_one":null,"guarded":true}"#;
    assert_eq!(
        found["rewatched"][0],
        serde_json::from_str::<Value>(expected).unwrap()
    );
    for format in [Format::Text, Format::Markdown] {
        let text = written(&log, &question, format, &guarded());
        let row = text.lines().rfind(|line| line.contains("Pilot")).unwrap();
        assert!(is_bare(row), "{row}");
    }
}

/// Whether a row of a table tells a name alone.
fn is_bare(row: &str) -> bool {
    !row.contains(|c: char| c.is_ascii_digit() || "·<".contains(c))
}

#[test]
fn top_cuts_lists_and_zero_does_not() {
    let count = |top| {
        let wanted = Wanted { top, ..exact() };
        let found = json(&log(false), &question(), &wanted);
        let rows = |panel: &str| found[panel].as_array().unwrap().len();
        (rows("streaks"), rows("rewatched"), rows("timeline"))
    };
    assert_eq!(count(1), (1, 1, 14));
    assert_eq!(count(0), (4, 4, 14));
}

#[test]
fn a_window_without_plays_says_so() {
    let question = Question::about(Window::ending(day("2001-01-07"), 7));
    let text = written(&log(false), &question, Format::Text, &guarded());
    assert!(text.contains("The log holds no row of these days."));
    assert!(text.contains("Nothing was played."));
    let found = json(&log(false), &question, &guarded());
    assert_eq!(found["totals"]["viewers"], 0);
}

/// On one day nobody saw it twice: that none of a hidden audience did tells something of it, too.
#[test]
fn a_hidden_audience_tells_no_rewatchers() {
    let log = log(false);
    let question = Question {
        filter: "pilot".to_owned(),
        wants_hours: true,
        ..Question::about(Window::ending(day("2017-12-01"), 1))
    };
    let wanted = Wanted {
        panels: &[Panel::Rewatched],
        ..guarded()
    };
    let row_of = |format| {
        let text = written(&log, &question, format, &wanted);
        let row = text.lines().rfind(|line| line.contains("Pilot")).unwrap();
        row.to_owned()
    };
    assert_eq!(row_of(Format::Csv), "Pilot,The Office,,,,,,,,true");
    for format in [Format::Text, Format::Markdown] {
        let row = row_of(format);
        assert!(is_bare(&row), "{row}");
    }
    let found = json(&log, &question, &wanted);
    assert_eq!(found["rewatched"][0]["rewatchers"], Value::Null);
    let exact = Wanted {
        guard: Guard::exact(),
        ..wanted
    };
    let text = written(&log, &question, Format::Csv, &exact);
    assert!(
        text.contains("Pilot,The Office,3,3,3,0,0,1,,false"),
        "{text}"
    );
}
