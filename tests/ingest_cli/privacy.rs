//! Whose plays they are stays with the key.

use bingetop::store::key::ViewerKey;
use predicates::str::contains;
use rstest::rstest;

use super::logs::{NETFLIX, query};
use crate::home::Home;

/// Names that occur in nothing else.
const NAMES: [&str; 3] = ["Quetzalline", "Bartholomäus", "zyx@example.org"];

fn plays_of_the_three() -> String {
    let row = |name: &str| format!("{name},The Pier,2024-01-05T21:03:11Z,600\n");
    format!(
        "viewer,title,started_at,seconds\n{}",
        NAMES.map(row).concat()
    )
}

/// Returns the files below the home, but the exports, that hold one of the names in any case.
fn files_that_name(home: &Home) -> Vec<String> {
    let names_one = |content: &[u8]| {
        let text = String::from_utf8_lossy(content).to_lowercase();
        NAMES.iter().any(|name| text.contains(&name.to_lowercase()))
    };
    let files = home.files().into_iter().filter_map(|(path, content)| {
        let is_export = path.extension().is_some_and(|ending| ending == "csv");
        let name = path.file_name()?.to_string_lossy().into_owned();
        (!is_export && names_one(&content)).then_some(name)
    });
    files.collect()
}

#[test]
fn names_are_nowhere_in_a_log() {
    let home = Home::new();
    home.write("plays.csv", plays_of_the_three());
    home.ingest(&["plays.csv"]).success();
    home.ingest(&["plays.csv", "--account", "cellar"]).success();
    assert_eq!(files_that_name(&home), [""; 0]);
    let labels = "SELECT quote(label) || length(hash) FROM viewers";
    assert_eq!(query(&home.log(), labels), ["NULL16"; 6]);
}

#[test]
fn names_are_kept_where_asked_for() {
    let home = Home::new();
    home.write("plays.csv", plays_of_the_three());
    home.ingest(&["plays.csv"]).success();
    // What is asked for later holds for those who are in the log already.
    home.ingest(&["plays.csv", "--keep-names"]).success();
    let labels = "SELECT label FROM viewers ORDER BY id";
    assert_eq!(query(&home.log(), labels), NAMES);
    assert_eq!(files_that_name(&home), ["log.db"]);
}

fn hashes(home: &Home, log: &str) -> Vec<String> {
    query(&home.path(log), "SELECT hex(hash) FROM viewers ORDER BY 1")
}

#[test]
fn two_logs_of_one_key_have_no_hash_in_common() {
    let home = Home::new();
    home.write("plays.csv", plays_of_the_three());
    home.ingest(&["plays.csv"]).success();
    std::fs::rename(home.log(), home.path("first.db")).unwrap();
    home.ingest(&["plays.csv"]).success();
    let (first, second) = (hashes(&home, "first.db"), hashes(&home, "log.db"));
    assert_eq!((first.len(), second.len()), (3, 3));
    assert!(first.iter().all(|hash| !second.contains(hash)));
}

#[test]
fn a_log_goes_on_with_its_own_salt_however_rows_come() {
    let home = Home::new();
    home.write("plays.csv", plays_of_the_three());
    home.ingest(&["plays.csv"]).success();
    let before = hashes(&home, "log.db");
    home.ingest(&["plays.csv", "--keep-names"]).success();
    let row =
        |name| format!("{{\"viewer\":\"{name}\",\"title\":\"X\",\"started_at\":1704488591}}\n");
    home.ingest_piped(NAMES.map(row).concat().as_bytes(), &["--follow"])
        .success();
    assert_eq!(hashes(&home, "log.db"), before);
    assert_eq!(
        query(&home.log(), "SELECT CAST(count(*) AS TEXT) FROM plays"),
        ["6"]
    );
}

/// Makes the log one of schema 2: without a salt, its viewers hashed as then.
fn make_unsalted(home: &Home) -> Vec<String> {
    let key = ViewerKey::load_or_create_in(&home.path("bingetop")).expect("it is ours");
    let conn = rusqlite::Connection::open(home.log()).expect("it is ours");
    for (number, name) in (1..).zip(NAMES) {
        let hash = key.hash(None, "", name);
        conn.execute("UPDATE viewers SET hash = ?1 WHERE id = ?2", (hash, number))
            .expect("it is ours");
    }
    conn.execute_batch("DELETE FROM settings WHERE name = 'viewer_salt'; PRAGMA user_version = 2")
        .expect("it is ours");
    drop(conn);
    hashes(home, "log.db")
}

