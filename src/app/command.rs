//! A command: what can be done, by which name, with which keys, and where.

use super::action::Action;
use super::key::Key;

/// A part of the dashboard in which keys have their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// Panel 1 or 2 has the focus.
    List,
    /// Panel 3 has the focus.
    Cohorts,
    /// Panel 4 has the focus.
    Calendar,
    /// A page is open.
    Page,
    /// Help is open.
    Help,
    /// The list of viewers is open.
    Viewers,
    /// The list of stories is open.
    Callouts,
    /// What is behind a panel is shown.
    Inspection,
    /// A line is being typed.
    Prompt,
    /// A command is being typed.
    Palette,
    /// Something is presented.
    Presentation,
}

impl Context {
    /// Every context.
    pub const ALL: [Self; 11] = [
        Self::List,
        Self::Cohorts,
        Self::Calendar,
        Self::Page,
        Self::Help,
        Self::Viewers,
        Self::Callouts,
        Self::Inspection,
        Self::Prompt,
        Self::Palette,
        Self::Presentation,
    ];

    /// Returns whether keys type here.
    #[must_use]
    pub fn is_typing(self) -> bool {
        matches!(self, Self::Prompt | Self::Palette)
    }
}

/// Where help lists a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Moving about.
    Move,
    /// Choosing days.
    Dates,
    /// Choosing what is counted.
    Count,
    /// The program itself.
    Program,
    /// The line being typed.
    Typing,
}

impl Group {
    /// Every group, in the order of help.
    pub const ALL: [Self; 5] = [
        Self::Move,
        Self::Dates,
        Self::Count,
        Self::Program,
        Self::Typing,
    ];

    /// Returns the group's heading.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::Move => "Moving",
            Self::Dates => "Days",
            Self::Count => "Counting",
            Self::Program => "Program",
            Self::Typing => "While typing",
        }
    }
}

/// What a command is told behind its name, in the palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Argument {
    /// A range of days.
    Range,
    /// Part of a name.
    Filter,
    /// What totals are compared with.
    Compare,
    /// What a list counts by.
    Level,
    /// A number of days.
    Days,
    /// The number of a panel.
    Panel,
    /// A column of the list.
    Column,
    /// The name of a title or show.
    Name,
    /// The name of a viewer.
    Viewer,
    /// What of the screen to save, and in which form.
    Format,
}

impl Argument {
    /// Returns what stands for it behind the command's name.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Range => "RANGE",
            Self::Filter => "TEXT",
            Self::Compare => "AGAINST",
            Self::Level => "LEVEL",
            Self::Days => "DAYS",
            Self::Panel => "1..4",
            Self::Column => "COLUMN",
            Self::Name | Self::Viewer => "NAME",
            Self::Format => "FORMAT",
        }
    }
}

/// Something that can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Command {
    /// What it is called in the palette and in the configuration; names stay as they are.
    pub name: &'static str,
    /// The keys that do it, unless the user has chosen others.
    pub keys: &'static [Key],
    /// What it does alone; `None` where it needs an argument.
    pub action: Option<Action>,
    /// What it may be told behind its name.
    pub argument: Option<Argument>,
    /// Where it does something.
    pub contexts: &'static [Context],
    /// Where help lists it.
    pub group: Group,
    /// What it does, in the words of help; `{name}` stands for the key of the command of that name.
    pub words: &'static str,
    /// A word for the footer, and its rank there (the lowest stay longest); `None` keeps it out.
    /// Neighbours of one rank stand together: their keys, then their words.
    pub footer: Option<(u8, &'static str)>,
}

impl Command {
    /// Returns a command without an argument, which the footer leaves out.
    pub(super) const fn new(
        name: &'static str,
        keys: &'static [Key],
        action: Action,
        (group, contexts): (Group, &'static [Context]),
        words: &'static str,
    ) -> Self {
        Self {
            name,
            keys,
            action: Some(action),
            argument: None,
            contexts,
            group,
            words,
            footer: None,
        }
    }

    /// Returns a command that does nothing without an argument, and so has no keys.
    pub(super) const fn told(
        name: &'static str,
        argument: Argument,
        (group, contexts): (Group, &'static [Context]),
        words: &'static str,
    ) -> Self {
        Self {
            name,
            keys: &[],
            action: None,
            argument: Some(argument),
            contexts,
            group,
            words,
            footer: None,
        }
    }

    /// Has it take an argument.
    pub(super) const fn takes(self, argument: Argument) -> Self {
        Self {
            argument: Some(argument),
            ..self
        }
    }

    /// Has the footer show it, by a word of this rank.
    pub(super) const fn footer(self, rank: u8, word: &'static str) -> Self {
        Self {
            footer: Some((rank, word)),
            ..self
        }
    }

    /// Returns whether it does something in a context.
    #[must_use]
    pub fn works_in(&self, context: Context) -> bool {
        self.contexts.contains(&context)
    }
}
