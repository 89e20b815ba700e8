//! Aliases and a live log.

use crate::home::Home;
use crate::log::{EARLY, HEADER, LATE};

#[test]
fn what_a_live_log_brings_of_an_alias_counts_as_the_other() {
    let home = Home::with(EARLY, &[]);
    home.run(&["viewers", "merge", "log.db", "Annie", "Ann"])
        .success();
    home.run(&["titles", "merge", "log.db", "Dracula", "Count Dracula"])
        .success();
    let follow = |rows: &str| {
        let mut ingest = home.bingetop();
        ingest.args([
            "ingest", "-", "--format", "csv", "--follow", "--into", "log.db",
        ]);
        ingest.write_stdin(format!("{HEADER}{rows}"));
        ingest.assert().success();
    };
    follow(LATE);
    let renamed = format!("{EARLY}{LATE}")
        .replace("Annie,", "Ann,")
        .replace(",Dracula,,", ",Count Dracula,,");
    home.ingest("other.db", &renamed, &[]);
    let report = home.report("log.db");
    assert_eq!(report, home.report("other.db"));
    home.verify("log.db");
    follow(LATE);
    assert_eq!(home.report("log.db"), report);
}
