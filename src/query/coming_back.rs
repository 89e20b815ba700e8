//! When an item was first and last played, and who came back to it.

use rusqlite::Connection;

use super::item_source::ItemSource;
use super::question::Question;
use super::statement::QuestionStatement;
use crate::cube::day_number::{self, Span};
use crate::domain::{Day, Window};

pub use crate::cube::item_cells::DAYS_AWAY;

/// When an item was first and last played, and who came back to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ComingBack {
    /// The ends of its active days in the window; `None` where it has none.
    pub in_window: Option<Ends>,
    /// Those of its active days in the whole log.
    pub in_log: Option<Ends>,
    /// Viewers with an active day in the window whose active day before lies [`DAYS_AWAY`] or more before it, be it
    /// in the window or not; `None` where the log does not go back so far.
    pub viewers: Option<u32>,
}

/// The first and the last of an item's active days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ends {
    /// The first one.
    pub first: End,
    /// The last one.
    pub last: End,
}

/// An active day that no viewer has another beyond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// The day.
    pub day: Day,
    /// The nearest day up to which, counted from this end, so many viewers as make a crowd were active; `None` where
    /// there are fewer.
    pub of_crowd: Option<Day>,
}

/// Answers for the item with this source, in a log of these days, of whose viewers `crowd` make a crowd.
#[must_use]
pub fn coming_back(
    source: &ItemSource,
    window: Window,
    log_days: Option<Window>,
    crowd: u32,
) -> ComingBack {
    let span = Span::of(window);
    // Before the log, nothing is known: that nobody could be seen to come back is not that nobody did.
    let is_known =
        log_days.is_some_and(|days| window.to().since(days.from()) >= i32::from(DAYS_AWAY));
    ComingBack {
        in_window: ends(source, span, crowd),
        in_log: log_days.and_then(|days| ends(source, Span::of(days), crowd)),
        viewers: is_known.then(|| source.came_back(span)),
    }
}

/// Returns the ends of an item's active days within a span.
fn ends(source: &ItemSource, span: Span, crowd: u32) -> Option<Ends> {
    let [firsts, lasts] = source.ends(span);
    let days = span.from..=span.to;
    Some(Ends {
        first: end(days.clone().zip(firsts), crowd)?,
        last: end(days.rev().zip(lasts.into_iter().rev()), crowd)?,
    })
}

/// Returns the first of these days with any viewers.
fn end(days: impl Iterator<Item = (u16, u32)>, crowd: u32) -> Option<End> {
    let mut days = days.filter(|(_, viewers)| *viewers > 0).peekable();
    let (day, _) = *days.peek()?;
    let mut met = 0;
    let of_crowd = days.find(|(_, viewers)| {
        met += viewers;
        met >= crowd
    });
    Some(End {
        day: day_number::day(day),
        of_crowd: of_crowd.map(|(day, _)| day_number::day(day)),
    })
}

/// The same answer in SQL; the text is documentation, too.
pub const SQL: &str = include_str!("coming_back.sql");

/// What [`SQL`] says of an item: its first and last active day in the window and in the log, where it has any, and
/// the viewers who came back.
pub type Row = ([Option<Day>; 2], [Option<Day>; 2], u32);

/// Answers for the question's item by [`SQL`]: the oracle.
///
/// # Errors
///
/// Fails where the database cannot be read.
pub fn by_sql(conn: &Connection, question: &Question) -> rusqlite::Result<Row> {
    let mut statement = QuestionStatement::new(conn, SQL, question)?;
    statement.bind(":days_away", DAYS_AWAY)?;
    statement.row(|row| {
        let day = |column: usize| row.get::<_, Option<i32>>(column).map(|day| day.map(Day));
        Ok(([day(0)?, day(1)?], [day(2)?, day(3)?], row.get(4)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cube::histories::{Histories, History};

    const LOG_STARTS: Day = Day(17_000);

    fn day(number: i32) -> Day {
        LOG_STARTS.plus(number)
    }

    /// Answers for viewers with these active days, ten of whom make a crowd.
    fn answer(viewers: &[(u32, &[i32])], (from, to): (i32, i32)) -> ComingBack {
        let window = Window::new(day(from), day(to)).unwrap();
        let log_days = Window::new(LOG_STARTS, day(500)).unwrap();
        let start = Span::of(log_days).from;
        let numbers: Vec<Vec<u16>> = viewers
            .iter()
            .map(|(_, days)| days.iter().map(|day| start + u16::try_from(*day).unwrap()))
            .map(Iterator::collect)
            .collect();
        let histories = viewers.iter().zip(&numbers);
        let histories: Histories = histories
            .map(|((viewers, _), days)| History {
                days,
                plays: &[1; 4][..days.len()],
                viewers: *viewers,
            })
            .collect();
        coming_back(
            &ItemSource::Histories(histories),
            window,
            Some(log_days),
            10,
        )
    }

    #[test]
    fn those_are_back_who_were_away_for_ninety_days() {
        let viewers: &[(u32, &[i32])] = &[
            (3, &[10, 100]),
            (5, &[11, 100]),
            (7, &[10, 100, 300]),
            (11, &[130]),
        ];
        let back = |window| answer(viewers, window).viewers;
        assert_eq!(back((100, 130)), Some(10), "the day before lies outside");
        assert_eq!(back((0, 130)), Some(10), "it lies inside");
        assert_eq!(back((0, 400)), Some(10), "who came back twice is one");
        assert_eq!(back((200, 300)), Some(7));
        assert_eq!(back((101, 299)), Some(0));
    }

    #[test]
    fn in_the_first_ninety_days_of_a_log_it_is_not_known() {
        let back = |to| answer(&[(3, &[0, 90])], (0, to)).viewers;
        assert_eq!(back(89), None);
        assert_eq!(back(90), Some(3));
    }

    #[test]
    fn a_crowd_has_its_own_ends() {
        let viewers: &[(u32, &[i32])] = &[(4, &[5, 40]), (6, &[7]), (8, &[9, 30]), (20, &[20])];
        let found = answer(viewers, (0, 35)).in_window.unwrap();
        let first = End {
            day: day(5),
            of_crowd: Some(day(7)),
        };
        let last = End {
            day: day(30),
            of_crowd: Some(day(20)),
        };
        assert_eq!(found, Ends { first, last });
        let in_log = answer(viewers, (0, 8)).in_log.unwrap();
        assert_eq!(in_log.last.day, day(40), "the window does not cut it");
        let few = answer(viewers, (8, 9)).in_window.unwrap();
        assert_eq!((few.first.of_crowd, few.last.of_crowd), (None, None));
        assert_eq!(answer(viewers, (50, 60)).in_window, None);
    }
}
