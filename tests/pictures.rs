//! `bingetop snapshot` as people run it, and the pictures of the README.

use std::path::{Path, PathBuf};

use predicates::prelude::*;
use predicates::str::contains;
use rstest::rstest;

#[path = "support/home.rs"]
mod home;

use home::Home;

/// The pictures of the README, and how they are made of the built-in sample.
const README: [(&str, &[&str]); 2] = [
    ("main.svg", &[]),
    ("page.svg", &["--title", "A Christmas Prince"]),
];

/// What makes the pictures of the README anew.
const RENEW: &str = "RENEW_PICTURES=1 cargo test --test pictures readme";

impl Home {
    fn snapshot(&self, options: &[&str]) -> assert_cmd::assert::Assert {
        let mut snapshot = self.bingetop();
        snapshot.arg("snapshot").args(options);
        snapshot.assert()
    }

    /// Returns the bytes of a picture on standard output.
    fn bytes(&self, options: &[&str]) -> Vec<u8> {
        let all = [options, &["--out", "-"]].concat();
        let output = self.snapshot(&all).success().stderr("");
        output.get_output().stdout.clone()
    }

    /// Returns the text of a picture.
    fn text(&self, options: &[&str]) -> String {
        let all = [options, &["--format", "txt"]].concat();
        String::from_utf8(self.bytes(&all)).expect("text is text")
    }

    /// Makes a log of the program's own sample.
    fn with_sample(name: &str) -> Self {
        let home = Self::new();
        std::fs::write(home.path(name), bingetop::commands::SAMPLE.as_slice())
            .expect("a file is written");
        home
    }

    fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.path("")).expect("the home is read");
        let name = |entry: std::io::Result<std::fs::DirEntry>| entry.expect("an entry").file_name();
        let mut names: Vec<String> = entries
            .map(|entry| name(entry).to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

#[test]
fn the_pictures_of_the_readme_are_those_of_the_program() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/screenshots");
    let home = Home::new();
    let mut drifted = Vec::new();
    for (name, options) in README {
        let path: PathBuf = folder.join(name);
        let bytes = home.bytes(&[options, &["--format", "svg"]].concat());
        if std::env::var_os("RENEW_PICTURES").is_some() {
            std::fs::write(&path, &bytes).expect("the picture is written");
        }
        if std::fs::read(&path).ok() != Some(bytes) {
            drifted.push(name);
        }
    }
    assert!(
        drifted.is_empty(),
        "{drifted:?} drifted; look at them after `{RENEW}`"
    );
}

#[test]
fn the_readme_shows_its_pictures() {
    let readme = include_str!("../README.md");
    for (name, _) in README {
        assert!(
            readme.contains(&format!("](assets/screenshots/{name})")),
            "{name}"
        );
    }
}

#[test]
fn a_picture_opens_where_the_dashboard_would() {
    let home = Home::new();
    let page = home.text(&["--title", "A Christmas Prince", "--range", "18d"]);
    assert!(
        page.contains("Still going after") && page.contains("2017-11-23 → 12-10"),
        "{page}"
    );
    let options = ["--streak", "18", "--by", "title", "--compare", "off"];
    let main = home.text(&options);
    assert!(
        main.contains("18+ days") && main.contains("Binge streaks · by title"),
        "{main}"
    );
    assert!(!main.contains("vs "), "{main}");
    let tabs = home.text(&["--panel", "3", "--size", "80x24"]);
    assert!(
        tabs.contains("[3 Cohorts]") && tabs.lines().count() == 24,
        "{tabs}"
    );
}

#[test]
fn keys_are_pressed_one_after_the_other() {
    let home = Home::new();
    let pressed = home.text(&["--keys", "d,text:last 18 days,Enter,2,Down,Enter"]);
    let asked = home.text(&["--range", "18d", "--title", "A Christmas Prince"]);
    let window = "2017-11-23 → 12-10";
    assert!(
        pressed.contains(window) && asked.contains(window),
        "{pressed}"
    );
    assert!(pressed.contains("Still going after"), "{pressed}");
    let range = home.text(&["--keys", "d,text:last wek"]);
    assert!(range.contains("`wek` is none of"), "{range}");
    let help = home.text(&["--keys", "?"]);
    assert!(
        help.contains("Help") && help.contains("Panel 1, binge streaks"),
        "{help}"
    );
}

#[test]
fn small_cohorts_are_hidden_until_a_key_shows_them_and_then_the_picture_says_so() {
    let home = Home::new();
    for format in ["txt", "html", "ansi", "svg"] {
        let of = |keys| {
            let bytes = home.bytes(&["--format", format, "--keys", keys]);
            String::from_utf8(bytes).expect("text is text")
        };
        let hidden = if format == "html" || format == "svg" {
            "&lt;10"
        } else {
            "<10"
        };
        let (guarded, revealed) = (of("Down"), of("Down,x"));
        assert!(
            guarded.contains(hidden) && !guarded.contains("exact"),
            "{format}"
        );
        assert!(
            !revealed.contains(hidden) && revealed.contains("exact"),
            "{format}"
        );
        assert_eq!(of("x,x,Down"), guarded, "{format}");
    }
}

