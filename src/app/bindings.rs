//! The keys in effect: those of the table, and those the user chose instead.

use crossterm::event::KeyEvent;

use super::action::Action;
use super::command::{Command, Context};
use super::key::Key;
use super::keymap::{COMMANDS, command};

/// The keys in effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bindings {
    /// The keys of each command, in the order of the table.
    keys: Vec<Vec<Key>>,
}

/// A key that would do two things in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conflict {
    /// The key.
    pub key: Key,
    /// A command it does.
    pub one: &'static Command,
    /// Another.
    pub other: &'static Command,
}

impl Default for Bindings {
    fn default() -> Self {
        Self {
            keys: COMMANDS
                .iter()
                .map(|command| command.keys.to_vec())
                .collect(),
        }
    }
}

impl Bindings {
    /// Returns what a key does in a context; `None` where it does nothing there.
    #[must_use]
    pub fn command_of(&self, event: KeyEvent, context: Context) -> Option<&'static Command> {
        let mut found = self.all().filter(|(command, keys)| {
            command.works_in(context) && keys.iter().any(|key| key.is(event))
        });
        found.next().map(|(command, _)| command)
    }

    /// Returns each command and its keys, in the order of the table.
    pub fn all(&self) -> impl Iterator<Item = (&'static Command, &[Key])> {
        COMMANDS.iter().zip(self.keys.iter().map(Vec::as_slice))
    }

    /// Returns the keys of a command.
    #[must_use]
    pub fn keys_of(&self, command: &Command) -> &[Key] {
        let mut all = self.all();
        let found = all.find(|(other, _)| other.name == command.name);
        found.map_or(&[], |(_, keys)| keys)
    }

    /// Returns the keys of a command as help spells them, with a blank between two.
    #[must_use]
    pub fn spelled(&self, command: &Command) -> String {
        let keys = self.keys_of(command).iter();
        let spelled: Vec<String> = keys.map(|key| key.spelled()).collect();
        spelled.join(" ")
    }

    /// Returns how a command is given: its keys or, where it wants a word behind its name, the line of the palette;
    /// `None` where the user left it without a key.
    #[must_use]
    pub fn way(&self, command: &Command) -> Option<String> {
        let keys = self.spelled(command);
        match command.argument {
            _ if !keys.is_empty() => Some(keys),
            Some(argument) => {
                let palette = self.key_of(Action::Palette);
                Some(format!("{palette}{} {}", command.name, argument.sign()))
            }
            None => None,
        }
    }

    /// Returns the first key of an action as help spells it; empty where it has none.
    #[must_use]
    pub fn key_of(&self, action: Action) -> String {
        self.way_to(action).1
    }

    /// Returns the command of an action, and its first key as spelled.
    ///
    /// # Panics
    ///
    /// Where there is no such command: a test demands one for each action.
    #[must_use]
    pub fn way_to(&self, action: Action) -> (&'static Command, String) {
        let mut all = self.all();
        let found = all.find(|(command, _)| command.action == Some(action));
        let (command, keys) = found.expect("every action has a command");
        (
            command,
            keys.first().map_or_else(String::new, |key| key.spelled()),
        )
    }

    /// Returns words in which each `{name}` of a command has become its first key.
    #[must_use]
    pub fn with_keys(&self, words: &str) -> String {
        let mut spelled = String::new();
        let mut rest = words;
        while let Some((before, after)) = rest.split_once('{') {
            spelled.push_str(before);
            let named = after.split_once('}');
            if let Some((command, after)) =
                named.and_then(|(name, after)| Some((command(name)?, after)))
            {
                let key = self.keys_of(command).first();
                spelled.push_str(&key.map_or_else(String::new, |key| key.spelled()));
                rest = after;
            } else {
                spelled.push('{');
                rest = after;
            }
        }
        spelled.push_str(rest);
        spelled
    }

    /// Has other keys, or none, do a command.
    pub fn rebind(&mut self, command: &Command, keys: Vec<Key>) {
        let place = COMMANDS.iter().position(|other| other.name == command.name);
        if let Some(bound) = place.and_then(|place| self.keys.get_mut(place)) {
            *bound = keys;
        }
    }

    /// Returns the keys that would do two things in one place.
    #[must_use]
    pub fn conflicts(&self) -> Vec<Conflict> {
        let all: Vec<(&'static Command, &[Key])> = self.all().collect();
        let mut conflicts = Vec::new();
        for (place, (other, keys)) in all.iter().enumerate() {
            for (one, taken) in &all[..place] {
                let meet = other.contexts.iter().any(|context| one.works_in(*context));
                let shared = keys.iter().filter(|key| meet && taken.contains(key));
                conflicts.extend(shared.map(|key| Conflict {
                    key: *key,
                    one,
                    other,
                }));
            }
        }
        conflicts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_of_the_table_does_two_things_in_one_place() {
        assert_eq!(Bindings::default().conflicts(), []);
    }

    #[test]
    fn a_key_that_would_do_two_things_is_found() {
        let mut bindings = Bindings::default();
        let compare = command("compare").expect("it is in the table");
        let pause = Key::parse("p").expect("a key");
        bindings.rebind(compare, vec![pause]);
        let conflicts = bindings.conflicts();
        let found = conflicts
            .iter()
            .map(|it| (it.key, it.one.name, it.other.name));
        assert_eq!(found.collect::<Vec<_>>(), [(pause, "compare", "pause")]);
    }

    #[test]
    fn words_have_the_keys_in_effect() {
        let mut bindings = Bindings::default();
        assert_eq!(bindings.with_keys("{reveal} and {K}"), "x and {K}");
        let reveal = command("reveal").expect("it is in the table");
        bindings.rebind(reveal, vec![Key::parse("F5").expect("a key")]);
        assert_eq!(bindings.with_keys("{reveal} and {K"), "F5 and {K");
        assert_eq!(bindings.key_of(Action::Reveal), "F5");
    }
}
