//! What is refused: each refusal says why and what could be, and leaves the log as it is.

use predicates::str::contains;
use rstest::rstest;

use crate::home::Home;
use crate::house::{TWEET, episode, film};

#[rstest]
#[case::nothing("", "write RULE DAYS NAME")]
#[case::no_name("streak=18 18d", "write RULE DAYS NAME")]
#[case::rule("most 18d Dracula", "`most` is no rule; write streak=K")]
#[case::streak_off_the_ladder(
    "streak=17 18d Dracula",
    "of `streak`, 2 3 5 7 10 14 18 21 30 60 90 can be published"
)]
#[case::plays_off_the_ladder(
    "plays=4 18d Dracula",
    "of `plays`, 1 2 3 5 10 20 50 100 can be published"
)]
#[case::days("streak=3 someday Dracula", "`someday` means no days")]
#[case::days_in_two_words("streak=3 last week Dracula", "the days are one word")]
#[case::too_few_days("streak=18 7d Dracula", "`streak=18` needs 18 days")]
#[case::several_days("played 2017-11 Dracula", "`played` is about one day")]
#[case::unknown(
    "plays=2 2017 Christmas",
    "the log has no show named \"Christmas\"; perhaps you mean\n  A Christmas Prince"
)]
#[case::nothing_like_it("plays=2 2017 Zzyzx", "the log has no show named \"Zzyzx\"")]
#[case::no_title("plays=2 2017 title:Harbour", "the log has no title named \"Harbour\"")]
#[case::ambiguous(
    "plays=2 2017 Fargo",
    "\"Fargo\" names 2 shows; name one as it stands here:"
)]
#[case::still_to_come("played 2099-12-31 Dracula", "2099-12-31 is still open")]
fn a_question_that_cannot_be_published_says_what_could_be(
    #[case] question: &str,
    #[case] words: &str,
) {
    let home = Home::with(
        &[
            film(0..9, "A Christmas Prince", 0, 18),
            film(0..9, "Dracula", 0, 18),
            film(0..3, "Fargo", 0, 2),
            episode(0..3, "Pilot", "Fargo", 2),
            episode(0..3, "Pilot", "Harbour", 2),
        ]
        .concat(),
    );
    let before = std::fs::read(home.path("log.db")).expect("a log");
    home.ask(question)
        .code(2)
        .stdout("")
        .stderr(contains(words));
    assert_eq!(std::fs::read(home.path("log.db")).expect("a log"), before);
}

#[test]
fn names_that_several_have_are_told_apart_as_they_are_listed() {
    let home = Home::with(&(film(0..60, "Fargo", 0, 2) + &episode(0..50, "Pilot", "Fargo", 2)));
    assert!(
        home.said("plays=2 2017 Fargo (film)")
            .contains("plays=2 2017-01-01..2017-12-31 Fargo (film)")
    );
    assert!(
        home.said("plays=2 2017 fargo (episode)")
            .contains("6,750 of 10,000 for the show, 43,500 of 50,000 over all")
    );
}

/// A day of a log that was imported today is open while rows of it may come.
#[test]
fn an_open_day_is_refused_with_the_moment_at_which_it_closes() {
    let yesterday = chrono::Utc::now().date_naive() - chrono::TimeDelta::days(1);
    let closes = yesterday + chrono::TimeDelta::days(3);
    let home = Home::with(&film(0..60, "Dracula", 0, 3));
    home.ingest(
        "log.db",
        &format!("v1,Dracula,,film,{yesterday}T20:00:00Z,5400\n"),
    );
    let question = format!("plays=1 2017..{yesterday} Dracula");
    home.ask(&question)
        .code(2)
        .stderr(contains(format!("{yesterday} is still open")))
        .stderr(contains(format!("from {closes} 00:00 (UTC) on")));
    // Another day on the clock changes nothing: one that is to come is refused, one that has been is before the import.
    let asked = ["publish", "log.db", "--question", &question, "--now"];
    let tomorrow = (yesterday + chrono::TimeDelta::days(9)).to_string();
    home.run(&[&asked[..], &[&tomorrow]].concat())
        .code(2)
        .stderr(contains("is still to come"));
    home.run(&[&asked[..], &["2017-01-01"]].concat())
        .code(2)
        .stderr(contains("still open"));
    assert_eq!(home.rows(), 0);
}

#[test]
fn a_log_without_a_salt_or_of_another_key_is_refused() {
    let home = Home::of_the_tweet();
    home.said(TWEET);
    let elsewhere = home.path("elsewhere");
    let mut other = home.bingetop();
    other
        .args(["publish", "log.db", "--question", TWEET])
        .env("XDG_STATE_HOME", &elsewhere);
    other
        .assert()
        .code(2)
        .stderr(contains("hidden with another key than this user's"));
    let mut other = home.bingetop();
    other
        .args(["ledger", "log.db"])
        .env("XDG_STATE_HOME", &elsewhere);
    other
        .assert()
        .code(2)
        .stdout(contains("the chain is not verified"))
        .stderr(contains("another key"));
    assert!(
        !elsewhere.exists(),
        "no key is made that could not be that of the log"
    );
    home.change("UPDATE settings SET value = 'none' WHERE name = 'viewer_salt'");
    home.ask(TWEET)
        .code(2)
        .stderr(contains("from before logs had a salt"));
}

