//! How many viewers satisfy a rule, counted from the plays themselves: the one place that knows the truth.

use rusqlite::{Connection, named_params};

use super::question::Question;
use super::rule::Rule;
use crate::domain::{Item, ItemId, Level, Window};

/// An item and its crowd.
pub(super) struct Crowd {
    /// The item.
    pub(super) item: Item,
    /// What makes it this one.
    pub(super) key: String,
    /// How many viewers satisfy the rule.
    pub(super) viewers: u32,
}

/// Returns how many viewers the question is about; rows that their viewer hid are left out.
pub(super) fn viewers(conn: &Connection, question: &Question) -> rusqlite::Result<u32> {
    let item = question.subject.item;
    let mut statement = conn.prepare_cached(include_str!("count.sql"))?;
    let params = named_params! {
        ":from": question.window.from().0,
        ":to": question.window.to().0,
        ":by_show": item.is_some_and(|item| item.level == Level::Show),
        ":item": item.map(|item| item.id.0),
        ":rule": question.rule.word(),
        ":at_least": question.rule.at_least(),
    };
    statement.query_row(params, |row| row.get(0))
}

/// Returns the same of every title or show of a log, in the order of their keys.
pub(super) fn crowds(
    conn: &Connection,
    rule: Rule,
    window: Window,
    level: Level,
) -> rusqlite::Result<Vec<Crowd>> {
    let mut statement = conn.prepare_cached(include_str!("counts.sql"))?;
    let params = named_params! {
        ":from": window.from().0,
        ":to": window.to().0,
        ":by_show": level == Level::Show,
        ":rule": rule.word(),
        ":at_least": rule.at_least(),
    };
    let crowds = statement.query_map(params, |row| {
        let id = ItemId(row.get(0)?);
        Ok(Crowd {
            item: Item { level, id },
            key: row.get(1)?,
            viewers: row.get(2)?,
        })
    })?;
    crowds.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Day;
    use crate::guard::publish::charge::Charge;
    use crate::guard::publish::subject::Subject;
    use crate::store::schema;

    /// Rows of title, viewer, day, role and whether they are private; titles 1 and 2 are of show 1, title 3 is show 2.
    const ROWS: [(u32, u32, i32, u32, bool); 16] = [
        (1, 1, 10, 1, false),
        (2, 1, 11, 1, false),
        (1, 1, 12, 1, false),
        (1, 1, 12, 1, false),
        (1, 2, 10, 1, false),
        (1, 2, 11, 1, true),
        (1, 2, 12, 1, false),
        (3, 2, 11, 1, false),
        // A play begun in private, and continued in the open.
        (1, 3, 10, 1, true),
        (1, 3, 11, 2, false),
        // Too short to count.
        (1, 4, 10, 0, false),
        // Outside of the window.
        (1, 5, 9, 1, false),
        (1, 5, 13, 1, false),
        (3, 6, 10, 1, false),
        (3, 6, 12, 1, false),
        // All of it in private.
        (3, 7, 11, 1, true),
    ];

    fn log() -> Connection {
        let conn = Connection::open_in_memory().unwrap();
        schema::migrate(&conn).unwrap();
        // Neither viewers nor sources matter here.
        conn.pragma_update(None, "foreign_keys", false).unwrap();
        conn.execute_batch(
            "INSERT INTO shows VALUES (1, 'harbour', 'Harbour', 0), (2, 'dracula', 'Dracula', 0), (3, 'gone', 'Gone', 0);
             INSERT INTO titles VALUES (1, 'one', 1, 0, 'One', 0, NULL, NULL), (2, 'two', 1, 0, 'Two', 0, NULL, NULL),
                                       (3, 'dracula', 2, 1, 'Dracula', 0, NULL, NULL),
                                       (4, 'alias', 3, 1, 'Alias', 0, NULL, NULL);
             INSERT INTO title_aliases VALUES (4, 3)",
        )
        .unwrap();
        for (nth, (title, viewer, day, role, is_private)) in (0..).zip(ROWS) {
            let row = (title, viewer, nth, day, role, is_private);
            conn.execute(
                "INSERT INTO plays VALUES (?1, ?2, 0, ?3, ?4, ?5, 600, NULL, ?6, 1)",
                row,
            )
            .unwrap();
        }
        conn
    }

    fn counted(rule: Rule, item: Option<Item>, days: (i32, i32)) -> u32 {
        let question = Question {
            rule,
            window: Window::new(Day(days.0), Day(days.1)).unwrap(),
            subject: Subject {
                item,
                key: String::new(),
                called: String::new(),
                is_nameless: false,
                charge: Charge::default(),
            },
        };
        viewers(&log(), &question).unwrap()
    }

    #[test]
    fn rows_that_their_viewer_hid_do_not_count() {
        let show = Some(Item::show(ItemId(1)));
        let days = (10, 12);
        // Viewer 1 alone: the middle day of 2 is private, and 3 has two days of which one is.
        assert_eq!(counted(Rule::Streak(3), show, days), 1);
        assert_eq!(counted(Rule::Active(2), show, days), 2);
        assert_eq!(counted(Rule::Plays(1), show, days), 2);
        assert_eq!(counted(Rule::Plays(2), show, days), 2);
        assert_eq!(counted(Rule::Plays(3), show, days), 1);
        assert_eq!(counted(Rule::Played, show, (11, 11)), 2);
        assert_eq!(counted(Rule::Played, show, (10, 10)), 2);
    }

    #[test]
    fn a_title_a_show_and_everything_are_counted_apart() {
        let title = Some(Item::title(ItemId(1)));
        let days = (10, 12);
        assert_eq!(counted(Rule::Streak(2), title, days), 0);
        assert_eq!(counted(Rule::Plays(3), title, days), 1);
        assert_eq!(counted(Rule::Streak(3), None, days), 2);
        assert_eq!(counted(Rule::Plays(1), None, days), 3);
        assert_eq!(
            counted(Rule::Streak(3), Some(Item::show(ItemId(3))), days),
            0
        );
    }

    #[test]
    fn the_crowds_of_all_are_those_of_each() {
        let conn = log();
        let days = (10, 12);
        let window = Window::new(Day(days.0), Day(days.1)).unwrap();
        let rules = [
            Rule::Streak(2),
            Rule::Active(2),
            Rule::Plays(1),
            Rule::Plays(2),
        ];
        for rule in rules {
            for (level, keys) in [
                (Level::Show, &["dracula", "harbour"][..]),
                (Level::Title, &["dracula", "one", "two"]),
            ] {
                let crowds = crowds(&conn, rule, window, level).unwrap();
                let found: Vec<&str> = crowds.iter().map(|crowd| &*crowd.key).collect();
                assert_eq!(
                    found, keys,
                    "what counts as another, and what has no title, is none"
                );
                for crowd in crowds {
                    let alone = counted(rule, Some(crowd.item), days);
                    assert_eq!(crowd.viewers, alone, "{rule} {}", crowd.key);
                }
            }
        }
    }
}
