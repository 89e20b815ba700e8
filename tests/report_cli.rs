//! `bingetop report` as people run it: flags, outputs, refusals, exit codes.

use predicates::prelude::*;
use predicates::str::{contains, diff, starts_with};
use rstest::rstest;
use serde_json::Value;

#[path = "support/home.rs"]
mod home;

use home::Home;

impl Home {
    /// Ingests `rows` of viewer, title, show and start into a log of days that start at 04:00 in
    /// Rome.
    fn with(rows: &str) -> Self {
        let home = Self::new();
        let table = format!("viewer,title,show,start,seconds\n{rows}");
        std::fs::write(home.path("plays.csv"), table).expect("the home can be written");
        let mut ingest = home.bingetop();
        ingest.args(["ingest", "plays.csv", "--into", "log.db"]);
        ingest.args(["--time-zone", "Europe/Rome", "--day-starts", "04:00"]);
        ingest.assert().success();
        home
    }

    fn report(&self, flags: &[&str]) -> assert_cmd::assert::Assert {
        let mut report = self.bingetop();
        report.args(["report", "log.db"]).args(flags);
        report.assert()
    }

    fn json(&self, flags: &[&str]) -> Value {
        let all = [flags, &["--format", "json"]].concat();
        let output = self.report(&all).success().stderr("").get_output().clone();
        serde_json::from_slice(&output.stdout).expect("the report is JSON")
    }
}

/// Twelve viewers saw one film on each of the eighteen days to 2017-12-10; one of them, two
/// episodes of two shows that are called the same.
fn tweet() -> Home {
    let november = (23..=30).map(|day| format!("2017-11-{day}"));
    let december = (1..=10).map(|day| format!("2017-12-{day:02}"));
    let mut rows = Vec::new();
    for day in november.chain(december) {
        let row = |viewer| format!("v{viewer},A Christmas Prince,,{day} 21:00:00,5400\n");
        rows.extend((1..=12).map(row));
    }
    rows.push("v1,Pilot,The Office,2017-12-01 20:00:00,1800\n".to_owned());
    rows.push("v1,Pilot,Friends,2017-12-02 20:00:00,1800\n".to_owned());
    Home::with(&rows.concat())
}

#[test]
fn the_tweet_is_answered() {
    let found = tweet().json(&["--range", "18d", "--streak", "18"]);
    assert_eq!(found["window"]["from"], "2017-11-23");
    assert_eq!(found["window"]["streak_at_least"], 18);
    assert_eq!(found["log"]["day_starts"], "04:00");
    let prince = &found["streaks"][0];
    assert_eq!(prince["name"], "A Christmas Prince");
    assert_eq!(
        (&prince["viewers"], &prince["running"]),
        (&12.into(), &12.into())
    );
}

#[rstest]
#[case::default(&[], "2017-11-11", "2017-12-10")]
#[case::from_only(&["--from", "2017-12-01"], "2017-12-01", "2017-12-10")]
#[case::to_only(&["--to", "2017-11-30"], "2017-11-23", "2017-11-30")]
#[case::both(&["--from", "2017-12-01", "--to", "2017-12-03"], "2017-12-01", "2017-12-03")]
#[case::range(&["--range", "2017-12-01..2017-12-03"], "2017-12-01", "2017-12-03")]
#[case::all(&["--range", "all"], "2017-11-23", "2017-12-10")]
#[case::now(&["--now", "2017-12-05"], "2017-11-06", "2017-12-05")]
#[case::now_and_range(&["--now", "2017-12-05", "--range", "3d"], "2017-12-03", "2017-12-05")]
fn the_window_is_the_one_named(#[case] flags: &[&str], #[case] from: &str, #[case] to: &str) {
    let found = tweet().json(flags);
    assert_eq!(found["window"]["from"], from);
    assert_eq!(found["window"]["to"], to);
}

#[test]
fn small_cohorts_are_hidden_until_asked_for() {
    let home = tweet();
    let flags = ["--by", "show", "--filter", "office", "--panel", "rewatched"];
    let guarded = home.json(&flags);
    assert_eq!(guarded["rewatched"][0]["viewers"], Value::Null);
    assert_eq!(guarded["rewatched"][0]["guarded"], true);
    let exact = home.json(&[&flags[..], &["--exact"]].concat());
    assert_eq!(exact["rewatched"][0]["viewers"], 1);
    assert_eq!(exact["log"]["exact"], true);
    assert_eq!(exact["rewatched"].as_array().unwrap().len(), 1);
    assert_eq!(exact.get("streaks"), None);
}

