//! Whose active days an import changes: told pair by pair, for the cubes to follow.

use rusqlite::Connection;

use crate::domain::viewing::Role;
use crate::domain::{ActiveDay, Day, DayTable};

/// A row of a title and a viewer, as far as cubes depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ReportedRow {
    /// When it starts, in Unix seconds; `None` where only the day is known.
    pub start: Option<i64>,
    pub day: Day,
    pub role: Role,
    /// How long it lasted; `None` where that is unknown.
    pub seconds: Option<u32>,
}

/// A row of a play, the first one or a continuation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PlayedRow {
    /// The title's number in the log.
    pub title: u32,
    /// The day on which it starts.
    pub day: Day,
    /// How long it lasted; `None` where that is unknown.
    pub seconds: Option<u32>,
    /// The hour on the wall clock at which it starts; `None` of a continuation, and where only the day is known.
    pub hour: Option<u8>,
}

/// What one viewer did with one title, before and after the import: the active days in order, each
/// with its plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Change<'a> {
    /// The title's number in the log.
    pub title: u32,
    /// The viewer's.
    pub viewer: u32,
    /// The active days before; none where the pair is new.
    pub before: &'a [ActiveDay],
    /// The active days after.
    pub after: &'a [ActiveDay],
}

/// Told of each viewer and title whose active days an import changes, once, titles one after the
/// other.
///
/// It is called by the thread that merges rows, while another one writes them: it has no connection to
/// the log, and costs no time as long as it takes no longer than writing does.
pub(crate) trait Changes: Send {
    /// Takes note that viewers, shows and titles are written, by the thread that writes them.
    fn names_written(&mut self, _conn: &Connection) -> rusqlite::Result<()> {
        Ok(())
    }

    /// Takes note of a change.
    fn change(&mut self, change: Change<'_>);

    /// Takes note that the log gains a row of a play, or loses it where it `is_removed`; titles come one after the
    /// other, as in [`Self::change`].
    fn row(&mut self, row: PlayedRow, is_removed: bool);

    /// Takes note that a title has moved to another show.
    fn moved(&mut self);
}

/// Makes changes of the rows of pairs before and after; its memory serves one pair after the other.
pub(crate) struct ChangeReporter<'a> {
    changes: &'a mut dyn Changes,
    clock: DayTable,
    before: Vec<ActiveDay>,
    after: Vec<ActiveDay>,
}

impl<'a> ChangeReporter<'a> {
    /// Returns a reporter that tells `changes`, and reads hours off the wall clock of `clock`.
    pub fn new(changes: &'a mut dyn Changes, clock: DayTable) -> Self {
        Self {
            changes,
            clock,
            before: Vec::new(),
            after: Vec::new(),
        }
    }

    /// Reports a title and a viewer, given all their rows before the import and after it, in time order: the rows of
    /// plays that differ, and the active days where these do.
    pub fn report(
        &mut self,
        (title, viewer): (u32, u32),
        before: impl Iterator<Item = ReportedRow> + Clone,
        after: impl Iterator<Item = ReportedRow> + Clone,
    ) {
        // Nearly always rows are added behind those that there are.
        let same = before.clone().zip(after.clone());
        let same = same.take_while(|(before, after)| before == after).count();
        self.report_rows(title, before.clone().skip(same), true);
        self.report_rows(title, after.clone().skip(same), false);
        set_active_days(&mut self.before, before.map(|row| (row.day, row.role)));
        set_active_days(&mut self.after, after.map(|row| (row.day, row.role)));
        if self.before != self.after {
            self.changes.change(Change {
                title,
                viewer,
                before: &self.before,
                after: &self.after,
            });
        }
    }

    fn report_rows(
        &mut self,
        title: u32,
        rows: impl Iterator<Item = ReportedRow>,
        is_removed: bool,
    ) {
        for row in rows.filter(|row| row.role != Role::Short) {
            let is_play = row.role == Role::Play;
            let row = PlayedRow {
                title,
                day: row.day,
                seconds: row.seconds,
                hour: row
                    .start
                    .filter(|_| is_play)
                    .map(|start| self.clock.hour_of(start)),
            };
            self.changes.row(row, is_removed);
        }
    }
}

/// Sets `days` to the active days of rows in time order: in order, each once.
fn set_active_days(days: &mut Vec<ActiveDay>, rows: impl Iterator<Item = (Day, Role)>) {
    days.clear();
    // Clocks set back over the start of a day put a later row on an earlier day.
    let mut is_in_order = true;
    for (day, role) in rows.filter(|(_, role)| *role != Role::Short) {
        let plays = u32::from(role == Role::Play);
        match days.last_mut() {
            Some(last) if last.day == day => last.plays += plays,
            last => {
                is_in_order &= last.is_none_or(|last| last.day < day);
                days.push(ActiveDay { day, plays });
            }
        }
    }
    if !is_in_order {
        days.sort_unstable();
        days.dedup_by(|later, kept| {
            let is_same = later.day == kept.day;
            if is_same {
                kept.plays += later.plays;
            }
            is_same
        });
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::none(&[], &[])]
    #[case::too_short(&[(3, Role::Short)], &[])]
    #[case::plays_of_a_day_add_up(&[(3, Role::Play), (3, Role::Play), (4, Role::Play)], &[(3, 2), (4, 1)])]
    #[case::a_continuation_makes_its_day_active(
        &[(3, Role::Play), (4, Role::Continuation)],
        &[(3, 1), (4, 0)]
    )]
    #[case::clocks_set_back_over_the_start_of_a_day(
        &[(4, Role::Play), (3, Role::Play), (4, Role::Play)],
        &[(3, 1), (4, 2)]
    )]
    #[case::clocks_set_back_for_good(&[(4, Role::Play), (3, Role::Play)], &[(3, 1), (4, 1)])]
    fn active_days_are_in_order_each_once(
        #[case] rows: &[(i32, Role)],
        #[case] expected: &[(i32, u32)],
    ) {
        let mut days = vec![ActiveDay {
            day: Day(9),
            plays: 9,
        }];
        set_active_days(&mut days, rows.iter().map(|(day, role)| (Day(*day), *role)));
        let days: Vec<(i32, u32)> = days
            .iter()
            .map(|active| (active.day.0, active.plays))
            .collect();
        assert_eq!(days, expected);
    }
}
