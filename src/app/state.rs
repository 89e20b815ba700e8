//! Everything that decides what is on the screen.

use std::time::Duration;

use super::action::{Action, PanelNumber};
use super::bindings::Bindings;
use super::callouts::CalloutList;
use super::card::CardPrompt;
use super::command::Context;
use super::day_cursor::DayCursor;
use super::help::Help;
use super::history::History;
use super::hour_cursor::HourOfWeek;
use super::household::ViewerList;
use super::inspection::Inspection;
use super::known::Known;
use super::message::{Answer, Stamp};
use super::palette::Palette;
use super::pointer::Mouse;
use super::present::Presentation;
use super::prompt::{Prompt, PromptKind};
use super::sort::{RewatchedColumn, Sort, StreakColumn};
use super::span::Span;
use super::start::Start;
use super::tabs::{CalendarTab, CohortTab, PlaysTab};
use super::theme_name::ThemeName;
use super::told::{Told, Way};
use super::view::View;
use crate::domain::range::Bounds;
use crate::domain::{Day, Item, ItemId, Level, Levels, Threshold};
use crate::guard::Guard;
use crate::guard::days::ShownDay;
use crate::query::question::Compare;
use crate::query::viewer_names::Viewer;
use crate::query::{Facts, Question};

/// What the user chose, on the command line and in the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// The name of the log, as the header shows it.
    pub log_name: String,
    /// Whether it is the built-in sample.
    pub is_builtin: bool,
    /// How often to look for new plays; `None` never.
    pub refresh: Option<Duration>,
    /// The day "last N days" counts back from, instead of the newest.
    pub now: Option<Day>,
    /// The range that it goes back to.
    pub default_span: Span,
    /// The keys in effect.
    pub bindings: Bindings,
    /// What the footer says until the first key.
    pub notice: Option<String>,
    /// What it opens with.
    pub start: Start,
}

/// Whether there is anything to show yet.
#[derive(Debug, Clone, Default)]
pub enum Content {
    /// The log is being read.
    #[default]
    Loading,
    /// The log could not be read; why.
    Broken(String),
    /// The log holds no plays.
    Empty(Facts),
    /// The log is known, and perhaps answered a question already.
    Ready(Box<Known>, Option<Box<Answer>>),
}

/// What covers the panels.
#[derive(Debug, Clone, Default)]
pub enum Overlay {
    /// Nothing.
    #[default]
    None,
    /// What is on the screen, and the keys.
    Help(Help),
    /// A line being typed.
    Prompt(PromptKind, Prompt),
    /// A command being typed.
    Palette(Palette),
    /// What each viewer of a household did.
    Viewers(ViewerList),
    /// The stories of the range.
    Callouts(CalloutList),
    /// A card that waits for its yes.
    Card(Box<CardPrompt>),
    /// What is behind the focused panel.
    Inspection(Inspection),
}

/// The digits typed so far, and the state before them.
///
/// Each digit also acts as a key of its own; `18>` sets the threshold and takes that back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Count {
    pub digits: u32,
    pub focus: PanelNumber,
    pub list: PanelNumber,
    pub span: Span,
}

/// The selected item, and its place when it was last in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Selected {
    pub item: Item,
    pub place: usize,
}

/// What the footer says over the built-in sample, until the first key, behind the key of help.
const WELCOME: &str = "help · made up, all of it; your own: bingetop ingest FILE --into LOG.db";

