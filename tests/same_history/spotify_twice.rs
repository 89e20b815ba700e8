//! Both histories of Spotify in one log: what both tell of counts once, whatever came first, whatever things are called, and
//! whoever counts as whom.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use bingetop::formats::input::Source;
use bingetop::ingest::aliasing::{Deed, Named, alias};
use bingetop::ingest::options::Options;
use bingetop::ingest::pipeline::ingest;
use bingetop::ingest::progress::Progress;
use bingetop::ingest::summary::Summary;
use bingetop::store::key::ViewerKey;
use bingetop::store::open_read;
use bingetop::store::salt::Salt;
use proptest::prelude::*;
use rusqlite::Connection;
use rusqlite::types::Value;
use serde_json::json;
use tempfile::TempDir;

use crate::cubes::check_cubes;
use crate::rows::rows;

/// Artist, song as the account data names it, as the extended history does, and how many ids that has for it: an
/// album's, a single's.
const SONGS: [(&str, &str, &str, usize); 4] = [
    ("The Piers", "Low Tide", "Low Tide - Remastered", 2),
    ("The Piers", "Fog", "Fog", 1),
    ("#1 Ebb", "Low Tide", "Low Tide", 1),
    ("Ebb", "Śnieg", "Śnieg", 1),
];

/// 2024-01-05 23:58:00, UTC.
const FIRST: i64 = 1_704_499_080;

#[derive(Debug, Clone, Copy)]
struct Play {
    song: usize,
    id: usize,
    /// When it ends, in Unix seconds.
    end: i64,
    milliseconds: i64,
    is_in_account: bool,
    is_in_extended: bool,
}

/// A row that counts: whether it is the listener's of the account data where that is another one, the key of its
/// title, its start and its length.
type Counted = (bool, String, i64, i64);

impl Play {
    fn of_account(self) -> serde_json::Value {
        let (artist, song, ..) = SONGS[self.song];
        json!({
            "endTime": ended(self.end, "%Y-%m-%d %H:%M"), "artistName": artist, "trackName": song,
            "msPlayed": self.milliseconds,
        })
    }

    fn of_extended(self) -> serde_json::Value {
        let (artist, _, song, _) = SONGS[self.song];
        json!({
            "ts": ended(self.end, "%Y-%m-%dT%H:%M:%SZ"), "ms_played": self.milliseconds,
            "master_metadata_track_name": song, "master_metadata_album_artist_name": artist,
            "spotify_track_uri": format!("spotify:track:{}{}", self.song, self.id),
        })
    }

    fn seconds(self) -> i64 {
        self.milliseconds / 1_000
    }

    /// Returns its starts, as either history has it.
    fn starts(self) -> [i64; 2] {
        [self.end / 60 * 60, self.end].map(|end| end - self.seconds())
    }
}

fn name_key(song: usize) -> String {
    let (artist, song, ..) = SONGS[song];
    format!("{}\u{1f}{}", artist.to_lowercase(), song.to_lowercase())
}

fn ended(end: i64, form: &str) -> String {
    let end = chrono::DateTime::from_timestamp(end, 0).expect("it is a time");
    end.format(form).to_string()
}

/// Plays within a few minutes around midnight: many start at one moment, end in one minute, or are of one length.
fn plays() -> impl Strategy<Value = Vec<Play>> {
    let play = (
        0..SONGS.len(),
        0_usize..2,
        // Songs that count as one may then be alike in all.
        prop_oneof![0_i64..60, 0_i64..6],
        prop_oneof![
            Just(0_i64),
            Just(4_500),
            Just(29_999),
            Just(30_000),
            Just(45_000),
            Just(61_000),
            Just(200_000),
        ],
        any::<bool>(),
        any::<bool>(),
    );
    let plays = proptest::collection::vec(play, 1..40);
    plays.prop_map(|plays| {
        let (mut of_account, mut of_extended) = (BTreeSet::new(), BTreeSet::new());
        let plays = plays.into_iter().filter_map(|play| {
            let (song, id, start, milliseconds, is_in_account, is_in_extended) = play;
            let play = Play {
                song,
                id: id % SONGS[song].3,
                end: FIRST + start * 10 + milliseconds / 1_000,
                milliseconds,
                is_in_account,
                is_in_extended,
            };
            // Of one start, the extended history has one row of a title; of rows alike in the account data, each counts.
            let [account, extended] = play.starts();
            let is_new = of_account.insert((song, account, play.seconds()))
                & of_extended.insert((song, play.id, extended));
            is_new.then_some(play)
        });
        plays.collect()
    })
}

