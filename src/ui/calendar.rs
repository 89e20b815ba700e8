//! Panel 4, its first tab: the calendar, a column a week, shaded by plays.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::cohorts::TOO_FEW;
use super::heat::{
    LABELS, MAP_AND_AXIS, WEEKDAYS, caption, draw_label, level, mark_picked, picked, shaded, style,
};
use super::panel_box::PanelBox;
use super::placeholder::say;
use super::role::Role;
use super::text::width;
use crate::app::day_cursor::DayCursor;
use crate::domain::format::{counted, thousands};
use crate::domain::{Day, Window};
use crate::guard::days::ShownDay;

/// Panel 4: the plays of each day, a column a week.
pub(super) struct CalendarPanel<'a> {
    pub title: String,
    /// Stand at the right end of the upper border, if there are any.
    pub tabs: Line<'static>,
    /// The days of the log, in order.
    pub days: &'a [ShownDay],
    pub window: Window,
    /// The day that is under way: no shade says how much of it is to come.
    pub unfinished: Option<Day>,
    /// The picked days.
    pub cursor: DayCursor,
    pub is_focused: bool,
}

/// The widest a week is drawn, in cells.
const WIDEST_WEEK: usize = 2;

/// The weeks on the screen.
struct Weeks {
    first: Day,
    count: usize,
    cells: usize,
}

impl CalendarPanel<'_> {
    /// Returns the weeks shown: as many as fit, with the picked day or the window's last among them.
    fn weeks(&self, width: u16) -> Option<Weeks> {
        let room = usize::from(width.checked_sub(LABELS)?);
        let (first, last) = (
            self.days.first()?.day.monday(),
            self.days.last()?.day.monday(),
        );
        let all = usize::try_from(last.since(first) / 7).ok()? + 1;
        if room == 0 {
            return None;
        }
        let cells = (room / all).clamp(1, WIDEST_WEEK);
        let count = all.min(room / cells);
        let anchor = self.window.to().monday().min(last).max(first);
        let span = i32::try_from(count - 1).ok()? * 7;
        // The log's newest weeks, or earlier ones where the window lies before them.
        let start = last.plus(-span).min(anchor.plus(-span / 14 * 7)).max(first);
        // Whole screenfuls before or behind them, where the picked day lies there: picking one that is shown moves
        // nothing.
        let picked = self.cursor.day().map_or(start, Day::monday);
        let screenfuls = picked.since(start).div_euclid(span + 7);
        Some(Weeks {
            first: start.plus(screenfuls * (span + 7)),
            count,
            cells,
        })
    }

    /// Returns the day at a cell inside the panel's box.
    pub fn day_at(&self, inner: Rect, (x, y): (u16, u16)) -> Option<Day> {
        let weeks = self.weeks(inner.width)?;
        let weekday = y.checked_sub(inner.y).filter(|row| *row < 7)?;
        let week = usize::from(x.checked_sub(inner.x + LABELS)?) / weeks.cells;
        let days = i32::try_from(week * 7).ok()? + i32::from(weekday);
        let day = weeks.first.plus(days);
        (week < weeks.count)
            .then(|| self.count(day))?
            .map(|count| count.day)
    }

    fn count(&self, day: Day) -> Option<&ShownDay> {
        let first = self.days.first()?.day;
        self.days.get(usize::try_from(day.since(first)).ok()?)
    }

    fn grid(&self, weeks: &Weeks, area: Rect, buf: &mut Buffer) {
        let most = self
            .days
            .iter()
            .filter_map(|day| day.plays.exact())
            .max()
            .unwrap_or(0);
        for (y, (weekday, label)) in (area.y..area.bottom()).zip((0..).zip(WEEKDAYS)) {
            let row = Rect {
                y,
                height: 1,
                ..area
            };
            draw_label(label, row, buf);
            for week in 0..weeks.count {
                let day = weeks
                    .first
                    .plus(i32::try_from(week).unwrap_or(0) * 7 + weekday);
                let Some(count) = self.count(day) else {
                    continue;
                };
                let level = level(count.plays, most);
                let x = area.x + LABELS + u16::try_from(week * weeks.cells).unwrap_or(0);
                let room = usize::from(area.right().saturating_sub(x));
                let symbol = if Some(day) == self.unfinished {
                    "…".to_owned()
                } else {
                    shaded(level, weeks.cells)
                };
                buf.set_stringn(x, y, symbol, room, self.day_style(day, level));
                if self.cursor.day() == Some(day) {
                    mark_picked(x, y, buf);
                }
            }
        }
    }

    /// Returns how a day is painted: by its plays within the window, faint outside.
    fn day_style(&self, day: Day, level: usize) -> Style {
        let style = if self.window.contains(day) {
            style(level)
        } else {
            Role::Faint.into()
        };
        if self.cursor.days().is_some_and(|days| days.contains(day)) {
            style.patch(picked())
        } else {
            style
        }
    }

    /// Returns a line on the picked days, or else on the best day of the window.
    fn caption(&self, cells: usize) -> Option<Line<'static>> {
        match self.cursor.days() {
            Some(days) if days.days() > 1 => {
                let days = [
                    format!("{days}: {} days · Enter takes them", days.days()),
                    days.to_string(),
                ];
                caption(&days, cells)
            }
            Some(days) => picked_day(self.count(days.to())?, cells),
            None => self.best(cells),
        }
    }

    /// Returns a line on the best day of the window, in as many words as fit into `cells`.
    fn best(&self, cells: usize) -> Option<Line<'static>> {
        let inside = self.days.iter().filter(|day| self.window.contains(day.day));
        let told = inside.filter_map(|day| Some((day.plays.exact()?, day.day)));
        let (plays, day) = told.max_by_key(|(plays, day)| (*plays, std::cmp::Reverse(*day)))?;
        let number = thousands(plays);
        let date = day.date().format("%a %-d %b %Y");
        let wordings = [
            format!("best day {date}: {}", counted(plays, "play", "plays")),
            format!("best {day}: {number}"),
        ];
        caption(&wordings, cells).filter(|_| plays > 0)
    }
}

