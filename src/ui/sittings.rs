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
use crate::app::tabs::PlaysTab;
use crate::domain::format::{counted, thousands};
use crate::guard::Shown;
use crate::guard::sittings::{ShownBinges, ShownSittings, ShownStop};

/// The cells of a bar beside a title.
const BAR: usize = 10;

/// Draws how a show is watched, the list of stops from a row on; `None` is not known yet.
pub(super) fn draw(sittings: Option<&ShownSittings>, scroll: usize, area: Rect, buf: &mut Buffer) {
    let Some(sittings) = sittings else {
        return say("Reading the rows of this show.", Role::Faint, area, buf);
    };
    let line = line(sittings.binges.as_ref(), area.width);
    buf.set_line(area.x, area.y, &line, area.width);
    let above = u16::try_from(PlaysTab::Sittings.lines_above()).unwrap_or(0);
    let above = above.min(area.height);
    let below = Rect {
        y: area.y + above,
        height: area.height - above,
        ..area
    };
    list(&sittings.stops, scroll, below, buf);
}

/// Returns what is said of binges in so many cells; what does not fit whole is left out from the end.
fn line(binges: Option<&ShownBinges>, cells: u16) -> Line<'static> {
    let mut line = Line::styled(" Binges  ", Role::Text);
    for (part, role) in in_words(binges) {
        if line.width() + width(&part) > usize::from(cells) {
            break;
        }
        line.push_span(Span::styled(part, role));
    }
    line
}

fn in_words(binges: Option<&ShownBinges>) -> Vec<(String, Role)> {
    let Some(binges) = binges else {
        return vec![("unknown: rows have no lengths".to_owned(), Role::Faint)];
    };
    let up_to = (
        format!(", up to {} titles", number(binges.most)),
        Role::Faint,
    );
    match (binges.viewers, binges.binges) {
        (Shown::Exact(0), _) => vec![
            ("none".to_owned(), Role::Strong),
            (" of three titles or more".to_owned(), Role::Faint),
        ],
        (Shown::Exact(viewers), Shown::Exact(times)) => {
            let by = format!(" by {}", counted(viewers, "viewer", "viewers"));
            vec![(thousands(times), Role::Strong), (by, Role::Faint), up_to]
        }
        (Shown::Exact(viewers), _) => {
            let viewers = counted(viewers, "viewer", "viewers");
            vec![(viewers, Role::Strong), up_to]
        }
        (hidden, _) => vec![(hidden.viewers(), Role::Strong)],
    }
}

/// Lists the titles where viewers stopped, as many as there is room for, from a row on.
fn list(stops: &[ShownStop], scroll: usize, area: Rect, buf: &mut Buffer) {
    let most = stops.iter().filter_map(|stop| stop.viewers).max();
    let most = u64::from(most.unwrap_or(0));
    let row = |place: usize| {
        let stop = &stops[place];
        let values = stop.viewers.map(|viewers| {
            vec![
                (thousands(viewers.into()), Role::Strong),
                (bar(viewers.into(), most, BAR), Role::Bar),
            ]
        });
        Row {
            name: stop.called().to_owned(),
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
        top: scroll,
        is_focused: false,
    };
    (&table).render(area, buf);
}
