//! Whole screens, as people see them: the real state, fed with keys and answers, drawn into a
//! buffer.

#[path = "support/dashboard.rs"]
mod dashboard;
#[path = "support/diary.rs"]
mod diary;
#[path = "support/kept.rs"]
mod kept;
#[path = "support/paper.rs"]
mod paper;
#[path = "support/reduced.rs"]
mod reduced;

#[path = "screens/ascii.rs"]
mod ascii;
#[path = "screens/copying.rs"]
mod copying;
#[path = "screens/household.rs"]
mod household;
#[path = "screens/marks.rs"]
mod marks;
#[path = "screens/overlays.rs"]
mod overlays;
#[path = "screens/pages.rs"]
mod pages;
#[path = "screens/panels.rs"]
mod panels;
#[path = "screens/pictures.rs"]
mod pictures;
#[path = "screens/plain_log.rs"]
mod plain_log;
#[path = "screens/pointing.rs"]
mod pointing;
#[path = "screens/properties.rs"]
mod properties;
#[path = "screens/reduced_log.rs"]
mod reduced_log;
#[path = "screens/stage.rs"]
mod stage;
#[path = "screens/states.rs"]
mod states;
#[path = "screens/styles.rs"]
mod styles;
#[path = "screens/sweep.rs"]
mod sweep;
#[path = "screens/tiny.rs"]
mod tiny;

use std::sync::LazyLock;

use bingetop::app::App;
use bingetop::ui::draw;
use dashboard::Dashboard;
use kept::Kept;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The log that most screens show.
static YEAR: LazyLock<Kept> = LazyLock::new(diary::year);

const FULL: (u16, u16) = (120, 36);
const TABS: (u16, u16) = (80, 24);
const PANEL: (u16, u16) = (40, 12);

/// Draws the whole screen, in roles.
fn drawn(app: &App) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, app.size.0, app.size.1));
    draw(app, buf.area, &mut buf);
    buf
}

/// Returns the text of the whole screen.
fn text(dashboard: &Dashboard) -> String {
    let buf = drawn(&dashboard.app);
    paper::plain(&buf, buf.area)
}

/// Returns the text of the screen after some keys.
fn after(size: (u16, u16), keys: &str) -> String {
    let mut dashboard = Dashboard::over(&YEAR, size);
    dashboard.press(keys);
    text(&dashboard)
}
