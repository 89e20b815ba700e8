//! One sentence on the window's most remarkable cohort.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::text::cut;
use super::theme::Theme;
use crate::app::App;
use crate::guard::headline::sentence;

/// One sentence on the window's most remarkable cohort, or on the open page's.
pub(super) struct Headline<'a> {
    pub app: &'a App,
    pub theme: &'a Theme,
}

impl Headline<'_> {
    fn text(&self) -> Option<(String, bool)> {
        let app = self.app;
        let frame = &app.answer()?.frame;
        let newest = app.known()?.facts.days?.to();
        if frame.totals.rows == 0 {
            let held = app.known()?.facts.days?;
            return Some((
                format!(
                    "No plays from {} to {}. The log runs from {} to {}.",
                    frame.window.from(),
                    frame.window.to(),
                    held.from(),
                    held.to()
                ),
                false,
            ));
        }
        let Some(callout) = frame.callouts.first() else {
            return Some((
                "No crowd has come back day after day up to the end of these days.".to_owned(),
                false,
            ));
        };
        Some((sentence(callout, frame.window.to(), newest), true))
    }
}

impl Widget for &Headline<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let Some((text, is_found)) = self.text() else {
            return;
        };
        let style = if is_found {
            self.theme.strong
        } else {
            self.theme.faint
        };
        let cells = usize::from(area.width.saturating_sub(2));
        buf.set_stringn(
            area.x + 2.min(area.width),
            area.y,
            cut(&text, cells),
            cells,
            style,
        );
    }
}
