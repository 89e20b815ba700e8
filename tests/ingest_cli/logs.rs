//! Logs made by the program, and what they hold.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use assert_cmd::assert::Assert;
use rusqlite::Connection;

use crate::dump::{dump, texts};
use crate::home::Home;
use crate::reasons::without_reasons;
use crate::viewers::NAMED;

/// A table of three plays by two viewers.
pub const PLAYS: &str = "\
viewer,title,show,kind,started_at,seconds
ann,The Pier,Harbour,episode,2024-01-05T21:03:11Z,2462
bob,Low Tide,The Piers,track,2024-01-05T22:00:00Z,201
ann,A Winter Prince,,film,2024-01-06T20:00:00Z,5400
";

/// Netflix's export: 26 rows, of which 5 are extras, one is a repeat and one cannot be read.
pub const NETFLIX: &str = include_str!("../fixtures/netflix.csv");

impl Home {
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), content).expect("the home can be written");
    }

    /// Ingests into `log.db`.
    pub fn ingest(&self, arguments: &[&str]) -> Assert {
        let mut ingest = self.bingetop();
        ingest.args(["ingest", "--into", "log.db"]).args(arguments);
        without_reasons_of(&mut ingest)
    }

    /// Ingests `content` from standard input into `log.db`.
    pub fn ingest_piped(&self, content: &[u8], arguments: &[&str]) -> Assert {
        let mut ingest = self.bingetop();
        ingest.args(["ingest", "-", "--into", "log.db"]);
        ingest.args(arguments).write_stdin(content);
        without_reasons_of(&mut ingest)
    }

    /// Returns a home with [`PLAYS`] in `plays.csv` and in a log of Rome.
    pub fn with_log() -> Self {
        let home = Self::new();
        home.write("plays.csv", PLAYS);
        home.ingest(&["plays.csv", "--time-zone", "Europe/Rome"])
            .success();
        home
    }

    pub fn log(&self) -> PathBuf {
        self.path("log.db")
    }

    /// Returns what `log.db` answers to every panel, and its plays in words, numbers of rows aside.
    pub fn answers(&self) -> Vec<String> {
        let flags = "--range all --top 0 --exact --format json".split(' ');
        let mut lines = Vec::new();
        for level in ["title", "show"] {
            let mut report = self.bingetop();
            report.args(["report", "log.db", "--by", level]);
            let output = report.args(flags.clone()).assert().success();
            let output = output.get_output().stdout.clone();
            lines.push(String::from_utf8(output).expect("JSON is text"));
        }
        lines.extend(play_log(&self.log()));
        lines
    }

    /// Returns every file of the home but the key, with its content.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        gather(&self.path(""), &mut files);
        // What is noted beside the key says where refused rows may be, before there are any.
        let is_note = |path: &Path| {
            path.parent()
                .is_some_and(|folder| folder.ends_with("bingetop/refused"))
        };
        files.retain(|path, _| !path.ends_with("bingetop/viewer.key") && !is_note(path));
        files
    }

    /// Ingests and makes sure that it is refused with one line that begins with `name` and holds
    /// `words`, and that nothing is written, changed or left behind.
    pub fn refuses(&self, arguments: &[&str], name: &str, words: &str) {
        let files = self.files();
        let output = self.ingest(arguments).code(2).stdout("");
        let said = String::from_utf8(output.get_output().stderr.clone()).expect("text");
        assert!(said.starts_with(&format!("bingetop: {name}: ")), "{said}");
        assert!(said.contains(words), "{said} lacks {words}");
        assert_eq!(said.matches('\n').count(), 1, "{said}");
        assert!(said.ends_with('\n') && !said.contains('\u{1b}'), "{said}");
        assert_eq!(said.matches(words).count(), 1, "{said} says it twice");
        assert!(self.files() == files, "{arguments:?} changed a file");
    }

    /// Returns the bytes of the key that hides viewers.
    pub fn key(&self) -> Vec<u8> {
        std::fs::read(self.path("bingetop/viewer.key")).expect("there is a key")
    }

    pub fn dump(&self) -> Vec<String> {
        dump(&self.log())
    }
}

/// Runs an import for what it says, but for why each file is of its format.
fn without_reasons_of(ingest: &mut Command) -> Assert {
    let mut output = ingest.output().expect("the program runs");
    if let Ok(said) = str::from_utf8(&output.stdout) {
        output.stdout = without_reasons(said).into_bytes();
    }
    Assert::new(output).append_context("command", format!("{ingest:?}"))
}

fn gather(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).expect("the folder is read") {
        let path = entry.expect("it is read").path();
        if path.is_dir() {
            gather(&path, files);
        } else if path.is_file() {
            let content = std::fs::read(&path).expect("the file is read");
            files.insert(path, content);
        }
    }
}

/// Returns the rows of the view `play_log`, with a number for the viewer that is the same in every log.
pub fn play_log(path: &Path) -> Vec<String> {
    query(
        path,
        &format!(
            "{NAMED} SELECT concat_ws('|', n, quote(viewer), title, quote(show), quote(kind),
                          started_at_utc, day, quote(seconds), quote(position), counts_as)
         FROM play_log JOIN named ON id = viewer_id
         ORDER BY 1"
        ),
    )
}

/// Returns the one column of a query of the database at `path`.
pub fn query(path: &Path, sql: &str) -> Vec<String> {
    texts(&Connection::open(path).expect("the log opens"), sql)
}
