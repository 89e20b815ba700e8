//! A reader of one screen: what it prints, and what follows.

use bingetop::domain::Level;
use bingetop::guard::page::{PageNumbers, PlaysCell, ShownPage};
use bingetop::guard::{Shown, ShownFrame};
use bingetop::query::Frame;
use bingetop::query::cohorts::Cohorts;
use bingetop::query::page::ItemPage;
use bingetop::query::totals::Totals;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use crate::intervals::{Interval, System};

/// As many as there could ever be.
pub const MANY: u64 = 1_000_000;

pub type Checked = Result<(), TestCaseError>;

pub struct Reader {
    pub minimum: u64,
}

/// A count that a screen hides, and what it is.
pub struct Hidden {
    pub place: usize,
    pub truth: u64,
    pub what: String,
}

/// What a number as it is shown says.
pub fn interval(shown: Shown) -> Interval {
    match shown {
        Shown::Exact(number) => Interval::exactly(number),
        Shown::AtLeast(number) => Interval::between(number, MANY),
        Shown::Below(minimum) => Interval::between(1, u64::from(minimum) - 1),
        Shown::Hidden => Interval::between(0, MANY),
    }
}

impl Reader {
    pub fn new(minimum: u32) -> Self {
        Self {
            minimum: minimum.into(),
        }
    }

    /// No hidden count of a few viewers has one value left.
    pub fn none_is_known(&self, system: &mut System, hidden: &[Hidden]) -> Checked {
        system.solve();
        for count in hidden
            .iter()
            .filter(|count| 0 < count.truth && count.truth < self.minimum)
        {
            let known = system.known(count.place);
            prop_assert!(
                known.least < known.most,
                "{} is known to be {}",
                count.what,
                known.least
            );
        }
        Ok(())
    }

    /// Of the list of rewatches: plays and rewatches add up to those of everything, and of a title, plays less
    /// rewatches are viewers.
    pub fn reads_lists(&self, frame: &Frame, shown: &ShownFrame) -> Checked {
        let mut system = System::default();
        let mut hidden = Vec::new();
        let is_title = frame.levels.rewatched == Level::Title;
        let whole_plays = system.number(interval(shown.totals.plays));
        let whole_rewatches = system.number(interval(shown.totals.rewatches));
        let (mut all_plays, mut all_rewatches) = (Vec::new(), Vec::new());
        for row in &shown.rewatched {
            let truth = frame
                .rewatched
                .iter()
                .find(|of| of.item == row.item)
                .expect("it is there");
            let exact = |number: u64| Interval::exactly(number);
            let unknown = Interval::between(1, MANY);
            let told = row.numbers;
            let plays = system.number(told.map_or(unknown, |n| exact(n.plays)));
            let viewers = system.number(told.map_or(unknown, |n| exact(n.viewers.into())));
            let none = Interval::between(0, MANY);
            let rewatches = system.number(told.map_or(none, |n| exact(n.rewatches)));
            let again = system.number(told.map_or(none, |n| interval(n.rewatchers)));
            let once = system.number(none);
            let more = system.number(none);
            system.sum(&[viewers, more], plays);
            system.sum(&[again, once], viewers);
            system.at_most(again, more);
            system.at_most(viewers, plays);
            if is_title {
                system.sum(&[viewers, rewatches], plays);
            }
            all_plays.push(plays);
            all_rewatches.push(rewatches);
            let name = &shown.rewatched_items.name(row.item).name;
            for (place, truth, what) in [
                (viewers, u64::from(truth.viewers), "viewers"),
                (again, u64::from(truth.rewatchers), "rewatchers"),
                (
                    once,
                    u64::from(truth.viewers - truth.rewatchers),
                    "those once",
                ),
            ] {
                let what = format!("{what} of {name}");
                hidden.push(Hidden { place, truth, what });
            }
        }
        if !shown.rewatched.is_empty() {
            system.sum(&all_plays, whole_plays);
            system.sum(&all_rewatches, whole_rewatches);
        }
        self.none_is_known(&mut system, &hidden)?;
        self.reads_streaks(frame, shown)
    }

