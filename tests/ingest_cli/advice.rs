//! What is said of files in no known format, and that it can be followed.

use predicates::str::starts_with;
use rstest::rstest;

use crate::home::Home;

const GERMAN: &str = "\
Meine Filme;;;
Nutzer;Titel;Gesehen am;Dauer (min)
ann;Der Pier;5.1.2024;90
ann;Nebel, dicht;6.1.2024;41
";
const ITALIAN: &str = "utente,titolo,data,durata\nann,Il molo,2024-01-05 21:03:11,00:41:02\nbob,Nebbia,2024-01-06 21:03:11,12\n";
const AMERICAN: &str = "Movie,Date Watched\nThe Pier,1/25/24\nFog,1/5/24\n";
const HEADLESS: &str =
    "ann;The Pier;2024-01-05T21:03:11Z;2462\nbob;Fog, thick;2024-01-06T21:03:11Z;60\n";
const STRANGE: &str =
    "Who's it,\"What, then\",$(when)\nann,The Pier,1704488591\nbob,Fog,1704488592\n";
const TWICE: &str = "name,name,date\nx,The Pier,2024-01-05T21:03:11Z\nx,Fog,2024-01-06T21:03:11Z\n";
const LINES: &str = r#"{"track":{"name":"Low Tide","artists":[{"name":"The Piers"}]},"played_at":"2024-01-05T21:03:11Z","context":{"type":"x"}}
{"track":{"name":"Fog","artists":[{"name":"The Piers"}]},"played_at":"2024-01-05T21:08:11Z","context":null}
"#;
const ARRAY: &str = r#"[{"id":1,"what":"The Pier","gesehen":1704488591000,"ms_played":201000},
 {"id":2,"what":"Fog","gesehen":1704488592000,"ms_played":1000}]"#;

#[rstest]
#[case::german(GERMAN)]
#[case::italian(ITALIAN)]
#[case::american(AMERICAN)]
#[case::headless(HEADLESS)]
#[case::strange_names(STRANGE)]
#[case::names_that_come_twice(TWICE)]
#[case::lines(LINES)]
#[case::array(ARRAY)]
fn what_is_advised_reads_the_file(#[case] content: &str) {
    let home = Home::new();
    home.write("plays", content);
    let said = home.ingest(&["plays"]).code(2).get_output().stderr.clone();
    let said = String::from_utf8(said).unwrap();
    let (_, advice) = said.split_once("perhaps it is read with ").expect(&said);
    let (advice, _) = advice.split_once("; `bingetop formats`").expect(&said);
    let options = advice.split(" (say ").next().unwrap();
    let line = format!("\"$BINGETOP\" ingest plays --into log.db --time-zone UTC {options}");
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", &line]).current_dir(home.path(""));
    for variable in ["HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"] {
        shell.env(variable, home.path(""));
    }
    shell.env("BINGETOP", assert_cmd::cargo::cargo_bin!("bingetop"));
    let output = shell.output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{line}: {output:?}");
    assert!(told.contains("2 rows read, 2 added"), "{line}: {told}");
}

#[test]
fn the_first_lines_are_shown_without_control_characters() {
    let home = Home::new();
    let lines = "some\u{1b}[31mthing\nelse\u{202e}\n\nagain\nand again\n";
    home.write("notes", lines);
    home.refuses(
        &["notes"],
        "notes",
        "it begins with `some [31mthing`, `else`, `again`; say which",
    );
}

#[test]
fn keys_are_shown_with_their_values() {
    let home = Home::new();
    home.write(
        "shop.json",
        r#"[{"item":{"name":"Pier\u001b"},"price":7,"sold":true}]"#,
    );
    let words =
        "it has the keys item.name (`Pier `), price (`7`), sold; say which column holds what";
    home.refuses(&["shop.json"], "shop.json", words);
}

#[test]
fn a_mapping_that_lacks_something_is_told_a_whole_one() {
    let home = Home::new();
    home.write("film.csv", "film,date\nThe Pier,2024-01-05\n");
    home.refuses(
        &["film.csv", "--map", "title=film"],
        "film.csv",
        "no column is said to hold a start or an end; it has: film, date; perhaps it is read with --map \
         'title=film,start=date'",
    );
    home.ingest(&["film.csv", "--map", "title=1,start=5"])
        .code(2);
    home.refuses(
        &["film.csv", "--map", "title=1,start=5"],
        "film.csv",
        "no column has the number 5; there are 2, in the first line: 1 `film`, 2 `date`; perhaps",
    );
    home.ingest(&["film.csv", "--map", "title=1,start=2"])
        .success()
        .stdout(starts_with(
            "film.csv: read as csv\n2 rows read, 1 added to log.db\n  1 left out: the header, since",
        ));
}

#[test]
fn an_object_with_the_rows_in_it_is_told_with_their_key() {
    let home = Home::new();
    let rows = r#"[{"track":{"name":"Pier"},"when":"2024-01-05T21:03:11Z"},{"track":{"name":"Fog"},"when":null}]"#;
    let words = "it has objects under `plays`: the first has the keys track.name (`Pier`), when (`2024-01-05T21:03:11Z`); write \
                 them alone, with jq .plays FILE > plays.json, and import that; perhaps it is read with --map \
                 'title=track.name,start=when'";
    for object in [
        format!("{{\"user\":\"ann\",\"plays\":{rows}}}"),
        format!("{{\n  \"user\": \"ann\",\n  \"plays\": {rows}\n}}\n"),
    ] {
        home.write("plays.json", object);
        home.refuses(&["plays.json"], "plays.json", words);
        home.refuses(
            &["plays.json", "--map", "title=track.name"],
            "plays.json",
            words,
        );
    }
    home.write("alone.json", rows);
    home.ingest(&["alone.json", "--map", "title=track.name,start=when"])
        .success();
}
