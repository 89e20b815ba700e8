//! How a show is watched, on part 2 of its page.
//!
//! ```text
//!  Binges  312 by 208 viewers, up to 9 titles
//!
//!  Last played                    Viewers
//!  The Pier                           120  ━━━━━━━━━━
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::bars::bar;
use super::placeholder::say;
use super::role::Role;
use super::table::{Column, Row, Table};
use super::text::{number, width};
use crate::domain::format::{counted, thousands};
use crate::guard::Shown;
use crate::guard::sittings::{ShownBinges, ShownSittings, ShownStop};
use crate::snapshot::catalog::ItemName;

/// The cells of a bar beside a title.
const BAR: usize = 10;

/// Draws how a show is watched; `None` is not known yet.
pub(super) fn draw(sittings: Option<&ShownSittings>, area: Rect, buf: &mut Buffer) {
    let Some(sittings) = sittings else {
        return say("Reading the rows of this show.", Role::Faint, area, buf);
    };
    let line = in_words(sittings.binges.as_ref());
    buf.set_line(area.x, area.y, &line, area.width);
    let above = 2.min(area.height);
    let below = Rect {
        y: area.y + above,
        height: area.height - above,
        ..area
    };
    list(&sittings.stops, below, buf);
}

fn in_words(binges: Option<&ShownBinges>) -> Line<'static> {
    let mut line = Line::styled(" Binges  ", Role::Text);
    let (strong, faint) = match binges {
        None => (String::new(), "unknown: rows have no lengths".to_owned()),
        Some(binges) => match (binges.viewers, binges.binges) {
            (Shown::Exact(0), _) => ("none".to_owned(), " of three titles or more".to_owned()),
            (Shown::Exact(viewers), Shown::Exact(times)) => (
                thousands(times),
                format!(
                    " by {}, up to {} titles",
                    counted(viewers, "viewer", "viewers"),
                    number(binges.most)
                ),
            ),
            (Shown::Exact(viewers), _) => (
                counted(viewers, "viewer", "viewers"),
                format!(", up to {} titles at once", number(binges.most)),
            ),
            (hidden, _) => (hidden.viewers(), String::new()),
        },
    };
    line.push_span(Span::styled(strong, Role::Strong));
    line.push_span(Span::styled(faint, Role::Faint));
    line
}

/// Lists the titles where viewers stopped, as many as there is room for.
fn list(stops: &[ShownStop], area: Rect, buf: &mut Buffer) {
    let most = stops.iter().filter_map(|stop| stop.viewers).max();
    let most = u64::from(most.unwrap_or(0));
    let row = |place: usize| {
        let stop = &stops[place];
        let name = stop.name.as_deref();
        let values = stop.viewers.map(|viewers| {
            vec![
                (thousands(viewers.into()), Role::Strong),
                (bar(viewers.into(), most, BAR), Role::Bar),
            ]
        });
        Row {
            name: name
                .map_or("(several at once)", ItemName::within_show)
                .to_owned(),
            of: None,
            values,
        }
    };
    let table = Table {
        name_heading: "Last played",
        name_sorted: None,
        name_chosen_by: None,
        columns: vec![
            Column::of_values("Viewers", width(&thousands(most)), 0),
            Column::of_drawings("", BAR, 1),
        ],
        rows: stops.len(),
        row: &row,
        selected: None,
        top: 0,
        is_focused: false,
    };
    (&table).render(area, buf);
}
