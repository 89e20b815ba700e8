//! The one table of keys: dispatch, footer and help read it.

use crossterm::event::{KeyCode, KeyEvent};

use super::action::{Action, PanelNumber};
use super::key::Key;

/// Where help lists a key.
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
}

impl Group {
    /// Every group, in the order of help.
    pub const ALL: [Self; 4] = [Self::Move, Self::Dates, Self::Count, Self::Program];

    /// Returns the group's heading.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::Move => "Moving",
            Self::Dates => "Days",
            Self::Count => "Counting",
            Self::Program => "Program",
        }
    }
}

/// What some keys do.
#[derive(Debug)]
pub struct Binding {
    /// The keys; any of them does it.
    pub keys: &'static [Key],
    /// What they do.
    pub action: Action,
    /// Where help lists them.
    pub group: Group,
    /// What they do, in the words of help.
    pub help: &'static str,
    /// A word for the footer, and its rank there (the lowest stay longest); `None` keeps it out.
    pub footer: Option<(u8, &'static str)>,
}

const fn bind(
    keys: &'static [Key],
    action: Action,
    group: Group,
    help: &'static str,
    footer: Option<(u8, &'static str)>,
) -> Binding {
    Binding {
        keys,
        action,
        group,
        help,
        footer,
    }
}

/// Every key, in the order of help and footer.
pub static KEYMAP: &[Binding] = {
    use Action as A;
    use Group::{Count, Dates, Move, Program};
    use KeyCode as C;
    use PanelNumber as P;
    const fn c(c: char) -> Key {
        Key::char(c)
    }
    const fn k(code: KeyCode) -> Key {
        Key::plain(code)
    }
    &[
        bind(
            &[c('?'), k(C::F(1))],
            A::Help,
            Program,
            "what marks, words and keys mean; / filters",
            Some((1, "help")),
        ),
        bind(
            &[c('/')],
            A::TypeFilter,
            Count,
            "filter the lists by name",
            Some((3, "filter")),
        ),
        bind(
            &[c('d')],
            A::TypeRange,
            Dates,
            "type a range of days",
            Some((2, "dates")),
        ),
        bind(
            &[c('[')],
            A::Earlier,
            Dates,
            "back by the range's own length",
            Some((6, "earlier")),
        ),
        bind(
            &[c(']')],
            A::Later,
            Dates,
            "forward by the range's own length",
            Some((7, "later")),
        ),
        bind(&[c('{')], A::DayEarlier, Dates, "back by a day", None),
        bind(&[c('}')], A::DayLater, Dates, "forward by a day", None),
        bind(&[c('-')], A::Shorter, Dates, "next shorter range", None),
        bind(
            &[c('+'), c('=')],
            A::Longer,
            Dates,
            "next longer range",
            None,
        ),
        bind(&[c('0')], A::DefaultRange, Dates, "the last 30 days", None),
        bind(
            &[c('t')],
            A::Newest,
            Dates,
            "same length, ending at the newest day",
            None,
        ),
        bind(
            &[c('c')],
            A::Compare,
            Dates,
            "compare: previous range, last year, off",
            Some((9, "compare")),
        ),
        bind(
            &[c('<'), c(',')],
            A::ThresholdDown,
            Count,
            "shorter streaks count (18< sets 18 days)",
            None,
        ),
        bind(
            &[c('>'), c('.')],
            A::ThresholdUp,
            Count,
            "only longer streaks count (18> sets 18 days)",
            Some((5, "streak")),
        ),
        bind(
            &[c('b')],
            A::Level,
            Count,
            "the focused list by title or by show",
            Some((8, "title/show")),
        ),
        bind(
            &[c('s')],
            A::SortNext,
            Count,
            "sort by the next column",
            Some((10, "sort")),
        ),
        bind(
            &[c('S')],
            A::SortReverse,
            Count,
            "sort the other way round",
            None,
        ),
        bind(
            &[c('x')],
            A::Reveal,
            Count,
            "show small cohorts, or hide them again",
            None,
        ),
        bind(&[k(C::Up), c('k')], A::Up, Move, "up", None),
        bind(&[k(C::Down), c('j')], A::Down, Move, "down", None),
        bind(
            &[k(C::Left), c('h')],
            A::Left,
            Move,
            "panel or tab to the left",
            None,
        ),
        bind(
            &[k(C::Right), c('l')],
            A::Right,
            Move,
            "panel or tab to the right",
            None,
        ),
        bind(&[k(C::PageUp)], A::PageUp, Move, "up by a screenful", None),
        bind(
            &[k(C::PageDown)],
            A::PageDown,
            Move,
            "down by a screenful",
            None,
        ),
        bind(&[c('g'), k(C::Home)], A::First, Move, "first row", None),
        bind(&[c('G'), k(C::End)], A::Last, Move, "last row", None),
        bind(
            &[c('n')],
            A::NextMatch,
            Move,
            "next match of the filter",
            None,
        ),
        bind(&[c('N')], A::PreviousMatch, Move, "match before", None),
        bind(&[k(C::Tab)], A::NextPanel, Move, "next panel", None),
        bind(
            &[k(C::BackTab)],
            A::PreviousPanel,
            Move,
            "panel before",
            None,
        ),
        bind(&[c('1')], A::Panel(P::One), Move, "binge streaks", None),
        bind(&[c('2')], A::Panel(P::Two), Move, "top rewatched", None),
        bind(&[c('3')], A::Panel(P::Three), Move, "cohort sizes", None),
        bind(
            &[c('4')],
            A::Panel(P::Four),
            Move,
            "calendar, hours of the week",
            None,
        ),
        bind(
            &[k(C::Enter)],
            A::Open,
            Move,
            "open the selected title or show",
            Some((4, "open")),
        ),
        bind(
            &[c('z')],
            A::Zoom,
            Move,
            "give the panel the whole screen, or back",
            None,
        ),
        bind(
            &[k(C::Esc), k(C::Backspace)],
            A::Back,
            Move,
            "back: close, clear, deselect",
            Some((1, "back")),
        ),
        bind(
            &[c('r')],
            A::Refresh,
            Program,
            "look for new plays now",
            None,
        ),
        bind(
            &[c('p')],
            A::Pause,
            Program,
            "stop or go on looking for new plays",
            Some((11, "pause")),
        ),
        bind(
            &[Key::control('z')],
            A::Suspend,
            Program,
            "back to the shell; `fg` returns",
            None,
        ),
        bind(
            &[Key::control('l')],
            A::Redraw,
            Program,
            "draw everything anew",
            None,
        ),
        bind(
            &[c('q'), Key::control('c')],
            A::Quit,
            Program,
            "quit, or close what is open",
            Some((0, "quit")),
        ),
    ]
};

/// Returns what a key does; `None` where it does nothing.
#[must_use]
pub fn action_of(event: KeyEvent) -> Option<Action> {
    let bound = KEYMAP
        .iter()
        .find(|binding| binding.keys.iter().any(|key| key.is(event)));
    bound.map(|binding| binding.action)
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::IntoEnumIterator as _;

    #[test]
    fn every_action_has_a_key() {
        for action in Action::iter() {
            // `EnumIter` gives the default of a field: one panel stands for the four.
            assert!(
                KEYMAP.iter().any(|binding| binding.action == action),
                "{action:?} has no key"
            );
        }
        for panel in PanelNumber::iter() {
            assert!(
                KEYMAP
                    .iter()
                    .any(|binding| binding.action == Action::Panel(panel))
            );
        }
    }

    #[test]
    fn no_key_does_two_things() {
        let keys: Vec<Key> = KEYMAP
            .iter()
            .flat_map(|binding| binding.keys)
            .copied()
            .collect();
        for (place, key) in keys.iter().enumerate() {
            assert!(
                !keys[..place].contains(key),
                "{} is bound twice",
                key.spelled()
            );
        }
    }

    #[test]
    fn every_key_is_read_as_it_is_spelled() {
        for key in KEYMAP.iter().flat_map(|binding| binding.keys) {
            assert_eq!(key.spelled().parse(), Ok(*key));
        }
    }

    #[test]
    fn every_key_has_a_name() {
        let keys = KEYMAP.iter().flat_map(|binding| binding.keys);
        for key in keys.filter(|key| **key != Key::char('?')) {
            assert_ne!(key.spelled(), "?");
        }
    }
}
