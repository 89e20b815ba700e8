//! The one table of the marks and words on the screen: what each means, and where it stands.
//!
//! `{K}` stands for the streak threshold, `{M}` for the fewest viewers of a cohort that is told, `{reveal}` for the key of
//! the command of that name. A test draws every panel and demands that no mark on it is missing here.

/// A part of the screen that marks and words stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// What stands around the panels: the lines above them, and their borders.
    Around,
    /// Panel 1.
    Streaks,
    /// Panel 2.
    Rewatched,
    /// Panel 3, by streak or by plays.
    Ladder,
    /// Panel 3, by week.
    Weeks,
    /// Panel 4, its days.
    Calendar,
    /// Panel 4, its hours.
    Hours,
    /// The page of a title or show, and all that stands on it.
    Page,
}

impl Place {
    /// Returns the heading over its marks.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::Around => "Around the panels",
            Self::Streaks => "Panel 1, binge streaks",
            Self::Rewatched => "Panel 2, top rewatched",
            Self::Ladder => "Panel 3, cohort sizes",
            Self::Weeks => "Panel 3, cohorts by first week",
            Self::Calendar => "Panel 4, calendar",
            Self::Hours => "Panel 4, hours of the week",
            Self::Page => "This page",
        }
    }
}

/// A mark or word, as it looks on the screen.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    /// The mark, or several that mean the same or are read together.
    pub mark: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Where it stands.
    pub places: &'static [Place],
}

const fn mark(mark: &'static str, meaning: &'static str, places: &'static [Place]) -> Mark {
    Mark {
        mark,
        meaning,
        places,
    }
}

const LISTS: &[Place] = &[Place::Streaks, Place::Rewatched];
const PANELS_1_TO_3: &[Place] = &[
    Place::Streaks,
    Place::Rewatched,
    Place::Ladder,
    Place::Weeks,
];
const COHORTS: &[Place] = &[Place::Ladder, Place::Weeks, Place::Page];
const MAPS: &[Place] = &[Place::Calendar, Place::Hours, Place::Page];

