//! Two forms of one history in one log.

use predicates::prelude::*;
use predicates::str::contains;

use crate::home::Home;

const ACCOUNT: &str = r#"[{"endTime":"2024-05-01 21:03","artistName":"The Piers","trackName":"Fog","msPlayed":201500}]"#;

const EXTENDED: &str = r#"[{"ts":"2024-05-01T21:03:09Z","ms_played":201500,"master_metadata_track_name":"Fog","master_metadata_album_artist_name":"The Piers","spotify_track_uri":"spotify:track:A"}]"#;

const WARNING: &str = "  spotify-account and spotify-extended can tell of the same plays: what both tell of counts twice; make \
                       the log of one of them\n";

#[test]
fn what_two_exports_tell_of_is_said_to_count_twice() {
    let home = Home::new();
    home.write("account.json", ACCOUNT);
    home.write("extended.json", EXTENDED);
    home.write("other.csv", "title,start\nGull,2024-05-01T20:00:00Z\n");
    let ingest = |file| home.ingest(&[file, "--time-zone", "UTC"]).success();
    ingest("account.json").stdout(contains("twice").not());
    ingest("extended.json").stdout(contains(WARNING).count(1));
    ingest("other.csv").stdout(contains("twice").not());
    let another = Home::new();
    another.write("account.json", ACCOUNT);
    another.write("extended.json", EXTENDED);
    let both = ["account.json", "extended.json", "--time-zone", "UTC"];
    another
        .ingest(&[&both[..], &["--dry-run"]].concat())
        .success()
        .stdout(contains(WARNING).count(1));
    another
        .ingest(&both)
        .success()
        .stdout(contains(WARNING).count(1));
}
