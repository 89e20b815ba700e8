//! What `i` shows is true: the command line prints the numbers of the panel, and the SQL counts them.

#[path = "support/dashboard.rs"]
mod dashboard;
#[path = "support/kept.rs"]
mod kept;

use std::process::Stdio;

use bingetop::app::inspection::Inspection;
use bingetop::app::message::Answer;
use bingetop::app::state::Overlay;
use bingetop::commands::SAMPLE;
use bingetop::query::Frame;
use bingetop::query::also_played::AlsoPlayed;
use bingetop::query::page::ItemPage;
use bingetop::store::open_read;
use dashboard::Dashboard;
use kept::Kept;
use rstest::rstest;
use rusqlite::Connection;
use rusqlite::types::Value as Cell;
use serde_json::Value;
use tempfile::TempDir;

/// A name that a shell would cut in three.
const LOG: &str = "it's $HOME.db";

fn folder() -> TempDir {
    TempDir::new().expect("a folder can be made")
}

/// Presses keys on a dashboard over the sample, kept in a home; returns what is behind the panel, and the answers there.
fn inspected(home: &TempDir, keys: &str) -> (Inspection, Frame) {
    let (inspection, answer) = inspected_all(home, keys);
    (inspection, answer.frame)
}

/// Does the same; returns the page that is open.
fn inspected_page(home: &TempDir, keys: &str) -> (Inspection, ItemPage) {
    let (inspection, answer) = inspected_all(home, keys);
    (inspection, answer.page.expect("a page is open"))
}

fn inspected_all(home: &TempDir, keys: &str) -> (Inspection, Answer) {
    std::fs::write(home.path().join(LOG), SAMPLE.as_slice()).expect("the home can be written");
    let conn = open_read(&home.path().join(LOG)).expect("the sample is a log");
    let log = Kept::new(conn, None);
    let mut dashboard = Dashboard::over(&log, (120, 36));
    LOG.clone_into(&mut dashboard.app.setup.log_name);
    dashboard.press(keys);
    let answer = dashboard.app.answer().expect("it is answered").clone();
    dashboard.press("i");
    match dashboard.app.overlay {
        Overlay::Inspection(inspection) => (inspection, answer),
        _ => panic!("nothing is shown after {keys}"),
    }
}

/// Runs a command line in a shell; returns the JSON it prints.
fn printed(home: &TempDir, command: &str) -> Value {
    let program = assert_cmd::cargo::cargo_bin!("bingetop");
    let folder = program.parent().expect("it is in a folder");
    let output = std::process::Command::new("sh")
        .args(["-c", &format!("{command} --top=0 --format=json")])
        .env("PATH", format!("{}:/usr/bin:/bin", folder.display()))
        .env("HOME", home.path())
        .env("XDG_CONFIG_HOME", home.path().join(".config"))
        .current_dir(home.path())
        .stderr(Stdio::inherit())
        .output()
        .expect("there is a shell");
    assert!(output.status.success(), "{command}");
    serde_json::from_slice(&output.stdout).expect("the report is JSON")
}

/// Does what the `sqlite3` shell does with a script; returns the rows.
fn counted(home: &TempDir, script: &str) -> Vec<Vec<Cell>> {
    let is_setting = |line: &&str| line.starts_with(".parameter ");
    let sql: Vec<&str> = script.lines().filter(|line| !is_setting(line)).collect();
    let conn = Connection::open(home.path().join(LOG)).expect("the log opens");
    let mut statement = conn.prepare(&sql.join("\n")).expect("it is SQL");
    let set = |line: &str| line.strip_prefix(".parameter set ").map(str::to_owned);
    for setting in script.lines().filter_map(set) {
        let (name, value) = setting.split_once(' ').expect("a name and a value");
        // The shell takes quotes off, and evaluates what is left.
        let sql = format!("SELECT {}", value.trim_matches('"'));
        let value: Cell = conn.query_row(&sql, [], |row| row.get(0)).expect("a value");
        let place = statement.parameter_index(name).expect("a sound statement");
        let place = place.expect("only what the statement has is set");
        statement
            .raw_bind_parameter(place, value)
            .expect("it is bound");
    }
    let columns = statement.column_count();
    let mut rows = statement.raw_query();
    let mut found = Vec::new();
    while let Some(row) = rows.next().expect("it runs") {
        let cells = (0..columns).map(|column| row.get(column).expect("a value"));
        found.push(cells.collect());
    }
    found
}

