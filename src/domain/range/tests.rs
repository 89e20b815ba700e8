//! Tests of the grammar: what is understood, and what always holds.

mod oracle;
mod refused;

use proptest::prelude::*;
use rstest::rstest;

use super::{Bounds, describe, parse};
use crate::domain::{Day, Window};

/// A log of 2017-01-01..2017-12-10, which ends on a Sunday.
fn bounds() -> Bounds {
    until("2017-12-10")
}

fn until(newest: &str) -> Bounds {
    Bounds {
        first: day("2017-01-01"),
        newest: day(newest),
    }
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn parsed(text: &str, bounds: Bounds) -> String {
    match parse(text, bounds) {
        Ok(window) => window.to_string(),
        Err(error) => format!("{error}"),
    }
}

#[rstest]
#[case::one_day("2017-11-23", "2017-11-23..2017-11-23")]
#[case::digits_may_be_few("2017-1-5", "2017-01-05..2017-01-05")]
#[case::day_month_year("23 nov 2017", "2017-11-23..2017-11-23")]
#[case::day_month_year_dashed("23-Nov-2017", "2017-11-23..2017-11-23")]
#[case::month_day_year("nov 23 2017", "2017-11-23..2017-11-23")]
#[case::with_a_comma("November 23, 2017", "2017-11-23..2017-11-23")]
#[case::newest("newest", "2017-12-10..2017-12-10")]
#[case::today_is_the_newest("today", "2017-12-10..2017-12-10")]
#[case::yesterday("yesterday", "2017-12-09..2017-12-09")]
#[case::first("first", "2017-01-01..2017-01-01")]
#[case::leap_day("2016-02-29", "2016-02-29..2016-02-29")]
#[case::leap_day_of_a_fourth_century("2000-02-29", "2000-02-29..2000-02-29")]
#[case::after_the_newest("2018-05-01", "2018-05-01..2018-05-01")]
#[case::first_day_of_all("1900-01-01", "1900-01-01..1900-01-01")]
#[case::last_day_of_all("2199-12-31", "2199-12-31..2199-12-31")]
fn days(#[case] text: &str, #[case] window: &str) {
    assert_eq!(parsed(text, bounds()), window);
}

#[rstest]
#[case::year("2017", "2017-01-01..2017-12-31")]
#[case::month("2017-11", "2017-11-01..2017-11-30")]
#[case::february("2017-02", "2017-02-01..2017-02-28")]
#[case::leap_february("2016-02", "2016-02-01..2016-02-29")]
#[case::century_february("1900-02", "1900-02-01..1900-02-28")]
#[case::month_by_name("nov 2017", "2017-11-01..2017-11-30")]
#[case::month_in_full("NOVEMBER 2017", "2017-11-01..2017-11-30")]
#[case::four_letters("sept 2017", "2017-09-01..2017-09-30")]
#[case::may("may2017", "2017-05-01..2017-05-31")]
#[case::dashed("nov-2017", "2017-11-01..2017-11-30")]
#[case::year_first("2017 nov", "2017-11-01..2017-11-30")]
#[case::quarter("q4 2017", "2017-10-01..2017-12-31")]
#[case::quarter_after_the_year("2017Q1", "2017-01-01..2017-03-31")]
#[case::quarter_dashed("2017-q2", "2017-04-01..2017-06-30")]
#[case::week("2017w48", "2017-11-27..2017-12-03")]
#[case::week_as_iso_writes_it("2017-W48", "2017-11-27..2017-12-03")]
#[case::week_with_blanks("2017 w 48", "2017-11-27..2017-12-03")]
#[case::week_before_the_year("w48 2017", "2017-11-27..2017-12-03")]
#[case::week_in_a_word("week 48 2017", "2017-11-27..2017-12-03")]
#[case::week_in_a_word_and_a_comma("week 48, 2017", "2017-11-27..2017-12-03")]
#[case::week_in_a_word_after_the_year("2017 week 48", "2017-11-27..2017-12-03")]
#[case::week_1_begins_in_the_year_before("2020w1", "2019-12-30..2020-01-05")]
#[case::week_1_begins_in_its_year("2021w01", "2021-01-04..2021-01-10")]
#[case::week_53_ends_in_the_next_year("2020w53", "2020-12-28..2021-01-03")]
#[case::last_year_of_all("2199", "2199-01-01..2199-12-31")]
#[case::first_week_of_all("1900w1", "1900-01-01..1900-01-07")]
fn periods(#[case] text: &str, #[case] window: &str) {
    assert_eq!(parsed(text, bounds()), window);
}

#[rstest]
// 2017-12-10 is a Sunday, the last day of its week.
#[case("this week", "2017-12-10", "2017-12-04..2017-12-10")]
#[case("last week", "2017-12-10", "2017-11-27..2017-12-03")]
#[case("this week", "2017-12-11", "2017-12-11..2017-12-11")]
#[case("last week", "2017-12-11", "2017-12-04..2017-12-10")]
#[case("this month", "2017-12-10", "2017-12-01..2017-12-10")]
#[case("last month", "2017-12-10", "2017-11-01..2017-11-30")]
#[case("last month", "2018-01-31", "2017-12-01..2017-12-31")]
#[case("last month", "2016-03-31", "2016-02-01..2016-02-29")]
#[case("this quarter", "2017-12-10", "2017-10-01..2017-12-10")]
#[case("last quarter", "2017-12-10", "2017-07-01..2017-09-30")]
#[case("last quarter", "2018-02-01", "2017-10-01..2017-12-31")]
#[case("this year", "2017-12-10", "2017-01-01..2017-12-10")]
#[case("Last  Year", "2017-12-10", "2016-01-01..2016-12-31")]
#[case("ytd", "2017-12-10", "2017-01-01..2017-12-10")]
#[case("YTD", "2018-01-01", "2018-01-01..2018-01-01")]
#[case("ytd..newest-1d", "2017-12-10", "2017-01-01..2017-12-09")]
#[case("week 48", "2017-12-10", "2017-11-27..2017-12-03")]
#[case("w48", "2017-12-10", "2017-11-27..2017-12-03")]
#[case("week 48", "2017-11-27", "2017-11-27..2017-12-03")]
#[case("week 48", "2017-11-26", "2016-11-28..2016-12-04")]
#[case("week 49", "2017-12-10", "2017-12-04..2017-12-10")]
#[case("week 50", "2017-12-10", "2016-12-12..2016-12-18")]
#[case("week 1", "2019-12-30", "2019-12-30..2020-01-05")]
#[case("week 53", "2017-12-10", "2015-12-28..2016-01-03")]
#[case("week 53", "1909-01-02", "1908-12-28..1909-01-03")]
#[case("week 53", "1914-12-27", "1908-12-28..1909-01-03")]
#[case("week 53", "1908-12-27", "1903-12-28..1904-01-03")]
#[case(
    "week 53",
    "1903-12-27",
    "`week 53` lies outside 1900-01-01..2199-12-31"
)]
#[case("since week 48", "2017-12-10", "2017-11-27..2017-12-10")]
#[case("week 47..week 48", "2017-12-10", "2017-11-20..2017-12-03")]
#[case("last week", "2021-01-04", "2020-12-28..2021-01-03")]
#[case(
    "last week",
    "1900-01-03",
    "`last week` lies outside 1900-01-01..2199-12-31"
)]
fn periods_around_the_newest_day(#[case] text: &str, #[case] newest: &str, #[case] window: &str) {
    assert_eq!(parsed(text, until(newest)), window);
}