/// Whose the account data are.
fn account(is_apart: bool) -> &'static str {
    if is_apart { "ANN" } else { "" }
}

/// Reads a file into a log.
fn import(path: &Path, file: &Source, account: &str) -> Summary {
    let options = Options {
        account: account.to_owned(),
        ..Options::plain(chrono_tz::UTC, 1_800_000_000)
    };
    let files = std::slice::from_ref(file);
    ingest(path, files, &options, &Progress::default(), None).expect("it is read")
}

/// What is done between two imports.
#[derive(Debug, Clone, Copy)]
enum Between {
    Nothing,
    /// The name of a song counts as the first id of another one.
    MergeTitle(usize, usize),
    SplitTitle(usize),
    /// The listener of the account data counts as that of the extended history.
    MergeViewer,
    SplitViewer,
}

fn between() -> impl Strategy<Value = Between> {
    prop_oneof![
        3 => Just(Between::Nothing),
        2 => (0..SONGS.len(), 0..SONGS.len()).prop_map(|(one, other)| Between::MergeTitle(one, other)),
        1 => (0..SONGS.len()).prop_map(Between::SplitTitle),
        2 => Just(Between::MergeViewer),
        1 => Just(Between::SplitViewer),
    ]
}

impl Between {
    /// Does it, where the log has what it takes; what makes no sense is refused.
    fn act(self, path: &Path) {
        let conn = Connection::open(path).expect("it opens");
        let of_title = |key: String| -> Option<u32> {
            let sql = "SELECT id FROM titles WHERE key = ?1";
            conn.query_row(sql, [key], |row| row.get(0)).ok()
        };
        let of_viewer = |account: &str| -> Option<u32> {
            let hash = ViewerKey::of_samples().hash(Some(&Salt::of_samples()), account, "me");
            let sql = "SELECT id FROM viewers WHERE hash = ?1";
            conn.query_row(sql, [hash], |row| row.get(0)).ok()
        };
        let merged = |named, alias: Option<u32>, counts_as: Option<u32>| {
            let (alias, counts_as) = (alias?, counts_as?);
            Some((named, Deed::Merge { alias, counts_as }))
        };
        let split = |named, alias: Option<u32>| Some((named, Deed::Split { alias: alias? }));
        let deed = match self {
            Self::Nothing => None,
            Self::MergeTitle(one, other) => {
                let id = of_title(format!("#spotify:track:{other}0"));
                merged(Named::Title, of_title(name_key(one)), id)
            }
            Self::SplitTitle(song) => split(Named::Title, of_title(name_key(song))),
            Self::MergeViewer => merged(Named::Viewer, of_viewer("ANN"), of_viewer("")),
            Self::SplitViewer => split(Named::Viewer, of_viewer("ANN")),
        };
        if let Some((named, deed)) = deed {
            let _ = alias(path, named, deed);
        }
    }
}

/// What must never be there: titles and shows that nothing is of, sources that account for other numbers of rows than there
/// are, rows of no source.
fn leftovers(conn: &Connection) -> Vec<Vec<Value>> {
    let mut found = rows(
        conn,
        "WITH viewer (id) AS (SELECT alias_id FROM viewer_aliases UNION SELECT counts_as FROM viewer_aliases),
              title (id) AS (SELECT alias_id FROM title_aliases UNION SELECT counts_as FROM title_aliases)
         SELECT 'title', key FROM titles t
         WHERE NOT EXISTS (SELECT 1 FROM plays WHERE title_id = t.id)
           AND NOT EXISTS (SELECT 1 FROM alias_rows WHERE title_id = t.id)
           AND t.id NOT IN title
         UNION ALL
         SELECT 'show', key FROM shows s WHERE NOT EXISTS (SELECT 1 FROM titles WHERE show_id = s.id)
         UNION ALL
         SELECT 'rows', coalesce(sum(rows), 0) FROM sources
         HAVING coalesce(sum(rows), 0) != (SELECT count(*) FROM alias_rows)
                + (SELECT count(*) FROM plays WHERE viewer_id NOT IN viewer AND title_id NOT IN title)",
    );
    let broken = "SELECT \"table\", rowid FROM pragma_foreign_key_check";
    found.extend(rows(conn, broken));
    found
}