/// Every mark and word, in the order of help.
pub const MARKS: &[Mark] = {
    use Place::{Around, Calendar, Hours, Ladder, Page, Rewatched, Streaks, Weeks};
    &[
        // Panels 1 and 2.
        mark(
            "{K}+ days",
            "viewers with a streak of {K} days or more in the range",
            &[Streaks, Around],
        ),
        mark(
            "Running",
            "those of them whose streak reaches the range's last finished day",
            &[Streaks],
        ),
        mark("Longest", "days of the longest streak", &[Streaks]),
        mark(
            "Plays ▁▂▃▄▅▆▇",
            "plays a day through the range, the most of this row tallest; a dot is none",
            &[Streaks],
        ),
        mark(
            "Rewatches",
            "plays less the viewers who played it; those of a show are the sum of its titles'",
            &[Rewatched],
        ),
        mark(
            "Plays",
            "viewings of two minutes or more (music: 30 seconds)",
            &[Rewatched],
        ),
        mark("Viewers", "those with a play in the range", &[Rewatched]),
        mark("Again", "viewers with two plays or more", &[Rewatched]),
        mark(
            "Change",
            "of its rewatches from the days compared with; blank where too few watched it then",
            &[Rewatched],
        ),
        mark(
            "Hours ≥",
            "how long it was played; ≥ where a length is unknown and adds nothing",
            &[Rewatched],
        ),
        mark(
            "━╸",
            "its rewatches beside the most of the list",
            &[Rewatched],
        ),
        mark(
            "▼ ▲",
            "the column that sorts the list, the most first or last",
            LISTS,
        ),
        mark("▶", "the selected row: arrows move it", LISTS),
        mark(
            "10 + 4 small",
            "rows with numbers, and small ones at the end: names of fewer than {M} viewers, without numbers",
            LISTS,
        ),
        mark(
            "/word /~word",
            "the filter on names: those that hold the word or, behind ~, are like it",
            LISTS,
        ),
        mark(
            "by show",
            "a row is a show, or by title: {level} changes it",
            LISTS,
        ),
        mark(
            "9+",
            "a maximum that is 9 or more: fewer than {M} viewers reach the real one",
            &[Streaks, Page],
        ),
        mark(
            "<{M}",
            "a small cohort: some viewers, fewer than {M}. {reveal} shows them",
            &[Streaks, Rewatched, Ladder, Weeks, Page],
        ),
        mark(
            "·",
            "a number hidden, for it or what it differs by is about too few viewers: {reveal} shows it. Between names: the show it belongs to",
            PANELS_1_TO_3,
        ),
        mark(
            "…",
            "a name cut short: {zoom} gives the panel more room",
            &[
                Streaks, Rewatched, Ladder, Calendar, Hours, Page, Weeks, Around,
            ],
        ),
        // Panel 3.
        mark(
            "≥ 3 days",
            "viewers whose best streak in the range is three days or more",
            &[Ladder, Page],
        ),
        mark(
            "≥ 3 plays",
            "viewers with three plays or more",
            &[Ladder, Page],
        ),
        mark(
            "▶ ≥",
            "the streak threshold: {streak-down} and {streak-up} move it",
            &[Ladder, Page],
        ),
        mark(
            "88.8 %",
            "the share of the first step; there is none where that step is hidden",
            &[Ladder, Page],
        ),
        mark("━━╸", "the same share as a bar", &[Ladder, Page]),
        mark(
            "2017-W47–W49",
            "viewers by the week, or month, they were first active in; small ones are joined",
            &[Weeks, Page],
        ),
        mark(
            "40% ·",
            "of them, active again one week later, two weeks later and on; a dot hides a small number",
            &[Weeks, Page],
        ),
        mark(
            "2017-W45* 40%*",
            "a week that is not over, or of which the range holds a part only",
            &[Weeks, Page],
        ),
        mark(
            "[streak]",
            "the tab that is shown: {left} and {right} change it",
            COHORTS,
        ),
        // Panel 4.
        mark("·░▒▓█", "plays, from none to the most of any cell", MAPS),
        mark("░", "also where plays are too few to be told", MAPS),
        mark("blank", "a day outside the log", &[Calendar, Page]),
        mark("faint", "a day outside the range", &[Calendar, Page]),
        mark("…", "the day that is under way", &[Calendar, Page]),
        mark(
            "▶",
            "the picked day: arrows move it, with Shift from day to day; Enter makes what is picked the range",
            &[Calendar],
        ),
        mark("▶", "the picked hour: arrows move it", &[Hours]),
        mark(
            "best day",
            "the day of the range with the most plays",
            &[Calendar, Page],
        ),
        mark(
            "0 6 12 18",
            "the hour on the wall clock at which plays start, in the log's time zone",
            &[Hours],
        ),
        mark(
            "most",
            "the hour of the week with the most plays; known by day only, a play has no hour",
            &[Hours],
        ),
        mark(
            "[days] hours",
            "the tab that is shown: {left} and {right} change it",
            &[Calendar, Hours],
        ),
        // Pages.
        mark(
            "Still going",
            "viewers whose longest streak here has so many days or more",
            &[Page],
        ),
        mark("▀▄▚▞▖▗▘▝▙▛▜▟▌▐", "the curve of these days", &[Page]),
        mark("• dots", "the curve of the days compared with", &[Page]),
        mark("└ axis", "viewers upwards, days to the right", &[Page]),
        mark(
            "6–9 22+",
            "viewers with 6 to 9 plays, with 22 or more",
            &[Page],
        ),
        mark("again", "viewers with two plays or more", &[Page]),
        mark(
            "most by one",
            "the most plays of one viewer, or the most that {M} viewers reach",
            &[Page],
        ),
        mark(
            "back",
            "viewers active in the range who had been away from it for 90 days or more; – where the log is too short to know",
            &[Page],
        ),
        mark(
            "first, last",
            "the first and last day in the range, and in the log, on which anybody played it",
            &[Page],
        ),
        mark(
            "≤ 11-23 ≥ 12-10",
            "a day by which, or from which on, {M} viewers played it: fewer reach the first or last one",
            &[Page],
        ),
        mark(
            "Binges",
            "three titles of the show or more, each begun at most 30 minutes after what came before had ended",
            &[Page],
        ),
        mark(
            "Last played",
            "where viewers stop: the title of the show that each of them played last in these days",
            &[Page],
        ),
        mark(
            "Also played",
            "what these viewers played in these days, too: Viewers of both, their Share of this page's viewers, and Lift. Only of \
             20 viewers or more; rows that would tell of fewer than {M} are left out",
            &[Page],
        ),
        mark(
            "Lift 3.2×",
            "so many times as often as all viewers play it: 1.0× is as often as anybody",
            &[Page],
        ),
        mark(
            "name · show",
            "the title, and the show it belongs to",
            &[Page],
        ),
        // Around.
        mark(
            "plays · viewers",
            "those of the whole log, a dot between any two numbers",
            &[Around],
        ),
        mark("made up", "nobody real is in this log", &[Around]),
        mark(
            "Anna alone",
            "all of it is about one viewer: {viewer} goes on to the next, behind the last to everyone",
            &[Around],
        ),
        mark(
            "from..to · days",
            "the range: everything else is about these days, both ends included",
            &[Around],
        ),
        mark(
            "vs 10-12 → 11-10",
            "the days compared with: {compare} changes them",
            &[Around],
        ),
        mark(
            "unfinished",
            "a day still under way: it is never compared with a whole one",
            &[Around],
        ),
        mark("● 5s", "new plays are looked for so often", &[Around]),
        mark(
            "○ off",
            "new plays are not looked for: {refresh} does",
            &[Around],
        ),
        mark(
            "‖ paused",
            "the same until {pause} is pressed again",
            &[Around],
        ),
        mark(
            "! stale",
            "the log cannot be read now: numbers are of before",
            &[Around],
        ),
        mark(
            "exact",
            "small cohorts are shown: {reveal} hides them",
            &[Around],
        ),
        mark(
            "Europe/Rome",
            "the time zone that days are of; 04:00 beside it: when a day starts",
            &[Around],
        ),
        mark(
            "7d [30d] 1y all",
            "ranges that {shorter} and {longer} go through, the present one in brackets",
            &[Around],
        ),
        mark(
            "▁▂▃▄▅▆▇█",
            "plays through the whole log, the most tallest",
            &[Around],
        ),
        mark("· below ▁", "no plays", &[Around]),
        mark(
            "┃ ━",
            "the range lies between these, above this line",
            &[Around],
        ),
        mark("┈", "the days compared with", &[Around]),
        mark("▒", "a day still under way", &[Around]),
        mark(
            "newest",
            "the last day of the log: last 30 days ends here",
            &[Around],
        ),
        mark("▲ 7.1 %", "more than in the days compared with", &[Around]),
        mark("▼ 2.2 %", "less than in the days compared with", &[Around]),
        mark("= 0.0 %", "as much, or nearly", &[Around]),
        mark(
            "pt",
            "percentage points: one share less the other",
            &[Around],
        ),
        mark(
            "‹ 1 of 6 ›",
            "one sentence of so many: {next-sentence} and {previous-sentence} show the others",
            &[Around],
        ),
        mark(
            "‹ n more ›",
            "there may be others: {next-sentence} reads them",
            &[Around],
        ),
        mark(
            "one in 13",
            "the crowd of the sentence beside all who played anything in the range",
            &[Around],
        ),
        mark("×12.3", "so many times as much", &[Around]),
        mark("new", "there was none in the days compared with", &[Around]),
        mark(
            "–",
            "no change to tell; a word beside it says why",
            &[Around],
        ),
        mark(
            "to 12-09",
            "figures end with the last finished day",
            &[Around],
        ),
        mark(
            "Hours ≥ 9.5",
            "where a length is unknown it adds nothing: the real number is greater",
            &[Around],
        ),
        mark(
            "Rewatched",
            "the share of plays that are rewatches",
            &[Around],
        ),
        mark(
            "<{M} ·",
            "figures about fewer than {M} viewers, hidden: {reveal} shows them",
            &[Around],
        ),
        mark("heavy border", "the panel that keys go to", &[Around]),
        mark(
            "1 │ [2] │ 3",
            "the panels, the shown one in brackets",
            &[Around],
        ),
        mark(
            "play",
            "a viewing of two minutes or more (music: 30 seconds)",
            &[Around],
        ),
        mark(
            "active day",
            "a day on which a viewer has a part of a play",
            &[Around],
        ),
        mark(
            "streak",
            "active days without a gap, cut to the range",
            &[Around],
        ),
        mark(
            "range",
            "7d · last week · 2017-11 · q4 2017 · A..B · since A · all",
            &[Around],
        ),
    ]
};
