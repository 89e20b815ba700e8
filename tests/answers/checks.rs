//! A frame and the `.sql` statements, held against brute force.

use std::collections::BTreeMap;

use bingetop::app::message::Request;
use bingetop::domain::{Day, Hours, ItemId, Level, Threshold, Window};
use bingetop::query::Frame;
use bingetop::query::clock::Clock;
use bingetop::query::coming_back::Ends;
use bingetop::query::question::Compare;
use bingetop::query::totals::Totals as FrameTotals;
use bingetop::query::{
    Question, clock, cohorts, coming_back, hours, rewatched, streaks, timeline, totals,
};
use bingetop::snapshot::catalog::ItemName;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use crate::both::Both;
use crate::brute_force::answers::{self, Cohorts, RewatchLine, StreakLine, Totals};
use crate::brute_force::{Item, compared, last_year, previous};

/// Whether all agree.
pub type Checked = Result<(), TestCaseError>;

/// Returns what a dashboard asks with a question.
pub fn asked_of(question: &Question) -> Request {
    Request::about(question.clone())
}

impl Both {
    /// Holds memory and SQL against brute force.
    pub fn check(&self, question: &Question, item: &Item) -> Checked {
        self.check_lists(question, item)?;
        self.check_coming_back(question, item)?;
        self.check_episodes(question, item)?;
        self.check_sittings(question, item)?;
        self.check_also_played(question, item)
    }

    /// Holds all but what pages tell against brute force.
    pub fn check_lists(&self, question: &Question, item: &Item) -> Checked {
        let frame = self.log.answered(&asked_of(question)).frame;
        prop_assert_eq!(
            &self.ahead.answered(&asked_of(question)).frame,
            &frame,
            "counted ahead"
        );
        self.check_streaks(question, &frame)?;
        self.check_rewatched(question, &frame)?;
        self.check_before(question, &frame)?;
        self.check_cohorts(question, item, &frame)?;
        self.check_timeline(question, item, &frame)?;
        self.check_hours(question, item, &frame)?;
        self.check_clock(question, &frame)?;
        self.check_totals(question, &frame)
    }

    fn is_wanted(name: &str, show: Option<&String>, filter: &str) -> bool {
        let filter = compared(filter);
        compared(name).contains(&filter)
            || show.is_some_and(|show| compared(show).contains(&filter))
    }

