//! A full export as Netflix sends it: counted by who made it up, imported once and again.

#[path = "support/brute_force.rs"]
#[expect(dead_code, reason = "only some of the answers are asked for here")]
mod brute_force;
#[path = "support/dump.rs"]
mod dump;
#[path = "netflix_export/export.rs"]
mod export;
#[path = "support/home.rs"]
mod home;
#[path = "support/reasons.rs"]
mod reasons;
#[path = "support/zipped.rs"]
mod zipped;

use bingetop::domain::{Hours, Level, Window};
use brute_force::{History, Item, Rules};
use dump::{dump, texts};
use export::{Counts, Export, PROFILES};
use home::Home;
use predicates::prelude::*;
use predicates::str::{contains, starts_with};
use reasons::without_reasons;
use rusqlite::Connection;
use serde_json::{Value, json};
use zipped::zipped;

/// Rows of an export of some years.
const ROWS: usize = 15_000;

impl Home {
    fn write(&self, name: &str, content: &[u8]) {
        std::fs::write(self.path(name), content).expect("the home can be written");
    }

    /// Ingests a file and returns what was said.
    fn ingest(&self, file: &str) -> String {
        let mut ingest = self.bingetop();
        ingest.args(["ingest", file, "--into", "log.db"]);
        ingest.args(["--time-zone", "Europe/Amsterdam", "--day-starts", "04:00"]);
        let output = ingest.assert().success().stderr("").get_output().clone();
        without_reasons(&String::from_utf8(output.stdout).expect("text"))
    }

    fn report(&self, by: &str) -> Vec<u8> {
        let mut report = self.bingetop();
        report.args([
            "report", "log.db", "--range", "all", "--top", "0", "--by", by,
        ]);
        report.args(["--exact", "--format", "json"]);
        report.assert().success().get_output().stdout.clone()
    }

    /// Returns the one number a query of the log asks for.
    fn count(&self, sql: &str) -> usize {
        let conn = Connection::open(self.path("log.db")).expect("the log opens");
        let sql = format!("SELECT CAST(({sql}) AS TEXT)");
        texts(&conn, &sql).concat().parse().expect("a number")
    }
}

/// Returns the ZIP as it is sent: the viewing activity among much else.
fn report_zip(csv: &[u8]) -> Vec<u8> {
    let profiles = "Profile Name,Max Stream Quality\nAda,HD\n";
    let my_list = "Profile Name,Title Name,Country,Utc Title Add Date\nAda,X,NL,2021-01-01\n";
    let searches = "Profile Name,Country Iso Code,Device,Is Kids,Query Typed,Displayed Name,\
                    Action,Section,Utc Timestamp\nAda,NL,iPad,0,fog,X,play,results,2021-01-01 20:00:00\n";
    let playback = "Profile Name,Title Description,Device,Country,Playback Start Utc Ts,Playtraces\n\
                    Ada,X,iPad,NL,2021-01-01 20:00:00,\"[{\"\"eventType\"\":\"\"start\"\"}]\"\n";
    zipped(&[
        ("Additional Information.pdf", b"%PDF-1.7\n\0\x01"),
        ("__MACOSX/CONTENT_INTERACTION/._ViewingActivity.csv", csv),
        ("PROFILES/Profiles.csv", profiles.as_bytes()),
        ("CONTENT_INTERACTION/MyList.csv", my_list.as_bytes()),
        (
            "CONTENT_INTERACTION/PlaybackRelatedEvents.csv",
            playback.as_bytes(),
        ),
        ("CONTENT_INTERACTION/SearchHistory.csv", searches.as_bytes()),
        ("CONTENT_INTERACTION/ViewingActivity.csv", csv),
    ])
}

fn thousands(count: usize) -> String {
    format!("{},{:03}", count / 1_000, count % 1_000)
}

/// Makes sure that the program says what became of the rows, and that the log holds them.
fn assert_counted(home: &Home, said: &str, counts: &Counts) {
    let left_out = |count: usize, reason: &str| contains(format!("  {count} left out: {reason}\n"));
    let summary = starts_with("ViewingActivity.csv: read as netflix\n15,000 rows read, ")
        .and(contains(format!(
            " {} added to log.db\n",
            thousands(counts.rows)
        )))
        .and(left_out(counts.extras, "trailers, recaps and other extras"))
        .and(left_out(counts.repeats, "repeats within a file"))
        .and(contains("refused").not())
        .and(contains(format!(
            "The log holds: {} rows, {} plays, 5 viewers, ",
            thousands(counts.rows),
            thousands(counts.plays),
        )));
    assert!(summary.eval(said), "{said}\n{counts:?}");
    for (role, expected) in [counts.short, counts.plays, counts.continuations]
        .iter()
        .enumerate()
    {
        let sql = format!("SELECT count(*) FROM plays WHERE role = {role}");
        assert_eq!(home.count(&sql), *expected, "role {role}");
    }
    for (sql, expected) in [
        ("SELECT count(*) FROM viewers", PROFILES.len()),
        ("SELECT count(*) FROM plays WHERE is_private", counts.hidden),
        ("SELECT count(*) FROM titles", counts.titles),
        ("SELECT count(*) FROM shows", counts.shows),
        (
            "SELECT count(*) FROM titles WHERE is_own_show",
            counts.films,
        ),
    ] {
        assert_eq!(home.count(sql), expected, "{sql}");
    }
}

