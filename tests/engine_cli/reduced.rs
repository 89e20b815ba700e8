//! `bingetop reduce`: a command that stands for an engine's writes the cells of the fixture, fails, waits, or is not there.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use rstest::rstest;
use rusqlite::Connection;

use crate::home::Home;
use crate::logs::{FIXTURE, copied, fixture, import_fixture, same_cells};

/// What all runs are asked.
const ASKED: &str = "--source parquet:lake --map viewer=user,title=name,start=at --time-zone Europe/Rome --into reduced.db";

/// Finds where the script has its cells go, and puts those of the fixture and a step with a viewer there.
pub const WRITES: &str = r#"
out=$(sed -n "s|^INSERT OVERWRITE DIRECTORY '\(.*\)/settings' .*|\1|p; s|^) TO '\(.*\)/settings.parquet' .*|\1|p" "$script")
out=${out#file://}
mkdir -p "$out/steps/kept"
echo ann@example.org > "$out/steps/kept/part-0.parquet"
cp "$FIXTURE"/*.parquet "$out"
"#;

/// Says of each stage of the script that it is done.
pub const TELLS: &str = r#"
sed -n "s/^SELECT '\(bingetop-stage:[a-z_]*\)' AS stage;/\1/p" "$script" | while read -r stage; do
    case $stage in *:estimate) printf '1500\t30\t4\t7\t12.0\t20\t1\n' ;; esac
    echo "$stage"
done
"#;

/// Makes a command of a home's `bin`; `script` is the file that it is to run.
pub fn command(home: &Home, name: &str, body: &str) {
    let bin = home.path("bin");
    fs::create_dir_all(&bin).expect("a folder");
    let path = bin.join(name);
    let find =
        r#"printf '%s\n' "$@" > "$HOME/told"; while [ "$1" != -f ]; do shift; done; script=$2"#;
    let text = format!("#!/bin/sh\n{find}\n{body}\n");
    fs::write(&path, text).expect("a file");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it may be run");
}

/// Returns the program, which finds the commands of the home and no others of an engine.
pub fn bingetop(home: &Home) -> Command {
    fs::create_dir_all(home.path("tmp")).expect("a folder");
    let mut command = home.plain_bingetop();
    let path = std::env::var("PATH").unwrap_or_default();
    command
        .env("PATH", format!("{}:{path}", home.path("bin").display()))
        .env("TMPDIR", home.path("tmp"))
        .env("FIXTURE", FIXTURE)
        .env_remove("SPARK_HOME");
    command
}

/// Returns `bingetop reduce`, with `asked` before what all runs are asked.
pub fn reduce(home: &Home, asked: &str) -> Command {
    let mut command = bingetop(home);
    command
        .arg("reduce")
        .args(asked.split_whitespace())
        .args(ASKED.split_whitespace());
    command
}

/// Returns bytes as text.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Returns what is there, in order, without the command itself.
pub fn left(home: &Home) -> Vec<String> {
    let mut names = Vec::new();
    for folder in ["", "tmp"] {
        let entries = fs::read_dir(home.path(folder)).expect("a folder");
        names.extend(
            entries.map(|entry| text(entry.expect("a file").file_name().as_encoded_bytes())),
        );
    }
    names.retain(|name| !["bin", "tmp", "told"].contains(&name.as_str()));
    names.sort();
    names
}

/// Runs it, and holds that there is no log and what is said.
fn refusal(home: &Home, output: &Output) -> String {
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(output.stdout.is_empty());
    assert!(!home.path("reduced.db").exists(), "{said}");
    said
}

#[rstest]
#[case::spark("spark-sql", "--spark local[2]")]
#[case::duckdb("duckdb", "--duckdb")]
fn an_engine_is_run_and_its_cells_become_the_log(#[case] name: &str, #[case] asked: &str) {
    let home = Home::new();
    command(&home, name, &format!("{WRITES}{TELLS}"));
    let output = reduce(&home, asked).output().expect("it runs");
    let said = text(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(text(&output.stdout).contains("pseudonymous, not anonymous"));
    assert_eq!(left(&home), ["reduced.db"], "cells and script are gone");
    // Each stage is told as it is done, and then the import.
    let stages = said
        .lines()
        .filter(|line| line.contains(" of ") && line.contains(" s: "));
    assert!(stages.count() > 20, "{said}");
    assert!(said.contains(" s: kept: rows, each once\n"), "{said}");
    assert!(
        said.contains("1,500 rows of 30 days, some 4 titles and 7 viewers"),
        "{said}"
    );
    assert!(said.ends_with("the cells become reduced.db\n"), "{said}");
    let made = fs::rename(home.path("reduced.db"), home.path("by-reduce.db"));
    made.expect("a log");
    import_fixture(&home);
    let open = |name| Connection::open(home.path(name)).expect("a log");
    same_cells(&open("by-reduce.db"), &open("reduced.db"));
}

#[test]
fn what_the_engine_is_told() {
    let home = Home::new();
    command(&home, "spark-sql", &format!("{WRITES}{TELLS}"));
    let asked = "--spark spark://lake:7077 --conf spark.executor.memory=1g --conf spark.x=y";
    assert!(reduce(&home, asked).status().expect("it runs").success());
    let told = fs::read_to_string(home.path("told")).expect("a file");
    let told: Vec<&str> = told.lines().collect();
    let [.., file, script] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert_eq!(*file, "-f");
    assert!(script.starts_with(&home.path("tmp").display().to_string()));
    let expected = [
        "--master",
        "spark://lake:7077",
        "--conf",
        "spark.ui.showConsoleProgress=false",
        "--conf",
        "spark.executor.memory=1g",
        "--conf",
        "spark.x=y",
    ];
    assert_eq!(told[..told.len() - 2], expected);
}

#[test]
fn cells_in_a_folder_of_the_users_stay_without_steps() {
    let home = Home::new();
    command(&home, "spark-sql", &format!("{WRITES}{TELLS}"));
    let output = reduce(&home, "--spark local[2] --out cells")
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(left(&home), ["cells", "reduced.db"]);
    assert!(home.path("cells/settings.parquet").exists());
    assert!(
        !home.path("cells/steps").exists(),
        "it says who the viewers are"
    );
    // Another run would mix its cells with these.
    fs::remove_file(home.path("reduced.db")).expect("a log");
    let again = reduce(&home, "--spark local[2] --out cells")
        .output()
        .expect("it runs");
    assert!(refusal(&home, &again).contains("cells: is not empty"));
    assert!(home.path("cells/settings.parquet").exists());
}

/// As an engine's cells lie where its own file system is mounted.
#[test]
fn cells_are_read_where_this_machine_sees_them() {
    let home = Home::new();
    let moved = WRITES.replace(
        "out=${out#file://}",
        "test \"$out\" = s3://lake/cells || exit 1; out=$HOME/mount",
    );
    command(&home, "spark-sql", &format!("{moved}{TELLS}"));
    let asked = "--spark yarn --out s3://lake/cells";
    let output = reduce(&home, asked).output().expect("it runs");
    assert!(refusal(&home, &output).contains("say with --cells"));
    let output = reduce(&home, &format!("{asked} --cells mount"))
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(!home.path("mount/steps").exists());
}

#[rstest]
#[case::beside_the_log("")]
#[case::in_a_new_folder("--out cells")]
fn a_script_that_fails_leaves_itself_and_what_was_said(#[case] out: &str) {
    let home = Home::new();
    let fails = "echo '26/11/27 19:00:29 WARN Utils: never mind' >&2
        echo '[TABLE_OR_VIEW_NOT_FOUND] The table `lake` cannot be found.' >&2
        printf '\\tat org.apache.spark.Frame\\n' >&2; exit 3";
    let begun = TELLS.replace("sed -n \"", "sed -n \"/stage:played/q;");
    command(&home, "spark-sql", &format!("{WRITES}{begun}\n{fails}"));
    let output = reduce(&home, &format!("--spark local[2] {out}"))
        .output()
        .expect("it runs");
    let said = refusal(&home, &output);
    let words = "failed (exit status: 3) at the step `played`; no log was made\n  [TABLE_OR_VIEW_NOT_FOUND] The table `lake` cannot be found.\nthe script is ";
    assert!(said.contains(words), "{said}");
    assert!(!said.contains("WARN") && !said.contains("Frame"), "{said}");
    let left = left(&home);
    let [kept] = left.as_slice() else {
        panic!("the cells are gone, the script is not: {left:?}");
    };
    assert!(said.contains(kept), "{said}");
    let kept = home.path("tmp").join(kept);
    let script = fs::read_to_string(kept.join("reduce.sql")).expect("the script");
    assert!(script.contains("bt_mapped"));
    assert!(
        fs::read_to_string(kept.join("engine.log"))
            .expect("a log")
            .contains("never mind")
    );
    let mode = fs::metadata(&kept).expect("a folder").permissions().mode();
    assert_eq!(mode & 0o777, 0o700, "engines quote rows");
}

#[test]
fn an_engine_that_ends_early_has_not_ended_well() {
    let home = Home::new();
    command(&home, "duckdb", &format!("{WRITES}exit 0"));
    let output = reduce(&home, "--duckdb").output().expect("it runs");
    let said = refusal(&home, &output);
    assert!(
        said.contains("ended early at the step `estimate`"),
        "{said}"
    );
}

#[test]
fn whole_cells_stay_where_there_is_no_log_of_them() {
    let home = Home::new();
    command(&home, "spark-sql", &format!("{WRITES}{TELLS}"));
    let mut reduce = reduce(&home, "--spark local[2]");
    let output = reduce
        .args(["--most-cells", "1"])
        .output()
        .expect("it runs");
    let said = refusal(&home, &output);
    assert!(
        said.contains("more than the 1 that --most-cells allows"),
        "{said}"
    );
    let left = left(&home);
    assert_eq!(left.len(), 1, "{left:?}");
    let kept = home.path(&left[0]);
    let words = format!(
        "allow more\nthe cells stay in {}: `bingetop",
        kept.display()
    );
    assert!(said.contains(&words), "{said}");
    let cells = home.path(&left[0]);
    assert!(!cells.join("steps").exists());
    let import = ["import-cubes", &left[0], "--into", "reduced.db"];
    home.bingetop().args(import).assert().success();
}

#[rstest]
#[case::spark("--spark local[2]", "pip install pyspark")]
#[case::duckdb("--duckdb", "pip install duckdb-cli")]
#[case::duckdb_by_name("--duckdb bin/duckling", "bin/duckling: no such file")]
fn a_missing_engine_is_said_with_the_command_that_brings_it(
    #[case] asked: &str,
    #[case] words: &str,
) {
    let home = Home::new();
    let mut reduce = reduce(&home, asked);
    let output = reduce
        .env("PATH", home.path("bin"))
        .output()
        .expect("it runs");
    let said = refusal(&home, &output);
    assert!(said.contains(words), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(left(&home).is_empty());
}

#[test]
fn the_engine_of_spark_home_comes_before_that_of_the_path() {
    let home = Home::new();
    command(&home, "spark-sql", "exit 7");
    fs::create_dir_all(home.path("spark")).expect("a folder");
    let asked = "--spark local[2]";
    let output = reduce(&home, asked)
        .env("SPARK_HOME", "spark")
        .output()
        .expect("it runs");
    let said = refusal(&home, &output);
    assert!(said.contains("SPARK_HOME has no bin/spark-sql"), "{said}");
    fs::rename(home.path("bin"), home.path("spark/bin")).expect("a folder");
    let output = reduce(&home, asked)
        .env("SPARK_HOME", "spark")
        .output()
        .expect("it runs");
    assert!(refusal(&home, &output).contains("spark/bin/spark-sql failed (exit status: 7)"));
}

#[test]
fn a_missing_java_is_said_with_the_command_that_brings_it() {
    let home = Home::new();
    command(
        &home,
        "spark-sql",
        "echo 'JAVA_HOME is not set' >&2; exit 1",
    );
    let output = reduce(&home, "--spark local[2]").output().expect("it runs");
    let said = refusal(&home, &output);
    assert!(
        said.contains("  JAVA_HOME is not set\nSpark needs Java 17: `apt install"),
        "{said}"
    );
}

/// Sends a signal to a process; returns whether it was there.
pub fn signal(signal: &str, process: &str) -> bool {
    let sent = Command::new("kill")
        .args([signal, process])
        .stderr(Stdio::null())
        .status();
    sent.expect("it runs").success()
}

/// Starts a run, and waits until its engine has done a first stage.
fn started(home: &Home, out: &str) -> (Child, BufReader<impl std::io::Read + use<>>) {
    let mut reduce = reduce(home, &format!("--spark local[2] {out}"));
    let started = reduce.stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
    let mut started = started.expect("it runs");
    let mut said = BufReader::new(started.stderr.take().expect("it is heard"));
    let mut line = String::new();
    while !line.contains("estimate") {
        line.clear();
        assert_ne!(
            said.read_line(&mut line).expect("a line"),
            0,
            "it has ended"
        );
    }
    (started, said)
}

#[rstest]
#[case::ctrl_c("-INT", "", "")]
#[case::terminated("-TERM", "--out cells", "")]
#[case::an_engine_that_does_not_listen("-INT", "", "trap '' TERM; ")]
fn who_stops_it_stops_the_engine_too(#[case] with: &str, #[case] out: &str, #[case] deaf: &str) {
    let home = Home::new();
    let waits = "echo $$ > \"$HOME/told\"; echo bingetop-stage:estimate; exec tail -f /dev/null";
    command(&home, "spark-sql", &format!("{WRITES}{deaf}{waits}"));
    let (mut running, mut said) = started(&home, out);
    let engine = fs::read_to_string(home.path("told")).expect("a number");
    assert!(signal("-0", engine.trim()), "it runs");
    let status = loop {
        // Who asks twice does not wait until it ends by itself.
        signal(with, &running.id().to_string());
        if let Some(status) = running.try_wait().expect("a status") {
            break status;
        }
    };
    let mut words = String::new();
    said.read_to_string(&mut words).expect("text");
    assert_eq!(status.code(), Some(130), "{words}");
    assert!(words.contains("stopped; no log was made"), "{words}");
    assert!(!signal("-0", engine.trim()), "the engine has ended");
    assert!(left(&home).is_empty(), "{:?}", left(&home));
}

#[test]
fn nothing_is_run_where_the_log_cannot_be_made() {
    let home = Home::new();
    command(&home, "spark-sql", "touch \"$HOME/was-run\"; exit 1");
    fs::write(home.path("reduced.db"), "something else").expect("a file");
    let output = reduce(&home, "--spark local[2]").output().expect("it runs");
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("exists already"), "{said}");
    assert!(!Path::new(&home.path("was-run")).exists());
}

#[test]
fn every_example_of_the_help_works() {
    let help = Home::new().bingetop().args(["reduce", "--help"]).output();
    let help = text(&help.expect("it runs").stdout).replace("\\\n", " ");
    let (_, examples) = help.split_once("Examples:\n").expect("there are examples");
    let lines: Vec<&str> = examples
        .lines()
        .filter_map(|line| line.strip_prefix("  bingetop"))
        .collect();
    assert_eq!(lines.len(), 4, "{examples}");
    for line in lines {
        let home = Home::new();
        let mounted = WRITES.replace(
            "out=${out#file://}",
            "out=${out#file://}; case $out in s3://*) out=$HOME/mnt/${out#s3://} ;; esac",
        );
        for name in ["spark-sql", "duckdb"] {
            command(&home, name, &format!("{mounted}{TELLS}"));
        }
        if line.contains("--append") {
            let cells = home.path("mnt/lake/cells");
            copied("earlier", &cells);
            let mut import = home.bingetop();
            import
                .arg("import-cubes")
                .arg(&cells)
                .args(["--into", "plays.db"]);
            import.assert().success();
        }
        let root = home.path("").display().to_string();
        let line = line.replace("/mnt/", &format!("{root}mnt/"));
        let output = bingetop(&home)
            .args(line.split_whitespace())
            .env(
                "FIXTURE",
                fixture(if line.contains("--append") {
                    "later"
                } else {
                    "cells"
                }),
            )
            .output();
        let output = output.expect("it runs");
        assert!(
            output.status.success(),
            "bingetop{line}: {}",
            text(&output.stderr)
        );
        assert!(home.path("plays.db").exists());
    }
}