#[test]
fn a_log_from_before_salts_keeps_its_hashes_and_that_is_said_once() {
    let home = Home::new();
    home.write("plays.csv", plays_of_the_three());
    home.ingest(&["plays.csv"]).success();
    let before = make_unsalted(&home);
    let words = "log.db is from before logs had a salt";
    home.ingest(&["plays.csv", "--dry-run"]).success();
    home.ingest(&["plays.csv"])
        .success()
        .stdout(contains("3 rows read, 0 added"))
        .stdout(contains(words));
    home.ingest(&["plays.csv"])
        .success()
        .stdout(contains("3 rows read, 0 added"))
        .stdout(contains(words).count(0));
    assert_eq!(hashes(&home, "log.db"), before);
    let salt = "SELECT value FROM settings WHERE name = 'viewer_salt'";
    assert_eq!(query(&home.log(), salt), ["none"]);
    let mut verify = home.bingetop();
    verify.args(["verify", "log.db"]);
    verify.assert().success().stdout(contains(words).count(1));
}

#[test]
fn a_followed_log_from_before_salts_keeps_its_hashes() {
    let home = Home::new();
    home.write("plays.csv", plays_of_the_three());
    home.ingest(&["plays.csv"]).success();
    let before = make_unsalted(&home);
    home.ingest_piped(plays_of_the_three().as_bytes(), &["--follow"])
        .success();
    assert_eq!(hashes(&home, "log.db"), before);
}

#[cfg(unix)]
#[test]
fn the_key_is_its_owners_alone_and_apart_from_the_log() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::with_log();
    let key = home.path("bingetop/viewer.key");
    let mode = std::fs::metadata(&key).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let secret = std::fs::read_to_string(&key).unwrap();
    for (path, content) in home.files() {
        let text = String::from_utf8_lossy(&content).to_lowercase();
        assert!(!text.contains(secret.trim()), "{}", path.display());
    }
    let mut names: Vec<_> = std::fs::read_dir(home.path("")).unwrap().collect();
    names.sort_by_key(|entry| entry.as_ref().unwrap().file_name());
    let names: Vec<_> = names
        .into_iter()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names, ["bingetop", "log.db", "plays.csv"]);
}

#[rstest]
#[case("bingetop/log.db")]
#[case("./bingetop/../bingetop/log.db")]
fn a_log_beside_the_key_is_refused(#[case] into: &str) {
    let home = Home::with_log();
    let mut ingest = home.bingetop();
    ingest.args(["ingest", "plays.csv", "--into", into]);
    ingest.assert().code(2).stdout("").stderr(contains(
        "beside the key that hides viewers; name a file in another folder",
    ));
    assert!(!home.path("bingetop/log.db").exists());
}

#[test]
fn a_log_of_another_key_is_refused() {
    let home = Home::with_log();
    std::fs::rename(home.path("bingetop"), home.path("elsewhere")).unwrap();
    let words = "its viewers are hidden with another key than this user's, so the same viewer would \
                 count twice; bring the key file along, or ingest into a new log";
    home.refuses(&["plays.csv"], "log.db", words);
    std::fs::remove_dir_all(home.path("bingetop")).unwrap();
    home.refuses(&["plays.csv", "--dry-run"], "log.db", words);
    std::fs::rename(home.path("elsewhere"), home.path("bingetop")).unwrap();
    home.ingest(&["plays.csv"]).success();
}

#[test]
fn a_key_that_is_none_is_left_alone() {
    let home = Home::new();
    home.write("activity.csv", NETFLIX);
    std::fs::create_dir(home.path("bingetop")).unwrap();
    home.write("bingetop/viewer.key", "a shopping list");
    home.ingest(&["activity.csv"]).code(2).stderr(contains(
        "viewer.key is not a key of bingetop; put back the right file",
    ));
    let key = std::fs::read_to_string(home.path("bingetop/viewer.key")).unwrap();
    assert_eq!(key, "a shopping list");
    assert!(!home.log().exists());
}
