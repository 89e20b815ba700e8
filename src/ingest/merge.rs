//! Merges rows that arrive into rows the log has, without doubles.
//!
//! The outcome depends on which rows there are, never on the order of files or how often one came.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::row::Row;
use crate::formats::identity::Identity;

/// What became of the rows that arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct MergeCounts {
    /// Rows that are new to the log.
    pub added: u64,
    /// Rows that their own file repeats.
    pub repeats: u64,
    /// Rows that the log, or another file, has already.
    pub known: u64,
    /// Rows of the log that became longer: these arrived at their full length.
    pub updated: u64,
    /// Rows of the log that are gone: a row that arrived tells that they are the same as another.
    pub joined: u64,
}

impl MergeCounts {
    /// Adds other counts to these.
    pub fn add(&mut self, other: Self) {
        self.added += other.added;
        self.repeats += other.repeats;
        self.known += other.known;
        self.updated += other.updated;
        self.joined += other.joined;
    }
}

/// Merges the rows `arriving` for one viewer and one title into the rows `stored`.
///
/// Returns them by start, then those with ids, those known by day only, length, and position. `arriving` need not be
/// in order.
pub(super) fn merged(stored: &[Row], arriving: &[Row], counts: &mut MergeCounts) -> Vec<Row> {
    let has_ids = stored.iter().chain(arriving).any(|row| row.id.is_some());
    if !has_ids {
        return merged_by_start(stored, arriving, counts);
    }
    let split = |rows: &[Row]| rows.iter().partition::<Vec<Row>, _>(|row| row.id.is_some());
    let (stored, arriving) = (split(stored), split(arriving));
    let mut rows = merged_by_start(&stored.1, &arriving.1, counts);
    rows.append(&mut latest_of_ids(stored.0, &arriving.0, counts));
    rows.sort_by_key(|row| (row.start, row.id));
    rows
}

/// Merges rows that all have ids: of those of one id, the one that ended last stands for all of them.
fn latest_of_ids(mut stored: Vec<Row>, arriving: &[Row], counts: &mut MergeCounts) -> Vec<Row> {
    let mut arriving = arriving.to_vec();
    // Those of one id as they ended, an earlier file last: it keeps what it brought.
    let key = |row: &Row| (row.id, row.end(), row.content(), Reverse(row.source));
    stored.sort_by_key(key);
    arriving.sort_by_key(key);
    let mut ids: Vec<_> = stored.iter().chain(&arriving).map(|row| row.id).collect();
    ids.sort_unstable();
    ids.dedup();
    let of_id = |rows: &[Row], id| {
        let from = rows.partition_point(|row| row.id < id);
        let to = rows.partition_point(|row| row.id <= id);
        from..to
    };
    let latest = ids.into_iter().filter_map(|id| {
        let stored = &stored[of_id(&stored, id)];
        let arriving = &arriving[of_id(&arriving, id)];
        let both = || arriving.iter().chain(stored);
        // Of equal ones the last: the log's own.
        let latest = both().max_by_key(|row| (row.end(), row.content()))?;
        let files: BTreeSet<u32> = arriving.iter().map(|row| row.source).collect();
        let repeats = arriving.len() - files.len();
        let fresh = usize::from(stored.is_empty());
        let is_updated = stored
            .last()
            .is_some_and(|before| before.end() < latest.end());
        counts.added += fresh as u64;
        counts.updated += u64::from(is_updated);
        counts.joined += stored.len().saturating_sub(1) as u64;
        counts.repeats += repeats as u64;
        let new = repeats + fresh + usize::from(is_updated);
        counts.known += arriving.len().saturating_sub(new) as u64;
        Some(Row {
            is_private: both().any(|row| row.is_private),
            ..*latest
        })
    });
    latest.collect()
}

