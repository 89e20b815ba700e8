//! How the dashboard stood when it was last closed, log by log: a TOML file in the state directory.
//!
//! It holds choices, never a number of a log and no name of a viewer: of what was typed, only ranges and lines of the
//! palette without free text. It is written whole, under another name first, so that an end at any moment leaves the
//! old file or the new one.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::app::action::PanelNumber;
use crate::app::command::Argument;
use crate::app::history::{History, MOST_LINES};
use crate::app::keymap::command;
use crate::app::sort::Sort;
use crate::app::span::Span;
use crate::app::start::Start;
use crate::domain::{Level, Levels, Threshold, name};
use crate::store::key::ViewerKey;
use crate::store::owner_only::make_folder;

/// The most logs that are remembered: those used last.
const MOST_LOGS: usize = 100;

/// How one log was looked at when its dashboard was last closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LastTime {
    /// When that was, in Unix seconds.
    used: i64,
    range: String,
    streaks_by: String,
    rewatched_by: String,
    streaks_sort: String,
    streaks_reversed: bool,
    rewatched_sort: String,
    rewatched_reversed: bool,
    streak: u32,
    compare: String,
    panel: u8,
    commands: Vec<String>,
    ranges: Vec<String>,
}

impl Default for LastTime {
    fn default() -> Self {
        Self::of(&Start::default(), 0)
    }
}

/// The file: the logs by their paths.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Remembered {
    logs: BTreeMap<String, LastTime>,
}

impl LastTime {
    /// Returns what is remembered of a state, at the moment `now` (Unix seconds).
    #[must_use]
    pub fn of_app(app: &App, now: i64) -> Self {
        let start = Start {
            span: app.span.clone(),
            levels: app.levels,
            threshold: app.threshold,
            compare: app.compare,
            panel: Some(app.focus),
            streak_sort: app.streak_sort,
            rewatched_sort: app.rewatched_sort,
            history: app.history.clone(),
            ..Start::default()
        };
        Self::of(&start, now)
    }

    fn of(start: &Start, now: i64) -> Self {
        let word = |word: &'static str| word.to_owned();
        let is_told = |line: &&String| !has_free_text(line);
        Self {
            used: now,
            range: start.span.text().to_owned(),
            streaks_by: word(start.levels.streaks.word()),
            rewatched_by: word(start.levels.rewatched.word()),
            streaks_sort: word(start.streak_sort.column.into()),
            streaks_reversed: start.streak_sort.is_reversed,
            rewatched_sort: word(start.rewatched_sort.column.into()),
            rewatched_reversed: start.rewatched_sort.is_reversed,
            streak: start.threshold.days(),
            compare: word(start.compare.into()),
            panel: start.panel.unwrap_or_default().number(),
            commands: start
                .history
                .commands
                .iter()
                .filter(is_told)
                .cloned()
                .collect(),
            ranges: start.history.ranges.clone(),
        }
    }

    /// Returns what the dashboard opens with; a word that means nothing is as if it were not there.
    #[must_use]
    pub fn start(&self) -> Start {
        let otherwise = Start::default();
        Start {
            span: Span::of_any_log(&self.range).unwrap_or(otherwise.span),
            levels: Levels {
                streaks: Level::of_word(&self.streaks_by).unwrap_or(otherwise.levels.streaks),
                rewatched: Level::of_word(&self.rewatched_by).unwrap_or(otherwise.levels.rewatched),
            },
            threshold: Threshold::new(self.streak).unwrap_or(otherwise.threshold),
            compare: FromStr::from_str(&self.compare).unwrap_or(otherwise.compare),
            panel: PanelNumber::of_number(&self.panel.to_string()),
            streak_sort: sort(&self.streaks_sort, self.streaks_reversed),
            rewatched_sort: sort(&self.rewatched_sort, self.rewatched_reversed),
            history: History {
                commands: lines(&self.commands),
                ranges: lines(&self.ranges),
                filters: Vec::new(),
            },
            ..Start::default()
        }
    }
}

/// Returns the sort by the column of a name; by the usual one where there is none of that name.
fn sort<C: FromStr + Default>(column: &str, is_reversed: bool) -> Sort<C> {
    Sort {
        column: column.parse().unwrap_or_default(),
        is_reversed,
    }
}

/// Returns whether a line of the palette may hold a viewer's name: that of a viewer, or any text at all.
fn has_free_text(line: &str) -> bool {
    let name = line.split_whitespace().next().unwrap_or_default();
    let may_name = |argument| matches!(argument, Argument::Filter | Argument::Viewer);
    command(name).is_none_or(|command| command.argument.is_some_and(may_name))
}

fn lines(lines: &[String]) -> Vec<String> {
    let shown = lines.iter().map(|line| name::shown(line).into_owned());
    let surplus = lines.len().saturating_sub(MOST_LINES);
    shown.skip(surplus).collect()
}

/// Returns the file; `None` where the system names no directory for a program's state.
#[must_use]
pub fn file() -> Option<PathBuf> {
    Some(ViewerKey::directory().ok()?.join("state.toml"))
}

/// Returns how a log was looked at last time, if it was; a file that is not there remembers nothing.
///
/// # Errors
///
/// Fails where there is a file and it cannot be read.
pub fn recall(file: &Path, log: &Path) -> io::Result<Option<LastTime>> {
    Ok(read(file)?.logs.remove(&key_of(log)))
}