/// Returns a line on the picked day, as far as it may be told.
fn picked_day(count: &ShownDay, cells: usize) -> Option<Line<'static>> {
    let day = count.day;
    let date = day.date().format("%a %-d %b %Y");
    let viewers = count.viewers.viewers();
    let wordings = match count.plays.exact() {
        Some(plays) => [
            format!("{date}: {}, {viewers}", counted(plays, "play", "plays")),
            format!("{day}: {}", counted(plays, "play", "plays")),
            day.to_string(),
        ],
        None => [
            format!("{date}: {viewers}"),
            format!("{day}: {viewers}"),
            day.to_string(),
        ],
    };
    caption(&wordings, cells)
}

/// Writes the names of months below the weeks; January is its year.
fn draw_months(weeks: &Weeks, area: Rect, buf: &mut Buffer) {
    let room = usize::from(area.width.saturating_sub(LABELS));
    let mut free_from = 0;
    let mut shown = None;
    for week in 0..weeks.count {
        let sunday = weeks.first.plus(i32::try_from(week).unwrap_or(0) * 7 + 6);
        let month = sunday.date().format("%b").to_string();
        let year = sunday.date().format("%Y").to_string();
        let label = if month == "Jan" { year } else { month.clone() };
        let at = week * weeks.cells;
        if shown.as_ref() != Some(&month) && at >= free_from && at + width(&label) <= room {
            let x = area.x + LABELS + u16::try_from(at).unwrap_or(0);
            buf.set_stringn(x, area.y, &label, room - at, Role::Faint);
            free_from = at + width(&label) + 1;
            shown = Some(month);
        }
    }
}

impl Widget for &CalendarPanel<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let inner = PanelBox {
            title: &self.title,
            note: self.tabs.clone(),
            is_focused: self.is_focused,
        }
        .draw(area, buf);
        if self.days.is_empty() {
            return say(TOO_FEW, Role::Faint, inner, buf);
        }
        let Some(weeks) = self.weeks(inner.width) else {
            return;
        };
        self.grid(&weeks, inner, buf);
        let below = |line: u16| Rect {
            y: inner.y + line,
            height: 1,
            ..inner
        };
        if inner.height >= MAP_AND_AXIS {
            draw_months(&weeks, below(MAP_AND_AXIS - 1), buf);
        }
        if inner.height >= MAP_AND_AXIS + 2
            && let Some(words) = self.caption(usize::from(inner.width.saturating_sub(2)))
        {
            let y = below(MAP_AND_AXIS + 1).y;
            buf.set_line(inner.x + 1, y, &words, inner.width.saturating_sub(1));
        }
    }
}
