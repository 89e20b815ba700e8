//! The tables and views of a log, held against brute force.

use bingetop::domain::{Level, Window};
use proptest::prelude::*;
use rusqlite::types::Value;

use crate::both::{Both, Numbers};
use crate::brute_force::Item;
use crate::checks::Checked;
use crate::rows::rows;

impl Both {
    /// Holds the views, which are about the whole log, against brute force.
    pub fn check_views(&self) -> Checked {
        let Some(whole) = self.history.extent() else {
            return Ok(());
        };
        self.check_streaks_view(whole)?;
        self.check_rewatched_view(whole)?;
        self.check_cohorts_view(whole)?;
        self.check_timeline_view(whole)?;
        self.check_totals_view(whole)
    }

    fn check_streaks_view(&self, whole: Window) -> Checked {
        let mut expected = self.history.streaks(Level::Title, (whole, Some(whole)), 3);
        expected.sort_by(|(_, a), (_, b)| {
            (b.viewers, b.longest)
                .cmp(&(a.viewers, a.longest))
                .then_with(|| a.name.cmp(&b.name))
        });
        let expected: Vec<Vec<Value>> = expected
            .iter()
            .map(|(_, n)| {
                vec![
                    text(&n.name),
                    number(n.longest.into()),
                    number(n.viewers),
                    number(n.running),
                ]
            })
            .collect();
        let found = rows(
            &self.conn,
            "SELECT title, longest, viewers, running FROM streaks",
        );
        prop_assert_eq!(
            settled(found, &[2, 1, 0]),
            settled(expected, &[2, 1, 0]),
            "view streaks"
        );
        Ok(())
    }

    fn check_rewatched_view(&self, whole: Window) -> Checked {
        let mut expected = self.history.rewatched(Level::Title, whole);
        expected.sort_by(|(_, a), (_, b)| {
            (b.rewatches, b.plays)
                .cmp(&(a.rewatches, a.plays))
                .then_with(|| a.name.cmp(&b.name))
        });
        let expected: Vec<Vec<Value>> = expected
            .iter()
            .map(|(_, n)| {
                let numbers = [n.plays, n.viewers, n.rewatches, n.rewatchers, n.most_by_one];
                std::iter::once(text(&n.name))
                    .chain(numbers.map(number))
                    .collect()
            })
            .collect();
        let sql = "SELECT title, plays, viewers, rewatches, rewatchers, most_by_one FROM rewatched";
        let found = rows(&self.conn, sql);
        prop_assert_eq!(
            settled(found, &[3, 1, 0]),
            settled(expected, &[3, 1, 0]),
            "view rewatched"
        );
        Ok(())
    }

    fn check_cohorts_view(&self, whole: Window) -> Checked {
        let ladder = self.history.cohorts(&Item::Everything, whole).by_streak;
        let expected: Vec<_> = ladder
            .iter()
            .map(|(k, n)| vec![number((*k).into()), number(*n)])
            .collect();
        prop_assert_eq!(
            rows(&self.conn, "SELECT at_least, viewers FROM cohorts"),
            expected
        );
        Ok(())
    }

    fn check_timeline_view(&self, whole: Window) -> Checked {
        let days = self.history.timeline(&Item::Everything, whole);
        let active = days.iter().filter(|(_, _, viewers)| *viewers > 0);
        let expected: Vec<_> = active
            .map(|(day, plays, viewers)| {
                vec![text(&day.to_string()), number(*plays), number(*viewers)]
            })
            .collect();
        prop_assert_eq!(
            rows(&self.conn, "SELECT day, plays, viewers FROM timeline"),
            expected
        );
        Ok(())
    }

    fn check_totals_view(&self, whole: Window) -> Checked {
        let sums = self.history.totals(whole, 3);
        let expected = [
            sums.rows,
            sums.plays,
            sums.viewers,
            sums.titles,
            sums.rewatches,
        ]
        .map(number)
        .to_vec();
        prop_assert_eq!(
            rows(
                &self.conn,
                "SELECT rows, plays, viewers, titles, rewatches FROM totals"
            ),
            vec![expected]
        );
        Ok(())
    }

    /// Holds the rows the log keeps against the rows that arrived.
    pub fn check_rows(&self) -> Checked {
        let mut expected: Vec<(String, String, i64, i32, i64)> = self
            .history
            .rows
            .iter()
            .map(|row| {
                let role = match (row.of_play, row.opens) {
                    (false, _) => 0,
                    (true, true) => 1,
                    (true, false) => 2,
                };
                (
                    Numbers::title_key(&row.title),
                    row.viewer.clone(),
                    row.start,
                    row.day.0,
                    role,
                )
            })
            .collect();
        expected.sort();
        let mut statement = self
            .conn
            .prepare(
                "SELECT t.key, v.label, p.started_at, p.day, p.role
                 FROM plays p
                 JOIN titles t ON t.id = p.title_id
                 JOIN viewers v ON v.id = p.viewer_id",
            )
            .expect("the statement is sound");
        let rows = statement.query_map([], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
            ))
        });
        let rows = rows.expect("it runs");
        let mut found: Vec<_> = rows.map(|row| row.expect("it is read")).collect();
        found.sort();
        prop_assert_eq!(found, expected, "rows");
        prop_assert_eq!(self.log.facts().days, self.history.extent());
        Ok(())
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn number(number: u64) -> Value {
    Value::Integer(i64::try_from(number).expect("counts are small"))
}

/// Sorts rows that are equal in the columns `keys`, and no others.
fn settled(mut rows: Vec<Vec<Value>>, keys: &[usize]) -> Vec<Vec<Value>> {
    let is_tie = |a: &Vec<Value>, b: &Vec<Value>| keys.iter().all(|key| a[*key] == b[*key]);
    for ties in rows.chunk_by_mut(is_tie) {
        ties.sort_by_key(|row| format!("{row:?}"));
    }
    rows
}
