//! What a viewer with changes has of a show besides: its titles without a change.
//!
//! Of a hundred titles of a show a viewer has a few. They are found in what the log keeps of viewers, so that no rows
//! are looked for where there are none. It keeps titles of which a play began, and each that has an active day is one
//! ([`crate::domain::viewing::roles`]).

use super::changed_shows::ChangedShows;
use crate::cube::viewer_titles::ViewerTitles;
use crate::derive::change_set::MEMORY_SHARE;
use crate::derive::changes::Change;
use crate::store::memory::Memory;

/// Pairs of a title without changes and a viewer who has changes of its show.
#[derive(Debug)]
pub struct OtherTitles {
    pairs: Vec<(u32, u32)>,
    /// How many pairs there may be.
    most: u64,
}

impl OtherTitles {
    /// Returns no pairs yet, of which there may be so many as fit.
    pub fn new(memory: Memory) -> Self {
        Self {
            pairs: Vec::new(),
            most: memory.bytes() / MEMORY_SHARE / size_of::<(u32, u32)>() as u64,
        }
    }

    /// Adds those of a viewer, given the changes by title and the titles before these.
    pub fn add(&mut self, shows: &ChangedShows, changes: &[&Change<'_>], titles: &ViewerTitles) {
        if !self.fit() {
            return;
        }
        let show_of = |change: &&Change<'_>| shows.show_of(change.title);
        for played in titles.0.chunk_by(|a, b| a.title == b.title) {
            let title = played[0].title;
            let Some(show) = shows.show_of(title) else {
                continue;
            };
            let has_changes = changes.iter().any(|change| show_of(change) == Some(show));
            if has_changes && changes.iter().all(|change| change.title != title) {
                self.pairs.push((title, changes[0].viewer));
            }
        }
    }

    /// Returns the pairs in the order in which their rows lie; `None` where there were more than fit.
    pub fn sorted(mut self) -> Option<Self> {
        self.pairs.sort_unstable();
        self.fit().then_some(self)
    }

    fn fit(&self) -> bool {
        self.pairs.len() as u64 <= self.most
    }

    /// Returns the viewers of a title, rising, where the pairs are sorted.
    pub fn viewers_of(&self, title: u32) -> impl Iterator<Item = u32> {
        let from = self.pairs.partition_point(|(of, _)| *of < title);
        let pairs = self.pairs[from..].iter();
        pairs
            .take_while(move |(of, _)| *of == title)
            .map(|(_, viewer)| *viewer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cube::viewer_titles::TitleDay;
    use crate::store::schema;
    use rusqlite::Connection;

    /// Titles 1 to 3 belong to show 1, and 4 and 5 to show 4.
    fn log() -> Connection {
        let conn = Connection::open_in_memory().unwrap();
        schema::migrate(&conn).unwrap();
        conn.execute_batch(
            "INSERT INTO shows VALUES (1, 'one', 'One', 0), (4, 'four', 'Four', 0);
             INSERT INTO titles VALUES
                 (1, 'a', 1, 0, 'A', 0, NULL, NULL), (2, 'b', 1, 0, 'B', 0, NULL, NULL),
                 (3, 'c', 1, 0, 'C', 0, NULL, NULL), (4, 'd', 4, 0, 'D', 0, NULL, NULL),
                 (5, 'e', 4, 0, 'E', 0, NULL, NULL);",
        )
        .unwrap();
        conn
    }

    fn change(title: u32, viewer: u32) -> Change<'static> {
        Change {
            title,
            viewer,
            before: &[],
            after: &[],
        }
    }

    fn played(titles: impl Iterator<Item = u32>) -> ViewerTitles {
        let days = titles.flat_map(|title| [1, 2].map(|day| TitleDay { title, day }));
        ViewerTitles(days.collect())
    }

    #[test]
    fn titles_without_a_change_are_those_of_shows_with_changes_of_the_viewer() {
        let changes = [change(2, 7), change(2, 8), change(4, 8)];
        let by_title: Vec<_> = changes.chunk_by(|a, b| a.title == b.title).collect();
        let shows = ChangedShows::load(&log(), &by_title).unwrap();
        let mut others = OtherTitles::new(Memory::default());
        others.add(&shows, &[&changes[1], &changes[2]], &played(1..=9));
        others.add(&shows, &[&changes[0]], &played(1..=9));
        let others = others.sorted().unwrap();
        let viewers = |title| others.viewers_of(title).collect::<Vec<_>>();
        let found: Vec<_> = (1..=6).map(viewers).collect();
        assert_eq!(
            found,
            [vec![7, 8], vec![], vec![7, 8], vec![], vec![8], vec![]],
        );
    }

    #[test]
    fn more_than_memory_holds_are_not_kept() {
        let changes = [change(2, 7)];
        let shows = ChangedShows::load(&log(), &[&changes]).unwrap();
        for (viewers, is_enough) in [(262_144, true), (262_145, false)] {
            let mut others = OtherTitles::new("16M".parse().unwrap());
            for _ in 0..viewers {
                others.add(&shows, &[&changes[0]], &played([1, 3].into_iter()));
            }
            assert_eq!(others.sorted().is_some(), is_enough, "{viewers} viewers");
        }
    }
}
