//! What a mouse does, and to what.

use super::action::PanelNumber;
use super::command::Command;
use super::hour_cursor::HourOfWeek;
use super::sort::{RewatchedColumn, StreakColumn};
use super::tabs::{CalendarTab, CohortTab, PlaysTab};
use crate::domain::{Day, Threshold};

/// What a mouse does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gesture {
    /// Its left button goes down.
    Press,
    /// It moves while that is down.
    Drag,
    /// The button goes up.
    Release,
    /// Its wheel turns away from the user.
    WheelUp,
    /// Its wheel turns towards the user.
    WheelDown,
}

/// Something of the screen that a mouse may point at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A panel, or a part of a page.
    Panel(PanelNumber),
    /// The row at this place of the list of a panel.
    Row(PanelNumber, usize),
    /// The heading of a column of panel 1.
    StreakColumn(StreakColumn),
    /// The heading of a column of panel 2.
    RewatchedColumn(RewatchedColumn),
    /// A tab of panel 3.
    CohortTab(CohortTab),
    /// A step of the ladder of panel 3.
    Step(Threshold),
    /// A tab of panel 4.
    CalendarTab(CalendarTab),
    /// A tab of part 2 of a page.
    PlaysTab(PlaysTab),
    /// A day of the calendar.
    Day(Day),
    /// An hour of the week.
    Hour(HourOfWeek),
    /// A preset, by its text.
    Preset(&'static str),
    /// The days of a column of the timeline: the first and the last.
    Timeline(Day, Day),
    /// A key in the footer.
    Command(&'static Command),
}

/// What a mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pointer {
    /// What it did.
    pub gesture: Gesture,
    /// The column and the row of the cell it points at.
    pub at: (u16, u16),
    /// What is there, once somebody has looked.
    pub target: Option<Target>,
}

/// The mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// Whether the terminal tells of it.
    pub is_taken: bool,
    /// What its button is held down over.
    pub(super) drag: Option<Drag>,
}

impl Mouse {
    /// Returns a mouse that does nothing yet.
    #[must_use]
    pub fn new(is_taken: bool) -> Self {
        Self {
            is_taken,
            drag: None,
        }
    }
}

/// The days over which a button is held down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Drag {
    /// Over the timeline; the days where it began, and whether it has moved since.
    Timeline { began: (Day, Day), has_moved: bool },
    /// Over the calendar.
    Calendar,
}
