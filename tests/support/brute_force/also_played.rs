//! What the viewers of an item played, too, from judged rows.

use std::collections::{BTreeMap, BTreeSet};

use bingetop::domain::Window;

use super::{History, Item, Judged};

/// Viewers of another item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Also {
    pub viewers: u32,
    pub of_both: u32,
}

impl History {
    /// Returns viewers with a play in the window, and those of each other item of the level that viewers of an item played.
    pub fn also_played(&self, item: &Item, window: Window) -> (u32, BTreeMap<Item, Also>) {
        let item_of = |row: &Judged| match item {
            Item::Show(_) => Item::Show(row.show.clone()),
            _ => Item::Title(row.title.clone()),
        };
        let mut viewers: BTreeMap<Item, BTreeSet<&str>> = BTreeMap::new();
        let mut active = BTreeSet::new();
        for row in &self.rows {
            if row.opens && row.of_play && window.contains(row.day) {
                active.insert(&row.viewer);
                viewers.entry(item_of(row)).or_default().insert(&row.viewer);
            }
        }
        let own = viewers.remove(item).unwrap_or_default();
        let also = viewers.into_iter().filter_map(|(other, viewers)| {
            let of_both = own.intersection(&viewers).count();
            let also = Also {
                viewers: u32::try_from(viewers.len()).expect("few"),
                of_both: u32::try_from(of_both).expect("few"),
            };
            (of_both > 0).then_some((other, also))
        });
        let active = u32::try_from(active.len()).expect("few");
        (active, also.collect())
    }
}
