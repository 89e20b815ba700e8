//! What the heat maps of panel 4 share: a row a weekday, shades of plays, and what they mean.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::bars::{SHADES, shade};
use super::role::{Ground, Role};
use super::text::{width, write_at};
use crate::guard::Shown;

/// The weekdays, the first row first.
pub(super) const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// The cells before the first column: a weekday and the blanks around it.
pub(super) const LABELS: u16 = 5;

/// The lines of the map and of what stands right below it.
pub(super) const MAP_AND_AXIS: u16 = 8;

/// Writes a weekday before its row.
pub(super) fn draw_label(label: &str, row: Rect, buf: &mut Buffer) {
    write_at(buf, row, 1, label, Role::Faint);
}

/// Returns the shade of a number of plays, from 0 for none to 4 for the `most`.
pub(super) fn level(plays: Shown, most: u64) -> usize {
    match plays {
        Shown::Exact(plays) => shade(plays, most),
        // However many of a few: somebody came.
        _ => 1,
    }
}

/// Returns what a column of so many cells shows of a shade; none is a dot, however wide it is.
pub(super) fn shaded(level: usize, cells: usize) -> String {
    let times = if level == 0 { 1 } else { cells };
    SHADES[level].to_string().repeat(times)
}

/// Returns how a shade is painted.
pub(super) fn style(level: usize) -> Style {
    let shade = Style::from(Role::HEAT[level]);
    if level > 0 {
        shade.add_modifier(Modifier::BOLD)
    } else {
        shade
    }
}

/// Returns how picked cells are painted over their shade, so that no colour is needed to see them.
pub(super) fn picked() -> Style {
    Style::from(Ground::SelectedRow).add_modifier(Modifier::UNDERLINED)
}

/// Marks the cell that arrows move.
pub(super) fn mark_picked(x: u16, y: u16, buf: &mut Buffer) {
    if let Some(cell) = buf.cell_mut((x, y)) {
        let strong = Style::from(Role::Strong).add_modifier(Modifier::BOLD);
        cell.set_char('▶').set_style(strong.patch(picked()));
    }
}

/// Returns the first of some wordings that fits into `cells`, and the shades from less to more where there is room
/// for them, too; `None` where no wording fits.
pub(super) fn caption(wordings: &[String], cells: usize) -> Option<Line<'static>> {
    let words = wordings.iter().find(|words| width(words) <= cells)?;
    let mut line = Line::styled(words.clone(), Role::Faint);
    let legend = legend();
    if line.width() + legend.iter().map(Span::width).sum::<usize>() <= cells {
        line.extend(legend);
    }
    Some(line)
}

/// Returns the shades in their own colours.
fn legend() -> Vec<Span<'static>> {
    let mut spans = vec![Span::styled(" · less ", Role::Faint)];
    spans.extend((0..SHADES.len()).map(|level| Span::styled(shaded(level, 1), style(level))));
    spans.push(Span::styled(" more", Role::Faint));
    spans
}
