//! What scripts rely on: exit codes, completions, the manual page, examples that work, and what is printed of the keys.
#![cfg(unix)]

#[path = "support/home.rs"]
mod home;

use std::fmt::Write as _;
use std::process::Output;

use bingetop::app::bindings::Bindings;
use home::Home;
use rstest::rstest;

/// A home with all that the examples name.
fn home() -> Home {
    let home = Home::new();
    let mut rows = String::from("viewer,title,start,seconds\n");
    let mut odd = String::from("who,what,at\n");
    let mut lines = String::new();
    for day in 1..=20 {
        for viewer in 1..=12 {
            let start = format!("2017-12-{day:02} 20:00:00");
            let _ = writeln!(rows, "v{viewer},A Christmas Prince,{start},5400");
            let _ = writeln!(odd, "w{viewer},Harbour,{start}");
            let _ = writeln!(
                lines,
                "{{\"viewer\":\"v{viewer}\",\"title\":\"Low Tide\",\"started_at\":\"{start}\",\"seconds\":900}}"
            );
        }
    }
    let files = [
        ("plays.csv", rows.as_str()),
        ("odd.csv", &odd),
        ("plays.jsonl", &lines),
    ];
    for (name, text) in files {
        std::fs::write(home.path(name), text).expect("a file");
    }
    let export = include_str!("fixtures/netflix.csv");
    std::fs::write(home.path("ViewingActivity.csv"), export).expect("a file");
    let ingest = "ingest plays.csv --into plays.db --time-zone Europe/Rome";
    home.bingetop().args(ingest.split(' ')).assert().success();
    std::fs::copy(home.path("plays.db"), home.path("bad.db")).expect("a copy");
    let bad = rusqlite::Connection::open(home.path("bad.db")).expect("a log");
    bad.execute_batch("DELETE FROM cubes").expect("a statement");
    home
}

fn run(home: &Home, line: &str) -> Output {
    let program = assert_cmd::cargo::cargo_bin!("bingetop");
    let folder = program.parent().expect("a folder").display();
    let path = std::env::var("PATH").unwrap_or_default();
    let mut shell = std::process::Command::new("sh");
    shell
        .args(["-c", line])
        .current_dir(home.path(""))
        .env("PATH", format!("{folder}:{path}"))
        .env("HOME", home.path(""))
        .env("XDG_STATE_HOME", home.path(""))
        .env("XDG_CONFIG_HOME", home.path(".config"));
    shell.output().expect("a shell")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[rstest]
#[case::dashboard("")]
#[case::ingest("ingest")]
#[case::report("report")]
#[case::formats("formats")]
#[case::publish("publish")]
#[case::emit_sql("emit-sql")]
fn every_example_of_the_help_works(#[case] subcommand: &str) {
    let home = home();
    let help = run(&home, &format!("bingetop {subcommand} --help"));
    let help = text(&help.stdout);
    let (_, examples) = help.split_once("Examples:\n").expect("there are examples");
    // A long one goes on in the next line, as in a shell.
    let examples = examples.replace("\\\n", " ");
    let lines: Vec<&str> = examples
        .lines()
        .filter_map(|line| line.strip_prefix("  bingetop"))
        .collect();
    assert!((3..=5).contains(&lines.len()), "{examples}");
    for line in lines {
        let output = run(&home, &format!("bingetop{line}"));
        assert!(
            output.status.success(),
            "bingetop{line}: {}",
            text(&output.stderr)
        );
        assert!(!output.stdout.is_empty(), "bingetop{line} prints nothing");
    }
}

#[rstest]
#[case::done("bingetop report plays.db", 0)]
#[case::nothing_to_do("bingetop ingest plays.csv --into plays.db", 0)]
#[case::sound("bingetop verify plays.db --windows 2", 0)]
#[case::help("bingetop --help", 0)]
#[case::version("bingetop --version", 0)]
#[case::reader_gone("bingetop report plays.db | true", 0)]
#[case::rows_refused(
    "printf 'viewer,title,start\\na,X,never\\na,X,2017-12-01\\n' | bingetop ingest - --into plays.db",
    0
)]
#[case::damaged("bingetop verify bad.db", 1)]
#[case::no_file("bingetop report gone.db", 2)]
#[case::no_log("bingetop verify plays.csv", 2)]
#[case::no_option("bingetop report plays.db --no-such", 2)]
#[case::no_command("bingetop reprot plays.db", 2)]
#[case::no_range("bingetop report plays.db --range '30 dais'", 2)]
#[case::no_title("bingetop plays.db --title Nothing", 2)]
#[case::nothing_read("bingetop ingest gone.csv --into plays.db", 2)]
#[case::no_config("bingetop plays.db --config gone.toml", 2)]
#[case::faulty_config("printf 'theme = 3\\n' > c.toml; bingetop plays.db --config c.toml", 0)]
fn exit_codes_are_those_of_the_document(#[case] line: &str, #[case] code: i32) {
    let home = home();
    let output = run(&home, line);
    assert_eq!(output.status.code(), Some(code), "{}", text(&output.stderr));
    assert!(code != 2 || !output.stderr.is_empty(), "it says why");
    let document = include_str!("../docs/SCRIPTS.md");
    assert!(document.contains(&format!("| {code} |")));
}

