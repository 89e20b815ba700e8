//! How a show is watched, from judged rows.

use std::collections::{BTreeMap, BTreeSet};

use bingetop::domain::Window;

use super::{History, Item, Judged, TitleKey};

/// The pause that a binge bears.
const PAUSE: i64 = 30 * 60;

impl History {
    fn rows_of_plays(&self, item: &Item, window: Window) -> BTreeMap<&str, Vec<&Judged>> {
        let mut rows: BTreeMap<&str, Vec<&Judged>> = BTreeMap::new();
        for row in &self.rows {
            let is_of_item = matches!(item, Item::Show(show) if row.show == *show);
            if is_of_item && row.of_play && window.contains(row.day) {
                rows.entry(&row.viewer).or_default().push(row);
            }
        }
        rows
    }

    /// Returns whether any row of a show says when it ended, and viewers by their binges and the most titles of one.
    ///
    /// READING: "the one before" is any before: one goes on while any of those has not ended for 30 minutes. What
    /// begins at the same moment goes together.
    pub fn binges(&self, item: &Item, window: Window) -> (bool, BTreeMap<(u64, u64), u32>) {
        let mut bingers = BTreeMap::new();
        let mut has_ends = false;
        for mut rows in self.rows_of_plays(item, window).into_values() {
            rows.sort_by_key(|row| (row.start, row.seconds.is_none()));
            let mut sittings: Vec<BTreeSet<&TitleKey>> = Vec::new();
            let mut end = None;
            for row in rows {
                match sittings.last_mut() {
                    Some(titles) if end.is_some_and(|end| row.start <= end + PAUSE) => {
                        titles.insert(&row.title);
                    }
                    _ => sittings.push(BTreeSet::from([&row.title])),
                }
                if let Some(seconds) = row.seconds {
                    has_ends = true;
                    end = end.max(Some(row.start + i64::from(seconds)));
                }
            }
            let long = sittings.into_iter().map(|titles| titles.len() as u64);
            let long: Vec<u64> = long.filter(|titles| *titles >= 3).collect();
            if let Some(most) = long.iter().max() {
                *bingers.entry((long.len() as u64, *most)).or_insert(0) += 1;
            }
        }
        (has_ends, bingers)
    }

    /// Returns the viewers of a show by the title that they played last.
    pub fn stops(&self, item: &Item, window: Window) -> BTreeMap<Option<TitleKey>, u32> {
        let mut stops = BTreeMap::new();
        for rows in self.rows_of_plays(item, window).into_values() {
            let plays = || rows.iter().filter(|row| row.opens);
            let Some(latest) = plays().map(|row| row.start).max() else {
                continue;
            };
            let last = plays().filter(|row| row.start == latest);
            let last: BTreeSet<&TitleKey> = last.map(|row| &row.title).collect();
            let title = last.first().copied().filter(|_| last.len() == 1);
            *stops.entry(title.cloned()).or_insert(0) += 1;
        }
        stops
    }
}
