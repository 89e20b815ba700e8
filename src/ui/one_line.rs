//! The whole dashboard in one line, for any size down to one cell.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::role::Role;
use super::text::{cut_words, fitting, width};
use crate::app::App;
use crate::app::state::Content;
use crate::domain::format::{change, short};

/// The whole dashboard in one line.
pub(super) struct OneLine<'a> {
    pub app: &'a App,
}

impl OneLine<'_> {
    fn parts(&self) -> Vec<(u8, String)> {
        let keys = |words| self.app.setup.bindings.with_keys(words);
        let words = |words: &str| vec![(0, words.to_owned()), (1, keys("{quit} quits"))];
        let (known, view) = match (&self.app.content, self.app.view()) {
            (Content::Loading, _) | (Content::Ready(..), None) => return words("reading…"),
            (Content::Broken(reason), _) => return words(reason),
            (Content::Empty(_), _) => return words("no plays yet"),
            (Content::Ready(known, _), Some(view)) => (known, view),
        };
        let frame = &view.frame;
        let totals = &frame.totals;
        let compared = frame
            .comparison
            .as_ref()
            .and_then(|both| Some((both.totals, both.other?)));
        // A figure and its change are of the same days.
        let totals = compared.map_or(*totals, |(now, _)| now);
        let changed = compared
            .and_then(|(now, before)| Some((now.plays.exact()?, before.plays.exact()?)))
            .map(|(now, before)| change(now, before).replace(" +", "").replace(" -", ""));
        let viewers = totals.viewers.in_words(short);
        let viewer = self.app.viewer_shown();
        let whose = viewer.map_or_else(String::new, |name| format!("{name}: "));
        let plays = format!("{whose}{} plays", totals.plays.in_words(short));
        let stale = self.app.trouble.as_ref().map(|_| "! stale".to_owned());
        vec![
            (
                0,
                [plays, changed.unwrap_or_default()]
                    .join(" ")
                    .trim()
                    .to_owned(),
            ),
            (1, stale.unwrap_or_default()),
            (3, format!("{viewers} viewers")),
            (4, frame.window.to_string()),
            (5, known.facts.rule.zone.name().to_owned()),
            (2, keys("{help} {quit}")),
        ]
    }
}

impl Widget for &OneLine<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        if area.is_empty() {
            return;
        }
        let cells = usize::from(area.width);
        let parts = self.parts();
        let text = match parts.first() {
            Some((_, first)) if width(first) > cells => cut_words(first, cells),
            _ => fitting(&parts, " · ", cells),
        };
        buf.set_stringn(area.x, area.y, text, cells, Role::Text);
    }
}
