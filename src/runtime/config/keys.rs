//! The part of a configuration that binds keys: names of commands, and keys.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::Reading;
use crate::app::command::Command;
use crate::app::key::Key;
use crate::app::keymap::{COMMANDS, command};

/// The commands without which nothing could be taken, left or quit.
const NEEDED: [&str; 3] = ["quit", "accept", "leave"];

/// So many letters may be wrong in the name of a command.
const MOST_SLIPS: usize = 2;

/// A command whose keys were chosen, and where that stands.
struct Chosen {
    command: &'static Command,
    at: Range<usize>,
}

impl Reading<'_> {
    pub(super) fn keys(&mut self, value: &Spanned<DeValue<'_>>) {
        let Some(table) = value.get_ref().as_table() else {
            let message = "a table of names and keys, like compare = [\"c\"]";
            return self.fault(value.span(), "keys", message);
        };
        let mut chosen = Vec::new();
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            let named = command(name).ok_or_else(|| unknown(name));
            let bound = named.and_then(|command| Ok((command, keys_of(command, value.get_ref())?)));
            match bound {
                Ok((command, keys)) => {
                    self.config.bindings.rebind(command, keys);
                    let at = key.span();
                    chosen.push(Chosen { command, at });
                }
                Err(message) => self.fault(key.span(), &format!("keys.{name}"), &message),
            }
        }
        chosen.sort_by_key(|chosen| chosen.at.start);
        self.undo_conflicts(chosen);
    }

    /// Gives chosen commands their own keys back until no key does two things in one place, the last chosen first.
    fn undo_conflicts(&mut self, mut chosen: Vec<Chosen>) {
        while let Some(conflict) = self.config.bindings.conflicts().first().copied() {
            let takes_part =
                |it: &Chosen| [conflict.one.name, conflict.other.name].contains(&it.command.name);
            // The keys of the table are without conflicts.
            let Some(place) = chosen.iter().rposition(takes_part) else {
                return;
            };
            let Chosen { command, at } = chosen.remove(place);
            let other = if conflict.one.name == command.name {
                conflict.other
            } else {
                conflict.one
            };
            let key = conflict.key.spelled();
            let message = format!(
                "`{key}` would do both `{}` and `{}`; give one of them another key",
                command.name, other.name
            );
            self.fault(at, &format!("keys.{}", command.name), &message);
            self.config.bindings.rebind(command, command.keys.to_vec());
        }
    }
}

/// Returns what is said of a name that no command has.
fn unknown(name: &str) -> String {
    let distances = COMMANDS.iter().map(|command| {
        (
            strsim::damerau_levenshtein(name, command.name),
            command.name,
        )
    });
    match distances.min().filter(|(slips, _)| *slips <= MOST_SLIPS) {
        Some((_, meant)) => format!("no command has this name; did you mean `{meant}`?"),
        None => "no command has this name; bingetop --print-keys lists them".to_owned(),
    }
}

fn keys_of(command: &Command, value: &DeValue<'_>) -> Result<Vec<Key>, String> {
    const SHAPE: &str = "write keys as \"c\" or [\"c\", \"ctrl-p\"], and none as []";
    if command.action.is_none() {
        return Err("wants a word behind its name, and so has no key".to_owned());
    }
    let texts: Option<Vec<&str>> = match value {
        DeValue::Array(array) => array.iter().map(|key| key.get_ref().as_str()).collect(),
        value => value.as_str().map(|key| vec![key]),
    };
    let keys = texts.ok_or(SHAPE)?.into_iter().map(|text| {
        Key::parse(text).ok_or_else(|| {
            format!(
                "`{text}` is no key: write a character, ctrl- and a letter, f1 to f24, or enter, esc, tab, shift-tab, \
                 backspace, insert, delete, space, up, down, left, right, pgup, pgdn, home, end"
            )
        })
    });
    let keys: Vec<Key> = keys.collect::<Result<_, _>>()?;
    if keys.is_empty() && NEEDED.contains(&command.name) {
        return Err("at least one key has to do this".to_owned());
    }
    let works_typing = command.contexts.iter().any(|context| context.is_typing());
    if let Some(key) = keys.iter().find(|key| works_typing && key.types()) {
        let key = key.spelled();
        return Err(format!(
            "`{key}` types a character while a line is typed; take another key"
        ));
    }
    Ok(keys)
}