#[rstest]
#[case("7d", "2017-12-10", "2017-12-04..2017-12-10")]
#[case("1d", "2017-12-10", "2017-12-10..2017-12-10")]
#[case("18 days", "2017-12-10", "2017-11-23..2017-12-10")]
#[case("past 18 days", "2017-12-10", "2017-11-23..2017-12-10")]
#[case("last 30 days", "2017-12-10", "2017-11-11..2017-12-10")]
#[case("4w", "2017-12-10", "2017-11-13..2017-12-10")]
#[case("last 2 weeks", "2017-12-10", "2017-11-27..2017-12-10")]
#[case("3m", "2017-12-10", "2017-09-11..2017-12-10")]
#[case("1 month", "2017-05-31", "2017-05-01..2017-05-31")]
#[case("3m", "2017-05-31", "2017-03-01..2017-05-31")]
#[case("3m", "2016-05-31", "2016-03-01..2016-05-31")]
#[case("1m", "2017-02-28", "2017-01-29..2017-02-28")]
#[case("2 quarters", "2017-12-10", "2017-06-11..2017-12-10")]
#[case("1y", "2017-12-10", "2016-12-11..2017-12-10")]
#[case("1y", "2016-02-29", "2015-03-01..2016-02-29")]
#[case("007 D", "2017-12-10", "2017-12-04..2017-12-10")]
#[case("2017d", "2017-12-10", "2012-06-03..2017-12-10")]
#[case("2017w", "2017-12-10", "1979-04-16..2017-12-10")]
#[case("4d", "1900-01-04", "1900-01-01..1900-01-04")]
#[case("5d", "1900-01-04", "`5d` reaches back before 1900-01-01")]
#[case("all", "2017-12-10", "2017-01-01..2017-12-10")]
#[case(" ALL ", "2017-12-10", "2017-01-01..2017-12-10")]
#[case("all time", "2017-12-10", "2017-01-01..2017-12-10")]
fn lengths_end_at_the_newest_day(#[case] text: &str, #[case] newest: &str, #[case] window: &str) {
    assert_eq!(parsed(text, until(newest)), window);
}

