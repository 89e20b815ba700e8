//! What the viewers of a title or show played, too, on part 2 of its page.
//!
//! ```text
//!  Also played                    Viewers   Share   Lift
//!  The Pier                           120  31.4 %   3.2×
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::placeholder::say;
use super::role::Role;
use super::table::{Column, Row, Table};
use super::text::width;
use crate::domain::format::{factor, share, thousands};
use crate::guard::also_played::{ShownAlso, ShownAlsoRow};

/// Draws what was played, too, from the row `top` on; `None` is not known yet.
pub(super) fn draw(also: Option<&ShownAlso>, top: usize, area: Rect, buf: &mut Buffer) {
    let words = match also {
        None => "Reading what these viewers played.",
        Some(ShownAlso::Unkept) => {
            "The log does not say yet what each viewer played: bingetop rebuild LOG.db derives it from its plays."
        }
        Some(ShownAlso::Rows(rows)) if rows.is_empty() => {
            "There is nothing else to tell of a crowd of these viewers."
        }
        Some(ShownAlso::Rows(rows)) => return list(rows, top, area, buf),
    };
    say(words, Role::Faint, area, buf);
}

/// Lists the rows, as many as there is room for from one on.
fn list(rows: &[ShownAlsoRow], top: usize, area: Rect, buf: &mut Buffer) {
    let values = |row: &ShownAlsoRow| {
        [
            (thousands(row.of_both.into()), Role::Strong),
            (share(row.of_both.into(), row.of_first.into()), Role::Text),
            (factor(row.lift_tenths), Role::Strong),
        ]
    };
    let mut cells = [0; 3];
    for row in rows {
        for (cells, (value, _)) in cells.iter_mut().zip(values(row)) {
            *cells = width(&value).max(*cells);
        }
    }
    let row = |place: usize| {
        let row = &rows[place];
        Row {
            name: row.name.name.to_string(),
            of: row.name.show_beside().map(str::to_owned),
            values: Some(values(row).to_vec()),
        }
    };
    let table = Table {
        name_heading: "Also played",
        name_sorted: None,
        name_chosen_by: None,
        columns: vec![
            Column::of_values("Viewers", cells[0], 1),
            Column::of_values("Share", cells[1], 2),
            Column::of_values("Lift", cells[2], 0),
        ],
        rows: rows.len(),
        row: &row,
        selected: None,
        top,
        is_focused: false,
    };
    (&table).render(area, buf);
}
