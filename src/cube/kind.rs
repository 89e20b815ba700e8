//! The kinds of cubes that a log holds.

/// A kind of cube; its number is part of the row numbers in the database and never changes.
///
/// 7 is free: it was that of plays of shows, which nothing read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum CubeKind {
    /// Which other cubes there are; see [`super::inventory`].
    Inventory = 0,
    /// Rows of each day: cells `day -> rows`.
    Rows = 1,
    /// Of everything, plays of each day: cells `day -> plays`.
    Plays = 2,
    /// Of everything, runs of viewers: cells `(end, start) -> viewers`.
    Runs = 3,
    /// Of everything, pairs of runs: cells `(high, start, end, low) -> viewers`.
    Pairs = 4,
    /// Of everything, active days: cells `(day, active day before) -> viewers`; in blocks of days.
    Active = 5,
    /// Plays of titles: cells `(day, day of the same viewer's play of the title before) -> plays`; in
    /// blocks of days.
    TitlePlays = 6,
    /// Days on which titles were played: cells `(day, day before on which the title was) -> titles`; in
    /// blocks of days.
    TitleDays = 8,
    /// Of everything, plays: cells `(day, day of an earlier play) -> plays`; by lag and block of days.
    Lags = 9,
    /// Of everything, viewers who are back in a later week, from which first day of a window on: cells
    /// `(day of being back, Monday of the first week, first day) -> viewers`; in blocks of days.
    WeeksEntered = 10,
    /// The same, from which first day of a window on they no longer are.
    WeeksLeft = 11,
    /// Of everything, hours of each day: as [`CubeKind::TitleHours`] with one item, 0.
    Hours = 12,
    /// Of everything, plays by the hour on the wall clock at which they start: cells `(day, hour) -> plays`; in
    /// blocks of days. Plays known by day only are not among them.
    Clock = 13,
    /// As [`CubeKind::WeeksEntered`], by month.
    MonthsEntered = 14,
    /// As [`CubeKind::WeeksLeft`], by month.
    MonthsLeft = 15,
    /// Of titles, plays of each day; by page of items and block of days, as the next four.
    TitleDayPlays = 20,
    /// Of titles, plays and the day of the viewer's play before.
    TitleRepeats = 21,
    /// Of titles, plays and the day of the viewer's play before that one.
    TitleThirdPlays = 22,
    /// Of titles, runs.
    TitleRuns = 23,
    /// Of titles, pairs of runs.
    TitlePairs = 24,
    /// As [`CubeKind::TitleDayPlays`], of shows with several titles. A show of one title has no cubes:
    /// those of its title hold for it.
    ShowDayPlays = 25,
    /// As [`CubeKind::TitleRepeats`], of shows with several titles.
    ShowRepeats = 26,
    /// As [`CubeKind::TitleThirdPlays`], of shows with several titles.
    ShowThirdPlays = 27,
    /// As [`CubeKind::TitleRuns`], of shows with several titles.
    ShowRuns = 28,
    /// As [`CubeKind::TitlePairs`], of shows with several titles.
    ShowPairs = 29,
    /// The histories of titles; by title.
    TitleHistories = 30,
    /// The histories of shows with several titles; by show.
    ShowHistories = 31,
    /// Of titles, hours of each day, by page of items and block of days. Those of a show are the sums of its
    /// titles'.
    TitleHours = 32,
    /// What the page of a title takes beside the cubes of all titles: [`super::item_cells`], by title. Only reduced logs have
    /// them: others have histories.
    TitleCells = 33,
    /// The same of shows with several titles; by show.
    ShowCells = 34,
    /// No cube, but the sum of the rows of titles and shows; see [`super::names`].
    Names = 40,
    /// No cube, but the mark of a log that keeps the titles of each viewer; see [`super::viewer_titles`].
    ViewerTitles = 41,
}

impl CubeKind {
    /// Returns whether the inventory lists cubes of this kind: those about many items at once.
    pub(super) fn is_in_inventory(self) -> bool {
        !matches!(
            self,
            Self::Inventory
                | Self::TitleHistories
                | Self::ShowHistories
                | Self::TitleCells
                | Self::ShowCells
                | Self::Names
                | Self::ViewerTitles
        )
    }
}
