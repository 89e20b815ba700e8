//! Viewers and titles that count as others: the log is that of the same rows under the other name, and splitting gives
//! back what was.

use std::collections::BTreeSet;
use std::path::Path;

use bingetop::ingest::aliasing::{Deed, Named, alias};
use proptest::prelude::*;
use rusqlite::Connection;
use rusqlite::types::Value;

use crate::both::Both;
use crate::brute_force::{History, Row};
use crate::cases;
use crate::content::every_table;
use crate::cubes::check_cubes;
use crate::hostile::{HostileLog, asked, logs};
use crate::import::{folder, import, sound};
use crate::rows::rows;

/// What the rows of a log count as, whatever the numbers of viewers and titles.
fn plays(path: &Path) -> Vec<Vec<Value>> {
    rows(
        &sound(path),
        "SELECT t.key, v.label, p.started_at, p.nth, p.day, p.role, p.seconds, p.position, p.is_private
         FROM plays p JOIN titles t ON t.id = p.title_id JOIN viewers v ON v.id = p.viewer_id
         ORDER BY t.key, v.label, p.started_at, p.nth",
    )
}

/// What an import may change of a log, and making aliases and undoing them again may not.
fn everything(path: &Path) -> Vec<Vec<Vec<Value>>> {
    let conn = sound(path);
    let mut all = every_table(&conn);
    for sql in [
        "SELECT * FROM viewer_aliases ORDER BY alias_id",
        "SELECT * FROM title_aliases ORDER BY alias_id",
        "SELECT * FROM alias_rows ORDER BY title_id, viewer_id, started_at, nth",
        "SELECT id, body FROM cubes ORDER BY id",
        "SELECT viewer_id, days FROM viewer_days ORDER BY viewer_id",
        "SELECT viewer_id, titles FROM viewer_titles ORDER BY viewer_id",
    ] {
        all.push(rows(&conn, sql));
    }
    all
}

/// The rows of a log in two files of which no row is alike.
fn halves(log: &HostileLog, at: usize) -> [Vec<Row>; 2] {
    let (early, late) = log.rows.split_at(at % (log.rows.len() + 1));
    let content = |row: &Row| (row.start, row.seconds, row.position);
    let known: BTreeSet<_> = early.iter().map(content).collect();
    let late = late.iter().filter(|row| !known.contains(&content(row)));
    [early.to_vec(), late.cloned().collect()]
}

fn viewer(conn: &Connection, name: &str) -> Option<u32> {
    let sql = "SELECT id FROM viewers WHERE label = ?1";
    conn.query_row(sql, [name], |row| row.get(0)).ok()
}

/// The number of the `n`-th title in the order of keys; `None` where there is none at all.
fn title(conn: &Connection, n: usize) -> Option<u32> {
    let all = rows(conn, "SELECT id FROM titles ORDER BY key");
    match all.get(n % all.len().max(1))?[..] {
        [Value::Integer(id)] => u32::try_from(id).ok(),
        _ => None,
    }
}

fn merge(path: &Path, named: Named, pairs: &[(Option<u32>, Option<u32>)]) -> Vec<u32> {
    let mut merged = Vec::new();
    for pair in pairs {
        if let (Some(alias_of), Some(counts_as)) = *pair {
            let deed = Deed::Merge {
                alias: alias_of,
                counts_as,
            };
            if alias(path, named, deed).is_ok() {
                merged.push(alias_of);
            }
        }
    }
    merged
}

/// Renames the viewer of rows as pairs of names say, one after the other.
fn renamed(rows: &[Row], pairs: &[(String, String)]) -> Vec<Row> {
    let mut rows = rows.to_vec();
    for (alias_of, counts_as) in pairs {
        for row in rows.iter_mut().filter(|row| row.viewer == *alias_of) {
            row.viewer.clone_from(counts_as);
        }
    }
    rows
}