#[test]
fn cohorts_are_those_of_the_title_named() {
    let home = tweet();
    let name = |flags: &[&str]| home.json(flags)["cohorts"]["name"].clone();
    assert_eq!(
        name(&["--title", "a CHRISTMAS prince"]),
        "A Christmas Prince"
    );
    assert_eq!(name(&["--title", "prince"]), "A Christmas Prince");
    assert_eq!(name(&["--title", "friends: pilot"]), "Pilot");
    assert_eq!(name(&["--by", "show", "--title", "office"]), "The Office");
    assert_eq!(name(&[]), Value::Null);
}

#[test]
fn a_name_of_several_titles_is_refused_with_how_to_be_exact() {
    tweet()
        .report(&["--title", "pilot"])
        .code(2)
        .stdout("")
        .stderr(diff(
            "bingetop: \"pilot\" names 2 titles; name one as it stands here:\n  \
         The Office: Pilot\n  Friends: Pilot\n",
        ));
}

#[test]
fn an_unknown_name_is_refused_with_similar_ones() {
    tweet()
        .report(&["--title", "Chrismas Prince"])
        .code(2)
        .stderr(diff(
            "bingetop: the log has no title named \"Chrismas Prince\"; perhaps you mean\n  \
         A Christmas Prince\n",
        ));
    tweet()
        .report(&["--title", "qqqq"])
        .code(2)
        .stderr("bingetop: the log has no title named \"qqqq\"\n");
}

#[test]
fn an_error_in_a_range_is_pointed_at() {
    tweet()
        .report(&["--range", "since 夜, 30 nov 2017"])
        .code(2)
        .stdout("")
        .stderr(
            starts_with("bingetop: --range means no days\n  since 夜, 30 nov 2017\n        ^^\n")
                .and(contains("夜")),
        );
}

#[rstest]
#[case(&[], &[])]
#[case(&["--range", "7d"], &[])]
#[case(&["--from", "2017-11-25", "--to", "2017-12-02"], &[])]
#[case(&["--to", "2017-12-05", "--streak", "5", "--compare", "off"], &[])]
#[case(&["--by", "show", "--filter", "off", "--now", "2017-12-04"], &[])]
#[case(&["--title", "A Christmas Prince", "--panel", "3"], &["--title", "A Christmas Prince", "--panel", "cohorts"])]
#[case(&["--panel", "1"], &["--panel", "streaks"])]
#[case(&["--panel", "2"], &["--panel", "rewatched"])]
#[case(&["--panel", "4"], &["--panel", "timeline"])]
fn the_dashboard_without_a_terminal_is_a_report(#[case] flags: &[&str], #[case] same: &[&str]) {
    let home = tweet();
    let same = if same.is_empty() { flags } else { same };
    let report = home.report(same).success().get_output().clone();
    for words in [[&["log.db"], flags].concat(), [flags, &["log.db"]].concat()] {
        let mut dashboard = home.bingetop();
        dashboard.args(words);
        dashboard.assert().success().stdout(report.stdout.clone());
    }
}

#[test]
fn the_built_in_sample_takes_the_options_of_a_report() {
    let home = Home::new();
    let said = |words: &[&str]| {
        let mut program = home.bingetop();
        program.args(words);
        program.assert().success().get_output().stdout.clone()
    };
    let dashboard = said(&["--range", "7d"]);
    assert_eq!(dashboard, said(&["report", "--range", "7d"]));
    assert_ne!(dashboard, said(&["report"]));
}

#[rstest]
#[case(&["--range", "30 dais"])]
#[case(&["--title", "Christmas Princess"])]
#[case(&["--from", "2018-01-01"])]
fn the_dashboard_refuses_what_a_report_refuses(#[case] flags: &[&str]) {
    let home = tweet();
    let report = home.report(flags).code(2).get_output().clone();
    let mut dashboard = home.bingetop();
    dashboard.arg("log.db").args(flags);
    dashboard.assert().code(2).stdout("").stderr(report.stderr);
}

#[rstest]
#[case(&["inges", "x.csv"], "did you mean `bingetop ingest`?")]
#[case(&["log.db", "--panel", "5"], "a panel is 1, 2, 3 or 4")]
#[case(&["log.db", "--streak", "1"], "one day is no streak")]
fn what_the_dashboard_cannot_mean_is_refused(#[case] words: &[&str], #[case] said: &str) {
    let home = tweet();
    let mut dashboard = home.bingetop();
    dashboard.args(words);
    dashboard.assert().code(2).stdout("").stderr(contains(said));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let home = tweet();
    let mut report = home.plain_bingetop();
    report.args(["report", "log.db", "--format", "json", "--range", "100y"]);
    report.stdout(std::process::Stdio::piped());
    let mut running = report.spawn().unwrap();
    drop(running.stdout.take());
    assert!(running.wait().unwrap().success());
}