#[test]
fn a_log_without_rows_has_no_ledger_yet() {
    let home = Home::of_the_tweet();
    home.change("DELETE FROM plays");
    home.ask(TWEET)
        .code(2)
        .stderr(contains("the log holds no rows yet"));
    home.run(&["publish", "gone.db", "--question", TWEET])
        .code(2)
        .stderr(contains("gone.db: no such file"));
}

#[test]
fn approvals_are_a_second_persons_and_of_a_number() {
    let home = Home::of_the_tweet();
    home.run(&["publish", "log.db", "--suggest", "18"])
        .success();
    home.said("plays=2 18d A Christmas Prince");
    let approve = |name: &str, what: &[&str]| {
        home.run(&[&["publish", "log.db", "--approve", name][..], what].concat())
            .code(2)
    };
    approve("ann", &["--seq", "2"]).stderr(contains(
        "#2 was published by Ann: a second person approves it",
    ));
    approve("Bob", &["--seq", "1"]).stderr(contains("the ledger has no number #1"));
    approve("Bob", &["--seq", "9"]).stderr(contains("the ledger has no number #9"));
    approve("Bob", &["--question", TWEET]).stderr(contains("was not published; publish it first"));
    approve(" ", &["--seq", "2"]).stderr(contains("an approval needs a name"));
    approve("Bob", &[]).stderr(contains("--question"));
    assert_eq!(home.rows(), 2);
}

#[rstest]
#[case::what_was_said("UPDATE ledger SET shown = 60 WHERE seq = 2", 2)]
#[case::what_it_cost("UPDATE ledger SET cost = 0 WHERE seq = 1", 1)]
#[case::a_row_between("DELETE FROM ledger WHERE seq = 2", 2)]
#[case::all_before("DELETE FROM ledger WHERE seq < 3", 1)]
fn a_ledger_that_was_changed_is_refused_by_number(#[case] sql: &str, #[case] seq: u32) {
    let home = Home::of_the_tweet();
    for rule in ["streak=18", "active=18", "plays=10"] {
        home.said(&format!("{rule} 18d A Christmas Prince"));
    }
    home.change(sql);
    let words = format!("its ledger is not as it was written, from #{seq} on");
    home.ask(TWEET).code(2).stderr(contains(&words));
    home.ask("plays=5 18d Dracula")
        .code(2)
        .stderr(contains(&words));
    home.run(&["ledger", "log.db"])
        .code(2)
        .stdout(contains("the chain is not verified"))
        .stderr(contains(&words));
}

#[test]
fn a_ledger_that_was_cut_is_behind_its_head() {
    let home = Home::of_the_tweet();
    home.said(TWEET);
    home.said("plays=2 18d A Christmas Prince");
    let is_refused = || {
        let words = "older than what was published from it (#2)";
        home.ask(TWEET).code(2).stderr(contains(words));
    };
    home.change("DELETE FROM ledger WHERE seq = 2");
    is_refused();
    home.change("DELETE FROM ledger");
    is_refused();
    home.take_ledger_away();
    is_refused();
}

/// Returns rows of viewers who each play an episode once on each of the first three days of October 2017, with its id.
fn with_id(viewers: std::ops::Range<u32>, title: &str, id: &str) -> String {
    let rows = viewers.flat_map(|viewer| (1..=3).map(move |day| (viewer, day)));
    let row = |(viewer, day)| {
        format!("v{viewer},{title},Harbour,episode,2017-10-{day:02}T20:00:00Z,1800,{id}\n")
    };
    rows.map(row).collect()
}

/// The world reads names: where there is none but the source's id, it is to be given first.
#[test]
fn what_has_no_name_of_its_own_is_not_published() {
    let home = Home::new();
    home.ingest_with_ids(
        &(with_id(0..60, "e9", "e9")
            + &with_id(0..60, "Twin", "e1")
            + &with_id(0..60, "Twin", "e2")
            + &with_id(0..60, "Pilot", "e3")),
    );
    for called in ["e9", "#e9", "#e1", "#e2"] {
        let question = format!("plays=2 2017-10 title:{called}");
        home.ask(&question)
            .code(2)
            .stdout("")
            .stderr(contains("has no name of its own"))
            .stderr(contains("bingetop titles merge DB '#ID' NAME"));
        home.run(&["publish", "log.db", "--preview", "--question", &question])
            .success()
            .stdout(contains("would be refused: `title:"));
    }
    assert_eq!(home.rows(), 0);
    // Its show has a name, and so has a title that it is said to be.
    home.said("plays=2 2017-10 Harbour");
    home.run(&["titles", "merge", "log.db", "#e9", "Pilot"])
        .success();
    let said = home.said("plays=2 2017-10 title:#e9");
    assert!(
        said.contains("title:Harbour: Pilot") || said.contains("title:Pilot"),
        "{said}"
    );
}

/// No suggestion leads to what cannot be published, however large its crowd.
#[test]
fn a_suggestion_is_of_what_has_a_name() {
    let home = Home::new();
    home.ingest_with_ids(
        &(with_id(0..90, "e9", "e9")
            + &with_id(0..90, "Twin", "e1")
            + &with_id(0..90, "Twin", "e2")
            + &with_id(0..3, "Pilot", "e3")),
    );
    home.run(&[
        "publish",
        "log.db",
        "--suggest",
        "plays=2",
        "--level",
        "title",
        "--range",
        "2017-10",
    ])
    .success()
    .stdout(contains("Pilot"));
}
