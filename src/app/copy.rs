//! What of the screen is copied: the sentence, the selected row, or the focused panel, as it may be shown.
//!
//! Rows are lines, and columns lie between tabs: so spreadsheets and chats take them as tables.

use self::cells::{headings, named, tabbed, written};
use super::action::PanelNumber;
use super::state::App;
use super::tabs::{CalendarTab, CohortTab};
use crate::domain::Item;
use crate::domain::format::thousands;
use crate::guard::cohorts::ShownStep;
use crate::guard::days::ShownDay;
use crate::guard::headline::sentence;
use crate::guard::lists::{RewatchedNumbers, ShownRow, StreakNumbers};
use crate::guard::{Shown, ShownFrame};

mod cells;
mod page;

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

/// Returns the focused panel, or that part of a page, as a table with a line of headings; `None` where nothing is known yet, or
/// a page may tell nothing.
#[must_use]
pub fn panel(app: &App) -> Option<Copied> {
    let view = app.view()?;
    let frame = &view.frame;
    let focus = match app.page {
        Some(_) => app.page_part,
        None => app.focus,
    };
    let lines: Vec<String> = match focus {
        PanelNumber::One | PanelNumber::Two if app.page.is_some() => page::part(app, focus)?,
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
