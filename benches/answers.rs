//! How long the sample takes to open and to answer: all answers together, and each by itself.
//!
//! `cargo bench --bench answers`

use bingetop::commands::SAMPLE;
use bingetop::domain::{Item, Level, Levels, Window};
use bingetop::query::question::Compare;
use bingetop::query::{Log, Question, cohorts, rewatched, streaks, timeline, totals};
use bingetop::store::open::open_bytes;
use divan::Bencher;

fn main() {
    divan::main();
}

fn sample() -> Log {
    let conn = open_bytes(&SAMPLE).expect("the sample is a database");
    Log::load(&conn).expect("the sample is a log")
}

/// The question the dashboard asks, over the last `days` days; 0 for all.
fn question(log: &Log, days: u32, level: Level) -> Question {
    let held = log.facts().days.expect("the sample has days");
    let days = if days == 0 { held.days() } else { days };
    Question {
        levels: Levels::both(level),
        compare: Compare::Previous,
        ..Question::about(Window::ending(held.to(), days))
    }
}

#[divan::bench]
fn load(bencher: Bencher) {
    let conn = open_bytes(&SAMPLE).expect("the sample is a database");
    bencher.bench_local(|| Log::load(&conn).expect("the sample is a log"));
}

#[divan::bench(args = [18, 30, 90, 0])]
fn frame_by_title(bencher: Bencher, days: u32) {
    let log = sample();
    let question = question(&log, days, Level::Title);
    bencher.bench(|| log.answer(&question, None));
}

/// The same answers by the SQL statements that document them, on the same log.
#[divan::bench(args = [18, 30, 90, 0], sample_count = 10)]
fn frame_by_sql(bencher: Bencher, days: u32) {
    let log = sample();
    let question = question(&log, days, Level::Title);
    let conn = open_bytes(&SAMPLE).expect("the sample is a database");
    bencher.bench_local(|| {
        let streaks = streaks::by_sql(&conn, &question, 10).expect("the statement runs");
        let rewatched = rewatched::by_sql(&conn, &question).expect("the statement runs");
        let ladders = cohorts::ladders::by_sql(&conn, &question).expect("the statement runs");
        let periods = cohorts::periods::by_sql(&conn, &question).expect("the statement runs");
        let timeline = timeline::by_sql(&conn, &question).expect("the statement runs");
        let totals = totals::by_sql(&conn, &question).expect("the statement runs");
        (streaks, rewatched, ladders, periods, timeline, totals)
    });
}

#[divan::bench(args = [30, 0])]
fn frame_by_show(bencher: Bencher, days: u32) {
    let conn = open_bytes(&SAMPLE).expect("the sample is a database");
    let log = Log::load(&conn).expect("the sample is a log");
    let question = question(&log, days, Level::Show);
    log.select(&conn, &question).expect("it is read");
    bencher.bench(|| log.answer(&question, None));
}

#[divan::bench(args = [30, 0])]
fn answer_streaks(bencher: Bencher, days: u32) {
    let log = sample();
    let question = question(&log, days, Level::Title);
    let columns = log.snapshot().columns(Level::Title);
    bencher.bench(|| streaks::streaks(&columns, log.catalog(), &question, 10, &|_| true));
}

#[divan::bench(args = [30, 0])]
fn answer_rewatched(bencher: Bencher, days: u32) {
    let log = sample();
    let question = question(&log, days, Level::Title);
    let snapshot = log.snapshot();
    bencher.bench(|| rewatched::rewatched(snapshot, log.catalog(), &question, &|_| true));
}

#[divan::bench(args = [30, 0])]
fn answer_cohorts(bencher: Bencher, days: u32) {
    let log = sample();
    let window = question(&log, days, Level::Title).window;
    bencher.bench(|| cohorts::of_everything(log.snapshot(), window));
}

#[divan::bench(args = [30, 0])]
fn answer_timeline(bencher: Bencher, days: u32) {
    let log = sample();
    let window = question(&log, days, Level::Title).window;
    bencher.bench(|| log.snapshot().everything.timeline(window));
}

#[divan::bench(args = [30, 0])]
fn answer_totals(bencher: Bencher, days: u32) {
    let log = sample();
    let question = question(&log, days, Level::Title);
    bencher.bench(|| totals::totals(log.snapshot(), &question, question.window));
}

/// Selecting the heaviest title: its histories, cohorts, calendar and page.
#[divan::bench]
fn select_the_heaviest_title(bencher: Bencher) {
    let conn = open_bytes(&SAMPLE).expect("the sample is a database");
    let log = Log::load(&conn).expect("the sample is a log");
    let mut question = question(&log, 0, Level::Title);
    question.item = Some(Item::title(log.answer(&question, None).rewatched[0].item));
    bencher.bench_local(|| {
        let selected = log.select(&conn, &question).expect("it is read");
        let cohorts = log.cohorts(&question, selected.as_ref());
        let calendar = log.calendar(selected.as_ref());
        let page = selected.map(|selected| log.page(&question, &selected));
        (cohorts, calendar, page)
    });
}
