//! The first line: which log, which days, compared with what, how fresh.

use chrono::Datelike as _;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::role::Role;
use super::text::{fitting, width, write_at};
use crate::app::App;
use crate::domain::format::counted;
use crate::domain::{Day, Window};
use crate::guard::Shown;
use crate::guard::frame::{plays_of_log, viewers_of_log};
use crate::query::Facts;

/// The cells kept for the name of the log, at most.
const NAME_CELLS: usize = 24;

/// The cells kept for the range and its comparison.
const RANGE_CELLS: usize = 49;

/// The width from which on the line names the program, too.
const CELLS_FOR_PROGRAM: usize = 132;

/// The first line.
pub(super) struct Header<'a> {
    pub app: &'a App,
}

impl Header<'_> {
    fn log(&self) -> Vec<(u8, String)> {
        let setup = &self.app.setup;
        let mut parts = match self.app.viewer_shown() {
            Some(viewer) => vec![(0, format!("{viewer} alone")), (2, setup.log_name.clone())],
            None => vec![(0, setup.log_name.clone())],
        };
        if let Some(known) = self.app.known() {
            let facts = &known.facts;
            parts.push((1, self.app.provenance().to_owned()));
            let plays = self.app.view().map(|view| plays_of_log(facts, &view.frame));
            if let Some(Shown::Exact(plays)) = plays {
                parts.push((3, counted(plays, "play", "plays")));
            }
            parts.push((4, self.viewers(facts)));
        }
        parts
    }

    /// Returns how many viewers the log has; nothing where those outside the range could be counted by it.
    fn viewers(&self, facts: &Facts) -> String {
        if facts.viewer.is_some() {
            return String::new();
        }
        let frame = self.app.answer().map(|answer| &answer.frame);
        let viewers = frame.and_then(|frame| viewers_of_log(facts, frame, self.app.guard()));
        viewers.map_or_else(String::new, Shown::viewers)
    }

    fn range(&self) -> Vec<(u8, String)> {
        let Some(window) = self.app.window() else {
            return Vec::new();
        };
        let days = u64::from(window.days());
        vec![
            (0, from_to(window)),
            (1, counted(days, "day", "days")),
            (2, compared(self.app)),
            (3, self.unfinished(window.to())),
        ]
    }

    fn unfinished(&self, to: Day) -> String {
        let unfinished = self.app.known().and_then(|known| known.unfinished);
        match unfinished {
            Some(day) if day <= to => format!("{day} unfinished"),
            _ => String::new(),
        }
    }

    fn timer(&self) -> Vec<(u8, String)> {
        let app = self.app;
        let timer = match app.setup.refresh {
            _ if app.trouble.is_some() => "! stale".to_owned(),
            None => "○ off".to_owned(),
            Some(_) if app.is_paused => "‖ paused".to_owned(),
            Some(every) => format!("● {every:?}"),
        };
        let zone = app.known().map(|known| {
            let rule = known.facts.rule;
            let starts = if rule.starts_minutes == 0 {
                String::new()
            } else {
                format!(" {}", rule.starts())
            };
            format!("{}{starts}", rule.zone.name())
        });
        // A photo of the screen should show that small cohorts are on it.
        let exact = if app.is_revealed { "exact" } else { "" };
        vec![
            (0, exact.to_owned()),
            (1, timer),
            (2, zone.unwrap_or_default()),
        ]
    }
}

/// Returns the days of a window, the last without its year where it is the first's.
pub(super) fn from_to(window: Window) -> String {
    let (from, to) = (window.from(), window.to());
    if from == to {
        from.to_string()
    } else if from.date().year() == to.date().year() {
        format!("{from} → {}", to.date().format("%m-%d"))
    } else {
        format!("{from} → {to}")
    }
}

/// Returns the days compared with, without their year where it is the window's; nothing where there are none.
pub(super) fn compared(app: &App) -> String {
    app.compared().map_or_else(String::new, |(window, other)| {
        let year = window.from().date().year();
        let short = |day: Day| match day.date() {
            date if date.year() == year => date.format("%m-%d").to_string(),
            date => date.format("%Y-%m-%d").to_string(),
        };
        format!("vs {} → {}", short(other.from()), short(other.to()))
    })
}

impl Widget for &Header<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let cells = usize::from(area.width);
        // The name of the log stays longer than the time zone and the comparison.
        let name = width(&self.app.setup.log_name).min(NAME_CELLS) + 6;
        let timer = fitting(
            &self.timer(),
            "  ",
            cells.saturating_sub(name + RANGE_CELLS),
        );
        let for_range = cells.saturating_sub(name + width(&timer));
        let range = fitting(&self.range(), " · ", for_range);
        let room = cells.saturating_sub(width(&range) + width(&timer) + 6);
        let program = if cells >= CELLS_FOR_PROGRAM {
            "bingetop  "
        } else {
            ""
        };
        let parts = fitting(&self.log(), " · ", room.saturating_sub(width(program)));
        let mut log = vec![Span::styled(program, Role::Heading)];
        log.push(Span::raw(parts));
        let log = Line::from(log);
        buf.set_line(
            area.x + 1.min(area.width),
            area.y,
            &log,
            area.width.saturating_sub(1),
        );
        let timer_cells = width(&timer);
        let left = cells.saturating_sub(timer_cells + 1);
        write_at(buf, area, left, &timer, Role::Faint);
        // The range stands in the middle of the room left over.
        let free = left.saturating_sub(log.width() + 1 + width(&range));
        write_at(buf, area, log.width() + 1 + free / 2, &range, Role::Strong);
    }
}
