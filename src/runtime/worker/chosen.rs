//! The items looked at last, and the one that is looked at next: of these nothing is read again while the log stays as
//! it is.
//!
//! Moving on by a step or back, or asking about other days, is as fast as if they were in memory, which they are.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::domain::{Item, Window};
use crate::query::cohorts::Cohorts;
use crate::query::{Log, Question, Selected};
use crate::snapshot::everything::DayCount;

/// So many are kept: the one looked at, the one before and the one ahead. Those of large crowds take megabytes.
const MOST: usize = 3;

/// An item with what its panels are answered from.
#[derive(Debug)]
pub(super) struct Chosen {
    selected: Selected,
    calendar: OnceLock<Vec<DayCount>>,
    /// Its cohorts in the days that were asked about last.
    cohorts: Mutex<Option<(Window, Cohorts)>>,
}

impl Chosen {
    /// Returns the item as it was read.
    pub fn selected(&self) -> &Selected {
        &self.selected
    }

    /// Returns whether its days are counted by now.
    pub fn has_calendar(&self) -> bool {
        self.calendar.get().is_some()
    }

    /// Returns its plays and viewers on each day of the log that it was read from.
    pub fn calendar(&self, log: &Log) -> &[DayCount] {
        self.calendar
            .get_or_init(|| log.calendar(Some(&self.selected)))
    }

    /// Returns its cohorts in the days of a question.
    pub fn cohorts(&self, log: &Log, question: &Question) -> Cohorts {
        let mut kept = self.cohorts.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some((window, cohorts)) if *window == question.window => cohorts.clone(),
            _ => {
                let cohorts = log.cohorts(question, Some(&self.selected));
                *kept = Some((question.window, cohorts.clone()));
                cohorts
            }
        }
    }
}

/// The items looked at last, the last one first; the one ahead comes second.
#[derive(Debug, Default)]
pub(super) struct LastChosen(Vec<Arc<Chosen>>);

impl LastChosen {
    /// Returns an item, if it is one of them: it is looked at last from now on.
    pub fn get(&mut self, item: Item) -> Option<Arc<Chosen>> {
        let is_it = |chosen: &Arc<Chosen>| chosen.selected.item() == item;
        let place = self.0.iter().position(is_it)?;
        self.0[..=place].rotate_right(1);
        self.0.first().map(Arc::clone)
    }

    /// Returns whether an item is one of them.
    pub fn has(&self, item: Item) -> bool {
        self.0.iter().any(|chosen| chosen.selected.item() == item)
    }

    /// Takes an item that is looked at, and lets the one go that was not for longest.
    pub fn keep(&mut self, selected: Selected) -> Arc<Chosen> {
        self.keep_at(0, selected)
    }

    /// Takes an item that may be looked at next.
    pub fn keep_ahead(&mut self, selected: Selected) -> Arc<Chosen> {
        self.keep_at(self.0.len().min(1), selected)
    }

    fn keep_at(&mut self, place: usize, selected: Selected) -> Arc<Chosen> {
        let chosen = Arc::new(Chosen {
            selected,
            calendar: OnceLock::new(),
            cohorts: Mutex::default(),
        });
        self.0.truncate(MOST - 1);
        self.0.insert(place, Arc::clone(&chosen));
        chosen
    }
}