/// Merges rows that have no ids.
fn merged_by_start(stored: &[Row], arriving: &[Row], counts: &mut MergeCounts) -> Vec<Row> {
    let mut starts: Vec<_> = stored.iter().chain(arriving).map(Row::when).collect();
    starts.sort_unstable();
    starts.dedup();
    let mut stored = RowsByStart::new(stored.to_vec());
    let mut arriving = RowsByStart::new(arriving.to_vec());
    let mut rows = Vec::with_capacity(starts.len());
    for start in starts {
        let (stored, arriving) = (stored.take(start), arriving.take(start));
        if arriving.is_empty() {
            // Logs from before rows were told apart by their second may have several of one start.
            rows.extend_from_slice(stored);
            continue;
        }
        let mut both = stored.iter().chain(arriving);
        if both.any(|row| row.identity == Identity::Start) {
            rows.extend(longest_of(stored, arriving, counts));
        } else {
            rows.append(&mut unite(stored, arriving, counts));
        }
    }
    rows
}

/// Rows in order, taken start by start.
struct RowsByStart {
    rows: Vec<Row>,
    taken: usize,
}

impl RowsByStart {
    fn new(mut rows: Vec<Row>) -> Self {
        rows.sort_by_key(|row| (row.when(), row.content(), row.source));
        Self { rows, taken: 0 }
    }

    /// Takes the rows of this start, or of this day; they come in order.
    fn take(&mut self, when: (i64, bool)) -> &[Row] {
        let rest = &self.rows[self.taken..];
        let count = rest.iter().take_while(|row| row.when() == when).count();
        self.taken += count;
        &rest[..count]
    }
}

/// Merges rows of one start where no source repeats itself with other lengths.
///
/// Equal rows count as often as in the file that has the most of them, and as many of them are hidden
/// as in the file that hides the most. A source that repeats its rows word by word has each of them
/// once.
fn unite(stored: &[Row], arriving: &[Row], counts: &mut MergeCounts) -> Vec<Row> {
    let mut rows = stored.to_vec();
    for same in arriving.chunk_by(|a, b| a.content() == b.content()) {
        let is_same = |row: &&Row| row.content() == same[0].content();
        let known = stored.iter().filter(is_same).count();
        let files = || same.chunk_by(|a, b| a.source == b.source);
        let hidden = |rows: &[Row]| {
            rows.iter()
                .filter(is_same)
                .filter(|row| row.is_private)
                .count()
        };
        let most_hidden = files()
            .map(|file| hidden(file).min(times(file)))
            .fold(hidden(stored), usize::max);
        let fullest = files()
            .max_by_key(|file| (times(file), Reverse(file[0].source)))
            .unwrap_or_default();
        let fresh = times(fullest).saturating_sub(known);
        rows.extend_from_slice(&fullest[..fresh]);
        let all = rows.iter_mut().filter(|row| is_same(&&**row));
        for (place, row) in all.enumerate() {
            row.is_private = place < most_hidden;
        }
        let repeats: usize = files().map(|file| file.len() - times(file)).sum();
        counts.added += fresh as u64;
        counts.repeats += repeats as u64;
        counts.known += (same.len() - repeats - fresh) as u64;
    }
    // They share an `nth`, which says one thing of them: those of the source that knows less decide.
    let is_to_the_second = rows.iter().all(|row| row.is_to_the_second);
    for row in &mut rows {
        row.is_to_the_second = is_to_the_second;
    }
    rows.sort_by_key(Row::content);
    rows
}

/// Returns how often the equal rows in `file` count.
fn times(file: &[Row]) -> usize {
    match file.first() {
        Some(row) if row.identity == Identity::Content => 1,
        _ => file.len(),
    }
}

