//! Every format, from files, ZIPs and standard input.

use predicates::prelude::*;
use predicates::str::{contains, diff, starts_with};
use rstest::rstest;

use super::logs::{NETFLIX, PLAYS, play_log, query};
use crate::home::Home;
use crate::zipped::zipped;

fn tsv() -> String {
    PLAYS.replace(',', "\t")
}

fn lines() -> String {
    [
        r#"{"viewer":"ann","title":"The Pier","show":"Harbour","kind":"episode","started_at":"2024-01-05T21:03:11Z","seconds":2462}"#,
        r#"{"viewer":"bob","title":"Low Tide","show":"The Piers","kind":"track","ended_at":1704492201000,"seconds":"201000ms"}"#,
        r#"{"viewer":"ann","title":"A Winter Prince","kind":"movie","started_at":1704571200,"ended_at":1704576600}"#,
    ]
    .join("\n")
}

#[rstest]
#[case::csv("plays.csv", PLAYS.to_owned(), "csv")]
#[case::semicolons("plays.csv", PLAYS.replace(',', ";"), "csv")]
#[case::bars("plays.csv", PLAYS.replace(',', "|"), "csv")]
#[case::tsv("plays.tsv", tsv(), "csv")]
#[case::marked_and_crlf("plays.txt", format!("\u{feff}{}", PLAYS.replace('\n', "\r\n")), "csv")]
#[case::jsonl("plays.jsonl", lines(), "jsonl")]
#[case::no_name_tells("plays", lines(), "jsonl")]
fn one_log_comes_of_every_format(
    #[case] name: &str,
    #[case] content: String,
    #[case] format: &str,
) {
    let expected = Home::with_log().plays_without_hashes();
    let zip = zipped(&[
        ("readme.pdf", b"%PDF-1.7\0"),
        ("__MACOSX/plays.csv", b"title,started_at\n"),
        ("export/plays", content.as_bytes()),
    ]);
    let home = Home::new();
    home.write(name, &content);
    home.ingest(&[name])
        .success()
        .stdout(starts_with(format!("{name}: read as {format}\n")))
        .stderr("");
    assert_eq!(home.plays_without_hashes(), expected);
    let before = home.dump();
    home.write("export.zip", &zip);
    home.ingest(&["export.zip"])
        .success()
        .stdout(starts_with(format!(
            "export.zip: export/plays: read as {format}\n3 rows read, 0 added to log.db\n  \
             3 left out: already in the log\n"
        )));
    home.ingest_piped(content.as_bytes(), &[])
        .success()
        .stdout(starts_with(format!(
            "standard input: read as {format}\n3 rows read, 0 added"
        )));
    home.ingest_piped(&zip, &[])
        .success()
        .stdout(starts_with(format!(
            "standard input: export/plays: read as {format}\n3 rows read, 0 added"
        )));
    assert_eq!(home.dump(), before);
}

#[rstest]
#[case::delimiter_named(format!("sep=|\r\n{}", PLAYS.replace(',', "|").replace('\n', "\r\n")))]
#[case::marked(format!("\u{feff}sep=;\n{}", PLAYS.replace(',', ";")))]
#[case::title(format!("What we saw, 2024\n\n{PLAYS}"))]
#[case::blanks_around_quotes(format!("\"{}\"\n", PLAYS.trim_end().replace(',', "\" , \"").replace('\n', "\"\n\"")))]
fn what_spreadsheets_and_editors_add_is_passed_over(#[case] content: String) {
    let expected = Home::with_log().plays_without_hashes();
    let home = Home::new();
    home.write("plays.csv", content);
    home.ingest(&["plays.csv"])
        .success()
        .stdout(starts_with("plays.csv: read as csv\n3 rows read, 3 added"));
    assert_eq!(home.plays_without_hashes(), expected);
}

