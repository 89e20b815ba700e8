//! What is said, and how it is written.

use bingetop::commands::SAMPLE;
use predicates::prelude::*;
use predicates::str::contains;

use crate::home::Home;
use crate::house::{TWEET, film};

#[test]
fn the_sample_says_the_tweet_about_as_it_is() {
    let home = Home::new();
    std::fs::write(home.path("log.db"), SAMPLE.as_slice()).expect("a file");
    home.run(&["publish", "log.db", "--suggest", "18", "--by", "Ann"])
        .success()
        .stdout(
            "streak=18 2017-11-23..2017-12-10 A Christmas Prince\n#1 · suggested\n\
             cost 1,000 · left of 2017: 49,000 of 50,000 over all\n\
             bingetop publish log.db --question 'streak=18 2017-11-23..2017-12-10 A Christmas Prince'\n",
        );
    assert_eq!(
        home.said(TWEET),
        "about 55 people\n\
         streak=18 2017-11-23..2017-12-10 A Christmas Prince (18 days)\n\
         made up · about, ±8 · rule v2 · #2 · 2017-11-23..2017-12-10\n\
         cost 3,250 · left of 2017: 6,750 of 10,000 for the show, 45,750 of 50,000 over all\n"
    );
    assert!(
        !home.path("bingetop").exists(),
        "a sample needs no key and keeps no head"
    );
}

#[test]
fn a_number_is_about_what_it_is_and_says_what_it_cost() {
    let home = Home::of_the_tweet();
    let said = home.said(TWEET);
    let about: u32 = said
        .strip_prefix("about ")
        .and_then(|rest| rest.split_once(' '))
        .and_then(|(about, _)| about.parse().ok())
        .expect("it begins with the number");
    assert!(
        about.is_multiple_of(5) && (55..=105).contains(&about),
        "{said}"
    );
    assert!(
        said.contains("±8 · rule v2 · #1 · 2017-11-23..2017-12-10 · chosen by hand"),
        "{said}"
    );
    assert!(
        said.contains(
            "cost 3,250 · left of 2017: 6,750 of 10,000 for the show, 46,750 of 50,000 over all"
        ),
        "{said}"
    );
}

#[test]
fn a_large_crowd_is_said_coarsely_and_costs_little() {
    let home = Home::with(&film(0..900, "Dracula", 0, 2));
    let said = home.said("plays=2 2017-11 Dracula");
    assert!(said.contains("±40"), "{said}");
    assert!(
        said.contains("cost 125 · left of 2017: 9,875 of 10,000 for the show"),
        "{said}"
    );
}

#[test]
fn too_few_are_not_said_and_cost_all_the_same() {
    let home = Home::of_the_tweet();
    home.ask("played 2017-11-24 dracula").success().stdout(
        contains("too few to say\n")
            .and(contains("about").not())
            .and(contains("cost 3,250")),
    );
    assert_eq!(
        home.ledger()["entries"][0]["about"],
        serde_json::Value::Null
    );
    home.ask("streak=3 2017-11 title:Dracula")
        .success()
        .stdout(contains("left of 2017: 3,500 of 10,000 for the show"));
}

#[test]
fn a_preview_writes_nothing_and_tells_no_number() {
    let home = Home::of_the_tweet();
    let before = std::fs::read(home.path("log.db")).expect("a log");
    let preview = |question: &str| {
        home.run(&["publish", "log.db", "--preview", "--question", question])
            .success()
    };
    preview(TWEET).stdout(
        "streak=18 2017-11-23..2017-12-10 A Christmas Prince\n\
         would cost 3,250; 125 where the crowd is large\n\
         left of 2017: 10,000 of 10,000 for the show, 50,000 of 50,000 over all\n",
    );
    home.run(&[
        "publish",
        "log.db",
        "--preview",
        "--suggest",
        "plays=2",
        "--range",
        "2017-12",
    ])
    .success()
    .stdout(contains(
        "would cost 1,000\nleft of 2017: 50,000 of 50,000 over all",
    ));
    assert_eq!(std::fs::read(home.path("log.db")).expect("a log"), before);
    assert!(!home.path("bingetop/ledgers").exists());
    home.said(TWEET);
    preview(TWEET).stdout(contains("was asked already: #1, at no further cost"));
    preview("played 2099-01-01 Dracula")
        .stdout(contains("would be refused: 2099-01-01 is still open"));
}

#[test]
fn all_spellings_of_a_question_are_one() {
    let home = Home::of_the_tweet();
    let said = home.said(TWEET);
    for spelling in [
        "streak=18 18d a christmas prince",
        "  streak=18  23nov2017..10dec2017   show: A CHRISTMAS PRINCE ",
        "streak=18 2017-11-23..2017-12-10 A\u{a0}Christmas Prince",
    ] {
        assert_eq!(home.said(spelling), said, "{spelling}");
    }
    assert_eq!(home.rows(), 1);
    // A title is another thing than its show, were it a film: another question, of the same allowance.
    assert!(
        home.said("streak=18 18d title:A Christmas Prince")
            .contains("left of 2017: 3,500 of 10,000 for the show")
    );
}

#[test]
fn everything_is_charged_over_all_alone() {
    let home = Home::of_the_tweet();
    let said = home.said("active=3 2017-11-23..2017-12-10 *");
    assert!(
        said.contains("cost 3,250 · left of 2017: 46,750 of 50,000 over all"),
        "{said}"
    );
    assert!(
        home.said(TWEET)
            .contains("6,750 of 10,000 for the show, 43,500 of 50,000 over all")
    );
}

