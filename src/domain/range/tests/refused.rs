//! What is refused, where and in which words.

use rstest::rstest;

use super::bounds;
use crate::domain::range::{RangeError, parse};

fn refused(text: &str) -> RangeError {
    parse(text, bounds()).unwrap_err()
}

#[rstest]
#[case::day_first(
    "01/02/2017",
    "`01/02/2017` could be 2017-02-01 or 2017-01-02: write one of them"
)]
#[case::short(
    "1/2/17",
    "`1/2/17` could be 2017-02-01 or 2017-01-02: write one of them"
)]
#[case::dots(
    "1.2.2017",
    "`1.2.2017` could be 2017-02-01 or 2017-01-02: write one of them"
)]
#[case::dashes(
    "01-02-2017",
    "`01-02-2017` could be 2017-02-01 or 2017-01-02: write one of them"
)]
#[case::dashes_short(
    "17-11-10",
    "`17-11-10` could be 2010-11-17 or 2017-11-10: write one of them"
)]
#[case::three_readings(
    "01-02-03",
    "`01-02-03` could be 2003-02-01, 2003-01-02 or 2001-02-03: write one of them"
)]
#[case::only_day_first(
    "25/12/2017",
    "`25/12/2017` is not how dates are written here: write `2017-12-25`"
)]
#[case::only_month_first(
    "12/25/2017",
    "`12/25/2017` is not how dates are written here: write `2017-12-25`"
)]
#[case::both_the_same(
    "2/2/2017",
    "`2/2/2017` is not how dates are written here: write `2017-02-02`"
)]
#[case::year_first(
    "2017/11/23",
    "`2017/11/23` is not how dates are written here: write `2017-11-23`"
)]
#[case::month(
    "11/2017",
    "`11/2017` is not how dates are written here: write `2017-11`"
)]
#[case::compact(
    "20171123",
    "`20171123` is not how dates are written here: write `2017-11-23`"
)]
#[case::no_date("32/13/2017", "`32/13/2017` is no date: write it as in `2017-11-23`")]
#[case::no_year("12-10", "`12-10` is no date: write it as in `2017-11-23`")]
fn other_ways_to_write_dates_are_refused(#[case] text: &str, #[case] message: &str) {
    let error = refused(text);
    assert_eq!(error.to_string(), message);
    assert_eq!(error.at, 0..text.len());
}

