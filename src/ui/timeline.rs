//! The timeline: the plays of the whole log in one line, the range marked.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::bars;
use super::panel_box::PanelBox;
use super::role::Role;
use super::text::{width, write_at};
use crate::app::App;
use crate::app::span::PRESETS;
use crate::domain::{Day, Window};
use crate::guard::days::ShownDay;

/// The whole log in one line, with a box around it where there is room for three.
pub(super) struct Timeline<'a> {
    pub app: &'a App,
}

impl Widget for &Timeline<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        if area.height < 3 {
            self.strip(area, buf);
            return;
        }
        let inner = PanelBox {
            title: &self.presets(),
            note: Line::default(),
            is_focused: false,
        }
        .draw(area, buf);
        self.strip(inner, buf);
        self.scale(
            Rect {
                y: area.bottom() - 1,
                ..inner
            },
            buf,
        );
    }
}

impl Timeline<'_> {
    fn presets(&self) -> String {
        let chosen = self.app.span.preset();
        let presets = PRESETS.iter().enumerate().map(|(place, preset)| {
            if chosen == Some(place) {
                format!("[{preset}]")
            } else {
                (*preset).to_owned()
            }
        });
        let presets: Vec<String> = presets.collect();
        format!("{} · d type a range", presets.join(" "))
    }

    /// Draws the plays of the log in as many columns as there are cells.
    fn strip(&self, area: Rect, buf: &mut Buffer) {
        let columns = usize::from(area.width);
        let (Some(window), true) = (self.app.window(), columns > 0) else {
            return;
        };
        let days = self.app.days();
        let sums = columns_of(days, columns);
        let most = sums.iter().copied().max().unwrap_or(0);
        let marked = days
            .first()
            .and_then(|first| marked_columns(first.day, days.len(), columns, window));
        for (x, sum) in (area.x..).zip(&sums) {
            let is_inside =
                marked.is_some_and(|(from, to)| (from..=to).contains(&usize::from(x - area.x)));
            let role = if is_inside { Role::Bar } else { Role::Faint };
            put(buf, x, area.y, bars::height(*sum, most), role);
        }
        if let Some((from, to)) = marked {
            let beside = [from.checked_sub(1), Some(to + 1).filter(|to| *to < columns)];
            for column in beside.into_iter().flatten() {
                let x = area.x + u16::try_from(column).unwrap_or(0);
                put(buf, x, area.y, '┃', Role::Strong);
            }
        }
    }

    /// Writes dates along the lower border.
    fn scale(&self, area: Rect, buf: &mut Buffer) {
        let Some(known) = self.app.known() else {
            return;
        };
        let (Some(first), Some(last)) = (known.timeline.first(), known.timeline.last()) else {
            return;
        };
        let newest = format!(" newest {} ", last.day);
        let columns = usize::from(area.width);
        let right = columns.saturating_sub(width(&newest) + 1);
        let mut free_from = 0;
        for (day, label) in labels(first.day, last.day) {
            let column = column_of(day, first.day, known.timeline.len(), columns);
            if column >= free_from && column + width(&label) + 2 < right {
                write_at(buf, area, column, &label, Role::Faint);
                free_from = column + width(&label) + 4;
            }
        }
        if columns > width(&newest) {
            write_at(buf, area, right, &newest, Role::Faint);
        }
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
    let bounds = |column: usize| column * days.len() / columns;
    (0..columns)
        .map(|column| {
            // Where the log has fewer days than there are columns, a day takes several of them.
            let from = bounds(column);
            let to = bounds(column + 1).max(from + 1).min(days.len());
            let plays: u64 = days[from.min(to)..to]
                .iter()
                // However many plays a few had: somebody came.
                .map(|day| day.plays.exact().unwrap_or(1))
                .sum();
            plays / (to - from.min(to)).max(1) as u64
        })
        .collect()
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
    let from = place(shared.from()) * columns / days;
    let to = ((place(shared.to()) + 1) * columns).div_ceil(days) - 1;
    Some((from, to.max(from)))
}

/// Returns the first day of the log and of every later quarter, each with a label.
fn labels(first: Day, last: Day) -> Vec<(Day, String)> {
    use chrono::Datelike as _;
    let mut labels = vec![(first, format!("{}", first.date().format("%Y-%m")))];
    let (mut year, mut month) = (first.date().year(), first.date().month0() / 3 * 3 + 1);
    loop {
        month += 3;
        if month > 12 {
            (year, month) = (year + 1, 1);
        }
        match Day::from_ymd(year, month, 1) {
            Some(day) if day <= last => labels.push((day, format!("{year}-{month:02}"))),
            _ => return labels,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::Shown;

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
