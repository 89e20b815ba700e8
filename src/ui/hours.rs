//! Panel 4, its second tab: the hours of the week, a row a weekday, shaded by plays.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::cohorts::TOO_FEW;
use super::heat::{
    LABELS, MAP_AND_AXIS, WEEKDAYS, caption, draw_label, level, mark_picked, shaded, style,
};
use super::panel_box::PanelBox;
use super::placeholder::say;
use super::role::Role;
use super::text::{width, write_at};
use crate::app::hour_cursor::HourOfWeek;
use crate::domain::format::{counted, thousands};
use crate::guard::clock::ShownHour;
use crate::guard::{Shown, ShownFrame};

/// Panel 4: the plays of everything by weekday and hour.
pub(super) struct HoursPanel<'a> {
    pub frame: &'a ShownFrame,
    pub title: String,
    pub tabs: Line<'static>,
    /// The picked hour.
    pub cursor: Option<HourOfWeek>,
    pub is_focused: bool,
}

/// The hours of a day.
const HOURS: usize = 24;

/// How many hours a column may hold: each lets the day be written in quarters below.
const HOURS_OF_COLUMN: [usize; 4] = [1, 2, 3, 6];

/// The widest an hour is drawn, in cells.
const WIDEST_HOUR: usize = 4;

/// The hours that are named below the map.
const NAMED: [usize; 4] = [0, 6, 12, 18];

/// What is said where plays without an hour are left out; the first that fits.
const LEFT_OUT: [&str; 2] = [
    "Plays known by day only have no hour: they are left out.",
    "Plays without an hour are left out.",
];

/// The columns on the screen.
struct Columns {
    /// The hours in each.
    hours: usize,
    /// The cells of each.
    cells: usize,
}

impl Columns {
    /// Returns columns for a panel of so many cells: of an hour each, or of more where there is no room.
    fn within(cells: u16) -> Option<Self> {
        let room = usize::from(cells.checked_sub(LABELS)?);
        let mut all = HOURS_OF_COLUMN.into_iter();
        let hours = all.find(|hours| HOURS / hours <= room)?;
        let cells = (room * hours / HOURS).clamp(1, WIDEST_HOUR * hours);
        Some(Self { hours, cells })
    }

    /// Returns the cells before the column of an hour.
    fn before(&self, hour: usize) -> usize {
        usize::from(LABELS) + hour / self.hours * self.cells
    }
}

impl HoursPanel<'_> {
    /// Returns the hour at a cell inside the panel's box: the first where a column holds several.
    pub fn hour_at(&self, inner: Rect, (x, y): (u16, u16)) -> Option<HourOfWeek> {
        let columns = Columns::within(inner.width)?;
        let weekday = usize::from(y.checked_sub(inner.y)?);
        let column = usize::from(x.checked_sub(inner.x + LABELS)?) / columns.cells;
        let hour = column * columns.hours;
        let is_drawn = self.words_when_empty().is_none() && hour < HOURS;
        (weekday < WEEKDAYS.len() && is_drawn).then_some(HourOfWeek { weekday, hour })
    }

    /// Returns why there is nothing to draw, if so.
    fn words_when_empty(&self) -> Option<&'static str> {
        let clock = &self.frame.clock;
        if clock.is_empty() {
            return Some(TOO_FEW);
        }
        let is_empty = clock.iter().all(|hour| hour.plays == Shown::Exact(0));
        is_empty.then_some(if self.frame.has_plays_without_hour {
            "These plays are known by day only: they have no hour."
        } else {
            "Nothing was played in these days."
        })
    }

    fn map(&self, columns: &Columns, area: Rect, buf: &mut Buffer) {
        let days = self.frame.clock.chunks(HOURS);
        let days: Vec<Vec<Shown>> = days
            .map(|day| day.chunks(columns.hours).map(together).collect())
            .collect();
        let told = days.iter().flatten().filter_map(|plays| plays.exact());
        let most = told.max().unwrap_or(0);
        for ((y, label), day) in (area.y..area.bottom()).zip(WEEKDAYS).zip(&days) {
            let row = Rect {
                y,
                height: 1,
                ..area
            };
            draw_label(label, row, buf);
            for (place, plays) in day.iter().enumerate() {
                let level = level(*plays, most);
                let x = area.x + LABELS + u16::try_from(place * columns.cells).unwrap_or(0);
                let room = usize::from(area.right().saturating_sub(x));
                buf.set_stringn(x, y, shaded(level, columns.cells), room, style(level));
            }
        }
        if let Some(cursor) = self.cursor {
            let (days, cells) = (cursor.weekday, columns.before(cursor.hour));
            let x = area.x + u16::try_from(cells).unwrap_or(area.width);
            let y = area.y + u16::try_from(days).unwrap_or(area.height);
            if area.contains(Position { x, y }) {
                mark_picked(x, y, buf);
            }
        }
    }

    /// Returns a line on the picked hour, as far as it may be told, or else on the hour with the most plays.
    fn caption(&self, cells: usize) -> Option<Line<'static>> {
        let Some(cursor) = self.cursor else {
            return self.most(cells);
        };
        let told = self.frame.clock.get(cursor.weekday * HOURS + cursor.hour)?;
        let (weekday, hour) = (told.weekday, told.hour);
        let plays = match told.plays.exact() {
            Some(plays) => counted(plays, "play", "plays"),
            None => "not told".to_owned(),
        };
        let wordings = [
            format!("{weekday} {hour:02}:00, {plays}"),
            format!("{weekday} {hour:02}:00"),
        ];
        caption(&wordings, cells)
    }

    /// Returns a line on the hour with the most plays, in as many words as fit into `cells`.
    fn most(&self, cells: usize) -> Option<Line<'static>> {
        let (plays, hour) = most_of(&self.frame.clock)?;
        let (weekday, hour) = (hour.weekday, hour.hour);
        let wordings = [
            format!(
                "most: {weekday} {hour:02}:00, {}",
                counted(plays, "play", "plays")
            ),
            format!("{weekday} {hour:02}:00: {}", thousands(plays)),
        ];
        caption(&wordings, cells).filter(|_| plays > 0)
    }

    /// Returns the lines below the map and its axis.
    fn below(&self, cells: usize) -> Vec<Line<'static>> {
        let has_left_out = self.frame.has_plays_without_hour;
        let mut wordings = LEFT_OUT.into_iter().filter(|_| has_left_out);
        let left_out = wordings.find(|words| width(words) <= cells);
        let left_out = left_out.map(|words| Line::styled(words, Role::Faint));
        self.caption(cells).into_iter().chain(left_out).collect()
    }
}

