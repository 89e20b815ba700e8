//! The figures: totals of the window, and how they changed.

use std::cmp::Ordering;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::panel_box::PanelBox;
use super::role::Role;
use super::text::{number, number_within};
use crate::domain::format::{change, difference, points, share};
use crate::guard::{Guard, Shown};
use crate::query::Frame;
use crate::query::question::Compare;
use crate::query::totals::Totals;

/// The totals of the window.
pub(super) struct Figures<'a> {
    pub frame: &'a Frame,
    pub compare: Compare,
    pub guard: Guard,
}

/// One total: its title in a box, its word in a line, its value and its change.
struct Figure {
    title: String,
    word: &'static str,
    value: Shown,
    share: Option<String>,
    change: Change,
}

enum Change {
    Unasked,
    /// The log does not hold the days to compare with.
    NoDays,
    Hidden,
    Known(String, String, Ordering),
}

impl Figures<'_> {
    fn figures(&self) -> [Figure; 4] {
        let frame = self.frame;
        let totals = &frame.totals;
        let guard = self.guard;
        [
            Figure {
                title: "Plays".to_owned(),
                word: "plays",
                value: Shown::Exact(totals.plays),
                share: None,
                change: self.change(|totals| (None, totals.plays)),
            },
            Figure {
                title: "Active viewers".to_owned(),
                word: "viewers",
                value: guard.viewers(totals.viewers),
                share: None,
                change: self.change(|totals| (Some(totals.viewers), totals.viewers.into())),
            },
            Figure {
                title: format!("On a streak of {}+ days", frame.threshold),
                word: "on a streak",
                value: guard.viewers(totals.streakers),
                share: None,
                change: self.change(|totals| (Some(totals.streakers), totals.streakers.into())),
            },
            Figure {
                title: "Rewatch share".to_owned(),
                word: "rewatched",
                // Plays less rewatches are viewers, where one title was played.
                value: guard.about(totals.viewers, totals.rewatches),
                share: (!guard.hides(totals.viewers))
                    .then(|| share(totals.rewatches, totals.plays)),
                change: self.share_change(),
            },
        ]
    }

    /// Returns how a total changed; `value` takes it from the totals, with the number of viewers it
    /// is about, if it is about viewers.
    fn change(&self, value: impl Fn(&Totals) -> (Option<u32>, u64)) -> Change {
        let (now, before) = match self.compared() {
            Ok(pair) => pair,
            Err(change) => return change,
        };
        let ((viewers, now), (viewers_before, before)) = (value(now), value(before));
        let hides = |viewers: Option<u32>| viewers.is_some_and(|viewers| self.guard.hides(viewers));
        if hides(viewers) || hides(viewers_before) {
            return Change::Hidden;
        }
        Change::Known(
            change(now, before),
            difference(now, before),
            now.cmp(&before),
        )
    }

    fn share_change(&self) -> Change {
        match self.compared() {
            Err(change) => change,
            Ok((now, before))
                if self.guard.hides(now.viewers) || self.guard.hides(before.viewers) =>
            {
                Change::Hidden
            }
            Ok((now, before)) => {
                let (now, before) = ((now.rewatches, now.plays), (before.rewatches, before.plays));
                let ordering = (u128::from(now.0) * u128::from(before.1))
                    .cmp(&(u128::from(before.0) * u128::from(now.1)));
                if now.1 == 0 || before.1 == 0 {
                    return Change::Unasked; // there is no share where there are no plays
                }
                Change::Known(points(now, before), String::new(), ordering)
            }
        }
    }

    fn compared(&self) -> Result<(&Totals, &Totals), Change> {
        if self.compare == Compare::Off {
            return Err(Change::Unasked);
        }
        let comparison = self.frame.comparison.as_ref().ok_or(Change::NoDays)?;
        let other = comparison.other.as_ref().ok_or(Change::NoDays)?;
        Ok((&comparison.totals, other))
    }

    fn in_a_line(&self, area: Rect, buf: &mut Buffer) {
        let mut line = Line::from(" ");
        for figure in self.figures() {
            let value = figure.share.clone().unwrap_or_else(|| number(figure.value));
            let mut part = vec![
                Span::styled(value, Role::Strong),
                Span::raw(format!(" {}", figure.word)),
            ];
            if let Change::Known(change, _, ordering) = &figure.change {
                let change = change.replace(" points", " pts");
                part.push(Span::styled(format!(" {change}"), role_of(*ordering)));
            }
            let cells: usize = part.iter().map(Span::width).sum();
            if line.width() + 3 + cells > usize::from(area.width) {
                break;
            }
            if line.width() > 1 {
                line.push_span(Span::styled(" · ", Role::Faint));
            }
            line.extend(part);
        }
        buf.set_line(area.x, area.y, &line, area.width);
    }
}

/// Draws a figure in a box, with as much of its change as fits.
fn draw_boxed(figure: &Figure, area: Rect, buf: &mut Buffer) {
    let inner = PanelBox {
        title: &figure.title,
        note: Line::default(),
        is_focused: false,
    }
    .draw(area, buf);
    let room = usize::from(inner.width).saturating_sub(2);
    let value = figure
        .share
        .clone()
        .unwrap_or_else(|| number_within(figure.value, room));
    let mut line = Line::from(vec![Span::raw(" "), Span::styled(value, Role::Strong)]);
    for part in parts(&figure.change) {
        if line.width() + 2 + part.width() <= room + 1 {
            line.push_span(Span::raw("  "));
            line.push_span(part);
        }
    }
    buf.set_line(inner.x, inner.y, &line, inner.width);
}

/// Returns a change as the parts shown beside a value, the most important first.
fn parts(change: &Change) -> Vec<Span<'static>> {
    match change {
        Change::Unasked => Vec::new(),
        Change::NoDays => vec![Span::styled("– not in the log", Role::Faint)],
        Change::Hidden => vec![Span::styled("– small cohort", Role::Faint)],
        Change::Known(change, difference, ordering) => {
            let role = role_of(*ordering);
            let mut parts = vec![Span::styled(change.clone(), role)];
            if !difference.is_empty() {
                parts.push(Span::styled(format!("({difference})"), Role::Faint));
            }
            parts
        }
    }
}

/// Returns the role of a change that goes this way.
fn role_of(ordering: Ordering) -> Role {
    match ordering {
        Ordering::Greater => Role::Up,
        Ordering::Less => Role::Down,
        Ordering::Equal => Role::Faint,
    }
}

impl Widget for &Figures<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        if area.height < 3 {
            self.in_a_line(area, buf);
            return;
        }
        let areas: [Rect; 4] = Layout::horizontal([Constraint::Fill(1); 4]).areas(area);
        for (figure, area) in self.figures().iter().zip(areas) {
            draw_boxed(figure, area, buf);
        }
    }
}