#[rstest]
#[case(&["--streak", "1"], "one day is no streak")]
#[case(&["--streak", "100001"], "2 to 100000 days")]
#[case(&["--from", "2017-13-01"], "write it as YYYY-MM-DD")]
#[case(&["--from", "2017-12-05", "--to", "2017-12-01"], "is after the last")]
#[case(&["--from", "2018-01-01"], "without --to, the last day is the newest one")]
#[case(&["--to", "2001-01-01"], "without --from, the first day is that of the log")]
#[case(&["--range", "7d", "--from", "2017-12-01"], "cannot be used with")]
#[case(&["--by", "viewer"], "possible values: auto, title, show")]
#[case(&["--panel", "people"], "possible values")]
#[case(&["--format", "html"], "possible values")]
fn what_cannot_be_meant_is_refused(#[case] flags: &[&str], #[case] words: &str) {
    tweet()
        .report(flags)
        .code(2)
        .stdout("")
        .stderr(contains(words));
}

#[test]
fn what_is_no_log_is_refused() {
    let home = Home::new();
    home.report(&[])
        .code(2)
        .stderr(contains("log.db: no such file"));
    std::fs::write(home.path("log.db"), "").unwrap();
    home.report(&[]).code(2).stderr(contains("log.db: empty"));
}

#[test]
fn text_is_for_eighty_columns_and_names_the_rule_of_days() {
    let output = tweet()
        .report(&["--top", "1"])
        .success()
        .get_output()
        .clone();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("log.db\n"));
    assert!(text.contains("days start at 04:00 in Europe/Rome"));
    assert!(text.contains("the first 1 of them here"));
    assert!(text.lines().all(|line| line.chars().count() <= 80));
}

#[test]
fn csv_is_one_table() {
    let home = tweet();
    let header =
        "name,show,longest,longest_at_least,viewers,running,time_zone,day_starts,guarded\r\n";
    let row = "A Christmas Prince,,18,,12,12,Europe/Rome,04:00,false\r\n";
    home.report(&["--format", "csv"])
        .success()
        .stdout(format!("{header}{row}"));
    home.report(&["--format", "csv", "--panel", "totals", "--exact"])
        .success()
        .stdout(
            "rows,plays,hours,viewers,titles,rewatches,guarded\r\n218,218,325,12,3,204,false\r\n",
        );
    // Each of the other two titles is of one viewer: the sums would tell.
    home.report(&["--format", "csv", "--panel", "totals"])
        .success()
        .stdout(contains("\r\n,,,12,,,true\r\n"));
}