#[rstest]
#[case::bash("bash", "complete -F _bingetop")]
#[case::zsh("zsh", "#compdef bingetop")]
#[case::fish("fish", "complete -c bingetop")]
fn completions_are_printed(#[case] shell: &str, #[case] words: &str) {
    let home = home();
    let output = run(&home, &format!("bingetop completions {shell}"));
    let printed = text(&output.stdout);
    assert!(
        output.status.success() && printed.contains(words),
        "{printed}"
    );
    assert!(printed.contains("--streak") || printed.contains("-l streak"));
    if shell == "bash" {
        let sourced = run(&home, "bingetop completions bash > c && bash -n c");
        assert!(sourced.status.success(), "{}", text(&sourced.stderr));
    }
}

#[test]
fn the_manual_page_has_every_command_and_key() {
    let home = home();
    let page = text(&run(&home, "bingetop man").stdout).replace("\\-", "-");
    let bindings = Bindings::default();
    for (command, keys) in bindings.all() {
        assert!(page.contains(command.name), "{}", command.name);
        let letters = keys.iter().map(|key| key.spelled());
        for key in letters.filter(|key| key.chars().all(char::is_alphanumeric)) {
            assert!(page.contains(&key), "{key}");
        }
    }
    for heading in [
        "SH NAME",
        "SH OPTIONS",
        "BINGETOP INGEST",
        "BINGETOP REDUCE",
        "SH KEYS",
        "BINGETOP VIEWERS MERGE",
        "SH EXAMPLES",
        "SH \"EXIT STATUS\"",
    ] {
        assert!(page.contains(heading), "{heading} in\n{page}");
    }
}

#[test]
fn the_keys_in_effect_are_printed() {
    let home = home();
    let printed = text(&run(&home, "bingetop --print-keys").stdout);
    assert_eq!(printed.lines().count(), Bindings::default().all().count());
    let line = |printed: &str| {
        let mut lines = printed.lines();
        lines
            .find(|line| line.starts_with("pause"))
            .map(str::to_owned)
    };
    assert!(line(&printed).is_some_and(|line| line.contains(" p ")));
    std::fs::write(home.path("c.toml"), "[keys]\npause = \"F5\"\n").expect("a file");
    let printed = text(&run(&home, "bingetop --config c.toml --print-keys").stdout);
    assert!(line(&printed).is_some_and(|line| line.contains(" F5 ")));
}

#[test]
fn the_printed_configuration_is_read_without_a_word() {
    let home = home();
    let line = "bingetop --print-config > c.toml && bingetop --config c.toml --print-keys > with && bingetop --print-keys > without && cmp with without";
    let output = run(&home, line);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn a_minimum_of_the_configuration_hides_more_and_never_less() {
    let home = home();
    let report = |minimum: u32| {
        let config = format!("minimum_cohort = {minimum}\n");
        std::fs::write(home.path("c.toml"), config).expect("a file");
        let line = "bingetop report plays.db --config c.toml --panel streaks";
        text(&run(&home, line).stdout)
    };
    let plain = text(&run(&home, "bingetop report plays.db --panel streaks").stdout);
    assert!(plain.contains("A Christmas Prince") && plain.contains("12"));
    assert_eq!(report(2), plain, "the log's own minimum of 10 stays");
    assert_ne!(report(13), plain);
    assert!(
        report(13).contains("<13") || !report(13).contains("  12"),
        "{}",
        report(13)
    );
}

#[test]
fn a_fuzzy_filter_lists_the_rows_of_a_plain_one() {
    let home = home();
    run(
        &home,
        "bingetop ingest odd.csv --into plays.db --map viewer=who,title=what,start=at",
    );
    let listed = |filter: &str| {
        let line =
            format!("bingetop report plays.db --filter '{filter}' --panel streaks --format csv");
        text(&run(&home, &line).stdout)
    };
    assert_eq!(listed("~chrstms prnce"), listed("christmas"));
    assert_eq!(listed("~xmas prince"), listed("christmas"));
    assert_ne!(listed("~hrbr"), listed("christmas"));
    assert_eq!(listed("~"), listed(""));
}