/// Returns every row that counts, in order.
fn counted(conn: &Connection) -> Vec<Counted> {
    let ann = ViewerKey::of_samples().hash(Some(&Salt::of_samples()), "ANN", "me");
    let sql = "SELECT v.hash = ?1, t.key, p.started_at, p.seconds
               FROM plays p JOIN titles t ON t.id = p.title_id JOIN viewers v ON v.id = p.viewer_id
               ORDER BY 1, 2, 3, 4";
    let mut statement = conn.prepare(sql).expect("the statement is sound");
    let rows = statement.query_map([ann], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    });
    let rows = rows.expect("it runs");
    rows.map(|row| row.expect("it is read")).collect()
}

/// Returns when another program noted a play of a song, on a later day, and for how many seconds.
fn noted(song: usize) -> (i64, i64) {
    let seconds = i64::try_from(song).expect("there are few") * 1_000;
    (1_706_788_800 + seconds, 100)
}

/// Returns the notes of that program.
fn notes() -> String {
    let rows = SONGS.iter().zip(0..).map(|((artist, name, ..), song)| {
        let (start, seconds) = noted(song);
        format!("me,{name},{artist},track,{start},{seconds}\n")
    });
    format!(
        "viewer,title,show,kind,started_at,seconds\n{}",
        rows.collect::<String>()
    )
}

/// Rows of one title that start at one moment.
#[derive(Default)]
struct OfStart {
    /// How often each of two files has each length: songs that count as one may be alike in all.
    lengths: BTreeMap<i64, [usize; 2]>,
    /// Whether rows of one start are one.
    repeats: bool,
}

impl OfStart {
    /// Adds a row that is in these of the two files.
    fn add(&mut self, seconds: i64, files: [bool; 2]) {
        let counts = self.lengths.entry(seconds).or_default();
        for (count, is_in_file) in counts.iter_mut().zip(files) {
            *count += usize::from(is_in_file);
        }
    }

    /// Returns the lengths that count.
    fn counted(self) -> Vec<i64> {
        if self.repeats {
            // The longest stands for all of them.
            return self.lengths.into_keys().next_back().into_iter().collect();
        }
        // Each row of a file counts; in another file, the n-th of those alike is the same.
        let lengths = self.lengths.into_iter();
        let counted = lengths.flat_map(|(seconds, of_files)| {
            std::iter::repeat_n(seconds, of_files.into_iter().max().unwrap_or(0))
        });
        counted.collect()
    }
}

/// Returns which plays are in either file of a history: they overlap, both have the middle of them.
fn parts(plays: &[Play]) -> [Range<usize>; 2] {
    let third = plays.len() / 3;
    [0..plays.len() - third, third..plays.len()]
}

/// Returns the key that each title counts as, of those that count as another.
fn titles_counting_as(conn: &Connection) -> BTreeMap<String, String> {
    let of_titles = rows(
        conn,
        "SELECT a.key, b.key FROM title_aliases
         JOIN titles a ON a.id = alias_id JOIN titles b ON b.id = counts_as",
    );
    let text = |value: &Value| match value {
        Value::Text(text) => text.clone(),
        other => panic!("{other:?}"),
    };
    let pairs = of_titles.iter();
    pairs.map(|row| (text(&row[0]), text(&row[1]))).collect()
}