/// Returns the sum of a column.
fn sum(rows: &[Vec<Cell>], column: usize) -> u64 {
    let cells = rows.iter().map(|row| match row[column] {
        Cell::Integer(number) => u64::try_from(number).expect("a count"),
        ref other => panic!("{other:?} is no count"),
    });
    cells.sum()
}

fn sum_in_json(rows: &Value, key: &str) -> u64 {
    let rows = rows.as_array().expect("a list");
    rows.iter().filter_map(|row| row[key].as_u64()).sum()
}

#[rstest]
#[case::as_it_opens("x")]
#[case::by_title("x b")]
#[case::of_other_days("x d2017-03 Enter")]
#[case::of_longer_streaks("x 7 >")]
fn behind_the_streaks(#[case] keys: &str) {
    let home = folder();
    let (behind, frame) = inspected(&home, keys);
    let report = printed(&home, &behind.command.expect("there is a report"));
    let rows = counted(&home, &behind.script);
    let viewers: u64 = frame.streaks.iter().map(|row| u64::from(row.viewers)).sum();
    assert!(viewers > 0);
    assert_eq!(sum(&rows, 4), viewers);
    assert_eq!(rows.len(), frame.streaks.len());
    assert_eq!(sum_in_json(&report["streaks"], "viewers"), viewers);
}

#[rstest]
#[case::as_it_opens("x 2")]
#[case::by_show("x 2 b")]
#[case::compared_with_nothing("x 2 c c")]
fn behind_the_rewatches(#[case] keys: &str) {
    let home = folder();
    let (behind, frame) = inspected(&home, keys);
    let report = printed(&home, &behind.command.expect("there is a report"));
    let rows = counted(&home, &behind.script);
    let plays: u64 = frame.rewatched.iter().map(|row| row.plays).sum();
    let rewatches: u64 = frame.rewatched.iter().map(|row| row.rewatches).sum();
    assert!(rewatches > 0);
    assert_eq!((sum(&rows, 1), sum(&rows, 3)), (plays, rewatches));
    assert_eq!(sum_in_json(&report["rewatched"], "plays"), plays);
    assert_eq!(sum_in_json(&report["rewatched"], "rewatches"), rewatches);
}

#[test]
fn behind_the_titles_of_a_show() {
    let home = folder();
    let (behind, frame) = inspected(&home, "x j j Enter 2 l");
    let report = printed(&home, &behind.command.expect("there is a report"));
    let rows = report["rewatched"].as_array().expect("a list");
    let (_, show) = frame.cohorts.item.as_ref().expect("a show is open");
    assert!(rows.len() > 1);
    assert!(rows.iter().all(|row| row["show"] == *show.name), "{rows:?}");
    assert!(
        counted(&home, &behind.script).len() > rows.len(),
        "it knows no filter"
    );
}

#[test]
fn behind_the_sittings_of_a_show() {
    let home = folder();
    let (behind, frame) = inspected(&home, "x j j Enter 2 l l");
    assert_eq!(behind.command, None, "no report has them");
    let (first, second) = behind.script.split_once(";\n\n").expect("two statements");
    let settings: Vec<&str> = first.lines().filter(|line| line.starts_with('.')).collect();
    let stopped = counted(&home, &[&settings.join("\n"), second].join("\n"));
    let mut ladder = frame.cohorts.by_plays.iter();
    let played = ladder.find(|step| step.at_least == 1);
    let played = u64::from(played.expect("it is a step").viewers);
    assert_eq!(sum(&stopped, 1), played, "each stops somewhere");
    let bingers = sum(&counted(&home, first), 2);
    assert!(0 < bingers && bingers < played, "{bingers} of {played}");
}

#[rstest]
#[case::of_a_title("x + + + 2 j Enter 2 l")]
#[case::of_a_show("x + + + j j Enter 2 h")]
fn behind_what_was_played_too(#[case] keys: &str) {
    let home = folder();
    let (behind, page) = inspected_page(&home, keys);
    assert_eq!(behind.command, None, "no report has it");
    let rows = counted(&home, &behind.script);
    let Some(AlsoPlayed::Kept { rows: shown, .. }) = page.also_played else {
        panic!("the sample keeps titles");
    };
    assert!(!shown.is_empty());
    assert_eq!(rows.len(), shown.len());
    let of_both = shown.iter().map(|row| u64::from(row.of_both));
    assert_eq!(sum(&rows, 1), of_both.sum::<u64>());
    let viewers = shown.iter().map(|row| u64::from(row.viewers));
    assert_eq!(sum(&rows, 2), viewers.sum::<u64>());
}

