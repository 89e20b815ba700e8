//! Two histories of Spotify of each of two listeners, who share a merged title: forgetting one leaves the other's numbers.

use crate::home::Home;

const ACCOUNT: &str = r#"[
 {"endTime":"2024-01-06 21:03","artistName":"The Piers","trackName":"Fog (Live)","msPlayed":201500},
 {"endTime":"2024-01-07 21:03","artistName":"The Piers","trackName":"Fog (Live)","msPlayed":201500},
 {"endTime":"2024-01-09 21:03","artistName":"The Piers","trackName":"Fog (Live)","msPlayed":201500}]"#;

const EXTENDED: &str = r#"[
 {"ts":"2024-01-06T21:03:20Z","ms_played":201500,"master_metadata_track_name":"Fog","master_metadata_album_artist_name":"The Piers","spotify_track_uri":"spotify:track:A"},
 {"ts":"2024-01-07T21:03:20Z","ms_played":201500,"master_metadata_track_name":"Fog","master_metadata_album_artist_name":"The Piers","spotify_track_uri":"spotify:track:A"}]"#;

/// Makes a log of what these listeners have of either history, whose two names of a song are one.
fn log(home: &Home, log: &str, listeners: &[&str]) {
    home.write("account.json", ACCOUNT);
    home.write("extended.json", EXTENDED);
    for (number, listener) in listeners.iter().enumerate() {
        let import = |file| {
            let into = ["ingest", file, "--into", log, "--account", listener];
            home.run(&[&into[..], &["--keep-names", "--time-zone", "UTC"]].concat())
                .success();
        };
        import("account.json");
        if number == 0 {
            import("extended.json");
            let both = ["The Piers: Fog (Live)", "#spotify:track:A"];
            home.run(&[&["titles", "merge", log], &both[..]].concat())
                .success();
        } else {
            import("extended.json");
        }
    }
}

#[test]
fn what_both_histories_of_others_tell_of_counts_once_still() {
    let home = Home::new();
    log(&home, "both.db", &["ann", "bob"]);
    log(&home, "one.db", &["ann"]);
    home.run(&["forget", "both.db", "me", "--account", "bob"])
        .success();
    assert_eq!(home.report("both.db"), home.report("one.db"));
    assert!(home.report("one.db").contains("\"plays\": 3"));
    home.verify("both.db");
}
