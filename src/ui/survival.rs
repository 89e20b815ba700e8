//! The survival curve: viewers still going after so many days.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::symbols::Marker;
use ratatui::text::Span;
use ratatui::widgets::{Axis, Chart, Dataset, GraphType, Widget};

use super::frame_box::FrameBox;
use super::states::say;
use super::theme::Theme;
use crate::domain::format::{short, thousands};
use crate::guard::Guard;

/// Viewers whose longest streak is at least so many days, now and in the comparison window.
pub(super) struct Survival<'a> {
    /// Viewers at 1, 2, 3… days.
    pub now: &'a [u32],
    pub before: &'a [u32],
    pub guard: Guard,
    pub theme: &'a Theme,
}

impl Widget for &Survival<'_> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a chart's cells are coarser than any rounding"
    )]
    fn render(self, area: Rect, buf: &mut Buffer) {
        let note = if self.before.is_empty() {
            ""
        } else {
            "dots: the days compared with"
        };
        let inner = FrameBox {
            title: "Still going after N days",
            note: ratatui::text::Line::styled(note, self.theme.faint),
            is_focused: false,
            theme: self.theme,
        }
        .draw(area, buf);
        // A curve that falls to a few people would tell how long each of them kept going.
        let shown = |curve: &[u32]| -> Vec<(f64, f64)> {
            let large = (1..)
                .zip(curve)
                .take_while(|(_, viewers)| !self.guard.hides(**viewers));
            large
                .map(|(day, viewers)| (f64::from(day), f64::from(*viewers)))
                .collect()
        };
        let (now, before) = (shown(self.now), shown(self.before));
        if now.is_empty() {
            let words = if self.now.is_empty() {
                "Nobody was active."
            } else {
                "Too few viewers to draw a curve; x shows it."
            };
            return say(words, self.theme.faint, inner, buf);
        }
        let most = self
            .now
            .iter()
            .chain(self.before)
            .copied()
            .max()
            .unwrap_or(0);
        // Even, so that the middle of the axis is a whole number.
        let most = most.next_multiple_of(2).max(2);
        let days = now.len().max(before.len()).max(2);
        let labels = |texts: [String; 3]| texts.map(Span::raw).to_vec();
        let mut datasets = vec![
            Dataset::default()
                .marker(Marker::Quadrant)
                .graph_type(GraphType::Line)
                .style(self.theme.bar)
                .data(&now),
        ];
        if !before.is_empty() {
            let dotted = Dataset::default()
                .marker(Marker::Dot)
                .style(self.theme.faint);
            datasets.insert(0, dotted.graph_type(GraphType::Scatter).data(&before));
        }
        let chart = Chart::new(datasets)
            .x_axis(
                Axis::default()
                    .style(self.theme.faint)
                    .bounds([1.0, days as f64])
                    .labels(labels([
                        "1 day".to_owned(),
                        String::new(),
                        format!("{} days", thousands(days as u64)),
                    ])),
            )
            .y_axis(
                Axis::default()
                    .style(self.theme.faint)
                    .bounds([0.0, f64::from(most)])
                    .labels(labels([
                        "0".to_owned(),
                        short(u64::from(most) / 2),
                        short(u64::from(most)),
                    ])),
            )
            .legend_position(None);
        chart.render(inner, buf);
    }
}
