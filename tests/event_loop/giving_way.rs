//! What only rows know takes long to read: a newer question does not wait for it.

use bingetop::app::App;
use bingetop::app::message::Message;
use bingetop::app::tabs::PlaysTab;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use rstest::rstest;
use rusqlite::Connection;
use tempfile::TempDir;

use super::{Running, is_answered, log_of};

/// A show of two titles.
const SHOW: &str = "\
viewer,title,show,start,seconds
b,The Pier,Harbour,2017-10-20 20:00:00,2400
a,The Pier,Harbour,2017-12-09 20:00:00,2400
a,Low Tide,Harbour,2017-12-10 20:00:00,2400
";

/// Has whoever reads the rows never come to their end.
const ENDLESS: &str = "
    ALTER TABLE plays RENAME TO kept;
    CREATE VIEW plays AS
    WITH RECURSIVE number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number)
    SELECT kept.* FROM number CROSS JOIN kept WHERE number.n < 0;";

fn shows_page(app: &App) -> bool {
    app.view().is_some_and(|view| view.page.is_some())
}

#[rstest]
#[case::sittings("2ll", PlaysTab::Sittings, "h")]
#[case::also_played("2h", PlaysTab::Also, "l")]
fn a_newer_question_ends_a_reading_of_rows(
    #[case] keys: &str,
    #[case] tab: PlaysTab,
    #[case] away: &str,
) {
    let folder = TempDir::new().unwrap();
    let path = log_of(&folder, SHOW);
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch(ENDLESS).unwrap();
    drop(conn);
    let mut running = Running::open(&path, None);
    let enter = KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE);
    running.input.send(Message::Key(enter)).unwrap();
    running.shows("a page", shows_page);
    running.press(keys);
    let before = running.shows("the tab", |app| app.plays_tab == tab);
    // The tab beside it needs no rows, nor does what is asked from there.
    running.press(away);
    running.press("[");
    let is_newer = |app: &App| is_answered(app) && app.window() != before.window();
    running.shows("the newer answer", is_newer);
}
