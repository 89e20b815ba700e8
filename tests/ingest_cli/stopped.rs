//! Imports that are stopped, and imports that run out of disk.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rstest::rstest;

use super::logs::PLAYS;
use crate::home::Home;

/// How long anything may take, also on a busy machine.
const DEADLINE: Duration = Duration::from_mins(1);

/// Returns a table of so many rows.
fn table(rows: u32) -> String {
    let mut table = "viewer,title,started_at,seconds\n".to_owned();
    for n in 0..rows {
        let (viewer, title, day) = (n % 900, n % 700, n % 28 + 1);
        let (hour, minute) = (n / 60 % 24, n % 60);
        writeln!(
            table,
            "v{viewer},A title with number {title},2024-01-{day:02}T{hour:02}:{minute:02}:11Z,600"
        )
        .expect("memory takes it");
    }
    table
}

/// An import that is ended with the test.
struct Running(Child);

impl Running {
    fn start(home: &Home, input: &str) -> Self {
        let mut ingest = home.plain_bingetop();
        ingest
            .args([
                "ingest",
                input,
                "--into",
                "log.db",
                "--refused",
                "refused.tsv",
            ])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        Self(ingest.spawn().expect("the program starts"))
    }

    fn signal(&self, signal: &str) {
        let kill = format!("kill -{signal} {}", self.0.id());
        let status = Command::new("sh").args(["-c", &kill]).status();
        assert!(status.expect("a shell").success());
    }

    /// Waits until `is_so`.
    fn wait_until(&mut self, is_so: impl Fn() -> bool) {
        self.wait_for(|_| is_so().then_some(()));
    }

    fn wait(&mut self) -> ExitStatus {
        self.wait_for(|child| child.try_wait().expect("it can be asked"))
    }

    fn wait_for<T>(&mut self, ask: impl Fn(&mut Child) -> Option<T>) -> T {
        let started = Instant::now();
        loop {
            if let Some(answer) = ask(&mut self.0) {
                return answer;
            }
            assert!(started.elapsed() < DEADLINE, "it never came");
            std::thread::yield_now();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |file| file.len())
}

/// Makes sure that the import ends as one that was stopped, with its input still open.
fn assert_stopped(mut import: Running) {
    assert_eq!(import.wait().code(), Some(130));
    let mut said = String::new();
    let mut stderr = import.0.stderr.take().expect("it is piped");
    std::io::Read::read_to_string(&mut stderr, &mut said).expect("text");
    assert_eq!(said, "bingetop: stopped; the log is as it was\n");
}

#[rstest]
fn an_import_from_a_pipe_stops_at_once(
    #[values("INT", "TERM")] signal: &str,
    #[values(0, 5_000)] rows: u32,
    #[values(false, true)] has_log: bool,
) {
    let home = if has_log {
        Home::with_log()
    } else {
        Home::new()
    };
    let before = home.files();
    let mut import = Running::start(&home, "-");
    let refused = home.path("refused.tsv");
    import.wait_until(|| refused.exists());
    if rows > 0 {
        // Longer than what is looked at to tell the format, so that rows have been read.
        let mut input = import.0.stdin.as_ref().expect("it is piped");
        let broken = table(rows).replacen("2024-01-01T", "soon", 1);
        input.write_all(broken.as_bytes()).expect("it is read");
        import.wait_until(|| size(&refused) > 0);
    }
    import.signal(signal);
    assert_stopped(import);
    fs::remove_file(&refused).unwrap();
    let after = home.files();
    assert_eq!(
        after.keys().collect::<Vec<_>>(),
        before.keys().collect::<Vec<_>>()
    );
    if has_log {
        assert!(after == before);
        assert_eq!(
            home.dump()
                .iter()
                .filter(|line| line.starts_with("plays|"))
                .count(),
            3
        );
    }
}

/// Makes a pipe called `plays`.
fn make_pipe(home: &Home) -> PathBuf {
    let fifo = home.path("plays");
    let made = Command::new("mkfifo").arg(&fifo).status().expect("mkfifo");
    assert!(made.success());
    fifo
}

#[test]
fn an_import_from_a_pipe_that_nobody_writes_stops_at_once() {
    let home = Home::new();
    make_pipe(&home);
    let mut import = Running::start(&home, "plays");
    import.wait_until(|| home.path("refused.tsv").exists());
    import.signal("INT");
    assert_stopped(import);
    assert!(!home.log().exists());
}

#[test]
fn a_pipe_with_a_name_is_an_input_like_any_other() {
    let home = Home::new();
    let fifo = make_pipe(&home);
    let mut import = Running::start(&home, "plays");
    fs::write(&fifo, PLAYS).unwrap();
    assert!(import.wait().success());
    assert_eq!(
        home.dump()
            .iter()
            .filter(|line| line.starts_with("plays|"))
            .count(),
        3
    );
}

/// Runs the program where no file may grow beyond so many blocks of 512 bytes.
fn limited(home: &Home, blocks: u64, arguments: &[&str]) -> std::process::Output {
    let bingetop = home.plain_bingetop();
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &script, "sh"])
        .arg(bingetop.get_program())
        .args(arguments)
        .current_dir(home.path(""))
        .env("HOME", home.path(""))
        .env("XDG_STATE_HOME", home.path(""));
    shell.output().expect("a shell")
}

#[rstest]
fn a_full_disk_leaves_the_log_as_it_was(
    #[values(200, 500, 1_000)] blocks: u64,
    #[values(false, true)] has_log: bool,
) {
    let home = if has_log {
        Home::with_log()
    } else {
        Home::new()
    };
    home.write("large.csv", table(30_000));
    let names = |home: &Home| home.files().into_keys().collect::<Vec<_>>();
    let (before, log) = (names(&home), has_log.then(|| home.dump()));
    let output = limited(&home, blocks, &["ingest", "large.csv", "--into", "log.db"]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.starts_with("bingetop: log.db: writing failed, and the log is as it was: "),
        "{said}"
    );
    assert_eq!(said.matches('\n').count(), 1, "{said}");
    if let Some(log) = log {
        assert_eq!(home.dump(), log);
    }
    assert_eq!(names(&home), before);
    // What could not be done then can be done where there is room.
    home.ingest(&["large.csv"]).success();
}
