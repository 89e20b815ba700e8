//! Keeps an answer of the terminal that came too late from being taken for keys.
//!
//! Crossterm knows no answer to OSC 11: what it reads is Alt-], then `11;rgb:…` key by key, then Ctrl-G or
//! Alt-\. Over a slow line it comes while the dashboard is already open, where `1` and `/` mean something.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// What is known of an answer that is due.
#[derive(Debug, Default, PartialEq, Eq)]
pub enum LateAnswer {
    /// None is due, or it has come.
    #[default]
    NotDue,
    /// One may come.
    Due,
    /// What has come may be the beginning of one.
    Begun(Vec<Event>),
    /// It is coming.
    Coming,
}

/// What the answer begins with, after Alt-].
const BEGINNING: &str = "11;rgb";

impl LateAnswer {
    /// Takes what came from the terminal, and returns what of it is not the answer.
    pub fn filter(&mut self, event: Event) -> Vec<Event> {
        match self {
            Self::Due if is_alt(&event, ']') => {
                *self = Self::Begun(vec![event]);
                Vec::new()
            }
            Self::NotDue | Self::Due => vec![event],
            Self::Begun(events) => {
                let expected = BEGINNING.chars().nth(events.len() - 1);
                let is_expected = plain(&event).is_some() && plain(&event) == expected;
                let mut events = std::mem::take(events);
                if !is_expected {
                    *self = Self::Due;
                    events.extend(self.filter(event));
                    return events;
                }
                events.push(event);
                *self = if events.len() > BEGINNING.len() {
                    Self::Coming
                } else {
                    Self::Begun(events)
                };
                Vec::new()
            }
            Self::Coming => {
                let is_end = is_alt(&event, '\\') || is_control_g(&event);
                let is_within =
                    plain(&event).is_some_and(|c| c.is_ascii_hexdigit() || matches!(c, ':' | '/'));
                if is_within {
                    return Vec::new();
                }
                *self = Self::NotDue;
                if is_end { Vec::new() } else { vec![event] }
            }
        }
    }
}

fn key(event: &Event) -> Option<KeyEvent> {
    match event {
        Event::Key(key) => Some(*key),
        _ => None,
    }
}

fn plain(event: &Event) -> Option<char> {
    match key(event)? {
        KeyEvent {
            code: KeyCode::Char(c),
            modifiers: KeyModifiers::NONE,
            ..
        } => Some(c),
        _ => None,
    }
}

fn is_alt(event: &Event, c: char) -> bool {
    key(event).is_some_and(|key| {
        key.code == KeyCode::Char(c) && key.modifiers.contains(KeyModifiers::ALT)
    })
}

fn is_control_g(event: &Event) -> bool {
    let control_g = KeyEvent::new(KeyCode::Char('g'), KeyModifiers::CONTROL);
    key(event) == Some(control_g)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    /// Returns the keys of a text: `⌥` makes the next one Alt, `^` Control.
    fn events(text: &str) -> Vec<Event> {
        let mut modifiers = KeyModifiers::NONE;
        let mut events = Vec::new();
        for c in text.chars() {
            match c {
                '⌥' => modifiers = KeyModifiers::ALT,
                '^' => modifiers = KeyModifiers::CONTROL,
                c => {
                    let taken = std::mem::replace(&mut modifiers, KeyModifiers::NONE);
                    events.push(Event::Key(KeyEvent::new(KeyCode::Char(c), taken)));
                }
            }
        }
        events
    }

    #[rstest]
    #[case("j⌥]11;rgb:ffff/0000/abcd⌥\\k", "jk")]
    #[case("⌥]11;rgb:ff/ff/ff^gk", "k")]
    #[case("⌥]11;rgba:ff/ff/ff/ff^gk^g", "k^g")]
    #[case("⌥]11;rgb:ff/ff/ffqj", "qj")]
    #[case("⌥]1q", "⌥]1q")]
    #[case("⌥]⌥]11;rgb:0/0/0^g", "⌥]")]
    #[case("11;rgb:0/0/0", "11;rgb:0/0/0")]
    fn an_answer_is_left_out_and_nothing_else(#[case] typed: &str, #[case] left: &str) {
        let mut answer = LateAnswer::Due;
        let passed: Vec<Event> = events(typed)
            .into_iter()
            .flat_map(|event| answer.filter(event))
            .collect();
        assert_eq!(passed, events(left));
    }

    #[test]
    fn it_comes_once_and_only_where_one_is_due() {
        let typed = "⌥]11;rgb:0/0/0^g";
        let mut answer = LateAnswer::Due;
        let passed = |answer: &mut LateAnswer| -> Vec<Event> {
            events(typed)
                .into_iter()
                .flat_map(|event| answer.filter(event))
                .collect()
        };
        assert_eq!(passed(&mut answer), []);
        assert_eq!(answer, LateAnswer::NotDue);
        assert_eq!(passed(&mut answer), events(typed));
    }
}
