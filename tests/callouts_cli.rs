//! `bingetop callouts`: the sentences, for people and for programs.

use predicates::str::{contains, starts_with};
use rstest::rstest;
use serde_json::Value;

#[path = "support/home.rs"]
mod home;

use home::Home;

fn callouts(home: &Home, options: &[&str]) -> assert_cmd::assert::Assert {
    home.bingetop().arg("callouts").args(options).assert()
}

fn json(home: &Home, options: &[&str]) -> Value {
    let all = [options, &["--format", "json"]].concat();
    let output = callouts(home, &all).success().get_output().clone();
    serde_json::from_slice(&output.stdout).expect("the callouts are JSON")
}

#[test]
fn the_first_of_the_sample_is_the_tweet() {
    let home = Home::new();
    let sentence =
        "53 people watched A Christmas Prince on each of the 18 days to 10 December 2017.";
    callouts(&home, &[])
        .success()
        .stdout(starts_with(
            "2017-11-11..2017-12-10, the most remarkable first:\n\n 1. 53 people",
        ))
        .stdout(contains(sentence));
    let told = json(&home, &["--range", "18d"]);
    assert_eq!(told["schema"], "bingetop.callouts/1");
    assert_eq!(told["window"]["from"], "2017-11-23");
    let first = &told["callouts"][0];
    assert_eq!(first["sentence"], sentence);
    assert_eq!(
        (&first["rule"], &first["days"]),
        (&"every-day".into(), &18.into())
    );
    assert_eq!(first["viewers"], 53);
    assert_eq!(
        first["question"],
        "streak=18 2017-11-23..2017-12-10 A Christmas Prince"
    );
}

#[test]
fn words_are_those_of_a_language_or_of_a_file() {
    let home = Home::new();
    callouts(&home, &["--words", "it"])
        .success()
        .stdout(contains(
            "53 persone hanno guardato A Christmas Prince ogni giorno per 18 giorni di fila",
        ));
    std::fs::write(
        home.path("mine.toml"),
        "[sentences]\nevery-day = \"{name}: {people}, {days}, {date}\"\n",
    )
    .expect("the home can be written");
    callouts(&home, &["--words", "mine.toml"])
        .success()
        .stdout(contains(
            " 1. A Christmas Prince: 53 people, 18 days, 10 December 2017\n",
        ));
}

#[rstest]
#[case::no_file(&["--words", "fr"], "fr: neither en nor it, nor a file that can be read")]
#[case::no_words(&["--words", "odd.toml"], "odd.toml: `Back`: the sentence has no {name}")]
#[case::no_range(&["--range", "yesteryear"], "yesteryear")]
#[case::no_log(&["none.db"], "none.db")]
fn faults_are_named(#[case] options: &[&str], #[case] words: &str) {
    let home = Home::new();
    std::fs::write(
        home.path("odd.toml"),
        "[sentences]\nback = \"{people} are back\"\n",
    )
    .expect("the home can be written");
    callouts(&home, options)
        .code(2)
        .stdout("")
        .stderr(contains(words));
}

#[test]
fn days_on_which_nothing_stands_out_say_so() {
    let home = Home::new();
    callouts(&home, &["--range", "2017-06-01"])
        .success()
        .stdout(contains("nothing stands out. No crowd of 10 or more"));
    assert_eq!(
        json(&home, &["--range", "2017-06-01"])["callouts"],
        Value::Array(Vec::new())
    );
}

/// What `publish` is asked must be about what the sentence is about, and about no show of the same name.
#[test]
fn each_question_is_one_that_can_be_published() {
    let home = Home::new();
    home.bingetop()
        .args(["sample", "--into", "log.db"])
        .assert()
        .success();
    for level in ["show", "title"] {
        let told = json(&home, &["log.db", "--by", level, "--range", "all"]);
        let told = told["callouts"].as_array().expect("callouts");
        let questions: Vec<&str> = told
            .iter()
            .filter_map(|callout| callout["question"].as_str())
            .collect();
        assert!(questions.len() > 3, "{told:#?}");
        for question in questions {
            assert_eq!(question.contains(" title:"), level == "title", "{question}");
            home.bingetop()
                .args(["publish", "log.db", "--preview", "--question", question])
                .assert()
                .success()
                .stdout(contains("would cost"));
        }
    }
}
