//! `--format` with a preset: the user's, from the configuration, and the program's own.

use predicates::str::{contains, starts_with};
use rstest::rstest;

use super::logs::play_log;
use crate::home::Home;

const MY_TV: &str = "theme = \"pink\"\n\n[formats.my-tv]\nmap = \"viewer=user,title=name,start=when,seconds=len:ms\"\n\
                     times-in = \"Europe/Rome\"\n";
const TABLE: &str = "user,name,when,len,other\nann,The Pier,2024-01-05 21:03:11,600000,x\n";
const LINES: &str =
    "{\"user\":\"ann\",\"name\":\"The Pier\",\"when\":\"2024-01-05 21:03:11\",\"len\":600000}\n";

#[rstest]
#[case::table(TABLE, "csv")]
#[case::lines(LINES, "jsonl")]
fn a_preset_reads_a_file_of_any_shape(#[case] content: &str, #[case] format: &str) {
    let home = Home::new();
    home.write("c.toml", MY_TV);
    home.write("plays", content);
    let named = ["plays", "--format", "my-tv"];
    let at = ["--config", "c.toml"];
    home.ingest(&[&named[..], &at].concat())
        .success()
        .stderr("")
        .stdout(starts_with(format!(
            "plays: read as {format}\n1 row read, 1 added"
        )));
    let plays = play_log(&home.log());
    let expected = "The Pier|NULL|NULL|2024-01-05 20:03:11|2024-01-05|600";
    assert!(
        plays.iter().any(|play| play.contains(expected)),
        "{plays:#?}"
    );
    // What the command line says comes first, and nothing is recognised by a preset.
    let tokyo = [&named[..], &at, &["--times-in", "Asia/Tokyo"]].concat();
    home.ingest(&tokyo)
        .success()
        .stdout(contains("1 row read, 1 added"));
    home.ingest(&["plays", "--config", "c.toml"]).code(2);
    home.refuses(
        &[&named[..], &at, &["--map", "title=what"]].concat(),
        "plays",
        "no column named `what`",
    );
}

#[test]
fn the_usual_configuration_is_looked_at() {
    let home = Home::new();
    std::fs::create_dir_all(home.path(".config/bingetop")).expect("a folder");
    home.write(".config/bingetop/config.toml", MY_TV);
    home.write("plays.csv", TABLE);
    home.ingest(&["plays.csv", "--format", "my-tv"]).success();
}

#[rstest]
#[case::of_the_preset(
    "[formats.my-tv]\nmap = \"name=a\"\n",
    "c.toml, line 2, `formats.my-tv.map`: `name` is nothing a row has; known are viewer"
)]
#[case::of_the_file("[formats.my-tv\n", "c.toml, line 1: ")]
#[case::none("", "no format is called `my-tv`; formats known: netflix, ")]
#[case::of_another(
    "[formats.other]\nmap = \"name=a\"\n",
    "no format is called `my-tv`; formats known: netflix, "
)]
fn a_preset_with_a_fault_is_none(#[case] config: &str, #[case] words: &str) {
    let home = Home::new();
    home.write("c.toml", config);
    home.write("plays.csv", TABLE);
    let args = ["plays.csv", "--format", "my-tv", "--config", "c.toml"];
    home.ingest(&args)
        .code(2)
        .stdout("")
        .stderr(starts_with(format!("bingetop: {words}")));
    assert!(!home.log().exists());
}

#[test]
fn a_player_that_writes_scrobbler_log_has_a_preset() {
    let home = Home::new();
    home.write(
        ".scrobbler.log",
        "#AUDIOSCROBBLER/1.1\n#TZ/UTC\n#CLIENT/Rockbox\nThe Piers\tTides\tLow Tide\t3\t201\tL\t1704488591\t\n\
         The Piers\tTides\tFog\t4\t180\tS\t1704488792\t\n",
    );
    home.ingest(&[".scrobbler.log", "--format", "rockbox"])
        .success()
        .stdout(starts_with(
            ".scrobbler.log: read as csv\n2 rows read, 2 added",
        ));
    let plays = play_log(&home.log());
    let expected = "Low Tide|'The Piers'|NULL|2024-01-05 21:03:11|";
    assert!(
        plays.iter().any(|play| play.contains(expected)),
        "{plays:#?}"
    );
}
