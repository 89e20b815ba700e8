//! Logs of a few rows in which two viewers are one, and two films.

use assert_cmd::assert::Assert;

use crate::home::Home;

pub const HEADER: &str = "viewer,title,show,kind,started_at,seconds\n";

/// Annie is Ann: on the 6th she goes on with what Ann has begun, and one row of hers has been imported for both.
pub const EARLY: &str = "\
Ann,Dracula,,film,2024-01-05T20:00:00Z,50
Annie,Dracula,,film,2024-01-05T20:01:20Z,5400
Ann,Count Dracula,,film,2024-01-06T20:00:00Z,5400
Annie,Count Dracula,,film,2024-01-06T20:00:00Z,5400
Annie,Pilot,Harbour,episode,2024-01-07T20:00:00Z,1200
Bob,Pilot,Harbour,episode,2024-01-07T20:00:00Z,1200
";

pub const LATE: &str = "\
Annie,Dracula,,film,2024-01-08T20:00:00Z,5400
Bob,Dracula,,film,2024-01-08T20:00:00Z,5400
Ann,Chapter Two,Harbour,episode,2024-01-09T20:00:00Z,1200
";

pub const REPORT: [&str; 8] = [
    "report", "--range", "all", "--top", "0", "--exact", "--format", "json",
];

impl Home {
    /// Returns a home with a log of these rows.
    pub fn with(rows: &str, flags: &[&str]) -> Self {
        let home = Self::new();
        home.ingest("log.db", rows, flags);
        home
    }

    pub fn write(&self, name: &str, content: &str) {
        std::fs::write(self.path(name), content).expect("the home can be written");
    }

    pub fn run(&self, arguments: &[&str]) -> Assert {
        self.bingetop().args(arguments).assert()
    }

    /// Imports rows into a log.
    pub fn ingest(&self, log: &str, rows: &str, flags: &[&str]) {
        self.write("rows.csv", &format!("{HEADER}{rows}"));
        self.run(&[&["ingest", "rows.csv", "--into", log], flags].concat())
            .success();
    }

    /// Returns everything that a log is reported to be, of titles and of shows.
    pub fn report(&self, log: &str) -> String {
        let of_level = |level: &str| {
            let mut report = self.bingetop();
            let report = report.args(REPORT).args([log, "--by", level]);
            let output = report.assert().success().get_output().stdout.clone();
            String::from_utf8(output).expect("JSON is text")
        };
        ["title", "show"].map(of_level).concat()
    }

    pub fn verify(&self, log: &str) {
        self.run(&["verify", log, "--windows", "10"]).success();
    }
}
