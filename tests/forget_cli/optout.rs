//! Lists of viewers who opt out.

use predicates::str::contains;
use rstest::rstest;

use crate::home::Home;
use crate::log::{HERS, THEIRS};

#[rstest]
#[case::plain("Zoraida Quill\nEve\n")]
#[case::without_an_end("Eve\nZoraida Quill")]
#[case::blanks("\n  Zoraida Quill  \n\n\tEve\n\n")]
#[case::windows("\u{feff}Zoraida Quill\r\nEve\r\n")]
#[case::twice("Eve\nZoraida Quill\nEve\n")]
fn who_is_listed_is_forgotten_and_left_out(#[case] list: &str) {
    let home = Home::new();
    home.ingest("log.db", &format!("{HERS}{THEIRS}"), &[]);
    home.ingest("without.db", THEIRS, &[]);
    home.write("list.txt", list);
    home.run(&["optout", "log.db", "list.txt"])
        .success()
        .stdout(contains("log.db: 2 viewers are opted out\n"))
        .stdout(contains(
            "log.db: 1 of them had rows in it and is forgotten: 7 rows, 3 titles that nobody else played",
        ));
    assert_eq!(home.report("log.db"), home.report("without.db"));
    home.ingest(
        "log.db",
        &format!("{HERS}{}", HERS.replace("Zoraida Quill", "Eve")),
        &[],
    )
    .stdout(contains("14 rows read, 0 added"))
    .stdout(contains(
        "14 left out: rows of viewers who are forgotten or opted out",
    ));
    assert_eq!(home.report("log.db"), home.report("without.db"));
    home.run(&["optout", "log.db", "--list"])
        .success()
        .stdout("log.db: 2 viewers are forgotten or opted out; who they are is not kept\n");
    home.run(&["optout", "log.db", "list.txt"])
        .success()
        .stdout(contains("2 viewers are opted out, 2 of them before"))
        .stdout(contains("it had no rows of them"));
    home.verify("log.db");
}

#[rstest]
#[case::nothing(b"\n \r\n".as_slice(), "list.txt: no name in it")]
#[case::no_text(b"Ann\n\xff\xfe\n".as_slice(), "list.txt:2: not UTF-8")]
fn a_list_of_nobody_is_refused(#[case] list: &[u8], #[case] error: &str) {
    let home = Home::new();
    home.ingest("log.db", THEIRS, &[]);
    std::fs::write(home.path("list.txt"), list).expect("it is written");
    home.run(&["optout", "log.db", "list.txt"])
        .code(2)
        .stderr(contains(error));
    home.run(&["optout", "log.db", "--list"])
        .success()
        .stdout(contains("0 viewers are"));
}

#[test]
fn it_is_asked_one_thing_at_a_time() {
    let home = Home::new();
    home.ingest("log.db", THEIRS, &[]);
    home.run(&["optout", "log.db"]).code(2);
    home.run(&["optout", "log.db", "list.txt", "--list"])
        .code(2);
    home.run(&["optout", "log.db", "none.txt"])
        .code(2)
        .stderr(contains("none.txt"));
}

#[test]
fn another_users_log_is_refused() {
    let home = Home::new();
    home.ingest("log.db", THEIRS, &[]);
    std::fs::remove_file(home.path("bingetop/viewer.key")).expect("it is there");
    home.write("list.txt", "Bob\n");
    for arguments in [
        vec!["optout", "log.db", "list.txt"],
        vec!["forget", "log.db", "Bob"],
    ] {
        home.run(&arguments)
            .code(2)
            .stderr(contains("bring the key file along"));
    }
}