/// The word at fault is the one between the bars.
#[rstest]
#[case::month_13("2017-|13|", "`13` is no month: they run from 01 to 12")]
#[case::month_0("2017-|00|-01", "`00` is no month: they run from 01 to 12")]
#[case::february_30("2017-02-|30|", "`30` is no day of 2017-02: they run from 01 to 28")]
#[case::no_leap_day(
    "2017-01..1900-02-|29|",
    "`29` is no day of 1900-02: they run from 01 to 28"
)]
#[case::named_day("|31| nov 2017", "`31` is no day of 2017-11: they run from 01 to 30")]
#[case::week_54("2017|w54|", "`w54` is no week of 2017: they run from w01 to w52")]
#[case::week_53("2017-|W53|", "`W53` is no week of 2017: they run from w01 to w52")]
#[case::week_0("|w0| 2020", "`w0` is no week of 2020: they run from w01 to w53")]
#[case::quarter_5("|q5| 2017", "`q5` is no quarter: they run from q1 to q4")]
#[case::zero_days("|0d|", "`0d` is no day at all: write `1d` or more")]
#[case::zero_weeks("last |0 weeks|", "`0 weeks` is no day at all: write `1d` or more")]
#[case::too_many_days("|99999d|", "`99999d` reaches back before 1900-01-01")]
#[case::gigantic(
    "|99999999999999999999d|",
    "`99999999999999999999d` reaches back before 1900-01-01"
)]
#[case::gigantic_months("|4294967295m|", "`4294967295m` reaches back before 1900-01-01")]
#[case::gigantic_years(
    "last |4294967295 years|",
    "`4294967295 years` reaches back before 1900-01-01"
)]
#[case::gigantic_offset(
    "|newest-99999999999y|..",
    "`newest-99999999999y` lies outside 1900-01-01..2199-12-31"
)]
#[case::year_too_early("|1899|-01-01", "`1899` is no year: they run from 1900 to 2199")]
#[case::year_too_late("nov |2200|", "`2200` is no year: they run from 1900 to 2199")]
#[case::year_too_long("|12017|", "`12017` is no year: they run from 1900 to 2199")]
#[case::year_too_short("23 nov |17|", "`17` is no year: they run from 1900 to 2199")]
#[case::month_without_year("|nov|", "`nov` has no year: write `nov 2017`")]
#[case::day_without_year("|23 Nov|..2017", "`23 Nov` has no year: write `23 Nov 2017`")]
#[case::quarter_without_year("since |q3|", "`q3` has no year: write `q3 2017`")]
#[case::week_54_without_year("|week 54|", "`week 54` is no week: they run from w01 to w53")]
#[case::week_0_without_year("since |w0|", "`w0` is no week: they run from w01 to w53")]
#[case::week_without_its_number(
    "|week|",
    "`week` is no day or period; try `2017-11-23`, `nov 2017` or `18d`"
)]
#[case::week_of_no_year("week 48 |17|", "`17` is no year: they run from 1900 to 2199")]
#[case::all_time_in_a_range(
    "2017..|all time|",
    "`all time` stands alone: a range joins days, as in `newest-6d..newest`"
)]
#[case::all_of_something_else("all |week|", "did not expect `week` here")]
#[case::number_without_unit("|18|", "`18` of what? write `18d`, `18w`, `18m` or `18y`")]
#[case::last_without_unit("last |18|", "`18` of what? write `18d`, `18w`, `18m` or `18y`")]
#[case::offset_without_unit("newest-|18|..", "`18` of what? write `18d`, `18w`, `18m` or `18y`")]
#[case::not_a_word(
    "2017..|noww|",
    "`noww` is no day or period; try `2017-11-23`, `nov 2017` or `18d`"
)]
#[case::last_of_nothing("|last|", "`last` needs `week`, `month`, `quarter` or `year` after it")]
#[case::last_of_something_else(
    "last |nov| 2017",
    "`nov` is none of `week`, `month`, `quarter` and `year`"
)]
#[case::last_and_dots("last|..|", "`..` is none of `week`, `month`, `quarter` and `year`")]
#[case::last_day("last |day|", "`day` is one day: write `newest` or `yesterday`")]
#[case::past_week("|past| week", "`past` needs a number of days after it")]
#[case::week_without_number("2017-|w|", "`w` needs a number after it")]
#[case::week_without_anything(
    "|w|",
    "`w` is no day or period; try `2017-11-23`, `nov 2017` or `18d`"
)]
#[case::number_after_weeks("18w |5|", "did not expect `5` here: between two days write `..`")]
#[case::two_days_side_by_side(
    "2017-11-23 |2017-12-10|",
    "did not expect `2017-12-10` here: between two days write `..`"
)]
#[case::one_dash_between_days(
    "2017-11-23 |-| 2017-12-10",
    "`-` counts from a day, as in `2017-12-10-14d`: between two days write `..`"
)]
#[case::one_dash_between_months(
    "2017-11 |-| 2017-12",
    "`-` counts from a day, as in `2017-12-10-14d`: between two days write `..`"
)]
#[case::trailing_word("7d |ago|", "did not expect `ago` here")]
#[case::trailing_range("2016..2017 |to| 2018", "did not expect `to` here")]
#[case::only_dots("|..|", "`..` needs a day after it")]
#[case::to_nothing("2017 |to|", "`to` needs a day after it")]
#[case::since_nothing("|since|", "`since` needs a day after it")]
#[case::since_dots(
    "since |..|",
    "did not expect `..` here: a day is written as in `2017-11-23`"
)]
#[case::stray_character(
    "|#|7d",
    "did not expect `#` here: a day is written as in `2017-11-23`"
)]
#[case::one_dot("2017-11-23..2017|.|", "did not expect `.` here")]
#[case::backwards(
    "2017-12-10..|2017-11|",
    "`2017-11` ends on 2017-11-30, before `2017-12-10` begins, 2017-12-10"
)]
#[case::since_the_future(
    "|2018|..",
    "`2018` begins after the newest day of the log, 2017-12-10"
)]
#[case::until_before_the_log("..|2016|", "`2016` ends before the first day of the log, 2017-01-01")]
#[case::length_in_a_range(
    "|last 7 days|..newest",
    "`last 7 days` stands alone: a range joins days, as in `newest-6d..newest`"
)]
#[case::everything_in_a_range(
    "2017..|all|",
    "`all` stands alone: a range joins days, as in `newest-6d..newest`"
)]
#[case::counted_from_a_month(
    "|2017-11|-14d..newest",
    "`2017-11` is more than a day: count from a day, as in `2017-12-10-14d`"
)]
#[case::dates_deep_in_the_text(
    "2017..|1/2/2018|",
    "`1/2/2018` could be 2018-02-01 or 2018-01-02: write one of them"
)]
#[case::after_wide_characters(
    "2017..|日本| ",
    "`日本` is no day or period; try `2017-11-23`, `nov 2017` or `18d`"
)]
fn errors_point_at_the_word(#[case] marked: &str, #[case] message: &str) {
    let text = marked.replace('|', "");
    let start = marked.find('|').unwrap();
    let end = marked.rfind('|').unwrap() - 1;
    let error = refused(&text);
    assert_eq!(error.to_string(), message);
    assert_eq!(error.at, start..end);
}

#[rstest]
#[case("")]
#[case(" \t\u{a0}")]
fn a_blank_text_is_answered_with_examples(#[case] text: &str) {
    let error = refused(text);
    assert!(error.message.contains("`last month`"), "{error}");
    assert_eq!(error.at, 0..0);
}

#[test]
fn what_is_quoted_is_short_and_steers_no_terminal() {
    let error = refused(&"x".repeat(1000));
    assert!(error.message.len() < 200, "{error}");
    let quoted = format!("`{}…`", "x".repeat(32));
    assert!(error.message.starts_with(&quoted), "{error}");
    assert_eq!(error.at, 0..1000);
    assert!(!refused("7d \u{1b}[31m").message.contains('\u{1b}'));
}