#[test]
fn files_are_what_their_names_say() {
    let home = Home::with_sample("plays.db");
    let begins: [(&str, &[u8]); 5] = [
        ("a.svg", b"<svg "),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.html", b"<!DOCTYPE html>"),
        ("a.txt", b" plays.db"),
        ("a.ansi", b" plays.db"),
    ];
    for (name, begin) in begins {
        home.snapshot(&["plays.db", "--out", name])
            .success()
            .stdout("")
            .stderr("");
        let bytes = std::fs::read(home.path(name)).expect("a picture");
        assert!(bytes.starts_with(begin), "{name}");
        // The same log and the same options make the same bytes, on whatever way.
        let format = &name[2..];
        assert_eq!(
            home.bytes(&["plays.db", "--format", format]),
            bytes,
            "{name}"
        );
    }
    home.snapshot(&["--out", "b", "--format", "svg"]).success();
    let wanted = [
        "a.ansi", "a.html", "a.png", "a.svg", "a.txt", "b", "plays.db",
    ];
    assert_eq!(home.files(), wanted, "nothing else is left");
}

#[test]
fn a_file_that_is_there_stays_unless_it_is_to_be_replaced() {
    let home = Home::with_sample("plays.db");
    std::fs::write(home.path("a.txt"), "mine").expect("a file is written");
    home.snapshot(&["--out", "a.txt"]).code(2).stderr(contains(
        "a.txt: exists already; name a new file, or replace it with --force",
    ));
    assert_eq!(std::fs::read(home.path("a.txt")).expect("a file"), b"mine");
    home.snapshot(&["--out", "a.txt", "--force"]).success();
    let text = std::fs::read_to_string(home.path("a.txt")).expect("a file");
    assert!(text.contains("A Christmas Prince"));
}

#[cfg(unix)]
#[test]
fn of_a_link_the_file_it_leads_to_is_replaced() {
    let home = Home::new();
    std::fs::write(home.path("a.txt"), "mine").expect("a file is written");
    std::os::unix::fs::symlink("a.txt", home.path("b.txt")).expect("a link is made");
    home.snapshot(&["--out", "b.txt", "--force"]).success();
    assert!(home.path("b.txt").is_symlink());
    let text = std::fs::read_to_string(home.path("a.txt")).expect("a file");
    assert!(text.contains("A Christmas Prince"));
}

#[rstest]
#[case::the_log(&["plays.db", "--format", "svg", "--force", "--out", "plays.db"], "plays.db: is the log itself")]
#[case::of_the_log(&["--format", "svg", "--force", "--out", "plays.db-wal"], "belongs to the database beside it")]
#[case::a_folder(&["--format", "svg", "--force", "--out", "."], "is no ordinary file")]
#[case::no_folder(&["--out", "nowhere/a.svg"], "nowhere/a.svg: ")]
#[case::an_unknown_end(&["--out", "a.jpg"], "a.jpg: its end says what it is: .svg, .png, .html, .txt or .ansi")]
#[case::no_format(&["--out", "-"], "--out -: say what it is, with --format")]
#[case::a_bad_size(&["--size", "0x10", "--out", "a.svg"], "write columns and rows like 120x36, at most 500x200")]
#[case::too_large(&["--size", "501x10", "--out", "a.svg"], "at most 500x200")]
#[case::an_unknown_key(&["--keys", "2,Entr", "--out", "a.svg"], "no key is called `Entr`")]
#[case::a_key_that_quits(&["--keys", "j,q", "--out", "a.svg"], "--keys: q: it quits the dashboard")]
#[case::no_range(&["--range", "30 dais", "--out", "a.svg"], "--range means no days")]
#[case::no_title(&["--title", "No Such Film", "--out", "a.svg"], "No Such Film")]
#[case::no_log(&["none.db", "--out", "a.svg"], "none.db")]
fn what_cannot_be_is_said_and_nothing_is_written(#[case] options: &[&str], #[case] said: &str) {
    let home = Home::with_sample("plays.db");
    home.snapshot(options)
        .code(2)
        .stdout("")
        .stderr(contains(said).and(contains("panicked").not()));
    assert_eq!(home.files(), ["plays.db"]);
    let log = std::fs::read(home.path("plays.db")).expect("the log");
    assert_eq!(log, *bingetop::commands::SAMPLE);
}

#[test]
fn an_empty_log_has_a_picture_too() {
    let home = Home::new();
    std::fs::write(home.path("none.csv"), "viewer,title,start,seconds\n").expect("a file");
    let mut ingest = home.bingetop();
    ingest.args([
        "ingest",
        "none.csv",
        "--into",
        "log.db",
        "--time-zone",
        "UTC",
    ]);
    ingest.assert().success();
    let text = home.text(&["log.db"]);
    assert!(text.contains("This log holds no plays yet"), "{text}");
}

#[test]
fn the_days_of_an_import_are_over_when_it_knows_them_whole() {
    // The newest day of this log is long over: the import came years later.
    let home = Home::new();
    let day = |day: u32| format!("v,Film,2017-12-{day:02} 21:00:00,600\n");
    let rows: String = (1..=5).map(day).collect();
    let table = format!("viewer,title,start,seconds\n{rows}");
    std::fs::write(home.path("plays.csv"), table).expect("a file is written");
    let mut ingest = home.bingetop();
    ingest.args([
        "ingest",
        "plays.csv",
        "--into",
        "log.db",
        "--time-zone",
        "UTC",
    ]);
    ingest.assert().success();
    assert!(!home.text(&["log.db"]).contains("unfinished"));
    // As if it had come on that very evening: the rest of the day is not in it, and never will be.
    let conn = rusqlite::Connection::open(home.path("log.db")).expect("a log");
    let set = |moment: i64| {
        conn.execute("UPDATE sources SET imported_at = ?", [moment])
            .expect("it is set");
    };
    set(1_512_511_200);
    assert!(home.text(&["log.db"]).contains("2017-12-05 unfinished"));
    // A live log goes on after its source was opened.
    set(1_512_000_000);
    assert!(home.text(&["log.db"]).contains("2017-12-05 unfinished"));
    set(1_512_522_000);
    assert!(!home.text(&["log.db"]).contains("unfinished"));
}
