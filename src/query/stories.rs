//! The facts of a window that are worth a sentence, each a count of viewers who satisfy a rule.
//!
//! A fact is a title or a show, a rule and how many of its viewers satisfy it: *53 people, A Christmas Prince, every
//! day for 18 days*. Each item tells the one fact of its own that scores highest (`score`), and of the titles of
//! one show one does: no two tell the same story.
//!
//! Rules are counted in the histories of an item's viewers. Reading those of all items would take as long as reading the
//! log, so that `candidates` names the items that are worth it; the exact counts decide.
//!
//! | module | holds |
//! |---|---|
//! | `candidates` | the items that are worth a look |
//! | `counted` | how many viewers of an item satisfy each rule |
//! | `score` | how remarkable that is |
//! | `story` | what a fact is made of |

mod candidates;
mod counted;
mod score;
mod story;

use std::collections::HashSet;

use rusqlite::Connection;

use self::counted::{Context, Counted};
pub use self::story::{Rule, Story};
use super::error::SelectError;
use super::log::Log;
use super::question::Question;
use crate::cube::day_number::Span;
use crate::domain::occasion::occasions;
use crate::domain::{Item, ItemId, Level};
use crate::snapshot::CubeError;

/// How many stories are told at most.
pub const MOST_STORIES: usize = 20;

impl Log {
    /// Finds the facts of a question's window that are most worth a sentence, of `minimum_cohort` viewers or more, of the items of
    /// the level of its list of streaks. Its filter and its item make no difference.
    ///
    /// Returns at most [`MOST_STORIES`], by falling score, then by name.
    ///
    /// # Errors
    ///
    /// Fails where the log cannot be read, or has changed since it was loaded.
    pub fn stories(
        &self,
        conn: &Connection,
        question: &Question,
        minimum_cohort: u32,
    ) -> Result<Vec<Story>, SelectError> {
        let (Some(window), Some(log_days)) = (question.finished_days(), self.facts().days) else {
            return Ok(Vec::new());
        };
        if self.facts().is_reduced {
            return Err(CubeError::Reduced.into());
        }
        let level = question.levels.streaks;
        let occasions = occasions(window);
        let context = Context {
            span: Span::of(window),
            log: Span::of(log_days),
            occasions: &occasions,
            days: self.whole_timeline(),
            minimum_cohort,
        };
        let mut found = self.read_unchanged(conn, |tx| {
            self.snapshot().read_columns(tx, question.levels)?;
            let columns = self.snapshot().columns(level);
            let mut found = Vec::new();
            for item in candidates::of(&columns, &context) {
                let item = Item { level, id: item };
                let histories = self.snapshot().histories(tx, item)?;
                let counted = Counted::of(&histories, &context);
                if let Some((rule, viewers, score)) = score::best(&counted, &context) {
                    found.push(Story {
                        item,
                        name: self.name(level, item.id).clone(),
                        window,
                        rule,
                        viewers,
                        score,
                    });
                }
            }
            Ok(found)
        })?;
        found.sort_by(|a, b| {
            let falling = b.score.cmp(&a.score);
            falling.then_with(|| (&a.name.name, a.item.id).cmp(&(&b.name.name, b.item.id)))
        });
        let mut told = HashSet::new();
        found.retain(|story| told.insert(self.told_of(story.item)));
        found.truncate(MOST_STORIES);
        Ok(found)
    }

    /// Returns what only one story is told of: a show with all its titles.
    fn told_of(&self, item: Item) -> (Level, ItemId) {
        let show = match item.level {
            Level::Title => self.catalog().show_of(item.id),
            Level::Show => None,
        };
        show.map_or((item.level, item.id), |show| (Level::Show, show))
    }
}
