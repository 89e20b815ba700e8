//! Generated logs, with aliases and without: forgetting somebody leaves the log of everybody else.

use std::path::Path;

use bingetop::domain::Kind;
use bingetop::formats::record::Record;
use bingetop::ingest::aliasing::{Deed, Named, alias};
use bingetop::ingest::forgetting::{Left, Wish, clean_bytes, forget};
use bingetop::ingest::options::Options;
use bingetop::ingest::pipeline::ingest_records;
use bingetop::ingest::progress::Progress;
use bingetop::store::key::ViewerKey;
use bingetop::store::open_read;
use bingetop::store::salt::Salt;
use proptest::prelude::*;
use rusqlite::Connection;
use rusqlite::types::Value;
use tempfile::TempDir;

use crate::cubes::check_cubes;
use crate::rows::rows;

const VIEWERS: [&str; 4] = ["Ann", "Bob", "Cleo", "Dora"];

/// Show and title; what only one viewer plays comes about by chance.
const TITLES: [(Option<&str>, &str); 7] = [
    (None, "Film"),
    (None, "Other Film"),
    (Some("Show"), "One"),
    (Some("Show"), "Two"),
    (Some("Show"), "Three"),
    (Some("Rare"), "One"),
    (Some("Rare"), "Two"),
];

/// Kinds with different minimums, so that an alias that goes changes what rows of its target count as.
const KINDS: [Kind; 7] = [
    Kind::Track,
    Kind::Film,
    Kind::Episode,
    Kind::Episode,
    Kind::Track,
    Kind::Episode,
    Kind::Episode,
];

/// Lengths, where a source states them; else the furthest position stands for one.
const LENGTHS: [Option<u32>; 7] = [None, None, Some(3_000), None, None, Some(5_000), None];

#[derive(Debug, Clone, Copy)]
struct Play {
    viewer: usize,
    title: usize,
    start: i64,
    seconds: Option<u32>,
    position: Option<u32>,
}

impl Play {
    fn record(self) -> Record<'static> {
        let (show, title) = TITLES[self.title];
        Record {
            viewer: VIEWERS[self.viewer].into(),
            title: title.into(),
            show: show.map(Into::into),
            kind: Some(KINDS[self.title]),
            length: LENGTHS[self.title],
            start: self.start,
            seconds: self.seconds,
            position: self.position,
            ..Record::default()
        }
    }
}

fn plays() -> impl Strategy<Value = Vec<Play>> {
    let play = (
        0..VIEWERS.len(),
        0..TITLES.len(),
        0_i64..20,
        0_i64..4,
        proptest::option::weighted(0.8, prop_oneof![1_u32..200, 200_u32..5_000]),
        proptest::option::weighted(0.5, 1_u32..6_000),
    );
    let play = play.prop_map(|(viewer, title, day, part, seconds, position)| Play {
        viewer,
        title,
        start: 1_700_000_000 + day * 86_400 + part * 1_800,
        seconds,
        position,
    });
    prop_oneof![
        proptest::collection::vec(play.clone(), 1..15),
        proptest::collection::vec(play, 15..60)
    ]
}

/// Makes a log of plays in two files, whose viewers and titles count as others as these pairs say.
fn log(path: &Path, files: &[Vec<Play>; 2], viewers: &[(usize, usize)], titles: &[(usize, usize)]) {
    for ((name, now), plays) in [("a", 1_800_000_000), ("b", 1_800_000_001)]
        .into_iter()
        .zip(files)
    {
        let options = Options {
            keep_names: true,
            ..Options::plain(chrono_tz::UTC, now)
        };
        let records = plays.iter().map(|play| play.record());
        ingest_records(path, name, records, &options, &Progress::default())
            .expect("the rows are taken");
    }
    let number = |sql: &str, name: &str| -> Option<u32> {
        let conn = Connection::open(path).expect("it opens");
        conn.query_row(sql, [name], |row| row.get(0)).ok()
    };
    let of_viewer = |n: usize| number("SELECT id FROM viewers WHERE label = ?1", VIEWERS[n]);
    let of_title = |n: usize| {
        let (show, title) = TITLES[n];
        let sql = "SELECT t.id FROM titles t JOIN shows s ON s.id = t.show_id
                   WHERE t.name || '|' || iif(t.is_own_show, '', s.name) = ?1";
        number(sql, &format!("{title}|{}", show.unwrap_or_default()))
    };
    let viewers = viewers
        .iter()
        .map(|(a, b)| (Named::Viewer, of_viewer(*a), of_viewer(*b)));
    let titles = titles
        .iter()
        .map(|(a, b)| (Named::Title, of_title(*a), of_title(*b)));
    for (named, alias_of, counts_as) in viewers.chain(titles) {
        if let (Some(alias_of), Some(counts_as)) = (alias_of, counts_as) {
            let deed = Deed::Merge {
                alias: alias_of,
                counts_as,
            };
            // One that counts as another already, or as itself, is refused.
            let _ = alias(path, named, deed);
        }
    }
}