proptest! {
    // Of six faults planted (rows not composed, or kept twice, or counted for their source; a length not taken over), the last
    // was found after 41 cases, in one run each.
    #![proptest_config(cases(3))]

    #[test]
    fn a_viewer_who_counts_as_another_has_their_rows_under_the_other_name(
        log in logs(),
        at in 0..80_usize,
        pairs in proptest::collection::vec((0..5_u8, 0..5_u8), 1..4),
        questions in proptest::collection::vec(asked(), 1..3),
    ) {
        let [early, late] = halves(&log, at);
        let folder = folder();
        let (path, other) = (folder.path().join("log.db"), folder.path().join("other.db"));
        import(&path, &log, &early);
        let conn = sound(&path);
        let mut named: Vec<(String, String)> = Vec::new();
        let mut merged = Vec::new();
        for (one, another) in pairs {
            let names = [one, another].map(|n| format!("viewer {n}"));
            let [Some(alias_of), Some(counts_as)] = names.each_ref().map(|name| viewer(&conn, name)) else {
                continue;
            };
            let deed = Deed::Merge { alias: alias_of, counts_as };
            if alias(&path, Named::Viewer, deed).is_ok() {
                let [one, another] = names;
                named.push((one, another));
                merged.push(alias_of);
            }
            check_cubes(&path)?;
        }
        drop(conn);
        import(&path, &log, &late);
        check_cubes(&path)?;

        // Chains are tied in any order: what A counts as is renamed again.
        let chain = |rows: &[Row]| {
            let twice: Vec<_> = named.iter().cycle().take(named.len() * named.len()).cloned().collect();
            renamed(rows, &twice)
        };
        import(&other, &log, &chain(&early));
        import(&other, &log, &chain(&late));
        prop_assert_eq!(plays(&path), plays(&other));
        let all = chain(&[&early[..], &late[..]].concat());
        let history = History::new(log.rules, &all, &all);
        let both = Both::new((folder, sound(&path)), history);
        both.check_views()?;
        for asked in &questions {
            let (question, item) = both.question(asked);
            both.check(&question, &item)?;
        }

        let before = everything(&path);
        for rows in [&early, &late] {
            prop_assert_eq!(import(&path, &log, rows).added, 0);
        }
        prop_assert_eq!(everything(&path), before);
        for alias_of in merged {
            alias(&path, Named::Viewer, Deed::Split { alias: alias_of }).expect("it is one");
            check_cubes(&path)?;
        }
        let plain = path.with_file_name("plain.db");
        import(&plain, &log, &early);
        import(&plain, &log, &late);
        prop_assert_eq!(everything(&path), everything(&plain));
    }

    #[test]
    fn a_title_that_counts_as_another_has_its_rows_under_the_other_name(
        log in logs(),
        at in 0..80_usize,
        pair in (0..9_usize, 0..9_usize),
        viewers in (0..5_u8, 0..5_u8),
    ) {
        let [early, late] = halves(&log, at);
        let folder = folder();
        let (path, other) = (folder.path().join("log.db"), folder.path().join("other.db"));
        import(&path, &log, &early);
        let conn = sound(&path);
        let titles = (title(&conn, pair.0), title(&conn, pair.1));
        let names = [viewers.0, viewers.1].map(|n| format!("viewer {n}"));
        let people = names.each_ref().map(|name| viewer(&conn, name));
        let key = |id| rows(&conn, &format!("SELECT key FROM titles WHERE id = {id}"))[0][0].clone();
        let keys = (titles.0.map(key), titles.1.map(key));
        drop(conn);
        let merged_viewers = merge(&path, Named::Viewer, &[(people[0], people[1])]);
        check_cubes(&path)?;
        let merged_titles = merge(&path, Named::Title, &[titles]);
        check_cubes(&path)?;
        import(&path, &log, &late);
        check_cubes(&path)?;

        let of_target = early.iter().find(|row| Some(key_of(row)) == keys.1);
        let rename = |rows: &[Row]| {
            let mut rows = rows.to_vec();
            for row in &mut rows {
                if !merged_viewers.is_empty() && row.viewer == names[0] {
                    row.viewer.clone_from(&names[1]);
                }
                if !merged_titles.is_empty() && Some(key_of(row)) == keys.0 {
                    let target = of_target.expect("its rows are in the log");
                    row.title.clone_from(&target.title);
                    row.show.clone_from(&target.show);
                    row.id.clone_from(&target.id);
                }
            }
            rows
        };
        import(&other, &log, &rename(&early));
        import(&other, &log, &rename(&late));
        prop_assert_eq!(plays(&path), plays(&other));

        let before = everything(&path);
        for rows in [&early, &late] {
            prop_assert_eq!(import(&path, &log, rows).added, 0);
        }
        prop_assert_eq!(everything(&path), before);
        for (named, merged) in [(Named::Viewer, merged_viewers), (Named::Title, merged_titles)] {
            for alias_of in merged {
                alias(&path, named, Deed::Split { alias: alias_of }).expect("it is one");
                check_cubes(&path)?;
            }
        }
        let plain = path.with_file_name("plain.db");
        import(&plain, &log, &early);
        import(&plain, &log, &late);
        prop_assert_eq!(everything(&path), everything(&plain));
    }
}

/// Returns the key that a log has of the title of a row.
fn key_of(row: &Row) -> Value {
    use bingetop::domain::name::folded;
    let by_name = || {
        let show = row.show.as_deref().map(folded).unwrap_or_default();
        format!("{show}\u{1f}{}", folded(&row.title))
    };
    Value::Text(row.id.as_ref().map_or_else(by_name, |id| format!("#{id}")))
}