/// Remembers how a log was looked at, beside the other logs. A file that cannot be read is written anew.
///
/// # Errors
///
/// Fails where the file cannot be written; the old one is then as it was.
pub fn remember(file: &Path, log: &Path, last_time: LastTime) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    make_folder(folder)?;
    let mut remembered = read(file).unwrap_or_default();
    remembered.logs.insert(key_of(log), last_time);
    while remembered.logs.len() > MOST_LOGS {
        let oldest = remembered.logs.iter().min_by_key(|(_, log)| log.used);
        let Some(oldest) = oldest.map(|(path, _)| path.clone()) else {
            break;
        };
        remembered.logs.remove(&oldest);
    }
    let text = toml::to_string(&remembered).map_err(io::Error::other)?;
    // Temporary files are their owner's alone.
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    new.write_all(text.as_bytes())?;
    new.as_file().sync_all()?;
    new.persist(file)?;
    Ok(())
}

fn read(file: &Path) -> io::Result<Remembered> {
    let text = match std::fs::read_to_string(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Remembered::default()),
        text => text?,
    };
    toml::from_str(&text).map_err(io::Error::other)
}

/// Returns the name that a log is remembered by: its path, however it was written.
fn key_of(log: &Path) -> String {
    let path = log.canonicalize().unwrap_or_else(|_| log.to_owned());
    path.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::sort::{RewatchedColumn, StreakColumn};
    use crate::query::question::Compare;
    use tempfile::TempDir;

    fn chosen() -> Start {
        let lines = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
        Start {
            span: Span::of_any_log("last week").expect("a range"),
            levels: Levels {
                streaks: Level::Title,
                rewatched: Level::Show,
            },
            threshold: Threshold::new(18).expect("days"),
            compare: Compare::LastYear,
            panel: Some(PanelNumber::Four),
            streak_sort: Sort::by(StreakColumn::Longest).reversed(),
            rewatched_sort: Sort::by(RewatchedColumn::Hours),
            history: History {
                commands: lines(&["sort longest", "range last week"]),
                ranges: lines(&["7d", "last week"]),
                filters: Vec::new(),
            },
            ..Start::default()
        }
    }

    fn folder() -> (TempDir, PathBuf) {
        let folder = TempDir::new().expect("a folder");
        let file = folder.path().join("bingetop/state.toml");
        (folder, file)
    }

    #[test]
    fn what_is_remembered_comes_back() {
        let (folder, file) = folder();
        let log = folder.path().join("plays.db");
        assert_eq!(recall(&file, &log).expect("no file"), None);
        remember(&file, &log, LastTime::of(&chosen(), 7)).expect("written");
        let other = folder.path().join("other.db");
        remember(&file, &other, LastTime::default()).expect("written");
        let last_time = recall(&file, &log).expect("read").expect("remembered");
        assert_eq!(last_time.start(), chosen());
        let files = std::fs::read_dir(file.parent().expect("a folder")).expect("a folder");
        assert_eq!(files.count(), 1, "nothing is left beside it");
    }

    #[test]
    fn free_text_is_not_remembered() {
        let mut start = chosen();
        for line in ["filter anna", "viewer anna"] {
            start.history.commands.insert(0, line.to_owned());
        }
        start.history.filters.push("anna".to_owned());
        let text = toml::to_string(&LastTime::of(&start, 7)).expect("text");
        assert!(!text.contains("anna"), "{text}");
        assert_eq!(LastTime::of(&start, 7).start(), chosen());
    }

    #[test]
    fn words_without_a_meaning_are_as_if_they_were_not_there() {
        let last_time: LastTime = toml::from_str(
            "range = \"30 dais\"\nstreaks_by = \"season\"\nstreak = 1\ncompare = \"never\"\npanel = 9\nstreaks_sort = \"?\"\n\
             new_setting = 3\n",
        )
        .expect("it is TOML");
        let start = last_time.start();
        assert_eq!(
            start,
            Start {
                panel: None,
                ..Start::default()
            }
        );
    }

    #[test]
    fn a_file_that_cannot_be_read_is_said_and_written_anew() {
        let (folder, file) = folder();
        let log = folder.path().join("plays.db");
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(&file, "logs = 3 and more").expect("a file");
        assert!(recall(&file, &log).is_err());
        remember(&file, &log, LastTime::of(&chosen(), 7)).expect("written");
        let last_time = recall(&file, &log).expect("read").expect("remembered");
        assert_eq!(last_time.start(), chosen());
    }

    #[test]
    fn where_it_cannot_be_written_nothing_is_left_behind() {
        let (folder, file) = folder();
        std::fs::create_dir_all(&file).expect("a folder in its place");
        let log = folder.path().join("plays.db");
        assert!(remember(&file, &log, LastTime::of(&chosen(), 7)).is_err());
        let beside = std::fs::read_dir(file.parent().expect("a folder")).expect("a folder");
        assert_eq!(beside.count(), 1, "the folder alone");
    }

    #[test]
    fn the_logs_used_last_are_remembered() {
        let (folder, file) = folder();
        for number in 0..=MOST_LOGS {
            let log = folder.path().join(format!("{number}.db"));
            let used = i64::try_from(number).expect("few");
            remember(&file, &log, LastTime::of(&chosen(), used)).expect("written");
        }
        let of = |number: usize| recall(&file, &folder.path().join(format!("{number}.db")));
        assert_eq!(of(0).expect("read"), None);
        assert!(of(MOST_LOGS).expect("read").is_some());
    }
}
