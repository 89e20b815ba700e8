//! The way from a question to its frame.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, OnceLock};

use super::callouts::{Callout, callouts};
use super::clock;
use super::cohorts::{self, Cohorts};
use super::filter::Filter;
use super::frame::{Frame, Overview};
use super::hours;
use super::item_source::ItemSource;
use super::items::Items;
use super::log::Log;
use super::page::{Episode, ItemPage, page};
use super::question::Question;
use super::rewatched::{RewatchedBefore, RewatchedRow, counted, rewatched, rewatched_before};
use super::select::Selected;
use super::streaks::{StreakRow, streaks};
use super::timeline;
use super::totals::{Comparison, Totals, comparison, totals};
use crate::domain::threads::joined;
use crate::domain::{Item, ItemId, Level, Levels};
use crate::snapshot::everything::DayCount;

/// The answers that are about plays.
struct PlayAnswers {
    totals: Totals,
    rewatched: Vec<RewatchedRow>,
}

/// What they are compared with.
struct ComparedAnswers {
    comparison: Option<Comparison>,
    rewatched_before: Option<Vec<RewatchedBefore>>,
}

/// The answers that are about streaks.
struct StreakAnswers {
    streaks: Vec<StreakRow>,
    callouts: Vec<Callout>,
}

impl Log {
    /// Answers a question, given its item.
    ///
    /// # Panics
    ///
    /// Where it asks by show, and [`Self::select`] has never been asked such a question.
    #[must_use]
    pub fn answer(&self, question: &Question, selected: Option<&Selected>) -> Frame {
        self.answer_unless(question, selected, &|| false)
            .expect("nothing gives up a question that is never stale")
    }

    /// Answers a question, given its item; `None` where it `is_stale` between two of its answers.
    ///
    /// # Panics
    ///
    /// See [`Self::answer`].
    #[must_use]
    pub fn answer_unless(
        &self,
        question: &Question,
        selected: Option<&Selected>,
        is_stale: &dyn Fn() -> bool,
    ) -> Option<Frame> {
        // What is listed, now and in the days before: matching all names takes a while, so it is done once.
        let filter = OnceLock::new();
        let filter = || {
            let level = question.levels.rewatched;
            filter.get_or_init(|| Filter::of(&question.filter, self.catalog(), level))
        };
        // Each half has a core; the rest is done by whichever half is done first.
        let (cohorts, compared) = (OnceLock::new(), OnceLock::new());
        let begun = AtomicU8::new(0);
        let do_the_rest = || {
            loop {
                match begun.fetch_add(1, Ordering::Relaxed) {
                    0 => drop(cohorts.set(self.cohorts(question, selected))),
                    1 => drop(compared.set(self.compared_answers(question, filter()))),
                    _ => break,
                }
            }
        };
        let (plays, streaks) = std::thread::scope(|scope| {
            let plays = scope.spawn(|| {
                let plays = self.play_answers(question, filter());
                do_the_rest();
                plays
            });
            let streaks = self.streak_answers(question, is_stale);
            if streaks.is_some() {
                do_the_rest();
            }
            (joined(plays.join()), streaks)
        });
        let streaks = streaks?;
        let compared = compared.into_inner()?;
        let overview = Overview {
            window: question.window,
            levels: question.levels,
            threshold: question.threshold,
            minimum_cohort: self.facts().minimum_cohort,
            totals: plays.totals,
            comparison: compared.comparison,
            streaks: streaks.streaks,
            rewatched: plays.rewatched,
            rewatched_before: compared.rewatched_before,
            timeline: self.snapshot().everything.timeline(question.window),
            timeline_hours: self.snapshot().everything.hours_of_days(question.window),
            clock: clock::of_everything(self.snapshot(), question.window),
            callouts: streaks.callouts,
            streak_items: self.items_of(question.levels.streaks, question),
            rewatched_items: self.items_of(question.levels.rewatched, question),
        };
        Some(Frame {
            overview: Arc::new(overview),
            cohorts: cohorts.into_inner()?,
        })
    }