/// The dashboard's state.
#[derive(Debug, Clone)]
pub struct App {
    /// What the user chose, on the command line and in the configuration.
    pub setup: Setup,
    /// What there is to show.
    pub content: Content,
    /// Why the log could not be read again, while older rows are shown.
    pub trouble: Option<String>,
    /// The range of days, as typed or chosen.
    pub span: Span,
    /// Whether each list counts by title or by show.
    pub levels: Levels,
    /// The streak length K.
    pub threshold: Threshold,
    /// The filter on names.
    pub filter: String,
    /// What totals are compared with.
    pub compare: Compare,
    /// The panel that keys go to.
    pub focus: PanelNumber,
    /// Whether that panel has the whole screen.
    pub is_zoomed: bool,
    /// The item whose page is open.
    pub page: Option<Item>,
    /// Where a presentation stands, while something is presented.
    pub presentation: Option<Presentation>,
    /// The part of an open page that keys go to.
    pub page_part: PanelNumber,
    /// What panel 3 lists.
    pub cohort_tab: CohortTab,
    /// What panel 4 shows.
    pub calendar_tab: CalendarTab,
    /// What part 2 of a show's page lists.
    pub plays_tab: PlaysTab,
    /// The order of panel 1.
    pub streak_sort: Sort<StreakColumn>,
    /// The order of panel 2.
    pub rewatched_sort: Sort<RewatchedColumn>,
    /// What was typed before.
    pub history: History,
    /// What covers the panels.
    pub overlay: Overlay,
    /// What help covers, and shows again when it is closed.
    pub(super) below_help: Overlay,
    /// Whether small cohorts are shown.
    pub is_revealed: bool,
    /// What colours it is drawn in.
    pub theme: ThemeName,
    /// Whether the timer is stopped.
    pub is_paused: bool,
    /// What the footer says about the last key, until the next one.
    pub notice: Option<String>,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The first line shown of panel 3 or of an open page.
    pub scroll: usize,
    /// The answer as it may be shown.
    pub(super) view: Option<Box<View>>,
    /// Each day of the log as it may be shown.
    pub(super) days: Vec<ShownDay>,
    /// What is known of the log since it was read anew. It waits for the first answer from there:
    /// what the log says of itself and the answers on the screen are of one state of it.
    pub(super) coming: Option<Box<Known>>,
    /// The list, panel 1 or 2, that had the focus last.
    pub(super) list: PanelNumber,
    pub(super) selected: Option<Selected>,
    /// The first rows that the lists show.
    pub(super) tops: [usize; 2],
    /// The sentences over the panels, once another than the first was asked for.
    pub(super) told: Option<Told>,
    /// Which way the sentence shall go, once the stories are read.
    pub(super) stepping: Option<Way>,
    pub(super) count: Option<Count>,
    pub(super) asked: Stamp,
    /// The question that was asked last.
    pub(super) asking: Option<Question>,
    /// The question whose answer is on the screen.
    pub(super) answered: Option<Question>,
    pub(super) day_cursor: DayCursor,
    pub(super) hour_cursor: Option<HourOfWeek>,
    /// The mouse.
    pub mouse: Mouse,
    /// The one viewer who is shown alone; `None` shows everyone.
    pub viewer: Option<Viewer>,
}

impl App {
    /// Returns the state the program starts in, on a terminal of `size` columns and rows.
    #[must_use]
    pub fn new(setup: Setup, size: (u16, u16)) -> Self {
        let start = setup.start.clone();
        let focus = start.focus();
        let list = match focus {
            PanelNumber::Two => focus,
            _ => PanelNumber::One,
        };
        let welcome = || format!("{} {WELCOME}", setup.bindings.key_of(Action::Help));
        let welcome = setup.is_builtin.then(welcome);
        let notice = setup.notice.clone().or(welcome);
        Self {
            setup,
            content: Content::Loading,
            trouble: None,
            span: start.span,
            levels: start.levels,
            threshold: start.threshold,
            filter: start.filter,
            compare: start.compare,
            focus,
            is_zoomed: false,
            page: start.page,
            presentation: start.is_presented.then(Presentation::default),
            page_part: PanelNumber::One,
            cohort_tab: CohortTab::Streak,
            calendar_tab: CalendarTab::Days,
            plays_tab: PlaysTab::Viewers,
            streak_sort: start.streak_sort,
            rewatched_sort: start.rewatched_sort,
            history: start.history,
            overlay: Overlay::None,
            below_help: Overlay::None,
            is_revealed: false,
            theme: start.theme,
            is_paused: false,
            notice,
            size,
            scroll: 0,
            view: None,
            days: Vec::new(),
            coming: None,
            list,
            selected: start.page.map(|item| Selected { item, place: 0 }),
            tops: [0; 2],
            told: None,
            stepping: None,
            count: None,
            asked: Stamp(0),
            asking: None,
            answered: None,
            day_cursor: DayCursor::default(),
            hour_cursor: None,
            mouse: Mouse::new(start.has_mouse),
            viewer: start.viewer.clone(),
        }
    }

