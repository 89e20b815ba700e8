//! The palette: a command is typed, completed and run.

use crate::app::action::{Action, PanelNumber};
use crate::app::command::{Argument, Command};
use crate::app::history::remember;
use crate::app::message::Effect;
use crate::app::palette::argument::Told;
use crate::app::palette::{Choice, Fault, Palette};
use crate::app::sort::{RewatchedColumn, Sort};
use crate::app::state::{App, Overlay};
use crate::domain::{Item, Level};

impl App {
    /// Opens the palette.
    pub(super) fn open_palette(&mut self) {
        let palette = Palette::open(self.context_below(), &self.history.commands);
        self.overlay = Overlay::Palette(palette);
    }

    /// Opens the palette at what a command can be told.
    pub(super) fn open_palette_at(&mut self, command: &str) {
        self.open_palette();
        if let Overlay::Palette(palette) = &mut self.overlay {
            palette.prompt.fill(command);
        }
    }

    /// Does what a key of the palette stands for.
    pub(super) fn act_on_palette(&mut self, action: Action) -> Vec<Effect> {
        let Overlay::Palette(mut palette) = std::mem::take(&mut self.overlay) else {
            return Vec::new();
        };
        let choices = self.choices(&palette);
        match action {
            Action::Leave => return Vec::new(),
            Action::Accept => return self.run(palette, &choices),
            Action::Complete => {
                if let Some(choice) = choices.get(palette.chosen.unwrap_or(0)) {
                    palette.prompt.fill(&choice.line);
                    palette.changed();
                }
            }
            Action::Older => older(&mut palette),
            Action::Newer => newer(&mut palette, choices.len()),
            _ => {}
        }
        self.overlay = Overlay::Palette(palette);
        Vec::new()
    }

    /// Runs the line, or what is chosen below it; where something is wrong with it, the palette stays and says what.
    fn run(&mut self, mut palette: Palette, choices: &[Choice]) -> Vec<Effect> {
        if let Some(choice) = palette.marked().and_then(|place| choices.get(place)) {
            palette.prompt.fill(&choice.line);
        }
        let line = palette.prompt.input.value().trim().to_owned();
        match self.obey(&palette) {
            Ok(effects) => {
                remember(&mut self.history.commands, &line);
                effects
            }
            Err(fault) => {
                palette.chosen = None;
                palette.fault = Some(fault);
                self.overlay = Overlay::Palette(palette);
                Vec::new()
            }
        }
    }

    /// Does what the line says.
    fn obey(&mut self, palette: &Palette) -> Result<Vec<Effect>, Fault> {
        let typed = palette.typed();
        let start = palette.prompt.input.value().find(typed.name).unwrap_or(0);
        let Some(command) = typed.command else {
            return Err(Fault {
                at: start..start + typed.name.len(),
                message: format!("no command that works here is called `{}`", typed.name),
            });
        };
        let argument = typed.argument.filter(|argument| !argument.is_empty());
        match (command.argument, argument, command.action) {
            (Some(kind), Some(text), _) => {
                let told = kind.told(text, self).map_err(|fault| Fault {
                    at: typed.argument_at + fault.at.start..typed.argument_at + fault.at.end,
                    ..fault
                })?;
                Ok(self.attempt(command.name, |app| app.tell(told)))
            }
            (None, Some(text), _) => Err(Fault {
                at: typed.argument_at..typed.argument_at + text.len(),
                message: format!("`{}` takes nothing behind its name", command.name),
            }),
            (_, None, Some(action)) => Ok(self.attempt(command.name, |app| app.act(action))),
            (kind, None, None) => Err(self.lacking(command, kind, typed.argument_at)),
        }
    }

    /// Returns what a line lacks that ends behind the name of a command.
    fn lacking(&self, command: &Command, kind: Option<Argument>, end: usize) -> Fault {
        let proposed = kind.map(|kind| kind.proposed(self)).unwrap_or_default();
        let examples = match (kind, proposed.as_slice()) {
            (Some(Argument::Days), _) => ": a number of days".to_owned(),
            (Some(Argument::Name), _) => ": the name of a title or show".to_owned(),
            (_, []) => String::new(),
            (_, proposed) => format!(": {}", proposed.join(", ")),
        };
        Fault {
            at: end..end,
            message: format!("`{}` wants a word behind its name{examples}", command.name),
        }
    }

    /// Takes what an argument means.
    fn tell(&mut self, told: Told) -> Vec<Effect> {
        match told {
            Told::Range(span) => {
                remember(&mut self.history.ranges, span.text());
                self.span = span;
            }
            Told::Filter(text) => {
                remember(&mut self.history.filters, &text);
                self.filter = text;
            }
            Told::Compare(compare) => self.compare = compare,
            Told::Threshold(threshold) => self.threshold = threshold,
            Told::Level(level) => return self.take_level(level),
            Told::Panel(panel) => return self.act(Action::Panel(panel)),
            Told::StreakColumn(column) => {
                self.streak_sort = Sort::by(column);
                return self.sorted();
            }
            Told::RewatchedColumn(RewatchedColumn::Hours) if !self.has_title_hours() => {
                let notice =
                    "this log counts no hours of titles: `bingetop rebuild DB --hours` does";
                self.notice = Some(notice.to_owned());
                return Vec::new();
            }
            Told::RewatchedColumn(column) => {
                self.rewatched_sort = Sort::by(column);
                return self.sorted();
            }
            Told::Item(item) => return self.open_item(item),
            Told::Viewer(viewer) => return self.show_viewer(viewer),
            Told::Saving(saving) => return vec![Effect::Export(saving)],
        }
        self.ask()
    }

    /// Has the focused list, or the page that is open, count by a level.
    fn take_level(&mut self, level: Level) -> Vec<Effect> {
        let word = level.word();
        let notice = match self.page {
            Some(page) if page.level == level => format!("this page is of a {word} already"),
            None if self.level() == level => format!("the list is by {word} already"),
            _ => return self.act(Action::Level),
        };
        self.notice = Some(notice);
        Vec::new()
    }

    /// Opens the page of an item, from a list that counts by what it is, if there is one.
    pub(super) fn open_item(&mut self, item: Item) -> Vec<Effect> {
        if self.level() != item.level {
            self.list = if self.levels.streaks == item.level {
                PanelNumber::One
            } else {
                PanelNumber::Two
            };
            self.focus = self.list;
        }
        self.open(item)
    }
}

/// Goes to the choice above, and from the first on to the lines typed earlier.
fn older(palette: &mut Palette) {
    palette.fault = None;
    match palette.chosen {
        Some(place) if place > 0 => palette.chosen = Some(place - 1),
        _ => {
            palette.prompt.older();
            palette.chosen = None;
        }
    }
}

/// Goes back to the lines typed later, and from the last of them on to the choice below.
fn newer(palette: &mut Palette, choices: usize) {
    palette.fault = None;
    if palette.prompt.shows_earlier() {
        palette.prompt.newer();
        return;
    }
    let next = palette.marked().map_or(0, |place| place + 1);
    palette.chosen = choices.checked_sub(1).map(|last| next.min(last));
}