#[test]
fn a_suggestion_is_the_same_for_ever_and_marks_what_it_chose() {
    let home = Home::of_the_tweet();
    let suggest = || {
        home.run(&["publish", "log.db", "--suggest", "18", "--by", "Ann"])
            .success()
    };
    let first = suggest().get_output().stdout.clone();
    assert!(String::from_utf8_lossy(&first).starts_with(TWEET));
    assert_eq!(suggest().get_output().stdout, first);
    assert_eq!(home.rows(), 1);
    assert!(!home.said(TWEET).contains("by hand"));
    assert_eq!(home.ledger()["entries"][1]["chosen_by"], 1);
    home.run(&["ledger", "log.db"])
        .success()
        .stdout(contains("chosen by #1"));
    // What was said before is not made better by a suggestion that comes later.
    assert!(
        home.said("active=18 18d A Christmas Prince")
            .contains("chosen by hand")
    );
    home.run(&["publish", "log.db", "--suggest", "active=18"])
        .success();
    assert!(
        home.said("active=18 18d A Christmas Prince")
            .contains("chosen by hand")
    );
}

#[test]
fn a_second_person_approves() {
    let home = Home::of_the_tweet();
    home.said(TWEET);
    let approve = |name: &str, what: &[&str]| {
        home.run(&[&["publish", "log.db", "--approve", name][..], what].concat())
    };
    approve("Bob", &["--seq", "1"])
        .success()
        .stdout(contains("approved by Bob\n"));
    approve("bob", &["--question", TWEET])
        .success()
        .stdout(contains("approved by Bob\n"));
    approve("Cleo", &["--question", TWEET]).success();
    assert_eq!(home.rows(), 3);
    assert!(
        home.said(TWEET)
            .contains("approved by Bob\napproved by Cleo\n")
    );
    home.run(&["ledger", "log.db"])
        .success()
        .stdout(contains("approved by Bob, Cleo").and(contains("approves #1 · by Bob")));
}

#[test]
fn the_ledger_is_listed_in_three_forms() {
    let home = Home::of_the_tweet();
    home.run(&["ledger", "log.db"])
        .success()
        .stdout("nothing was published of this log yet\n");
    let about = home.number(TWEET);
    home.ask("played 2017-11-24 Dracula").success();
    let listed = home.run(&["ledger", "log.db"]).success();
    let listed = String::from_utf8_lossy(&listed.get_output().stdout).into_owned();
    let today = chrono::Utc::now().date_naive().to_string();
    let lines: Vec<String> = listed
        .lines()
        .map(|line| line.replace(&today, "TODAY"))
        .collect();
    assert_eq!(
        lines[0],
        format!("#1  TODAY  {about}, ±8: {TWEET} · by Ann · chosen by hand · cost 3,250")
    );
    assert_eq!(
        lines[1],
        "#2  TODAY  too few to say: played 2017-11-24 Dracula · by Ann · chosen by hand · cost 3,250"
    );
    assert_eq!(
        lines[2],
        "left of 2017: 43,500 of 50,000 over all; 6,750 of 10,000 for A Christmas Prince; 6,750 of 10,000 for Dracula"
    );
    assert_eq!(lines[3], "the chain of 2 rows is verified");
    let csv = home.run(&["ledger", "log.db", "--format", "csv"]).success();
    let csv = String::from_utf8_lossy(&csv.get_output().stdout).into_owned();
    let head = "seq,said_on,kind,question,from,to,about,plus_minus,said_by,chosen_by,approves,approved_by,cost\r\n";
    assert!(csv.starts_with(head), "{csv}");
    assert!(
        csv.contains("played 2017-11-24 Dracula,2017-11-24,2017-11-24,,,Ann,,,,3250\r\n"),
        "{csv}"
    );
    let ledger = home.ledger();
    assert_eq!(ledger["left"][0]["shows"][1]["left"], 6_750);
    assert_eq!(ledger["entries"][0]["question"], TWEET);
}

#[test]
fn nothing_that_is_kept_or_told_holds_the_true_count() {
    let home = Home::of_the_tweet();
    home.said(TWEET);
    let conn = rusqlite::Connection::open(home.path("log.db")).expect("it is ours");
    let row: (i64, i64, i64) = conn
        .query_row("SELECT estimate, deviation, shown FROM ledger", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .expect("a row");
    let columns: Vec<String> = conn
        .prepare("SELECT name FROM pragma_table_info('ledger')")
        .and_then(|mut names| names.query_map([], |row| row.get(0))?.collect())
        .expect("names");
    assert_eq!(
        columns.len(),
        18,
        "a new column is looked at by whoever adds it"
    );
    assert_eq!((row.1, row.2 % 5), (392, 0));
    assert!(
        (row.0 - row.2).abs() <= 2,
        "what is shown is the estimate, rounded"
    );
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let home = Home::of_the_tweet();
    home.said(TWEET);
    let program = assert_cmd::cargo::cargo_bin!("bingetop").display();
    for words in [
        "ledger log.db",
        "ledger log.db --format csv",
        "publish log.db --suggest 3",
    ] {
        let mut shell = assert_cmd::Command::new("sh");
        shell
            .current_dir(home.path(""))
            .env("HOME", home.path(""))
            .env("XDG_STATE_HOME", home.path(""))
            .args([
                "-c",
                &format!("{{ {program} {words}; echo $? >&2; }} | true"),
            ]);
        shell.assert().success().stderr("0\n");
    }
}