    /// Of the list of streaks: running are among the viewers, and so are those of a sentence.
    fn reads_streaks(&self, frame: &Frame, shown: &ShownFrame) -> Checked {
        let mut system = System::default();
        let mut hidden = Vec::new();
        for row in &shown.streaks {
            let truth = frame
                .streaks
                .iter()
                .find(|of| of.item == row.item)
                .expect("it is there");
            let Some(numbers) = row.numbers else {
                continue;
            };
            let viewers = system.number(interval(numbers.viewers));
            let running = system.number(interval(numbers.running));
            let ended = system.number(Interval::between(0, MANY));
            system.sum(&[running, ended], viewers);
            let name = &shown.streak_items.name(row.item).name;
            let counts = [
                (running, truth.running, "running"),
                (ended, truth.viewers - truth.running, "ended"),
            ];
            hidden.extend(counts.map(|(place, truth, what)| Hidden {
                place,
                truth: truth.into(),
                what: format!("{what} of {name}"),
            }));
            let minimum = self.minimum;
            let reach = |days: u64| {
                minimum < 2 || truth.longest_of_crowd >= u32::try_from(days).expect("it is there")
            };
            match numbers.longest {
                Shown::Exact(days) | Shown::AtLeast(days) => {
                    prop_assert!(reach(days), "{days} days of {name} are those of a few");
                }
                Shown::Below(_) | Shown::Hidden => {}
            }
        }
        for callout in &shown.callouts {
            let told = u64::from(callout.viewers);
            prop_assert!(told >= self.minimum);
            if shown.cohorts.item.as_ref().map(|(item, _)| *item) != Some(callout.item) {
                continue;
            }
            // Who is in the sentence is among those of each shorter step.
            let steps = shown.cohorts.by_streak.iter();
            for step in steps.filter(|step| step.at_least <= callout.days) {
                let few = |step: u64| step > told && step - told < self.minimum;
                prop_assert!(
                    !step.viewers.exact().is_some_and(few),
                    "{step:?} beside {told}"
                );
            }
        }
        self.none_is_known(&mut system, &hidden)
    }

    /// Of ladders: each step lies within the one before, and the figures are steps, too.
    pub fn reads_ladders(&self, totals: &Totals, cohorts: &Cohorts, shown: &ShownFrame) -> Checked {
        let is_everything = cohorts.item.is_none();
        let ladders = [
            (&cohorts.by_streak, &shown.cohorts.by_streak),
            (&cohorts.by_plays, &shown.cohorts.by_plays),
        ];
        for (number, (truth, shown_steps)) in ladders.into_iter().enumerate() {
            let mut system = System::default();
            let mut hidden = Vec::new();
            let mut counts: Vec<(u64, Interval)> = truth
                .iter()
                .zip(shown_steps)
                .map(|(truth, step)| (truth.viewers.into(), interval(step.viewers)))
                .collect();
            if is_everything {
                let viewers = (totals.viewers.into(), interval(shown.totals.viewers));
                counts.insert(0, viewers);
                if number == 0 {
                    let truth = u64::from(totals.streakers);
                    let place = counts
                        .iter()
                        .rposition(|(count, _)| *count >= truth)
                        .expect("it is there");
                    counts.insert(place + 1, (truth, interval(shown.totals.streakers)));
                }
            }
            let places: Vec<usize> = counts
                .iter()
                .map(|(_, interval)| system.number(*interval))
                .collect();
            for (step, pair) in places.windows(2).enumerate() {
                let between = system.number(Interval::between(0, MANY));
                system.sum(&[pair[1], between], pair[0]);
                let truth = counts[step].0 - counts[step + 1].0;
                let what = format!("those between steps {step} and {}", step + 1);
                hidden.push(Hidden {
                    place: between,
                    truth,
                    what,
                });
                let what = format!("those of step {}", step + 1);
                let truth = counts[step + 1].0;
                hidden.push(Hidden {
                    place: pair[1],
                    truth,
                    what,
                });
            }
            self.none_is_known(&mut system, &hidden)?;
        }
        self.reads_periods(cohorts, shown)
    }

    /// Of weeks and months: each viewer begins in one of them, and is back in another, or not.
    fn reads_periods(&self, cohorts: &Cohorts, shown: &ShownFrame) -> Checked {
        let mut first = 0;
        for cell in &shown.cohorts.by_period {
            let of_cell = &cohorts.by_period[first..first + cell.joined];
            first += cell.joined;
            let whole: u64 = of_cell.iter().map(|cohort| u64::from(cohort.viewers)).sum();
            prop_assert!(whole == 0 || whole >= self.minimum, "{whole} in one cell");
            let mut system = System::default();
            let mut hidden = Vec::new();
            let viewers = system.number(interval(cell.viewers));
            for (later, active) in cell.active.iter().enumerate() {
                let back = system.number(interval(*active));
                let gone = system.number(Interval::between(0, MANY));
                system.sum(&[back, gone], viewers);
                let truth: u64 = of_cell
                    .iter()
                    .map(|cohort| u64::from(cohort.active[later]))
                    .sum();
                let what = format!("those back after {}", later + 1);
                hidden.push(Hidden {
                    place: back,
                    truth,
                    what,
                });
                let what = format!("those gone after {}", later + 1);
                hidden.push(Hidden {
                    place: gone,
                    truth: whole - truth,
                    what,
                });
            }
            self.none_is_known(&mut system, &hidden)?;
        }
        Ok(())
    }

