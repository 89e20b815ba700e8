//! The one table of commands and their keys: dispatch, footer, help, palette, man page and README read it.

use crossterm::event::KeyCode;

use super::action::{Action, PanelNumber};
use super::command::{Argument, Command, Context, Group};
use super::key::Key;

const PANELS: &[Context] = &[Context::List, Context::Cohorts, Context::Calendar];
const SCREEN: &[Context] = &[
    Context::List,
    Context::Cohorts,
    Context::Calendar,
    Context::Page,
];
const READING_AND_LISTS: &[Context] = &[
    Context::List,
    Context::Cohorts,
    Context::Calendar,
    Context::Page,
    Context::Help,
    Context::Viewers,
    Context::Callouts,
    Context::Inspection,
];
const PANELS_AND_HELP: &[Context] = &[
    Context::List,
    Context::Cohorts,
    Context::Calendar,
    Context::Help,
];
const PANELS_AND_LISTS: &[Context] = &[
    Context::List,
    Context::Cohorts,
    Context::Calendar,
    Context::Viewers,
    Context::Callouts,
];
const SCREEN_AND_VIEWERS: &[Context] = &[
    Context::List,
    Context::Cohorts,
    Context::Calendar,
    Context::Page,
    Context::Viewers,
];
const SCREEN_AND_CALLOUTS: &[Context] = &[
    Context::List,
    Context::Cohorts,
    Context::Calendar,
    Context::Page,
    Context::Callouts,
];
const SCREEN_CALLOUTS_AND_INSPECTION: &[Context] = &[
    Context::List,
    Context::Cohorts,
    Context::Calendar,
    Context::Page,
    Context::Callouts,
    Context::Inspection,
];
const SCREEN_AND_PRESENTATION: &[Context] = &[
    Context::List,
    Context::Cohorts,
    Context::Calendar,
    Context::Page,
    Context::Presentation,
];
const READING_AND_PRESENTATION: &[Context] = &[
    Context::List,
    Context::Cohorts,
    Context::Calendar,
    Context::Page,
    Context::Help,
    Context::Viewers,
    Context::Callouts,
    Context::Presentation,
    Context::Inspection,
];
const SCREEN_AND_INSPECTION: &[Context] = &[
    Context::List,
    Context::Cohorts,
    Context::Calendar,
    Context::Page,
    Context::Inspection,
];
const TYPING: &[Context] = &[Context::Prompt, Context::Palette];