    fn check_streaks(&self, question: &Question, frame: &Frame) -> Checked {
        let Question {
            window, threshold, ..
        } = *question;
        let level = question.levels.streaks;
        let by_key = self.by_key(level);
        let days = (window, finished(question));
        let expected = self.history.streaks(level, days, threshold.days());
        let mut expected: Vec<(ItemId, StreakLine)> = expected
            .into_iter()
            .map(|(item, line)| (self.numbers.of(&item), line))
            .collect();
        // Items of one name and show, and equal in what the list is sorted by, go by their key.
        for ties in expected.chunk_by_mut(|(_, a), (_, b)| {
            (a.viewers, a.longest, &a.name, &a.show) == (b.viewers, b.longest, &b.name, &b.show)
        }) {
            ties.sort_by_key(|(id, _)| by_key.iter().position(|item| item == id));
        }

        // Most logs here are a household's: their own minimum is 1.
        let crowd = frame.minimum_cohort.max(2);
        let by_sql = streaks::by_sql(&self.conn, question, crowd).expect("the statement runs");
        let mut wanted: Vec<_> = expected
            .iter()
            .map(|(id, line)| (*id, numbers(line, threshold, crowd)))
            .collect();
        wanted.sort_unstable();
        let by_sql = by_sql.iter().map(|(id, n)| {
            let viewers = [n.viewers, n.running].map(u64::from);
            (*id, (n.longest, n.is_cut, n.longest_of_crowd, viewers))
        });
        let mut by_sql: Vec<_> = by_sql.collect();
        by_sql.sort_unstable();
        prop_assert_eq!(by_sql, wanted, "streaks.sql");

        expected
            .retain(|(_, line)| Self::is_wanted(&line.name, line.show.as_ref(), &question.filter));
        let crowds = self.longest_of_crowds(question, crowd);
        let found: Vec<_> = frame
            .streaks
            .iter()
            .map(|row| {
                let (name, show) = name_and_show(frame.streak_items.name(row.item));
                let viewers = [row.viewers, row.running].map(u64::from);
                let counts = (row.longest, row.is_cut, crowds[&row.item], viewers);
                (row.item, name, show, counts)
            })
            .collect();
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(item, line)| {
                (
                    item,
                    line.name.clone(),
                    line.show.clone(),
                    numbers(&line, threshold, crowd),
                )
            })
            .collect();
        prop_assert_eq!(found, expected, "streaks");
        Ok(())
    }

    /// Returns the longest streak of so many viewers, by item of the list of streaks.
    fn longest_of_crowds(&self, question: &Question, crowd: u32) -> BTreeMap<ItemId, u32> {
        let columns = self.log.snapshot().columns(question.levels.streaks);
        let all = streaks::streaks(&columns, self.log.catalog(), question, crowd, &|_| true);
        let longest = all.iter().map(|row| (row.item, row.longest_of_crowd));
        longest.collect()
    }

    /// Returns the items of a level in the order of their keys, which do not depend on the order of files.
    pub fn by_key(&self, level: Level) -> Vec<ItemId> {
        let sql = match level {
            Level::Title => "SELECT id FROM titles ORDER BY key",
            Level::Show => "SELECT id FROM shows ORDER BY key",
        };
        let mut statement = self.conn.prepare(sql).expect("the statement is sound");
        let items = statement.query_map([], |row| row.get(0).map(ItemId));
        let items = items.expect("it runs").collect::<Result<_, _>>();
        items.expect("the items are read")
    }

    fn check_rewatched(&self, question: &Question, frame: &Frame) -> Checked {
        let level = question.levels.rewatched;
        let by_key = self.by_key(level);
        let expected = self.history.rewatched(level, question.window);
        let mut expected: Vec<(ItemId, RewatchLine)> = expected
            .into_iter()
            .map(|(item, line)| (self.numbers.of(&item), line))
            .collect();
        for ties in expected.chunk_by_mut(|(_, a), (_, b)| {
            (a.rewatches, a.plays, &a.name, &a.show) == (b.rewatches, b.plays, &b.name, &b.show)
        }) {
            ties.sort_by_key(|(id, _)| by_key.iter().position(|item| item == id));
        }

        self.check_rewatched_by_sql(question, &expected)?;

        expected
            .retain(|(_, line)| Self::is_wanted(&line.name, line.show.as_ref(), &question.filter));
        let most = self
            .log
            .with(|log, conn| log.most_by_one(conn, frame, &frame.rewatched));
        let most = most.expect("the items are read");
        let found: Vec<_> = frame
            .rewatched
            .iter()
            .map(|row| {
                let (name, show) = name_and_show(frame.rewatched_items.name(row.item));
                let line = RewatchLine {
                    name,
                    show,
                    plays: row.plays,
                    viewers: row.viewers.into(),
                    rewatches: row.rewatches,
                    rewatchers: row.rewatchers.into(),
                    most_by_one: most.of(row.item).map_or(0, |most| most.plays).into(),
                    hours: row.hours.map(pair).expect("hours were asked for"),
                };
                (row.item, line)
            })
            .collect();
        prop_assert_eq!(found, expected, "rewatched");
        Ok(())
    }

    /// Holds the statement against what is expected of each item, in any order.
    fn check_rewatched_by_sql(
        &self,
        question: &Question,
        expected: &[(ItemId, RewatchLine)],
    ) -> Checked {
        let by_sql = rewatched::by_sql(&self.conn, question).expect("the statement runs");
        let by_sql: Vec<_> = by_sql
            .iter()
            .map(|(id, n)| {
                let (viewers, most) = (u64::from(n.viewers), u64::from(n.most_by_one));
                (
                    *id,
                    n.plays,
                    viewers,
                    (n.rewatches, u64::from(n.rewatchers)),
                    most,
                )
            })
            .collect();
        let mut wanted: Vec<_> = expected
            .iter()
            .map(|(id, n)| {
                (
                    *id,
                    n.plays,
                    n.viewers,
                    (n.rewatches, n.rewatchers),
                    n.most_by_one,
                )
            })
            .collect();
        wanted.sort_unstable();
        prop_assert_eq!(by_sql, wanted, "rewatched.sql");
        Ok(())
    }

    fn check_cohorts(&self, question: &Question, item: &Item, frame: &Frame) -> Checked {
        let expected = self.history.cohorts(item, question.window);
        let steps = |steps: &[bingetop::domain::cohort::Step]| -> Vec<(u32, u64)> {
            steps
                .iter()
                .map(|step| (step.at_least, step.viewers.into()))
                .collect()
        };
        let found = Cohorts {
            by_streak: steps(&frame.cohorts.by_streak),
            by_plays: steps(&frame.cohorts.by_plays),
            by_period: frame
                .cohorts
                .by_period
                .iter()
                .map(|cohort| {
                    let active = cohort
                        .active
                        .iter()
                        .map(|viewers| u64::from(*viewers))
                        .collect();
                    (cohort.start, cohort.viewers.into(), active)
                })
                .collect(),
        };
        prop_assert_eq!(&found, &expected, "cohorts of {:?}", item);
        prop_assert_eq!(
            frame.cohorts.item.as_ref().map(|(id, _)| *id),
            question.item
        );

        let ladders = cohorts::ladders::by_sql(&self.conn, question).expect("the statement runs");
        prop_assert_eq!(
            steps(&ladders.0),
            expected.by_streak.clone(),
            "cohorts_ladders.sql by streak"
        );
        prop_assert_eq!(
            steps(&ladders.1),
            expected.by_plays.clone(),
            "cohorts_ladders.sql by plays"
        );
        self.check_periods_by_sql(question, &expected)
    }

    /// Holds the statement against the cohorts by week or month that are expected.
    fn check_periods_by_sql(&self, question: &Question, expected: &Cohorts) -> Checked {
        let pairs = cohorts::periods::by_sql(&self.conn, question).expect("the statement runs");
        let pairs: Vec<_> = pairs
            .iter()
            .map(|pair| (pair.first, pair.later, u64::from(pair.viewers)))
            .collect();
        let mut wanted = Vec::new();
        let starts: Vec<Day> = expected
            .by_period
            .iter()
            .map(|(start, ..)| *start)
            .collect();
        for (place, (first, viewers, active)) in expected.by_period.iter().enumerate() {
            let viewers = std::iter::once(viewers).chain(active);
            for (later, viewers) in starts[place..].iter().zip(viewers) {
                if *viewers > 0 {
                    wanted.push((*first, *later, *viewers));
                }
            }
        }
        prop_assert_eq!(pairs, wanted, "cohorts/periods.sql");
        Ok(())
    }

    fn check_timeline(&self, question: &Question, item: &Item, frame: &Frame) -> Checked {
        let days = |days: &[bingetop::snapshot::everything::DayCount]| -> Vec<(Day, u64, u64)> {
            days.iter()
                .map(|n| (n.day, n.plays.into(), n.viewers.into()))
                .collect()
        };
        let expected = self.history.timeline(&Item::Everything, question.window);
        prop_assert_eq!(days(&frame.timeline), expected, "timeline");

        let by_sql = timeline::by_sql(&self.conn, question).expect("the statement runs");
        let mut of_item = self.history.timeline(item, question.window);
        of_item.retain(|(_, _, viewers)| *viewers > 0);
        prop_assert_eq!(days(&by_sql), of_item, "timeline.sql of {:?}", item);
        if let Some(extent) = self.history.extent() {
            let selected = self.log.select(question);
            let calendar = self.log.calendar(selected.as_ref());
            let expected = self.history.timeline(item, extent);
            prop_assert_eq!(days(&calendar), expected, "calendar of {:?}", item);
        }
        Ok(())
    }

    fn check_hours(&self, question: &Question, item: &Item, frame: &Frame) -> Checked {
        let window = question.window;
        let only = |day| Window::new(day, day).expect("a day is a window");
        let of_days = |item: &Item| -> Vec<answers::Hours> {
            let days = window.iter();
            days.map(|day| self.history.hours(item, only(day)))
                .collect()
        };
        let found: Vec<_> = frame.timeline_hours.iter().copied().map(pair).collect();
        prop_assert_eq!(found, of_days(&Item::Everything), "hours of days");
        let by_sql = timeline::hours_by_sql(&self.conn, question).expect("the statement runs");
        let mut found = vec![(0, 0); window.iter().count()];
        for (day, hours) in by_sql {
            found[day.since(window.from()).unsigned_abs() as usize] = pair(hours);
        }
        prop_assert_eq!(found, of_days(item), "hours in timeline.sql");

        let by_sql = hours::by_sql(&self.conn, question).expect("the statement runs");
        let mut wanted: Vec<_> = self
            .history
            .items(question.levels.rewatched)
            .iter()
            .map(|item| (self.numbers.of(item), self.history.hours(item, window)))
            .collect();
        wanted.sort_unstable();
        let mut found = by_sql.into_iter().map(|(id, hours)| (id, pair(hours)));
        for (id, expected) in wanted {
            let is_there = found.clone().next().is_some_and(|(of, _)| of == id);
            let hours = if is_there { found.next() } else { None };
            let hours = hours.map_or((0, 0), |(_, hours)| hours);
            prop_assert_eq!(hours, expected, "hours.sql of {:?}", id);
        }
        prop_assert_eq!(found.next(), None, "hours.sql of no item");
        if let Some(selected) = self.log.select(question) {
            let page = self.log.page(question, &selected);
            let expected = self.history.hours(item, window);
            prop_assert_eq!(page.hours.map(pair), Some(expected), "hours of {:?}", item);
        }
        Ok(())
    }

    fn check_coming_back(&self, question: &Question, item: &Item) -> Checked {
        let (Some(selected), Some(extent)) = (self.log.select(question), self.history.extent())
        else {
            return Ok(());
        };
        let away = u32::from(coming_back::DAYS_AWAY);
        let days = (question.window, extent);
        let (in_window, in_log, back) = self.history.coming_back(item, days, away);
        let found = self.log.page(question, &selected).coming_back;
        let ends = |ends: Option<Ends>| ends.map(|ends| [ends.first.day, ends.last.day]);
        let is_known = question.window.to() >= extent.from().plus(coming_back::DAYS_AWAY.into());
        prop_assert_eq!(
            (ends(found.in_window), ends(found.in_log), found.viewers),
            (in_window, in_log, is_known.then_some(back)),
            "coming back"
        );
        let by_sql = coming_back::by_sql(&self.conn, question).expect("the statement runs");
        let both = |ends: Option<[Day; 2]>| [ends.map(|ends| ends[0]), ends.map(|ends| ends[1])];
        prop_assert_eq!(
            by_sql,
            (both(in_window), both(in_log), back),
            "coming_back.sql"
        );
        Ok(())
    }

    fn check_clock(&self, question: &Question, frame: &Frame) -> Checked {
        let plays = |clock: &Clock| -> BTreeMap<(u32, u32), u64> {
            let cells = clock.cells().filter(|(.., plays)| *plays > 0);
            cells
                .map(|(day, hour, plays)| ((day.num_days_from_monday(), hour.into()), plays))
                .collect()
        };
        let expected = self.history.clock(question.window);
        prop_assert_eq!(plays(&frame.clock), expected.clone(), "weekday and hour");
        let rule = self.log.facts().rule;
        let by_sql = clock::by_sql(&self.conn, rule, question).expect("the statement runs");
        prop_assert_eq!(plays(&by_sql), expected, "clock.sql");
        Ok(())
    }

    fn check_totals(&self, question: &Question, frame: &Frame) -> Checked {
        let k = question.threshold.days();
        let expected = |window| self.history.totals(window, k);
        prop_assert_eq!(sums(frame.totals), expected(question.window), "totals");
        let by_sql = totals::by_sql(&self.conn, question).expect("the statement runs");
        prop_assert_eq!(sums(by_sql), expected(question.window), "totals.sql");

        let compared = compared_with(question);
        let found = frame.comparison.map(|found| {
            let totals = (sums(found.totals), found.other.map(sums));
            (found.window, found.other_window, totals)
        });
        let wanted = compared.map(|(window, other)| {
            let other_totals = self.holds(other).then(|| expected(other));
            (window, other, (expected(window), other_totals))
        });
        prop_assert_eq!(found, wanted, "comparison");
        Ok(())
    }

    fn holds(&self, window: Window) -> bool {
        let extent = self.history.extent();
        extent.is_some_and(|held| held.contains(window.from()) && held.contains(window.to()))
    }

    /// Rewatches in the days compared with: of whole windows only, so that a change is of the same days.
    fn check_before(&self, question: &Question, frame: &Frame) -> Checked {
        let level = question.levels.rewatched;
        let compared = compared_with(question);
        let other =
            compared.filter(|(window, other)| *window == question.window && self.holds(*other));
        let wanted = other.map(|(_, other)| {
            let lines = self.history.rewatched(level, other).into_iter();
            let wanted = lines.filter(|(_, line)| {
                Self::is_wanted(&line.name, line.show.as_ref(), &question.filter)
            });
            let numbers = wanted.map(|(item, line)| {
                let numbers = [line.plays, line.viewers, line.rewatches, line.rewatchers];
                (self.numbers.of(&item), numbers)
            });
            numbers.collect::<BTreeMap<_, _>>()
        });
        let found = frame.rewatched_before.as_ref().map(|rows| {
            let numbers = rows.iter().map(|row| {
                let numbers = [
                    row.plays,
                    row.viewers.into(),
                    row.rewatches,
                    row.rewatchers.into(),
                ];
                (row.item, numbers)
            });
            numbers.collect::<BTreeMap<_, _>>()
        });
        prop_assert_eq!(found, wanted, "rewatched before");
        Ok(())
    }
}

