//! What makes no sense is refused in one sentence, and the log is as it was.

use rstest::rstest;

use crate::home::Home;
use crate::log::EARLY;

#[rstest]
#[case::itself(
    &["viewers", "merge", "log.db", "Bob", "Bob"],
    "log.db: \"Bob\" and \"Bob\" are one viewer already; name two"
)]
#[case::twice(
    &["viewers", "merge", "log.db", "Annie", "Bob"],
    "log.db: \"Annie\" counts as another viewer already; run `bingetop viewers split log.db \"Annie\"` first"
)]
#[case::in_a_circle(
    &["viewers", "merge", "log.db", "Ann", "Annie"],
    "log.db: \"Annie\" counts as \"Ann\" already; run `bingetop viewers split log.db \"Annie\"` first"
)]
#[case::no_alias(
    &["viewers", "split", "log.db", "Ann"],
    "log.db: \"Ann\" counts as no other viewer; `bingetop viewers log.db` lists those that do"
)]
#[case::nobody(
    &["viewers", "merge", "log.db", "Bobb", "Ann"],
    "log.db: no viewer is called \"Bobb\"; perhaps you mean\n  Bob\n  Ann\n  Annie"
)]
#[case::in_a_circle_of_titles(
    &["titles", "merge", "log.db", "Count Dracula", "Dracula"],
    "log.db: \"Dracula\" counts as \"Count Dracula\" already; run `bingetop titles split log.db \"Dracula\"` first"
)]
#[case::no_title(
    &["titles", "merge", "log.db", "Piloto", "Dracula"],
    "log.db: the log has no title named \"Piloto\"; perhaps you mean\n  Harbour: Pilot"
)]
#[case::no_alias_among_titles(
    &["titles", "split", "log.db", "harbour: PILOT"],
    "log.db: \"harbour: PILOT\" counts as no other title; `bingetop titles log.db` lists those that do"
)]
#[case::no_log(
    &["viewers", "merge", "none.db", "Ann", "Annie"],
    "none.db: no such file"
)]
fn what_makes_no_sense_is_refused(#[case] arguments: &[&str], #[case] words: &str) {
    let home = Home::with(EARLY, &["--keep-names"]);
    home.run(&["viewers", "merge", "log.db", "Annie", "Ann"])
        .success();
    home.run(&["titles", "merge", "log.db", "Dracula", "Count Dracula"])
        .success();
    let before = home.report("log.db");
    let refused = home.run(arguments).code(2).stdout("");
    let said = String::from_utf8(refused.get_output().stderr.clone()).unwrap();
    assert!(said.starts_with(&format!("bingetop: {words}")), "{said}");
    assert_eq!(home.report("log.db"), before);
    assert!(!home.path("none.db").exists());
}

#[test]
fn a_name_of_a_log_without_names_is_not_guessed() {
    let home = Home::with(EARLY, &[]);
    home.run(&["viewers", "merge", "log.db", "Bobb", "Ann"])
        .code(2)
        .stderr(
            "bingetop: log.db: no viewer is called \"Bobb\"; write the name as the source does, \
             and the --account that it was imported with, if any\n",
        );
}

#[test]
fn a_log_of_another_key_names_nobody() {
    let home = Home::with(EARLY, &[]);
    std::fs::remove_dir_all(home.path("bingetop")).expect("it is ours");
    home.run(&["viewers", "merge", "log.db", "Annie", "Ann"])
        .code(2)
        .stderr(
            "bingetop: log.db: its viewers are hidden with another key than this user's; bring the key file along\n",
        );
    assert!(!home.path("bingetop").exists(), "no key is made");
}
