//! One sentence on the window's most remarkable cohort.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::role::Role;
use super::text::{cut, cut_words, width};
use crate::app::App;
use crate::domain::Day;
use crate::guard::headline::{in_short, sentence};
use crate::query::callouts::Callout;

/// One sentence on the window's most remarkable cohort, or on the open page's.
pub(super) struct Headline<'a> {
    pub app: &'a App,
}

impl Headline<'_> {
    fn text(&self, cells: usize) -> Option<(String, bool)> {
        let app = self.app;
        let frame = &app.answer()?.frame;
        let yesterday = app.known()?.yesterday;
        if frame.totals.rows == 0 {
            let held = app.known()?.facts.days?;
            return Some((
                format!("No plays in these days: the log runs {held}."),
                false,
            ));
        }
        let Some(callout) = frame.callouts.first() else {
            return Some((
                "No crowd has come back day after day up to the end of these days.".to_owned(),
                false,
            ));
        };
        Some((sentence_within(callout, yesterday, cells), true))
    }
}

/// Returns the sentence on a cohort; where it does not fit into `cells`, the name in it is cut
/// before the numbers are.
pub(super) fn sentence_within(callout: &Callout, yesterday: Day, cells: usize) -> String {
    let whole = sentence(callout, yesterday);
    let excess = width(&whole).saturating_sub(cells);
    let name = &callout.name.name;
    let room = width(name).saturating_sub(excess);
    if excess == 0 {
        return whole;
    }
    if room < LEAST_NAME {
        return cut(&in_short(callout), cells);
    }
    let mut shorter = callout.clone();
    Arc::make_mut(&mut shorter.name).name = cut(name, room).into();
    sentence(&shorter, yesterday)
}

/// The fewest cells of a name worth reading.
const LEAST_NAME: usize = 12;

impl Widget for &Headline<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let cells = usize::from(area.width.saturating_sub(2));
        let Some((text, is_found)) = self.text(cells) else {
            return;
        };
        let role = if is_found { Role::Strong } else { Role::Faint };
        buf.set_stringn(
            area.x + 2.min(area.width),
            area.y,
            cut_words(&text, cells),
            cells,
            role,
        );
    }
}