    /// Of days: their plays add up to those of the window, and no viewer is active without a play or a part of one.
    pub fn reads_days(&self, frame: &Frame, shown: &ShownFrame) -> Checked {
        let mut system = System::default();
        let mut hidden = Vec::new();
        let whole = system.number(interval(shown.totals.plays));
        let mut all = Vec::new();
        for (truth, day) in frame.timeline.iter().zip(&shown.timeline) {
            let plays = system.number(match day.plays {
                Shown::Hidden => Interval::between(u64::from(truth.viewers > 0), MANY),
                told => interval(told),
            });
            let viewers = system.number(interval(day.viewers));
            // In these logs, each active day has a play.
            system.at_most(viewers, plays);
            all.push(plays);
            let what = format!("viewers of {}", day.day);
            hidden.push(Hidden {
                place: viewers,
                truth: truth.viewers.into(),
                what,
            });
            if u64::from(truth.viewers) < self.minimum {
                let what = format!("plays of {}", day.day);
                hidden.push(Hidden {
                    place: plays,
                    truth: truth.plays.into(),
                    what,
                });
            }
        }
        system.sum(&all, whole);
        self.none_is_known(&mut system, &hidden)
    }

    /// Of hours of the week: their plays add up to those of the window.
    pub fn reads_hours(&self, frame: &Frame, shown: &ShownFrame) -> Checked {
        let mut system = System::default();
        let mut hidden = Vec::new();
        let whole = system.number(interval(shown.totals.plays));
        let mut all = Vec::new();
        for cell in &shown.clock {
            let truth = frame.clock.plays(cell.weekday, cell.hour);
            let plays = system.number(match cell.plays {
                Shown::Hidden => Interval::between(1, MANY),
                told => interval(told),
            });
            all.push(plays);
            let what = format!("plays of {} {}", cell.weekday, cell.hour);
            hidden.push(Hidden {
                place: plays,
                truth,
                what,
            });
        }
        if !all.is_empty() {
            system.sum(&all, whole);
        }
        self.none_is_known(&mut system, &hidden)
    }

    /// Of a page: curve and ladder are one, viewers by plays add up to all viewers, and their plays to all plays.
    pub fn reads_page(&self, page: &ItemPage, shown: &ShownPage) -> Checked {
        let Some(numbers) = &shown.numbers else {
            return Ok(());
        };
        let mut system = System::default();
        let mut hidden = Vec::new();
        let mut before: Option<(usize, u64)> = None;
        for (days, (truth, step)) in (1..).zip(page.survival.iter().zip(&numbers.survival)) {
            let place = system.number(interval(*step));
            let truth = u64::from(*truth);
            hidden.push(Hidden {
                place,
                truth,
                what: format!("those of {days} days"),
            });
            if let Some((longer, of_longer)) = before {
                let between = system.number(Interval::between(0, MANY));
                system.sum(&[place, between], longer);
                let what = format!("those of fewer than {days} days");
                hidden.push(Hidden {
                    place: between,
                    truth: of_longer - truth,
                    what,
                });
            }
            before = Some((place, truth));
        }
        self.none_is_known(&mut system, &hidden)?;
        self.reads_coming_back(page, numbers)?;
        self.reads_episodes(page, numbers)?;
        self.reads_sittings(page, numbers)?;
        self.reads_also_played(page, numbers)?;
        self.reads_plays(page, numbers.viewers, &numbers.by_plays)
    }