/// Every command, in the order of help and footer.
// A table is read line by line.
#[rustfmt::skip]
pub static COMMANDS: &[Command] = {
    use Action as A;
    use Group::{Count, Dates, Move, Program, Typing};
    use KeyCode as C;
    use PanelNumber as P;
    const fn c(c: char) -> Key {
        Key::char(c)
    }
    const fn k(code: KeyCode) -> Key {
        Key::plain(code)
    }
    const fn ctrl(c: char) -> Key {
        Key::control(c)
    }
    const fn does(
        name: &'static str,
        keys: &'static [Key],
        action: Action,
        place: (Group, &'static [Context]),
        words: &'static str,
    ) -> Command {
        Command::new(name, keys, action, place, words)
    }
    &[
        does("help", &[c('?'), k(C::F(1))], A::Help, (Program, READING_AND_LISTS),
            "what marks, words and keys mean; {filter} filters").footer(1, "help"),
        does("filter", &[c('/')], A::TypeFilter, (Count, PANELS_AND_HELP),
            "find: filter the lists by name; fuzzy with ~").takes(Argument::Filter).footer(3, "find"),
        does("range", &[c('d')], A::TypeRange, (Dates, SCREEN),
            "type a range of days").takes(Argument::Range).footer(2, "dates"),
        does("earlier", &[c('[')], A::Earlier, (Dates, SCREEN),
            "back by the range's own length").footer(6, "earlier"),
        does("later", &[c(']')], A::Later, (Dates, SCREEN), "forward by the range's own length").footer(6, "later"),
        does("day-earlier", &[c('{')], A::DayEarlier, (Dates, SCREEN), "back by a day"),
        does("day-later", &[c('}')], A::DayLater, (Dates, SCREEN), "forward by a day"),
        does("shorter", &[c('-')], A::Shorter, (Dates, SCREEN), "next shorter range"),
        does("longer", &[c('+'), c('=')], A::Longer, (Dates, SCREEN), "next longer range"),
        does("default-range", &[c('0')], A::DefaultRange, (Dates, SCREEN),
            "the last 30 days, or the range of the configuration"),
        does("newest", &[c('t')], A::Newest, (Dates, SCREEN), "same length, ending at the newest day"),
        does("streak-down", &[c('<'), c(',')], A::ThresholdDown, (Count, SCREEN),
            "shorter streaks count (18{streak-down} sets 18 days)").footer(5, "streak"),
        does("streak-up", &[c('>'), c('.')], A::ThresholdUp, (Count, SCREEN),
            "only longer streaks count (18{streak-up} sets 18 days)").footer(5, ""),
        Command::told("streak", Argument::Days, (Count, SCREEN), "viewers count from a streak of so many days on"),
        does("compare", &[c('c')], A::Compare, (Dates, SCREEN),
            "compare: previous range, last year, off").takes(Argument::Compare).footer(7, "compare"),
        does("level", &[c('b')], A::Level, (Count, SCREEN),
            "the focused list by title or by show; on a page, to the show").takes(Argument::Level).footer(10, "title/show"),
        does("sort-next", &[c('s')], A::SortNext, (Count, &[Context::List]),
            "sort by the next column").footer(11, "sort"),
        does("sort-reverse", &[c('S')], A::SortReverse, (Count, &[Context::List]), "sort the other way round"),
        does("sort", &[c('o')], A::Rank, (Count, &[Context::List]),
            "choose what the list ranks by").takes(Argument::Column),
        does("reveal", &[c('x')], A::Reveal, (Count, SCREEN), "show small cohorts, or hide them again"),
        does("up", &[k(C::Up), c('k')], A::Up, (Move, READING_AND_LISTS), "up"),
        does("down", &[k(C::Down), c('j')], A::Down, (Move, READING_AND_LISTS), "down"),
        does("left", &[k(C::Left)], A::Left, (Move, SCREEN_AND_PRESENTATION),
            "as {tab-left}; in panel 4 a week or an hour back"),
        does("right", &[k(C::Right)], A::Right, (Move, SCREEN_AND_PRESENTATION),
            "as {tab-right}; in panel 4 a week or an hour on"),
        does("tab-left", &[c('h')], A::TabLeft, (Move, SCREEN), "panel or tab to the left"),
        does("tab-right", &[c('l')], A::TabRight, (Move, SCREEN), "panel or tab to the right"),
        does("span-up", &[Key::shift(C::Up)], A::SpanUp, (Dates, &[Context::Calendar]),
            "pick days from here to a day back"),
        does("span-down", &[Key::shift(C::Down)], A::SpanDown, (Dates, &[Context::Calendar]),
            "pick days from here to a day on"),
        does("span-left", &[Key::shift(C::Left)], A::SpanLeft, (Dates, &[Context::Calendar]),
            "pick days from here to a week back"),
        does("span-right", &[Key::shift(C::Right)], A::SpanRight, (Dates, &[Context::Calendar]),
            "pick days from here to a week on"),
        does("page-up", &[k(C::PageUp)], A::PageUp, (Move, READING_AND_LISTS), "up by a screenful, back by a month"),
        does("page-down", &[k(C::PageDown)], A::PageDown, (Move, READING_AND_LISTS), "down by a screenful, on by a month"),
        does("first", &[c('g'), k(C::Home)], A::First, (Move, READING_AND_LISTS), "first row"),
        does("last", &[c('G'), k(C::End)], A::Last, (Move, READING_AND_LISTS), "last row"),
        does("next-sentence", &[c('n')], A::NextSentence, (Move, PANELS), "next of the sentences"),
        does("previous-sentence", &[c('N')], A::PreviousSentence, (Move, PANELS), "sentence before"),
        does("next-panel", &[k(C::Tab)], A::NextPanel, (Move, SCREEN), "next panel"),
        does("previous-panel", &[k(C::BackTab)], A::PreviousPanel, (Move, SCREEN), "panel before"),
        does("panel-1", &[c('1')], A::Panel(P::One), (Move, SCREEN), "binge streaks"),
        does("panel-2", &[c('2')], A::Panel(P::Two), (Move, SCREEN), "top rewatched"),
        does("panel-3", &[c('3')], A::Panel(P::Three), (Move, SCREEN), "cohort sizes"),
        does("panel-4", &[c('4')], A::Panel(P::Four), (Move, SCREEN), "calendar, hours of the week"),
        Command::told("panel", Argument::Panel, (Move, PANELS), "the panel of a number"),
        does("open", &[k(C::Enter)], A::Open, (Move, PANELS_AND_LISTS), "open the selected row; take picked days").footer(4, "open"),
        Command::told("title", Argument::Name, (Move, SCREEN), "open the page of a title or show"),
        does("zoom", &[c('z')], A::Zoom, (Move, PANELS), "give the panel the whole screen, or back"),
        does("back", &[k(C::Esc), k(C::Backspace)], A::Back, (Move, READING_AND_PRESENTATION),
            "back: close, clear, deselect").footer(1, "back"),
        does("palette", &[c(':'), ctrl('p')], A::Palette, (Program, SCREEN),
            "find a command by its name, and run it").footer(3, "more"),
        does("refresh", &[c('r')], A::Refresh, (Program, SCREEN), "look for new plays now"),
        does("pause", &[c('p')], A::Pause, (Program, SCREEN),
            "stop or go on looking for new plays").footer(12, "pause"),
        does("theme", &[c('T')], A::Theme, (Program, SCREEN), "next theme: dark, light, projector, mono, ansi16"),
        does("mouse", &[c('m')], A::Mouse, (Program, SCREEN), "take the mouse, or leave it to the terminal"),
        does("viewer", &[c('v')], A::Viewer, (Count, SCREEN), "one viewer alone, then the next, then everyone")
            .takes(Argument::Viewer),
        does("viewers", &[c('V')], A::Viewers, (Count, SCREEN_AND_VIEWERS), "what each viewer of a household did"),
        does("callouts", &[c('C')], A::Callouts, (Count, SCREEN_AND_CALLOUTS), "the facts of the range most worth a sentence"),
        does("card", &[c('e')], A::Card, (Program, &[Context::Callouts]),
            "make a card of the story: its number is published, once what it costs is agreed to"),
        does("inspect", &[c('i')], A::Inspect, (Program, SCREEN_AND_INSPECTION),
            "the command line and the SQL behind the panel"),
        does("copy", &[c('y')], A::CopyRow, (Program, SCREEN_CALLOUTS_AND_INSPECTION), "copy the selected row, else the sentence"),
        does("copy-panel", &[c('Y')], A::CopyPanel, (Program, SCREEN_AND_INSPECTION), "copy the panel as a table"),
        does("export", &[c('e')], A::Export, (Program, SCREEN),
            "save the screen (PNG, SVG, HTML, text) or its numbers (CSV, JSON, Markdown)").takes(Argument::Format).footer(8, "export"),
        does("present", &[c('P'), k(C::F(11))], A::Present, (Program, SCREEN_AND_PRESENTATION),
            "present: one panel at a time; the same key ends it").footer(9, "present"),
        does("hold-slide", &[c(' ')], A::HoldSlide, (Program, &[Context::Presentation]),
            "hold the slide, or let it go on"),
        does("suspend", &[ctrl('z')], A::Suspend, (Program, &Context::ALL), "back to the shell; `fg` returns"),
        does("redraw", &[ctrl('l')], A::Redraw, (Program, &Context::ALL), "draw everything anew"),
        does("quit", &[c('q'), ctrl('c')], A::Quit, (Program, READING_AND_PRESENTATION),
            "quit, or close what is open").footer(0, "quit"),
        does("accept", &[k(C::Enter)], A::Accept, (Typing, TYPING), "take what is typed").footer(0, "take"),
        does("leave", &[k(C::Esc), ctrl('c')], A::Leave, (Typing, TYPING),
            "leave, as it was before").footer(1, "leave"),
        does("complete", &[k(C::Tab)], A::Complete, (Typing, &[Context::Palette]),
            "complete the word").footer(2, "complete"),
        does("older", &[k(C::Up)], A::Older, (Typing, TYPING),
            "the line above, else what was typed before").footer(3, "earlier ones"),
        does("newer", &[k(C::Down)], A::Newer, (Typing, TYPING), "what was typed after it, else the line below"),
    ]
};

/// Returns the command of a name.
#[must_use]
pub fn command(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::IntoEnumIterator as _;

    #[test]
    fn every_action_has_a_key() {
        let has_key = |action: Action| {
            let of_action = |command: &&Command| command.action == Some(action);
            let mut found = COMMANDS.iter().filter(of_action);
            found.any(|command| !command.keys.is_empty())
        };
        for action in Action::iter() {
            // `EnumIter` gives the default of a field: one panel stands for the four.
            assert!(has_key(action), "{action:?} has no key");
        }
        assert!(PanelNumber::iter().all(|panel| has_key(Action::Panel(panel))));
    }

    #[test]
    fn no_name_means_two_commands() {
        for (place, one) in COMMANDS.iter().enumerate() {
            let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(one.name.chars().all(is_word), "{}", one.name);
            let before = &COMMANDS[..place];
            assert!(
                before.iter().all(|other| other.name != one.name),
                "{}",
                one.name
            );
        }
    }

    #[test]
    fn every_command_can_be_reached_and_works_somewhere() {
        for command in COMMANDS {
            let is_told = command.argument.is_some() && command.action.is_none();
            assert!(is_told || !command.keys.is_empty(), "{}", command.name);
            assert!(!command.contexts.is_empty(), "{}", command.name);
        }
    }

    #[test]
    fn every_key_is_read_as_it_is_spelled() {
        for key in COMMANDS.iter().flat_map(|command| command.keys) {
            assert_eq!(Key::parse(&key.spelled()), Some(*key));
            assert!(key.is(key.pressed()));
        }
    }

    #[test]
    fn every_key_has_a_name() {
        let keys = COMMANDS.iter().flat_map(|command| command.keys);
        for key in keys {
            assert_eq!(Key::parse(&key.spelled()), Some(*key));
        }
    }
}
