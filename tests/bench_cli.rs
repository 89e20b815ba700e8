//! `bingetop bench`: which figures there are. How good they are depends on the machine.

use predicates::str::{contains, starts_with};
use rstest::rstest;
use serde_json::Value;

#[path = "support/home.rs"]
mod home;

use home::Home;

impl Home {
    fn bench(&self, arguments: &[&str]) -> assert_cmd::assert::Assert {
        let mut bench = self.bingetop();
        bench.arg("bench").args(arguments);
        bench.assert()
    }

    /// Makes a log of 10,000 rows.
    fn log(&self) {
        let csv = ["--csv", "plays.csv", "--plays", "10000"];
        let mut sample = self.bingetop();
        sample.arg("sample").args(csv).assert().success();
        let into = ["plays.csv", "--into", "plays.db", "--time-zone", "UTC"];
        let mut ingest = self.bingetop();
        ingest.arg("ingest").args(into).assert().success();
    }
}

fn json(output: &[u8]) -> Value {
    serde_json::from_slice(output).expect("JSON")
}

#[test]
fn the_json_has_every_figure() {
    let home = Home::new();
    home.log();
    let arguments = ["plays.db", "--windows", "7", "--seed", "3"];
    let bench = home.bench(&[&arguments[..], &["--format", "json"]].concat());
    let found = json(&bench.success().stderr("").get_output().stdout);
    assert_eq!(found["schema"], "bingetop.bench/1");
    assert_eq!(found["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(
        (&found["source"], &found["seed"]),
        (&"plays.db".into(), &3.into())
    );
    let log = &found["log"];
    assert_eq!((&log["rows"], &log["days"]), (&10_000.into(), &365.into()));
    assert_eq!(log["first_day"], "2016-12-11");
    assert_eq!(log["last_day"], "2017-12-10");
    assert!(log["plays"].as_u64() < log["rows"].as_u64());
    assert!(log["viewers"].as_u64() <= Some(250));
    for figure in ["open_us", "first_frame_us"] {
        assert!(found[figure].as_f64() > Some(0.0), "{figure}");
    }
    for (name, times) in [
        ("frame_30_days", 11),
        ("frame_30_days_compared", 11),
        ("frame_full", 11),
        ("frame_full_compared", 11),
        ("windows", 7),
        ("windows_compared", 7),
        ("select_heaviest", 7),
        ("select_any", 7),
        ("also_played_heaviest", 7),
        ("also_played_any", 7),
    ] {
        let figures = &found[name];
        assert_eq!(figures["times"], times, "{name}");
        let [p50, p99, max] = ["p50_us", "p99_us", "max_us"].map(|rank| figures[rank].as_f64());
        assert!(
            p50 > Some(0.0) && p50 <= p99 && p99 <= max,
            "{name}: {figures}"
        );
    }
    let memory = found.get("memory");
    assert_eq!(memory.is_some(), cfg!(target_os = "linux"));
    if let Some(memory) = memory {
        assert!(memory["now_kib"].as_u64() > Some(1_000));
        assert!(memory["peak_kib"].as_u64() >= memory["now_kib"].as_u64());
    }
}

#[test]
fn the_text_is_a_table_with_a_line_for_each_figure() {
    let home = Home::new();
    home.log();
    let bench = home.bench(&["plays.db", "--windows", "5"]);
    let output = bench
        .success()
        .stderr("")
        .stdout(starts_with("plays.db · 10,000 rows · "))
        .stdout(contains(" · 365 days\nbingetop "));
    let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    let table: Vec<&str> = text.lines().collect();
    for (name, times) in [
        ("all answers, last 30 days", "11"),
        ("all answers, 365 days", "11"),
        ("all answers, any range", "5"),
        ("select the heaviest title", "5"),
        ("select any title", "5"),
        ("also played, the heaviest", "5"),
        ("also played, any title", "5"),
    ] {
        let line = table.iter().find(|line| line.starts_with(name));
        let rest = line.expect(name)[name.len()..].trim();
        let cells: Vec<&str> = rest.split("  ").filter(|cell| !cell.is_empty()).collect();
        assert_eq!((cells.len(), cells[0]), (4, times), "{name}: {cells:?}");
    }
    let widths = table[6..17].iter().map(|line| line.chars().count());
    assert_eq!(widths.collect::<Vec<_>>(), [67; 11], "{text}");
}

#[test]
fn without_a_log_the_sample_is_measured() {
    let bench = Home::new().bench(&["--windows", "1", "--format", "json"]);
    let found = json(&bench.success().get_output().stdout);
    assert_eq!(found["source"], "the built-in sample");
    assert_eq!(found["log"]["plays"], 105_078);
}

#[rstest]
#[case::no_such_log(&["no.db"], "bingetop: no.db: ")]
#[case::no_ranges(&["--windows", "0"], "0 is not in 1..=1000000")]
#[case::another_format(&["--format", "csv"], "[possible values: text, json]")]
fn what_cannot_be_measured_is_refused(#[case] arguments: &[&str], #[case] words: &str) {
    let bench = Home::new().bench(arguments);
    bench.code(2).stdout("").stderr(contains(words));
}

#[test]
fn an_empty_file_is_not_measured() {
    let home = Home::new();
    std::fs::write(home.path("empty.db"), "").unwrap();
    let bench = home.bench(&["empty.db"]);
    bench
        .code(2)
        .stdout("")
        .stderr(starts_with("bingetop: empty.db: "));
}
