//! The items looked at last: of these nothing is read again while the log stays as it is.
//!
//! Moving back to one, or asking of it about other days, is as fast as if it were in memory, which it is.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::domain::{Item, Window};
use crate::query::cohorts::Cohorts;
use crate::query::{Log, Question, Selected};
use crate::snapshot::everything::DayCount;

/// So many are kept: the one looked at, and the one before. Those of large crowds take megabytes.
const MOST: usize = 2;

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

/// The items looked at last, the last one first.
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

    /// Takes an item, and lets the one go that was not looked at for longest.
    pub fn keep(&mut self, selected: Selected) -> Arc<Chosen> {
        let chosen = Arc::new(Chosen {
            selected,
            calendar: OnceLock::new(),
            cohorts: Mutex::default(),
        });
        self.0.truncate(MOST - 1);
        self.0.insert(0, Arc::clone(&chosen));
        chosen
    }
}
