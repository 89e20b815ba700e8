//! The survival curve: how many viewers kept a streak for at least N days.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::symbols::Marker;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Axis, Chart, Dataset, GraphType, Widget};

use super::panel_box::PanelBox;
use super::placeholder::say;
use super::role::Role;
use crate::domain::format::{short, thousands};
use crate::guard::Shown;

/// Viewers whose longest streak is at least so many days, now and in the comparison window.
pub(super) struct Survival<'a> {
    /// Viewers at 1, 2, 3… days.
    pub now: &'a [Shown],
    pub before: &'a [Shown],
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

impl Survival<'_> {
    fn panel_box(&self) -> PanelBox<'static> {
        let note = if self.before.is_empty() {
            ""
        } else {
            "dots: the days compared with"
        };
        PanelBox {
            title: "Still going after N days",
            note: Line::styled(note, Role::Faint),
            is_focused: false,
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
        let both = || now.iter().chain(&before);
        let days = both().map(|(days, _)| *days).max().unwrap_or(0).max(2);
        let most = both().map(|(_, viewers)| *viewers).max().unwrap_or(0);
        Chart::new(datasets(&curve(&now), &curve(&before)))
            .x_axis(axis_of_days(days))
            .y_axis(axis_of_viewers(most))
            .legend_position(None)
            .render(inner, buf);
    }
}
