//! Viewers by the week or month of their first active day in the window, and by later ones.
//!
//! Windows that touch at most [`crate::domain::period::MOST_WEEKS`] weeks go by ISO week, longer ones by calendar
//! month: see [`Period::of`].

use rusqlite::Connection;

use crate::cube::day_number::{self, Span};
use crate::cube::previous_days::PreviousDays;
use crate::domain::{Day, Period, Window};
use crate::query::distribution::Cut;
use crate::query::question::Question;
use crate::query::statement::QuestionStatement;

/// The longest window, in months, whose every month is listed; of a longer one, only months in which
/// somebody was active first. Each month has an answer for each later one.
pub const MOST_MONTHS: usize = 120;

/// The viewers first active in one week or month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodCohort {
    /// The first day of the week or month; it may lie before the window.
    pub start: Day,
    /// Viewers whose first active day in the window falls into it.
    pub viewers: u32,
    /// How many of them are active again in each later week or month of the window.
    pub active: Vec<u32>,
}

/// Counts viewers by week or month from the histories of an item, or of everything.
pub(super) fn of_histories(cut: &Cut<'_>, window: Window) -> Vec<PeriodCohort> {
    let list = PeriodList::of(window);
    let span = Span::of(window);
    let places = list.places(span);
    let place_of = |day: &u16| places[usize::from(day - span.from)];
    let mut cohorts = list.begun();
    for history in &cut.histories {
        let first = place_of(&history.days[0]);
        let cohort = cohorts[first].get_or_insert_with(|| list.empty(first));
        cohort.viewers += history.viewers;
        let later = history
            .days
            .chunk_by(|a, b| place_of(a) == place_of(b))
            .skip(1);
        for days in later {
            cohort.active[place_of(&days[0]) - first - 1] += history.viewers;
        }
    }
    cohorts.into_iter().flatten().collect()
}

/// Counts viewers by week or month from who was `active`, and from the cubes of who is `back` in which of them: it gives the
/// first day of the period in which they are new, a day of that in which they are back, and how many viewers.
///
/// New are those active on one of its days whose active day before lies before the window.
pub(super) fn precomputed(
    active: &PreviousDays,
    window: Window,
    back: impl FnOnce(&mut dyn FnMut(u16, u16, u32)),
) -> Vec<PeriodCohort> {
    let span = Span::of(window);
    let list = PeriodList::of(window);
    let places = list.places(span);
    let mut new = vec![0_u64; list.length];
    let mut from = span.from;
    for days in places.chunk_by(|a, b| a == b) {
        let length = u16::try_from(days.len()).unwrap_or(u16::MAX);
        let to = from + (length - 1);
        new[days[0]] = active.first_in(Span { from, to }, span.from);
        from = to.saturating_add(1);
    }
    let mut cohorts = list.begun();
    for (place, new) in new.into_iter().enumerate().filter(|(_, new)| *new > 0) {
        let cohort = cohorts[place].get_or_insert_with(|| list.empty(place));
        cohort.viewers = u32::try_from(new).unwrap_or(u32::MAX);
    }
    back(&mut |start, back, viewers| {
        let first = places[usize::from(start.max(span.from) - span.from)];
        let later = places[usize::from(back - span.from)];
        if let Some(cohort) = &mut cohorts[first] {
            let active = &mut cohort.active[later - first - 1];
            // It may fall below zero on the way.
            *active = active.wrapping_add(viewers);
        }
    });
    cohorts.into_iter().flatten().collect()
}

/// The weeks or months of a window, which are listed or not.
struct PeriodList {
    period: Period,
    /// The first day of the first of them.
    first: Day,
    /// How many there are.
    length: usize,
}

impl PeriodList {
    fn of(window: Window) -> Self {
        let period = Period::of(window);
        Self {
            period,
            first: period.start(window.from()),
            length: period.between(window.from(), window.to()) + 1,
        }
    }

    /// Returns the place of the week or month of each day of a window, whose days are cut off where they are out of
    /// reach of day numbers.
    fn places(&self, span: Span) -> Vec<usize> {
        let mut places = Vec::with_capacity(span.days() as usize);
        let first = day_number::day(span.from);
        let mut place = self.period.between(self.first, first);
        let mut next = self.period.later(first, 1);
        for number in span.from..=span.to {
            let day = day_number::day(number);
            if day >= next {
                place += 1;
                next = self.period.later(day, 1);
            }
            places.push(place);
        }
        places
    }

    /// Returns a cohort for each place that is listed even without a viewer.
    fn begun(&self) -> Vec<Option<PeriodCohort>> {
        let is_whole = self.length <= MOST_MONTHS;
        let places = 0..self.length;
        places
            .map(|place| is_whole.then(|| self.empty(place)))
            .collect()
    }

    /// Returns the cohort of a place without a viewer.
    fn empty(&self, place: usize) -> PeriodCohort {
        PeriodCohort {
            start: self.period.later(self.first, place),
            viewers: 0,
            active: vec![0; self.length - 1 - place],
        }
    }
}

/// The same answer in SQL; the text is documentation, too.
pub const SQL: &str = include_str!("periods.sql");

/// One row of [`SQL`]: those first active in the week or month of `first`, and how many of
/// them were active in that of `later`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodPair {
    /// The first day of the first active week or month.
    pub first: Day,
    /// The first day of the same one or a later one.
    pub later: Day,
    /// The viewers.
    pub viewers: u32,
}

/// Counts weeks or months by [`SQL`]: the oracle for [`super::of_everything`] and [`super::of_item`].
///
/// Returns pairs of them that have a viewer, in time order.
///
/// # Errors
///
/// Fails where the database cannot be read.
pub fn by_sql(conn: &Connection, question: &Question) -> rusqlite::Result<Vec<PeriodPair>> {
    let mut statement = QuestionStatement::new(conn, SQL, question)?;
    let is_by_month = Period::of(question.window) == Period::Month;
    statement.bind(":by_month", is_by_month)?;
    statement.rows(|row| {
        Ok(PeriodPair {
            first: Day(row.get(0)?),
            later: Day(row.get(1)?),
            viewers: row.get(2)?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::schema;

    #[test]
    fn weeks_and_months_begin_before_1970_too() {
        let conn = Connection::open_in_memory().unwrap();
        schema::migrate(&conn).unwrap();
        conn.execute_batch(
            "INSERT INTO sources VALUES (1, 'rows', 'csv', '', 0, 1);
             INSERT INTO viewers VALUES (1, x'00', NULL);
             INSERT INTO shows VALUES (1, 'k', 'Dracula', 0);
             INSERT INTO titles VALUES (1, 'k', 1, 1, 'Dracula', 0, NULL, NULL);
             INSERT INTO plays VALUES (1, 1, -432000, 0, -5, 1, NULL, NULL, 0, 1);",
        )
        .unwrap();
        let day = Day(-5);
        for (days, start) in [(1, "1969-12-22"), (365, "1969-12-01")] {
            let start = Day::parse(start).unwrap();
            let question = Question::about(Window::ending(day, days));
            let pair = PeriodPair {
                first: start,
                later: start,
                viewers: 1,
            };
            assert_eq!(by_sql(&conn, &question).unwrap(), [pair]);
        }
    }
}