/// Everything a log holds, by names: those of viewers, keys of titles and shows.
fn content(path: &Path) -> Vec<Vec<Vec<Value>>> {
    let conn = open_read(path).expect("the log opens");
    let of_rows = |table: &str, columns: &str| {
        format!(
            "SELECT t.key, v.label, p.started_at, p.nth, p.seconds, p.position, p.is_private, s.name {columns}
             FROM {table} p JOIN titles t ON t.id = p.title_id JOIN viewers v ON v.id = p.viewer_id
             JOIN sources s ON s.id = p.source_id
             ORDER BY 1, 2, 3, 4"
        )
    };
    let sqls = [
        of_rows("plays", ", p.day, p.role"),
        of_rows("alias_rows", ""),
        "SELECT label, hash FROM viewers ORDER BY 1".into(),
        "SELECT v.label, d.days FROM viewer_days d JOIN viewers v ON v.id = d.viewer_id ORDER BY 1".into(),
        "SELECT t.key, s.key, t.is_own_show, t.name, t.kind, t.length_seconds, s.name
         FROM titles t JOIN shows s ON s.id = t.show_id ORDER BY 1".into(),
        "SELECT key FROM shows ORDER BY 1".into(),
        "SELECT name, format, account, imported_at, rows FROM sources ORDER BY 1".into(),
        "SELECT a.label, b.label FROM viewer_aliases JOIN viewers a ON a.id = alias_id JOIN viewers b ON b.id = counts_as
         ORDER BY 1".into(),
        "SELECT a.key, b.key FROM title_aliases JOIN titles a ON a.id = alias_id JOIN titles b ON b.id = counts_as
         ORDER BY 1".into(),
        "SELECT name, value FROM settings ORDER BY 1".into(),
    ];
    sqls.iter().map(|sql| rows(&conn, sql)).collect()
}

/// Returns all who are the same person as one, by the pairs that were merged.
fn same_as(path: &Path, viewer: usize) -> Vec<String> {
    let conn = Connection::open(path).expect("it opens");
    let mut same = vec![VIEWERS[viewer].to_owned()];
    loop {
        let listed = serde_json::to_string(&same).expect("names are text");
        let sql = "SELECT a.label FROM viewer_aliases JOIN viewers a ON a.id = alias_id JOIN viewers b ON b.id = counts_as
                   WHERE b.label IN (SELECT value FROM json_each(?1))
                   UNION SELECT b.label FROM viewer_aliases JOIN viewers a ON a.id = alias_id
                   JOIN viewers b ON b.id = counts_as WHERE a.label IN (SELECT value FROM json_each(?1))
                   UNION SELECT value FROM json_each(?1)";
        let mut statement = conn.prepare(sql).expect("a statement");
        let found = statement
            .query_map([listed], |row| row.get(0))
            .expect("it runs");
        let found: Vec<String> = found.map(|name| name.expect("a name")).collect();
        if found.len() == same.len() {
            return same;
        }
        same = found;
    }
}

/// Up to two pairs of so many.
fn pairs(of: usize) -> impl Strategy<Value = Vec<(usize, usize)>> {
    proptest::collection::vec((0..of, 0..of), 0..3)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_log_that_forgets_somebody_is_that_of_the_others(
        plays in plays(),
        viewer in 0..VIEWERS.len(),
        viewer_pairs in pairs(VIEWERS.len()),
        title_pairs in pairs(TITLES.len()),
    ) {
        let folder = TempDir::new().expect("a folder");
        let (path, without) = (folder.path().join("log.db"), folder.path().join("without.db"));
        let (early, late) = plays.split_at(plays.len() / 2);
        log(&path, &[early.to_vec(), late.to_vec()], &viewer_pairs, &title_pairs);
        let gone = same_as(&path, viewer);
        let is_left = |play: &Play| !gone.iter().any(|name| name == VIEWERS[play.viewer]);
        let others: Vec<Play> = plays.iter().copied().filter(is_left).collect();
        // A title of the one who goes that others' titles count as stays: without its rows there is none to count as.
        let is_of_others = |title: usize| others.iter().any(|play| play.title == title);
        prop_assume!(title_pairs.iter().all(|(_, counts_as)| is_of_others(*counts_as)));
        let files = [early, late].map(|plays| plays.iter().copied().filter(is_left).collect());
        log(&without, &files, &viewer_pairs, &title_pairs);

        let (key, salt) = (ViewerKey::of_samples(), Salt::of_samples());
        let hash = key.hash(Some(&salt), "", VIEWERS[viewer]);
        let wish = Wish { hashes: &[hash], names: &[], state: folder.path(), key: &key };
        forget(&path, wish).expect("it is forgotten");
        prop_assert_eq!(clean_bytes(&path).expect("it is written anew"), Left::Nothing);
        if others.is_empty() {
            let conn = open_read(&path).expect("the log opens");
            prop_assert!(rows(&conn, "SELECT 1 FROM plays UNION ALL SELECT 1 FROM titles").is_empty());
        } else {
            prop_assert_eq!(content(&path), content(&without));
        }
        check_cubes(&path)?;
    }
}
