//! Cells of what is copied, with tabs between them.

use crate::domain::format::thousands;
use crate::guard::Shown;
use crate::snapshot::catalog::ItemName;

pub(super) fn tabbed(cells: &[String]) -> String {
    // A name may hold a tab or a line's end: neither begins a column or a row.
    let cells = cells
        .iter()
        .map(|cell| cell.replace(['\t', '\n', '\r'], " "));
    cells.collect::<Vec<_>>().join("\t")
}

pub(super) fn headings(words: &[&str]) -> String {
    words.join("\t")
}

pub(super) fn written(number: Shown) -> String {
    number.in_words(thousands)
}

pub(super) fn named(name: &ItemName) -> [String; 2] {
    let show = name.show_beside().unwrap_or_default();
    [name.name.to_string(), show.to_owned()]
}
