//! The timeline: the plays of the whole log, the range and the days it is compared with marked.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::bars;
use super::role::Role;
use super::text::{width, write_at};
use crate::app::App;
use crate::app::pointer::Target;
use crate::domain::{Day, Window};
use crate::guard::days::ShownDay;

/// The whole log: in one line, or in two above a scale where there is room for three.
pub(super) struct Timeline<'a> {
    pub app: &'a App,
}

/// The cells left free at either end of the screen where there is a scale.
const MARGIN: u16 = 1;

impl Widget for &Timeline<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        if area.height < 3 {
            self.bars(Rect { height: 1, ..area }, buf);
            return;
        }
        let inner = area.inner(ratatui::layout::Margin::new(MARGIN, 0));
        self.bars(Rect { height: 2, ..inner }, buf);
        let scale = Rect {
            y: inner.y + 2,
            height: 1,
            ..inner
        };
        self.scale(scale, buf);
    }
}

impl Timeline<'_> {
    /// Returns the days of the column at `x` of the timeline's area.
    pub fn target(&self, area: Rect, x: u16) -> Option<Target> {
        let inner = if area.height < 3 {
            area
        } else {
            area.inner(ratatui::layout::Margin::new(MARGIN, 0))
        };
        let column = usize::from(x.checked_sub(inner.x)?);
        let columns = usize::from(inner.width);
        let days = self.app.days();
        let places = (column < columns).then(|| places_of(column, columns, days.len()))?;
        let (first, last) = (days.get(places.start)?, days.get(places.end - 1)?);
        Some(Target::Timeline(first.day, last.day))
    }

    /// Draws the plays of the log in as many columns as there are cells, and as high as the area.
    fn bars(&self, area: Rect, buf: &mut Buffer) {
        let columns = usize::from(area.width);
        let (Some(window), true) = (self.app.window(), columns > 0) else {
            return;
        };
        let days = self.app.days();
        let sums = columns_of(days, columns);
        let most = sums.iter().copied().max().unwrap_or(0);
        let marked = self.columns_within(window, columns);
        let unfinished = self.unfinished_column(columns);
        for (column, (x, sum)) in (area.x..).zip(&sums).enumerate() {
            let is_inside = marked.is_some_and(|(from, to)| (from..=to).contains(&column));
            let role = if is_inside { Role::Bar } else { Role::Faint };
            let stack = bars::stack(*sum, most, area.height);
            for (y, symbol) in (area.y..area.bottom()).zip(stack) {
                // A day that is not over is no lower than it will be: it is hatched.
                let is_hatched = Some(column) == unfinished && symbol != ' ';
                put(buf, x, y, if is_hatched { '▒' } else { symbol }, role);
            }
        }
        if let Some((from, to)) = marked {
            let beside = [from.checked_sub(1), Some(to + 1).filter(|to| *to < columns)];
            for column in beside.into_iter().flatten() {
                let x = area.x + u16::try_from(column).unwrap_or(0);
                for y in area.top()..area.bottom() {
                    put(buf, x, y, '┃', Role::Strong);
                }
            }
        }
    }

    /// Returns the first and last column of these days.
    fn columns_within(&self, window: Window, columns: usize) -> Option<(usize, usize)> {
        let days = self.app.days();
        let first = days.first()?.day;
        marked_columns(first, days.len(), columns, window)
    }

    /// Returns the column of the day that is under way.
    fn unfinished_column(&self, columns: usize) -> Option<usize> {
        let day = self.app.known()?.unfinished?;
        let (_, column) = self.columns_within(Window::ending(day, 1), columns)?;
        Some(column)
    }

    /// Writes dates, and over them lines under the days of the range and under those it is compared with.
    fn scale(&self, area: Rect, buf: &mut Buffer) {
        let Some(known) = self.app.known() else {
            return;
        };
        let (Some(first), Some(last)) = (known.timeline.first(), known.timeline.last()) else {
            return;
        };
        let columns = usize::from(area.width);
        let mut free_from = 0;
        for (day, label) in labels(first.day, last.day) {
            let column = column_of(day, first.day, known.timeline.len(), columns);
            if column >= free_from && column + width(&label) <= columns {
                write_at(buf, area, column, &label, Role::Faint);
                free_from = column + width(&label) + 2;
            }
        }
        let compared = self.app.compared();
        let lines = [
            (compared.map(|(_, other)| other), '┈', Role::Compared),
            (self.app.window(), '━', Role::Strong),
        ];
        let marked = lines.map(|(window, symbol, role)| {
            let marked = window.and_then(|window| self.columns_within(window, columns));
            (marked, symbol, role)
        });
        for (from, to) in marked.iter().filter_map(|(marked, ..)| *marked) {
            clear_labels(buf, area, from, to);
        }
        for (marked, symbol, role) in marked {
            let Some((from, to)) = marked else {
                continue;
            };
            for column in from..=to {
                let x = area.x + u16::try_from(column).unwrap_or(0);
                put(buf, x, area.y, symbol, role);
            }
        }
    }
}