/// Returns the hour with the most plays that are told, the first of several.
fn most_of(clock: &[ShownHour]) -> Option<(u64, &ShownHour)> {
    let told = clock.iter();
    let told = told.filter_map(|hour| Some((hour.plays.exact()?, hour)));
    told.rev().max_by_key(|(plays, _)| *plays)
}

/// Returns the plays of some hours together; where some are hidden, those of the others, and that somebody came.
fn together(hours: &[ShownHour]) -> Shown {
    let told: u64 = hours.iter().filter_map(|hour| hour.plays.exact()).sum();
    let is_hidden = told == 0 && hours.iter().any(|hour| hour.plays == Shown::Hidden);
    if is_hidden {
        Shown::Hidden
    } else {
        Shown::Exact(told)
    }
}

impl Widget for &HoursPanel<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let inner = PanelBox {
            title: &self.title,
            note: self.tabs.clone(),
            is_focused: self.is_focused,
        }
        .draw(area, buf);
        if let Some(words) = self.words_when_empty() {
            return say(words, Role::Faint, inner, buf);
        }
        let Some(columns) = Columns::within(inner.width) else {
            return;
        };
        self.map(&columns, inner, buf);
        let line = |place: u16| Rect {
            y: inner.y + place,
            height: 1,
            ..inner
        };
        if inner.height < MAP_AND_AXIS {
            return;
        }
        for hour in NAMED {
            let axis = line(MAP_AND_AXIS - 1);
            write_at(
                buf,
                axis,
                columns.before(hour),
                &hour.to_string(),
                Role::Faint,
            );
        }
        let below = self.below(usize::from(inner.width.saturating_sub(2)));
        let room = usize::from(inner.height - MAP_AND_AXIS);
        // A blank line before them, where there is room for one.
        let first = MAP_AND_AXIS + u16::from(below.len() < room);
        for (place, words) in (first..inner.height).zip(&below) {
            let y = line(place).y;
            buf.set_line(inner.x + 1, y, words, inner.width.saturating_sub(1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Weekday;

    fn clock(plays: &[Shown]) -> Vec<ShownHour> {
        let hours = (0..).zip(plays).map(|(hour, plays)| ShownHour {
            weekday: Weekday::Mon,
            hour,
            plays: *plays,
        });
        hours.collect()
    }

    #[test]
    fn the_first_of_the_hours_with_the_most_plays_is_named() {
        let plays = [
            Shown::Hidden,
            Shown::Exact(3),
            Shown::Exact(40),
            Shown::Exact(40),
        ];
        let clock = clock(&plays);
        let most = most_of(&clock).map(|(plays, hour)| (plays, hour.hour));
        assert_eq!(most, Some((40, 2)));
        assert_eq!(most_of(&clock[..1]).map(|(plays, _)| plays), None);
    }

    #[test]
    fn hours_together_tell_nothing_of_those_that_are_hidden() {
        let both = clock(&[Shown::Hidden, Shown::Exact(12)]);
        assert_eq!(together(&both), Shown::Exact(12));
        let hidden = clock(&[Shown::Hidden, Shown::Exact(0)]);
        assert_eq!(together(&hidden), Shown::Hidden);
        assert_eq!(together(&clock(&[Shown::Exact(0)])), Shown::Exact(0));
    }

    #[test]
    fn the_hours_of_a_day_fit_into_every_width() {
        for cells in 0..250 {
            let Some(columns) = Columns::within(cells) else {
                assert!(usize::from(cells) < usize::from(LABELS) + 4);
                continue;
            };
            let end = columns.before(HOURS - 1) + columns.cells;
            assert!(end <= usize::from(cells), "{end} of {cells}");
        }
    }
}
