//! Both histories of Spotify in one log: what both tell of counts once, whatever came first.

use std::path::Path;

use bingetop::formats::input::Source;
use bingetop::ingest::aliasing::{Deed, Named, alias};
use bingetop::ingest::options::Options;
use bingetop::ingest::pipeline::ingest;
use bingetop::ingest::progress::Progress;
use bingetop::ingest::summary::Summary;
use bingetop::store::open_read;
use proptest::prelude::*;
use rusqlite::Connection;
use rusqlite::types::Value;
use serde_json::json;
use tempfile::TempDir;

use crate::cubes::check_cubes;
use crate::rows::rows;

/// Artist and song, and how many ids Spotify has for it: an album's, a single's.
const SONGS: [(&str, &str, usize); 4] = [
    ("The Piers", "Low Tide", 2),
    ("The Piers", "Fog", 1),
    ("Ebb", "Low Tide", 1),
    ("Ebb", "Śnieg", 1),
];

/// 2024-01-05 23:58:00, UTC.
const FIRST: i64 = 1_704_499_080;

#[derive(Debug, Clone, Copy)]
struct Play {
    song: usize,
    id: usize,
    /// When it ends, in Unix seconds; no other ends within ten minutes.
    end: i64,
    milliseconds: i64,
    is_in_account: bool,
    is_in_extended: bool,
}

impl Play {
    fn of_account(self) -> serde_json::Value {
        let (artist, song, _) = SONGS[self.song];
        json!({
            "endTime": ended(self.end, "%Y-%m-%d %H:%M"), "artistName": artist, "trackName": song,
            "msPlayed": self.milliseconds,
        })
    }

    fn of_extended(self) -> serde_json::Value {
        let (artist, song, _) = SONGS[self.song];
        json!({
            "ts": ended(self.end, "%Y-%m-%dT%H:%M:%SZ"), "ms_played": self.milliseconds,
            "master_metadata_track_name": song, "master_metadata_album_artist_name": artist,
            "spotify_track_uri": format!("spotify:track:{}{}", self.song, self.id),
        })
    }

    /// Returns what the log has of it: the key of its title, its start and its length; `None` where no file has it.
    fn row(self) -> Option<(String, i64, i64)> {
        let seconds = self.milliseconds / 1_000;
        let (artist, song, _) = SONGS[self.song];
        if self.is_in_extended {
            let key = format!("#spotify:track:{}{}", self.song, self.id);
            return Some((key, self.end - seconds, seconds));
        }
        let key = format!("{}\u{1f}{}", artist.to_lowercase(), song.to_lowercase());
        let row = (key, self.end / 60 * 60 - seconds, seconds);
        self.is_in_account.then_some(row)
    }
}

fn ended(end: i64, form: &str) -> String {
    let end = chrono::DateTime::from_timestamp(end, 0).expect("it is a time");
    end.format(form).to_string()
}

fn plays() -> impl Strategy<Value = Vec<Play>> {
    let play = (
        0..SONGS.len(),
        0_usize..2,
        0_i64..60,
        prop_oneof![Just(0_i64), 1_i64..60_000, 60_000_i64..400_000],
        any::<bool>(),
        any::<bool>(),
    );
    let plays = proptest::collection::vec(play, 1..30);
    plays.prop_map(|plays| {
        let plays = plays.into_iter().zip(0..).map(|(play, number)| {
            let (song, id, second, milliseconds, is_in_account, is_in_extended) = play;
            Play {
                song,
                id: id % SONGS[song].2,
                // Some of them around midnight, some days apart.
                end: FIRST + number * 600 + (number % 5) * 86_400 + second,
                milliseconds,
                is_in_account,
                is_in_extended,
            }
        });
        plays.collect()
    })
}

/// Reads files into a log.
fn import(path: &Path, files: &[Source]) -> Summary {
    let options = Options::plain(chrono_tz::UTC, 1_800_000_000);
    ingest(path, files, &options, &Progress::default(), None).expect("they are read")
}

/// Has the name of a song count as its first id, where the log has both.
fn merge_titles(path: &Path, song: usize) -> bool {
    let (artist, name, _) = SONGS[song];
    let number = |key: String| -> Option<u32> {
        let conn = Connection::open(path).expect("it opens");
        let sql = "SELECT id FROM titles WHERE key = ?1";
        conn.query_row(sql, [key], |row| row.get(0)).ok()
    };
    let name = format!("{}\u{1f}{}", artist.to_lowercase(), name.to_lowercase());
    let pair = (number(name), number(format!("#spotify:track:{song}0")));
    let (Some(alias_of), Some(counts_as)) = pair else {
        return false;
    };
    let deed = Deed::Merge {
        alias: alias_of,
        counts_as,
    };
    alias(path, Named::Title, deed).expect("neither has an alias");
    true
}