/// The guard puts items with few viewers last, so the first rows are not those of the most rewatches.
#[rstest]
fn the_first_rows_are_the_same_however_many_are_listed(
    #[values("streaks", "rewatched")] panel: &str,
    #[values("title", "show")] by: &str,
    #[values("2017-01-02..2017-01-03", "3d", "30d")] range: &str,
) {
    let home = Home::new();
    let rows = |top: &str| {
        let output = home
            .bingetop()
            .args(["report", "--format", "csv", "--panel", panel])
            .args(["--by", by, "--range", range, "--top", top])
            .output()
            .expect("it runs");
        let text = String::from_utf8(output.stdout).expect("it is text");
        text.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let (first, all) = (rows("20"), rows("0"));
    assert!(first.len() > 10);
    assert_eq!(first, all[..first.len()]);
}

#[test]
fn markdown_has_a_heading_for_the_panel_wanted() {
    tweet()
        .report(&["--format", "markdown", "--panel", "streaks"])
        .success()
        .stdout(
            starts_with("# log.db\n")
                .and(contains("\n## Viewers on a streak of 3 days or more\n"))
                .and(contains("\n| A Christmas Prince | 12 | 12 | 18 days |\n"))
                .and(contains("## Totals").not()),
        );
}

#[test]
fn who_came_back_is_asked_of_one_title_or_show() {
    let home = tweet();
    home.report(&["--panel", "back"])
        .code(2)
        .stdout("")
        .stderr(contains(
            "--panel back is about one title or show: add --title NAME",
        ));
    home.report(&["--panel", "back", "--title", "A Christmas Prince"])
        .success()
        .stdout(contains("Coming back · A Christmas Prince"));
    home.report(&[])
        .success()
        .stdout(contains("Coming back").not());
}

#[test]
fn a_log_of_an_empty_table_has_nothing_to_report() {
    let home = Home::with("");
    home.report(&[])
        .code(2)
        .stdout("")
        .stderr("bingetop: log.db: the log holds no rows yet\n");
}

#[test]
fn a_film_and_a_series_of_one_name_can_each_be_named() {
    let table = "viewer,title,show,kind,start,seconds\n\
                 ann,Fargo,,film,2024-01-05T21:00:00Z,5400\n\
                 ann,Pilot,Fargo,episode,2024-01-06T21:00:00Z,3000\n\
                 ben,Pilot,Fargo,episode,2024-01-06T21:00:00Z,3000\n\
                 ann,Pilot,,film,2024-01-07T21:00:00Z,5400\n";
    let home = Home::new();
    std::fs::write(home.path("plays.csv"), table).expect("the home can be written");
    let mut ingest = home.bingetop();
    ingest.args(["ingest", "plays.csv", "--into", "log.db"]);
    ingest.assert().success();
    let viewers = |by: &str, title: &str| {
        let found = home.json(&["--by", by, "--title", title, "--range", "all", "--exact"]);
        found["cohorts"]["by_plays"][0]["viewers"].clone()
    };
    assert_eq!(viewers("title", "Pilot"), 1, "a bare name is the film's");
    assert_eq!(viewers("title", "Fargo: Pilot"), 2);
    assert_eq!(viewers("show", "Fargo (film)"), 1);
    assert_eq!(viewers("show", "Fargo (episode)"), 2);
    home.report(&["--by", "show", "--title", "Fargo"])
        .code(2)
        .stderr(contains(
            "\"Fargo\" names 2 shows; name one as it stands here:",
        ))
        .stderr(contains("\n  Fargo (film)\n").and(contains("\n  Fargo (episode)\n")));
}

#[test]
fn titles_of_one_name_and_kind_are_named_by_their_ids() {
    let table = "viewer,title,show,kind,id,start,seconds\n\
                 ann,Fog,The Piers,track,spotify:track:A,2024-01-05T21:00:00Z,200\n\
                 ann,Fog,The Piers,track,spotify:track:B,2024-01-06T21:00:00Z,200\n\
                 ben,Fog,The Piers,track,spotify:track:B,2024-01-06T21:00:00Z,200\n\
                 ann,Fog,The Piers,track,,2024-01-07T21:00:00Z,200\n\
                 ben,Fog,The Piers,track,,2024-01-07T21:00:00Z,200\n\
                 cleo,Fog,The Piers,track,,2024-01-07T21:00:00Z,200\n\
                 ann,Fog,#1 Ebb,video,,2024-01-08T21:00:00Z,200\n";
    let home = Home::new();
    std::fs::write(home.path("plays.csv"), table).expect("the home can be written");
    let mut ingest = home.bingetop();
    ingest.args(["ingest", "plays.csv", "--into", "log.db", "--map", "id=id"]);
    ingest.args(["--keep-names", "--time-zone", "UTC"]);
    ingest.assert().success();
    for level in ["title", "auto"] {
        home.report(&["--by", level, "--title", "The Piers: Fog"])
            .code(2)
            .stderr(diff(
                "bingetop: \"The Piers: Fog\" names 3 titles; name one as it stands here:\n  \
                 The Piers: Fog (#spotify:track:A)\n  The Piers: Fog (#spotify:track:B)\n  The Piers: Fog (#)\n",
            ));
    }
    let viewers = |title: &str| {
        let found = home.json(&["--title", title, "--range", "all", "--exact"]);
        found["cohorts"]["by_plays"][0]["viewers"].clone()
    };
    assert_eq!(viewers("The Piers: Fog (#spotify:track:A)"), 1);
    assert_eq!(viewers("#spotify:track:A"), 1);
    assert_eq!(viewers("the piers: fog (#spotify:track:B)"), 2);
    assert_eq!(viewers("The Piers: Fog (#)"), 3);
    assert_eq!(viewers("#1 Ebb: Fog"), 1);
    // The same of one viewer alone, and of a title that counts as another.
    let of_ann = [
        "--viewer",
        "ann",
        "--title",
        "#spotify:track:B",
        "--range",
        "all",
    ];
    let of_ann = home.json(&[&of_ann[..], &["--exact"]].concat());
    assert_eq!(of_ann["cohorts"]["by_plays"][0]["viewers"], 1);
    let mut merge = home.bingetop();
    merge.args([
        "titles",
        "merge",
        "log.db",
        "#spotify:track:B",
        "#spotify:track:A",
    ]);
    merge.assert().success();
    assert_eq!(viewers("#spotify:track:B"), 2);
    home.report(&["--by", "show", "--title", "#spotify:track:A"])
        .code(2)
        .stderr("bingetop: the log has no show named \"#spotify:track:A\"\n");
}
