//! The defaults as a configuration file with comments.

use super::AUTO;
use std::fmt::Write as _;

use super::Config;
use crate::app::Action;
use crate::app::bindings::Bindings;
use crate::app::command::Group;
use crate::runtime::refresh;

/// What stands there of presets: none is there unless the user makes it.
const FORMATS: &str = "
# Formats of your own, each under a name for `bingetop ingest --format NAME`: which columns hold what, as --map says it; the
# zone of times that state none; day-first or month-first; and csv, json or jsonl where the file is not to tell.
# `bingetop formats` lists them.
#
# [formats.my-tv]
# about = \"what my television writes\"
# map = \"viewer=user,title=name,start=when,seconds=len:ms\"
# times-in = \"Europe/Rome\"
# dates = \"day-first\"
# format = \"csv\"
";

/// Returns the defaults as a file with comments, which reads back as the defaults.
#[must_use]
pub fn defaults() -> String {
    let config = Config::default();
    let theme = config
        .theme
        .map_or_else(|| AUTO.to_owned(), |theme| theme.to_string());
    let (range, every) = (config.range.text(), refresh::spelled(config.refresh));
    let default = config.bindings.key_of(Action::DefaultRange);
    let mut text = format!(
        "# The configuration of bingetop, with every setting as it is unless you change it.\n\
         # It lies in ~/.config/bingetop/config.toml ($XDG_CONFIG_HOME), or where --config FILE says.\n\
         # Options on the command line come before it.\n\n\
         # auto, dark, light, projector, mono or ansi16\n\
         theme = \"{theme}\"\n\n\
         # Whether the mouse chooses, or is left to the terminal\n\
         mouse = {}\n\n\
         # How often the dashboard looks for new plays: 5s, 500ms, 2m, or off\n\
         refresh = \"{every}\"\n\n\
         # The range that a log is opened with the first time, and that {default} goes back to: 7d, last month, 2017-11, all\n\
         range = \"{range}\"\n\n\
         # Cohorts of fewer viewers are hidden. It raises the minimum of a log, and never lowers it.\n\
         minimum_cohort = {}\n\n\
         # The keys of each command. A key does one thing in one place; [] leaves a command without a key.\n\
         [keys]\n",
        config.mouse, config.minimum_cohort,
    );
    for group in Group::ALL {
        let _ = writeln!(text, "\n# {}", group.heading());
        add_group(&mut text, &config.bindings, group);
    }
    text.push_str(FORMATS);
    text
}

fn add_group(text: &mut String, bindings: &Bindings, group: Group) {
    let commands = bindings
        .all()
        .filter(|(command, _)| command.group == group && command.action.is_some());
    for (command, keys) in commands {
        let quoted =
            |spelled: String| format!("\"{}\"", spelled.replace('\\', "\\\\").replace('"', "\\\""));
        let keys: Vec<String> = keys.iter().map(|key| quoted(key.spelled())).collect();
        let words = bindings.with_keys(command.words);
        let _ = writeln!(text, "{} = [{}] # {words}", command.name, keys.join(", "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::config::read;

    #[test]
    fn the_defaults_are_read_back() {
        let text = defaults();
        assert_eq!(read(&text, "config.toml"), (Config::default(), vec![]));
    }

    #[test]
    fn the_preset_that_stands_there_as_a_comment_is_one() {
        let from = FORMATS.find("# [formats").unwrap();
        let text = FORMATS[from..].replace("\n# ", "\n");
        let text = text.trim_start_matches("# ");
        let (config, faults) = read(text, "config.toml");
        assert_eq!(faults, []);
        assert_eq!(config.formats[0].keys().len(), 5);
    }

    #[test]
    fn every_setting_and_every_command_with_a_key_stands_in_it() {
        let text = defaults();
        let bindings = Bindings::default();
        for (command, _) in bindings.all().filter(|(_, keys)| !keys.is_empty()) {
            assert!(
                text.contains(&format!("\n{} = [", command.name)),
                "{}",
                command.name
            );
        }
    }
}