/// Titles and shows that nothing is of, and sources that account for other numbers of rows than there are.
fn leftovers(conn: &Connection) -> Vec<Vec<Value>> {
    rows(
        conn,
        "SELECT 'title', key FROM titles t
         WHERE NOT EXISTS (SELECT 1 FROM plays WHERE title_id = t.id)
           AND NOT EXISTS (SELECT 1 FROM title_aliases WHERE t.id IN (alias_id, counts_as))
         UNION ALL
         SELECT 'show', key FROM shows s WHERE NOT EXISTS (SELECT 1 FROM titles WHERE show_id = s.id)
         UNION ALL
         SELECT 'rows', sum(rows) FROM sources HAVING sum(rows) != (SELECT count(*) FROM plays)",
    )
}

/// Returns the key of the title, the start and the length of every row that counts, in order.
fn counted(conn: &Connection) -> Vec<(String, i64, i64)> {
    let sql =
        "SELECT t.key, p.started_at, p.seconds FROM plays p JOIN titles t ON t.id = p.title_id
               ORDER BY 1, 2, 3";
    let mut statement = conn.prepare(sql).expect("the statement is sound");
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    rows.expect("it runs")
        .map(|row| row.expect("it is read"))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn what_both_histories_tell_of_counts_once(
        plays in plays(),
        order in Just([0_usize, 1, 2, 3]).prop_shuffle(),
        files_a_time in 1_usize..5,
        merged in proptest::option::of((0..SONGS.len(), 1_usize..4)),
    ) {
        let folder = TempDir::new().expect("a folder");
        let path = folder.path().join("log.db");
        // The files of either history overlap: both have the middle of its plays.
        let third = plays.len() / 3;
        let parts = [&plays[..plays.len() - third], &plays[third..]];
        let texts = parts.iter().flat_map(|part| {
            let account = part.iter().filter(|play| play.is_in_account);
            let extended = part.iter().filter(|play| play.is_in_extended);
            [
                account.map(|play| play.of_account()).collect::<serde_json::Value>(),
                extended.map(|play| play.of_extended()).collect(),
            ]
        });
        let files: Vec<Option<Source>> = texts.enumerate().map(|(number, text)| {
            let file = folder.path().join(format!("{number}.json"));
            std::fs::write(&file, text.to_string()).expect("the folder can be written");
            // An array of nothing is of no format.
            text.as_array().is_some_and(|all| !all.is_empty()).then_some(Source::File(file))
        }).collect();
        let files: Vec<Source> = order.iter().filter_map(|number| files[*number].clone()).collect();
        prop_assume!(!files.is_empty());

        let mut is_merged = false;
        let mut rows_after = 0;
        for (number, some) in files.chunks(files_a_time).enumerate() {
            if let Some((song, _)) = merged.filter(|(_, when)| *when == number) {
                is_merged = merge_titles(&path, song);
            }
            let summary = import(&path, some);
            let known: u64 = summary.dropped.values().sum();
            prop_assert_eq!(summary.read, summary.added + known);
            prop_assert_eq!(summary.rows, rows_after + summary.added - summary.joined);
            rows_after = summary.rows;
        }

        let name_of = |song: usize| {
            let (artist, name, _) = SONGS[song];
            format!("{}\u{1f}{}", artist.to_lowercase(), name.to_lowercase())
        };
        let mut expected: Vec<_> = plays.iter().filter_map(|play| play.row()).collect();
        for row in &mut expected {
            if let Some((song, _)) = merged.filter(|(song, _)| is_merged && row.0 == name_of(*song)) {
                row.0 = format!("#spotify:track:{song}0");
            }
        }
        expected.sort();
        let conn = open_read(&path).expect("it opens");
        prop_assert_eq!(counted(&conn), expected);
        prop_assert_eq!(leftovers(&conn), Vec::<Vec<Value>>::new());
        check_cubes(&path)?;

        // Once more: nothing is added, nothing goes.
        let again = import(&path, &files);
        prop_assert_eq!((again.added, again.joined, again.updated), (0, 0, 0));
        prop_assert_eq!(again.rows, rows_after);
        check_cubes(&path)?;
    }
}
