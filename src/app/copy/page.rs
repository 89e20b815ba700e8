//! Parts 1 and 2 of a page as tables: parts 3 and 4 are the panels of these numbers, of the page's item.

use super::cells::{headings, named, tabbed, written};
use crate::app::action::PanelNumber;
use crate::app::state::App;
use crate::app::tabs::PlaysTab;
use crate::domain::format::{factor, share, thousands};
use crate::guard::Shown;
use crate::guard::also_played::{ShownAlso, ShownAlsoRow};
use crate::guard::episodes::ShownEpisode;
use crate::guard::page::{PageNumbers, PlaysCell};
use crate::guard::sittings::{ShownSittings, ShownStop};

/// Returns part 1, or else part 2 with the tab that is shown; `None` where nothing may be told, or not yet.
pub(super) fn part(app: &App, part: PanelNumber) -> Option<Vec<String>> {
    let numbers = app.view()?.page.as_ref()?.numbers.as_ref()?;
    match (part, app.plays_tab_shown()) {
        (PanelNumber::One, _) => Some(curve(numbers)),
        (_, PlaysTab::Viewers) => Some(by_plays(numbers)),
        (_, PlaysTab::Episodes) => Some(episodes(numbers)),
        (_, PlaysTab::Sittings) => numbers.sittings.as_ref().map(sittings),
        (_, PlaysTab::Also) => also_played(numbers),
    }
}

fn table(first: String, rows: impl Iterator<Item = String>) -> Vec<String> {
    std::iter::once(first).chain(rows).collect()
}

/// Returns the viewers whose longest streak is as long or longer, and those of the comparison window where there are any.
fn curve(numbers: &PageNumbers) -> Vec<String> {
    let (now, before) = (&numbers.survival, &numbers.survival_before);
    let cell = |steps: &[Shown], place: usize| steps.get(place).copied().map(written);
    let line = |place: usize| {
        let mut cells = vec![(place + 1).to_string()];
        cells.push(cell(now, place).unwrap_or_default());
        cells.extend((!before.is_empty()).then(|| cell(before, place).unwrap_or_default()));
        tabbed(&cells)
    };
    let words: &[&str] = if before.is_empty() {
        &["Days in a row", "Viewers"]
    } else {
        &["Days in a row", "Viewers", "Before"]
    };
    table(headings(words), (0..now.len().max(before.len())).map(line))
}

fn by_plays(numbers: &PageNumbers) -> Vec<String> {
    let line = |cell: &PlaysCell| tabbed(&[cell.rule(), thousands(cell.viewers.into())]);
    table(
        headings(&["Plays", "Viewers"]),
        numbers.by_plays.iter().map(line),
    )
}

fn episodes(numbers: &PageNumbers) -> Vec<String> {
    let line = |episode: &ShownEpisode| {
        let mut cells = vec![episode.name.within_show().to_owned()];
        if let Some(numbers) = episode.numbers {
            cells.extend([numbers.viewers.into(), numbers.plays].map(thousands));
        }
        tabbed(&cells)
    };
    table(
        headings(&["Title", "Viewers", "Plays"]),
        numbers.episodes.iter().map(line),
    )
}

/// Returns the titles that viewers played last; below them, what is told of binges.
fn sittings(sittings: &ShownSittings) -> Vec<String> {
    let line = |stop: &ShownStop| {
        let viewers = stop.viewers.map(|viewers| thousands(viewers.into()));
        let cells: Vec<String> = std::iter::once(stop.called().to_owned())
            .chain(viewers)
            .collect();
        tabbed(&cells)
    };
    let mut lines = table(
        headings(&["Last played", "Viewers"]),
        sittings.stops.iter().map(line),
    );
    if let Some(binges) = sittings.binges {
        let told = [binges.viewers, binges.binges, binges.most].map(written);
        lines.push(String::new());
        lines.push(headings(&["Who binged", "Binges", "Most titles"]));
        lines.push(tabbed(&told));
    }
    lines
}

fn also_played(numbers: &PageNumbers) -> Option<Vec<String>> {
    let rows = match numbers.also_played.as_ref()? {
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
    Some(table(headings, rows.iter().map(line)))
}
