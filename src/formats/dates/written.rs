//! One date, as it is written.

use strum::{Display, EnumIter, EnumString};

use crate::domain::Day;

/// Which of day and month comes first; parsed from the words of `--dates`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumIter, EnumString)]
#[strum(serialize_all = "kebab-case")]
pub enum DateOrder {
    /// As in `25/12/2024`.
    DayFirst,
    /// As in `12/25/24`.
    MonthFirst,
}

/// What may stand between the numbers of a date; the longest first.
const SEPARATORS: [&str; 4] = [". ", "/", ".", "-"];

/// How a date is written, but for the order of day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::formats) struct Style {
    separator: &'static str,
    is_year_first: bool,
    has_century: bool,
}

impl Style {
    /// Returns whether dates of this style are written with the day first in one country, and with the
    /// month first in another.
    pub fn has_two_orders(self) -> bool {
        self.separator == "/" && !self.is_year_first
    }

    /// Returns whether a date of this style names one day, wherever it was written.
    pub fn is_certain(self) -> bool {
        self.has_century && (self.is_year_first || self.separator == ".")
    }

    /// Returns whether day and month stand before the year.
    pub fn ends_with_year(self) -> bool {
        !self.is_year_first
    }
}

/// One date, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::formats) struct Written {
    pub style: Style,
    /// Whether day or month has a zero before it.
    pub has_zero: bool,
    /// Whether day or month is one digit without one.
    pub lacks_zero: bool,
    year: u32,
    /// Day and month as they come.
    others: [u32; 2],
}

impl Written {
    /// Reads `4/21/25`, `21/04/2025`, `21.04.2025`, `21-04-25`, `2025/04/21`, `25. 4. 21.` and the like;
    /// `None` where the text is no three such numbers.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('.');
        let (first, rest) = number(text)?;
        let mut separators = SEPARATORS.into_iter();
        let separator = separators.find(|separator| rest.starts_with(separator))?;
        let (second, rest) = number(rest.strip_prefix(separator)?)?;
        let (third, rest) = number(rest.strip_prefix(separator)?)?;
        if !rest.is_empty() {
            return None;
        }
        // With blanks behind its dots a date is Korean, and begins with the year.
        let is_year_first = first.len() == 4 || separator == ". ";
        let (year, others) = if is_year_first {
            (first, [second, third])
        } else {
            (third, [first, second])
        };
        if !matches!(year.len(), 2 | 4) || others.iter().any(|part| part.len() > 2) {
            return None;
        }
        let has_century = year.len() == 4;
        let century = if has_century { 0 } else { 2000 };
        Some(Self {
            style: Style {
                separator,
                is_year_first,
                has_century,
            },
            has_zero: others.iter().any(|part| part.starts_with('0')),
            lacks_zero: others.iter().any(|part| part.len() == 1),
            year: century + year.parse::<u32>().ok()?,
            others: [others[0].parse().ok()?, others[1].parse().ok()?],
        })
    }

    /// Returns the year that it names.
    pub fn year(self) -> i32 {
        i32::try_from(self.year).unwrap_or(i32::MAX)
    }

    /// Returns the day that it names; `order` is of no account behind a year.
    pub fn day(self, order: DateOrder) -> Option<Day> {
        let (month, day) = match (self.style.is_year_first, order) {
            (true, _) | (false, DateOrder::MonthFirst) => (self.others[0], self.others[1]),
            (false, DateOrder::DayFirst) => (self.others[1], self.others[0]),
        };
        Day::from_ymd(self.year(), month, day)
    }
}

/// Returns the number of up to four digits that a text begins with, and what stands behind it.
fn number(text: &str) -> Option<(&str, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=4).contains(&digits).then(|| text.split_at(digits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::english("1/5/24", "2024-05-01", "2024-01-05")]
    #[case::british("01/05/2024", "2024-05-01", "2024-01-05")]
    #[case::polish("25.01.2024", "2024-01-25", "-")]
    #[case::dutch("05-01-24", "2024-01-05", "2024-05-01")]
    #[case::japanese("2024/01/05", "2024-01-05", "2024-01-05")]
    #[case::korean("24. 1. 5.", "2024-01-05", "2024-01-05")]
    #[case::iso("2024-01-05", "2024-01-05", "2024-01-05")]
    #[case::no_such_day("31/31/24", "-", "-")]
    fn a_date_is_read_in_either_order(
        #[case] text: &str,
        #[case] day_first: &str,
        #[case] month_first: &str,
    ) {
        let written = Written::read(text).unwrap();
        let said = |order| {
            written
                .day(order)
                .map_or("-".to_owned(), |day| day.to_string())
        };
        assert_eq!(said(DateOrder::DayFirst), day_first);
        assert_eq!(said(DateOrder::MonthFirst), month_first);
    }

    #[rstest]
    #[case("")]
    #[case("yesterday")]
    #[case("1/5")]
    #[case("1/5/24/1")]
    #[case("1/5/240")]
    #[case("1/5/24 21:00")]
    #[case("1-5/24")]
    #[case("001/5/24")]
    #[case("20240105")]
    fn what_is_no_date_is_none(#[case] text: &str) {
        assert_eq!(Written::read(text), None);
    }

    #[test]
    fn dates_with_and_without_zeros_or_centuries_are_told_apart() {
        let [plain, zero, century] =
            ["4/21/25", "04/21/25", "4/21/2025"].map(|text| Written::read(text).unwrap());
        assert_eq!((plain.has_zero, plain.lacks_zero), (false, true));
        assert_eq!((zero.has_zero, zero.lacks_zero), (true, false));
        assert_eq!(plain.style, zero.style);
        assert_ne!(plain.style, century.style);
    }
}
