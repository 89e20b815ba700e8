//! The same made-up history in each form that programs write it in: the same answers.
//!
//! Each history is one table; each form is made of it in code. What a form cannot know is said where it is compared.

#[path = "support/cubes.rs"]
mod cubes;
#[path = "support/home.rs"]
mod home;
#[path = "support/rows.rs"]
mod rows;

#[path = "same_history/scrobbles.rs"]
mod scrobbles;
#[path = "same_history/servers.rs"]
mod servers;
#[path = "same_history/spotify.rs"]
mod spotify;
#[path = "same_history/spotify_twice.rs"]
mod spotify_twice;

use home::Home;
use serde_json::Value;

/// A history in one form.
struct Form {
    /// What the program calls it.
    format: &'static str,
    /// What it is called on the disk.
    file: &'static str,
    content: Vec<u8>,
}

impl Form {
    fn new(format: &'static str, file: &'static str, content: impl Into<Vec<u8>>) -> Self {
        let content = content.into();
        Self {
            format,
            file,
            content,
        }
    }

    /// Returns the reports of a log that holds it alone, by show and by title, each with all that was ever played.
    ///
    /// Times without a zone are UTC.
    fn reports(&self) -> [Value; 2] {
        let home = Home::new();
        std::fs::write(home.path(self.file), &self.content).expect("the home can be written");
        let mut ingest = home.bingetop();
        ingest.args([
            "ingest",
            self.file,
            "--into",
            "log.db",
            "--time-zone",
            "UTC",
        ]);
        let said = ingest.assert().success().get_output().stdout.clone();
        let said = String::from_utf8(said).expect("text");
        let read = format!("{}: read as {} (", self.file, self.format);
        assert!(said.starts_with(&read), "{said}");
        assert!(!said.contains("refused"), "{said}");
        ["show", "title"].map(|by| {
            let mut report = home.bingetop();
            report.args([
                "report", "log.db", "--range", "all", "--top", "0", "--by", by,
            ]);
            report.args(["--streak", "2", "--exact", "--format", "json"]);
            let report = report.assert().success().get_output().stdout.clone();
            serde_json::from_slice(&report).expect("it is JSON")
        })
    }
}

/// Makes sure that all of `forms` give the answers of the first, and returns these.
fn same_answers(forms: &[Form]) -> [Value; 2] {
    let first = forms[0].reports();
    for form in &forms[1..] {
        for (report, expected) in form.reports().iter().zip(&first) {
            let keys = expected.as_object().expect("an object").keys();
            for key in keys {
                assert_eq!(report[key], expected[key], "{key} of {}", form.format);
            }
        }
    }
    first
}

/// Returns the bytes of the database that `sql` makes.
fn database(sql: &str) -> Vec<u8> {
    let mut conn = rusqlite::Connection::open_in_memory().expect("there is memory");
    conn.execute_batch(sql).expect("it is SQL");
    conn.serialize("main").expect("it is a database").to_vec()
}