#[rstest]
#[case::of_everything("x 3", 3)]
#[case::of_a_show("x j 3", 3)]
#[case::of_another_streak("x 2 j 7 > 3", 7)]
#[case::of_a_page("x Enter", 3)]
fn behind_the_cohorts_by_streak(#[case] keys: &str, #[case] days: u32) {
    let home = folder();
    let (behind, frame) = inspected(&home, keys);
    let report = printed(&home, &behind.command.expect("there is a report"));
    let steps = &frame.cohorts.by_streak;
    let step = steps.iter().find(|step| step.at_least == days);
    let viewers = u64::from(step.expect("it is a step").viewers);
    assert!(viewers > 0);
    assert_eq!(sum(&counted(&home, &behind.script), 0), viewers);
    let printed = &report["cohorts"]["by_streak"];
    let all: u64 = steps.iter().map(|step| u64::from(step.viewers)).sum();
    assert_eq!(sum_in_json(printed, "viewers"), all);
}

#[rstest]
#[case::tab_of_plays("x 3 l")]
#[case::part_of_a_page("x Enter 2")]
fn behind_the_cohorts_by_plays(#[case] keys: &str) {
    let home = folder();
    let (behind, frame) = inspected(&home, keys);
    let steps = &frame.cohorts.by_plays;
    let twice = steps.iter().find(|step| step.at_least == 2);
    let viewers = u64::from(twice.expect("it is a step").viewers);
    assert!(viewers > 0);
    assert_eq!(sum(&counted(&home, &behind.script), 0), viewers);
}

#[test]
fn behind_the_weeks() {
    let home = folder();
    let (behind, frame) = inspected(&home, "x 3 l l");
    let report = printed(&home, &behind.command.expect("there is a report"));
    let begun = frame
        .cohorts
        .by_period
        .iter()
        .map(|cohort| u64::from(cohort.viewers));
    let begun: u64 = begun.sum();
    let rows = counted(&home, &behind.script);
    let own: Vec<Vec<Cell>> = rows.into_iter().filter(|row| row[0] == row[1]).collect();
    assert_eq!(sum(&own, 2), begun);
    assert_eq!(sum_in_json(&report["cohorts"]["by_week"], "viewers"), begun);
}

#[test]
fn behind_the_days() {
    let home = folder();
    let (behind, frame) = inspected(&home, "x 4");
    let report = printed(&home, &behind.command.expect("there is a report"));
    let plays: u64 = frame.timeline.iter().map(|day| u64::from(day.plays)).sum();
    assert_eq!(sum(&counted(&home, &behind.script), 1), plays);
    assert_eq!(sum_in_json(&report["timeline"], "plays"), plays);
}

#[test]
fn the_days_of_a_title_are_in_no_report_and_can_be_counted() {
    let home = folder();
    let (behind, frame) = inspected(&home, "x 2 j 4");
    assert_eq!(behind.command, None);
    let (item, _) = frame.cohorts.item.as_ref().expect("a title is selected");
    let row = frame.rewatched.iter().find(|row| row.item == item.id);
    let plays = row.expect("it is listed").plays;
    assert_eq!(sum(&counted(&home, &behind.script), 1), plays);
}

#[test]
fn behind_the_hours() {
    let home = folder();
    let (behind, frame) = inspected(&home, "x 4 l");
    let report = printed(&home, &behind.command.expect("there is a report"));
    let plays: u64 = frame.clock.cells().map(|(.., plays)| plays).sum();
    assert!(plays > 0);
    assert_eq!(sum(&counted(&home, &behind.script), 2), plays);
    assert_eq!(sum_in_json(&report["clock"], "plays"), plays);
}

#[test]
fn what_is_hidden_on_the_screen_is_hidden_by_the_command_and_said_to_be_counted_by_sql() {
    let home = folder();
    let (behind, _) = inspected(&home, "/the Enter");
    let command = behind.command.expect("there is a report");
    assert!(
        !command.contains("--exact") && command.contains("--filter=the"),
        "{command}"
    );
    let report = printed(&home, &command);
    assert_eq!(report["log"]["exact"], false);
    assert_eq!(behind.caveats.len(), 2, "{:?}", behind.caveats);
}
