//! What of the screen is copied: the sentence, the selected row, or the focused panel, as it may be shown.
//!
//! Rows are lines, and columns lie between tabs: so spreadsheets and chats take them as tables.

use super::action::PanelNumber;
use super::state::App;
use super::tabs::{CalendarTab, CohortTab, PlaysTab};
use crate::domain::Item;
use crate::domain::format::{factor, share, thousands};
use crate::guard::also_played::{ShownAlso, ShownAlsoRow};
use crate::guard::cohorts::ShownStep;
use crate::guard::days::ShownDay;
use crate::guard::headline::sentence;
use crate::guard::lists::{RewatchedNumbers, ShownRow, StreakNumbers};
use crate::guard::{Shown, ShownFrame};
use crate::snapshot::catalog::ItemName;

/// A piece of the screen as text, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// What it is called: `row`.
    pub what: &'static str,
    /// The text.
    pub text: String,
}

/// Returns the selected row of the focused list, or else the sentence; `None` where there is neither.
#[must_use]
pub fn row(app: &App) -> Option<Copied> {
    let view = app.view()?;
    let selected = app.selected().filter(|_| app.page.is_none());
    if let Some(text) = selected.and_then(|item| row_of(app, &view.frame, item)) {
        return Some(Copied { what: "row", text });
    }
    let story = match (&view.page, app.page) {
        (Some(page), Some(_)) => page.numbers.as_ref()?.callout.as_ref()?.into(),
        _ => app.hero()?,
    };
    Some(Copied {
        what: "sentence",
        text: sentence(&story, app.known()?.yesterday),
    })
}

/// Returns the focused panel as a table with a line of headings; `None` where nothing is known yet, and on a page but for what
/// its viewers played, too.
#[must_use]
pub fn panel(app: &App) -> Option<Copied> {
    let view = app.view()?;
    let frame = &view.frame;
    let lines: Vec<String> = match app.focus {
        _ if app.page.is_some() => also_played(app)?,
        PanelNumber::One => std::iter::once(streak_headings(frame))
            .chain(frame.streaks.iter().map(|row| streak(frame, row)))
            .collect(),
        PanelNumber::Two => std::iter::once(rewatched_headings())
            .chain(frame.rewatched.iter().map(|row| rewatched(frame, row)))
            .collect(),
        PanelNumber::Three => cohorts(frame, app.cohort_tab),
        PanelNumber::Four => match app.calendar_tab {
            CalendarTab::Days => days(&view.calendar),
            CalendarTab::Hours => hours(frame),
        },
    };
    Some(Copied {
        what: "panel",
        text: lines.join("\n"),
    })
}

fn row_of(app: &App, frame: &ShownFrame, item: Item) -> Option<String> {
    if app.level() != item.level {
        return None;
    }
    if app.list() == PanelNumber::Two {
        let row = frame.rewatched.iter().find(|row| row.item == item.id)?;
        return Some(rewatched(frame, row));
    }
    let row = frame.streaks.iter().find(|row| row.item == item.id)?;
    Some(streak(frame, row))
}

fn tabbed(cells: &[String]) -> String {
    // A name may hold a tab or a line's end: neither begins a column or a row.
    let cells = cells
        .iter()
        .map(|cell| cell.replace(['\t', '\n', '\r'], " "));
    cells.collect::<Vec<_>>().join("\t")
}

fn headings(words: &[&str]) -> String {
    words.join("\t")
}

fn written(number: Shown) -> String {
    number.in_words(thousands)
}

fn named(name: &ItemName) -> [String; 2] {
    let show = name.show_beside().unwrap_or_default();
    [name.name.to_string(), show.to_owned()]
}

fn streak_headings(frame: &ShownFrame) -> String {
    let at_least = format!("{}+ days", frame.threshold);
    headings(&["Name", "Show", &at_least, "Running", "Longest"])
}

