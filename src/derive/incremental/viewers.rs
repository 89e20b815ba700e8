//! Applying changes to the days and titles of viewers, and to the cubes of everything, which are made of them.

use std::thread::Scope;

use rusqlite::Connection;

use super::changed_shows::ChangedShows;
use super::everything::EverythingUpdate;
use super::other_titles::OtherTitles;
use super::pair_changes::changed_days;
use super::viewer_table::ViewerTable;
use crate::cube::encoding::Unreadable;
use crate::cube::mismatch::Mismatch;
use crate::cube::viewer_days::ViewerDays;
use crate::cube::viewer_titles::ViewerTitles;
use crate::derive::changes::Change;
use crate::derive::error::DeriveError;
use crate::domain::pipeline::Pipeline;

/// What changes of viewers add to.
pub struct ViewerUpdate<'a> {
    pub everything: EverythingUpdate,
    pub others: OtherTitles,
    pub shows: &'a ChangedShows,
}

/// A viewer's changes, by title, and the days and titles as they are stored.
struct ChangedViewer<'a> {
    changes: &'a [&'a Change<'a>],
    days: Option<Vec<u8>>,
    titles: Option<Vec<u8>>,
}

/// The days and titles of a viewer after the changes, to be stored; `None` where there are none any more.
struct AppliedViewer {
    viewer: u32,
    days: Option<Vec<u8>>,
    titles: Option<Vec<u8>>,
}

/// Reads and stores days and titles of viewers, while a thread applies changes to them and adds the differences up.
pub struct ViewerThread<'scope, 'a> {
    days: ViewerTable<'a>,
    titles: ViewerTable<'a>,
    applied: Pipeline<'scope, ChangedViewer<'a>, Result<AppliedViewer, DeriveError>>,
}

impl ViewerUpdate<'_> {
    /// Starts the thread.
    pub fn start<'scope, 'a: 'scope>(
        &'scope mut self,
        scope: &'scope Scope<'scope, '_>,
        conn: &'a Connection,
    ) -> rusqlite::Result<ViewerThread<'scope, 'a>> {
        let apply = |viewer: ChangedViewer<'a>| self.apply(&viewer);
        Ok(ViewerThread {
            days: ViewerTable::days(conn)?,
            titles: ViewerTable::titles(conn)?,
            applied: Pipeline::new(scope, apply),
        })
    }

    /// Adds a viewer's changes, and returns the days and titles that the viewer has then.
    fn apply(&mut self, of: &ChangedViewer<'_>) -> Result<AppliedViewer, DeriveError> {
        let viewer = of.changes[0].viewer;
        let days = of.days.as_deref().unwrap_or_default();
        let before = ViewerDays::decode(days).ok_or(Unreadable::Damaged)?;
        let after = before.clone().changed(changed_days(of.changes));
        let after = after.ok_or(Mismatch)?;
        self.everything.replace(&before.0, &after.0);
        let titles = of.titles.as_deref();
        let titles = titles.map_or_else(
            || Ok(ViewerTitles::default()),
            |bytes| ViewerTitles::decode(viewer, bytes),
        )?;
        self.others.add(self.shows, of.changes, &titles);
        let changes = of.changes.iter();
        let titles =
            titles.changed(changes.map(|change| (change.title, change.before, change.after)));
        let titles = titles.ok_or(Mismatch)?;
        Ok(AppliedViewer {
            viewer,
            days: (!after.0.is_empty()).then(|| after.encode()),
            titles: (!titles.0.is_empty()).then(|| titles.encode(viewer)),
        })
    }
}

impl<'scope, 'a: 'scope> ViewerThread<'scope, 'a> {
    /// Takes the changes of a viewer, which are by title.
    pub fn push(&mut self, changes: &'a [&'a Change<'a>]) -> Result<(), DeriveError> {
        let viewer = changes[0].viewer;
        let (days, titles) = (self.days.get(viewer)?, self.titles.get(viewer)?);
        let bytes = [&days, &titles].map(|bytes| bytes.as_ref().map_or(0, Vec::len));
        let viewer = ChangedViewer {
            changes,
            days,
            titles,
        };
        let applied = self.applied.push(viewer, bytes.iter().sum());
        store(&mut self.days, &mut self.titles, applied)
    }

    /// Stores the days and titles that are not yet.
    pub fn finish(mut self) -> Result<(), DeriveError> {
        store(&mut self.days, &mut self.titles, self.applied.finish())
    }
}

fn store(
    days: &mut ViewerTable<'_>,
    titles: &mut ViewerTable<'_>,
    applied: Vec<Result<AppliedViewer, DeriveError>>,
) -> Result<(), DeriveError> {
    for viewer in applied {
        let viewer = viewer?;
        days.put(viewer.viewer, viewer.days)?;
        titles.put(viewer.viewer, viewer.titles)?;
    }
    Ok(())
}