/// Merges rows of one start where a source repeats itself: the longest stands for all of them.
fn longest_of(stored: &[Row], arriving: &[Row], counts: &mut MergeCounts) -> Option<Row> {
    let both = || stored.iter().chain(arriving);
    let longest = both().max_by_key(|row| row.content())?;
    // Kept under a source that repeats itself, so that the next import merges it the same way.
    let owners = || both().filter(|row| row.identity == Identity::Start);
    let owner = owners().next()?;
    let files: BTreeSet<u32> = arriving.iter().map(|row| row.source).collect();
    let repeats = arriving.len() - files.len();
    let fresh = usize::from(stored.is_empty());
    let before = stored.iter().map(Row::content).max();
    let updated = usize::from(before.is_some_and(|before| before < longest.content()));
    counts.added += fresh as u64;
    counts.updated += updated as u64;
    counts.joined += stored.len().saturating_sub(1) as u64;
    counts.repeats += repeats as u64;
    counts.known += (arriving.len() - repeats - fresh - updated) as u64;
    Some(Row {
        is_private: both().any(|row| row.is_private),
        is_to_the_second: owners().any(|row| row.is_to_the_second),
        source: owner.source,
        identity: owner.identity,
        ..*longest
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(start: i64, seconds: u32, source: u32) -> Row {
        Row {
            start,
            is_by_day: false,
            is_to_the_second: false,
            seconds: Some(seconds),
            position: None,
            is_private: false,
            id: None,
            source,
            identity: Identity::WholeRow,
        }
    }

    fn merge(stored: &[Row], arriving: &[Row]) -> (Vec<Row>, MergeCounts) {
        let mut counts = MergeCounts::default();
        let rows = merged(stored, arriving, &mut counts);
        (rows, counts)
    }

    /// A row of a source that repeats itself.
    fn once(start: i64, seconds: u32, source: u32) -> Row {
        Row {
            identity: Identity::Start,
            ..row(start, seconds, source)
        }
    }

    #[test]
    fn equal_rows_of_one_file_each_count() {
        let (rows, counts) = merge(&[], &[row(5, 60, 1), row(5, 60, 1)]);
        assert_eq!(rows.len(), 2);
        assert_eq!((counts.added, counts.known), (2, 0));
    }

    #[test]
    fn an_overlapping_file_adds_only_what_is_new() {
        let stored = [row(5, 60, 1), row(5, 60, 1)];
        let arriving = [row(5, 60, 2), row(5, 61, 2), row(9, 60, 2)];
        let (rows, counts) = merge(&stored, &arriving);
        let contents: Vec<_> = rows.iter().map(|row| (row.start, row.seconds)).collect();
        assert_eq!(
            contents,
            [(5, Some(60)), (5, Some(60)), (5, Some(61)), (9, Some(60))]
        );
        assert_eq!((counts.added, counts.known), (2, 1));
    }

    #[test]
    fn a_row_hidden_in_any_file_is_hidden_whichever_came_first() {
        let hidden = |source| Row {
            is_private: true,
            ..row(5, 60, source)
        };
        for (first, second) in [(hidden(1), row(5, 60, 2)), (row(5, 60, 1), hidden(2))] {
            let (stored, _) = merge(&[], &[first]);
            let (rows, counts) = merge(&stored, &[second]);
            assert_eq!(rows, [hidden(1)]);
            assert_eq!((counts.added, counts.known), (0, 1));
        }
        let (rows, _) = merge(&[], &[row(5, 60, 1), hidden(1)]);
        assert_eq!(rows, [hidden(1), row(5, 60, 1)]);
    }

    #[test]
    fn a_row_known_by_day_is_not_the_one_that_starts_at_noon() {
        for row in [row(43_200, 60, 1), once(43_200, 60, 1)] {
            let by_day = Row {
                is_by_day: true,
                source: 2,
                ..row
            };
            for (first, second) in [(row, by_day), (by_day, row)] {
                let (rows, counts) = merge(&[first], &[second]);
                assert_eq!(rows, [row, by_day]);
                assert_eq!((counts.added, counts.known), (1, 0));
            }
        }
    }

    #[test]
    fn a_source_that_repeats_itself_keeps_the_longest() {
        let (rows, counts) = merge(&[], &[once(5, 60, 1), once(5, 90, 1)]);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].seconds, Some(90));
        assert_eq!((counts.added, counts.repeats, counts.known), (1, 1, 0));
        let (again, counts) = merge(&rows, &[once(5, 60, 2)]);
        assert_eq!(again, rows);
        assert_eq!((counts.added, counts.repeats, counts.known), (0, 0, 1));
    }

    /// A row that its source has given an id.
    fn numbered(id: u32, start: i64, seconds: u32, source: u32) -> Row {
        Row {
            id: Some(id),
            identity: Identity::Id,
            ..row(start, seconds, source)
        }
    }

    #[test]
    fn of_rows_with_one_id_the_one_that_ended_last_is_kept() {
        let (first, grown) = (numbered(7, 100, 300, 1), numbered(7, 1800, 1500, 2));
        let other = numbered(8, 100, 300, 1);
        let (rows, counts) = merge(&[], &[first, other]);
        assert_eq!(rows, [first, other], "two that start at once are two");
        assert_eq!((counts.added, counts.repeats), (2, 0));
        let (again, counts) = merge(&rows, &[first, other].map(|row| Row { source: 2, ..row }));
        assert_eq!(again, rows);
        assert_eq!((counts.added, counts.updated, counts.known), (0, 0, 2));
        let (rows, counts) = merge(&rows, &[grown]);
        assert_eq!(rows, [other, grown]);
        assert_eq!(
            (counts.added, counts.updated, counts.known, counts.joined),
            (0, 1, 0, 0)
        );
        let (again, counts) = merge(&rows, &[Row { source: 3, ..first }, row(100, 300, 3)]);
        assert_eq!(again, [row(100, 300, 3), other, grown]);
        assert_eq!((counts.added, counts.updated, counts.known), (1, 0, 1));
    }

    /// A row of a live log, that is delivered at least once.
    fn live(start: i64, seconds: u32, source: u32) -> Row {
        Row {
            identity: Identity::Content,
            ..row(start, seconds, source)
        }
    }

    fn hidden(row: Row) -> Row {
        Row {
            is_private: true,
            ..row
        }
    }

    #[test]
    fn a_row_that_a_live_log_delivers_twice_hides_one_of_those_alike() {
        let twice = [hidden(live(5, 60, 2)), hidden(live(5, 60, 2))];
        let (rows, counts) = merge(&[row(5, 60, 1), row(5, 60, 1)], &twice);
        assert_eq!(rows, [hidden(row(5, 60, 1)), row(5, 60, 1)]);
        assert_eq!((counts.added, counts.repeats, counts.known), (0, 1, 1));
        let (rows, counts) = merge(&[], &twice);
        assert_eq!(rows, [hidden(live(5, 60, 2))]);
        assert_eq!((counts.added, counts.repeats, counts.known), (1, 1, 0));
    }

    #[test]
    fn as_many_rows_alike_are_hidden_as_in_the_file_that_hides_the_most() {
        let stored = [hidden(row(5, 60, 1)), row(5, 60, 1), row(5, 60, 1)];
        let arriving = [
            hidden(row(5, 60, 2)),
            hidden(row(5, 60, 2)),
            row(5, 60, 2),
            hidden(row(5, 60, 3)),
            hidden(row(5, 61, 3)),
        ];
        let (rows, counts) = merge(&stored, &arriving);
        let hidden: Vec<_> = rows
            .iter()
            .map(|row| (row.seconds, row.is_private))
            .collect();
        let (sixty, more) = (Some(60), Some(61));
        assert_eq!(
            hidden,
            [(sixty, true), (sixty, true), (sixty, false), (more, true)]
        );
        assert_eq!((counts.added, counts.repeats, counts.known), (1, 0, 4));
    }

    #[test]
    fn a_row_of_two_live_logs_and_a_file_counts_as_often_as_in_the_file() {
        let arriving = [
            live(5, 60, 1),
            live(5, 60, 1),
            live(5, 60, 2),
            row(5, 60, 3),
            row(5, 60, 3),
        ];
        let (rows, counts) = merge(&[], &arriving);
        assert_eq!(rows, [row(5, 60, 3), row(5, 60, 3)]);
        assert_eq!((counts.added, counts.repeats, counts.known), (2, 1, 2));
    }

    #[test]
    fn a_row_hidden_once_hides_the_longest_that_stands_for_it() {
        let (rows, _) = merge(&[hidden(once(5, 60, 1))], &[once(5, 90, 2)]);
        let stands = rows.iter().map(|row| (row.seconds, row.is_private));
        assert_eq!(stands.collect::<Vec<_>>(), [(Some(90), true)]);
        let (rows, _) = merge(&[once(5, 60, 1)], &[once(5, 90, 2)]);
        assert!(!rows[0].is_private);
    }

    #[test]
    fn the_longest_of_rows_alike_belongs_to_the_source_that_repeats_itself() {
        let longest = once(5, 90, 1);
        for (first, second) in [
            (once(5, 60, 1), row(5, 90, 2)),
            (row(5, 90, 2), once(5, 60, 1)),
        ] {
            assert_eq!(merge(&[first], &[second]).0, [longest]);
        }
    }

    #[test]
    fn counts_of_several_titles_add_up() {
        let mut counts = MergeCounts::default();
        for (added, repeats, known, updated, joined) in [(1, 2, 3, 4, 5), (10, 20, 30, 40, 50)] {
            counts.add(MergeCounts {
                added,
                repeats,
                known,
                updated,
                joined,
            });
        }
        assert_eq!((counts.added, counts.repeats), (11, 22));
        assert_eq!((counts.known, counts.updated, counts.joined), (33, 44, 55));
    }

    proptest! {
        #[test]
        fn the_order_of_files_is_of_no_consequence(
            one in proptest::collection::vec((0..4_i64, 0..3_u32), 0..8),
            other in proptest::collection::vec((0..4_i64, 0..3_u32), 0..8),
            identities in [any::<bool>(), any::<bool>()],
        ) {
            let file = |rows: &[(i64, u32)], source| -> Vec<Row> {
                let is_once = identities[usize::from(source == 2)];
                let identity = if is_once { Identity::Start } else { Identity::WholeRow };
                let row = |(start, seconds): &(i64, u32)| Row {
                    identity,
                    ..row(*start, *seconds, source)
                };
                rows.iter().map(row).collect()
            };
            let (a, b) = (file(&one, 1), file(&other, 2));
            let contents = |rows: &[Row]| -> Vec<_> {
                rows.iter().map(|row| (row.start, row.seconds)).collect()
            };
            let a_then_b = merge(&merge(&[], &a).0, &b).0;
            let b_then_a = merge(&merge(&[], &b).0, &a).0;
            let together = merge(&[], &[a.clone(), b].concat()).0;
            prop_assert_eq!(contents(&a_then_b), contents(&b_then_a));
            prop_assert_eq!(contents(&a_then_b), contents(&together));
            let (again, counts) = merge(&a_then_b, &a);
            prop_assert_eq!(contents(&again), contents(&a_then_b));
            prop_assert_eq!(counts.added, 0);
            prop_assert_eq!(counts.known + counts.repeats, a.len() as u64);
        }

        #[test]
        fn of_a_live_log_each_row_counts_once_in_whatever_batches_it_comes(
            sent in proptest::collection::vec((0..4_i64, 0..3_u32), 0..12),
            cuts in proptest::collection::vec(0..12_usize, 0..4),
            file in proptest::collection::vec((0..4_i64, 0..3_u32), 0..6),
            place_of_file in 0..6_usize,
        ) {
            let live = |(start, seconds): &(i64, u32)| Row {
                identity: Identity::Content,
                ..row(*start, *seconds, 1)
            };
            let sent: Vec<Row> = sent.iter().map(live).collect();
            let file: Vec<Row> = file.iter().map(|(start, s)| row(*start, *s, 2)).collect();
            let contents = |rows: &[Row]| -> Vec<_> {
                rows.iter().map(|row| (row.start, row.seconds)).collect()
            };
            let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (sent.len() + 1)).collect();
            cuts.extend([0, sent.len()]);
            cuts.sort_unstable();
            let mut batches: Vec<&[Row]> = cuts.windows(2).map(|w| &sent[w[0]..w[1]]).collect();
            // A file of the same rows comes at some time, and what was sent is sent again.
            batches.insert(place_of_file.min(batches.len()), &file);
            batches.push(&sent);
            let (mut stored, mut added) = (Vec::new(), 0);
            for batch in batches {
                let (rows, counts) = merge(&stored, batch);
                prop_assert_eq!(counts.added + counts.repeats + counts.known, batch.len() as u64);
                // A log does not know how its sources tell their rows apart.
                let plain = |row: &Row| Row { identity: Identity::WholeRow, ..*row };
                stored = rows.iter().map(plain).collect();
                added += counts.added;
            }
            let mut once = sent.clone();
            once.sort_by_key(|row| (row.start, row.content()));
            once.dedup_by_key(|row| (row.start, row.content()));
            let once: Vec<Row> = once.iter().map(|row| Row { source: 3, ..*row }).collect();
            let expected = merge(&merge(&[], &once).0, &file).0;
            prop_assert_eq!(contents(&stored), contents(&expected));
            prop_assert_eq!(added, stored.len() as u64);
        }
    }
}
