//! What all dates of a column say of how they are to be read.

use strum::IntoEnumIterator as _;

use super::written::{DateOrder, Style, Written};
use crate::domain::Day;
use crate::formats::read_error::ReadError;
use crate::formats::refusal::cut;

/// The longest piece of a value a message repeats, in characters.
const LONGEST_VALUE: usize = 60;

/// A value, and the line it stands on.
#[derive(Debug, Clone)]
struct Place {
    line: u64,
    text: String,
}

/// What is known of one order of day and month.
#[derive(Debug, Default)]
struct Order {
    /// The first date that only the other order can read.
    fails: Option<Place>,
    /// The first date that is later than the one above it.
    rises: Option<Place>,
    last: Option<Day>,
}

impl Order {
    fn fits(&self) -> bool {
        self.fails.is_none() && self.rises.is_none()
    }
}

/// A column of dates, newest first, seen one by one; it holds the last of them.
#[derive(Debug, Default)]
pub(in crate::formats) struct DateColumn {
    last: String,
    style: Option<(Style, Place)>,
    with_zero: Option<Place>,
    without_zero: Option<Place>,
    /// The first two dates that are written in different ways.
    unlike: Option<(Place, Place)>,
    orders: [Order; 2],
    /// The first date that is another day in the other order.
    differs: Option<Place>,
}

/// How the dates of a column are to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::formats) struct Dates {
    order: DateOrder,
    /// The last date that was read, and its day: rows of one day follow each other.
    last: Option<(String, Day)>,
}

impl Dates {
    fn new(order: DateOrder) -> Self {
        Self { order, last: None }
    }

    /// Returns the day that `text` names, if any.
    pub fn day(&mut self, text: &str) -> Option<Day> {
        match &self.last {
            Some((last, day)) if text == last => Some(*day),
            _ => {
                let day = Written::read(text)?.day(self.order)?;
                self.last = Some((text.to_owned(), day));
                Some(day)
            }
        }
    }
}

impl DateColumn {
    /// Sees the date `text` on `line`; what is no date at all says nothing of the others.
    pub fn see(&mut self, line: u64, text: &str) {
        // Rows of one day follow each other: a date once more says nothing new.
        if text == self.last {
            return;
        }
        let Some(written) = Written::read(text) else {
            return;
        };
        text.clone_into(&mut self.last);
        let days = [DateOrder::DayFirst, DateOrder::MonthFirst].map(|order| written.day(order));
        if days == [None, None] {
            return;
        }
        let place = || Place {
            line,
            text: cut(text.trim(), LONGEST_VALUE),
        };
        self.see_style(written, &place);
        if days[0] != days[1] && days.iter().all(Option::is_some) {
            self.differs.get_or_insert_with(place);
        }
        for (order, day) in self.orders.iter_mut().zip(days) {
            let Some(day) = day else {
                order.fails.get_or_insert_with(place);
                continue;
            };
            if order.last.is_some_and(|above| day > above) {
                order.rises.get_or_insert_with(place);
            }
            order.last = Some(day);
        }
    }

    fn see_style(&mut self, written: Written, place: &impl Fn() -> Place) {
        let (style, first) = self.style.get_or_insert_with(|| (written.style, place()));
        if *style != written.style {
            let first = first.clone();
            self.unlike.get_or_insert_with(|| (first, place()));
        }
        if written.has_zero {
            self.with_zero.get_or_insert_with(place);
        }
        if written.lacks_zero {
            self.without_zero.get_or_insert_with(place);
        }
    }

    /// Returns how all dates of the column are to be read: as the user has `stated`, else in the one order
    /// that reads all of them, in which none is later than the one above it.
    ///
    /// # Errors
    ///
    /// Fails where the dates are written in two ways, where the order stated does not read all of them, and
    /// where neither order fits, or both do.
    pub fn dates(&self, stated: Option<DateOrder>) -> Result<Dates, ReadError> {
        if let Some((one, other)) = self.unlike() {
            return Err(two_shapes(one, other));
        }
        let (Some((style, _)), true) = (&self.style, self.differs_or_fails()) else {
            return Ok(Dates::new(DateOrder::DayFirst));
        };
        if let Some(stated) = stated.filter(|_| style.ends_with_year()) {
            return match &self.orders[stated as usize].fails {
                None => Ok(Dates::new(stated)),
                Some(Place { line, text }) => Err(ReadError::Malformed {
                    line: *line,
                    problem: format!("`{text}` is no date with --dates {stated}"),
                }),
            };
        }
        if !style.has_two_orders() {
            return Ok(Dates::new(DateOrder::DayFirst));
        }
        self.only_order()
    }

    fn only_order(&self) -> Result<Dates, ReadError> {
        if let [Some(one), Some(other)] = self.orders.each_ref().map(|order| order.fails.as_ref()) {
            let later_first = one.line > other.line;
            let (one, other) = if later_first {
                (other, one)
            } else {
                (one, other)
            };
            return Err(two_shapes(one, other));
        }
        let fitting: Vec<DateOrder> = DateOrder::iter()
            .filter(|order| self.orders[*order as usize].fits())
            .collect();
        if let [order] = fitting[..] {
            return Ok(Dates::new(order));
        }
        let readable = self.orders.iter().find(|order| order.fails.is_none());
        match (readable, &self.differs) {
            (
                Some(Order {
                    rises: Some(place), ..
                }),
                _,
            ) if self.has_failed() => Err(not_newest_first(place)),
            (_, Some(place)) => Err(ambiguous(place)),
            _ => Ok(Dates::new(DateOrder::DayFirst)),
        }
    }

    fn has_failed(&self) -> bool {
        self.orders.iter().any(|order| order.fails.is_some())
    }