    /// Of the titles of a show: each viewer of the show has played one of them, and plays less rewatches are the viewers of
    /// all of them together. Of two, those who played both are known by that.
    fn reads_episodes(&self, page: &ItemPage, numbers: &PageNumbers) -> Checked {
        let mut system = System::default();
        let mut hidden = Vec::new();
        let mut parts = Vec::new();
        for shown in &numbers.episodes {
            let mut all = page.episodes.iter();
            let episode = all.find(|episode| episode.name == shown.name);
            let truth = u64::from(episode.expect("it is one of them").row.viewers);
            let known = shown.numbers.map(|numbers| u64::from(numbers.viewers));
            let interval = known.map_or(Interval::between(1, MANY), Interval::exactly);
            let place = system.number(interval);
            let others = system.number(Interval::between(0, MANY));
            let of_show = system.number(Interval::exactly(numbers.viewers.into()));
            system.sum(&[place, others], of_show);
            let (all, name) = (u64::from(numbers.viewers), &shown.name.name);
            hidden.push(Hidden {
                place,
                truth,
                what: format!("those of {name}"),
            });
            let what = format!("those who left {name} out");
            hidden.push(Hidden {
                place: others,
                truth: all - truth,
                what,
            });
            parts.push(place);
        }
        if parts.is_empty() {
            return Ok(());
        }
        let played = numbers.plays - numbers.rewatches;
        let sum = system.number(Interval::exactly(played));
        system.sum(&parts, sum);
        let told = numbers
            .episodes
            .iter()
            .filter(|episode| episode.numbers.is_some());
        if let (2, [_, _]) = (told.count(), parts.as_slice()) {
            let both = played - u64::from(numbers.viewers);
            prop_assert!(both == 0 || both >= self.minimum, "{both} played both");
        }
        self.none_is_known(&mut system, &hidden)
    }

    /// Of who came back: they are some of the active, and next to all of these have a play.
    fn reads_coming_back(&self, page: &ItemPage, numbers: &PageNumbers) -> Checked {
        let told = [numbers.coming_back.in_window, numbers.coming_back.in_log];
        let truth = [page.coming_back.in_window, page.coming_back.in_log];
        for (told, truth) in told.iter().zip(truth) {
            let (Some(told), Some(truth)) = (told, truth) else {
                continue;
            };
            for (told, truth) in [(told.first, truth.first), (told.last, truth.last)] {
                let (exact, of_crowd) = told.parts();
                prop_assert_eq!(exact.or(of_crowd), truth.of_crowd, "no day of a few");
                prop_assert!(exact.is_none_or(|day| day == truth.day));
            }
        }
        let (Some(shown), Some(back)) = (numbers.coming_back.viewers, page.coming_back.viewers)
        else {
            return Ok(());
        };
        let active = page.survival.first().copied().unwrap_or(0);
        for whole in [active, page.counts.viewers] {
            let mut system = System::default();
            let all = system.number(Interval::exactly(whole.into()));
            let place = system.number(interval(shown));
            let others = system.number(Interval::between(0, MANY));
            system.sum(&[place, others], all);
            let hidden = [
                (place, back, "those who are back"),
                (others, whole.saturating_sub(back), "those who are not"),
            ];
            let hidden = hidden.map(|(place, truth, what)| Hidden {
                place,
                truth: truth.into(),
                what: what.to_owned(),
            });
            self.none_is_known(&mut system, &hidden)?;
        }
        Ok(())
    }

    fn reads_plays(&self, page: &ItemPage, viewers: u32, cells: &[PlaysCell]) -> Checked {
        let mut system = System::default();
        let mut hidden = Vec::new();
        let all_plays = system.number(Interval::exactly(page.counts.plays));
        let mut all_beyond = Vec::new();
        let mut lowest = 0;
        let mut met = 0;
        for cell in cells {
            met += cell.viewers;
            prop_assert!(cell.viewers == 0 || u64::from(cell.viewers) >= self.minimum);
            lowest += u64::from(cell.from) * u64::from(cell.viewers);
            let whole = system.number(Interval::exactly(cell.viewers.into()));
            let most = cell.to.unwrap_or(60).min(60);
            let mut parts = Vec::new();
            for plays in cell.from..=most {
                let truth = page.plays.viewers(plays) - page.plays.viewers(plays + 1);
                let part = system.number(Interval::between(0, cell.viewers.into()));
                parts.push(part);
                // So many plays beyond the lowest for each.
                let mut beyond = vec![part; (plays - cell.from) as usize];
                all_beyond.append(&mut beyond);
                let what = format!("viewers of {plays} plays");
                hidden.push(Hidden {
                    place: part,
                    truth: truth.into(),
                    what,
                });
            }
            system.sum(&parts, whole);
        }
        prop_assert_eq!(met, viewers, "no viewer is lost");
        let base = system.number(Interval::exactly(lowest));
        all_beyond.push(base);
        system.sum(&all_beyond, all_plays);
        self.none_is_known(&mut system, &hidden)
    }
}