    /// Returns where keys have their meaning now.
    #[must_use]
    pub fn context(&self) -> Context {
        match &self.overlay {
            Overlay::Prompt(..) | Overlay::Card(_) => Context::Prompt,
            Overlay::Palette(_) => Context::Palette,
            Overlay::Help(help) if help.typing.is_some() => Context::Prompt,
            Overlay::Help(_) => Context::Help,
            Overlay::Viewers(_) => Context::Viewers,
            Overlay::Callouts(_) => Context::Callouts,
            Overlay::Inspection(_) => Context::Inspection,
            Overlay::None => self.context_below(),
        }
    }

    /// Returns where keys would have their meaning without what covers the panels.
    #[must_use]
    pub fn context_below(&self) -> Context {
        match self.focus {
            _ if self.page.is_some() => Context::Page,
            PanelNumber::One | PanelNumber::Two => Context::List,
            PanelNumber::Three => Context::Cohorts,
            PanelNumber::Four => Context::Calendar,
        }
    }

    /// Returns what is known of the log, once it is read.
    #[must_use]
    pub fn known(&self) -> Option<&Known> {
        match &self.content {
            Content::Ready(known, _) => Some(known),
            _ => None,
        }
    }

    /// Returns the newest answer there is; it may be to an older question.
    #[must_use]
    pub fn answer(&self) -> Option<&Answer> {
        match &self.content {
            Content::Ready(_, answer) => answer.as_deref(),
            _ => None,
        }
    }

    /// Returns the newest answer as it may be shown.
    #[must_use]
    pub fn view(&self) -> Option<&View> {
        match &self.content {
            Content::Ready(..) => self.view.as_deref(),
            _ => None,
        }
    }

    /// Returns each day of the log as it may be shown; none before it is read.
    #[must_use]
    pub fn days(&self) -> &[ShownDay] {
        &self.days
    }

    /// Returns the days that give ranges their meaning: the log's first, and its newest or `--now`.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        self.bounds_in(self.known()?)
    }

    pub(super) fn bounds_in(&self, known: &Known) -> Option<Bounds> {
        let days = known.facts.days?;
        let newest = match self.setup.now {
            // Later days are not closed.
            Some(now) if known.facts.is_for_room() => now.min(days.to()),
            Some(now) => now,
            None => days.to(),
        };
        Some(Bounds {
            first: days.from().min(newest),
            newest,
        })
    }

    /// Returns the selected item, if any.
    #[must_use]
    pub fn selected(&self) -> Option<Item> {
        self.selected.map(|selected| selected.item)
    }

    /// Returns the list, panel 1 or 2, that had the focus last.
    #[must_use]
    pub fn list(&self) -> PanelNumber {
        self.list
    }

    /// Returns the level of the list that was focused last.
    #[must_use]
    pub fn level(&self) -> Level {
        match self.list {
            PanelNumber::Two => self.levels.rewatched,
            _ => self.levels.streaks,
        }
    }

    /// Returns the digits typed so far, if any.
    #[must_use]
    pub fn typed_count(&self) -> Option<u32> {
        self.count.as_ref().map(|count| count.digits)
    }

    /// Returns whether numbers are on the screen that the guard would hide.
    #[must_use]
    pub fn shows_small_cohorts(&self) -> bool {
        let minimum = self.known().map_or(1, |known| known.facts.minimum_cohort);
        minimum > 1 && self.guard() == Guard::exact()
    }

    /// Returns what numbers may be shown.
    #[must_use]
    pub fn guard(&self) -> Guard {
        match self.known() {
            Some(known) if !self.is_revealed || self.presentation.is_some() => {
                Guard::analyst(known.facts.minimum_cohort)
            }
            _ => Guard::exact(),
        }
    }

    /// Returns the items of the focused list, in the order shown; panels 3 and 4 follow the list
    /// that was focused last.
    ///
    /// Nothing while the answer is still of the other level.
    #[must_use]
    pub fn listed(&self) -> Vec<Item> {
        let Some(view) = self.view() else {
            return Vec::new();
        };
        let frame = &view.frame;
        let is_of_now = match self.list {
            PanelNumber::Two => frame.levels.rewatched == self.levels.rewatched,
            _ => frame.levels.streaks == self.levels.streaks,
        };
        if !is_of_now {
            return Vec::new();
        }
        let ids: Vec<ItemId> = match self.list {
            PanelNumber::Two => frame.rewatched.iter().map(|row| row.item).collect(),
            _ => frame.streaks.iter().map(|row| row.item).collect(),
        };
        let level = self.level();
        ids.into_iter().map(|id| Item { level, id }).collect()
    }
}