    fn differs_or_fails(&self) -> bool {
        self.differs.is_some() || self.has_failed()
    }

    /// Returns the first two dates that are not written alike.
    fn unlike(&self) -> Option<(&Place, &Place)> {
        if let Some((one, other)) = &self.unlike {
            return Some((one, other));
        }
        let (with, without) = (self.with_zero.as_ref()?, self.without_zero.as_ref()?);
        Some(if with.line <= without.line {
            (with, without)
        } else {
            (without, with)
        })
    }
}

fn two_shapes(one: &Place, other: &Place) -> ReadError {
    ReadError::Malformed {
        line: other.line,
        problem: format!(
            "`{}` is written otherwise than `{}` on line {}; has a spreadsheet rewritten the dates? \
             import the file as it was downloaded",
            other.text, one.text, one.line
        ),
    }
}

fn ambiguous(place: &Place) -> ReadError {
    ReadError::Malformed {
        line: place.line,
        problem: format!(
            "`{}` may be two days; say --dates day-first or --dates month-first",
            place.text
        ),
    }
}

fn not_newest_first(place: &Place) -> ReadError {
    ReadError::Malformed {
        line: place.line,
        problem: format!(
            "`{}` is later than the date above it, and the newest should come first; has the file been \
             changed? where its dates are right say --dates day-first or --dates month-first",
            place.text
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn read(dates: &[&str], stated: Option<DateOrder>) -> String {
        let mut column = DateColumn::default();
        for (line, date) in (2..).zip(dates) {
            column.see(line, date);
        }
        match column.dates(stated) {
            Ok(mut read) => {
                let days = dates.iter().map(|date| read.day(date));
                let days = days.map(|day| day.map_or("-".to_owned(), |day| day.to_string()));
                days.collect::<Vec<_>>().join(" ")
            }
            Err(error) => error.to_string(),
        }
    }

    #[rstest]
    #[case::month_first(&["4/21/25", "4/3/25"], "2025-04-21 2025-04-03")]
    #[case::day_first(&["21/04/2025", "03/04/2025"], "2025-04-21 2025-04-03")]
    #[case::month_first_by_order(&["5/4/25", "4/6/25"], "2025-05-04 2025-04-06")]
    #[case::day_first_by_order(&["04/05/2025", "06/04/2025"], "2025-05-04 2025-04-06")]
    #[case::polish(&["21.04.2025", "03.04.2025"], "2025-04-21 2025-04-03")]
    #[case::dutch(&["03-04-25", "02-04-25"], "2025-04-03 2025-04-02")]
    #[case::japanese(&["2025/04/03", "2025/04/02"], "2025-04-03 2025-04-02")]
    #[case::korean(&["25. 4. 3.", "25. 4. 2."], "2025-04-03 2025-04-02")]
    #[case::oldest_first(&["02.04.2025", "03.04.2025"], "2025-04-02 2025-04-03")]
    #[case::either_way(&["5/5/25", "4/4/25"], "2025-05-05 2025-04-04")]
    #[case::with_one_that_is_none(&["4/21/25", "soon", "31/31/25", "4/3/25"], "2025-04-21 - - 2025-04-03")]
    #[case::none_at_all(&["soon"], "-")]
    fn one_order_reads_the_whole_column(#[case] dates: &[&str], #[case] expected: &str) {
        assert_eq!(read(dates, None), expected);
    }

    #[rstest]
    #[case::other_years(
        &["4/21/25", "04/12/2025"],
        "line 3: `04/12/2025` is written otherwise than `4/21/25` on line 2; "
    )]
    #[case::other_zeros(
        &["04/21/25", "4/12/25"],
        "line 3: `4/12/25` is written otherwise than `04/21/25` on line 2; "
    )]
    #[case::other_separators(
        &["21.04.2025", "12/04/2025"],
        "line 3: `12/04/2025` is written otherwise than `21.04.2025` on line 2; "
    )]
    #[case::both_orders(
        &["12/11/25", "21/11/25", "11/20/25"],
        "line 4: `11/20/25` is written otherwise than `21/11/25` on line 3; "
    )]
    #[case::ambiguous(
        &["5/5/25", "3/2/25"],
        "line 3: `3/2/25` may be two days; say --dates day-first or --dates month-first"
    )]
    #[case::neither_falls(
        &["1/2/25", "2/3/25"],
        "line 2: `1/2/25` may be two days; say --dates day-first or --dates month-first"
    )]
    #[case::rises(
        &["4/21/25", "4/22/25"],
        "line 3: `4/22/25` is later than the date above it, "
    )]
    fn what_is_not_certain_is_refused(#[case] dates: &[&str], #[case] expected: &str) {
        let said = read(dates, None);
        assert!(said.starts_with(expected), "{said}");
    }

    #[rstest]
    #[case(&["5/5/25", "3/2/25"], DateOrder::DayFirst, "2025-05-05 2025-02-03")]
    #[case(&["5/5/25", "3/2/25"], DateOrder::MonthFirst, "2025-05-05 2025-03-02")]
    #[case(&["4/21/25", "4/22/25"], DateOrder::MonthFirst, "2025-04-21 2025-04-22")]
    #[case(&["4/21/25"], DateOrder::DayFirst, "line 2: `4/21/25` is no date with --dates day-first")]
    #[case(&["04-03-25"], DateOrder::MonthFirst, "2025-04-03")]
    #[case(&["2025/04/03"], DateOrder::DayFirst, "2025-04-03")]
    fn the_order_stated_is_the_order_read(
        #[case] dates: &[&str],
        #[case] stated: DateOrder,
        #[case] expected: &str,
    ) {
        assert_eq!(read(dates, Some(stated)), expected);
    }
}
