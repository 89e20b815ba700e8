//! A log twice: as the program has it, and as brute force does.

use std::collections::BTreeMap;
use std::path::PathBuf;

use bingetop::derive::{self, Limits};
use bingetop::domain::{self, Day, ItemId, Level, Levels, Threshold, Window};
use bingetop::query::question::Compare;
use bingetop::query::viewer_names::Viewer;
use bingetop::query::{Log, OneViewer, Presented, Question};
use bingetop::store::open_read;
use rusqlite::Connection;
use tempfile::TempDir;

use crate::brute_force::{History, Item, ShowKey, TitleKey};
use crate::hostile::Asked;
use crate::kept::Kept;

/// The numbers a database has given to items.
pub struct Numbers {
    titles: BTreeMap<String, u32>,
    shows: BTreeMap<String, u32>,
}

impl Numbers {
    pub fn load(conn: &Connection) -> Self {
        let load = |sql| {
            let mut statement = conn.prepare(sql).expect("the statement is sound");
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
            rows.expect("it runs")
                .map(|row| row.expect("it is read"))
                .collect()
        };
        Self {
            titles: load("SELECT key, id FROM titles"),
            shows: load("SELECT key, id FROM shows"),
        }
    }

    pub fn title_key(key: &TitleKey) -> String {
        match key {
            TitleKey::Id(id) => format!("#{id}"),
            TitleKey::Name(show, name) => {
                format!("{}\u{1f}{name}", show.as_deref().unwrap_or_default())
            }
        }
    }

    pub fn of(&self, item: &Item) -> ItemId {
        ItemId(match item {
            Item::Title(key) => self.titles[&Self::title_key(key)],
            Item::Show(ShowKey::Show(name)) => self.shows[name],
            Item::Show(ShowKey::Film(key)) => {
                self.shows[&format!("\u{1f}{}", Self::title_key(key))]
            }
            Item::Everything => 0,
        })
    }
}

/// Has a connection see the log with the cohorts of everything counted ahead, however small it is.
fn counted_ahead(conn: Connection) -> Connection {
    let limits = Limits {
        precompute_from: 0,
        ..Limits::default()
    };
    derive::rebuild_into_temp(&conn, limits).expect("the plays are read");
    conn
}

/// A log as the program has it and as brute force does.
pub struct Both {
    pub conn: Connection,
    pub log: Kept,
    /// The same log, cohorts of everything counted ahead.
    pub ahead: Kept,
    pub history: History,
    pub numbers: Numbers,
}

impl Both {
    /// Opens a log, which lives as long as its folder.
    pub fn new((folder, conn): (TempDir, Connection), history: History) -> Self {
        let path = conn.path().map(PathBuf::from).expect("the log is a file");
        let open = || open_read(&path).expect("the log opens");
        Self {
            ahead: Kept::new(counted_ahead(open()), None),
            log: Kept::new(open(), Some(folder)),
            numbers: Numbers::load(&conn),
            conn,
            history,
        }
    }

    /// Reads the log of one viewer of this one.
    pub fn one_viewer(&self, viewer: &Viewer) -> OneViewer {
        let read = |log: &Log, conn: &Connection| OneViewer::read(conn, log, viewer);
        self.log.with(read).expect("the viewer's rows are read")
    }

    /// Returns the log of one viewer of this one, twice.
    pub fn of_viewer(&self, viewer: &Viewer) -> Self {
        Self {
            log: self.one_viewer(viewer).into(),
            ahead: self.one_viewer(viewer).into(),
            numbers: Numbers::load(&self.conn),
            conn: self.one_viewer(viewer).conn,
            history: self.history.of_viewer(&viewer.name),
        }
    }

    /// Returns what may be presented of this log, which was read thrice, each with the connection of the whole.
    pub fn for_room(&self, presented: [(Presented, Connection); 3]) -> Self {
        let held = presented[0].0.log.facts().days;
        let [log, ahead, sql] =
            presented.map(|(room, whole)| (room.log, room.conn.unwrap_or(whole)));
        Self {
            log: Kept::of(log.0, log.1, None),
            ahead: Kept::of(ahead.0, ahead.1, None),
            numbers: Numbers::load(&self.conn),
            conn: sql.1,
            history: self.history.for_room(held),
        }
    }

    /// Returns the question that is asked of this log, and the item it is about.
    pub fn question(&self, asked: &Asked) -> (Question, Item) {
        let extent = self.history.extent();
        let days = extent.unwrap_or(Window::ending(Day(17_500), 1));
        let first = if asked.is_from_the_end {
            days.to()
        } else {
            days.from()
        };
        let from = first.plus(asked.from);
        let days = i32::try_from(asked.days).expect("windows are short");
        let [streaks, rewatched, level] = asked
            .by_show
            .map(|by_show| if by_show { Level::Show } else { Level::Title });
        let items = self.history.items(level);
        let item = match asked.item {
            Some(n) if !items.is_empty() => items[n % items.len()].clone(),
            _ => Item::Everything,
        };
        let question = Question {
            window: Window::new(from, from.plus(days - 1)).expect("it has a day"),
            levels: Levels { streaks, rewatched },
            threshold: Threshold::new(asked.at_least).expect("two days or more"),
            filter: asked.filter.to_owned(),
            item: (item != Item::Everything).then(|| domain::Item {
                level,
                id: self.numbers.of(&item),
            }),
            compare: [Compare::Off, Compare::Previous, Compare::LastYear]
                [usize::from(asked.compare)],
            last_finished: extent.map_or(from.plus(-1), |held| {
                let over = asked
                    .unfinished
                    .map_or(Day::MAX, |days| from.plus(days - 1));
                over.min(held.to())
            }),
            wants_hours: true,
        };
        (question, item)
    }
}