#[rstest]
#[case::file("activity.csv", NETFLIX.as_bytes().to_vec(), "activity.csv")]
#[case::zip(
    "netflix-report.zip",
    netflix_zip(),
    "netflix-report.zip: CONTENT_INTERACTION/ViewingActivity.csv"
)]
#[case::piped("-", NETFLIX.as_bytes().to_vec(), "standard input")]
#[case::piped_zip(
    "-",
    netflix_zip(),
    "standard input: CONTENT_INTERACTION/ViewingActivity.csv"
)]
fn netflix_is_read_as_it_sends_itself(
    #[case] name: &str,
    #[case] content: Vec<u8>,
    #[case] part: &str,
) {
    let home = Home::new();
    let flags = ["--time-zone", "Europe/Amsterdam", "--day-starts", "04:00"];
    let ingested = if name == "-" {
        home.ingest_piped(&content, &flags)
    } else {
        home.write(name, &content);
        home.ingest(&[&[name], &flags[..]].concat())
    };
    // Of a ZIP, what is no play log is named.
    let passed_over = match part.strip_suffix("CONTENT_INTERACTION/ViewingActivity.csv") {
        Some(zip) => format!(
            "  2 files passed over: {zip}CONTENT_INTERACTION/MyList.csv, {zip}Cover sheet.pdf\n"
        ),
        None => String::new(),
    };
    ingested.success().stderr("").stdout(diff(format!(
        "{part}: read as netflix
26 rows read, 19 added to log.db
  5 left out: trailers, recaps and other extras
  1 left out: repeats within a file
{passed_over}  1 refused:
    {part}:26: start `yesterday` is no time; write 2024-01-05T21:03:11Z, 2024-01-05 21:03:11 or Unix seconds
The log holds: 19 rows, 16 plays, 5 viewers, 2023-12-30..2024-01-07 (days start at 04:00 in Europe/Amsterdam)
"
    )));
}

fn netflix_zip() -> Vec<u8> {
    zipped(&[
        ("Cover sheet.pdf", b"%PDF-1.4\0\0"),
        (
            "CONTENT_INTERACTION/MyList.csv",
            b"Profile Name,Title Name\nAnn,X\n",
        ),
        (
            "CONTENT_INTERACTION/ViewingActivity.csv",
            NETFLIX.as_bytes(),
        ),
    ])
}

#[test]
fn columns_are_what_the_map_says() {
    let home = Home::new();
    home.write(
        "mine.csv",
        "Who;Media;Part of;Sort;Began;Over;Secs;Key;Reached;Runtime;viewer\n\
         ann;Dracula;Classics;movie;2024-01-05T21:00:00Z;;1800;d31;1800;4500;x\n\
         ann;Dracula (1931);Classics;movie;2024-01-06T21:00:00Z;;2700;d31;4500;4500;x\n\
         bob;Dracula;;movie;;2024-01-06T21:00:00Z;600;d58;;;x\n",
    );
    let map = "viewer=Who,title=Media,show=Part of,kind=Sort,start=Began,end=Over,seconds=Secs,\
               id=Key,position=Reached,length=Runtime";
    home.ingest(&[
        "mine.csv",
        "--map",
        map,
        "--keep-names",
        "--time-zone",
        "UTC",
    ])
    .success()
    .stdout(contains("3 rows, 2 plays, 2 viewers"));
    let plays = play_log(&home.log());
    let without_number = plays.iter().filter_map(|play| play.split_once('|'));
    let without_number: Vec<&str> = without_number.map(|(_, play)| play).collect();
    for expected in [
        "'ann'|Dracula (1931)|'Classics'|'film'|2024-01-05 21:00:00|2024-01-05|1800|1800|play",
        "'ann'|Dracula (1931)|'Classics'|'film'|2024-01-06 21:00:00|2024-01-06|2700|4500|continuation",
        "'bob'|Dracula|NULL|'film'|2024-01-06 20:50:00|2024-01-06|600|NULL|play",
    ] {
        assert!(without_number.contains(&expected), "{without_number:#?}");
    }
    let lengths = "SELECT concat(key, ' ', length_seconds) FROM titles ORDER BY key";
    assert_eq!(query(&home.log(), lengths), ["#d31 4500", "#d58 "]);
}

#[test]
fn a_column_of_lengths_may_state_its_unit() {
    let home = Home::new();
    let row = r#"{"what":"Low Tide","at":"2024-05-01T21:03:00Z","msPlayed":201000,"runtime":3.5}"#;
    home.write("plays.jsonl", row);
    let map = "title=what,start=at,seconds=msPlayed:ms,length=runtime:min";
    home.ingest(&["plays.jsonl", "--map", map]).success();
    let sql = "SELECT concat(seconds, ' ', length_seconds) FROM plays, titles";
    assert_eq!(query(&home.log(), sql), ["201 210"]);
    home.refuses(
        &[
            "plays.jsonl",
            "--map",
            "title=what,start=at,seconds=runtime:h",
        ],
        "plays.jsonl",
        "line 1: `h` is no unit for the column `runtime`; known are s, ms, min",
    );
}

#[rstest]
#[case("viewer", "`viewer` names no column; write for example title=COLUMN")]
#[case("user=Who", "`user` is nothing a row has; known are viewer, title")]
#[case("title=A,title=B", "`title` is mapped twice")]
fn a_map_that_means_nothing_is_refused(#[case] map: &str, #[case] words: &str) {
    let home = Home::with_log();
    home.ingest(&["plays.csv", "--map", map])
        .code(2)
        .stderr(contains(words));
}

