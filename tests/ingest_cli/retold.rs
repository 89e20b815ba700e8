//! Two forms of one history in one log.

use predicates::prelude::*;
use predicates::str::contains;

use crate::home::Home;

const SHORT: &str = "Title,Date\n\"Harbour: Season 2: Fog\",\"1/25/24\"\n";

const FULL: &str = "Profile Name,Start Time,Duration,Attributes,Title,Supplemental Video Type,Device Type,Bookmark,Latest \
                    Bookmark,Country\nAnn,2024-01-25 21:03:11,00:41:02,,Harbour: Season 2: Fog,,TV,00:41:02,00:41:02,NL\n";

const WARNING: &str = "  netflix and netflix-history can tell of the same plays: what both tell of counts twice; make the log of \
                       one of them\n";

#[test]
fn what_two_exports_tell_of_is_said_to_count_twice() {
    let home = Home::new();
    home.write("short.csv", SHORT);
    home.write("full.csv", FULL);
    home.write("other.csv", "title,start\nGull,2024-05-01T20:00:00Z\n");
    let ingest = |file| home.ingest(&[file, "--time-zone", "UTC"]).success();
    ingest("short.csv").stdout(contains("twice").not());
    ingest("full.csv").stdout(contains(WARNING).count(1));
    ingest("other.csv").stdout(contains("twice").not());
    let another = Home::new();
    another.write("short.csv", SHORT);
    another.write("full.csv", FULL);
    let both = ["short.csv", "full.csv", "--time-zone", "UTC"];
    another
        .ingest(&[&both[..], &["--dry-run"]].concat())
        .success()
        .stdout(contains(WARNING).count(1));
    another
        .ingest(&both)
        .success()
        .stdout(contains(WARNING).count(1));
}

/// Of the first five, the extended history has the first two, the first under another name: the third is shorter, the fourth
/// ends a minute later, the fifth a minute earlier. The sixth came after that history was asked for.
const ACCOUNT: &str = r#"[
 {"endTime":"2024-05-01 21:03","artistName":"The Piers","trackName":"Fog","msPlayed":201500},
 {"endTime":"2024-05-01 22:03","podcastName":"Ebb","episodeName":"One","msPlayed":60000},
 {"endTime":"2024-05-01 21:03","artistName":"The Piers","trackName":"Fog","msPlayed":40000},
 {"endTime":"2024-05-01 21:04","artistName":"The Piers","trackName":"Fog","msPlayed":201500},
 {"endTime":"2024-05-01 21:02","artistName":"Ebb","trackName":"Fog","msPlayed":201500},
 {"endTime":"2024-06-01 21:03","artistName":"The Piers","trackName":"Fog","msPlayed":201500}]"#;

const EXTENDED: &str = r#"[
 {"ts":"2024-05-01T21:03:00Z","ms_played":201499,"master_metadata_track_name":"Fog - Remastered","master_metadata_album_artist_name":"The Piers","spotify_track_uri":"spotify:track:A"},
 {"ts":"2024-05-01T22:03:59Z","ms_played":60000,"episode_name":"One","episode_show_name":"Ebb","spotify_episode_uri":"spotify:episode:B"}]"#;

const RETOLD: &str = "  2 left out: also told by another source of the log, which knows more\n";

const HOLDS: &str = "holds: 6 rows, 6 plays, 1 viewer, ";

#[test]
fn a_play_that_both_histories_of_spotify_tell_of_counts_once() {
    let report = |home: &Home| {
        let mut report = home.bingetop();
        report.args([
            "report", "log.db", "--range", "all", "--exact", "--by", "title", "--top", "0",
            "--format", "json",
        ]);
        report.assert().success().get_output().stdout.clone()
    };
    let home = || {
        let home = Home::new();
        home.write("account.json", ACCOUNT);
        home.write("extended.json", EXTENDED);
        home
    };
    let (one, other, both) = (home(), home(), home());
    let ingest = |home: &Home, files: &[&str]| {
        let utc = ["--time-zone", "UTC"];
        home.ingest(&[files, &utc].concat()).success()
    };

    ingest(&one, &["account.json"]);
    ingest(&one, &["extended.json"])
        .stdout(contains("2 rows read, 2 added"))
        .stdout(contains(
            "  2 rows of the log joined with another: the same row\n",
        ))
        .stdout(contains(HOLDS));

    ingest(&other, &["extended.json"]);
    ingest(&other, &["account.json"])
        .stdout(contains("6 rows read, 4 added"))
        .stdout(contains(RETOLD))
        .stdout(contains("twice").not())
        .stdout(contains(HOLDS));
    ingest(&other, &["account.json"])
        .stdout(contains("6 rows read, 0 added"))
        .stdout(contains(RETOLD))
        .stdout(contains("  4 left out: already in the log\n"))
        .stdout(contains(HOLDS));

    let files = ["account.json", "extended.json"];
    ingest(&both, &[&files[..], &["--dry-run"]].concat())
        .stdout(contains("8 rows read, 6 would be added"))
        .stdout(contains(RETOLD))
        .stdout(contains("would hold: 6 rows, 6 plays, 1 viewer, "));
    ingest(&both, &files)
        .stdout(contains("8 rows read, 6 added"))
        .stdout(contains(RETOLD))
        .stdout(contains(HOLDS));

    assert_eq!(report(&one), report(&other));
    assert_eq!(report(&one), report(&both));
}

#[test]
fn plays_of_two_accounts_are_those_of_two_listeners() {
    let home = Home::new();
    home.write("account.json", ACCOUNT);
    home.write("extended.json", EXTENDED);
    home.ingest(&["account.json", "--account", "Ann", "--time-zone", "UTC"])
        .success();
    home.ingest(&["extended.json", "--account", "Bob"])
        .success()
        .stdout(contains("joined").not())
        .stdout(contains("holds: 8 rows, 8 plays, 2 viewers, "));
}