/// Returns the log, and the reports of all of it.
fn everything(home: &Home) -> (Vec<String>, [Vec<u8>; 2]) {
    let reports = ["title", "show"].map(|by| home.report(by));
    (dump(&home.path("log.db")), reports)
}

#[test]
fn an_export_counts_once_however_often_and_however_packed_it_comes() {
    let export = Export::new(ROWS);
    let csv = export.csv();
    let home = Home::new();
    home.write("ViewingActivity.csv", &csv);
    let counts = export.counts();
    for count in [
        counts.plays,
        counts.continuations,
        counts.short,
        counts.extras,
        counts.repeats,
        counts.hidden,
    ] {
        assert!(count >= 100, "an export has some of everything: {counts:?}");
    }
    let said = home.ingest("ViewingActivity.csv");
    assert_counted(&home, &said, &counts);

    let before = everything(&home);
    home.write("netflix-report.zip", &report_zip(&csv));
    for (file, part) in [
        ("ViewingActivity.csv", "ViewingActivity.csv"),
        (
            "netflix-report.zip",
            "netflix-report.zip: CONTENT_INTERACTION/ViewingActivity.csv",
        ),
    ] {
        let said = home.ingest(file);
        let nothing_new = starts_with(format!(
            "{part}: read as netflix\n15,000 rows read, 0 added to log.db\n"
        ))
        .and(contains(format!(
            "  {} left out: already in the log\n",
            thousands(counts.rows)
        )));
        assert!(nothing_new.eval(&said), "{said}");
        assert!(everything(&home) == before, "{file} changed the log");
    }
}

#[test]
fn parts_of_an_export_make_the_whole_in_any_order() {
    let export = Export::new(ROWS);
    let whole = Home::new();
    whole.write("report.zip", &report_zip(&export.csv()));
    whole.ingest("report.zip");
    let parts = Home::new();
    let (older, newer) = export.overlapping_parts();
    parts.write("newer.csv", &newer);
    parts.write("older.csv", &older);
    parts.ingest("newer.csv");
    parts.ingest("older.csv");
    for by in ["title", "show"] {
        assert!(parts.report(by) == whole.report(by), "by {by}");
    }
}

#[test]
fn the_answers_are_those_of_the_specification() {
    let export = Export::new(1_500);
    let home = Home::new();
    home.write("ViewingActivity.csv", &export.csv());
    home.ingest("ViewingActivity.csv");
    let rules = Rules {
        zone: chrono_tz::Europe::Amsterdam,
        starts_minutes: 240,
    };
    let rows = export.rows();
    let history = History::new(rules, &rows, &rows);
    let window = history.extent().expect("it has rows");
    for level in [Level::Title, Level::Show] {
        let found: Value = serde_json::from_slice(&home.report(level.word())).expect("JSON");
        let expected = answers(&history, level, window);
        for (panel, expected) in expected.as_object().expect("an object") {
            assert_eq!(found[panel], *expected, "{panel} by {}", level.word());
        }
    }
}

/// Returns the panels of the report as the specification spells them.
fn answers(history: &History, level: Level, window: Window) -> Value {
    let at_least = 3;
    let streaks = history.streaks(level, (window, Some(window)), at_least);
    let streaks = streaks.iter().map(|(_, line)| {
        json!({
            "name": line.name, "show": line.show, "longest": line.longest,
            "viewers": line.viewers, "running": line.running,
        })
    });
    let rewatched = history.rewatched(level, window);
    let hours = |item: &Item, window| {
        let (seconds, unknown) = history.hours(item, window);
        assert_eq!(unknown, 0, "this format has all lengths");
        Hours { seconds, unknown }.hours()
    };
    let rewatched = rewatched.iter().map(|(item, line)| {
        json!({
            "name": line.name, "show": line.show, "plays": line.plays, "viewers": line.viewers,
            "hours": hours(item, window),
            "rewatches": line.rewatches, "rewatchers": line.rewatchers,
            "most_by_one": line.most_by_one,
        })
    });
    let timeline = history.timeline(&Item::Everything, window);
    let timeline = timeline.iter().map(|(day, plays, viewers)| {
        let only = Window::new(*day, *day).expect("a day is a window");
        let hours = hours(&Item::Everything, only);
        json!({ "day": day.to_string(), "plays": plays, "hours": hours, "viewers": viewers })
    });
    let totals = history.totals(window, at_least);
    json!({
        "streaks": streaks.collect::<Vec<_>>(),
        "rewatched": rewatched.collect::<Vec<_>>(),
        "timeline": timeline.collect::<Vec<_>>(),
        "totals": {
            "rows": totals.rows, "plays": totals.plays,
            "hours": hours(&Item::Everything, window), "viewers": totals.viewers,
            "titles": totals.titles, "rewatches": totals.rewatches,
        },
    })
}