#[test]
fn a_mapped_column_must_be_there() {
    let home = Home::with_log();
    home.refuses(
        &["plays.csv", "--map", "viewer=Who"],
        "plays.csv",
        "line 1: no column named `Who`; it has: viewer, title, ",
    );
    for flags in [&[][..], &["--format", "csv"]] {
        home.refuses(
            &[&["plays.csv", "--map", "title=titel"], flags].concat(),
            "plays.csv",
            "no column named `titel`; it has: title, viewer, ",
        );
    }
    home.write("diary", "Dear diary\n");
    home.refuses(
        &["diary", "--map", "title=Dear"],
        "diary",
        "begins with `Dear diary`; name the format with --format",
    );
}

#[test]
fn a_netflix_export_mapped_by_hand_is_a_table() {
    let home = Home::new();
    home.write("activity.csv", NETFLIX);
    let map = "viewer=Profile Name,title=Title,start=Start Time,seconds=Duration";
    home.ingest(&["activity.csv", "--map", map, "--time-zone", "UTC"])
        .success()
        .stdout(starts_with(
            "activity.csv: read as csv\n26 rows read, 24 added",
        ));
}

#[test]
fn the_format_named_is_the_format_read() {
    let home = Home::new();
    home.write("broken.jsonl", include_str!("../fixtures/broken.jsonl"));
    home.ingest(&["broken.jsonl", "--format", "jsonl"])
        .success()
        .stdout(starts_with(
            "broken.jsonl: read as jsonl\n10 rows read, 2 added",
        ));
    home.write("plays.csv", PLAYS);
    home.refuses(
        &["plays.csv", "--format", "netflix"],
        "plays.csv",
        "line 1: no column named `Profile Name`; ask Netflix for all your data",
    );
    home.ingest(&["plays.csv", "--format", "vhs"])
        .code(2)
        .stderr(contains(
            "no format is called `vhs`; formats known: netflix, netflix-history, letterboxd, spotify-account, spotify-extended, youtube, youtube-html, lastfm, lastfmstats, listenbrainz, trakt, apple-music, prime-video, tautulli, tautulli-history, jellystat, jellystat-lines, playback-reporting, playback-reporting-backup, plex, parquet, jsonl, json, csv, scrobbles, rockbox",
        ));
}

#[test]
fn the_summary_says_why_a_file_is_held_to_be_of_its_format() {
    let home = Home::new();
    let members = [("a.csv", PLAYS.as_bytes()), ("b.csv", NETFLIX.as_bytes())];
    home.write("both.zip", zipped(&members));
    home.write("plays.txt", PLAYS);
    let mut ingest = home.bingetop();
    ingest.args(["ingest", "both.zip", "--into", "log.db"]);
    ingest.assert().success().stdout(starts_with(
        "both.zip: a.csv: read as csv (its header has a title and a start or an end)\n\
         both.zip: b.csv: read as netflix (its header has Profile Name, Start Time, Duration and Title)\n\
         29 rows read",
    ));
    let mut ingest = home.bingetop();
    ingest.args(["ingest", "plays.txt", "--format", "csv", "--into", "log.db"]);
    ingest.assert().success().stdout(starts_with(
        "plays.txt: read as csv (--format says so)\n3 rows read",
    ));
}

#[test]
fn of_a_zip_only_members_in_the_format_named_are_read() {
    let home = Home::new();
    let members = [("a.csv", PLAYS.as_bytes()), ("b.csv", NETFLIX.as_bytes())];
    home.write("both.zip", zipped(&members));
    home.ingest(&["both.zip", "--format", "netflix", "--dry-run"])
        .success()
        .stdout(
            starts_with("both.zip: b.csv: read as netflix\n26 rows read")
                .and(contains("\n  1 file passed over: both.zip: a.csv\n")),
        );
    home.ingest(&["both.zip"]).success().stdout(
        starts_with("both.zip: a.csv: read as csv\nboth.zip: b.csv: read as netflix\n29 rows read")
            .and(contains("passed over").not()),
    );
}

impl Home {
    /// Returns the plays without hashes, which differ from key to key, and without days, which differ
    /// from zone to zone.
    fn plays_without_hashes(&self) -> Vec<String> {
        let plays = play_log(&self.log()).into_iter().map(|play| {
            let mut cells: Vec<&str> = play.split('|').collect();
            cells.remove(6);
            cells[1..].join("|")
        });
        let mut plays: Vec<String> = plays.collect();
        plays.sort();
        plays
    }
}