#[rstest]
#[case::two_days("2017-11-23..2017-12-10", "2017-11-23..2017-12-10")]
#[case::blanks(" 2017-11-23  ..\t2017-12-10 ", "2017-11-23..2017-12-10")]
#[case::three_dots("2017-11-23...2017-12-10", "2017-11-23..2017-12-10")]
#[case::ellipsis("2017-11-23…2017-12-10", "2017-11-23..2017-12-10")]
#[case::long_dash("23 nov 2017 – 10 dec 2017", "2017-11-23..2017-12-10")]
#[case::words("2017-11-23 to 2017-12-10", "2017-11-23..2017-12-10")]
#[case::from_to("from nov 23, 2017 to dec 10, 2017", "2017-11-23..2017-12-10")]
#[case::since_until("since 2017-11-23 until 2017-12-10", "2017-11-23..2017-12-10")]
#[case::periods("2017-10..2017-11", "2017-10-01..2017-11-30")]
#[case::mixed("q3 2017..2017-11-05", "2017-07-01..2017-11-05")]
#[case::weeks("2017w1..2017w2", "2017-01-02..2017-01-15")]
#[case::years("2016 to 2018", "2016-01-01..2018-12-31")]
#[case::last_month_to_this("last month..this month", "2017-11-01..2017-12-10")]
#[case::same_day("newest..newest", "2017-12-10..2017-12-10")]
#[case::to_words("first..yesterday", "2017-01-01..2017-12-09")]
#[case::open_end("2017-11-23..", "2017-11-23..2017-12-10")]
#[case::open_end_of_a_month("nov 2017..", "2017-11-01..2017-12-10")]
#[case::open_end_of_this_year("2017 ..", "2017-01-01..2017-12-10")]
#[case::since("since nov 2017", "2017-11-01..2017-12-10")]
#[case::since_dots("since nov 2017..", "2017-11-01..2017-12-10")]
#[case::since_the_newest("since newest", "2017-12-10..2017-12-10")]
#[case::before_the_log("since 2016", "2016-01-01..2017-12-10")]
#[case::open_start("..2017-11-23", "2017-01-01..2017-11-23")]
#[case::until("until nov 2017", "2017-01-01..2017-11-30")]
#[case::past_the_newest("..2018", "2017-01-01..2018-12-31")]
#[case::backwards_from_a_day("2017-12-10-14d..2017-12-10", "2017-11-26..2017-12-10")]
#[case::with_blanks("2017-12-10 - 2 weeks .. newest", "2017-11-26..2017-12-10")]
#[case::forwards("2017-11-23..2017-11-23+17d", "2017-11-23..2017-12-10")]
#[case::from_a_word("newest-6d..newest", "2017-12-04..2017-12-10")]
#[case::clamped_month("2017-03-31-1m..2017-03-31", "2017-02-28..2017-03-31")]
#[case::clamped_leap_year("2016-02-29+1y", "2017-02-28..2017-02-28")]
#[case::twice("newest-1m-1d", "2017-11-09..2017-11-09")]
#[case::nothing("newest-0d", "2017-12-10..2017-12-10")]
#[case::minus_sign("newest\u{2212}6d..", "2017-12-04..2017-12-10")]
#[case::no_break_space("last\u{a0}7\u{a0}days", "2017-12-04..2017-12-10")]
fn ranges(#[case] text: &str, #[case] window: &str) {
    assert_eq!(parsed(text, bounds()), window);
}