    fn items_of(&self, level: Level, question: &Question) -> Items {
        Items {
            columns: self.snapshot().columns(level),
            catalog: Arc::clone(self.catalog()),
            level,
            window: question.window,
            log_days: self.facts().days,
        }
    }

    fn play_answers(&self, question: &Question, filter: &Filter<'_>) -> PlayAnswers {
        let is_wanted = |item| filter.keeps(item);
        let (snapshot, catalog) = (self.snapshot(), self.catalog());
        PlayAnswers {
            totals: totals(snapshot, question, question.window),
            rewatched: rewatched(snapshot, catalog, question, &is_wanted),
        }
    }

    fn compared_answers(&self, question: &Question, filter: &Filter<'_>) -> ComparedAnswers {
        let is_wanted = |item| filter.keeps(item);
        let (snapshot, catalog) = (self.snapshot(), self.catalog());
        let comparison = comparison(snapshot, question, self.facts().days);
        let compared = (comparison.as_ref(), &is_wanted as _);
        ComparedAnswers {
            rewatched_before: rewatched_before(snapshot, catalog, question, compared),
            comparison,
        }
    }

    fn streak_answers(
        &self,
        question: &Question,
        is_stale: &dyn Fn() -> bool,
    ) -> Option<StreakAnswers> {
        let go_on = || (!is_stale()).then_some(());
        let level = question.levels.streaks;
        let columns = self.snapshot().columns(level);
        let filter = Filter::of(&question.filter, self.catalog(), level);
        let is_wanted = |item| filter.keeps(item);
        let least = self.facts().minimum_cohort;
        let streaks = streaks(&columns, self.catalog(), question, least, &is_wanted);
        go_on()?;
        let callouts = callouts(&columns, self.catalog(), question, least);
        go_on()?;
        Some(StreakAnswers { streaks, callouts })
    }

    /// Returns the cohorts of the selected item, or of everything: the one part of a frame that depends
    /// on the item.
    #[must_use]
    pub fn cohorts(&self, question: &Question, selected: Option<&Selected>) -> Cohorts {
        match selected {
            None => cohorts::of_everything(self.snapshot(), question.window),
            Some(selected) => {
                let Item { level, id } = selected.item;
                let name = self.name(level, id).clone();
                cohorts::of_item((selected.item, name), &selected.source, question.window)
            }
        }
    }

    /// Returns the plays and viewers of the selected item, or of everything, on each day of the log.
    #[must_use]
    pub fn calendar(&self, selected: Option<&Selected>) -> Vec<DayCount> {
        match (selected, self.facts().days) {
            (Some(selected), Some(days)) => match &selected.source {
                ItemSource::Histories(histories) => timeline::of_item(histories, days),
                ItemSource::Counts(counts) => counts.timeline(days),
            },
            _ => self.whole_timeline().to_vec(),
        }
    }

    /// Returns the titles of a show that were played in the window, by name.
    fn episodes(&self, question: &Question, show: ItemId) -> Vec<Episode> {
        let by_title = Question {
            levels: Levels::both(Level::Title),
            wants_hours: false,
            ..question.clone()
        };
        let is_of_show = |title| self.catalog().show_of(title) == Some(show);
        let rows = counted(
            self.snapshot(),
            self.catalog(),
            &by_title,
            &is_of_show,
            |row| row,
        );
        let named = |row: RewatchedRow| Episode {
            name: self.name(Level::Title, row.item).clone(),
            row,
        };
        rows.into_iter().map(named).collect()
    }

    /// Returns what the page of the selected item shows beyond its cohorts and calendar.
    #[must_use]
    pub fn page(&self, question: &Question, selected: &Selected) -> ItemPage {
        let Item { level, id } = selected.item;
        let name = self.name(level, id).clone();
        let mut page = page(
            (selected.item, name),
            &selected.source,
            question,
            self.facts().days,
            self.facts().minimum_cohort,
        );
        page.hours = hours::of_item(self.snapshot(), self.catalog(), question, selected.item);
        if level == Level::Show {
            page.episodes = self.episodes(question, id);
            // Its histories are over all of its titles.
            let rewatches = page.episodes.iter().map(|episode| episode.row.rewatches);
            page.counts.rewatches = rewatches.sum();
        }
        page
    }
}