/// Removes the labels of which a line under columns would leave a part.
fn clear_labels(buf: &mut Buffer, area: Rect, from: usize, to: usize) {
    let x_of = |column: usize| area.x + u16::try_from(column).unwrap_or(0);
    let is_blank = |buf: &Buffer, x: u16| buf[(x, area.y)].symbol() == " ";
    let (mut left, mut right) = (x_of(from), x_of(to));
    while left > area.left() && !is_blank(buf, left - 1) && !is_blank(buf, left) {
        left -= 1;
    }
    while right + 1 < area.right() && !is_blank(buf, right + 1) && !is_blank(buf, right) {
        right += 1;
    }
    for x in left..=right {
        put(buf, x, area.y, ' ', Role::Faint);
    }
}

fn put(buf: &mut Buffer, x: u16, y: u16, symbol: char, role: Role) {
    if let Some(cell) = buf.cell_mut((x, y)) {
        cell.reset();
        cell.set_char(symbol).set_style(role);
    }
}

/// Returns the plays a day of each column, so that columns of unequal length stay comparable.
fn columns_of(days: &[ShownDay], columns: usize) -> Vec<u64> {
    (0..columns)
        .map(|column| {
            let days = &days[places_of(column, columns, days.len())];
            let plays: u64 = days
                .iter()
                // However many plays a few had: somebody came.
                .map(|day| day.plays.exact().unwrap_or(1))
                .sum();
            plays / days.len().max(1) as u64
        })
        .collect()
}

/// Returns the places of the days of a column among so many days.
fn places_of(column: usize, columns: usize, days: usize) -> Range<usize> {
    let bound = |column: usize| column * days / columns;
    // Where there are fewer days than columns, a day takes several of them.
    let from = bound(column);
    let to = bound(column + 1).max(from + 1).min(days);
    from.min(to)..to
}

fn column_of(day: Day, first: Day, days: usize, columns: usize) -> usize {
    let place = usize::try_from(day.since(first)).unwrap_or(0);
    (place * columns).div_ceil(days.max(1)).min(columns)
}

/// Returns the first and last column of the window; `None` where it holds no day of the log.
fn marked_columns(
    first: Day,
    days: usize,
    columns: usize,
    window: Window,
) -> Option<(usize, usize)> {
    let last = first.plus(i32::try_from(days).ok()? - 1);
    let shared = Window::new(first, last)?.intersection(window)?;
    let place = |day: Day| usize::try_from(day.since(first)).unwrap_or(0);
    // The last column that a day takes, and the first: where there are more days than columns, the same one.
    let last_of = |place: usize| ((place + 1) * columns).div_ceil(days) - 1;
    let first_of = |place: usize| (place * columns).div_ceil(days).min(last_of(place));
    Some((first_of(place(shared.from())), last_of(place(shared.to()))))
}

/// Returns the first day of the log and of every later month, each with a label: the first, and each January, with
/// its year.
fn labels(first: Day, last: Day) -> Vec<(Day, String)> {
    use chrono::Datelike as _;
    let mut labels = vec![(first, first.date().format("%b %Y").to_string())];
    let (mut year, mut month) = (first.date().year(), first.date().month());
    loop {
        month += 1;
        if month > 12 {
            (year, month) = (year + 1, 1);
        }
        match Day::from_ymd(year, month, 1) {
            Some(day) if day <= last => {
                let form = if month == 1 { "%b %Y" } else { "%b" };
                labels.push((day, day.date().format(form).to_string()));
            }
            _ => return labels,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::Shown;

    #[test]
    fn the_marked_columns_are_those_that_hold_a_day_of_the_window() {
        for (days, columns) in (1..24).flat_map(|days| (1..30).map(move |columns| (days, columns)))
        {
            for (from, to) in (0..days).flat_map(|from| (from..days).map(move |to| (from, to))) {
                let [first, last] = [from, to].map(|day| Day(i32::try_from(day).unwrap()));
                let window = Window::new(first, last).unwrap();
                let holds = |column: &usize| {
                    let places = places_of(*column, columns, days);
                    places.start <= to && from < places.end
                };
                let (first, last) = marked_columns(Day(0), days, columns, window).unwrap();
                let marked: Vec<usize> = (first..=last).collect();
                let held: Vec<usize> = (0..columns).filter(holds).collect();
                assert_eq!(
                    marked, held,
                    "{from}..={to} of {days} days in {columns} columns"
                );
            }
        }
    }

    #[test]
    fn the_marked_columns_stay_within_the_strip() {
        for days in 1..40_usize {
            for columns in 1..30 {
                let last = i32::try_from(days).unwrap() - 1;
                let all = Window::new(Day(0), Day(last)).unwrap();
                assert_eq!(
                    marked_columns(Day(0), days, columns, all),
                    Some((0, columns - 1))
                );
                let newest = Window::ending(Day(last), 1);
                let (from, to) = marked_columns(Day(0), days, columns, newest).unwrap();
                assert!(from <= to && to == columns - 1);
            }
        }
        assert_eq!(
            marked_columns(Day(0), 10, 10, Window::ending(Day(-1), 3)),
            None
        );
    }

    #[test]
    fn every_day_is_in_some_column() {
        let day = |place| ShownDay {
            day: Day(place),
            plays: Shown::Exact(1),
            viewers: Shown::Exact(1),
            hours: None,
        };
        let days: Vec<ShownDay> = (0..5).map(day).collect();
        assert_eq!(columns_of(&days, 5), [1; 5]);
        assert_eq!(columns_of(&days, 10), [1; 10]);
        assert_eq!(
            columns_of(&days, 2),
            [1, 1],
            "columns of unequal length stay comparable"
        );
    }
}
