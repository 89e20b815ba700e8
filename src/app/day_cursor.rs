//! The day that is picked on the calendar, and the span from another one to it.

use crate::domain::{Day, Window};

/// How the cursor moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayStep {
    /// By so many days, where the log has such a day; else not at all.
    Days(i32),
    /// By so many months, as far as the log has days.
    Months(i64),
    /// To the first day of the log.
    First,
    /// To its last day.
    Last,
}

/// A picked day, and the day at which a span to it began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Picked {
    day: Day,
    anchor: Option<Day>,
}

/// The day that is picked on the calendar, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DayCursor {
    picked: Option<Picked>,
}

impl DayCursor {
    /// Returns the picked day: the end of a span that moves.
    #[must_use]
    pub fn day(&self) -> Option<Day> {
        self.picked.map(|picked| picked.day)
    }

    /// Returns the picked days: one, or those of the span.
    #[must_use]
    pub fn days(&self) -> Option<Window> {
        let Picked { day, anchor } = self.picked?;
        let anchor = anchor.unwrap_or(day);
        Window::new(anchor.min(day), anchor.max(day))
    }

    /// Moves within the days of the log; where no day is picked yet, a step by days or months picks `start`, or the
    /// day of the log that is nearest. With `is_span`, the days from where such steps began are picked.
    pub fn go(&mut self, step: DayStep, is_span: bool, log: Window, start: Day) {
        let from = self.day();
        let to = match (step, from) {
            (DayStep::First, _) => Some(log.from()),
            (DayStep::Last, _) => Some(log.to()),
            (_, None) => Some(start),
            (DayStep::Days(days), Some(day)) => Some(day.plus(days)).filter(|to| log.contains(*to)),
            (DayStep::Months(months), Some(day)) => day.plus_months(months),
        };
        let Some(day) = to.or(from).map(|day| day.clamp(log.from(), log.to())) else {
            return;
        };
        let began = self.picked.and_then(|picked| picked.anchor).or(from);
        self.picked = Some(Picked {
            day,
            anchor: began.filter(|_| is_span),
        });
    }

    /// Picks a day; with `is_span`, the days from where the span began to it. It has to be a day of the log.
    pub fn pick(&mut self, day: Day, is_span: bool, log: Window) {
        let began = self
            .picked
            .map(|picked| picked.anchor.unwrap_or(picked.day));
        self.picked = Some(Picked {
            day,
            anchor: began.filter(|_| is_span),
        });
        self.keep_within(log);
    }

    /// Keeps the picked days within those of the log.
    pub fn keep_within(&mut self, log: Window) {
        if let Some(picked) = &mut self.picked {
            picked.day = picked.day.clamp(log.from(), log.to());
            let anchor = picked.anchor;
            picked.anchor = anchor.map(|day| day.clamp(log.from(), log.to()));
        }
    }

    /// Forgets the span: its last day stays picked.
    pub fn end_span(&mut self) {
        if let Some(picked) = &mut self.picked {
            picked.anchor = None;
        }
    }

    /// Drops the picked days; returns whether there were any.
    pub fn drop(&mut self) -> bool {
        self.picked.take().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::select;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn log() -> Window {
        Window::new(day("2017-01-31"), day("2017-12-10")).unwrap()
    }

    fn at(text: &str) -> DayCursor {
        let mut cursor = DayCursor::default();
        cursor.go(DayStep::Days(1), false, log(), day(text));
        cursor
    }

    fn went(from: &str, step: DayStep) -> String {
        let mut cursor = at(from);
        cursor.go(step, false, log(), log().from());
        cursor.day().unwrap().to_string()
    }

    #[test]
    fn the_first_step_picks_the_start_or_the_nearest_day_of_the_log() {
        assert_eq!(at("2017-11-30").day(), Some(day("2017-11-30")));
        assert_eq!(at("2018-03-01").day(), Some(log().to()));
        assert_eq!(at("1999-01-01").day(), Some(log().from()));
        for (step, day) in [(DayStep::First, log().from()), (DayStep::Last, log().to())] {
            let mut cursor = DayCursor::default();
            cursor.go(step, true, log(), log().from().plus(9));
            assert_eq!(cursor.days(), Some(Window::ending(day, 1)));
        }
    }

    #[test]
    fn a_step_out_of_the_log_is_not_made() {
        assert_eq!(went("2017-12-09", DayStep::Days(1)), "2017-12-10");
        assert_eq!(went("2017-12-10", DayStep::Days(1)), "2017-12-10");
        assert_eq!(went("2017-12-04", DayStep::Days(7)), "2017-12-04");
        assert_eq!(went("2017-02-07", DayStep::Days(-7)), "2017-01-31");
        assert_eq!(went("2017-02-06", DayStep::Days(-7)), "2017-02-06");
    }

    #[test]
    fn months_go_to_the_same_day_or_the_last_as_far_as_the_log_goes() {
        assert_eq!(went("2017-11-10", DayStep::Months(-1)), "2017-10-10");
        assert_eq!(went("2017-03-31", DayStep::Months(-1)), "2017-02-28");
        assert_eq!(went("2017-11-30", DayStep::Months(1)), "2017-12-10");
        assert_eq!(went("2017-02-10", DayStep::Months(-1)), "2017-01-31");
        assert_eq!(went("2017-05-05", DayStep::First), "2017-01-31");
        assert_eq!(went("2017-05-05", DayStep::Last), "2017-12-10");
    }

    #[test]
    fn a_span_grows_from_where_it_began_until_a_plain_step() {
        let mut cursor = at("2017-11-20");
        cursor.go(DayStep::Days(1), true, log(), log().from());
        cursor.go(DayStep::Days(7), true, log(), log().from());
        let days = Window::new(day("2017-11-20"), day("2017-11-28"));
        assert_eq!(cursor.days(), days);
        for _ in 0..2 {
            cursor.go(DayStep::Days(-7), true, log(), log().from());
        }
        let days = Window::new(day("2017-11-14"), day("2017-11-20"));
        assert_eq!(cursor.days(), days, "it may turn round");
        cursor.go(DayStep::Days(-1), false, log(), log().from());
        assert_eq!(cursor.days().map(Window::days), Some(1));
        cursor.go(DayStep::Days(-1), true, log(), log().from());
        cursor.end_span();
        let last = Window::ending(day("2017-11-12"), 1);
        assert_eq!(cursor.days(), Some(last));
        assert!(cursor.drop());
        assert!(!cursor.drop());
        assert_eq!(cursor.days(), None);
    }

    fn any_step() -> impl Strategy<Value = DayStep> {
        prop_oneof![
            (-10..=10).prop_map(DayStep::Days),
            (-3..=3_i64).prop_map(DayStep::Months),
            select(&[DayStep::First, DayStep::Last][..]),
        ]
    }

    proptest! {
        #[test]
        fn the_picked_days_are_days_of_the_log(
            steps in proptest::collection::vec((any_step(), any::<bool>(), 0..200_i32, 0..200_i32), 1..40),
            start in any::<i16>(),
        ) {
            let mut cursor = DayCursor::default();
            for (step, is_span, first, days) in steps {
                // Another log each time.
                let log = Window::new(Day(first), Day(first + days)).unwrap();
                cursor.keep_within(log);
                cursor.go(step, is_span, log, Day(start.into()));
                let picked = cursor.days().unwrap();
                prop_assert_eq!(log.intersection(picked), Some(picked));
                let day = cursor.day().unwrap();
                prop_assert!(day == picked.from() || day == picked.to());
            }
        }
    }
}
