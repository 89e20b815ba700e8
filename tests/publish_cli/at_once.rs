//! Many at once: each question is answered once, and no more is spent than there is.

use std::process::{Child, Output, Stdio};

use crate::home::Home;
use crate::house::TWEET;

/// Asks all of these at the same time.
fn at_once(home: &Home, questions: &[String]) -> Vec<Output> {
    let start = |question: &String| -> Child {
        let mut ask = home.plain_bingetop();
        ask.args(["publish", "log.db", "--by", "Ann", "--question", question])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        ask.spawn().expect("the program starts")
    };
    let running: Vec<Child> = questions.iter().map(start).collect();
    let ended = running.into_iter().map(Child::wait_with_output);
    ended.map(|output| output.expect("it ends")).collect()
}

#[test]
fn eight_processes_that_ask_one_question_get_one_answer() {
    let home = Home::of_the_tweet();
    let answers = at_once(&home, &vec![TWEET.to_owned(); 8]);
    for answer in &answers {
        assert!(
            answer.status.success(),
            "{}",
            String::from_utf8_lossy(&answer.stderr)
        );
        assert_eq!(answer.stdout, answers[0].stdout);
    }
    assert_eq!(home.rows(), 1);
}

#[test]
fn eight_processes_that_ask_eight_questions_spend_what_there_is() {
    let home = Home::of_the_tweet();
    let rules = [
        "streak=2", "streak=3", "streak=5", "streak=7", "active=2", "active=3", "active=5",
        "active=7",
    ];
    let questions = rules.map(|rule| format!("{rule} 18d A Christmas Prince"));
    let answers = at_once(&home, &questions);
    let told = answers
        .iter()
        .filter(|answer| answer.status.success())
        .count();
    assert_eq!(told, 3);
    for answer in answers.iter().filter(|answer| !answer.status.success()) {
        let words = String::from_utf8_lossy(&answer.stderr);
        assert!(
            answer.stdout.is_empty() && words.contains("9,750 of 10,000 are spent"),
            "{words}"
        );
    }
    let ledger = home.ledger();
    let seqs: Vec<u64> = ledger["entries"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|entry| entry["seq"].as_u64())
        .collect();
    assert_eq!(seqs, [1, 2, 3]);
}