#[test]
fn a_log_that_begins_after_now_has_no_days() {
    let bounds = Bounds {
        first: day("2018-01-01"),
        newest: day("2017-12-10"),
    };
    assert_eq!(
        parsed("all", bounds),
        "`all` is no day at all: the log begins on 2018-01-01, after 2017-12-10"
    );
}

#[rstest]
#[case(
    "2017-11-23..2017-12-10",
    "Thu 23 Nov – Sun 10 Dec 2017 · 18 days · ending on the newest day, 2017-12-10"
)]
#[case("2017-11-01", "Wed 1 Nov 2017 · 1 day")]
#[case("first", "Sun 1 Jan 2017 · 1 day")]
#[case(
    "newest",
    "Sun 10 Dec 2017 · 1 day · ending on the newest day, 2017-12-10"
)]
#[case(
    "2016-12-01..2017-01-05",
    "Thu 1 Dec 2016 – Thu 5 Jan 2017 · 36 days · begins before the log, 2017-01-01"
)]
#[case(
    "2017-12-01..2017-12-31",
    "Fri 1 Dec – Sun 31 Dec 2017 · 31 days · reaches past the newest day, 2017-12-10"
)]
#[case(
    "2016..2018",
    "Fri 1 Jan 2016 – Mon 31 Dec 2018 · 1,096 days · begins before the log, 2017-01-01 · \
     reaches past the newest day, 2017-12-10"
)]
#[case(
    "jan 2018",
    "Mon 1 Jan – Wed 31 Jan 2018 · 31 days · begins after the newest day, 2017-12-10"
)]
#[case(
    "jan 2016",
    "Fri 1 Jan – Sun 31 Jan 2016 · 31 days · ends before the log, 2017-01-01"
)]
fn a_window_is_described(#[case] text: &str, #[case] description: &str) {
    let window = parse(text, bounds()).unwrap();
    assert_eq!(describe(window, bounds()), description);
}

fn any_day() -> impl Strategy<Value = Day> {
    (Day::MIN.0..=Day::MAX.0).prop_map(Day)
}

fn any_bounds() -> impl Strategy<Value = Bounds> {
    (any_day(), any_day()).prop_map(|(a, b)| Bounds {
        first: a.min(b),
        newest: a.max(b),
    })
}

/// Words of the grammar in any order, among numbers and other characters.
fn any_words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[-./,+ ]|\\.\\.|since|until|to|from|all|last|this|past|first|newest|today|yesterday",
        "nov|may|feb 29|q|w|d|weeks|month|quarter|y|é|–|#",
        "[0-9]{1,4}|[0-9]{1,25}|2017|2016-02-29",
    ];
    proptest::collection::vec(word, 0..10).prop_map(|words| words.concat())
}

proptest! {
    #[test]
    fn any_text_is_a_window_or_an_error_within_it(
        text in prop_oneof![any::<String>(), any_words()],
        bounds in any_bounds(),
    ) {
        match parse(&text, bounds) {
            Ok(window) => {
                prop_assert!(Day::MIN <= window.from() && window.to() <= Day::MAX);
                prop_assert!(!describe(window, bounds).is_empty());
            }
            Err(error) => {
                prop_assert!(text.get(error.at).is_some());
                prop_assert!(!error.message.is_empty());
            }
        }
    }

    #[test]
    fn a_window_reads_as_it_is_written(a in any_day(), b in any_day(), bounds in any_bounds()) {
        let window = Window::new(a.min(b), a.max(b)).unwrap();
        prop_assert_eq!(parse(&window.to_string(), bounds), Ok(window));
    }

    #[test]
    fn as_many_days_as_asked_for(bounds in any_bounds(), part in 0_u32..1000) {
        let most = Window::new(Day::MIN, bounds.newest).unwrap().days();
        let days = 1 + (most - 1) * part / 999;
        let window = parse(&format!("{days}d"), bounds).unwrap();
        prop_assert_eq!(window.days(), days);
        prop_assert_eq!(window.to(), bounds.newest);
    }
}
