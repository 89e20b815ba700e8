//! What is put on the wall: closed days, without what viewers hid, as long as it is presented and no longer.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use bingetop::app::App;
use bingetop::app::message::Message;
use bingetop::domain::{Day, Window};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use rusqlite::Connection;
use tempfile::TempDir;

use super::{Clock, Running, is_answered, log_of};

/// Has twelve viewers see a film on each of ten days, and as many another one.
fn films(folder: &TempDir) -> PathBuf {
    let mut rows = String::from("viewer,title,start,seconds\n");
    for day in 1..=10 {
        for viewer in 0..12 {
            for film in ["Openly", "In Secret"] {
                let _ = writeln!(rows, "{viewer},{film},2017-12-{day:02} 20:00:00,5400");
            }
        }
    }
    log_of(folder, &rows)
}

fn change(log: &Path, sql: &str) {
    let conn = Connection::open(log).expect("the log opens");
    conn.execute_batch(sql).expect("it is changed");
}

/// Has viewers hide that they saw one of them.
const HIDE: &str = "UPDATE plays SET is_private = 1
                    WHERE title_id = (SELECT id FROM titles WHERE name = 'In Secret')";

fn escape(running: &Running) {
    let escape = KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE);
    running.input.send(Message::Key(escape)).expect("a channel");
}

/// Whether an answer for the room is on the screen.
fn is_presented(app: &App) -> bool {
    app.known().is_some_and(|known| known.facts.is_for_room()) && app.view().is_some()
}

fn is_whole(app: &App) -> bool {
    app.known().is_some_and(|known| !known.facts.is_for_room()) && is_answered(app)
}

/// Returns plays and listed films on the screen.
fn told(app: &App) -> (Option<u64>, usize) {
    let frame = &app.view().expect("an answer").frame;
    (frame.totals.plays.exact(), frame.rewatched.len())
}

#[test]
fn what_viewers_hid_is_not_presented() {
    let folder = TempDir::new().unwrap();
    let path = films(&folder);
    change(&path, HIDE);
    let mut running = Running::open(&path, None);
    assert_eq!(
        told(&running.shows("an answer", is_answered)),
        (Some(240), 2)
    );
    running.press("P");
    assert_eq!(
        told(&running.shows("the wall", is_presented)),
        (Some(120), 1)
    );
    escape(&running);
    assert_eq!(told(&running.shows("the whole", is_whole)), (Some(240), 2));
}

#[test]
fn nothing_of_the_whole_is_drawn_while_the_wall_is_read() {
    let folder = TempDir::new().unwrap();
    let path = films(&folder);
    change(&path, HIDE);
    let mut running = Running::open(&path, None);
    running.press("P");
    let first = running.shows("the wall begins", |app| app.presentation.is_some());
    assert!(first.view().is_none() || is_presented(&first));
    running.shows("the wall", is_presented);
}

#[test]
fn rows_that_come_meanwhile_are_presented_and_so_is_what_is_hidden_then() {
    let folder = TempDir::new().unwrap();
    let path = films(&folder);
    let mut running = Running::open(&path, Some(Duration::from_millis(1)));
    running.press("P");
    assert_eq!(
        told(&running.shows("the wall", is_presented)),
        (Some(240), 2)
    );
    log_of(
        &folder,
        "viewer,title,start,seconds\n0,Openly,2017-12-09 10:00:00,5400\n",
    );
    running.shows("the row", |app| {
        is_presented(app) && told(app) == (Some(241), 2)
    });
    change(&path, HIDE);
    running.shows("the rest", |app| {
        is_presented(app) && told(app) == (Some(121), 1)
    });
}

#[test]
fn a_day_is_presented_once_it_is_closed() {
    static MOMENT: AtomicI64 = AtomicI64::new(0);
    const END_OF_DECEMBER_8: i64 = 1_512_777_600;
    const DAY: i64 = 24 * 60 * 60;
    let set = |moment| MOMENT.store(moment, Ordering::Relaxed);
    let folder = TempDir::new().unwrap();
    let path = films(&folder);
    change(&path, "UPDATE sources SET imported_at = 0");
    let clock: Clock = || MOMENT.load(Ordering::Relaxed);
    let every = Some(Duration::from_millis(1));
    set(END_OF_DECEMBER_8 + 2 * DAY);
    let mut running = Running::start(&path, every, clock, Vec::new());
    running.shows("an answer", is_answered);
    running.press("P");
    let last = |app: &App| app.window().map(Window::to);
    let day = |text| Day::parse(text);
    let shown = running.shows("the wall", is_presented);
    assert_eq!(last(&shown), day("2017-12-08"));
    set(END_OF_DECEMBER_8 + 3 * DAY);
    running.shows("the next day", |app| {
        is_presented(app) && last(app) == day("2017-12-09")
    });
    // The newest day stays open until there is a later one.
    set(END_OF_DECEMBER_8 + 9 * DAY);
    running.settles();
    assert_eq!(running.shown.as_ref().and_then(last), day("2017-12-09"));
}

#[test]
fn a_log_of_open_days_is_not_presented() {
    let folder = TempDir::new().unwrap();
    let path = films(&folder);
    change(&path, "UPDATE sources SET imported_at = 0");
    let clock: Clock = || 0;
    let mut running = Running::start(&path, None, clock, Vec::new());
    running.shows("an answer", is_answered);
    running.press("P");
    let refused = running.shows("why not", |app| app.notice.is_some());
    assert!(refused.presentation.is_none());
    let words = refused.notice.unwrap();
    assert!(words.contains("48 hours"), "{words}");
    assert!(is_whole(&running.drawn_now()));
}
