//! The survival curve: how many viewers kept a streak for at least N days.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::symbols::Marker;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Axis, Chart, Dataset, GraphType, Widget};

use super::cohorts::Ladder;
use super::panel_box::PanelBox;
use super::placeholder::say;
use super::role::Role;
use super::text::write_at;
use crate::domain::format::{short, thousands};
use crate::guard::Shown;
use crate::guard::cohorts::ShownStep;

/// Viewers whose longest streak is at least so many days, now and in the comparison window.
pub(super) struct Survival<'a> {
    /// Viewers at 1, 2, 3… days.
    pub now: &'a [Shown],
    pub before: &'a [Shown],
    pub is_focused: bool,
}

/// The points of a curve: days, and the viewers still going after them.
type Curve = Vec<(f64, f64)>;

/// Returns the steps of a curve that are told. The others are joined with the one before, and the curve ends
/// where few are left: it would tell how long each of them kept going.
fn told(viewers: &[Shown]) -> Vec<(u32, u64)> {
    let steps = (1..).zip(viewers);
    steps
        .filter_map(|(days, viewers)| Some((days, viewers.exact()?)))
        .collect()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a chart's cells are coarser than any rounding"
)]
fn curve(told: &[(u32, u64)]) -> Curve {
    let points = told.iter();
    points
        .map(|(days, viewers)| (f64::from(*days), *viewers as f64))
        .collect()
}

/// Returns the corners of a step line through a curve: as many are still going until fewer are.
fn steps(curve: &Curve) -> Curve {
    let mut corners = Curve::new();
    for point in curve {
        if let Some((_, viewers)) = corners.last() {
            corners.push((point.0, *viewers));
        }
        corners.push(*point);
    }
    corners
}

/// So many days make a curve; fewer are drawn as bars.
const LEAST_DAYS: u32 = 5;

impl Survival<'_> {
    /// Returns the most days of a step that is told.
    fn longest(&self) -> u32 {
        let both = [self.now, self.before].into_iter().flat_map(told);
        both.map(|(days, _)| days).max().unwrap_or(0)
    }

    fn panel_box(&self) -> PanelBox<'static> {
        let note = if self.before.is_empty() || self.longest() < LEAST_DAYS {
            ""
        } else {
            "dots: the days compared with"
        };
        PanelBox {
            title: "1 Still going after N days",
            note: Line::styled(note, Role::Faint),
            is_focused: self.is_focused,
        }
    }

    /// Draws a bar a day, and below them, where there is room, those of the days compared with.
    fn bars(&self, area: Rect, buf: &mut Buffer) {
        let ladder = |viewers: &[Shown], area: Rect, buf: &mut Buffer| {
            let last = viewers.iter().rposition(|step| step.exact().is_some());
            let told = &viewers[..last.map_or(0, |last| last + 1)];
            let step = |(at_least, viewers): (u32, &Shown)| ShownStep {
                at_least,
                viewers: *viewers,
            };
            let steps: Vec<ShownStep> = (1..).zip(told).map(step).collect();
            let ladder = Ladder {
                steps: &steps,
                unit: "days",
                is_rounded: false,
                threshold: None,
            };
            (&ladder).render(area, buf);
            u16::try_from(steps.len()).unwrap_or(u16::MAX)
        };
        let used = ladder(self.now, area, buf).saturating_add(1);
        let [_, heading, below] = Layout::vertical([
            Constraint::Length(used),
            Constraint::Length(1),
            Constraint::Min(0),
        ])
        .areas(area);
        if !self.before.is_empty() && !below.is_empty() {
            write_at(buf, heading, 1, "the days compared with", Role::Faint);
            ladder(self.before, below, buf);
        }
    }
}

/// Returns the curve as a line, over that of the days compared with as dots.
fn datasets<'a>(now: &'a Curve, before: &'a Curve) -> Vec<Dataset<'a>> {
    let line = Dataset::default()
        .marker(Marker::Quadrant)
        .graph_type(GraphType::Line)
        .style(Role::Bar)
        .data(now);
    let dots = Dataset::default()
        .marker(Marker::Dot)
        .graph_type(GraphType::Scatter)
        .style(Role::Compared)
        .data(before);
    if before.is_empty() {
        vec![line]
    } else {
        vec![dots, line]
    }
}

fn axis(bounds: [f64; 2], labels: [String; 3]) -> Axis<'static> {
    Axis::default()
        .style(Role::Faint)
        .bounds(bounds)
        .labels(labels.map(Span::raw))
}

fn axis_of_days(days: u32) -> Axis<'static> {
    let last = format!("{} days", thousands(days.into()));
    axis(
        [1.0, days.into()],
        ["1 day".to_owned(), String::new(), last],
    )
}

/// Returns the axis of viewers: it ends with the most there are, and names the middle where that is whole.
#[expect(
    clippy::cast_precision_loss,
    reason = "a chart's cells are coarser than any rounding"
)]
fn axis_of_viewers(most: u64) -> Axis<'static> {
    let middle = if most.is_multiple_of(2) {
        short(most / 2)
    } else {
        String::new()
    };
    let labels = ["0".to_owned(), middle, short(most)];
    axis([0.0, most as f64], labels)
}

impl Widget for &Survival<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let inner = self.panel_box().draw(area, buf);
        let (now, before) = (told(self.now), told(self.before));
        if now.is_empty() {
            let words = if self.now.is_empty() {
                "Nobody was active."
            } else {
                "Too few viewers to draw a curve; x shows it."
            };
            return say(words, Role::Faint, inner, buf);
        }
        let days = self.longest();
        let both = || now.iter().chain(&before);
        let most = both().map(|(_, viewers)| *viewers).max().unwrap_or(0);
        if days < LEAST_DAYS {
            return self.bars(inner, buf);
        }
        Chart::new(datasets(&steps(&curve(&now)), &curve(&before)))
            .x_axis(axis_of_days(days))
            .y_axis(axis_of_viewers(most))
            .legend_position(None)
            .render(inner, buf);
    }
}
