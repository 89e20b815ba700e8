//! Logs of a few rows, and what is asked of them.

use assert_cmd::assert::Assert;

use crate::home::Home;

pub const HEADER: &str = "viewer,title,show,kind,started_at,seconds,position\n";

/// A column of positions is read where it is named.
pub const MAP: &str = "position=position";

/// What Zoraida Quill has played: a film that nobody else has, of which she is the last to play another, and one whose furthest
/// position is hers. No row of others starts when one of hers does.
pub const HERS: &str = "\
Zoraida Quill,Kestrel Nights,,film,2024-01-05T20:17:00Z,5400,
Zoraida Quill,Harbour Lights,,film,2024-01-06T20:17:00Z,5400,
Zoraida Quill,Pilot,Harbour,episode,2024-01-07T20:17:00Z,1200,
Zoraida Quill,Chapter Two,Harbour,episode,2024-01-08T20:17:00Z,1200,
Zoraida Quill,Long Film,,film,2024-01-09T20:17:00Z,7000,7000
Zoraida Quill,Solo One,Solo Show,episode,2024-01-10T20:17:00Z,1300,
Zoraida Quill,Solo Two,Solo Show,episode,2024-01-11T20:17:00Z,1300,
";

/// What others have played: of Long Film one has seen a bit and gone on later, which is one play only while somebody has come
/// further.
pub const THEIRS: &str = "\
Bob,Harbour Lights,,film,2024-01-05T20:00:00Z,5400,
Bob,Pilot,Harbour,episode,2024-01-06T20:00:00Z,1200,
Cleo,Pilot,Harbour,episode,2024-01-07T20:00:00Z,1200,
Cleo,Chapter Two,Harbour,episode,2024-01-07T21:00:00Z,1200,
Cleo,Long Film,,film,2024-01-08T20:00:00Z,3000,3000
Cleo,Long Film,,film,2024-01-09T20:00:00Z,1500,4500
Bob,Long Film,,film,2024-01-09T22:00:00Z,3000,3000
Bob,Harbour Lights,,film,2024-01-07T20:00:00Z,5400,
";

impl Home {
    pub fn write(&self, name: &str, content: &str) {
        std::fs::write(self.path(name), content).expect("the home can be written");
    }

    pub fn run(&self, arguments: &[&str]) -> Assert {
        self.bingetop().args(arguments).assert()
    }

    /// Imports rows into a log.
    pub fn ingest(&self, log: &str, rows: &str, flags: &[&str]) -> Assert {
        self.write("rows.csv", &format!("{HEADER}{rows}"));
        let into = ["ingest", "rows.csv", "--into", log, "--map", MAP];
        self.run(&[&into, flags].concat()).success()
    }

    /// Returns what a log answers: of titles and of shows, of several ranges of days, cohorts, days and hours among it.
    pub fn report(&self, log: &str) -> String {
        let mut all = String::new();
        for level in ["title", "show"] {
            for range in ["all", "2024-01-06..2024-01-08", "last 3 days", "2024-01-09"] {
                for streak in ["2", "3"] {
                    let mut report = self.bingetop();
                    report.args(["report", log, "--top", "0", "--exact", "--format", "json"]);
                    report.args(["--by", level, "--range", range, "--streak", streak]);
                    let output = report.assert().success().get_output().stdout.clone();
                    all += &String::from_utf8(output).expect("JSON is text");
                }
            }
        }
        all.replace(log, "log")
    }

    pub fn verify(&self, log: &str) {
        self.run(&["verify", log, "--windows", "10"]).success();
    }
}
