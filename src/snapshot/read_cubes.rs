//! Reading the cubes of a log, and adding them up meanwhile: each takes as long as the other.
//!
//! One thread reads, two add up. What they keep lies in memory of their own; what is read only to be added up is read last, so that it
//! lies behind all that stays as it was read. Freed, it then goes back to the system, and leaves no holes.

use std::sync::{Arc, OnceLock};

use rusqlite::Connection;

use super::catalog::Catalog;
use super::error::CubeError;
use super::everything::Everything;
use super::everything::stored::StoredEverything;
use super::level_columns::{LevelColumns, RewatchColumns, read_plays, read_streaks};
use super::played_shows::PlayedShows;
use super::streak_sums::StreakSumsBuilder;
use super::viewer_cohorts::{StoredViewerCohorts, ViewerCohorts};
use crate::domain::threads::InTurn;
use crate::domain::{Level, Levels};

/// The cubes that a log's answers are made of, added up.
pub(super) struct Cubes {
    pub titles: LevelColumns,
    /// Where a list goes by show, and they could be read.
    pub shows: Option<LevelColumns>,
    pub played: Arc<PlayedShows>,
    pub everything: Everything,
    pub viewer_cohorts: ViewerCohorts,
}

impl Cubes {
    /// Reads the cubes that lists of these levels need, and puts the catalog in order.
    ///
    /// # Errors
    ///
    /// Fails where a cube is missing or unreadable, but for those of shows.
    pub fn read(
        conn: &Connection,
        catalog: &mut Catalog,
        levels: Levels,
    ) -> Result<Self, CubeError> {
        let shows_of_titles = catalog.shows_of_titles().to_vec();
        let show_of = |title: usize| shows_of_titles.get(title).copied().flatten();
        let (everything, viewer_cohorts) = (OnceLock::new(), OnceLock::new());
        let (rewatches, streaks) = (OnceLock::new(), OnceLock::new());
        let (shows, streaks_of_shows) = (OnceLock::new(), OnceLock::new());
        let (mut titles, played) = std::thread::scope(|scope| {
            let (one, other) = (InTurn::new(scope), InTurn::new(scope));
            one.push(|| catalog.sort());
            let read = StoredEverything::read(conn)?;
            let active_days = read.active_days();
            other.push(|| _ = everything.set(read.ready()));
            let titles = LevelColumns::of_plays(read_plays(conn, Level::Title)?);
            let played = PlayedShows::new(titles.items(), |title| show_of(title.0 as usize));
            // Here and not at the end: among what has been read since, it would keep that from being given back.
            let played = Arc::new(played);
            let are_lone = played.are_lone(titles.width());
            if levels.any_by_show()
                && let Ok(read) = read_plays(conn, Level::Show)
            {
                other.push(|| _ = shows.set(LevelColumns::of_plays(read)));
            }
            let read = RewatchColumns::read(conn, Level::Title)?;
            one.push(|| _ = rewatches.set(read.add_up()));
            let read = StoredViewerCohorts::read(conn, active_days)?;
            one.push(|| _ = viewer_cohorts.set(read.ready()));
            let read = read_streaks(conn, Level::Title, |title| are_lone[title as usize])?;
            other.push(|| _ = streaks.set(read.map(StreakSumsBuilder::build)));
            if levels.any_by_show()
                && let Ok([read, _]) = read_streaks(conn, Level::Show, |_| false)
            {
                other.push(|| _ = streaks_of_shows.set(read.build()));
            }
            one.finish();
            other.finish();
            Ok::<_, CubeError>((titles, played))
        })?;
        titles.keep_rewatches(done(rewatches));
        [titles.streaks, titles.lone_streaks] = done(streaks);
        let shows = shows.into_inner().zip(streaks_of_shows.into_inner());
        Ok(Self {
            titles,
            shows: shows.map(|(shows, streaks)| shows.with_streaks(streaks)),
            played,
            everything: done(everything),
            viewer_cohorts: done(viewer_cohorts),
        })
    }
}

/// Returns what a thread that has finished has set.
fn done<T>(outcome: OnceLock<T>) -> T {
    outcome.into_inner().expect("the thread has finished")
}