fn streak(frame: &ShownFrame, row: &ShownRow<StreakNumbers>) -> String {
    let mut cells = named(frame.streak_items.name(row.item)).to_vec();
    if let Some(numbers) = &row.numbers {
        let told = [numbers.viewers, numbers.running, numbers.longest_or_more()];
        cells.extend(told.map(written));
    }
    tabbed(&cells)
}

fn rewatched_headings() -> String {
    headings(&["Name", "Show", "Rewatches", "Plays", "Viewers", "Again"])
}

fn rewatched(frame: &ShownFrame, row: &ShownRow<RewatchedNumbers>) -> String {
    let mut cells = named(frame.rewatched_items.name(row.item)).to_vec();
    if let Some(numbers) = &row.numbers {
        let told = [numbers.rewatches, numbers.plays, numbers.viewers.into()];
        cells.extend(told.map(thousands));
        cells.push(written(numbers.rewatchers));
    }
    tabbed(&cells)
}

fn cohorts(frame: &ShownFrame, tab: CohortTab) -> Vec<String> {
    let ladder = |unit: &str, steps: &[ShownStep]| {
        let told = steps.iter().filter(|step| step.viewers != Shown::Hidden);
        let lines = told.map(|step| {
            let rule = format!("≥ {} {unit}", step.at_least);
            tabbed(&[rule, written(step.viewers)])
        });
        std::iter::once(headings(&["Cohort", "Viewers"]))
            .chain(lines)
            .collect()
    };
    match tab {
        CohortTab::Streak => ladder("days", &frame.cohorts.by_streak),
        CohortTab::Plays => ladder("plays", &frame.cohorts.by_plays),
        CohortTab::Week => {
            let period = frame.period();
            let lines = frame.cohorts.by_period.iter().map(|row| {
                let mut cells = vec![row.name(period), written(row.viewers)];
                cells.extend(row.active.iter().copied().map(written));
                tabbed(&cells)
            });
            let after = format!("Again after 1, 2, 3… {}s", period.word());
            std::iter::once(headings(&["First in", "Viewers", &after]))
                .chain(lines)
                .collect()
        }
    }
}

/// Returns what the viewers of a page's item played, too, where that is the part that keys go to.
fn also_played(app: &App) -> Option<Vec<String>> {
    let numbers = app.view()?.page.as_ref()?.numbers.as_ref()?;
    let is_shown = app.page_part == PanelNumber::Two && app.plays_tab_shown() == PlaysTab::Also;
    let rows = match numbers.also_played.as_ref().filter(|_| is_shown)? {
        ShownAlso::Rows(rows) => rows,
        ShownAlso::Unkept => return None,
    };
    let line = |row: &ShownAlsoRow| {
        let [name, show] = named(&row.name);
        let (of_both, of_first) = (row.of_both.into(), row.of_first.into());
        let lift = factor(row.lift_tenths);
        tabbed(&[
            name,
            show,
            thousands(of_both),
            share(of_both, of_first),
            lift,
        ])
    };
    let headings = headings(&["Also played", "Show", "Viewers", "Share", "Lift"]);
    Some(
        std::iter::once(headings)
            .chain(rows.iter().map(line))
            .collect(),
    )
}

fn days(days: &[ShownDay]) -> Vec<String> {
    let lines = days.iter().map(|day| {
        tabbed(&[
            day.day.to_string(),
            written(day.plays),
            written(day.viewers),
        ])
    });
    std::iter::once(headings(&["Day", "Plays", "Viewers"]))
        .chain(lines)
        .collect()
}

fn hours(frame: &ShownFrame) -> Vec<String> {
    let lines = frame.clock.iter().map(|hour| {
        let time = format!("{:02}:00", hour.hour);
        tabbed(&[hour.weekday.to_string(), time, written(hour.plays)])
    });
    std::iter::once(headings(&["Weekday", "Hour", "Plays"]))
        .chain(lines)
        .collect()
}
