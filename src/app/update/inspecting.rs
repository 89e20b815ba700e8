//! What is behind the focused panel, and what keys do while that is shown.

use super::moving::scrolled;
use crate::app::action::{Action, PanelNumber};
use crate::app::copy::Copied;
use crate::app::inspection::Inspection;
use crate::app::message::Effect;
use crate::app::state::{App, Overlay};
use crate::app::tabs::{CalendarTab, CohortTab, PlaysTab};
use crate::domain::command_line::quoted;
use crate::domain::{Level, Levels, Threshold};
use crate::query::Question;
use crate::query::question::Compare;
use crate::query::script::{Answer, script};

impl App {
    /// Shows what is behind the focused panel.
    pub(super) fn inspect(&mut self) {
        match inspection(self) {
            Some(inspection) => self.overlay = Overlay::Inspection(inspection),
            None => self.notice = Some("there are no numbers yet".to_owned()),
        }
    }

    /// While it is shown, keys move, copy or close it.
    pub(super) fn act_on_inspection(
        &mut self,
        action: Action,
        inspection: Inspection,
    ) -> Vec<Effect> {
        let copied = |what, text| Some(Copied { what, text });
        let copied = match action {
            Action::Inspect | Action::Back | Action::Quit => return Vec::new(),
            Action::CopyRow => {
                let command = inspection.command.clone();
                Some(command.and_then(|command| copied("command line", command)))
            }
            Action::CopyPanel => Some(copied("SQL", inspection.script.clone())),
            _ => None,
        };
        let rows = usize::from(self.size.1.saturating_sub(2)).max(1);
        let last = inspection.lines().len().saturating_sub(rows);
        self.overlay = Overlay::Inspection(Inspection {
            scroll: scrolled(inspection.scroll, action, rows).min(last),
            ..inspection
        });
        copied.map_or_else(Vec::new, |copied| self.copy(copied))
    }
}

/// Returns what is behind the focused panel, or the part of a page; `None` before there is anything on the screen.
fn inspection(app: &App) -> Option<Inspection> {
    app.view()?;
    let mut question = app.shown_question()?;
    let known = app.known()?;
    let answer = answer(app);
    if app.page.is_some() && answer == Answer::Rewatched {
        // The titles of a show, as a list.
        question.levels = Levels::both(Level::Title);
        question.filter = item_name(app).unwrap_or_default();
    }
    let mut caveats = vec!["It counts exactly: nothing is hidden of small cohorts."];
    if app.viewer_shown().is_some() {
        caveats.push("It counts everyone, not the one viewer.");
    }
    if filter(answer, &question).is_some() {
        caveats.push("It knows no filter: it lists all names.");
    }
    Some(Inspection {
        command: command(app, answer, &question),
        script: script(answer, &question, &known.facts),
        caveats,
        scroll: 0,
    })
}

/// Returns the answer that is behind the focused panel or part.
fn answer(app: &App) -> Answer {
    let of_cohorts = match app.cohort_tab {
        CohortTab::Streak => Answer::ByStreak,
        CohortTab::Plays => Answer::ByPlays,
        CohortTab::Week => Answer::ByPeriod,
    };
    match (app.page.is_some(), app.page_part, app.focus) {
        (true, PanelNumber::One, _) => Answer::ByStreak,
        (true, PanelNumber::Two, _) => match app.plays_tab_shown() {
            PlaysTab::Viewers => Answer::ByPlays,
            PlaysTab::Episodes => Answer::Rewatched,
            PlaysTab::Sittings => Answer::Sittings,
            PlaysTab::Also => Answer::AlsoPlayed,
        },
        (true, PanelNumber::Three, _) | (false, _, PanelNumber::Three) => of_cohorts,
        (false, _, PanelNumber::One) => Answer::Streaks,
        (false, _, PanelNumber::Two) => Answer::Rewatched,
        (true, PanelNumber::Four, _) => Answer::Timeline,
        (false, _, PanelNumber::Four) => match app.calendar_tab {
            CalendarTab::Days => Answer::Timeline,
            CalendarTab::Hours => Answer::Clock,
        },
    }
}

/// Returns the command line that prints the numbers of a panel.
fn command(app: &App, answer: Answer, question: &Question) -> Option<String> {
    let item = question.item.zip(item_name(app));
    let (panel, level, item) = match answer {
        Answer::Streaks => ("streaks", Some(question.levels.streaks), None),
        Answer::Rewatched => ("rewatched", Some(question.levels.rewatched), None),
        Answer::ByStreak | Answer::ByPlays | Answer::ByPeriod => ("cohorts", None, item),
        Answer::Timeline if item.is_some() => return None,
        Answer::Sittings | Answer::AlsoPlayed => return None,
        Answer::Timeline => ("timeline", None, None),
        Answer::Clock => ("clock", None, None),
    };
    let level = level.or_else(|| item.as_ref().map(|(item, _)| item.level));
    let mut words = vec!["bingetop".to_owned(), "report".to_owned()];
    if !app.setup.is_builtin {
        words.push(as_file(&app.setup.log_name));
    }
    let mut option = |name: &str, value: String| words.push(format!("{name}={}", quoted(&value)));
    option("--range", question.window.to_string());
    option("--panel", panel.to_owned());
    if let Some(level) = level {
        let level = if level == Level::Show {
            "show"
        } else {
            "title"
        };
        option("--by", level.to_owned());
    }
    if let Some((_, name)) = item {
        option("--title", name);
    }
    if answer == Answer::Streaks && question.threshold != Threshold::DEFAULT {
        option("--streak", question.threshold.days().to_string());
    }
    if answer == Answer::Rewatched && question.compare != Compare::default() {
        option("--compare", <&str>::from(question.compare).to_owned());
    }
    if let Some(filter) = filter(answer, question) {
        option("--filter", filter.to_owned());
    }
    if let Some(name) = app.viewer_shown() {
        option("--viewer", name.to_string());
    }
    if app.shows_small_cohorts() {
        words.push("--exact".to_owned());
    }
    Some(words.join(" "))
}

/// Returns what an answer's names are filtered by: only lists are.
fn filter(answer: Answer, question: &Question) -> Option<&str> {
    let is_list = matches!(answer, Answer::Streaks | Answer::Rewatched);
    Some(question.filter.as_str()).filter(|filter| is_list && !filter.is_empty())
}

/// Returns what the item is called that the answers are about.
fn item_name(app: &App) -> Option<String> {
    let (_, name) = app.answer()?.frame.cohorts.item.as_ref()?;
    Some(name.name.to_string())
}

/// Returns a name of a file as a shell takes it, and no program takes it for an option.
fn as_file(name: &str) -> String {
    if name.starts_with('-') {
        quoted(&format!("./{name}"))
    } else {
        quoted(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("plays.db", "plays.db")]
    #[case("my plays.db", "'my plays.db'")]
    #[case("it's.db", r"'it'\''s.db'")]
    #[case("-x.db", "./-x.db")]
    #[case("$(x).db", "'$(x).db'")]
    #[case("", "''")]
    fn a_file_is_one_word_of_a_shell(#[case] name: &str, #[case] word: &str) {
        assert_eq!(as_file(name), word);
    }
}