/// Returns the finished days of the question's window, and those they are compared with.
fn compared_with(question: &Question) -> Option<(Window, Window)> {
    let whole = finished(question);
    match question.compare {
        Compare::Off => None,
        Compare::Previous => whole.map(|window| (window, previous(window))),
        Compare::LastYear => whole.map(|window| (window, last_year(window))),
    }
}

/// Returns the longest streak, whether the window cuts it, the longest of so many viewers, and how many viewers
/// have one of K days or more, ever and running.
fn numbers(line: &StreakLine, threshold: Threshold, crowd: u32) -> (u32, bool, u32, [u64; 2]) {
    let of_crowd = line.longest_of(crowd);
    let is_told = of_crowd >= threshold.days();
    let viewers = [line.viewers, line.running];
    let of_crowd = if is_told { of_crowd } else { 0 };
    (line.longest, line.is_cut, of_crowd, viewers)
}

/// Returns the days of a question's window that are over.
fn finished(question: &Question) -> Option<Window> {
    let is_over = |day: &Day| *day <= question.last_finished;
    let days: Vec<Day> = question.window.iter().filter(is_over).collect();
    Window::new(*days.first()?, *days.last()?)
}

/// Returns the name of an item, and the show a title belongs to.
fn name_and_show(name: &ItemName) -> (String, Option<String>) {
    let show = name.show.as_ref().map(ToString::to_string);
    (name.name.to_string(), show)
}

fn pair(hours: Hours) -> answers::Hours {
    (hours.seconds, hours.unknown)
}

fn sums(totals: FrameTotals) -> Totals {
    Totals {
        rows: totals.rows,
        hours: pair(totals.hours),
        plays: totals.plays,
        viewers: totals.viewers.into(),
        titles: totals.titles.into(),
        rewatches: totals.rewatches,
        streakers: totals.streakers.into(),
    }
}