/// Returns every row that has to count of what these plays are in either history, and of notes of these songs, as names
/// count by now.
fn expected(plays: &[Play], is_apart: bool, notes: &[usize], conn: &Connection) -> Vec<Counted> {
    let merged = rows(conn, "SELECT 1 FROM viewer_aliases");
    let is_apart = is_apart && merged.is_empty();
    let counts_as = titles_counting_as(conn);
    let title_of = |song: usize| {
        let key = name_key(song);
        counts_as.get(&key).cloned().unwrap_or(key)
    };
    let extended = || plays.iter().filter(|play| play.is_in_extended);
    let mut by_start: BTreeMap<(bool, String, i64), OfStart> = BTreeMap::new();
    for song in notes {
        let (start, seconds) = noted(*song);
        let of_start = by_start.entry((false, title_of(*song), start)).or_default();
        of_start.add(seconds, [true, false]);
    }
    for play in extended() {
        let title = format!("#spotify:track:{}{}", play.song, play.id);
        let of_start = by_start
            .entry((false, title, play.starts()[1]))
            .or_default();
        of_start.add(play.seconds(), [true, false]);
        of_start.repeats = true;
    }
    let parts = parts(plays);
    for (place, play) in (0..).zip(plays).filter(|(_, play)| play.is_in_account) {
        let is_same =
            |other: &Play| other.seconds() == play.seconds() && other.end / 60 == play.end / 60;
        if is_apart || !extended().any(is_same) {
            let key = (is_apart, title_of(play.song), play.starts()[0]);
            let files = parts.clone().map(|part| part.contains(&place));
            by_start.entry(key).or_default().add(play.seconds(), files);
        }
    }
    let counted = by_start
        .into_iter()
        .flat_map(|((is_apart, title, start), of_start)| {
            let lengths = of_start.counted().into_iter();
            lengths.map(move |seconds| (is_apart, title.clone(), start, seconds))
        });
    let mut counted: Vec<Counted> = counted.collect();
    counted.sort();
    counted
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn what_both_histories_tell_of_counts_once(
        plays in plays(),
        order in Just([0_usize, 1, 2, 3]).prop_shuffle(),
        deeds in proptest::array::uniform4(between()),
        is_apart in any::<bool>(),
    ) {
        let folder = TempDir::new().expect("a folder");
        let path = folder.path().join("log.db");
        let texts = parts(&plays).into_iter().flat_map(|part| {
            let part = &plays[part];
            let of_account = part.iter().filter(|play| play.is_in_account);
            let of_extended = part.iter().filter(|play| play.is_in_extended);
            [
                of_account.map(|play| play.of_account()).collect::<serde_json::Value>(),
                of_extended.map(|play| play.of_extended()).collect(),
            ]
        });
        let files: Vec<Option<(Source, &str)>> = texts.enumerate().map(|(number, text)| {
            let file = folder.path().join(format!("{number}.json"));
            std::fs::write(&file, text.to_string()).expect("the folder can be written");
            let account = if number % 2 == 0 { account(is_apart) } else { "" };
            // An array of nothing is of no format.
            text.as_array()
                .is_some_and(|all| !all.is_empty())
                .then_some((Source::File(file), account))
        }).collect();
        let files: Vec<_> = order.iter().filter_map(|number| files[*number].clone()).collect();
        prop_assume!(!files.is_empty());

        for ((file, account), deed) in files.iter().zip(deeds) {
            let summary = import(&path, file, account);
            let left_out: u64 = summary.dropped.values().sum();
            prop_assert_eq!(summary.read, summary.added + left_out);
            deed.act(&path);
            prop_assert_eq!(leftovers(&open_read(&path).expect("it opens")), Vec::<Vec<Value>>::new());
            check_cubes(&path)?;
        }
        let conn = || open_read(&path).expect("it opens");
        prop_assert_eq!(counted(&conn()), expected(&plays, is_apart, &[], &conn()));
        let file = folder.path().join("notes.csv");
        std::fs::write(&file, notes()).expect("the folder can be written");
        import(&path, &Source::File(file), "");
        check_cubes(&path)?;
        let found = counted(&conn());
        prop_assert_eq!(&found, &expected(&plays, is_apart, &[0, 1, 2, 3], &conn()));

        // Once more: nothing is added, nothing goes.
        for (file, account) in &files {
            let again = import(&path, file, account);
            prop_assert_eq!((again.added, again.joined, again.updated), (0, 0, 0));
        }
        prop_assert_eq!(counted(&conn()), found);
        check_cubes(&path)?;
    }
}
